"""Raw tokens of a text, and the knowledge names that begin at each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tocsin.knowledge import Name, NameKind

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(slots=True)
class Raw:
    """A token as spaCy's tokenizer cuts it: characters ``start`` to ``end``; ``space`` follows it.

    ``capital`` tells whether it is a word that begins with a capital.
    """

    text: str
    start: int
    end: int
    space: bool
    capital: bool = field(init=False)

    def __post_init__(self) -> None:
        self.capital = self.text[:1].isupper()


@dataclass(slots=True)
class Spot:
    """A knowledge name over raw tokens ``first`` to ``last`` (exclusive)."""

    first: int
    last: int
    name: Name


class Spots:
    """The names found in a text, by first token: longest first.

    A name that begins or ends inside a token is none. ``found`` is what ``NameIndex.find`` yields.
    A token behind the last one has no names.
    """

    def __init__(self, raw: list[Raw], found: Iterable[tuple[int, int, Name]]) -> None:
        starts = {token.start: i for i, token in enumerate(raw)}
        ends = {token.end: i + 1 for i, token in enumerate(raw)}
        self._at: dict[int, list[Spot]] = {}
        for start, end, name in found:
            first, last = starts.get(start), ends.get(end)
            if first is not None and last is not None:
                self._at.setdefault(first, []).append(Spot(first, last, name))
        for spots in self._at.values():
            spots.sort(key=lambda spot: (-spot.last, spot.name.kind, spot.name.key, spot.name.country))

    def longest(self, token: int, *kinds: NameKind) -> Spot | None:
        """Return the longest name of one of ``kinds`` that begins at ``token``."""
        return next((spot for spot in self._at.get(token, ()) if spot.name.kind in kinds), None)

    def office(self, token: int, country: str | None) -> Spot | None:
        """Return the longest office at ``token``.

        Of several readings that is the one for ``country``, else the general one, else the first.
        """
        found = [spot for spot in self._at.get(token, ()) if spot.name.kind == "office"]
        longest = [spot for spot in found if spot.last == found[0].last]
        longest.sort(key=lambda spot: spot.name.office.startswith("permanent_"))
        for wanted in (country, ""):
            for spot in longest:
                limits = spot.name.country.split("|")
                if wanted is not None and wanted in limits:
                    return spot
        return longest[0] if longest else None

    def any(self, token: int) -> list[Spot]:
        """Return every name that begins at ``token``, longest first."""
        return self._at.get(token, [])


def raw_tokens(nlp: Language, text: str) -> list[Raw]:
    """Cut a text with spaCy's tokenizer; runs of white space are tokens too."""
    return [
        Raw(token.text, token.idx, token.idx + len(token.text), bool(token.whitespace_))
        for token in nlp.tokenizer(text)
    ]
