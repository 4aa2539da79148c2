"""The ways out for alerts: a file, an RSS file, e-mail, a signed webhook; each tells what came of it."""

from __future__ import annotations

import hashlib
import hmac
import json
import smtplib
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tocsin.alert_journal import AlertJournal, Notice
from tocsin.errors import OutputError
from tocsin.reading.deadline import Deadline
from tocsin.records import Record
from tocsin.showing.output import open_output
from tocsin.storing.alert_settings import Mail, Webhook

if TYPE_CHECKING:
    import httpx

SIGNATURE = "Tocsin-Signature"
ITEMS = 50
"""Alerts that an RSS file holds, the last ones."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds between the first two tries; each further pause is twice as long."""
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which a hook is tried again; others refuse for good."""


class Sent(Record, frozen=True):
    """What came of one alert on one way: whether it went out, after how many tries, and why not."""

    notice: Notice
    ok: bool
    tries: int = 1
    detail: str = ""


class Channel(Protocol):
    """A way out."""

    @property
    def name(self) -> str:
        """Its kind and its receiver, for the journal, which knows a channel by its kind."""

    def send(self, notices: Sequence[Notice]) -> list[Sent]:
        """Send alerts, the oldest first; never raises for what is the receiver's fault."""


def deliver(journal: AlertJournal, channel: Channel, notices: Sequence[Notice]) -> list[Sent]:
    """Send alerts, and those that failed before, on a channel; all that comes of it is in the journal."""
    for notice in notices:
        journal.want(channel.name, notice)
    waiting = journal.unsent(channel.name)
    done = channel.send(waiting) if waiting else []
    for one in done:
        journal.outcome(channel.name, one.notice, "sent" if one.ok else "failed", one.tries, one.detail)
    return done


class FileChannel:
    """Appends each alert as a line of JSON to a file."""

    def __init__(self, path: str) -> None:
        self._path = path

    @property
    def name(self) -> str:
        """The path."""
        return f"file {self._path}"

    def send(self, notices: Sequence[Notice]) -> list[Sent]:
        """Append alerts."""
        lines = "".join(json.dumps(payload(one), ensure_ascii=False) + "\n" for one in notices)
        try:
            with Path(self._path).open("a", encoding="utf-8") as file:
                file.write(lines)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            return [Sent(notice=one, ok=False, detail=reason) for one in notices]
        return [Sent(notice=one, ok=True) for one in notices]


class RssChannel:
    """Writes the last alerts of the journal as an RSS 2.0 file, which is replaced as a whole."""

    def __init__(self, path: str, journal: AlertJournal) -> None:
        self._path = path
        self._journal = journal

    @property
    def name(self) -> str:
        """The path."""
        return f"rss {self._path}"

    def send(self, notices: Sequence[Notice]) -> list[Sent]:
        """Write the file with these alerts and those before them."""
        try:
            with open_output(self._path, as_data=True) as stream:
                stream.write(rss(list(self._journal.notices.values())))
        except OutputError as error:
            return [Sent(notice=one, ok=False, detail=str(error)) for one in notices]
        return [Sent(notice=one, ok=True) for one in notices]


class MailChannel:
    """Sends one message with all alerts of a run."""

    def __init__(self, settings: Mail, password: str | None) -> None:
        self._settings = settings
        self._password = password

    @property
    def name(self) -> str:
        """The receivers."""
        return f"mail {', '.join(self._settings.to)}"

    def send(self, notices: Sequence[Notice]) -> list[Sent]:
        """Send the message."""
        try:
            with self._server() as server:
                server.send_message(message(notices, self._settings))
        except (OSError, smtplib.SMTPException) as error:
            reason = f"{self._settings.host}: {str(error) or type(error).__name__}"
            return [Sent(notice=one, ok=False, detail=reason) for one in notices]
        return [Sent(notice=one, ok=True) for one in notices]

    def _server(self) -> smtplib.SMTP:
        settings = self._settings
        kind = smtplib.SMTP_SSL if settings.security == "tls" else smtplib.SMTP
        server = kind(settings.host, settings.port, timeout=settings.timeout)
        try:
            if settings.security == "starttls":
                server.starttls()
            if settings.user is not None:
                server.login(settings.user, self._password or "")
        except BaseException:
            server.close()
            raise
        return server


