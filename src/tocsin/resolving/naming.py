"""A phrase of its own -> who it means: ``tocsin.actor`` and ``tocsin resolve``."""

from __future__ import annotations

from tocsin.coding.parties import Party, PartyReader
from tocsin.knowledge import Leader, countries, leaders_named
from tocsin.knowledge.lookup import in_office
from tocsin.language import Reader
from tocsin.language.model import Entity, Parsed
from tocsin.records import Actor, Alternative, Article, ResolvedActor
from tocsin.resolving.actors import resolve_actor
from tocsin.resolving.head_nouns import sector_of_noun

# The phrase is read as the subject of a clause that says nothing of it.
BEFORE, BEHIND = "Reports said ", " took part."
FORMER = ("former ", "ex-")
ALTERNATIVES = 5
# The score of a bearer of the name who is in office on the day.
IN_OFFICE = 0.8
GOVERNMENT = "GOV"


def resolve_phrase(reader: Reader, phrase: str, day: str | None, context: str | None = None) -> ResolvedActor:
    """Return whom a phrase means on an ISO day; ``context`` is text of the same report, which comes first."""
    before = (f"{context.strip()}\n\n" if context and context.strip() else "") + BEFORE
    text = f"{before}{phrase}{BEHIND}"
    parsed = reader.read(Article(id="phrase", text=text, published=day))
    start, end = len(before), len(before) + len(phrase)
    party, direct = _party_of(parsed, start, end)
    others = _alternatives(phrase, day)
    if party is None:
        return _sole_holder(phrase, others)
    return _record(parsed, phrase, party, direct, others)


def _sole_holder(phrase: str, others: tuple[Alternative, ...]) -> ResolvedActor:
    """Return the one office holder of the day who bears a bare name; nobody where none or several do."""
    likely = [other for other in others if other.score >= IN_OFFICE]
    if len(likely) != 1 or " " in phrase:
        return ResolvedActor(
            text=phrase, reason="neither the text nor the tables know it", alternatives=others
        )
    found = likely[0]
    return ResolvedActor(
        text=phrase,
        name=found.name,
        country=found.country,
        sector=GOVERNMENT,
        role=found.role,
        code=f"{found.country}{GOVERNMENT}",
        reason=f"the only office holder of that name on that day: {found.role}",
        alternatives=tuple(other for other in others if other is not found),
    )


def _record(
    parsed: Parsed, phrase: str, party: Party, direct: bool, others: tuple[Alternative, ...]
) -> ResolvedActor:
    actor = resolve_actor(parsed.text, party)
    entity = party.entity
    if actor.country is None and entity is not None and entity.kind == "person":
        return _by_full_name(phrase, entity, actor, others)
    sector, code = actor.sector, actor.code
    if not direct:
        # Only somebody inside the phrase is known: the phrase is of that country, and its noun says the rest.
        sector = sector_of_noun(phrase)
        code = f"{actor.country}{sector or ''}" if actor.country else sector
    elif entity is not None and entity.kind in ("person", "office") and _is_former(phrase, party):
        sector = "ELI"
        code = f"{actor.country or ''}{sector}"
    why = entity.why if entity is not None and entity.why else _why(party)
    return ResolvedActor(
        text=phrase,
        name=actor.name if direct else None,
        country=actor.country,
        sector=sector,
        role=actor.role if direct else None,
        code=code,
        reason=why,
        alternatives=tuple(other for other in others if other.name != actor.name),
    )


def _by_full_name(
    phrase: str, entity: Entity, actor: Actor, others: tuple[Alternative, ...]
) -> ResolvedActor:
    """Return somebody whose full name the tables know from other years; without them nobody has a country."""
    name = entity.name or ""
    terms = [leader for leader in leaders_named(name) if name in leader.written]
    homes = {leader.country for leader in terms}
    if " " not in name or len(homes) != 1:
        return ResolvedActor(
            text=phrase,
            name=actor.name,
            sector=actor.sector,
            role=actor.role,
            code=actor.code,
            reason=entity.why or "no country in the text",
            alternatives=others,
        )
    country = terms[0].country
    return ResolvedActor(
        text=phrase,
        name=name,
        country=country,
        sector=actor.sector,
        role=actor.role,
        code=f"{country}{actor.sector or ''}",
        reason=f"full name in the tables ({terms[0].title}), not in office on that day",
        alternatives=tuple(other for other in others if other.name != terms[0].name),
    )


def _is_former(phrase: str, party: Party) -> bool:
    """Tell whether the words say that somebody has left office."""
    start = phrase.lower().removeprefix("the ")
    return start.startswith(FORMER) or bool(party.entity and party.entity.former)


def _why(party: Party) -> str:
    role = f"role noun '{party.word}'" if party.word else "words of the phrase"
    return f"{role}; country {party.country or 'not named'}"


def _party_of(parsed: Parsed, start: int, end: int) -> tuple[Party | None, bool]:
    """Return the party that the characters name, and whether it is the whole phrase that does so."""
    reader = PartyReader(parsed)
    inside = [token for token in parsed.tokens_between(start, end) if token.end <= end]
    numbers = {token.i for token in inside}
    tops = [token for token in inside if token.head not in numbers or token.head == token.i]
    for token in tops:
        found = reader.read(token.i)
        if found:
            return found[0], True
    for token in tops:
        found = reader.inside(token.i)
        if found:
            return found[0], False
    mentioned = [token for token in inside if token.mention is not None]
    if mentioned and mentioned[-1].mention is not None:
        found = reader.read(mentioned[-1].i)
        return (found[0] if found else None), len(mentioned) == len(inside)
    return None, False


def _alternatives(phrase: str, day: str | None) -> tuple[Alternative, ...]:
    """Return leaders who bear the last word of the phrase as a name, those in office first, with a score."""
    word = phrase.split()[-1] if phrase.split() else ""
    found: dict[str, Leader] = {}
    for leader in leaders_named(word, day):
        found.setdefault(leader.name, leader)
    return tuple(
        Alternative(
            name=leader.name,
            country=leader.country,
            role=leader.title,
            score=_score(leader, phrase, day),
        )
        for leader in list(found.values())[:ALTERNATIVES]
    )


def _score(leader: Leader, phrase: str, day: str | None) -> float:
    """Return 0.5 for the name, more for one in office on the day, and for one whose country is named."""
    country = countries().get(leader.country)
    words = (country.name, *country.adjectives) if country is not None else ()
    named = any(word in phrase for word in words)
    return round(0.5 + 0.3 * in_office(leader, day) + 0.2 * named, 2)
