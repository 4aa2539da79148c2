"""Whose people are, where the text does not say and their names are not spelled as at home.

People without a country are read as those of the report's home. A name that is far likelier in another
country that the report speaks of says otherwise: "President Petraitis" in a report on Minsk. A linear model
weighs the countries; its weights stand in ``origin_weights.tsv`` and were fitted on the development articles
(``training/origins.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from tocsin import tables
from tocsin.knowledge import countries
from tocsin.knowledge.name_customs import name_customs
from tocsin.language.model import Entity, Parsed, Token

FEATURES = ("guessed", "named", "sentence", "paragraph", "office_as_guessed", "name")
LEAST = 0.8
"""Probability from which a country is taken in the place of the one that was guessed."""

UNSURE = ("the sentence before is about that country",)
"""Reasons for a country (``Entity.why``) that a name outweighs, beside the home of the report."""

KIN = 0.6
"""Likeness of the names of two countries from which a name tells nothing between them."""

LEAST_GAIN, MOST_GAIN = 3.0, 9.0
"""What a name tells counts from so many nats on, and not beyond."""

Floats = npt.NDArray[np.float64]


def place_strangers(parsed: Parsed) -> None:
    """Give people whose country is a guess, or unknown, the one that their name and the text speak for."""
    named = countries_told(parsed.tokens)
    for token, entity, guess in unplaced(parsed):
        codes = candidates(named, guess)
        if len(codes) > 1:
            chances = chances_of(features_of(parsed, token, entity, guess, codes, named), _weights())
            best = int(chances.argmax())
            if chances[best] >= LEAST and codes[best] != guess:
                entity.country, entity.why = (
                    codes[best],
                    "his name is spelled as there, and the report names it",
                )


def unplaced(parsed: Parsed) -> Iterator[tuple[Token, Entity, str]]:
    """Yield people of whom no words say the country: the token that names them first, and the guess at it."""
    seen: set[int] = set()
    for token in parsed.tokens:
        entity = token.mention.entity if token.mention is not None else None
        if entity is None or entity.kind != "person" or not entity.name or id(entity) in seen:
            continue
        seen.add(id(entity))
        guess = entity.country or parsed.home
        if (entity.is_guess or entity.why in UNSURE) and guess in countries() and guess in name_customs():
            yield token, entity, guess


def candidates(named: Counter[str | None], guess: str) -> list[str]:
    """Return the states of which people may be: the one that is guessed, and those that the report names."""
    return [guess, *(c for c in named if c != guess and c in countries() and c in name_customs())]


def countries_told(tokens: Sequence[Token], beside: Entity | None = None) -> Counter[str | None]:
    """Return how often words name each country, itself or by somebody, but ``beside``, who is known."""
    mentions = (token.mention for token in tokens)
    return Counter(
        one.entity.country
        for one in mentions
        if one is not None and one.kind != "pronoun" and one.entity is not beside and not one.entity.is_lent
    )


def features_of(
    parsed: Parsed, token: Token, entity: Entity, guess: str, codes: list[str], named: Counter[str | None]
) -> Floats:
    """Return for each country (rows) what speaks for it (columns, ``FEATURES``)."""
    sentence = parsed.sentence_of(token.i)
    paragraph = [one for one in parsed.sentences if one.paragraph == sentence.paragraph]
    near = countries_told(parsed.tokens[sentence.first : sentence.last], beside=entity)
    around = countries_told(parsed.tokens[paragraph[0].first : paragraph[-1].last], beside=entity)
    customs = name_customs()
    gains = customs.gains(entity.name or "", [*codes, guess])
    kin = np.minimum(1.0, customs.kinship(codes, guess) / KIN)
    name = np.clip((gains[:-1] - gains[-1]) * (1 - kin) - LEAST_GAIN, 0, MOST_GAIN - LEAST_GAIN)
    rows = [
        (
            code == guess,
            np.log1p(named[code]),
            min(2, near[code]),
            min(3, around[code]),
            code == guess and entity.office is not None,
            float(gain),
        )
        for code, gain in zip(codes, name, strict=True)
    ]
    return np.array(rows, dtype=float)


def chances_of(features: Floats, weights: Floats) -> Floats:
    """Return the probability of each country (rows of ``features``) by a linear model."""
    scores = features @ weights
    chances = np.exp(scores - scores.max())
    return np.asarray(chances / chances.sum())


@cache
def _weights() -> Floats:
    told = tables.weights(tables.table("tocsin.language", "origin_weights.tsv"))
    return np.array([told[name] for name in FEATURES])
