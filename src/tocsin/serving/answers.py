"""What a view gathers becomes a page or JSON, with a tag by which it need not be sent twice."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec
from fastapi import HTTPException, Request, Response

from tocsin.serving import links
from tocsin.serving.asked import AT_ONCE, Paged
from tocsin.serving.drawing import draw
from tocsin.serving.guard import error_data, wants_json
from tocsin.serving.site import session_of, site_of

CHECKED = "private, no-cache"
"""A browser may keep what it got, and has to ask each time whether it still holds."""


class View(NamedTuple):
    """What a view has gathered.

    ``data`` is the answer as JSON data, ``shown`` what the template needs beside it. ``settled`` tells that
    nothing else would come out of asking again while the project stays as it is.
    """

    title: str
    data: dict[str, Any]
    shown: Mapping[str, Any] = MappingProxyType({})
    settled: bool = True


def missing(what: str, name: str) -> HTTPException:
    """Return the 404 for an id that nothing has."""
    return HTTPException(404, f"there is no {what} {name!r}")


def listed(
    items: Sequence[Any], asked: Paged, *, more: bool, path: str, count: int | None = None
) -> dict[str, Any]:
    """Return a part of a list as JSON data: items, where it begins, and the paths of its neighbours."""
    given = asked.given("limit", "offset")
    if asked.limit != AT_ONCE:
        given["limit"] = asked.limit

    def at(offset: int) -> str:
        return links.page(path.lstrip("/"), **given, offset=offset or None)

    before = at(max(0, asked.offset - asked.limit)) if asked.offset else None
    made: dict[str, Any] = {
        "items": items,
        "offset": asked.offset,
        "limit": asked.limit,
        "next": at(asked.offset + asked.limit) if more else None,
        "previous": before,
    }
    return made if count is None else {**made, "count": count}


def as_json(request: Request, view: View, tag: str | None) -> Response:
    """Answer with the data of a view; the neighbours of a list are paths of JSON."""
    data = dict(view.data)
    above = request.scope.get("root_path", "")
    for name in ("next", "previous"):
        if isinstance(data.get(name), str):
            path, mark, query = data[name].partition("?")
            data[name] = f"{above}{path}.json{mark}{query}"
    return Response(json_bytes(data), media_type="application/json", headers=_headers(view, tag))


def as_page(request: Request, template: str, view: View, tag: str | None) -> Response:
    """Answer with a page."""
    session = session_of(request)
    site = site_of(request)
    body = draw(
        template,
        {
            **view.shown,
            "data": view.data,
            "title": view.title,
            "session": session,
            "site": site,
            "here": request.url.path.removeprefix(request.scope.get("root_path", "")),
            "query": dict(request.query_params),
            "again": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            "json_url": _json_url(request) if view.data else None,
        },
    )
    headers = _headers(view, None if session else tag)
    if session:
        headers["Cache-Control"] = "no-store"
    return Response(body, media_type="text/html", headers=headers)


def tag_of(request: Request, *, as_stored: bool = False) -> str:
    """Return the entity tag of an answer: the state of the project, and what was asked for.

    While reports wait to be merged no two answers count as the same: they are merged between two writes.
    ``as_stored`` is for what does not depend on that.
    """
    site = site_of(request)
    whole = f"{request.url.path}?{request.url.query}"
    stores = [one.store for one in (site, site.beside) if one is not None]
    waits = not as_stored and any(store.unmerged() for store in stores)
    waiting = time.monotonic_ns() if waits else ""
    state = f"{site.started} {site.mark()} {waiting} {whole}"
    return f'W/"{hashlib.sha256(state.encode()).hexdigest()[:24]}"'


def is_known(request: Request, tag: str) -> bool:
    """Tell whether whoever asks has the answer already."""
    given = request.headers.get("if-none-match", "")
    plain = tag.removeprefix("W/")
    return any(one.strip().removeprefix("W/") == plain for one in given.split(","))


def not_modified(tag: str) -> Response:
    """Answer that nothing has changed."""
    return Response(status_code=304, headers={"ETag": tag, "Cache-Control": CHECKED})


def error(request: Request, status: int, reason: str, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with what was wrong, as a page or as JSON."""
    kept = {"Cache-Control": "no-store", **(headers or {})}
    if wants_json(request.scope):
        body = error_data(status, reason)
        return Response(body, status, media_type="application/json", headers=kept)
    page = draw(
        "error.html",
        {"title": _HEADINGS.get(status, "That did not work"), "reason": reason, "status": status,
         "session": None, "site": site_of(request), "here": request.url.path, "json_url": None,
         "again": links.NOWHERE},
    )  # fmt: skip
    return Response(page, status, media_type="text/html", headers=kept)


def json_bytes(data: Any) -> bytes:
    """Return data, with records in it, as JSON."""
    return msgspec.json.encode(data)


_HEADINGS = {
    400: "That cannot be asked",
    401: "The token is needed",
    403: "That was refused",
    404: "There is no such page",
    503: "Not now",
}


def _headers(view: View, tag: str | None) -> dict[str, str]:
    headers = {"Cache-Control": CHECKED, "Vary": "Cookie"}
    if tag is not None and view.settled:
        headers["ETag"] = tag
    return headers


def _json_url(request: Request) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.scope.get('raw_path', b'').decode('ascii', 'replace').partition('?')[0]}.json{query}"
