"""The brief as a page: every figure leads to its evidence, no text breaks it, nothing is asked for."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordDocument
from lxml import html
from playwright.sync_api import Browser

from brief_pages import brief_of, coded_sample, dead_links, documents_with, page_of, unlinked_figures
from browsing import Watched
from hostile_texts import LINKS, MARK, TEXTS
from served import article, crisis, event
from tocsin.pipeline import Coder
from tocsin.records import Document
from tocsin.showing.brief import brief_docx, brief_html, brief_markdown, brief_pdf
from tocsin.showing.page import safe_href


@pytest.fixture(scope="module")
def sample(coder: Coder) -> list[Document]:
    """The sample crisis, coded by the real coder."""
    return coded_sample(coder)


def test_every_figure_of_the_sample_leads_to_its_evidence(sample: list[Document]) -> None:
    root = page_of(sample)
    assert len(root.xpath("//a[@class='n']")) > 100
    assert unlinked_figures(root) == []
    assert dead_links(root) == []


def test_an_unlinked_figure_would_be_found() -> None:
    root = html.document_fromstring("<body><p id=x>12 shells, <a href='#x'>3</a> and <a href='#y'>4</a></p>")
    assert unlinked_figures(root) == ["12 shells,", "4"]
    assert dead_links(root) == ["#y"]


def test_evidence_has_the_words_the_title_the_publisher_and_the_day(sample: list[Document]) -> None:
    root = page_of(sample)
    (proof,) = [one for one in root.xpath("//article") if "Seizure" in one.xpath("string(.//h3)")]
    words = proof.xpath("string(.)")
    assert "arrested twelve Guyanese fishermen" in words
    assert "Coast guard stops boats that fished without papers" in words
    assert "Paramaribo Post" in words
    assert "3 Nov" in words
    named = {one.article.title for one in sample}
    quoted = {link.xpath("string(.)") for link in root.xpath("//article//blockquote/footer/a")}
    assert quoted <= named


def test_every_link_of_markdown_leads_to_a_place_in_it(sample: list[Document]) -> None:
    written = brief_markdown(brief_of(sample))
    anchors = re.findall(r'<a id="([^"]+)"></a>', written)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([^)]+)\)", written)) <= set(anchors)
    assert re.search(r"Guyana – Suriname: talks \[\d+\]\(#[^)]+\), cooperation \[\d+\]", written)
    assert "### " in written.partition('id="map"')[2]


def test_every_link_of_word_leads_to_a_place_in_it_or_to_a_source(sample: list[Document]) -> None:
    brief = brief_of(sample)
    word = WordDocument(io.BytesIO(brief_docx(brief)))
    names = word.element.xpath("//w:bookmarkStart/@w:name")
    ids = word.element.xpath("//w:bookmarkStart/@w:id")
    inside = word.element.xpath("//w:hyperlink/@w:anchor")
    assert len(names) == len(set(names)) == len(set(ids))
    assert [name for name in names if re.fullmatch(r"[a-z]\w{0,39}", name) is None] == []
    assert len(inside) == brief_markdown(brief).count("](#")
    assert set(inside) <= set(names)
    leads = [run.text for run in word.element.xpath("//w:hyperlink//w:t")]
    assert "Release: Suriname, Guyana, judge → fourteen Guyanese fishermen" in leads
    outside = {one.target_ref for one in word.part.rels.values() if one.is_external}
    assert outside == {one.article.url for one in sample}


def test_figures_in_drawings_link_too(sample: list[Document]) -> None:
    root = page_of(sample)
    ids = set(root.xpath("//@id"))
    links = root.xpath("//svg[contains(@class, 'chart')]//a/@href")
    assert len(links) > 20
    assert [link for link in links if link.removeprefix("#") not in ids] == []


def test_the_map_shows_where_the_crisis_is_and_not_where_talks_are_planned(sample: list[Document]) -> None:
    root = page_of(sample)
    (chart,) = root.xpath("//section[@id='map']//div[@class='chart-wide']")
    names = [shown.strip("\u2068\u2069") for shown in chart.xpath(".//text/text()")]
    assert {"New Amsterdam", "Skeldon", "Georgetown", "Paramaribo"} <= set(names)
    assert "Kingston" not in names
    assert "Kingston" in root.xpath("string(//section[@id='map'])")


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_a_hostile_text_stays_a_text(number: int) -> None:
    text = TEXTS[number]
    written = brief_html(brief_of(documents_with(text, number)))
    root = html.document_fromstring(written)
    assert "\x00" not in written
    assert root.xpath("//script | //iframe | //object | //embed | //form | //base | //link | //img") == []
    assert [name for name in root.xpath("//@*") if getattr(name, "attrname", "").startswith("on")] == []
    assert len(root.xpath("//style")) == 1
    assert all(re.match(r"#|https?://", link) for link in root.xpath("//@href"))
    assert unlinked_figures(root) == []
    assert dead_links(root) == []
    brief_markdown(brief_of(documents_with(text, number)))


def test_hostile_texts_in_a_real_browser(browser: Browser, tmp_path: Path) -> None:
    documents = [one for number, text in enumerate(TEXTS) for one in documents_with(text, number)]
    path = tmp_path / "brief.html"
    path.write_text(brief_html(brief_of(documents)), encoding="utf-8")
    for width in (390, 1600):
        watched = Watched(browser, viewport={"width": width, "height": 900})
        watched.page.goto(path.as_uri())
        assert watched.page.evaluate(f"window.{MARK} === undefined")
        assert watched.wrong == []
        assert watched.overflow() <= 0
        watched.close()


def test_hostile_texts_in_markdown_and_word() -> None:
    documents = [one for number, text in enumerate(TEXTS) for one in documents_with(text, number)]
    brief = brief_of(documents)
    written = brief_markdown(brief)
    assert re.search(r"(?<!\\)<(?!/?a\b|https?://)", written) is None
    word = WordDocument(io.BytesIO(brief_docx(brief)))
    assert len(word.paragraphs) > 50
    assert all(re.match(r"https?://", one.target_ref) for one in word.part.rels.values() if one.is_external)
    assert set(word.element.xpath("//w:hyperlink/@w:anchor")) <= set(
        word.element.xpath("//w:bookmarkStart/@w:name")
    )


@pytest.mark.parametrize("url", LINKS[:-1])
def test_only_safe_links_are_followed(url: str) -> None:
    assert safe_href(url) is None
    assert safe_href("https://example.org/a") == "https://example.org/a"


def test_the_page_forbids_all_but_its_own_style(sample: list[Document]) -> None:
    written = brief_html(brief_of(sample))
    root = html.document_fromstring(written)
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = re.findall(r"<style>(.*?)</style>", written, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert root.xpath("//@src | //@style | //script | //link") == []
    assert "url(" not in style
    assert "@import" not in style


def test_the_sample_in_a_browser_without_script(
    browser: Browser, sample: list[Document], tmp_path: Path
) -> None:
    path = tmp_path / "brief.html"
    path.write_text(brief_html(brief_of(sample)), encoding="utf-8")
    watched = Watched(browser, java_script_enabled=False, viewport={"width": 1600, "height": 900})
    page = watched.page
    page.goto(path.as_uri())
    assert page.locator("#matters .items > li").count() == 5
    assert page.locator("#level").is_visible()
    page.locator("#matters a.n").first.click()
    assert page.url.startswith(f"{path.as_uri()}#i-")
    assert watched.wrong == []
    watched.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1600)])
def test_everybody_can_read_all(browser: Browser, tmp_path: Path, scheme: Any, width: int) -> None:
    path = tmp_path / "brief.html"
    path.write_text(brief_html(brief_of(crisis())), encoding="utf-8")
    watched = Watched(browser, color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    watched.page.goto(path.as_uri())
    assert watched.axe() == []
    assert watched.overflow() <= 0
    watched.close()


def test_the_band_of_the_level_is_seen_on_paper(
    browser: Browser, sample: list[Document], tmp_path: Path
) -> None:
    path = tmp_path / "brief.html"
    path.write_text(brief_html(brief_of(sample)), encoding="utf-8")
    watched = Watched(browser, viewport={"width": 1000, "height": 900}, bypass_csp=True)
    watched.page.goto(path.as_uri())
    watched.page.emulate_media(media="print")
    drawn = "one => [getComputedStyle(one).fill, getComputedStyle(one).stroke]"
    fill, stroke = watched.page.locator("#level .band").evaluate(drawn)
    assert fill != "rgb(255, 255, 255)"
    assert stroke not in ("none", fill)
    watched.close()


def test_pdf_is_printed_by_a_browser(browser: Browser) -> None:
    assert brief_pdf(brief_html(brief_of(crisis()))).startswith(b"%PDF")


def test_what_moved_is_drawn_and_listed_with_its_incidents() -> None:
    made = []
    for number, text in enumerate(
        ("Thousands fled Goma for Bukavu", "Families fled from Burundi to Tanzania", "Rwanda warned Burundi")
    ):
        of = article(f"{text}.", f"m{number}", f"2025-05-0{number + 1}", title=f"Report {number}")
        kind = "CIVIL_IMPACT" if "fled" in text else "THREATEN"
        made.append(Document(article=of, events=(event(of, text, kind, ("", "")),), statements=()))
    root = page_of(made)
    (chart,) = root.xpath("//section[@id='map']//div[@class='chart-wide']")
    (line,) = [one for one in chart.xpath(".//a") if one.xpath(".//*[@class='way-head q0']")]
    assert line.xpath("string(./title)") == "Goma (town) to Bukavu (town): 1 incident"
    below = {
        one.xpath("string(.//h4)"): one.get("id") for one in root.xpath("//section[starts-with(@id, 'm-')]")
    }
    assert list(below) == ["Burundi to Tanzania: 1", "Goma to Bukavu: 1"]
    assert line.get("href") == f"#{below['Goma to Bukavu: 1']}"
    assert unlinked_figures(root) == []
    assert dead_links(root) == []
    assert "Goma (a town) to Bukavu (a town): 1" in brief_markdown(brief_of(made))
