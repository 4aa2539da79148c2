"""A server of feeds for tests: its feeds grow between rounds, fail, and answer 304."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STAMP = "Thu, 01 May 2025 10:00:00 GMT"


def rss(*entries: tuple[str, str], title: str = "The Example Times") -> bytes:
    """Return a feed of entries, each a path and a text."""
    items = "".join(
        f"<item><title>Report</title><link>https://news.example{path}</link>"
        f"<pubDate>{STAMP}</pubDate><description>{escape(text)}</description></item>"
        for path, text in entries
    )
    return f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()


class Feeds(ThreadingHTTPServer):
    """``pages`` has what is given under a path, ``status`` what is answered instead; ``asked`` what was."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, bytes] = {}
        self.status: dict[str, int] = {}
        self.asked: list[tuple[str, int]] = []
        self.before: Callable[[str], None] = lambda path: None

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"

    def statuses(self, path: str) -> list[int]:
        return [status for one, status in self.asked if one == path]

    def handle_error(self, request: object, client_address: object) -> None:
        """Take no notice of readers that hang up."""


class _Handler(BaseHTTPRequestHandler):
    server: Feeds

    def do_GET(self) -> None:
        self.server.before(self.path)
        body = self.server.pages.get(self.path)
        status = self.server.status.get(self.path, 404 if body is None else 200)
        etag = f'"{sha256(body or b"").hexdigest()[:12]}"'
        if status == 200 and self.headers["If-None-Match"] == etag:
            status = 304
        self.server.asked.append((self.path, status))
        self.send_response(status)
        sent = body if status == 200 and body is not None else b""
        if status == 200:
            self.send_header("ETag", etag)
            self.send_header("Last-Modified", STAMP)
            self.send_header("Content-Type", "application/rss+xml" if b"<rss" in sent else "text/html")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def running() -> Iterator[Feeds]:
    """Serve until the end of the block."""
    with Feeds() as feeds:
        thread = threading.Thread(target=feeds.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield feeds
        finally:
            feeds.shutdown()
            thread.join()
