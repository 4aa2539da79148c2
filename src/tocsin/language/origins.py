"""Whose people are, where the text does not say and their names are not spelled as at home.

People without a country are read as those of the report's home. A name that is far likelier in another country
that the report speaks of says otherwise: "President Petraitis" in a report on Minsk. A linear model weighs the
countries; its weights stand in ``origin_weights.tsv`` and were fitted on the development articles
(``training/origins.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt

from tocsin import tables
from tocsin.knowledge import countries
from tocsin.knowledge.name_customs import name_customs
from tocsin.language.antecedents import countries_mentioned
from tocsin.language.model import Entity, Parsed, Token

FEATURES = ("home", "now", "named", "sentence", "paragraph", "office_at_home", "name")
LEAST = 0.7
"""Probability from which a country is taken in the place of the report's home."""

KIN = 0.6
"""Likeness of the names of two countries from which a name tells nothing between them."""

LEAST_GAIN, MOST_GAIN = 3.0, 15.0
"""What a name tells counts from so many nats on, and not beyond."""

Floats = npt.NDArray[np.float64]


def place_strangers(parsed: Parsed) -> None:
    """Give people whose country is only guessed, or unknown, the one that their name and the text speak for."""
    if parsed.home is None or parsed.home not in name_customs():
        return
    named = countries_mentioned(parsed)
    for token, entity in unplaced(parsed):
        codes = candidates(parsed, named)
        if len(codes) < len(FEATURES[:2]):
            return
        chances = _chances(features_of(parsed, token, entity, codes, named))
        best = int(chances.argmax())
        if chances[best] >= LEAST and codes[best] not in (entity.country, parsed.home):
            entity.country, entity.why = codes[best], "his name is spelled as there, and the report names it"


def unplaced(parsed: Parsed) -> Iterator[tuple[Token, Entity]]:
    """Yield people whose country is a guess or unknown, each with the token that names them first."""
    seen: set[int] = set()
    for token in parsed.tokens:
        entity = token.mention.entity if token.mention is not None else None
        if entity is None or entity.kind != "person" or not entity.name or id(entity) in seen:
            continue
        seen.add(id(entity))
        if entity.is_guess:
            yield token, entity


def candidates(parsed: Parsed, named: Counter[str | None]) -> list[str]:
    """Return the states of which people may be: the report's home, and those that it names."""
    found = [code for code in named if code in countries() and code in name_customs()]
    return found if parsed.home in found or parsed.home is None else [*found, parsed.home]


def features_of(
    parsed: Parsed, token: Token, entity: Entity, codes: list[str], named: Counter[str | None]
) -> Floats:
    """Return for each country (rows) what speaks for it (columns, ``FEATURES``); the report has a home."""
    assert parsed.home is not None
    sentence = parsed.sentence_of(token.i)
    near, beside = Counter[str | None](), Counter[str | None]()
    for one in parsed.sentences:
        if one.paragraph == sentence.paragraph:
            told = _told(parsed, one.first, one.last, entity)
            beside += told
            near += told if one.index == sentence.index else Counter()
    customs = name_customs()
    gains = customs.gains(entity.name or "", [*codes, parsed.home])
    kin = np.minimum(1.0, customs.kinship(codes, parsed.home) / KIN)
    name = np.clip((gains[:-1] - gains[-1]) * (1 - kin) - LEAST_GAIN, 0, MOST_GAIN - LEAST_GAIN)
    rows = [
        (
            code == parsed.home,
            code == entity.country,
            np.log1p(named[code]),
            min(2, near[code]),
            min(3, beside[code]),
            code == parsed.home and entity.office is not None,
            float(gain),
        )
        for code, gain in zip(codes, name, strict=True)
    ]
    return np.array(rows, dtype=float)


def _told(parsed: Parsed, first: int, last: int, entity: Entity) -> Counter[str | None]:
    mentions = (token.mention for token in parsed.tokens[first:last])
    return Counter(
        mention.entity.country
        for mention in mentions
        if mention is not None and mention.kind != "pronoun" and mention.entity is not entity
    )


def _chances(features: Floats) -> Floats:
    scores = features @ _weights()
    chances = np.exp(scores - scores.max())
    return np.asarray(chances / chances.sum())


@cache
def _weights() -> Floats:
    told = tables.weights(tables.table("tocsin.language", "origin_weights.tsv"))
    return np.array([told[name] for name in FEATURES])
