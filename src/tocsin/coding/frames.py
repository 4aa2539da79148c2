"""The act lexicon: rows of ``lexicon/*.tsv`` read into frames, checked as they are read.

The notation is described in ``lexicon/README.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tocsin import ontology
from tocsin.coding.spelling import us_spelling
from tocsin.errors import DataError
from tocsin.tables import alternatives, rows, table

PACKAGE = "tocsin.coding"
COLUMNS = ("frame", "type", "mode", "cameo", "flags", "example")
KINDS = ("v", "n", "a", "p")
COMPLEMENTS = ("inf", "that", "wish", "ing", "oprd")
FLAGS = frozenset(("light", "sym", "content", "noadv", "strong", "thing"))


@dataclass(frozen=True, slots=True)
class Preposition:
    """A prepositional argument: any of ``words`` governing a party (``slot``) or one of ``nouns``."""

    words: frozenset[str]
    slot: str | None
    nouns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Frame:
    """One head of a row of the lexicon; the README of that folder says what the constraints mean.

    ``where`` is file and line; ``head`` a lemma, ``particle`` its particle or None; ``text`` the row.
    """

    where: str
    kind: str
    head: str
    particle: str | None
    nouns: frozenset[str]
    beside: frozenset[str]
    recipient_object: bool
    prepositions: tuple[Preposition, ...]
    complements: frozenset[str]
    no_object: bool
    subject: frozenset[str]
    reciprocal: bool
    subject_is_recipient: bool
    type: str
    mode: str | None
    cameo: str | None
    flags: frozenset[str]
    example: str
    text: str


class Lexicon:
    """All frames, by kind and head lemma."""

    def __init__(self, frames: list[Frame]) -> None:
        self.frames = frames
        self._index: dict[tuple[str, str], list[Frame]] = {}
        for frame in frames:
            self._index.setdefault((frame.kind, frame.head), []).append(frame)

    def get(self, kind: str, lemma: str) -> list[Frame]:
        """Return the frames of a head lemma."""
        return self._index.get((kind, lemma), [])

    def verbs(self) -> frozenset[str]:
        """Return the head lemmas of the verb rows."""
        return frozenset(head for kind, head in self._index if kind == "v")


@cache
def lexicon() -> Lexicon:
    """Return the lexicon that ships with Tocsin. Raises DataError naming file and line of a bad row."""
    return Lexicon(list(read_lexicon()))


def read_lexicon() -> list[Frame]:
    """Read and check every table of the lexicon. Raises DataError naming file and line of a bad row."""
    folder = table(PACKAGE, "lexicon")
    files = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".tsv"))
    classes = _classes([name for name in files if name.startswith("classes")])
    frames: list[Frame] = []
    for name in files:
        if name.startswith("classes"):
            continue
        for number, row in rows(folder.joinpath(name), COLUMNS):
            frames.extend(_frames(row, classes, f"{name}:{number}"))
    return frames


def _classes(files: list[str]) -> dict[str, frozenset[str]]:
    """Return the word classes by name; a class may hold another ("@name"), one level deep."""
    classes: dict[str, frozenset[str]] = {}
    for name in files:
        for number, row in rows(table(PACKAGE, "lexicon").joinpath(name), ("class", "words")):
            if row["class"] in classes:
                raise DataError(f"{name}:{number}: class {row['class']} is defined twice")
            words = frozenset(us_spelling(word.replace("_", " ")) for word in alternatives(row["words"]))
            classes[row["class"]] = words
    for name, words in classes.items():
        nested = [word for word in words if word.startswith("@")]
        for word in nested:
            classes[name] = (classes[name] - {word}) | classes.get(word[1:].replace(" ", "_"), frozenset())
    return classes


def _frames(row: dict[str, str], classes: dict[str, frozenset[str]], where: str) -> list[Frame]:
    """Return the frames of a row, one for each of its heads."""
    kind, _, rest = row["frame"].partition(" ")
    head, _, arguments = rest.partition(" ")
    if kind not in KINDS or not head:
        raise DataError(f"{where}: frame must begin with v, n, a or p and a lemma: {row['frame']!r}")
    unknown = set(_flags(row)) - FLAGS
    if unknown:
        raise DataError(f"{where}: unknown flag {', '.join(sorted(unknown))}")
    _check_codes(row, where)
    parsed = _arguments(arguments.split(), classes, where)
    made = []
    for one in head.split("|"):
        lemma, _, particle = one.partition("_")
        if kind != "v":
            lemma, particle = one.replace("_", " "), ""
        made.append(
            Frame(
                where=where,
                kind=kind,
                head=us_spelling(lemma),
                particle=particle.replace("_", " ") or None,
                type=row["type"],
                mode=row["mode"] or None,
                cameo=row["cameo"] or None,
                flags=_flags(row),
                example=row["example"],
                text=row["frame"],
                nouns=parsed.nouns,
                beside=parsed.beside,
                recipient_object=parsed.recipient_object,
                prepositions=parsed.prepositions,
                complements=parsed.complements,
                no_object=parsed.no_object,
                subject=parsed.subject,
                reciprocal=parsed.reciprocal,
                subject_is_recipient=parsed.subject_is_recipient,
            )
        )
    return made


def _check_codes(row: dict[str, str], where: str) -> None:
    if row["type"] not in ontology.types():
        raise DataError(f"{where}: unknown type {row['type']!r}; 'tocsin ontology' lists them")
    if row["mode"] and row["mode"] not in ontology.types()[row["type"]].modes:
        raise DataError(f"{where}: {row['type']} has no mode {row['mode']!r}")
    if row["cameo"] and row["cameo"] not in ontology.cameo_codes():
        raise DataError(f"{where}: unknown CAMEO code {row['cameo']!r}")


def _flags(row: dict[str, str]) -> frozenset[str]:
    return frozenset(flag.strip() for flag in row["flags"].split(",") if flag.strip())


def _words(text: str, classes: dict[str, frozenset[str]], where: str) -> frozenset[str]:
    found: set[str] = set()
    for part in text.split("|"):
        if part.startswith("@"):
            if part[1:] not in classes:
                raise DataError(f"{where}: no class {part}")
            found |= classes[part[1:]]
        else:
            found.add(us_spelling(part.replace("_", " ")))
    return frozenset(found)


@dataclass(slots=True)
class _Arguments:
    """The argument part of a frame while it is read; the fields are those of ``Frame``."""

    nouns: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    recipient_object: bool = False
    prepositions: tuple[Preposition, ...] = ()
    complements: frozenset[str] = frozenset()
    no_object: bool = False
    subject: frozenset[str] = frozenset()
    reciprocal: bool = False
    subject_is_recipient: bool = False


SIGNS = {"R": "recipient_object", "A+": "reciprocal", "subj:R": "subject_is_recipient", "-obj": "no_object"}


def _arguments(parts: list[str], classes: dict[str, frozenset[str]], where: str) -> _Arguments:
    read = _Arguments()
    for part in parts:
        if part in SIGNS:
            setattr(read, SIGNS[part], True)
        elif part[0] == "+":
            if part[1:] not in COMPLEMENTS:
                raise DataError(f"{where}: unknown complement {part}")
            read.complements |= {part[1:]}
        elif part.startswith(("A@", "A:")):
            read.subject = _words(part[1:] if part[1] == "@" else part[2:], classes, where)
        elif ":" in part:
            read.prepositions += (_preposition(part, classes, where),)
        elif not read.nouns:
            read.nouns = _words(part, classes, where)
        elif not read.beside:
            read.beside = _words(part, classes, where)
        else:
            raise DataError(f"{where}: more than two nouns: {part}")
    return read


def _preposition(part: str, classes: dict[str, frozenset[str]], where: str) -> Preposition:
    words, _, goal = part.partition(":")
    slots = [one for one in goal.split("|") if one in ("R", "A")]
    others = "|".join(one for one in goal.split("|") if one not in ("R", "A"))
    nouns = _words(others, classes, where) if others else frozenset()
    return Preposition(frozenset(words.replace("_", " ").split("|")), slots[0] if slots else None, nouns)
