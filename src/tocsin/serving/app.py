"""The application: the guard around, the views and what else answers inside, and how errors are told."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.metadata import version

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.routing import BaseRoute

from tocsin.errors import OutputError, StoreError, TocsinError, UsageError
from tocsin.project import Project
from tocsin.serving import answers
from tocsin.serving.beside import Below
from tocsin.serving.guard import BESIDE, Door, Guard
from tocsin.serving.limits import Limits
from tocsin.serving.merged import StillMerging
from tocsin.serving.site import Site
from tocsin.serving.views import (
    alarm,
    articles,
    comparing,
    corrections,
    crisis,
    describing,
    downloads,
    events,
    files,
    forecasts,
    incidents,
    live,
    maps,
    network,
    problems,
    readouts,
    review,
    signing,
    sources,
    statements,
)

THREADS = 8
"""Answers that are made at once: each has its own connection, and more would only share the processor."""

ABOUT = "Events, statements, articles and incidents of one project. Lists come in parts (limit, offset)."
STATUSES: tuple[tuple[type[TocsinError], int], ...] = (
    (StoreError, 503),
    (OutputError, 503),
    (UsageError, 400),
    (TocsinError, 500),
)


ROOMS = (
    crisis, alarm, comparing, forecasts, events, articles, incidents, network, maps, statements, readouts,
    sources, problems, review, corrections, downloads, live, signing, describing, files,
)  # fmt: skip
NOT_BESIDE = (comparing, review, signing, files)


def make_app(
    project: Project,
    *,
    door: Door | None = None,
    limits: Limits | None = None,
    beside: Project | None = None,
) -> FastAPI:
    """Return the application that serves a project; it closes the project when it ends.

    ``door`` says where it listens, so that it knows the names it goes by. ``beside`` is a second project to
    compare with, whose pages stand below ``/beside``; it is closed as well.
    """
    second = None if beside is None else Site(beside, door=door, limits=limits, is_beside=True)
    site = Site(project, door=door, limits=limits, beside=second)

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = THREADS
        yield
        for one in filter(None, (site, second)):
            one.close()
            one.project.close()

    app = _app_of(site, lifespan=living)
    if second is not None:
        app.mount(BESIDE, Below(_app_of(second)))
    app.add_middleware(
        Guard,
        door=site.door,
        limits=site.limits,
        sessions=site.sessions,
        tokens=site.tokens,
    )
    return app


def _app_of(
    site: Site, lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None = None
) -> FastAPI:
    """Return the views of a project, and how its errors are told, without the guard around."""
    app = FastAPI(
        title="Tocsin",
        description=ABOUT,
        version=version("tocsin"),
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.state.site = site
    rooms = [room for room in ROOMS if not (site.is_beside and room in NOT_BESIDE)]
    for room in rooms:
        app.include_router(room.router)
    _let_heads_be_asked(app, [route for room in rooms for route in room.router.routes])
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(StarletteHTTPException, _refused)
    app.add_exception_handler(TocsinError, _failed)
    app.add_exception_handler(StillMerging, _not_yet)
    app.add_exception_handler(Exception, _broken)
    return app


def _let_heads_be_asked(app: FastAPI, routes: Iterable[BaseRoute]) -> None:
    """Answer HEAD wherever GET is answered; the server leaves the body out.

    Each gets a route of its own, in the same order, so that the description of the API has nothing twice.
    """
    for one in routes:
        if isinstance(one, APIRoute) and "GET" in (one.methods or ()):
            app.add_api_route(one.path, one.endpoint, methods=["HEAD"], include_in_schema=False,
                              response_class=Response, name=one.name)  # fmt: skip


def _not_understood(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return answers.error(request, 400, "; ".join(_complaint(one) for one in error.errors()))


def _complaint(one: dict[str, object]) -> str:
    where = one.get("loc")
    name = str(where[-1]) if isinstance(where, tuple | list) and where else "the question"
    if one.get("type") == "extra_forbidden":
        return f"{name}: nothing of that name can be asked here"
    return f"{name}: {str(one.get('msg', 'makes no sense')).removeprefix('Value error, ')}"


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, StarletteHTTPException)
    reason = "there is nothing at this address" if error.detail == "Not Found" else str(error.detail)
    return answers.error(request, error.status_code, reason, dict(error.headers or {}))


def _failed(request: Request, error: Exception) -> Response:
    status = next(status for kind, status in STATUSES if isinstance(error, kind))
    if isinstance(error, StoreError):  # its place on the disk is nobody's business
        return answers.error(request, status, f"the project {error.reason}: {error.remedy}")
    return answers.error(request, status, str(error))


def _not_yet(request: Request, error: Exception) -> Response:
    reason = f"the incidents are being put together, {error} so far: reload in a moment"
    return answers.error(request, 503, reason, {"Retry-After": "5"})


def _broken(request: Request, error: Exception) -> Response:
    """Answer a fault of ours without its details, which the log has."""
    return answers.error(request, 500, "Tocsin has made a mistake; where it runs, the log says which")
