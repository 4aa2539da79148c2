"""Glimpses and echoes: what an article tells too faintly for an event, and where merging knows it again."""

from __future__ import annotations

import msgspec
import pytest

from tocsin.merging import Gathering
from tocsin.pipeline import Coder
from tocsin.records import Article, Document, Incident

CALL = "Thai Foreign Minister Anan Prommin telephoned Cambodian Foreign Minister Sok Dara on Friday."
RECALLED = "Their first conversation, on Friday, had ended without a result, a Thai official said."


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(glimpses=True)


def coded(coder: Coder, name: str, published: str, text: str) -> Document:
    return coder.code(Article(id=name, text=text, published=published, publisher=name))


def merged(*documents: Document) -> list[Incident]:
    gathered = Gathering()
    for document in documents:
        gathered.add(document)
    return gathered.merger.incidents()


def test_what_is_recalled_in_passing_is_an_echo_of_its_incident(coder: Coder) -> None:
    first = coded(coder, "first", "2024-02-09", CALL)
    text = f"Thailand closed a crossing to Cambodia on Saturday. {RECALLED}"
    later = coded(coder, "later", "2024-02-10", text)
    assert all(event.type != "CONSULT" for event in later.events), "no event is told of the conversation"
    (call,) = [one for one in merged(first, later) if one.type == "CONSULT"]
    assert [text[echo.evidence.start : echo.evidence.end] for echo in call.echoes if echo.article == "later"]
    assert (call.articles, call.independent_sources) == (("first",), 1), "an echo is no source"


def test_glimpses_alone_make_no_incident(coder: Coder) -> None:
    document = coded(coder, "later", "2024-02-10", RECALLED)
    assert document.glimpses
    assert merged(msgspec.structs.replace(document, events=())) == []


def test_glimpses_are_no_events_and_not_shown(coder: Coder) -> None:
    document = coded(coder, "later", "2024-02-10", f"{CALL} {RECALLED}")
    told = {event.id for event in document.events}
    assert document.glimpses
    assert told.isdisjoint(one.id for one in document.glimpses)
    assert {one.trigger.start for one in document.events}.isdisjoint(
        one.trigger.start for one in document.glimpses
    )
    assert "glimpses" not in document.to_dict()


JETS = "Cambodia shot down five Thai jets near Samraong"


def test_what_is_told_again_weeks_later_without_a_day_joins_by_its_number_and_words(coder: Coder) -> None:
    first = coded(coder, "first", "2024-02-08", f"{JETS} on Thursday, the army said.")
    said = "The ministers of Thailand and Cambodia met in Vientiane on Monday."
    later = coded(coder, "later", "2024-03-11", f"{said} {JETS}, the army insists.")
    (downing,) = [one for one in merged(first, later) if one.type == "ASSAULT"]
    assert downing.articles == ("first", "later")
    other = coded(coder, "other", "2024-03-11", f"{said} {JETS.replace('five', 'nine')} on Sunday.")
    assert len([one for one in merged(first, other) if one.type == "ASSAULT"]) == 2


def test_two_days_in_the_same_words_are_two_incidents(coder: Coder) -> None:
    rockets = "Two rockets hit the port of Hodeidah on {}, killing four people, Houthi officials said."
    first = coded(coder, "first", "2024-12-10", rockets.format("Monday"))
    second = coded(coder, "second", "2024-12-11", rockets.format("Tuesday"))
    assert sorted(one.articles for one in merged(first, second)) == [("first",), ("second",)]
    again = coded(coder, "again", "2024-12-10", rockets.format("Monday").replace("Two", "Three"))
    assert [set(one.articles) for one in merged(first, again)] == [{"again", "first"}]


def test_a_coder_without_glimpses_tells_the_same_events(coder: Coder) -> None:
    article = Article(id="a", text=f"{CALL} {RECALLED}", published="2025-05-18")
    plain = Coder().code(article)
    assert plain.events == coder.code(article).events
    assert plain.statements == coder.code(article).statements
    assert not plain.glimpses


def test_a_report_that_only_names_the_act_joins_its_incident(coder: Coder) -> None:
    rammed = "A Chinese ship rammed a Philippine boat near Second Thomas Shoal on Tuesday."
    first = coded(coder, "first", "2025-06-03", rammed)
    text = "Manila and Beijing gave two accounts of the collision of their ships at sea on Tuesday."
    later = coded(coder, "later", "2025-06-04", text)
    found = next(one for one in merged(first, later) if one.type == "ASSAULT")
    assert [echo.trigger.text for echo in found.echoes] == ["collision"]


@pytest.mark.parametrize(
    ("text", "trigger", "days"),
    [
        ("Bolivia recalled its envoy on Monday, a week after Chile closed the port.", "closed", ("15", "15")),
        ("Bolivia recalled its envoy, two days after Chile closed the port.", "closed", ("21", "21")),
        ("Bolivia recalled its envoy on Monday six days after the raid by Chile.", "raid", ("16", "16")),
        ("Three weeks after Chile closed the port, Bolivia recalled its envoy.", "closed", ("31", "04")),
        ("Bolivia recalled its envoy on Monday after Chile closed the port.", "closed", ("22", "22")),
    ],
)
def test_an_act_behind_so_long_after_has_the_day_so_long_before(
    coder: Coder, text: str, trigger: str, days: tuple[str, str]
) -> None:
    document = coded(coder, "one", "2025-09-23", text)
    found = next(
        one for one in (*document.events, *document.glimpses) if one.trigger.text == trigger and one.date
    )
    assert found.date is not None
    assert (found.date.start[-2:], found.date.end[-2:]) == days


@pytest.mark.parametrize(
    "told", ["{} attended talks.", "Talks with {} ended and the raid on Kampala was denounced."]
)
def test_a_sentence_longer_than_the_model_reads_is_coded(coder: Coder, told: str) -> None:
    names = ", ".join(f"Minister Number{number}" for number in range(300))
    text = f"Kenya attacked Uganda. {told.format(names)}"
    assert coded(coder, "long", "2024-02-10", text).events[0].recipients[0].country == "UGA"