class WebhookChannel:
    """Posts each alert as JSON, signed with HMAC-SHA256; what fails for the moment is tried again.

    The header ``Tocsin-Signature`` is ``t=TIME,v1=HEX``: the HMAC of ``TIME.BODY``, the time in seconds since
    1970. A hook that does not answer within the time-out, however it hangs, counts as a failed try.
    """

    def __init__(self, settings: Webhook, secret: str, sleep: Callable[[float], None] = time.sleep) -> None:
        self._settings = settings
        self._secret = secret.encode()
        self._sleep = sleep

    @property
    def name(self) -> str:
        """The URL, without what may be secret in it."""
        return f"webhook {self._settings.url.partition('?')[0]}"

    def send(self, notices: Sequence[Notice]) -> list[Sent]:
        """Post alerts one by one; after one that could not be sent, the others wait for the next run."""
        done: list[Sent] = []
        for at, notice in enumerate(notices):
            one = self._try(notice)
            done.append(one)
            if not one.ok:
                later = "waits, since the hook does not answer"
                done += [Sent(notice=other, ok=False, tries=0, detail=later) for other in notices[at + 1 :]]
                break
        return done

    def _try(self, notice: Notice) -> Sent:
        body = json.dumps(payload(notice), ensure_ascii=False).encode()
        pause, detail = FIRST_PAUSE, ""
        for tries in range(1, self._settings.tries + 1):
            status, detail = self._post(body, notice.alert.id)
            if status is not None and 200 <= status < 300:
                return Sent(notice=notice, ok=True, tries=tries)
            if status is not None and status not in AGAIN:
                return Sent(notice=notice, ok=False, tries=tries, detail=detail)
            if tries < self._settings.tries:
                self._sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
        return Sent(notice=notice, ok=False, tries=self._settings.tries, detail=detail)

    def _post(self, body: bytes, name: str) -> tuple[int | None, str]:
        import httpx

        deadline = Deadline(self._settings.timeout)
        headers = {
            "Content-Type": "application/json",
            "Tocsin-Alert": name,
            SIGNATURE: signature(self._secret, body, int(time.time())),
        }
        try:
            with httpx.Client(timeout=self._settings.timeout, follow_redirects=False) as client, deadline:
                request = client.build_request(
                    "POST",
                    self._settings.url,
                    content=body,
                    headers=headers,
                    extensions={"timeout": client.timeout.as_dict(), "trace": deadline.trace},
                )
                status = _status(client, request)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError) as error:
            if deadline.over or isinstance(error, httpx.TimeoutException):
                return None, f"does not answer within {self._settings.timeout:g} s"
            return None, str(error) or type(error).__name__
        return status, f"answers {status}"


def _status(client: httpx.Client, request: httpx.Request) -> int:
    """Return the status of an answer, whose body nobody needs."""
    response = client.send(request, stream=True)
    response.close()
    return response.status_code


def signature(secret: bytes, body: bytes, seconds: int) -> str:
    """Return the header that signs a body at a time (seconds since 1970)."""
    digest = hmac.new(secret, f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={digest}"


def payload(notice: Notice) -> dict[str, object]:
    """Return an alert as it is written and posted."""
    return {**notice.alert.to_dict(), "incidents": list(notice.incidents)}


def in_words(notice: Notice) -> str:
    """Return an alert as a text of some lines."""
    alert = notice.alert
    index = "" if alert.index is None else f", index {alert.index:.0f}"
    lines = [
        f"{alert.day} {alert.scope}: {alert.name}{index}",
        f"  why: {alert.reason}",
        *(f"  evidence: {one}" for one in notice.incidents),
        f"  cleared by: {alert.clears}",
    ]
    return "\n".join(lines)


def message(notices: Sequence[Notice], settings: Mail) -> EmailMessage:
    """Return the message that tells some alerts."""
    first = notices[0].alert
    more = f" and {len(notices) - 1} more" if len(notices) > 1 else ""
    mail = EmailMessage()
    mail["Subject"] = f"[Tocsin] {first.scope}: {first.name}, {first.day}{more}"
    mail["From"] = settings.sender
    mail["To"] = ", ".join(settings.to)
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail.set_content("\n\n".join(in_words(one) for one in notices) + "\n")
    return mail


def rss(notices: Sequence[Notice]) -> str:
    """Return the last alerts as an RSS 2.0 file, the newest first."""
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    for name, text in (("title", "Tocsin alerts"), ("link", "urn:tocsin:alerts"), ("description", "Alerts")):
        ET.SubElement(channel, name).text = text
    for one in sorted(notices, key=lambda one: (one.alert.day, one.alert.id), reverse=True)[:ITEMS]:
        item = ET.SubElement(channel, "item")
        ET.SubElement(item, "title").text = f"{one.alert.scope}: {one.alert.name}"
        ET.SubElement(item, "description").text = in_words(one)
        ET.SubElement(item, "guid", isPermaLink="false").text = one.alert.id
        day = datetime.fromisoformat(one.alert.day).replace(tzinfo=UTC)
        ET.SubElement(item, "pubDate").text = format_datetime(day)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
