"""Parties named by their role alone ("the army", "protesters"): whose they are, by where the act is set."""

from __future__ import annotations

from dataclasses import replace

from tocsin.coding.captives import is_definite
from tocsin.coding.coded import Coded, named_teller
from tocsin.coding.disputes import adversary, once, other_state
from tocsin.coding.linking import SUFFERED
from tocsin.coding.parties import Party, PartyReader
from tocsin.coding.scenes import clause_place, crowd_place, is_at_hand, paragraph_country, place_country
from tocsin.coding.words import words
from tocsin.knowledge import countries, peoples, roles
from tocsin.language.model import Entity, Parsed

LOCAL = frozenset("MIL COP JUD LEG CVL OPP PTY LAB SPY EDU REL REB HLH AGR BUS MED".split())
INSIDERS = frozenset(("REB", "UAF", "PTY", "OPP", "CRM"))
DOMESTIC = frozenset(("COERCE", "PROTEST", "APPOINT", "CIVIL_IMPACT", "ASSAULT"))
GIVEN = frozenset(("AID", "COOPERATE", "SANCTION"))
ARMED = frozenset(("MIL", "COP", "SPY"))
# Who says "the army" and means his own.
COMMANDING = frozenset(
    ("head_of_state", "head_of_government", "monarch", "defence_minister", "interior_minister")
)
TALKS = frozenset(("AGREE", "CONSULT", "REJECT"))
STRUCK = frozenset(("ASSAULT", "COERCE"))
OFFICIAL = frozenset(("GOV", "LEG", "OPP", "PTY"))
WORDS = frozenset(("REQUEST", "ACCUSE", "THREATEN", "SUPPORT", "REJECT", "AGREE"))
ADDRESSED = frozenset(("REQUEST", "THREATEN"))
HITTING = frozenset(("ASSAULT", "CIVIL_IMPACT"))
FIGHTERS = frozenset(("CRM", "REB"))
# A state's neighbour; "my neighbour" lives next door.
ITS = frozenset(("its", "their"))
LOOK_BACK = 2

# A country, None where no sign of one is found, and the sign for the notes.
Setting = tuple[str | None, str]


def localise(parsed: Parsed, coded: Coded, foes: list[Party], domestic: bool, earlier: list[Coded]) -> None:
    """Give a role without a country the country of the sentence's setting, and say so in the notes.

    ``earlier`` are the acts of the article before this one. ``foes`` are, for an assault, the parties that
    the actor has fought so far: in a war the soldiers shot at are theirs. In a ``domestic`` report people
    who suffer there are the country's own.
    """
    foe = foes[0].country if len({p.country for p in foes}) == 1 else _struck_before(coded)
    for side in (coded.actors, coded.recipients):
        side[:] = [_counterpart(parsed, coded, party, earlier) for party in side]
    coded.actors = [_local(parsed, coded, party, None) for party in coded.actors]
    before = coded.recipients
    if any(p.branch == "COP" for p in coded.actors):
        foe = None  # whom police strike is no enemy of the state in a war
    coded.recipients = [_local(parsed, coded, party, foe) for party in before]
    if not domestic and coded.act.type in STRUCK:
        pairs = zip(before, coded.recipients, strict=True)
        coded.recipients = [_not_own(parsed, coded, *pair, earlier) for pair in pairs]
    if (
        domestic
        and coded.act.type in SUFFERED
        and all(p.country in (None, parsed.home) for p in coded.actors)
    ):
        coded.recipients = [_of_the_place(parsed, coded, party) for party in coded.recipients]


def _counterpart(parsed: Parsed, coded: Coded, party: Party, earlier: list[Coded]) -> Party:
    """Return "her counterpart" as one of the state with which hers last spoke."""
    if party.country is not None or party.word not in words("peers") or not _is_one_peer(parsed, party):
        return party
    owner = next(
        (parsed.tokens[c].mention for c in parsed.tokens[party.token].children if c < party.token), None
    )
    own = owner.entity.country if owner is not None else None
    if own is None:
        return party
    for act in reversed(earlier):
        sides = {p.country for p in (*act.actors, *act.recipients)}
        others = [p.country for p in (*act.recipients, *act.actors) if p.country not in (None, own)]
        if (
            act.act.type == "CONSULT"
            and own in sides
            and others
            and coded.sentence - act.sentence <= LOOK_BACK
        ):
            coded.notes.append("the counterpart is the other side of the talk")
            return replace(party, country=others[0])
    return party


