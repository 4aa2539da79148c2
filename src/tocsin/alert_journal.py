"""The journal of alerts: what was raised, until when, and what became of it on each way out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

from tocsin.errors import OutputError, StoreError
from tocsin.records import Record
from tocsin.storing.days import now
from tocsin.watching.alerting import Alert

JOURNAL = "alerts.log"
Outcome = Literal["sent", "failed"]


class Notice(Record, frozen=True):
    """An alert with its incidents in words, as it is sent."""

    alert: Alert
    incidents: tuple[str, ...] = ()


class AlertJournal:
    """A file of JSON lines that is only appended to: ``raised``, ``sent``, ``failed`` and ``checked``.

    A channel is known by its kind, the first word of its name (``webhook https://…``): an alert that waits
    for one whose address was mended goes to the new address, and nothing goes out on one twice. StoreError,
    with the line, for a journal that cannot be read; OutputError where it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.notices: dict[str, Notice] = {}
        self.checked: dict[str, str] = {}
        self._sent: set[tuple[str, str]] = set()
        self._wanted: dict[tuple[str, str], None] = {}
        for number, line in self._lines():
            self._take(number, line)

    def enter(self, notice: Notice) -> bool:
        """Enter an alert; return False, and enter nothing, for one that is known."""
        if notice.alert.id in self.notices:
            return False
        self.notices[notice.alert.id] = notice
        self._append({"what": "raised", **notice.to_dict()})
        return True

    def unsent(self, channel: str) -> list[Notice]:
        """Return the alerts that have not gone out on a channel since it first was told of them."""
        kind = _kind(channel)
        return [
            self.notices[name] for way, name in self._wanted if way == kind and (kind, name) not in self._sent
        ]

    def want(self, channel: str, notice: Notice) -> None:
        """Note that an alert is to go out on a channel."""
        self._wanted.setdefault((_kind(channel), notice.alert.id))

    def outcome(self, channel: str, notice: Notice, outcome: Outcome, tries: int, detail: str = "") -> None:
        """Enter what came of sending an alert."""
        self._wanted.setdefault((_kind(channel), notice.alert.id))
        if outcome == "sent":
            self._sent.add((_kind(channel), notice.alert.id))
        line = {"what": outcome, "channel": channel, "id": notice.alert.id, "tries": tries, "detail": detail}
        self._append(line)

    def check(self, scope: str, day: str) -> None:
        """Enter that all was looked at until a day."""
        if self.checked.get(scope, "") < day:
            self.checked[scope] = day
            self._append({"what": "checked", "scope": scope, "day": day})

    def _take(self, number: int, line: str) -> None:
        try:
            entry: dict[str, Any] = json.loads(line)
            what = entry["what"]
            if what == "raised":
                notice = msgspec.convert({k: entry[k] for k in ("alert", "incidents")}, Notice)
                self.notices[notice.alert.id] = notice
            elif what == "checked":
                self.checked[entry["scope"]] = entry["day"]
            else:
                way = (_kind(str(entry["channel"])), str(entry["id"]))
                if way[1] in self.notices:
                    self._wanted.setdefault(way)
                    if what == "sent":
                        self._sent.add(way)
        except (ValueError, KeyError, TypeError, msgspec.ValidationError):
            where = f"{self._path}, line {number}"
            raise StoreError(where, "is no line of the journal of alerts", "mend or remove it") from None

    def _lines(self) -> Iterator[tuple[int, str]]:
        try:
            text = self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(str(self._path), f"cannot be read ({error})", "check the file") from None
        # A last line without an end is one that a crash cut off: what it was about is done again.
        yield from enumerate(text.split("\n")[:-1], start=1)

    def _append(self, entry: dict[str, Any]) -> None:
        line = json.dumps({"time": now(), **entry}, ensure_ascii=False)
        try:
            with self._path.open("ab+") as file:
                if file.tell():
                    file.seek(-1, 2)
                    cut = file.read(1) != b"\n"
                    file.write((b"\n" if cut else b"") + line.encode() + b"\n")
                else:
                    file.write(line.encode() + b"\n")
        except OSError as error:
            raise OutputError(str(self._path), (error.strerror or str(error)).lower()) from None


def _kind(channel: str) -> str:
    return channel.partition(" ")[0]
