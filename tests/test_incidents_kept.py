"""Incidents of a project: kept, brought up to date by what is new, and equal to those of all at once."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

import tocsin as package
from conftest import Run
from databases import KINDS, empty_place, forget_incidents, server_stops  # noqa: F401 - a fixture
from fakes import FakeCoder
from reported import World
from tocsin.errors import UsageError
from tocsin.merging.building import incident_of
from tocsin.merging.pairs import Profile
from tocsin.project import Project, init_project
from tocsin.project_merging import merge, merge_project
from tocsin.records import Article, Document, Event, Incident
from tocsin.storing import CoderVersion, keeping, remembered, schema

CODER = CoderVersion(tocsin="1", fingerprint="a", options={})
NEWER = CoderVersion(tocsin="2", fingerprint="b", options={})
Capture = pytest.CaptureFixture[str]
SHUFFLES = {"sqlite": 20, "postgresql": 3}


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return empty_place(request.param, tmp_path)


@pytest.fixture
def project(place: str) -> Iterator[Project]:
    with init_project(place) as opened:
        yield opened


@pytest.fixture(scope="module", params=KINDS)
def two(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project of two incidents that tests only read."""
    with init_project(empty_place(request.param, tmp_path_factory.mktemp("two"))) as opened:
        save(opened, report("b", "Guinea attacked Liberia", published="2024-05-08"))
        save(opened, report("a", "Norway met Chile in Oslo"))
        yield opened


def save(project: Project, *documents: Document, coder: CoderVersion = CODER) -> None:
    for document in documents:
        assert project.store.save_document(document, coder)


def told(incidents: list[Incident]) -> dict[frozenset[str], tuple[Incident, frozenset[str]]]:
    """Return incidents by their events, without ids, with the events of that in which each took place."""
    by_id = {one.id: frozenset(one.events) for one in incidents}
    return {
        frozenset(one.events): (
            msgspec.structs.replace(one, id="", parent=None),
            by_id[one.parent] if one.parent else frozenset(),
        )
        for one in incidents
    }


def at_once(project: Project) -> list[Incident]:
    """Return what merging all documents of a project makes, without what is kept."""
    names = [article.id for article in project.articles()]
    documents = [one for name in names if (one := project.store.document(name)) is not None]
    return list(merge(documents, project.store.pairings()).incidents)


def agree(project: Project) -> bool:
    return told(list(project.incidents())) == told(at_once(project))


# --- the same as all at once


@pytest.mark.parametrize("kind", KINDS)
def test_any_order_of_arrival_makes_the_incidents_of_all_at_once(kind: str, tmp_path: Path) -> None:
    world = World(seed=4)
    documents = [world.document(number) for number in range(18)]
    expected = told(list(merge(documents).incidents))
    assert max(len(events) for events in expected) > 4
    assert any(parent for _, parent in expected.values())
    assert any("copied text" in line for one, _ in expected.values() for line in one.independence)
    for shuffle in range(SHUFFLES[kind]):
        chance = random.Random(shuffle)
        chance.shuffle(documents)
        with init_project(empty_place(kind, tmp_path / str(shuffle))) as project:
            for document in documents:
                save(project, document)
                if chance.random() < 0.3:
                    project.merge()
            assert told(list(project.incidents())) == expected


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_changed_the_incidents_are_those_of_all_at_once(project: Project, seed: int) -> None:
    world = World(seed)
    chance = world.chance
    save(project, *(world.document(number) for number in range(10)))
    for turn in range(20):
        change_something(project, world, turn)
        if chance.random() < 0.5:
            project.merge()
    assert agree(project)
    assert len(list(project.store.corrections())) > 4


def change_something(project: Project, world: World, turn: int) -> None:
    """Do what happens to a project: a new report, an update, another coder, corrections, undoing one."""
    chance, store = world.chance, project.store
    what = chance.choice(("add", "update", "recode", "reject", "change", "join", "split", "undo"))
    events = list(store.events())
    event, other = chance.sample(events, 2)
    if what == "add":
        save(project, world.document(100 + turn))
    elif what == "update":
        number = chance.randrange(10)
        save(project, world.document(number))
    elif what == "recode":
        recode(project, world, event)
    elif what == "reject":
        store.correct("reject", event, None, "Ana")
    elif what == "change":
        fields = {"type": "COERCE", "mode": None, "confidence": 1.0}
        store.correct("change", event, fields, "Ana")
    elif what in ("join", "split"):
        store.correct("join" if what == "join" else "split", event, None, "Ana", other)
    elif open_ones := [one.id for one in store.corrections() if one.state == "applied"]:
        with suppress(UsageError):  # another one came after it on the same event
            store.undo_correction(chance.choice(open_ones), "Ana")


