"""The token of a project, which lets people correct it, and the sessions of those who have shown it.

A token has 256 random bits, so that a plain SHA-256 of it can be kept: there is no dictionary to try.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import time
from collections import OrderedDict
from pathlib import Path
from threading import Lock

from tocsin.errors import StoreError
from tocsin.records import Record
from tocsin.storing.settings import Settings

FILE = "tocsin.token"
PREFIX = "tocsin_"
HOURS = 12
MOST_SESSIONS = 1000
LONGEST_NAME = 80


class Session(Record, frozen=True):
    """Somebody who has shown the token.

    ``csrf`` goes into every form; ``ends`` counts monotonic seconds; ``token`` is the hash of what was shown.
    """

    who: str
    csrf: str
    ends: float
    token: str


class Tokens:
    """The hash of a project's token, in a file beside its settings (of a server: in the current folder)."""

    def __init__(self, folder: str | Path | None) -> None:
        self.path = Path(folder or ".") / FILE

    def make(self) -> str:
        """Make a new token in the place of the one there was, and return it; it is kept nowhere.

        StoreError where the file cannot be written.
        """
        token = PREFIX + secrets.token_urlsafe(32)
        beside = self.path.with_name(f".{FILE}.{os.getpid()}.part")
        try:
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(_hash(token) + "\n")
            beside.replace(self.path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            reason = (error.strerror or str(error)).lower()
            remedy = "see that a file of this name can be written there"
            raise StoreError(str(self.path), reason, remedy) from None
        return token

    @property
    def exists(self) -> bool:
        """Whether a token was made."""
        return self.path.is_file()

    def fits(self, token: str) -> bool:
        """Tell whether it is the token; takes as long for a wrong one as for the right one."""
        return hmac.compare_digest(_hash(token), self.kept() or "-")

    def kept(self) -> str:
        """Return the hash that is kept; empty where no token was made."""
        try:
            return self.path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return ""


def tokens_of(settings: Settings) -> Tokens:
    """Return the tokens of a project."""
    return Tokens(settings.folder)


class Sessions:
    """Who has shown the token since the server was started; of too many the oldest are forgotten.

    A new token ends the sessions of those who have shown the one before.
    """

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._kept: OrderedDict[str, Session] = OrderedDict()
        self._lock = Lock()

    def begin(self, who: str) -> str:
        """Begin a session and return its key, which only the browser keeps."""
        key = secrets.token_urlsafe(32)
        made = Session(
            who=who,
            csrf=secrets.token_urlsafe(32),
            ends=time.monotonic() + HOURS * 3600,
            token=self._tokens.kept(),
        )
        with self._lock:
            self._kept[_hash(key)] = made
            while len(self._kept) > MOST_SESSIONS:
                self._kept.popitem(last=False)
        return key

    def find(self, key: str | None) -> Session | None:
        """Return the session of a key; None where there is none any more."""
        if not key:
            return None
        with self._lock:
            found = self._kept.get(_hash(key))
            if found is None or (found.ends > time.monotonic() and found.token == self._tokens.kept()):
                return found
            del self._kept[_hash(key)]
        return None

    def end(self, key: str | None) -> None:
        """Forget a session."""
        with self._lock:
            self._kept.pop(_hash(key or ""), None)


def same(one: str, other: str) -> bool:
    """Compare two secrets in constant time."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
