"""Pages are fetched politely and carefully; the server is started by the test itself."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sources import PAGE, SENTENCES, Notice, page_of, read_all
from tocsin.errors import InputError
from tocsin.reading import ReadingOptions, Validators
from tocsin.records import Article

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers with what the test put under the path; notes who asked for what, and when."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers), time.monotonic()))
        answer = self.server.answers.get(self.path.split("?")[0])
        if answer is None:
            self.give(b"", status=404)
        elif callable(answer):
            answer(self)
        else:
            self.give(answer)

    def give(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, bytes | Answer] = {}
        self.asked: list[tuple[str, dict[str, str], float]] = []
        self.stopped = threading.Event()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked if path != "/robots.txt"]

    def handle_error(self, request: object, client_address: object) -> None:
        """Take no notice of readers that hang up."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield running
        running.stopped.set()
        running.shutdown()
        thread.join()


def options(**more: object) -> ReadingOptions:
    values: dict[str, object] = {"urls": True, "private_addresses": True, "delay": 0.0, "timeout": 5.0}
    return ReadingOptions(**(values | more))  # type: ignore[arg-type]


def fetch(*urls: str, **more: object) -> tuple[list[Article], list[Notice]]:
    return read_all(*urls, options=options(**more))


def error_of(url: str, **more: object) -> InputError:
    articles, (error,) = fetch(url, **more)
    assert articles == []
    assert isinstance(error, InputError)
    assert error.remedy
    return error


def test_a_page_is_fetched(server: Server) -> None:
    server.answers["/1"] = page_of(*SENTENCES).encode()
    (article,), notices = fetch(server.url("/1#top"))
    assert article.text == "\n\n".join(["Talks in Oslo", *SENTENCES])
    assert article.url == server.url("/1")
    assert notices == []
    (_, headers, _) = server.asked[-1]
    assert headers["User-Agent"].startswith("tocsin/")
    assert headers["Host"] == server.url("").removeprefix("http://")


def test_urls_are_read_only_where_they_are_allowed(server: Server) -> None:
    articles, (error,) = read_all(server.url("/1"))
    assert articles == []
    assert "reading URLs is not allowed" in str(error)
    assert server.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "http://localhost/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest",
        "http://2130706433/",
        "http://0.0.0.0/",
        "http://[::ffff:127.0.0.1]/",
    ],
)
def test_the_own_machine_and_network_are_refused(url: str) -> None:
    assert "own machine or network" in error_of(url, private_addresses=False).reason


def test_a_redirect_into_the_own_network_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo
    seen: list[str] = []

    def resolve(host: str, *rest: object, **more: object) -> object:
        seen.append(host)
        return real("127.0.0.1" if host == "news.example" else host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr("tocsin.reading.addresses._is_public", lambda address: seen[-1] == "news.example")
    server.answers["/1"] = lambda handler: handler.give(b"", 302, Location="http://192.168.0.1/admin")
    url = server.url("/1").replace("127.0.0.1", "news.example")
    assert "192.168.0.1 is of the own machine" in error_of(url, private_addresses=False).reason


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.org/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("http://", "no address"),
        ("http://user:secret@example.org/", "a name and a password"),
        ("http://nowhere.invalid/", "not known"),
    ],
)
def test_other_addresses_are_refused(url: str, reason: str) -> None:
    assert reason in error_of(url).reason


def test_robots_are_respected(server: Server) -> None:
    server.answers["/robots.txt"] = b"User-agent: *\nDisallow: /closed/*.html\nAllow: /"
    server.answers["/open"] = server.answers["/closed/1.html"] = page_of(*SENTENCES).encode()
    articles, (error,) = fetch(server.url("/closed/1.html"), server.url("/open"))
    assert [article.url for article in articles] == [server.url("/open")]
    assert "robots.txt does not allow it" in str(error)
    assert [path for path, _, _ in server.asked] == ["/robots.txt", "/open"]


def test_a_host_whose_robots_cannot_be_had_is_left_alone(server: Server) -> None:
    server.answers["/robots.txt"] = lambda handler: handler.give(b"", 503)
    assert "robots.txt cannot be had" in error_of(server.url("/1")).reason


def test_there_is_a_pause_between_two_requests(server: Server) -> None:
    pauses: list[float] = []
    server.answers["/robots.txt"] = b"User-agent: *\nCrawl-delay: 7"
    server.answers["/1"] = page_of(*SENTENCES).encode()
    fetch(server.url("/1"), server.url("/1?again"), delay=2.0, sleep=pauses.append)
    assert [round(pause) for pause in pauses] == [2, 9]


