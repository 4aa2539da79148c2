"""Feeds become articles, one an entry; XML that would do harm is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sources import SENTENCES, errors_of, read_all, write
from tocsin.errors import InputError

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Example Times</title><link>https://example.org/</link><language>en-gb</language>
<item><title>Talks in Oslo &amp; more</title><link>https://example.org/1</link>
<dc:creator>Ada Berg</dc:creator>
<pubDate>Thu, 01 May 2025 14:30:00 +0200</pubDate><category>World</category>
<description>A short word.</description>
<content:encoded><![CDATA[<p>{SENTENCES[0]}</p><script>x()</script><p>{SENTENCES[1]}</p>
<p>The post Talks in Oslo appeared first on Example.</p>]]></content:encoded></item>
<item><title>Peru</title><link>/2</link>
<description>&lt;p&gt;Peru expelled two &lt;b&gt;diplomats&lt;/b&gt;.&lt;/p&gt;</description></item>
<item><title>Nothing but a title</title><link>https://example.org/3</link></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><link href="https://example.org/"/>
<entry><title type="html">Talks in &lt;i&gt;Oslo&lt;/i&gt;</title><link href="https://example.org/1"/>
<published>2025-05-01T14:30:00Z</published>
<updated>2025-05-02T08:00:00Z</updated><author><name>Ada Berg</name></author>
<content type="html">&lt;p&gt;{SENTENCES[0]}&lt;/p&gt;</content></entry></feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "News",
    "home_page_url": "https://example.org/",
    "items": [
        {
            "id": "1",
            "url": "https://example.org/1",
            "title": "Talks in Oslo",
            "content_html": f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p>",
            "date_published": "2025-05-01T14:30:00Z",
            "authors": [{"name": "Ada Berg"}],
        },
        {"id": "2", "title": "Nothing"},
        "no entry",
    ],
}


def test_rss_entries_become_articles(tmp_path: Path) -> None:
    articles, notices = read_all(write(tmp_path / "a.xml", RSS))
    first, second = articles
    assert first.title == "Talks in Oslo & more"
    assert first.text == "\n\n".join(["Talks in Oslo & more", *SENTENCES])
    assert (first.url, first.published) == ("https://example.org/1", "2025-05-01T14:30:00+02:00")
    assert (first.publisher, first.author, first.section) == ("The Example Times", "Ada Berg", "World")
    assert first.language == "en-gb"
    assert (second.text, second.url) == ("Peru\n\nPeru expelled two diplomats.", "https://example.org/2")
    (error,) = notices
    assert isinstance(error, InputError)
    assert "entry 3" in str(error)
    assert "neither content nor summary" in error.reason


def test_atom_entries_become_articles(tmp_path: Path) -> None:
    (article,), notices = read_all(write(tmp_path / "feed", ATOM))
    assert article.text == f"Talks in Oslo\n\n{SENTENCES[0]}"
    assert (article.published, article.updated) == ("2025-05-01T14:30:00+00:00", "2025-05-02T08:00:00+00:00")
    assert article.author == "Ada Berg"
    assert notices == []


@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_feed_is_told_from_records(tmp_path: Path, indent: int | None) -> None:
    articles, notices = read_all(write(tmp_path / "feed.json", json.dumps(JSON_FEED, indent=indent)))
    assert [article.text for article in articles] == ["\n\n".join(["Talks in Oslo", *SENTENCES])]
    assert articles[0].author == "Ada Berg"
    assert ["entry 2" in str(notices[0]), "entry 3" in str(notices[1])] == [True, True]


def test_a_feed_that_is_cut_short_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    articles, (notice, *_) = read_all(write(tmp_path / "a.rss", RSS[: RSS.index("<item><title>Nothing")]))
    assert [article.title for article in articles] == ["Talks in Oslo & more", "Peru"]
    assert "not well-formed" in str(notice)


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_a_feed_in_another_encoding(tmp_path: Path, encoding: str) -> None:
    feed = RSS.replace("utf-8", encoding).replace("Ada Berg", "José Müller")
    articles, _ = read_all(write(tmp_path / "a.xml", feed.encode(encoding)))
    assert articles[0].author == "José Müller"


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        pytest.param(
            f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]><rss><channel>&l9;</channel></rss>',
            "entities",
            id="laughs",
        ),
        pytest.param(
            '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item>'
            "<title>&x;</title><description>&x;</description></item></channel></rss>",
            "entities",
            id="XXE",
        ),
        pytest.param("<rss>" + "<a>" * 100_000 + "</a>" * 100_000 + "</rss>", "nested deeper", id="depth"),
        pytest.param("<rss><channel><title>News</title></channel></rss>", "without entries", id="no entries"),
        pytest.param("<rss><chan", "cannot be read", id="a stump"),
        pytest.param(
            '<?xml version="1.0"?><note><to>Ada</to></note>', "kind that is not read: <note>", id="other XML"
        ),
    ],
)
def test_bad_xml_is_refused(tmp_path: Path, xml: str, reason: str) -> None:
    (error,) = errors_of(write(tmp_path / "a.xml", xml))
    assert reason in error.reason


def test_entities_hide_in_no_encoding(tmp_path: Path) -> None:
    xml = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE r [<!ENTITY x "y">]><rss><channel/></rss>'
    (error,) = errors_of(write(tmp_path / "a.xml", xml.encode("utf-16")))
    assert "entities" in error.reason


def test_a_sitemap_needs_the_network(tmp_path: Path) -> None:
    xml = (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<url><loc>https://example.org/1</loc></url><url><loc>https://example.org/2</loc></url></urlset>"
    )
    (error,) = errors_of(write(tmp_path / "sitemap.xml", xml))
    assert "a list of 2 URLs" in error.reason
    assert "urls=True" in error.remedy
