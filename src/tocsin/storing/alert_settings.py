"""The section ``[alerts]`` of tocsin.toml: whom to watch, by which rules, and where alerts go."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from tocsin.errors import SettingsError, UsageError
from tocsin.records import Record
from tocsin.watching.thresholds import Thresholds, checked

SECURITY = ("starttls", "tls", "none")
MAIL_PASSWORD = "TOCSIN_MAIL_PASSWORD"
WEBHOOK_SECRET = "TOCSIN_WEBHOOK_SECRET"
Wrong = Callable[[str, str], SettingsError]


class Mail(Record, frozen=True):
    """Alerts by e-mail; the password of ``user`` is in the environment, in TOCSIN_MAIL_PASSWORD."""

    host: str
    sender: str
    to: tuple[str, ...]
    port: int = 587
    security: str = "starttls"
    user: str | None = None
    timeout: float = 20.0


class Webhook(Record, frozen=True):
    """Alerts by POST; the secret that signs them is in the environment, in TOCSIN_WEBHOOK_SECRET.

    ``timeout`` is for one try, in seconds, ``tries`` how many there are.
    """

    url: str
    timeout: float = 10.0
    tries: int = 4


class AlertSettings(Record, frozen=True):
    """What is watched and who is told. ``watch`` are dyads as written; none is the project as one crisis.

    ``file`` (JSONL) and ``rss`` are paths, None where they are not written.
    """

    watch: tuple[str, ...] = ()
    thresholds: Thresholds = Thresholds()
    file: str | None = None
    rss: str | None = None
    mail: Mail | None = None
    webhook: Webhook | None = None


_OWN = ("watch", "rules", "file", "rss", "mail", "webhook")


def alert_settings(data: Mapping[str, Any], folder: Path, wrong: Wrong) -> AlertSettings:
    """Return the settings of a section; raise ``wrong`` of field and problem for what makes no sense."""
    section = _Section(data, "alerts", wrong)
    changed = {name: value for name, value in data.items() if name not in _OWN}
    for name, value in changed.items():
        if not isinstance(value, dict):
            near = difflib.get_close_matches(name, _OWN, 1)
            section.refuse(
                name,
                "is no setting"
                + (f": did you mean {near[0]}?" if near else f": there are {', '.join(_OWN)}"),
            )
    watch = section.texts("watch")
    _check_dyads(watch, section)
    try:
        thresholds = checked(section.texts("rules"), changed)
    except UsageError as error:
        field, _, problem = str(error).partition(": ")
        section.refuse(field, problem)
    return AlertSettings(
        watch=watch,
        thresholds=thresholds,
        file=section.path("file", folder),
        rss=section.path("rss", folder),
        mail=_mail(data["mail"], wrong) if "mail" in data else None,
        webhook=_webhook(data["webhook"], wrong) if "webhook" in data else None,
    )


class _Section:
    """The fields of one section; each is checked when it is asked for."""

    def __init__(self, data: object, name: str, wrong: Wrong) -> None:
        self._name = name
        self._wrong = wrong
        if not isinstance(data, dict):
            raise wrong(name, f"is no section: write [{name}] on a line of its own")
        self._data: dict[str, Any] = data

    def refuse(self, field: str, problem: str) -> NoReturn:
        raise self._wrong(f"{self._name}.{field}", problem)

    def only(self, *known: str) -> None:
        for name in self._data:
            if name not in known:
                near = difflib.get_close_matches(name, known, 1)
                remedy = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
                self.refuse(name, f"is no setting: {remedy}")

    def text(self, field: str) -> str | None:
        found = self._data.get(field)
        if found is not None and (not isinstance(found, str) or not found.strip()):
            self.refuse(field, f'is {found!r}, no text: write {field} = "…"')
        return found.strip() if isinstance(found, str) else None

    def needed(self, field: str, example: str) -> str:
        found = self.text(field)
        if found is None:
            self.refuse(field, f'is missing: write {field} = "{example}"')
        return found

    def texts(self, field: str) -> tuple[str, ...]:
        found = self._data.get(field, [])
        if not isinstance(found, list) or not all(isinstance(one, str) and one.strip() for one in found):
            self.refuse(field, f'is {found!r}, no list of texts: write {field} = ["…"]')
        return tuple(one.strip() for one in found)

    def number(self, field: str, usual: float, least: float, most: float) -> float:
        found = self._data.get(field, usual)
        if isinstance(found, bool) or not isinstance(found, int | float) or not least <= found <= most:
            self.refuse(field, f"is {found!r}: write a number from {least:g} to {most:g}")
        return found

    def path(self, field: str, folder: Path) -> str | None:
        found = self.text(field)
        if found is None:
            return None
        path = folder / found
        if not path.parent.is_dir():
            self.refuse(field, f"{str(path.parent)!r} is no folder: make it, or name another file")
        return str(path)


def _check_dyads(watch: tuple[str, ...], section: _Section) -> None:
    if not watch:
        return
    from tocsin.storing.dyads import key_of_dyad

    for text in watch:
        try:
            key_of_dyad(text)
        except UsageError as error:
            section.refuse("watch", str(error))


def _mail(data: object, wrong: Wrong) -> Mail:
    section = _Section(data, "alerts.mail", wrong)
    section.only("host", "from", "to", "port", "security", "user", "timeout")
    usual = Mail(host="", sender="", to=())
    security = section.text("security") or usual.security
    if security not in SECURITY:
        section.refuse("security", f"is {security!r}: there are {', '.join(SECURITY)}")
    to = section.texts("to")
    if not to:
        section.refuse("to", 'is missing: write to = ["desk@example.org"]')
    sender = section.needed("from", "tocsin@example.org")
    for field, address in (("from", sender), *(("to", one) for one in to)):
        if "@" not in address or any(sign in address for sign in "\r\n"):
            section.refuse(field, f"{address!r} is no address: write one as desk@example.org")
    return Mail(
        host=section.needed("host", "smtp.example.org"),
        sender=sender,
        to=to,
        port=int(section.number("port", usual.port, 1, 65535)),
        security=security,
        user=section.text("user"),
        timeout=section.number("timeout", usual.timeout, 0.1, 600),
    )


def _webhook(data: object, wrong: Wrong) -> Webhook:
    section = _Section(data, "alerts.webhook", wrong)
    if isinstance(data, dict) and "secret" in data:
        section.refuse("secret", f"belongs into the environment: set {WEBHOOK_SECRET}")
    section.only("url", "timeout", "tries")
    url = section.needed("url", "https://example.org/alerts")
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        section.refuse("url", f"{url!r} is no address of the web: write https://…")
    usual = Webhook(url="")
    return Webhook(
        url=url,
        timeout=section.number("timeout", usual.timeout, 0.1, 600),
        tries=int(section.number("tries", usual.tries, 1, 20)),
    )
