"""What scripts need to draw in the browser what the server has drawn: JSON for an attribute of the page.

Words of reports are not in it: scripts take them from the page, where they are escaped. Names are cleaned,
and set as text; links are paths of this server.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tocsin.serving.answers import json_bytes

QUADS = (1, 2, 3, 4)


def level_data(days: Sequence[tuple[str, float | None, bool]], band: tuple[float, float] | None) -> str:
    """Return the level of each day, whether an alert rang on it, and the band of the earlier days."""
    return _attribute({"kind": "level", "days": [[day, value, int(rings)] for day, value, rings in days],
                       "band": band})  # fmt: skip


def acts_data(days: Sequence[tuple[str, Mapping[int, int]]]) -> str:
    """Return the acts of each day by quad class."""
    return _attribute(
        {"kind": "acts", "days": [[day, *(counts[quad] for quad in QUADS)] for day, counts in days]}
    )


def _attribute(data: dict[str, Any]) -> str:
    return json_bytes(data).decode()
