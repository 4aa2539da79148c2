"""Lists of addresses: an OPML file, as readers of feeds export it, or a text with one URL a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from tocsin.errors import InputError
from tocsin.reading.addresses import checked, is_address
from tocsin.reading.given import Given, decoded, whole
from tocsin.reading.notices import InputWarning, Report
from tocsin.reading.options import ReadingOptions
from tocsin.reading.safe_xml import check_xml

_ROOT = re.compile(r"<([A-Za-z][\w:.-]*)")
_REMEDY = "write one URL a line, as in https://example.org/feed.xml; # begins a comment"


def addresses_in(sources: tuple[str, ...], report: Report) -> tuple[str, ...]:
    """Return the addresses that are given or stand in the files that are given, each once, in their order.

    InputError, with the line, for a file or an address that cannot be used. An outline of an OPML file
    without a usable address is reported and left out: such files are exported, and not written by hand.
    """
    found: dict[str, None] = {}
    for source in sources:
        given = Given(source, source, None, report, {}, ReadingOptions())
        listed = [_address(source, given)] if is_address(source) else _listed(given)
        found.update(dict.fromkeys(listed))
    return tuple(found)


def _listed(given: Given) -> list[str]:
    data = _content(given)
    text = decoded(data, given)
    if text.lstrip("\ufeff \r\n\t").startswith("<"):
        found = list(_in_opml(data, text, given))
    else:
        found = list(_in_lines(text, given))
    if not found:
        raise given.refused("has no address in it", _REMEDY)
    return found


def _content(given: Given) -> bytes:
    path = Path(given.source)
    try:
        with path.open("rb") as file:
            data = whole(file, given)
    except FileNotFoundError:
        reason = "is neither a file nor a URL"
        raise given.refused(reason, "check the name; a URL begins with https:// or http://") from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise given.refused(f"cannot be read ({reason})", "give a file of URLs or an OPML file") from None
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise given.refused("is no text", "give a file of URLs or an OPML file")
    return data


def _in_lines(text: str, given: Given) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        written = re.sub(r"(?:^|\s)#.*", "", line.lstrip("\ufeff")).strip()
        if written:
            yield _address(written, given, number)


def _in_opml(data: bytes, text: str, given: Given) -> Iterator[str]:
    root = _ROOT.search(text)
    if root is None or root[1].lower() != "opml":
        kind = f"<{root[1]}>" if root else "no kind that is known"
        raise given.refused(f"is XML of {kind}, and no OPML", "give the URL itself, or an OPML file")
    broken = check_xml(data, given)
    if broken:
        raise given.refused(f"is OPML that is not well-formed ({broken})", "export it again")
    for line, attributes in _outlines(data):
        url = attributes.get("xmlurl") or attributes.get("url")
        if url is None:
            continue
        try:
            yield _address(re.sub(r"^feed:(?://)?(?=https?:)|^feed(?=:)", _without_feed, url.strip()), given)
        except InputError as error:
            given.report(
                InputWarning(source=f"{given.source}, line {line}", said=f"{error.reason}: left out")
            )


def _without_feed(found: re.Match[str]) -> str:
    return "http" if found[0] == "feed" else ""


def _outlines(data: bytes) -> list[tuple[int, dict[str, str]]]:
    """Return line and attributes of each outline; names in lower case, as they are written in many ways."""
    found: list[tuple[int, dict[str, str]]] = []
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.lower() == "outline":
            found.append((parser.CurrentLineNumber, {key.lower(): said for key, said in attributes.items()}))

    parser.StartElementHandler = start
    parser.Parse(data, True)
    return found


def _address(written: str, given: Given, line: int | None = None) -> str:
    if not is_address(written) or re.search(r"\s", written):
        raise given.refused(f"{written[:80]!r} is no address", _REMEDY, line)
    try:
        checked(written, given)
    except InputError as error:
        said = error.reason if written == given.source else f"{written[:80]!r} {error.reason}"
        raise given.refused(said, error.remedy, line) from None
    return written
