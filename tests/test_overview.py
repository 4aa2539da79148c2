"""A project from above: what the database counts is what its records say, on both databases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from databases import KINDS, empty_place, server_stops  # noqa: F401 - a fixture
from served import CODER, article, crisis
from tocsin.project import Project, init_project
from tocsin.records import Document
from tocsin.storing.overview import Overview
from tocsin.storing.telling import told_events

DAYS = ("2025-05-01", "2025-05-04")


@pytest.fixture(params=KINDS, scope="module")
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with init_project(empty_place(request.param, tmp_path_factory.mktemp("overview"))) as made:
        for document in crisis():
            made.store.save_document(document, CODER)
        yield made


def test_days_are_counted_by_class_and_claim(project: Project) -> None:
    expected = Counter(
        (event.date.start, event.quad, event.modality) for event in project.events() if event.date
    )
    found = Overview(project.store).days(*DAYS)
    assert {(one.day, one.quad, one.modality): one.count for one in found} == expected
    assert Overview(project.store).days("2025-05-03", "2025-05-03") == []
    assert Overview(project.store).undated() == 0


def test_the_weightiest_events_of_a_day_come_first_and_are_not_denied(project: Project) -> None:
    leading = Overview(project.store).leading(*DAYS, 2)
    assert {day: [event.type for event in found] for day, found in leading.items()} == {
        "2025-05-01": ["ASSAULT", "ASSAULT"],
        "2025-05-02": ["CONSULT", "CONSULT"],
    }
    count, found = Overview(project.store).of_day("2025-05-01", quad=4, modality=None, limit=2, offset=3)
    assert count == 5
    assert [(event.type, event.modality) for event in found] == [("COERCE", "denied")] * 2
    nothing = Overview(project.store).of_day(None, quad=None, modality=None, limit=5, offset=0)
    assert nothing == (0, [])


def test_who_acts_on_whom_is_counted_as_the_filters_count_it(project: Project) -> None:
    overview = Overview(project.store)
    for tie in overview.ties(None, None):
        asked: dict[str, Any] = {
            "actor": tie.actor,
            "recipient": tie.recipient,
            "quad": tie.quad,
            "modality": tie.modality,
        }
        assert tie.count == project.store.count(**asked)
    conflict: dict[str, Any] = {"quads": (3, 4), "since": None, "until": None, "limit": 3, "offset": 2}
    count, found = overview.of_pair("PRT", "ESP", **conflict)
    assert (count, len(found)) == (6, 3)
    assert overview.ties("2025-05-03", None) == [
        one for one in overview.ties(None, None) if one.modality == "planned"
    ]


def test_places_and_publishers_are_counted(project: Project) -> None:
    overview = Overview(project.store)
    places = {one.name: (one.count, one.conflict, one.precision) for one in overview.places(None, None)}
    assert places == {
        "Lisbon": (3, 3, "town"), "Spain": (2, 2, "country"), "Alentejo": (1, 0, "region")}  # fmt: skip
    publishers = {one.name: (one.articles, one.events, one.first) for one in overview.publishers()}
    assert publishers == {
        "Daily": (1, 2, "2025-05-01"), "Gazette": (1, 2, "2025-05-02"), "Herald": (1, 3, "2025-05-02"),
        "Wire": (1, 2, "2025-05-01")}  # fmt: skip
    assert overview.published() == ("2025-05-01", "2025-05-02")


@pytest.mark.parametrize("kind", KINDS)
def test_days_of_publication_are_those_that_can_be_believed(kind: str, tmp_path: Path) -> None:
    def published(*days: str) -> tuple[str, str] | None:
        with init_project(empty_place(kind, tmp_path / "-".join(days))) as kept:
            for day in days:
                told = Document(article=article("Rain fell.", day, day), events=(), statements=())
                kept.store.save_document(told, CODER)
            overview = Overview(kept.store)
            found = overview.published()
            overview.close()
            return found

    assert published("1962-10-22", "1962-10-28") == ("1962-10-22", "1962-10-28")
    odd = ("1970-01-01", "2099-12-31")
    assert published(*odd, "2025-05-02", "2025-05-03") == ("2025-05-02", "2025-05-03")
    assert published(*odd) == odd


def test_articles_come_newest_first_without_their_text(project: Project) -> None:
    overview = Overview(project.store)
    none: dict[str, Any] = {"words": None, "publisher": None, "since": None, "until": None}
    found = overview.articles(**none, limit=10, offset=0)
    assert [one.article.id for one in found] == ["rival-1", "other-1", "copy-1", "wire-1"]
    assert [one.events for one in found] == [2, 3, 2, 2]
    assert {one.article.text for one in found} == {""}
    words = overview.articles(**{**none, "words": "absurd"}, limit=10, offset=0)
    assert [one.article.id for one in words] == ["rival-1"]
    assert set(overview.titles(["wire-1", "nobody"])) == {"wire-1"}


def test_the_mark_changes_with_every_change_and_with_nothing_else(project: Project) -> None:
    overview = Overview(project.store)
    marks = [overview.mark()]
    list(project.events())
    assert overview.mark() == marks[0]
    event = next(iter(project.events()))
    project.store.correct("reject", event, None, "Ana")
    marks.append(overview.mark())
    project.store.undo_correction(1, "Ana")
    marks.append(overview.mark())
    assert len(set(marks)) == 3
    overview.close()


def test_events_of_some_types_come_with_their_texts_the_last_ones_where_there_are_too_many(
    project: Project,
) -> None:
    kinds = (("ASSAULT", None), ("CONSULT", "phone"), ("COERCE", "deport"))
    found, left = told_events(project.store, kinds, *DAYS, 10)
    told = [(event.id, text) for event, text in found]
    texts = {article.id: article.text for article in project.articles()}
    wanted = [event for event in project.events() if event.type in ("ASSAULT", "CONSULT")]
    assert told == [(event.id, texts[event.article]) for event in wanted]
    assert left == 0
    found, left = told_events(project.store, kinds, *DAYS, 2)
    assert ([event.id for event, _ in found], left) == ([event.id for event in wanted[-2:]], len(wanted) - 2)
    found, left = told_events(project.store, kinds, "2025-05-02", "2025-05-02", 10)
    assert ({event.type for event, _ in found}, left) == ({"CONSULT"}, 0)


def test_the_events_of_a_publisher_are_as_many_as_it_is_said_to_have(project: Project) -> None:
    for one in Overview(project.store).publishers():
        assert project.store.count(publisher=one.name or "-") == one.events
    assert project.store.count(publisher="-") == 0
