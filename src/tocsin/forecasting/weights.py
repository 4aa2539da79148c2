"""How much each kind of evidence counts: a softmax regression with weights for all and a shift a relation."""

from __future__ import annotations

import numpy as np

from tocsin.forecasting.facts import Floats, Ints, Scores

PASSES = 15
BATCH = 256
RATE = 0.03
SHRINKAGE = 150.0
SEED = 1


def fit_weights(evidence: Scores, relation: Ints, relations: int, offsets: Scores) -> Scores:
    """Return weights as [relation, kind].

    ``evidence`` is [question, candidate, kind] with the true answer as the first candidate; ``offsets`` are
    added to the candidates' scores: [question, candidate]. Scales ``evidence`` in place: it is large.
    """
    middle, spread = evidence.mean((0, 1)), evidence.std((0, 1)) + 1e-6
    evidence -= middle
    evidence /= spread
    shared, own = np.zeros(evidence.shape[2]), np.zeros((relations, evidence.shape[2]))
    steps = (Adam(shared), Adam(own))
    order = np.random.default_rng(SEED)
    for turn in range(PASSES):
        rate = RATE * (1 - turn / PASSES) + 0.002
        shuffled = order.permutation(len(evidence))
        for start in range(0, len(evidence), BATCH):
            batch = shuffled[start : start + BATCH]
            acts = relation[batch]
            slope = _slope(evidence[batch], (shared + own[acts]).astype(np.float32), offsets[batch])
            of_own = np.zeros_like(own)
            np.add.at(of_own, acts, slope)
            steps[0].step(slope.mean(0), rate)
            steps[1].step(of_own / len(batch) + SHRINKAGE * own / len(evidence), rate)
    weights: Scores = ((shared + own) / spread).astype(np.float32)
    return weights


def _slope(evidence: Scores, weights: Scores, offsets: Scores) -> Floats:
    """Return the slope of the loss by weight, one row a question."""
    scores = np.matmul(evidence, weights[:, :, None])[:, :, 0] + offsets
    scores -= scores.max(1, keepdims=True)
    likely = np.exp(scores)
    likely /= likely.sum(1, keepdims=True)
    likely[:, 0] -= 1
    slope: Floats = np.matmul(likely[:, None], evidence)[:, 0].astype(np.float64)
    return slope


class Adam:
    """The usual step downhill with momentum and a scale for each weight; changes the weights in place."""

    def __init__(self, weights: Floats) -> None:
        self._weights = weights
        self._mean, self._square = np.zeros_like(weights), np.zeros_like(weights)
        self._turn = 0

    def step(self, slope: Floats, rate: float) -> None:
        """Go one step."""
        self._turn += 1
        self._mean += 0.1 * (slope - self._mean)
        self._square += 0.01 * (slope * slope - self._square)
        size = np.sqrt(self._square / (1 - 0.99**self._turn)) + 1e-4
        self._weights -= rate * (self._mean / (1 - 0.9**self._turn)) / size
