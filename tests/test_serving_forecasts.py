"""Forecasts on the page: the ledger as it is, with its track record or the reason why there is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from page_contents import Figures, Links
from served import client, fill_ledger, long_crisis, make_project
from tocsin.evaluating.track_record import FEWEST, track_record
from tocsin.forecasting.ledger import FILE, Ledger


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_project(tmp_path / "told", long_crisis(days=6))


def test_the_page_shows_what_the_ledger_holds_with_its_track_record(folder: Path) -> None:
    with client(folder) as page:
        (incident, *_) = page.get("/incidents.json").json()["items"]
        fill_ledger(folder, open_ones=3, resolved=30, evidence=(incident["id"], "no-longer-there"))
        data = page.get("/forecasts.json").json()
        shown = page.get("/forecasts").text
    record = track_record(Ledger(folder).entries())
    assert (data["count"], data["record"]["resolved"], data["why"]) == (3, 30, None)
    assert data["record"]["combined"]["brier"] == record.combined.brier  # type: ignore[union-attr]
    assert [one["origin"] for one in data["items"]] == ["2025-04-02", "2025-04-01", "2025-03-31"]
    assert "Of 10 earlier forecasts of about this chance 100% came true" in shown
    assert "Of 20 earlier forecasts of about this chance 0% came true" in shown
    assert "10 forecasts of 60% to 70%: 100% came true" in shown
    assert f'href="/incidents/{incident["id"]}"' in shown
    assert "no-longer-there" not in shown
    assert shown.count("It came true") == 10


def test_every_figure_of_a_track_record_is_a_link_that_leads_somewhere(folder: Path) -> None:
    fill_ledger(folder, open_ones=2, resolved=FEWEST)
    with client(folder) as page:
        shown = page.get("/forecasts").text
        assert Figures(shown).found == []
        for href in {href for href, _ in Links(shown).found}:
            here, _, fragment = href.partition("#")
            assert not fragment or f'id="{fragment}"' in shown, href
            assert not here or page.get(here).status_code == 200, href


def test_too_few_forecasts_of_a_chance_and_too_few_dyads_are_told_in_place_of_figures(folder: Path) -> None:
    fill_ledger(folder, open_ones=2, resolved=FEWEST)
    with client(folder) as page:
        shown = page.get("/forecasts").text
    assert "7 earlier forecasts of about this chance are resolved: 10 are needed" in shown
    assert "100% came true" not in shown.partition("How good they were")[0]
    assert "no interval: 1 dyad, 5 are needed" in shown


def test_few_resolved_forecasts_have_no_figures_but_the_reason(folder: Path) -> None:
    fill_ledger(folder, open_ones=1, resolved=FEWEST - 1)
    with client(folder) as page:
        shown = page.get("/forecasts").text
        assert page.get("/forecasts.json").json()["record"]["combined"] is None
    assert f"{FEWEST - 1} forecasts are resolved, {FEWEST} are needed for figures" in shown
    assert "No track record yet" in shown
    assert "Brier" not in shown


def test_without_a_ledger_the_page_says_how_to_begin_one(folder: Path) -> None:
    with client(folder) as page:
        assert "no forecast has been written down yet" in page.get("/forecasts").text


def test_a_damaged_ledger_is_told_and_nothing_of_it_shown(folder: Path) -> None:
    fill_ledger(folder, open_ones=2, resolved=0)
    with client(folder) as page:
        assert page.get("/forecasts.json").json()["count"] == 2
        path = folder / FILE
        path.write_bytes(path.read_bytes().replace(b"0.65", b"0.66", 1))
        data = page.get("/forecasts.json").json()
    assert (data["items"], data["count"]) == ([], 0)
    assert re.match(r"the ledger is damaged: line 1: does not fit its hash", data["why"])


def test_a_forecast_that_is_added_is_there_at_once(folder: Path) -> None:
    fill_ledger(folder, open_ones=1, resolved=0)
    with client(folder) as page:
        first = page.get("/forecasts")
        fill_ledger(folder, open_ones=1, resolved=0)
        again = page.get("/forecasts", headers={"if-none-match": first.headers.get("etag", "")})
        assert again.status_code == 200
        assert "2 forecasts" in again.text
