"""Where a person's name begins and ends: hyphens, particles, initials, and the words that are no name."""

from __future__ import annotations

from tocsin.language.spotting import Raw, Spots
from tocsin.language.words import words

JOINERS = ("-", "–", "'", "’")
LONGEST_NAME = 5


def name_end(raw: list[Raw], spots: Spots, i: int, lowered: frozenset[str], limit: int = LONGEST_NAME) -> int:
    """Return the end (exclusive) of the personal name that begins at ``i``, ``i`` where there is none.

    ``lowered`` holds words of a Title Case headline whose capital says nothing; ``limit`` counts words, parts
    joined by a hyphen as one.
    """
    j, count = i, 0
    while j < len(raw) and count < limit:
        if _joins(raw, i, j):
            if not (j + 1 < len(raw) and raw[j + 1].text[:1].isalpha()):
                break
            j, count = j + 1, count - 1
        elif _may_be_particle(raw, i, j):
            behind = _past_particles(raw, j)
            if behind is None:
                break
            j = behind
        elif _is_name_word(raw, spots, i, j, count, lowered):
            j, count = _past_initial(raw, j), count + 1
        else:
            break
    return _without_loose_end(raw, i, j)


def joined(raw: list[Raw]) -> str:
    """Return the tokens as one string with single spaces."""
    text = "".join(token.text + (" " if token.space else "") for token in raw).strip()
    return " ".join(text.split())


def is_capital_word(token: Raw) -> bool:
    """Tell whether a word may belong to a name: a capital that is not owed to grammar or the calendar."""
    return token.capital and token.text not in words("no_name")


def beside_a_name(raw: list[Raw], i: int) -> bool:
    """Tell whether the word before or behind ``i`` may belong to the same name."""
    beside = [raw[j] for j in (i - 1, i + 1) if 0 <= j < len(raw)]
    return any(is_capital_word(token) and token.text.isalpha() for token in beside)


def _joins(raw: list[Raw], i: int, j: int) -> bool:
    """Tell whether a hyphen or apostrophe at ``j`` stands inside a word that began at ``i`` or later."""
    return raw[j].text in JOINERS and j > i and not raw[j - 1].space and not raw[j].space


def _may_be_particle(raw: list[Raw], i: int, j: int) -> bool:
    return raw[j].text.lower() in words("particles") and j + 1 < len(raw) and (j > i or raw[j].capital)


def _past_particles(raw: list[Raw], j: int) -> int | None:
    """Return the word of the name behind the particles at ``j``; None where none follows."""
    j += 1
    while j + 1 < len(raw) and raw[j].text in words("particles"):
        j += 1
    return j if raw[j].capital or raw[j].text == "-" else None


def _is_name_word(raw: list[Raw], spots: Spots, i: int, j: int, count: int, lowered: frozenset[str]) -> bool:
    text = raw[j].text
    after_joiner = j > i and raw[j - 1].text in JOINERS
    if not (raw[j].capital and text[0].isalpha()) and not (after_joiner and text.isalpha()):
        return False
    if text in words("no_name") or (text.isupper() and len(text) > 3) or text in lowered:
        return False
    if count and spots.longest(j, "office") and not after_joiner:
        return False
    return count != 0 or not _names_a_body(raw, spots, j)


def _names_a_body(raw: list[Raw], spots: Spots, j: int) -> bool:
    """Tell whether a country or body is named here, and not a person of its name ("Jordan Bardella")."""
    spot = spots.longest(j, "country", "adjective", "org", "capital")
    if spot is None:
        return False
    doubtful = spot.name.ambiguous or (spot.name.kind == "capital" and spot.last == j + 1)
    family = j + 1 < len(raw) and is_capital_word(raw[j + 1]) and not spots.any(j + 1)
    return not (doubtful and family)


def _past_initial(raw: list[Raw], j: int) -> int:
    """Return the token behind the word at ``j`` and the full stop of an initial."""
    short = len(raw[j].text) <= 2 and not raw[j].space
    return j + 2 if short and j + 1 < len(raw) and raw[j + 1].text == "." else j + 1


def _without_loose_end(raw: list[Raw], i: int, j: int) -> int:
    """Step back over particles and marks at the end, but not over the full stop of an initial inside."""
    while j > i and (raw[j - 1].text.lower() in words("particles") or not raw[j - 1].text[:1].isalpha()):
        if raw[j - 1].text == "." and j - 2 > i and len(raw[j - 2].text) <= 2:
            break
        j -= 1
    return j
