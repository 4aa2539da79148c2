"""Index, alerts and forecasts in the brief: each with its evidence, or with why there is none."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from docx import Document as WordDocument
from lxml import html
from playwright.sync_api import Browser

from brief_pages import LARGEST, brief_of, dead_links, unlinked_figures
from browsing import Watched as WatchedPage
from conftest import Run
from hostile_texts import TEXTS
from served import fill_ledger, long_crisis, make_project
from tocsin.briefing import Brief
from tocsin.briefing.alarm import Watching
from tocsin.briefing.forecasts import MOST_CAME, Held
from tocsin.evaluating.track_record import FEWEST, track_record
from tocsin.forecasting.ledger import FILE, Ledger, reliable
from tocsin.project import open_project
from tocsin.project_merging import merge, merge_project
from tocsin.records import Article, Document
from tocsin.showing.brief import brief_docx, brief_html, brief_markdown
from tocsin.showing.brief.prospect_words import score_words
from tocsin.watching.alerting import watch_days
from tocsin.watching.inputs import watched
from tocsin.watching.series import Key
from tocsin.watching.standing import main_dyad, open_alerts


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose last days are a war, with a ledger that has a track record."""
    made = make_project(tmp_path_factory.mktemp("brief") / "war", long_crisis())
    fill_ledger(made, open_ones=2, resolved=30)
    return made


def prospects_of(documents: list[Document], folder: Path | None = None) -> Brief:
    merged = merge(documents)
    entries, why = reliable(None if folder is None else Ledger(folder).verify())
    seen = watched(merged.incidents, merged.documents)
    return brief_of(documents, watching=Watching(seen=seen, keys=(Key(),)), held=Held(entries, why))


@pytest.fixture(scope="module")
def brief(folder: Path) -> Brief:
    return prospects_of(long_crisis(), folder)


def written(tocsin: Run, folder: Path, out: Path) -> html.HtmlElement:
    assert tocsin("brief", folder, "--out", out, "--quiet") == 0
    return html.document_fromstring(out.read_text(encoding="utf-8"))


def words_of(root: html.HtmlElement, name: str) -> str:
    return " ".join(str(root.xpath("string(//*[@id=$name])", name=name)).split())


def test_the_brief_of_a_project_has_the_index_of_its_main_dyad(
    tocsin: Run, folder: Path, tmp_path: Path
) -> None:
    with open_project(folder) as project:
        merged = merge_project(project)
    seen = watched(merged.incidents, merged.documents)
    dyad = main_dyad(seen)
    assert dyad is not None
    *_, last = watch_days(seen.acts, seen.coverage, dyad)
    root = written(tocsin, folder, tmp_path / "brief.html")
    index = words_of(root, "index")
    assert f"The index of Spain – Portugal stood at {last.point.index:.0f} on 29 April 2025" in index
    assert f"lies mostly between {last.point.low:.0f} and {last.point.high:.0f}" in index
    assert f"The phase is {last.phase.name} since" in index
    assert f"is {last.point.index:.0f} of a hundred, the phase {last.phase.name}." in words_of(root, "level")
    heaviest = max(last.point.contributions, key=lambda one: abs(one.value))
    assert f"#i-{heaviest.incident}" in root.xpath("//section[@id='index']//a/@href")
    assert unlinked_figures(root) == []
    assert dead_links(root) == []


def test_open_alerts_have_their_day_reason_end_and_evidence(
    tocsin: Run, folder: Path, tmp_path: Path
) -> None:
    with open_project(folder) as project:
        merged = merge_project(project)
    seen = watched(merged.incidents, merged.documents)
    on = open_alerts(list(watch_days(seen.acts, seen.coverage, Key())))
    assert on
    root = written(tocsin, folder, tmp_path / "brief.html")
    items = root.xpath("//section[@id='alerts']/ul/li")
    assert len(items) == len(on)
    for alert in on:
        (item,) = [one for one in items if one.xpath("string(b)") == alert.name]
        assert item.xpath("time/@datetime") == [alert.day]
        assert alert.clears in item.xpath("string(p)")
        named = {f"#i-{one}" for one in alert.evidence}
        assert set(item.xpath(".//a[@class='incident']/@href")) <= named
        assert bool(item.xpath(".//a[@class='incident']")) == bool(alert.evidence)


