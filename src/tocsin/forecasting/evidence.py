"""What the past says for each candidate: one row of numbers a kind of evidence, one column an entity.

The question is always *subject, relation, whom?*; the other direction is asked with the turned relation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tocsin.forecasting import walks
from tocsin.forecasting.facts import (
    OBJECT,
    RELATION,
    SUBJECT,
    Floats,
    Graph,
    Ints,
    Scores,
    both_ways,
    step_of,
)
from tocsin.forecasting.names import NONE, Kinds, kinds_of
from tocsin.forecasting.past import Decay, Past, Seen
from tocsin.forecasting.rules import pair_rules
from tocsin.forecasting.walks import walk, walk_rules

ACT_SCALES = (2, 8, 30, 120, 0)
PAIR_SCALES = (8, 30, 0)
CROWD_SCALES = (0, 30, 8)
RULE_SCALES = (8, 60)
STRETCH = 3.0
UNSEEN = 1e-4


@dataclass(frozen=True)
class Learnt:
    """What is learnt once from the facts to fit on: the length of a step and the strengths of the rules."""

    step: int
    pairs: tuple[Floats, ...]
    walks: Floats


def learn(rows: Ints, graph: Graph) -> Learnt:
    """Learn the rules from rows that go one way."""
    step, entities = step_of(rows), len(graph.entities)
    ways, relations = both_ways(rows, graph.relations), 2 * graph.relations
    pairs = tuple(pair_rules(ways, entities, relations, step, scale) for scale in RULE_SCALES)
    by_subject = Past(ways, ways[:, SUBJECT], entities, ways[:, OBJECT])
    return Learnt(step, pairs, walk_rules(ways, by_subject, Decay(step, (walks.SCALE,)), relations))


class Evidence:
    """The facts of a graph, arranged so that a moment sees what was before it."""

    def __init__(self, graph: Graph, learnt: Learnt) -> None:
        rows, size = both_ways(graph.rows, graph.relations), len(graph.entities)
        subjects, objects, acts = rows[:, SUBJECT], rows[:, OBJECT], rows[:, RELATION]
        self.learnt = learnt
        self.size, self.relations = size, 2 * graph.relations
        self.kinds: Kinds = kinds_of(graph.entities)
        self.decay = Decay(learnt.step, (*ACT_SCALES, *RULE_SCALES))
        self.by_subject = Past(rows, subjects, size, objects)
        self.by_act = Past(rows, acts, self.relations, objects)
        self.by_all = Past(rows, np.zeros(len(rows), dtype=np.int64), 1, objects)
        self.by_active = Past(rows, np.zeros(len(rows), dtype=np.int64), 1, subjects)
        self.by_country = self._by(self.kinds.country, self.kinds.countries, rows)
        self.by_sector = self._by(self.kinds.sector, self.kinds.sectors, rows)

    def _by(self, kind: Ints, kinds: int, rows: Ints) -> Past:
        keys = kind[rows[:, SUBJECT]] * self.relations + rows[:, RELATION]
        return Past(rows, keys, kinds * self.relations, rows[:, OBJECT])

    def count(self, seen: Seen, scale: int) -> Floats:
        """Return the decayed number of facts by target."""
        weights = self.decay(self.decay.steps(seen.ages), scale)
        return _summed(seen.targets, weights, self.size)


class Moment:
    """One time: what can be said at it from the facts before it. Answers are kept for as long as it lives."""

    def __init__(self, evidence: Evidence, time: int) -> None:
        self.names: list[str] = []
        self._all, self._time = evidence, time
        self._crowds: dict[int, tuple[Floats, dict[str, Floats]]] = {}
        self._groups: dict[tuple[str, int], dict[str, Floats]] = {}
        self._owns: dict[int, Own] = {}
        self._base = self._popular()
        self._homes = self._home()

    def about(self, subject: int, relation: int) -> Scores:
        """Return the evidence as [kind, entity]; ``names`` has the kinds."""
        if subject not in self._owns:
            self._owns = {subject: Own(self._all, subject, self._time, self._homes)}
        found = {**self._owns[subject].act(relation), **self._crowd(relation)[1]}
        found.update(self._group("country", self._all.by_country, self._homes, subject, relation))
        found.update(self._group("sector", self._all.by_sector, self._all.kinds.sector, subject, relation))
        found.update(_shares(found))
        home = self._homes[subject]
        found["same country"] = (self._homes == home) & (home != NONE)
        found["itself"] = np.arange(self._all.size) == subject
        self.names = list(found)
        return np.array(list(found.values()), dtype=np.float32)

    def _popular(self) -> Floats:
        count = self._all.count(self._all.by_all.before(0, self._time), 0)
        return _mixed(count, np.full(self._all.size, 1 / self._all.size), 0.05 * self._all.size)

    def _home(self) -> Ints:
        """Return the country of each entity: the one in its name, else that of most of its partners."""
        kinds, past = self._all.kinds, self._all
        told, partners = past.by_all.before(0, self._time), past.by_active.before(0, self._time)
        cells = partners.targets * kinds.countries + kinds.country[told.targets]
        votes = np.bincount(cells, minlength=past.size * kinds.countries).reshape(past.size, kinds.countries)
        votes[:, NONE] = 0
        best = np.where(votes.max(1) > 0, votes.argmax(1), NONE)
        return np.where(kinds.country == NONE, best, kinds.country)

    def _crowd(self, relation: int) -> tuple[Floats, dict[str, Floats]]:
        """Return how often anybody does the act to each entity."""
        if relation not in self._crowds:
            past, found, share = self._all, {"popular": np.log(self._base)}, self._base
            seen = past.by_act.before(relation, self._time)
            shares = []
            for scale in CROWD_SCALES:
                share = _mixed(past.count(seen, scale), share, 20)
                shares.append(share)
                found[f"act {scale}"] = np.log(share)
            self._crowds[relation] = shares[0], found
        return self._crowds[relation]

    def _group(self, kind: str, past: Past, numbers: Ints, subject: int, relation: int) -> dict[str, Floats]:
        """Return the objects of the act by subjects of the same country or sector, and the objects' own."""
        key = int(numbers[subject]) * self._all.relations + relation
        if (kind, key) not in self._groups:
            seen = past.before(key, self._time)
            share = _mixed(self._all.count(seen, 0), self._crowd(relation)[0], 5)
            self._groups[kind, key] = {
                f"{kind}, act": np.log(share),
                f"{kind}, act, {kind}": _of_groups(seen.targets, numbers, 0.1),
            }
        return self._groups[kind, key]


