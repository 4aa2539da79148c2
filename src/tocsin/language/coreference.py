"""Pronouns and definite phrases: he, its, both leaders, the two sides, the country -> entities of the article."""

from __future__ import annotations

from tocsin.knowledge import roles
from tocsin.language.model import Entity, Mention, Parsed, Token
from tocsin.language.speech import cues, subject_of

PERSONAL = frozenset("he she him her his hers himself herself".split())
FEMALE = frozenset("she her hers herself".split())
NEUTER = frozenset("it its itself".split())
PLURAL = frozenset("they them their theirs themselves both".split())
FIRST = frozenset("i me my mine we us our ours ourselves myself".split())
PEOPLE_NOUNS = frozenset(
    "leader minister president man official diplomat premier commander general chief counterpart".split()
)
PAIR_NOUNS = PEOPLE_NOUNS | frozenset(
    "country side nation neighbor neighbour state party government army capital rival enemy power republic foe ally delegation partner camp military force foe adversary belligerent combatant".split()
)
OPPOSED = frozenset("neighbor neighbour side rival party foe adversary belligerent combatant".split())
COUNTRY_NOUNS = frozenset("country nation kingdom republic".split())
BODY_NOUNS = frozenset(
    "group movement militia organization organisation bloc alliance agency body council union rebels".split()
)
ANY_BODY = frozenset("group bloc organization organisation body alliance movement militia".split())
COLLECTIVE = frozenset("tribe gang group crew family police army junta clan militia".split())
SERVING = frozenset("speak head lead command chair run represent direct".split())
LOOK_BACK = 4
DOCUMENTS = frozenset(
    "statement readout communique declaration letter report document text post message note".split()
)


