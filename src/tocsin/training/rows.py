"""What a relation model learns from: a marked pair with the labels that it should get."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.sensing.marking import Pair


@dataclass(frozen=True, slots=True)
class Row:
    """One marked pair. ``types`` gives a weight to each label; the weights of a row sum to one.

    ``mode`` and ``status`` are None where they are not known; they are then not learnt from this row.
    ``acts`` are (type, mode, status) of every act between the two, where several are known.
    """

    pair: Pair
    types: dict[str, float]
    mode: str | None = None
    status: str | None = None
    acts: tuple[tuple[str, str, str], ...] = ()

    @property
    def type(self) -> str:
        """The label with the largest weight."""
        return max(self.types, key=lambda name: self.types[name])
