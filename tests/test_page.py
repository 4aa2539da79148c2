"""What pages share: drawings that are whole whatever they show, and colours that can be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from brief_pages import ROOT
from tocsin.showing.page import DayBar, NetworkParty, Tie, map_svg, network_svg, timeline_svg, tokens_css
from tocsin.showing.page.worldmap import MapPoint, nearest_together

PLACES = st.builds(
    MapPoint,
    name=st.text(max_size=60),
    latitude=st.floats(-90, 90),
    longitude=st.floats(-180, 180),
    precision=st.sampled_from(["place", "town", "district", "region", "country"]),
    count=st.integers(1, 1000),
    quad=st.sampled_from([None, 1, 2, 3, 4]),
)


@given(st.lists(PLACES, max_size=12), st.sampled_from([358, 760]))
@settings(max_examples=25)
def test_a_map_of_any_places_is_whole(points: list[MapPoint], width: int) -> None:
    drawn = map_svg(points, width=width)
    exact = [point for point in points if point.precision != "country"]
    assert bool(drawn) == bool(exact)
    if drawn:
        root = html.fragment_fromstring(drawn)
        _, _, wide, high = map(float, root.get("viewbox").split())
        assert wide == width
        assert 100 < high < 3 * width
        assert len(root.xpath("./g/title")) >= len(exact)


NAMES = st.text(min_size=1, max_size=60)


@given(st.lists(NAMES, max_size=30, unique=True), st.data(), st.sampled_from([358, 760]))
@settings(max_examples=25)
def test_a_network_of_any_parties_is_whole(names: list[str], data: st.DataObject, width: int) -> None:
    parties = [NetworkParty(name=name, weight=len(names) - i) for i, name in enumerate(names)]
    pairs = data.draw(st.lists(st.tuples(*[st.sampled_from(names)] * 2), max_size=40)) if names else []
    ties = [
        Tie(one=a, other=b, cooperation=i % 3, conflict=i % 2, conflict_href="#x")
        for i, (a, b) in enumerate(pairs)
    ]
    drawn = network_svg(parties, ties, width)
    assert bool(drawn) == bool(names)
    if drawn:
        root = html.fragment_fromstring(drawn)
        assert len(root.xpath("//*[@class='party']")) <= (14 if width > 500 else 8)
        assert "nan" not in drawn
        across = [float(x) for x in root.xpath("//circle/@cx")]
        assert all(0 < x < width for x in across)


def test_cooperation_and_conflict_differ_without_colour() -> None:
    parties = [NetworkParty(name=name, weight=1) for name in ("A", "B")]
    drawn = network_svg(parties, [Tie(one="A", other="B", cooperation=2, conflict=3)])
    root = html.fragment_fromstring(drawn)
    assert root.xpath("//path/@class") == ["tie cooperation", "tie conflict"]
    assert root.xpath("//text[contains(@class, 'count')]/text()") == ["2", "3"]
    assert re.search(r"\.tie\.conflict [^}]*stroke-dasharray", tokens_css())


@given(st.lists(st.tuples(*[st.integers(0, 50)] * 4), min_size=1, max_size=80), st.sampled_from([358, 760]))
@settings(max_examples=25)
def test_a_timeline_has_a_bar_for_each_kind(counts: list[tuple[int, int, int, int]], width: int) -> None:
    bars = [DayBar(label=str(i), title=str(i), counts=one) for i, one in enumerate(counts)]
    root = html.fragment_fromstring(timeline_svg(bars, width))
    for quad in (1, 2, 3, 4):
        assert len(root.xpath(f"//rect[@class='q{quad}']")) == sum(1 for one in counts if one[quad - 1])
    assert all(float(height) > 0 for height in root.xpath("//rect/@height"))


def test_one_far_place_does_not_make_a_map_of_the_world() -> None:
    near = [
        MapPoint(name=str(i), latitude=40 + i / 10, longitude=70 + i / 10, precision="town", count=2)
        for i in range(5)
    ]
    far = MapPoint(name="far", latitude=40.7, longitude=-74, precision="town", count=1)
    assert nearest_together([*near, far]) == near
    assert nearest_together([]) == []
    assert nearest_together([*near, far], around=[far]) == [far]


def test_both_sides_of_the_date_line_are_near() -> None:
    fiji = MapPoint(name="Suva", latitude=-18.1, longitude=178.4, precision="town", count=1)
    samoa = MapPoint(name="Apia", latitude=-13.8, longitude=-171.8, precision="town", count=1)
    drawn = map_svg([fiji, samoa])
    assert "2000 km" not in drawn
    assert len(drawn) < 100_000


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


def contrast(one: str, other: str) -> float:
    """Return the contrast of WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


LIGHT, DARK = (colours(block) for block in re.findall(r"\{([^{}]*--paper[^{}]*)\}", tokens_css())[:2])


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_palette_can_be_read(theme: dict[str, str]) -> None:
    for ground in ("paper", "raised", "sunken"):
        for ink in ("ink", "ink-soft", "link"):
            assert contrast(theme[ink], theme[ground]) >= 4.5
    for mark in ("cooperation", "conflict", "neither"):
        assert contrast(theme[mark], theme["paper"]) >= 4.5
    assert contrast(theme["line-strong"], theme["paper"]) >= 3
    assert contrast(theme["border-line"], theme["land"]) >= 2.5
    for mark in ("cooperation", "conflict"):
        assert contrast(theme[mark], theme["land"]) >= 3


def test_the_contrasts_that_the_design_names_are_measured() -> None:
    text = (ROOT / "docs/design.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` on `([a-z-]+)` \| ([\d.]+) \| ([\d.]+) \|", text, re.MULTILINE)
    assert len(rows) >= 8
    for ink, ground, light, dark in rows:
        assert f"{contrast(LIGHT[ink], LIGHT[ground]):.1f}" == light
        assert f"{contrast(DARK[ink], DARK[ground]):.1f}" == dark
