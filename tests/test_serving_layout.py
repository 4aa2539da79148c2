"""Where things stand on a page in a real browser: what a reader sees first, and what stands beside what."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from brief_pages import crowded_crisis
from browsing import Watched
from served import article, event, make_project, running, token
from tocsin.records import Document

SENTENCES = ("Spain shelled the port and seized a ferry.", "Spain warned Portugal.", "Portugal met Spain.")
BOXES = """(selector) => [...document.querySelectorAll(selector)].map((one) => {
  const box = one.getBoundingClientRect();
  return {top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left};
})"""


def short_paragraphs() -> Document:
    """Three short paragraphs, the first with more acts than lines."""
    of = article("\n\n".join(SENTENCES), "short")
    sides = ("ESP Spain", "PRT Portugal")
    told = (
        ("Spain shelled the port", "ASSAULT"),
        ("shelled the port", "COERCE"),
        ("seized a ferry", "COERCE"),
        ("Spain warned", "THREATEN"),
        ("Portugal met", "CONSULT"),
    )
    return Document(
        article=of, events=tuple(event(of, words, kind, sides) for words, kind in told), statements=()
    )


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("served") / "short", [short_paragraphs()])


@pytest.fixture(scope="module")
def short_address(short: Path) -> Iterator[str]:
    with running(short) as found:
        yield found


def boxes(one: Watched, selector: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = one.page.evaluate(BOXES, selector)
    return found


def assert_no_overlap(one: Watched, selector: str) -> None:
    found = boxes(one, selector)
    assert all(first["bottom"] <= second["top"] + 1 for first, second in pairwise(found))


@pytest.mark.parametrize("width", [1024, 1280])
def test_acts_in_the_margin_do_not_tear_the_text_apart(
    watched: Watched, short_address: str, width: int
) -> None:
    page = watched.page
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{short_address}/articles/short")
    words, acts = boxes(watched, ".words"), boxes(watched, ".act-note")
    assert (len(words), len(acts)) == (3, 5)
    assert all(0 < two["top"] - one["bottom"] < 30 for one, two in pairwise(words))
    assert acts[0]["top"] - words[0]["top"] < 20  # beside its words
    assert all(one["left"] > words[0]["left"] + 300 for one in acts)
    assert_no_overlap(watched, ".act-note")
    assert acts[-1]["bottom"] <= boxes(watched, "#text + *")[0]["top"]
    page.locator(".to-act", has_text="Portugal met").click()
    expect(page.locator(".act-note:target")).to_be_in_viewport()
    expect(page.locator(".act-note:target")).to_contain_text("Portugal")
    page.set_viewport_size({"width": 390, "height": 800})
    assert_no_overlap(watched, ".words, .act-note")  # each paragraph with its acts below it
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_timeout(100)
    assert boxes(watched, ".words") == words
    assert watched.wrong == []


def test_acts_that_grow_move_those_below_them(watched: Watched, short: Path, short_address: str) -> None:
    page = watched.page
    page.goto(f"{short_address}/sign-in?next=/articles/short")
    page.get_by_label("Token").fill(token(short))
    page.locator("main button").click()
    page.wait_for_url("**/articles/short")
    before = boxes(watched, ".act-note")
    page.locator(".act-note").first.get_by_text("Put right").click()
    page.wait_for_timeout(100)
    assert boxes(watched, ".act-note")[-1]["top"] > before[-1]["top"] + 20
    assert_no_overlap(watched, ".act-note")
    assert watched.wrong == []


def test_without_scripts_acts_stand_with_their_paragraph(browser: Browser, short_address: str) -> None:
    one = Watched(browser, java_script_enabled=False, viewport={"width": 1024, "height": 800})
    one.page.goto(f"{short_address}/articles/short")
    boxes_of = [row.bounding_box() for row in one.page.locator(".paragraph").all()]
    tops = [box["y"] for box in boxes_of if box is not None]
    first = one.page.locator(".paragraph").first.locator(".act-note").last.bounding_box()
    assert first is not None
    assert first["y"] + first["height"] <= tops[1]
    one.close()


@pytest.fixture(scope="module")
def long_address(long_folder: Path) -> Iterator[str]:
    with running(long_folder) as found:
        yield found


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 1600])
def test_the_chart_of_the_crisis_is_seen_before_scrolling(
    watched: Watched, long_address: str, width: int, theme: Any
) -> None:
    page = watched.page
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{long_address}/crisis")
    expect(page.locator(".told-by-day .live-chart svg").first).to_be_in_viewport(ratio=1)
    assert boxes(watched, "#change")[0]["top"] > boxes(watched, ".told-by-day")[0]["bottom"]
    assert watched.wrong == []


@pytest.fixture(scope="module")
def crowded_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served") / "crowded"
    with running(make_project(folder, crowded_crisis(40))) as found:
        yield found


def test_the_crisis_says_at_once_what_the_brief_says_first(watched: Watched, crowded_address: str) -> None:
    page = watched.page
    page.goto(f"{crowded_address}/crisis")
    for width in (1600, 1440, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        seen = boxes(watched, ".turn, .told-by-day, .gist-side > section, .gist-doubts h2, .gist-doubts li")
        assert sum(box["bottom"] <= 900 for box in seen) >= 1 + 1 + 2 + 3 + 6, width
        assert not page.locator(".gist-counts").is_visible()
    page.set_viewport_size({"width": 1024, "height": 768})
    assert boxes(watched, ".told-by-day")[0]["bottom"] <= 768
    for link in page.locator(".gist-counts a").all():
        expect(link).to_be_in_viewport()
    assert watched.overflow() <= 0
    page.get_by_text("More to watch").click()  # what is cut opens in place
    expect(page.locator("#watch ~ .more li").first).to_be_visible()
    page.locator(".gist-pairs td a").first.click()
    expect(page.locator("#d-1 + ul a").first).to_be_in_viewport()
    assert watched.axe() == []
    page.locator("#matters + ol a").first.click()
    page.wait_for_url("**/incidents/*")
    assert watched.wrong == []


def test_doubts_of_today_are_not_told_of_an_earlier_period(watched: Watched, crowded_address: str) -> None:
    watched.page.goto(f"{crowded_address}/crisis?until=2025-05-10")
    assert watched.page.locator(".gist, .gist-counts").count() == 0
    assert watched.page.locator(".told-by-day").first.is_visible()


def test_one_sentence_of_the_crisis_is_the_largest(watched: Watched, long_address: str) -> None:
    size = "(one) => parseFloat(getComputedStyle(one).fontSize)"
    for width in (390, 1280):
        watched.page.set_viewport_size({"width": width, "height": 800})
        watched.page.goto(f"{long_address}/crisis")
        line = watched.page.locator(".turn-line").evaluate(size)
        others = [one.evaluate(size) for one in watched.page.locator("h1, h2, h3, .lead, .turn-more").all()]
        assert max(others) < line
        assert watched.page.locator("h1").evaluate(size) <= 17  # the size of reading


def test_letters_come_with_the_page_and_only_for_the_scripts_that_it_has(
    watched: Watched, tmp_path: Path
) -> None:
    page = watched.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    titles = (
        "Ferry shelled",
        "\u0642\u0635\u0641 \u0627\u0644\u0639\u0628\u0627\u0631\u0629",
        "\u0928\u093e\u0935 \u092a\u0930 \u0917\u094b\u0932\u0940",
    )
    documents = [
        Document(
            article=article("Spain shelled a ferry.", f"n{number}", title=title), events=(), statements=()
        )
        for number, title in enumerate(titles)
    ]
    fonts = "noto-sans-latin.woff2", "noto-sans-arabic-arabic.woff2", "noto-sans-devanagari.woff2"
    with running(make_project(tmp_path / "p", documents)) as address:
        for path, expected in (("/articles/n0", fonts[:1]), ("/articles", fonts)):
            asked.clear()
            page.goto(f"{address}{path}")
            page.evaluate("() => document.fonts.ready.then(() => null)")
            assert {name for name in asked if name.endswith(".woff2")} == set(expected), path
        page.goto("about:blank")
    assert watched.wrong == []
