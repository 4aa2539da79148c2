"""The network in a real browser: all parties, nearer, one at a time; the server's drawing without WebGL."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from browsing import WIDTHS, Watched
from served import article, client, event, make_project
from tocsin.records import Document
from tocsin.serving.charting import MOST_PARTIES, MOST_TIES, network_data
from tocsin.showing.page import NetworkParty, Tie, Whole

SIDES = ("ESP Spain", "PRT Portugal", "FRA France", "ITA Italy")
ACTS = (
    ("2025-05-01", 0, 1, "ASSAULT"),
    ("2025-05-01", 0, 1, "THREATEN"),
    ("2025-05-02", 0, 1, "CONSULT"),
    ("2025-05-02", 2, 1, "AID"),
    ("2025-05-03", 3, 0, "REJECT"),
)
NO_WEBGL = """HTMLCanvasElement.prototype.getContext = (get => function (kind, ...more) {
  return kind.startsWith('webgl') ? null : get.call(this, kind, ...more);
})(HTMLCanvasElement.prototype.getContext)"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    documents = []
    for number, (day, one, other, kind) in enumerate(ACTS):
        names = [side.split(" ")[1] for side in SIDES]
        of = article(f"{names[one]} did so to {names[other]}, said {number}.", f"n{number}", day)
        made = event(of, of.text[:-1], kind, (SIDES[one], SIDES[other]))
        documents.append(Document(article=of, events=(made,), statements=()))
    return make_project(tmp_path_factory.mktemp("net") / "p", documents)


@pytest.fixture
def net(watched: Watched, address: str) -> Locator:
    watched.page.goto(f"{address}/network")
    expect(watched.page.locator(".live-net canvas").first).to_be_visible()
    return watched.page.locator(".net")


def test_a_party_that_is_chosen_tells_its_acts_with_links_to_them(watched: Watched, net: Locator) -> None:
    page = watched.page
    expect(net.locator(".chart-wide")).to_be_hidden()
    page.get_by_label("Acts of").select_option(label="Spain, 3 acts")
    told = net.locator(".chart-line")
    expect(told).to_have_text(
        "Spain: 3 acts; with Portugal 2 of conflict, 1 of cooperation; Italy 1 of conflict"
    )
    told.get_by_role("link", name="2 of conflict").click()
    page.wait_for_url("**/pairs/ESP/PRT?side=conflict&since=*")
    assert page.locator("li.event").count() == 2
    assert watched.wrong == []


def test_a_party_under_the_pointer_tells_its_acts_and_leads_to_them(watched: Watched, net: Locator) -> None:
    page = watched.page
    net.locator(".live-net").scroll_into_view_if_needed()
    box = net.locator(".live-net").bounding_box()
    assert box is not None
    # The layout is always the same, but where a party stands is its own affair: look for one.
    spots = ((x, y) for y in range(20, int(box["height"]), 12) for x in range(20, int(box["width"]), 12))
    for x, y in spots:
        page.mouse.move(box["x"] + x, box["y"] + y)
        if (x // 12) % 4 == 0:
            page.wait_for_timeout(12)
        if "; with " in (net.locator(".chart-line").text_content() or ""):
            break
    expect(net.locator(".chart-line")).to_contain_text("; with ")
    assert watched.wrong == []


def test_the_network_is_moved_by_keys_in_both_themes_and_leaves_the_wheel_to_the_page(
    watched: Watched, net: Locator
) -> None:
    page = watched.page
    drawing = net.locator(".live-net")
    page.wait_for_timeout(300)
    before = drawing.screenshot()  # what is drawn can only be seen
    page.get_by_role("button", name="Nearer").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    near = drawing.screenshot()
    page.keyboard.press("0")
    page.wait_for_timeout(300)
    assert near != before
    box = net.locator(".live-net").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 100, box["y"] + 100)
    page.mouse.wheel(0, 150)
    page.wait_for_function("() => scrollY > 0")
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert watched.axe() == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert watched.overflow() <= 0, width
    assert watched.unreached() == []
    assert watched.wrong == []


def test_days_that_are_played_keep_the_network_and_change_its_acts(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}/network?since=2025-05-01&until=2025-05-03&day=2025-05-01")
    expect(page.locator(".live-net canvas").first).to_be_visible()
    page.evaluate("() => { window.kept = document.querySelector('.live-net'); }")
    page.get_by_label("Acts of").select_option(label="Spain, 2 acts")
    page.get_by_role("slider", name="Acts up to").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**day=2025-05-02")
    expect(page.locator(".chart-line")).to_contain_text("Portugal 2 of conflict, 1 of cooperation")
    assert page.get_by_label("Acts of").locator("option:checked").inner_text() == "Spain, 3 acts"
    assert page.evaluate("() => document.querySelector('.net .live-net') === window.kept")
    expect(page.locator(".net .chart-wide")).to_be_hidden()
    assert watched.wrong == []


def test_without_webgl_or_scripts_and_on_paper_the_drawing_of_the_server_stays(
    browser: Browser, watched: Watched, net: Locator, address: str
) -> None:
    watched.page.emulate_media(media="print")
    expect(net.locator(".chart-wide svg")).to_be_visible()
    expect(net.locator(".live-net")).to_be_hidden()
    assert watched.wrong == []
    for options in ({}, {"java_script_enabled": False}):
        one = Watched(browser, **options)
        one.page.add_init_script(NO_WEBGL)
        one.page.goto(f"{address}/network")
        one.page.wait_for_load_state("networkidle")
        expect(one.page.locator(".net .chart-wide svg")).to_be_visible()
        assert one.page.locator(".live-net").count() == 0
        assert one.wrong == []
        one.close()


def test_of_many_parties_those_with_most_acts_are_sent_and_keep_their_places() -> None:
    parties = [NetworkParty(name=f"P{number:03}", weight=1000 - number) for number in range(400)]
    ties = [
        Tie(one=f"P{number:03}", other=f"P{number + step:03}", cooperation=1, conflict=0)
        for number in range(300)
        for step in (1, 2, 3, 4, 5)
    ]
    whole = Whole(parties=tuple(parties), ties=tuple(ties))
    sent = network_data(parties, ties)
    assert sent.count('"name"') == MOST_PARTIES
    assert sent.count('"ends"') == MOST_TIES
    part = network_data(parties[:3], ties[:1], whole)
    assert part.count('"name"') == MOST_PARTIES
    assert part.count('"cooperation"') == 1
    assert network_data(parties, []) == ""


def test_the_caption_says_how_many_are_drawn(folder: Path) -> None:
    with client(folder) as page:
        shown = page.get("/network").text
        assert "the 14 with most acts" not in shown
        assert 'data-net="{&#34;parties&#34;' in shown
