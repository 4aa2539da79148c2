"""Office holders taken for the home country's own who must be another state's."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.knowledge import countries
from tocsin.language.antecedents import clause_subject, countries_mentioned, entity_of
from tocsin.language.model import Entity, Parsed, Token
from tocsin.language.words import words

# Offices of which a country has one.
SINGLE = ("head_of_state", "head_of_government", "monarch", "foreign_minister", "defence_minister")
ENVOYS = ("ambassador",)


def part_rivals(parsed: Parsed) -> None:
    """Give people whose country is but a guess the other state's, where they cannot be of the home country.

    Somebody else is known to hold their office there, they are ambassadors, or the country's own officials
    call or meet them. Only a state that the article names nearly as often as its home is taken.
    """
    named = countries_mentioned(parsed)
    stated = {(one.office, one.country) for one in _people(parsed) if not one.is_lent}
    for one, why in _misplaced(parsed, stated):
        others = [code for code, _ in named.most_common() if code in countries() and code != one.country]
        if others and (one.office, others[0]) not in stated and 2 * named[others[0]] > named[one.country]:
            one.country, one.why = others[0], why


def _misplaced(parsed: Parsed, stated: set[tuple[str | None, str | None]]) -> Iterator[tuple[Entity, str]]:
    for token in parsed.tokens:
        entity = token.mention.entity if token.mention is not None else None
        if entity is None or entity.kind != "person" or entity.former or not entity.is_lent:
            continue
        if entity.office in ENVOYS and _is_dealt_with(parsed, token, entity):
            yield entity, "an ambassador is another state's"
        elif entity.office in SINGLE and (entity.office, entity.country) in stated:
            yield entity, "the home country has another one in that office"
        elif entity.office in SINGLE and _is_called_by(parsed, token, entity):
            yield entity, "an official of the home country speaks with him"


def _people(parsed: Parsed) -> list[Entity]:
    found = {
        id(token.mention.entity): token.mention.entity
        for token in parsed.tokens
        if token.mention is not None and token.mention.entity.kind == "person"
    }
    return [one for one in found.values() if not one.former]


def _is_called_by(parsed: Parsed, token: Token, entity: Entity) -> bool:
    """Tell whether the subject of the clause, of the country guessed for ``entity``, has a call with him."""
    preposition = parsed.tokens[token.head]
    if token.dep != "pobj" or preposition.lemma != "with":
        return False
    talk = parsed.tokens[preposition.head]
    subject = entity_of(parsed, clause_subject(parsed, talk))
    called = talk.lemma in words("talks") or talk.lemma in words("talking")
    return called and subject is not None and subject is not entity and subject.country == entity.country


def _is_dealt_with(parsed: Parsed, token: Token, entity: Entity) -> bool:
    """Tell whether the country guessed for an envoy is who summons or expels him."""
    subject = entity_of(parsed, parsed.child(token.head, "nsubj")) if token.dep == "dobj" else None
    return subject is not None and subject.country == entity.country
