"""What acts of one sentence lend each other, and which candidates are acts at all."""

from __future__ import annotations

from dataclasses import replace

from tocsin.coding.claims import NOBODY
from tocsin.coding.coded import Coded
from tocsin.coding.disputes import OUTLAWS
from tocsin.coding.parties import Party, PartyReader
from tocsin.coding.words import words
from tocsin.language.model import Parsed, Token

TALK = frozenset(("CONSULT",))
ADDRESSED = frozenset(("SUPPORT", "REQUEST", "AID"))
MUTUAL = frozenset(("AGREE", "COOPERATE", "RETREAT", "ASSAULT", "ACCUSE", "REJECT"))
TOPICAL = ("nsubj", "nsubjpass", "ROOT")
MATERIAL = frozenset(("SANCTION", "COERCE", "ASSAULT", "AID", "MOBILIZE"))
AUTHORITIES = frozenset(("GOV", "MIL", "COP"))
FORCES = frozenset(("MIL", "COP", "UAF", "REB", "CRM"))
LENT = frozenset(("SUPPORT", "REQUEST", "AGREE", "CONCEDE", "THREATEN", "REJECT"))
VERBAL = frozenset(
    ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "APPOINT")
)
# Acts that are told by what is suffered, whoever did it.
SUFFERED = frozenset(("ASSAULT", "COERCE", "CIVIL_IMPACT"))
ABOVE_DEPS = ("advcl", "conj", "xcomp", "acl", "pcomp", "prep", "dep", "dobj")
TOPICAL_TYPES = frozenset(("MOBILIZE", "COERCE", "CIVIL_IMPACT", "RETREAT", "PROTEST", "SANCTION"))
STEPS_UP = 6
UNREAL = ("hypothetical", "negated")
HELPLESS = ("CVL", "REF")
# What may be done without anybody to whom: an act of these that only the model sees is told all the same.
UNDIRECTED = frozenset(("ACCUSE", "CIVIL_IMPACT", "COERCE", "CONCEDE", "MOBILIZE", "PROTEST", "REJECT"))
# An act that the model sees so surely counts, whoever its sides are.
SURE = 0.8
BACKED = 0.8


def inherit(parsed: Parsed, parties: PartyReader, made: list[Coded]) -> None:
    """Link acts to the act above them; a verbal act without recipient takes the other side of its talk."""
    at = _by_word(parsed, made)
    for coded in made:
        above = _above(parsed, coded, at) or _talk_beside(parsed, coded, at)
        if above is not None:
            coded.above = above
            _take_actors(parsed, coded, above)
            _take_recipients(parsed, coded, above)
    for coded in made:
        if coded.act.type == "REQUEST" and not coded.recipients and not coded.implied:
            coded.recipients = _parties_between(parsed, parties, coded)
            coded.implied = bool(coded.recipients)


def _take_actors(parsed: Parsed, coded: Coded, above: Coded) -> None:
    """Give an active verb without a subject the actors of the act above it."""
    own_subject = parsed.child(coded.trigger, "nsubj", "nsubjpass") is not None
    if not coded.actors and not coded.act.clause.passive and coded.act.kind == "v" and not own_subject:
        coded.actors = list(above.actors)


def _take_recipients(parsed: Parsed, coded: Coded, above: Coded) -> None:
    """Give an act the recipients of the same act above it, or the other side of the talk it is part of."""
    same = coded.act.type == above.act.type and coded.act.type in MATERIAL
    if same and not coded.recipients and _countries(coded.actors) == _countries(above.actors):
        coded.recipients = list(above.recipients)
        coded.implied = bool(coded.recipients)
    if above.act.type in TALK and above.recipients and _means_the_other(parsed, coded, above):
        coded.recipients = list(above.recipients)
        return
    talk = _talk_above(parsed, coded, above)
    if coded.act.type in LENT and not coded.recipients and talk is not None:
        coded.recipients = _other_side(coded, talk)
        if coded.recipients:
            coded.implied = True
            coded.notes.append("recipient left out: the other side of the talk")


def _means_the_other(parsed: Parsed, coded: Coded, above: Coded) -> bool:
    """Tell whether "him" is whom somebody talks with: "telephoned the general to warn him"."""
    goal = coded.act.clause.object
    verb = parsed.tokens[coded.trigger]
    purpose = verb.head == above.trigger and verb.tag == "VB" and verb.dep in ("xcomp", "advcl")
    return purpose and goal is not None and parsed.tokens[goal].text.lower() in words("addressed")


