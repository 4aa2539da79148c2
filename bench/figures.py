"""One figure of the benchmark: what was measured, in which unit, and what is the most allowed."""

from __future__ import annotations

from typing import NamedTuple


class Figure(NamedTuple):
    """``most`` is the must: None where nothing is asked."""

    name: str
    value: float
    unit: str = ""
    most: float | None = None

    @property
    def ok(self) -> bool:
        return self.most is None or self.value <= self.most

    def __str__(self) -> str:
        must = "" if self.most is None else f"≤ {self.most:g} {self.unit}".rstrip()
        verdict = "" if self.most is None else ("yes" if self.ok else "NO")
        return (
            f"{self.name:<52} {f'{self.value:.2f} {self.unit}'.rstrip():>16}   {must:<12} {verdict}".rstrip()
        )
