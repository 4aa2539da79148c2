"""Who the article is about: mentions joined to entities; what its own words say comes before the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tocsin.knowledge import Leader, Name, leader_of, leaders_named, sector_of
from tocsin.knowledge.lookup import in_office, lately
from tocsin.language.model import Entity, Mention
from tocsin.language.people import Phrase
from tocsin.language.spotting import Spot
from tocsin.language.words import words

HEAD_OFFICES = ("head_of_state", "head_of_government", "monarch")
BARE_OFFICES = (*HEAD_OFFICES, "foreign_minister", "defence_minister", "secretary_general", "vice_president")
# Countries of one demonym, of which the tables give it to one.
NAMESAKES = (("COD", "COG"), ("KOR", "PRK"), ("DOM", "DMA"), ("GIN", "GNB", "GNQ"))
# Who is sent comes from elsewhere.
SENT = ("special_envoy",)
MANY_HOLDERS = ("spokesperson", "other", "ambassador", "special_envoy")


@dataclass(slots=True)
class Item:
    """A mention over raw tokens ``first``..``last`` exclusive."""

    first: int
    last: int
    mention: Mention


class Cast:
    """The entities of one article, and the rules by which a phrase joins one.

    ``published`` is an ISO day, ``home`` the country that the report is filed from or about; offices without
    a country are read as those of ``home``. ``named_countries`` are named by any word, ``stated_countries``
    by their own name or their people's; ``counts`` says how often each is named.
    """

    def __init__(
        self,
        published: str | None,
        home: str | None,
        named_countries: frozenset[str],
        stated_countries: frozenset[str] = frozenset(),
        counts: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self.published = published
        self.home = home
        self.named_countries = named_countries
        self.stated_countries = stated_countries
        self.counts = counts
        self.people: list[Entity] = []
        self.entities: list[Entity] = []
        self._keyed: dict[tuple[str, str], Entity] = {}
        self._first: dict[int, int] = {}

    def thing(self, spot: Spot) -> Entity:
        """Return the one entity of a country, body or agency name; an agency is the home country's."""
        name = spot.name
        if name.kind == "agency":
            why = f"agency '{name.key}' in the tables"
            if not name.country:
                why = f"home country of the report; {why}"
            return self._agency(spot, self._one_of(name.country) or self.home, why)
        if name.kind == "org":
            made = Entity("org", name.key, name.country or None, name.office or None)
            made.sector = name.sector or None
            made.why = f"org '{name.key}' in the tables"
            return self._once(("org", f"{name.key}/{name.country}"), made)
        if name.kind in ("folk", "folk_adjective"):
            return self._folk(name)
        why = f"{name.kind} of {name.country} in the tables"
        return self._once(("country", name.country), Entity("country", name.key, name.country, why=why))

    def _folk(self, name: Name) -> Entity:
        """Return a people; of several home states it is of the one that the article names."""
        named = [code for code in name.homes if code in self.named_countries]
        country = name.country or (named[0] if len(named) == 1 else None)
        made = Entity("folk", name.key, country, sector=name.sector or None)
        made.why = f"people '{name.key}' in the tables"
        if country and not name.country:
            made.why += f"; of its home states the report names {country} alone"
        return self._once(("folk", name.key), made)

    def _one_of(self, countries: str) -> str:
        """Return the country of those whose agency is meant: the home of the report, else the first named."""
        several = countries.split("|")
        named = [code for code in several if code in self.named_countries]
        return self.home if self.home is not None and self.home in several else (named or several)[0]

    def _settle(self, phrase: Phrase) -> None:
        """Choose one of the countries whose agency the words of a phrase may name ("the Foreign Office")."""
        if phrase.country and "|" in phrase.country:
            phrase.country = self._one_of(phrase.country)

    def agency_of(self, spot: Spot, country: str) -> Entity:
        """Return the agency of a country that the text names before it ("the Iranian foreign ministry")."""
        return self._agency(spot, country, f"agency '{spot.name.key}' of {country}, as the text says")

    def person(self, phrase: Phrase) -> Entity:
        """Return the person whom a phrase with a name means, made where the article names him first."""
        self._settle(phrase)
        found = self._same_person(phrase) or self._new_person(phrase)
        self._first.setdefault(id(found), phrase.first)
        self._learn(found, phrase)
        return found

    def bare(self, name: str, at: int | None = None) -> Entity | None:
        """Return the person of the article whom one part of a name means; None where nobody.

        The whole name comes before a family name, that before other parts. Of several the one counts who was
        named last before raw token ``at``, else who comes first behind it.
        """
        named = [(person, person.name) for person in self.people if person.name]
        ending = f" {name.lower()}"
        found = (
            [person for person, full in named if full == name]
            or [p for p, full in named if full.lower().endswith(ending) or family_name(full) == name]
            or [person for person, full in named if len(name) > 2 and name in full.split()]
        )
        before = [one for one in found if at is None or self._first.get(id(one), 0) <= at]
        return before[-1] if before else found[0] if found else None

    def office(self, phrase: Phrase, seen: list[Entity]) -> Entity:
        """Return who is meant by an office without a name.

        Somebody of the article (of ``seen`` the last), else the holder on that day, else the office itself.
        """
        self._settle(phrase)
        for person in [*reversed(seen), *self.people]:
            if _holds(person, phrase) and (person.former or not phrase.former):
                if person.is_guess:
                    person.country = phrase.country or person.country
                person.posting = person.posting or phrase.posting
                return person
        country = phrase.country or self._implied_country(phrase)
        made = Entity(
            "office", None, country, phrase.office, phrase.role, phrase.sector, phrase.office_phrase
        )
        made.why = f"office '{phrase.office_phrase}'"
        made.posting = phrase.posting
        holder = leader_of(country, phrase.office, self.published) if country and phrase.office else None
        if holder and not phrase.former and phrase.office not in MANY_HOLDERS:
            made.name, made.role = holder.name, phrase.role or holder.title
            made.sector = made.sector or sector_of(holder.office)
            made.why += f"; held by {holder.name} since {holder.start}"
        return self._once(("office", f"{phrase.office_phrase}/{country}/{phrase.posting}"), made)

    def _agency(self, spot: Spot, country: str | None, why: str) -> Entity:
        name = spot.name
        made = Entity("agency", name.key, country or None, name.office or None)
        made.sector, made.why = name.sector or None, why
        return self._once(("agency", f"{name.key}/{country}"), made)

    def _once(self, key: tuple[str, str], made: Entity) -> Entity:
        """Return the entity of ``key``: the one that is there, else ``made``."""
        if key not in self._keyed:
            self._keyed[key] = made
            self.entities.append(made)
        return self._keyed[key]

    def _same_person(self, phrase: Phrase) -> Entity | None:
        for person in self.people:
            apart = phrase.country and person.country and person.country != phrase.country
            if not apart and _one_name(phrase.name or "", person.name or ""):
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
            person.sector = sector_of(record.office)
            person.why = f"{record.title} of {record.country} from {record.start} in the tables"
        self.people.append(person)
        self.entities.append(person)
        return person

    def _on_record(self, phrase: Phrase) -> Leader | None:
        """Return a term of the person in the tables, best one in the office that the phrase names."""
        name = phrase.known or phrase.name or ""
        found = tuple(lead for lead in leaders_named(name, self.published) if self._may_mean(lead, phrase))
        if phrase.country:
            said = tuple(lead for lead in found if lead.country == phrase.country)
            found = said or tuple(lead for lead in found if _shares_name(lead.country, phrase.country))
        if " " not in name and phrase.known is None:
            found = self._by_family_name(phrase, name, found)
        same_office = (lead for lead in found if lead.office == phrase.office)
        return next(same_office, found[0] if found else None)

    def _may_mean(self, leader: Leader, phrase: Phrase) -> bool:
        """Tell whether a name may mean a leader; one long gone only beside his country or an office."""
        if leader.country in self.named_countries or phrase.office is not None:
            return True
        full = " " in (phrase.known or "")
        return in_office(leader, self.published) or (full and lately(leader, self.published))

    def _by_family_name(self, phrase: Phrase, name: str, found: tuple[Leader, ...]) -> tuple[Leader, ...]:
        """Keep the terms that a family name alone may mean; none where it may mean several people."""
        wanted = (phrase.office,) if phrase.office else BARE_OFFICES
        found = tuple(lead for lead in found if lead.office in wanted and bears(lead, name))
        if not phrase.office:
            found = tuple(lead for lead in found if in_office(lead, self.published or ""))
        of_today = tuple(lead for lead in found if in_office(lead, self.published))
        at_hand = tuple(lead for lead in of_today if lead.country in self.named_countries)
        likelier = (found, of_today, at_hand)
        sure = (kept for kept in likelier if phrase.country or len({lead.name for lead in kept}) == 1)
        return next(sure, ())

    def _learn(self, person: Entity, phrase: Phrase) -> None:
        """Add what the phrase says of a person.

        Facts of the text come first and stay; a country guessed from the dateline yields to a stated one.
        """
        if phrase.name and person.name and len(phrase.name) > len(person.name):
            person.name = phrase.name
        _learn_office(person, phrase)
        person.former = person.former or phrase.former
        person.posting = phrase.posting or person.posting
        if phrase.country and person.is_guess:
            person.country = phrase.country
            person.why = person.why or "the article says so"
        if person.country is None and (phrase.office or phrase.ranked):
            person.country = self._implied_country(phrase)
            person.why = "home country of the report" if person.country else "no country in the text"

    def _implied_country(self, phrase: Phrase) -> str | None:
        """Return the one (named) country where the words mean an office, else the home of the report."""
        if len(phrase.office_countries) == 1:
            return phrase.office_countries[0]
        if phrase.office in SENT:
            return None
        only = [code for code in phrase.office_countries if code in self.named_countries]
        if len(only) == 1 and (self.home is None or only[0] == self.home or self.home not in only):
            return only[0]
        if only and self.home not in phrase.office_countries:
            return max(only, key=lambda code: self.counts.get(code, 0))
        return self.home


