"""What the commands of a project show: rows of a query, problems, and what a newer coder changes."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, TextIO

from rich.text import Text

from tocsin.amounts import number_of
from tocsin.showing.screen import console_for, plain_table
from tocsin.showing.wording import NOTHING, shown
from tocsin.storing.answers import Problem
from tocsin.storing.changes import KINDS, Changes


def write_rows(
    stream: TextIO, form: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], limit: int | None
) -> bool:
    """Write rows as a table, JSONL or CSV, no more than ``limit``; return whether there are more."""
    found = iter(rows)
    wanted = found if limit is None else islice(found, limit)
    if form == "table":
        _draw(stream, columns, wanted)
    elif form == "csv":
        write_csv(stream, columns, (dict(zip(columns, row, strict=True)) for row in wanted))
    else:
        for row in wanted:
            named = dict(zip(columns, row, strict=True))
            stream.write(json.dumps(named, ensure_ascii=False, default=str) + "\n")
    return limit is not None and next(found, None) is not None


def write_csv(stream: TextIO, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> int:
    """Write rows under a header and return their number; null is an empty cell."""
    writer = csv.DictWriter(stream, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    count = 0
    for row in rows:
        writer.writerow(row)
        count += 1
    return count


def show_problems(stream: TextIO, problems: Sequence[Problem]) -> None:
    """Draw what could not be read or coded, why, and what to do."""
    console = console_for(stream)
    if not problems:
        console.print(Text("no problems", style="dim"))
        return
    table = plain_table(leading=1)
    for name, ratio in (("source", 5), ("what is wrong", 5), ("what to do", 5)):
        table.add_column(name, ratio=ratio, overflow="fold")
    table.add_column("tries", justify="right")
    table.add_column("last", no_wrap=True)
    for one in problems:
        table.add_row(shown(one.source), shown(one.reason), shown(one.remedy), str(one.tries), one.last[:16])
    console.print(table)


def show_changes(stream: TextIO, found: Changes, *, accepted: bool) -> None:
    """Draw what a newer coder changes, by type, and say how to take it over."""
    console = console_for(stream)
    if not found.articles:
        console.print(Text("every article was coded by this coder: nothing to code again"))
        return
    table = plain_table()
    table.add_column("type")
    for kind in KINDS:
        table.add_column(kind, justify="right")
    for name, kinds in found.types.items():
        table.add_row(name, *(str(kinds[kind]) for kind in KINDS))
    totals = (sum(kinds[kind] for kinds in found.types.values()) for kind in KINDS)
    table.add_row(Text("all", style="bold"), *(Text(str(total), style="bold") for total in totals))
    console.print(Text(f"{number_of(found.articles, 'article')} coded again", style="bold"))
    console.print(table)
    if found.fields:
        console.print(Text("changed: " + ", ".join(f"{name} {n}" for name, n in found.fields.items())))
    end = "accepted" if accepted else "nothing is replaced yet: tocsin recode --accept takes it over"
    console.print(Text(end, style="dim"))


def _draw(stream: TextIO, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    table = plain_table()
    for name in columns:
        table.add_column(shown(name), overflow="fold")
    for row in rows:
        table.add_row(*(NOTHING if cell is None else shown(str(cell)) for cell in row))
    console_for(stream).print(table)
