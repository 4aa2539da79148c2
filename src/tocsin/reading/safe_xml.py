"""XML that would harm the reader is refused before it is read: entities of its own, and endless depth."""

from __future__ import annotations

import re
from xml.parsers import expat

from tocsin.errors import InputError
from tocsin.reading.given import Given

DEEPEST = 200
_ENTITY = re.compile(r"<!ENTITY", re.I)


def check_xml(data: bytes, given: Given) -> str | None:
    """Return what is not well-formed in the XML, None for nothing.

    InputError where it declares entities, which may grow without end or read other files, or is nested deeper
    than ``DEEPEST``.
    """
    if _ENTITY.search(data.replace(b"\0", b"").decode("latin-1")):
        raise given.refused(
            "is XML that declares entities, which can fill the memory or read other files",
            "save it without its <!ENTITY> declarations",
        )
    parser = expat.ParserCreate()
    _refuse_depth(parser, given)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        return str(error)
    except (LookupError, ValueError) as error:
        return f"its encoding is not known ({error})"
    return None


def _refuse_depth(parser: expat.XMLParserType, given: Given) -> None:
    depth = 0

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise _too_deep(given)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end


def _too_deep(given: Given) -> InputError:
    return given.refused(f"is XML nested deeper than {DEEPEST} elements", "check how it was made")
