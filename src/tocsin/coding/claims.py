"""Claim status: whether an act is asserted, alleged, denied and so on, by the rules of ``claims.tsv``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from tocsin.coding.arguments import is_infinitive
from tocsin.coding.clauses import VERBAL, clause_verb
from tocsin.coding.spelling import lemma_of
from tocsin.coding.words import words
from tocsin.language.model import Parsed, Token
from tocsin.language.speech import cues
from tocsin.records import Modality
from tocsin.tables import rows, table

# Subjects that say that nobody did it.
NOBODY = ("none", "nobody", "neither")
# The least real first: of several rules that hold this order decides.
STRENGTH: tuple[Modality, ...] = (
    "negated",
    "denied",
    "hypothetical",
    "planned",
    "alleged",
    "historical",
    "asserted",
)
HEDGED = ("alleged", "hypothetical", "denied")
SUBJECT_DEPS = ("nsubj", "nsubjpass")
PLACE_OF_DEP = {"aux": "aux", "neg": "neg", "advmod": "adv", "det": "det"}
VERB_COMPLEMENTS = ("xcomp", "ccomp", "pcomp", "acl", "advcl", "attr", "acomp")
CHAIN = (*VERB_COMPLEMENTS, "dobj", "pobj", "prep", "oprd", "nsubjpass")
STEPS_UP = 8


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """One row of ``claims.tsv``; the head of that file explains ``place`` and ``scope``."""

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


# A rule that holds, and the words of the text that it found.
Hit = tuple[ClaimRule, str]


@cache
def claim_rules() -> tuple[ClaimRule, ...]:
    """Return the rules in file order."""
    columns = ("trigger", "place", "scope", "category", "example")
    return tuple(
        ClaimRule(row["trigger"], row["place"], row["scope"], cast(Modality, row["category"]), row["example"])
        for _, row in rows(table("tocsin.coding", "claims.tsv"), columns)
    )


@cache
def _at(place: str) -> dict[str, ClaimRule]:
    return {rule.trigger: rule for rule in claim_rules() if rule.place == place}


def status_of(parsed: Parsed, trigger: int) -> Status:
    """Return the claim status of the act at token ``trigger``; of several the least real one wins."""
    found = [*_direct(parsed, trigger), *_governed(parsed, trigger), *_phrases(parsed, trigger)]
    found += _of_happening(parsed, trigger)
    if not found:
        return Status("asserted", None, "no rule of claims.tsv applies")
    rule, text = min(found, key=lambda hit: STRENGTH.index(hit[0].category))
    hedge = text if rule.category in HEDGED else None
    return Status(rule.category, hedge, f"{rule.place} '{rule.trigger}' says {rule.category}")


def _direct(parsed: Parsed, trigger: int) -> Iterator[Hit]:
    """Yield rules on the act's own auxiliaries, negation, adverbs, determiner, adjectives and conjunction."""
    token = parsed.tokens[trigger]
    for child in token.children:
        other = parsed.tokens[child]
        hit = (
            _of_a_plan(parsed, token, other)
            or _on_any(parsed, other)
            or _on_own(other, token)
            or _no_object(parsed, other)
        )
        if hit is not None:
            yield hit
    head = parsed.tokens[token.head]
    if token.dep != "conj" or head.pos != token.pos or _stands_alone(parsed, token):
        return
    for child in head.children:
        if child < trigger and (hit := _on_any(parsed, parsed.tokens[child])) is not None:
            yield hit


def _of_happening(parsed: Parsed, trigger: int) -> list[Hit]:
    """Return the rules on the verb that says whether a noun's act happens ("talks will resume on Friday")."""
    noun = parsed.tokens[trigger]
    verb = parsed.tokens[noun.head]
    if noun.dep not in SUBJECT_DEPS or noun.pos not in ("NOUN", "PROPN"):
        return []
    inner = parsed.child(verb.i, "xcomp") if verb.lemma == "be" else None
    verb = parsed.tokens[inner] if inner is not None else verb  # "talks are to resume"
    if verb.lemma not in words("happening"):
        return []
    hits = [*_direct(parsed, verb.i), *_governed(parsed, verb.i)]
    return [hit for hit in hits if hit[0].category in ("planned", "negated", "hypothetical")]


