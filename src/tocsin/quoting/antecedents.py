"""Whom the pronoun before a verb of saying means: most often the subject of the sentence before."""

from __future__ import annotations

from tocsin.knowledge import roles
from tocsin.language.cueing import speech_words
from tocsin.language.model import Parsed, Sentence, Token
from tocsin.language.phrases import name_behind
from tocsin.language.words import words

LOOK_BACK = 4
REACH = 2000
"""Tokens in which a name may stand that a later word for it takes up."""
SUBJECTS = ("nsubj", "nsubjpass", "appos")
MAIN = ("ROOT", "conj", "ccomp", "advcl")


def speaker_meant(parsed: Parsed, i: int) -> int | None:
    """Return the token that "he", "she" or "they" at token ``i`` stands for as a speaker; None for others."""
    pronoun = parsed.tokens[i]
    word = pronoun.text.lower()
    if word not in ("he", "she", "they"):
        return None
    index = parsed.sentence_of(i).index
    for sentence in reversed(parsed.sentences[max(0, index - LOOK_BACK) : index + 1]):
        for token in _subjects(parsed, sentence, i):
            if _may_mean(token, word):
                return token.i if pronoun.mention is None or _is_unknown_name(token) else None
    return None


def _is_unknown_name(token: Token) -> bool:
    """Tell whether a token is a name that is no mention: coreference has not seen it."""
    return token.mention is None and token.tag == "NNP"


def _subjects(parsed: Parsed, sentence: Sentence, before: int) -> list[Token]:
    """Return the subjects of the main clauses of a sentence, the first one first; the title has none."""
    if sentence.title:
        return []
    found = [t for t in parsed.tokens[sentence.first : min(sentence.last, before)] if t.dep in SUBJECTS]
    outside = [t for t in found if t.quoted is None]
    return sorted(outside, key=lambda t: (MAIN.index(_clause(parsed, t)), t.i))


def _clause(parsed: Parsed, subject: Token) -> str:
    dep = parsed.tokens[subject.head].dep
    return dep if dep in MAIN else MAIN[-1]


def _may_mean(token: Token, word: str) -> bool:
    mention = token.mention
    if mention is not None and mention.kind == "pronoun":
        return False
    if word == "they":
        return token.tag in ("NNS", "NNPS") and (token.lemma in roles() or mention is not None)
    if mention is not None:
        other = "m" if word == "she" else "f"
        return mention.entity.kind in ("person", "office") and mention.entity.gender != other
    if token.tag == "NNP":
        return True
    return token.tag == "NN" and (token.lemma in roles() or token.lemma in speech_words("people"))


def described(parsed: Parsed, i: int) -> int | None:
    """Return the name that a noun stands behind: "Senator Blas Ruiz, a critic of the government who says"."""
    token = parsed.tokens[i]
    over = parsed.tokens[token.head]
    named = over.mention.kind == "person" if over.mention is not None else over.pos == "PROPN"
    return over.i if token.dep == "appos" and token.mention is None and named else None


def named_before(parsed: Parsed, i: int) -> int | None:
    """Return the name that a definite noun was introduced with: "the colonel" behind "Colonel Hassan Idris".

    None for a noun without "the", and for one that no name stands beside before token ``i``.
    """
    token = parsed.tokens[i]
    definite = any(parsed.tokens[c].text.lower() == "the" for c in token.children)
    if token.mention is not None or token.tag != "NN" or not definite:
        return None
    names = (_named(parsed, other, token.lemma) for other in reversed(parsed.tokens[max(0, i - REACH) : i]))
    return next((name for name in names if name is not None), None)


def _named(parsed: Parsed, other: Token, noun: str) -> int | None:
    """Return the name that a token is or stands beside, if it has the noun in it."""
    if other.mention is not None:
        return other.i if other.mention.kind == "person" and _has_word(other, noun) else None
    return _name_beside(parsed, other) if other.lemma == noun else None


def _has_word(token: Token, word: str) -> bool:
    return word in token.text.lower().replace("-", " ").replace(",", " ").split()


def _name_beside(parsed: Parsed, noun: Token) -> int | None:
    """Return the name of "Lela Kipiani, a teacher", and of "a teacher, Lela Kipiani,"."""
    over = parsed.tokens[noun.head]
    if noun.dep == "appos" and (over.pos == "PROPN" or over.mention is not None):
        return over.i
    behind = name_behind(parsed, noun.i, parsed.sentence_of(noun.i).last)
    return behind[1] - 1 if behind is not None else None


def full_name(parsed: Parsed, i: int) -> tuple[int, int] | None:
    """Return the characters of the name that a lone surname or given name was first written with."""
    token = parsed.tokens[i]
    if token.mention is not None or token.pos != "PROPN":
        return None
    for other in parsed.tokens[max(0, i - REACH) : i]:
        if other.text == token.text:
            return _name_around(parsed, other.i)
    return None


def _name_around(parsed: Parsed, i: int) -> tuple[int, int]:
    first = last = i
    while first and _is_unknown_name(parsed.tokens[first - 1]):
        first -= 1
    while last + 1 < len(parsed.tokens) and _is_unknown_name(parsed.tokens[last + 1]):
        last += 1
    return parsed.tokens[first].start, parsed.tokens[last].end


def outer_speaker(parsed: Parsed, i: int) -> int | None:
    """Return whom "I" or "we" means as a speaker inside a quotation: who says the quotation."""
    token = parsed.tokens[i]
    if token.quoted is None or token.text.lower() not in words("first_person"):
        return None
    return next((s.speaker for s in parsed.speeches if s.quote == token.quoted), None)


def author_of(parsed: Parsed, i: int) -> int | None:
    """Return whose statement "the statement said": who "said in a statement" just before; None for others."""
    token = parsed.tokens[i]
    if token.mention is not None or token.lemma not in words("documents"):
        return None
    first = parsed.sentences[max(0, parsed.sentence_of(i).index - LOOK_BACK)].first
    named = [t.i for t in parsed.tokens[first:i] if t.lemma == token.lemma and t.dep == "pobj"]
    told = [s for s in parsed.speeches if named and first <= s.cue < named[-1] and s.speaker is not None]
    return told[-1].speaker if told else None
