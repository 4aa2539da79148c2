"""The clause that a cue reports: behind "that", around "he said", or before "..., X said"."""

from __future__ import annotations

from tocsin.language.cueing import CLAUSE_DEPTH, FINITE, cues, is_question, subjects_before
from tocsin.language.model import Parsed, Token
from tocsin.language.phrases import is_verb

CLAUSES = ("acl", "ccomp", "relcl")
SUBJECTS = ("nsubj", "nsubjpass", "expl")


def reported_clause(parsed: Parsed, cue: Token, kind: str, speaker: int | None, inverted: bool) -> int | None:
    """Return the head of the clause that a cue reports, or a word of it where the parser saw none."""
    content = _complement(parsed, cue)
    if content is not None and kind == "ask" and not _is_asked(parsed, content):
        return None
    if content is None and speaker is not None:
        content = _around(parsed, cue, inverted)
    if content is None:
        content = _below(parsed, cue, kind)
    if content is None:
        content = _taken_up_again(parsed, cue)
    if content is None and speaker is not None and cue.tag in (*FINITE, "NNS"):
        content = _before(parsed, cue, kind, speaker)
    return content


def _complement(parsed: Parsed, cue: Token) -> int | None:
    """Return the complement of a cue that is a clause and no verdict ("declared him persona non grata")."""
    found = [c for c in cue.children if parsed.tokens[c].dep == "ccomp"]
    return next((c for c in found if _is_clause(parsed, c)), None)


def _is_clause(parsed: Parsed, head: int) -> bool:
    return is_verb(parsed.tokens[head]) or parsed.child(head, "aux", "auxpass", "cop") is not None


def _is_asked(parsed: Parsed, content: int) -> bool:
    first = parsed.tokens[parsed.subtree(content)[0]].text.lower()
    return first == "that" or is_question(parsed, content) or parsed.tokens[content].quoted is not None


def _around(parsed: Parsed, cue: Token, inverted: bool) -> int | None:
    """Return the clause that a cue is put into or behind ("the border, he said, would open")."""
    head = parsed.tokens[cue.head]
    before = head.i < cue.i or cue.dep == "parataxis"
    deps = ("parataxis", "ccomp", "conj") if inverted else ("parataxis", "ccomp")
    inserted = cue.dep in deps and head.i != cue.i and before and head.quoted == cue.quoted
    reports = head.lemma in cues() and parsed.child(head.i, "ccomp") is not None
    return head.i if inserted and not reports else None


def _below(parsed: Parsed, cue: Token, kind: str) -> int | None:
    """Return the clause of "said in a statement that ...", which the parser hangs on the statement."""
    deps = ("dobj", "prep", "dative") if kind == "tell" else ("prep", "dative")
    phrases = [c for c in cue.children if c > cue.i and parsed.tokens[c].dep in deps]
    for i in (i for phrase in phrases for i in parsed.subtree(phrase)):
        token = parsed.tokens[i]
        if token.text.lower() == "that" and token.dep in ("mark", "dobj"):
            head = next((k for k in _above(parsed, i) if parsed.tokens[k].dep in CLAUSES), None)
            if head is not None and parsed.child(head, *SUBJECTS) is not None:
                return head
    return None


def _above(parsed: Parsed, i: int) -> list[int]:
    """Return the tokens over token ``i`` in the parse, the nearest first."""
    found: list[int] = []
    while parsed.tokens[i].head != i and len(found) < CLAUSE_DEPTH:
        i = parsed.tokens[i].head
        found.append(i)
    return found


def _taken_up_again(parsed: Parsed, cue: Token) -> int | None:
    """Return the verb behind "The port, he said, will open", which the parser hangs beside the cue."""
    verb = parsed.child(cue.i, "conj")
    if verb is None or len(subjects_before(parsed, cue, "nsubj")) < 2:
        return None
    if parsed.child(verb, "nsubj") is not None:
        return None
    return verb if parsed.tokens[parsed.subtree(verb)[0] - 1].text == "," else None


def _before(parsed: Parsed, cue: Token, kind: str, speaker: int) -> int | None:
    """Return a word of the clause before "..., X said", where the parser saw no clause."""
    first = parsed.sentence_of(cue.i).first
    commas = [i for i in range(first, min(speaker, cue.i)) if parsed.tokens[i].text == ","]
    if not commas or _has_object(parsed, cue, kind):
        return None
    if any(is_verb(t) and t.dep != "aux" for t in parsed.tokens[commas[-1] : cue.i]):
        return None
    before = [t for t in parsed.tokens[first : commas[-1]] if t.quoted == cue.quoted]
    verbs = [t.i for t in before if t.tag in (*FINITE, "MD")]
    doubled = subjects_before(parsed, cue, "nsubj")
    if not verbs and len(doubled) > 1:
        verbs = doubled[:1]
    return verbs[0] if verbs and before and not _is_subordinate(before[0]) else None


def _has_object(parsed: Parsed, cue: Token, kind: str) -> bool:
    """Tell whether a cue has an object of its own ("thought of the war", "read the letter", "said to be")."""
    behind = [parsed.tokens[c] for c in cue.children if c > cue.i]
    deps = ("ccomp", "xcomp", "prt") if kind == "tell" else ("ccomp", "xcomp", "prt", "dobj")
    return any(t.dep in deps or (t.dep == "prep" and t.lemma in ("of", "about")) for t in behind)


def _is_subordinate(first: Token) -> bool:
    """Tell whether a clause that begins with this word cannot stand alone ("when", "asked", "after")."""
    return first.pos in ("SCONJ", "ADP", "VERB") or first.tag in ("WRB", "WDT", "WP")