class Own:
    """The story of one subject before a time: with whom, what, when."""

    def __init__(self, evidence: Evidence, subject: int, time: int, homes: Ints) -> None:
        self._all, self._homes = evidence, homes
        self._seen = evidence.by_subject.before(subject, time)
        self._steps = evidence.decay.steps(self._seen.ages)
        self._pair = self._of_pair()
        self._paths = walk(evidence.by_subject, evidence.decay, subject, time)
        self._pair["walk"] = np.log(UNSEEN + _summed(self._paths.ends, self._paths.shares, evidence.size))

    def act(self, relation: int) -> dict[str, Floats]:
        """Return what its story says of an act."""
        past, seen = self._all, self._seen
        same = seen.relations == relation
        targets, steps = seen.targets[same], self._steps[same]
        found = {}
        for scale in ACT_SCALES:
            count = _summed(targets, past.decay(steps, scale), past.size)
            found[f"same act {scale}"] = np.log1p(STRETCH * count)
        found["same act, last"] = _latest(targets, steps, past.size)
        for scale, strengths in zip(RULE_SCALES, past.learnt.pairs, strict=True):
            weights = strengths[seen.relations, relation] * past.decay(self._steps, scale)
            found[f"rules {scale}"] = np.log(UNSEEN + _summed(seen.targets, weights, past.size))
        found["country of same act"] = _of_groups(targets, self._homes, 0.1)
        worth = past.learnt.walks[self._paths.relations, relation] * self._paths.shares
        found["rules of two steps"] = np.log(UNSEEN + _summed(self._paths.ends, worth, past.size))
        return {**found, **self._pair}

    def _of_pair(self) -> dict[str, Floats]:
        found, targets = {}, self._seen.targets
        for scale in PAIR_SCALES:
            count = _summed(targets, self._all.decay(self._steps, scale), self._all.size)
            found[f"any act {scale}"] = np.log1p(STRETCH * count)
        found["any act, last"] = _latest(targets, self._steps, self._all.size)
        found["never met"] = (count == 0).astype(np.float64)
        found["country of any act"] = _of_groups(targets, self._homes, 0.5)
        return found


def _shares(found: dict[str, Floats]) -> dict[str, Floats]:
    """Return the story as shares, filled up with what its country does: a short story tells less."""
    usual = np.exp(found["country, act"])
    acts = [np.expm1(found[f"same act {scale}"]) / STRETCH for scale in (30, 0)]
    meetings = np.expm1(found["any act 30"]) / STRETCH
    return {
        "share of act 30": np.log(_mixed(acts[0], usual, 1)),
        "share of act 0": np.log(_mixed(acts[1], usual, 3)),
        "share of any act": np.log(_mixed(meetings, usual, 3)),
        "rate": np.log(np.exp(found["rules 60"]) + 0.05 * usual),
    }


def _of_groups(targets: Ints, numbers: Ints, prior: float) -> Floats:
    """Return for each entity the share that its group, country or sector, has among the targets."""
    count = np.bincount(numbers[targets], minlength=int(numbers.max()) + 1) + prior
    share: Floats = np.log(count / count.sum())
    return share[numbers]


def _summed(targets: Ints, weights: Floats, size: int) -> Floats:
    """Return the sum of the weights by target, also where there is none."""
    return np.bincount(targets, weights, minlength=size).astype(np.float64)


def _mixed(count: Floats, prior: Floats, weight: float) -> Floats:
    """Return shares of a count, smoothed by the shares of a wider group."""
    shares: Floats = (count + weight * prior) / (count.sum() + weight)
    return shares


def _latest(targets: Ints, steps: Ints, size: int) -> Floats:
    """Return one over the steps since the last fact with each target; targets are the oldest first."""
    last = np.zeros(size)
    last[targets] = 1 / np.maximum(steps, 1)
    return last
