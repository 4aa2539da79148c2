"""Countries for offices, agencies and people without one: that of the possessor, the body or the story."""

from __future__ import annotations

from dataclasses import replace

from tocsin.language.antecedents import main_subject_before
from tocsin.language.model import Entity, Mention, Parsed, Token
from tocsin.language.origins import place_strangers
from tocsin.language.rivals import part_rivals
from tocsin.language.speech import cues
from tocsin.language.words import words

CLAUSE_DEPTH = 6
# Tokens behind an office in which its place is looked for.
LONGEST_PLACE = 5


def lend_countries(parsed: Parsed) -> None:
    """Give an office, agency or person without a country the one of its possessor ("her home minister").

    A country that was only guessed from the home of the report gives way. Later facts count more.
    """
    for token in parsed.tokens:
        mention = token.mention
        if mention is None or mention.entity.kind not in ("office", "agency", "person"):
            continue
        guessed = mention.entity.is_lent
        if mention.entity.country and not guessed:
            continue
        if mention.kind == "agency" and guessed:
            mention.entity = _own_agency(parsed, token, mention.entity)
            continue
        if mention.kind == "person":
            scene = None
            if mention.entity.office is not None:
                own = _own_state(parsed, token)
                _lend(mention.entity, own, "he says what that country would do")
                scene = own or (_press_country(parsed, token) if guessed else None)
                scene = scene or (_scene_country(parsed, token, paragraph=True) if guessed else None)
                _lend(mention.entity, scene, "the capital that its sentence or paragraph opens with")
            if scene is None and guessed:
                country = _subject_country(parsed, token)
                _lend(mention.entity, country, "the sentence before is about that country")
            country = _served_country(parsed, token)
            _lend(mention.entity, country, "the body that he speaks for or leads")
        _lend_of_possessors(parsed, token, mention.entity)
        if mention.entity.country is None or guessed:
            _lend(mention.entity, _place_country(parsed, token), "the country of the place in its words")
    place_strangers(parsed)
    part_rivals(parsed)


def _lend(entity: Entity, country: str | None, why: str) -> None:
    if country is not None:
        entity.country, entity.why = country, why


def _lend_of_possessors(parsed: Parsed, token: Token, entity: Entity) -> None:
    for child in token.children:
        possessor = parsed.tokens[child]
        if possessor.dep != "poss":
            continue
        whose = possessor.text.lower() == "whose"
        other = (_owner(parsed, token) or _before_whose(parsed, child)) if whose else possessor.mention
        _lend(entity, (other.entity.country or None) if other else None, f"possessor '{possessor.text}'")


def _own_agency(parsed: Parsed, token: Token, entity: Entity) -> Entity:
    """Return the agency of the possessor ("his government"); the home country's is left to other mentions."""
    own = replace(entity, country=None, why="")
    _lend_of_possessors(parsed, token, own)
    if own.country is None:
        _lend(own, _scene_country(parsed, token), "the capital that its sentence opens with")
    if own.country is None:
        _lend(own, _town_country(parsed, token), "the demonym of the town in its words")
    if own.country is None or own.country == entity.country:
        return entity
    for known in parsed.entities:
        if (known.kind, known.name, known.country) == (own.kind, own.name, own.country):
            return known
    parsed.entities.append(own)
    return own


def _scene_country(parsed: Parsed, token: Token, paragraph: bool = False) -> str | None:
    """Return the country of the capital in "In Washington, the Treasury ..." for the subject behind it.

    With ``paragraph`` the opening of an earlier sentence of its paragraph counts as well.
    """
    sentence = parsed.sentence_of(token.i)
    own = _opening_capital(parsed, sentence.first)
    between = parsed.tokens[sentence.first + 2 : token.i]
    if own is not None and not any(t.pos in ("VERB", "AUX") for t in between):
        return own
    at = sentence.index
    while paragraph and at > 0 and parsed.sentences[at - 1].paragraph == sentence.paragraph:
        at -= 1
        if (country := _opening_capital(parsed, parsed.sentences[at].first)) is not None:
            return country
    return None


def _press_country(parsed: Parsed, token: Token) -> str | None:
    """Return the country of the capital in "told reporters in Bogotá that ...", where an official speaks."""
    verb = parsed.tokens[token.head]
    if token.dep != "nsubj" or verb.lemma not in cues():
        return None
    heads = [verb, *(parsed.tokens[c] for c in verb.children if parsed.tokens[c].dep in ("dobj", "dative"))]
    for head in heads:
        for child in head.children:
            goal = parsed.child(child, "pobj") if parsed.tokens[child].lemma == "in" else None
            mention = parsed.tokens[goal].mention if goal is not None else None
            if mention is not None and mention.kind == "capital":
                return mention.entity.country
    return None


def _opening_capital(parsed: Parsed, first: int) -> str | None:
    """Return the country of the capital that the sentence from ``first`` on opens with ("In Rome, ...")."""
    goal = parsed.tokens[first + 1] if first + 1 < len(parsed.tokens) else None
    if parsed.tokens[first].lemma != "in" or goal is None or goal.mention is None:
        return None
    return goal.mention.entity.country if goal.mention.kind == "capital" else None


