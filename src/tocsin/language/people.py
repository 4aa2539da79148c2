"""Finding people and offices: "Pakistan's Foreign Minister X", "X, the Y of Z", "Lt Gen X", a bare surname."""

from __future__ import annotations

from dataclasses import dataclass, field

from tocsin.knowledge import titles
from tocsin.knowledge.names import Name
from tocsin.language.spotting import Raw, Spot, Spots

HOLDERS = ("country", "adjective", "capital", "org")
POSSESSIVE = {"'s", "’s", "'", "’"}
PARTICLES = frozenset(
    "al el bin ibn bint abu de da do dos du del della di van von der den la le ul uz ud af zu ben".split()
)
NO_NAME = frozenset(
    "The A An In On At By Of For And Or But With From To As It He She They We I His Her Their Its This That These Those "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December Who Which When While After Before Has Have Had Is Are Was Were Will Would Says "
    "Said Meanwhile However Earlier Later Also Not No If Since Both Local Mr Mrs Ms Dr During Under Over Amid There "
    "Islam Christian Muslim Jewish Arab Western North South East West Northern Southern Eastern Western Central".split()
)
NOT_BEFORE_ROLE = frozenset(
    "a an the of and or for to in on at by with as is was has had its his her their sent met told".split()
)
ROLE_WORDS = frozenset(
    "minister president secretary chief commander spokesman spokeswoman spokesperson ambassador envoy leader governor "
    "general chancellor premier adviser advisor speaker king queen prince emir sultan representative commissioner "
    "director head chair chairman chairwoman chairperson coordinator official negotiator mediator deputy senator lawmaker "
    "counterpart ruler strongman warlord elder mayor judge prosecutor captain consul diplomat monarch pope rapporteur undersecretary under-secretary".split()
)


@dataclass(slots=True)
class Phrase:
    """One naming of a person or an office: raw tokens ``first``..``last`` exclusive, and what the words say."""

    first: int
    last: int
    name: str | None = None
    country: str | None = None
    country_from: str | None = None
    office: str | None = None
    office_phrase: str | None = None
    office_countries: tuple[str, ...] = ()
    role: str | None = None
    sector: str | None = None
    former: bool = False
    ranked: bool = False
    known: str | None = None
    posting: str | None = None
    parts: list[str] = field(default_factory=list)


def word_kind(raw: list[Raw], i: int) -> tuple[str, int] | None:
    """Return (kind, tokens) of an honorific, rank or modifier at ``i``: "Lt Gen" is one rank of two tokens."""
    table = titles()
    for size in (4, 3, 2, 1):
        if i + size > len(raw):
            continue
        words = (
            " ".join(token.text for token in raw[i : i + size]).lower().replace(".", "").replace(" - ", "-")
        )
        kind = table.get(words) or table.get(words.replace(" ", "-"))
        if kind and (kind == "modifier" or raw[i].capital):
            return kind, size
    return None


def _name_end(raw: list[Raw], spots: Spots, i: int, lowered: frozenset[str], limit: int = 5) -> int:
    """Return the end of the personal name that begins at ``i`` (``i`` where there is none)."""
    j, words = i, 0
    while j < len(raw) and words < limit:
        text = raw[j].text
        if text in ("-", "–", "'", "’") and j > i and not raw[j - 1].space and not raw[j].space:
            if j + 1 < len(raw) and raw[j + 1].text[:1].isalpha():
                j += 1
                words -= 1
                continue
            break
        after_hyphen = j > i and raw[j - 1].text in ("-", "–", "'", "’")
        if text.lower() in PARTICLES and j + 1 < len(raw) and (j > i or raw[j].capital):
            ahead = j + 1
            while ahead + 1 < len(raw) and raw[ahead].text in PARTICLES:
                ahead += 1
            if raw[ahead].capital or raw[ahead].text == "-":
                j = ahead
                continue
            break
        if not (raw[j].capital and text[0].isalpha()) and not (after_hyphen and text.isalpha()):
            break
        if text in NO_NAME or (text.isupper() and len(text) > 3) or text in lowered:
            break
        if words and spots.longest(j, "office") and not after_hyphen:
            break
        if spots.longest(j, "country", "adjective", "org", "capital") and words == 0:
            spot = spots.longest(j, "country", "adjective", "org", "capital")
            doubtful = spot and (spot.name.ambiguous or (spot.name.kind == "capital" and spot.last == j + 1))
            named = (
                j + 1 < len(raw)
                and raw[j + 1].capital
                and raw[j + 1].text not in NO_NAME
                and not spots.any(j + 1)
            )
            if not (doubtful and named):
                break
        j += 1
        words += 1
        if j < len(raw) and not raw[j - 1].space and raw[j].text == "." and len(text) <= 2:
            j += 1
    while j > i and (raw[j - 1].text.lower() in PARTICLES or not raw[j - 1].text[:1].isalpha()):
        if raw[j - 1].text == "." and j - 2 >= i and len(raw[j - 2].text) <= 2 and j - 2 > i:
            break
        j -= 1
    return j


