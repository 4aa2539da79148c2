"""What moved from where to where, among the incidents of a brief."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tocsin import ontology
from tocsin.briefing.model import Way, WayEnd
from tocsin.briefing.movements import Movement, may_tell_both, movement_of
from tocsin.briefing.naming import place_name, position
from tocsin.briefing.register import Register
from tocsin.records import Incident, Modality, Place

MOST_WAYS = 30
MOST_LISTED = 8
STRONGEST: tuple[Modality, ...] = (
    "asserted", "alleged", "planned", "denied", "negated", "hypothetical", "historical",
)  # fmt: skip
Key = tuple[str, str]


def ways_of(ranked: Sequence[Incident], register: Register) -> tuple[Way, ...]:
    """Return the ways of which the reports name both ends, those gone in most incidents first.

    What its publisher has taken back moves nothing.
    """
    told: dict[Key, list[Incident]] = defaultdict(list)
    ends: dict[Key, tuple[Place, Place]] = {}
    for one in ranked:
        found = None if register.withdrawal(one) is not None else _movement(one, register)
        if found is None or found.origin is None or found.goal is None:
            continue
        key = (found.origin.name, found.goal.name)
        ends.setdefault(key, (found.origin, found.goal))
        told[key].append(one)
    chosen = sorted(told, key=lambda key: (-len(told[key]), key))[:MOST_WAYS]
    return tuple(_way(i, ends[key], told[key], register) for i, key in enumerate(chosen, start=1))


def _movement(incident: Incident, register: Register) -> Movement | None:
    """Return the movement that the first report of an incident tells which names both ends."""
    for event in register.events(incident):
        text = register.article(event.article).text
        found = movement_of(event, text) if may_tell_both(event, text) else None
        if found is not None and None not in (found.origin, found.goal):
            return found
    return None


def _way(number: int, ends: tuple[Place, Place], incidents: Sequence[Incident], register: Register) -> Way:
    origin, goal = map(_end, ends)
    claims = {one.modality for one in incidents}
    return Way(
        origin=origin,
        goal=goal,
        quad=ontology.quad_class(incidents[0].type),
        claim=next(claim for claim in STRONGEST if claim in claims),
        incidents=register.lines(f"m-{number}", incidents, MOST_LISTED),
    )


def _end(place: Place) -> WayEnd:
    latitude, longitude = position(place)
    return WayEnd(
        name=place_name(place.name),
        precision=place.precision,
        latitude=latitude,
        longitude=longitude,
    )
