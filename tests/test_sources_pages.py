"""HTML pages, with all that stands around an article on them, become the article and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources import PAGE, errors_of, page_of, read_all, write
from tocsin.errors import InputError

BODY = (
    "Norway and Chile agreed on Thursday to meet in Oslo for talks about fishing, a minister said.",
    "The talks begin on Monday, and will be led by the two deputy ministers.",
)


def test_a_page_becomes_its_article(tmp_path: Path) -> None:
    (article,), notices = read_all(write(tmp_path / "a.html", PAGE))
    assert article.title == "Norway and Chile agree to talks"
    assert article.text == (
        "Norway and Chile agree to talks\n\n"
        "OSLO, May 1 (Reuters) - Norway and Chile agreed on Thursday to meet in Oslo for talks "
        "about fishing, the Norwegian foreign minister said after a call.\n\n"
        "The talks begin on Monday. Chile's delegation will be led by the deputy minister, who visited "
        "Bergen last year and met fishermen there.\n\n"
        '"We are glad to talk," the minister told reporters.\n\n'
        "Old dispute\n\n"
        "The two countries have been at odds over quotas since 2019, when a trawler was "
        "detained off Punta Arenas."
    )
    assert article.published == "2025-05-01T14:30:00+02:00"
    assert article.updated == "2025-05-02T08:00:00+00:00"
    assert article.url == "https://www.example.org/world/norway-chile"
    assert (article.publisher, article.author, article.section) == ("The Example Times", "Ada Berg", "World")
    assert (article.language, article.wire, article.family) == ("en", "Reuters", None)
    assert notices == []


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a", "a.json"])
def test_a_page_is_told_from_its_content(tmp_path: Path, name: str) -> None:
    (article,), _ = read_all(write(tmp_path / name, PAGE))
    assert article.url == "https://www.example.org/world/norway-chile"


@pytest.mark.parametrize(
    "junk",
    [
        '<div id="cookie-consent"><p>This site uses cookies. Choose which you accept.</p></div>',
        "<p>We use cookies to make this site better.</p>",
        "<p>Read also: Peru expels two diplomats</p>",
        "<p><b>READ MORE:</b> <a href='/x'>Peru expels two diplomats over a row</a></p>",
        "<p>Also Read | Peru expels two diplomats over a row</p>",
        "<h3>Related stories</h3><ul><li><a href='/x'>Peru expels two diplomats</a></li></ul>",
        "<p>Advertisement</p>",
        "<p>Subscribe to our newsletter to get the news every morning.</p>",
        "<div class='taboola-below'><p>Ten facts about cod that nobody will believe are true.</p></div>",
        "<p>(Except for the headline, this story has not been edited by Example staff.)</p>",
    ],
)
def test_what_stands_around_an_article_is_left_out(tmp_path: Path, junk: str) -> None:
    (article,), _ = read_all(write(tmp_path / "a.html", page_of(BODY[0], junk, BODY[1])))
    assert article.text == "\n\n".join(["Talks in Oslo", *BODY])


def test_an_element_with_most_of_the_page_stays_whatever_its_class(tmp_path: Path) -> None:
    inner = "".join(f"<p>{line}</p>" for line in BODY)
    html = page_of(f'<div class="story newsletter-enabled">{inner}</div>')
    (article,), _ = read_all(write(tmp_path / "a.html", html))
    assert BODY[0] in article.text


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        pytest.param("<!doctype html><title>Login</title><p>Please log in.</p>", "no article", id="a notice"),
        pytest.param("<html><body></body></html>", "no article", id="nothing"),
        pytest.param(
            "<html><body>" + "<p><a href='/1'>Talks in Oslo begin on Monday</a></p>" * 30 + "</body></html>",
            "no article",
            id="a front page",
        ),
        pytest.param("<html><script>var a = 'x';</script></html>", "no article", id="a script"),
        pytest.param("<html>" + "<div>" * 50_000 + "</html>", "no article", id="great depth"),
    ],
)
def test_a_page_without_an_article_is_a_problem(tmp_path: Path, html: str, reason: str) -> None:
    (error,) = errors_of(write(tmp_path / "a.html", html))
    assert reason in error.reason
    assert error.remedy


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2025-05-01T14:30:00Z">',
        '<meta name="pubdate" content="Thu, 01 May 2025 14:30:00 +0000">',
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", '
        '"datePublished": "2025-05-01T14:30:00+00:00"}]}</script>',
    ],
)
def test_the_date_keeps_its_time(tmp_path: Path, head: str) -> None:
    (article,), _ = read_all(write(tmp_path / "a.html", page_of(*BODY, head=head)))
    assert article.published == "2025-05-01T14:30:00+00:00"


def test_a_page_without_a_date_has_the_given_one(tmp_path: Path) -> None:
    (article,), _ = read_all(write(tmp_path / "a.html", page_of(*BODY)), published="2025-05-03")
    assert article.published == "2025-05-03"


@pytest.mark.parametrize(
    ("links", "url"),
    [
        ('<link rel="canonical" href="https://example.org/a#top">', "https://example.org/a"),
        ('<link rel="canonical" href="https://example.org/">', None),
        ('<meta property="og:url" content="https://example.org/b?id=1">', "https://example.org/b?id=1"),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ("", None),
    ],
)
def test_the_canonical_address(tmp_path: Path, links: str, url: str | None) -> None:
    (article,), _ = read_all(write(tmp_path / "a.html", page_of(*BODY, head=links)))
    assert article.url == url


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1251"])
def test_letters_survive_any_encoding(tmp_path: Path, encoding: str) -> None:
    name = "Премьер" if encoding == "windows-1251" else "Müller"
    head = "" if encoding == "utf-16" else f'<meta charset="{encoding}">'
    html = page_of(f"{name}. {BODY[0]}", BODY[1], head=head)
    (article,), _ = read_all(write(tmp_path / "a.html", html.encode(encoding)))
    assert f"{name}. Norway" in article.text


@pytest.mark.parametrize("name", ["news.rss", "feed.xml", "news.atom"])
def test_a_feed_that_is_a_page_is_named_as_such(tmp_path: Path, name: str) -> None:
    (error,) = errors_of(write(tmp_path / name, PAGE))
    assert error.reason == "should be a feed and is an HTML page"
    assert isinstance(error, InputError)


def test_the_site_is_taken_off_the_title(tmp_path: Path) -> None:
    head = '<meta property="og:site_name" content="The Example Times">'
    html = page_of(*BODY, head=head, title="Talks in Oslo - a first step | The Example Times")
    (article,), _ = read_all(write(tmp_path / "a.html", html))
    assert article.title == "Talks in Oslo - a first step"
