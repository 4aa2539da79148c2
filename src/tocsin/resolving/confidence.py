"""How sure an event is, from what its naming and its sides rest on."""

from __future__ import annotations

from math import exp

from tocsin.coding.coded import Coded
from tocsin.records import Actor, Modality

BASE = 0.3
WEIGHTS = {
    "score": 0.3,
    "actor": 0.7,
    "recipient": 0.6,
    "person": 0.3,
    "nominal": -0.8,
    "implied": -0.5,
    "unsure": -0.6,
    "long": -0.5,
}


def confidence(coded: Coded, actors: list[Actor], recipients: list[Actor], modality: Modality) -> float:
    """Return the probability that a careful reader codes this event with this type and these sides."""
    features = {
        "score": min(coded.act.score, 6.0) - 2.0,
        "actor": any(a.country for a in actors),
        "recipient": any(r.country for r in recipients) or len(actors) > 1,
        "person": any(a.name for a in actors),
        "nominal": coded.nominal,
        "implied": coded.implied,
        "unsure": modality in ("hypothetical", "historical"),
        "long": coded.last - coded.first > 300,
    }
    total = BASE + sum(WEIGHTS[name] * float(value) for name, value in features.items())
    return round(1 / (1 + exp(-total)), 3)