def _place_country(parsed: Parsed, token: Token) -> str | None:
    """Return the country of the place that an office is of ("the governor of Helmand province")."""
    first, last = token.start, token.end
    for child in token.children:
        behind = parsed.tokens[child]
        named = behind.mention is not None and behind.mention.kind in ("person", "office")
        if behind.dep in ("compound", "nmod", "poss", "amod") and child < token.i and not named:
            first = min(first, behind.start)
        if behind.dep == "prep" and behind.lemma in ("of", "in", "from"):
            last = max([last, *(parsed.tokens[i].end for i in parsed.subtree(child)[:LONGEST_PLACE])])
    inside = (one for one in parsed.places if first <= one.toponym.start and one.toponym.end <= last)
    return next((one.reading.country for one in inside if one.reading and one.reading.country), None)


def _town_country(parsed: Parsed, token: Token) -> str | None:
    """Return the country in "police in the Turkish city of Izmir"."""
    goals = (parsed.child(c, "pobj") for c in token.children if parsed.tokens[c].dep == "prep")
    found = (_demonym_before(parsed, goal) for goal in goals if goal is not None)
    return next((country for country in found if country is not None), None)


def _demonym_before(parsed: Parsed, place: int) -> str | None:
    """Return the country in "in the Turkish city of Izmir"; ``place`` is the word for the kind of place."""
    if parsed.tokens[place].lemma not in words("localities"):
        return None
    named = (parsed.tokens[c].mention for c in parsed.tokens[place].children if c < place)
    return next((m.entity.country for m in named if m is not None and m.kind == "adjective"), None)


def _owner(parsed: Parsed, token: Token) -> Mention | None:
    """Return the noun that a relative clause with "whose" hangs on."""
    at = token
    for _ in range(CLAUSE_DEPTH):
        if at.dep == "relcl" or at.head == at.i:
            return parsed.tokens[at.head].mention
        at = parsed.tokens[at.head]
    return None


def _before_whose(parsed: Parsed, whose: int) -> Mention | None:
    """Return the name that stands right before "whose", where the parse hangs its clause elsewhere."""
    behind = whose - 1 if parsed.tokens[whose - 1].text == "," else whose
    return parsed.tokens[behind - 1].mention if behind > 0 else None


def _own_state(parsed: Parsed, token: Token) -> str | None:
    """Return the country in "Foreign Minister X said that Norway would respect the ruling": his own."""
    told = parsed.child(token.head, "ccomp") if token.dep == "nsubj" else None
    if told is None or parsed.tokens[token.head].lemma not in cues():
        return None
    subject = parsed.child(told, "nsubj")
    mention = parsed.tokens[subject].mention if subject is not None else None
    helpers = {parsed.tokens[c].text.lower() for c in parsed.tokens[told].children}
    suffers = parsed.tokens[told].lemma in words("suffering")
    if mention is None or mention.entity.kind != "country" or suffers:
        return None
    return mention.entity.country if helpers & {"would", "will", "wo"} else None


def _served_country(parsed: Parsed, token: Token) -> str | None:
    """Return the country of the body in "X, who speaks for the Philippine navy"."""
    for child in token.children:
        verb = parsed.tokens[child]
        if verb.dep != "relcl" or verb.lemma not in words("serving"):
            continue
        for i in parsed.subtree(child):
            mention = parsed.tokens[i].mention
            if mention is not None and mention.kind != "pronoun" and mention.entity.country:
                return mention.entity.country
    return None


def _subject_country(parsed: Parsed, token: Token) -> str | None:
    """Return the country that is the subject of the sentence before, in the same paragraph.

    Only a full name that is the subject of its sentence is introduced so.
    """
    sentence = parsed.sentence_of(token.i)
    main = token.dep == "nsubj" and parsed.tokens[token.head].dep == "ROOT"
    if sentence.index == 0 or not main or " " not in token.text:
        return None
    if parsed.sentences[sentence.index - 1].paragraph != sentence.paragraph:
        return None
    subject = main_subject_before(parsed, token, named=True)
    entity = subject.mention.entity if subject and subject.mention else None
    if entity is None or entity.kind not in ("country", "person", "office", "agency") or entity.is_lent:
        return None
    return None if entity.country in _counterparts(parsed, token) else entity.country


def _counterparts(parsed: Parsed, token: Token) -> set[str | None]:
    """Return the countries in "telephoned his Indonesian counterpart": the caller is of none of them."""
    found = set()
    sentence = parsed.sentence_of(token.i)
    for other in parsed.tokens[sentence.first : sentence.last]:
        if other.lemma in words("peers"):
            mentions = (parsed.tokens[c].mention for c in other.children)
            found |= {mention.entity.country for mention in mentions if mention is not None}
            found |= {other.mention.entity.country} if other.mention is not None else set()
    return found
