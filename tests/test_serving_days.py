"""The charts by day in a real browser: as the library draws them, and as the server does without it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from browsing import Watched
from served import running

ALL = "since=2025-02-01&until=2025-04-29"


@pytest.fixture(scope="module")
def long_address(long_folder: Path) -> Iterator[str]:
    with running(long_folder) as found:
        yield found


def at(chart: Locator, share: float) -> tuple[float, float]:
    """Return a point over the days of a chart."""
    box = chart.bounding_box()
    assert box is not None
    return box["x"] + 41 + share * (box["width"] - 54), box["y"] + 60


def test_a_chart_tells_the_evidence_of_the_day_under_the_pointer_and_leads_to_it(
    watched: Watched, address: str
) -> None:
    page = watched.page
    page.goto(f"{address}/crisis?since=2025-04-28&until=2025-05-04")
    level, acts = page.locator(".told-by-day").all()
    page.mouse.move(*at(level.locator(".live-chart"), 3.5 / 7))
    told = level.locator(".chart-line")
    expect(told).to_contain_text("2025-05-01: 4.8; Spain shelled a ferry")
    expect(level.locator(".live-chart svg")).to_contain_text("2025-05-01: level 4.8")
    assert (told.locator(".told").first.get_attribute("href") or "").startswith("/articles/wire-1#act-")
    acts.scroll_into_view_if_needed()
    page.mouse.move(*at(acts.locator(".live-chart"), 3.5 / 7))
    expect(acts.locator(".chart-line")).to_contain_text("2025-05-01: 3 of conflict in deeds; Spain shelled")
    page.mouse.click(*at(acts.locator(".live-chart"), 3.5 / 7))
    page.wait_for_url("**/days/2025-05-01")
    assert watched.wrong == []


def test_a_stroke_over_days_shows_them_alone_and_back_leads_to_where_it_was(
    watched: Watched, address: str
) -> None:
    page = watched.page
    asked = f"{address}/crisis?since=2025-04-28&until=2025-05-04"
    page.goto(asked)
    chart = page.locator(".live-chart").last
    chart.scroll_into_view_if_needed()
    page.mouse.move(*at(chart, 3.5 / 7))
    page.mouse.down()
    page.mouse.move(*at(chart, 5.5 / 7), steps=5)
    page.mouse.up()
    page.wait_for_url("**/crisis?since=2025-05-01&until=2025-05-03")
    page.go_back()
    page.wait_for_url(asked)
    expect(page.locator(".live-chart").last).to_be_visible()
    assert watched.wrong == []


def test_a_chart_is_read_and_days_are_chosen_by_keys_alone(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}/crisis?since=2025-04-28&until=2025-05-04")
    chart = page.get_by_role("slider", name="Level of conflict by day")
    chart.focus()
    page.keyboard.press("Home")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    spoken = chart.get_attribute("aria-valuetext") or ""
    assert spoken.startswith("2025-05-01: 4.8; Spain shelled a ferry")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_url("**/crisis?since=2025-05-02&until=2025-05-03")
    page.get_by_role("slider", name="Acts by day").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.wait_for_url("**/days/2025-05-02")
    assert watched.wrong == []


def test_a_long_time_is_looked_at_more_closely_in_both_charts(watched: Watched, long_address: str) -> None:
    page = watched.page
    page.goto(f"{long_address}/crisis?{ALL}")
    level, acts = page.locator(".live-chart").all()
    expect(level.locator("svg")).to_contain_text("02-01")
    page.mouse.move(*at(level, 0.9))
    page.mouse.wheel(0, -300)
    assert page.evaluate("() => scrollY") == 0
    expect(acts.locator("svg")).to_contain_text("02-01")  # the wheel alone is the page's
    page.keyboard.down("Control")
    for _ in range(5):
        page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    for chart in (level, acts):
        expect(chart.locator("svg")).not_to_contain_text("02-01")
    assert page.url.endswith(ALL)
    assert watched.axe() == []
    assert watched.wrong == []


def test_a_chart_turns_dark_with_the_page(watched: Watched, long_address: str) -> None:
    page = watched.page
    page.emulate_media(color_scheme="light")
    page.goto(f"{long_address}/crisis")
    line = page.locator('.live-chart svg path[stroke="#1c1e21"]').first
    expect(line).to_be_attached()
    page.emulate_media(color_scheme="dark")
    expect(line).not_to_be_attached()
    expect(page.locator('.live-chart svg path[stroke="#e9e7e2"]').first).to_be_attached()
    assert watched.wrong == []


def test_on_paper_and_without_scripts_the_server_has_drawn_the_days(
    browser: Browser, watched: Watched, address: str
) -> None:
    page = watched.page
    page.goto(f"{address}/crisis")
    expect(page.locator(".live-chart").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".live-chart").first).to_be_hidden()
    expect(page.locator(".told-by-day .chart-wide svg").first).to_be_visible()
    one = Watched(browser, java_script_enabled=False)
    one.page.goto(f"{address}/crisis")
    expect(one.page.locator(".told-by-day .chart-wide svg").first).to_be_visible()
    one.page.locator(".told-by-day").first.locator(".chart-wide a").first.locator(".hit").click()
    one.page.wait_for_url("**/days/2025-05-01")
    one.close()


def test_where_the_library_cannot_be_read_the_drawing_of_the_server_is_told_and_stroked(
    watched: Watched, address: str
) -> None:
    page = watched.page
    page.route("**/vendor/echarts.js", lambda route: route.fulfill(status=404))
    page.goto(f"{address}/crisis?since=2025-04-28&until=2025-05-04")
    level, acts = page.locator(".told-by-day").all()
    level.locator(".chart-wide a").first.focus()
    expect(level.locator(".chart-line")).to_contain_text("2025-05-01: 4.8; Spain shelled a ferry")
    days = acts.locator(".chart-wide a")
    acts.scroll_into_view_if_needed()
    first, last = (days.nth(place).locator(".hit").bounding_box() for place in (3, 5))
    assert first is not None
    assert last is not None
    page.mouse.move(first["x"] + 3, first["y"] + 30)
    page.mouse.down()
    page.mouse.move(last["x"] + 3, last["y"] + 30, steps=5)
    page.mouse.up()
    page.wait_for_url("**/crisis?since=2025-05-01&until=2025-05-03")
