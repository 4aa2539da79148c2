"""Simulated crises for the tests of forecasting: calm and hot dyads whose clashes make more clashes."""

from __future__ import annotations

import numpy as np

from acting import act, day
from tocsin.forecasting.history import History, history_of
from tocsin.watching.acts import Act

PARTIES = ("IND", "PAK", "CHN", "USA", "RUS", "UKR")
KINDS = (("ASSAULT", "firearms"), ("ACCUSE", "allege"), ("CONSULT", "phone"), ("MOBILIZE", "troops"))
SHARES = (0.35, 0.3, 0.25, 0.1)


def crises(days: int, seed: int = 1, first: int = 0, busy: float = 1.0) -> list[Act]:
    """Return the acts of all directed dyads; IND and PAK are the hottest, and clashes come in spells.

    ``busy`` is how many times as many spells there are.
    """
    dice = np.random.default_rng(seed)
    found, heat = [], dict.fromkeys(((a, b) for a in PARTIES for b in PARTIES if a != b), 0.0)
    for number in range(first, first + days):
        for dyad in heat:
            base = 0.03 if {"IND", "PAK"} == set(dyad) else 0.012
            heat[dyad] *= 0.75
            if dice.random() < busy * base + heat[dyad]:
                kind, mode = KINDS[dice.choice(len(KINDS), p=SHARES)]
                heat[dyad] += 0.35 if kind in ("ASSAULT", "MOBILIZE") else 0.03
                sources = {"A": number, "B": number + 1} if dice.random() < 0.5 else {"A": number}
                name = f"{seed}-{number}-{dyad[0]}-{dyad[1]}"
                found.append(act(name, number, kind, mode, *dyad, sources=sources))
    return found


def every_day(days: int) -> list[str]:
    """Return the dates of so many days, all of them read."""
    return [day(number) for number in range(days)]


def simulated(days: int, busy: float = 1.0) -> History:
    """Return the crises as a history that was read every day."""
    return history_of(crises(days, busy=busy), every_day(days), day(days - 1))
