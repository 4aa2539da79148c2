"""Live: a stream of server-sent events that tells when something was written, and how much there is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from tocsin.errors import StoreError
from tocsin.serving.site import Site, SiteHere

router = APIRouter()
EVERY = 2.0
STILL_HERE = 15.0
"""Seconds after which a comment is sent, so that nobody on the way takes the stream for dead."""


@router.get("/live", response_class=StreamingResponse)
async def live(request: Request, site: SiteHere, once: bool = False) -> StreamingResponse:
    """Stream `changed` with the counts of the project, now and whenever something is written."""
    site.streams.check()
    return StreamingResponse(
        _told(site, once or request.method == "HEAD"),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _told(site: Site, once: bool) -> AsyncIterator[str]:
    """Yield what is sent; ends with the connection, with the server, or after the first event."""
    last, silent = None, 0.0
    with site.streams.one() as ending:
        while not ending.is_set():
            # Somebody may have the project locked: the next round sees more.
            with suppress(StoreError):
                mark = await run_in_threadpool(site.overview.mark)
                if mark != last:
                    yield await run_in_threadpool(_changed, site, mark)
                    last, silent = mark, 0.0
            if once:
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(ending.wait(), EVERY)
            silent += EVERY
            if silent >= STILL_HERE:
                yield ": still here\n\n"
                silent = 0.0


def _changed(site: Site, mark: str) -> str:
    """Return one event; by its id a page that listens again sees that it knows it."""
    counts = msgspec.json.encode(site.counts()).decode()
    return f"event: changed\nid: {site.started}-{mark}\ndata: {counts}\n\n"
