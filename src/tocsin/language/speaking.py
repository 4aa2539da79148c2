"""Whose a cue is: the subject before it, the name behind it, whom "who" means, by whom it was said."""

from __future__ import annotations

from tocsin.knowledge import roles
from tocsin.language.cueing import CLAUSE_DEPTH, FINITE, cues, speech_words, subject_of, subjects_before
from tocsin.language.model import Parsed, Token
from tocsin.language.phrases import head_before, head_behind, is_closing, is_verb, place_end
from tocsin.language.words import words

SUBJECTS = ("nsubj", "nsubjpass")
RELATIVES = ("WP", "WDT")


def can_speak(parsed: Parsed, cue: Token, speaker: int) -> bool:
    """Tell whether a subject may be a speaker; "it" may with a few verbs, where it does not only fill."""
    token = parsed.tokens[speaker]
    word = token.text.lower()
    if word == "it":
        return token.dep == "nsubj" and cue.lemma in speech_words("it speaks")
    return word not in speech_words("pointers")


def speaker_behind(parsed: Parsed, cue: Token, kind: str) -> int | None:
    """Return the speaker of an inverted cue ("..., said the governor"); None where it is not inverted."""
    sentence = parsed.sentence_of(cue.i)
    before = parsed.tokens[cue.i - 1] if cue.i > sentence.first else None
    if before is None or cue.tag == "VBG" or not (before.text == "," or is_closing(parsed, before)):
        return None
    own = subjects_before(parsed, cue, "nsubj")
    if own and parsed.tokens[own[0]].quoted == cue.quoted:
        return None
    head = head_behind(parsed, cue.i + 1, sentence.last)
    if head is None or parsed.tokens[head].lemma in speech_words("no speakers"):
        return None
    behind_quote = any(is_closing(parsed, token) for token in parsed.tokens[max(0, cue.i - 2) : cue.i])
    return head if behind_quote or (kind != "tell" and _is_somebody(parsed.tokens[head])) else None


def speaker_before(parsed: Parsed, cue: Token) -> int | None:
    """Return the speaker of a cue in the usual order of words."""
    quoting = _quoting_verb(parsed, cue)
    if quoting is not None:
        return parsed.child(quoting, "dobj", "nsubjpass")
    if parsed.child(cue.i, "nsubjpass") is not None:
        by = parsed.child(cue.i, "agent")
        return parsed.child(by, "pobj") if by is not None else None
    if cue.dep == "acl" and cue.tag == "VBG":
        return _issuer(parsed, cue)
    subject = _subject(parsed, cue)
    if subject is not None and parsed.tokens[subject].tag in RELATIVES:
        return _antecedent(parsed, cue)
    if subject is None and cue.tag in (*FINITE, "NNS"):
        return _off_the_surface(parsed, cue)
    return subject


def _is_somebody(token: Token) -> bool:
    return token.mention is not None or token.pos == "PROPN" or token.lemma in roles()


def _quoting_verb(parsed: Parsed, cue: Token) -> int | None:
    """Return the verb of "was quoted as saying"."""
    as_ = parsed.tokens[cue.head]
    verb = parsed.tokens[as_.head]
    told = cue.dep == "pcomp" and as_.text.lower() == "as" and verb.lemma in speech_words("quoting")
    return verb.i if told else None


def _issuer(parsed: Parsed, cue: Token) -> int | None:
    """Return whose words "a statement saying that" holds: who issued it, else the statement itself."""
    noun = parsed.tokens[cue.head]
    verb = parsed.tokens[noun.head]
    issued = noun.dep == "dobj" and noun.lemma in words("documents") and is_verb(verb)
    subject = subject_of(parsed, verb.i) if issued else None
    return noun.i if subject is None else subject


def _subject(parsed: Parsed, cue: Token) -> int | None:
    """Return the subject of a cue outside of any quotation before it; for "adding" that of the verb above."""
    participle = cue.tag == "VBG" and parsed.child(cue.i, "aux") is None
    if participle and is_verb(parsed.tokens[cue.head]):
        return subject_of(parsed, cue.head)
    own = subjects_before(parsed, cue, *SUBJECTS)
    subject = _beside(parsed, cue, own[-1]) if own else _borrowed(parsed, cue)
    if subject is None or (cue.quoted is None and parsed.tokens[subject].quoted is not None):
        return None
    return None if not own and subject < place_end(parsed, parsed.sentence_of(cue.i)) else subject


def _borrowed(parsed: Parsed, cue: Token) -> int | None:
    """Return the subject of the verb above that a cue shares; of a thing's verb the one above that as well.

    "X conceded that the price was high and assured Y that": it is X who assures, whatever the parser says.
    """
    subject = subject_of(parsed, cue.i)
    if subject is None or cue.dep != "conj" or parsed.tokens[subject].pos == "PRON":
        return subject
    over = parsed.tokens[parsed.tokens[cue.head].head]
    thing = not _is_somebody(parsed.tokens[subject])
    above = subject_of(parsed, over.i) if thing and over.lemma in cues() and over.i != cue.head else None
    return subject if above is None else above


def _beside(parsed: Parsed, cue: Token, subject: int) -> int:
    """Return who stands right before a cue, where the parser took the subject of what is said for its own."""
    between = parsed.tokens[subject : cue.i]
    commas = [t.i for t in between if t.text == ","]
    joined = any(t.pos == "CCONJ" or is_verb(t) for t in between)
    if not commas or joined or commas[-1] == cue.i - 1:
        return subject
    beside = head_before(parsed, cue.i, commas[-1] + 1)
    return subject if beside is None else beside


def _antecedent(parsed: Parsed, cue: Token) -> int | None:
    """Return the noun that the relative clause of a cue, or of a verb above it, hangs on."""
    at = cue
    for _ in range(CLAUSE_DEPTH):
        if at.dep == "relcl":
            return at.head
        if at.head == at.i:
            return None
        at = parsed.tokens[at.head]
    return None


def _off_the_surface(parsed: Parsed, cue: Token) -> int | None:
    """Return the phrase before a cue, or the sentence's subject ("X, asked about it, said")."""
    sentence = parsed.sentence_of(cue.i)
    before = head_before(parsed, cue.i, place_end(parsed, sentence))
    if before is not None or parsed.tokens[cue.i - 1].text != ",":
        return before
    main = [t.i for t in parsed.tokens[sentence.first : cue.i] if t.dep == "nsubj" and t.quoted == cue.quoted]
    return main[0] if main else None
