"""The map of the page: names to find the way, and one mark for places that would hide one another."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from page_contents import Figures, Links
from served import LISBON, article, client, event, make_project
from tocsin.records import Document

PLACES: tuple[dict[str, Any], ...] = (
    LISBON,
    {**LISBON, "name": "Almada", "latitude": 38.68},
    {**LISBON, "name": "Oeiras", "longitude": -9.19},
    {**LISBON, "name": "Porto", "latitude": 41.15, "longitude": -8.61},
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = []
    for number, place in enumerate(PLACES):
        of = article(f"Spain shelled {place['name']}.", f"n{number}", "2025-05-01")
        made = event(of, of.text[:-1], "ASSAULT", ("ESP Spain", "PRT Portugal"), place=place)
        documents.append(Document(article=of, events=(made,), statements=()))
    return make_project(tmp_path / "p", documents)


def test_places_that_would_hide_one_another_share_a_mark_that_leads_to_them(folder: Path) -> None:
    with client(folder) as page:
        shown = page.get("/map").text
        assert Figures(shown).found == []
        wide = shown.partition('class="chart-wide"')[2].partition('class="chart-narrow"')[0]
        assert "Almada and 2 more: 3 events" in wide
        assert "Porto: 1 event (town)" in wide
        (part,) = {href for href, _ in Links(wide).found if "inside=" in href}
        data = page.get(part.replace("/map?", "/map.json?")).json()
        assert sorted(one["name"] for one in data["items"]) == ["Almada", "Lisbon", "Oeiras"]
        near = page.get(part).text
        assert "Only the places of one part of the map" in near
        assert "and 2 more" not in near


def test_the_map_names_states_and_capitals_that_are_not_marked(folder: Path) -> None:
    with client(folder) as page:
        drawn = page.get("/map").text
    written = re.findall(r'<text [^>]*class="([^"]*)">\u2068?(.*?)\u2069?</text>', drawn)
    assert ("state", "Portugal") in written
    assert ("halo soft", "Madrid") in written
    assert ("halo soft", "Lisbon") not in written


@pytest.mark.parametrize("inside", ["1,2,3", "here", "nan,0,1,1", "5,0,1,1", "0,9,1,1", "1e999,0,1,1"])
def test_a_part_of_the_map_that_is_none_is_refused(folder: Path, inside: str) -> None:
    with client(folder) as page:
        answer = page.get(f"/map.json?inside={inside}")
        assert answer.status_code == 400
        assert "west,south,east,north" in answer.json()["error"]
