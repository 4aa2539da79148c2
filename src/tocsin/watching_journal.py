"""The journal of ``tocsin watch``: a text file, one line for each source and round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

JOURNAL = "watch.log"
HEAD = "# time (UTC)\tsource\tnew articles\tproblems\tnext try (UTC)\twhat else\n"


class Journal:
    """Appends lines; if that cannot be done, it is said once, and the watch goes on."""

    def __init__(self, path: Path, say: Callable[[str], None]) -> None:
        self._path = path
        self._say = say
        self._failed = False

    def line(
        self, source: str, counted: Mapping[str, int], said: str = "", pause: float | None = None
    ) -> None:
        """Write what came of a source; ``pause`` is the seconds until its next try, None if there is none."""
        now = dt.datetime.now(dt.UTC)
        then = "-" if pause is None else _written(now + dt.timedelta(seconds=pause))
        numbers = [str(counted.get(name, "-")) for name in ("new", "problems")]
        cells = (_written(now), source, *numbers, then, said)
        self._append("\t".join(" ".join(cell.split()) for cell in cells).rstrip() + "\n")

    def _append(self, line: str) -> None:
        try:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(line if file.tell() else HEAD + line)
            self._failed = False
        except OSError as error:
            if not self._failed:
                reason = (error.strerror or str(error)).lower()
                self._say(f"tocsin: {self._path}: the journal cannot be written ({reason}): check the folder")
            self._failed = True


def _written(time: dt.datetime) -> str:
    return time.isoformat(timespec="seconds").replace("+00:00", "Z")