def _skip_possessive(raw: list[Raw], i: int) -> int:
    return i + 1 if i < len(raw) and raw[i].text in POSSESSIVE else i


def _holder(spot: Spot) -> str | None:
    return spot.name.country or None


def _merge_office(phrase: Phrase, name: Name, raw: list[Raw], first: int, last: int) -> None:
    words = " ".join(token.text for token in raw[first:last]).lower()
    if (
        phrase.office is None
        or phrase.office in ("minister", "other", "spokesperson")
        or name.kind == "office"
    ):
        generic = phrase.office is not None and name.office in ("minister", "other")
        if not generic:
            phrase.office, phrase.role, phrase.sector = (
                name.office or phrase.office,
                name.role or None,
                name.sector,
            )
            phrase.office_countries = tuple(part for part in name.country.split("|") if part)
    phrase.office_phrase = f"{phrase.office_phrase} {words}" if phrase.office_phrase else words


def _open_office(raw: list[Raw], i: int, end: int) -> int:
    """Return the end of an office not in the table: up to three words before a role noun ("Energy Minister")."""
    for j in range(i, min(i + 4, end)):
        word = raw[j].text.lower()
        if word in ROLE_WORDS:
            return j + 1
        if not raw[j].text.isalpha() or raw[j].text in NO_NAME:
            return i
        if not raw[j].capital and (j > i or word in NOT_BEFORE_ROLE or word.endswith(("ed", "s", "ing"))):
            return i
    return i


def read_phrase(
    raw: list[Raw], spots: Spots, i: int, lowered: frozenset[str], dateline_end: int
) -> Phrase | None:
    """Read the longest person or office phrase that begins at raw token ``i``; None where there is none."""
    phrase = Phrase(i, i)
    j, size = i, len(raw)
    holder = spots.longest(j, *HOLDERS)
    if holder and not (
        holder.name.kind == "country" and holder.name.ambiguous and _followed_by_name(raw, holder)
    ):
        phrase.country, phrase.country_from = _holder(holder), holder.name.kind
        possessive = _skip_possessive(raw, holder.last)
        if holder.name.kind == "capital" and possessive == holder.last:
            return None
        j = possessive
    started = j
    while j < size:
        if (
            phrase.country is None
            and phrase.office is None
            and j > i
            and (late := spots.longest(j, "adjective")) is not None
        ):
            phrase.country, j = _holder(late), late.last
            continue
        kind = word_kind(raw, j)
        office, agency = spots.office(j, phrase.country), spots.longest(j, "agency", "org")
        role = kind is not None and raw[j].text.lower() in ROLE_WORDS and kind[1] == 1
        if (
            role
            and not (office and office.last > j)
            and j + 1 < size
            and (raw[j + 1].capital or _role_follows(raw, spots, j + 1))
        ):
            role = not raw[j + 1].capital and False
        if kind and kind[0] == "modifier" and phrase.office is not None:
            break
        if (
            kind
            and kind[0] == "modifier"
            and raw[j].text.endswith("ed")
            and j > i
            and raw[j - 1].text not in ("newly", *POSSESSIVE)
        ):
            break
        if kind and not role and not (office and office.last > j + kind[1]):
            phrase.former |= kind[0] == "modifier" and raw[j].text.lower().startswith(
                ("former", "ex", "then", "late")
            )
            phrase.ranked |= kind[0] != "modifier"
            j += kind[1]
            if j < size and raw[j].text == "." and not raw[j - 1].space:
                j += 1
            if j < size and raw[j].text == "-" and not raw[j].space and kind[0] == "modifier":
                j += 1
            continue
        if office and (agency is None or agency.last <= office.last):
            end = office.last
            if end < size and raw[end].text.lower() in ("s",):
                break
            _merge_office(phrase, office.name, raw, j, end)
            j = end
            if j + 1 < size and raw[j].text.lower() == "and" and spots.longest(j + 1, "office"):
                j += 1
                continue
            j = _speaks_for(phrase, raw, spots, _of_country(phrase, raw, spots, j))
            continue
        if agency and j > i - 1 and _role_follows(raw, spots, agency.last):
            phrase.country = phrase.country or _holder(agency)
            if agency.name.sector and not phrase.sector:
                phrase.sector = agency.name.sector
            phrase.office_phrase = " ".join(token.text for token in raw[j : agency.last]).lower()
            j = _skip_abbreviation(raw, agency.last)
            continue
        end = _open_office(raw, j, size) if (j > started or holder or raw[j].capital) else j
        if end > j and phrase.office is None:
            phrase.office_phrase = " ".join(token.text for token in raw[j:end]).lower()
            phrase.office = "other"
            phrase.role = " ".join(token.text for token in raw[j:end])
            phrase.sector = "GOV"
            j = _speaks_for(phrase, raw, spots, _of_country(phrase, raw, spots, end))
            continue
        break
    if j == started and holder and not phrase.office:
        return None
    if j == i:
        return None
    return _with_name(phrase, raw, spots, j, lowered)


