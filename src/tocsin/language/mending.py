"""What is put right in the statistical parse: forms that the tagger missed, verbs at the wrong verb."""

from __future__ import annotations

from collections.abc import Callable

from tocsin.knowledge import roles
from tocsin.language.antecedents import SUBJECTS
from tocsin.language.model import Token
from tocsin.language.speech import cues
from tocsin.language.words import words

PAST = frozenset(("VBD",))
PRESENT = frozenset(("VBZ", "VBP"))
# Forms that a finite verb is not joined to: "accused them of hiding arms *and sent* troops".
UNFINISHED = frozenset(("VB", "VBG"))


def mend(tokens: list[Token]) -> None:
    """Put right the tokens of one article; their children must have been entered."""
    for token in tokens:
        if token.tag == "TO" and token.dep == "aux":
            _mend_infinitive(tokens[token.head])
        _mend_opening(tokens, token)
    for token in tokens:
        _mend_headline_pair(tokens, token)
        label = token.dep
        for put_right in BY_DEP.get(label, ()):
            if token.dep == label:
                put_right(tokens, token)


def _mend_infinitive(token: Token) -> None:
    """Make the head of an infinitive a verb, whatever the tagger says ("to urge restraint")."""
    if token.pos not in ("VERB", "AUX"):
        token.pos, token.tag, token.lemma = "VERB", "VB", token.text.lower()


def _mend_opening(tokens: list[Token], token: Token) -> None:
    """Make a role noun a noun where only its capital made it a name ("Guerrillas fired")."""
    opens = token.i == 0 or tokens[token.i - 1].text[-1:] in '.!?”"'
    if not opens or token.mention is not None or token.tag not in ("NNP", "NNPS"):
        return
    word = token.text.lower()
    singular = next(
        (one for one in (word.removesuffix("s"), word.replace("men", "man")) if one in roles()), None
    )
    if singular is not None:
        token.pos, token.tag, token.lemma = "NOUN", "NN" if singular == word else "NNS", singular


def _mend_headline_pair(tokens: list[Token], token: Token) -> None:
    """Join the two subjects that a headline sets side by side ("Armenia, Azerbaijan trade fire")."""
    if token.i + 3 >= len(tokens) or tokens[token.i + 1].text != ",":
        return
    other, verb = tokens[token.i + 2], tokens[token.i + 3]
    opens = token.i == 0 or tokens[token.i - 1].text in (":", ";")
    named = token.mention is not None and other.mention is not None
    if token.i + 4 < len(tokens) and tokens[token.i + 4].text == ",":
        return  # "Chad, Sudan said, attacked"
    if not (opens and named and verb.tag in PAST | PRESENT | {"VB"} and verb.pos == "VERB"):
        return
    if other.head != token.i:
        _hang(tokens, other, token, "conj")
    other.dep = "conj"
    _hang(tokens, token, verb, "nsubj")


def _mend_named_verb(tokens: list[Token], token: Token) -> None:
    """Make a finite verb between two names a verb ("The premier rang President Lungu to protest")."""
    name = tokens[token.head]
    below = tokens[name.head]
    children = [tokens[c] for c in below.children]
    infinitive = below.tag == "VB" and any(c.tag == "TO" for c in children)
    joint = below.tag in PAST and any(
        c.dep == "cc" and name.i < c.i < below.i for c in [*children, *_of(tokens, name)]
    )
    verb = token.tag in PAST | PRESENT or token.text in words("verbs_like_names")
    if not verb or name.i != token.i + 1 or name.mention is None:
        return
    if name.dep in SUBJECTS and (infinitive or joint):
        top = below.head == below.i
        _hang(tokens, token, token if top else tokens[below.head], "ROOT" if top else below.dep)
        _hang(tokens, name, token, "dobj")
        _hang(tokens, below, token, "advcl" if infinitive else "conj")
    elif name.dep == "ROOT" and token.i and tokens[token.i - 1].mention is not None:
        _hang(tokens, token, token, "ROOT")
        _hang(tokens, name, token, "dobj")
    else:
        return
    for other in [*_of(tokens, name), *_of(tokens, below)]:
        if other.i == token.i - 1 and other.mention is not None:
            _hang(tokens, other, token, "nsubj")
    token.pos, token.tag = "VERB", token.tag if token.tag in PAST | PRESENT else "VBD"


