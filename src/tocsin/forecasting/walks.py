"""Two steps from a subject: to its late partners and from them to theirs; which second steps tell most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tocsin.forecasting.facts import OBJECT, RELATION, SUBJECT, TIME, Floats, Ints
from tocsin.forecasting.past import Decay, Past

SCALE = 30
LATEST = 150
PARTNERS = 25
OF_PARTNER = 100
QUESTIONS = 6000
SEED = 2
PRIOR = 2.0


@dataclass(frozen=True)
class Paths:
    """Ends of walks, the relation of the second step, and the share of the walks that went so."""

    ends: Ints
    relations: Ints
    shares: Floats


def walk(by_subject: Past, decay: Decay, subject: int, time: int) -> Paths:
    """Walk from a subject before a time, the more often to a partner the more and the later they met."""
    near = by_subject.before(subject, time, LATEST)
    partners, place = np.unique(near.targets, return_inverse=True)
    count = np.bincount(place, decay(decay.steps(near.ages), SCALE), minlength=len(partners))
    paths = [Paths(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))]
    for number in np.argsort(-count, kind="stable")[:PARTNERS]:
        seen = by_subject.before(int(partners[number]), time, OF_PARTNER)
        weights = decay(decay.steps(seen.ages), SCALE)
        share = count[number] / count.sum() / max(weights.sum(), 1e-9)
        paths.append(Paths(seen.targets, seen.relations, weights * share))
    return Paths(
        np.concatenate([one.ends for one in paths]),
        np.concatenate([one.relations for one in paths]),
        np.concatenate([one.shares for one in paths]),
    )


def walk_rules(rows: Ints, by_subject: Past, decay: Decay, relations: int) -> Floats:
    """Return how much better than any a second step foretells a head: [second step, head], 1 for no better.

    Learnt on questions drawn from the later half of ``rows``, which are both ways and by time.
    """
    late = rows[len(rows) // 2 :]
    drawn = np.random.default_rng(SEED).permutation(len(late))[:QUESTIONS]
    hits, all_walks = np.zeros((relations, relations)), np.zeros((relations, relations))
    for row in late[np.sort(drawn)]:
        paths = walk(by_subject, decay, int(row[SUBJECT]), int(row[TIME]))
        true = paths.ends == row[OBJECT]
        np.add.at(hits[:, row[RELATION]], paths.relations[true], paths.shares[true])
        np.add.at(all_walks[:, row[RELATION]], paths.relations, paths.shares)
    usual = hits.sum() / max(all_walks.sum(), 1e-9)
    if not usual:
        return np.ones((relations, relations))
    of_head = (hits.sum(0) + PRIOR * usual) / (all_walks.sum(0) + PRIOR)
    of_step = (hits.sum(1) + PRIOR * usual) / (all_walks.sum(1) + PRIOR) / usual
    expected = of_head[None] * of_step[:, None]
    better: Floats = (hits + PRIOR * expected) / (all_walks + PRIOR) / of_head[None]
    return better
