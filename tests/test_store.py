"""The store: what is put in comes back, once, whole, and found by what is asked. On both databases."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from databases import KINDS, empty_place, server_stops  # noqa: F401 - a fixture
from fakes import FakeCoder
from tocsin.errors import StoreError, UsageError
from tocsin.reading import article_from_text
from tocsin.records import Actor, Article, Document, Event, Place, Span, Statement, When
from tocsin.storing import CoderVersion, Problem, Seen, Store, asking, open_store
from tocsin.storing.changes import changes

CODER = CoderVersion(tocsin="1", fingerprint="a", options={"borders": "un"})
NEWER = CoderVersion(tocsin="2", fingerprint="b", options={"borders": "un"})


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return empty_place(request.param, tmp_path)


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, create=True) as opened:
        yield opened


def report(text: str = "Norway met Chile in Oslo.", url: str | None = None, **more: Any) -> Article:
    made = article_from_text(text, published=more.pop("published", "2025-05-01"))
    return Article(**made.to_dict() | {"url": url} | more)


def coded(store: Store, article: Article) -> Document:
    document = FakeCoder().code(article)
    assert store.save_document(document, CODER)
    return document


def party(name: str, country: str | None, code: str | None = None) -> Actor:
    return Actor(text=name, start=0, end=len(name), name=name, country=country, code=code or country)


def event(number: int, **fields: Any) -> Event:
    data: dict[str, Any] = {
        "id": f"e{number}",
        "article": "a",
        "sentence": 0,
        "type": "ASSAULT",
        "mode": None,
        "cameo": "190",
        "quad": 4,
        "intensity": -9.0,
        "actors": (),
        "recipients": (),
        "date": None,
        "place": None,
        "contexts": (),
        "modality": "asserted",
        "attribution": None,
        "trigger": Span(text="hit", start=number, end=number + 3),
        "evidence": Span(text="hit", start=number, end=number + 3),
        "magnitude": None,
        "confidence": 0.5,
    }
    return Event(**data | fields)


def day(start: str, end: str | None = None) -> When:
    return When(start=start, end=end or start, text=None, basis="stated")


def spot(name: str, country: str | None, latitude: float | None, longitude: float | None) -> Place:
    return Place(
        text=name, start=0, end=1, name=name, country=country, latitude=latitude, longitude=longitude
    )


SIX = (
    event(
        0,
        actors=(party("Indian army", "IND", "INDMIL"),),
        recipients=(party("Pakistan", "PAK"),),
        date=day("2025-05-07"),
        place=spot("Muzaffarabad", "PAK", 34.37, 73.47),
        evidence=Span(text="The army shelled the border crossing", start=0, end=36),
        confidence=0.9,
    ),
    event(
        1,
        type="CONSULT",
        mode="phone",
        quad=1,
        actors=(party("Marco Rubio", "USA", "USAGOV"),),
        recipients=(party("Subrahmanyam Jaishankar", "IND", "INDGOV"),),
        date=day("2025-05-08"),
        confidence=0.8,
    ),
    event(
        2,
        type="CONSULT",
        quad=1,
        actors=(party("India", "IND"), party("Pakistan", "PAK")),
        date=day("2025-05-10", "2025-05-12"),
        modality="planned",
        place=spot("Nadi", "FJI", -17.8, 179.9),
    ),
    event(
        3,
        type="ACCUSE",
        quad=3,
        actors=(party("Pakistan", "PAK", "PAKGOV"),),
        recipients=(party("Jens Støre", "NOR"), party("India", "IND")),
        evidence=Span(text="Støre was accused of crossing the border", start=0, end=39),
        modality="alleged",
    ),
    event(
        4,
        actors=(party("Rebels", None),),
        recipients=(party("India", "IND"), party("Pakistan", "PAK")),
        place=spot("Taveuni", "FJI", -16.9, -179.9),
        date=day("2024-12-31"),
    ),
    event(5, type="AID", quad=2, actors=(party("Guinea-Bissau", "GNB"),), confidence=0.1),
)


@pytest.fixture(scope="module", params=KINDS)
def six(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of six events that tests only read."""
    article = Article(id="a", text="hit hit hit", title="Six", published="2025-05-09")
    with open_store(empty_place(request.param, tmp_path_factory.mktemp("six")), create=True) as opened:
        opened.save_document(Document(article=article, events=SIX, statements=()), CODER)
        yield opened


