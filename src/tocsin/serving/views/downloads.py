"""Downloads: events, statements and articles as CSV and Parquet, by the filters of their lists."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from tocsin.errors import UsageError
from tocsin.project_tables import kinds, rows
from tocsin.serving import links
from tocsin.serving.answers import CHECKED, is_known, not_modified, tag_of
from tocsin.serving.asked import ArticleQuery, EventQuery, StatementQuery
from tocsin.serving.site import Site, SiteHere
from tocsin.showing.project_view import write_csv
from tocsin.storing.filters import UNNAMED
from tocsin.storing.parquet import write_parquet

router = APIRouter()
Form = Literal["csv", "parquet"]
MEDIA = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}
WHOLE = {"limit", "offset"}
ABOUT = "All that fulfil the filters, not a part of them: limit and offset count for nothing."


@router.get("/events.{form}", description=ABOUT, response_class=Response)
def events_file(
    request: Request, site: SiteHere, form: Form, asked: Annotated[EventQuery, Query()]
) -> Response:
    """Download events."""
    return _file(request, site, "events", form, asked.filters())


@router.get("/statements.{form}", description=ABOUT, response_class=Response)
def statements_file(
    request: Request, site: SiteHere, form: Form, asked: Annotated[StatementQuery, Query()]
) -> Response:
    """Download statements."""
    return _file(request, site, "statements", form, _given(asked.model_dump(exclude=WHOLE)))


@router.get("/articles.{form}", description=ABOUT, response_class=Response)
def articles_file(
    request: Request, site: SiteHere, form: Form, asked: Annotated[ArticleQuery, Query()]
) -> Response:
    """Download articles."""
    if asked.publisher == UNNAMED:
        raise UsageError("articles without a publisher cannot be downloaded alone: leave publisher out")
    return _file(request, site, "articles", form, _given(asked.model_dump(exclude=WHOLE)))


def _given(filters: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in filters.items() if value is not None}


def _file(request: Request, site: Site, name: str, form: Form, filters: Mapping[str, Any]) -> Response:
    """Write a file, send it and delete it; what is wrong with a filter is told before anything is sent.

    HTTPException 503 where others are being written already.
    """
    # Of the moment before it is read: a file may be newer than its tag, but never older.
    tag = tag_of(request, as_stored=True)
    if is_known(request, tag):
        return not_modified(tag)
    if not site.downloads.acquire(blocking=False):
        raise HTTPException(503, "other downloads are being written: try again", {"Retry-After": "10"})
    try:
        return _written(site, name, form, filters, tag)
    finally:
        site.downloads.release()


def _written(site: Site, name: str, form: Form, filters: Mapping[str, Any], tag: str) -> Response:
    handle, path = tempfile.mkstemp(prefix="tocsin-", suffix=f".{form}")
    os.close(handle)
    target = Path(path)
    try:
        _write(site, name, form, target, filters)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return FileResponse(
        target,
        media_type=MEDIA[form],
        filename=links.file_name(f"{site.name}-{name}", form),
        headers={"Cache-Control": CHECKED, "ETag": tag},
        background=BackgroundTask(target.unlink, missing_ok=True),
    )


def _write(site: Site, name: str, form: Form, target: Path, filters: Mapping[str, Any]) -> None:
    found: Iterator[dict[str, Any]] = rows(site.project, name, filters)
    if form == "parquet":
        write_parquet(target, kinds(name), found)
        return
    columns = [column for column in kinds(name) if column != "record"]
    with target.open("w", encoding="utf-8", newline="") as stream:
        write_csv(stream, columns, found)