def _struck_before(coded: Coded) -> str | None:
    """Return the country of those whom the act above strikes: "seized a Kenyan boat and held its crew"."""
    above = coded.above
    if above is None or above is coded or above.act.type not in STRUCK or coded.act.type not in STRUCK:
        return None
    struck = {p.country for p in above.recipients}
    doers = {p.country for p in above.actors} & {p.country for p in coded.actors} - {None}
    return struck.pop() if len(struck) == 1 and doers and not doers & struck else None


def _not_own(parsed: Parsed, coded: Coded, before: Party, party: Party, earlier: list[Coded]) -> Party:
    """Return whom or what soldiers strike as the other state's, where only a guess made it their own.

    In a report of two states at odds that is the other one; else only forces are taken to be foreign ones.
    """
    strikers = {p.country for p in coded.actors if p.branch == "MIL"}
    lent = before.entity is not None and before.entity.is_lent
    guessed = (before.country is None or lent) and strikers == {party.country}
    if not guessed or party.country is None:
        return party
    other = adversary(parsed, coded, earlier)
    if other is None and party.branch in ARMED:
        other = other_state(parsed, coded)
    return replace(party, country=other) if other is not None else party


def _of_the_place(parsed: Parsed, coded: Coded, party: Party) -> Party:
    """Return people without a country ("five people were shot dead") as those of the report's own."""
    anybody = party.open and party.word in words("anywhere")
    if not anybody or _is_foreign(parsed, party) or clause_place(parsed, coded) not in (None, parsed.home):
        return party
    coded.notes.append(
        f"'{parsed.text[party.start : party.end]}' belongs to {parsed.home}: a domestic report"
    )
    return replace(party, country=parsed.home)


def _local(parsed: Parsed, coded: Coded, party: Party, foe: str | None) -> Party:
    """Return a party with its country, where there is a sign of it; ``foe`` is the country fought so far."""
    if party.country is not None or (party.entity is not None and party.entity.kind == "org"):
        return party  # a body that has no country ("Islamic State") is nobody's here either
    if party.entity is not None and party.entity.kind == "folk":
        return _folk_here(parsed, coded, party, party.entity)
    if party.word in words("opposite") and _is_owned_by_pronoun(parsed, party, ITS):
        country, why = other_state(parsed, coded), "the state that the report names most besides its own"
    elif party.word in words("peers") and _is_one_peer(parsed, party):
        country, why = _peer(parsed, coded), "the colleague in the country that the report is about"
    else:
        country, why = _named_alike(parsed, party), "called so elsewhere in the article"
        if country is None:
            country, why = _home(parsed, coded, party, foe)
    if not country and _is_one_of_us(parsed, coded, party):
        country, why = parsed.home, "the other side is the report's own country"
    if not country and _is_for_us(parsed, coded, party):
        country, why = parsed.home, "outsiders give it to, or withhold it from, the report's own country"
    if not country:
        return party
    coded.notes.append(f"'{parsed.text[party.start : party.end]}' belongs to {country}: {why}")
    return replace(party, country=country)


def _named_alike(parsed: Parsed, party: Party) -> str | None:
    """Return the country of "the pirates" where the article speaks of "Somali pirates" and no others."""
    if party.entity is not None or party.branch not in FIGHTERS or not is_definite(parsed, party):
        return None
    known, noun = _bearers(parsed), parsed.tokens[party.token].lemma
    if noun not in known:
        known[noun] = _bearers_of(parsed, noun)
    return next(iter(known[noun])) if len(known[noun]) == 1 else None


@once
def _bearers(parsed: Parsed) -> dict[str, set[str]]:
    """Return the countries by the noun for their people, for the nouns of an article that were asked for."""
    return {}


def _bearers_of(parsed: Parsed, noun: str) -> set[str]:
    """Return the countries that the article gives to people whom it calls by a noun, or names a body by."""
    reader, found = PartyReader(parsed), set()
    for token in parsed.tokens:
        if token.mention is not None and token.mention.entity.kind == "org":
            last = (token.mention.entity.name or "").lower().split()[-1:]
            if last and last[0].removesuffix("s") == noun:
                found.add(token.mention.entity.country)
        elif token.lemma == noun:
            found.add(reader.holder(token)[1])
    return {country for country in found if country is not None}


def _peer(parsed: Parsed, coded: Coded) -> str | None:
    """Return the report's own country where somebody from elsewhere deals with "his colleague"."""
    others = {p.country for p in (*coded.actors, *coded.recipients)} - {None}
    return parsed.home if others and parsed.home not in others else None


def _is_one_peer(parsed: Parsed, party: Party) -> bool:
    return parsed.tokens[party.token].tag == "NN" and _is_owned_by_pronoun(parsed, party)