# --- what is put in comes back


def test_a_document_comes_back_as_it_was(store: Store) -> None:
    article = report("Oslo talks\n\nNorway met Chile in Oslo. “Both gained,” she said.", publisher="NTB")
    document = coded(store, article)
    assert store.document(article.id) == Document(
        article=article, events=document.events, statements=document.statements, warnings=document.warnings
    )
    assert store.article(article.id) == article
    assert list(store.articles()) == [article]
    assert list(store.events()) == list(document.events)
    assert list(store.statements()) == list(document.statements)
    assert (store.article("x"), store.document("x")) == (None, None)


def test_adding_twice_changes_nothing(store: Store) -> None:
    assert [store.add_article(report()).outcome for _ in range(3)] == ["new", "same", "same"]
    coded(store, report())
    before = store.counts()
    coded(store, report())
    assert store.counts() == before
    assert (before.articles, before.events, before.uncoded, before.versions) == (1, 1, 0, 0)


def test_an_update_of_a_url_keeps_the_earlier_version_with_its_events(store: Store) -> None:
    first = report(url="https://a.example/1")
    document = coded(store, first)
    second = report("Norway met Chile in Oslo. Guinea attacked Liberia.", url="https://a.example/1", id="b")
    assert store.add_article(second).to_dict() == {"id": first.id, "outcome": "updated"}
    assert list(store.events()) == []
    (waiting,) = store.uncoded()
    assert waiting == Article(**second.to_dict() | {"id": first.id})
    coded(store, waiting)
    assert len(list(store.events())) == 2
    (earlier,) = store.versions(first.id)
    assert earlier.document == Document(article=first, events=document.events, statements=())


def test_an_earlier_version_that_comes_again_stays_earlier(store: Store) -> None:
    first, second = report("One.", url="u"), report("Two.", url="u")
    outcomes = [store.add_article(one).outcome for one in (first, second, first, second)]
    assert outcomes == ["new", "updated", "earlier", "same"]
    assert not store.save_document(FakeCoder().code(first), CODER)
    assert store.counts().versions == 1


def test_two_texts_without_url_or_with_different_ids_are_two_articles(store: Store) -> None:
    for text in ("One.", "Two."):
        store.add_article(report(text))
    assert store.counts().articles == 2


def test_uncoded_comes_in_order_and_sees_what_is_coded_meanwhile(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "BATCH", 20)
    for number in range(45):
        store.add_article(report(f"Norway met Chile in Oslo{number}."))
    seen = []
    for article in store.uncoded():
        coded(store, article)
        seen.append(article.text)
    assert seen == [f"Norway met Chile in Oslo{number}." for number in range(45)]
    assert store.counts().uncoded == 0


def test_fields_of_an_article_without_a_column_come_back(store: Store) -> None:
    more = {"author": "Ana Sol"} if "author" in Article.__struct_fields__ else {"dateline": "OSLO"}
    store.add_article(report(**more))
    assert list(store.articles()) == [report(**more)]