def _talk_above(parsed: Parsed, coded: Coded, above: Coded) -> Coded | None:
    """Return the nearest act above with a side to lend: a talk, for a gerund also an appeal or help."""
    lends = TALK | ADDRESSED if parsed.tokens[coded.trigger].tag == "VBG" else TALK
    talk: Coded | None = above
    seen: set[int] = set()
    # Two acts may hang in each other ("After holding talks, France condemned ..."): go round only once.
    while talk is not None and id(talk) not in seen:
        if talk.act.type in lends and talk.recipients:
            return talk
        seen.add(id(talk))
        talk = talk.above
    return None


def _countries(parties: list[Party]) -> set[str | None]:
    return {p.country for p in parties}


def _by_word(parsed: Parsed, made: list[Coded]) -> dict[int, Coded]:
    """Return the acts by the tokens that tell them; a light verb stands for its noun."""
    at: dict[int, Coded] = {}
    for coded in made:
        at[coded.trigger] = coded
        if coded.act.kind == "light":
            at.setdefault(parsed.tokens[coded.trigger].head, coded)
    return at


def _carrying(parsed: Parsed, coded: Coded) -> Token:
    """Return the word by which an act hangs in its sentence: its trigger, or the light verb of it."""
    token = parsed.tokens[coded.trigger]
    return parsed.tokens[token.head] if coded.act.kind == "light" else token


def _above(parsed: Parsed, coded: Coded, at: dict[int, Coded]) -> Coded | None:
    token = _carrying(parsed, coded)
    for _ in range(STEPS_UP):
        if token.head == token.i or token.dep not in ABOVE_DEPS:
            return None
        token = parsed.tokens[token.head]
        found = at.get(token.i)
        if found is not None and found is not coded:
            return found
    return None


def _talk_beside(parsed: Parsed, coded: Coded, at: dict[int, Coded]) -> Coded | None:
    """Return the talk that an adjunct of the act's clause names ("in her talk with X, Y thanked ...")."""
    owner = _carrying(parsed, coded)
    owners = [owner, parsed.tokens[owner.head]] if owner.dep == "conj" else [owner]
    adjuncts = (parsed.tokens[c] for one in owners for c in one.children)
    for adjunct in adjuncts:
        if adjunct.dep != "prep" or adjunct.lemma not in words("talk_prepositions"):
            continue
        for goal in adjunct.children:
            found = at.get(goal)
            if found is not None and found.act.type in TALK and found is not coded:
                return found
    return None


def _other_side(coded: Coded, talk: Coded) -> list[Party]:
    """Return those in a talk who are neither the actors nor of their countries, nor without any country."""
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
    """Make two who act together the two sides, an appointee a citizen, and those who flee recipients."""
    _split_mutual(coded)
    if coded.act.type == "MOBILIZE" and coded.act.clause.passive and not coded.actors:
        coded.actors = [p for p in coded.recipients if p.branch in AUTHORITIES]
        coded.recipients = [p for p in coded.recipients if p not in coded.actors]
    if coded.act.type == "APPOINT" and len(coded.actors) == 1 and coded.actors[0].country:
        coded.recipients = [_appointed(p, coded.actors[0].country) for p in coded.recipients]
    if coded.act.subject_is_recipient and coded.act.type == "CIVIL_IMPACT":
        coded.recipients = _who_flees(coded)
    if coded.act.type == "CIVIL_IMPACT" and not coded.recipients:
        suffering = [p for p in coded.actors if p.word is not None and p.branch not in AUTHORITIES]
        if suffering:
            coded.actors = [p for p in coded.actors if p not in suffering]
            coded.recipients = suffering


def _who_flees(coded: Coded) -> list[Party]:
    """Return those who flee where their country is known, and not whither ("fled to Uganda")."""
    subject = coded.act.clause.subject
    fleeing = [p for p in coded.recipients if p.token == subject and p.country]
    return fleeing or coded.recipients


def _split_mutual(coded: Coded) -> None:
    act = coded.act
    if act.type not in MUTUAL or coded.recipients or len(coded.actors) < 2 or act.clause.passive:
        return
    if len(_countries(coded.actors)) > 1 and ("sym" in act.flags or act.reciprocal):
        coded.actors, coded.recipients = coded.actors[:1], coded.actors[1:]
        coded.notes.append("done together: the first named is the actor, the others the recipients")


