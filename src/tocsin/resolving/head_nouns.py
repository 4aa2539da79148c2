"""The sector that the last noun of a name suggests, where no table has the name ("the Fiji Times")."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tocsin.knowledge import roles
from tocsin.tables import rows, table


def sector_of_noun(phrase: str) -> str | None:
    """Return the PLOVER sector of the last telling word of a phrase; None where none is."""
    parts = [word.strip(".,'’\"") for word in phrase.replace("-", " ").split()]
    for i in range(len(parts) - 1, -1, -1):
        plain = parts[i].lower()
        found = (
            _nouns().get(plain) or _nouns().get(plain.removesuffix("s")) if parts[i][:1].isupper() else None
        )
        role = next((one for one in _roles_ending(parts[: i + 1])), None)
        if found is not None or role is not None:
            return found or role
    return None


def _roles_ending(parts: list[str]) -> Iterator[str]:
    """Yield the sectors of the role nouns at the end of some words, the longest noun first."""
    for length in (3, 2, 1):
        phrase = " ".join(parts[-length:]).lower()
        role = roles().get(phrase) or roles().get(phrase.removesuffix("s"))
        if role is not None and len(parts) >= length:
            yield role.sector[:3]


@cache
def _nouns() -> dict[str, str]:
    """Read head_nouns.tsv: noun -> sector."""
    source = table("tocsin.resolving", "head_nouns.tsv")
    return {
        word: row["sector"]
        for _, row in rows(source, ("sector", "nouns"))
        for word in row["nouns"].split("|")
    }
