"""One naming of a person or an office: "Pakistan's Foreign Minister X", "Lt Gen X", "the minister, X,"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tocsin.knowledge import Name, titles
from tocsin.knowledge.cities import city_named
from tocsin.knowledge.places import known_places
from tocsin.language.personal_names import is_capital_word, joined, name_end
from tocsin.language.spotting import Raw, Spot, Spots
from tocsin.language.words import words

POSSESSIVE = ("'s", "’s", "'", "’")
LONGEST_TITLE = 4
OPEN_OFFICE = 4
POSTED = ("ambassador", "special_envoy", "ambassador_un", "representative", "other")


@dataclass(slots=True)
class Phrase:
    """One naming of a person or an office: raw tokens ``first``..``last`` exclusive, and what the words say.

    ``name`` is None where only an office is named; ``known`` is the usual name where the tables know the
    written one. ``office_countries`` are the countries where alone the words mean that office. ``ranked``: a
    rank or honorific stands before the name. ``posting`` is where an envoy is sent, not his own country.
    """

    first: int
    last: int
    name: str | None = None
    country: str | None = None
    office: str | None = None
    office_phrase: str | None = None
    office_countries: tuple[str, ...] = ()
    role: str | None = None
    sector: str | None = None
    former: bool = False
    ranked: bool = False
    known: str | None = None
    posting: str | None = None


def read_phrase(raw: list[Raw], spots: Spots, i: int, lowered: frozenset[str]) -> Phrase | None:
    """Read the longest person or office phrase that begins at raw token ``i``; None where there is none."""
    phrase = Phrase(i, i)
    started = _read_holder(phrase, raw, spots)
    if started is None:
        return None
    j, behind = started, -1
    while j < len(raw) and behind != j:
        j, behind = _read_part(phrase, raw, spots, j), j
    return _with_name(phrase, raw, spots, j, lowered) if j > started else None


def skip_possessive(raw: list[Raw], i: int) -> int:
    """Return the token behind an optional "'s" at ``i``."""
    return i + 1 if i < len(raw) and raw[i].text in POSSESSIVE else i


def skip_the(raw: list[Raw], i: int) -> int:
    """Return the token behind an optional "the" at ``i``."""
    return i + 1 if i < len(raw) and raw[i].text.lower() == "the" else i


def _text(raw: list[Raw], first: int, last: int) -> str:
    return " ".join(token.text for token in raw[first:last])


def _read_holder(phrase: Phrase, raw: list[Raw], spots: Spots) -> int | None:
    """Read the country or body that may begin the phrase; return the token behind, None for a capital."""
    holder = spots.longest(phrase.first, "country", "adjective", "folk_adjective", "capital", "org")
    if holder is None:
        return phrase.first
    followed = holder.last < len(raw) and is_capital_word(raw[holder.last])
    if holder.name.kind == "country" and holder.name.ambiguous and followed:
        return phrase.first
    phrase.country = holder.name.country or None
    behind = skip_possessive(raw, holder.last)
    return None if holder.name.kind == "capital" and behind == holder.last else behind


def _read_part(phrase: Phrase, raw: list[Raw], spots: Spots, j: int) -> int:
    """Read the next title, office or agency into the phrase; return the token behind, ``j`` where none is."""
    late = spots.longest(j, "adjective") if j > phrase.first else None
    sent_to = _goal_before_envoy(phrase, spots, j)
    if sent_to is not None:
        phrase.posting = sent_to.name.country or None
        return sent_to.last
    if late is not None and phrase.country is None and phrase.office is None:
        phrase.country = late.name.country or None
        return late.last
    office, agency = spots.office(j, phrase.country), spots.longest(j, "agency", "org")
    title = _title(raw, j)
    if title is not None:
        kind, end = title
        if kind == "modifier" and _closes(phrase, raw, j):
            return j
        if not (office and office.last > end) and not _is_role(raw, spots, j, end, office):
            return _read_title(phrase, raw, j, kind, end)
    if office and (agency is None or agency.last <= office.last):
        return _read_office(phrase, raw, spots, j, office)
    if agency and _role_follows(raw, spots, agency.last):
        return _read_agency(phrase, raw, j, agency)
    return _read_open_office(phrase, raw, spots, j)


def _goal_before_envoy(phrase: Phrase, spots: Spots, j: int) -> Spot | None:
    """Return the country between a sender and his envoy: "the UN's Libya envoy"."""
    if phrase.country is None or phrase.office is not None or j == phrase.first:
        return None
    goal = spots.longest(j, "country")
    office = spots.office(goal.last, None) if goal is not None else None
    return goal if office is not None and office.name.office == "special_envoy" else None


def _title(raw: list[Raw], i: int) -> tuple[str, int] | None:
    """Return (kind, end) of an honorific, rank or modifier at ``i``: "Lt Gen" is one rank of two tokens."""
    table = titles()
    if _first_part(raw[i].text.lower().replace(".", "")) not in _openings():
        return None
    for end in range(min(i + LONGEST_TITLE, len(raw)), i, -1):
        written = _text(raw, i, end).lower().replace(".", "").replace(" - ", "-")
        kind = table.get(written) or table.get(written.replace(" ", "-"))
        if kind and (kind == "modifier" or raw[i].capital):
            return kind, end
    return None


def _first_part(written: str) -> str:
    return written.replace(" ", "-").partition("-")[0]


@cache
def _openings() -> frozenset[str]:
    """Return the words with which titles begin."""
    return frozenset(map(_first_part, titles()))


def _closes(phrase: Phrase, raw: list[Raw], j: int) -> bool:
    """Tell whether a modifier cannot go on the phrase: behind its office, or a participle that is a verb."""
    if phrase.office is not None:
        return True
    verb = raw[j].text.endswith("ed") and j > phrase.first
    return verb and raw[j - 1].text not in ("newly", *POSSESSIVE)


def _is_role(raw: list[Raw], spots: Spots, j: int, end: int, office: Spot | None) -> bool:
    """Tell whether a title is itself the office ("the general said"), and not a word before it or a name."""
    if raw[j].text.lower() not in words("role_words") or end != j + 1:
        return False
    if office is not None or end >= len(raw):
        return True
    return not (raw[end].capital or _role_follows(raw, spots, end))


def _read_title(phrase: Phrase, raw: list[Raw], j: int, kind: str, end: int) -> int:
    modifier = kind == "modifier"
    phrase.former |= modifier and raw[j].text.lower().startswith(("former", "ex", "then", "late"))
    phrase.ranked |= not modifier
    if end < len(raw) and raw[end].text == "." and not raw[end - 1].space:
        end += 1
    if end < len(raw) and raw[end].text == "-" and not raw[end].space and modifier:
        end += 1
    return end


def _read_office(phrase: Phrase, raw: list[Raw], spots: Spots, j: int, office: Spot) -> int:
    """Read an office of the tables and the body behind it; ``j`` where a stray "s" shows that it is none."""
    end = office.last
    if end < len(raw) and raw[end].text.lower() == "s":
        return j
    _merge_office(phrase, office.name, _text(raw, j, end).lower())
    if end < len(raw) and raw[end].text.lower() == "and" and spots.longest(end + 1, "office"):
        return end + 1
    return _read_body(phrase, raw, spots, end)


def _merge_office(phrase: Phrase, name: Name, written: str) -> None:
    """Add an office to the phrase; a later one counts more, unless it is a vague one ("minister")."""
    if phrase.office is None or name.office not in ("minister", "other"):
        phrase.office = name.office or phrase.office
        phrase.role, phrase.sector = name.role or None, name.sector
        phrase.office_countries = tuple(part for part in name.country.split("|") if part)
    phrase.office_phrase = f"{phrase.office_phrase} {written}" if phrase.office_phrase else written


def _read_agency(phrase: Phrase, raw: list[Raw], j: int, agency: Spot) -> int:
    """Read the agency before an office ("navy spokesman")."""
    phrase.country = phrase.country or agency.name.country or None
    phrase.sector = phrase.sector or agency.name.sector or phrase.sector
    phrase.office_phrase = _text(raw, j, agency.last).lower()
    return _skip_abbreviation(raw, agency.last)


def _read_open_office(phrase: Phrase, raw: list[Raw], spots: Spots, j: int) -> int:
    """Read an office that the tables lack; ``j`` where there is none, or the phrase has one already."""
    begins = j > phrase.first or raw[j].capital
    end = _open_office(raw, j) if begins and phrase.office is None else j
    if end == j:
        return j
    phrase.role = _text(raw, j, end)
    phrase.office_phrase = phrase.role.lower()
    phrase.office, phrase.sector = "other", "GOV"
    return _read_body(phrase, raw, spots, end)


def _open_office(raw: list[Raw], i: int) -> int:
    """Return the end of up to three words and a role noun ("Energy Minister"), ``i`` where they are none."""
    for j in range(i, min(i + OPEN_OFFICE, len(raw))):
        word = raw[j].text.lower()
        if word in words("role_words"):
            return j + 1
        if not raw[j].text.isalpha() or raw[j].text in words("no_name"):
            return i
        loose = j > i or word in words("not_before_role") or word.endswith(("ed", "s", "ing"))
        if not raw[j].capital and loose:
            return i
    return i


def _role_follows(raw: list[Raw], spots: Spots, j: int) -> bool:
    j = skip_possessive(raw, _skip_abbreviation(raw, j))
    if j >= len(raw):
        return False
    if spots.longest(j, "office") or raw[j].text.lower() in words("role_words"):
        return True
    return _title(raw, j) is not None


def _skip_abbreviation(raw: list[Raw], j: int) -> int:
    """Return the token behind an optional "(UNSC)" at ``j``."""
    if j + 2 < len(raw) and raw[j].text == "(" and raw[j + 2].text == ")" and raw[j + 1].text.isupper():
        return j + 3
    return j


def _read_body(phrase: Phrase, raw: list[Raw], spots: Spots, j: int) -> int:
    """Read what an office is of or for, first a country or body, then an agency behind that."""
    return _read_agency_served(phrase, raw, spots, _read_country_served(phrase, raw, spots, j))


def _read_country_served(phrase: Phrase, raw: list[Raw], spots: Spots, j: int) -> int:
    """Read "of France", "to the United Nations", "for Yemen"; an envoy's goal is not his country."""
    if j + 1 >= len(raw) or raw[j].text.lower() not in ("of", "to", "for"):
        return j
    spot = spots.longest(skip_the(raw, j + 1), "country", "org")
    if spot is None:
        return _read_town_served(phrase, raw, spots, j)
    sent = phrase.office in ("ambassador", "special_envoy")
    if raw[j].text.lower() == "of" and (not sent or spot.name.kind == "org"):
        phrase.country = phrase.country or spot.name.country or None
        return spot.last
    if phrase.office in POSTED:
        phrase.posting = spot.name.country or None
        return spot.last
    return j