def _appointed(party: Party, country: str) -> Party:
    """Return an appointee as a citizen of the state that appoints, where the text says nothing else."""
    guessed = party.country is None or (party.entity is not None and party.entity.is_lent)
    return replace(party, country=country) if guessed else party


def _between_forces(coded: Coded) -> bool:
    """Tell whether fighters or police are a side: then the act is one of force, whoever they are."""
    return any(p.branch in FORCES for p in (*coded.actors, *coded.recipients) if p.word is not None)


def _located(parsed: Parsed, coded: Coded) -> bool:
    """Tell whether a nominal act of violence says where or when ("the March 9 attack in X")."""
    if coded.act.recipients:
        return True
    places = [
        goal for word, goal, _ in coded.act.clause.prepositions if word in words("located_prepositions")
    ]
    return any(parsed.tokens[goal].pos == "PROPN" for goal in places)


def _hits_a_place(parsed: Parsed, coded: Coded) -> bool:
    """Tell whether people are hit in a known place ("five died when Kantharalak was shelled")."""
    if coded.act.type != "ASSAULT" or not coded.recipients:
        return False
    known = (one for one in parsed.places if one.reading is not None and one.reading.kind != "country")
    sentence = parsed.sentences[coded.sentence]
    return any(sentence.start <= one.toponym.start < sentence.end for one in known)


def _tells(parsed: Parsed, coded: Coded, actor_known: bool, recipient_known: bool) -> bool:
    """Tell whether a bare noun reports an act: as topic of its clause, or with both sides behind "after"."""
    token = parsed.tokens[coded.trigger]
    if token.dep in ("attr", "oprd", "appos"):
        return False
    kind = coded.act.type
    both_known = actor_known and recipient_known
    topical = token.dep in TOPICAL
    if kind == "ASSAULT":
        return True
    if kind == "CONSULT":
        between = any(word == "between" for word, _, _ in coded.act.clause.prepositions)
        return both_known or (between and len(coded.actors) > 1)
    if kind in TOPICAL_TYPES:
        return both_known or (topical and (actor_known or recipient_known))
    factual = token.dep == "pobj" and parsed.tokens[token.head].lemma in words("telling_prepositions")
    return (actor_known and topical) or (both_known and factual)


def keep(parsed: Parsed, coded: Coded) -> bool:
    """Tell whether a candidate is an act between parties that the text names."""
    if (
        _is_unsaid(parsed, coded)
        or _is_aimless(coded)
        or _is_purpose(parsed, coded)
        or _is_forecast(parsed, coded)
    ):
        return False
    if _is_sure(coded):
        return coded.status.modality not in UNREAL
    if (
        _is_question(parsed, coded)
        or _is_by_a_thing(coded)
        or _is_silence(parsed, coded)
        or _is_prevented(parsed, coded)
    ):
        return False
    actor_known = any(p.known for p in coded.actors)
    recipient_known = any(p.known for p in coded.recipients)
    if not actor_known and not recipient_known:
        return _tells_unnamed(parsed, coded)
    if not actor_known and _needs_actor(coded, recipient_known):
        return False
    if not actor_known and "seen" in coded.act.flags and coded.act.type not in SUFFERED:
        return coded.act.clause.passive
    if coded.status.modality in UNREAL and not (actor_known and recipient_known):
        return False
    if coded.nominal and not _tells(parsed, coded, actor_known, recipient_known):
        return False
    met = any(p.word is not None and p.branch in OUTLAWS for p in coded.recipients)  # "met the captors"
    return coded.act.type != "CONSULT" or recipient_known or met or len(coded.actors) > 1


def _is_unsaid(parsed: Parsed, coded: Coded) -> bool:
    """Tell whether the words deny or only suppose an act that the model alone sees: mostly it is none.

    A refusal is one by its sense: "no" may belong to what is refused. What somebody says that "none of" his
    people did is a denial.
    """
    unreal = "seen" in coded.act.flags and coded.status.modality in UNREAL
    subject = coded.act.clause.subject
    disowned = (
        coded.speech is not None and subject is not None and parsed.tokens[subject].text.lower() in NOBODY
    )
    return unreal and coded.act.type != "REJECT" and not disowned


