"""``tocsin evaluate actors``: phrases with the country and code that they mean on a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tocsin.errors import InputError
from tocsin.evaluating.gold_table import gold_rows
from tocsin.knowledge import countries
from tocsin.records import Record, ResolvedActor

COLUMNS = ("phrase", "date", "country", "code")
GOVERNMENT = "GOV"
COUNTRY_LENGTH = 3
SHOWN = 40

Answer = Callable[[str, str | None], ResolvedActor]


@dataclass(frozen=True, slots=True)
class GoldActor:
    """One row: a phrase, its day, and the countries and codes that are right; empty for none known."""

    line: int
    phrase: str
    day: str | None
    countries: tuple[str, ...]
    codes: tuple[str, ...]


class WrongActor(Record, frozen=True):
    """A phrase that was not resolved as the gold has it."""

    line: int
    phrase: str
    want: str
    got: str


class ActorScores(Record, frozen=True):
    """What was measured: ``null_rate`` of the rows have no country, of the others ``wrong`` the wrong one."""

    n: int
    country_accuracy: float
    code_accuracy: float
    null_rate: float
    wrong: float
    mistakes: tuple[WrongActor, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the figures for ``--json``."""
        data = self.to_dict()
        del data["mistakes"]
        return data


def read_actors(path: str) -> list[GoldActor]:
    """Read phrase, date, country and code; ``|`` between alternatives. InputError names the line."""
    found = []
    for line, row in gold_rows(path, COLUMNS):
        if not row["phrase"]:
            raise InputError(path, "no phrase", "every row needs the words for a party", line)
        found.append(
            GoldActor(
                line,
                row["phrase"],
                _day(path, line, row["date"]),
                _split(row["country"]),
                _split(row["code"]),
            )
        )
    return found


def measure_actors(rows: Sequence[GoldActor], answer: Answer) -> ActorScores:
    """Resolve each phrase and compare country and code.

    A whole country or capital stands for its government: IND is INDGOV. Of a code the country and the first
    sector are compared. The code of a body (HRW) is no country where the gold has none.
    """
    right = coded = given = wrong = 0
    mistakes = []
    for row in rows:
        got = answer(row.phrase, row.day)
        country = _state(got.country, row)
        country_right = country in row.countries
        code_right = _code(got.code) in {_code(code) for code in row.codes}
        right += country_right
        coded += code_right
        given += bool(country)
        wrong += bool(country) and not country_right
        if not (country_right and code_right):
            mistakes.append(_mistake(row, got))
    return ActorScores(
        n=len(rows),
        country_accuracy=right / len(rows),
        code_accuracy=coded / len(rows),
        null_rate=1 - given / len(rows),
        wrong=wrong / max(1, given),
        mistakes=tuple(mistakes[:SHOWN]),
    )


def _state(country: str | None, row: GoldActor) -> str:
    """Return the country of an answer; none for a body's own code where the gold names no country."""
    own_code = country is not None and country not in countries() and row.countries == ("",)
    return "" if country is None or own_code else country


def _code(code: str | None) -> str:
    """Return country and first sector of a code; a bare country is its government."""
    if not code:
        return ""
    return code + GOVERNMENT if code in countries() else code[: 2 * COUNTRY_LENGTH]


def _mistake(row: GoldActor, got: ResolvedActor) -> WrongActor:
    want = f"{'|'.join(row.countries) or '-'} {'|'.join(row.codes) or '-'}"
    return WrongActor(
        line=row.line,
        phrase=row.phrase,
        want=want,
        got=f"{got.country or '-'} {got.code or '-'} ({got.reason})",
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|"))


def _day(path: str, line: int, cell: str) -> str | None:
    if not cell:
        return None
    try:
        return date.fromisoformat(cell[:10]).isoformat()
    except ValueError as error:
        raise InputError(path, f"date is {cell!r}", "write it as 2025-05-01", line) from error
