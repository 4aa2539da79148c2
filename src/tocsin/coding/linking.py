"""What acts of one sentence lend each other, and which candidates are acts at all."""

from __future__ import annotations

from dataclasses import replace

from tocsin.coding.coded import Coded
from tocsin.coding.parties import Party, PartyReader
from tocsin.language.model import Parsed

TALK = frozenset(("CONSULT",))
ADDRESSED = frozenset(("SUPPORT", "REQUEST", "AID"))
MUTUAL = frozenset(("AGREE", "COOPERATE", "RETREAT", "ASSAULT"))
TOPICAL = ("nsubj", "nsubjpass", "ROOT")
FACTUAL = frozenset(("after", "following", "amid", "despite", "during", "over", "since", "in", "to"))
MATERIAL = frozenset(("SANCTION", "COERCE", "ASSAULT", "AID", "MOBILIZE"))
FORCES = frozenset(("MIL", "COP", "UAF", "REB", "CRM"))
LENT = frozenset(("SUPPORT", "REQUEST", "AGREE", "CONCEDE", "THREATEN", "REJECT"))
VERBAL = frozenset(
    ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "APPOINT")
)
TALK_PREPOSITIONS = frozenset(("during", "in", "after", "following", "on", "at", "over", "with"))


def inherit(parsed: Parsed, parties: PartyReader, made: list[Coded], earlier: list[Coded]) -> None:
    """Link acts to the act above them; a verbal act without recipient takes the other side of the talk it is part of."""
    at = _by_word(parsed, made)
    for coded in made:
        above = _above(parsed, coded, at) or _talk_beside(parsed, coded, at)
        if above is None or above is coded:
            continue
        coded.above = above
        own_subject = parsed.child(coded.trigger, "nsubj", "nsubjpass") is not None
        if not coded.actors and not coded.act.clause.passive and coded.act.kind == "v" and not own_subject:
            coded.actors = list(above.actors)
        talk: Coded | None = above
        lends = TALK | ADDRESSED if parsed.tokens[coded.trigger].tag == "VBG" else TALK
        while (
            talk is not None and not (talk.act.type in lends and talk.recipients) and talk.above is not talk
        ):
            talk = talk.above
        same = coded.act.type == above.act.type and coded.act.type in MATERIAL
        if (
            same
            and not coded.recipients
            and {p.country for p in coded.actors} == {p.country for p in above.actors}
        ):
            coded.recipients = list(above.recipients)
            coded.implied = bool(coded.recipients)
        if coded.act.type in LENT and not coded.recipients and talk is not None:
            coded.recipients = _other_side(coded, talk)
            if coded.recipients:
                coded.implied = True
                coded.notes.append("recipient left out: the other side of the talk")
    for coded in made:
        if coded.act.type == "REQUEST" and not coded.recipients and not coded.implied:
            coded.recipients = _parties_between(parsed, parties, coded)
            coded.implied = bool(coded.recipients)


def _by_word(parsed: Parsed, made: list[Coded]) -> dict[int, Coded]:
    at: dict[int, Coded] = {}
    for coded in made:
        at[coded.trigger] = coded
        if coded.act.kind == "light":
            at.setdefault(parsed.tokens[coded.trigger].head, coded)
    return at


def _above(parsed: Parsed, coded: Coded, at: dict[int, Coded]) -> Coded | None:
    token = parsed.tokens[coded.trigger]
    if coded.act.kind == "light":
        token = parsed.tokens[token.head]
    for _ in range(6):
        if token.head == token.i or token.dep not in (
            "advcl",
            "conj",
            "xcomp",
            "acl",
            "pcomp",
            "prep",
            "dep",
            "dobj",
        ):
            return None
        token = parsed.tokens[token.head]
        found = at.get(token.i)
        if found is not None and found is not coded:
            return found
    return None


def _talk_beside(parsed: Parsed, coded: Coded, at: dict[int, Coded]) -> Coded | None:
    """Return the talk that an adjunct of the act's clause names ("during his call with X, Y expressed sorrow")."""
    owner = parsed.tokens[coded.trigger]
    if coded.act.kind == "light":
        owner = parsed.tokens[owner.head]
    owners = [owner]
    if owner.dep == "conj":
        owners.append(parsed.tokens[owner.head])
    for one in owners:
        for child in one.children:
            other = parsed.tokens[child]
            if other.dep != "prep" or other.lemma not in TALK_PREPOSITIONS:
                continue
            for goal in other.children:
                found = at.get(goal)
                if found is not None and found.act.type in TALK and found is not coded:
                    return found
    return None


def _other_side(coded: Coded, talk: Coded) -> list[Party]:
    own = {p.country for p in coded.actors} | {None}
    names = {id(p.entity) for p in coded.actors if p.entity is not None}
    sides = [*talk.actors, *talk.recipients]
    return [p for p in sides if id(p.entity) not in names and p.country not in own]


