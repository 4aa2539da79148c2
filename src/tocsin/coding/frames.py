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
COMPLEMENTS = ("inf", "that", "ing", "oprd")
FLAGS = frozenset(("light", "sym", "content", "noadv", "strong", "thing"))


@dataclass(frozen=True, slots=True)
class Preposition:
    """A prepositional argument: any of ``words`` governing a party (``slot``) or one of ``nouns``."""

    words: frozenset[str]
    slot: str | None
    nouns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Frame:
    """One row of the lexicon. ``where`` is file and line; ``head`` a lemma, ``particle`` its particle or None."""

    where: str
    kind: str
    head: str
    particle: str | None
    nouns: frozenset[str]
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

    @property
    def names_party(self) -> bool:
        """Tell whether an argument of the frame, not only its subject, stands for a party."""
        return self.recipient_object or any(p.slot for p in self.prepositions)


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

    def nouns(self) -> frozenset[str]:
        """Return the head lemmas of the noun rows."""
        return frozenset(head for kind, head in self._index if kind == "n")


@cache
def lexicon() -> Lexicon:
    """Return the lexicon that ships with Tocsin. Raises DataError naming file and line of a bad row."""
    return Lexicon(list(read_lexicon()))


def read_lexicon() -> list[Frame]:
    """Read and check every table of the lexicon folder."""
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
                **parsed,
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


def _arguments(parts: list[str], classes: dict[str, frozenset[str]], where: str) -> dict:  # type: ignore[type-arg]
    read: dict[str, object] = {
        "nouns": frozenset(),
        "recipient_object": False,
        "complements": frozenset(),
        "no_object": False,
        "subject": frozenset(),
        "reciprocal": False,
        "subject_is_recipient": False,
    }
    prepositions: list[Preposition] = []
    complements: set[str] = set()
    for part in parts:
        if part == "R":
            read["recipient_object"] = True
        elif part == "A+":
            read["reciprocal"] = True
        elif part == "subj:R":
            read["subject_is_recipient"] = True
        elif part == "-obj":
            read["no_object"] = True
        elif part[0] == "+":
            if part[1:] not in COMPLEMENTS:
                raise DataError(f"{where}: unknown complement {part}")
            complements.add(part[1:])
        elif part.startswith(("A@", "A:")):
            read["subject"] = _words(part[1:] if part[1] == "@" else part[2:], classes, where)
        elif ":" in part:
            prepositions.append(_preposition(part, classes, where))
        else:
            read["nouns"] = _words(part, classes, where)
    read["prepositions"], read["complements"] = tuple(prepositions), frozenset(complements)
    return read


def _preposition(part: str, classes: dict[str, frozenset[str]], where: str) -> Preposition:
    words, _, goal = part.partition(":")
    slots = [one for one in goal.split("|") if one in ("R", "A")]
    others = "|".join(one for one in goal.split("|") if one not in ("R", "A"))
    nouns = _words(others, classes, where) if others else frozenset()
    return Preposition(frozenset(words.replace("_", " ").split("|")), slots[0] if slots else None, nouns)