def _read_town_served(phrase: Phrase, raw: list[Raw], spots: Spots, j: int) -> int:
    """Take the country of "the mayor of Rome", "the bishop of Goma"; the town stays outside the phrase."""
    if raw[j].text.lower() != "of" or not raw[j + 1].capital or phrase.posting:
        return j
    capital = spots.longest(j + 1, "capital")
    name = raw[j + 1].text
    row = known_places().named(name)
    city = city_named(name, frozenset()) if row is None else None
    town = row.country if row is not None else city.country if city is not None else ""
    phrase.country = phrase.country or (capital.name.country if capital else town) or None
    return j


def _read_agency_served(phrase: Phrase, raw: list[Raw], spots: Spots, j: int) -> int:
    """Read "for the China Coast Guard", "of Ukraine's navy" behind a spokesman, commander or head."""
    if j + 1 >= len(raw) or raw[j].text.lower() not in ("of", "for"):
        return j
    k = skip_the(raw, j + 1)
    holder = spots.longest(k, "country", "adjective", "org")
    agency = spots.longest(skip_possessive(raw, holder.last) if holder else k, "agency", "org")
    country = holder.name.country if holder else ""
    if agency is not None:
        phrase.country = phrase.country or country or agency.name.country or None
        return agency.last
    if holder is not None and holder.name.kind == "org":
        phrase.country = phrase.country or country or None
        return holder.last
    return j