def _parties_between(parsed: Parsed, parties: PartyReader, coded: Coded) -> list[Party]:
    """Return the two of "tensions between X and Y" in the sentence of an appeal that names nobody."""
    sentence = parsed.sentences[coded.sentence]
    own = {p.country for p in coded.actors}
    for token in parsed.tokens[sentence.first : sentence.last]:
        if token.lemma != "between" or token.dep != "prep":
            continue
        for goal in token.children:
            found = [p for p in parties.read(goal) if p.country not in own and p.country]
            if len(found) >= 2:
                coded.notes.append("no addressee: the parties of the dispute in this sentence")
                return found
    return []


def share_sides(coded: Coded) -> None:
    """Two who agree or do something together are its two sides; civilians who flee are those who suffer."""
    if (
        coded.act.type in MUTUAL
        and not coded.recipients
        and len(coded.actors) > 1
        and not coded.act.clause.passive
    ):
        countries = {p.country for p in coded.actors}
        if len(countries) > 1 and ("sym" in coded.act.flags or coded.act.reciprocal):
            coded.actors, coded.recipients = coded.actors[:1], coded.actors[1:]
            coded.notes.append("done together: the first named is the actor, the others the recipients")
    if coded.act.type == "APPOINT" and len(coded.actors) == 1 and coded.actors[0].country:
        coded.recipients = [_appointed(p, coded.actors[0].country) for p in coded.recipients]
    if coded.act.type == "CIVIL_IMPACT" and not coded.recipients:
        suffering = [
            p
            for p in coded.actors
            if p.word is not None and (p.sector or "")[:3] not in ("GOV", "MIL", "COP")
        ]
        if suffering:
            coded.actors = [p for p in coded.actors if p not in suffering]
            coded.recipients = suffering


def _appointed(party: Party, country: str) -> Party:
    """Whom a state appoints belongs to it, where the text says nothing else."""
    guessed = party.country is None or (party.entity is not None and party.entity.why.startswith("home"))
    return replace(party, country=country) if guessed else party


def _between_forces(coded: Coded) -> bool:
    """Tell whether fighters, police or captives are a side: then the act is one of force, whoever they are."""
    return any(
        (p.sector or "")[:3] in FORCES for p in (*coded.actors, *coded.recipients) if p.word is not None
    )


def _located(parsed: Parsed, coded: Coded) -> bool:
    """Tell whether a nominal act of violence says where or when ("the April 22 attack in X")."""
    if coded.act.recipients:
        return True
    for word, goal, _ in coded.act.clause.prepositions:
        if word in ("in", "at", "near", "on", "outside") and parsed.tokens[goal].pos == "PROPN":
            return True
    return False


def _tells(parsed: Parsed, coded: Coded, actor_known: bool, recipient_known: bool) -> bool:
    """Tell whether a bare noun reports an act: as what the clause is about, or behind "after", "amid" with both sides named."""
    token = parsed.tokens[coded.trigger]
    if token.dep in ("attr", "oprd", "appos"):
        return False
    kind = coded.act.type
    if kind == "ASSAULT":
        return True
    topical = token.dep in TOPICAL
    if kind == "CONSULT":
        between = any(word == "between" for word, _, _ in coded.act.clause.prepositions)
        return (recipient_known and actor_known) or (between and len(coded.actors) > 1)
    if kind in ("MOBILIZE", "COERCE", "CIVIL_IMPACT", "RETREAT", "PROTEST", "SANCTION"):
        return (topical and (actor_known or recipient_known)) or (actor_known and recipient_known)
    factual = token.dep == "pobj" and parsed.tokens[token.head].lemma in FACTUAL
    return actor_known and (topical or (factual and recipient_known))


def keep(parsed: Parsed, coded: Coded) -> bool:
    """Tell whether a candidate is an act between parties that the text names."""
    act = coded.act
    actor_known = any(p.known for p in coded.actors)
    recipient_known = any(p.known for p in coded.recipients)
    if not actor_known and not recipient_known:
        if coded.nominal and act.type == "ASSAULT" and _located(parsed, coded):
            return True
        if act.type in ("ASSAULT", "COERCE") and not coded.nominal and _between_forces(coded):
            return coded.status.modality not in ("hypothetical", "negated")
        return (
            ("strong" in act.flags
            and coded.status.modality not in ("hypothetical", "negated")
            and not coded.nominal)
            or ("strong" in act.flags and coded.nominal)
        )
    spoken = recipient_known and (_between_forces(coded) or any(p.entity is not None for p in coded.actors))
    if act.type in VERBAL and not actor_known and not act.clause.passive and not spoken:
        return False
    if coded.status.modality == "hypothetical" and not (actor_known and recipient_known):
        return False
    if coded.nominal and not _tells(parsed, coded, actor_known, recipient_known):
        return False
    if act.type == "CONSULT" and not recipient_known and len(coded.actors) < 2:
        return False
    return True