def test_what_has_not_changed_is_not_read_again(server: Server) -> None:
    def answer(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == '"v1"':
            handler.give(b"", 304)
        else:
            handler.give(
                page_of(*SENTENCES).encode(), ETag='"v1"', Last_Modified="Thu, 01 May 2025 14:30:00 GMT"
            )

    server.answers["/1"] = answer
    cache: dict[str, Validators] = {}
    first, _ = fetch(server.url("/1"), cache=cache)
    again, (notice,) = fetch(server.url("/1"), cache=cache)
    assert (len(first), len(again)) == (1, 0)
    assert "has not changed" in str(notice)
    assert cache[server.url("/1")] == Validators(etag='"v1"', last_modified="Thu, 01 May 2025 14:30:00 GMT")


def test_a_page_that_could_not_be_read_is_not_remembered(server: Server) -> None:
    server.answers["/1"] = lambda handler: handler.give(b"<html></html>", ETag='"v1"')
    cache: dict[str, Validators] = {}
    assert "no article" in error_of(server.url("/1"), cache=cache).reason
    assert cache == {}


def test_redirects_are_followed_and_circles_are_named(server: Server) -> None:
    server.answers["/old"] = lambda handler: handler.give(b"", 301, Location="/new")
    server.answers["/new"] = page_of(*SENTENCES).encode()
    server.answers["/a"] = lambda handler: handler.give(b"", 302, Location="/b")
    server.answers["/b"] = lambda handler: handler.give(b"", 302, Location="/a")
    server.answers["/c"] = lambda handler: handler.give(b"", 302, Location=handler.path + "x")
    (article,), (circle,) = fetch(server.url("/old"), server.url("/a"))
    assert article.url == server.url("/new")
    assert "redirects in a circle" in str(circle)


def test_endless_redirects_are_stopped(server: Server) -> None:
    def answer(handler: Handler) -> None:
        handler.give(b"", 302, Location=f"/c?{len(handler.server.asked)}")

    server.answers["/c"] = answer
    assert "redirects more than 10 times" in error_of(server.url("/c")).reason
    assert len(server.paths()) == 10


@pytest.mark.parametrize(
    ("status", "headers", "words"),
    [
        (404, {}, "status 404"),
        (500, {}, "status 500"),
        (429, {"Retry_After": "120"}, "try again after 120 s"),
    ],
)
def test_a_server_that_refuses_is_named(
    server: Server, status: int, headers: dict[str, str], words: str
) -> None:
    server.answers["/1"] = lambda handler: handler.give(b"", status, **headers)
    assert words in str(error_of(server.url("/1")))


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while not handler.server.stopped.is_set():
        handler.wfile.write(b"<p>more</p>" * 1_000)


def dripping(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.stopped.wait(0.05):
        handler.wfile.write(b".")


def dripping_headers(handler: Handler) -> None:
    handler.send_response(200)
    handler.flush_headers()
    while not handler.server.stopped.wait(0.05):
        handler.wfile.write(b"X-More: more\r\n")


def silent(handler: Handler) -> None:
    handler.server.stopped.wait(10)


@pytest.mark.parametrize(
    ("answer", "limits", "reason"),
    [
        pytest.param(endless, {"max_response_bytes": 200_000}, "longer than 200,000 bytes", id="endless"),
        pytest.param(dripping, {"max_seconds": 0.3}, "takes longer than 0.3 s", id="dripping"),
        pytest.param(
            dripping_headers, {"max_seconds": 0.3}, "takes longer than 0.3 s", id="dripping headers"
        ),
        pytest.param(silent, {"timeout": 0.3}, "does not answer within 0.3 s", id="silent"),
    ],
)
def test_time_and_size_have_limits(
    server: Server, answer: Answer, limits: dict[str, object], reason: str
) -> None:
    server.answers["/1"] = answer
    started = time.monotonic()
    assert reason in error_of(server.url("/1"), **limits).reason
    assert time.monotonic() - started < 5


def test_a_bomb_on_the_wire_is_stopped(server: Server) -> None:
    bomb = gzip.compress(b" " * (50 << 20))
    server.answers["/1"] = lambda handler: handler.give(bomb, Content_Encoding="gzip")
    assert "longer than 1,000,000 bytes" in error_of(server.url("/1"), max_response_bytes=1_000_000).reason


@pytest.mark.parametrize("coding", ["gzip", "br", "gzip, gzip"])
def test_packed_answers(server: Server, coding: str) -> None:
    body = gzip.compress(page_of(*SENTENCES).encode())
    server.answers["/1"] = lambda handler: handler.give(body, Content_Encoding=coding)
    articles, notices = fetch(server.url("/1"))
    assert (len(articles), len(notices)) == ((1, 0) if coding == "gzip" else (0, 1))


def test_a_closed_port_is_named() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "cannot be fetched" in error_of(f"http://127.0.0.1:{port}/1").reason


def test_a_sitemap_is_followed_and_its_bad_pages_are_named(server: Server) -> None:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    pages = "".join(f"<url><loc>{server.url(path)}</loc></url>" for path in ("/1", "/gone", "/2"))
    server.answers["/sitemap.xml"] = (
        f"<sitemapindex {space}><sitemap><loc>{server.url('/s.xml')}</loc></sitemap></sitemapindex>".encode()
    )
    server.answers["/s.xml"] = f"<urlset {space}>{pages}</urlset>".encode()
    server.answers["/1"] = page_of(*SENTENCES).encode()
    server.answers["/2"] = PAGE.encode()
    articles, (error,) = fetch(server.url("/sitemap.xml"))
    assert [article.title for article in articles] == ["Talks in Oslo", "Norway and Chile agree to talks"]
    assert "/gone" in str(error)


def test_a_sitemap_that_lists_itself_ends(server: Server) -> None:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    server.answers["/s.xml"] = (
        f"<sitemapindex {space}><sitemap><loc>{server.url('/s.xml')}</loc></sitemap></sitemapindex>".encode()
    )
    assert "archives or lists already" in error_of(server.url("/s.xml")).reason


def test_a_feed_that_is_a_page_is_named(server: Server) -> None:
    server.answers["/feed.xml"] = PAGE.encode()
    assert "should be a feed" in error_of(server.url("/feed.xml")).reason
