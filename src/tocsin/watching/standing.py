"""Where a crisis stands on its last day: between whom it is, and which alerts are on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tocsin.watching.alerting import Alert, Day, Watch
from tocsin.watching.index import Point
from tocsin.watching.inputs import Watched
from tocsin.watching.phases import Phase
from tocsin.watching.series import Key, bounds, days_between, dyads
from tocsin.watching.weighing import Weighing


def main_dyad(seen: Watched) -> Key | None:
    """Return the two parties (countries, organisations) with most incidents between them, None for none."""
    counts: Counter[tuple[str, ...]] = Counter()
    for pair, count in dyads(seen.acts).items():
        counts[tuple(sorted(pair))] += count
    if not counts:
        return None
    one, other = min(counts, key=lambda pair: (-counts[pair], pair))
    return Key(actor=one, recipient=other, either=True)


def standing_of(seen: Watched, key: Key, seed: int | None = 0) -> tuple[Point, Phase]:
    """Return point and phase of the last day that was read, the point with its band, as a watch tells them.

    Other bands are not made, nor alerts: both take far longer. UsageError if nothing was read.
    """
    first, last = bounds(seen.coverage, None, None, None)
    watch, weighing = Watch(seed, since=last), Weighing(seen.acts, seen.coverage, key)
    return [watch.step(day, weighing) for day in days_between(first, last)][-1]


def open_alerts(days: Sequence[Day]) -> list[Alert]:
    """Return the alerts that are on at the end of the last day, each as it last rang."""
    rung = {alert.name: alert for day in days for alert in day.alerts}
    return [rung[name] for name in days[-1].on if name in rung] if days else []
