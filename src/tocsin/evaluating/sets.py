"""Which gold sets there are: the real article, its exchanges, our own articles, and those to tune on."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from tocsin.evaluating.annotation import Gold
from tocsin.evaluating.exchange import exchanged, read_exchange
from tocsin.evaluating.gold import has_gold, read_gold
from tocsin.records import Record

Kind = Literal["real", "exchanged", "own", "tuning"]

REAL_ARTICLE = "pahalgam"
REAL_PUBLISHED = "2025-05-01"
OWN_ARTICLES = (
    "border-war",
    "coup",
    "hostage",
    "mutiny",
    "kidnap",
    "frontier",
    "putsch",
    "captives",
    "envoys",
)
_NOT_SETS = ("dev", "exchange", "incidents", "quiet", "tables")


class GoldSet(Record, frozen=True):
    """One article to be measured on; ``original`` names the set that an exchange was made from."""

    name: str
    kind: Kind
    gold: Gold
    original: str | None = None


class Found(Record, frozen=True):
    """The sets that are there, and a line on each that is not."""

    sets: tuple[GoldSet, ...]
    skipped: tuple[str, ...]


def gold_sets(own: Path, outside: Path) -> Found:
    """Return all sets under the project's gold folder and under the one outside the project."""
    parts = (_real(own, outside), _own(own), _tuning(own))
    return Found(
        sets=tuple(one for part in parts for one in part.sets),
        skipped=tuple(line for part in parts for line in part.skipped),
    )


def _real(own: Path, outside: Path) -> Found:
    folder = outside / REAL_ARTICLE
    if not has_gold(folder):
        return Found(
            sets=(), skipped=(f"{REAL_ARTICLE} and its exchanges: no annotated article in {folder}",)
        )
    gold = read_gold(folder, published=REAL_PUBLISHED)
    versions = [exchanged(gold, read_exchange(path)) for path in sorted((own / "exchange").glob("*.tsv"))]
    changed = (
        GoldSet(name=version.name, kind="exchanged", gold=version, original=REAL_ARTICLE)
        for version in versions
    )
    return Found(sets=(GoldSet(name=REAL_ARTICLE, kind="real", gold=gold), *changed), skipped=())


def _own(own: Path) -> Found:
    others = (path.name for path in own.iterdir() if path.is_dir()) if own.is_dir() else ()
    names = dict.fromkeys((*OWN_ARTICLES, *sorted(set(others) - set(_NOT_SETS))))
    there = [name for name in names if has_gold(own / name)]
    return Found(
        sets=tuple(GoldSet(name=name, kind="own", gold=read_gold(own / name)) for name in there),
        skipped=tuple(f"{name}: no annotated article in {own / name}" for name in names if name not in there),
    )


def _tuning(own: Path) -> Found:
    folders = sorted(path for path in (own / "dev").glob("*") if has_gold(path))
    sets = (GoldSet(name=f"dev/{path.name}", kind="tuning", gold=read_gold(path)) for path in folders)
    return Found(sets=tuple(sets), skipped=())