def _of(tokens: list[Token], token: Token) -> list[Token]:
    return [tokens[c] for c in token.children]


def _mend_after(tokens: list[Token], token: Token) -> None:
    """Give a verb its subject where the parse ends a clause too soon ("shots rang after men, a band, fled").

    The noun behind "after" is its subject, and not that of the main clause.
    """
    over = tokens[token.head]
    apart = token.i > 0 and tokens[token.i - 1].text == ","
    finite = token.tag in PAST and over.tag in PAST
    joined = any(tokens[c].dep in ("cc", *SUBJECTS) and over.i < c < token.i for c in over.children)
    own = any(tokens[c].dep in SUBJECTS for c in token.children)
    if not (apart and finite) or joined or own:
        return
    for child in over.children:
        prep = tokens[child]
        goal = next((tokens[c] for c in prep.children if tokens[c].dep == "pobj"), None)
        if prep.text.lower() in words("clause_openers") and goal is not None and over.i < goal.i < token.i:
            _hang(tokens, goal, token, "nsubj")
            _hang(tokens, token, over, "advcl")
            return


def _mend_listed(tokens: list[Token], token: Token) -> None:
    """Join clauses of a list, which the parse takes for reports ("A appealed, B called for talks")."""
    over = tokens[token.head]
    finite = token.tag in PAST | PRESENT and over.tag in PAST | PRESENT
    if token.i > over.i or not finite:
        return
    subjects = [c for c in over.children if tokens[c].dep in SUBJECTS]
    own = any(tokens[c].dep in SUBJECTS for c in token.children)
    if not own or not subjects or not token.i < subjects[0] < over.i:
        return
    takes = any(tokens[c].dep in ("dobj", "prep", "xcomp") and c > over.i for c in over.children)
    listed = any(tokens[c].dep == "conj" and tokens[c].tag in PAST | PRESENT for c in over.children)
    says = over.lemma in cues() and not (over.lemma in words("calling") and takes)
    if takes and listed and not says:
        token.dep = "conj"


def _mend_called(tokens: list[Token], token: Token) -> None:
    """Part two plurals that the parse joins ("called the rebels traitors"): the second is what they are."""
    verb, before = tokens[token.head], tokens[token.i - 1] if token.i else token
    joined = token.tag == "NNS" and before.head == token.i and before.dep == "compound"
    if not joined or before.tag != "NNS" or verb.lemma not in words("naming_verbs"):
        return
    for child in [c for c in token.children if c < before.i]:
        _hang(tokens, tokens[child], before, tokens[child].dep)
    _hang(tokens, before, verb, "dobj")
    token.dep = "oprd"


def _mend_again(tokens: list[Token], token: Token) -> None:
    """Join the second of "spoke to X and to Y" to the first."""
    over = tokens[token.head]
    if token.pos != "ADP" or token.lemma != over.lemma:
        return
    first, second = (
        next((tokens[c] for c in one.children if tokens[c].dep == "pobj"), None) for one in (over, token)
    )
    if first is not None and second is not None:
        _hang(tokens, second, first, "conj")


def _mend_joined(tokens: list[Token], token: Token) -> None:
    """Part two parties, where the parse makes the first a word of the second noun.

    "a Dane and three Chadian drivers" are nationals, "the junta and political parties" a role said by an
    adjective of the tagger.
    """
    if not 0 < token.i < len(tokens) - 2 or tokens[token.i + 1].lemma != "and":
        return
    noun, before, behind = tokens[token.head], tokens[token.i - 1], tokens[token.i + 2]
    if noun.i < behind.i or noun.head == noun.i or not _is_a_party(token, before, behind):
        return
    _hang(tokens, token, tokens[noun.head], "conj" if noun.dep == "appos" else noun.dep)
    _hang(tokens, before, token, before.dep)
    _hang(tokens, noun, token, "conj")
    if behind is not noun:
        dep = {"CD": "nummod", "DT": "det"}.get(behind.tag, "amod")
        _hang(tokens, behind, noun, dep)
    token.pos = "NOUN"


