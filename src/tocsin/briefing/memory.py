"""What a brief leaves for the next one: which reports it knew, up to when, and the level it gave."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable

from tocsin.errors import InputError
from tocsin.records import Record

VERSION = 1
BYTES = 5
# With more reports than this, only the day is kept: what is new is then what was published after it.
MOST_ARTICLES = 30_000


class Memory(Record, frozen=True):
    """``last_day`` is the last day of publication (ISO) or None; ``articles`` are short hashes of ids.

    ``articles`` is None where there were too many to keep. ``measure`` names what the level measured.
    """

    last_day: str | None
    level: float | None
    articles: frozenset[str] | None
    measure: str | None = None

    def knows(self, article: str, published: str | None) -> bool:
        """Tell whether the earlier brief knew an article; without a list, by its day of publication."""
        if self.articles is not None:
            return _hash(article).hex() in self.articles
        return published is None or self.last_day is None or published[:10] <= self.last_day


def remember(
    last_day: str | None, level: float | None, articles: Iterable[str], measure: str | None = None
) -> str:
    """Return what the next brief needs, as one line of JSON."""
    hashes = sorted({_hash(name) for name in articles})
    kept = base64.b64encode(b"".join(hashes)).decode() if len(hashes) <= MOST_ARTICLES else None
    return json.dumps(
        {"version": VERSION, "last_day": last_day, "level": level, "measure": measure, "articles": kept}
    )


def remembered(line: str, source: str) -> Memory:
    """Return what an earlier brief left. InputError, naming ``source``, where that is nothing of the kind."""
    try:
        data = json.loads(line)
        if data["version"] != VERSION:
            raise ValueError(f"version {data['version']}")
        kept = data["articles"]
        raw = None if kept is None else base64.b64decode(kept, validate=True)
        level = None if data["level"] is None else float(data["level"])
        last_day = None if data["last_day"] is None else str(data["last_day"])
        measure = str(data["measure"])
    except (ValueError, KeyError, TypeError) as error:
        remedy = "give a brief that tocsin brief wrote as HTML, or a date"
        raise InputError(source, f"is no earlier brief ({error})", remedy) from None
    hashes = None if raw is None else frozenset(raw[i : i + BYTES].hex() for i in range(0, len(raw), BYTES))
    return Memory(last_day=last_day, level=level, articles=hashes, measure=measure)


def _hash(name: str) -> bytes:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[:BYTES]
