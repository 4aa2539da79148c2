"""Claim status: asserted, alleged, denied, negated, planned, hypothetical or historical, by the rules of ``claims.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tocsin.coding.clauses import lemma_of
from tocsin.language.model import Parsed, Token
from tocsin.records import Modality
from tocsin.tables import rows, table

STRENGTH: tuple[Modality, ...] = (
    "negated",
    "denied",
    "hypothetical",
    "planned",
    "alleged",
    "historical",
    "asserted",
)
CHAIN = (
    "xcomp",
    "ccomp",
    "pcomp",
    "acl",
    "dobj",
    "pobj",
    "prep",
    "advcl",
    "attr",
    "oprd",
    "nsubjpass",
    "acomp",
)
REASON = ("as", "because", "since", "after", "before", "when", "while", "once", "until", "although", "though")


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """One row of ``claims.tsv``."""

    trigger: str
    place: str
    scope: str
    category: Modality
    example: str


@dataclass(frozen=True, slots=True)
class Status:
    """A claim status and the words that decided it (None for the reporter's plain assertion)."""

    modality: Modality
    hedge: str | None
    why: str


@cache
def claim_rules() -> tuple[ClaimRule, ...]:
    """Return the rules in file order."""
    columns = ("trigger", "place", "scope", "category", "example")
    return tuple(
        ClaimRule(row["trigger"], row["place"], row["scope"], row["category"], row["example"])  # type: ignore[arg-type]
        for _, row in rows(table("tocsin.coding", "claims.tsv"), columns)
    )


@cache
def _at(place: str) -> dict[str, ClaimRule]:
    return {rule.trigger: rule for rule in claim_rules() if rule.place == place}


def status_of(parsed: Parsed, trigger: int) -> Status:
    """Return the claim status of the act at token ``trigger``; of several that hold the least real one wins."""
    found = (
        list(_direct(parsed, trigger)) + list(_governed(parsed, trigger)) + list(_phrases(parsed, trigger))
    )
    if not found:
        return Status("asserted", None, "no rule of claims.tsv applies")
    rule, words = min(found, key=lambda pair: STRENGTH.index(pair[0].category))
    hedge = words if rule.category in ("alleged", "hypothetical", "denied") else None
    return Status(rule.category, hedge, f"{rule.place} '{rule.trigger}' says {rule.category}")


def _direct(parsed: Parsed, trigger: int):  # type: ignore[no-untyped-def]
    """Yield rules on the act's own auxiliaries, negation, adverbs, determiner, adjectives and conjunction."""
    token = parsed.tokens[trigger]
    owners = [token]
    if token.dep == "conj" and parsed.tokens[token.head].pos == token.pos:
        owners.append(parsed.tokens[token.head])
    for number, owner in enumerate(owners):
        own_aux = any(
            parsed.tokens[c].dep in ("aux", "auxpass", "nsubj", "nsubjpass") for c in token.children
        )
        for child in owner.children:
            other = parsed.tokens[child]
            word = other.text.lower()
            shared = number == 0 or (other.i < trigger and not own_aux)
            if not shared:
                continue
            if other.dep == "aux" and word in _at("aux"):
                yield _at("aux")[word], other.text
            elif other.dep == "neg" and word in _at("neg"):
                yield _at("neg")[word], other.text
            elif other.dep == "advmod" and word in _at("adv"):
                yield _at("adv")[word], other.text
            elif other.dep == "det" and word in _at("det"):
                yield _at("det")[word], other.text
            elif (
                number == 0
                and other.dep in ("amod", "advmod")
                and word in _at("amod")
                and token.pos in ("NOUN", "PROPN")
            ):
                yield _at("amod")[word], other.text
            elif other.dep in ("nsubj", "nsubjpass") and (found := _no_subject(parsed, other)) is not None:
                yield found
            elif number == 0 and other.dep == "mark" and word in _at("mark"):
                yield _at("mark")[word], other.text


def _no_subject(parsed: Parsed, subject: Token) -> tuple[ClaimRule, str] | None:
    """Return the rule of "neither" or "no" before a subject."""
    for child in subject.children:
        word = parsed.tokens[child].text.lower()
        if (
            child < subject.i
            and parsed.tokens[child].dep in ("det", "preconj", "cc")
            and word in ("neither", "no")
        ):
            return _at("det")[word], parsed.tokens[child].text
    return None


def _governed(parsed: Parsed, trigger: int):  # type: ignore[no-untyped-def]
    """Yield rules of the words above the act, as far up as its clause is their complement."""
    at = parsed.tokens[trigger]
    for _ in range(8):
        if at.head == at.i:
            return
        if at.dep == "conj":
            at = parsed.tokens[at.head]
            continue
        if at.dep == "advcl" and not _is_infinitive(parsed, at):
            mark = next(
                (parsed.tokens[c].text.lower() for c in at.children if parsed.tokens[c].dep == "mark"), ""
            )
            if mark in _at("mark"):
                yield _at("mark")[mark], mark
            return
        short = at.dep == "advmod" and at.lemma == "short"
        clause_of_noun = at.dep == "relcl" and lemma_of(parsed.tokens[at.head]) in _at("gov")
        if at.dep not in CHAIN and at.dep not in ("nsubj",) and not short and not clause_of_noun:
            return
        if at.dep == "prep" and at.lemma in (
            "after",
            "before",
            "during",
            "following",
            "since",
            "amid",
            "despite",
            "over",
        ):
            return
        above = parsed.tokens[at.head]
        lemma = lemma_of(above)
        if (
            at.dep != "nsubj"
            and lemma in _at("gov")
            and above.mention is None
            and _governs(parsed, above, at)
        ):
            yield _at("gov")[lemma], above.text
        if at.dep == "nsubj":
            return
        if (
            (above.pos in ("VERB", "AUX")
            and at.dep in ("xcomp", "pcomp", "acomp", "attr", "advcl", "acl"))
            or (above.pos in ("VERB", "AUX") and at.dep == "ccomp")
        ):
            for rule, words in _direct(parsed, above.i):
                if rule.place in ("aux", "neg", "mark") or rule.category == "alleged":
                    yield rule, words
        at = above


def _governs(parsed: Parsed, above: Token, at: Token) -> bool:
    """A noun or verb governs an act that is its clause; an object only where the word denies or plans it."""
    lemma = lemma_of(above)
    if lemma in ("be", "go"):
        return at.dep == "xcomp" and _is_infinitive(parsed, at) and (lemma == "be" or above.tag == "VBG")
    if at.dep == "pobj" and lemma == "of":
        return False
    if at.dep in ("dobj", "pobj", "nsubjpass", "attr"):
        return _at("gov")[lemma_of(above)].category in ("denied", "planned", "negated")
    if lemma == "stop":
        return at.dep in ("prep", "pcomp", "xcomp", "advmod")
    if lemma in ("set", "use"):
        return at.dep == "xcomp"
    return not (above.pos == "NOUN" and at.dep == "prep" and at.lemma not in ("of", "for", "to"))


def _is_infinitive(parsed: Parsed, token: Token) -> bool:
    return token.tag == "VB" and any(parsed.tokens[c].tag == "TO" for c in token.children)


@cache
def _phrase_rules() -> tuple[tuple[tuple[str, ...], ClaimRule], ...]:
    return tuple((tuple(rule.trigger.split()), rule) for rule in claim_rules() if rule.place == "phrase")


def _phrases(parsed: Parsed, trigger: int):  # type: ignore[no-untyped-def]
    """Yield rules whose words stand in the act's sentence (or clause) on the right side of it."""
    sentence = parsed.sentence_of(trigger)
    words = [t.text.lower() for t in parsed.tokens[sentence.first : sentence.last]]
    lemmas = [t.lemma for t in parsed.tokens[sentence.first : sentence.last]]
    for phrase, rule in _phrase_rules():
        size = len(phrase)
        for start in range(len(words) - size + 1):
            if not all(
                p in (w, m)
                for p, w, m in zip(
                    phrase, words[start : start + size], lemmas[start : start + size], strict=True
                )
            ):
                continue
            if _in_scope(parsed, rule.scope, trigger, sentence.first + start, size):
                yield rule, " ".join(phrase)


def _in_scope(parsed: Parsed, scope: str, trigger: int, start: int, size: int) -> bool:
    if scope == "sentence":
        return True
    if scope == "before":
        return start < trigger
    if scope == "after":
        return start > trigger
    return clause_verb(parsed, start + size - 1) == clause_verb(parsed, trigger)


def clause_verb(parsed: Parsed, i: int) -> int:
    """Return the verb of the clause that a token lies in."""
    at = parsed.tokens[i]
    for _ in range(30):
        if at.pos in ("VERB", "AUX") and at.dep not in ("aux", "auxpass", "amod"):
            return at.i
        if at.head == at.i:
            return at.i
        at = parsed.tokens[at.head]
    return at.i
