"""What has changed since an earlier brief, since a day, or since the reports before the last day."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tocsin.briefing.memory import Memory
from tocsin.briefing.model import Change, Direction, Grown, Level
from tocsin.briefing.register import Register
from tocsin.records import Article, Event, Incident

IsKnown = Callable[[Article], bool]
MOST_NEW = 24
MOST_CHANGED = 6
# A level moves when it differs by so much: below that, reporting alone can make the difference.
LEAST_SHARE, LEAST_POINTS = 0.2, 4.0
HAPPENED = frozenset({"asserted", "alleged", "historical"})
DENIED = frozenset({"denied", "negated"})


class Since(Memory, frozen=True, kw_only=True):
    """What is compared with; ``words`` say since when, ``is_first`` that there is nothing before.

    ``before`` is the ISO day from which on reports are new, where that is what decides.
    """

    words: str
    before: str | None = None
    is_first: bool = False


def since_day(day: str) -> Since:
    """Compare with what was published before a day (ISO)."""
    return Since(last_day=None, level=None, articles=None, words=f"in the reports since {day}", before=day)


def since_brief(memory: Memory, name: str) -> Since:
    """Compare with an earlier brief."""
    words = f"since the brief of {memory.last_day} ({name})" if memory.last_day else f"since the brief {name}"
    return Since(
        last_day=memory.last_day,
        level=memory.level,
        articles=memory.articles,
        measure=memory.measure,
        words=words,
    )


def since_last_day(days: Sequence[str]) -> Since:
    """Compare the last of these days of publication (in order) with those before it."""
    if len(days) < 2:
        return Since(last_day=None, level=None, articles=None, words="", is_first=True)
    return Since(
        last_day=None,
        level=None,
        articles=None,
        words=f"in the reports of {days[-1]}",
        before=days[-1],
    )


def is_known(since: Since, article: Article) -> bool:
    """Tell whether an article was there before: its day, or the list of the earlier brief, says so."""
    if since.is_first:
        return False
    if since.before is not None:
        return article.published is None or article.published[:10] < since.before
    return since.knows(article.id, article.published)


def changes(since: Since, incidents: Sequence[Incident], register: Register, level: Level) -> Change:
    """Return what is new. ``incidents`` are in the order of their weight, the gravest first."""
    new: list[Incident] = []
    denied: list[Incident] = []
    grown: list[tuple[Incident, str, int, int]] = []
    more = 0
    for one in incidents:
        fresh = [
            event for event in register.events(one) if not is_known(since, register.article(event.article))
        ]
        old = [event for event in register.events(one) if is_known(since, register.article(event.article))]
        if fresh and not old:
            new.append(one)
        elif fresh:
            more += 1
            if _is_now_denied(old, fresh):
                denied.append(one)
            grown += [(one, *raised) for raised in _raised(old, fresh)]
    shown = register.lines("new", new, MOST_NEW)
    return Change(
        since=since.words,
        is_first=since.is_first,
        direction=_direction(since, level),
        new=shown,
        gravest=shown.shown[0] if shown.shown else None,
        now_denied=register.lines("now-denied", denied, MOST_CHANGED).shown,
        grown=tuple(
            Grown(line=line, kind=kind, old=low, new=high)
            for one, kind, low, high in grown[:MOST_CHANGED]
            if (line := register.line(one)) is not None
        ),
        more_reports=more,
    )


def _direction(since: Since, level: Level) -> Direction:
    """Say whether the level rose since then; unknown where there are too few days to say anything."""
    if level.band is None:
        return "unknown"
    # An earlier brief may have measured something else.
    before = since.level if since.measure == level.name else None
    if before is None and since.before is not None:
        # Levels take several days together: those of two days running have most of their reports in common.
        told = level.days[: -level.window]
        earlier = [one.value for one in told if one.day < since.before and one.value is not None]
        before = earlier[-1] if earlier else None
    if before is None:
        before = level.before
    if before is None:
        return "unknown"
    return turn(before, level.now)


def turn(before: float, now: float) -> Direction:
    """Say which way a level went; a step too small to mean anything is none."""
    step = now - before
    if abs(step) < max(LEAST_POINTS, LEAST_SHARE * max(before, now)):
        return "same"
    return "up" if step > 0 else "down"


def _is_now_denied(old: Sequence[Event], fresh: Sequence[Event]) -> bool:
    told = any(event.modality in HAPPENED for event in old)
    denied_before = any(event.modality in DENIED for event in old)
    return told and not denied_before and any(event.modality in DENIED for event in fresh)


def _raised(old: Sequence[Event], fresh: Sequence[Event]) -> list[tuple[str, int, int]]:
    before, after = _most(old), _most(fresh)
    return [(kind, before[kind], after[kind]) for kind in before if after.get(kind, 0) > before[kind]]


def _most(events: Sequence[Event]) -> dict[str, int]:
    found: dict[str, int] = {}
    for event in events:
        for kind, count in (event.magnitude or {}).items():
            found[kind] = max(count, found.get(kind, count))
    return found
