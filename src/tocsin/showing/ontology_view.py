"""The ontology for reading: all types on one page, or one type with its modes, codes and scores."""

from __future__ import annotations

from typing import TextIO

from rich.table import Table
from rich.text import Text

from tocsin import ontology
from tocsin.ontology import CameoCode, TypeInfo
from tocsin.showing.screen import console_for, plain_table

NONE = "–"
_QUADS = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
    None: "Tocsin's own",
}


def show_ontology(stream: TextIO, type_name: str | None = None) -> None:
    """Draw all types, or one with its modes and codes; UsageError for a name that is none."""
    console = console_for(stream)
    if type_name is None:
        console.print(_all_types())
        console.print("\nOne type with its modes and codes: tocsin ontology ASSAULT")
        return
    info = ontology.type_info(type_name.upper())
    console.print(Text(f"{info.name}   ", style="bold").append(_standing(info), style="default"))
    console.print(Text(f"{info.definition}\nFor example: {info.example}\n"))
    if info.modes:
        console.print(_modes(info))
        console.print()
    codes = [code for code in ontology.cameo_codes().values() if code.type == info.name]
    if codes:
        console.print(_codes(codes))


def _all_types() -> Table:
    table = plain_table(leading=1)
    table.add_column("type", no_wrap=True)
    table.add_column("quad class", max_width=12)
    table.add_column("score", justify="right")
    table.add_column("CAMEO")
    table.add_column("what it is, and an example", ratio=1)
    for info in ontology.types().values():
        about = Text(info.definition).append(f"\n{info.example}", style="italic")
        quad = _QUADS[info.quad] if info.quad is None else f"{info.quad} {_QUADS[info.quad]}"
        table.add_row(info.name, quad, _number(info.score), " ".join(info.cameo) or NONE, about)
    return table


def _modes(info: TypeInfo) -> Table:
    table = plain_table()
    table.add_column("mode", no_wrap=True)
    table.add_column("score", justify="right")
    table.add_column("what it is", ratio=1)
    for mode in info.modes.values():
        table.add_row(mode.name, _number(ontology.intensity(info.name, mode.name)), mode.definition)
    return table


def _codes(codes: list[CameoCode]) -> Table:
    table = plain_table()
    table.add_column("CAMEO", no_wrap=True)
    table.add_column("Goldstein", justify="right")
    table.add_column("mode", no_wrap=True)
    table.add_column("what it is", ratio=1)
    for code in codes:
        table.add_row(code.code, _number(code.goldstein), code.mode or NONE, code.name)
    return table


def _standing(info: TypeInfo) -> str:
    if info.quad is None:
        return "Tocsin's own type: no PLOVER or CAMEO code, quad class or score"
    return f"quad class {info.quad}, {_QUADS[info.quad]}; score {_number(info.score)}"


def _number(value: float | None) -> str:
    return NONE if value is None else f"{value:g}"