def test_open_forecasts_stand_beside_their_track_record(tocsin: Run, folder: Path, tmp_path: Path) -> None:
    record = track_record(Ledger(folder).entries())
    assert record.combined is not None
    assert record.combined.skill is not None
    root = written(tocsin, folder, tmp_path / "brief.html")
    told = words_of(root, "forecasts")
    assert "The ledger holds 32 forecasts: 2 open, 30 resolved." in told
    (one,) = root.xpath("//section[@id='forecasts']//article")  # asked twice: the last answer holds
    words = " ".join(one.xpath("string(.)").split())
    assert "ESP->PRT within 7 days" in words
    assert "12% (usual for these parties: 30%), 2 April 2025 to 8 April 2025, from what was known on" in words
    assert "its days are over, and tocsin ledger resolve says what came" in words
    skill = record.combined.skill
    assert (
        f"Track record of forecasts over 7 days: Brier {record.combined.brier:.3f}, skill "
        f"{skill.value:+.3f} ({skill.why}), of 30 resolved."
    ) in words
    assert "Of 20 earlier forecasts of about this chance 0% came true." in words
    assert len(root.xpath("//section[@id='record']//div[@class='small-chart']//circle")) == 2
    rows = [
        [cell.xpath("string(.)") for cell in row] for row in root.xpath("//section[@id='record']//tbody/tr")
    ]
    assert rows == [["10% to 20%", "12.0%", "0.0%", "20"], ["60% to 70%", "65.0%", "100.0%", "10"]]
    assert len(root.xpath("//*[@id='resolved']//div[@class='came']")) == MOST_CAME


def test_too_few_resolved_forecasts_have_a_reason_and_no_picture(tmp_path: Path) -> None:
    fill_ledger(tmp_path, open_ones=1, resolved=FEWEST - 1)
    root = html.document_fromstring(brief_html(prospects_of(long_crisis(days=6), tmp_path)))
    told = words_of(root, "forecasts")
    assert f"No figures: {FEWEST - 1} forecasts are resolved, {FEWEST} are needed for figures." in told
    assert "No track record yet." in told
    assert "there is no picture of how often forecasts came true" in told
    assert root.xpath("//section[@id='forecasts']//div[@class='small-chart'] | //table[@class='bands']") == []
    assert unlinked_figures(root) == []
    assert dead_links(root) == []


def test_a_project_with_nothing_of_it_says_so_and_which_command_makes_it(tocsin: Run, tmp_path: Path) -> None:
    folder = make_project(tmp_path / "short", long_crisis(days=9, quiet=2))
    root = written(tocsin, folder, tmp_path / "brief.html")
    index, told = words_of(root, "index"), words_of(root, "forecasts")
    assert "7 days read before, 30 are needed to compare with" in words_of(root, "level")
    assert "No alert can be told: 7 days read before, 30 are needed to compare with. tocsin alerts" in index
    assert "There are no forecasts to show: no forecast has been written down yet. tocsin forecast" in told
    assert unlinked_figures(root) == []
    assert dead_links(root) == []


def test_a_quiet_project_says_that_no_alert_is_on() -> None:
    told = brief_markdown(prospects_of(long_crisis(quiet=60)))
    assert "No alert is on. tocsin alerts tells of new ones" in told


def test_a_damaged_ledger_is_told_and_nothing_of_it_shown(tocsin: Run, tmp_path: Path) -> None:
    folder = make_project(tmp_path / "hurt", long_crisis(days=6))
    fill_ledger(folder, open_ones=2, resolved=0)
    path = folder / FILE
    path.write_bytes(path.read_bytes().replace(b"0.65", b"0.66", 1))
    told = words_of(written(tocsin, folder, tmp_path / "brief.html"), "forecasts")
    assert "the ledger is damaged: line 1: does not fit its hash" in told
    assert "ESP->PRT" not in told


