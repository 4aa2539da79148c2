"""The commands show and top: an article, an event, an incident on a terminal, and the board of a project."""

from __future__ import annotations

import json
import os
import pty
import random
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tocsin as package
from acting import day
from conftest import Run
from databases import KINDS, empty_place, server_stops  # noqa: F401 - a fixture
from fakes import FakeCoder
from tocsin.project import Project, init_project
from tocsin.project_merging import Merged, merge_project
from tocsin.records import Article, Document, Event, Modality, Span
from tocsin.showing import wording
from tocsin.showing.article_view import marked_text
from tocsin.showing.top_view import BARS, MISSING, sparkline
from tocsin.top_run import Boards

Capture = pytest.CaptureFixture[str]
TEXT = "Talks in Oslo\n\nNorway met Chile in Oslo. Rebels say that Guinea attacked Liberia. All is calm."
SIGNS = re.compile(r"\[\d+(?: [a-z]+)?(?:: |\])| \d+\]|\*")
CLAIMS: tuple[Modality, ...] = ("asserted", "alleged", "denied", "planned")


def store(where: str | Path, *documents: Document) -> None:
    with package.open(where) as project, project.store.writing():
        for one in documents:
            project.store.save_document(one, project.coder_version())


def coded(name: str, text: str, on: str = "2025-05-02", publisher: str = "Daily") -> Document:
    article = Article(id=name, text=text, title=text.split("\n")[0], published=on, publisher=publisher)
    return FakeCoder().code(article)


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A project with an article of two acts, and another one that tells of the first of them."""
    where = empty_place(request.param, tmp_path)
    init_project(where).close()
    store(
        where,
        coded("aa1", TEXT),
        coded("bb2", "Oslo\n\nNorway met Chile in Oslo on Friday.", publisher="Sun"),
    )
    return where


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty project."""
    init_project(tmp_path / "project").close()
    return tmp_path / "project"


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")


def shown(tocsin: Run, capsys: Capture, *asked: object) -> str:
    capsys.readouterr()
    assert tocsin(*asked) == 0
    return capsys.readouterr().out


# --- show


def test_an_article_is_its_text_with_its_acts_marked_and_listed(
    tocsin: Run, place: str, capsys: Capture
) -> None:
    out = shown(tocsin, capsys, "show", "aa1", "--project", place)
    assert (
        "[1: Norway *met* Chile in Oslo 1]. Rebels say that [2 alleged: Guinea *attacked* Liberia 2]." in out
    )
    first, second = (line for line in out.splitlines() if re.match(r" *\[\d\] ", line))
    assert "Norway (NOR) → CONSULT visit → Chile (CHI)" in first
    assert "Guinea (GUI) → ASSAULT → Liberia (LIB)" in second
    assert "alleged, by Ana Sol" in second
    data = json.loads(shown(tocsin, capsys, "show", "aa1", "--project", place, "--json"))
    assert (data["kind"], data["article"]["text"], len(data["events"])) == ("article", TEXT, 2)


def test_an_event_is_its_answers_its_words_in_their_sentence_and_its_incident(
    tocsin: Run, place: str, capsys: Capture
) -> None:
    name = next(one.id for one in events(place) if one.type == "ASSAULT")
    out = shown(tocsin, capsys, "show", name, "--project", place)
    assert "Rebels say that [Guinea *attacked* Liberia]." in out
    assert "All is calm" not in out
    for words in (
        "Guinea (GUI) → ASSAULT → Liberia (LIB)",
        "alleged, by Ana Sol",
        "0.90",
        "dead 2",
        "2025-05-02",
    ):
        assert words in out
    data = json.loads(shown(tocsin, capsys, "show", name, "--project", place, "--json"))
    assert (data["kind"], data["event"]["id"]) == ("event", name)
    assert data["sentence"] == "Rebels say that Guinea attacked Liberia."
    with package.open(place) as project:
        assert name in project.incident(data["incident"]).events
    assert f"incident {data['incident'][:8]}" in out


def events(where: str | Path) -> list[Event]:
    with package.open(where) as project:
        return list(project.events())


def test_an_incident_is_shown_as_by_its_own_command(tocsin: Run, place: str, capsys: Capture) -> None:
    with package.open(place) as project:
        (found,) = project.incidents(type="CONSULT")
    out = shown(tocsin, capsys, "show", found.id[:10], "--project", place)
    assert out == shown(tocsin, capsys, "incident", found.id, "--project", place)
    assert out.count("Norway met Chile in Oslo") == 2
    data = json.loads(shown(tocsin, capsys, "show", found.id, "--project", place, "--json"))
    assert (data["kind"], data["incident"]) == ("incident", json.loads(json.dumps(found.to_dict())))


