"""Movements on the page: lines with a direction, the same as a table, each leading to its words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser

from browsing import Watched
from hostile_texts import MARK, TEXTS
from page_contents import Figures, Links
from served import article, client, event, make_project, running
from tocsin.records import Document, Place
from tocsin.serving import moving

TOLD: tuple[tuple[str, str, str, str | None, Any], ...] = (
    ("Thousands fled Goma for Bukavu", "2025-05-01", "CIVIL_IMPACT", None, "asserted"),
    ("Families fled from Goma to Bukavu", "2025-05-02", "CIVIL_IMPACT", None, "alleged"),
    ("Rwanda moved troops from Kigali to Kibuye", "2025-05-02", "MOBILIZE", "troops", "alleged"),
    ("Uganda will send troops from Kampala to Kasese", "2025-05-03", "MOBILIZE", "troops", "planned"),
    ("Rwanda had moved tanks from Kigali to Bukavu", "2025-05-03", "MOBILIZE", "weapons", "denied"),
    ("The envoy flew from Luanda to Kigali", "2025-05-03", "CONSULT", "visit", "asserted"),
    ("People fled from Burundi to Tanzania", "2025-05-04", "CIVIL_IMPACT", None, "asserted"),
    ("Tanzania sent soldiers to Kigoma", "2025-05-04", "MOBILIZE", "troops", "asserted"),
    ("Families fled from Masisi to Kampala", "2025-05-04", "CIVIL_IMPACT", None, "asserted"),
    ("Rwanda put its troops on alert", "2025-05-04", "MOBILIZE", "troops", "asserted"),
)


def documents() -> list[Document]:
    made = []
    for number, (text, day, kind, mode, modality) in enumerate(TOLD):
        of = article(f"{text}.", f"m{number}", day, title=f"Report {number}", publisher="Wire")
        told = event(of, text, kind, ("RWA Rwanda", ""), mode=mode, modality=modality)
        made.append(Document(article=of, events=(told,), statements=()))
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("moved") / "p", documents())


def ways(page: TestClient, asked: str = "") -> dict[tuple[str | None, str | None], dict[str, Any]]:
    return {
        tuple(end and end["name"] for end in (way["origin"], way["goal"])): way
        for way in page.get(f"/map.json{asked}").json()["movements"]
    }


def drawn(page: TestClient, asked: str = "") -> str:
    shown = page.get(f"/map{asked}").text
    return shown.partition('class="chart-wide"')[2].partition('class="chart-narrow"')[0]


def test_ways_are_counted_with_their_claims_and_ends(page: TestClient) -> None:
    found = ways(page)
    assert set(found) == {
        ("Goma", "Bukavu"), ("Kigali", "Kibuye"), ("Kampala", "Kasese"), ("Kigali", "Bukavu"),
        ("Luanda", "Kigali"), ("Burundi", "Tanzania"), (None, "Kigoma"), ("Masisi", "Kampala"),
    }  # fmt: skip
    fled = found["Goma", "Bukavu"]
    assert (fled["count"], fled["first"], fled["last"]) == (2, "2025-05-01", "2025-05-02")
    assert fled["claims"] == {"asserted": 1, "alleged": 1}
    assert fled["acts"] == [{"type": "CIVIL_IMPACT", "mode": None, "count": 2}]
    assert (fled["origin"]["precision"], fled["goal"]["country"]) == ("town", "COD")
    assert found["Burundi", "Tanzania"]["origin"]["precision"] == "country"


def test_a_way_is_a_line_with_a_head_at_its_goal_and_says_how_exact_its_ends_are(page: TestClient) -> None:
    shown = drawn(page)
    for title, claim in (
        ("Goma (town) to Bukavu (town): 2 events", "asserted"),
        ("Kampala (town) to Kasese (town): 1 event", "planned"),
        ("Masisi (district) to Kampala (town): 1 event", "asserted"),
    ):
        piece = shown.partition(f"<title>{title}</title>")[2].partition("</a>")[0]
        assert re.search(rf'class="way q\d {claim}"', piece), title
        way = re.search(r'd="M([^"]*)" class="way ', piece)
        head = re.search(r'd="M([\d.]+),([\d.]+)L[^"]*" class="way-head', piece)
        assert way is not None
        assert head is not None
        assert way[1].split()[-1] == f"{head[1]},{head[2]}"


def test_what_is_denied_or_known_by_its_country_alone_is_no_line(page: TestClient) -> None:
    shown = drawn(page, "?whole=true")
    assert "Luanda (town) to Kigali (town)" in shown
    for text in (shown, drawn(page)):
        assert "way-head" in text
        assert "Kigali (town) to Bukavu" not in text
        assert "Burundi (" not in text
    assert "Luanda" not in drawn(page)  # it lies far from the others, and the page says that it can be drawn


def test_every_way_leads_to_its_words(page: TestClient) -> None:
    shown = page.get("/map").text
    assert Figures(shown).found == []
    table = shown.partition('id="movements"')[2]
    counted = [(href, text) for href, text in Links(table).found if href.startswith("/movements?")]
    assert len(counted) == len(ways(page))
    for href, text in counted:
        answer = page.get(href.replace("/movements?", "/movements.json?")).json()
        assert answer["count"] == int(text)
    lines = [href for href, _ in Links(drawn(page)).found if "#act-" in href or href.startswith("/movements")]
    assert "/movements?origin=Goma&goal=Bukavu&since=2025-05-01&until=2025-05-04" in lines
    for href in lines:
        here, _, anchor = href.partition("#")
        assert not anchor or f'id="{anchor}"' in page.get(here).text
    listed = page.get("/movements?origin=Goma&goal=Bukavu").text
    assert "Thousands fled Goma for Bukavu" in listed
    assert Figures(listed).found == []


def test_movements_are_listed_in_parts_and_by_their_ends(page: TestClient) -> None:
    every = page.get("/movements.json?limit=4").json()
    assert (every["count"], len(every["items"]), every["next"]) == (9, 4, "/movements.json?limit=4&offset=4")
    days = [one["event"]["date"]["start"] for one in page.get("/movements.json").json()["items"]]
    assert days == sorted(days)
    (alone,) = page.get("/movements.json?origin=-").json()["items"]
    assert (alone["origin"], alone["goal"]["name"]) == (None, "Kigoma")
    assert page.get("/movements.json?since=2025-05-04").json()["count"] == 3


def test_of_more_events_than_are_read_the_page_says_how_many_were_left(
    page: TestClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "MOST_READ", 2)
    with client(folder) as fresh:
        assert fresh.get("/movements.json").json()["unread"] == 8
        assert "Of <a" in fresh.get("/map").text
        assert ("Masisi", "Kampala") in ways(fresh)  # what came last is read


def test_a_project_without_movements_says_so(tmp_path: Path) -> None:
    of = article("Spain warned Portugal.", "one")
    told = event(of, "Spain warned Portugal", "THREATEN", ("ESP Spain", "PRT Portugal"),
                 place={"name": "Lisbon", "country": "PRT", "latitude": 38.7, "longitude": -9.1,
                        "precision": "town"})  # fmt: skip
    project = make_project(tmp_path / "p", [Document(article=of, events=(told,), statements=())])
    with client(project) as fresh:
        assert "No event of this period tells from where" in fresh.get("/map").text
        assert fresh.get("/movements").status_code == 200


def test_movements_are_accessible_narrow_and_reached_by_keys(folder: Path, watched: Watched) -> None:
    page = watched.page
    with running(folder) as address:
        for path in ("/map", "/map?whole=true", "/movements", "/movements?origin=Goma&goal=Bukavu"):
            watched.assert_usable(f"{address}{path}")
        page.goto(f"{address}/map")
        page.locator(".live-map a", has_text="Goma (town) to Bukavu").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/movements?origin=Goma&goal=Bukavu*")
        page.go_back()
        page.locator(".live-map a", has_text="Kampala (town) to Kasese").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/articles/m3#act-*")
        assert watched.wrong == []
        page.goto("about:blank")


def test_without_scripts_the_ways_are_a_table(folder: Path, browser: Browser) -> None:
    one = Watched(browser, java_script_enabled=False)
    with running(folder) as address:
        one.page.goto(f"{address}/map")
        table = one.page.locator("table", has=one.page.get_by_role("columnheader", name="From"))
        assert table.locator("tbody tr").count() == 8
        table.get_by_role("link", name="2", exact=True).click()
        one.page.wait_for_url("**/movements?*")
        assert one.page.locator("li.event").count() == 2
        one.close()


def test_hostile_names_of_ends_neither_run_nor_break_the_page(tmp_path: Path, watched: Watched) -> None:
    made = []
    for number, text in enumerate(TEXTS[::4]):
        of = article("Spain moved troops from Madrid to Lisbon.", f"h{number}", "2025-05-01", title=text)
        told = event(of, of.text[:-1], "MOBILIZE", ("ESP Spain", ""), mode="troops")
        place = Place(text=text, start=33, end=39, name=text, latitude=38.0 + number / 9, longitude=-9.0,
                      precision="town")  # fmt: skip
        made.append(Document(article=of, events=(msgspec.structs.replace(told, place=place),), statements=()))
    page = watched.page
    page.set_viewport_size({"width": 390, "height": 800})
    with running(make_project(tmp_path / "p", made)) as address:
        for path in ("/map", "/movements?limit=100"):
            page.goto(f"{address}{path}")
            assert page.evaluate(f"() => window['{MARK}'] ?? null") is None, path
            assert watched.overflow() <= 0, path
            assert page.locator("footer").is_visible(), path
        assert page.locator("li.event").count() == len(made)
        assert watched.wrong == []
        page.goto("about:blank")
