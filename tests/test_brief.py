"""The brief: what it says of a crisis, of a change, of a level, and how the command writes it."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from docx import Document as WordDocument
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from brief_pages import (
    LARGEST,
    ROOT,
    attack,
    brief_of,
    coded_sample,
    dead_links,
    odd_documents,
    page_of,
    unlinked_figures,
)
from conftest import Code, Run
from served import LISBON, article, crisis, event
from tocsin import ontology, tables
from tocsin.briefing import compose
from tocsin.briefing.changes import since_brief, since_day
from tocsin.briefing.level import FEWEST_EARLIER, EscalationValue, level_of
from tocsin.briefing.memory import remember, remembered
from tocsin.briefing.over_time import bounds
from tocsin.errors import InputError, UsageError
from tocsin.pipeline import Coder
from tocsin.project_merging import merge
from tocsin.records import Actor, Document, Incident, Statement
from tocsin.showing.brief import brief_docx, brief_html, brief_markdown, memory_of, printing
from tocsin.showing.brief.phrases import headline
from tocsin.showing.page import act_name


@pytest.fixture(scope="module")
def sample(coder: Coder) -> list[Document]:
    """The sample crisis, coded by the real coder."""
    return coded_sample(coder)


def test_what_is_withdrawn_is_shown_as_contested_and_not_first(sample: list[Document]) -> None:
    brief = brief_of(sample)
    (false_report,) = [
        one for one in brief.evidence if one.place == "Apoera" and one.line.modality == "asserted"
    ]
    assert false_report.line.is_contested
    assert false_report.withdrawn is not None
    assert false_report.withdrawn.before == "That report was false."
    assert false_report.line not in [one.line for one in brief.important]
    assert brief.disputed[0].line == false_report.line
    assert [one.line.anchor for one in brief.evidence if one.withdrawn] == [false_report.line.anchor]
    (tags,) = [
        one.xpath("string(p[@class='meta'])")
        for one in html.document_fromstring(brief_html(brief)).xpath("//article")
        if one.get("id") == false_report.line.anchor
    ]
    assert "withdrawn by its source" in tags


def test_no_format_hides_that_a_claim_is_withdrawn(sample: list[Document]) -> None:
    brief = brief_of(sample)
    (line,) = {one.line for one in brief.evidence if one.place == "Apoera" and one.line.is_contested}
    written = brief_markdown(brief)
    links = [found for found in written.splitlines() if f"](#{line.anchor})" in found]
    assert links
    assert [found for found in links if "withdrawn by its source" not in found] == []
    word = WordDocument(io.BytesIO(brief_docx(brief)))
    told = [one.text for one in word.paragraphs if headline(line) in one.text and one.text != headline(line)]
    assert [text for text in told if "withdrawn by its source" not in text] == []
    root = html.document_fromstring(brief_html(brief))
    for link in root.xpath("//a[@class='incident' and @href=$href]", href=f"#{line.anchor}"):
        around = link.getparent().getparent().xpath("string(.)")
        assert "withdrawn by its source" in around


def test_two_governments_accounts_stand_side_by_side(sample: list[Document]) -> None:
    (pair,) = brief_of(sample).accounts
    assert {pair.first.publisher, pair.second.publisher} == {
        "Government of Suriname",
        "Ministry of Foreign Affairs of Guyana",
    }
    assert {"both", "contradictory"} <= {point.relation for point in pair.points}


def test_the_number_that_sources_dispute_is_under_disputed(sample: list[Document]) -> None:
    root = page_of(sample)
    words = root.xpath("string(//*[@id='disputed'])")
    assert "12" in words
    assert "14" in words


def test_all_incidents_have_their_evidence_where_there_is_room(sample: list[Document]) -> None:
    brief = brief_of(sample)
    assert len(brief.evidence) == brief.incident_count
    assert all(one.quoted for one in brief.evidence)


def test_copies_are_one_source(sample: list[Document]) -> None:
    brief = brief_of(sample)
    papers = {"Atlantic Wire", "Kingston Ledger"}
    copied = [one for one in brief.evidence if {q.article.publisher for q in one.quoted} == papers]
    assert copied
    assert {(one.line.reports, one.line.sources) for one in copied} == {(2, 1)}


def test_what_is_to_come_is_ordered_by_its_day(sample: list[Document]) -> None:
    days = [one.first for one in brief_of(sample).ahead if one.first]
    assert days == sorted(days)
    assert min(days) >= "2025-11-16"


def test_every_type_and_mode_has_a_noun_of_its_own() -> None:
    nouns = tables.table("tocsin.showing.page", "acts.tsv")
    told = {(row["type"], row["mode"]) for _, row in tables.rows(nouns, ("type", "mode", "noun"))}
    known = {(name, mode) for name, info in ontology.types().items() for mode in ("", *info.modes)}
    assert told == known
    assert act_name("ASSAULT", "explosives") == "bombing"
    assert act_name("ASSAULT", "troops") == act_name("ASSAULT")


def test_an_earlier_brief_says_what_is_new(sample: list[Document]) -> None:
    ordered = sorted(sample, key=lambda one: one.article.published or "")
    early, late = ordered[:17], ordered
    memory = memory_of(brief_html(brief_of(early)), "early.html")
    change = brief_of(late, since=since_brief(memory, "early.html")).change
    assert change.new.count > 0
    assert not change.is_first
    assert all((line.day or "9") >= "2025-11-03" for line in change.new.shown)
    assert f"since the brief of {memory.last_day} (early.html)" in change.since
    same = brief_of(early, since=since_brief(memory, "early.html")).change
    assert (same.new.count, same.more_reports, same.now_denied, same.grown) == (0, 0, (), ())


def test_what_was_told_and_is_now_denied_is_said() -> None:
    told = article("Spain attacked Portugal near Lisbon.", "one", "2025-05-01", publisher="A")
    denied = article(
        "Spain denied that Spain attacked Portugal near Lisbon.", "two", "2025-05-03", publisher="B"
    )
    words, sides = "Spain attacked Portugal", ("ESP Spain", "PRT Portugal")
    documents = [
        Document(
            article=told,
            events=(event(told, words, "ASSAULT", sides, place=LISBON, day="2025-05-01", dead=2),),
            statements=(),
        ),
        Document(
            article=denied,
            events=(
                event(
                    denied, words, "ASSAULT", sides, place=LISBON, day="2025-05-01", modality="denied", dead=5
                ),
            ),
            statements=(),
        ),
    ]
    change = brief_of(documents, since=since_day("2025-05-02")).change
    assert [line.type for line in change.now_denied] == ["ASSAULT"]
    assert [(one.kind, one.old, one.new) for one in change.grown] == [("dead", 2, 5)]


def test_memory_comes_back_as_it_went(tmp_path: Path) -> None:
    memory = remembered(remember("2025-05-01", 3.5, ["a", "b"]), "x")
    assert (memory.last_day, memory.level) == ("2025-05-01", 3.5)
    assert memory.knows("a", None)
    assert not memory.knows("c", None)


@pytest.mark.parametrize("text", ["", "<p>", "no page", '<meta name="tocsin-brief" content="{}">', "\x00"])
def test_what_is_no_brief_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="earlier brief"):
        memory_of(text, "x.html")


def days_to(last: int) -> list[str]:
    return [f"2025-05-{day:02}" for day in range(1, last + 1)]


class Counting:
    name = "number of acts"
    about = "a count"

    window = 3

    def by_day(self, incidents: Sequence[Incident], documents: Mapping[str, Document]) -> dict[str, float]:
        return {one.date.start: 1.0 for one in incidents if one.date}


def test_with_few_days_no_level_is_claimed() -> None:
    level = level_of({"2025-05-01": 1.0}, days_to(5), "2025-05-01", Counting())
    assert level.band is None
    assert level.earlier < FEWEST_EARLIER
    documents = crisis()
    words = page_of(documents).xpath("string(//*[@id='level'])")
    assert "Too few days" in words


@given(st.lists(st.integers(1, 28), min_size=1, max_size=28, unique=True), st.integers(12, 28))
@settings(max_examples=40)
def test_a_level_stands_in_its_own_past(days: list[int], last: int) -> None:
    values = {f"2025-05-{day:02}": 1.0 for day in days}
    level = level_of(values, days_to(last), "2025-05-01", Counting())
    assert level.band is not None
    low, high = level.band
    assert 0 <= low <= high <= 3
    assert 0 <= level.above <= level.earlier == last - 3
    assert level.now == level.days[-1].value
    assert level.now <= 3


def test_days_of_which_nothing_was_read_are_no_calm_days() -> None:
    read_in = [*days_to(9), "2025-05-28"]
    level = level_of({"2025-05-28": 5.0}, read_in, "2025-05-01", Counting())
    assert next(day.day for day in level.days if day.value is None) == "2025-05-12"
    assert level.earlier == 9  # the full windows that reach to a day of the first nine
    assert level.now == 5


@given(st.dates(date(1900, 1, 1), date(2030, 1, 1)), st.integers(0, 40_000))
def test_periods_follow_one_another_and_are_not_too_many(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    found = bounds(start, end)
    assert (found[0][0], found[-1][1]) == (start, end)
    assert all(low <= high for low, high in found)
    assert all(b[0] - a[1] == timedelta(days=1) for a, b in pairwise(found))
    assert len(found) <= 125


def test_another_measure_drops_in(sample: list[Document]) -> None:
    brief = brief_of(sample, measure=Counting())
    assert brief.level.name == "number of acts"
    assert "number of acts" in brief_html(brief)


@pytest.mark.parametrize(
    "documents",
    [
        pytest.param([], id="nothing"),
        pytest.param([Document(article=article("It rained.", "a"), events=(), statements=())], id="no act"),
        pytest.param(odd_documents(1), id="one article"),
        pytest.param(odd_documents(1, day=None), id="no date and no place"),
        pytest.param(odd_documents(2, parties=500), id="500 parties"),
        pytest.param(crisis(), id="every claim status"),
    ],
)
def test_an_odd_input_has_a_sensible_page(documents: list[Document]) -> None:
    brief = brief_of(documents)
    written = brief_html(brief)
    root = html.document_fromstring(written)
    assert unlinked_figures(root) == []
    assert dead_links(root) == []
    assert len(root.xpath("//@id")) == len(set(root.xpath("//@id")))
    assert len(root.xpath("//h1")) == 1
    assert len(written) < LARGEST / 5
    outline = brief_markdown(brief)
    assert outline.startswith("# ")
    lines = [line for line in outline.splitlines() if line]
    assert [one for one, after in pairwise(lines) if one[:3] == after[:3] == "## "] == []  # no empty part
    assert brief_docx(brief).startswith(b"PK")


def test_an_empty_brief_says_what_to_do() -> None:
    words = page_of([]).xpath("string(//header)")
    assert "There are no reports yet" in words
    assert "tocsin brief" in words


def test_a_country_is_no_dot() -> None:
    root = page_of(odd_documents(1))
    assert root.xpath("//*[@id='map']//svg[contains(@class, 'chart')]") == []
    assert "only the country is known" in root.xpath("string(//*[@id='map'])")


def test_two_people_of_one_name_are_two() -> None:
    of = article("Ana Sol of Spain and Ana Sol of Chile spoke.", "a")
    said = [
        Statement(
            id=country,
            article="a",
            text=f"We in {country} want peace and quiet",
            start=0,
            end=1,
            direct=True,
            speaker=Actor(text="Ana Sol", start=0, end=7, name="Ana Sol", country=country),
            addressee=None,
            channel=None,
            cue=None,
            events=(),
        )
        for country in ("ESP", "CHL")
    ]
    speakers = brief_of([Document(article=of, events=(), statements=tuple(said))]).speakers
    assert sorted((one.name, one.country) for one in speakers) == [("Ana Sol", "Chile"), ("Ana Sol", "Spain")]


def test_a_large_project_has_a_small_brief() -> None:
    incidents = []
    documents = {}
    for number in range(6000):
        day = f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}"
        of = article(
            f"Spain attacked Portugal in street {number}.",
            f"n{number}",
            day,
            title="A title " * 8,
            publisher=f"P {number % 300}",
        )
        act = event(of, of.text[:-1], "ASSAULT", ("ESP Spain", "PRT Portugal"), place=LISBON, day=day)
        documents[of.id] = Document(article=of, events=(act,), statements=())
        incidents.append(
            msgspec.structs.replace(
                attack(day),
                id=f"{number:016}",
                events=(act.id,),
                articles=(of.id,),
                actors=act.actors,
                recipients=act.recipients,
                place=act.place,
            )
        )
    brief = compose(incidents, documents)
    written = brief_html(brief)
    assert len(written.encode()) < LARGEST
    root = html.document_fromstring(written)
    assert unlinked_figures(root) == []
    assert dead_links(root) == []
    assert str(6000 - len(brief.evidence)) not in root.xpath("string(//*[@id='evidence'])")
    assert "6000" in root.xpath("string(//*[@id='evidence']/p)")


def test_the_command_writes_the_format_of_the_name(
    tocsin: Run, report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for ending, begins in (("html", b"<!doctype html>"), ("md", b"# "), ("docx", b"PK")):
        out = tmp_path / f"brief.{ending}"
        assert tocsin("brief", report, "--published", "2025-05-01", "--out", out) == 0
        assert out.read_bytes().startswith(begins)
        assert capsys.readouterr().out.strip() == str(out)


def test_a_project_is_briefed_by_its_folder(
    tocsin: Run, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "crisis"
    assert tocsin("init", folder) == 0
    assert tocsin("brief", folder, "--out", tmp_path / "empty.html") == 0
    assert "There are no reports yet" in (tmp_path / "empty.html").read_text(encoding="utf-8")
    assert tocsin("add", report, "--project", folder, "--published", "2025-05-01") == 0
    monkeypatch.chdir(folder)
    assert tocsin("brief") == 0
    first = (folder / "brief.html").read_text(encoding="utf-8")
    assert "The first brief" in first
    assert tocsin("brief", "--since", "brief.html", "--out", "next.html") == 0
    assert "0 new incidents" not in (folder / "next.html").read_text(encoding="utf-8")
    assert "No new incidents" in html.document_fromstring((folder / "next.html").read_bytes()).xpath(
        "string(//header)"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["x.txt", "--format", "ppt"], "html, md, pdf, docx"),
        (["x.txt", "--since", "soon"], "an HTML file"),
        (["x.txt", "--project", "crisis"], "not both"),
        (["--published", "2025-05-01"], "for files"),
        ([], "tocsin init"),
        (["brief.html"], "one of the inputs"),
    ],
)
def test_wrong_usage_says_what_to_do(
    tocsin: Run,
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert tocsin("brief", *arguments) == 2
    assert said in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_briefed(
    tocsin: Run, report: Path, tmp_path: Path
) -> None:
    out = tmp_path / "brief.html"
    assert tocsin("brief", report, tmp_path / "missing.txt", "--published", "2025-05-01", "--out", out) == 1
    assert "Norway" in out.read_text(encoding="utf-8")


def test_pdf_without_a_browser_says_what_to_do(
    tocsin: Run,
    report: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(printing.VARIABLE, "no-such-browser")
    assert tocsin("brief", report, "--format", "pdf", "--out", tmp_path / "b.pdf") == 2
    assert "apt install chromium" in capsys.readouterr().err
    monkeypatch.delenv(printing.VARIABLE)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(printing, "PLACES", ())
    with pytest.raises(UsageError, match="none was found"):
        printing.find_browser()


def test_the_notebook_of_the_sample_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = json.loads((ROOT / "examples/crisis/crisis.ipynb").read_text(encoding="utf-8"))["cells"]
    monkeypatch.chdir(ROOT / "examples/crisis")
    written: list[str] = []

    def keep(path: Path, text: str, **how: Any) -> int:
        written.append(path.name)
        return len(text)

    monkeypatch.setattr(Path, "write_text", keep)
    names: dict[str, Any] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), "crisis.ipynb", "exec"), names)
            assert cell["outputs"] == []
    assert written == ["brief.html"]
    assert len(names["documents"]) == 25
    assert names["brief"].incident_count == len(names["merged"].incidents) > 20


def test_make_demo_ends_with_the_brief_of_the_sample() -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").split("\ndemo:")[1].split("\n\n")[0]
    assert "tocsin brief examples/crisis/reports.jsonl" in recipe.splitlines()[-1]


def test_the_escalation_value_remembers_and_counts_only_read_days(code: Code) -> None:
    reports = [
        code("Peruvian troops shelled an Ecuadorian post, killing six soldiers.", published="2024-03-01"),
        code("Ministers of Peru and Ecuador met in Lima.", published="2024-03-04"),
    ]
    merged = merge(reports)
    values = EscalationValue().by_day(merged.incidents, merged.documents)
    assert all(value >= 0 for value in values.values())
    assert values["2024-03-01"] > values["2024-03-03"] > 0
    assert not EscalationValue().by_day((), {})


def test_where_nothing_can_be_read_no_brief_is_written_over_another(
    tocsin: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "brief.html"
    kept.write_text("the good one", encoding="utf-8")
    assert tocsin("brief", tmp_path / "nosuch.txt", "--out", kept) == 1
    assert kept.read_text(encoding="utf-8") == "the good one"
    assert "no brief was written" in capsys.readouterr().err


def test_what_was_denied_or_not_said_is_not_told_as_said(coder: Coder) -> None:
    text = "Suriname denied that its patrol had fired on boats. Guyana did not say where the boats had been."
    told = coder.code(article(text, "one", "2025-05-01", publisher="A"))
    written = brief_markdown(brief_of([told]))
    assert "denied: its patrol had fired" in written
    assert "- said: the boats" not in written
    assert "- say: " not in written
