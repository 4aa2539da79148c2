"""First pass over the names: phrases that introduce a person or an office, and full names without one."""

from __future__ import annotations

from tocsin.knowledge import roles
from tocsin.language.entities import Cast
from tocsin.language.model import Entity
from tocsin.language.people import Phrase, read_phrase, skip_the
from tocsin.language.personal_names import beside_a_name, is_capital_word, joined, name_end
from tocsin.language.spotting import Raw, Spot, Spots
from tocsin.language.words import words

FULL_NAME = 3
# So many words may stand between the article and the noun of "Ana Ruiz, a retired primary school teacher".
LONGEST_KIND = 4


def read_people(
    raw: list[Raw], spots: Spots, cast: Cast, lowered: frozenset[str], first: int = 0
) -> list[tuple[Phrase, Entity | None]]:
    """Return all phrases from ``first`` on that name a person or office, and enter people into the cast.

    The entity is None for an office without a name: who holds it is only known at the end of the pass.
    """
    found: list[tuple[Phrase, Entity | None]] = []
    i = first
    while i < len(raw):
        phrase = _phrase_at(raw, spots, i, lowered)
        if phrase is None:
            i += 1
            continue
        found.append((phrase, cast.person(phrase) if phrase.name else None))
        i = phrase.last
    return found


def read_strangers(
    raw: list[Raw], spots: Spots, cast: Cast, taken: list[bool]
) -> list[tuple[Phrase, Entity]]:
    """Find people whom nothing introduces.

    That is a full name whose last part stands alone elsewhere ("Jack Dunn ... Dunn said").
    ``taken`` marks the raw tokens that are not to be read.
    """
    alone = {
        token.text
        for i, token in enumerate(raw)
        if is_capital_word(token) and not taken[i] and _is_lone(raw, i) and not spots.any(i)
    }
    found: list[tuple[Phrase, Entity]] = []
    i = 0
    while i + 1 < len(raw):
        end = _stranger_end(raw, spots, i, taken, alone)
        if end > i:
            phrase = Phrase(i, end, name=joined(raw[i:end]))
            found.append((phrase, cast.person(phrase)))
        i = max(end, i + 1)
    return found


def _is_lone(raw: list[Raw], i: int) -> bool:
    return raw[i].text.isalpha() and not beside_a_name(raw, i)


def _stranger_end(raw: list[Raw], spots: Spots, i: int, taken: list[bool], alone: set[str]) -> int:
    """Return the end of a full name at ``i`` whose last part alone is in ``alone``; ``i`` for none."""
    if not raw[i].capital or taken[i] or not raw[i].text.isalpha() or raw[i].text in alone:
        return i
    end = name_end(raw, spots, i, frozenset(), FULL_NAME)
    if end - i < 2 or raw[end - 1].text not in alone or any(taken[i:end]):
        return i
    return i if any(spots.any(k) for k in range(i, end)) else end


def _phrase_at(raw: list[Raw], spots: Spots, i: int, lowered: frozenset[str]) -> Phrase | None:
    if not raw[i].text[:1].isalpha():
        return None
    if not raw[i].capital and not spots.longest(i, "office", "agency", "adjective"):
        return None
    leader = spots.longest(i, "leader")
    phrase = read_phrase(raw, spots, i, lowered) if leader is None else None
    if phrase is None:
        return _named_at(raw, spots, i, lowered, leader)
    if phrase.name:
        _read_home(phrase, raw, spots)
        _read_apposition(phrase, raw, spots, lowered)
    return phrase


def _named_at(
    raw: list[Raw], spots: Spots, i: int, lowered: frozenset[str], leader: Spot | None
) -> Phrase | None:
    """Read a name that words behind it introduce; a leader of the tables needs none."""
    if not is_capital_word(raw[i]):
        return None
    end = leader.last if leader else _introduced_name_end(raw, spots, i, lowered)
    if end == i or (leader is None and _is_institution(raw, spots, i, end)):
        return None
    phrase = Phrase(i, end, name=joined(raw[i:end]), known=leader.name.key if leader else None)
    introduced = _read_home(phrase, raw, spots) or _read_apposition(phrase, raw, spots, lowered)
    return phrase if introduced or leader or _is_described(raw, i, end) else None


