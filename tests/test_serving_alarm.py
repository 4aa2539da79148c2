"""The alarm on the page: the index explains itself, leads to incidents, no number without grounds."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from page_contents import Figures, Links
from served import client, crisis, make_project
from tocsin.project import open_project
from tocsin.project_merging import merge_project
from tocsin.watching.alerting import watch_days
from tocsin.watching.inputs import watched
from tocsin.watching.series import Key

LAST, UNREAD = "2025-04-29", "2025-04-28"
FACTORS = ("severity", "level", "side", "claim", "sources", "direction", "coverage", "decay")


@pytest.fixture(scope="module")
def folder(long_folder: Path) -> Path:
    return long_folder


def test_the_index_of_the_page_is_that_of_the_command(page: TestClient, folder: Path) -> None:
    with open_project(folder) as project:
        merged = merge_project(project)
        seen = watched(merged.incidents, merged.documents)
    for dyad, key in ((None, Key()), ("ESP:PRT", Key(actor="ESP", recipient="PRT"))):
        asked = {"since": "2025-03-01", **({"dyad": dyad} if dyad else {})}
        data = page.get("/alarm.json", params=asked).json()
        told = {day.point.day: day for day in watch_days(seen.acts, seen.coverage, key)}
        assert [one["day"] for one in data["days"]] == list(told)
        for one in data["days"]:
            point = told[one["day"]].point
            assert (one["index"], one["low"], one["high"]) == (point.index, point.low, point.high)
            assert one["value"] == (None if point.index is None else point.value)
        assert [one["id"] for one in data["alerts"]] == [a.id for day in told.values() for a in day.alerts]
        assert data["alerts"]


def test_what_a_day_is_made_of_adds_up_and_leads_to_its_incidents(page: TestClient) -> None:
    data = page.get("/alarm.json?day=2025-04-20").json()["chosen"]
    parts = data["contributions"]
    assert len(parts) > 3
    assert math.isclose(math.fsum(one["value"] for one in parts), data["value"])
    for one in parts:
        assert math.isclose(math.prod(one[name] for name in FACTORS), one["value"])
        assert page.get(f"/incidents/{one['incident']}").status_code == 200
    shown = page.get("/alarm?day=2025-04-20").text
    section = shown.partition('<section id="acts"')[2].partition("</section>")[0]
    body, _, foot = section.partition("<tfoot>")
    shown_values = [float(text) for text in re.findall(r">([+-]\d+\.\d{3})</a></td>", body)]
    assert len(shown_values) == len(parts)
    assert f">{data['value']:.3f}</a>" in foot
    assert abs(sum(shown_values) - data["value"]) < 0.0006 * len(parts)


def test_alerts_and_phases_name_incidents_that_have_a_page(page: TestClient) -> None:
    data = page.get("/alarm.json?since=2025-03-01").json()
    shown = page.get("/alarm?since=2025-03-01").text
    assert {"calm", "tension"} <= {one["name"] for one in data["phases"]}
    for one in (*data["alerts"], *data["phases"]):
        for name in one["evidence"]:
            assert page.get(f"/incidents/{name}").status_code == 200
    for alert in data["alerts"]:
        part = shown.partition(f'id="alert-{alert["id"]}"')[2].partition("</article>")[0]
        assert all(f'href="/incidents/{name}"' in part for name in alert["evidence"][:8])
        assert f"alert: {alert['name']}" in shown


def test_every_figure_of_the_alarm_is_a_link_that_leads_somewhere(page: TestClient) -> None:
    for path in ("/alarm", "/alarm?dyad=ESP-PRT&day=2025-04-20", "/alarm?day=2025-03-10",
                 "/compare?one=ESP:PRT&other=PRT:ESP"):  # fmt: skip
        shown = page.get(path).text
        assert Figures(shown).found == [], path
        for href in {href for href, _ in Links(shown).found}:
            here, _, fragment = href.partition("#")
            answer = page.get(here) if here else None
            assert answer is None or answer.status_code == 200, href
            assert not fragment or f'id="{fragment}"' in (answer.text if answer else shown), href


def test_a_replay_leaves_out_what_came_after_the_day(page: TestClient) -> None:
    asked = {"since": "2025-04-01", "until": LAST, "day": "2025-04-20"}
    whole = page.get("/alarm.json", params=asked).json()
    data = page.get("/alarm.json", params={**asked, "replay": "true"}).json()
    assert data["days"] == whole["days"][:20]
    assert data["alerts"] == [one for one in whole["alerts"] if one["day"] <= "2025-04-20"]
    assert data["phases"] == [one for one in whole["phases"] if one["since"] <= "2025-04-20"]
    assert (data["chosen"], data["standings"]) == (whole["chosen"], [])
    shown = page.get("/alarm", params={**asked, "replay": "true"}).text
    assert "2025-04-21: later" in shown
    assert "2025-04-21: index" not in shown
    assert Figures(shown).found == []
    early = page.get("/alarm", params={**asked, "since": "2025-03-01", "day": "2025-03-05", "replay": "true"})
    assert "No day here has an index" in early.text
    assert "2025-03-05: level" in early.text
    assert "2025-03-06: level" not in early.text


@pytest.mark.parametrize("day", ["2025-03-10", UNREAD])
def test_a_day_of_which_too_little_was_read_has_the_reason_and_no_number(page: TestClient, day: str) -> None:
    data = page.get(f"/alarm.json?day={day}").json()["chosen"]
    assert (data["index"], data["value"], data["contributions"]) == (None, None, [])
    assert data["why"]
    shown = page.get(f"/alarm?day={day}").text
    section = shown.partition('<section id="acts"')[2].partition("</section>")[0]
    assert "There is no number for this day" in section
    assert data["why"] in section
    assert "<table" not in section


def test_few_days_give_no_line_but_the_reason(tmp_path: Path) -> None:
    with client(make_project(tmp_path / "p", crisis())) as page:
        shown = page.get("/alarm").text
        assert "30 are needed to compare with" in shown
        assert 'class="chart' not in shown
        assert all(one["index"] is None for one in page.get("/alarm.json").json()["standings"])


def test_a_chosen_day_outside_the_period_is_shown_with_the_days_around_it(page: TestClient) -> None:
    data = page.get("/alarm.json?day=2025-03-05").json()
    assert data["since"] < "2025-03-05" < data["until"]
    asked = page.get("/alarm.json?day=2025-04-20&since=2025-04-15&until=2025-04-25").json()
    assert (len(asked["days"]), asked["chosen"]["day"]) == (11, "2025-04-20")


@pytest.mark.parametrize(
    ("asked", "said"),
    [("dyad=ESP", "write two parties"), ("dyad=ESP-ESP", "are the same"),
     ("dyad=IND-PAK", "was ever reported"), ("day=soon", "soon"), ("nothing=1", "nothing of that name")],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_the_reason(page: TestClient, asked: str, said: str) -> None:
    answer = page.get(f"/alarm.json?{asked}")
    assert answer.status_code == 400
    assert said in answer.json()["error"]


def test_two_dyads_are_compared_from_a_day_zero_of_their_own(page: TestClient) -> None:
    one, other = page.get("/compare.json?one=ESP:PRT&other=PRT:ESP&before=5&after=9").json()["lines"]
    for line in (one, other):
        whole = page.get("/alarm.json", params={"dyad": line["dyad"], "since": "2025-03-01"}).json()["days"]
        told = {day["day"]: day for day in whole if day["index"] is not None}
        values = sorted(day["value"] for day in told.values())
        tenth = 0.9 * (len(values) - 1)
        above = [day for day, found in told.items() if sum(v < found["value"] for v in values) > tenth]
        assert line["zero"] == min(above)
        assert [day["offset"] for day in line["days"]] == list(range(-5, 10))
        for day in line["days"]:
            assert day["index"] == told.get(day["day"], {"index": None})["index"]
        assert line["days"][5]["day"] == line["zero"]
    assert one["zero"] != other["zero"]


def test_day_zero_can_be_asked_for(page: TestClient) -> None:
    line, _ = page.get("/compare.json?one=ESP:PRT&other=PRT:ESP&one_day=2025-04-10").json()["lines"]
    assert line["zero"] == "2025-04-10"
    unread, _ = page.get("/compare.json?one=ESP:PRT&other=PRT:ESP&one_day=2020-01-01").json()["lines"]
    assert unread["why"] == "too little was read on these days"


def test_less_than_two_dyads_cannot_be_compared(page: TestClient) -> None:
    assert "there is one" in page.get("/compare").text
    assert page.get("/compare.json?one=ESP-PRT&other=ESP-PRT").status_code == 400
