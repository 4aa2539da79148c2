"""Who is meant by "both leaders", "the two sides", "they": two parties named before, or several."""

from __future__ import annotations

from tocsin.knowledge import roles
from tocsin.language.antecedents import (
    SUBJECTS,
    clause_subject,
    countries_mentioned,
    entity_of,
    is_source,
    mentions_before,
)
from tocsin.language.model import Entity, EntityKind, Mention, Parsed, Token
from tocsin.language.words import words

LOOK_BACK = 3
PAIR = "the two parties named before"
# A country named so much less often than the first is not the other side of its dispute.
FAR_LESS = 1 / 3
FAR_MORE = 3
PARTIES: tuple[EntityKind, ...] = ("country", "person", "office", "org", "agency", "group")


def names_two(parsed: Parsed, token: Token) -> bool:
    """Tell whether a noun means two parties of the article ("both leaders", "the warring parties")."""
    if token.lemma not in words("people_nouns") and token.lemma not in words("pair_nouns"):
        return False
    before = {parsed.tokens[c].text.lower() for c in token.children if c < token.i}
    if any(_specifies(token, parsed.tokens[c]) for c in token.children):
        return False
    if token.tag == "NNS" and token.lemma in words("opposed") and "the" in before:
        return not any(parsed.tokens[c].dep in ("amod", "compound") for c in token.children)
    definite = bool({"the", "these", "those", "its", "their", "his", "her"} & before)
    two = definite and bool({"two", "warring", "rival", "opposing"} & before)
    return "both" in before or two


def _specifies(noun: Token, child: Token) -> bool:
    """Tell whether a word below the noun says itself who is meant ("both leaders of Kenya")."""
    if child.dep == "poss":
        return noun.lemma != "counterpart"
    # "appealed to both capitals for restraint": the parse hangs on the noun what belongs to the verb.
    says = child.dep == "prep" and child.lemma in ("of", "in", "from", "between", "with", "at", "on")
    return says or child.dep == "relcl" or child.mention is not None


def is_the_two(parsed: Parsed, token: Token) -> bool:
    """Tell whether "the two" or "the pair" stands alone, without "of" or a relative clause."""
    if token.text.lower() not in ("two", "pair") or token.dep not in (*SUBJECTS, "pobj", "dobj"):
        return False
    children = [parsed.tokens[c] for c in token.children]
    bare = not any(child.dep in ("prep", "relcl", "acl") for child in children)
    return bare and any(child.text.lower() == "the" for child in children)


def two_meant(parsed: Parsed, token: Token) -> Entity | None:
    """Return the group of two that ``token`` means; who acts upon them is not one of them.

    In a report of one country's own affairs "both sides" are both its own: the group is that country alone.
    """
    subject = _other_subject(parsed, token) or _governing_subject(parsed, token)
    candidates = _candidates(parsed, token, subject)
    if token.lemma in words("people_nouns"):
        people = [pair for pair in candidates if pair[1].entity.kind in ("person", "office")]
        candidates = people if len(people) > 1 else candidates
    own = subject.country if subject is not None else None
    taken = {own} if own is not None else _countries_of_subject(parsed, token)
    chosen = _two_named_together(parsed, token, candidates, taken)
    if chosen is None and token.lemma not in words("pair_nouns"):
        chosen = _only_two(parsed, token, candidates, taken)
    main = _two_most_named(parsed, token, taken)
    if chosen is None or (main is not None and _is_about(parsed, main, chosen)):
        chosen = main
    return Entity("group", members=tuple(chosen), why=PAIR) if chosen else None


def _is_about(parsed: Parsed, main: list[Mention], others: list[Mention]) -> bool:
    """Tell whether a report names each of two parties far more often than either of ``others``."""
    count = countries_mentioned(parsed)
    least = min(count[mention.entity.country] for mention in main)
    return len(main) > 1 and least >= FAR_MORE * max(count[mention.entity.country] for mention in others)