class _Memory:
    """Mentions seen so far, in text order."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed

    def before(self, token: Token, kinds: tuple[str, ...], sentences: int = LOOK_BACK) -> list[Token]:
        """Return tokens whose mention is of ``kinds`` before ``token``, nearest first, not further back than that."""
        index = self.parsed.sentence_of(token.i).index
        first = self.parsed.sentences[max(0, index - sentences)].first
        return [
            t
            for t in reversed(self.parsed.tokens[first : token.i])
            if t.mention is not None and t.mention.entity.kind in kinds
        ]


def resolve_references(parsed: Parsed) -> None:
    """Give pronouns and definite phrases the entity that they stand for, as a mention of kind ``pronoun``."""
    memory = _Memory(parsed)
    outside = [t for t in parsed.tokens if t.quoted is None]
    inside = [t for t in parsed.tokens if t.quoted is not None]
    for token in [*outside, *inside]:
        if token.mention is not None:
            continue
        word = token.text.lower()
        entity = None
        if (
            token.pos in ("PRON", "DET", "CCONJ", "PROPN", "NOUN", "ADJ", "NUM", "X")
            or word in PERSONAL | NEUTER | PLURAL
        ):
            entity = _referent(parsed, memory, token, word)
        if entity is not None:
            token.mention = Mention(token.start, token.end, "pronoun", entity)


def _served_country(parsed: Parsed, token: Token) -> str | None:
    """Return the country of the body in "X, who speaks for the Philippine navy", "X, who leads the Greek party"."""
    for child in token.children:
        verb = parsed.tokens[child]
        if verb.dep != "relcl" or verb.lemma not in SERVING:
            continue
        for i in parsed.subtree(child):
            mention = parsed.tokens[i].mention
            if mention is not None and mention.kind != "pronoun" and mention.entity.country:
                return mention.entity.country
    return None


def _subject_country(parsed: Parsed, token: Token) -> str | None:
    """Return the country that is the subject of the sentence before, in the paragraph where an office holder is introduced."""
    sentence = parsed.sentence_of(token.i)
    main = token.dep == "nsubj" and parsed.tokens[token.head].dep == "ROOT"
    if sentence.index == 0 or not main or " " not in token.text:
        return None
    before = parsed.sentences[sentence.index - 1]
    if before.paragraph != sentence.paragraph:
        return None
    for other in parsed.tokens[before.first : before.last]:
        if other.dep == "nsubj" and other.mention is not None and parsed.tokens[other.head].dep == "ROOT":
            return other.mention.entity.country if other.mention.entity.kind == "country" else None
    return None


def _owner(parsed: Parsed, token: Token) -> Mention | None:
    """Return the noun that a relative clause with "whose" hangs on."""
    at = token
    for _ in range(6):
        if at.dep == "relcl" or at.head == at.i:
            return parsed.tokens[at.head].mention
        at = parsed.tokens[at.head]
    return None


def lend_countries(parsed: Parsed) -> None:
    """Give an office, agency or person without a country the one of its possessor ("her home minister", "the army's chief")."""
    for token in parsed.tokens:
        mention = token.mention
        if mention is None or mention.entity.kind not in ("office", "agency", "person"):
            continue
        guessed = mention.entity.why.startswith("home")
        if mention.entity.country and not guessed:
            continue
        if guessed and mention.kind == "person" and (country := _subject_country(parsed, token)) is not None:
            mention.entity.country, mention.entity.why = country, "the sentence before is about that country"
        if mention.kind == "person" and (country := _served_country(parsed, token)) is not None:
            mention.entity.country, mention.entity.why = country, "the body that he speaks for or leads"
        for child in token.children:
            other = parsed.tokens[child].mention
            if parsed.tokens[child].text.lower() == "whose" and parsed.tokens[child].dep == "poss":
                other = _owner(parsed, token)
            if parsed.tokens[child].dep == "poss" and other is not None and other.entity.country:
                mention.entity.country = other.entity.country
                mention.entity.why = f"possessor '{parsed.tokens[child].text}'"


def _referent(parsed: Parsed, memory: _Memory, token: Token, word: str) -> Entity | None:
    if word in PERSONAL:
        found = _person(parsed, memory, token)
        if found is not None and found.kind == "person" and found.gender is None:
            found.gender = "f" if word in FEMALE else "m"
        return found
    if word in FIRST and token.quoted is not None:
        return _speaker(parsed, token)
    if (
        word in ("two", "pair")
        and token.dep in ("nsubj", "nsubjpass", "pobj", "dobj")
        and _is_bare_number(parsed, token)
    ):
        return _pair(parsed, memory, token, True)
    if word in NEUTER:
        return _thing(parsed, memory, token)
    if word in PLURAL and (word != "both" or token.dep not in ("det", "preconj", "predet")):
        return _pair(parsed, memory, token, word == "both")
    if token.pos == "NOUN" and token.lemma in PAIR_NOUNS and _has_both(parsed, token):
        return _pair(parsed, memory, token, True)
    if token.pos == "NOUN" and token.tag == "NN" and _is_definite(parsed, token):
        if token.lemma in COUNTRY_NOUNS:
            return _country_meant(memory.before(token, ("country", "person", "office", "agency")))
        if token.lemma in BODY_NOUNS:
            return _body_meant(token, memory.before(token, ("org", "agency")))
    return None


def _country_meant(before: list[Token]) -> Entity | None:
    """Return the country of the party named last ("the country's borders" behind "Benin's president")."""
    for token in before:
        entity = token.mention.entity if token.mention else None
        if token.mention is not None and token.mention.kind == "capital" and token.dep == "pobj":
            continue
        if entity is not None and entity.kind == "country":
            return entity
        if entity is not None and entity.country:
            return Entity("country", None, entity.country, why="the country of the party named last")
    return None


def _body_meant(token: Token, before: list[Token]) -> Entity | None:
    """Return the body whose name has the noun in it ("the council"), else for a general noun the one named last."""
    entities = [t.mention.entity for t in before if t.mention is not None]
    named = next((e for e in entities if token.lemma in (e.name or "").lower()), None)
    if named is not None or token.lemma not in ANY_BODY:
        return named
    return next((e for e in entities if e.kind == "org"), None)


def _is_definite(parsed: Parsed, token: Token) -> bool:
    words = {parsed.tokens[c].text.lower() for c in token.children if c < token.i}
    modified = any(
        parsed.tokens[c].dep in ("amod", "compound", "poss", "relcl", "acl")
        or (parsed.tokens[c].dep == "prep" and parsed.child(c, "pcomp") is None)
        for c in token.children
    )
    return bool(words & {"the", "this", "that"}) and not modified


def _has_both(parsed: Parsed, token: Token) -> bool:
    words = {parsed.tokens[c].text.lower() for c in token.children if c < token.i}
    own = any(
        parsed.tokens[c].dep in ("prep", "relcl")
        or (parsed.tokens[c].dep == "poss" and token.lemma != "counterpart")
        or (parsed.tokens[c].mention and parsed.tokens[c].dep != "poss")
        for c in token.children
    )
    if token.tag == "NNS" and token.lemma in OPPOSED and "the" in words and not own:
        return not any(parsed.tokens[c].dep in ("amod", "compound") for c in token.children)
    definite = bool({"the", "these", "those", "its", "their", "his", "her"} & words)
    two = definite and bool({"two", "warring", "rival", "opposing"} & words)
    return ("both" in words or two) and not own


def _speaker(parsed: Parsed, token: Token) -> Entity | None:
    for speech in parsed.speeches:
        if speech.quote == token.quoted and speech.speaker is not None:
            speaker = parsed.tokens[speech.speaker]
            if speaker.mention is None and speaker.lemma in DOCUMENTS:
                return _entity(parsed, _author(parsed, speaker.i))
            return speaker.mention.entity if speaker.mention else None
    return None


def _author(parsed: Parsed, document: int) -> int | None:
    """Return who spoke last before "the statement said": the token of a speaker that is somebody."""
    earlier = [s.speaker for s in parsed.speeches if s.speaker is not None and s.speaker < document]
    earlier += [
        t.i
        for t in parsed.tokens[max(0, document - 120) : document]
        if t.dep == "nsubj" and t.quoted is None and parsed.tokens[t.head].lemma in cues()
    ]
    return max((i for i in earlier if parsed.tokens[i].mention is not None), default=None)


def _clause_verb(parsed: Parsed, token: Token) -> int | None:
    at, steps = token, 0
    while at.head != at.i and steps < 12:
        at = parsed.tokens[at.head]
        if at.pos in ("VERB", "AUX"):
            return at.i
        steps += 1
    return at.i if at.pos in ("VERB", "AUX") else None


def _entity(parsed: Parsed, i: int | None) -> Entity | None:
    mention = parsed.tokens[i].mention if i is not None else None
    return mention.entity if mention else None


def _person(parsed: Parsed, memory: _Memory, token: Token) -> Entity | None:
    human = ("person", "office")
    banned: set[int] = set()
    speaker = _speaker(parsed, token) if token.quoted is not None else None
    if speaker is not None:
        banned.add(id(speaker))
    verb = _clause_verb(parsed, token)
    subject = subject_of(parsed, verb) if verb is not None else None
    if subject == token.head:
        subject = None
        banned |= {id(entity) for entity in [_entity(parsed, token.head)] if entity is not None}
    if subject is not None and subject != token.i:
        entity = _entity(parsed, subject)
        is_object = token.dep in ("dobj", "iobj", "dative") or (
            token.dep == "pobj" and token.text.lower() in ("him", "her")
        )
        if entity is not None and entity.kind in human:
            other_gender = "m" if token.text.lower() in FEMALE else "f"
            if not is_object and id(entity) not in banned and entity.gender != other_gender:
                return entity
            banned.add(id(entity))
            joined = (
                _entity(parsed, c) for c in parsed.tokens[subject].children if parsed.tokens[c].dep == "conj"
            )
            banned |= {id(other) for other in joined if other is not None}
    other = "m" if token.text.lower() in FEMALE else "f"
    candidates = [
        t
        for t in memory.before(token, human)
        if t.mention and id(t.mention.entity) not in banned and t.mention.entity.gender != other
    ]
    same = [t for t in candidates if t.mention and t.mention.entity.gender is not None]
    if same and token.dep in ("nsubj", "nsubjpass"):
        index = parsed.sentence_of(token.i).index
        candidates = [t for t in same if index - parsed.sentence_of(t.i).index <= 1] or candidates
    if token.quoted is None:
        candidates = [t for t in candidates if t.quoted is None] or candidates
    if not candidates:
        return None
    return _most_prominent(parsed, token, candidates)


def _most_prominent(parsed: Parsed, token: Token, candidates: list[Token]) -> Entity | None:
    """Prefer, in the nearest sentence that has any, the subject of its main clause, then any subject, then the last named."""
    own = parsed.sentence_of(token.i).index
    nearest = max(parsed.sentence_of(t.i).index for t in candidates)
    there = [t for t in candidates if parsed.sentence_of(t.i).index == nearest]
    subjects = [t for t in there if t.dep in ("nsubj", "nsubjpass")]
    roots = [t for t in subjects if parsed.tokens[t.head].dep == "ROOT"]
    if nearest == own and subjects:
        chosen = subjects[0]
    else:
        chosen = (roots or list(reversed(subjects)) or there)[-1 if roots else 0]
    return chosen.mention.entity if chosen.mention else None


def _thing(parsed: Parsed, memory: _Memory, token: Token) -> Entity | None:
    verb = _clause_verb(parsed, token)
    subject = subject_of(parsed, verb) if verb is not None else None
    kinds: tuple[str, ...] = ("country", "org", "agency")
    if token.dep in ("dobj", "pobj"):
        kinds = ("country", "org")
    if token.text.lower() != "it" and subject is not None and subject != token.i:
        entity = _entity(parsed, subject)
        if entity is not None and entity.kind in kinds:
            return entity
    if token.dep == "expl" or _is_expletive(parsed, token):
        return None
    if (
        token.dep in ("nsubj", "nsubjpass", "poss")
        and (echo := _institution_before(parsed, token)) is not None
    ):
        return Entity("echo", token=echo, why="the institution that was the subject before")
    candidates = memory.before(token, kinds, 2)
    candidates = [
        t for t in candidates if t.mention and t.mention.kind != "adjective" and t.dep != "compound"
    ]
    return _most_prominent(parsed, token, candidates) if candidates else None


def _institution_before(parsed: Parsed, token: Token) -> int | None:
    """Return the subject of the sentence before, where it is an institution without a name ("the junta")."""
    sentence = parsed.sentence_of(token.i)
    if sentence.index == 0:
        return None
    before = parsed.sentences[sentence.index - 1]
    for other in parsed.tokens[before.first : before.last]:
        if other.dep == "nsubj" and parsed.tokens[other.head].dep == "ROOT":
            role = roles().get(other.lemma)
            return (
                other.i if other.mention is None and role is not None and role.kind == "institution" else None
            )
    return None


def _is_bare_number(parsed: Parsed, token: Token) -> bool:
    """Tell whether "the two" stands alone, without "of" or a relative clause."""
    children = [parsed.tokens[c] for c in token.children]
    return any(t.text.lower() == "the" for t in children) and not any(
        t.dep in ("prep", "relcl", "acl") for t in children
    )


def _is_expletive(parsed: Parsed, token: Token) -> bool:
    """Tell whether "it" only fills the subject ("it is important that")."""
    head = parsed.tokens[token.head]
    return token.text.lower() == "it" and head.lemma == "be" and parsed.child(head.i, "acomp") is not None


def _pair(parsed: Parsed, memory: _Memory, token: Token, exactly_two: bool) -> Entity | None:
    """Two parties named before; for "they", a group or a conjunction named before, else one body."""
    verb = _clause_verb(parsed, token)
    subject = subject_of(parsed, verb) if verb is not None else None
    banned = _entity(parsed, subject) if subject is not None and subject != token.i else None
    kinds = ("country", "person", "office", "org", "agency", "group")
    candidates = [t for t in memory.before(token, kinds, 3) if t.mention and t.mention.entity is not banned]
    if not exactly_two:
        echo = _role_before(parsed, token, subject) if token.text.lower() != "both" else None
        if echo is not None:
            return Entity("echo", token=echo, why="the plural named before")
        others = [
            t
            for t in candidates
            if t.mention and (banned is None or t.mention.entity.country != banned.country)
        ]
        return _they(parsed, token, others)
    if token.lemma in PEOPLE_NOUNS:
        people = [t for t in candidates if t.mention and t.mention.entity.kind in ("person", "office")]
        candidates = people if len(people) > 1 else candidates
    taken: set[str] = {banned.country} if banned is not None and banned.country else set()
    chosen = _two_in_a_sentence(parsed, token, candidates, taken)
    if chosen is None:
        chosen = _two_most_named(parsed, candidates_all(parsed, token), taken)
    if chosen is None:
        return None
    return Entity("group", members=tuple(chosen), why="the two parties named before")


def candidates_all(parsed: Parsed, token: Token) -> list[Token]:
    """Return every token before ``token`` that mentions a party."""
    return [t for t in parsed.tokens[: token.i] if t.mention is not None and t.mention.kind != "pronoun"]


def _mentions(token: Token) -> list[Mention]:
    mention = token.mention
    if mention is None:
        return []
    return list(mention.entity.members) if mention.entity.kind == "group" else [mention]


def _two_in_a_sentence(
    parsed: Parsed, token: Token, candidates: list[Token], banned: set[str]
) -> list[Mention] | None:
    """Return two parties joined by "and" in this sentence or the one before, else the only two others of this sentence."""
    own = parsed.sentence_of(token.i).index
    for one in candidates:
        if one.mention is None or own - parsed.sentence_of(one.i).index > 1:
            continue
        group = one.mention.entity.members if one.mention.entity.kind == "group" else ()
        if len(group) == 2 and not banned & {m.entity.country for m in group}:
            return list(group)
        if one.mention.kind == "pronoun":
            continue
        joined = [c for c in one.children if parsed.tokens[c].dep == "conj" and _mentions(parsed.tokens[c])]
        pair = [*_mentions(one), *(m for c in joined for m in _mentions(parsed.tokens[c]))]
        countries = [m.entity.country for m in pair if m.entity.country and m.entity.country not in banned]
        if joined and len(pair) == 2 and len(set(countries)) == 2:
            return pair
    people = token.lemma in PEOPLE_NOUNS or token.text.lower() in ("two", "pair")
    for index in (own, own - 1) if people else (own,):
        found = _countries_in(parsed, candidates, index, banned)
        if len(found) == 2:
            return sorted(found.values(), key=lambda m: m.start)
    return None


def _countries_in(
    parsed: Parsed, candidates: list[Token], index: int, banned: set[str]
) -> dict[str, Mention]:
    found: dict[str, Mention] = {}
    for one in reversed(candidates):
        if parsed.sentence_of(one.i).index != index or one.mention is None or not _stands_alone(one):
            continue
        for mention in _mentions(one):
            country = mention.entity.country
            if country and country not in banned and (country not in found or mention.kind == "person"):
                found[country] = mention
    return found


def _stands_alone(token: Token) -> bool:
    """Tell whether a name is a party of its own here, and not a modifier ("the Minsk accords")."""
    modifier = token.dep in ("compound", "amod", "nmod")
    return token.mention is not None and token.mention.kind not in ("pronoun", "adjective") and not modifier


def _two_most_named(parsed: Parsed, before: list[Token], banned: set[str]) -> list[Mention] | None:
    """Return the two parties that the article has named most often so far."""
    count: dict[str, list[Mention]] = {}
    for token in before:
        for mention in _mentions(token) if token.dep not in ("compound", "nmod") else []:
            country = mention.entity.country
            if country and country not in banned:
                count.setdefault(country, []).append(mention)
    ranked = sorted(count.values(), key=lambda mentions: -len(mentions))[:2]
    return [mentions[-1] for mentions in ranked] if len(ranked) == 2 else None


def _role_before(parsed: Parsed, token: Token, own_subject: int | None) -> int | None:
    """Return the plural role noun that "they" stands for: the nearest such subject before it, within two sentences."""
    sentence = parsed.sentence_of(token.i)
    first = parsed.sentences[max(0, sentence.index - 1)].first
    for other in reversed(parsed.tokens[first : token.i]):
        if other.i == own_subject and token.dep not in ("nsubj", "nsubjpass", "poss"):
            continue
        if other.dep in ("nsubj", "nsubjpass") and other.quoted == token.quoted:
            if other.mention is not None:
                return None
            if other.tag == "NNS" and other.lemma in roles():
                return other.i
            if other.lemma in COLLECTIVE:
                return other.i
    return None


def _they(parsed: Parsed, token: Token, candidates: list[Token]) -> Entity | None:
    for found in candidates:
        mention = found.mention
        if mention is None:
            continue
        if mention.entity.kind == "group" or mention.kind == "people":
            return mention.entity
        joined = [c for c in found.children if parsed.tokens[c].dep == "conj" and parsed.tokens[c].mention]
        if joined:
            others = tuple(m for c in joined if (m := parsed.tokens[c].mention))
            return Entity("group", members=(mention, *others), why="the parties named together before")
        if mention.entity.kind in ("org", "agency"):
            return mention.entity
    return None
