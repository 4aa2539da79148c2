"""The first screen of the brief: all of its parts are seen at once, and what it shortens is below in full."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser

from brief_pages import (
    LARGEST,
    PAIRS,
    brief_of,
    coded_sample,
    crowded_crisis,
    dead_links,
    page_of,
    unlinked_figures,
)
from browsing import Watched
from served import crisis
from tocsin.briefing import Brief, compose
from tocsin.briefing.alarm import Watching
from tocsin.pipeline import Coder
from tocsin.project_merging import merge
from tocsin.showing.brief import brief_html, brief_markdown
from tocsin.showing.brief.screen import LINES, shown
from tocsin.watching.inputs import watched
from tocsin.watching.series import Key

DOUBTS = ("#disputed", "#unconfirmed", "#watch")
PARTS = (".turn", "#level", "#matters", "#talks", *DOUBTS)
DESKS = ((1600, 900), (1440, 900))
LAPTOP = (1024, 768)
PHONE = (390, 844)
PAPER = (680, 956)  # what the margins leave of the smaller of A4 and Letter, in CSS pixels
BOXES = """(parts) => parts.map((part) => {
  const box = document.querySelector(part).getBoundingClientRect();
  return {part, top: box.top, bottom: box.bottom, left: box.left, right: box.right, height: box.height};
})"""


@pytest.fixture(scope="module")
def crowded() -> Brief:
    documents = crowded_crisis()
    merged = merge(documents)
    seen = watched(merged.incidents, merged.documents)
    return compose(
        merged.incidents,
        merged.documents,
        title=" and ".join(PAIRS[0]),
        watching=Watching(seen=seen, keys=(Key(),)),
    )


@pytest.fixture(params=["sample", "crowded", "little"])
def opened(
    request: pytest.FixtureRequest, browser: Browser, coder: Coder, crowded: Brief, tmp_path: Path
) -> Any:
    """A brief in a browser: of the sample crisis, of one that has too much of everything, of a small one."""
    name = request.param
    brief = crowded if name == "crowded" else brief_of(coded_sample(coder) if name == "sample" else crisis())
    path = tmp_path / "brief.html"
    path.write_text(brief_html(brief), encoding="utf-8")
    one = Watched(browser)
    one.page.goto(path.as_uri())
    yield one
    assert one.wrong == []
    one.close()


def boxes(one: Watched, size: tuple[int, int], *parts: str) -> list[dict[str, Any]]:
    one.page.set_viewport_size({"width": size[0], "height": size[1]})
    assert one.overflow() <= 0
    found: list[dict[str, Any]] = one.page.evaluate(BOXES, list(parts))
    return found


def test_one_screen_says_all_of_it(opened: Watched) -> None:
    for size in DESKS:
        for box in boxes(opened, size, *PARTS):
            assert box["height"] > 0, (size, box)
            assert 0 <= box["top"] < box["bottom"] <= size[1], (size, box)
            assert 0 <= box["left"] < box["right"] <= size[0], (size, box)
        assert not opened.page.locator(".counts").is_visible()  # what they lead to is seen
    for box in boxes(opened, LAPTOP, ".turn", ".counts", "#level", "#matters"):
        assert 0 <= box["top"] < box["bottom"] <= LAPTOP[1], box
    assert opened.page.locator(".counts a").evaluate_all("(all) => all.map((one) => one.hash)") == [*DOUBTS]
    tops = [box["top"] for box in boxes(opened, PHONE, ".turn", ".counts", *PARTS[1:])]
    assert tops == sorted(tops)
    opened.page.emulate_media(media="print")
    assert max(box["bottom"] for box in boxes(opened, PAPER, *PARTS)) <= PAPER[1]


def test_headings_say_how_many_there_are_and_lead_to_the_rest(crowded: Brief) -> None:
    written = brief_html(crowded)
    assert len(written) < LARGEST / 2
    root = html.document_fromstring(written)
    assert unlinked_figures(root) == []
    assert dead_links(root) == []
    counts = {
        "disputed": (crowded.disputed_count, len(crowded.disputed)),
        "unconfirmed": (crowded.unconfirmed_count, len(crowded.unconfirmed)),
        "watch": (crowded.ahead_count, len(crowded.ahead)),
    }
    for name, (count, kept) in counts.items():
        (panel,) = root.xpath("//section[@id=$name]", name=name)
        entries = panel.xpath("./ul/li")
        assert 0 < len(entries) < kept <= count
        assert panel.xpath("string(.//h2/a)") == str(count)
        (further,) = panel.xpath(".//a[@class='further']")
        assert further.xpath("string(text())") == f"{count - len(entries)} more"
        (below,) = root.xpath("//*[@id=$name]", name=further.get("href").removeprefix("#"))
        lines = below.xpath("./ul/li")
        assert len(lines) == kept + (count > kept)
        assert (f"and {count - kept} more" in lines[-1].xpath("string()")) == (count > kept)
        assert f"and {count - kept} more" in brief_markdown(crowded) or count == kept


def test_what_a_screen_cuts_is_below_in_full(crowded: Brief) -> None:
    root = html.document_fromstring(brief_html(crowded))
    below = root.xpath("string(//*[@id='doubts'])")
    assert "on the word of the spokesman of the ministry of the interior" in below
    for name in PAIRS[0]:
        assert name in root.xpath("string(//*[@id='evidence'])")


def test_a_long_list_takes_the_lines_that_a_short_one_leaves(crowded: Brief) -> None:
    small = brief_of(crisis())
    assert shown(small)[:3] == (len(small.disputed), len(small.unconfirmed), len(small.ahead))
    even = shown(crowded)
    assert even.disputed * 3 + even.unconfirmed * 2 + even.ahead * 2 <= LINES
    assert min(even[:3]) >= 3


def test_a_brief_of_nothing_has_no_lists() -> None:
    root = page_of([])
    assert root.xpath("//*[@id='doubts' or @class='screen' or @class='counts']") == []
    assert dead_links(root) == []
