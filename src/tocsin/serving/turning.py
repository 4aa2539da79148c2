"""The first line of the crisis: which way its level goes, and where it stands in its own past."""

from __future__ import annotations

from tocsin.briefing.changes import turn
from tocsin.briefing.model import Direction, Level
from tocsin.records import Record
from tocsin.showing.brief.phrases import DIRECTIONS, standing_words

WEEK = 7


class Turn(Record, frozen=True):
    """The level of a day against a week before; ``by`` is None where nothing was read then.

    A day weighs too little: half of a level is that of the week before.
    ``words`` say the direction, ``standing`` where the level stands; None where there are too few days.
    """

    direction: Direction
    words: str
    day: str
    now: float
    by: float | None
    standing: str | None


def turn_of(level: Level | None) -> Turn | None:
    """Return the turn on the last day of a level; None where no day has one."""
    if level is None or not level.days or level.days[-1].value is None:
        return None
    before = next((one.value for one in level.days[-1 - WEEK : -WEEK]), None)
    direction: Direction = "unknown" if before is None or level.band is None else turn(before, level.now)
    return Turn(
        direction=direction,
        words=DIRECTIONS[direction],
        day=level.days[-1].day,
        now=level.now,
        by=None if before is None else round(level.now - before, 1),
        standing=None if level.band is None else standing_words(level),
    )