def several_meant(parsed: Parsed, token: Token) -> Entity | None:
    """Return whom "they" means: a plural without a name, a group or conjunction before, else one body."""
    owner = _joint_subject(parsed, token) if token.dep == "poss" else None
    if owner is not None:
        return owner
    echo = _role_before(parsed, token, clause_subject(parsed, token))
    if echo is not None:
        return Entity("echo", token=echo, why="the plural named before")
    subject = _other_subject(parsed, token)
    for other, mention in _candidates(parsed, token, subject):
        if subject is not None and mention.entity.country == subject.country:
            continue
        if mention.entity.kind == "group" or mention.kind == "people":
            return mention.entity
        joined = tuple(m for c in _conjuncts(parsed, other) if (m := parsed.tokens[c].mention) is not None)
        if joined:
            return Entity("group", members=(mention, *joined), why="the parties named together before")
        if mention.entity.kind in ("org", "agency") and not _is_a_house(mention.entity):
            return mention.entity
    return None


def _is_a_house(body: Entity) -> bool:
    """Tell whether "they" hardly means a body's people ("the embassy")."""
    return any(word in words("houses") for word in (body.name or "").lower().split())


def _joint_subject(parsed: Parsed, token: Token) -> Entity | None:
    """Return the subject of the clause of "their", where it is several parties named together."""
    subject = clause_subject(parsed, token)
    mention = parsed.tokens[subject].mention if subject is not None else None
    if subject is None or mention is None:
        return None
    if mention.entity.kind == "group":
        return mention.entity
    joined = tuple(m for c in _conjuncts(parsed, parsed.tokens[subject]) if (m := parsed.tokens[c].mention))
    return Entity("group", members=(mention, *joined), why="the subject of its clause") if joined else None


def _other_subject(parsed: Parsed, token: Token) -> Entity | None:
    """Return the subject of the clause where it is not ``token`` itself."""
    subject = clause_subject(parsed, token)
    return entity_of(parsed, subject) if subject != token.i else None


def _countries_of_subject(parsed: Parsed, token: Token) -> set[str]:
    """Return the countries that the subject of the clause names ("envoys from Brazil and Peru")."""
    subject = clause_subject(parsed, token)
    if subject is None or subject == token.i:
        return set()
    inside = (parsed.tokens[i].mention for i in parsed.subtree(subject))
    return {m.entity.country for m in inside if m is not None and m.entity.country}


def _governing_subject(parsed: Parsed, token: Token) -> Entity | None:
    """Return the subject of the clause above, where ``token`` has its own verb ("begs both to ...")."""
    verb = parsed.tokens[token.head]
    if token.dep not in SUBJECTS or verb.dep not in ("ccomp", "xcomp"):
        return None
    return entity_of(parsed, clause_subject(parsed, verb))


def _candidates(parsed: Parsed, token: Token, subject: Entity | None) -> list[tuple[Token, Mention]]:
    before = mentions_before(parsed, token, PARTIES, LOOK_BACK)
    return [(other, mention) for other, mention in before if mention.entity is not subject]


def _conjuncts(parsed: Parsed, token: Token) -> list[int]:
    return [c for c in token.children if parsed.tokens[c].dep == "conj"]


def _members(mention: Mention | None) -> list[Mention]:
    """Return the members of a group, else the mention itself."""
    if mention is None:
        return []
    return list(mention.entity.members) if mention.entity.kind == "group" else [mention]


def _two_named_together(
    parsed: Parsed, token: Token, candidates: list[tuple[Token, Mention]], taken: set[str]
) -> list[Mention] | None:
    """Return two parties joined by "and" here or in the sentence before."""
    own = parsed.sentence_of(token.i).index
    for other, mention in candidates:
        if own - parsed.sentence_of(other.i).index <= 1:
            pair = _two_together(parsed, other, mention, taken)
            if pair is not None:
                return pair
    return None


def _only_two(
    parsed: Parsed, token: Token, candidates: list[tuple[Token, Mention]], taken: set[str]
) -> list[Mention] | None:
    """Return the only two others of the sentence; for people also of the one before."""
    own = parsed.sentence_of(token.i).index
    people = token.lemma in words("people_nouns") or token.text.lower() in ("two", "pair")
    for index in (own, own - 1) if people else (own,):
        found = _countries_in(parsed, candidates, index, taken)
        if len(found) == 2:
            return sorted(found.values(), key=lambda mention: mention.start)
    return None


