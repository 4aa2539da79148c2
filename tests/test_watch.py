"""``tocsin watch``: what is new is added and coded, round after round, whatever servers and users do."""

from __future__ import annotations

import os
import re
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import Run
from databases import KINDS, empty_place, server_stops  # noqa: F401 - a fixture
from fakes import FakeCoder
from feed_server import Feeds, rss, running
from sources import SENTENCES, page_of, write
from tocsin import coding_run, watching_run
from tocsin.project import init_project, open_project
from tocsin.records import Article, Document
from tocsin.storing import Store
from tocsin.watching_run import LONGEST_PAUSE, pause_after

Capture = pytest.CaptureFixture[str]
MET, ATTACKED, MORE = "Norway met Chile in Oslo.", "Guinea attacked Liberia.", "Kenya met Uganda in Lagos."
coded: Counter[str] = Counter()
on_code: list[Callable[[int], None]] = []


class Counting(FakeCoder):
    """Counts how often each text is coded, and lets the test do something after each."""

    def code(self, article: Article) -> Document:
        coded[article.text] += 1
        document = super().code(article)
        for do in on_code:
            do(coded.total())
        return document


@pytest.fixture
def feeds() -> Iterator[Feeds]:
    with running() as server:
        yield server


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new project: in ``tmp_path`` itself, or on a server."""
    where = (
        str(tmp_path)
        if getattr(request, "param", "sqlite") == "sqlite"
        else empty_place("postgresql", tmp_path)
    )
    init_project(where).close()
    return where


@pytest.fixture
def watch(tocsin: Run, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Watch with short pauses, by itself each 0.05 s; the journal is in ``tmp_path``."""
    monkeypatch.chdir(tmp_path)
    coded.clear()
    on_code.clear()
    monkeypatch.setattr(coding_run, "load_coder", Counting)
    monkeypatch.setattr(watching_run, "SECONDS_AT_ONE_HOST", 0.0)
    monkeypatch.setattr(watching_run, "SECONDS_TOGETHER", 0.0)
    monkeypatch.setattr(watching_run, "SHORTEST", 0.0)
    monkeypatch.setattr(watching_run, "open_project", lambda where: open_project(where, wait=0.1))

    def run(*arguments: object, every: str = "0.05s", private: bool = True) -> int:
        known = ("--private",) if private else ()
        return tocsin("watch", *arguments, "--project", place, "--every", every, *known)

    return run


def stop(number: int = signal.SIGTERM) -> None:
    os.kill(os.getpid(), number)


def journal(folder: Path) -> list[list[str]]:
    """Return the cells of the journal's lines without their times."""
    head, *lines = (folder / "watch.log").read_text(encoding="utf-8").splitlines()
    assert head.startswith("# time")
    cells = [line.split("\t") for line in lines]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one[0]) for one in cells)
    return [[one[1].rsplit("/", 1)[-1], *one[2:4], *one[5:]] for one in cells]


def texts(where: str | Path) -> list[str]:
    with open_project(where) as project:
        return [f"{event.evidence.text}." for event in project.events()]


# --- rounds


@pytest.mark.parametrize("place", KINDS, indirect=True)
def test_a_round_adds_and_codes_and_the_next_one_is_not_sent_what_it_has(
    watch: Run, feeds: Feeds, place: str, tmp_path: Path, capsys: Capture
) -> None:
    feeds.pages["/feed"] = rss(("/1", MET), ("/2", ATTACKED))
    feeds.pages["/page"] = page_of(*SENTENCES).encode()
    listed = write(tmp_path / "urls.txt", f"# ours\n{feeds.url('/feed')}\n\n{feeds.url('/page')}  # a page\n")
    assert watch(listed, "--once") == 0
    assert "3 new articles from 2 sources; 3 articles coded: 2 events" in capsys.readouterr().err
    assert watch(listed, "--once") == 0
    assert "0 new articles" in capsys.readouterr().err
    assert feeds.statuses("/feed") == feeds.statuses("/page") == [200, 304]
    assert sorted(texts(place)) == [ATTACKED, MET]
    assert set(coded.values()) == {1}
    assert journal(tmp_path) == [
        ["feed", "2", "0"],
        ["page", "1", "0"],
        ["feed", "0", "0", "has not changed"],
        ["page", "0", "0", "has not changed"],
    ]


