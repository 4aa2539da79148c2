"""What spares work changes nothing: each shortcut finds what the whole way finds."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from generated import articles
from tocsin.coding import fitting
from tocsin.coding.clauses import ClauseReader
from tocsin.coding.frames import Frame, lexicon
from tocsin.knowledge import titles
from tocsin.language import Reader
from tocsin.language.model import Token
from tocsin.language.people import _openings
from tocsin.quoting import stances
from tocsin.resolving import contexts
from tocsin.resolving.date_patterns import core_pattern

TEXTS = [article.text for article in articles(30, 9)]
SENTENCES = [
    *re.split(r"(?<=[.!?])\s", "\n".join(TEXTS)),
    "The oil embargo and the gas pipeline were a violation of the ceasefire, the election monitors said.",
    "The warship fired warning shots in international waters; the crew was unharmed and in good health.",
]


def test_contexts_may_begin_with_the_same_word() -> None:
    """Of each context is asked where any begins; the words of one may lie inside those of another."""
    for sentence in SENTENCES:
        each = tuple(name for name, pattern in contexts._patterns() if pattern.search(sentence))
        assert contexts.contexts_of(sentence) == each
    assert any(len(contexts.contexts_of(sentence)) > 1 for sentence in SENTENCES)


def test_a_sentence_without_words_of_a_stance_has_none() -> None:
    patterns = [pattern for _, _, _, pattern in stances._table()]
    for words in map(str.lower, SENTENCES):
        found = any(pattern.search(words) for pattern in patterns)
        assert (stances._any_stance().search(words) is not None) == found


def test_no_date_begins_inside_a_word() -> None:
    inside = re.compile(core_pattern().pattern.removeprefix(r"(?<!\w)"))
    assert inside.pattern != core_pattern().pattern
    for text in TEXTS:
        assert [m.span() for m in inside.finditer(text)] == [m.span() for m in core_pattern().finditer(text)]


def test_every_title_has_its_first_word_among_the_openings() -> None:
    for title in titles():
        assert re.split("[ -]", title)[0] in _openings()


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def _objects(reader: Reader) -> Iterator[tuple[list[Token], int]]:
    for article in articles(10, 9):
        parsed = reader.read(article)
        clauses = ClauseReader(parsed)
        for token in parsed.tokens:
            clause = clauses.verb(token.i) if token.pos == "VERB" else None
            if clause is not None and clause.object is not None:
                yield parsed.tokens, clause.object


def test_a_noun_that_a_row_matches_is_among_the_words_near(reader: Reader) -> None:
    wanted = {frame.nouns for kind in "vn" for frame in _frames(kind)}
    matched = 0
    for tokens, at in _objects(reader):
        near = fitting.words_of(tokens, at)
        for nouns in wanted:
            if fitting.noun_matches(tokens, at, nouns) is not None:
                matched += 1
                assert not nouns.isdisjoint(near)
    assert matched


def _frames(kind: str) -> list[Frame]:
    index = lexicon()._index
    return [frame for (of, _), frames in index.items() if of == kind for frame in frames if frame.nouns]
