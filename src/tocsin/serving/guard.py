"""Who may ask at all: the first thing every request passes, before anything of it is read.

Against DNS rebinding the Host header has to name this machine. Limits of size and rate come next; a server
that others may reach answers only those who have shown the token. All answers carry the security headers.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import quote

import msgspec
from starlette.requests import cookie_parser

from tocsin.records import Record
from tocsin.serving.keys import Sessions, Tokens
from tocsin.serving.limits import Buckets, Limits

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

COOKIE = "tocsin"
OPEN_TO_ALL = ("/sign-in", "/static/")
BESIDE = "/beside"
"""Where the pages of a second project stand; no token opens anything there."""
SAFE_METHODS = ("GET", "HEAD")
JSON = "application/json"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = (
    (b"content-security-policy", CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # Not no-referrer: with it a browser says Origin: null of our own forms.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
LOCAL_NAMES = frozenset(("localhost", "localhost.localdomain"))


class Door(Record, frozen=True):
    """Where the server listens. ``remote`` tells that other machines may ask, with the token."""

    host: str = "127.0.0.1"
    remote: bool = False

    def lets_in(self, host: str) -> bool:
        """Tell whether a Host header names this machine.

        Names are what an attacker can make point here, so only our own are taken; an address cannot be
        rebound. Of a server for this machine alone it has to be a loopback address.
        """
        name = host_name(host)
        if name in LOCAL_NAMES:
            return True
        address = address_of(name)
        if address is not None:
            return self.remote or address.is_loopback
        return self.remote and name in {self.host.lower(), *_own_names()}


class Refused(Exception):  # noqa: N818 - it is an answer and no failure
    """A request that is answered here, with a status and a sentence."""

    def __init__(self, status: int, reason: str, headers: Iterable[tuple[bytes, bytes]] = ()) -> None:
        self.status, self.reason, self.headers = status, reason, tuple(headers)
        super().__init__(reason)


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: App, *, door: Door, limits: Limits, sessions: Sessions, tokens: Tokens) -> None:
        self._app, self._door, self._limits = app, door, limits
        self._sessions, self._tokens = sessions, tokens
        self._reads, self._writes, self._tries = map(Buckets, (limits.reads, limits.writes, limits.tries))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *HEADERS]}
            await send(message)

        headers = headers_of(scope)
        try:
            self._check(scope, headers)
        except Refused as refused:
            await answer(scope, send_guarded, refused)
            return
        await self._app(scope, _measured(receive, self._limits.body), send_guarded)

    def _check(self, scope: Scope, headers: dict[bytes, str]) -> None:
        if not self._door.lets_in(headers.get(b"host", "")):
            raise Refused(421, "This server does not go by that name: ask for it as 127.0.0.1 or localhost.")
        if len(scope.get("query_string", b"")) > self._limits.query:
            raise Refused(414, f"The question is too long: at most {self._limits.query} characters.")
        length = headers.get(b"content-length", "0")
        if not length.isdecimal() or int(length) > self._limits.body:
            raise Refused(413, f"That is too much: at most {self._limits.body} bytes.")
        address = (scope.get("client") or ("?", 0))[0]
        self._check_rate(scope, address)
        changes = scope["method"] not in SAFE_METHODS and not scope["path"].startswith(f"{BESIDE}/")
        if (self._door.remote or changes) and not scope["path"].startswith(OPEN_TO_ALL):
            self._check_token(scope, headers, address)

    def _check_rate(self, scope: Scope, address: str) -> None:
        if scope["method"] in SAFE_METHODS:
            known = address_of(address)
            buckets = None if known is not None and known.is_loopback else self._reads
        else:
            buckets = self._tries if scope["path"] == "/sign-in" else self._writes
        self._take(buckets, address)

    def _check_token(self, scope: Scope, headers: dict[bytes, str], address: str) -> None:
        if self._sessions.find(session_key(scope)) is not None:
            return
        given = bearer(headers.get(b"authorization", ""))
        if given is not None:
            # Before the token is looked at: otherwise the refusal itself would say that it was a wrong one.
            self._refuse_for(self._tries.wait(address))
            if self._tokens.fits(given):
                return
            self._take(self._tries, address)
            raise Refused(401, "That is not the token.", [(b"www-authenticate", b"Bearer")])
        if not self._door.remote:
            return  # who may change something is told by what reads the form
        if "text/html" in headers.get(b"accept", "") and scope["method"] == "GET":
            asked = quote(
                scope["path"] + ("?" + scope["query_string"].decode("latin-1")).rstrip("?"), safe=""
            )
            raise Refused(303, "Sign in first.", [(b"location", f"/sign-in?next={asked}".encode())])
        raise Refused(401, "Sign in, or send the token as a bearer.", [(b"www-authenticate", b"Bearer")])

    def _take(self, buckets: Buckets | None, address: str) -> None:
        self._refuse_for(0.0 if buckets is None else buckets.take(address))

    def _refuse_for(self, wait: float) -> None:
        if wait:
            seconds = int(wait) + 1
            reason = f"Too many requests: try again in {seconds} s."
            raise Refused(429, reason, [(b"retry-after", str(seconds).encode())])


def host_name(host: str) -> str:
    """Return the name of a Host header, without its port and brackets, in lower case."""
    host = host.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].rstrip(".")


def address_of(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the address that a name is; None for any other name."""
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None


