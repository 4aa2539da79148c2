"""Which addresses may be visited: http and https, and hosts of the open internet unless asked for more."""

from __future__ import annotations

import ipaddress
import re
import socket
from urllib.parse import SplitResult, urlsplit

from tocsin.reading.given import Given

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_PORTS = {"http": 80, "https": 443}


def is_address(source: str) -> bool:
    """Tell whether a source is a URL of whatever scheme, and no file."""
    return bool(_SCHEME.match(source))


def checked(url: str, given: Given) -> SplitResult:
    """Return the parts of an address. InputError for other schemes than http and https, and for nonsense."""
    try:
        parts = urlsplit(url.strip())
        good = parts.hostname is not None and (parts.port is None or parts.port > 0)
    except ValueError:
        raise given.refused("is no address", "check how it is written") from None
    if parts.scheme.lower() not in _PORTS:
        raise given.refused(
            f"{parts.scheme}: is not read, only http and https", "give another address, or a file"
        )
    if not good:
        raise given.refused("is no address", "check how it is written")
    if parts.username or parts.password:
        raise given.refused("has a name and a password in it", "give an address without them")
    return parts


def visited_host(parts: SplitResult, given: Given) -> str:
    """Return the IP address to connect to, so that what was checked is what is visited.

    InputError where the name has none, and where any of its addresses is private, loopback or reserved.
    """
    host = parts.hostname or ""
    try:
        port = parts.port or _PORTS[parts.scheme.lower()]
        known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = f"the host {host} is not known ({getattr(error, 'strerror', None) or error})"
        raise given.refused(reason, "check the address and the network") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in known))
    if not given.options.private_addresses and not all(map(_is_public, addresses)):
        raise given.refused(
            f"the host {host} is of the own machine or network",
            "save the page and give the file, or allow it with tocsin watch --private"
            " or ReadingOptions(private_addresses=True)",
        )
    return addresses[0]


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    if mapped is not None:
        found = mapped
    return found.is_global and not found.is_multicast
