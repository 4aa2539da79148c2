"""What was known on a day beside what is known of it today."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tocsin.records import Incident
from tocsin.serving.merged import Picture
from tocsin.serving.replays import Known, Replay
from tocsin.watching.alerting import Day


def known_data(
    replay: Replay, picture: Picture, day: str, now: Day | None, levels: Mapping[str, float]
) -> dict[str, Any] | None:
    """Return what was known on a day as JSON data; None for a day before the first report or after the last.

    ``now`` is the day as it is told today, ``levels`` are those of all days. Each of ``recent`` is an
    incident as it stood, with ``today``: the id it has now, its claim and independent sources, whether it was
    taken back, whether any of it differs.
    """
    known = replay.days.get(day)
    if known is None:
        return None
    return {
        "reports": known.reports,
        "incidents": known.incidents,
        "level": known.level,
        "index": known.day.point.index,
        "level_today": levels.get(day),
        "index_today": None if now is None else now.point.index,
        "counted": known.counted,
        "recent": [_row(one, replay.today(one.id), known, picture) for one in known.recent],
    }


def _row(then: Incident, now: Incident | None, known: Known, picture: Picture) -> dict[str, Any]:
    withdrawn = then.id in known.withdrawn
    return {
        "incident": then,
        "withdrawn": withdrawn,
        "today": None if now is None else _today(then, withdrawn, now, picture),
    }


def _today(then: Incident, was_withdrawn: bool, now: Incident, picture: Picture) -> dict[str, Any]:
    withdrawn = picture.withdrawal(now) is not None
    before = (then.type, then.modality, then.independent_sources, was_withdrawn)
    return {
        "id": now.id,
        "type": now.type,
        "mode": now.mode,
        "modality": now.modality,
        "sources": now.independent_sources,
        "withdrawn": withdrawn,
        "differs": before != (now.type, now.modality, now.independent_sources, withdrawn),
    }
