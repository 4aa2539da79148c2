"""Whether a date lies behind or ahead, by the verbs around it: "met on Friday", "will meet on Friday".

A clause is not parsed here: dates are also told in texts that nobody parses. The words before the date are
read up to the start of the sentence; where they leave it open ("Talks on Friday will...") those behind it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from tocsin.tables import table, word_sets

# "soon" is the present of what is planned ("polls open on Sunday"): ahead, the day of publication included.
Tense = Literal["past", "future", "soon"]

BEFORE, BEHIND = 320, 200
# How many words before "for Friday" or "until Friday" may say that it lies ahead.
NEAR_WORDS = 10
# How many words behind "Friday's" may hold its noun.
NOUN_WORDS = 3
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Dr|Lt|St|vs))(?<!\b(?:Mrs|Gen|Col|Sen|Rep|Gov|Sgt|Maj|Jan|Feb|Mar|Apr|Aug|Sep|Oct|Nov|Dec"
    r"))(?<!Sept)[.!?][\"”’')\]]*\s|\n(?=\s*[\"“‘(]?[A-Z])|\n\s*\n"
)
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*(?:['’][a-z]+)?|[;,]")
_EXPECTED = ("expected", "planned", "awaited")
_BE = ("is", "are", "was", "were", "been", "'s")
_RELATIVES = ("who", "which", "whose", "whom", "where")
# Before a participle these say that it belongs to the verb: "will be arrested and charged on Monday".
_JOINED = frozenset("be been being get gets got have has had and or to is are was were , not".split())
_ARTICLES = frozenset("the a an its their his her this that our".split())
_FUNCTION = frozenset(
    "in at on to by for with from of and or but as after before when while that who which near over into is "
    "was are were has had have will would said says against during until".split()
)


@cache
def _sets() -> dict[str, frozenset[str]]:
    return word_sets(table("tocsin.resolving", "tense.tsv"))


def sentence_breaks(text: str, start: int, end: int) -> int:
    """Return how many sentences end between two offsets."""
    return sum(1 for _ in _SENTENCE_END.finditer(text, start, end))


def tense_of(text: str, start: int, core: int, end: int) -> Tense | None:
    """Return the tense in which a date is told, None where no verb tells.

    ``start`` is the first character of the expression behind its preposition, ``core`` that of its core
    ("Friday" in "the Friday summit"), ``end`` is behind the last.
    """
    before = _words_before(text, start)
    tense, loose = _read(before)
    if _named_ahead(before):
        tense, loose = "future", False
    elif tense in ("future", "soon") and _reduced(before):
        tense = "past"
    if tense is None or loose:
        behind, _ = _read(_words_behind(text, end), first_only=True)
        tense = behind or tense
    noun = _noun_of(text, core, end)
    if noun is None:
        return tense
    return _of_noun(noun, tense, before)


def _words_before(text: str, start: int) -> list[str]:
    floor = max(0, start - BEFORE)
    for found in _SENTENCE_END.finditer(text, floor, start):
        floor = found.end()
    return _WORD.findall(text, floor, start)


def _words_behind(text: str, end: int) -> list[str]:
    stop = _SENTENCE_END.search(text, end, end + BEHIND)
    return _WORD.findall(text, end, stop.start() if stop else end + BEHIND)


def _read(words: list[str], first_only: bool = False) -> tuple[Tense | None, bool]:
    """Return the tense in force behind the last word, and whether another clause has begun since.

    ``first_only`` stops at the first verb, and at the end of its clause.
    """
    tense: Tense | None = None
    loose = relative = False
    for at, word in enumerate(words):
        if word in _sets()["breaks"] or (word == "," and relative):
            if first_only:
                return None, False
            loose, relative = tense is not None, word in _RELATIVES
            continue
        told = _tense_at(words, at, tense, loose)
        if told is None:
            continue
        if first_only:
            return told, False
        # A planned present may be a noun ("official visits"): a verb behind the date counts more.
        tense, loose = told, told == "soon" or _opens_clause(words, at)
    return tense, loose


def _opens_clause(words: list[str], at: int) -> bool:
    """Whether what was said begins behind a verb of saying: "said the talks", but not "said on Friday"."""
    if words[at] not in ("said", "says") or at + 1 >= len(words):
        return False
    return words[at + 1].lower() not in _sets()["time"]


def _tense_at(words: list[str], at: int, tense: Tense | None, loose: bool) -> Tense | None:
    word = words[at].replace("’", "'")
    if word in _sets()["modal"] or word.endswith("'ll"):
        unreal = word not in ("will", "shall") and _next(words, at) == "have"
        return "past" if unreal else "future"
    if word == "to":
        return _infinitive(words, at, tense)
    if word in ("upcoming", "forthcoming") and tense == "past":
        return None
    if word in _sets()["awaited"] or (word in _EXPECTED and _previous(words, at) in _BE):
        return "future"
    if _is_past(words, at, tense, loose):
        return "past"
    return _present(words, at, word) if tense is None or loose else None


def _infinitive(words: list[str], at: int, tense: Tense | None) -> Tense | None:
    """Read "is to", "plans to", and the headline's "Leaders to meet"."""
    before, behind = _previous(words, at), _next(words, at)
    if behind == "have":
        return "past"
    if before in _sets()["bound"] or (before == "agreed" and behind in _sets()["gathering"]):
        return "future"
    return "future" if tense is None and at and behind in _sets()["heading"] else None


