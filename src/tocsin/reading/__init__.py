r"""ROOM 1: files, folders, feeds, archives, addresses and Python strings become articles.

What is kept of an input, so that spans can be checked against it:

- A **plain text file** is decoded (see ``decoding``), a byte order mark at its head is dropped, and every
  ``\r\n`` or lone ``\r`` becomes ``\n``, as Python's own text mode does. ``Article.text`` is the whole file
  with its title line: for a UTF-8 file, ``open(path, encoding="utf-8-sig").read()[start:end]`` is the span.
- An **article record** (JSON, JSONL, a row of CSV or Parquet) and a **Python string** are kept as they are,
  newlines too: ``Article.text`` is the field ``text``. A ``title`` that does not stand in the text is kept,
  but not coded.
- What is **taken apart** (a page, an entry of a feed, a mail, a PDF) is put together once, in ``composing``:
  the title, an empty line, and the paragraphs with empty lines between them. That text is the article's;
  offsets count in it, and nothing moves it afterwards.
- In all, a NUL becomes a space and half a surrogate pair becomes U+FFFD: neither can be written to JSON or
  CSV safely. One character stands for one, so offsets do not move.
"""

from tocsin.reading.article_records import article_from_record
from tocsin.reading.dates import published_date
from tocsin.reading.hints import text_warnings
from tocsin.reading.inputs import read
from tocsin.reading.notices import InputWarning, Report
from tocsin.reading.options import FetchCache, ReadingOptions, Validators, mapping_of
from tocsin.reading.plain import article_from_text

__all__ = [
    "FetchCache",
    "InputWarning",
    "ReadingOptions",
    "Report",
    "Validators",
    "article_from_record",
    "article_from_text",
    "mapping_of",
    "published_date",
    "read",
    "text_warnings",
]
