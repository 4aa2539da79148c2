"""What turns a named act into another: vows of harm, refusals for the future, help that is stopped."""

from __future__ import annotations

from tocsin.coding.acts import Act
from tocsin.coding.claims import Status
from tocsin.coding.parties import Party
from tocsin.coding.spelling import lemma_of
from tocsin.coding.words import words
from tocsin.language.model import Parsed

HOSTILE = frozenset(("ASSAULT", "COERCE", "SANCTION", "THREATEN", "PROTEST"))
WITHHELD = frozenset(("AGREE", "SUPPORT", "CONSULT", "COOPERATE", "CONCEDE", "RETREAT", "AID"))
STATELY = frozenset(("country", "agency", "office"))
HELP = ("AID", "COOPERATE", "SUPPORT")


def is_promise(parsed: Parsed, act: Act) -> bool:
    """Tell whether an act is a vow to do something."""
    vow = act.type == "AGREE" and lemma_of(parsed.tokens[act.trigger]) in words("promises")
    return vow and bool({"inf", "that"} & act.clause.complements.keys())


def promised_verb(act: Act) -> int:
    """Return the token of what a vow is to do, or of what it says will be done."""
    complements = act.clause.complements
    return complements["inf"] if "inf" in complements else complements["that"]


def threaten(parsed: Parsed, act: Act, promised: list[Act]) -> None:
    """Make a vow a threat where what it promises is harm; ``promised`` are the readings of the inner verb."""
    inner = promised_verb(act)
    verb = lemma_of(parsed.tokens[inner])
    goal = parsed.child(inner, "dobj")
    if parsed.child(inner, "neg") is not None or (goal is not None and _is_evil(parsed, goal)):
        return  # "promised not to use force", "to fight corruption"
    if (promised and promised[0].type in HOSTILE) or verb in words("revenge"):
        _recast(act, "THREATEN", None, "130", f"a threat, since what is promised is to {verb}")


def _is_evil(parsed: Parsed, goal: int) -> bool:
    return lemma_of(parsed.tokens[goal]) in words("evils")


def complain(parsed: Parsed, act: Act, actors: list[Party]) -> None:
    """Make the protest of a state, an office or a body a complaint: only people demonstrate."""
    kinds = {p.entity.kind for p in actors if p.entity is not None and p.word is None}
    verbal = act.kind in ("v", "light") and lemma_of(parsed.tokens[act.trigger]) in words("complaining")
    if act.type == "PROTEST" and verbal and kinds and kinds <= STATELY:
        _recast(act, "ACCUSE", "disapprove", "111", "a complaint, since it is a state that protests")


def recast(parsed: Parsed, act: Act, status: Status) -> Status:
    """Change an act whose claim status is what makes it another, and return its status as that other act."""
    if act.type == "REQUEST" and "content" in act.flags:
        status = Status("asserted", None, 'the demand is the act, its "must" part of it')
    if act.type == "CONSULT" and _has_failed(parsed, act):
        _recast(act, "REJECT", "meet", "125", "a refusal, since the talks are said to have failed")
    refused = _will_not(parsed, act) or _we_do_not(parsed, act)
    if status.modality == "negated" and act.type in WITHHELD and refused:
        _recast(act, "REJECT", None, "120", "a refusal, since it is said that it will not be done")
        status = Status("asserted", None, "will not: a refusal")
    if status.modality == "negated" and lemma_of(parsed.tokens[act.trigger]) in words("acknowledging"):
        _recast(act, "REJECT", None, "120", "a refusal, since it is said not to be recognised")
        status = Status("asserted", None, "not recognised: a refusal")
    if act.type in HELP and _is_stopped(parsed, act):
        _recast(act, "SANCTION", "discontinue", "162", "a sanction, since it is stopped")
        status = Status("asserted", None, "what is stopped is withheld")
    return status


def _recast(act: Act, kind: str, mode: str | None, cameo: str, why: str) -> None:
    act.type, act.mode, act.cameo = kind, mode, cameo
    act.evidence += f"; {why}"


def _is_stopped(parsed: Parsed, act: Act) -> bool:
    """Tell whether help is stopped: "stopped disbursing loans"."""
    token = parsed.tokens[act.trigger]
    governed = token.dep == "xcomp" and token.tag == "VBG"
    return governed and parsed.tokens[token.head].lemma in words("stopping")


def _has_failed(parsed: Parsed, act: Act) -> bool:
    """Tell whether talks are the subject of "broke down", "collapsed"."""
    noun = parsed.tokens[act.trigger]
    verb = parsed.tokens[noun.head]
    if act.kind != "n" or noun.dep != "nsubj" or noun.lemma not in words("talks"):
        return False
    particles = {parsed.tokens[c].lemma for c in verb.children if parsed.tokens[c].dep in ("prt", "advmod")}
    return lemma_of(verb) in words("failing") or (
        lemma_of(verb) in words("breaking") and bool(particles & words("breaking_particles"))
    )


def _we_do_not(parsed: Parsed, act: Act) -> bool:
    """Tell whether somebody says what his side does not do ("we do not bargain with bandits")."""
    children = [parsed.tokens[c] for c in parsed.tokens[act.trigger].children]
    ours = any(c.dep == "nsubj" and c.text.lower() == "we" for c in children)
    return ours and any(c.dep == "aux" and c.lemma == "do" and c.tag != "VBD" for c in children)


def _will_not(parsed: Parsed, act: Act) -> bool:
    """Tell whether a verb is denied for the future ("would not recognise", "will not negotiate")."""
    children = [parsed.tokens[c] for c in parsed.tokens[act.trigger].children]
    return any(c.dep == "aux" and c.lemma in words("future_auxiliaries") for c in children)