def test_of_an_incident_with_many_reports_the_first_are_shown(
    tocsin: Run, folder: Path, capsys: Capture
) -> None:
    store(folder, *(coded(f"a{n}", f"Norway met Chile in Oslo. {n}", publisher=f"P{n}") for n in range(7)))
    with package.open(folder) as project:
        (found,) = project.incidents()
    out = shown(tocsin, capsys, "show", found.id, "--project", folder)
    assert out.count("(asserted): Norway met Chile in Oslo") == 5
    assert f"… 2 more reports: tocsin incident {found.id[:8]}" in out


def test_an_id_that_several_things_begin_with_names_them(tocsin: Run, place: str, capsys: Capture) -> None:
    begun = sorted(one.id for one in events(place) if one.article == "aa1")
    assert tocsin("show", "aa", "--project", place) == 2
    said = capsys.readouterr().err
    assert "several ids begin with 'aa'" in said
    assert f"article aa1, event {begun[0]}, event {begun[1]}" in said
    assert tocsin("show", begun[0][:-1], "--project", place) in (0, 2)  # by what its number begins with
    assert tocsin("show", begun[0], "--project", place) == 0


@pytest.mark.parametrize("name", ["bb9", "bb2x", "b~"])
def test_an_id_that_nothing_begins_with_names_the_nearest(
    tocsin: Run, place: str, capsys: Capture, name: str
) -> None:
    assert tocsin("show", name, "--project", place) == 2
    said = capsys.readouterr().err
    assert f"no article, event or incident has the id '{name}'" in said
    assert "there are article bb2, event bb2-" in said
    assert "aa1" not in said


@pytest.mark.parametrize(
    ("name", "said"), [("a", "has the id 'a': the project is empty"), (" ", "an id is empty")]
)
def test_in_an_empty_project_there_is_nothing_to_show(
    tocsin: Run, folder: Path, capsys: Capture, name: str, said: str
) -> None:
    assert tocsin("show", name, "--project", folder) == 2
    assert said in capsys.readouterr().err


def test_what_steers_a_terminal_is_not_printed(tocsin: Run, folder: Path, capsys: Capture) -> None:
    hostile = "\x1b]0;owned\x07 [bold]Norway met Chile in Oslo.\x1b[2J \u202eevil \x9b31m"
    store(folder, coded("aa1", hostile, publisher="\x1b[31mred"))
    (event,) = events(folder)
    with package.open(folder) as project:
        (incident,) = project.incidents()
    names = ("aa1", event.id, incident.id)
    out = "".join(shown(tocsin, capsys, "show", name, "--project", folder) for name in names)
    out += shown(tocsin, capsys, "top", "--once", "--project", folder)
    assert not set("\x1b\x07\x9b\u202e") & set(out)
    assert "[bold]" in out


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """An article with acts whose words lie anywhere, also across each other."""
    text = draw(st.text("ab \n\té\x1b", min_size=1, max_size=40))
    (like,) = FakeCoder().code(Article(id="a", text="Norway met Chile")).events
    made = []
    for number in range(draw(st.integers(0, 4))):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        first, last = sorted(draw(st.tuples(*[st.integers(start, end)] * 2)))
        spans = {"evidence": (start, end), "trigger": (first, last)}
        made.append(
            msgspec.structs.replace(
                like,
                id=str(number),
                modality=draw(st.sampled_from(CLAIMS)),
                **{name: Span(text=text[a:b], start=a, end=b) for name, (a, b) in spans.items()},
            )
        )
    return Document(article=Article(id="a", text=text), events=tuple(made), statements=())


@given(documents(), st.booleans())
def test_without_the_signs_a_marked_text_is_the_text(document: Document, styled: bool) -> None:
    marked = marked_text(document, styled=styled).plain
    assert SIGNS.sub("", marked) == wording.printable(document.article.text)
    for number in range(1, len(document.events) + 1):
        assert len(re.findall(rf"\[{number}\b", marked)) == 1
        assert styled or len(re.findall(rf" {number}\]", marked)) == 1


@pytest.mark.parametrize(
    ("claim", "look"), [("asserted", "underline"), ("alleged", "italic"), ("denied", "strike")]
)
def test_a_terminal_shows_the_claim_of_an_act_in_its_words(claim: Modality, look: str) -> None:
    document = FakeCoder().code(Article(id="a", text="So Norway met Chile today."))
    event = msgspec.structs.replace(document.events[0], modality=claim)
    marked = marked_text(msgspec.structs.replace(document, events=(event,)), styled=True)
    drawn = [(marked.plain[span.start : span.end], str(span.style)) for span in marked.spans]
    sign = "[1]" if claim == "asserted" else f"[1 {claim}]"
    assert drawn == [("Norway ", look), ("met", f"bold {look}"), (sign, "dim"), (" Chile", look)]


