"""The few files that pages need: styles, scripts, fonts, an icon. Their names are fixed: no other is sent."""

from __future__ import annotations

import json
from functools import cache

from fastapi import APIRouter, HTTPException, Response

from tocsin import tables
from tocsin.showing.page import tokens_css

router = APIRouter()
KINDS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml; charset=utf-8",
    "woff2": "font/woff2",
}
FILES = (
    "article.js",
    "crisis.js",
    "days.js",
    "days_options.js",
    "icon.svg",
    "map.js",
    "map_ground.js",
    "map_marks.js",
    "network.js",
    "network_look.js",
    "page.css",
    "page.js",
    "player.js",
    "review.js",
    "theme.js",
)
SECONDS = 3600
FOLDER = "tocsin.serving", "static"


@router.get("/static/{name}", include_in_schema=False, response_class=Response)
def static(name: str) -> Response:
    """Return one of the files."""
    if name not in FILES:
        raise HTTPException(404)
    return _sent(name, _content(name))


@router.get("/static/vendor/{name}", include_in_schema=False, response_class=Response)
def vendored(name: str) -> Response:
    """Return one of the files that are others' work, as ``make web`` has bundled them."""
    if name not in _vendored_names():
        raise HTTPException(404)
    return _sent(name, _vendored(name))


def _sent(name: str, content: bytes) -> Response:
    headers = {"Cache-Control": f"public, max-age={SECONDS}"}
    return Response(content, media_type=KINDS[name.rpartition(".")[2]], headers=headers)


@cache
def _content(name: str) -> bytes:
    own = tables.table(*FOLDER).joinpath(name).read_bytes()
    return tokens_css().encode() + _vendored("fonts.css") + own if name == "page.css" else own


@cache
def _vendored(name: str) -> bytes:
    return tables.table(*FOLDER).joinpath("vendor", name).read_bytes()


@cache
def _vendored_names() -> frozenset[str]:
    return frozenset(json.loads(_vendored("manifest.json"))["files"])
