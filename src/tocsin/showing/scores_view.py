"""Scores for reading: a table a class, the commonest confusions with examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from rich.table import Table

from tocsin.amounts import number_of
from tocsin.evaluating.classes import ClassScores
from tocsin.evaluating.plover import PloverScores
from tocsin.evaluating.relations import RelationScores
from tocsin.showing.screen import console_for, plain_table


def show_relations(stream: TextIO, scores: RelationScores) -> None:
    """Draw what ``tocsin evaluate relations`` measured."""
    console = console_for(stream)
    speed = f"{scores.seconds:.1f} s, {scores.n / max(scores.seconds, 1e-9):.0f} a second"
    console.print(f"{number_of(scores.n, 'pair')} in {speed}; calibration error {scores.ece:.3f} (15 bins)")
    if scores.cut:
        console.print(f"{number_of(scores.cut, 'sentence')} too long, read around their parties only")
    console.print()
    levels = (
        ("root types", scores.root),
        ("quad classes", scores.quad),
        ("cooperation, conflict", scores.binary),
    )
    console.print(_summary(levels))
    console.print()
    console.print(_classes(scores.root))
    if scores.confusions:
        console.print("\nThe commonest confusions")
    for wanted, said, count, examples in scores.confusions:
        console.print(f"\n{count} of {wanted} taken for {said}", style="bold")
        for example in examples:
            console.print(f"  {example}")


def show_plover(stream: TextIO, scores: PloverScores) -> None:
    """Draw what ``tocsin evaluate plover`` measured."""
    console = console_for(stream)
    console.print(f"{scores.n} records, of which {scores.silent} gave no event")
    console.print(f"the gold type is among the events: {scores.found:.3f}")
    console.print(f"its mode is right: {scores.mode:.3f} of {scores.modes}\n")
    console.print(_summary((("the surest event", scores.root),)))
    console.print()
    console.print(_classes(scores.root))


def show_figures(stream: TextIO, figures: Mapping[str, object], mistakes: Sequence[str]) -> None:
    """Draw figures by name, and under them what went wrong."""
    console = console_for(stream)
    shown = _table("", "measured")
    for name, value in _flat(figures):
        shown.add_row(name, f"{value:.3f}" if isinstance(value, float) else str(value))
    console.print(shown)
    if mistakes:
        console.print("\nSome of what went wrong")
    for line in mistakes:
        console.print(f"  {line}", markup=False)


def _flat(figures: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name} ")
        else:
            yield f"{before}{name}".replace("_", " "), value


def _summary(levels: Sequence[tuple[str, ClassScores]]) -> Table:
    shown = _table("", "macro F1", "accuracy")
    for name, scores in levels:
        shown.add_row(name, f"{scores.macro_f1:.3f}", f"{scores.accuracy:.3f}")
    return shown


def _classes(scores: ClassScores) -> Table:
    shown = _table("class", "n", "precision", "recall", "F1")
    for name, one in scores.per_class.items():
        shown.add_row(name, str(one.n), f"{one.precision:.3f}", f"{one.recall:.3f}", f"{one.f1:.3f}")
    return shown


def _table(first: str, *numbers: str) -> Table:
    shown = plain_table()
    shown.expand = False
    shown.add_column(first)
    for name in numbers:
        shown.add_column(name, justify="right")
    return shown