def _with_name(
    phrase: Phrase, raw: list[Raw], spots: Spots, j: int, lowered: frozenset[str]
) -> Phrase | None:
    """Read the name behind the offices and titles, and end the phrase; None for titles without one."""
    j = _skip_seat(phrase, raw, j)
    comma = j < len(raw) and raw[j].text == ","
    start = j + 1 if comma and (phrase.office or phrase.ranked) else j
    leader = spots.longest(start, "leader")
    end = leader.last if leader else name_end(raw, spots, start, lowered)
    if end > start and (not comma or _apposition_closes(raw, start, end)):
        phrase.name = joined(raw[start:end])
        phrase.known = leader.name.key if leader else None
        phrase.last = end + (1 if comma and end < len(raw) and raw[end].text == "," else 0)
        return phrase
    phrase.last = j
    return phrase if phrase.office is not None else None


def _skip_seat(phrase: Phrase, raw: list[Raw], j: int) -> int:
    """Return the comma behind the town of an envoy's post ("envoy to the UN in Geneva, X,"); else ``j``."""
    if phrase.office not in POSTED or j + 2 >= len(raw) or raw[j].text != "in":
        return j
    end = next((k for k in range(j + 1, min(j + 4, len(raw))) if not raw[k].capital), j)
    named = end > j + 1 and raw[end].text == "," and end + 1 < len(raw) and raw[end + 1].capital
    return end if named else j


def _apposition_closes(raw: list[Raw], start: int, end: int) -> bool:
    """Tell whether the name in "the minister, X" has two words and a comma, full stop or quote behind it."""
    return end - start >= 2 and (end >= len(raw) or raw[end].text in (",", ".", ";", "”", '"', ")"))
