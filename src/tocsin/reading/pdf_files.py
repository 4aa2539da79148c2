"""PDF files become articles: the text of all pages, and what the file says of its title, author and date."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from io import BufferedReader
from typing import TYPE_CHECKING

from tocsin.errors import InputError
from tocsin.reading.composing import Found, article_of, clean
from tocsin.reading.given import Given, whole
from tocsin.reading.plain import MAX_CHARACTERS, title_of
from tocsin.records import Article

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 2_000
_REMEDY = "turn it into text first, with pdftotext for example"
_PROGRAM_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint) - |untitled|document\d*$|.*\.(?:docx?|pdf|indd|rtf)$)", re.I
)
_HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad\u2010]\n(?=[a-z])")
_PAGE_NUMBER = re.compile(r"(?:page )?\d{1,4}(?: (?:of|/) \d{1,4})?|- \d{1,4} -", re.I)


def read_pdf(stream: BufferedReader, given: Given) -> Iterator[Article]:
    """Read a PDF file, which holds one article. InputError where it is locked, broken or only pictures."""
    data = whole(stream, given)
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    from pypdf.errors import PyPdfError

    try:
        found = _found(data, given)
    except InputError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise given.refused(f"is a PDF file that cannot be read ({_short(error)})", _REMEDY) from None
    except (ArithmeticError, AssertionError, LookupError, MemoryError, NotImplementedError, OSError) as error:
        raise given.refused(f"is a PDF file that is damaged ({_short(error)})", _REMEDY) from None
    if not found.paragraphs:
        raise given.refused(
            "is a PDF file without text (pictures of pages)", "run a text recognition over it"
        )
    yield article_of(found, given)


def _found(data: bytes, given: Given) -> Found:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise given.refused("is a PDF file with a password", "save it without one")
    text = _text(reader, given)
    lines = text.split("\n", 1)
    about = reader.metadata
    said = clean(about.title or "") if about else ""
    title = said if said and not _PROGRAM_TITLE.match(said) else title_of(text)
    if title and clean(lines[0]) == title:
        text = lines[1] if len(lines) > 1 else ""
    return Found(
        title=title,
        paragraphs=_paragraphs(text),
        author=about.author if about else None,
        published=given.published or _created(reader, given),
    )


def _text(reader: PdfReader, given: Given) -> str:
    parts: list[str] = []
    length = 0
    if len(reader.pages) > MOST_PAGES:
        raise given.refused(
            f"is a PDF file of {len(reader.pages):,} pages, more than {MOST_PAGES:,}", "split it"
        )
    for page in reader.pages:
        parts.append(page.extract_text().strip())
        length += len(parts[-1])
        if length > MAX_CHARACTERS:
            raise given.refused(f"has more characters than an article has ({MAX_CHARACTERS:,})", "split it")
    return _HYPHEN.sub("", "\n\n".join(filter(None, parts)))


def _paragraphs(text: str) -> tuple[str, ...]:
    """Cut at empty lines, and behind a line that ends a sentence and is shorter than the others."""
    found: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        lines = [line for line in map(clean, block.split("\n")) if line and not _PAGE_NUMBER.fullmatch(line)]
        widest = max(map(len, lines), default=0)
        start = 0
        for i, line in enumerate(lines):
            if i + 1 == len(lines) or (line.endswith((".", "”", '"', "?", "!")) and len(line) < 0.8 * widest):
                found.append(" ".join(lines[start : i + 1]))
                start = i + 1
    return tuple(found)


def _created(reader: PdfReader, given: Given) -> str | None:
    """Return the day on which the file was made, the only date that it has; the user is told."""
    try:
        made = reader.metadata.creation_date if reader.metadata else None
    except (ValueError, TypeError):
        made = None
    if made is None:
        return None
    given.warn(f"is dated by the day on which the file was made, {made.date().isoformat()}")
    return made.date().isoformat()


def _short(error: BaseException) -> str:
    return (str(error).splitlines() or [""])[0][:120] or type(error).__name__