def _is_past(words: list[str], at: int, tense: Tense | None, loose: bool) -> bool:
    word, sets = words[at], _sets()
    if word in sets["past"]:
        return True
    if word in sets["saying"]:
        return at == 0 or words[at - 1] not in ("be", "been", "being", "to")
    if tense in ("future", "soon") and not loose:
        return False
    if word in ("has", "have"):
        return True
    regular = len(word) > 4 and word.endswith("ed") and word not in sets["adjectives"]
    if not (regular or word in sets["participle"]):
        return False
    return at == 0 or words[at - 1].lower() not in sets["determiner"]


def _present(words: list[str], at: int, word: str) -> Tense | None:
    """Read "is meeting", "polls open" and "the summit opens": a present that tells what is planned."""
    if word in ("is", "are"):
        verb = _next(words, at)
        return "soon" if verb.endswith("ing") and len(verb) > 5 else None
    before = words[at - 1].lower() if at else ""
    if word in _sets()["schedule"]:
        return "soon" if before and before not in _sets()["determiner"] else None
    # The plural looks like a noun ("a no-confidence vote"), and needs its subject ("voters go").
    if word in _sets()["schedules"]:
        return "soon" if re.fullmatch("[a-z]{3,}s|people|men|women", before) else None
    return None


def _next(words: list[str], at: int) -> str:
    """Return the next word that is no adverb, or nothing."""
    for word in words[at + 1 : at + 4]:
        if word not in _sets()["adverb"]:
            return word
    return ""


def _previous(words: list[str], at: int) -> str:
    """Return the word before that is no adverb; a short form gives its verb ("he's" is "'s")."""
    for word in reversed(words[max(0, at - 3) : at]):
        if word in _sets()["adverb"]:
            continue
        return "'s" if re.search("['’]s$", word) else word
    return ""


def _named_ahead(before: list[str]) -> bool:
    """Whether a preposition names a day ahead: "elections for Sunday", "postponed until Friday"."""
    if not before:
        return False
    last, near = before[-1].lower(), {word.lower() for word in before[-NEAR_WORDS - 1 : -1]}
    sets = _sets()
    if last in ("for", "of"):
        return bool(near & (sets["planned"] if last == "for" else {"deadline"})) or (
            last == "for" and bool(near & (sets["awaited"] | {"set", "planned", "called", "fixed"}))
        )
    if last in ("until", "till", "to", "by"):
        return bool(near & sets["deferred"])
    return "ahead" in near and "of" in near


def _reduced(before: list[str]) -> bool:
    """Whether the date tells when its noun was dealt with: "will free the hostages taken on Monday"."""
    words = [word.lower() for word in before[-NEAR_WORDS:]]
    while words and words[-1] in _sets()["time"]:
        words.pop()
    if len(words) < 2 or words[-1] in _sets()["awaited"].union(_EXPECTED, ("set",)):
        return False
    verb, ahead = words[-1], words[-2]
    if not (verb in _sets()["participle"] or (verb.endswith("ed") and len(verb) > 4)):
        return False
    joined = _sets()["adverb"] | _sets()["modal"] | _JOINED
    return ahead not in joined and not ahead.endswith("ly")


def _noun_of(text: str, core: int, end: int) -> list[str] | None:
    """Return the words that a date stands before as an attribute ("Friday's summit"), None if it is none."""
    behind = _WORD.findall(text, end, end + 60)[:NOUN_WORDS]
    if text[end : end + 2] in ("'s", "’s"):
        return behind[1:] if behind and behind[0] == "s" else behind
    before = re.search(r"(\w+)\s+\Z", text[max(0, core - 20) : core])
    if before is None or before[1].lower() not in _ARTICLES:
        return None
    if not re.match(r"\s[a-z]", text[end : end + 2]) or not behind or behind[0] in _FUNCTION:
        return None
    return behind


def _of_noun(noun: list[str], tense: Tense | None, before: list[str]) -> Tense | None:
    """Only what can be planned lies ahead: "will attend Friday's summit", "will avenge Friday's attack"."""
    if not any(word.lower() in _sets()["planned"] for word in noun):
        return "past"
    if {"deadline"} & set(noun) or {"ahead", "upcoming"} & set(before[-4:]):
        return "future"
    return tense
