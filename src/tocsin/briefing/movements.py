"""From where to where something moved, as the words of an act tell it.

An event has one place, and its record keeps no second one: ways are told from the sentence of its words, by
the rules of ``routes.tsv``, so that every project has them, also one that was coded before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tocsin.knowledge.claims import Borders
from tocsin.records import Event, Place, Record
from tocsin.storing.sentences import sentence_around
from tocsin.tables import alternatives, rows, table

if TYPE_CHECKING:
    from tocsin.language.model import Located, Toponym

MOVING: tuple[tuple[str, str | None], ...] = (
    ("MOBILIZE", None),
    ("RETREAT", None),
    ("CIVIL_IMPACT", None),
    ("AID", None),
    ("CONSULT", "visit"),
    ("COERCE", "deport"),
)
"""Types of acts, with their mode or None for all, in which somebody or something moves."""
BEHIND = 120
"""Characters of the sentence behind the words of an act that may still tell its way."""
LONGEST_NAME = 5
SURE = 0.9
MOST_BETWEEN = 6
FINENESS = (None, "country", "region", "district", "town", "place")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_SMALL = frozenset("de del la el al do da des du of and sur an".split())
_FINER = re.compile(r"(?:,|\s+(?:at|near|in|around|outside))\s+(?:the\s+)?(?=\w)")
_NEXT_CLAUSE = re.compile(
    r"[;:—–]|,\s+(?:and|but|according)\b|\b(?:while|where|who|which|that|as|when|because|after|before|since|until)\b"
)
_NOWHERE = Place(text="", start=0, end=0, name="")
_CAPITAL = re.compile(r" [A-Z]")
_POSSESSIVE = re.compile(r"['’]s?$")


class Movement(Record, frozen=True):
    """Something moved from one place to another; where one of them is not told, it is None."""

    event: Event
    origin: Place | None
    goal: Place | None


def may_move(event: Event) -> bool:
    """Tell whether an event is of a type in which somebody or something moves."""
    return any(event.type == kind and mode in (None, event.mode) for kind, mode in MOVING)


def may_tell_both(event: Event, text: str) -> bool:
    """Tell whether an event has words of going and such as stand before both ends; no name is looked up."""
    if not (may_move(event) and _has_going(text, event.evidence.start, event.evidence.end + BEHIND)):
        return False
    start, end = _window(event, text)
    found = {rule.end for rule in _rules().ends if rule.words.search(text, start, end)}
    return found == {"origin", "goal"} and _has_going(text, start, end)


def _has_going(text: str, start: int, end: int) -> bool:
    # A set and no pattern: this is asked of every act, and most have no such word.
    return not _rules().going.isdisjoint(_WORD.findall(text[start:end].lower()))


def movement_of(event: Event, text: str, borders: Borders | None = None) -> Movement | None:
    """Return the movement that an event of an article's ``text`` tells; None where it tells none.

    It needs a word of going, and both ends or one that lies within a state. A name that is in no table is no
    end. ``borders`` decides the country of a disputed place.
    """
    if not (may_move(event) and _has_going(text, event.evidence.start, event.evidence.end + BEHIND)):
        return None
    start, end = _window(event, text)
    if not _has_going(text, start, end):
        return None
    origin, goal = (_end(event, text, (start, end), which, borders) for which in ("origin", "goal"))
    if origin is not None and goal is not None and origin.name == goal.name:
        return None
    if None in (origin, goal) and (origin or goal or _NOWHERE).precision in (None, "country"):
        return None
    return Movement(event=event, origin=origin, goal=goal)


def _end(
    event: Event, text: str, within: tuple[int, int], which: str, borders: Borders | None
) -> Place | None:
    """Return the place of one end: the first whose name the words give and a table has."""
    for names in _names(text, *within, which):
        place = _placed(event, text, names, borders)
        if place is not None:
            return place
    return None


class _Rules(NamedTuple):
    going: frozenset[str]
    ends: tuple[_Rule, ...]
    between: frozenset[str]


class _Rule(NamedTuple):
    end: str
    words: re.Pattern[str]
    after: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    def is_barred(self, text: str, at: int) -> bool:
        """Tell whether a word stands right before that gives another meaning ("according to")."""
        return self.unless is not None and self.unless.search(text, max(0, at - 20), at) is not None


def _window(event: Event, text: str) -> tuple[int, int]:
    """Return the words of an act with what follows them in their clause."""
    start, end = event.evidence.start, event.evidence.end
    last = min(sentence_around(text, start, end)[1], end + BEHIND)
    following = _NEXT_CLAUSE.search(text, end, max(last, end))
    return start, following.start() if following else max(last, end)


def _names(text: str, start: int, end: int, which: str) -> Iterator[list[Toponym]]:
    """Yield the names that stand behind the words of one end, each with the one that tells it closer."""
    rules = _rules()
    found = [
        match.end()
        for rule in rules.ends
        if rule.end == which
        for match in rule.words.finditer(text, start, end)
        if (rule.after is None or rule.after.search(text, start, match.start()))
        and not rule.is_barred(text, match.start())
    ]
    for at in sorted(found):
        name = _name_after(text, at, end, rules.between)
        if name is not None:
            finer = _FINER.match(text, name.end, end)
            more = None if finer is None else _name_after(text, finer.end(), end, rules.between)
            yield [name] if more is None else [name, more]


def _name_after(text: str, at: int, end: int, between: frozenset[str]) -> Toponym | None:
    """Return the name of a place that follows, with nothing before it but words that may stand between."""
    from tocsin.language.model import Toponym  # the room loads the parser, which not every page needs

    words = list(_WORD.finditer(text, at, end))[: MOST_BETWEEN + LONGEST_NAME]
    last, is_behind_a_name = at, False
    for number, word in enumerate(words[:MOST_BETWEEN]):
        if text[last : word.start()].strip():
            return None
        last = word.end()
        if not word[0][0].isupper():
            if word[0].lower() not in between:
                return None
            is_behind_a_name = False
            continue
        if is_behind_a_name:  # of "the Norwegian Refugee Council" the last word is no town
            return None
        stop = _end_of_name(text, words[number : number + LONGEST_NAME])
        if stop is not None:
            return Toponym(word.start(), stop, text[word.start() : stop])
        is_behind_a_name = True
    return None


def _end_of_name(text: str, words: Sequence[re.Match[str]]) -> int | None:
    """Return where the longest known name ends that begins with the first word; None where none does."""
    from tocsin.language.toponyms import weight_of
    from tocsin.language.words import words as listed

    ends = []
    last = words[0].start()
    for word in words:
        joined = text[last : word.start()] in ("", " ", "\n")
        if not joined or not (word[0][0].isupper() or word[0] in _SMALL):
            break
        last = word.end()
        ends.append(last)
    for stop in reversed(ends):
        written = text[words[0].start() : stop]
        for name in dict.fromkeys((written, _POSSESSIVE.sub("", written))):
            plain = " ".join(name.split())
            # Of "the Red Crescent" the first word is no village.
            least = SURE if _CAPITAL.match(text, words[0].start() + len(name)) else 0.0
            if plain not in listed("no_name") and weight_of(plain) > least:
                return words[0].start() + len(name)
    return None


def _placed(event: Event, text: str, names: Sequence[Toponym], borders: Borders | None) -> Place | None:
    """Return the place of one end: that of the event where it is the same name, else what the tables have."""
    from tocsin.language.geocoding import locate
    from tocsin.resolving.located import place_of

    own = event.place
    if own is not None and any(own.start < one.end and one.start < own.end for one in names):
        return own
    countries = (side.country for side in (*event.actors, *event.recipients) if side.country)
    named = Counter([*countries, *([own.country] if own is not None and own.country else [])])
    known: list[Located] = [one for one in locate(text, names, named) if one.reading is not None]
    if not known:
        return None
    places = [place_of(one, text, borders or Borders()) for one in known]
    return max(places, key=lambda place: FINENESS.index(place.precision))


@cache
def _rules() -> _Rules:
    ends: list[_Rule] = []
    lists: dict[str, list[str]] = {"going": [], "between": []}
    for _, row in rows(table("tocsin.briefing", "routes.tsv"), ("end", "words", "after", "unless")):
        words = alternatives(row["words"])
        if row["end"] in lists:
            lists[row["end"]] += words
            continue
        after, unless = (alternatives(row[name]) for name in ("after", "unless"))
        ends.append(
            _Rule(
                row["end"],
                _any_of(words),
                _any_of(after) if after else None,
                _any_of(unless, r"\s+$") if unless else None,
            )
        )
    return _Rules(frozenset(lists["going"]), tuple(ends), frozenset(lists["between"]))


def _any_of(words: Sequence[str], behind: str = r"\b") -> re.Pattern[str]:
    found = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{found}){behind}", re.IGNORECASE)