def test_a_project_that_is_too_large_has_its_brief_and_a_reason(
    tocsin: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tocsin.brief_run.LARGEST", 10)
    root = written(tocsin, folder, tmp_path / "brief.html")
    assert "more than 10 articles are too many for a brief" in words_of(root, "index")
    assert "12% (usual for these parties: 30%)" in words_of(root, "forecasts")
    assert unlinked_figures(root) == []
    assert dead_links(root) == []


class TellsOfWar:
    """A coder that reads a war into any reports."""

    def pipe(self, articles: Iterable[Article]) -> list[Document]:
        return long_crisis() if list(articles) else []


def test_reports_that_are_no_project_have_an_index_and_no_ledger(
    tocsin: Run, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tocsin.brief_run.load_coder", TellsOfWar)
    root = written(tocsin, report, tmp_path / "brief.html")
    assert "The index of" in words_of(root, "index")
    assert root.xpath("//*[@id='alerts'] | //*[@id='forecasts']") == []
    assert unlinked_figures(root) == []
    assert dead_links(root) == []


def test_markdown_and_word_have_all_of_it_with_a_table_for_the_picture(brief: Brief) -> None:
    text = brief_markdown(brief)
    anchors = re.findall(r'<a id="([^"]+)"></a>', text)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(anchors)
    assert "| [10% to 20%](#resolved) | [12.0%](#resolved) | [0.0%](#resolved) | [20](#resolved) |" in text
    assert "The index of" in text
    assert "Cleared by: [" in text
    word = WordDocument(io.BytesIO(brief_docx(brief)))
    names = word.element.xpath("//w:bookmarkStart/@w:name")
    inside = word.element.xpath("//w:hyperlink/@w:anchor")
    assert len(names) == len(set(names))
    assert set(inside) <= set(names)
    assert len(inside) == text.count("](#")
    (table,) = word.tables
    assert [cell.text for cell in table.rows[0].cells] == [
        "Chance",
        "mean of these",
        "came true",
        "forecasts",
    ]


def test_how_many_like_it_came_true_is_told_of_ten_or_more(folder: Path) -> None:
    forecasts = brief_of(long_crisis(days=6), held=Held(tuple(Ledger(folder).entries()))).forecasts
    assert forecasts is not None
    (one,) = forecasts.open

    def told_of(count: int) -> str:
        assert one.alike is not None
        few = msgspec.structs.replace(one, alike=msgspec.structs.replace(one.alike, n=count))
        return "".join(part.text for part in score_words(few))

    assert "Of 10 earlier forecasts of about this chance 0% came true." in told_of(10)
    few = told_of(9)
    assert "9 earlier forecasts of about this chance are resolved: 10 are needed" in few
    assert "%" not in few


@pytest.mark.parametrize("text", TEXTS[::6])
def test_a_hostile_question_in_the_ledger_stays_a_text(text: str, folder: Path) -> None:
    entries = tuple(
        {**one, "question": text, "reasons": [{"inputs": text, "points": 0.1}], "why": text}
        if one["kind"] == "forecast"
        else one
        for one in Ledger(folder).entries()
    )
    brief = brief_of(long_crisis(days=6), held=Held(entries))
    page = brief_html(brief)
    root = html.document_fromstring(page)
    assert "\x00" not in page
    assert root.xpath("//script | //iframe | //object | //embed | //form | //base | //link | //img") == []
    assert [name for name in root.xpath("//@*") if getattr(name, "attrname", "").startswith("on")] == []
    assert dead_links(root) == []
    assert re.search(r"(?<!\\)<(?!/?a\b|https?://)", brief_markdown(brief)) is None
    brief_docx(brief)


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_everybody_can_read_it(
    browser: Browser, brief: Brief, tmp_path: Path, scheme: Any, width: int
) -> None:
    path = tmp_path / "brief.html"
    path.write_text(brief_html(brief), encoding="utf-8")
    assert path.stat().st_size < LARGEST
    shown = WatchedPage(
        browser, color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
    )
    shown.page.goto(path.as_uri())
    assert shown.axe() == []
    assert shown.overflow() <= 0
    shown.close()
