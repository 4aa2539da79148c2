"""Sides that a sentence leaves out, found in what the article told before: whom one answers or fights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from tocsin.coding.coded import Coded
from tocsin.coding.locals import GIVEN, is_insider, named_countries
from tocsin.coding.parties import Party, PartyReader, party_of
from tocsin.coding.words import words
from tocsin.language.model import Parsed

ANSWERED = frozenset(("ACCUSE", "REQUEST", "THREATEN"))
ANSWERS = frozenset(("REJECT", "AGREE", "CONCEDE"))
HOSTILE = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "PROTEST"))
PRESSURE = frozenset(("REQUEST", "THREATEN", "COERCE", "SANCTION", "ACCUSE"))
DIRECTED = frozenset(("AGREE", "CONCEDE", "THREATEN", "SANCTION", "SUPPORT", "AID"))
# What somebody says of, or to, his own country when nobody else is there to be meant.
AT_HOME = frozenset(("ACCUSE", "REJECT", "THREATEN", "AGREE"))
FROM_ABROAD = frozenset(("REJECT", "THREATEN", "AGREE"))
STATE_MODES = frozenset(("arrest", "restrict", "censor", "curfew", "martial-law"))
HALVES = frozenset(("side", "part", "stretch", "half", "end"))
FAR_MORE = 3
# An answer follows what it answers within so many sentences.
LOOK_BACK = 2
FOE = "its opponent in what the article told before"


def complete(parsed: Parsed, coded: Coded, earlier: list[Coded], domestic: bool) -> None:
    """Fill the empty recipient of an act from the article so far; the note says how.

    In a domestic report a passive without a doer gets the state as its actor, too. ``domestic`` tells what
    ``is_domestic`` says of the article.
    """
    if domestic and _is_of_the_state(parsed, coded):
        coded.actors = _own_country(parsed, coded)
        coded.recipients = coded.recipients or _hit_at_home(parsed, coded)
        coded.notes.append("actor left out: at home the state arrests and forbids")
    if coded.recipients or not coded.actors:
        return
    for parties, why in _guesses(parsed, coded, earlier, domestic):
        if parties:
            coded.recipients = parties
            coded.implied = True
            coded.notes.append(f"recipient left out: {why}")
            return


def _guesses(
    parsed: Parsed, coded: Coded, earlier: list[Coded], domestic: bool
) -> Iterator[tuple[list[Party], str]]:
    """Yield the recipients that an act of its type may mean, the best guess first, with the reason."""
    kind = coded.act.type
    if kind == "REJECT" and _object_in(parsed, coded, words("talks")):
        yield opponent(coded, earlier), FOE
    if kind in ANSWERS:
        yield _answered(parsed, coded, earlier), "answers what was said to it before"
    if kind == "ASSAULT" or (kind == "REJECT" and _about_words(parsed, coded)):
        yield opponent(coded, earlier), FOE
    yield from _struck(parsed, coded, earlier)
    if kind == "CONSULT" and parsed.tokens[coded.trigger].lemma in words("mediating"):
        yield _disputants(parsed, coded), "the two parties that the article names most"
    if kind == "CIVIL_IMPACT" and len({p.country for p in coded.actors}) == 1:
        yield [p for p in coded.actors if p.country], "the civilians of the country that acts"
    if kind in DIRECTED:
        yield _counterpart(coded, earlier), "the other side of what was told of it just before"
    if kind in AT_HOME and domestic:
        yield _own_country(parsed, coded), "a report of one country's own affairs"


def _struck(parsed: Parsed, coded: Coded, earlier: list[Coded]) -> Iterator[tuple[list[Party], str]]:
    """Yield whom what is given, withheld or forbidden concerns, where the words name nobody."""
    kind = coded.act.type
    crossing = kind == "COERCE" and _object_in(parsed, coded, words("crossings"))
    if kind in GIVEN or crossing or (kind == "COERCE" and coded.act.mode == "withhold"):
        yield _home_country(parsed, coded), "the country that the report is about"
    if crossing:
        yield opponent(coded, earlier), FOE
    if kind == "COERCE":
        why = "at home: what a country's own forces do there, they do to its own"
        yield _own_subjects(parsed, coded), why


def _is_of_the_state(parsed: Parsed, coded: Coded) -> bool:
    """Tell whether a passive tells what authorities do, and names nobody else ("the march was banned")."""
    if coded.actors or coded.act.type != "COERCE" or not coded.act.clause.passive:
        return False
    if "seen" in coded.act.flags:
        return False  # "taken by force" may be anybody's doing
    return coded.act.mode in STATE_MODES and all(p.country in (None, parsed.home) for p in coded.recipients)


def _counterpart(coded: Coded, earlier: list[Coded]) -> list[Party]:
    """Return the other side of the nearest act of the sentences before in which the actor is a side."""
    own = {p.country for p in coded.actors if p.country}
    for other in reversed(earlier):
        if coded.sentence - other.sentence > LOOK_BACK:
            return []
        for one, side in ((other.actors, other.recipients), (other.recipients, other.actors)):
            apart = [p for p in side if p.country and p.country not in own]
            if own & {p.country for p in one} and apart:
                return apart
    return []


def _home_country(parsed: Parsed, coded: Coded) -> list[Party]:
    """Return the country where the report was filed, as first named, when only foreign parties act."""
    if parsed.home is None or not all(p.country and p.country != parsed.home for p in coded.actors):
        return []
    for token in parsed.tokens:
        if token.mention is not None and token.mention.entity.country == parsed.home:
            return [party_of(token, token.mention)]
    return []


def _own_subjects(parsed: Parsed, coded: Coded) -> list[Party]:
    """Return the object without a name of what forces, courts or rulers do in the report's own country."""
    insiders = all(is_insider(p) and p.country == parsed.home for p in coded.actors)
    return _hit_at_home(parsed, coded) if insiders else []


