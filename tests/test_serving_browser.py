"""The page in a real browser: every view, both themes, keyboard, history, without scripts, and live."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browsing import WIDTHS, Watched
from hostile_texts import MARK, TEXTS
from served import CODER, client, crisis, fill_ledger, hostile, long_crisis, make_project, running, token
from tocsin.project import open_project

VIEWS = ("/crisis", "/alarm", "/compare", "/forecasts", "/incidents", "/network", "/pairs/ESP/PRT", "/map",
         "/movements", "/statements", "/readouts", "/events", "/articles", "/articles/other-1", "/sources",
         "/problems", "/review", "/corrections", "/docs", "/days/2025-05-01", "/sign-in",
         "/readouts?first=other-1&second=rival-1", "/nothing")  # fmt: skip
LISTS = ("/events", "/incidents", "/statements", "/articles", "/review")
EMPTY = (
    "/crisis",
    "/alarm",
    "/compare",
    "/forecasts",
    "/incidents",
    "/network",
    "/map",
    "/statements",
    "/readouts",
    "/review",
)


@pytest.fixture(scope="module")
def key(folder: Path) -> str:
    return token(folder)


@pytest.fixture(scope="module")
def every_view(folder: Path) -> list[str]:
    with client(folder) as page:
        (incident,) = page.get("/incidents.json?type=ASSAULT").json()["items"]
        (event,) = page.get("/events.json?modality=planned").json()["items"]
    return [*VIEWS, f"/incidents/{incident['id']}", f"/events/{event['id']}"]


def sign_in(one: Watched, address: str, key: str, after: str) -> None:
    one.page.goto(f"{address}/sign-in?next={after}")
    one.page.get_by_label("Your name").fill("Ana")
    one.page.get_by_label("Token").fill(key)
    one.page.locator("main button").click()
    expect(one.page.get_by_role("button", name="Sign out")).to_be_visible()
    one.settle()


def test_every_view_is_quiet_accessible_narrow_reached_by_keys_and_asks_nobody_else(
    watched: Watched, address: str, every_view: list[str]
) -> None:
    page = watched.page
    for path in every_view:
        page.emulate_media(color_scheme="light")
        page.goto(f"{address}{path}")
        assert watched.axe() == [], (path, "light")
        page.emulate_media(color_scheme="dark")
        assert watched.axe("color-contrast") == [], (path, "dark")  # nothing else depends on the theme
        assert watched.unreached() == [], path
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert watched.overflow() <= 0, (path, width)
    expected = [told for told in watched.complaints if "404" in told]
    assert (len(expected), watched.wrong) == (1, expected)


def test_the_first_key_skips_to_the_content(watched: Watched, address: str) -> None:
    watched.page.goto(f"{address}/crisis")
    watched.page.keyboard.press("Tab")
    watched.page.keyboard.press("Enter")
    assert watched.page.evaluate("() => document.activeElement.id") == "main"


def test_back_and_reload_keep_what_was_asked(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}/events?limit=3")
    page.goto(f"{address}/events")
    page.get_by_label("Who did it").fill("ESP")
    page.get_by_label("Kind").select_option("4")
    page.get_by_role("button", name="Show").click()
    asked = page.url
    assert "actor=ESP" in asked
    assert page.locator("li.event").count() == 3
    page.locator("li.event .evidence a").first.click()
    page.wait_for_url("**/articles/**")
    page.go_back()
    assert page.url == asked
    page.reload()
    assert page.get_by_label("Who did it").input_value() == "ESP"
    assert page.get_by_label("Kind").input_value() == "4"
    assert page.locator("li.event").count() == 3
    assert watched.wrong == []


def test_without_scripts_everything_is_there_and_can_be_done(
    browser: Browser, address: str, key: str, every_view: list[str]
) -> None:
    one = Watched(browser, java_script_enabled=False)
    for path in every_view[::2]:
        one.page.goto(f"{address}{path}")
        assert one.page.locator("h1").inner_text(), path
    sign_in(one, address, key, "/review")
    before = one.page.locator(".card").count()
    one.page.locator(".card").first.get_by_role("button", name="Accept").click()
    one.page.wait_for_url("**/review")
    assert one.page.locator(".card").count() == before - 1
    one.page.goto(f"{address}/corrections")
    one.page.get_by_role("button", name="Undo correction").first.click()
    expect(one.page.get_by_text("undone").first).to_be_visible()
    one.close()


def test_the_queue_is_worked_off_by_keys(watched: Watched, address: str, key: str) -> None:
    sign_in(watched, address, key, "/review")
    page = watched.page
    assert watched.axe() == []
    count = page.locator(".card").count()
    page.keyboard.press("a")
    expect(page.locator("#said")).to_have_text(f"Accepted. {count - 1} left.")
    page.keyboard.press("r")
    expect(page.locator("#said")).to_have_text(f"Rejected. {count - 2} left.")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("f")
    form = page.locator(".card.current .fix form")
    form.get_by_label("Type").select_option("AID")
    form.get_by_label("Mode").press("Enter")
    expect(page.locator("#said")).to_have_text(f"Changed. {count - 3} left.")
    page.reload()
    assert page.locator(".card").count() == count - 3
    assert watched.wrong == []
    page.goto(f"{address}/corrections")
    undone = page.get_by_text("undone").count()
    for number in range(3):
        page.get_by_role("button", name="Undo correction").first.click()
        expect(page.get_by_text("undone")).to_have_count(undone + number + 1)


def test_words_that_are_selected_become_an_act(watched: Watched, address: str, key: str) -> None:
    sign_in(watched, address, key, "/articles/rival-1")
    page = watched.page
    page.wait_for_load_state()
    page.evaluate("""() => {
        const words = document.querySelectorAll('.words')[0];
        const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf('offered no return');
            if (at >= 0) getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + 17);
        }
    }""")
    form = page.locator("#add-form")
    expect(form.get_by_label("Words")).to_have_value("offered no return")
    form.get_by_label("Type").select_option("REJECT")
    form.get_by_label("Who did it").fill("ESP")
    form.get_by_role("button", name="Add").click()
    page.wait_for_url("**/articles/rival-1#act-*")
    note = page.locator(f"[id='{page.url.partition('#')[2]}']")
    expect(note).to_contain_text("refusal")
    note.hover()
    expect(page.locator("mark.trigger.lit")).to_have_text("offered no return")
    assert watched.wrong == []


def test_an_act_is_put_right_beside_its_words(watched: Watched, address: str, key: str) -> None:
    sign_in(watched, address, key, "/articles/rival-1")
    page = watched.page
    note = page.locator(".act-note").first
    note.get_by_text("Put right").click()
    note.get_by_role("button", name="Accept").click()
    page.wait_for_url("**/articles/rival-1")
    page.goto(f"{address}/corrections")
    undone = page.get_by_text("undone").count()
    page.get_by_role("button", name="Undo correction").first.click()
    expect(page.get_by_text("undone")).to_have_count(undone + 1)
    assert watched.wrong == []


def test_an_incident_offers_to_join_what_the_same_parties_did_at_the_time(
    watched: Watched, address: str, key: str, every_view: list[str]
) -> None:
    path = next(one for one in every_view if one.startswith("/incidents/"))
    sign_in(watched, address, key, path)
    options = watched.page.locator("#near option")
    offered = [one.get_attribute("value") for one in options.all()]
    assert offered
    assert path.rpartition("/")[2] not in offered
    assert "Spain" in (options.first.text_content() or "")


def test_what_is_added_is_told_and_the_reader_keeps_the_place(browser: Browser, tmp_path: Path) -> None:
    folder = make_project(tmp_path / "live", crisis()[:2])
    one = Watched(browser, viewport={"width": 600, "height": 300})
    page, told = one.page, one.page.locator("#live")
    top_of_first = "() => document.querySelector('li.event').getBoundingClientRect().top"
    height = "() => document.documentElement.scrollHeight"
    with running(folder) as address, open_project(folder) as writer:
        with page.expect_response("**/live"):
            page.goto(f"{address}/events")
        page.wait_for_timeout(300)
        page.mouse.wheel(0, 400)
        expect(told).to_be_hidden()
        before = page.evaluate(top_of_first), page.evaluate(height)
        writer.store.save_document(crisis()[2], CODER)
        expect(told).to_contain_text("1 new article, 3 new events", timeout=8000)
        assert (page.evaluate(top_of_first), page.evaluate(height)) == before
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            assert one.axe("color-contrast") == [], theme
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 700})
            for at in (0, 100_000):
                page.mouse.wheel(0, at)
                page.wait_for_timeout(100)
                expect(told.get_by_role("link")).to_be_in_viewport(ratio=1)
            footer, line = page.locator("footer").bounding_box(), told.bounding_box()
            assert footer is not None
            assert line is not None
            assert footer["y"] + footer["height"] <= line["y"], width  # the end can be read
            assert one.overflow() <= 0
        page.get_by_role("link", name="show it").click()
        expect(page.locator("li.event")).to_have_count(7)
        assert one.wrong == []
        one.close()


def test_forecasts_with_a_track_record_are_accessible_and_fit(
    browser: Browser, tmp_path: Path, watched: Watched
) -> None:
    page = watched.page
    folder = make_project(tmp_path / "told", long_crisis())
    fill_ledger(folder, open_ones=2, resolved=30)
    with running(folder) as address:
        watched.assert_usable(f"{address}/forecasts")
        assert watched.wrong == []
        page.goto("about:blank")


def test_the_line_of_the_alarm_is_accessible_and_each_day_leads_to_its_acts(
    browser: Browser, tmp_path: Path, watched: Watched
) -> None:
    page = watched.page
    with running(make_project(tmp_path / "long", long_crisis())) as address:
        for path in ("/crisis", "/alarm?dyad=ESP-PRT"):
            watched.assert_usable(f"{address}{path}")
        page.goto(f"{address}/compare?one=ESP:PRT&other=PRT:ESP")
        assert watched.axe() == []
        assert page.locator(".chart-wide svg, .chart-narrow svg").count() == 2
        assert watched.overflow() <= 0
        page.goto(f"{address}/alarm?dyad=ESP-PRT")
        page.locator(".chart-wide a", has_text="2025-04-20").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/alarm?dyad=ESP-PRT&day=2025-04-20#acts")
        assert page.get_by_role("heading", name="What 2025-04-20 is made of").is_visible()
        page.locator("#acts tbody th a").first.click()
        page.wait_for_url("**/incidents/*")
        page.go_back()
        assert "day=2025-04-20" in page.url
        assert watched.wrong == []
        page.goto("about:blank")


def test_an_empty_project_is_as_accessible_as_a_full_one(
    browser: Browser, tmp_path: Path, watched: Watched
) -> None:
    with running(make_project(tmp_path / "empty", [])) as address:
        for path in EMPTY:
            watched.page.goto(f"{address}{path}")
            assert watched.axe() == [], path
        assert watched.wrong == []
        watched.page.goto("about:blank")


def test_no_hostile_text_runs_or_breaks_a_page(watched: Watched, tmp_path: Path) -> None:
    page = watched.page
    page.set_viewport_size({"width": 390, "height": 800})
    documents = [hostile(text, number) for number, text in enumerate(TEXTS)]
    alone = [f"/articles/h{number}" for number in range(0, len(TEXTS), 5)]
    pages = ("/crisis", "/alarm", "/map", "/network", "/sources?limit=100")
    together = [*pages, *(f"{path}?limit=100" for path in LISTS)]
    with running(make_project(tmp_path / "hostile", documents)) as address:
        for path in (*alone, *together):
            page.goto(f"{address}{path}")
            assert page.evaluate(f"() => window['{MARK}'] ?? null") is None, path
            assert watched.overflow() <= 0, path
            assert page.locator("footer").is_visible(), path
            assert page.url == f"{address}{path}"
        assert watched.wrong == []
        page.goto("about:blank")
