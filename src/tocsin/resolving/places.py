"""The place of an act: what "in", "at", "near" of its own clause says, apart from parties."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tocsin.coding.coded import Coded
from tocsin.knowledge.claims import Borders
from tocsin.language.model import Parsed, Token
from tocsin.records import Place
from tocsin.resolving.located import is_within_a_state
from tocsin.resolving.openings import aside, goal_of, opening, teller
from tocsin.resolving.place_phrases import PlacePhrases
from tocsin.resolving.words import words

SURE = frozenset(
    "in at near outside inside around across along off within throughout above beyond behind opposite into"
    " onto".split()
)
LOCATIVE = SURE | frozenset("on over from to against through".split())
GATHERING = frozenset(("CONSULT", "AGREE", "COOPERATE"))
# What is said is not said where a place in it lies.
WORDS_ONLY = frozenset(("ACCUSE", "SUPPORT", "REQUEST", "THREATEN", "CONCEDE", "AGREE", "REJECT"))
# How many phrases below a verb a place is looked for.
DEEPEST = 2
SCENE_REACH = 1
# Acts that take place where somebody is leaving.
LEFT = frozenset(("RETREAT", "AID", "CIVIL_IMPACT", "MOBILIZE", "COOPERATE"))
SCENIC = frozenset(("ASSAULT", "MOBILIZE", "COERCE", "PROTEST", "CIVIL_IMPACT", "RETREAT", "AID"))
VIOLENT = frozenset(("ASSAULT", "MOBILIZE", "COERCE", "PROTEST", "CIVIL_IMPACT", "RETREAT"))


class Placing(PlacePhrases):
    """Places of one article's acts."""

    def __init__(self, parsed: Parsed, borders: Borders) -> None:
        super().__init__(parsed, borders)
        self._scene_place: Place | None = None
        self._scene = 0

    def of(self, coded: Coded) -> tuple[Place | None, str]:
        """Return the place of an act, None where nothing gives one, and why. Acts come in text order."""
        place, why = self._found(coded)
        if coded.act.type in SCENIC:
            if place is None and self._is_scene(coded):
                return self._scene_place, "where the act told before it in the paragraph took place"
            if place is not None:
                self._scene_place, self._scene = place, coded.sentence
        return place, why

    def _found(self, coded: Coded) -> tuple[Place | None, str]:
        own = self._own(coded)
        if own is not None:
            return own, "a locative phrase of the clause"
        above = coded.above
        if above is not None and above is not coded and above.act.type in ("CONSULT", "ASSAULT"):
            lent = self._own(above)
            if lent is not None:
                return lent, "place of the act above it"
        seat = self._seat(coded.act.clause.subject)
        if seat is not None:
            return seat, "where the one who acts sits"
        around = self._around(coded)
        if around is not None:
            return around, "the place under which the sentence tells it"
        if coded.act.type not in WORDS_ONLY:
            inside = self._inside(coded)
            if inside is not None:
                return inside, "the place that the words of the act name"
        return None, "no place in the clause"

    def _around(self, coded: Coded) -> Place | None:
        """Return the place that opens the sentence, or where the one is who says or saw what was done."""
        first = opening(self.parsed, coded)
        goal = None if first is None else goal_of(self.parsed, first)
        if goal is not None:
            found = self._place(goal, True, False) or self._below(goal, coded, 1)
            if found is not None:
                return found
        said = teller(self.parsed, coded)
        if said is None:
            return None
        subject = self.parsed.child(said, "nsubj")
        if coded.act.type in VIOLENT and subject is not None:
            witness = self.tokens[subject].lemma in words("witnesses")
            return self._seat(subject) or (self._below(said, coded) if witness else None)
        own = coded.speech is not None and subject in {party.token for party in coded.actors}
        return self._below(said, coded) if own else None

    def _seat(self, subject: int | None) -> Place | None:
        """Return the place of a subject that is named by it ("a court in Hamburg ordered")."""
        if subject is None or self.tokens[subject].mention is not None:
            return None
        for child in self.tokens[subject].children:
            if self.tokens[child].dep == "prep" and self.tokens[child].lemma in ("in", "at", "near"):
                goal = self.parsed.child(child, "pobj")
                found = self._parts.get(goal) if goal is not None else None
                if found is not None and is_within_a_state(found):
                    return self._known(found)
                if found is None and goal is not None and self._may_be_place(self.tokens[goal]):
                    return self._proper(self.tokens[goal])
        return None

    def _is_scene(self, coded: Coded) -> bool:
        """Tell whether an act without a place goes on where the one before it took place."""
        before, here = self.parsed.sentences[self._scene], self.parsed.sentences[coded.sentence]
        if self._scene_place is None or not 0 <= here.index - before.index <= SCENE_REACH:
            return False
        return before.paragraph == here.paragraph and not any(
            here.start <= one.toponym.start < here.end for one in self.located if here.index != before.index
        )

    def _inside(self, coded: Coded) -> Place | None:
        """Return the first place that is named in the words of the act and is no party of it."""
        sides = {p.token for p in (*coded.actors, *coded.recipients)}
        for one in self.located:
            start, end = one.toponym.start, one.toponym.end
            if not coded.first <= start < coded.last or not is_within_a_state(one):
                continue
            token = self.parsed.tokens_between(start, end)[0]
            if aside(self.parsed, token, coded.trigger):
                continue
            above = self.tokens[token.head]
            if above.lemma == "from" and self._is_from_home(above, coded):
                continue
            party = token.mention is not None and token.mention.kind != "capital"
            if party or (token.mention is not None and token.i in sides):
                continue
            return self._known(one)
        return None

    def _own(self, coded: Coded) -> Place | None:
        """Return the place that the act's own clause names: the first that a way of naming gives."""
        trigger, goal, kind = coded.trigger, coded.act.clause.object, coded.act.type
        ways: list[Callable[[], Place | None]] = [lambda: self._below(trigger, coded)]
        if coded.act.kind == "light":
            ways.append(lambda: self._below(self.tokens[trigger].head, coded))
        if goal is not None and kind in VIOLENT | GATHERING:
            ways.append(lambda: self._below(goal, coded))
        ways.append(lambda: self._there(trigger, coded))
        if coded.act.mode == "visit":
            ways.append(lambda: self._visited(coded))
        if coded.nominal:
            ways.append(lambda: self._modifier(trigger))
            ways.append(lambda: self._happening(trigger, coded))
        if goal is not None and kind == "ASSAULT":
            ways.append(lambda: self._struck(goal))
        if kind in VIOLENT:
            ways.append(lambda: self._subject_place(coded))
        ways.append(lambda: self._where(trigger))
        return next((place for way in ways if (place := way()) is not None), None)

    def _there(self, trigger: int, coded: Coded) -> Place | None:
        """Return the place of the words around an act: "speaking in Bulacan"; of "there" the last one."""
        subject = coded.act.clause.subject
        beside = [] if subject is None else self.tokens[subject].children
        for child in (*self.tokens[trigger].children, *beside):
            other = self.tokens[child]
            if other.dep in ("advcl", "acl") and other.lemma in words("speaking"):
                return self._below(child, coded)
            if other.dep == "advmod" and other.text.lower() == "there":
                return self._last_named(other)
        return None

    def _happening(self, trigger: int, coded: Coded) -> Place | None:
        """Return where the verb says that a noun's act happened: "the clash took place near Zela Ambesa"."""
        verb = self.tokens[trigger].head
        subject = self.tokens[trigger].dep in ("nsubj", "nsubjpass")
        return self._below(verb, coded) if subject and self.tokens[verb].lemma in words("happen") else None

    def _struck(self, goal: int) -> Place | None:
        """Return the place that is struck itself: "San Isidro, a market town, was bombed"."""
        token = self.tokens[goal]
        if token.mention is not None:
            return None
        if goal in self._parts:
            return self._known(self._parts[goal]) if is_within_a_state(self._parts[goal]) else None
        told = (self.tokens[c].lemma for c in token.children if self.tokens[c].dep == "appos")
        named = self._may_be_place(token) and any(word in words("place nouns") for word in told)
        return self._proper(token) if named else self._hit(token)

    def _where(self, trigger: int) -> Place | None:
        """Return what a clause with "where" hangs on: "Sirte, where rebels killed two"."""
        at = self.parsed.first_joint(trigger)
        where = any(self.tokens[c].lemma == "where" for c in at.children)
        return self._place(at.head, True, False) if where and at.dep == "relcl" else None

    def _last_named(self, token: Token) -> Place | None:
        """Return the town or region named last before a token, at most a sentence ago."""
        first = self.parsed.sentences[max(0, self.parsed.sentence_of(token.i).index - SCENE_REACH)].start
        before = [
            one for one in self.located if first <= one.toponym.start < token.start and is_within_a_state(one)
        ]
        return self._known(before[-1]) if before else None

    def _visited(self, coded: Coded) -> Place | None:
        """Return the city that is visited, where the visit names one."""
        goals = [coded.act.clause.object] + [
            goal for word, goal, _ in coded.act.clause.prepositions if word in ("to", "in")
        ]
        for goal in goals:
            if goal is not None and (
                (mention := self.tokens[goal].mention) is None or mention.kind == "capital"
            ):
                place = self._place(goal, True, False)
                if place is not None:
                    return place
        return None

    def _below(self, i: int, coded: Coded, depth: int = 0) -> Place | None:
        """Return the first place below a word; one in the tables comes before a name that nobody knows."""
        found = list(self._all_below(i, coded, depth))
        known = (one for one in found if one.precision not in (None, "country"))
        return next(known, found[0] if found else None)

    def _all_below(self, i: int, coded: Coded, depth: int) -> Iterator[Place]:
        taken = {p.token for p in coded.actors} | {p.token for p in coded.recipients}
        for child in self.tokens[i].children:
            other = self.tokens[child]
            if other.lemma == "from" and self._is_from_home(other, coded):
                continue
            if other.lemma == "out" and coded.act.type in LEFT:
                yield from self._all_below(child, coded, depth)
            if self._is_locative(other):
                for goal in (c for c in other.children if self.tokens[c].dep == "pobj"):
                    place = self._place(goal, self._is_sure(other, goal, coded), goal in taken)
                    if place is None and depth < DEEPEST:
                        place = self._below(goal, coded, depth + 1)
                    if place is not None:
                        yield place
            elif coded.act.type in VIOLENT and depth < DEEPEST and self._may_hold(other):
                place = self._of_place(other) or self._hit(other) or self._below(child, coded, depth + 1)
                if place is not None:
                    yield place

    def _is_locative(self, token: Token) -> bool:
        """Tell whether a word governs a place: "in", "out of", "west of"."""
        if token.lemma in words("parts") and token.dep != "pobj":
            return True
        return token.dep == "prep" and (token.lemma in LOCATIVE or self._is_out_of(token))

    def _is_out_of(self, token: Token) -> bool:
        """Tell whether a word is the "of" of "out of"."""
        return token.lemma == "of" and self.tokens[token.head].text.lower() == "out"

    def _is_from_home(self, token: Token, coded: Coded) -> bool:
        """Tell whether "from" says where somebody is at home: "kidnapped a missionary from Bergamo"."""
        if coded.act.type in LEFT:
            return False
        goal = self.parsed.child(token.i, "pobj")
        named = goal is not None and self.tokens[goal].pos == "PROPN"
        return named and (self.tokens[token.head].pos == "NOUN" or coded.act.clause.object == token.i - 1)

    def _is_sure(self, preposition: Token, goal: int, coded: Coded) -> bool:
        """Tell whether a preposition says that its object is a place, whatever the tables know of it."""
        if preposition.lemma == "to":
            moves = coded.act.type == "MOBILIZE" and self.tokens[goal].mention is None
            return coded.act.type == "CONSULT" or moves
        leaves = preposition.lemma == "from" or self._is_out_of(preposition)
        if leaves and coded.act.type in LEFT:
            return True
        return (
            preposition.lemma in SURE
            or self._is_way(self.tokens[goal])
            or self.tokens[goal].lemma.lower() in words("place nouns")
        )

    def _may_hold(self, token: Token) -> bool:
        """Tell whether a place may stand below: in an object, a purpose, or a clause with "when"."""
        if token.dep == "advcl":
            return any(self.tokens[c].tag == "TO" or self.tokens[c].lemma == "when" for c in token.children)
        return token.dep in ("prep", "dobj", "pobj", "acl")

    def _subject_place(self, coded: Coded) -> Place | None:
        """Return the place that is the subject: a known one, or of a verb of witnessing."""
        subject = coded.act.clause.subject
        for i in [] if subject is None else [subject, *self.tokens[subject].children]:
            if i in self._parts and self.tokens[i].mention is None:
                return self._known(self._parts[i])
        scene = self._witness(coded.trigger)
        if scene is None:
            return None
        if scene in self._parts and self.tokens[scene].mention is None:
            return self._known(self._parts[scene])
        return self._proper(self.tokens[scene]) if self._may_be_place(self.tokens[scene]) else None

    def _witness(self, i: int) -> int | None:
        """Return the subject of "the frontier saw new clashes", from the act below that verb."""
        at = self.tokens[i]
        for _ in range(6):
            if at.lemma in words("witness verbs"):
                return self.parsed.child(at.i, "nsubj")
            if at.head == at.i:
                return None
            at = self.tokens[at.head]
        return None
