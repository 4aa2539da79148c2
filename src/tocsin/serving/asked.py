"""What may be asked of a view by its URL: filters, a period, a part of a list.

The filters are those of ``tocsin query``. What makes no sense is answered with 400 and the reason; a field
that a form leaves empty asks for nothing.
"""

from __future__ import annotations

from typing import Any, cast

from pydantic import BaseModel, ConfigDict, Field, model_validator

from tocsin import ontology
from tocsin.records import Modality
from tocsin.storing.asking import EventFilters
from tocsin.storing.days import first_day, last_day

AT_ONCE = 50
MOST_AT_ONCE = 500
LAST = 10_000_000
_DAY = "a day, month or year: 2025-05-01, 2025-05, 2025"
_PARTY = "a country (PAK), the beginning of a code (PAKMIL), or words of a name"


class Asked(BaseModel):
    """Base of all questions: no fields but these, and an empty one is none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        for name, value in given.items():
            if isinstance(value, str) and "\0" in value:
                raise ValueError(f"{name}: has a character that is none")
        return {name: value for name, value in given.items() if value not in ("", None, [])}

    def given(self, *without: str) -> dict[str, Any]:
        """Return what was asked for and is not the default, for a URL."""
        data = self.model_dump(exclude_defaults=True, exclude=set(without))
        return {name: value for name, value in data.items() if value is not None}


class Paged(Asked):
    """A part of a list."""

    limit: int = Field(AT_ONCE, ge=1, le=MOST_AT_ONCE, description="How many, at most.")
    offset: int = Field(0, ge=0, le=LAST, description="How many to pass over.")


class Period(Asked):
    """Some days."""

    since: str | None = Field(None, description=f"First day, {_DAY}.")
    until: str | None = Field(None, description=f"Last day, {_DAY}.")

    def days(self) -> tuple[str | None, str | None]:
        """Return the first and the last day. UsageError for what is none."""
        first = None if self.since is None else first_day(self.since)
        return first, None if self.until is None else last_day(self.until)


class EventQuery(Paged, Period):
    """The filters of ``tocsin query``."""

    actor: str | None = Field(None, description=f"Who did it: {_PARTY}.")
    recipient: str | None = Field(None, description=f"To whom: {_PARTY}.")
    dyad: str | None = Field(None, description="Two parties, PAK-IND: one to the other, or both together.")
    type: str | None = Field(None, description="A type of the ontology.")
    mode: str | None = Field(None, description="A mode of the ontology.")
    quad: int | None = Field(None, ge=1, le=4, description="Quad class, 1 to 4.")
    place: str | None = Field(None, description="The name of a place, or its country.")
    near: str | None = Field(None, description="A name, or latitude,longitude.")
    within_km: float | None = Field(None, ge=0, le=20_100, description="How far from it; 50 by default.")
    modality: Modality | None = Field(None, description="Claim status.")
    words: str | None = Field(None, description='Words of the evidence, "a phrase", begin*, a OR b.')
    min_confidence: float | None = Field(None, ge=0, le=1, description="How sure, at least.")
    article: str | None = Field(None, description="The id of an article.")
    publisher: str | None = Field(None, description="The publisher of its article; - where none is named.")

    def filters(self) -> EventFilters:
        """Return the filters of the store. UsageError for a type that is none."""
        found = {
            name: value
            for name, value in self.model_dump(exclude={"limit", "offset"}).items()
            if value is not None
        }
        if "type" in found:
            found["type"] = ontology.type_info(found["type"].upper().replace("-", "_")).name
        return cast(EventFilters, found)


class DayQuery(Paged):
    """Which events of a day."""

    quad: int | None = Field(None, ge=0, le=4, description="Quad class, 1 to 4; 0 for types without one.")
    modality: Modality | None = Field(None, description="Claim status.")
    happened: bool | None = Field(None, description="Said to have happened (asserted, alleged), or not.")


class ArticleQuery(Paged, Period):
    """Which articles."""

    words: str | None = Field(None, description='Words of title and text, "a phrase", begin*, a OR b.')
    publisher: str | None = Field(None, description="The publisher, as it is written; - for none.")


class StatementQuery(Paged, Period):
    """Which statements; days are those of publication."""

    words: str | None = Field(None, description='Words that were said, "a phrase", begin*, a OR b.')
    speaker: str | None = Field(None, description=f"Who said it: {_PARTY}.")
    addressee: str | None = Field(None, description=f"To whom: {_PARTY}.")
    channel: str | None = Field(None, description="Through which channel: phone, statement, interview.")
    direct: bool | None = Field(None, description="Quoted word for word, or not.")
    article: str | None = Field(None, description="The id of an article.")


class IncidentQuery(Paged, Period):
    """Which incidents."""

    type: str | None = Field(None, description="A type of the ontology.")
    party: str | None = Field(None, description="A country or organisation on either side.")
    disputed: bool | None = Field(None, description="Only those on which reports conflict.")


class ReadoutQuery(Asked):
    """Two accounts."""

    first: str | None = Field(None, description="The id of an article.")
    second: str | None = Field(None, description="The id of another article.")


class Nothing(Asked):
    """A view that takes no questions."""
