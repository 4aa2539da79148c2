"""Coding the gold articles and measuring what comes out; each article is coded once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from tocsin.evaluating.bars import Bar, SetScore, set_bars
from tocsin.evaluating.events import score_events
from tocsin.evaluating.sets import GoldSet
from tocsin.evaluating.statements import score_statements
from tocsin.reading import article_from_text
from tocsin.records import Article, Document

Code = Callable[[Article], Document]


def measure(one: GoldSet, code: Code) -> SetScore:
    """Code one gold article and measure its events and statements."""
    gold = one.gold
    document = code(article_from_text(gold.text, published=gold.published))
    return SetScore(
        set=one,
        events=score_events(gold.events, document.events, gold.text),
        statements=score_statements(gold.statements, document.statements, gold.text),
    )


def measure_all(
    chosen: Iterable[GoldSet], known: Iterable[GoldSet], code: Code
) -> tuple[list[SetScore], list[Bar]]:
    """Measure the chosen sets; an exchange is compared with its original, which is among ``known``."""
    by_name = {one.name: one for one in known}

    @cache
    def score_of(name: str) -> SetScore:
        return measure(by_name[name], code)

    scores: list[SetScore] = []
    bars: list[Bar] = []
    for one in chosen:
        scores.append(score_of(one.name))
        bars += set_bars(scores[-1], score_of(one.original) if one.original else None)
    return scores, bars