def recode(project: Project, world: World, event: Event) -> None:
    """Let a newer coder see some events of an article less, or others."""
    store, version = project.store, CoderVersion(tocsin="3", fingerprint=event.id, options={})
    store.begin_recoding(version)
    for article in list(store.to_recode(version)):
        document = store.document(article.id)
        assert document is not None
        events = tuple(one for one in document.events if world.chance.random() < 0.9)
        more = world.event(article.id, 50 + len(events) + world.chance.randrange(100))
        if article.id == event.article and more.id not in {one.id for one in events}:
            events = (*events, more)
        store.save_recoded(Document(article=article, events=events, statements=()), version)
    store.accept_recoded()


@pytest.mark.parametrize("forgetting", [False, True], ids=["kept", "forgotten"])
@pytest.mark.parametrize("portion", [1, 7])
def test_however_little_goes_together_or_is_kept_in_memory_the_incidents_are_the_same(
    project: Project, monkeypatch: pytest.MonkeyPatch, portion: int, forgetting: bool
) -> None:
    world = World(seed=8)
    save(project, *(world.document(number) for number in range(24)))
    monkeypatch.setattr(keeping, "ARTICLES", portion)
    monkeypatch.setattr(keeping, "EVENTS", 3 * portion)
    if forgetting:
        monkeypatch.setattr(remembered, "MOST_SCORES", 20)
    assert agree(project)
    event, other = list(project.store.events())[::40][:2]
    project.store.correct("join", event, None, "Ana", other)
    assert agree(project)


