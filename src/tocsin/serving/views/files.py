"""The few files that pages need: styles, scripts, an icon. Their names are fixed: no other is sent."""

from __future__ import annotations

from functools import cache

from fastapi import APIRouter, HTTPException, Response

from tocsin import tables
from tocsin.showing.page import tokens_css

router = APIRouter()
FILES = {
    "page.css": "text/css",
    "page.js": "text/javascript",
    "article.js": "text/javascript",
    "crisis.js": "text/javascript",
    "player.js": "text/javascript",
    "review.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
SECONDS = 3600


@router.get("/static/{name}", include_in_schema=False, response_class=Response)
def static(name: str) -> Response:
    """Return one of the files."""
    if name not in FILES:
        raise HTTPException(404)
    headers = {"Cache-Control": f"public, max-age={SECONDS}"}
    return Response(_content(name), media_type=f"{FILES[name]}; charset=utf-8", headers=headers)


@cache
def _content(name: str) -> str:
    own = tables.table("tocsin.serving", "static").joinpath(name).read_text(encoding="utf-8")
    return tokens_css() + own if name == "page.css" else own