def _is_owned_by_pronoun(parsed: Parsed, party: Party, which: frozenset[str] = frozenset()) -> bool:
    """Tell whether a possessive pronoun, one of ``which`` if given, stands before a noun."""
    before = (parsed.tokens[c] for c in parsed.tokens[party.token].children)
    owners = [token for token in before if token.dep == "poss" and token.pos == "PRON"]
    return any(not which or token.text.lower() in which for token in owners)


def _folk_here(parsed: Parsed, coded: Coded, party: Party, folk: Entity) -> Party:
    """Return a people at home in several states as that of the one in which the clause is set."""
    place = clause_place(parsed, coded)
    homes = next((one.countries for one in peoples() if one.name == folk.name), ())
    if place not in homes:
        return party
    coded.notes.append(f"{folk.name} of {place}: where the clause is set")
    return replace(party, country=place)


def _home(parsed: Parsed, coded: Coded, party: Party, foe: str | None) -> Setting:
    if _is_domestic(party):
        if foe is not None and clause_place(parsed, coded) is None:
            return foe, "its opponent in what the article told before"
        if coded.act.type in TALKS and party.branch in INSIDERS and (others := _across_talks(coded, party)):
            return others, "the other side of talks, wherever they are held"
        ours = party.branch == "REB" or party.word in words("story_roles")
        if ours and parsed.home is not None:
            return parsed.home, "rebels or rulers of the country that the report is about"
        return _setting(parsed, coded, party)
    counted = parsed.tokens[party.token].lemma in words("crowd_numbers")
    if coded.act.type == "PROTEST" and (
        counted or (party.entity is None and party.word in words("anywhere"))
    ):
        return crowd_place(parsed, coded), "where the crowd is"
    if party.entity is None and party.word is None:
        return _other_side(parsed, coded, party) or _place_hit(parsed, coded, party) or (None, "")
    if party.entity is None and party.word in words("anywhere"):
        police = {p.country for p in coded.actors if p.branch == "COP"} - {None}
        if party in coded.recipients and coded.act.type in STRUCK and len(police) == 1:
            return police.pop(), "the country of the police"
        return clause_place(parsed, coded), "where the clause is set"
    return None, ""


def _is_one_of_us(parsed: Parsed, coded: Coded, party: Party) -> bool:
    """Tell whether somebody without a country deals with the country that the report is about.

    People who come from outside or whom nobody knows ("gunmen", "envoys") may be anybody's.
    """
    suffers = party in coded.recipients
    countries = {p.country for p in (coded.actors if suffers else coded.recipients)} - {None}
    unknown_hand = not countries and suffers and coded.act.type in SUFFERED
    alone = not countries and not suffers and coded.act.type not in SUFFERED
    if parsed.home is None or not (parsed.home in countries or unknown_hand or alone):
        return False
    if party.word is not None:
        return party.word not in words("strangers") and not _is_foreign(parsed, party)
    person = party.entity is not None and party.entity.kind == "person"
    head = parsed.tokens[party.token]
    return person or (party.entity is None and (head.pos in ("PRON", "NUM") or head.lemma == "other"))


def _is_for_us(parsed: Parsed, coded: Coded, party: Party) -> bool:
    """Tell whether outsiders deal here with officials, or give or withhold a thing, without a country."""
    outside = all(p.country and p.country != parsed.home for p in coded.actors)
    met = coded.act.type in GIVEN or party.branch in OFFICIAL or _is_met(coded, party)
    given = met and party in coded.recipients and bool(coded.actors)
    return given and outside and not _is_foreign(parsed, party) and party.word not in words("strangers")


def _is_met(coded: Coded, party: Party) -> bool:
    """Tell whether people are spoken with ("the envoy met relatives of the hostages")."""
    return coded.act.type == "CONSULT" and party.word is not None


def _is_foreign(parsed: Parsed, party: Party) -> bool:
    before = (parsed.tokens[c].text.lower() for c in parsed.tokens[party.token].children)
    return any(word in words("from_abroad") for word in before)


def _place_hit(parsed: Parsed, coded: Coded, party: Party) -> Setting | None:
    """Return the country of the place that an attack hits ("shells hit the station of Goma")."""
    if coded.act.type not in HITTING or party not in coded.recipients:
        return None
    inside = (parsed.place_at(parsed.tokens[i]) for i in parsed.subtree(party.token))
    readings = (one.reading for one in inside if one is not None and one.reading is not None)
    here = next((one.country for one in readings if is_at_hand(parsed, one)), None)
    here = here or clause_place(parsed, coded)
    return (here, "where the thing that is hit stands") if here else None


def _is_domestic(party: Party) -> bool:
    """Tell whether a party without a country is an institution, a force or the people of the place."""
    if party.entity is not None:
        return party.entity.kind in ("agency", "office") or (
            party.entity.kind == "person" and party.entity.office is not None
        )
    if party.word is None:
        return False
    role = roles()[party.word]
    if party.word in words("anywhere") or party.word in words("bodies"):
        return False
    return role.sector[:3] in LOCAL or (role.sector[:3] == "GOV" and role.kind == "institution")


