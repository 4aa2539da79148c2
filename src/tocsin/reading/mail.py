"""Mails and mailboxes become articles: the subject is the title, the text or else the HTML part the text."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr
from io import BufferedReader

from tocsin.errors import InputError
from tocsin.reading.composing import Found, article_of, clean, paragraphs_of
from tocsin.reading.credits import family_of
from tocsin.reading.dates import written_date
from tocsin.reading.decoding import decode
from tocsin.reading.fragments import fragment_paragraphs
from tocsin.reading.given import Given, whole
from tocsin.reading.plain import MAX_CHARACTERS
from tocsin.records import Article

LONGEST_LINE = 1 << 20
_BROKEN = (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the standard library raises over mails that are not well-formed."""


def read_mail(stream: BufferedReader, given: Given) -> Iterator[Article]:
    """Read one mail (EML)."""
    yield _article(whole(stream, given), given)


def read_mailbox(stream: BufferedReader, given: Given) -> Iterator[Article]:
    """Read an mbox mail by mail; one without text is reported, and the others are read."""
    for number, data in enumerate(_mails(stream, given), start=1):
        entry = given.entry("mail", number)
        try:
            if len(data) > given.options.max_whole_bytes:
                raise entry.refused(
                    f"the mail is longer than {given.options.max_whole_bytes:,} bytes",
                    "raise max_whole_bytes",
                )
            yield _article(data, entry)
        except InputError as error:
            given.report(error)


def _mails(stream: BufferedReader, given: Given) -> Iterator[bytes]:
    """Cut the box at lines with ``From`` behind an empty line; no mail is kept beyond the limit."""
    lines: list[bytes] = []
    size, after_empty, started = 0, True, False
    while line := stream.readline(LONGEST_LINE):
        if after_empty and line.startswith(b"From "):
            if started:
                yield b"".join(lines)
            lines, size, started = [], 0, True
        elif size <= given.options.max_whole_bytes:
            quoted = line.startswith(b">") and line.lstrip(b">").startswith(b"From ")
            lines.append(line[1:] if quoted else line)
            size += len(line)
        after_empty = not line.strip()
    yield b"".join(lines)


def _article(data: bytes, given: Given) -> Article:
    try:
        mail = message_from_bytes(data, policy=policy.default)
        if not isinstance(mail, EmailMessage):
            raise given.refused("is no mail", "give an EML file or an mbox")
        found = _found(mail, given)
    except _BROKEN as error:
        raise given.refused(
            f"is a mail that cannot be read ({error})", "save it again from the mail program"
        ) from None
    if not any(map(clean, found.paragraphs)):
        raise given.refused("the mail has no text", "give one with a text or an HTML part")
    return article_of(found, given)


def _found(mail: EmailMessage, given: Given) -> Found:
    name, address = parseaddr(str(mail.get("From", "")))
    host = address.rpartition("@")[2]
    return Found(
        title=str(mail.get("Subject", "")),
        paragraphs=_paragraphs(mail, given),
        published=written_date(str(mail.get("Date", ""))),
        author=name or None,
        publisher=host if family_of(None, host) else None,
        language=str(mail.get("Content-Language", "")) or None,
    )


def _paragraphs(mail: EmailMessage, given: Given) -> tuple[str, ...]:
    for kind in ("plain", "html"):
        part = mail.get_body(preferencelist=(kind,))
        text = _text(part, given) if isinstance(part, EmailMessage) else ""
        if text.strip():
            return fragment_paragraphs(text[: 4 * MAX_CHARACTERS]) if kind == "html" else paragraphs_of(text)
    return ()


def _text(part: EmailMessage, given: Given) -> str:
    """Return the words of a part; of one with a charset that is none, as any text is decoded."""
    try:
        content: object = part.get_content(errors="strict")
        if isinstance(content, str):
            return content
    except (LookupError, UnicodeError):
        pass
    data = part.get_payload(decode=True)
    return decode(data, given.source).text if isinstance(data, bytes) else ""