def _followed_by_name(raw: list[Raw], spot: Spot) -> bool:
    return spot.last < len(raw) and raw[spot.last].capital and raw[spot.last].text not in NO_NAME


def _role_follows(raw: list[Raw], spots: Spots, j: int) -> bool:
    j = _skip_possessive(raw, _skip_abbreviation(raw, j))
    if j >= len(raw):
        return False
    return (
        bool(spots.longest(j, "office")) or raw[j].text.lower() in ROLE_WORDS or word_kind(raw, j) is not None
    )


def _skip_abbreviation(raw: list[Raw], j: int) -> int:
    if j + 2 < len(raw) and raw[j].text == "(" and raw[j + 2].text == ")" and raw[j + 1].text.isupper():
        return j + 3
    return j


def _of_country(phrase: Phrase, raw: list[Raw], spots: Spots, j: int) -> int:
    """Read "of France", "to the United Nations", "for Yemen" after an office; an envoy's goal is not his country."""
    if j + 1 >= len(raw) or raw[j].text.lower() not in ("of", "to", "for"):
        return j
    word = raw[j].text.lower()
    k = j + 1 + (raw[j + 1].text.lower() == "the")
    spot = spots.longest(k, "country", "org") if k < len(raw) else None
    if spot is None:
        return j
    if word == "of" and phrase.office not in ("ambassador", "special_envoy"):
        phrase.country = phrase.country or _holder(spot)
        return spot.last
    if phrase.office in ("ambassador", "special_envoy", "ambassador_un", "representative", "other"):
        phrase.posting = _holder(spot)
        return spot.last
    return j


def _speaks_for(phrase: Phrase, raw: list[Raw], spots: Spots, j: int) -> int:
    """Read "for the China Coast Guard", "of Ukraine's navy" behind a spokesman, commander or head."""
    if j + 1 >= len(raw) or raw[j].text.lower() not in ("of", "for"):
        return j
    k = j + 1 + (raw[j + 1].text.lower() == "the")
    holder = spots.longest(k, "country", "adjective", "org") if k < len(raw) else None
    after = _skip_possessive(raw, holder.last) if holder else k
    agency = spots.longest(after, "agency", "org") if after < len(raw) else None
    if agency is not None:
        phrase.country = (
            phrase.country or (holder.name.country if holder else None) or agency.name.country or None
        )
        return agency.last
    if holder is not None and holder.name.kind == "org":
        phrase.country = phrase.country or holder.name.country or None
        return holder.last
    return j


def _with_name(
    phrase: Phrase, raw: list[Raw], spots: Spots, j: int, lowered: frozenset[str]
) -> Phrase | None:
    comma = j < len(raw) and raw[j].text == ","
    start = j + 1 if comma and (phrase.office or phrase.ranked) else j
    leader = spots.longest(start, "leader")
    end = leader.last if leader else _name_end(raw, spots, start, lowered)
    if comma and end > start and not _appositive_closes(raw, start, end):
        end, start, leader = j, j, None
    if end > start:
        phrase.name = _joined(raw[start:end])
        phrase.known = leader.name.key if leader else None
        phrase.last = end + (1 if comma and end < len(raw) and raw[end].text == "," else 0)
        return phrase
    if phrase.office is None:
        return None
    phrase.last = j
    return phrase


def _appositive_closes(raw: list[Raw], start: int, end: int) -> bool:
    """A name after "the minister, X" is an apposition when a comma, full stop or quote closes it and it has two words."""
    return end - start >= 2 and (end >= len(raw) or raw[end].text in (",", ".", ";", "”", '"', ")"))


def _joined(raw: list[Raw]) -> str:
    text = "".join(token.text + (" " if token.space else "") for token in raw).strip()
    return " ".join(text.split())
