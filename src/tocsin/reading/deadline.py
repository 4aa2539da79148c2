"""A time limit for a whole request: a server that sends a byte now and then keeps no reader waiting."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any

_CONNECTED = ("connection.connect_tcp.complete", "connection.start_tls.complete")


class Deadline:
    """Shuts a connection when its time is over, in whatever state it is; ``over`` tells that it did."""

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def trace(self, event: str, about: Mapping[str, Any]) -> None:
        """Take the connection's socket, as httpx tells of it through the extension ``trace``."""
        if event in _CONNECTED:
            self._socket = about["return_value"].get_extra_info("socket")
            if self.over:
                self._end()

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()

    def _end(self) -> None:
        self.over = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