def _shares_name(one: str, other: str) -> bool:
    """Tell whether two countries are called alike by their people ("Congolese", "Korean")."""
    return any(one in pair and other in pair for pair in NAMESAKES)


def family_name(name: str) -> str:
    """Return the family name of a full one, which comes first in some languages ("Xi Jinping")."""
    parts = name.split()
    first = len(parts) in (2, 3) and parts[0] in words("family_first")
    return parts[0] if first else parts[-1]


def bears(leader: Leader, name: str) -> bool:
    """Tell whether ``name`` is the leader's family name in one of its spellings."""
    return any(family_name(written) == name for written in leader.written)


def _learn_office(person: Entity, phrase: Phrase) -> None:
    vaguer = person.office not in (None, "other") and phrase.office == "other"
    if phrase.office and not vaguer and not (phrase.former and person.office):
        person.office = phrase.office
        person.role = phrase.role or person.role
    person.phrase = person.phrase or phrase.office_phrase or person.phrase
    person.sector = person.sector or phrase.sector or person.sector


def _one_name(one: str, other: str) -> bool:
    """Tell whether two names are one person's: one has all parts of the other, and the family name."""
    parts, have = _parts(one), _parts(other)
    family = family_name(one).lower()
    return one == other or (parts <= have and family in have) or (have <= parts and len(have) > 1)


def _parts(name: str) -> set[str]:
    return {word.strip(".").lower() for word in name.replace("-", " ").split()}


def _holds(person: Entity, phrase: Phrase) -> bool:
    """Tell whether a person of the article is in the office of the phrase."""
    if person.kind != "person" or person.office is None or phrase.office is None:
        return False
    if phrase.country and person.country and phrase.country != person.country:
        return False
    last_word = (phrase.office_phrase or "").split()[-1:]
    its_words = (person.phrase or "").split()
    if phrase.office == "other":
        return bool(last_word) and last_word[0] in its_words
    if person.office != phrase.office:
        return False
    if phrase.country is None and person.phrase and phrase.office_phrase:
        return person.phrase == phrase.office_phrase or last_word[0] in its_words
    return True