@pytest.mark.parametrize(("term", "is_styled"), [("xterm", True), ("dumb", False)])
def test_a_terminal_without_styles_gets_signs(
    tocsin: Run, folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, term: str, is_styled: bool
) -> None:
    store(folder, coded("aa1", TEXT))
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", term)
    out = shown(tocsin, capsys, "show", "aa1", "--project", folder)
    assert ("[1: Norway *met* Chile" not in out) == is_styled
    assert ("\x1b[1;3mattacked\x1b[0m\x1b[2m[2 alleged]" in out) == is_styled


# --- top


def story(folder: Path, days: int = 70, fights: int = 12) -> None:
    """Store talks on each day, and attacks by three publishers on the last ones."""
    for on in range(days):
        told = [("met", "A")] if on < days - fights else [("attacked", name) for name in "ABC"]
        made = []
        for did, who in told:
            # Words of its own, so that none is a copy, and a place of its own, so that no two days are one.
            rest = " ".join(f"{random.Random(f'{on}{who}{n}').getrandbits(40):x}" for n in range(40))
            text = f"Kenya {did} Uganda in {chr(65 + on % 26)}{chr(97 + on // 26) * 3}ville. {rest}"
            made.append(coded(f"a{on}-{who}", text, day(on), who))
        store(folder, *made)


def test_the_board_has_counts_newest_incidents_level_and_open_alerts(
    tocsin: Run, folder: Path, capsys: Capture
) -> None:
    story(folder)
    settings = folder / "tocsin.toml"
    kept = settings.read_text(encoding="utf-8").split("[alerts]")[0]
    alerts = '[alerts]\nwatch = ["KEN-UGA"]\n[alerts.level]\nvalue = 0.05\n'
    settings.write_text(kept + alerts, encoding="utf-8")
    out = shown(tocsin, capsys, "top", "--once", "--project", folder)
    assert "94 articles · 94 events" in out
    assert f"Escalation of KEN–UGA, {day(40)} to {day(69)}" in out
    (bars,) = re.findall(rf"[{BARS}{MISSING}]{{30}}", out)
    assert bars[0] < bars[-1]
    days = re.findall(r"^\S{8} +(\d{4}-\d\d-\d\d) ", out, re.MULTILINE)
    with package.open(folder) as project:
        begun = sorted((one.date.start for one in project.incidents() if one.date), reverse=True)
    assert days == begun[:10]
    assert days[0] > days[-1]
    attacks = [line.rstrip() for line in out.splitlines() if "ASSAULT" in line]
    assert attacks
    assert all(re.search(r"alleged +\d+ +1$", line) for line in attacks)  # all on one person's word
    section = out.split("Open alerts\n")[1]
    assert re.match(r"level · KEN–UGA · since \d{4}-\d\d-\d\d: ", section)


def test_where_too_little_was_read_no_alerts_are_spoken_of(tocsin: Run, place: str, capsys: Capture) -> None:
    out = shown(tocsin, capsys, "top", "--project", place)  # the output is no terminal
    assert "2 articles · 3 events" in out
    assert "no index: 0 days read before, 30 are needed" in out
    assert "alerts" not in out
    (talks,) = (line for line in out.splitlines() if "→ CONSULT" in line)
    assert re.search(r"asserted +2 +\d+$", talks.rstrip())


def test_an_empty_project_has_a_board(tocsin: Run, folder: Path, capsys: Capture) -> None:
    out = shown(tocsin, capsys, "top", "--once", "--project", folder)
    for words in ("0 articles", "no dated article has been read", "no incident yet"):
        assert words in out


def test_the_board_names_the_latest_problems(
    tocsin: Run, folder: Path, tmp_path: Path, capsys: Capture
) -> None:
    for number in range(5):
        (tmp_path / f"bad{number}.json").write_text("{", encoding="utf-8")
        assert tocsin("add", tmp_path / f"bad{number}.json", "--project", folder, "--quiet") == 1
    out = shown(tocsin, capsys, "top", "--once", "--project", folder)
    assert re.findall(r"bad\d\.json", out.split("Problems (5)")[1]) == ["bad4.json", "bad3.json", "bad2.json"]


