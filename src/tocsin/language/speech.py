"""Who is speaking: finds the verbs of saying, what they report, and the speaker of each quotation."""

from __future__ import annotations

from functools import cache

from tocsin.language.model import Parsed, Speech, Token
from tocsin.tables import rows, table

SCARE_QUOTE = 4
CLAUSE_DEPTH = 6
NO_SPEAKER = frozenset(("it", "this", "that", "which", "these", "those", "there"))


@cache
def cues() -> dict[str, str]:
    """Return the kind (say, claim, post, tell, source) of each word that reports speech, by lemma."""
    return {
        row["lemma"]: row["kind"] for _, row in rows(table("tocsin.language", "cues.tsv"), ("lemma", "kind"))
    }


def assign_speakers(parsed: Parsed) -> None:
    """Fill ``parsed.speeches``: one for every cue with content, and one for every real quotation."""
    parsed.speeches = []
    by_sentence: dict[int, list[Speech]] = {}
    for sentence in parsed.sentences:
        for i in range(sentence.first, sentence.last):
            speech = _reported(parsed, parsed.tokens[i]) or _according_to(parsed, parsed.tokens[i])
            if speech is not None:
                by_sentence.setdefault(sentence.index, []).append(speech)
                parsed.speeches.append(speech)
    for number in range(len(parsed.quotes)):
        if is_scare_quote(parsed, number):
            continue
        _give_speaker(parsed, number, by_sentence)


def is_scare_quote(parsed: Parsed, number: int) -> bool:
    """Tell whether a quotation is a few words or a title inside a sentence and no statement."""
    quote = parsed.quotes[number]
    words = [t for t in parsed.tokens[quote.first : quote.last] if t.text[:1].isalnum()]
    return len(words) <= SCARE_QUOTE and not any(
        t.pos in ("VERB", "AUX") and t.dep in ("ROOT", "ccomp") for t in words
    )


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


def _reported(parsed: Parsed, token: Token) -> Speech | None:
    kind = cues().get(token.lemma)
    if kind is None or token.pos not in ("VERB", "AUX") or token.mention is not None:
        return None
    speaker = subject_of(parsed, token.i)
    if speaker is not None and parsed.tokens[speaker].text.lower() in NO_SPEAKER:
        return None
    content = parsed.child(token.i, "ccomp")
    if content is None and parsed.child(token.i, "nsubjpass") is not None:
        return None
    if content is None and speaker is not None:
        content = _clause_around(parsed, token)
    if content is None:
        content = _in_a_document(parsed, token)
    quote = _quote_of_cue(parsed, token)
    if content is None and quote is None:
        return None
    return Speech(token.i, speaker, content, quote, kind)


def _clause_around(parsed: Parsed, token: Token) -> int | None:
    """Return the clause that a cue is put into or behind ("the border, he said, would open")."""
    head = parsed.tokens[token.head]
    before = head.i < token.i or token.dep == "parataxis"
    inserted = token.dep in ("parataxis", "ccomp") and head.i != token.i and before
    return head.i if inserted and head.lemma not in cues() else None


def _in_a_document(parsed: Parsed, token: Token) -> int | None:
    """Return the clause of "said in a statement that ...", which the parser hangs on the statement."""
    for child in token.children:
        goal = parsed.child(child, "pobj") if parsed.tokens[child].dep == "prep" else None
        if goal is None:
            continue
        for inner in parsed.tokens[goal].children:
            clause = parsed.tokens[inner]
            if clause.dep in ("acl", "ccomp", "relcl") and any(
                parsed.tokens[c].text.lower() == "that" for c in parsed.subtree(inner)[:2]
            ):
                return inner
    return None


def _quote_of_cue(parsed: Parsed, cue: Token) -> int | None:
    """Return the quotation of a cue in its sentence: the nearest that is more than a few words."""
    if cue.quoted is not None:
        return None
    sentence = parsed.sentence_of(cue.i)
    near: dict[int, int] = {}
    for i in range(sentence.first, sentence.last):
        number = parsed.tokens[i].quoted
        if number is not None and not is_scare_quote(parsed, number):
            near[number] = min(near.get(number, 10**6), abs(i - cue.i))
    return min(near, key=lambda n: (near[n], n)) if near else None


def _according_to(parsed: Parsed, token: Token) -> Speech | None:
    if token.lemma not in ("accord", "according") or token.text.lower() != "according":
        return None
    to = parsed.child(token.i, "prep", "pcomp")
    source = parsed.child(to, "pobj") if to is not None else None
    if source is None or token.head == token.i:
        return None
    return Speech(token.i, source, token.head, None, "source")


def _give_speaker(parsed: Parsed, number: int, by_sentence: dict[int, list[Speech]]) -> None:
    """Give a quotation a speaker: a cue beside it, the sentence that announces it, or the last speaker."""
    if any(speech.quote == number for speech in parsed.speeches):
        return
    quote = parsed.quotes[number]
    sentences = sorted({parsed.sentence_of(i).index for i in (quote.first, quote.last - 1)})
    for index in range(sentences[0], sentences[-1] + 1):
        for speech in by_sentence.get(index, []):
            if parsed.tokens[speech.cue].quoted is None and speech.quote is None:
                speech.quote = number
                return
    first = parsed.sentences[sentences[0]]
    announced = _announcer(parsed, number, sentences[0])
    if announced is not None:
        parsed.speeches.append(Speech(announced[0], announced[1], None, number, "say"))
        return
    for index in range(first.index - 1, max(first.index - 4, -1), -1):
        for speech in reversed(by_sentence.get(index, [])):
            if speech.speaker is not None and parsed.tokens[speech.cue].quoted is None:
                parsed.speeches.append(Speech(speech.cue, speech.speaker, None, number, "say"))
                return


def _announcer(parsed: Parsed, number: int, index: int) -> tuple[int, int] | None:
    """Return (verb, subject) of the clause before a quotation, in its sentence or before a colon."""
    quote = parsed.quotes[number]
    for sentence in (parsed.sentences[index], *([parsed.sentences[index - 1]] if index else [])):
        roots = [
            i
            for i in range(sentence.first, min(sentence.last, quote.first))
            if parsed.tokens[i].quoted is None and parsed.tokens[i].pos in ("VERB", "AUX")
        ]
        ends_with_colon = any(t.text == ":" for t in parsed.tokens[max(quote.first - 3, 0) : quote.first])
        if sentence.index == index and not roots:
            continue
        if sentence.index != index and not ends_with_colon:
            continue
        for verb in roots:
            subject = subject_of(parsed, verb)
            if subject is not None and parsed.tokens[subject].quoted is None:
                return verb, subject
    return None