# --- what is asked is found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param({}, "012345", id="everything"),
        pytest.param({"actor": "PAK"}, "23", id="a country"),
        pytest.param({"actor": "Pakistan"}, "23", id="a country by its name"),
        pytest.param({"actor": "INDMIL"}, "0", id="the beginning of a code"),
        pytest.param({"recipient": "Jaishankar"}, "1", id="a word of a name"),
        pytest.param({"recipient": "jens store"}, "", id="ø is no o"),
        pytest.param({"recipient": "jens støre"}, "3", id="case does not count"),
        pytest.param({"actor": "army Indian"}, "", id="a name is a phrase"),
        pytest.param({"dyad": "PAK-IND"}, "023", id="a dyad, either way or together, not as two victims"),
        pytest.param({"dyad": "India - Pakistan"}, "023", id="a dyad by names"),
        pytest.param({"dyad": "Rubio - IND"}, "1", id="a dyad of a name and a code"),
        pytest.param({"type": "consult"}, "12", id="a type"),
        pytest.param({"mode": "phone"}, "1", id="a mode"),
        pytest.param({"quad": 4}, "04", id="a quad class"),
        pytest.param({"since": "2025-05-08"}, "12", id="since, inclusive"),
        pytest.param({"until": "2025-05-10"}, "0124", id="until, inclusive, a range that begins then"),
        pytest.param({"since": "2025-05-11", "until": "2025-05-11"}, "2", id="a day inside a range"),
        pytest.param({"until": "2024"}, "4", id="a year"),
        pytest.param({"since": "2025-05", "until": "2025-05"}, "012", id="a month"),
        pytest.param({"place": "muzaffarabad"}, "0", id="a place"),
        pytest.param({"place": "Fiji"}, "24", id="the country of a place"),
        pytest.param({"near": (34.0, 73.5)}, "0", id="near a point"),
        pytest.param({"near": "34.0,73.5", "within_km": 10}, "", id="not so near"),
        pytest.param({"near": (-17.0, -180), "within_km": 120}, "24", id="across the date line"),
        pytest.param({"near": (90, 0), "within_km": 9000}, "0", id="around the pole"),
        pytest.param({"near": "Muzaffarabad", "within_km": 20}, "0", id="near a name"),
        pytest.param({"modality": "alleged"}, "3", id="a claim"),
        pytest.param({"words": "border crossing"}, "03", id="words in any order"),
        pytest.param({"words": '"border crossing"'}, "0", id="a phrase"),
        pytest.param({"words": "cross*"}, "03", id="the beginning of a word"),
        pytest.param({"words": "shelled OR accused"}, "03", id="or"),
        pytest.param({"words": "STØRE's"}, "", id="all words of a word with an apostrophe"),
        pytest.param({"min_confidence": 0.8}, "01", id="confidence, inclusive"),
        pytest.param({"article": "a", "type": "AID"}, "5", id="an article"),
        pytest.param({"article": "b"}, "", id="an article that is not there"),
        pytest.param({"actor": "IND", "type": "ASSAULT", "since": "2025"}, "0", id="several"),
        pytest.param({"limit": 2, "offset": 1}, "12", id="limit and offset"),
    ],
)
def test_events_are_found(six: Store, asked: dict[str, Any], found: str) -> None:
    assert "".join(one.id[1:] for one in six.events(**asked)) == found
    if "limit" not in asked:
        assert six.count(**asked) == len(found)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"since": "May"}, "no day"),
        ({"since": "2025-02-30"}, "no day"),
        ({"since": "2025-05-02", "until": "2025-05-01"}, "after until"),
        ({"dyad": "PAK"}, "two parties"),
        ({"dyad": "Guinea-Bissau-PAK"}, "two parties"),
        ({"near": "Nowhereville-on-Sea"}, "no such place"),
        ({"near": (91, 0)}, "globe"),
        ({"within_km": 3}, "near"),
        ({"near": (0, 0), "within_km": -1}, "less than nothing"),
        ({"words": "!?"}, "nothing to look for"),
        ({"words": "a OR"}, "nothing to look for"),
        ({"actor": "…"}, "party"),
        ({"limit": -1}, "0 or more"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused_at_once(six: Store, asked: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        six.events(**asked)


@pytest.mark.parametrize(
    "words", ["'; DROP TABLE events; --", '"', "a:b*", "(NOT)", "x & y | !z", "<->", "\\", "NEAR(a b)"]
)
def test_words_are_no_language_of_the_database(six: Store, words: str) -> None:
    with contextlib.suppress(UsageError):
        assert list(six.events(words=words)) == []
    assert six.count() == 6


def test_articles_are_found_by_words_and_days(store: Store) -> None:
    store.add_article(report("Störung in Kyïv\n\nВойска вошли в город.", published="2025-05-01T23:30:00"))
    store.add_article(report("Other news.", published="2025-05-02", publisher="NTB"))
    assert [one.published for one in store.articles(words="storung Войска")] == ["2025-05-01T23:30:00"]
    assert [one.published for one in store.articles(until="2025-05-01")] == ["2025-05-01T23:30:00"]
    assert [one.published for one in store.articles(since="2025-05-02")] == ["2025-05-02"]
    assert [one.text for one in store.articles(publisher="NTB")] == ["Other news."]
    assert len(list(store.articles(words="news OR город", limit=1))) == 1


def test_words_of_a_replaced_text_are_not_found(store: Store) -> None:
    store.add_article(report("Alpha.", url="u"))
    store.add_article(report("Beta.", url="u"))
    assert [len(list(store.articles(words=word))) for word in ("alpha", "beta")] == [0, 1]


def test_statements_are_found(store: Store) -> None:
    article = Article(id="a", text="…", published="2025-05-01")
    said = [
        Statement(
            id=f"s{number}",
            article="a",
            text=text,
            start=0,
            end=1,
            direct=direct,
            speaker=speaker,
            addressee=None,
            channel="X",
            cue=None,
            events=(),
        )
        for number, (text, direct, speaker) in enumerate(
            [("We will answer", True, party("Khawaja Asif", "PAK", "PAKGOV")), ("No comment", False, None)]
        )
    ]
    store.save_document(Document(article=article, events=(), statements=tuple(said)), CODER)
    assert list(store.statements()) == said
    for asked in ({"speaker": "PAK"}, {"speaker": "Asif"}, {"words": "answer"}, {"direct": True}):
        assert [one.id for one in store.statements(**asked)] == ["s0"]
    assert [one.id for one in store.statements(since="2025-05-02")] == []


def test_documents_join_the_events_of_an_article(store: Store) -> None:
    articles = [report(f"Norway met Chile in Oslo{n}. Guinea attacked Liberia.") for n in range(3)]
    made = [coded(store, article) for article in articles]
    assert [(one.article, one.events) for one in store.documents()] == [(d.article, d.events) for d in made]
    (light, *_) = store.documents(type="ASSAULT", text=False)
    assert (light.article.text, light.article.id, len(light.events)) == ("", articles[0].id, 1)


# --- SQL


def test_sql_reads(six: Store) -> None:
    table = six.sql("SELECT type, count(*) AS n FROM events GROUP BY type ORDER BY type")
    assert table.columns == ("type", "n")
    assert list(table.rows) == [("ACCUSE", 1), ("AID", 1), ("ASSAULT", 2), ("CONSULT", 2)]


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM events",
        "SELECT 1; DELETE FROM events",
        "WITH x AS (SELECT 1) DELETE FROM events",
        "ATTACH 'x.db' AS x",
        "SELECT nothing FROM events",
        "SELECT * FROM nowhere",
        "",
        "COMMIT; DROP TABLE events",
    ],
)
def test_sql_only_reads(six: Store, query: str) -> None:
    with pytest.raises(UsageError, match="--sql"):
        list(six.sql(query).rows)
    assert six.counts().events == 6
    six.add_article(report("Still writable."))


