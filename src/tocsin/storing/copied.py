"""Which articles of an incident copy one another: found by their MinHash bands, verified by their words.

Both are kept, so that a text is read again only to be compared with one that it has not been compared with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from sqlalchemy import Connection, insert, select

from tocsin.merging.copies import candidates, digest, likeness
from tocsin.storing import schema
from tocsin.storing.chunks import chunks

DIGEST, COPY = schema.digests.c, schema.copies.c


def copied(connection: Connection, groups: Sequence[Sequence[int]]) -> list[list[tuple[int, int]]]:
    """Return for each group of articles the pairs, the lower key first, of which one copies the other."""
    several = [sorted(keys) if len(keys) > 1 else [] for keys in groups]
    bands = _digests(connection, sorted({key for keys in several for key in keys}))
    near = [_near(keys, bands) for keys in several]
    known = _known(connection, {pair for pairs in near for pair in pairs})
    missing = sorted({pair for pairs in near for pair in pairs} - known.keys())
    texts = _texts(connection, sorted({key for pair in missing for key in pair}))
    made = [
        {"article": one, "other": other, "copied": likeness(texts[one], texts[other]).kind == "copy"}
        for one, other in missing
    ]
    if made:
        connection.execute(insert(schema.copies), made)
    known |= {(row["article"], row["other"]): bool(row["copied"]) for row in made}
    return [[pair for pair in pairs if known[pair]] for pairs in near]


def _near(keys: Sequence[int], bands: Mapping[int, bytes]) -> list[tuple[int, int]]:
    if not keys:
        return []
    return [(keys[one], keys[other]) for one, other in candidates([bands[key] for key in keys])]


def _digests(connection: Connection, keys: Sequence[int]) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for some in chunks(keys):
        wanted = select(DIGEST.article, DIGEST.bands).where(DIGEST.article.in_(some))
        found |= {key: bytes(bands) for key, bands in connection.execute(wanted)}
    missing = [key for key in keys if key not in found]
    made = {key: digest(text) for key, text in _texts(connection, missing).items()}
    if made:
        connection.execute(
            insert(schema.digests), [{"article": key, "bands": bands} for key, bands in made.items()]
        )
    return found | made


def _known(connection: Connection, pairs: Set[tuple[int, int]]) -> dict[tuple[int, int], bool]:
    found: dict[tuple[int, int], bool] = {}
    for some in chunks(sorted({one for one, _ in pairs})):
        wanted = select(COPY.article, COPY.other, COPY.copied).where(COPY.article.in_(some))
        found |= {(one, other): is_copy for one, other, is_copy in connection.execute(wanted)}
    return found


def _texts(connection: Connection, keys: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    article = schema.articles.c
    for some in chunks(keys):
        wanted = select(article.key, article.text).where(article.key.in_(some))
        found |= dict(tuple(row) for row in connection.execute(wanted))
    return found
