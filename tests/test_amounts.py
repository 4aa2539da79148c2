"""What is counted once has no s, on every page and in every line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from served import article, client, event, make_project
from tocsin.amounts import noun_for, number_of
from tocsin.briefing import compose
from tocsin.merging import Gathering
from tocsin.records import Document
from tocsin.showing.brief import brief_html, brief_markdown

COUNTED = "article|event|incident|act|report|source|day|party|statement|problem|forecast|row|value|place"
WRONG = re.compile(
    rf"\b1 (?:independent |new |more |earlier |read )?(?:{COUNTED})s\b|\b1 (?:families|parties)\b"
)
PAGES = (
    "/crisis",
    "/alarm",
    "/incidents",
    "/network",
    "/map",
    "/events",
    "/articles",
    "/sources",
    "/forecasts",
)


def one_report() -> Document:
    of = article("Spain shelled Lisbon.", "only", "2025-05-01", publisher="Wire")
    made = event(of, "Spain shelled Lisbon", "ASSAULT", ("ESP Spain", "PRT Lisbon"))
    return Document(article=of, events=(made,), statements=())


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 articles"), (1, "1 article"), (2, "2 articles"), (1200, "1,200 articles")]
)
def test_a_count_has_its_noun(count: int, said: str) -> None:
    assert number_of(count, "article") == said


def test_a_plural_may_be_another_word() -> None:
    assert (noun_for(1, "entry", "entries"), noun_for(2, "entry", "entries")) == ("entry", "entries")


def test_a_brief_of_one_report_counts_it_once() -> None:
    gathered = Gathering()
    gathered.add(one_report())
    brief = compose(gathered.merger.incidents(), gathered.documents)
    for written in (brief_markdown(brief), brief_html(brief)):
        assert WRONG.findall(re.sub("<[^>]+>", "", written)) == []


def test_pages_of_one_report_count_it_once(tmp_path: Path) -> None:
    with client(make_project(tmp_path / "p", [one_report()])) as page:
        (incident,) = page.get("/incidents.json").json()["items"]
        for path in (*PAGES, f"/incidents/{incident['id']}", "/articles/only", "/pairs/ESP/PRT"):
            shown = page.get(path)
            assert shown.status_code == 200, path
            assert WRONG.findall(re.sub("<[^>]+>", "", shown.text)) == [], path