# --- what else is kept


def test_problems_are_counted_and_settled(store: Store) -> None:
    problem = Problem(
        source="/a, line 3", input="/a", kind="read", reason="bad", remedy="mend", options={"x": "y"}
    )
    for _ in range(2):
        store.report_problem(problem)
    (kept,) = store.problems()
    assert (kept.source, kept.tries, kept.options) == ("/a, line 3", 2, {"x": "y"})
    assert kept.first <= kept.last
    assert store.settle_problems(given="/a", before=kept.first[:4]) == 0
    assert store.settle_problems(given="/a") == 1
    assert list(store.problems()) == []


def test_sources_seen_are_kept(store: Store) -> None:
    assert store.source("u") is None
    for etag in ("1", "2"):
        store.remember_source(Seen(url="u", etag=etag, last_modified=None))
    found = store.source("u")
    assert found is not None
    assert found.etag == "2"


def test_recoding_shows_what_changes_and_is_accepted_as_a_whole(store: Store) -> None:
    articles = [report(f"Norway met Chile in Oslo{n}. Guinea attacked Liberia.") for n in range(3)]
    for article in articles:
        coded(store, article)
    before = list(store.events())
    store.begin_recoding(NEWER)
    for article in store.to_recode(NEWER):
        document = FakeCoder().code(article)
        met, attacked = document.events
        less_sure = Event(**{f: getattr(met, f) for f in Event.__struct_fields__} | {"confidence": 0.1})
        events = (less_sure, attacked) if article != articles[0] else (attacked, event(3, article=article.id))
        store.save_recoded(Document(article=article, events=events, statements=()), NEWER)
    assert list(store.to_recode(NEWER)) == []
    assert list(store.events()) == before
    found = changes(store.recoded())
    assert found.types == {
        "ASSAULT": {"same": 3, "changed": 0, "added": 1, "gone": 0},
        "CONSULT": {"same": 0, "changed": 2, "added": 0, "gone": 1},
    }
    assert found.fields == {"confidence": 2}
    assert store.accept_recoded() == 3
    assert sorted(one.confidence for one in store.events()) == [0.1, 0.1, 0.5, 0.9, 0.9, 0.9]
    assert list(store.to_recode(NEWER)) == []
    assert not changes(store.recoded()).any


