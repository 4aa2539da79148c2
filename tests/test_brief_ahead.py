"""What a brief puts first, and what it says to watch: not what others welcome, or later reports settle."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from brief_pages import brief_of, coded_sample
from served import article, event
from tocsin.pipeline import Coder
from tocsin.records import Document, When
from tocsin.showing.brief.phrases import headline

THREAT = "Spain will expel envoys of Portugal unless Portugal frees the crew"


def supposed(text: str = THREAT) -> Document:
    """Return a report of 1 May that supposes an expulsion and a release for 20 May."""
    of = article(f"{text}.", "threat", "2025-05-01", publisher="A")
    acts = (
        event(of, "expel", "SANCTION", ("ESP Spain", "PRT Portugal"), mode="expel", modality="hypothetical"),
        event(of, "frees", "RETREAT", ("PRT Portugal", "ESP crew"), mode="release", modality="hypothetical"),
    )
    dated = tuple(msgspec.structs.replace(one, date=later_day(one.date)) for one in acts)
    return Document(article=of, events=dated, statements=())


def later_day(when: When | None) -> When:
    assert when is not None
    return msgspec.structs.replace(when, start="2025-05-20", end="2025-05-20", text="20 May", basis="stated")


def told(sides: tuple[str, str], published: str = "2025-05-04", **how: Any) -> Document:
    of = article("Portugal freed the crew of Spain.", "told", published, publisher="B")
    act = event(of, "Portugal freed the crew", "RETREAT", sides, mode="release", **how)
    return Document(article=of, events=(act,), statements=())


RELEASE = ("PRT Portugal", "ESP crew")


@pytest.mark.parametrize(
    ("documents", "watched"),
    [
        pytest.param([supposed()], ["RETREAT", "SANCTION"], id="nothing since"),
        pytest.param([supposed(), told(RELEASE)], [], id="they are free"),
        pytest.param(
            [supposed(), told(RELEASE, day="2025-04-20")], ["RETREAT", "SANCTION"], id="free before"
        ),
        pytest.param(
            [supposed(), told(("FRA France", "ESP crew"))], ["RETREAT", "SANCTION"], id="others freed them"
        ),
        pytest.param(
            [supposed(), told(RELEASE, modality="negated")], ["RETREAT", "SANCTION"], id="not freed yet"
        ),
        pytest.param([supposed(THREAT.replace("unless", "if")), told(RELEASE)], ["SANCTION"], id="no unless"),
        pytest.param(
            [supposed("Unless Portugal frees the crew, Spain will expel envoys of Portugal"), told(RELEASE)],
            [],
            id="the condition first",
        ),
    ],
)
def test_what_later_reports_settle_is_nothing_to_watch(documents: list[Document], watched: list[str]) -> None:
    assert sorted(one.line.type for one in brief_of(documents).ahead) == watched


def test_the_ban_that_fell_away_in_the_sample_is_nothing_to_watch(coder: Coder) -> None:
    ahead = [headline(one.line) for one in brief_of(coded_sample(coder)).ahead]
    assert [one for one in ahead if one.startswith(("Cut in relations", "Release"))] == []
    assert "Visit: Irfaan Ali (Guyana) → Jamaica" in ahead
    before = [one for one in coded_sample(coder) if (one.article.published or "") < "2025-11-14"]
    assert "Cut in relations: Guyana → Suriname" in [headline(one.line) for one in brief_of(before).ahead]


def report(number: int, text: str, kind: str, sides: tuple[str, str]) -> Document:
    of = article(f"{text}.", f"n{number}", f"2025-05-{number + 1:02}", publisher="B")
    return Document(article=of, events=(event(of, text, kind, sides),), statements=())


def test_a_welcome_by_others_stands_behind_what_the_two_parties_do() -> None:
    two = ("ESP Spain", "PRT Portugal")
    acts = [
        report(1, "Spain accused Portugal of piracy", "ACCUSE", two),
        report(3, "Spain rejected the proposal that Portugal made", "REJECT", two),
        report(5, "Spain warned Portugal of war", "THREATEN", two),
    ]
    welcome = report(6, "France praised Portugal", "SUPPORT", ("FRA France", "PRT Portugal"))
    assert brief_of([welcome, *acts]).important[0].line.type == "THREATEN"
    assert brief_of([welcome, *acts[1:]]).important[0].line.type == "SUPPORT"  # two acts make no two parties
    own = report(6, "Spain praised Portugal", "SUPPORT", two)
    assert brief_of([own, *acts]).important[0].line.type == "SUPPORT"


def test_no_welcome_of_others_is_among_what_matters_in_the_sample(coder: Coder) -> None:
    brief = brief_of(coded_sample(coder))
    matters = [headline(one.line) for one in brief.important]
    assert [one for one in matters if "United States" in one] == []
    assert any(one.startswith("Seizure: Surinamese coast guards") for one in matters)
    assert brief.change.gravest is not None
    assert "United States" not in headline(brief.change.gravest)
