"""A second project below the pages of the first, to compare with: it is read, and nothing in it is changed.

Its application is that of any project. What its pages link to is moved below ``BESIDE`` where they leave it,
so that no template has to know.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

from tocsin.serving.guard import BESIDE, SAFE_METHODS, App, Receive, Refused, Scope, Send, answer

# Texts are escaped, so that none of them has a quotation mark of its own: this stands in tags alone.
_OWN_LINK = re.compile(rb'( (?:href|action|data-live)=")/(?!/|static/|beside/)')
READ_ONLY = Refused(
    405,
    "This project is shown beside another one: open it by itself to change something.",
    [(b"allow", b"GET, HEAD")],
)
Message = MutableMapping[str, Any]


class Below:
    """ASGI middleware around the application of the second project."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what only reads; of other requests, and of pages, see the module."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] not in SAFE_METHODS:
            await answer(scope, send, READ_ONLY)
        else:
            await self._app(scope, receive, _Moved(send))


class _Moved:
    """Sends an answer with its links below the prefix; a page waits until all of it is there."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [_moved_header(*header) for header in message["headers"]]}
            if _is_page(message["headers"]):
                self._start = message
                return
        if self._start is None or message["type"] != "http.response.body":
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if not message.get("more_body"):
            body = _OWN_LINK.sub(rb"\1" + BESIDE.encode() + b"/", bytes(self._body))
            kept = [header for header in self._start["headers"] if header[0].lower() != b"content-length"]
            length = (b"content-length", str(len(body)).encode())
            await self._send({**self._start, "headers": [*kept, length]})
            await self._send({"type": "http.response.body", "body": body})


def _is_page(headers: list[tuple[bytes, bytes]]) -> bool:
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in headers)


def _moved_header(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    own = name.lower() == b"location" and value.startswith(b"/") and not value.startswith(b"//")
    return (name, BESIDE.encode() + value) if own else (name, value)
