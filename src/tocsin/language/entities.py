"""Who the article is about: mentions joined to entities, facts from its own words first, then from the tables."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tocsin.knowledge import Leader, leader_of, leaders_named
from tocsin.language.model import Entity, Mention
from tocsin.language.people import NO_NAME, PARTICLES, Phrase, _joined, _name_end, read_phrase
from tocsin.language.spotting import Raw, Spot, Spots

LEADS = frozenset(("leads", "heads", "led", "headed", "commands", "chairs", "runs", "speaks"))
HEAD_OFFICES = ("head_of_state", "head_of_government", "monarch")
BARE_OFFICES = (*HEAD_OFFICES, "foreign_minister", "defence_minister", "secretary_general", "vice_president")
HANDLE_TITLES = re.compile(r"^@(?:Sec|Amb|Pres|PM|FM|Gov|Rep|Sen|Min|Dr|Gen)?(?=[A-Z])")


@dataclass(slots=True)
class Item:
    """A mention over raw tokens ``first``..``last`` exclusive."""

    first: int
    last: int
    mention: Mention


class Cast:
    """The entities of one article, and the rules by which a phrase joins one."""

    def __init__(self, published: str | None, home: str | None, named_countries: frozenset[str]) -> None:
        self.published = published
        self.home = home
        self.named_countries = named_countries
        self.people: list[Entity] = []
        self.entities: list[Entity] = []
        self._keyed: dict[tuple[str, str], Entity] = {}

    def thing(self, spot: Spot) -> Entity:
        """Return the one entity of a country, organisation or agency name."""
        name = spot.name
        if name.kind in ("org", "agency"):
            country = name.country or (self.home if name.kind == "agency" else None)
            key = (name.kind, f"{name.key}/{country}")
            made = Entity(
                name.kind, name.key, country or None, name.office or None, None, name.sector or None
            )
            made.why = f"{name.kind} '{name.key}' in the tables"
        else:
            key = ("country", name.country)
            made = Entity(
                "country", name.key, name.country, why=f"{name.kind} of {name.country} in the tables"
            )
        if key not in self._keyed:
            self._keyed[key] = made
            self.entities.append(made)
        return self._keyed[key]

    def agency_of(self, spot: Spot, country: str) -> Entity:
        """Return the agency of a country that the text names before it ("the Iranian foreign ministry")."""
        name = spot.name
        key = ("agency", f"{name.key}/{country}")
        if key not in self._keyed:
            made = Entity("agency", name.key, country, name.office or None, None, name.sector or None)
            made.why = f"agency '{name.key}' of {country}, as the text says"
            self._keyed[key] = made
            self.entities.append(made)
        return self._keyed[key]

    def person(self, phrase: Phrase) -> Entity:
        """Return the person whom a phrase with a name means, made where the article names him first."""
        assert phrase.name is not None
        found = self._same_person(phrase) or self._new_person(phrase)
        self._learn(found, phrase)
        return found

    def bare(self, name: str, before: int | None = None) -> Entity | None:
        """Return the person of the article whom one part of a name means; None where nobody or unsure."""
        whole = [p for p in self.people if p.name == name]
        last = [
            p
            for p in self.people
            if p.name and (_family(p.name) == name or p.name.lower().endswith(f" {name.lower()}"))
        ]
        part = [p for p in self.people if p.name and name in p.name.split() and len(name) > 2]
        for found in (whole, last, part):
            if found:
                return found[-1]
        return None

    def office(self, phrase: Phrase, seen: list[Entity]) -> Entity:
        """Return who is meant by an office without a name: somebody of the article, the holder that day, or the office."""
        country = phrase.country
        for person in [*reversed(seen), *self.people]:
            if _holds(person, phrase, country) and (person.former or not phrase.former):
                if person.country is None or person.why.startswith("home"):
                    person.country = country or person.country
                return person
        country = country or self._implied_country(phrase)
        made = Entity(
            "office", None, country, phrase.office, phrase.role, phrase.sector, phrase.office_phrase
        )
        made.why = f"office '{phrase.office_phrase}'"
        made.posting = phrase.posting
        holder = leader_of(country, phrase.office, self.published) if country and phrase.office else None
        if holder and not phrase.former and phrase.office not in ("spokesperson", "other", "ambassador"):
            made.name, made.role = holder.name, phrase.role or holder.title
            made.why += f"; held by {holder.name} since {holder.start}"
        key = ("office", f"{phrase.office_phrase}/{country}/{phrase.posting}")
        if key not in self._keyed:
            self._keyed[key] = made
            self.entities.append(made)
        return self._keyed[key]

    def _same_person(self, phrase: Phrase) -> Entity | None:
        name = phrase.name or ""
        words = set(_plain_words(name))
        for person in self.people:
            have = set(_plain_words(person.name or ""))
            if (
                name == person.name
                or (words <= have and _family(name) in have)
                or (have <= words and len(have) > 1)
            ):
                if phrase.country is None or person.country is None or person.country == phrase.country:
                    return person
            if phrase.known and phrase.known == person.name:
                return person
        return None

    def _new_person(self, phrase: Phrase) -> Entity:
        person = Entity("person", phrase.name)
        record = self._on_record(phrase)
        if record is not None:
            person.name = record.name if len((phrase.name or "").split()) == 1 else phrase.name
            person.country, person.office, person.role = record.country, record.office, record.title
            person.why = f"{record.title} of {record.country} from {record.start} in the tables"
        self.people.append(person)
        self.entities.append(person)
        return person

    def _on_record(self, phrase: Phrase) -> Leader | None:
        name = phrase.known or phrase.name or ""
        found = leaders_named(name, self.published)
        if phrase.country:
            found = tuple(lead for lead in found if lead.country == phrase.country)
        if " " not in name and phrase.known is None:
            wanted = (phrase.office,) if phrase.office else BARE_OFFICES
            found = tuple(lead for lead in found if lead.office in wanted and _bears(lead, name))
            if not phrase.office:
                day = self.published or ""
                found = tuple(
                    lead for lead in found if lead.start <= day and (not lead.end or lead.end >= day[:7])
                )
            if not phrase.country and len({lead.name for lead in found}) > 1:
                return None
        same_office = [lead for lead in found if lead.office == phrase.office]
        return (same_office or list(found) or [None])[0]

    def _learn(self, person: Entity, phrase: Phrase) -> None:
        """Facts of the text itself come first and stay; a country guessed from the dateline yields to a stated one."""
        if phrase.name and person.name and len(phrase.name) > len(person.name):
            person.name = phrase.name
        if (
            phrase.office
            and (person.office in (None, "other") or phrase.office != "other")
            and not (phrase.former and person.office)
        ):
            person.office = phrase.office
            person.role = phrase.role or person.role
        if phrase.office_phrase and not person.phrase:
            person.phrase = phrase.office_phrase
        person.former = person.former or phrase.former
        person.posting = phrase.posting or person.posting
        if phrase.sector and not person.sector:
            person.sector = phrase.sector
        if phrase.country and (person.country is None or person.why.startswith("home")):
            person.country = phrase.country
            person.why = "the article says so" if not person.why else person.why
        if person.country is None and (phrase.office or phrase.ranked):
            person.country = self._implied_country(phrase)
            person.why = "home country of the report" if person.country else "no country in the text"

    def _implied_country(self, phrase: Phrase) -> str | None:
        only = [code for code in phrase.office_countries if code in self.named_countries]
        if len(only) == 1 and (self.home is None or only[0] == self.home or self.home not in only):
            return only[0]
        return self.home


def _plain_words(name: str) -> list[str]:
    return [word.strip(".").lower() for word in name.replace("-", " ").split()]


def _family(name: str) -> str:
    words = name.split()
    first_family = len(words) in (2, 3) and words[0] in (
        "Xi",
        "Kim",
        "Wang",
        "Li",
        "Moon",
        "Yoon",
        "Lee",
        "Choi",
        "Nguyen",
    )
    return words[0] if first_family else words[-1]


def _holds(person: Entity, phrase: Phrase, country: str | None) -> bool:
    if person.kind != "person" or person.office is None or phrase.office is None:
        return False
    if country and person.country and country != person.country:
        return False
    if phrase.office == "other":
        heads = set((phrase.office_phrase or "").split()[-1:])
        return bool(heads & set((person.phrase or "").split()))
    if person.office != phrase.office:
        return False
    if country is None and person.phrase and phrase.office_phrase:
        return (
            person.phrase == phrase.office_phrase or phrase.office_phrase.split()[-1] in person.phrase.split()
        )
    return True


def _bears(lead: Leader, name: str) -> bool:
    return name in {_family(written) for written in (lead.name, *lead.names)}


def handle_parts(text: str) -> list[str]:
    """Split a handle into the words it is made of: "@SecRubio" gives Sec, Rubio."""
    return re.findall(r"[A-Z][a-z]+", HANDLE_TITLES.sub("", text))


def read_people(
    raw: list[Raw], spots: Spots, cast: Cast, lowered: frozenset[str], first: int = 0
) -> list[tuple[Phrase, Entity | None]]:
    """First pass, from token ``first``: all phrases that name a person or office; people are entered into the cast."""
    found: list[tuple[Phrase, Entity | None]] = []
    i = first
    while i < len(raw):
        phrase = _phrase_at(raw, spots, i, lowered)
        if phrase is None:
            i += 1
            continue
        entity = cast.person(phrase) if phrase.name else None
        found.append((phrase, entity))
        i = phrase.last
    return found


def read_strangers(
    raw: list[Raw], spots: Spots, cast: Cast, taken: list[bool]
) -> list[tuple[Phrase, Entity]]:
    """Find people whom nothing introduces: a full name whose last part stands alone elsewhere ("Jack Dunn ... Dunn said")."""
    alone = {
        token.text
        for i, token in enumerate(raw)
        if token.capital and not taken[i] and _lone(raw, i) and token.text not in NO_NAME and not spots.any(i)
    }
    found: list[tuple[Phrase, Entity]] = []
    i = 0
    while i + 1 < len(raw):
        end = _name_end(raw, spots, i, frozenset(), 3) if raw[i].capital and not taken[i] else i
        whole = (
            end - i >= 2 and not any(taken[i:end]) and raw[end - 1].text in alone and raw[i].text not in alone
        )
        if whole and raw[i].text.isalpha() and not any(spots.any(k) for k in range(i, end)):
            phrase = Phrase(i, end, name=_joined(raw[i:end]))
            found.append((phrase, cast.person(phrase)))
            i = end
            continue
        i += 1
    return found


def _lone(raw: list[Raw], i: int) -> bool:
    beside = [raw[j] for j in (i - 1, i + 1) if 0 <= j < len(raw)]
    return raw[i].text.isalpha() and not any(
        t.capital and t.text.isalpha() and t.text not in NO_NAME for t in beside
    )


def _phrase_at(raw: list[Raw], spots: Spots, i: int, lowered: frozenset[str]) -> Phrase | None:
    if not raw[i].text[:1].isalpha():
        return None
    if not raw[i].capital and not spots.longest(i, "office", "agency", "adjective"):
        return None
    leader = spots.longest(i, "leader")
    phrase = read_phrase(raw, spots, i, lowered, 0) if leader is None else None
    if phrase and phrase.name:
        _of_home(phrase, raw, spots)
    if phrase is None and raw[i].capital and raw[i].text not in NO_NAME:
        end = leader.last if leader else _bare_name_end(raw, spots, i, lowered)
        if end > i:
            phrase = Phrase(i, end, name=_joined(raw[i:end]), known=leader.name.key if leader else None)
            if _of_home(phrase, raw, spots):
                return phrase
            if not _apposition(phrase, raw, spots, lowered) and leader is None:
                return None
            return phrase
    if phrase and phrase.name:
        _apposition(phrase, raw, spots, lowered)
    return phrase


def _bare_name_end(raw: list[Raw], spots: Spots, i: int, lowered: frozenset[str]) -> int:
    end = _name_end(raw, spots, i, lowered)
    return end if end - i >= 2 and end < len(raw) and raw[end].text in (",", "of", "is", "was") else i


def _of_home(phrase: Phrase, raw: list[Raw], spots: Spots) -> bool:
    """Read "of France" behind a person's name into the phrase."""
    j = phrase.last
    if j + 1 >= len(raw) or raw[j].text != "of":
        return False
    k = j + 1 + (raw[j + 1].text.lower() == "the")
    spot = spots.longest(k, "country") if k < len(raw) else None
    if spot is None:
        return False
    phrase.country, phrase.last = phrase.country or spot.name.country, spot.last
    return True


