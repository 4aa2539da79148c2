"""The house: what the documents say exists, what the locks hold fits, what is imported is light."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import click
import pytest

from conftest import python
from tocsin.cli import tocsin
from tocsin.showing.formats import format_names

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
HEAVY = {"spacy", "onnxruntime", "pandas", "numpy", "rich"}


def options() -> list[str]:
    return [
        option
        for command in tocsin.commands.values()
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    ]


@pytest.mark.parametrize("name", sorted(tocsin.commands))
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"tocsin {name}" in README


@pytest.mark.parametrize("name", options())
def test_every_option_is_in_the_readme(name: str) -> None:
    assert f"`{name}" in README


@pytest.mark.parametrize("name", format_names())
def test_every_format_is_in_the_readme_and_the_help(name: str) -> None:
    assert f"`{name}`" in README
    (help_text,) = (
        parameter.help or ""
        for parameter in tocsin.commands["code"].params
        if isinstance(parameter, click.Option) and "--format" in parameter.opts
    )
    assert name in help_text


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`make (\w+)`", README))))
def test_every_make_command_of_the_readme_exists(name: str) -> None:
    assert re.search(rf"^{name}:", MAKEFILE, re.MULTILINE)


def test_every_file_that_contributing_names_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:src|tests|docs|gold|bench)/[\w./-]+)`", text)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_locks_agree_and_are_hashed() -> None:
    run, dev = (pins(name) for name in ("requirements.lock", "requirements-dev.lock"))
    assert run.items() <= dev.items()


def pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=\S)", text) if not entry.startswith("#")]
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    return {entry.split("==")[0]: entry.split("==")[1].split()[0] for entry in entries}


def test_the_version_is_the_packages_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ended = python("--version", code="from tocsin.cli import main; main()")
    assert ended.stdout.strip() == f"tocsin {project['version']}"


@pytest.mark.parametrize("code", ["import tocsin", "from tocsin import cli; cli.run(['--help'])"])
def test_starting_is_light(code: str) -> None:
    listing = f"{code}\nimport sys; print('loaded:', *sorted(sys.modules))"
    modules = set(python(code=listing).stdout.split("loaded:")[1].split())
    assert not modules & HEAVY


@pytest.mark.parametrize(
    "module", ["merging_run", "query_run", "brief_run", "serving_run", "show_run", "top_run"]
)
def test_reading_a_project_waits_for_no_parser_and_no_statistics(module: str) -> None:
    modules = set(python(code=f"from tocsin import {module}\nimport sys; print(*sys.modules)").stdout.split())
    assert not modules & {"spacy", "scipy", "sklearn", "onnxruntime"}


def test_files_and_lines_stay_short() -> None:
    found = [path for kind in ("py", "js", "css") for path in (ROOT / "src").rglob(f"*.{kind}")]
    own = [path for path in found if path.parent.name != "vendor"]  # what is bundled there is others' work
    assert len(own) < len(found)
    long = [path for path in own if len(path.read_text(encoding="utf-8").splitlines()) > 400]
    assert long == []


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX script")
def test_ci_calls_make_test_and_nothing_else() -> None:
    lines = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "make" in line] == ["exec make test"]