def _two_together(parsed: Parsed, token: Token, mention: Mention, taken: set[str]) -> list[Mention] | None:
    """Return the two of a group of two, or of "X and Y" with two countries."""
    members = list(mention.entity.members) if mention.entity.kind == "group" else []
    if len(members) == 2 and not taken & {member.entity.country for member in members}:
        return members
    if mention.kind == "pronoun":
        return None
    joined = [m for c in _conjuncts(parsed, token) for m in _members(parsed.tokens[c].mention)]
    pair = [*_members(mention), *joined]
    countries = {m.entity.country for m in pair if m.entity.country and m.entity.country not in taken}
    return pair if joined and len(pair) == 2 and len(countries) == 2 else None


def _countries_in(
    parsed: Parsed, candidates: list[tuple[Token, Mention]], index: int, taken: set[str]
) -> dict[str, Mention]:
    """Return the parties of a sentence by country, a person before others of his country."""
    found: dict[str, Mention] = {}
    for other, named in reversed(candidates):
        if parsed.sentence_of(other.i).index != index or not _stands_alone(other, named):
            continue
        for mention in _members(named):
            country = mention.entity.country
            if country and country not in taken and (country not in found or mention.kind == "person"):
                found[country] = mention
    return found


def _stands_alone(token: Token, mention: Mention) -> bool:
    """Tell whether a name is a party of its own here, and not a modifier ("the Minsk accords")."""
    return mention.kind not in ("pronoun", "adjective") and token.dep not in ("compound", "amod", "nmod")


def _two_most_named(parsed: Parsed, token: Token, taken: set[str]) -> list[Mention] | None:
    """Return the two countries that the article names most often, each by its last mention before the token.

    Where the second is named far less often than the first, the sides of a dispute are the first's own.
    """
    by_country: dict[str, list[tuple[int, Mention]]] = {}
    for other in parsed.tokens:
        if other.mention is None or other.mention.kind == "pronoun" or other.dep in ("compound", "nmod"):
            continue
        if is_source(other, other.mention):
            continue
        for mention in _members(other.mention):
            country = mention.entity.country
            if country and country not in taken:
                by_country.setdefault(country, []).append((other.i, mention))
    ranked = sorted(by_country.values(), key=lambda mentions: -len(mentions))[:2]
    headline = parsed.sentence_of(token.i).index == 0
    if not ranked or (ranked[0][0][0] > token.i and not headline):
        return None
    alone = len(ranked) == 1 or len(ranked[1]) < FAR_LESS * len(ranked[0])
    if alone and token.lemma in words("camps"):
        ranked = ranked[:1]
    elif len(ranked) == 1 or (alone and token.lemma in ("both", *words("opposed"))):
        return None
    return [_last_before(mentions, token) for mentions in ranked]


def _last_before(mentions: list[tuple[int, Mention]], token: Token) -> Mention:
    """Return the last mention before a token, else the first one after it; the country's own name first."""
    named = [one for one in mentions if one[1].entity.kind == "country"] or mentions
    return next((mention for i, mention in reversed(named) if i < token.i), named[0][1])


def _role_before(parsed: Parsed, token: Token, own_subject: int | None) -> int | None:
    """Return the plural role noun that "they" stands for: the nearest such subject, within two sentences."""
    sentence = parsed.sentence_of(token.i)
    first = parsed.sentences[max(0, sentence.index - 1)].first
    for other in reversed(parsed.tokens[first : token.i]):
        if other.i == own_subject and token.dep not in (*SUBJECTS, "poss"):
            continue
        if other.dep not in SUBJECTS or other.quoted != token.quoted:
            continue
        if other.mention is not None:
            return None
        many = words("collective") | words("crowds")
        if (other.tag == "NNS" and other.lemma in roles()) or other.lemma in many:
            return other.i
    return None
