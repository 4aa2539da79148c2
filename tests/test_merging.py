"""Merging: what is one incident, how many independent sources it has, where reports disagree."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from fakes import FakeCoder
from tocsin import merging_run
from tocsin.merging import CopyFinder, Merger, Report, compare, likeness, merge
from tocsin.merging.clusters import average_linkage, components
from tocsin.records import Actor, Attribution, Event, Incident, Modality, Place, Span, When

STORY = (
    "Shells hit the market of Lodwar on Monday, killing 12 people, the governor said. Rescue workers "
    "dug through "
    "the night. The army blamed a militia from across the border, which denied it had fired. Traders "
    "had opened "
    "their stalls an hour before, and the road to the hospital was blocked by lorries until noon."
)
ADDED = (
    " A teacher who lives behind the square told our reporter that she had heard the first "
    "blast while her pupils sang."
)


def event(
    article: str,
    kind: str = "ASSAULT",
    actor: str | None = "SOM",
    recipient: str | None = "KEN",
    day: str = "2024-05-06",
    *,
    place: str | None = "Lodwar",
    modality: Modality = "asserted",
    magnitude: dict[str, int] | None = None,
    words: str = "shells hit the market killing traders",
    told: bool = True,
    source: str | None = None,
    number: int = 0,
    names: Sequence[str] = (),
) -> Event:
    """Return an event of an article; what is not said is that of one shelling of a market."""

    def side(country: str | None, name: str | None = None) -> tuple[Actor, ...]:
        return (Actor(text="x", start=0, end=1, name=name, country=country),) if country else ()

    return Event(
        id=f"{article}-{number}",
        article=article,
        sentence=0,
        type=kind,
        mode=None,
        cameo=None,
        quad=4,
        intensity=None,
        actors=side(actor, names[0] if names else None),
        recipients=side(recipient, names[1] if len(names) > 1 else None),
        date=When(start=day, end=day, text="on Monday" if told else None, basis="relative"),
        place=Place(text=place, start=0, end=1, name=place) if place else None,
        contexts=(),
        modality=modality,
        attribution=Attribution(source=source) if source else None,
        trigger=Span(text="hit", start=0, end=3),
        evidence=Span(text=words, start=0, end=len(words)),
        magnitude=magnitude,
        confidence=0.9,
    )


def report(article: str, published: str = "2024-05-06", **more: str) -> Report:
    return Report(article=article, published=published, **more)


def merged(*events: Event, **more: str) -> list[Incident]:
    return merge([(report(one.article, **more), [one]) for one in events])


# --- one incident or two


def test_two_reports_of_one_act_are_one_incident() -> None:
    (incident,) = merged(event("a"), event("b", words="market traders were killed when shells hit Lodwar"))
    assert set(incident.articles) == {"a", "b"}
    assert incident.why


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(event("b", day="2024-05-20"), id="a-fortnight-later"),
        pytest.param(event("b", actor="PER", recipient="CHL"), id="other-parties"),
        pytest.param(event("b", kind="CONSULT", words="the ministers met for talks"), id="another-kind"),
        pytest.param(
            event("b", kind="THREATEN", words="threatened to shell the market"), id="threat-and-execution"
        ),
    ],
)
def test_what_differs_is_two_incidents(other: Event) -> None:
    assert len(merged(event("a"), other)) == 2


def test_an_event_alone_is_an_incident_with_its_fields() -> None:
    (incident,) = merged(event("a", magnitude={"dead": 12}))
    assert (incident.type, incident.events, incident.independent_sources) == ("ASSAULT", ("a-0",), 1)
    assert incident.magnitude == {"dead": (12, 12)}
    assert incident.disagreements == ()


def test_nothing_merges_to_nothing() -> None:
    assert merge([]) == []


@given(st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(chance: random.Random) -> None:
    days = ["2024-05-06", "2024-05-07", "2024-05-09"]
    events = [
        event(
            f"a{i}",
            day=days[i % 3],
            words=f"shells hit the market {'killing traders' if i % 2 else 'at noon'}",
        )
        for i in range(9)
    ]
    expected = merged(*events)
    chance.shuffle(events)
    assert merged(*events) == expected


def test_what_is_joined_and_split_by_hand_stays_so() -> None:
    one, other = event("a"), event("b", day="2024-05-20")
    merger = Merger()
    for told in (one, other):
        merger.add(report(told.article), [told])
    assert len(merger.incidents()) == 2
    merger.join(one.id, other.id)
    assert len(merger.incidents()) == 1
    merger.split(one.id, other.id)
    assert len(merger.incidents()) == 2


def test_a_split_holds_against_any_number_of_alike_events() -> None:
    merger = Merger()
    events = [event(name) for name in "abcd"]
    for told in events:
        merger.add(report(told.article), [told])
    merger.split(events[0].id, events[1].id)
    groups = [set(incident.events) for incident in merger.incidents()]
    assert not any({events[0].id, events[1].id} <= group for group in groups)


def test_only_known_events_are_joined() -> None:
    merger = Merger()
    merger.add(report("a"), [event("a")])
    with pytest.raises(KeyError):
        merger.join("a-0", "nobody")


def test_an_event_of_a_whole_year_is_compared_whenever_it_comes() -> None:
    year = event("a")
    year = msgspec.structs.replace(
        year, date=When(start="2024-01-01", end="2024-12-31", text="in 2024", basis="stated")
    )
    one = event("b", day="2024-10-01")
    assert len(merged(year, one)) == len(merged(one, year))


def test_place_and_day_are_the_finest_that_most_reports_give() -> None:
    far = msgspec.structs.replace(
        event("c", place=None),
        place=Place(text="x", start=0, end=1, name="Kenya", precision="country", latitude=1.0),
    )
    (incident,) = merged(event("a"), event("b"), far)
    assert incident.place is not None
    assert incident.place.name == "Lodwar" or incident.place.precision == "country"


def test_two_numbers_of_one_moment_are_a_conflict() -> None:
    told = [(report(name), [event(name, magnitude={"dead": value})]) for name, value in (("a", 5), ("b", 7))]
    assert [one.kind for one in merge(told)[0].disagreements] == ["conflict"]


def test_an_explanation_adds_up_to_the_score() -> None:
    from tocsin.merging.pairs import profile, score

    one, other = event("a"), event("b")
    merger = Merger()
    merger.add(report("a"), [one])
    merger.add(report("b"), [other])
    total = sum(merger.explain(one.id, other.id).values())
    assert total == pytest.approx(score(profile(one, "2024-05-06"), profile(other, "2024-05-06")))


def test_what_was_agreed_at_a_meeting_hangs_in_it() -> None:
    met = event("a", kind="CONSULT", words="the ministers met", number=1)
    agreed = event("a", kind="AGREE", words="they agreed to open the border", number=2)
    incidents = {one.type: one for one in merge([(report("a"), [met, agreed])])}
    assert incidents["AGREE"].parent == incidents["CONSULT"].id
    assert incidents["CONSULT"].parent is None


# --- sources


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        pytest.param({}, {}, 2, id="independent"),
        pytest.param({"family": "Nation"}, {"family": "Nation"}, 1, id="one-publisher"),
        pytest.param({"wire": "AFP"}, {"wire": "AFP"}, 1, id="one-agency"),
        pytest.param({"wire": "AFP"}, {"wire": "Reuters"}, 2, id="two-agencies"),
        pytest.param({"wire": "AFP"}, {"wire": "Reuters, AFP"}, 1, id="one-of-two-agencies"),
    ],
)
def test_sources_of_one_origin_count_once(first: dict[str, str], second: dict[str, str], count: int) -> None:
    told = [(report("a", **first), [event("a")]), (report("b", **second), [event("b")])]
    (incident,) = merge(told)
    assert incident.independent_sources == count
    assert bool(incident.independence) == (count == 1)


def test_a_copy_and_a_common_speaker_are_one_source() -> None:
    told = [(report("a"), [event("a")]), (report("b"), [event("b")])]
    assert merge(told, {"b": ["a"]})[0].independent_sources == 1
    for source, count in (("Amina Noor", 1), ("police", 2)):
        (incident,) = merged(event("a", source=source), event("b", source=source))
        assert incident.independent_sources == count


# --- disagreements


def numbers(*dead: int) -> Incident:
    told = [
        (report(f"a{i}", published=f"2024-05-0{6 + i}"), [event(f"a{i}", magnitude={"dead": value})])
        for i, value in enumerate(dead)
    ]
    return merge(told)[0]


def test_a_number_that_only_rises_is_an_update_and_else_a_conflict() -> None:
    assert [one.kind for one in numbers(12, 14).disagreements] == ["update"]
    assert [one.kind for one in numbers(14, 12).disagreements] == ["conflict"]
    assert numbers(12, 12).disagreements == ()
    assert numbers(12, 14).magnitude == {"dead": (12, 14)}


def test_a_denied_act_is_a_conflict_with_those_who_say_so() -> None:
    claim = event("a", source="Kenya", modality="alleged")
    denial = event("b", source="Somalia", modality="denied")
    (incident,) = merged(claim, denial)
    (claimed,) = [one for one in incident.disagreements if one.field == "claim"]
    assert {value.value: value.said_by for value in claimed.values} == {
        "happened": ("Kenya",),
        "denied": ("Somalia",),
    }
    assert incident.modality == "alleged"


# --- copies


def test_a_copy_with_a_paragraph_more_is_a_copy_and_its_words_are_known() -> None:
    how = likeness(STORY + ADDED, STORY)
    assert (how.kind, how.shared) == ("copy", 1.0)
    assert 0 < how.added < 0.5
    ((start, end),) = how.spans
    assert (STORY + ADDED)[start:end] in STORY


def test_texts_on_one_event_in_other_words_are_independent() -> None:
    other = (
        "At least a dozen traders died when rockets struck Lodwar's square at the start of the "
        "week, officials told us."
    )
    assert likeness(STORY, other).kind == "independent"


def test_texts_that_share_a_quotation_quote() -> None:
    said = (
        '"We shall rebuild every stall of this market before the rains come, and nobody will '
        'drive us out of it."'
    )
    one = (
        f"{said} So spoke the governor on Monday, after a walk through streets full of glass "
        f"and cloth in Lodwar town."
    )
    other = (
        f"In the afternoon the head of the county visited what was left. {said} Few believed "
        f"him, a tailor told me."
    )
    assert likeness(one, other).kind == "quotes"


def test_copies_are_found_among_many_articles() -> None:
    chance = random.Random(1)
    words = [f"word{i}" for i in range(500)]
    finder = CopyFinder()
    for i in range(200):
        assert finder.add(f"other{i}", " ".join(chance.choices(words, k=80))) == []
    finder.add("first", STORY)
    assert [other for other, _ in finder.add("second", STORY + ADDED)] == ["first"]


@pytest.mark.parametrize("text", ["", "one", "one two three"])
def test_short_texts_are_no_copies_of_others(text: str) -> None:
    assert likeness(text, STORY).kind == "independent"


# --- clusters


def test_components_are_in_alphabetical_order() -> None:
    assert components("dcba", [("d", "b")]) == [["a"], ["b", "d"], ["c"]]


def test_average_linkage_keeps_apart_what_one_link_alone_joins() -> None:
    scores = {("a", "b"): 3.0, ("b", "c"): 0.5, ("a", "c"): -5.0}
    found = average_linkage(list("abc"), lambda one, other: scores[min(one, other), max(one, other)])
    assert found == [["a", "b"], ["c"]]


# --- readouts


def test_two_accounts_of_a_call_are_laid_side_by_side() -> None:
    first = (
        "The minister spoke by telephone with her counterpart. She demanded the release of the two pilots."
    )
    second = (
        "The minister received a call from her counterpart. The two agreed to reopen the "
        "consulates in autumn."
    )
    points = compare(first, second)
    assert points[0].relation == "both"
    assert {point.relation for point in points[1:]} == {"only-a", "only-b"}
    for point in points:
        for span, text in ((point.first, first), (point.second, second)):
            assert span is None or text[span.start : span.end] == span.text


def test_numbers_in_words_and_at_the_end_of_a_sentence_are_no_contradiction() -> None:
    first = "The president agreed to buy 24 fighter jets and three ships from the manufacturer."
    second = (
        "The president agreed to buy fighter jets from the manufacturer, with 3 ships, the jets numbering 24."
    )
    assert next(point.relation for point in compare(first, second)) == "both"
    assert compare("", "") == []


def test_of_an_empty_account_the_other_says_all() -> None:
    assert [point.relation for point in compare("", "The envoys met in Oslo.")] == ["only-b"]


# --- the commands


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    texts = (
        "Norway met Chile in Oslo.",
        "On Monday Norway met Chile in Oslo, they said.",
        "Peru attacked Ecuador.",
    )
    paths = [tmp_path / f"{i}.txt" for i in range(3)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_incidents_of_files_are_listed_and_shown(
    tocsin: Run, monkeypatch: pytest.MonkeyPatch, reports: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(merging_run, "load_coder", FakeCoder)
    assert tocsin("incidents", *reports, "--json") == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {one["type"] for one in found} == {"CONSULT", "ASSAULT"}
    assert tocsin("incidents", *reports, "--type", "assault") == 0
    assert "CONSULT" not in capsys.readouterr().out
    assert tocsin("incident", found[0]["id"][:10], *reports) == 0
    assert "1 independent source of 1 report\n" in capsys.readouterr().out


def test_an_unknown_incident_type_and_mixed_sources_are_refused(
    tocsin: Run, monkeypatch: pytest.MonkeyPatch, reports: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(merging_run, "load_coder", FakeCoder)
    assert tocsin("incident", "zzz", *reports) == 2
    assert tocsin("incidents", *reports, "--type", "WAR") == 2
    assert tocsin("incidents", *reports, "--project", "x") == 2
    assert "not both" in capsys.readouterr().err


def test_copies_and_accounts_are_shown(
    tocsin: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    one.write_text(STORY, encoding="utf-8")
    other.write_text(STORY + ADDED, encoding="utf-8")
    assert tocsin("dedup", one, other, "--json") == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "copy"
    assert tocsin("readouts", one, other) == 0
    assert "both" in capsys.readouterr().out
    assert tocsin("readouts", one, tmp_path / "none.txt") == 1
