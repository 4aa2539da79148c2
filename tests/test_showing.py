"""What is written can be read back, and what is drawn can be read."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import stat
from importlib.metadata import EntryPoint
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import FakeCoder
from tocsin.errors import OutputError, UsageError
from tocsin.project_merging import merge
from tocsin.reading import article_from_text
from tocsin.records import Document
from tocsin.showing import wording
from tocsin.showing.flat import COLUMNS
from tocsin.showing.formats import Output, format_names, open_writer
from tocsin.showing.frame import to_frame
from tocsin.showing.incidents_view import show_incident
from tocsin.showing.notebook import marked_text, to_html
from tocsin.showing.ontology_view import show_ontology
from tocsin.showing.output import open_output

STORY = (
    "Norway hosts <Chile>\n\n"
    "Norway met Chile in Oslo. “We [bold]spoke[/bold],” said Sol. Guinea attacked Liberia."
)
QUIET = "The weather stays fine."


def coded(text: str = STORY, published: str | None = "2025-05-01") -> Document:
    return FakeCoder().code(article_from_text(text, published=published))


def written(form: str, *documents: Document, explain: bool = False) -> str:
    stream = io.StringIO()
    writer = open_writer(form, Output(stream=stream, explain=explain))
    for document in documents:
        writer.write(document)
    writer.finish()
    return stream.getvalue()


@pytest.fixture
def columns(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> int:
    monkeypatch.setenv("COLUMNS", str(request.param))
    return int(request.param)


# --- data formats


def test_jsonl_has_an_event_a_line_that_slices_its_text() -> None:
    events = [json.loads(line) for line in written("jsonl", coded(), coded(QUIET)).splitlines()]
    assert [event["type"] for event in events] == ["CONSULT", "ASSAULT"]
    for event in events:
        for span in (event["evidence"], event["trigger"], *event["actors"], *event["recipients"]):
            assert STORY[span["start"] : span["end"]] == span["text"]


def test_json_has_the_text_that_the_spans_slice() -> None:
    first, second = json.loads(written("json", coded(), coded(QUIET)))
    assert first["article"]["text"] == STORY
    assert len(first["events"]) == 2
    assert second["events"] == []
    assert "explanations" not in first


def test_json_of_nothing_is_an_empty_list() -> None:
    assert json.loads(written("json")) == []


def test_explanations_come_with_the_events_where_they_are_wanted() -> None:
    line = json.loads(written("jsonl", coded(), explain=True).splitlines()[0])
    assert line["explanation"]["decisions"][0]["room"] == "coding"
    assert json.loads(written("json", coded(), explain=True))[0]["explanations"]


def test_csv_has_the_same_columns_for_every_event() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", coded(), coded(QUIET)))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["actors"] for row in rows] == ["Norway", "Guinea"]
    assert rows[1]["attribution"] == "Ana Sol"
    assert rows[1]["magnitude"] == "dead=2"
    assert rows[0]["cameo"] == "042"


def test_csv_keeps_newlines_and_quotes_of_the_evidence() -> None:
    document = coded("Norway met Chile in Oslo.")
    evidence = 'Norway "met"\nChile, it says'
    event = document.events[0]
    changed = type(event)(
        **{name: getattr(event, name) for name in event.__struct_fields__}
        | {"evidence": type(event.evidence)(text=evidence, start=0, end=len(evidence))}
    )
    odd = Document(article=document.article, events=(changed,), statements=())
    (row,) = csv.DictReader(io.StringIO(written("csv", odd)))
    assert row["evidence"] == evidence


def test_csv_has_no_room_for_explanations() -> None:
    with pytest.raises(UsageError, match="no room for explanations"):
        written("csv", explain=True)


def test_a_format_is_its_file_and_others_are_named() -> None:
    assert format_names() == ("csv", "json", "jsonl", "table")
    with pytest.raises(UsageError, match="no format 'xml': the formats are csv, json"):
        written("xml")


def test_a_format_of_another_package_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint("ours", "tocsin.showing.formats.jsonl:Writer", "tocsin.formats")

    def entries(**wanted: str) -> list[EntryPoint]:
        return [entry] if wanted.get("name", "ours") == "ours" else []

    monkeypatch.setattr("tocsin.showing.formats.entry_points", entries)
    assert format_names()[-1] == "ours"
    assert written("ours", coded()) == written("jsonl", coded())


def test_a_data_frame_has_the_columns_of_csv() -> None:
    pytest.importorskip("pandas")
    frame = to_frame(coded())
    assert tuple(frame.columns) == COLUMNS
    assert list(frame["type"]) == ["CONSULT", "ASSAULT"]
    assert tuple(to_frame(coded(QUIET)).columns) == COLUMNS


# --- the table


@pytest.mark.parametrize("columns", [80, 160], indirect=True)
def test_a_table_answers_every_question_within_its_width(columns: int) -> None:
    drawn = written("table", coded())
    assert max(map(len, drawn.splitlines())) <= columns
    flat = re.sub(r"\s+", " ", drawn)
    for word in ("Norway (NOR)", "CONSULT visit", "2025-05-01", "Oslo", "asserted", "0.90", "alleged, by"):
        assert word in flat
    assert "Norway met Chile in Oslo" in flat


@pytest.mark.parametrize("columns", [20, 40, 500], indirect=True)
def test_a_table_can_be_drawn_at_any_width(columns: int) -> None:
    assert "CONSULT" in written("table", coded()).replace("\n", "") or columns == 20


def test_a_table_that_is_no_terminals_has_no_colour() -> None:
    assert "\x1b" not in written("table", coded())


def test_an_article_without_events_says_so() -> None:
    assert "no events" in written("table", coded(QUIET))


def test_markup_of_an_article_is_not_obeyed() -> None:
    document = coded("Norway [red]hosts[/red]\n\nNorway met Chile.")
    assert "[red]hosts[/red]" in written("table", document)


def test_reasons_are_shown_event_by_event() -> None:
    drawn = written("table", coded(), explain=True)
    assert drawn.index("1. Norway") < drawn.index("row 'v met R'") < drawn.index("2. Guinea")


def test_events_without_reasons_say_so() -> None:
    document = coded()
    bare = Document(article=document.article, events=document.events, statements=())
    assert "no reasons were recorded" in written("table", bare, explain=True)


@given(st.text())
def test_nothing_that_is_shown_steers_the_terminal(text: str) -> None:
    shown = wording.shown(text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


@pytest.mark.parametrize("longest", [10, 30, 200])
def test_an_excerpt_keeps_its_trigger(longest: int) -> None:
    event = coded().events[0]
    before, trigger, after = wording.excerpt(event, longest)
    assert trigger == "met"
    assert len(before) + len(after) <= longest + 10


# --- the notebook


def test_the_claims_of_a_day_are_said_once() -> None:
    history = [
        "2025-05-01 alleged",
        "2025-05-01 asserted",
        "2025-05-01 alleged",
        "2025-05-02 denied",
        "planned",
    ]
    told = "2025-05-01 alleged and asserted, 2025-05-02 denied, planned"
    assert wording.claims_by_day(history) == told
    assert wording.claims_by_day(history, {"asserted": "reported"}) == told.replace("asserted", "reported")


def test_the_notebook_shows_the_text_unchanged() -> None:
    marked = re.sub(r'<span class="claim [^>]*>[^<]*</span>', "", marked_text(coded()))
    assert html.unescape(re.sub(r"<[^>]*>", "", marked)) == STORY


@given(
    st.lists(st.sampled_from(["Norway met Chile", "Guinea attacked Liberia", "<b>", "&amp;", "“So", "yes”"]))
)
def test_marks_never_lose_a_character(parts: list[str]) -> None:
    text = " ".join(parts)
    marked = re.sub(r'<span class="claim [^>]*>[^<]*</span>', "", marked_text(coded(text)))
    assert html.unescape(re.sub(r"</?mark[^>]*>", "", marked)) == text


def test_the_notebook_shows_the_claim_and_escapes_the_article() -> None:
    page = to_html(coded())
    assert '<span class="claim alleged">alleged, by Ana Sol</span>' in page
    assert "&lt;Chile&gt;" in page
    assert "<Chile>" not in page
    assert '<mark class="evidence trigger">met</mark>' in page
    assert "no events" in to_html(coded(QUIET))


def test_the_style_of_the_notebook_holds_below_its_class_alone() -> None:
    style = re.search(r"<style>(.*?)</style>", to_html(coded()), re.DOTALL)
    assert style is not None
    selectors = re.findall(r"([^{}]+)\{", style[1])
    assert all(
        part.strip().startswith(".tocsin")
        for one in selectors
        if not one.strip().startswith("@")
        for part in one.split(",")
    )
    assert "prefers-color-scheme: dark" in style[1]
    assert ".tocsin .claim.alleged" in style[1]


def test_the_notebook_draws_incidents_as_the_pages_do() -> None:
    page = merge([coded()])._repr_html_()
    assert "2 incidents in 1 report" in page
    assert 'href="#mark-q4"' in page
    assert '<span class="claim alleged">alleged</span>' in page
    assert "<Chile>" not in page
    assert "0 incidents in 0 reports" in merge([])._repr_html_()


def test_a_terminal_is_told_that_a_report_was_taken_back() -> None:
    texts = (
        "Guinea attacked Liberia on Thursday.",
        "We said that Guinea attacked Liberia. That report was false.",
    )
    articles = [
        msgspec.structs.replace(
            article_from_text(text, published=f"2025-05-0{day}"), id=f"n{day}", publisher="Wire"
        )
        for day, text in enumerate(texts, start=1)
    ]
    merged = merge([FakeCoder().code(one) for one in articles])
    told = next(one for one in merged.incidents if len(one.articles) == 2)
    stream = io.StringIO()
    show_incident(stream, told, merged.documents)
    assert "withdrawn by its source: “That report was false.” (Wire)" in stream.getvalue()


# --- the ontology


@pytest.mark.parametrize("columns", [80, 160], indirect=True)
def test_the_ontology_is_one_page_of_types(columns: int) -> None:
    stream = io.StringIO()
    show_ontology(stream)
    assert max(map(len, stream.getvalue().splitlines())) <= columns
    assert "CIVIL_IMPACT" in stream.getvalue()


def test_a_type_is_shown_with_modes_codes_and_scores() -> None:
    stream = io.StringIO()
    show_ontology(stream, "retreat")
    for word in ("material cooperation", "6.5", "ceasefire", "7.5", "0871"):
        assert word in stream.getvalue()


# --- the output file


def test_a_file_appears_only_when_it_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "events.jsonl"
    target.write_text("old", encoding="utf-8")
    with open_output(str(target), as_data=True) as stream:
        stream.write("new")
        assert target.read_text(encoding="utf-8") == "old"
    assert target.read_text(encoding="utf-8") == "new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("failure", [KeyboardInterrupt, ValueError])
def test_a_failure_leaves_what_was_there(tmp_path: Path, failure: type[BaseException]) -> None:
    target = tmp_path / "events.jsonl"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(failure), open_output(str(target), as_data=True) as stream:  # noqa: PT012
        stream.write("half")
        raise failure
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_keeps_pointing_and_permissions_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    with open_output(str(link), as_data=True) as stream:
        stream.write("new")
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_device_is_written_into_and_not_replaced() -> None:
    with open_output("/dev/null", as_data=True) as stream:
        stream.write("gone")
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize("target", ["missing/events.jsonl", "."])
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, target: str) -> None:
    place = str(tmp_path / target)
    with pytest.raises(OutputError, match="choose another place"), open_output(place, as_data=True):
        pass
    assert list(tmp_path.iterdir()) == []