def _is_aimless(coded: Coded) -> bool:
    """Tell whether an act that only the model sees has to be done to somebody, and nobody is known."""
    to_somebody = any(p.known or p.branch in AUTHORITIES for p in coded.recipients)
    reached = to_somebody or len(coded.actors) > 1
    return "seen" in coded.act.flags and coded.act.type not in UNDIRECTED and not reached


def _is_purpose(parsed: Parsed, coded: Coded) -> bool:
    """Tell whether a deed is only what something was for ("went there to treat the wounded")."""
    token = parsed.tokens[coded.trigger]
    aims = token.tag == "VB" and token.dep in ("acl", "advcl", "relcl") and coded.act.type in MATERIAL
    return aims and coded.status.modality == "asserted" and parsed.child(token.i, "nsubj") is None


def _is_forecast(parsed: Parsed, coded: Coded) -> bool:
    """Tell whether "warned that" speaks of what civilians will do or suffer: that threatens nobody."""
    told = coded.act.clause.complements.get("that")
    warned = (
        coded.act.type == "THREATEN" and parsed.tokens[coded.trigger].lemma == "warn" and told is not None
    )
    return warned and all(p.branch in HELPLESS for p in coded.recipients)


def _is_question(parsed: Parsed, coded: Coded) -> bool:
    """Tell whether somebody only asks to know ("Where were they?" she asked; "asked reporters where")."""
    token = parsed.tokens[coded.trigger]
    if coded.act.type != "REQUEST" or token.lemma not in words("asking_to_know"):
        return False
    asked = (parsed.quotes[s.quote] for s in parsed.speeches if s.cue == token.i and s.quote is not None)
    if any(parsed.text[quote.start : quote.end].rstrip("”\"’' ").endswith("?") for quote in asked):
        return True
    press = (
        token.lemma != "demand"
        and bool(coded.recipients)
        and all(p.branch == "MED" for p in coded.recipients)
    )
    return press and "inf" not in coded.act.clause.complements


def _is_silence(parsed: Parsed, coded: Coded) -> bool:
    """Tell whether somebody only does not say something ("declined to comment", "refused to say where")."""
    inner = coded.act.clause.complements.get("inf")
    silent = inner is not None and parsed.tokens[inner].lemma in words("saying")
    return silent and coded.act.type == "REJECT" and (coded.implied or not coded.recipients)


def _is_prevented(parsed: Parsed, coded: Coded) -> bool:
    """Tell whether an act is what somebody is kept from ("stopped him from visiting"): that is told above."""
    token = parsed.tokens[coded.trigger]
    kept_from = token.dep == "pcomp" and parsed.tokens[token.head].lemma == "from"
    return kept_from and coded.status.modality == "negated"


def _is_by_a_thing(coded: Coded) -> bool:
    """Tell whether a passive of kindness or words has a thing as its doer ("units backed by armour")."""
    passive = coded.act.clause.passive and coded.act.clause.agent is not None
    return passive and not coded.actors and coded.act.type in (*VERBAL, "SUPPORT", "AID", "COOPERATE")


def _is_sure(coded: Coded) -> bool:
    """Tell whether the model sees the act so surely that it counts whoever its sides are."""
    if "seen" in coded.act.flags:
        return coded.act.score >= SURE and coded.act.kind == "v"
    seen = coded.seen
    backed = seen is not None and seen.type == coded.act.type and seen.probability >= BACKED
    return backed and coded.act.kind in ("v", "light") and coded.act.type in SUFFERED


def _tells_unnamed(parsed: Parsed, coded: Coded) -> bool:
    """Tell whether an act counts though neither side is named: force with a place or fighters, strong."""
    strong = "strong" in coded.act.flags
    if coded.nominal:
        return strong or (coded.act.type == "ASSAULT" and _located(parsed, coded))
    forceful = coded.act.type in ("ASSAULT", "COERCE") and (
        _between_forces(coded) or _hits_a_place(parsed, coded)
    )
    return (strong or forceful) and coded.status.modality not in UNREAL


def _needs_actor(coded: Coded, recipient_known: bool) -> bool:
    """Tell whether an act is one of words, which count only from a known actor.

    In a passive, and from or to fighters or a named person, they count all the same.
    """
    if coded.act.type not in VERBAL or coded.act.clause.passive:
        return False
    spoken = _between_forces(coded) or any(p.entity is not None for p in coded.actors)
    return not (recipient_known and spoken)
