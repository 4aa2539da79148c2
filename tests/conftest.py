from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from databases import new_projects_are_copied  # noqa: F401 - a fixture
from fakes import FakeCoder
from tocsin import cli, coding_run
from tocsin.pipeline import Coder
from tocsin.reading import article_from_text
from tocsin.records import Document

if TYPE_CHECKING:
    from fastapi.testclient import TestClient
    from playwright.sync_api import Browser

    from browsing import Watched

settings.register_profile("tocsin", deadline=None)  # a busy machine is no failure
settings.load_profile("tocsin")

Run = Callable[..., int]
Code = Callable[..., Document]


@pytest.fixture
def tocsin(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in this process with a coder that needs no model; returns the exit status."""
    monkeypatch.setattr(coding_run, "load_coder", FakeCoder)

    def run(*arguments: object) -> int:
        return cli.run([str(argument) for argument in arguments])

    return run


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The one real coder of a test process: its model is loaded with the first text."""
    return Coder()


@pytest.fixture(scope="session")
def code(coder: Coder) -> Code:
    """Code a text, published on Thursday 15 May 2025 unless said otherwise."""

    def coded(text: str, published: str | None = "2025-05-15") -> Document:
        return coder.code(article_from_text(text, published=published))

    return coded


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report in which the fake coder sees two events."""
    path = tmp_path / "report.txt"
    text = "Norway hosts Chile\n\nNorway met Chile in Oslo. Rebels say that Guinea attacked Liberia.\n"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of a small crisis of our own."""
    from served import crisis, make_project  # the web framework is for those who serve

    return make_project(tmp_path_factory.mktemp("served") / "crisis", crisis())


@pytest.fixture(scope="module")
def page(folder: Path) -> Iterator[TestClient]:
    """The project of ``folder``, served."""
    from served import client

    with client(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def long_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of a crisis of sixty days."""
    from served import long_crisis, make_project

    return make_project(tmp_path_factory.mktemp("served") / "long", long_crisis())


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Where the project of ``folder`` is served to a browser."""
    from served import running

    with running(folder) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser."""
    from browsing import browsing

    with browsing() as opened:
        yield opened


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """A window of the browser of which all is noted that should not be."""
    from browsing import Watched

    made = Watched(browser, viewport={"width": 1024, "height": 800})
    yield made
    made.close()


def python(*arguments: str, code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter."""
    command: Sequence[str] = (sys.executable, "-c", code, *arguments)
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


OPEN = Path(__file__).parent / "data" / "open_behaviours.tsv"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the behaviours that are right but not reached yet.

    One that is reached fails
    until it leaves the list.
    """
    lines = OPEN.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and line[0] != "#")
    reasons = {cells[0]: cells[1] for cells in rows}
    for item in items:
        if item.nodeid in reasons:
            item.add_marker(pytest.mark.xfail(reason=reasons[item.nodeid], strict=True))
