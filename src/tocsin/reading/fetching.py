"""Pages are fetched politely: robots.txt, a pause for each host, and no more than what has changed.

Every request is limited in time and in size, goes to an address that was checked, and follows a redirect only
after checking where it leads.
"""

from __future__ import annotations

import contextlib
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin

from tocsin.errors import InputError
from tocsin.reading.addresses import checked, visited_host
from tocsin.reading.deadline import Deadline
from tocsin.reading.given import Given
from tocsin.reading.options import ReadingOptions, Validators
from tocsin.reading.robots import Robots
from tocsin.records import Record

if TYPE_CHECKING:
    import httpx

MOST_REDIRECTS = 10
ROBOTS_BYTES = 512 * 1024
LONGEST_DELAY = 60.0
_REDIRECTS = (301, 302, 303, 307, 308)
_NOT_MODIFIED = 304
_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.8"
)


class Response(Record, frozen=True):
    """What a server answered; ``data`` is None where the page has not changed since the cache saw it."""

    url: str
    status: int
    data: bytes | None
    media: str | None = None
    charset: str | None = None
    validators: Validators = Validators()


class Fetcher:
    """Fetches pages for one run; it keeps the connections, the rules of each host and when it was asked."""

    def __init__(self, options: ReadingOptions) -> None:
        self._options = options
        self._client: httpx.Client | None = None
        self._robots: dict[str, Robots] = {}
        self._next: dict[str, float] = {}

    def close(self) -> None:
        """Close all connections."""
        if self._client is not None:
            self._client.close()

    def fetch(self, url: str, given: Given) -> Response:
        """Return the page behind an address and its redirects. InputError where there is none to be had."""
        seen: list[str] = []
        current = url
        known = self._options.cache.get(url) if self._options.cache is not None else None
        while True:
            parts = checked(current, given)
            if current in seen:
                raise given.refused("redirects in a circle", "give the address of the page itself")
            if len(seen) >= MOST_REDIRECTS:
                raise given.refused(f"redirects more than {MOST_REDIRECTS} times", "give the page itself")
            seen.append(current)
            self._check_robots(parts, given)
            answer, target = self._asked(parts, known, given)
            if target is None:
                return answer
            current = urljoin(current, target)

    def _asked(
        self, parts: SplitResult, known: Validators | None, given: Given
    ) -> tuple[Response, str | None]:
        """Ask once; return the answer, and where it redirects to."""
        self._wait(parts.netloc)
        with self._sent(parts, _conditions(known), given) as response:
            status = response.status_code
            answer = Response(url=parts.geturl(), status=status, data=None)
            if status in _REDIRECTS and response.headers.get("location"):
                return answer, response.headers["location"]
            if status == _NOT_MODIFIED and known is not None:
                return answer, None
            if status != 200:
                raise given.refused(f"the server answers with status {status}", _remedy(response))
            body = self._body(response, self._options.max_response_bytes, given)
            return _response(parts.geturl(), response, body), None

    @contextmanager
    def _sent(self, parts: SplitResult, headers: dict[str, str], given: Given) -> Iterator[httpx.Response]:
        """Send a request to the checked IP address of a host, under the host's own name."""
        import httpx

        address = visited_host(parts, given)
        client = self._opened()
        shown = f"[{address}]" if ":" in address else address
        url = httpx.URL(
            parts._replace(netloc=shown if parts.port is None else f"{shown}:{parts.port}").geturl()
        )
        deadline = Deadline(self._options.max_seconds)
        request = client.build_request(
            "GET",
            url,
            headers={"Host": parts.netloc, **headers},
            extensions={
                "sni_hostname": parts.hostname,
                "timeout": client.timeout.as_dict(),
                "trace": deadline.trace,
            },
        )
        try:
            with deadline, contextlib.closing(client.send(request, stream=True)) as response:
                yield response
            if (
                deadline.over
            ):  # a body without a length ends where the connection does, and may be half a page
                raise self._failed(EOFError(), deadline, given)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise self._failed(error, deadline, given) from None

    def _failed(self, error: Exception, deadline: Deadline, given: Given) -> InputError:
        """Return what is to be said of a request that came to nothing."""
        import httpx

        if deadline.over:
            reason = f"the answer takes longer than {self._options.max_seconds:g} s"
            return given.refused(reason, "try again later, or raise max_seconds")
        if isinstance(error, httpx.TimeoutException):
            reason = f"the server does not answer within {self._options.timeout:g} s"
            return given.refused(reason, "try again later, or raise the timeout")
        return given.refused(f"cannot be fetched ({str(error) or type(error).__name__})", "try again later")

    def _opened(self) -> httpx.Client:
        if self._client is None:
            import httpx

            self._client = httpx.Client(
                headers={
                    "User-Agent": self._options.user_agent,
                    "Accept": _ACCEPT,
                    "Accept-Encoding": "gzip, deflate",
                },
                timeout=self._options.timeout,
                limits=httpx.Limits(max_keepalive_connections=0),  # a deadline ends one request, no other
                follow_redirects=False,
                trust_env=False,
            )
        return self._client

    def _body(self, response: httpx.Response, limit: int, given: Given) -> bytes:
        """Read the answer, unpacked; InputError where it takes too long or is too large."""
        coding = response.headers.get("content-encoding", "").strip().lower()
        if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise given.refused(
                f"the server packs its answer in {coding!r}", "save the page, and give the file"
            )
        unpack = zlib.decompressobj(wbits=47) if coding not in ("", "identity") else None
        parts: list[bytes] = []
        size = 0
        for raw in response.iter_raw():
            part = _unpacked(unpack, raw, limit - size + 1, given)
            size += len(part)
            parts.append(part)
            if size > limit:
                raise given.refused(f"the answer is longer than {limit:,} bytes", "raise max_response_bytes")
        return b"".join(parts)

    def _check_robots(self, parts: SplitResult, given: Given) -> None:
        """InputError where the host's robots.txt does not let Tocsin in, or cannot be had for now."""
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._read_robots(parts, given)
        if not self._robots[site].allows(parts.geturl(), self._options.user_agent):
            raise given.refused(self._robots[site].reason, "leave it out, or ask the publisher")

    def _read_robots(self, parts: SplitResult, given: Given) -> Robots:
        current = parts._replace(path="/robots.txt", query="", fragment="")
        for _ in range(5):
            self._wait(current.netloc)
            with self._sent(current, {}, given) as response:
                target = response.headers.get("location")
                if response.status_code not in _REDIRECTS or not target:
                    text = self._robots_text(response, given)
                    return Robots.of(response.status_code, text)
            current = checked(urljoin(current.geturl(), target), given)
        return Robots.of(404, "")

    def _robots_text(self, response: httpx.Response, given: Given) -> str:
        if response.status_code != 200:
            return ""
        return self._body(response, ROBOTS_BYTES, given).decode("utf-8", errors="replace")

    def _wait(self, netloc: str) -> None:
        """Wait until the host may be asked again, and note when it may be asked after this."""
        rules = [
            self._robots[site] for site in (f"http://{netloc}", f"https://{netloc}") if site in self._robots
        ]
        asked = [rule.delay(self._options.user_agent) for rule in rules]
        delay = min(max([self._options.delay, *asked]), max(LONGEST_DELAY, self._options.delay))
        now = time.monotonic()
        pause = self._next.get(netloc, now) - now
        if pause > 0:
            self._options.sleep(pause)
        self._next[netloc] = max(now, now + pause) + delay


def _conditions(known: Validators | None) -> dict[str, str]:
    if known is None:
        return {}
    said = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in said.items() if value}


def _response(url: str, response: httpx.Response, body: bytes) -> Response:
    kind = response.headers.get("content-type", "")
    media = kind.split(";")[0].strip().lower() or None
    validators = Validators(
        etag=response.headers.get("etag"), last_modified=response.headers.get("last-modified")
    )
    return Response(
        url=url, status=200, data=body, media=media, charset=response.charset_encoding, validators=validators
    )


def _unpacked(unpack: zlib._Decompress | None, raw: bytes, most: int, given: Given) -> bytes:
    if unpack is None:
        return raw
    try:
        return unpack.decompress(raw, most)
    except zlib.error as error:
        raise given.refused(f"the answer is packed and damaged ({error})", "try again later") from None


def _remedy(response: httpx.Response) -> str:
    again = response.headers.get("retry-after", "")
    if response.status_code in (429, 503) and again:
        return f"try again after {again[:40]}{' s' if again.isdigit() else ''}"
    return {404: "check the address", 410: "it is gone"}.get(response.status_code, "look at it in a browser")