def _setting(parsed: Parsed, coded: Coded, party: Party) -> Setting:
    """Return the country in which the sentence is set, by the nearest sign of it."""
    told = _own_official(parsed, coded) if party in coded.actors and party.branch in ARMED else None
    if told is not None:
        return told, "the country of the official who says what it does"
    beside = (place_country(parsed, parsed.tokens[i]) for i in parsed.subtree(party.token))
    found = next((country for country in beside if country is not None), None)
    if found is None:
        # "In London the premier urged the colonels": that is where he is, and they may be anywhere.
        addressed = party in coded.recipients and coded.act.type in WORDS
        found = clause_place(parsed, coded, behind=addressed)
    if found is not None:
        return found or None, "where the clause is set"
    return (
        _other_side(parsed, coded, party)
        or _report_home_of_victim(parsed, coded, party)
        or _told_before(parsed, coded)
        or (None, "")
    )


def _other_side(parsed: Parsed, coded: Coded, party: Party) -> Setting | None:
    """Return the country of a domestic act: that of its other side, or of who says it."""
    if coded.act.type not in DOMESTIC and not (parsed.home is None and party.branch in INSIDERS | ARMED):
        return None
    other = _insiders(coded)
    if other is not None:
        abroad = parsed.home not in (None, other)
        # Police, courts and crowds of the report's own country deal with foreigners too.
        shelled = coded.act.type == "ASSAULT" and any(p.branch == "MIL" for p in coded.actors)
        if not (abroad and (party in coded.actors or shelled)):
            return other, "the other side of a domestic act"
    spoken = _speaker_country(parsed, coded)
    return (spoken, "the country of the one who says it") if spoken is not None else None


def _insiders(coded: Coded) -> str | None:
    """Return the one country whose offices, forces or groups are a side; None for none or several."""
    found = {p.country for p in (*coded.actors, *coded.recipients) if p.country and is_insider(p)}
    return found.pop() if len(found) == 1 else None


def _across_talks(coded: Coded, party: Party) -> str | None:
    """Return whose rebels talk: of the one state across or beside them ("between X and the rebels")."""
    side = coded.recipients if party in coded.recipients else coded.actors
    beside = {p.country for p in side if p.country}
    return _insiders(coded) or (beside.pop() if len(beside) == 1 and len(side) == 2 else None)


def _report_home_of_victim(parsed: Parsed, coded: Coded, party: Party) -> Setting | None:
    if parsed.home is None or party not in coded.recipients:
        return None
    if any(p.country and p.country != parsed.home for p in coded.actors):
        return parsed.home, "home of the report, where a foreign party acts"
    if coded.actors and coded.act.type in ADDRESSED and all(is_insider(p) for p in coded.actors):
        return parsed.home, "home of the report, where its own people speak to it"
    return None


def _told_before(parsed: Parsed, coded: Coded) -> Setting | None:
    """Return the country of the paragraph, of the report, or the last one named in the sentences before."""
    told = paragraph_country(parsed, coded)
    if told is not None:
        return told, "the paragraph is about it"
    if parsed.home is not None:
        return parsed.home, "home of the report"
    first = parsed.sentences[max(0, coded.sentence - LOOK_BACK)].first
    for token in reversed(parsed.tokens[first : parsed.sentences[coded.sentence].first]):
        mention = token.mention
        if mention is not None and mention.entity.kind == "country" and mention.entity.country:
            return mention.entity.country, "the country named last before"
    return None


def _own_official(parsed: Parsed, coded: Coded) -> str | None:
    """Return the country of the official who tells what "the army" does or will do."""
    teller = named_teller(parsed, coded)
    if teller is None or teller[1].entity.country not in countries():
        return None
    return teller[1].entity.country if teller[1].entity.office in COMMANDING else None


def _speaker_country(parsed: Parsed, coded: Coded) -> str | None:
    """Return the country of the official in whose words people named by a role suffer the act."""
    teller = named_teller(parsed, coded)
    if teller is None or not any(p.word for p in coded.recipients):
        return None
    return teller[1].entity.country if teller[1].entity.kind in ("person", "office", "agency") else None


def is_insider(party: Party) -> bool:
    """Tell whether a party acts in its own country: an office, a force, a group of it."""
    if party.entity is not None and party.entity.kind in ("person", "office", "agency"):
        return True
    if party.entity is not None and party.entity.kind == "org":
        return (party.entity.sector or "")[:3] in INSIDERS
    return party.word is not None
