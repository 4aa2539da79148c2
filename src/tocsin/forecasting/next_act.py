"""The ranking of next acts: evidence of the past, weighed as the last part of the known time taught."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import numpy as np

from tocsin.forecasting.evidence import Evidence, Learnt, Moment, learn
from tocsin.forecasting.facts import OBJECT, RELATION, SUBJECT, TIME, Floats, Graph, Ints, Scores, both_ways
from tocsin.forecasting.weights import fit_weights

LAST_PART = 0.13
QUESTIONS = 9000
MOST_ANSWERS = 3
HARD = 100
DRAWN = 50
NEVER = np.float32(-1e4)
SEED = 0
DECIMALS = 5
FIRST_GUESS = (
    "same act 30",
    "any act 30",
    "rules 60",
    "act 30",
    "country, act",
    "country of any act",
    "walk",
)

Question = tuple[int, int]


class NextAct:
    """A fitted model: asked at a time about *subject, relation, whom?*, it scores all entities."""

    def __init__(self, learnt: Learnt, weights: Scores) -> None:
        self._learnt = learnt
        self.weights = weights

    @classmethod
    def fit(cls, graph: Graph) -> NextAct:
        """Learn rules from all facts, and weights from the last part with the rules of the first."""
        times = np.unique(graph.rows[:, TIME])
        cut = times[int(len(times) * (1 - LAST_PART))] if len(times) > 1 else times[0]
        late = graph.rows[:, TIME] >= cut
        first = graph.rows[~late] if not late.all() else graph.rows
        weights = _weigh(graph, learn(first, graph), both_ways(graph.rows[late], graph.relations))
        return cls(learn(graph.rows, graph), weights)

    def answer(self, graph: Graph, asked: Ints) -> Iterator[tuple[int, Question, Floats]]:
        """Yield time, question and the score of each entity, for the questions that rows of both ways ask.

        ``graph`` may hold facts of any time: an answer is made from those before the time asked about.
        Scores are rounded, so that entities of which nothing is known are level to the last digit.
        """
        evidence = Evidence(graph, self._learnt)
        for time, questions in _by_time(asked):
            moment = Moment(evidence, time)
            for subject, relation in questions:
                scores = self.weights[relation].astype(np.float64) @ moment.about(subject, relation)
                yield time, (subject, relation), scores.round(DECIMALS)


def _by_time(asked: Ints) -> Iterator[tuple[int, list[Question]]]:
    """Yield the different questions of each time, those of one subject together."""
    rows = np.unique(asked[:, [TIME, SUBJECT, RELATION]], axis=0).tolist()
    for time, group in groupby(rows, key=lambda row: row[0]):
        yield time, [(subject, relation) for _, subject, relation in group]


def _weigh(graph: Graph, learnt: Learnt, rows: Ints) -> Scores:
    """Fit the weights on a sample of the questions that rows of both ways ask."""
    draw = np.random.default_rng(SEED)
    evidence, size = Evidence(graph, learnt), len(graph.entities)
    hard, answers = min(HARD, size), _answers(rows)
    kept = rows[np.sort(draw.permutation(len(rows))[:QUESTIONS])]
    usual = np.zeros(hard + DRAWN, dtype=np.float32)
    usual[hard:] = np.log(max(size - hard, 1) / DRAWN / 2)
    cases, acts, offsets = [], [], []
    for time, questions in _by_time(kept):
        moment = Moment(evidence, time)
        for subject, relation in questions:
            true = answers[subject, relation, time]
            about = moment.about(subject, relation)
            others = _others(about, moment.names, true, hard, draw.integers(0, size, DRAWN))
            for answer in draw.permutation(true)[:MOST_ANSWERS]:
                cases.append(about[:, np.concatenate([[answer], others])].T)
                acts.append(relation)
                offsets.append(np.where(np.isin(others, true), NEVER, usual))
    first = np.zeros((len(cases), 1), dtype=np.float32)
    return fit_weights(
        np.array(cases),
        np.array(acts),
        2 * graph.relations,
        np.concatenate([first, np.array(offsets)], axis=1),
    )


def _answers(rows: Ints) -> dict[tuple[int, int, int], Ints]:
    """Return the different true answers by subject, relation and time."""
    found: dict[tuple[int, int, int], set[int]] = {}
    for row in rows.tolist():
        found.setdefault((row[SUBJECT], row[RELATION], row[TIME]), set()).add(row[OBJECT])
    return {question: np.array(sorted(objects)) for question, objects in found.items()}


def _others(about: Scores, names: list[str], true: Ints, hard: int, drawn: Ints) -> Ints:
    """Return candidates to beat: those that look best at first sight, then those drawn at random."""
    guess = about[[names.index(name) for name in FIRST_GUESS]].sum(0)
    guess[true] = -np.inf
    return np.concatenate([np.argpartition(-guess, hard - 1)[:hard], drawn])