def test_what_is_near_in_time_goes_together_so_that_incidents_are_seldom_made_anew(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    def counting(profiles: Iterable[Profile], *rest: Any) -> Incident:
        told = list(profiles)
        made.append(len(told))
        return incident_of(told, *rest)

    monkeypatch.setattr(keeping, "incident_of", counting)
    monkeypatch.setattr(keeping, "ARTICLES", 6)
    monkeypatch.setattr(keeping, "EVENTS", 12)
    weeks = [date(2024, 1, 1) + timedelta(weeks=number % 20) for number in range(60)]
    act = "Norway met Chile in Oslo"
    told = (report(f"r{at}", act, published=day.isoformat()) for at, day in enumerate(weeks))
    save(project, *told)
    incidents = list(project.incidents())
    assert {len(one.articles) for one in incidents} == {3}
    assert len(made) == len(incidents)


def test_incidents_that_nothing_touches_are_left_alone(project: Project) -> None:
    world = World(seed=5)
    save(project, *(world.document(number) for number in range(20)))
    project.merge()
    before = rows(project)
    save(project, world.document(20, events=1), world.document(21, events=1))
    project.merge()
    after = rows(project)
    assert before.keys() - after.keys() != before.keys()
    assert len(before.keys() & after.keys()) > len(before) / 2
    assert all(before[key] == after[key] for key in before.keys() & after.keys())


def rows(project: Project) -> dict[int, str]:
    with project.store.transaction() as connection:
        kept = schema.incidents.c
        return dict(tuple(row) for row in connection.execute(select(kept.key, kept.data)))


def test_recoding_what_does_not_change_merges_nothing_anew(project: Project) -> None:
    world = World(seed=6)
    documents = [world.document(number) for number in range(6)]
    save(project, *documents)
    project.merge()
    save(project, *documents, coder=NEWER)
    assert project.store.unmerged() == 0


# --- ids


def report(name: str, *acts: str, published: str = "2024-05-06") -> Document:
    text = " ".join(f"{act}." for act in acts)
    return FakeCoder().code(Article(id=name, text=f"{text} So says {name}.", published=published))


def test_an_incident_keeps_its_id_when_more_is_told(project: Project) -> None:
    save(project, report("b", "Norway met Chile in Oslo"))
    (first,) = project.incidents()
    save(project, report("a", "Norway met Chile in Oslo", published="2024-05-05"))
    (later,) = project.incidents()
    assert (later.id, len(later.events)) == (first.id, 2)
    assert project.incident(first.id[:6]) == later


def test_of_two_that_are_joined_the_older_id_stays_and_the_other_one_comes_back(project: Project) -> None:
    save(project, report("a", "Norway met Chile in Oslo", "Guinea attacked Liberia"))
    older, younger = sorted(project.incidents(), key=lambda one: one.type != "CONSULT")
    one, other = (project.store.event(incident.events[0]) for incident in (older, younger))
    joined = project.store.correct("join", other, None, "Ana", one)
    assert [incident.id for incident in project.incidents()] == [older.id]
    project.store.undo_correction(joined.id, "Ana")
    assert {incident.id for incident in project.incidents()} == {older.id, younger.id}


@pytest.mark.parametrize("name", ["zz", "", "ffffffffffffffffffff"])
def test_an_unknown_incident_is_refused_with_those_that_there_are(two: Project, name: str) -> None:
    with pytest.raises(UsageError, match="incidents begin with"):
        two.incident(name)


# --- asking


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["CONSULT", "ASSAULT"]),
        ({"type": "assault"}, ["ASSAULT"]),
        ({"actor": "NOR"}, ["CONSULT"]),
        ({"recipient": "LIB"}, ["ASSAULT"]),
        ({"actor": "CHL"}, []),
        ({"dyad": "GUI-LIB"}, ["ASSAULT"]),
        ({"place": "Oslo"}, ["CONSULT"]),
        ({"since": "2024-05-07"}, ["ASSAULT"]),
        ({"until": "2024-05-06"}, ["CONSULT"]),
        ({"since": "2024-05", "until": "2024-05"}, ["CONSULT", "ASSAULT"]),
        ({"limit": 1}, ["CONSULT"]),
    ],
)
def test_incidents_are_found_by_what_is_asked(
    two: Project, filters: dict[str, str], found: list[str]
) -> None:
    assert [one.type for one in two.incidents(**filters)] == found  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "filters", [{"since": "2025", "until": "2024"}, {"dyad": "PAK"}, {"limit": -1}, {"since": "soon"}]
)
def test_what_makes_no_sense_is_refused(two: Project, filters: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        list(two.incidents(**filters))  # type: ignore[arg-type]


def test_merging_a_project_gives_its_incidents_and_documents(project: Project) -> None:
    save(project, report("a", "Norway met Chile in Oslo"), report("b", "Norway met Chile in Oslo"))
    merged = merge_project(project)
    assert list(merged.incidents) == list(project.incidents())
    assert set(merged.documents) == {"a", "b"}


# --- other processes, older projects, commands


def test_incidents_are_read_beside_another_writer(project: Project, place: str) -> None:
    save(project, report("a", "Norway met Chile in Oslo"))
    assert len(list(project.incidents())) == 1
    with package.open(place) as other, other.store.writing("another one"):
        other.store.save_document(report("b", "Guinea attacked Liberia"), CODER)
        assert len(list(project.incidents())) == 1  # as they were; whoever writes merges
    assert len(list(project.incidents())) == 2


def test_a_project_of_before_is_brought_up_to_date(place: str) -> None:
    with init_project(place) as project:
        save(project, report("a", "Norway met Chile in Oslo"), report("b", "Norway met Chile in Oslo"))
        expected = list(project.incidents())
        with project.store.transaction() as connection:
            forget_incidents(connection)
    with package.open(place) as project:
        assert project.store.unmerged() == 2
        assert list(project.incidents()) == expected


def test_adding_merges_and_the_commands_read_what_is_kept(
    tocsin: Run, place: str, report: Path, capsys: Capture
) -> None:
    init_project(place).close()
    assert tocsin("add", report, "--project", place, "--published", "2024-05-06", "--quiet") == 0
    with package.open(place) as project:
        assert project.store.unmerged() == 0
        kept = {one.id: one for one in project.incidents()}
    capsys.readouterr()
    assert tocsin("incidents", "--project", place, "--json") == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {one["id"] for one in printed} == set(kept)
    name = printed[0]["id"]
    assert tocsin("incident", name[:5], "--project", place) == 0
    assert "Reports" in capsys.readouterr().out
    assert tocsin("incidents", "--project", place, "--json", "--type", "CONSULT") == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert tocsin("incident", "nothing", "--project", place) == 2
