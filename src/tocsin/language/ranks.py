"""Who is meant by "the general" and "the bishop": the one bearer of the rank whom the article has named."""

from __future__ import annotations

from functools import cache

from tocsin.language.model import Entity, Parsed, Token
from tocsin.language.words import words


def bearer_meant(parsed: Parsed, token: Token) -> Entity | None:
    """Return the person named so far with the rank that a definite noun is; None for none or several."""
    bearers: dict[str, Entity] = {}
    for other in parsed.tokens[: token.i]:
        mention = other.mention
        if mention is None or mention.kind == "pronoun" or mention.entity.kind != "person":
            continue
        name = mention.entity.name
        if name and _rank_before(parsed.text[mention.start : mention.end], name) == token.lemma:
            bearers[name] = mention.entity
    return next(iter(bearers.values())) if len(bearers) == 1 else None


def _rank_before(text: str, name: str) -> str | None:
    """Return the last rank before a name, written out: "colonel" of "Lt. Col. Ana Ruiz"."""
    title = text.partition(name.split()[0])[0].lower()
    if any(civil in title for civil in words("civil generals")):
        return None
    found = None
    for word in title.replace("-", " ").replace(".", " ").split():
        found = word if word in words("ranks") else _short().get(word, found)
    return found


def written_out(word: str) -> str:
    """Return the rank that a short form stands for ("gen": "general"), any other word as it is."""
    return _short().get(word, word)


@cache
def _short() -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in words("short ranks"))
