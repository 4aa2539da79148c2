"""What is said on the way of a long job: how far it is, and what should be known before its end.

On a terminal a bar, elsewhere a line now and then; for scripts JSON, an object a line:
``{"event": "progress", "stage": "code", "done": 20, "total": 60, "events": 31}`` (``total`` is null where it
is not known, ``at`` says where it is) and ``{"event": "message", "text": "…"}``.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, Protocol, TextIO, TypeVar, get_args

from tocsin.records import Record

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

Form = Literal["auto", "bar", "lines", "json", "none"]
Stage = Literal["read", "code", "merge", "recode", "export"]
FORMS: tuple[Form, ...] = get_args(Form)
STAGES: dict[Stage, str] = {
    "read": "articles read",
    "code": "articles coded",
    "merge": "articles merged into incidents",
    "recode": "articles coded again",
    "export": "records written",
}
SECONDS_BETWEEN_LINES = 5.0
SECONDS_BETWEEN_SHOWS = 0.2

T = TypeVar("T")


class Step(Record, frozen=True):
    """How far a stage is; ``total`` is None where it is not known, ``counts`` what was made so far."""

    stage: Stage
    done: int
    total: int | None
    at: str | None
    counts: dict[str, int]

    @property
    def more(self) -> str:
        """What is said beside the numbers."""
        parts = [f"{value:,} {name}" for name, value in self.counts.items()]
        return ", ".join([*parts, *([self.at] if self.at else [])])


class Told:
    """Says things on a stream, in one of the forms; ``quiet`` keeps all progress back.

    ``auto`` is a bar on a terminal, and lines elsewhere.
    """

    def __init__(self, stream: TextIO, quiet: bool = False, form: Form = "auto") -> None:
        if form == "auto":
            form = "bar" if stream.isatty() else "lines"
        self.quiet = quiet
        self._as_json = form == "json"
        self._stream = stream
        self._shown: _Shows = _SHOWN["none" if quiet else form](stream)
        self._last = time.monotonic() if form == "lines" else 0.0

    def progress(
        self, stage: Stage, done: int, total: int | None = None, *, at: str | None = None, **counts: int
    ) -> None:
        """Say how far a stage is, if it is time or if it is through."""
        ended = done == total and self._shown.tells_the_end
        if not ended and time.monotonic() - self._last < self._shown.pause():
            return
        self._last = time.monotonic()
        self._shown.show(Step(stage=stage, done=done, total=total, at=at, counts=counts))

    def counted(self, stage: Stage, values: Iterable[T], total: int | None = None) -> Iterator[T]:
        """Yield values, and say how many have passed."""
        for done, value in enumerate(values, start=1):
            yield value
            self.progress(stage, done, total)

    def say(self, line: str) -> None:
        """Say a line that stays."""
        self.clear()
        written = (
            json.dumps({"event": "message", "text": line}, ensure_ascii=False) if self._as_json else line
        )
        self._stream.write(f"{written}\n")
        self._stream.flush()

    def clear(self) -> None:
        """Take what shows the progress away."""
        self._shown.clear()


class _Shows(Protocol):
    """A form of progress; ``tells_the_end`` where the last step of a stage is always shown."""

    tells_the_end: bool

    def __init__(self, stream: TextIO) -> None: ...

    def pause(self) -> float:
        """Return the seconds between two steps that are shown."""

    def show(self, step: Step) -> None:
        """Show a step."""

    def clear(self) -> None:
        """Take it away."""


class _Nothing:
    tells_the_end = False

    def __init__(self, stream: TextIO) -> None: ...

    def pause(self) -> float:
        return float("inf")

    def show(self, step: Step) -> None: ...

    def clear(self) -> None: ...


class _Lines:
    tells_the_end = False

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def pause(self) -> float:
        return SECONDS_BETWEEN_LINES

    def show(self, step: Step) -> None:
        of = "" if step.total is None else f" of {step.total:,}"
        more = f", {step.more}" if step.more else ""
        self._stream.write(f"tocsin: {step.done:,}{of} {STAGES[step.stage]}{more}\n")
        self._stream.flush()

    def clear(self) -> None: ...


class _Json:
    tells_the_end = True

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def pause(self) -> float:
        return SECONDS_BETWEEN_SHOWS

    def show(self, step: Step) -> None:
        data = {"event": "progress", "stage": step.stage, "done": step.done, "total": step.total}
        where = {"at": step.at} if step.at else {}
        self._stream.write(json.dumps(data | step.counts | where, ensure_ascii=False) + "\n")
        self._stream.flush()

    def clear(self) -> None: ...


class _Bar:
    """A bar of rich, drawn when a step is shown and not by a thread of its own."""

    tells_the_end = True

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._stage: Stage | None = None

    def pause(self) -> float:
        return SECONDS_BETWEEN_SHOWS

    def show(self, step: Step) -> None:
        bar = self._opened()
        if self._task is None or self._stage != step.stage:
            if self._task is not None:
                bar.remove_task(self._task)
            self._stage = step.stage
            self._task = bar.add_task(STAGES[step.stage], total=step.total, more="")
        bar.update(self._task, completed=step.done, total=step.total, more=step.more)
        bar.refresh()

    def clear(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = self._task = None

    def _opened(self) -> Progress:
        if self._bar is None:
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            from tocsin.showing.screen import console_for

            self._bar = Progress(
                TextColumn("{task.description}", markup=False),
                BarColumn(bar_width=20),
                MofNCompleteColumn(),
                TimeRemainingColumn(compact=True),
                TextColumn("{task.fields[more]}", markup=False),
                console=console_for(self._stream, force_terminal=True),
                transient=True,
                auto_refresh=False,
            )
            self._bar.start()
        return self._bar


_SHOWN: dict[str, type[_Shows]] = {"bar": _Bar, "lines": _Lines, "json": _Json, "none": _Nothing}
