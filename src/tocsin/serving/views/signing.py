"""Signing in with the token, which begins a session; and signing out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from tocsin.serving import keys, links
from tocsin.serving.answers import View, as_page, error
from tocsin.serving.asked import Asked
from tocsin.serving.guard import cookie_name, session_key, wants_json
from tocsin.serving.posting import PostedHere, fields_of, from_our_pages
from tocsin.serving.site import SiteHere

router = APIRouter()
NOBODY = "somebody"


class SignInQuery(Asked):
    """Where to go afterwards."""

    next: str | None = Field(None, description="A path of this server.")


@router.get("/sign-in", include_in_schema=False, response_class=Response)
def sign_in_page(request: Request, site: SiteHere, asked: Annotated[SignInQuery, Query()]) -> Response:
    """Return the form for the token."""
    view = View(title="Sign in", data={}, shown={
        "next": links.own_path(asked.next), "has_token": site.tokens.exists, "wrong": False})  # fmt: skip
    return _unkept(as_page(request, "sign_in.html", view, None))


async def _form(request: Request) -> dict[str, list[str]]:
    from_our_pages(request)
    return (await fields_of(request))[0]


@router.post("/sign-in", include_in_schema=False, response_class=Response)
def sign_in(
    request: Request, site: SiteHere, form: Annotated[dict[str, list[str]], Depends(_form)]
) -> Response:
    """Begin a session for the right token; show the form again for a wrong one."""
    after = links.own_path((form.get("next") or [""])[0])
    if not site.tokens.fits((form.get("token") or [""])[0].strip()):
        if wants_json(request.scope):
            return error(request, 401, "that is not the token")
        view = View(title="Sign in", data={}, shown={
            "next": after, "has_token": site.tokens.exists, "wrong": True})  # fmt: skip
        page = _unkept(as_page(request, "sign_in.html", view, None))
        page.status_code = 401
        return page
    who = (form.get("who") or [""])[0].strip()[: keys.LONGEST_NAME] or NOBODY
    answer = RedirectResponse(after, 303)
    answer.set_cookie(
        cookie_name(request.scope),
        site.sessions.begin(who),
        max_age=keys.HOURS * 3600,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
        path="/",
    )
    return _unkept(answer)


@router.post("/sign-out", include_in_schema=False, response_class=Response)
def sign_out(request: Request, site: SiteHere, given: PostedHere) -> Response:
    """End the session."""
    site.sessions.end(session_key(request.scope))
    answer = RedirectResponse(links.own_path(given.one("next")), 303)
    answer.delete_cookie(cookie_name(request.scope), path="/")
    return _unkept(answer)


def _unkept(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
