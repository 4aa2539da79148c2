"""Sitemaps are lists of URLs: their pages are fetched where the network is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from xml.etree import ElementTree

from tocsin.reading.given import Given, whole
from tocsin.reading.page_facts import absolute
from tocsin.reading.safe_xml import check_xml


def sitemap_urls(stream: BufferedReader, given: Given) -> Iterator[str]:
    """Yield the addresses of a sitemap or of an index of sitemaps, each once.

    InputError where URLs are not allowed, where it is no XML, and where it lists none.
    """
    data = whole(stream, given)
    broken = check_xml(data, given)
    if broken:
        raise given.refused(f"is a sitemap that cannot be read ({broken})", "give a sitemap in XML")
    found = dict.fromkeys(_addresses(data, given))
    if not found:
        raise given.refused("is a sitemap without addresses", "give one that lists pages")
    if given.fetcher is None:
        raise given.refused(
            f"is a sitemap, a list of {len(found):,} URLs, and reading URLs is not allowed",
            "allow it with ReadingOptions(urls=True)",
        )
    most = given.options.max_entries
    if len(found) > most:
        given.report(
            given.refused(
                f"lists {len(found):,} URLs, of which the first {most:,} are read", "raise max_entries"
            )
        )
    yield from list(found)[:most]


def _addresses(data: bytes, given: Given) -> Iterator[str]:
    for element in ElementTree.fromstring(data).iter():
        if element.tag.rpartition("}")[2] == "loc" and element.tag.count("image") == 0:
            address = absolute(element.text, given.url)
            if address:
                yield address
            elif (element.text or "").strip():
                given.report(
                    given.refused(f"lists {(element.text or '').strip()[:80]!r}, no address", "mend it")
                )
