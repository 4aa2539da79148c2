"""The statistical parse of the condensed text: units in, tokens out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Token as Word

from tocsin.language.condense import Unit
from tocsin.language.mending import mend
from tocsin.language.model import Token
from tocsin.language.sentences import TERMINAL, Cuts
from tocsin.language.spotting import Raw
from tocsin.tables import rows, table

CHUNK = 1500
PAST_FORM = "attacked"


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
            Doc(
                nlp.vocab,
                words=[unit.word for unit in part] + ["."] * stop,
                spaces=[raw[unit.last - 1].space for unit in part] + [False] * stop,
                sent_starts=starts,
            ),
        )
        tokens.extend(_token(unit, raw, word, first) for unit, word in zip(part, doc, strict=False))
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
    if not head:
        return
    doc = _run(nlp, Doc(nlp.vocab, words=[unit.word for unit in head]))
    finite = [word.i for word in doc if word.tag_ in ("VBZ", "VBD", "VBP", "MD")]
    for unit, word, before in zip(head[1:], list(doc)[1:], doc, strict=False):
        lemma = unit.word.lower()
        if word.i in finite or (finite and finite != [word.i + 1]):
            return
        named = before.tag_ in ("NNS", "NNP", "NNPS") or head[before.i].mention is not None
        if unit.mention is None and lemma in verbs and named:
            unit.lemma, unit.word = lemma, PAST_FORM
            return


def _run(nlp: Language, doc: Doc) -> Doc:
    for _, process in nlp.pipeline:
        doc = process(doc)
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


def _token(unit: Unit, raw: list[Raw], word: Word, offset: int) -> Token:
    verb, plural = word.pos_ in ("VERB", "AUX"), word.tag_ == "NNS"
    known = _lemmas().get(word.lower_) if verb or plural else None
    return Token(
        word.i + offset,
        "".join(t.text + (" " if t.space else "") for t in raw[unit.first : unit.last]).strip(),
        raw[unit.first].start,
        raw[unit.last - 1].end,
        unit.lemma or unit.prefix + (known or word.lemma_.lower()),
        word.pos_,
        word.tag_,
        word.dep_,
        word.head.i + offset,
        unit.mention,
    )


def _hang(tokens: list[Token], title: int) -> None:
    """Enter the children; a word that hangs on the full stop that was added to the title is its own head."""
    for token in tokens:
        if token.head >= len(tokens) or (token.i < title <= token.head):
            token.head = token.i
        if token.head != token.i:
            tokens[token.head].children.append(token.i)


@cache
def _lemmas() -> dict[str, str]:
    source = table("tocsin.language", "lemmas.tsv")
    return {row["form"]: row["lemma"] for _, row in rows(source, ("form", "lemma"))}
