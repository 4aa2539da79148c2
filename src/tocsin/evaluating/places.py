"""``tocsin evaluate places``: toponyms and coordinates in XML of the GeoVirus and LGL families."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from tocsin.errors import InputError
from tocsin.knowledge.globe import distance_km
from tocsin.records import Place, Record

NEAR_KM = 161.0
SHOWN = 40
SEARCH = 80

Finder = Callable[[str], Sequence[Place]]


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A toponym: characters ``start`` to ``end``, and its degrees where the file has them."""

    start: int
    end: int
    text: str
    point: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """The text of an article with its toponyms."""

    text: str
    places: tuple[GoldPlace, ...]


class Detection(Record, frozen=True):
    """How many toponyms are found."""

    precision: float
    recall: float
    f1: float


class PlaceScores(Record, frozen=True):
    """What was measured.

    ``overlap`` counts a toponym that shares a character with a gold one, ``exact`` one with the same
    characters.
    Of those found by overlap that have gold coordinates, ``accuracy_161km`` is the share within 161 km; one
    without coordinates is not.
    """

    n: int
    overlap: Detection
    exact: Detection
    accuracy_161km: float
    median_km: float
    moved: int
    mistakes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the figures for ``--json``; precision, recall and f1 are those of overlap."""
        return {
            "n": self.n,
            **self.overlap.to_dict(),
            "exact": self.exact.to_dict(),
            "accuracy_161km": self.accuracy_161km,
            "median_km": self.median_km,
        }


def read_places(path: str) -> tuple[list[GoldArticle], int]:
    """Read a file of articles; also return how many offsets had to be moved to the words that they name.

    Two forms are known: GeoVirus (``location`` with ``name``, ``lat``, ``lon``) and LGL or TR-News
    (``toponym`` with
    ``phrase`` and ``gaztag`` or ``lat``, ``lon``). InputError for any other file, naming the article.
    """
    try:
        root = ET.parse(path).getroot()
    except (OSError, ET.ParseError) as error:
        raise InputError(path, f"cannot be read ({error})", "give GeoVirus, LGL or TR-News XML") from error
    found, moved = [], 0
    for number, article in enumerate(root.iter("article"), 1):
        text = article.findtext("text")
        if text is None:
            raise InputError(path, f"article {number} has no text", "give GeoVirus, LGL or TR-News XML")
        read = [
            _toponym(path, number, one, text) for one in (*article.iter("location"), *article.iter("toponym"))
        ]
        moved += sum(shifted for _, shifted in read)
        found.append(GoldArticle(text, tuple(place for place, _ in read)))
    if not any(article.places for article in found):
        raise InputError(path, "has no toponyms", "give GeoVirus, LGL or TR-News XML")
    return found, moved


def measure_places(articles: Sequence[GoldArticle], find: Finder, moved: int = 0) -> PlaceScores:
    """Find the places of each article and compare."""
    given = gold = overlapping = same = 0
    distances: list[float] = []
    mistakes: list[str] = []
    for article in articles:
        got = find(article.text)
        given, gold = given + len(got), gold + len(article.places)
        left = list(article.places)
        for place in got:
            hit = next((one for one in left if one.start < place.end and place.start < one.end), None)
            if hit is None:
                mistakes.append(f"no toponym: {_shown(article.text, place.start, place.end)}")
                continue
            left.remove(hit)
            overlapping += 1
            same += (hit.start, hit.end) == (place.start, place.end)
            if hit.point is not None:
                distances.append(_distance(place, hit.point))
                if distances[-1] > NEAR_KM:
                    mistakes.append(f"{hit.text}: {hit.point}, told {place.latitude}, {place.longitude}")
        mistakes += [f"missed: {_shown(article.text, one.start, one.end)}" for one in left]
    return PlaceScores(
        n=gold,
        overlap=_detection(overlapping, given, gold),
        exact=_detection(same, given, gold),
        accuracy_161km=sum(d <= NEAR_KM for d in distances) / max(1, len(distances)),
        median_km=round(median(distances), 1) if distances else 0.0,
        moved=moved,
        mistakes=tuple(mistakes[:SHOWN]),
    )


def _toponym(path: str, number: int, element: ET.Element, text: str) -> tuple[GoldPlace, bool]:
    """Return a toponym and whether its offsets were moved: in some releases they are a little off."""
    words = element.findtext("name") or element.findtext("phrase") or ""
    try:
        start, end = (int(element.findtext(name) or "") for name in ("start", "end"))
    except ValueError as error:
        raise InputError(
            path, f"article {number}: toponym {words!r} has no offsets", "give start and end"
        ) from error
    if text[start:end] == words or not words:
        return GoldPlace(start, end, text[start:end], _point(element)), False
    near = [i for i in range(max(0, start - SEARCH), start + SEARCH) if text.startswith(words, i)]
    if not near:
        return GoldPlace(start, end, words, _point(element)), True
    begin = min(near, key=lambda i: abs(i - start))
    return GoldPlace(begin, begin + len(words), words, _point(element)), True


def _point(element: ET.Element) -> tuple[float, float] | None:
    for one in (element, element.find("gaztag")):
        latitude, longitude = (one.findtext(name) if one is not None else None for name in ("lat", "lon"))
        if latitude and longitude:
            try:
                return float(latitude), float(longitude)
            except ValueError:
                return None
    return None


def _distance(place: Place, point: tuple[float, float]) -> float:
    if place.latitude is None or place.longitude is None:
        return 20_000.0
    return distance_km((place.latitude, place.longitude), point)


def _detection(right: int, given: int, gold: int) -> Detection:
    precision, recall = right / max(1, given), right / max(1, gold)
    return Detection(precision=precision, recall=recall, f1=2 * right / max(1, given + gold))


def _shown(text: str, start: int, end: int) -> str:
    before, behind = text[max(0, start - 30) : start], text[end : end + 30]
    return f"{before}[{text[start:end]}]{behind}".replace("\n", " ")
