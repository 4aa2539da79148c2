"""tocsin serve and tocsin token as commands: what they refuse, and that a server begins and ends well."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from conftest import Run
from served import make_project

Capture = pytest.CaptureFixture[str]
SECONDS = 20.0


@pytest.fixture
def server(folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [
        sys.executable,
        "-c",
        "from tocsin.cli import main; main()",
        "serve",
        str(folder),
        "--port",
        "0",
    ]
    started = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    yield started
    started.kill()
    started.communicate()


def address_of(server: subprocess.Popen[str]) -> str:
    assert server.stderr is not None
    line = server.stderr.readline()
    found = re.fullmatch(r"tocsin: (http://127\.0\.0\.1:\d+/) \(Ctrl-C stops it\)\n", line)
    assert found is not None, line
    return found[1]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_server_ends_when_it_is_told_to_while_a_page_listens(
    server: subprocess.Popen[str], how: signal.Signals
) -> None:
    address = address_of(server)
    with httpx.stream("GET", f"{address}live", timeout=SECONDS) as listening:
        assert next(listening.iter_lines()) == "event: changed"
        assert httpx.get(f"{address}crisis.json", timeout=SECONDS).status_code == 200
        server.send_signal(how)
        assert server.wait(timeout=SECONDS) == 0
    assert server.stderr is not None
    assert server.stderr.read() == ""


def test_a_port_that_is_in_use_is_told(tocsin: Run, folder: Path, capsys: Capture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert tocsin("serve", folder, "--port", port) == 2
    told = capsys.readouterr().err
    assert told == (
        f"tocsin: port {port} is in use already: choose another with --port, or 0 for one that is free\n"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--host", "0.0.0.0"), "add --allow-remote"),
        (("--host", "::"), "add --allow-remote"),
        (("--host", "example.org"), "add --allow-remote"),
        (("--allow-remote",), "tocsin token"),
        (("--port", "70000"), "70000"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else "",
)
def test_what_would_not_be_safe_is_refused(
    tocsin: Run, tmp_path: Path, capsys: Capture, arguments: tuple[str, ...], words: str
) -> None:
    assert tocsin("serve", make_project(tmp_path / "p", []), *arguments) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("command", ["serve", "token"])
def test_without_a_project_both_say_how_to_make_one(
    tocsin: Run, tmp_path: Path, capsys: Capture, command: str
) -> None:
    assert tocsin(command, tmp_path / "none") == 2
    assert "tocsin init" in capsys.readouterr().err


def test_a_token_is_printed_once_and_kept_as_a_hash(tocsin: Run, tmp_path: Path, capsys: Capture) -> None:
    folder = make_project(tmp_path / "p", [])
    assert tocsin("token", folder) == 0
    printed = capsys.readouterr().out.strip()
    assert re.fullmatch(r"tocsin_[\w-]{43}", printed)
    kept = (folder / "tocsin.token").read_text()
    assert printed not in kept
    assert len(kept.strip()) == 64


def test_a_token_that_cannot_be_kept_is_not_made(tocsin: Run, tmp_path: Path, capsys: Capture) -> None:
    folder = make_project(tmp_path / "p", [])
    (folder / "tocsin.token").mkdir()
    assert tocsin("token", folder) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "tocsin.token" in told.err
    assert [path.name for path in folder.iterdir() if path.name.endswith(".part")] == []
