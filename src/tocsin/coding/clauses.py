"""The whole clause of a verb: its own arguments, and those that it shares with the words above it."""

from __future__ import annotations

from tocsin.coding.arguments import Arguments, Clause
from tocsin.coding.words import words
from tocsin.language.model import Parsed, Token
from tocsin.language.speech import cues

VERBAL = ("VERB", "AUX")
STEPS_UP = 6
DEEPEST = 30


class ClauseReader:
    """Reads clauses of one parsed article.

    Each verb is read once and its clause handed to all who ask, so leave the clauses of verbs as they are.
    """

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self._arguments = Arguments(parsed)
        self._verbs: dict[int, Clause] = {}

    def verb(self, i: int) -> Clause:
        """Return the clause of verb token ``i``."""
        clause = self._verbs.get(i)
        if clause is None:
            clause = self._verbs[i] = self._read(self.tokens[i])
        return clause

    def noun(self, i: int) -> Clause:
        """Return a new clause of a nominal act: its prepositions and complements, no sides."""
        return self._arguments.of_noun(i)

    def _read(self, token: Token) -> Clause:
        clause = Clause(token.i, participle=token.dep == "amod")
        for child in token.children:
            self._arguments.add(clause, self.tokens[child])
        if clause.passive:
            self._turn(clause, token)
        elif token.dep == "acl":
            self._participial(clause, token)
        elif token.dep == "relcl":
            self._relative(clause, token)
        if clause.agent is not None and clause.subject is None and not clause.passive and token.tag == "VBN":
            clause.passive, clause.subject = True, clause.agent
        self._share(clause, token)
        if clause.object is None and not clause.passive and token.pos == "VERB":
            clause.object = self._object_of_next(token)
        if clause.object is not None:
            self._arguments.add_of_object(clause, clause.object)
        return clause

    def _turn(self, clause: Clause, token: Token) -> None:
        """Turn a passive round: the grammatical subject is the object, the agent the subject."""
        clause.object, clause.subject = clause.subject, clause.agent
        relative = clause.object is not None and self.tokens[clause.object].tag in ("WP", "WDT")
        if token.dep == "relcl" and relative:
            clause.object = token.head

    def _object_of_next(self, token: Token) -> int | None:
        """Return the object shared by "criticised and sanctioned Nicaragua"."""
        for child in token.children:
            other = self.tokens[child]
            next_verb = other.dep == "conj" and other.pos == "VERB" and child == token.i + 2
            if next_verb and other.tag == token.tag:
                return self.parsed.child(child, "dobj")
        return None

    def _participial(self, clause: Clause, token: Token) -> None:
        """Fill the gap of "troops backed by X", "rebels holding Y" and "a plan to Z" from the noun before."""
        noun = self.tokens[token.head]
        if token.tag == "VBN" and clause.agent is None and self._is_apart(clause, token):
            clause.subject = noun.i
        elif token.tag == "VBN" and clause.object is None:
            clause.passive, clause.object, clause.subject = True, noun.i, clause.agent
        elif clause.subject is None:
            owner = self.parsed.child(noun.i, "poss")
            if token.tag == "VBG":
                clause.subject = noun.i
            else:
                clause.subject = owner if owner is not None else self._subject_above(noun)

    def _is_apart(self, clause: Clause, token: Token) -> bool:
        """Tell whether a participle behind a comma has arguments, and so is active ("X, warned that ...")."""
        after_comma = token.i > 0 and self.tokens[token.i - 1].text == ","
        return after_comma and (clause.object is not None or bool(clause.complements))

    def _relative(self, clause: Clause, token: Token) -> None:
        """Put the noun of a relative clause in the place of its pronoun, else of the missing object."""
        if self._is_relative_pronoun(clause.subject):
            clause.subject = token.head
        elif self._is_relative_pronoun(clause.object) or (
            clause.object is None and clause.subject is not None
        ):
            clause.object = token.head

    def _is_relative_pronoun(self, i: int | None) -> bool:
        return i is not None and self.tokens[i].text.lower() in words("relative_pronouns")

    def _share(self, clause: Clause, token: Token) -> None:
        """Give conjoined, controlled and adverbial verbs the subject (or object) of the verb above."""
        if token.head == token.i:
            return
        head = self.tokens[token.head]
        if token.dep == "conj":
            self._share_conjoined(clause, token, head)
        elif clause.subject is not None or (clause.passive and clause.object is not None):
            return
        elif token.dep in ("xcomp", "ccomp") and head.pos in VERBAL:
            self._share_controlled(clause, token, self.verb(head.i))
        elif token.dep == "advcl" and head.pos in VERBAL:
            self._share_adverbial(clause, token, self.verb(head.i))
        elif token.dep == "pcomp" and (verb := self._verb_above(token)) is not None:
            above = self.verb(verb)
            # "thanked Kenya for sending doctors": Kenya sent them.
            for_what = self.tokens[verb].lemma in words("object_of_for") and head.lemma in ("for", "of")
            clause.subject = above.object if for_what and above.object is not None else above.standing

    def _share_conjoined(self, clause: Clause, token: Token, head: Token) -> None:
        if head.pos not in VERBAL:
            if clause.subject is None and not clause.passive:
                clause.subject = self._subject_above(token)
            return
        if clause.standing is not None:
            return
        cue = self._cue_of_report(clause, token, head)
        if cue is not None:
            clause.subject = self.verb(cue).subject
            return
        above = self.verb(head.i)
        shares_passive = token.tag == "VBN" and above.passive and not self._has_aux(token)
        if clause.subject is not None:
            clause.object = above.standing
        elif shares_passive and clause.object is None:
            clause.passive, clause.object = True, above.object
        elif clause.passive:
            clause.object = above.subject
        else:
            clause.subject = above.standing

    def _cue_of_report(self, clause: Clause, token: Token, head: Token) -> int | None:
        """Return "said" for "added" in "X said that aid was sent and added that ...": X goes on."""
        if head.dep != "ccomp" or clause.subject is not None or clause.passive or token.lemma not in cues():
            return None
        cue = self.tokens[head.head]
        told_passively = self.parsed.child(head.i, "nsubjpass") is not None
        return cue.i if cue.lemma in cues() and cue.i != token.i and told_passively else None

    def _share_controlled(self, clause: Clause, token: Token, above: Clause) -> None:
        """Take the subject of "wants to go" or the object of "urged X to go"."""
        keeps = self.tokens[token.head].lemma in words("subject_control")
        object_controls = above.passive or (
            above.object is not None and token.tag in ("VB", "VBG") and not keeps
        )
        clause.subject = above.object if object_controls else above.subject

    def _share_adverbial(self, clause: Clause, token: Token, above: Clause) -> None:
        if token.tag == "VBN" and clause.object is None and not self._has_aux(token):
            clause.passive, clause.object, clause.subject = True, above.standing, clause.agent
        else:
            clause.subject = above.standing

    def _subject_above(self, token: Token) -> int | None:
        verb = self._verb_above(token)
        return self.verb(verb).subject if verb is not None else None

    def _verb_above(self, token: Token) -> int | None:
        at = token
        for _ in range(STEPS_UP):
            if at.head == at.i:
                return None
            at = self.tokens[at.head]
            if at.pos in VERBAL:
                return at.i
        return None

    def _has_aux(self, token: Token) -> bool:
        return self.parsed.child(token.i, "aux", "auxpass") is not None


def clause_verb(parsed: Parsed, i: int) -> int:
    """Return the verb of the clause that a token lies in, or the top of the sentence where it has none."""
    at = parsed.tokens[i]
    for _ in range(DEEPEST):
        if at.pos in VERBAL and at.dep not in ("aux", "auxpass", "amod"):
            return at.i
        if at.head == at.i:
            return at.i
        at = parsed.tokens[at.head]
    return at.i