def _is_a_party(token: Token, before: Token, behind: Token) -> bool:
    """Tell whether an adjective is a noun by what is around it: it and the next have words of their own."""
    if token.mention is not None:
        counted = before.tag == "CD" or before.text.lower() in ("a", "an", "one")
        return counted and (behind.tag == "CD" or behind.dep == "det")
    return before.dep == "det" and token.lemma in roles()


def _mend_reported(tokens: list[Token], token: Token) -> None:
    """Make a participle with an object the verb of what is reported ("A bomb killed twelve, police said").

    The noun before it, which the parse hangs loosely on the verb of saying, is its subject.
    """
    if token.tag != "VBN":
        return
    noun = tokens[token.head]
    said = tokens[noun.head]
    loose = noun.dep == "dep" and noun.i < token.i < said.i
    objects = any(tokens[c].dep in ("dobj", "npadvmod") for c in token.children)
    if not (loose and objects and any(tokens[c].dep == "nsubj" for c in said.children)):
        return
    _hang(tokens, token, said, "ccomp")
    _hang(tokens, noun, token, "nsubj")
    token.tag, token.pos = "VBD", "VERB"


def _mend_speech(tokens: list[Token], token: Token) -> None:
    """Join a verb of speech to the one above what that tells ("denied that it had fired and accused X")."""
    if token.tag not in PAST:
        return
    told = tokens[token.head]
    said = tokens[told.head]
    joint = token.lemma in words("joint_speech")
    own = any(tokens[c].dep in SUBJECTS for c in token.children)
    if joint and not own and told.dep == "ccomp" and said.tag in PAST and said.i < told.i < token.i:
        _hang(tokens, token, said, "conj")


def _hang(tokens: list[Token], token: Token, head: Token, dep: str) -> None:
    """Hang a token on another head; on itself it is the root of its sentence."""
    if token.head != token.i:
        tokens[token.head].children.remove(token.i)
    token.head, token.dep = head.i, dep
    if head is not token:
        head.children.append(token.i)
        head.children.sort()


def _mend_joint(tokens: list[Token], token: Token) -> None:
    """Join a finite verb that hangs on an infinitive or gerund to the finite verb above that."""
    forms = PAST if token.tag in PAST else PRESENT if token.tag in PRESENT else frozenset()
    own = any(tokens[c].dep in (*SUBJECTS, "expl", "aux") for c in token.children)
    if not forms or own or tokens[token.head].tag not in UNFINISHED:
        return
    over = tokens[token.head]
    while over.head != over.i:
        over = tokens[over.head]
        if over.i > token.i:
            return
        if over.tag in forms and over.pos in ("VERB", "AUX"):
            _hang(tokens, token, over, token.dep)
            return


def _mend_cleft(tokens: list[Token], token: Token) -> None:
    """Give the verb of "it was Chad that shelled the town" its subject, which the parse leaves at "was"."""
    was = tokens[token.head]
    relative = next((tokens[c] for c in token.children if tokens[c].dep in SUBJECTS), None)
    if was.lemma != "be" or relative is None or relative.text.lower() not in ("that", "who", "which"):
        return
    it = next((tokens[c] for c in was.children if tokens[c].dep in SUBJECTS), None)
    meant = next((tokens[c] for c in was.children if tokens[c].dep == "attr" and c < token.i), None)
    if meant is None or it is None or it.text.lower() != "it":
        return
    _hang(tokens, token, meant, "relcl")


# By the label that a token has when its turn comes, in order.
BY_DEP: dict[str, tuple[Callable[[list[Token], Token], None], ...]] = {
    "compound": (_mend_named_verb,),
    "dobj": (_mend_called,),
    "amod": (_mend_joined,),
    "acl": (_mend_reported,),
    "ccomp": (_mend_listed, _mend_cleft),
    "conj": (_mend_again, _mend_after, _mend_joint, _mend_speech),
}
