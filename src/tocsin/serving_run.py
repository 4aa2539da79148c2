"""One run of ``tocsin serve``: a project behind a port of this machine, until somebody stops it."""

from __future__ import annotations

import errno
import signal
import socket
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from tocsin.errors import UsageError
from tocsin.project import Project, open_project, settings_of
from tocsin.records import Record
from tocsin.serving.app import make_app
from tocsin.serving.guard import Door, is_local
from tocsin.serving.keys import tokens_of
from tocsin.serving.site import Site

WAITING = 128
SECONDS_TO_END = 3
MOST_CONNECTIONS = 512
REASONS = {
    errno.EADDRINUSE: ("is in use already", "choose another with --port, or 0 for one that is free"),
    errno.EACCES: ("is not open to you", "choose one above 1023 with --port"),
    errno.EADDRNOTAVAIL: ("is at no address of this machine", "choose another with --host"),
}


class Serving(Record, frozen=True):
    """What was asked for; ``project`` None is the one of this folder, ``beside`` another to compare with."""

    project: str | None
    port: int
    host: str = "127.0.0.1"
    open: bool = False
    allow_remote: bool = False
    beside: str | None = None


def serve_project(asked: Serving) -> None:
    """Serve until interrupted. UsageError for a port that cannot be had, or a host that others can reach."""
    _check_host(asked)
    with open_project(asked.project) as project:
        if asked.allow_remote and not tokens_of(project.settings).exists:
            raise UsageError("--allow-remote needs a token: make one with tocsin token")
        door = Door(host=asked.host, remote=asked.allow_remote)
        with _listening(asked.host, asked.port) as taken:
            address = _address(asked.host, taken.getsockname()[1])
            sys.stderr.write(f"tocsin: {address} (Ctrl-C stops it)\n")
            if asked.allow_remote:
                sys.stderr.write("tocsin: other machines may ask, with the token; nothing is encrypted\n")
            if asked.open:
                webbrowser.open(address)
            app = make_app(project, door=door, beside=_second(asked.beside, project))
            config = uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,  # a line a request would tell what is read here
                server_header=False,
                proxy_headers=False,
                ws="none",
                limit_concurrency=MOST_CONNECTIONS,
                timeout_graceful_shutdown=SECONDS_TO_END,
                h11_max_incomplete_event_size=32_768,
            )
            _Server(config, app.state.site).run(sockets=[taken])


class _Server(uvicorn.Server):
    """A server that ends at Ctrl-C or SIGTERM without waiting for pages that listen, and is done then."""

    def __init__(self, config: uvicorn.Config, site: Site) -> None:
        super().__init__(config)
        self._site = site

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End at a signal; unlike uvicorn's own, it is not raised again afterwards."""
        before = {sig: signal.signal(sig, self.handle_exit) for sig in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for sig, handler in before.items():
                signal.signal(sig, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end."""
        self._site.end_streams()
        super().handle_exit(sig, frame)


def _second(asked: str | None, first: Project) -> Project | None:
    """Open the project to compare with. UsageError for the same one."""
    if asked is None:
        return None
    found = open_project(asked)
    if found.store.where == first.store.where:
        found.close()
        raise UsageError("--beside names the project itself: name another")
    return found


def make_token(project: str | None) -> str:
    """Make a token of a project and return it. StoreError where there is no project, or no place for it."""
    tokens = tokens_of(settings_of(project))
    if tokens.kept():
        sys.stderr.write("tocsin: the token before fits no longer, and its sessions have ended\n")
    return tokens.make()


def _check_host(asked: Serving) -> None:
    if not asked.allow_remote and not is_local(asked.host):
        raise UsageError(
            f"--host {asked.host} can be reached from other machines: add --allow-remote, or leave it out"
        )


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens, so that a port in use is told before anything else begins."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (socket.gaierror, UnicodeError):
        raise UsageError(f"--host {host}: there is no such address: give one of this machine") from None
    family, kind, protocol, _, address = found[0]
    made = socket.socket(family, kind, protocol)
    try:
        if sys.platform != "win32":  # there it would let two servers have one port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(WAITING)
    except OSError as error:
        made.close()
        reason, remedy = REASONS.get(error.errno or 0, ((error.strerror or str(error)).lower(), "see --help"))
        raise UsageError(f"port {port} {reason}: {remedy}") from None
    return made


def _address(host: str, port: int) -> str:
    shown = {"0.0.0.0": socket.gethostname(), "::": socket.gethostname()}.get(host, host)
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"
