"""The documents: their Python runs, and the commands, modules, files and facts that they name are there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
import pytest

from conftest import Code
from tocsin.cli import tocsin
from tocsin.language.condense import Unit, units

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted(
    path for pattern in ("*.md", "docs/*.md", "src/**/*.md", "gold/*.md") for path in ROOT.glob(pattern)
)
NAMES = [str(path.relative_to(ROOT)) for path in DOCUMENTS]
FOLDERS = ("src", "tests", "docs", "gold", "bench", "examples")
ENDINGS = ("py", "tsv", "md", "css", "toml", "lock")
FENCED_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
IN_LINE = re.compile(r"`([^`\n]+)`")
HEADS = ("make", "tocsin", "python", "pytest", "lint-imports")
WORKED = (
    "Kenyan Foreign Minister Asha Wanjala said in Nairobi on Tuesday that Ugandan soldiers had reportedly "
    "detained four Kenyan fishermen on Lake Victoria."
)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def snippets() -> list[tuple[str, str]]:
    return [(name, code) for name in NAMES for code in FENCED_PYTHON.findall(read(name))]


@pytest.mark.parametrize(("name", "code"), [pytest.param(*one, id=one[0]) for one in snippets()])
def test_the_python_of_a_document_runs(name: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(code, name, "exec"), {"__name__": "snippet"})


def test_readme_and_architecture_show_python() -> None:
    assert {"README.md", "docs/architecture.md"} <= {name for name, _ in snippets()}


def commands(name: str) -> Iterator[list[str]]:
    """Yield the words of every command that a document names, without what a shell does with it."""
    text = BLOCK.sub("", read(name))
    lines = [line.strip() for line in text.splitlines() if line.startswith("    ")]
    for words in (*IN_LINE.findall(text), *lines):
        parts = re.split(r"\s(?:#|\|)\s", words)[0].strip()
        first = parts.split(" ")[0].rsplit("/", maxsplit=1)[-1]
        if first in HEADS and "=" not in parts.split(" ")[0]:
            yield [first, *shlex.split(parts)[1:]]


def complaint(words: list[str]) -> str | None:
    """Return what is wrong with a command; None where it could be run."""
    head, *rest = words
    if head == "make":
        wrong = [word for word in rest if not re.search(rf"^{word}:", read("Makefile"), re.MULTILINE)]
        return f"no target {wrong}" if wrong else None
    if head == "tocsin":
        return _of_tocsin(rest)
    if head == "python" and rest[:1] == ["-m"]:
        own = (ROOT / rest[1].replace(".", "/")).with_suffix(".py")
        return None if own.exists() or find_spec(rest[1]) else f"no module {rest[1]}"
    files = [word for word in rest if word.endswith(".py")]
    return next((f"no file {one}" for one in files if not (ROOT / one).exists()), None)


def _of_tocsin(rest: list[str]) -> str | None:
    name = next((word for word in rest if not word.startswith("-")), None)
    known = {"--help", "-h", "--version"}
    if name is not None:
        if name not in tocsin.commands:
            return f"no command tocsin {name}"
        options = (p.opts for p in tocsin.commands[name].params if isinstance(p, click.Option))
        known |= {option for opts in options for option in opts}
    wrong = [word for word in rest if word.startswith("-") and word != "-" and word not in known]
    return f"no option {wrong}" if wrong else None


@pytest.mark.parametrize("name", NAMES)
def test_every_command_that_a_document_names_exists(name: str) -> None:
    found = [(words, complaint(words)) for words in commands(name)]
    assert [(" ".join(words), wrong) for words, wrong in found if wrong] == []


def test_commands_are_found_in_the_readme() -> None:
    found = [" ".join(words) for words in commands("README.md")]
    assert {"make demo", "make test", "make score", "make bench", "tocsin ontology RETREAT"} <= set(found)


def is_missing(words: str, known: set[str]) -> bool:
    """Tell whether words are a path, or the name of a file of the project's kinds, and it is not there."""
    if re.fullmatch(r"[\w-]+(?:/[\w.-]+)+/?", words) and words.split("/")[0] in FOLDERS:
        return "NAME" not in words and not (ROOT / words).exists()
    return bool(re.fullmatch(rf"[\w-]+\.(?:{'|'.join(ENDINGS)})", words)) and words not in known


@pytest.mark.parametrize("name", NAMES)
def test_every_file_that_a_document_names_exists(name: str) -> None:
    known = {path.name for folder in FOLDERS for path in (ROOT / folder).rglob("*")}
    known |= {path.name for path in ROOT.iterdir()}
    assert [words for words in IN_LINE.findall(BLOCK.sub("", read(name))) if is_missing(words, known)] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_document_names_a_folder_of_one_machine(name: str) -> None:
    assert re.findall(r"(?<![\w.])/(?:home|root|work|tmp|Users)/\S+", read(name)) == []


def test_the_worked_sentence_is_coded_as_the_architecture_says(code: Code) -> None:
    text = read("docs/architecture.md")
    assert WORKED in text
    (event,) = code(WORKED, published="2025-06-12").events
    (actor,), (recipient,) = event.actors, event.recipients
    assert event.date is not None
    assert event.place is not None
    assert event.attribution is not None
    assert (event.date.start, event.date.basis) == ("2025-06-10", "relative")
    assert (event.place.name, event.place.country) == ("Lake Victoria", None)
    assert event.place.latitude is not None
    assert (actor.code, recipient.code) == ("UGAMIL", "KENCVL")
    said = [event.type, f"`{event.mode}`", f"CAMEO {event.cameo}", f"`{event.modality}`"]
    assert event.attribution.source in text
    assert [words for words in said if words not in text] == []
    assert f"confidence is {event.confidence:g}." in text


def test_the_worked_sentence_is_condensed_as_the_architecture_says(
    code: Code, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def spy(*arguments: Any) -> list[Unit]:
        made = units(*arguments)
        seen.append(" ".join(unit.word for unit in made))
        return made

    monkeypatch.setattr("tocsin.language.reader.units", spy)
    code(WORKED, published="2025-06-12")
    assert f"    {seen[0]}\n" in read("docs/architecture.md")


def test_the_architecture_has_the_rooms_in_the_order_of_the_contract() -> None:
    block = re.search(r"^layers = \[\n(.*?)^\]", read("pyproject.toml"), re.MULTILINE | re.DOTALL)
    assert block is not None
    contract = re.findall(r"tocsin\.(\w+)", block[1])[::-1]
    lines = [line for line in read("docs/architecture.md").splitlines() if line.startswith("| `")]
    rooms = [name for line in lines for name in re.findall(r"`(\w+)`", line.split("|")[1])]
    assert set(contract) <= set(rooms)
    passed = contract[contract.index("reading") :]
    assert [name for name in rooms if name in passed] == passed
