"""Corrections in the store: applied to what is read, never lost, undone to what was. On both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from databases import KINDS, empty_place, forget_incidents, server_stops  # noqa: F401 - a fixture
from fakes import FakeCoder
from tocsin.errors import UsageError
from tocsin.knowledge.claims import Borders
from tocsin.reading import article_from_text
from tocsin.records import Article, Document, Event
from tocsin.storing import CoderVersion, Store, open_store, schema
from tocsin.storing.changes import changes
from tocsin.storing.checks import Wanted, added_event, changed_fields
from tocsin.storing.corrections import Correction, What

CODER = CoderVersion(tocsin="1", fingerprint="a", options={})
NEWER = CoderVersion(tocsin="2", fingerprint="b", options={})
TEXT = "Norway met Chile in Oslo. Later that day Guinea attacked Liberia."


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return empty_place(request.param, tmp_path)


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, create=True) as opened:
        yield opened


def report(text: str = TEXT, **more: Any) -> Article:
    made = article_from_text(text, published="2025-05-01")
    return Article(**made.to_dict() | more)


def coded(store: Store, article: Article, coder: CoderVersion = CODER) -> tuple[Event, ...]:
    document = FakeCoder().code(article)
    assert store.save_document(document, coder)
    return document.events


def change(store: Store, event: Event, **wanted: Any) -> Correction:
    article = store.article(event.article)
    assert article is not None
    fields = changed_fields(store.event(event.id), Wanted(**wanted), article, Borders())
    return store.correct("change", event, fields, "Ana")


def enter(store: Store, what: What, event: Event, **more: Any) -> Correction:
    after = {"confidence": 1.0} if what == "accept" else None
    return store.correct(what, event, after, "Ana", **more)


def add(store: Store, article: Article, evidence: str, **wanted: Any) -> Event:
    made = added_event(article, evidence, Wanted(**wanted), Borders())
    store.correct("add", made, made.to_dict(), "Ana")
    return made


def ids(events: Iterator[Event]) -> list[str]:
    return [event.id for event in events]


def states(store: Store) -> list[str]:
    return [one.state for one in store.corrections()]


# --- changing


def test_a_changed_event_is_found_by_what_it_is_now(store: Store) -> None:
    _, attacked = coded(store, report())
    change(store, attacked, type="CONSULT", mode="phone", actors=("FRA",), date="2024-02", place="Nairobi")
    (found,) = store.events(type="CONSULT", mode="phone")
    assert found.id == attacked.id
    assert (found.cameo, found.quad, found.intensity, found.confidence) == ("041", 1, 1.5, 1.0)
    assert found.evidence == attacked.evidence
    for filters in (
        {"actor": "FRA"},
        {"actor": "France"},
        {"since": "2024-02-29", "until": "2024-03"},
        {"place": "Nairobi"},
        {"near": "Nairobi", "within_km": 30},
        {"min_confidence": 0.95},
        {"words": "attacked", "type": "CONSULT"},
    ):
        assert ids(store.events(**filters)) == [attacked.id], filters
    assert ids(store.events(type="ASSAULT")) == []
    assert ids(store.events(actor="GUI")) == []
    (document,) = store.documents(type="CONSULT", mode="phone")
    assert document.events == (found,)


def test_what_the_coder_wrote_stays_word_for_word(store: Store) -> None:
    met, attacked = coded(store, report())
    with store.transaction() as connection:
        written = connection.scalars(select(schema.events.c.data).order_by(schema.events.c.key)).all()
    change(store, attacked, modality="denied")
    change(store, attacked, type="PROTEST")
    enter(store, "reject", met)
    with store.transaction() as connection:
        kept = select(schema.originals.c.data).order_by(schema.originals.c.position)
        assert connection.scalars(kept).all() == written


def test_undoing_brings_back_exactly_what_was(store: Store) -> None:
    coded(store, report())
    met, attacked = store.events()
    coded(store, report("Peru met Chile in Lima."))
    before = list(store.events())
    with store.transaction() as connection:
        rows = connection.execute(select(schema.events).order_by(schema.events.c.key)).all()
        parties = connection.execute(select(schema.parties).order_by(*schema.parties.primary_key)).all()
    made = [
        change(store, attacked, type="PROTEST", recipients=("none",)),
        change(store, attacked, place="Oslo", mode="riot"),
        enter(store, "reject", attacked),
        enter(store, "reject", met),
    ]
    assert len(list(store.events())) == 1
    for one in reversed(made):
        undone = store.undo_correction(one.id, "Ben")
        assert undone.undone_by == "Ben"
        assert undone.undone is not None
    assert list(store.events()) == before
    with store.transaction() as connection:
        assert connection.execute(select(schema.events).order_by(schema.events.c.key)).all() == rows
        again = connection.execute(select(schema.parties).order_by(*schema.parties.primary_key)).all()
        assert again == parties
        assert connection.execute(select(schema.originals)).all() == []
    assert ids(store.events(words="attacked")) == [attacked.id]
    assert states(store) == ["undone"] * 4


def test_a_rejected_event_comes_back_where_it_was(store: Store) -> None:
    _, attacked = coded(store, report())
    rejected = enter(store, "reject", attacked)
    coded(store, report("Peru met Chile in Lima."))
    store.undo_correction(rejected.id, "Ana")
    assert [one.trigger.text for one in store.events()] == ["met", "attacked", "met"]


def test_corrections_of_one_event_are_undone_in_turn(store: Store) -> None:
    _, attacked = coded(store, report())
    first = change(store, attacked, type="PROTEST")
    second = change(store, attacked, mode="riot")
    with pytest.raises(UsageError, match=rf"correction {second.id} came after it .*--undo {second.id}"):
        store.undo_correction(first.id, "Ana")
    store.undo_correction(second.id, "Ana")
    store.undo_correction(first.id, "Ana")
    with pytest.raises(UsageError, match="was undone already, by Ana"):
        store.undo_correction(first.id, "Ana")
    with pytest.raises(UsageError, match="there is no correction 99"):
        store.undo_correction(99, "Ana")


def test_a_correction_says_who_when_what_before_and_after(store: Store) -> None:
    _, attacked = coded(store, report())
    change(store, attacked, modality="denied")
    (one,) = store.corrections()
    assert (one.who, one.what, one.state, one.undone) == ("Ana", "change", "applied", None)
    assert one.made.endswith("Z")
    assert one.before == {"modality": "alleged", "confidence": 0.9}
    assert one.after == {"modality": "denied", "confidence": 1.0}
    assert one.target.event == attacked.id
    assert one.target.words == "Guinea attacked Liberia"


def test_events_are_named_by_the_beginning_of_their_id(store: Store) -> None:
    met, attacked = coded(store, report())
    assert store.event(met.id) == met
    assert store.event(attacked.id[:-1]) == attacked
    for name, said in ((met.article, "2 events begin with"), ("zz", "there is no event"), ("", "no event")):
        with pytest.raises(UsageError, match=said):
            store.event(name)


# --- adding


def test_an_added_event_is_an_event(store: Store) -> None:
    article = report("Peru met Chile. Envoys from Kenya then helped Norway.")
    coded(store, article)
    made = add(store, article, "Kenya then helped", type="AID", actors=("KEN",), recipients=("NOR", "UNO"))
    assert [(one.text, one.code) for one in made.actors] == [("Kenya", "KEN")]
    assert [one.text for one in made.recipients] == ["Norway", ""]
    assert article.text[made.evidence.start : made.evidence.end] == "Kenya then helped"
    assert (made.quad, made.sentence, made.modality, made.confidence) == (2, 1, "asserted", 1.0)
    assert ids(store.events(type="AID", actor="KEN", words="helped")) == [made.id]
    document = store.document(article.id)
    assert document is not None
    assert document.events[-1] == made
    change(store, made, recipients=("NOR",))
    assert [one.text for one in store.event(made.id).recipients] == ["Norway"]
    with pytest.raises(UsageError, match="came after it"):
        store.undo_correction(1, "Ana")
    for number in (2, 1):
        store.undo_correction(number, "Ana")
    assert list(store.events(type="AID")) == []


def test_an_added_event_takes_the_place_of_the_same_one_by_a_newer_coder(store: Store) -> None:
    article = report()
    met, attacked = coded(store, article)
    added = add(store, article, "Later that day", type="AID", actors=("KEN",))
    told = other(attacked, id="new", type="AID", evidence=added.evidence)
    recode(store, article, (met, told))
    assert [one.id for one in store.events()] == [met.id, added.id]
    store.undo_correction(1, "Ana")
    assert list(store.events()) == [met, told]


def test_evidence_that_is_there_twice_after_an_update_is_not_guessed_at(store: Store) -> None:
    first = report(url="u")
    coded(store, first)
    add(store, first, "Later that day", type="AID", actors=("KEN",))
    coded(store, report("Up. Later that day, and later: Later that day.", url="u", id=first.id))
    assert states(store) == ["orphaned"]
    assert list(store.events()) == []


# --- coding again


def recode(store: Store, article: Article, events: tuple[Event, ...]) -> None:
    store.begin_recoding(NEWER)
    store.save_recoded(Document(article=article, events=events, statements=()), NEWER)
    store.accept_recoded()


def other(event: Event, **fields: Any) -> Event:
    return msgspec.structs.replace(event, **fields)


def test_corrections_survive_recoding(store: Store) -> None:
    article = report()
    met, attacked = coded(store, article)
    change(store, attacked, type="PROTEST")
    enter(store, "reject", met)
    added = add(store, article, "Later that day", type="AID", actors=("KEN",))
    recode(store, article, (other(met, confidence=0.3), other(attacked, confidence=0.4)))
    assert [(one.id, one.type) for one in store.events()] == [(attacked.id, "PROTEST"), (added.id, "AID")]
    assert states(store) == ["applied"] * 3
    store.undo_correction(2, "Ana")
    assert store.event(met.id).confidence == 0.3


@pytest.mark.parametrize("kind", ["ASSAULT", "PROTEST"], ids=["same type", "now as corrected"])
def test_an_event_with_a_new_id_is_known_by_words_and_type(store: Store, kind: str) -> None:
    article = report()
    met, attacked = coded(store, article)
    change(store, attacked, type="PROTEST", actors=("KEN",))
    recode(store, article, (met, other(attacked, id="new", type=kind)))
    found = store.event("new")
    assert (found.type, found.actors[0].code) == ("PROTEST", "KEN")
    assert states(store) == ["applied"]


def test_a_correction_without_its_event_is_orphaned_and_kept(store: Store) -> None:
    article = report()
    met, attacked = coded(store, article)
    change(store, attacked, type="PROTEST")
    recode(store, article, (met, other(attacked, id="new", type="COERCE")))
    assert states(store) == ["orphaned"]
    assert [one.type for one in store.events()] == ["CONSULT", "COERCE"]
    recode(store, article, (met,))
    assert states(store) == ["orphaned"]
    coded(store, article)
    assert states(store) == ["applied"]
    assert store.event(attacked.id).type == "PROTEST"


def test_recoding_compares_what_the_coders_wrote(store: Store) -> None:
    article = report()
    met, attacked = coded(store, article)
    change(store, attacked, type="PROTEST")
    enter(store, "reject", met)
    store.begin_recoding(NEWER)
    store.save_recoded(FakeCoder().code(article), NEWER)
    assert not changes(store.recoded()).any


def test_a_new_version_of_an_article_keeps_corrections_whose_words_are_there(store: Store) -> None:
    first = report(url="u")
    met, attacked = coded(store, first)
    change(store, attacked, actors=("LBR",), type="PROTEST")
    enter(store, "reject", met)
    added = add(store, first, "Later that day", type="AID", actors=("KEN",))
    second = report(f"A first line. {TEXT.replace('Chile', 'Peru')}", url="u", id=first.id)
    store.add_article(second)
    assert states(store) == ["waiting"] * 3
    coded(store, second)
    assert states(store) == ["applied", "orphaned", "applied"]
    protest, aid = (next(store.events(type=kind)) for kind in ("PROTEST", "AID"))
    for span in (protest.evidence, aid.evidence):
        assert second.text[span.start : span.end] == span.text
    assert protest.actors[0].text == "Liberia"
    assert aid.id == added.id
    (version,) = store.versions(first.id)
    assert version.document.events == (met, attacked)


# --- joining and splitting


def test_pairs_are_kept_for_merging_and_follow_their_events(store: Store) -> None:
    first, second = report(), report("Peru met Chile in Lima.")
    met, attacked = coded(store, first)
    (again,) = coded(store, second)
    enter(store, "join", met, other=again)
    enter(store, "split", attacked, other=again)
    assert [(one.one, one.other, one.together) for one in store.pairings()] == [
        (met.id, again.id, True),
        (attacked.id, again.id, False),
    ]
    recode(store, first, (other(met, id="new"), attacked))
    assert [one.one for one in store.pairings()] == ["new", attacked.id]
    enter(store, "reject", attacked)
    store.undo_correction(1, "Ana")
    assert store.pairings() == []
    assert states(store) == ["undone", "orphaned", "applied"]


# --- what there is to review


def test_the_least_certain_and_most_consequential_comes_first(store: Store) -> None:
    article = report()
    met, attacked = coded(store, article)
    doubtful = (other(met, confidence=0.2), other(attacked, confidence=0.5))
    recode(store, article, doubtful)
    assert [one.event.type for one in store.to_review(9)] == ["ASSAULT", "CONSULT"]
    assert [round(one.score, 3) for one in store.to_review(9)] == [0.475, 0.26]
    assert len(list(store.to_review(1))) == 1
    accepted = enter(store, "accept", attacked)
    assert store.event(attacked.id).confidence == 1.0
    assert [one.event.id for one in store.to_review(9)] == [met.id]
    recode(store, article, (other(attacked, id="new", confidence=0.1), doubtful[0]))
    assert [one.event.id for one in store.to_review(9)] == [met.id]
    store.undo_correction(accepted.id, "Ana")
    assert [one.event.id for one in store.to_review(9)] == ["new", met.id]


def test_a_project_of_before_gets_the_tables(tmp_path: Path) -> None:
    with open_store(tmp_path, create=True) as store:
        coded(store, report())
        with store.transaction() as connection:
            forget_incidents(connection)
            schema.corrections.drop(connection)
            schema.originals.drop(connection)
            connection.exec_driver_sql("DROP INDEX ix_events_review")
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    with open_store(tmp_path) as store:
        _, attacked = store.events()
        enter(store, "reject", attacked)
        assert len(list(store.events())) == 1
