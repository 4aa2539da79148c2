"""One function gathers what a view shows; here it gets its two URLs, the page and the same with ``.json``."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request, Response

from tocsin.serving.answers import View, as_json, as_page, is_known, not_modified, tag_of
from tocsin.serving.site import session_of

Gather = Callable[..., View]
REQUEST = "request_"


def view(router: APIRouter, path: str, template: str) -> Callable[[Gather], Gather]:
    """Register a function under ``path`` (a page, drawn with ``template``) and under ``path.json``.

    What the function takes is what FastAPI gives it: parts of the path, the question, the site. The first
    line of its docstring is what the description of the API says.
    """

    def register(gather: Gather) -> Gather:
        summary = (inspect.getdoc(gather) or "").partition("\n")[0].rstrip(".")
        answer_json, answer_page = _endpoint(gather, None), _endpoint(gather, template)
        router.add_api_route(f"{path}.json", answer_json, methods=["GET"], summary=summary,
                             response_class=Response, name=f"{gather.__name__}.json",
                             operation_id=gather.__name__,
                             responses=_ANSWERS)  # fmt: skip
        router.add_api_route(path, answer_page, methods=["GET"], include_in_schema=False,
                             response_class=Response, name=gather.__name__)  # fmt: skip
        return gather

    return register


_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"description": "What the page shows, as JSON", "content": {"application/json": {}}},
    304: {"description": "Nothing has changed since the ETag that was sent"},
    400: {"description": "What was asked for makes no sense; `error` says why"},
}


def _endpoint(gather: Gather, template: str | None) -> Callable[..., Response]:
    def answer(**given: Any) -> Response:
        request: Request = given.pop(REQUEST)
        tag = tag_of(request)
        if is_known(request, tag) and (template is None or session_of(request) is None):
            return not_modified(tag)
        found = gather(**given)
        return as_json(request, found, tag) if template is None else as_page(request, template, found, tag)

    own = inspect.signature(gather, eval_str=True)
    asked = inspect.Parameter(REQUEST, inspect.Parameter.KEYWORD_ONLY, annotation=Request)
    parameters = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in own.parameters.values()]
    answer.__signature__ = own.replace(  # type: ignore[attr-defined]
        parameters=[*parameters, asked], return_annotation=Response
    )
    answer.__name__ = gather.__name__
    answer.__doc__ = gather.__doc__
    return answer
