"""Sides that a sentence leaves out, found in what the article told before: whom one answers or fights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from tocsin.coding.answering import (
    LOOK_BACK,
    answered,
    is_about_words,
    is_what_was_offered,
    is_words,
    object_in,
)
from tocsin.coding.clauses import clause_verb
from tocsin.coding.coded import Coded
from tocsin.coding.disputes import adversary, last_named, named_countries
from tocsin.coding.locals import GIVEN, is_insider
from tocsin.coding.parties import Party, PartyReader, party_of
from tocsin.coding.words import words
from tocsin.language.model import Parsed

ANSWERS = frozenset(("REJECT", "AGREE", "CONCEDE"))
HOSTILE = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "PROTEST"))
DIRECTED = frozenset(("AGREE", "CONCEDE", "THREATEN", "SANCTION", "SUPPORT", "AID"))
# What one of two states at odds does is meant for the other.
AT_ODDS = frozenset(("ASSAULT", "MOBILIZE", "ACCUSE", "REJECT", "THREATEN", "SANCTION", "AGREE", "CONCEDE"))
LENT = frozenset(("ASSAULT", "COERCE", "ACCUSE", "THREATEN", "REJECT"))
# What is said in a talk ("rang X to press for a truce", "a call in which he sought the release").
SPOKEN = frozenset(("REQUEST", "ACCUSE", "THREATEN", "SUPPORT", "AGREE"))
# What somebody says of, or to, his own country when nobody else is there to be meant.
AT_HOME = frozenset(("ACCUSE", "REJECT", "THREATEN", "AGREE"))
FROM_ABROAD = frozenset(("REJECT", "THREATEN", "AGREE"))
STATE_MODES = frozenset(("arrest", "restrict", "censor", "curfew", "martial-law"))
# Who deals with their own rulers: what these have just done with a foreigner says nothing of them.
CITIZENS = frozenset(("LAB", "CVL", "EDU", "BUS", "REL", "NGO", "MED", "HLH", "OPP", "PTY"))
FAR_MORE = 3
FOE = "its opponent in what the article told before"


def complete(parsed: Parsed, coded: Coded, earlier: list[Coded], domestic: bool) -> None:
    """Fill the empty recipient of an act from the article so far; the note says how.

    In a domestic report a passive without a doer gets the state as its actor, too. ``domestic`` tells what
    ``is_domestic`` says of the article.
    """
    coded.actors = [_as_before(party, earlier, coded) for party in coded.actors]
    if domestic and _is_of_the_state(parsed, coded):
        coded.actors = _own_country(parsed, coded)
        coded.recipients = coded.recipients or _hit_at_home(parsed, coded)
        coded.notes.append("actor left out: at home the state arrests and forbids")
    harm = coded.act.type == "CIVIL_IMPACT" or (coded.act.type == "PROTEST" and coded.act.clause.passive)
    if harm and not coded.actors and not coded.recipients:
        coded.recipients = _hit_at_home(parsed, coded)
    if _is_own_mission(parsed, coded):
        coded.recipients = []
    spoken = coded.act.type in ANSWERS and all(is_words(parsed, party) for party in coded.recipients)
    spoken = spoken or is_what_was_offered(parsed, coded, earlier)
    if coded.recipients and coded.actors and not spoken:
        _lend_adversary(parsed, coded, earlier)
    if (coded.recipients and not spoken) or not coded.actors:
        return
    for parties, why in _guesses(parsed, coded, earlier, domestic):
        if parties:
            coded.recipients = parties
            coded.implied = True
            coded.notes.append(f"recipient left out: {why}")
            return


def _as_before(party: Party, earlier: list[Coded], coded: Coded) -> Party:
    """Return a party with the country that it has in another act of its sentence: one subject, two verbs."""
    if party.country is not None or party.entity is not None:
        return party
    here = (one for one in reversed(earlier) if one.sentence == coded.sentence)
    return next((p for one in here for p in one.actors if p.token == party.token and p.country), party)


def _is_own_mission(parsed: Parsed, coded: Coded) -> bool:
    """Tell whether a state from elsewhere closes or recalls what is its own ("shut its embassy")."""
    own = {p.country for p in coded.actors}
    hit = {p.country for p in coded.recipients}
    posted = words("missions") | words("envoys")
    posts = all(parsed.tokens[p.token].lemma in posted for p in coded.recipients)
    return (
        coded.act.type == "SANCTION" and bool(hit) and posts and hit == own and not own & {None, parsed.home}
    )


def _lend_adversary(parsed: Parsed, coded: Coded, earlier: list[Coded]) -> None:
    """Make things without a country those of the other of two states ("rammed the trawler Agia Varvara")."""
    things = all(p.is_thing for p in coded.recipients)
    other = adversary(parsed, coded, earlier) if things and coded.act.type in LENT else None
    if other is not None:
        coded.recipients = [replace(p, country=other) for p in coded.recipients]
        coded.notes.append(f"the thing is {other}'s: the other of the two states that the report is about")


def _guesses(
    parsed: Parsed, coded: Coded, earlier: list[Coded], domestic: bool
) -> Iterator[tuple[list[Party], str]]:
    """Yield the recipients that an act of its type may mean, the best guess first, with the reason."""
    kind = coded.act.type
    if kind == "REJECT" and object_in(parsed, coded, words("talks")):
        yield opponent(coded, earlier), FOE
    if kind in ANSWERS:
        yield answered(parsed, coded, earlier), "answers what was said to it before"
    if kind == "ASSAULT" or (kind == "REJECT" and is_about_words(parsed, coded)):
        yield opponent(coded, earlier), FOE
    yield _of_whom(parsed, coded), "whose counterpart acts"
    if kind == "PROTEST":
        yield _same_crowd(parsed, coded, earlier), "against whom the same people march in this sentence"
    yield _blamed(parsed, coded), "whose act the complaint is about"
    yield _partner(parsed, coded, earlier), "the other side of the talk in which it is said"
    yield from _struck(parsed, coded, earlier)
    if kind == "CONSULT" and parsed.tokens[coded.trigger].lemma in words("mediating"):
        yield _disputants(parsed, coded), "the two parties that the article names most"
    if kind == "CIVIL_IMPACT" and len({p.country for p in coded.actors}) == 1:
        yield [p for p in coded.actors if p.country], "the civilians of the country that acts"
    if kind == "AGREE" and domestic:
        yield _own_country(parsed, coded), "a report of one country's own affairs"
    citizens = all(p.branch in CITIZENS and p.country == parsed.home for p in coded.actors)
    if kind in DIRECTED and not citizens:
        yield _counterpart(coded, earlier), "the other side of what was told of it just before"
    yield _at_odds_with(parsed, coded, earlier), "the other of the two states that the report is about"
    if kind in AT_HOME and domestic:
        yield _own_country(parsed, coded), "a report of one country's own affairs"


def _struck(parsed: Parsed, coded: Coded, earlier: list[Coded]) -> Iterator[tuple[list[Party], str]]:
    """Yield whom what is given, withheld or forbidden concerns, where the words name nobody."""
    kind = coded.act.type
    crossing = kind == "COERCE" and object_in(parsed, coded, words("crossings"))
    if kind in GIVEN or kind == "SUPPORT" or crossing or (kind == "COERCE" and coded.act.mode == "withhold"):
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


def _same_crowd(parsed: Parsed, coded: Coded, earlier: list[Coded]) -> list[Party]:
    """Return the embassy in "rallied outside the embassy and burned a flag"."""
    first = parsed.first_joint(coded.trigger).i
    return next(
        (one.recipients for one in earlier if one.trigger == first and one.act.type == coded.act.type), []
    )


def _of_whom(parsed: Parsed, coded: Coded) -> list[Party]:
    """Return whom "his" means in "his Kenyan counterpart rang to convey her sorrow"."""
    for party in coded.actors:
        token = parsed.tokens[party.token]
        # A name behind it may be the head: "his counterpart, Retno Marsudi,".
        said = parsed.text[token.start : token.end].lower()
        peer = any(word.strip(",") in words("peers") for word in said.split())
        for child in token.children if peer else ():
            owner = parsed.tokens[child]
            if owner.dep == "poss" and owner.mention is not None and owner.mention.entity.country:
                return [party_of(owner, owner.mention)]
    return []


def _blamed(parsed: Parsed, coded: Coded) -> list[Party]:
    """Return who does what a complaint tells ("complained that soldiers had turned back a patrol")."""
    told = coded.act.clause.complements.get("that")
    if (
        coded.act.type != "ACCUSE"
        or told is None
        or parsed.tokens[coded.trigger].lemma not in words("complaining")
    ):
        return []
    subject = parsed.child(told, "nsubj")
    own = {p.country for p in coded.actors}
    found = PartyReader(parsed).read(subject) if subject is not None else []
    return [replace(p, country=p.country or parsed.home) for p in found if p.country not in own]


def _partner(parsed: Parsed, coded: Coded, earlier: list[Coded]) -> list[Party]:
    """Return whom the actor talks with, where the act hangs on the words that tell of the talk."""
    own = {p.country for p in coded.actors if p.country}
    for other in earlier if coded.act.type in SPOKEN else ():
        talk = other.sentence == coded.sentence and other.act.type == "CONSULT"
        if not talk or coded.trigger not in parsed.subtree(_carrier(parsed, other)):
            continue
        if apart := _across(other, own):
            return apart
    return []


def _across(act: Coded, own: set[str]) -> list[Party]:
    """Return those with a country on the other side of an act in which one of ``own`` is a side."""
    for one, side in ((act.actors, act.recipients), (act.recipients, act.actors)):
        apart = [p for p in side if p.country and p.country not in own]
        if own & {p.country for p in one} and apart:
            return apart
    return []


def _carrier(parsed: Parsed, coded: Coded) -> int:
    """Return the verb of an act: that of "held a call" for "call"."""
    return coded.trigger if coded.act.kind == "v" else clause_verb(parsed, coded.trigger)


def _counterpart(coded: Coded, earlier: list[Coded]) -> list[Party]:
    """Return the other side of the nearest act of the sentences before in which the actor is a side."""
    own = {p.country for p in coded.actors if p.country}
    for other in reversed(earlier):
        if coded.sentence - other.sentence > LOOK_BACK:
            return []
        if apart := _across(other, own):
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
        # Where both sides are of one country, it is the one that acted who acts now.
        acted, suffered = (own & {p.country for p in side} for side in (other.actors, other.recipients))
        side = [p for p in (other.recipients if acted else other.actors) if p.country and (acted or suffered)]
        seen |= {p.country: p for p in side if p.country}
        for _ in range(2 if acted and suffered else 1):  # an inner feud weighs as much as two sides of one
            count.update(p.country for p in side if p.country)
    return [seen[country] for country, _ in count.most_common(1)]


def _at_odds_with(parsed: Parsed, coded: Coded, earlier: list[Coded]) -> list[Party]:
    """Return the other of two states at odds, as last named before the act."""
    other = adversary(parsed, coded, earlier) if coded.act.type in AT_ODDS else None
    named = last_named(parsed, coded.trigger, other) if other is not None else None
    return [named] if named is not None else []


def _disputants(parsed: Parsed, coded: Coded) -> list[Party]:
    """Return the two countries that the article names most besides the mediator's.

    [] where it names but one, or the second far less often than the first.

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
    most = count.most_common(2)
    return [last[code] for code, _ in most] if len(most) > 1 and FAR_MORE * most[1][1] >= most[0][1] else []
