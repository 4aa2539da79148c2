"""The gold articles: our own are consistent, and a coder is as good on the real one as on its exchanges."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.evaluating.annotation import NO_COUNTRY, Gold
from tocsin.evaluating.bars import SetScore
from tocsin.evaluating.exchange import read_exchange
from tocsin.evaluating.gold import has_gold, read_gold
from tocsin.evaluating.measuring import measure
from tocsin.evaluating.sets import OWN_ARTICLES, REAL_ARTICLE, gold_sets
from tocsin.knowledge import countries, organisations
from tocsin.pipeline import Coder

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "gold"
OUTSIDE = ROOT.parent / "shared" / "gold"
TABLES = sorted((GOLD / "exchange").glob("*.tsv"))
OWN = [name for name in OWN_ARTICLES if (GOLD / name).is_dir()]
EVENTS_AT_LEAST = 25
# Articles of which only the events are annotated.
EVENTS_ALONE = ("frontier", "putsch", "captives", "envoys")
QUIET_TEXTS = 20

needs_real_article = pytest.mark.skipif(
    not has_gold(OUTSIDE / REAL_ARTICLE), reason="the annotated real article is not beside the project"
)


def own_gold(name: str) -> Gold:
    if not has_gold(GOLD / name):
        pytest.skip(f"{name} is not annotated yet")
    return read_gold(GOLD / name)


@pytest.mark.parametrize("name", OWN)
def test_an_own_article_is_annotated_as_its_text_is(name: str) -> None:
    gold = own_gold(name)
    assert gold.published
    assert len(gold.events) >= EVENTS_AT_LEAST
    assert bool(gold.statements) == (name not in EVENTS_ALONE)


@pytest.mark.parametrize("name", OWN)
def test_evidence_lies_inside_one_line(name: str) -> None:
    assert not [row.id for row in own_gold(name).events if "\n" in row.evidence]


@pytest.mark.parametrize("name", OWN)
def test_the_codes_are_those_of_the_knowledge_tables(name: str) -> None:
    known = codes_known()
    used = {
        code
        for row in own_gold(name).events
        for pair in row.pairs
        for side in pair
        for code in side.split("|")
    }
    assert used - known - {NO_COUNTRY} == set()


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_an_exchange_gives_codes_that_are_known(path: Path) -> None:
    exchange = read_exchange(path)
    assert set(exchange.codes.values()) - codes_known() == set()
    assert len(set(exchange.codes.values())) == len(exchange.codes)
    assert set(exchange.days.values()).isdisjoint(exchange.days)


def test_there_are_quiet_texts() -> None:
    assert len(list((GOLD / "quiet").glob("*.txt"))) == QUIET_TEXTS


@pytest.fixture(scope="module")
def real_scores() -> dict[str, SetScore]:
    """The scores of the real article and of its exchanges, by the name of the set."""
    coder = Coder()
    sets = gold_sets(GOLD, OUTSIDE).sets
    return {one.name: measure(one, coder.code) for one in sets if one.kind in ("real", "exchanged")}


@needs_real_article
@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_an_exchange_of_names_changes_little(real_scores: dict[str, SetScore], path: Path) -> None:
    original = real_scores[REAL_ARTICLE].events.f1
    assert real_scores[f"{REAL_ARTICLE}/{path.stem}"].events.f1 == pytest.approx(original, abs=0.05)


@needs_real_article
@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_an_exchange_of_countries_leaves_none_as_it_was(path: Path) -> None:
    codes = read_exchange(path).codes
    rows = read_gold(OUTSIDE / REAL_ARTICLE).events
    used = {code for row in rows for pair in row.pairs for code in pair}
    assert not codes or used - set(codes) <= {NO_COUNTRY, "UNO"}


@needs_real_article
def test_offsets_of_an_exchange_are_those_of_its_text(real_scores: dict[str, SetScore]) -> None:
    for score in real_scores.values():
        gold = score.set.gold
        assert all(gold.text[row.start : row.end] == row.evidence for row in gold.events)
        assert all(gold.text[row.start : row.end] == row.text for row in gold.statements)


def codes_known() -> set[str]:
    """Return the codes of all countries and organisations."""
    return (
        set(countries())
        | {body.country for body in organisations()}
        | {body.code for body in organisations()}
    )
