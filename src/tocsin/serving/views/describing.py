"""The description of the API, drawn here: nothing is fetched from anywhere."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from tocsin.serving.answers import View, as_page

router = APIRouter()


@router.get("/docs", include_in_schema=False, response_class=Response)
def docs(request: Request) -> Response:
    """Return the page of the API."""
    schema: dict[str, Any] = request.app.openapi()
    calls = [
        {
            "path": path,
            "method": method.upper(),
            "summary": call.get("summary", ""),
            "about": call.get("description", ""),
            "parameters": [_parameter(one) for one in call.get("parameters", [])],
        }
        for path, methods in schema["paths"].items()
        for method, call in methods.items()
    ]
    view = View(title="API", data={}, shown={"calls": calls, "about": schema["info"]})
    return as_page(request, "docs.html", view, None)


@router.get("/docs.json", include_in_schema=False)
def docs_json(request: Request) -> RedirectResponse:
    """Lead to the description for programs."""
    return RedirectResponse(request.app.openapi_url, 303)


def _parameter(one: dict[str, Any]) -> dict[str, str]:
    kinds = one.get("schema", {})
    options = kinds.get("anyOf", [kinds])
    names = [_kind(option) for option in options if option.get("type") != "null"]
    return {"name": one["name"], "kind": " or ".join(names), "about": one.get("description", "")}


def _kind(option: dict[str, Any]) -> str:
    if "enum" in option:
        return " | ".join(map(str, option["enum"]))
    bounds = [str(option[name]) for name in ("minimum", "maximum") if name in option]
    return str(option.get("type", "text")) + (f", {' to '.join(bounds)}" if len(bounds) == 2 else "")
