"""Who makes a statement, and to whom: the words in the text, and what they were resolved to."""

from __future__ import annotations

from msgspec.structs import replace

from tocsin.coding.parties import PartyReader
from tocsin.language.model import Parsed, Speech, Token
from tocsin.language.phrases import is_mark, is_verb, name_behind
from tocsin.quoting.antecedents import (
    author_of,
    described,
    full_name,
    named_before,
    outer_speaker,
    speaker_meant,
)
from tocsin.records import Actor
from tocsin.resolving.actors import resolve_actor

BEFORE = ("amod", "compound", "poss", "nmod", "nummod", "quantmod")
RULES = (speaker_meant, described, named_before, author_of, outer_speaker)
OF = ("of", "for", "from", "in", "at")


def speaker_of(parsed: Parsed, parties: PartyReader, speech: Speech) -> Actor | None:
    """Return the speaker; one that is nobody known ("a taxi driver", "they") has only its words.

    The words are those of the phrase with the name behind it ("His party, the UFDG"); what a pronoun means is
    its name.
    """
    if speech.speaker is None:
        return None
    own = _actor(parsed, parties, speech.speaker, speech.cue)
    for rule in RULES:
        meant = rule(parsed, speech.speaker)
        if meant is not None:
            return replace(_actor(parsed, parties, meant, meant), text=own.text, start=own.start, end=own.end)
    return own


def _actor(parsed: Parsed, parties: PartyReader, i: int, cue: int) -> Actor:
    start, end = _words(parsed, i, cue)
    token = parsed.tokens[i]
    noun = token.mention is None and token.pos == "NOUN"
    named = name_behind(parsed, i, parsed.sentence_of(i).last) if noun else None
    if named is not None:
        end = parsed.tokens[named[1] - 1].end
    found = _known(parsed, parties, i if named is None else named[1] - 1)
    if found is not None:
        beside = parsed.tokens_between(found.start, token.end)
        if all(other.quoted == token.quoted for other in beside):
            start = min(start, found.start)
        end = max(end, found.end)
        return replace(found, text=parsed.text[start:end], start=start, end=end)
    if token.pos == "PRON":
        return Actor(text=token.text, start=token.start, end=token.end)
    text = parsed.text[start:end]
    held = parties.inside(i)
    if named is not None:
        name = parsed.text[parsed.tokens[named[0]].start : end]
    else:
        longer = full_name(parsed, i) if " " not in text else None
        name = text if longer is None else parsed.text[slice(*longer)]
    return Actor(text=text, start=start, end=end, name=name, country=held[0].country if held else None)


def _known(parsed: Parsed, parties: PartyReader, i: int) -> Actor | None:
    """Return the party that the phrase of token ``i`` itself names, and not one beside it."""
    token = parsed.tokens[i]
    demonym = token.mention is not None and token.mention.kind == "adjective"
    if demonym and parsed.tokens[i - 1].pos == "PROPN":
        return None
    found = [p for p in parties.read(i) if p.start < token.end and token.start < p.end]
    return resolve_actor(parsed.text, found[0]) if found else None


def _words(parsed: Parsed, i: int, cue: int) -> tuple[int, int]:
    """Return the characters of a noun phrase: no article, but the "of ..." and "and ..." behind it.

    It ends before a quotation mark and before the token ``cue``.
    """
    token = parsed.tokens[i]
    before = [c for c in token.children if c < i and parsed.tokens[c].dep in BEFORE]
    first = i
    members = {k for c in before for k in parsed.subtree(c)}
    while first - 1 in members and not is_mark(parsed.tokens[first - 1]):
        first -= 1
    behind = [k for c in token.children if _goes_with(parsed.tokens[c], i) for k in parsed.subtree(c)]
    if any(is_verb(parsed.tokens[k]) or parsed.tokens[k].text == "," for k in behind):
        behind = []
    end = max([token.end, *(parsed.tokens[k].end for k in behind if k < cue or cue < i)])
    return parsed.tokens[first].start, end


def _goes_with(child: Token, i: int) -> bool:
    return (child.i == i + 1 and child.lemma in OF) or (child.i > i and child.dep == "conj")


def addressee_of(parsed: Parsed, parties: PartyReader, speech: Speech) -> Actor | None:
    """Return who is told: the object of "tell", or the party after "to"."""
    for child in parsed.tokens[speech.cue].children:
        other = parsed.tokens[child]
        goal: int | None = None
        if other.dep in ("dobj", "dative", "iobj") and speech.kind == "tell":
            goal = child
        elif other.dep in ("prep", "dative") and other.lemma == "to":
            goal = parsed.child(child, "pobj")
        if goal is not None and (found := parties.read(goal)):
            return resolve_actor(parsed.text, found[0])
    return None