def _apposition(phrase: Phrase, raw: list[Raw], spots: Spots, lowered: frozenset[str]) -> bool:
    """Read "X, the Y of Z," after a name, into the phrase."""
    j = phrase.last
    copula = j < len(raw) and raw[j].text in ("is", "was") and phrase.office is None
    if j >= len(raw) or (raw[j].text != "," and not copula):
        return False
    k = j + 1
    if k < len(raw) and raw[k].text.lower() in ("the", "a", "an", "who"):
        if raw[k].text.lower() == "who":
            return k + 1 < len(raw) and raw[k + 1].text in LEADS
        k += 1
    while k < len(raw) and raw[k].text.lower() in (
        "country",
        "nation",
        "'s",
        "’s",
        "top",
        "chief",
        "veteran",
        "senior",
    ):
        k += 1
    if k >= len(raw):
        return False
    said = read_phrase(raw, spots, k, lowered, 0)
    if said is None or said.name or not said.office:
        return False
    if not (said.last >= len(raw) or raw[said.last].text in (",", ".", ";", "and", "who", ")", "—", "–")):
        return False
    phrase.country = phrase.country or said.country
    if phrase.office is None:
        phrase.office, phrase.role, phrase.sector = said.office, said.role, said.sector
        phrase.office_phrase, phrase.office_countries = said.office_phrase, said.office_countries
    if copula:
        return True
    phrase.last = said.last + (1 if said.last < len(raw) and raw[said.last].text == "," else 0)
    return True