def test_a_project_that_is_too_large_for_the_level_says_so(
    tocsin: Run, place: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tocsin.top_run.LARGEST", 1)
    out = shown(tocsin, capsys, "top", "--once", "--project", place)
    assert "more than 1 articles are too many for the board: tocsin escalation" in out
    assert "CONSULT visit" in out


@pytest.mark.parametrize(("rest", "anew"), [(0, 2), (1e9, 1)])
def test_the_level_is_made_anew_when_something_was_written_and_it_has_rested(
    place: str, monkeypatch: pytest.MonkeyPatch, rest: float, anew: int
) -> None:
    monkeypatch.setattr("tocsin.top_run.REST", rest)
    made: list[object] = []

    def counted(project: Project) -> Merged:
        made.append(project)
        return merge_project(project)

    monkeypatch.setattr("tocsin.top_run.merge_project", counted)
    with package.open(place) as project:
        boards = Boards(project)
        boards.now(5)
        boards.now(5)
        assert len(made) == 1
        store(place, coded("cc3", "Peru met Sudan in Lima."))
        assert boards.now(5).counts.articles == 3
        assert len(made) == anew
        boards.close()


@pytest.mark.parametrize("every", ["5", "0s", "soon"])
def test_a_time_that_is_none_is_wrong_usage(tocsin: Run, folder: Path, capsys: Capture, every: str) -> None:
    assert tocsin("top", "--every", every, "--project", folder) == 2
    assert every in capsys.readouterr().err


@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), max_size=40))
def test_a_sparkline_is_as_high_as_its_values(values: list[float | None]) -> None:
    line = sparkline(values)
    assert [bar == MISSING for bar in line] == [value is None for value in values]
    known = [(value, bar) for value, bar in zip(values, line, strict=True) if value is not None]
    assert [bar for _, bar in sorted(known)] == sorted(bar for _, bar in known)


LONGEST_WAIT = 15.0


class Terminal:
    """A process of ``tocsin top`` on a terminal of its own."""

    def __init__(self, folder: Path) -> None:
        self._keys, other = pty.openpty()
        own = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)"  # where Ctrl-C comes from
        asked = ["top", "--every", "1s", "--project", str(folder)]
        code = f"{own}\nfrom tocsin.cli import main; main({asked})"
        wide = {"TERM": "xterm", "COLUMNS": "100", "LINES": "30", "PYTHONFAULTHANDLER": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=other,
            stdout=other,
            stderr=other,
            env=os.environ | wide,
            start_new_session=True,
        )
        os.close(other)
        self.out = ""

    def until(self, words: str, seconds: float = 60.0) -> None:
        end = time.monotonic() + seconds
        while words not in self.out and time.monotonic() < end and self._read():
            pass
        assert words in self.out

    def type(self, keys: bytes) -> None:
        os.write(self._keys, keys)

    def ended(self) -> int:
        """Return the exit status; of one that does not end, tell where it was."""
        while self._read(LONGEST_WAIT):
            pass
        if self.process.poll() is None and not self._gone():
            self.process.send_signal(signal.SIGABRT)
            while self._read(LONGEST_WAIT):
                pass
            pytest.fail(f"it does not end: {self.out[-3000:]}")
        return self.process.wait(LONGEST_WAIT)

    def _gone(self) -> bool:
        try:
            self.process.wait(LONGEST_WAIT)
        except subprocess.TimeoutExpired:
            return False
        return True

    def close(self) -> None:
        self.process.kill()
        self.process.wait(60)
        os.close(self._keys)

    def _read(self, seconds: float = 60.0) -> bool:
        if not select.select([self._keys], [], [], seconds)[0]:
            return False
        try:
            found = os.read(self._keys, 65536)
        except OSError:  # the other end is closed
            return False
        self.out += found.decode(errors="replace")
        return bool(found)


ENDS: dict[str, Callable[[Terminal], Any]] = {
    "q": lambda terminal: terminal.type(b"q"),
    "Ctrl-C": lambda terminal: terminal.type(b"\x03"),
    "SIGTERM": lambda terminal: terminal.process.terminate(),
}


@pytest.fixture
def started(folder: Path) -> Iterator[Terminal]:
    terminal = Terminal(folder)
    yield terminal
    terminal.close()


@pytest.mark.parametrize("end", ENDS)
def test_a_live_board_shows_what_comes_and_ends_cleanly(started: Terminal, folder: Path, end: str) -> None:
    started.until("0 articles")
    store(folder, coded("aa1", TEXT))
    started.until("CONSULT")
    assert "1 article · 2 events" in started.out
    started.type(b"x")  # which means nothing
    ENDS[end](started)
    assert started.ended() == 0
    assert "Traceback" not in started.out
    assert started.out.rstrip().endswith("\x1b[?1049l")  # the screen is as it was before
