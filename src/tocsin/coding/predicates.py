"""Acts told by an adjective or predicate noun: "is responsible for", "is a rogue state"."""

from __future__ import annotations

from tocsin.coding.arguments import Clause
from tocsin.coding.clauses import VERBAL, ClauseReader
from tocsin.language.model import Parsed, Token

PREDICATIVE = ("acomp", "oprd", "ROOT", "conj", "xcomp", "ccomp")


class PredicateReader:
    """Reads the clauses of adjectives and predicate nouns of one parsed article."""

    def __init__(self, parsed: Parsed, clauses: ClauseReader) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.clauses = clauses

    def is_predicate(self, adjective: Token) -> bool:
        """Tell whether an adjective is said of a subject, alone or in "this is an unacceptable step"."""
        if adjective.dep == "amod":
            return self.tokens[adjective.head].dep == "attr"
        return adjective.dep in PREDICATIVE

    def clause(self, token: Token) -> Clause | None:
        """Return the clause of a predicate with its subject; None for a word that is no predicate."""
        head = self.tokens[token.head]
        clause = self.clauses.noun(token.i)
        if token.dep == "pobj" and head.lemma == "as" and head.head != head.i:
            clause.subject = self._described(head)
        elif token.dep == "amod":
            clause.subject = self._subject(head)
        elif token.dep in (*PREDICATIVE, "attr"):
            clause.subject = self._subject(token)
        else:
            return None
        self._add_complements(clause, token, head)
        return clause

    def _add_complements(self, clause: Clause, token: Token, head: Token) -> None:
        """Enter the clauses below a predicate, and the infinitive that the parser hangs on its copula."""
        for child in token.children:
            if self.tokens[child].dep in ("xcomp", "ccomp"):
                clause.complements["inf" if self.tokens[child].tag == "VB" else "that"] = child
        if head.pos not in VERBAL or token.dep not in ("acomp", "attr"):
            return
        for child in head.children:
            other = self.tokens[child]
            if child > token.i and other.dep in ("xcomp", "ccomp", "advcl") and other.tag == "VB":
                clause.complements.setdefault("inf", child)

    def _described(self, preposition: Token) -> int | None:
        """Return whom "described X as hostile" describes; the subject where the verb has no object."""
        above = self.tokens[preposition.head]
        if above.pos != "VERB":
            return None
        verb = self.clauses.verb(above.i)
        return verb.object if verb.object is not None else verb.subject

    def _subject(self, token: Token) -> int | None:
        """Return the subject of a predicate: its own, or that of the copula or verb above it."""
        own = self.parsed.child(token.i, "nsubj", "nsubjpass")
        if own is not None:
            return own
        head = self.tokens[token.head]
        if head.i == token.i:
            return None
        if token.dep == "conj" and head.pos == token.pos:
            return self._subject(head)
        if token.dep in ("oprd", "xcomp"):
            clause = self.clauses.verb(head.i)
            return clause.object if clause.object is not None else clause.subject
        return self.clauses.verb(head.i).subject if head.pos in VERBAL else None