@pytest.mark.parametrize("place", KINDS, indirect=True)
def test_what_a_feed_adds_and_changes_between_rounds_is_coded_once(
    watch: Run, feeds: Feeds, place: str, tmp_path: Path
) -> None:
    rounds = [rss(("/1", MET)), rss(("/2", ATTACKED), ("/1", MET)), rss(("/2", MORE), ("/1", MET))]
    feeds.pages["/feed"] = rounds[0]
    asked = Counter[str]()

    def grow(path: str) -> None:
        asked[path] += 1
        feeds.pages["/feed"] = rounds[min(asked["/feed"] // 2, 2)]
        if asked["/feed"] == 7:
            stop()

    feeds.before = grow
    assert watch(feeds.url("/feed")) == 0
    assert texts(place) == [MET, MORE]
    assert set(coded.values()) == {1}
    assert len(coded) == 3
    with open_project(place) as project:
        assert project.counts().versions == 1
    assert journal(tmp_path)[-1] == ["-", "-", "-", "stopped"]


def test_a_source_that_fails_is_asked_less_often_and_told_once(
    watch: Run, feeds: Feeds, tmp_path: Path, capsys: Capture
) -> None:
    feeds.pages |= {"/good": rss(("/1", MET)), "/bad": rss(("/2", ATTACKED))}
    feeds.status["/bad"] = 500
    asked = Counter[str]()

    def before(path: str) -> None:
        asked[path] += 1
        if asked["/bad"] == 4:
            feeds.status.clear()
        if asked["/bad"] == 5:
            stop(signal.SIGINT)

    feeds.before = before
    assert watch(feeds.url("/good"), feeds.url("/bad")) == 0
    said = capsys.readouterr().err
    assert said.count("/bad: the server answers with status 500") == 1
    assert said.count("/bad: can be read again") == 1
    assert len(feeds.statuses("/good")) > 8 > 5 >= len(feeds.statuses("/bad"))
    assert sorted(texts(tmp_path)) == [ATTACKED, MET]
    failed = [line for line in journal(tmp_path) if line[0] == "bad" and len(line) > 3]
    assert [line[2] for line in failed if "500" in line[3]] == ["1", "1", "1"]
    with open_project(tmp_path) as project:
        assert list(project.problems()) == []


def test_the_pause_doubles_up_to_a_limit() -> None:
    assert [pause_after(failures, 600) for failures in range(4)] == [600, 1200, 2400, 4800]
    assert pause_after(9, 600) == pause_after(10_000, 600) == LONGEST_PAUSE
    assert pause_after(3, 2 * LONGEST_PAUSE) == 2 * LONGEST_PAUSE


def test_what_cannot_be_read_is_kept_and_the_rest_is_read(
    watch: Run, feeds: Feeds, tmp_path: Path, capsys: Capture
) -> None:
    feeds.pages["/feed"] = rss(("/1", MET), ("/2", ""), ("/3", ATTACKED))
    assert watch(feeds.url("/feed"), feeds.url("/gone"), "--once", "--quiet") == 1
    said = capsys.readouterr().err
    assert "entry 2: the entry has neither content nor summary" in said
    assert "/gone: the server answers with status 404" in said
    assert journal(tmp_path)[0] == ["feed", "2", "1"]
    with open_project(tmp_path) as project:
        assert [one.reason[:9] for one in project.problems()] == ["the entry", "the serve"]


def test_hosts_of_the_own_machine_are_read_only_if_asked_for(
    watch: Run, feeds: Feeds, capsys: Capture
) -> None:
    feeds.pages["/feed"] = rss(("/1", MET))
    assert watch(feeds.url("/feed"), "--once", private=False) == 1
    assert "private" in capsys.readouterr().err
    assert feeds.asked == []


def test_an_article_that_cannot_be_coded_is_tried_once_a_run(
    watch: Run, feeds: Feeds, tmp_path: Path, capsys: Capture
) -> None:
    feeds.pages["/feed"] = rss(("/1", MET), ("/2", ATTACKED))
    asked = Counter[str]()

    def fail(_: int) -> None:
        if coded.total() == 1:
            raise RuntimeError("a mistake")

    def before(path: str) -> None:
        asked[path] += 1
        if asked["/feed"] == 5:
            stop()

    on_code.append(fail)
    feeds.before = before
    assert watch(feeds.url("/feed")) == 0
    assert capsys.readouterr().err.count("a mistake") == 1
    assert set(coded.values()) == {1}
    feeds.before = lambda _: None
    assert watch(feeds.url("/feed"), "--once") == 0
    assert sorted(texts(tmp_path)) == [ATTACKED, MET]


# --- stopping


@pytest.mark.parametrize("place", KINDS, indirect=True)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_after_the_article_at_hand(watch: Run, feeds: Feeds, place: str, number: int) -> None:
    feeds.pages["/feed"] = rss(*((f"/{one}", f"Norway met Chile in Oslo{one}.") for one in range(6)))
    before = signal.getsignal(number)
    on_code.append(lambda count: stop(number) if count == 2 else None)
    assert watch(feeds.url("/feed"), "--once") == 0
    assert len(coded) == 2
    assert len(texts(place)) == 2
    assert signal.getsignal(number) == before
    on_code.clear()
    assert watch(feeds.url("/feed"), "--once") == 0
    assert len(texts(place)) == 6
    assert set(coded.values()) == {1}


def test_a_signal_stops_the_wait_for_a_round_and_for_a_server(
    watch: Run, feeds: Feeds, tmp_path: Path
) -> None:
    feeds.pages["/feed"] = rss(("/1", MET))
    begun = time.monotonic()
    timer = threading.Timer(0.5, stop)
    timer.start()
    assert watch(feeds.url("/feed"), every="2h") == 0

    def slow(path: str) -> None:
        if path == "/feed":
            stop()
            time.sleep(2)

    feeds.before = slow
    assert watch(feeds.url("/feed"), every="2h") == 0
    assert time.monotonic() - begun < 5
    assert journal(tmp_path)[-2:] == [
        ["feed", "0", "0", "stopped before its end"],
        ["-", "-", "-", "stopped"],
    ]


def test_a_second_signal_does_not_wait(watch: Run, feeds: Feeds) -> None:
    feeds.pages["/feed"] = rss(("/1", MET), ("/2", ATTACKED))
    on_code.extend([lambda _: signal.raise_signal(signal.SIGINT)] * 2)
    assert watch(feeds.url("/feed"), "--once") == 130


# --- trouble


def test_another_writer_delays_a_round(watch: Run, feeds: Feeds, tmp_path: Path, capsys: Capture) -> None:
    feeds.pages["/feed"] = rss(("/1", MET))
    with open_project(tmp_path) as other:
        with other.store.writing("tocsin add"):
            assert watch_beside(watch, feeds, "--once") == 2
            assert "tocsin add writes to it" in capsys.readouterr().err
        release = other.store.writing("tocsin add")
        release.__enter__()
        asked = Counter[str]()

        def before(path: str) -> None:
            asked[path] += 1
            if asked["/feed"] == 3:
                release_in(other.store)
            if asked["/feed"] == 6:
                stop()

        feeds.before = before
        assert watch_beside(watch, feeds) == 0
    assert capsys.readouterr().err.count("tocsin add writes to it") == 1
    assert texts(tmp_path) == [MET]
    assert set(coded.values()) == {1}


def watch_beside(watch: Run, feeds: Feeds, *more: str) -> int:
    return watch(feeds.url("/feed"), *more)


def release_in(store: Store) -> None:
    """Let the lock go from the thread of the server, as its holder would."""
    store._writable.lock.release()


def test_a_journal_that_cannot_be_written_is_told_once(
    watch: Run, feeds: Feeds, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "watch.log").mkdir()
    feeds.pages |= {"/1": rss(("/1", MET)), "/2": rss(("/2", ATTACKED))}
    assert watch(feeds.url("/1"), feeds.url("/2"), "--once") == 0
    assert capsys.readouterr().err.count("the journal cannot be written") == 1
    assert len(texts(tmp_path)) == 2


# --- what is given


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("nowhere.opml", "nowhere.opml: is neither a file nor a URL"),
        (".", "cannot be read"),
        ("file:///etc/passwd", "only http and https"),
        ("https://", "is no address"),
    ],
)
def test_wrong_sources_are_usage_errors(watch: Run, capsys: Capture, source: str, said: str) -> None:
    assert watch(source, "--once") == 2
    assert said in capsys.readouterr().err


def test_a_wrong_duration_is_a_usage_error(watch: Run, capsys: Capture) -> None:
    assert watch("https://a.example/", every="soon") == 2
    assert "write 30s, 10m or 2h" in capsys.readouterr().err