def _is_institution(raw: list[Raw], spots: Spots, i: int, end: int) -> bool:
    """Tell whether capital words are a body's and no person's ("the Foreign Ministry of Chad")."""
    role = roles().get(raw[end - 1].text.lower())
    named = spots.longest(i, "agency", "org")
    return (named is not None and named.last >= end) or (role is not None and role.kind == "institution")


def _is_described(raw: list[Raw], i: int, end: int) -> bool:
    """Tell whether words beside a full name say that it is a person's.

    An age ("Ana Ruiz, 41,"), what he is ("Ana Ruiz, a baker from Lima"; "a former clerk, Ana Ruiz").
    """
    if raw[end].text == ",":
        behind = [token.text.lower() for token in raw[end + 1 : end + 3 + LONGEST_KIND]]
        if _is_age(behind) or (behind[:1] and behind[0] in ("a", "an", "the") and _is_kind(behind[1:])):
            return True
    before = [token.text.lower() for token in raw[max(0, i - 2) : i]]
    return len(before) == 2 and before[1] == "," and before[0] in roles()


def _is_age(said: list[str]) -> bool:
    return len(said) > 1 and said[0].isdecimal() and 12 < int(said[0]) < 110 and said[1] in (",", ".")


def _is_kind(said: list[str]) -> bool:
    """Tell whether the words begin with what somebody is: a role noun, adjectives before it."""
    for word in said:
        if not word.replace("-", "").isalpha() or word in ("of", "in", "from", "at"):
            return False
        if word in roles() or word in words("belonging"):
            return True
    return False


def _introduced_name_end(raw: list[Raw], spots: Spots, i: int, lowered: frozenset[str]) -> int:
    end = name_end(raw, spots, i, lowered)
    return end if end - i >= 2 and end < len(raw) and raw[end].text in (",", "of", "is", "was") else i


def _read_home(phrase: Phrase, raw: list[Raw], spots: Spots) -> bool:
    """Read "of France" or "of the European Union" behind a person's name into the phrase."""
    j = phrase.last
    if j >= len(raw) or raw[j].text != "of":
        return False
    spot = spots.longest(skip_the(raw, j + 1), "country", "org")
    if spot is None or not spot.name.country:
        return False
    phrase.country, phrase.last = phrase.country or spot.name.country, spot.last
    return True


def _read_apposition(phrase: Phrase, raw: list[Raw], spots: Spots, lowered: frozenset[str]) -> bool:
    """Read "X, the Y of Z," or "X is the Y" after a name into the phrase; tell whether X is introduced."""
    j = phrase.last
    copula = j < len(raw) and raw[j].text in ("is", "was") and phrase.office is None
    if j >= len(raw) or (raw[j].text != "," and not copula):
        return False
    if j + 1 < len(raw) and raw[j + 1].text.lower() == "who":
        return j + 2 < len(raw) and raw[j + 2].text in words("leads")
    said = _office_behind(raw, spots, j + 1, lowered)
    if said is None:
        return False
    phrase.country = phrase.country or said.country
    if phrase.office is None:
        phrase.office, phrase.role, phrase.sector = said.office, said.role, said.sector
        phrase.office_phrase, phrase.office_countries = said.office_phrase, said.office_countries
    if not copula:
        phrase.last = said.last + (said.last < len(raw) and raw[said.last].text == ",")
    return True


def _office_behind(raw: list[Raw], spots: Spots, k: int, lowered: frozenset[str]) -> Phrase | None:
    """Read an office without a name that ends its clause ("the country's top diplomat,")."""
    if k < len(raw) and raw[k].text.lower() in ("the", "a", "an"):
        k += 1
    while k < len(raw) and raw[k].text.lower() in words("apposition_openers"):
        k += 1
    said = read_phrase(raw, spots, k, lowered) if k < len(raw) else None
    if said is None or said.name or not said.office:
        return None
    closed = said.last >= len(raw) or raw[said.last].text in (",", ".", ";", "and", "who", ")", "—", "–")
    return said if closed else None
