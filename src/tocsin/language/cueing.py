"""Cues: the words that report speech, and the subject that a verb has."""

from __future__ import annotations

from functools import cache

from tocsin.language.model import Parsed, Token
from tocsin.language.phrases import head_before, is_verb
from tocsin.tables import rows, table, word_sets

CLAUSE_DEPTH = 6
LONGEST_PHRASE = 6
FINITE = ("VBD", "VBZ", "VBP")


@cache
def cues() -> dict[str, str]:
    """Return the kind of each word that reports speech, by lemma; ``cues.tsv`` says what the kinds are."""
    return {
        row["lemma"]: row["kind"] for _, row in rows(table("tocsin.language", "cues.tsv"), ("lemma", "kind"))
    }


def speech_words(name: str) -> frozenset[str]:
    """Return the set ``name`` of ``speech.tsv``; KeyError where there is none of that name."""
    return _sets()[name]


@cache
def _sets() -> dict[str, frozenset[str]]:
    return word_sets(table("tocsin.language", "speech.tsv"))


def subject_of(parsed: Parsed, verb: int) -> int | None:
    """Return the subject token of a verb; a conjoined or controlled verb shares the one above it."""
    for _ in range(CLAUSE_DEPTH):
        found = parsed.child(verb, "nsubj", "nsubjpass", "csubj", "expl")
        if found is not None:
            return found
        token = parsed.tokens[verb]
        if token.dep not in ("conj", "xcomp", "advcl") or token.head == verb:
            return None
        verb = token.head
    return None


def subjects_before(parsed: Parsed, verb: Token, *deps: str) -> list[int]:
    """Return the subjects before a verb: more than one where the parser took a reported clause for a name."""
    return [c for c in verb.children if c < verb.i and parsed.tokens[c].dep in deps]


def kind_of(parsed: Parsed, token: Token) -> str | None:
    """Return the kind of a cue; None for a word that reports nothing."""
    if token.mention is not None:
        return None
    if token.lemma in speech_words("phrase verbs") and _opens_phrase(parsed, token):
        return "say"
    kind = cues().get(token.lemma)
    if kind is None or not (is_verb(token) or _is_taken_for_noun(parsed, token)):
        return None
    return None if _says_nothing(parsed, token, kind) else kind


def is_question(parsed: Parsed, clause: int) -> bool:
    """Tell whether a clause begins with "whether", "why" or the like."""
    first = parsed.tokens[parsed.subtree(clause)[0]]
    return first.text.lower() in speech_words("question words")


def _opens_phrase(parsed: Parsed, token: Token) -> bool:
    """Tell whether a verb says with the words behind it ("let it be known")."""
    behind = " ".join(t.text.lower() for t in parsed.tokens[token.i + 1 : token.i + LONGEST_PHRASE])
    return any(f"{behind} ".startswith(f"{phrase} ") for phrase in speech_words("phrases"))


def _is_taken_for_noun(parsed: Parsed, token: Token) -> bool:
    """Tell whether the tagger took "reports" for a noun in "..., the health department reports."."""
    sentence = parsed.sentence_of(token.i)
    last = sentence.last > token.i + 1 and parsed.tokens[token.i + 1].text in (".", ",")
    if not last or token.tag != "NNS" or head_before(parsed, token.i, sentence.first) is None:
        return False
    before = parsed.tokens[sentence.first : token.i]
    comma = max((t.i for t in before if t.text == ","), default=None)
    return comma is not None and any(t.tag in FINITE for t in before if t.i < comma)


def _says_nothing(parsed: Parsed, token: Token, kind: str) -> bool:
    """Tell whether a question is left open: "would not say whether", "asked about the raid, he ..."."""
    if kind == "ask" and token.tag == "VBN" and token.dep in ("advcl", "acl", "prep"):
        return True
    if token.lemma not in speech_words("plain saying"):
        return False
    refused = token.dep == "xcomp" and parsed.tokens[token.head].lemma in speech_words("refusals")
    if not refused and parsed.child(token.i, "neg") is None:
        return False
    content = parsed.child(token.i, "ccomp")
    return content is None or is_question(parsed, content)
