"""What a host's robots.txt lets a reader do (RFC 9309)."""

from __future__ import annotations

from typing import Any


class Robots:
    """The rules of one host; ``reason`` says why a page may not be read."""

    def __init__(self, rules: Any, *, closed: bool = False) -> None:
        self._rules = rules
        self._closed = closed
        self.reason = (
            "the host's robots.txt cannot be had for now, so nothing may be read there"
            if closed
            else "the host's robots.txt does not allow it"
        )

    @classmethod
    def of(cls, status: int, text: str) -> Robots:
        """Return the rules of an answer: none where there is no file, closed while the server has trouble."""
        from protego import Protego

        return cls(Protego.parse(text), closed=status >= 500)

    def allows(self, url: str, agent: str) -> bool:
        """Tell whether the page may be read."""
        return not self._closed and bool(self._rules.can_fetch(url, agent))

    def delay(self, agent: str) -> float:
        """Return the pause in seconds that the host asks for, 0 for none."""
        return float(self._rules.crawl_delay(agent) or 0)
