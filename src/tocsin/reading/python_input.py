"""What Python hands over: a text or an article, a date as text or as a date, checked before it is coded."""

from __future__ import annotations

import datetime as dt

import msgspec

from tocsin.errors import InputError, UsageError
from tocsin.reading.dates import published_date
from tocsin.reading.plain import article_from_text
from tocsin.records import Article

Day = str | dt.date | None
"""A day of publication: ISO 8601, a ``date`` or ``datetime`` of Python, or None where nobody knows it."""


def given_text(value: object, name: str = "the text") -> str:
    """Return a text. UsageError for what is none, with the way to one."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        raise UsageError(f"{name} is bytes, not str: decode it first, as with .decode('utf-8')")
    remedy = ": a file's text is what its read_text() gives" if hasattr(value, "read_text") else ""
    raise UsageError(f"{name} is {_kind(value)}, not str{remedy or ': give a string'}")


def given_date(value: object) -> str | None:
    """Return the ISO form of a day, None for None. UsageError for what is no date."""
    if value is None:
        return None
    if isinstance(value, dt.date):
        return value.isoformat()
    if not isinstance(value, str):
        raise UsageError(f"the date is {_kind(value)}: write it as '2025-05-01', or give a datetime.date")
    return published_date(value)


def given_article(
    given: object, *, published: object = None, title: object = None, url: object = None
) -> Article:
    """Return the article that a text becomes, or the one that was given, with these facts in their places.

    UsageError for what is neither text nor article and for facts of wrong types; InputError for an empty
    text.
    """
    if not isinstance(given, (str, Article)):
        given_text(given, "what is coded")
    day = given_date(published)
    facts = {
        name: given_text(value, f"the {name}")
        for name, value in (("title", title), ("url", url))
        if value is not None
    }
    if isinstance(given, Article):
        article = msgspec.structs.replace(given, published=day or given.published, **facts)
    else:
        article = msgspec.structs.replace(
            article_from_text(given_text(given), published=day),
            **{name: value for name, value in facts.items() if value},
        )
    return checked_article(article)


def checked_article(given: object) -> Article:
    """Return an article that can be coded: a text that is one, and a date that is one or None.

    UsageError for one of another make, InputError for an empty text.
    """
    if not isinstance(given, Article):
        raise UsageError(
            f"an article is {_kind(given)}: give tocsin.Article(id=…, text=…, published=…), "
            "or a text to Coder.code"
        )
    given_text(given.id, "the article's id")
    if not given_text(given.text, f"the text of article {given.id}").strip():
        raise InputError("the text", "is empty", "give an article with words in it")
    day = given_date(given.published)
    return given if day == given.published else msgspec.structs.replace(given, published=day)


def _kind(value: object) -> str:
    return "None" if value is None else f"of type {type(value).__name__}"
