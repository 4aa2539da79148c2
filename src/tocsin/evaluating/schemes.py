"""The label scheme of a gold file: PLOVER 2.0, the older one of 15 types, or labels of the user's own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from tocsin import ontology
from tocsin.records import Record
from tocsin.relating import narrowing
from tocsin.sensing.relations import Labels, Sight
from tocsin.tables import rows, table

YIELD = "YIELD"
# PLOVER's older YIELD holds what became CONCEDE and RETREAT; it is material cooperation there.
YIELD_QUAD = 2
PLANNED = "planned"


class Counted(Record, frozen=True):
    """As what a type counts: in the older scheme, and when the act is only planned."""

    older: str
    planned: str


@cache
def counted() -> dict[str, dict[str, Counted]]:
    """Read older_scheme.tsv: type -> mode or CAMEO code ("" for all others) -> as what it counts."""
    found: dict[str, dict[str, Counted]] = {}
    for _, row in rows(
        table("tocsin.evaluating", "older_scheme.tsv"), ("type", "narrow", "older", "planned")
    ):
        counts = Counted(older=row["older"], planned=row["planned"])
        found.setdefault(row["type"], {})[row["narrow"]] = counts
    return found


def quad_of(label: str) -> int | None:
    """Return the quad class of a label of either scheme; None for one that has none."""
    if label == YIELD:
        return YIELD_QUAD
    return ontology.quad_class(label) if label in ontology.types() else None


def chances(sight: Sight, labels: Labels, gold: Collection[str]) -> dict[str, float]:
    """Return the probability of each gold label, as a share of all that the model gives to gold labels.

    A model whose own labels hold those of the file answers in them; else its types are counted as PLOVER's.
    """
    own = {name: float(chance) for name, chance in zip(labels.types, sight.types, strict=True)}
    if set(gold) <= set(own):
        found = {label: own[label] for label in gold}
    else:
        plover: dict[str, float] = {}
        for name, kind in zip(labels.types, labels.plover, strict=True):
            if kind is not None:
                plover[kind] = plover.get(kind, 0.0) + own[name]
        found = _as_gold(plover, sight, labels, gold)
    whole = sum(found.values()) or 1.0
    return {label: chance / whole for label, chance in found.items()}


def _planned(sight: Sight, labels: Labels) -> float:
    """Return how likely the act is only planned; 0 of a model without claim status."""
    return float(sight.statuses[labels.statuses.index(PLANNED)]) if PLANNED in labels.statuses else 0.0


def _as_gold(
    plover: Mapping[str, float], sight: Sight, labels: Labels, gold: Collection[str]
) -> dict[str, float]:
    found = dict.fromkeys(gold, 0.0)
    older, planned = YIELD in found, _planned(sight, labels)
    for kind, chance in plover.items():
        for narrow, counts in counted().get(kind, {}).items():
            part = chance * (_share(kind, narrow, sight, labels) if older else float(not narrow))
            for goal, share in ((counts.older if older else kind, 1 - planned), (counts.planned, planned)):
                if goal in found:
                    found[goal] += part * share
    return found


def _share(kind: str, narrow: str, sight: Sight, labels: Labels) -> float:
    """Return how likely an act of a type is done in one way; "" stands for all ways that have no row."""
    if not labels.modes:
        return float(not narrow)
    fitting = {labels.modes[i]: float(sight.modes[i]) for i in narrowing(labels, kind)}
    whole = sum(fitting.values()) or 1.0
    if narrow:
        return fitting.get(narrow, 0.0) / whole
    return 1.0 - sum(fitting.get(other, 0.0) for other in counted()[kind] if other) / whole
