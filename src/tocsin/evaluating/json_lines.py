"""Reading gold files of one JSON object a line; complaints name the file and the line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tocsin.errors import InputError

FORM = "give one JSON object a line, in UTF-8"


def json_lines(path: Path, keys: tuple[str, ...] = ()) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (line, object). InputError for an unreadable file, for no object, for a missing key."""
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as stream:
            lines = [(number, line) for number, line in enumerate(stream, 1) if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({error})", FORM) from error
    for number, line in lines:
        try:
            data = json.loads(line)
        except ValueError as error:
            raise InputError(str(path), f"is no JSON ({error})", FORM, number) from error
        missing = [key for key in keys if not isinstance(data, dict) or key not in data]
        if missing or not isinstance(data, dict):
            raise InputError(str(path), f"no {', '.join(missing) or 'object'}", FORM, number)
        yield number, data
