"""What the numbers of an article count: dead, wounded, ships, minutes, euros, by the parse around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from tocsin.language.model import Parsed, Sentence, Token
from tocsin.quoting.numbers import Number, numbers
from tocsin.records import Record
from tocsin.tables import alternatives, records, rows, table

MODIFIERS = ("nummod", "compound", "quantmod", "amod", "nmod", "predet", "det", "neg")
# A number hangs so far below the verb that says what is done with what it counts.
CLIMB = 4
# Words in front of a number by which it tells of a part, and words behind it.
PART_BEFORE = ("including", "among", "another", "further", "additional", "than", "other", "age", "aged")
PART_BEHIND = (
    "of them",
    "of whom",
    "of these",
    "of those",
    "of the ",
    "more ",
    "further ",
    "additional ",
    "per cent",
    "percent",
    "-year",
    "%",
)
# *A 21-member crew*, *a 4,000-strong force*.
STRONG = ("-member", "-strong", "-man ", "-person")
# Objects of a verb that say what befalls its subject, or what it does: *suffered wounds*, *took part*.
LIGHT_OBJECTS = frozenset(("part", "wound", "injury"))
# Nouns and verbs by which somebody gives a number for what was spoken of before.
COUNTING = frozenset(
    (
        "figure",
        "number",
        "count",
        "toll",
        "total",
        "estimate",
        "speak",
        "put",
        "give",
        "raise",
        "revise",
        "lower",
        "tally",
        "near",
        "be",
    )
)


# What stands beside a verb and says what became of those whom it counts: *shot dead*, *left dead*.
BESIDE_VERBS = (("nsubj", "nsubjpass"), ("xcomp",), ("acomp",), ("oprd",), ("advmod",))
# A count is spoken of for so many sentences.
SPOKEN_OF = 2
# Fields of which there can be none at all.
NONE_OF = frozenset(("dead", "wounded", "missing", "arrested", "displaced", "aircraft", "buildings", "money"))
# Where somebody is taken, which says what was done to them.
DESTINATIONS = frozenset(("hospital", "clinic", "custody", "hostage", "captive", "prisoner"))
TAKING = frozenset(("take", "bring", "rush", "carry", "admit", "send", "fly", "lead", "hold"))
CURRENCIES = "$€£¥₹₱"
# No casualties means that nobody died, either.
CASUALTY = "casualty"
_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_OF_A_TIME = re.compile(
    rf"\bsince (?:\w+ ){{0,3}}?(?:\d{{4}}|{_MONTH}|the (?:war|conflict|start|coup))"
    r"|\b(?:so far )?(?:this|last) year\b"
    r"|\b(?:in|over|during) (?:recent|the (?:past|last)) (?:\w+ )?(?:weeks|months|years|decade)"
    r"|\bthe (?:war|conflict|insurgency|uprising) (?:has|had) (?:killed|left|claimed|displaced|driven)"
)
MONTHS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec".split())
LAST_DAY = 31
YEARS = (1900, 2100)


class Kind(Record, frozen=True):
    """A row of quantities.tsv."""

    field: str
    counted: tuple[str, ...]
    by: tuple[str, ...]
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with the field that it fills.

    ``of`` says which people it counts (people.tsv), ``unit`` is the noun that stands with it, if any;
    ``types`` are those of the acts that it may be about, any if there are none.
    """

    number: Number
    field: str
    of: str
    unit: str
    types: tuple[str, ...]
    sentence: int


def quantities(parsed: Parsed) -> Iterator[Quantity]:
    """Yield what the numbers of an article count, in text order; numbers that tell of a part are left out."""
    last: Quantity | None = None
    for sentence in parsed.sentences:
        for number in numbers(parsed.text, sentence.start, sentence.end):
            found = _quantity(parsed, sentence, number, last)
            if found is not None:
                yield found
                if found.unit == CASUALTY and found.number.stated == 0:
                    yield replace(found, field="dead")
                last = found


def _quantity(parsed: Parsed, sentence: Sentence, number: Number, last: Quantity | None) -> Quantity | None:
    tokens = parsed.tokens_between(number.start, number.end)
    if not tokens or tokens[-1].mention is not None:
        return None
    if _is_day(parsed, number) or _is_part(parsed.text, number) or _is_of_a_time(parsed, sentence):
        return None
    token = tokens[-1]
    noun = _counted(parsed, token)
    of_whole = _is_whole(parsed, noun or token, token)
    unit = noun.lemma.lower() if noun is not None else ""
    near = _near(parsed, token, noun, climb=0 if of_whole else CLIMB)
    if parsed.text[number.start - 1 : number.start] in CURRENCIES and number.start:
        noun, unit = token, "$"
    own = next((kind for kind in kinds() if _fits(kind, unit, near)), None)
    goes_on = noun is None and number.stated > 1 and not COUNTING.isdisjoint(near[0])
    if goes_on and last is not None and sentence.index - last.sentence <= SPOKEN_OF and _is_weak(own):
        return Quantity(number, last.field, last.of, last.unit, last.types, sentence.index)
    if own is None or (number.stated == 0 and own.field not in NONE_OF):
        return None
    of = _people().get(unit, "any")
    if noun is None and last is not None and last.sentence == sentence.index:
        of = last.of  # one soldier was killed and three wounded
    return Quantity(number, own.field, of, unit, own.types, sentence.index)


def _is_weak(kind: Kind | None) -> bool:
    """Tell whether a row asks for no noun and for no more than that somebody counts."""
    return kind is None or (kind.counted == ("-",) and not COUNTING.isdisjoint(kind.by))