def read_bare(raw: list[Raw], spots: Spots, cast: Cast, i: int) -> tuple[int, Entity] | None:
    """Second pass at one token: part of the name of somebody in the cast, or of a head of state in office."""
    token = raw[i]
    if token.text.startswith("@") or (i and raw[i - 1].text == "@"):
        for part in handle_parts(token.text if token.text.startswith("@") else "@" + token.text):
            person = cast.bare(part)
            if person:
                return i + 1, person
        return None
    if not token.capital or token.text in NO_NAME or len(token.text) < 2:
        return None
    joined = token.text
    end = i + 1
    if token.text.lower() in PARTICLES:
        while end < len(raw) and raw[end].text in PARTICLES:
            joined += " " + raw[end].text
            end += 1
        if end < len(raw) and raw[end].capital:
            joined += " " + raw[end].text
            end += 1
    while (
        end + 1 < len(raw)
        and raw[end].text in ("-", "'", "’")
        and not raw[end - 1].space
        and not raw[end].space
    ):
        if raw[end].text in ("'", "’") and not raw[end + 1].capital:
            break
        joined += raw[end].text + raw[end + 1].text
        end += 2
    person = cast.bare(joined)
    if person and person.name:
        parts = set(person.name.split())
        while (
            end < len(raw)
            and (raw[end].text in parts or raw[end].text.lower() in PARTICLES)
            and raw[end].capital
        ):
            end += 1
        return end, person
    return _head_of_state(raw, spots, cast, i)


def _head_of_state(raw: list[Raw], spots: Spots, cast: Cast, i: int) -> tuple[int, Entity] | None:
    word = raw[i].text
    if len(word) < 3 or cast.published is None or spots.any(i):
        return None
    neighbours = [raw[j] for j in (i - 1, i + 1) if 0 <= j < len(raw)]
    if any(n.capital and n.text not in NO_NAME and n.text.isalpha() for n in neighbours):
        return None
    day = cast.published
    found = {
        lead.name: lead
        for lead in leaders_named(word, day)
        if word in {_family(written) for written in (lead.name, *lead.names)}
        and lead.office in BARE_OFFICES
        and lead.start <= day
        and (not lead.end or lead.end >= day[:7])
        and (lead.office in HEAD_OFFICES or lead.country in cast.named_countries)
    }
    if len(found) != 1:
        return None
    leader = next(iter(found.values()))
    if leader.country not in cast.named_countries and (leader.office not in HEAD_OFFICES or len(word) < 5):
        return None
    phrase = Phrase(i, i + 1, name=leader.name, known=leader.name, country=leader.country)
    return i + 1, cast.person(phrase)
