"""Who has to do with whom: pairs of states and organisations, their talks, and their acts on one another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from tocsin import ontology
from tocsin.briefing.lines import Lines
from tocsin.briefing.model import Dyad, Party
from tocsin.briefing.naming import parties_of
from tocsin.briefing.register import Register
from tocsin.records import Incident

MOST_DYADS = 24
MOST_PARTIES = 14
MOST_LISTED = 6
# In an incident of more parties than this no pair is told apart: every pair of five hundred would be a dyad.
MOST_IN_ONE = 12

Pair = tuple[str, str]


def dyads_of(ranked: Sequence[Incident], register: Register) -> tuple[Dyad, ...]:
    """Return the pairs with the most incidents between them; what is planned or denied is not counted."""
    between: dict[Pair, list[Incident]] = defaultdict(list)
    first: Counter[tuple[Pair, str]] = Counter()
    for one in ranked:
        if not register.is_told(one):
            continue
        for actor, other in _pairs(one):
            pair = (min(actor, other), max(actor, other))
            if not between[pair] or between[pair][-1] is not one:
                between[pair].append(one)
            first[pair, actor] += 1
    chosen = sorted(between, key=lambda pair: (-len(between[pair]), pair))[:MOST_DYADS]
    return tuple(
        _dyad(f"d-{number}", pair, between[pair], first, register)
        for number, pair in enumerate(chosen, start=1)
    )


def parties_in(ranked: Sequence[Incident], register: Register) -> tuple[Party, ...]:
    """Return the parties with the most incidents, with some of these."""
    told: dict[str, list[Incident]] = defaultdict(list)
    for one in ranked:
        for name in dict.fromkeys((*parties_of(one.actors), *parties_of(one.recipients))):
            told[name].append(one)
    chosen = sorted(told, key=lambda name: (-len(told[name]), name))[:MOST_PARTIES]
    return tuple(
        Party(name=name, incidents=register.lines(f"p-{number}", told[name], MOST_LISTED))
        for number, name in enumerate(chosen, start=1)
    )


def _dyad(
    anchor: str,
    pair: Pair,
    incidents: Sequence[Incident],
    first: Counter[tuple[Pair, str]],
    register: Register,
) -> Dyad:
    quads = {
        one.id: ontology.quad_class(one.type) if one.type in ontology.types() else None for one in incidents
    }

    def lines(kind: str, chosen: Iterable[Incident]) -> Lines:
        return register.lines(f"{anchor}-{kind}", list(chosen), MOST_LISTED)

    return Dyad(
        one=pair[0],
        other=pair[1],
        anchor=anchor,
        talks=lines("talks", (one for one in incidents if one.type == "CONSULT")),
        cooperation=lines("cooperation", (one for one in incidents if quads[one.id] in (1, 2))),
        conflict=lines("conflict", (one for one in incidents if quads[one.id] in (3, 4))),
        one_acts=first[pair, pair[0]],
        other_acts=first[pair, pair[1]],
    )


def _pairs(incident: Incident) -> list[Pair]:
    """Return who acts on whom; where all are actors, as at a meeting, each with each."""
    actors, recipients = parties_of(incident.actors), parties_of(incident.recipients)
    if len(actors) > MOST_IN_ONE or len(recipients) > MOST_IN_ONE:
        return []
    if not recipients and incident.type in ("CONSULT", "AGREE", "COOPERATE"):
        return [(a, b) for i, a in enumerate(actors) for b in actors[i + 1 :]]
    return [(a, b) for a in actors for b in recipients if a != b]
