"""The words of a brief: what is disputed, as a question with answers that a reader understands."""

from __future__ import annotations

import pytest
from lxml import html

from brief_pages import brief_of, coded_sample, documents_with, odd_documents
from served import LISBON, article, crisis, event
from tocsin import tables
from tocsin.briefing.changes import since_brief
from tocsin.briefing.memory import remember, remembered
from tocsin.briefing.model import Dispute, Version
from tocsin.briefing.naming import LONGEST_NAME
from tocsin.merging.accounts import fields
from tocsin.pipeline import Coder
from tocsin.records import Document
from tocsin.showing.brief import brief_html, brief_markdown
from tocsin.showing.brief.phrases import dispute_words, in_words, questions


def compared() -> set[str]:
    """Return all fields in which the reports of an incident may differ."""
    annotated = tables.table("tocsin.evaluating", "incident_fields.tsv")
    return {row["ours"] for _, row in tables.rows(annotated, ("ours", "names"))} | set(fields())


@pytest.mark.parametrize("field", sorted(compared()))
def test_every_disputed_field_is_a_plain_question(field: str) -> None:
    asked = questions()[field, ""]
    assert asked.endswith("?")
    assert sum(1 for (other, value), words in questions().items() if not value and words == asked) == 1


def test_every_disputed_side_has_its_words() -> None:
    stances = tables.table("tocsin.quoting", "stances.tsv")
    told = {(row["field"], row["value"]) for _, row in tables.rows(stances, ("field", "value"))}
    assert told - set(questions()) <= {("position", "in")}  # a country follows


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("position", "in Suriname", "in Suriname"),
        ("first", "the other began (Guyana)", "the other side, says that of Guyana"),
        ("claim", "denied", "it did not"),
        ("date", "2025-11-03", "3 November 2025"),
        ("duration", "48 hours", "48 hours"),
    ],
)
def test_a_disputed_value_is_told_in_words(field: str, value: str, said: str) -> None:
    one = Dispute(field=field, is_update=False, versions=(Version(value=value, reports=1, said_by=()),))
    assert dispute_words(one)[1] == [(said, "")]


@pytest.mark.parametrize(
    ("last_day", "name", "said"),
    [
        ("2025-11-16", "brief.html", "since the brief of 16 November 2025 (brief.html)"),
        (
            "2025-11-16",
            "brief-2025-11-16.html",
            "since the brief of 16 November 2025 (brief-2025-11-16.html)",
        ),
        (None, "brief.html", "since the brief brief.html"),
    ],
)
def test_an_earlier_brief_is_told_by_its_day(last_day: str | None, name: str, said: str) -> None:
    memory = remembered(remember(last_day, None, ()), name)
    assert in_words(since_brief(memory, name).words) == said


def test_a_field_of_the_future_is_asked_for_by_its_name() -> None:
    assert (
        dispute_words(Dispute(field="air_space", is_update=False, versions=()))[0] == "What of the air space?"
    )


def test_states_are_named_and_papers_answer_where_nobody_else_does(coder: Coder) -> None:
    written = brief_markdown(brief_of(coded_sample(coder)))
    assert (
        "Where was it? in Suriname, on the word of police or in Guyana, on the word of Irfaan Ali" in written
    )
    assert "How many died? 6, on the word of police source or 0, in Nickerie Radio" in written


def test_a_number_that_nobody_is_named_for_has_its_paper() -> None:
    documents = []
    for number, publisher in enumerate(("The Wire", None)):
        of = article("Spain attacked Portugal near Lisbon.", f"n{number}", "2025-05-01", publisher=publisher)
        act = event(
            of,
            "Spain attacked Portugal",
            "ASSAULT",
            ("ESP Spain", "PRT Portugal"),
            place=LISBON,
            day="2025-05-01",
            dead=9 - 7 * number,
        )
        documents.append(Document(article=of, events=(act,), statements=()))
    ((dispute,),) = {one.disputes for one in brief_of(documents).evidence}
    assert sorted(dispute_words(dispute)[1]) == [("2", ""), ("9", ", in The Wire")]


@pytest.mark.parametrize("huge", ["W" * 3000, "Word " * 600, "\u05d0" * 2000])
def test_a_huge_name_is_cut_wherever_it_stands(huge: str) -> None:
    brief = brief_of([*documents_with(huge), *crisis()])
    for written in (html.document_fromstring(brief_html(brief)).text_content(), brief_markdown(brief)):
        longest = max(len(line) for line in written.splitlines() if huge[:9] in line)
        assert longest < 2000
        assert "…" in written
    shown = [one.lead.said_by for one in brief.evidence if one.lead is not None and one.lead.said_by]
    assert max(map(len, shown)) <= LONGEST_NAME


def test_the_evidence_names_all_parties_of_an_incident() -> None:
    brief = brief_of(odd_documents(2, parties=40))
    (proof,) = html.document_fromstring(brief_html(brief)).xpath("//article[@class='proof']")
    assert "38 more" in proof.xpath("string(h3)")
    for number in range(40):
        assert f"Party {number}" in proof.xpath("string(p[@class='note'])")
        assert f"Party {number}" in brief_markdown(brief)
    few = brief_of(crisis()).evidence
    assert [one for one in few if one.who or one.whom] == []
