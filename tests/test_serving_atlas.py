"""The map in a real browser: the marks that the server draws, nearer, at an address that can be shared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browsing import Watched
from served import ALENTEJO, LISBON, article, event, make_project, running
from tocsin.records import Document

PLACES: tuple[dict[str, Any], ...] = (
    LISBON,
    {**LISBON, "name": "Almada", "latitude": 38.68},
    {**LISBON, "name": "Oeiras", "longitude": -9.19},
    {**LISBON, "name": "Porto", "latitude": 41.15, "longitude": -8.61},
    ALENTEJO,
)
WAYS = ("Families fled from Lisbon to Porto", "Families fled from Porto to Faro")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    documents = []
    for number, place in enumerate(PLACES):
        of = article(f"Spain shelled {place['name']}.", f"n{number}", "2025-05-01")
        made = event(of, of.text[:-1], "ASSAULT", ("ESP Spain", "PRT Portugal"), place=place)
        documents.append(Document(article=of, events=(made,), statements=()))
    for number, text in enumerate(WAYS):
        of = article(f"{text}.", f"w{number}", "2025-05-01")
        made = event(of, text, "CIVIL_IMPACT", ("PRT Families", ""), modality=("asserted", "alleged")[number])
        documents.append(Document(article=of, events=(made,), statements=()))
    return make_project(tmp_path_factory.mktemp("atlas") / "p", documents)


@pytest.fixture
def chart(watched: Watched, address: str) -> Locator:
    watched.page.set_viewport_size({"width": 826, "height": 800})  # the map is as wide as the drawing
    watched.page.goto(f"{address}/map")
    found = watched.page.locator("svg.live-map")
    expect(found.locator("text", has_text="km")).to_be_visible()
    return found


def mark(page: Page, title: str) -> Locator:
    return page.locator("svg.live-map a", has=page.locator(f"title:text-is('{title}')"))


def test_the_map_has_the_marks_of_the_servers_drawing(watched: Watched, chart: Locator) -> None:
    titles = "(chart) => [...chart.querySelectorAll('a > title')].map((one) => one.textContent).sort()"
    server = watched.page.locator(".chart-wide svg")
    assert chart.evaluate(titles) == server.evaluate(titles)
    hrefs = "(chart) => [...chart.querySelectorAll('a')].map((one) => one.href.baseVal).sort()"
    assert chart.evaluate(hrefs) == server.evaluate(hrefs)
    assert len(chart.locator(".land").get_attribute("d") or "") > 500
    assert chart.locator(".way.asserted").count() == chart.locator(".way.alleged").count() == 1
    assert watched.axe() == []
    assert watched.wrong == []


def test_places_that_share_a_mark_part_and_the_address_keeps_what_is_seen(
    watched: Watched, chart: Locator
) -> None:
    page = watched.page
    mark(page, "Almada and 2 more: 3 events (town)").locator("path").first.click()
    for name in ("Almada", "Lisbon", "Oeiras"):
        expect(mark(page, f"{name}: 1 event (town)")).to_be_visible()
    assert "#at=38.69,-9.1" in page.url.replace("38.690", "38.69")
    shared = page.url
    page.goto("about:blank")
    page.goto(shared)
    expect(mark(page, "Oeiras: 1 event (town)")).to_be_visible()
    mark(page, "Oeiras: 1 event (town)").locator("path").first.click()
    page.wait_for_url("**/events?place=Oeiras**")
    page.go_back()
    expect(mark(page, "Almada: 1 event (town)")).to_be_visible()
    page.get_by_role("button", name="All of it").click()
    expect(mark(page, "Almada and 2 more: 3 events (town)")).to_be_visible()
    assert "#" not in page.url
    assert watched.wrong == []


def test_the_map_is_moved_by_keys_and_leaves_the_wheel_to_the_page(watched: Watched, chart: Locator) -> None:
    page = watched.page
    whole = chart.locator("text", has_text="km").text_content()
    page.get_by_role("button", name="Nearer").focus()
    for _ in range(3):
        page.keyboard.press("Enter")
    assert whole
    expect(chart.locator("text", has_text="km")).not_to_have_text(whole)
    before = page.url
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(url) => location.href !== url", arg=before)
    page.keyboard.press("0")
    page.wait_for_function("() => !location.hash")
    mark(page, "Porto: 1 event (town)").focus()
    expect(page.locator(".map .chart-line")).to_have_text("Porto: 1 event (town)")
    box = chart.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 200, box["y"] + 200)
    page.mouse.wheel(0, 120)
    page.wait_for_function("() => scrollY > 0")
    expect(chart.locator("text", has_text="km")).to_have_text(whole)
    page.set_viewport_size({"width": 390, "height": 800})
    expect(chart).to_have_attribute("width", "358")
    assert watched.overflow() <= 0
    assert watched.wrong == []


def test_the_map_of_a_second_project_leads_to_its_own_pages(watched: Watched, folder: Path) -> None:
    with running(folder, beside=folder) as address:
        watched.page.goto(f"{address}/beside/map")
        links = watched.page.locator("svg.live-map a")
        expect(links.first).to_be_attached()
        found = links.evaluate_all("(all) => all.map((one) => one.href.baseVal)")
        assert found
        assert all(href.startswith("/beside/") for href in found)
        watched.page.goto("about:blank")


def test_without_scripts_or_outlines_the_drawing_of_the_server_stays(
    browser: Browser, watched: Watched, address: str
) -> None:
    watched.page.route("**/countries-50m.json", lambda route: route.fulfill(status=404))
    watched.page.goto(f"{address}/map")
    watched.page.wait_for_load_state("networkidle")
    assert watched.page.locator("svg.live-map").count() == 0
    one = Watched(browser, java_script_enabled=False)
    one.page.goto(f"{address}/map")
    for page in (watched.page, one.page):
        expect(page.locator(".map .chart-wide svg")).to_be_visible()
    one.close()
