"""Examples of the corpus -> marked pairs with what the first does to the second."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tocsin.sensing.marking import Pair
from tocsin.sensing.names import with_fixed_names
from tocsin.sensing.relations import NO_MODE, NONE
from tocsin.training.rows import Row
from training.corpus import Example, LabelledAct
from training.narrow import narrow_code

# Where both do it, the other way round is neither the act nor nothing.
MUTUAL = frozenset(("AGREE", "COOPERATE"))
BOTH_WAYS = frozenset(("CONSULT",))


def fixed_rows(rows: Iterable[Row]) -> list[Row]:
    """Return rows whose countries are the fixed few that the model knows."""
    return [replace(row, pair=with_fixed_names(row.pair)) for row in rows]


def rows_of(example: Example) -> list[Row]:
    """Return a row for each ordered pair of parties that the labels tell of, and for open sides."""
    rows = [
        row
        for source in example.parties
        for target in example.parties
        if source != target and (row := _between(example, source, target)) is not None
    ]
    return rows + list(_open_sided(example))


def _between(example: Example, source: str, target: str) -> Row | None:
    """Return what one party does to another; None where the labels leave it open."""
    here = _acts(example, source, target)
    back = _acts(example, target, source)
    told = {act.type for act in here}
    here = here + [act for act in back if act.type in BOTH_WAYS - told]
    if here:
        return _row(example, source, target, here)
    together = any(source in act.actors and target in act.actors for act in example.acts)
    aimless = any(source in act.actors and not act.recipients for act in example.acts)
    if together or aimless or any(act.type in MUTUAL for act in back):
        return None
    return _row(example, source, target, [])


def _acts(example: Example, source: str, target: str) -> list[LabelledAct]:
    return [act for act in example.acts if source in act.actors and target in act.recipients]


def _open_sided(example: Example) -> Iterator[Row]:
    """Yield rows with one side marked, for acts that name only one."""
    for act in example.acts:
        if not act.recipients:
            yield from (_row(example, actor, None, [act]) for actor in act.actors)
        if not act.actors:
            yield from (_row(example, None, recipient, [act]) for recipient in act.recipients)


def _row(example: Example, source: str | None, target: str | None, acts: list[LabelledAct]) -> Row:
    sides = [() if party is None else (example.parties[party][:2],) for party in (source, target)]
    types: dict[str, float] = {} if acts else {NONE: 1.0}
    for act in acts:
        types[act.type] = types.get(act.type, 0.0) + 1 / len(acts)
    told = tuple((act.type, narrow_code(example, act) or act.mode or NO_MODE, act.status) for act in acts)
    return Row(
        pair=Pair(example.text, *sides),
        types=types,
        mode=told[0][1] if told else None,
        status=told[0][2] if told else None,
        acts=told,
    )
