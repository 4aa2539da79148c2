"""The statistical parse of the condensed text: units in, tokens out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import count, islice, repeat
from typing import cast

from numpy import int64
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc

from tocsin.language.annotating import Annotation, Annotator
from tocsin.language.condense import Unit
from tocsin.language.mending import mend
from tocsin.language.model import Token
from tocsin.language.sentences import TERMINAL, Cuts
from tocsin.language.spotting import Raw

CHUNK = 1500
PAST_FORM = "attacked"
TAGGING = ("tok2vec", "tagger")
PARSING = (*TAGGING, "parser")


@cache
def annotator(nlp: Language) -> Annotator:
    """Return the annotator of a pipeline, the same one each time."""
    return Annotator(nlp)


def parse(nlp: Language, made: list[Unit], raw: list[Raw], cuts: Cuts) -> list[Token]:
    """Return one token a unit. Sentences begin where ``cuts`` says, and the title is parsed by itself."""
    bounds = _bounds(made, cuts)
    title = _title_units(made, raw, cuts)
    tokens: list[Token] = []
    for chunks in _together(_chunks(bounds, title), title):
        docs = [_doc(nlp, made[a:b], raw, bounds[a:b], is_title=b == title) for a, b in chunks]
        _run(nlp, PARSING, docs)
        for (first, last), doc in zip(chunks, docs, strict=True):
            said = annotator(nlp).annotate(doc)
            hung = doc.to_array("HEAD").astype(int64).tolist()
            heads = [i + first + away for i, away in enumerate(hung)]
            tokens.extend(map(_token, made[first:last], repeat(raw), said, count(first), heads))
    _hang(tokens, title)
    mend(tokens)
    return tokens


def _together(chunks: Iterator[tuple[int, int]], title: int) -> Iterator[list[tuple[int, int]]]:
    """Yield the chunks that are parsed in one go: the title with the first behind it, the others alone."""
    if title:
        yield list(islice(chunks, 2))
    yield from ([chunk] for chunk in chunks)


def _doc(nlp: Language, part: list[Unit], raw: list[Raw], bounds: list[bool], is_title: bool) -> Doc:
    """Return what the parser reads of a part of an article.

    A title without a full stop is parsed with one: the model has hardly seen a sentence without.
    """
    stop = is_title and part[-1].word not in TERMINAL
    starts: list[bool | int | None] = [*bounds, *[False] * stop]
    return Doc(
        nlp.vocab,
        words=[unit.word for unit in part] + ["."] * stop,
        spaces=[raw[unit.last - 1].space for unit in part] + [False] * stop,
        sent_starts=starts,
    )


def show_headline_verb(
    nlp: Language, made: list[Unit], raw: list[Raw], cuts: Cuts, verbs: frozenset[str]
) -> None:
    """Show the parser a past form where a headline's verb could be a noun ("commandos storm airliner").

    ``verbs`` are the lemmas that may be meant; the unit keeps its own lemma.
    """
    head = made[: _title_units(made, raw, cuts)]
    if not any(unit.mention is None and unit.word.lower() in verbs for unit in head[1:]):
        return
    doc = Doc(nlp.vocab, words=[unit.word for unit in head])
    _run(nlp, TAGGING, [doc])
    finite = [word.i for word in doc if word.tag_ in ("VBZ", "VBD", "VBP", "MD")]
    for unit, word, before in zip(head[1:], list(doc)[1:], doc, strict=False):
        lemma = unit.word.lower()
        if word.i in finite or (finite and finite != [word.i + 1]):
            return
        named = before.tag_ in ("NNS", "NNP", "NNPS") or head[before.i].mention is not None
        if unit.mention is None and lemma in verbs and named:
            unit.lemma, unit.word = lemma, PAST_FORM
            return


def _run(nlp: Language, names: tuple[str, ...], docs: list[Doc]) -> None:
    """Let parts of the pipeline enter what they see."""
    for name in names:
        pipe = cast(TrainablePipe, nlp.get_pipe(name))
        pipe.set_annotations(docs, pipe.predict(docs))


def _title_units(made: list[Unit], raw: list[Raw], cuts: Cuts) -> int:
    """Return how many units the title has."""
    return sum(raw[unit.first].start < cuts.title_end for unit in made)


def _bounds(made: list[Unit], cuts: Cuts) -> list[bool]:
    """Tell of each unit whether a sentence begins with it, inside it or in the white space before it."""
    starts = set(cuts.starts)
    bounds: list[bool] = []
    behind = made[0].first if made else 0
    for unit in made:
        bounds.append(any(k in starts for k in range(behind, unit.last)))
        behind = unit.last
    return bounds


def _chunks(bounds: list[bool], title: int) -> Iterator[tuple[int, int]]:
    """Cut an article behind its title and, so that memory stays flat, at a sentence start every ``CHUNK``."""
    first = 0
    if title:
        yield 0, title
        first = title
    for i, starts in enumerate(bounds):
        if i > first and starts and i - first >= CHUNK:
            yield first, i
            first = i
    if first < len(bounds):
        yield first, len(bounds)


def _token(unit: Unit, raw: list[Raw], said: Annotation, i: int, head: int) -> Token:
    if unit.last == unit.first + 1:
        text = raw[unit.first].text.strip()
    else:
        text = "".join(t.text + (" " if t.space else "") for t in raw[unit.first : unit.last]).strip()
    return Token(
        i,
        text,
        raw[unit.first].start,
        raw[unit.last - 1].end,
        unit.lemma or unit.prefix + said.lemma,
        said.pos,
        said.tag,
        said.dep,
        head,
        unit.mention,
    )


def _hang(tokens: list[Token], title: int) -> None:
    """Enter the children; a word that hangs on the full stop that was added to the title is its own head."""
    for token in tokens:
        if token.head >= len(tokens) or (token.i < title <= token.head):
            token.head = token.i
        if token.head != token.i:
            tokens[token.head].children.append(token.i)