def _of_a_plan(parsed: Parsed, verb: Token, child: Token) -> Hit | None:
    """Return the rule of "would" in what was told of a plan ("said it would expel"), where no "if" stands."""
    rule = _at("told").get(child.text.lower()) if child.dep == "aux" else None
    telling = parsed.tokens[verb.head]
    if rule is None or verb.dep != "ccomp" or telling.lemma not in cues():
        return None
    past = telling.tag == "VBD" or parsed.child(telling.i, "aux") is not None
    below = [parsed.tokens[c] for c in verb.children if parsed.tokens[c].dep == "advcl"]
    marks = {parsed.tokens[c].text.lower() for clause in below for c in clause.children}
    return (rule, child.text) if past and not marks & words("conditions") else None


def _stands_alone(parsed: Parsed, verb: Token) -> bool:
    """Tell whether a conjoined verb has a subject or auxiliary, and so shares none of the first verb's."""
    return parsed.child(verb.i, "aux", "auxpass", *SUBJECT_DEPS) is not None


def _on_any(parsed: Parsed, child: Token) -> Hit | None:
    """Return the rule of a word that holds for all the verbs it is shared by."""
    place = PLACE_OF_DEP.get(child.dep)
    if child.text.lower() in ("neither", "nor") and child.dep in ("preconj", "cc", "advmod"):
        place = "det"
    rule = _at(place).get(child.text.lower()) if place is not None else None
    if rule is not None:
        return rule, child.text
    return _no_subject(parsed, child) if child.dep in SUBJECT_DEPS else None


def _on_own(child: Token, act: Token) -> Hit | None:
    """Return the rule of a word that holds for its own act only: an adjective or a conjunction."""
    rule = None
    if child.dep in ("amod", "advmod") and act.pos in ("NOUN", "PROPN"):
        rule = _at("amod").get(child.text.lower())
    elif child.dep == "mark":
        rule = _at("mark").get(child.text.lower())
    return (rule, child.text) if rule is not None else None


def _no_subject(parsed: Parsed, subject: Token) -> Hit | None:
    """Return the rule of "neither" or "no" before a subject, and of "none of them" and "nobody"."""
    if subject.text.lower() in NOBODY:
        return _at("det")["no"], subject.text
    for child in subject.children:
        other = parsed.tokens[child]
        word = other.text.lower()
        before = child < subject.i and other.dep in ("det", "preconj", "cc")
        if before and word in ("neither", "no"):
            return _at("det")[word], other.text
    return None


def _no_object(parsed: Parsed, child: Token) -> Hit | None:
    """Return the rule of "no" before an object: "launched no missiles", "not a single shot"."""
    if child.dep != "dobj":
        return None
    if child.text.lower() in ("nothing", "nobody", "none"):
        return _at("det")["no"], child.text
    before = {parsed.tokens[c].text.lower() for c in child.children if c < child.i}
    return (_at("det")["no"], "no") if "no" in before or {"not", "single"} <= before else None


def _governed(parsed: Parsed, trigger: int) -> Iterator[Hit]:
    """Yield rules of the words above the act, as far up as its clause is their complement."""
    at = parsed.tokens[trigger]
    for _ in range(STEPS_UP):
        above = parsed.tokens[at.head]
        if above.i == at.i:
            return
        if at.dep == "conj":
            at = above
            continue
        if at.dep == "advcl" and not is_infinitive(parsed, at):
            yield from _conjunction(parsed, at)
            return
        if not _is_complement(at, above):
            return
        lemma = lemma_of(above)
        if lemma in _at("gov") and above.mention is None and _governs(parsed, above, at):
            yield _at("gov")[lemma], above.text
        if above.pos in VERBAL and at.dep in VERB_COMPLEMENTS:
            yield from _lent(parsed, above.i)
        at = above


