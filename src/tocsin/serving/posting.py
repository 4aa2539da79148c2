"""What is sent to change something: read, and believed only with the token and from our own pages.

A program sends the token as a bearer. A browser has a session, whose cookie it would also send for a page of
somebody else: so the form has to hold the session's secret, and what the browser says of its origin must fit.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qs, urlsplit

import msgspec
from fastapi import Depends, HTTPException, Request
from starlette.requests import ClientDisconnect

from tocsin.errors import UsageError
from tocsin.records import Record
from tocsin.serving import keys
from tocsin.serving.guard import bearer
from tocsin.serving.site import session_of, site_of
from tocsin.storing.checks import Wanted

MOST_FIELDS = 200
CSRF_HEADER = "x-csrf-token"
BY_PROGRAM = "a program"


class Posted(Record, frozen=True):
    """Fields that were sent, all of them texts; ``who`` says so; ``is_json`` tells that a program asks."""

    fields: dict[str, list[str]]
    who: str
    is_json: bool

    def one(self, name: str) -> str | None:
        """Return the only value of a field; None where it is empty. UsageError for several."""
        values = [value.strip() for value in self.fields.get(name, []) if value.strip()]
        if len(values) > 1:
            raise UsageError(f"{name}: give one")
        return values[0] if values else None

    def needed(self, name: str) -> str:
        """Return the value of a field. UsageError where there is none."""
        found = self.one(name)
        if found is None:
            raise UsageError(f"{name}: is missing")
        return found

    def codes(self, name: str) -> tuple[str, ...]:
        """Return codes, each in a field of its own or with commas or spaces between them."""
        return tuple(code for value in self.fields.get(name, []) for code in value.replace(",", " ").split())

    def wanted(self) -> Wanted:
        """Return what an event should be."""
        return Wanted(
            type=self.one("type"),
            mode=self.one("mode"),
            actors=self.codes("actors"),
            recipients=self.codes("recipients"),
            modality=self.one("modality"),
            date=self.one("date"),
            place=self.one("place"),
        )


async def fields_of(request: Request) -> tuple[dict[str, list[str]], bool]:
    """Return what was sent as a form or as a JSON object, and whether it was JSON.

    HTTPException 415 for anything else, 413 where it is too long. UsageError where it cannot be read.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        body = await request.body()
    except ClientDisconnect:
        raise HTTPException(413, "that is too much") from None
    if kind == "application/json":
        return _json_fields(body), True
    if kind not in ("application/x-www-form-urlencoded", ""):
        raise HTTPException(415, "send a form or JSON")
    try:
        found = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except (UnicodeDecodeError, ValueError):
        raise UsageError("the form cannot be read") from None
    return _without_nul(found), False


async def posted(request: Request) -> Posted:
    """Return what was sent by somebody who may. HTTPException 401 or 403 for anybody else."""
    site = site_of(request)
    given = bearer(request.headers.get("authorization", ""))
    if given is not None:
        if not site.tokens.fits(given):
            raise HTTPException(401, "that is not the token", {"WWW-Authenticate": "Bearer"})
        fields, is_json = await fields_of(request)
        who = (fields.get("who") or [BY_PROGRAM])[0].strip()[: keys.LONGEST_NAME] or BY_PROGRAM
        return Posted(fields=fields, who=who, is_json=is_json)
    session = session_of(request)
    if session is None:
        raise HTTPException(401, "corrections need the token: sign in", {"WWW-Authenticate": "Bearer"})
    from_our_pages(request)
    fields, is_json = await fields_of(request)
    shown = request.headers.get(CSRF_HEADER) or (fields.get("csrf") or [""])[0]
    if not keys.same(shown, session.csrf):
        raise HTTPException(403, "this form is not of your session: reload the page and send it again")
    return Posted(fields=fields, who=session.who, is_json=is_json)


def from_our_pages(request: Request) -> None:
    """Refuse, with HTTPException 403, what a page of somebody else sends."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    foreign = site is not None and site not in ("same-origin", "none")
    if origin is not None:
        foreign = foreign or urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower()
    if foreign:
        raise HTTPException(403, "that was sent from another site")


def _json_fields(body: bytes) -> dict[str, list[str]]:
    try:
        found = msgspec.json.decode(body, type=dict[str, str | list[str]])
    except msgspec.MsgspecError:
        raise UsageError("send a JSON object whose values are texts, or lists of texts") from None
    return _without_nul({name: [value] if isinstance(value, str) else value for name, value in found.items()})


def _without_nul(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    for name, values in fields.items():
        if any("\0" in value for value in values):
            raise UsageError(f"{name!r}: has a character that is none")
    return fields


PostedHere = Annotated[Posted, Depends(posted)]