def _is_part(text: str, number: Number) -> bool:
    before = text[max(0, number.start - 28) : number.start].lower().split()
    behind = text[number.end : number.end + 14].lower().lstrip(" ")
    if any(word.strip(",;(") in PART_BEFORE for word in before[-2:]) and before[-2:] != ["more", "than"]:
        return before[-1:] != ["than"]
    joined = text[number.end : number.end + 1] == "-" and not behind.startswith(STRONG)
    return joined or behind.startswith(PART_BEHIND)


def _is_of_a_time(parsed: Parsed, sentence: Sentence) -> bool:
    """Tell whether a sentence sums up months or years: *the war has killed 600 people since October*."""
    return _OF_A_TIME.search(parsed.text, sentence.start, sentence.end) is not None


def _is_day(parsed: Parsed, number: Number) -> bool:
    """Tell whether a number is that of a year or of a day of a month."""
    before, behind = (
        parsed.text[max(0, number.start - 12) : number.start].split()[-1:],
        parsed.text[number.end : number.end + 12].split()[:1],
    )
    if number.end - number.start == 4 and YEARS[0] <= number.stated <= YEARS[1]:
        return True
    return number.stated <= LAST_DAY and any(
        word.strip(".,;").lower()[:3] in MONTHS and word[:1].isupper() for word in (*before, *behind)
    )


def _counted(parsed: Parsed, token: Token) -> Token | None:
    """Return the noun that a number stands before, or that follows it with *of*; None for a bare number."""
    at = token
    for _ in range(CLIMB):
        head = parsed.tokens[at.head]
        if at.dep not in MODIFIERS or head.i <= at.i or head.i - token.i > CLIMB:
            break
        at = head
    if at is not token:
        return at
    of = parsed.child(token.i, "prep")
    if of is None or parsed.tokens[of].lemma != "of":
        return _behind(parsed, token)
    noun = parsed.child(of, "pobj")  # five of its fighters
    owned = noun is not None and parsed.child(noun, "poss") is not None
    return parsed.tokens[noun] if noun is not None and owned else None


def _behind(parsed: Parsed, token: Token) -> Token | None:
    """Return the plural noun right behind a number that the parse has not hung there, adjectives between."""
    found = None
    for other in parsed.tokens[token.i + 1 : token.i + 1 + CLIMB]:
        if other.pos not in ("ADJ", "NOUN", "PROPN"):
            break
        found = other
    return found if found is not None and found.tag == "NNS" else None


def _is_whole(parsed: Parsed, token: Token, number: Token) -> bool:
    """Tell whether a number is that of all of whom another one is a part: *two of eight hostages*."""
    of = parsed.tokens[token.head]
    above = parsed.tokens[of.head]
    return (
        of.dep == "prep"
        and of.lemma == "of"
        and above.i != number.i
        and (above.pos == "NUM" or above.lemma in ("one", "some", "most"))
    )


def _near(
    parsed: Parsed, token: Token, noun: Token | None, climb: int
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the lemmas that the number hangs on and that hang on its noun, and those of its whole clause."""
    start = noun or token
    chain: set[str] = set()
    at = start
    for step in range(CLIMB):
        for child in parsed.tokens[at.i].children:
            other = parsed.tokens[child]
            if (
                other.dep in ("amod", "acl", "relcl", "prt", "acomp", "attr", "oprd", "prep", "xcomp")
                and other.i != token.i
            ):
                chain.add(other.lemma.lower())
                chain.update(
                    parsed.tokens[c].lemma.lower()
                    for c in other.children
                    if parsed.tokens[c].dep == "pobj" and at is start
                )
        head = parsed.tokens[at.head]
        if head is at or step >= climb:
            break
        chain.add(head.lemma.lower())
        at = head
        if head.pos in ("VERB", "AUX") and head.lemma not in ("be", "put"):
            break
    verb = at
    beside = [verb.i] if verb.pos in ("VERB", "AUX") else []
    for one in (parsed.child(i, *deps) for i in beside for deps in BESIDE_VERBS):
        if one is not None and one != start.i:
            chain.add(parsed.tokens[one].lemma.lower())
    objects = (parsed.child(i, "dobj") for i in beside)
    chain |= LIGHT_OBJECTS & {parsed.tokens[i].lemma for i in objects if i is not None}
    taking = [i for i in beside if parsed.tokens[i].lemma in TAKING]
    chain |= DESTINATIONS & {parsed.tokens[i].lemma for v in taking for i in _objects(parsed, v)}
    alone = noun is None and parsed.child(token.i, "prep") is None
    below = {parsed.tokens[i].lemma.lower() for i in parsed.subtree(verb.i)} if alone else set()
    return frozenset(chain), frozenset(below)


def _objects(parsed: Parsed, verb: int) -> Iterator[int]:
    """Yield what the prepositions of a verb govern, and its complements: *to hospital*, *hostage*."""
    for i in parsed.tokens[verb].children:
        below = parsed.child(i, "pobj")
        yield i if below is None else below


def _fits(kind: Kind, unit: str, near: tuple[frozenset[str], frozenset[str]]) -> bool:
    people = unit in _people()
    counted = (
        unit in kind.counted or ("@people" in kind.counted and people) or (not unit and "-" in kind.counted)
    )
    if not counted:
        return False
    if not kind.by or "*" in kind.by:
        return True
    chain, clause = near
    return not chain.isdisjoint(kind.by) or (not unit and not clause.isdisjoint(kind.by))


@cache
def kinds() -> tuple[Kind, ...]:
    """Read quantities.tsv."""
    return tuple(records(Kind, table("tocsin.quoting", "quantities.tsv")))


@cache
def _people() -> dict[str, str]:
    """Read people.tsv: noun -> which people it means."""
    source = table("tocsin.quoting", "people.tsv")
    return {
        noun: row["kind"] for _, row in rows(source, ("kind", "nouns")) for noun in alternatives(row["nouns"])
    }
