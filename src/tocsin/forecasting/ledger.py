"""The ledger: forecasts before the outcome, outcomes after it, each line chained to the one before it.

One entry a line, canonical JSON (sorted keys, no blanks), with the hash of the line before in ``previous``
and its own in ``hash``. A seal beside it holds the number of entries and the last hash, so that lines cut off
at the end are missed. Lines are only ever added.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.errors import StoreError

FILE = "forecasts.jsonl"
SEAL = "forecasts.seal"
START = "0" * 64
REMEDY = "restore the file from a copy; `tocsin ledger verify` names every damaged line"

NO_FOLDER = "the ledger is kept in a project's folder, and this project was named by the URL of its server"
NONE_YET = "no forecast has been written down yet"

Entry = dict[str, Any]


@dataclass(frozen=True)
class Verified:
    """The entries of a ledger and what is wrong with it, in words; ``hash`` is that of the last entry."""

    entries: tuple[Entry, ...]
    problems: tuple[str, ...]
    hash: str


def reliable(found: Verified | None) -> tuple[tuple[Entry, ...], str | None]:
    """Return the entries to rely on and, where there are none, why; None is a project without a folder."""
    if found is None:
        return (), NO_FOLDER
    if found.problems:
        return (), f"the ledger is damaged: {found.problems[0]}; restore {FILE} from a copy"
    return found.entries, None if found.entries else NONE_YET


def canonical(entry: Entry) -> bytes:
    """Return the one way in which an entry is written, without its newline."""
    return json.dumps(
        entry, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    ).encode()


def hash_of(entry: Entry) -> str:
    """Return the hash of an entry: SHA-256 of all of it but its own hash."""
    return hashlib.sha256(
        canonical({name: value for name, value in entry.items() if name != "hash"})
    ).hexdigest()


class Ledger:
    """The ledger of a folder; StoreError where it cannot be read or written, or is damaged and is to grow."""

    def __init__(self, folder: Path) -> None:
        self.path, self._seal = folder / FILE, folder / SEAL

    def verify(self) -> Verified:
        """Read the whole ledger and check every byte of it; an absent ledger is empty and sound."""
        data, sealed = _bytes(self.path), _bytes(self._seal)
        entries: list[Entry] = []
        problems: list[str] = []
        previous = START
        lines = data.split(b"\n")
        if lines.pop():
            problems.append("the last line does not end: it was cut, or written to by something else")
        for number, line in enumerate(lines, 1):
            entry = _entry(line)
            wrong = _wrong(line, entry, number, previous)
            if wrong or entry is None:
                problems.append(f"line {number}: {wrong}")
            else:
                entries.append(entry)
            previous = str(entry["hash"]) if entry and isinstance(entry.get("hash"), str) else previous
        problems += _seal_problems(sealed, entries, len(lines), bool(data))
        return Verified(tuple(entries), tuple(problems), previous)

    def entries(self) -> tuple[Entry, ...]:
        """Return the entries of a sound ledger. StoreError for a damaged one."""
        found = self.verify()
        if found.problems:
            more = f" (and {len(found.problems) - 1} more)" if len(found.problems) > 1 else ""
            raise StoreError(str(self.path), f"the ledger is damaged: {found.problems[0]}{more}", REMEDY)
        return found.entries

    def append(self, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """Add entries, chained and sealed, and return them as they were written."""
        held = self.entries()
        previous = held[-1]["hash"] if held else START
        made: list[Entry] = []
        for number, entry in enumerate(entries, len(held) + 1):
            chained = {**entry, "number": number, "previous": previous}
            chained["hash"] = previous = hash_of(chained)
            made.append(chained)
        if made:
            self._write(b"".join(canonical(entry) + b"\n" for entry in made), len(held) + len(made), previous)
        return tuple(made)

    def _write(self, data: bytes, count: int, last: str) -> None:
        try:
            with self.path.open("ab") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside = self._seal.with_suffix(".part")
            beside.write_bytes(_sealed(count, last))
            beside.replace(self._seal)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise StoreError(str(self.path), reason, "make the project's folder writable") from None


def _sealed(count: int, last: str) -> bytes:
    return canonical({"entries": count, "hash": last}) + b"\n"


def _seal_problems(sealed: bytes, entries: Sequence[Entry], lines: int, data: bool) -> list[str]:
    """Check the seal; one that is behind, as a run that was stopped leaves it, holds for its part."""
    if not sealed:
        return ["the seal is missing"] if data else []
    seal = _entry(sealed.removesuffix(b"\n"))
    if seal is None or set(seal) != {"entries", "hash"} or not isinstance(seal["entries"], int):
        return ["the seal is damaged"]
    count = seal["entries"]
    if sealed != _sealed(count, str(seal["hash"])):
        return ["the seal is damaged"]
    if count > lines:
        return [f"the seal counts {count} entries, there are {lines}: the end was cut off"]
    sealing = next((one for one in entries if one.get("number") == count), None)
    if sealing is None or sealing["hash"] != seal["hash"]:
        return [f"the seal does not fit entry {count}"]
    return []


def _wrong(line: bytes, entry: Entry | None, number: int, previous: str) -> str | None:
    """Return what is wrong with one line, None if nothing is."""
    if entry is None:
        return "is no JSON object"
    if canonical(entry) != line:
        return "is not written as it was"
    if entry.get("hash") != hash_of(entry):
        return "does not fit its hash: it was changed"
    if entry.get("previous") != previous:
        return "does not follow the line before it"
    if entry.get("number") != number:
        return f"says that it is entry {entry.get('number')}"
    return None


def _entry(line: bytes) -> Entry | None:
    try:
        found = json.loads(line, parse_constant=_refused)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is no number of JSON")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StoreError(str(path), reason, "make the project's folder readable") from None
