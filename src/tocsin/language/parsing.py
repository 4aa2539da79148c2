"""The statistical parse of the condensed text: units in, tokens out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import count, repeat

from numpy import int64
from spacy.language import Language
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
    for first, last in _chunks(bounds, title):
        part = made[first:last]
        # A title without a full stop is parsed with one: the model has hardly seen a sentence without.
        stop = last == title and part[-1].word not in TERMINAL
        starts: list[bool | int | None] = [*bounds[first:last], *[False] * stop]
        doc = _run(
            nlp,
            PARSING,
            Doc(
                nlp.vocab,
                words=[unit.word for unit in part] + ["."] * stop,
                spaces=[raw[unit.last - 1].space for unit in part] + [False] * stop,
                sent_starts=starts,
            ),
        )
        said = annotator(nlp).annotate(doc)
        hung = doc.to_array("HEAD").astype(int64).tolist()
        heads = [i + first + away for i, away in enumerate(hung)]
        tokens.extend(map(_token, part, repeat(raw), said, count(first), heads))
    _hang(tokens, title)
    mend(tokens)
    return tokens


def show_headline_verb(
    nlp: Language, made: list[Unit], raw: list[Raw], cuts: Cuts, verbs: frozenset[str]
) -> None:
    """Show the parser a past form where a headline's verb could be a noun ("commandos storm airliner").

    ``verbs`` are the lemmas that may be meant; the unit keeps its own lemma.
    """
    head = made[: _title_units(made, raw, cuts)]
    if not any(unit.mention is None and unit.word.lower() in verbs for unit in head[1:]):
        return
    doc = _run(nlp, TAGGING, Doc(nlp.vocab, words=[unit.word for unit in head]))
    finite = [word.i for word in doc if word.tag_ in ("VBZ", "VBD", "VBP", "MD")]
    for unit, word, before in zip(head[1:], list(doc)[1:], doc, strict=False):
        lemma = unit.word.lower()
        if word.i in finite or (finite and finite != [word.i + 1]):
            return
        named = before.tag_ in ("NNS", "NNP", "NNPS") or head[before.i].mention is not None
        if unit.mention is None and lemma in verbs and named:
            unit.lemma, unit.word = lemma, PAST_FORM
            return


def _run(nlp: Language, names: tuple[str, ...], doc: Doc) -> Doc:
    for name in names:
        doc = nlp.get_pipe(name)(doc)
    return doc


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
