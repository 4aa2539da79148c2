"""The network and the alarm by days: what is shown is that of the chosen days, and it can be played."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, expect

from browsing import Watched
from page_contents import Figures, Links
from served import client, crisis, make_project
from tocsin.showing.page import NetworkParty, Tie, Whole, network_svg

WHOLE = "since=2025-04-05&until=2025-04-20"


@pytest.fixture(scope="module")
def folder(long_folder: Path) -> Path:
    return long_folder


def acts(page: TestClient, asked: str) -> int:
    return sum(one["count"] for one in page.get(f"/network.json?{asked}").json()["items"])


def test_a_day_shows_the_acts_up_to_it_or_of_its_window(page: TestClient) -> None:
    up_to = acts(page, "since=2025-04-05&until=2025-04-12")
    assert acts(page, f"{WHOLE}&day=2025-04-12") == up_to > 0
    week = acts(page, "since=2025-04-10&until=2025-04-12")
    assert acts(page, f"{WHOLE}&day=2025-04-12&window=3") == week < up_to
    assert acts(page, f"{WHOLE}&day=2025-04-20") == acts(page, WHOLE)
    data = page.get(f"/network.json?{WHOLE}&day=2025-04-12&window=3").json()
    assert (data["since"], data["until"], data["day"], data["window"]) == (
        "2025-04-05", "2025-04-20", "2025-04-12", 3)  # fmt: skip
    assert data["shown"] == {"since": "2025-04-10", "until": "2025-04-12"}


def test_figures_of_a_window_lead_to_its_acts(page: TestClient) -> None:
    shown = page.get(f"/network?{WHOLE}&day=2025-04-12&window=3").text
    assert Figures(shown).found == []
    counted = [
        (href, text)
        for href, text in Links(shown).found
        if re.fullmatch(r"\d+", text) and href.startswith(("/events?", "/pairs/"))
    ]
    assert counted
    for href, text in counted:
        path, _, query = href.partition("?")
        assert page.get(f"{path}.json?{query}").json()["count"] == int(text)


def test_the_caption_of_the_network_says_what_its_numbers_count(tmp_path: Path) -> None:
    with client(make_project(tmp_path / "p", crisis()[:2])) as page:  # a report with a denial, and its copy
        found = {one["actor"]: one for one in page.get("/network.json").json()["items"]}
        assert (found["ESP"]["count"], found["PRT"]["claims"]) == (2, {"denied": 2})
        caption = page.get("/network").text.partition('<p class="note">')[2].partition("</p>")[0]
        assert "each copy and each further report of one counts again" in caption
        assert "so does what is denied" in caption
        assert "The brief counts incidents, each once" in caption
        (one,) = page.get("/incidents.json?type=ASSAULT").json()["items"]
        assert len(one["events"]) == 2


def test_a_window_without_acts_keeps_the_drawing_and_says_so(page: TestClient) -> None:
    shown = page.get(f"/network?{WHOLE}&day=2025-04-11&window=1").text
    assert "No event from 2025-04-11 to 2025-04-11" in shown
    assert 'class="party"' in shown
    assert "Spain: 0 acts" in shown


@pytest.mark.parametrize(
    ("asked", "said"),
    [("day=2025-05-09", "is not one of"), ("day=soon", "soon"), ("window=7", "name the day"),
     ("day=2025-04-12&window=0", "window")],
)  # fmt: skip
def test_a_window_that_makes_no_sense_is_refused(page: TestClient, asked: str, said: str) -> None:
    answer = page.get(f"/network.json?{WHOLE}&{asked}")
    assert answer.status_code == 400
    assert said in answer.json()["error"]


def test_parts_of_a_whole_are_drawn_in_one_place() -> None:
    parties = tuple(NetworkParty(name=name, weight=9 - at) for at, name in enumerate("ABCD"))
    ties = tuple(Tie(one="A", other=name, cooperation=2, conflict=4) for name in "BCD")
    whole = Whole(parties=parties, ties=ties)
    all_of_it, part = network_svg(parties, ties), network_svg(parties[:1], ties[1:2], whole=whole)
    spots = [re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', one) for one in (all_of_it, part)]
    assert spots[0] == spots[1]
    assert (all_of_it.count('class="tie'), part.count('class="tie')) == (6, 2)
    assert network_svg(parties, ties, whole=whole) == all_of_it


def test_the_network_is_played_by_keys_and_its_address_can_be_shared(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}/network?{WHOLE}&day=2025-04-17&window=7")
    slider, button = page.get_by_role("slider", name="Acts up to"), page.locator("#player button")
    assert slider.input_value() == "12"
    slider.focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/network?since=2025-04-05&until=2025-04-20&day=2025-04-16&window=7")
    expect(page.locator("#now .lead")).to_have_text("From 2025-04-10 to 2025-04-16")
    assert page.evaluate("() => document.activeElement.type") == "range"
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_text("Pause")
    page.wait_for_url("**day=2025-04-18&window=7")
    page.keyboard.press("Enter")
    expect(button).to_have_text("Play")
    at = slider.input_value()
    page.wait_for_timeout(1500)
    assert slider.input_value() == at
    page.reload()
    assert page.get_by_role("slider", name="Acts up to").input_value() == at
    assert page.get_by_label("Which of them").input_value() == "7"
    assert page.locator(".other-forms a").get_attribute("href") == page.url.replace(
        f"{address}/network", "/network.json"
    )
    assert watched.axe() == []
    assert watched.unreached() == []
    assert watched.wrong == []


def test_playing_ends_with_the_last_day_and_begins_again(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}/network?{WHOLE}&day=2025-04-19")
    button = page.locator("#player button")
    button.click()
    expect(page.locator("#player output")).to_have_text("2025-04-20")
    expect(button).to_have_text("Play")
    button.click()
    expect(page.locator("#player output")).to_have_text("2025-04-05")
    assert watched.wrong == []


def test_who_wants_less_motion_goes_on_by_a_press_a_day(watched: Watched, address: str) -> None:
    page = watched.page
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{address}/network?{WHOLE}&day=2025-04-10")
    page.get_by_role("button", name="Next day").click()
    page.wait_for_url("**day=2025-04-11")
    page.wait_for_timeout(1500)
    assert page.url.endswith("day=2025-04-11")
    assert watched.axe() == []
    assert watched.wrong == []


def test_without_scripts_a_day_is_asked_for_and_tabled(browser: Browser, address: str) -> None:
    one = Watched(browser, java_script_enabled=False)
    one.page.goto(f"{address}/network?{WHOLE}")
    assert one.page.locator("#player").is_hidden()
    one.page.get_by_label("Acts up to").fill("2025-04-12")
    one.page.get_by_label("Which of them").select_option("7")
    one.page.get_by_role("button", name="Show").click()
    assert one.page.locator("#now .lead").inner_text() == "From 2025-04-06 to 2025-04-12"
    assert one.page.locator("tbody tr").count() > 0
    one.close()


def test_a_failing_server_stops_the_play_and_is_told(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}/network?{WHOLE}&day=2025-04-10")
    page.route("**/network?*", lambda route: route.abort())
    page.locator("#player button").click()
    expect(page.locator("#player p")).to_have_text("This day could not be read. Try again.")
    expect(page.locator("#player button")).to_have_text("Play")


def test_the_alarm_is_replayed_day_by_day(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}/alarm?dyad=ESP-PRT&since=2025-04-05&until=2025-04-29&day=2025-04-10")
    slider = page.get_by_role("slider", name="What was known on")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/alarm?dyad=ESP-PRT&since=2025-04-05&until=2025-04-29&day=2025-04-11&replay=true")
    expect(page.get_by_role("heading", name="What 2025-04-11 is made of")).to_be_visible()
    assert page.get_by_label("As it was known on that day").is_checked()
    assert page.locator(".chart-wide a", has_text="2025-04-12").count() == 0
    page.locator("#player button").click()
    page.wait_for_url("**day=2025-04-13&replay=true")
    page.locator("#player button").click()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert watched.axe() == [], scheme
    assert watched.unreached() == []
    for width in (390, 1024, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        assert watched.overflow() <= 0, width
    page.get_by_role("link", name="show it").click()
    expect(page.get_by_role("heading", name="Who with whom")).to_be_visible()
    assert watched.wrong == []


def test_both_themes_and_all_widths_hold_the_player(watched: Watched, address: str) -> None:
    page = watched.page
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{address}/network?{WHOLE}&day=2025-04-12&window=7")
        assert watched.axe() == [], scheme
    for width in (320, 390, 1024, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        assert watched.overflow() <= 0, width