def test_an_article_that_changes_while_it_is_recoded_is_left_alone(store: Store) -> None:
    coded(store, report(url="u"))
    store.begin_recoding(NEWER)
    (old,) = store.to_recode(NEWER)
    store.save_recoded(FakeCoder().code(old), NEWER)
    store.add_article(report("Guinea attacked Liberia.", url="u"))
    assert store.accept_recoded() == 0
    assert store.counts().uncoded == 1


# --- readers and writers


def test_readers_read_while_one_writes(store: Store, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "BATCH", 20)
    for number in range(60):
        coded(store, report(f"Norway met Chile in Oslo{number}."))
    with open_store(place) as reader:
        stream = reader.events()
        first = next(stream)
        coded(store, report("Guinea attacked Liberia."))
        assert 1 + len(list(stream)) == 60
        assert first.type == "CONSULT"
        assert reader.count() == 61


def test_a_second_writer_waits_or_is_told_who_has_it(store: Store, place: str) -> None:
    with open_store(place, wait=0.2) as second:
        with store.writing("tocsin add"), pytest.raises(StoreError, match=r"tocsin add writes.*process \d+"):
            second.add_article(report())
        assert second.add_article(report()).outcome == "new"
    with open_store(place, wait=30) as patient:
        done = threading.Event()

        def late() -> None:
            patient.add_article(report("Later."))
            done.set()

        thread = threading.Thread(target=late)
        with store.writing("a job"):
            thread.start()
            assert not done.wait(0.3)
        thread.join(20)
        assert done.is_set()


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    good = coded(store, report())
    bad = Document(
        article=good.article,
        events=(*good.events, event(1, type=None)),
        statements=(),
    )
    with pytest.raises(StoreError):
        store.save_document(bad, NEWER)
    assert list(store.events()) == list(good.events)
    assert store.counts().uncoded == 0


def test_opening_again_changes_nothing(store: Store, place: str) -> None:
    coded(store, report())
    with open_store(place, create=True) as again:
        assert again.counts() == store.counts()