def is_local(host: str) -> bool:
    """Tell whether only this machine can reach a server that listens there."""
    address = address_of(host_name(host) if host.startswith("[") else host.lower())
    return host.lower() in LOCAL_NAMES if address is None else address.is_loopback


def cookie_name(scope: Scope) -> str:
    """Return the name of the session's cookie; browsers send cookies of one port to all ports of a host."""
    return f"{COOKIE}-{(scope.get('server') or ('', 0))[1]}"


def session_key(scope: Scope) -> str | None:
    """Return the session's key that came with a request."""
    sent = "; ".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie")
    return cookie_parser(sent).get(cookie_name(scope))


def bearer(authorization: str) -> str | None:
    """Return the token of an Authorization header; None where there is none."""
    kind, _, given = authorization.partition(" ")
    return given.strip() if kind.lower() == "bearer" and given.strip() else None


def headers_of(scope: Scope) -> dict[bytes, str]:
    """Return the headers of a request by their names in lower case."""
    return {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}


def wants_json(scope: Scope) -> bool:
    """Tell whether an error should be told as JSON: to a program, which says so or shows that it is one."""
    if scope["path"].endswith(".json"):
        return True
    headers = headers_of(scope)
    sent = headers.get(b"content-type", "").partition(";")[0].strip().lower()
    if sent == JSON or bearer(headers.get(b"authorization", "")) is not None:
        return True
    accepted = headers.get(b"accept", "")
    return "text/html" not in accepted and JSON in accepted


async def answer(scope: Scope, send: Send, refused: Refused) -> None:
    """Answer with a refusal, as JSON or as a line of text."""
    kind, body = b"text/plain; charset=utf-8", (refused.reason + "\n").encode()
    if wants_json(scope):
        kind, body = JSON.encode(), error_data(refused.status, refused.reason)
    headers = [
        (b"content-type", kind),
        (b"cache-control", b"no-store"),
        (b"content-length", str(len(body)).encode()),
        *refused.headers,
    ]
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def error_data(status: int, reason: str) -> bytes:
    """Return an error as JSON, as every part of the server tells it."""
    return msgspec.json.encode({"error": reason, "status": status})


def _own_names() -> set[str]:
    return {socket.gethostname().lower(), socket.gethostname().lower() + ".local"}


def _measured(receive: Receive, most: int) -> Receive:
    """Refuse a body that turns out longer than it may be; whoever reads it gets the error."""
    seen = 0

    async def measured() -> MutableMapping[str, Any]:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            return {"type": "http.disconnect"}
        return message

    return measured
