"""How sure an event is: a learnt rule over what its naming, the two models and its sides say.

The weights stand in ``confidence.tsv``; they are fitted on the development articles and the reports of the
corpus (``training/confidence.py``) so that of the events at 0.8 four in five are right.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp, log

from tocsin import tables
from tocsin.coding.coded import Coded
from tocsin.records import Actor, Modality

# An event that is less likely right than this is not told.
LEAST = 0.25
FLOOR = 0.02
LONG = 300


def confidence(
    coded: Coded, actors: Sequence[Actor], recipients: Sequence[Actor], modality: Modality
) -> float:
    """Return the probability that a careful reader codes this event with this type and these sides."""
    total = sum(
        weights().get(name, 0.0) * value for name, value in features(coded, actors, recipients, modality)
    )
    return round(1 / (1 + exp(-total)), 3)


@cache
def weights() -> dict[str, float]:
    """Read confidence.tsv: feature -> weight."""
    return tables.weights(tables.table("tocsin.resolving", "confidence.tsv"))


def features(
    coded: Coded, actors: Sequence[Actor], recipients: Sequence[Actor], modality: Modality
) -> list[tuple[str, float]]:
    """Return what speaks for and against an event; probabilities as log odds."""
    lexical = "seen" not in coded.act.flags
    seen, weight = coded.seen, coded.weight
    both = any(a.country for a in actors) and any(r.country for r in recipients)
    return [
        ("bias", 1.0),
        ("lexicon", float(lexical)),
        ("lexicon_score", (min(coded.act.score, 6.0) - 2.0) * lexical),
        ("seen_type", _odds(seen.probability if seen is not None and seen.type == coded.act.type else 0.0)),
        ("seen_any", _odds(seen.any_act if seen is not None else 0.0)),
        ("weighed", float(weight is not None)),
        ("relation_own", _odds(weight.own) if weight is not None else 0.0),
        ("relation_none", _odds(weight.none) if weight is not None else 0.0),
        ("actor", float(any(a.country for a in actors))),
        ("recipient", float(any(r.country for r in recipients) or len(actors) > 1)),
        ("both", float(both)),
        ("person", float(any(a.name for a in actors))),
        ("nominal", float(coded.nominal)),
        ("implied", float(coded.implied)),
        ("lent", float(any("belongs to" in note for note in coded.notes))),
        ("pronoun", float(any(len(a.text) < 6 and a.text.islower() for a in (*actors, *recipients)))),
        ("unsure", float(modality in ("hypothetical", "historical"))),
        ("many", float(len(actors) * max(1, len(recipients)) > 2)),
        ("long", float(coded.last - coded.first > LONG)),
    ]


def _odds(chance: float) -> float:
    held = min(max(chance, FLOOR), 1 - FLOOR)
    return log(held / (1 - held)) / 2