def _hit_at_home(parsed: Parsed, coded: Coded) -> list[Party]:
    """Return the object of an act as one of the country that the report is about."""
    goal = coded.act.clause.object
    if parsed.home is None or goal is None:
        return []
    return [replace(PartyReader(parsed).thing(goal), country=parsed.home)]


def is_domestic(parsed: Parsed) -> bool:
    """Tell whether a report names its home country far more often than any other."""
    count = named_countries(parsed)
    others = max((n for country, n in count.items() if country != parsed.home), default=0)
    return parsed.home is not None and count[parsed.home] >= FAR_MORE * others


def _own_country(parsed: Parsed, coded: Coded) -> list[Party]:
    """Return the home country, as last named before the act."""
    outside = any(p.country != parsed.home for p in coded.actors)
    if outside and coded.act.type not in FROM_ABROAD:
        return []
    named = (t for t in reversed(parsed.tokens[: coded.trigger]) if t.mention is not None)
    for token in named:
        mention = token.mention
        if mention is not None and mention.entity.kind == "country" and mention.entity.country == parsed.home:
            return [party_of(token, mention)]
    return []


def _object_in(parsed: Parsed, coded: Coded, wanted: frozenset[str]) -> bool:
    goal = coded.act.clause.object
    if goal is None:
        return False
    inner = (parsed.child(c, "pobj") for c in parsed.tokens[goal].children if parsed.tokens[c].lemma == "of")
    # "its side of the frontier"
    goals = [goal, *(i for i in inner if i is not None)] if parsed.tokens[goal].lemma in HALVES else [goal]
    return any(parsed.tokens[i].lemma in wanted for i in goals)


def _about_words(parsed: Parsed, coded: Coded) -> bool:
    """Tell whether an answer is to words: "rejected the charge", "called this a lie", or bare "refused"."""
    goal = coded.act.clause.object
    if goal is not None and parsed.tokens[goal].text.lower() in ("this", "that", "it"):
        return coded.act.type == "REJECT"
    if goal is not None and parsed.child(goal, "compound", "amod", "acl", "ccomp", "relcl") is not None:
        return parsed.tokens[goal].lemma in words("answered_nouns") - words("told_nouns")
    if coded.act.clause.object is None and parsed.tokens[coded.trigger].lemma in words("bare_answers"):
        return not coded.act.clause.complements
    return _object_in(parsed, coded, words("answered_nouns"))


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
        if other.act.type in ANSWERED and _addresses(other, own):
            return [replace(p) for p in other.actors if p.country]
    return []


def _addresses(other: Coded, own: set[str]) -> bool:
    """Tell whether somebody else's act is directed at the countries ``own``, or asks nobody in particular."""
    if own & {p.country for p in other.actors}:
        return False
    open_request = not other.recipients and other.act.type == "REQUEST"
    return open_request or bool(own & {p.country for p in other.recipients})


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
                against = {p.country: p for p in side if p.country}
                seen |= against
                count.update(p.country for p in side if p.country)
    return [seen[country] for country, _ in count.most_common(1)]


def _disputants(parsed: Parsed, coded: Coded) -> list[Party]:
    """Return the two countries that the article names most besides the mediator's; [] where it names but one.

    Each is given by its last mention before the act, else its first after it.
    """
    own = {p.country for p in coded.actors}
    count: Counter[str] = Counter()
    last: dict[str, Party] = {}
    for token in parsed.tokens:
        mention = token.mention
        if mention is None or mention.kind == "pronoun" or mention.entity.kind in ("group", "org"):
            continue
        country = mention.entity.country
        if country and country not in own:
            count[country] += 1
            if token.i < coded.trigger or country not in last:
                last[country] = party_of(token, mention)
    return [last[code] for code, _ in count.most_common(2)] if len(count) > 1 else []