def _conjunction(parsed: Parsed, verb: Token) -> Iterator[Hit]:
    """Yield the rule of the first conjunction of an adverbial clause."""
    mark = parsed.child(verb.i, "mark")
    word = parsed.tokens[mark].text.lower() if mark is not None else ""
    if word in _at("mark"):
        yield _at("mark")[word], word


def _is_complement(at: Token, above: Token) -> bool:
    """Tell whether ``at`` stands in what ``above`` governs; so in "stopped short of", "a plan that ..."."""
    if at.dep == "prep" and at.lemma in words("time_prepositions"):
        return False
    short = at.dep == "advmod" and at.lemma == "short"
    clause_of_noun = at.dep == "relcl" and lemma_of(above) in _at("gov")
    return at.dep in CHAIN or short or clause_of_noun


def _lent(parsed: Parsed, verb: int) -> Iterator[Hit]:
    """Yield the rules on a verb above the act that hold below it: "may agree to", "reportedly began to"."""
    for rule, text in _direct(parsed, verb):
        if rule.place in ("aux", "neg", "mark") or rule.category == "alleged":
            yield rule, text


def _governs(parsed: Parsed, above: Token, at: Token) -> bool:
    """Tell whether a noun or verb governs its clause; an object only where the word denies or plans it."""
    lemma = lemma_of(above)
    if lemma in ("be", "go"):
        return at.dep == "xcomp" and is_infinitive(parsed, at) and (lemma == "be" or above.tag == "VBG")
    if at.dep == "pobj" and lemma == "of":
        return False
    if at.dep in ("dobj", "pobj", "nsubjpass", "attr"):
        return _at("gov")[lemma].category in ("denied", "planned", "negated")
    if lemma == "stop":
        return at.dep in ("prep", "pcomp", "xcomp", "advmod")
    if lemma in ("set", "use"):
        return at.dep == "xcomp"
    return not (above.pos == "NOUN" and at.dep == "prep" and at.lemma not in ("of", "for", "to"))


# A rule with its number in the table and the words of its trigger.
Phrase = tuple[int, tuple[str, ...], ClaimRule]


@cache
def _phrases_by_first_word() -> dict[str, list[Phrase]]:
    found: dict[str, list[Phrase]] = {}
    for number, rule in enumerate(claim_rules()):
        if rule.place == "phrase":
            parts = tuple(rule.trigger.split())
            found.setdefault(parts[0], []).append((number, parts, rule))
    return found


def _phrases(parsed: Parsed, trigger: int) -> Iterator[Hit]:
    """Yield rules whose words stand in the act's sentence on the side that they ask, in table order."""
    sentence = parsed.sentence_of(trigger)
    found = []
    for start in range(sentence.first, sentence.last):
        for number, parts, rule in _phrases_from(parsed.tokens[start]):
            if _reads(parsed.tokens[start : min(start + len(parts), sentence.last)], parts):
                found.append((number, start, parts, rule))
    for _, start, parts, rule in sorted(found, key=lambda one: one[:2]):
        if _in_scope(parsed, rule.scope, trigger, start, len(parts)):
            yield rule, " ".join(parts)


def _phrases_from(token: Token) -> list[Phrase]:
    by_word = _phrases_by_first_word()
    form = token.text.lower()
    found = by_word.get(form, [])
    return found if form == token.lemma else [*found, *by_word.get(token.lemma, [])]


def _reads(tokens: list[Token], parts: tuple[str, ...]) -> bool:
    """Tell whether tokens are these words, each as a form or as a lemma."""
    return len(tokens) == len(parts) and all(
        part in (token.text.lower(), token.lemma) for part, token in zip(parts, tokens, strict=True)
    )


def _in_scope(parsed: Parsed, scope: str, trigger: int, start: int, size: int) -> bool:
    if scope == "sentence":
        return True
    if scope == "before":
        return start < trigger
    if scope == "after":
        return start > trigger
    return clause_verb(parsed, start + size - 1) == clause_verb(parsed, trigger)
