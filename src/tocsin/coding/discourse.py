"""Sides that a sentence leaves to the reader, found in what the article has told before: whom one answers, fights, mediates between."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from tocsin.coding.coded import Coded
from tocsin.coding.parties import Party
from tocsin.language.model import Parsed, Token

ANSWERS = frozenset(("REJECT", "AGREE", "CONCEDE"))
ANSWERED = frozenset(("ACCUSE", "REQUEST", "THREATEN"))
ANSWERED_NOUNS = frozenset(
    "charge accusation allegation claim account version note protest complaint proposal offer plan call request demand invitation appeal ultimatum "
    "condition idea suggestion talk meeting negotiation warning criticism".split()
)
HOSTILE = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "PROTEST"))
PRESSURE = frozenset(("REQUEST", "THREATEN", "COERCE", "SANCTION", "ACCUSE"))
MEDIATING = frozenset("mediate broker facilitate arbitrate shuttle intercede moderate".split())
TALKS = frozenset("meeting talk negotiation dialogue dialog summit contact".split())
BARE_ANSWERS = frozenset(("accept", "agree", "refuse", "decline", "reject"))
LOOK_BACK = 2
PASSERS = ("CONSULT",)


def complete(parsed: Parsed, coded: Coded, earlier: list[Coded]) -> None:
    """Fill the empty recipient of an act from the article so far; the note says how."""
    if coded.recipients or not coded.actors:
        return
    kind = coded.act.type
    meeting = (
        kind == "REJECT"
        and coded.act.clause.object is not None
        and parsed.tokens[coded.act.clause.object].lemma in TALKS
    )
    if meeting:
        _set(coded, opponent(coded, earlier), "its opponent in what the article told before")
    if kind in ANSWERS and not coded.recipients:
        _set(coded, _answered(parsed, coded, earlier), "answers what was said to it before")
    if not coded.recipients and (kind == "ASSAULT" or (kind == "REJECT" and _about_words(parsed, coded))):
        _set(coded, opponent(coded, earlier), "its opponent in what the article told before")
    withheld = kind == "SANCTION" or (kind == "COERCE" and coded.act.mode == "withhold")
    if not coded.recipients and withheld and parsed.home is not None:
        about = [
            t for t in parsed.tokens if t.mention is not None and t.mention.entity.country == parsed.home
        ]
        if about and all(p.country and p.country != parsed.home for p in coded.actors):
            _set(coded, [_party(about[0])], "the country that the report is about")
    if not coded.recipients and kind == "CONSULT" and parsed.tokens[coded.trigger].lemma in MEDIATING:
        _set(coded, _disputants(parsed, coded), "the two parties that the article names most")
    if not coded.recipients and kind == "CIVIL_IMPACT" and len({p.country for p in coded.actors}) == 1:
        _set(coded, [p for p in coded.actors if p.country], "the civilians of the country that acts")


def _party(token: Token) -> Party:
    assert token.mention is not None
    mention, entity = token.mention, token.mention.entity
    return Party(mention.start, mention.end, token.i, entity, entity.country, entity.sector, None)


def _set(coded: Coded, parties: list[Party], why: str) -> None:
    if parties:
        coded.recipients = parties
        coded.implied = True
        coded.notes.append(f"recipient left out: {why}")


def _about_words(parsed: Parsed, coded: Coded) -> bool:
    goal = coded.act.clause.object
    if goal is None and parsed.tokens[coded.trigger].lemma in BARE_ANSWERS:
        return not coded.act.clause.complements
    return goal is not None and parsed.tokens[goal].lemma in ANSWERED_NOUNS


def _answered(parsed: Parsed, coded: Coded, earlier: list[Coded]) -> list[Party]:
    """Return who last accused, asked or threatened the actor, where the act's object is such a word."""
    own = {p.country for p in coded.actors if p.country}
    if coded.act.type == "REJECT" and "inf" in coded.act.clause.complements:
        pressed = [o for o in earlier if o.sentence == coded.sentence and o.act.type in PRESSURE]
        return next(
            (list(o.actors) for o in reversed(pressed) if own & {p.country for p in o.recipients}), []
        )
    if not _about_words(parsed, coded):
        return []
    for other in reversed(earlier):
        if coded.sentence - other.sentence > LOOK_BACK:
            return []
        if other.act.type not in ANSWERED or own & {p.country for p in other.actors}:
            continue
        if (not other.recipients and other.act.type == "REQUEST") or own & {
            p.country for p in other.recipients
        }:
            return [replace(p) for p in other.actors if p.country]
    return []


def opponent(coded: Coded, earlier: list[Coded]) -> list[Party]:
    """Return the party with which the actor has most often been at odds so far."""
    own = {p.country for p in coded.actors if p.country}
    if len(own) != 1:
        return []
    if coded.act.mode == "crowd-control":
        return [p for p in coded.actors if p.country]
    seen: dict[str, Party] = {}
    count: Counter[str] = Counter()
    for other in earlier:
        if other.act.type not in HOSTILE:
            continue
        for one, side in ((other.actors, other.recipients), (other.recipients, other.actors)):
            if own & {p.country for p in one}:
                for party in side:
                    if party.country:
                        seen[party.country] = party
                        count[party.country] += 1
    if not count:
        return []
    return [seen[count.most_common(1)[0][0]]]


def _disputants(parsed: Parsed, coded: Coded) -> list[Party]:
    own = {p.country for p in coded.actors}
    count: Counter[str] = Counter()
    last: dict[str, Party] = {}
    for token in parsed.tokens:
        mention = token.mention
        if mention is None or mention.kind == "pronoun" or mention.entity.kind == "group":
            continue
        entity = mention.entity
        if entity.country and entity.country not in own and entity.kind != "org":
            count[entity.country] += 1
            if token.i < coded.trigger or entity.country not in last:
                last[entity.country] = Party(
                    mention.start, mention.end, token.i, entity, entity.country, entity.sector, None
                )
    return [last[code] for code, _ in count.most_common(2)] if len(count) > 1 else []
