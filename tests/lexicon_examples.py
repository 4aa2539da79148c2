"""The lexicon's rows against their own examples; run as a script, it renews the list of the rows still open.

PYTHONPATH=src python tests/lexicon_examples.py            renew tests/data/lexicon_open.tsv
PYTHONPATH=src python tests/lexicon_examples.py --why      print what was coded instead
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tocsin.pipeline import Coder
from tocsin.reading import article_from_text
from tocsin.records import Actor, Document, Event
from tocsin.tables import rows

LEXICON = Path(__file__).parents[1] / "src/tocsin/coding/lexicon"
OPEN = Path(__file__).parent / "data/lexicon_open.tsv"
COLUMNS = ("frame", "type", "mode", "cameo", "flags", "example")
EITHER_WAY = ("CONSULT", "AGREE", "COOPERATE")
NOTE = "# Rows whose own example is not coded as the row says yet; renewed by tests/lexicon_examples.py.\n"
MARK = re.compile(r"\{([AR]):([^}]*)\}")

Mark = tuple[int, int]


@dataclass(frozen=True)
class Example:
    """One row's example: the sentence, and the characters marked as actor and as recipient in it."""

    file: str
    line: int
    frame: str
    type: str
    either_way: bool
    text: str
    actors: tuple[Mark, ...]
    recipients: tuple[Mark, ...]


def lexicon_files() -> list[str]:
    """Return the names of the tables that hold rows."""
    return sorted(path.name for path in LEXICON.glob("*.tsv") if not path.name.startswith("classes"))


def examples(file: str) -> list[Example]:
    """Return the examples of one table, in its order."""
    return [_example(file, line, row) for line, row in rows(LEXICON / file, COLUMNS)]


def _example(file: str, line: int, row: dict[str, str]) -> Example:
    text, marks = "", {"A": [], "R": []}  # type: tuple[str, dict[str, list[Mark]]]
    at = 0
    for found in MARK.finditer(row["example"]):
        text += row["example"][at : found.start()]
        marks[found[1]].append((len(text), len(text) + len(found[2])))
        text += found[2]
        at = found.end()
    return Example(
        file=file,
        line=line,
        frame=row["frame"],
        type=row["type"],
        either_way=row["type"] in EITHER_WAY or "sym" in row["flags"].split(","),
        text=text + row["example"][at:],
        actors=tuple(marks["A"]),
        recipients=tuple(marks["R"]),
    )


def coded(example: Example, coder: Coder) -> Document:
    """Return the example's sentence coded as an article of its own."""
    return coder.code(article_from_text(example.text, published="2025-05-15"))


def shown_by_all(found: Sequence[Example], coder: Coder) -> list[bool]:
    """Tell of each example whether an event of the row's type has the marked sides."""
    articles = (article_from_text(one.text, published="2025-05-15") for one in found)
    documents = zip(coder.pipe(articles), found, strict=True)
    return [any(shows(event, one) for event in document.events) for document, one in documents]


def shows(event: Event, example: Example) -> bool:
    """Tell whether an event is the one that its row's example is there to show."""
    if event.type != example.type:
        return False
    straight = _has(event.actors, example.actors) and _has(event.recipients, example.recipients)
    swapped = _has(event.recipients, example.actors) and _has(event.actors, example.recipients)
    together = _has((*event.actors, *event.recipients), (*example.actors, *example.recipients))
    return straight or (example.either_way and (swapped or together))


def _has(parties: Sequence[Actor], marks: Sequence[Mark]) -> bool:
    return all(any(p.start < end and p.end > start for p in parties) for start, end in marks)


def open_rows() -> set[tuple[str, str]]:
    """Return (file, frame) of the rows that are known not to pass yet."""
    return {(row["file"], row["frame"]) for _, row in rows(OPEN, ("file", "frame"))}


def main() -> None:
    """Write the rows that do not pass, and print how many do."""
    coder, still_open = Coder(), list[Example]()
    for file in lexicon_files():
        found = examples(file)
        failing = [one for one, shown in zip(found, shown_by_all(found, coder), strict=True) if not shown]
        still_open += failing
        print(f"{file:20} {len(found) - len(failing):4} of {len(found):4} rows pass")
    if "--why" in sys.argv:
        for one in still_open:
            told = [_told(event) for event in coded(one, coder).events]
            print(f"{one.file}:{one.line}\t{one.frame}\t{one.text}\t{told}")
        return
    lines = sorted({f"{one.file}\t{one.frame}" for one in still_open})
    OPEN.write_text(NOTE + "file\tframe\n" + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def _told(event: Event) -> str:
    sides = ("+".join(p.text for p in side) or "---" for side in (event.actors, event.recipients))
    return f"{event.type} {' > '.join(sides)} [{event.trigger.text}]"


if __name__ == "__main__":
    main()
