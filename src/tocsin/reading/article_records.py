"""Article records, as JSON and tables have them, become articles."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.errors import InputError, UsageError
from tocsin.reading.credits import completed
from tocsin.reading.dates import published_date
from tocsin.reading.plain import MAX_CHARACTERS, article_id, kept_text
from tocsin.records import Article

CORE_FIELDS = ("id", "title", "text", "published", "url", "publisher", "language", "dateline")
MORE_FIELDS = ("author", "updated", "section", "wire", "family")
"""Fields that are taken where they are text or a list of texts, and left alone otherwise."""

FIELDS = CORE_FIELDS + MORE_FIELDS


def article_from_record(
    record: object, *, published: str | None = None, source: str = "record", line: int | None = None
) -> Article:
    """Return the article of a decoded JSON object with the fields of ``FIELDS``; only ``text`` is needed.

    ``published`` is for a record that has no date of its own. Other fields are left alone. InputError, with
    ``source`` and ``line``, for a record that is no article or has a date that is none.
    """
    if not isinstance(record, Mapping):
        raise InputError(source, "not an article record", 'write {"title": …, "text": …}', line)
    values = {name: _text_field(record, name, source, line) for name in CORE_FIELDS}
    more = {name: _loose_field(record.get(name)) for name in MORE_FIELDS}
    text = _checked_text(values["text"], source, line)
    title = values["title"]
    article = Article(
        id=values["id"] or article_id(title=title, text=text, url=values["url"]),
        text=text,
        title=title,
        published=_date(values["published"], source, line) or published,
        url=values["url"],
        publisher=values["publisher"],
        language=values["language"],
        dateline=values["dateline"],
        author=more["author"],
        updated=_loose_date(more["updated"]),
        section=more["section"],
        wire=more["wire"],
        family=more["family"],
    )
    return completed(article)


def _text_field(record: Mapping[object, object], name: str, source: str, line: int | None) -> str | None:
    value = record.get(name)
    if name == "id" and isinstance(value, int):
        return str(value)
    if value is None or isinstance(value, str):
        return kept_text(value) if value else None
    raise InputError(source, f"field {name!r} is not text", f'write "{name}": "…" or leave it out', line)


def _loose_field(value: object) -> str | None:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = ", ".join(value)
    return kept_text(value).strip() or None if isinstance(value, str) else None


def _checked_text(text: str | None, source: str, line: int | None) -> str:
    if text is None or not text.strip():
        raise InputError(source, "the record has no text", 'put the article into the field "text"', line)
    if len(text) > MAX_CHARACTERS:
        reason = f"the text has {len(text):,} characters, more than an article has ({MAX_CHARACTERS:,})"
        raise InputError(source, reason, "split it into articles", line)
    return text


def _date(value: str | None, source: str, line: int | None) -> str | None:
    if value is None or not value.strip():
        return None
    try:
        return published_date(value)
    except UsageError as error:
        reason, _, remedy = str(error).partition(": ")
        raise InputError(source, f'field "published": {reason}', remedy, line) from None


def _loose_date(value: str | None) -> str | None:
    try:
        return published_date(value) if value else None
    except UsageError:
        return None
