"""The alarm as it stood: merged anew on each day, nothing later in it, beside what is known today."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, expect

from browsing import Watched
from hostile_texts import MARK, TEXTS
from page_contents import Figures, Links
from served import LISBON, article, client, event, hostile, long_crisis, make_project, running
from tocsin.records import Document
from tocsin.serving import replays

LAST = "2025-05-04"


def report(name: str, day: str, text: str, words: str, publisher: str = "Wire", **more: Any) -> Document:
    of = article(text, name, day, publisher=publisher, title=name)
    told = event(of, words, "ASSAULT", ("ESP Spain", "PRT Lisbon"), day="2025-05-01", place=LISBON, **more)
    return Document(article=of, events=(told,), statements=())


def taken_back() -> list[Document]:
    """A report that a second publisher confirms a day later and that the first takes back on the third."""
    words = "Spain shelled Lisbon"
    return [
        report("first", "2025-05-01", "Spain shelled Lisbon on Thursday. The port was shut.", words),
        report("second", "2025-05-02", "Spain shelled Lisbon, the port said at noon.", words, "Port"),
        report("back", "2025-05-03", "This agency said: Spain shelled Lisbon. That report was false.", words),
        report("later", LAST, "Spain shelled Lisbon again and again, it was denied.", words, "Daily",
               modality="denied"),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("replayed") / "p", taken_back())


def known(page: TestClient, day: str, asked: str = "") -> Any:
    return page.get(f"/alarm.json?replay=true&day={day}{asked}").json()["known"]


def test_a_day_shows_what_was_known_then_beside_what_is_known_today(page: TestClient) -> None:
    first, second, third = (known(page, f"2025-05-0{day}") for day in (1, 2, 3))
    assert [day["reports"] for day in (first, second, third)] == [1, 2, 3]
    (then,) = first["recent"]
    assert (then["incident"]["independent_sources"], then["incident"]["modality"]) == (1, "asserted")
    assert (then["withdrawn"], then["today"]["withdrawn"], then["today"]["differs"]) == (False, True, True)
    assert second["recent"][0]["incident"]["independent_sources"] == 2
    assert third["recent"][0]["withdrawn"] is True
    assert first["level"] > 0
    assert second["level"] > first["level"]
    assert third["level"] == 0
    assert [day["level_today"] for day in (first, second, third)] == [0, 0, 0]


@pytest.mark.parametrize("day", [1, 2, 3])
def test_what_came_later_changes_nothing_of_a_day(tmp_path: Path, page: TestClient, day: int) -> None:
    then = make_project(tmp_path / "then", taken_back()[:day])
    with client(then) as live:
        before, after = (known(one, f"2025-05-0{day}") for one in (live, page))
        for name in ("reports", "incidents", "level", "index"):
            assert before[name] == after[name], name
        told = [
            [(row["incident"]["modality"], row["incident"]["articles"]) for row in found["recent"]]
            for found in (before, after)
        ]
        assert told[0] == told[1]


def test_the_last_day_of_a_replay_is_the_crisis_of_today(page: TestClient) -> None:
    days = {one["day"]: one["level"] for one in page.get("/crisis.json").json()["days"]}
    found = known(page, LAST)
    assert (found["level"], found["level_today"]) == (days[LAST], days[LAST])


def test_the_level_of_a_day_leads_to_what_it_adds_up(page: TestClient) -> None:
    shown = page.get("/alarm?replay=true&day=2025-05-02").text
    assert Figures(shown).found == []
    data = page.get("/alarm.json?replay=true&day=2025-05-02").json()
    assert data["replayed"] == "made"
    assert round(10 * sum(one["value"] for one in data["known"]["counted"]), 1) == data["known"]["level"]
    section = shown.partition('<section id="acts"')[2].partition("</section>")[0]
    assert f">{data['known']['level']:.1f}</a>" in section
    for href in {href for href, _ in Links(shown).found}:
        here, _, fragment = href.partition("#")
        answer = page.get(here) if here else None
        assert answer is None or answer.status_code == 200, href
        assert not fragment or f'id="{fragment}"' in (answer.text if answer else shown), href
    assert "The line is the level of conflict of each day, as it was known on that day" in shown
    assert "withdrawn by its source" in shown


def test_alerts_are_those_that_rang_then(long_folder: Path) -> None:
    late = [
        Document(article=of, events=(event(of, of.text[:-1], "ASSAULT", ("ESP Spain", "PRT Lisbon"),
                 day="2025-03-20", place=LISBON),), statements=())
        for number in range(3)
        for of in [article(f"Spain shelled Lisbon in March {number}.", f"late-{number}", "2025-04-29",
                           publisher=f"Late {number}")]
    ]  # fmt: skip
    asked = "/alarm.json?since=2025-03-01&day=2025-04-20&replay=true"
    with client(long_folder) as before:
        told = before.get(asked).json()
    folder = make_project(long_folder.parent / "with-late-reports", [*long_crisis(), *late])
    with client(folder) as after:
        same = after.get(asked).json()
    assert told["alerts"]
    for name in ("day", "name", "reason", "index", "value"):
        assert [one[name] for one in same["alerts"]] == [one[name] for one in told["alerts"]]
    assert same["days"] == told["days"]


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[TestClient]:
    monkeypatch.setattr(replays, "AT_ONCE", 1)
    with client(folder) as opened:
        yield opened


def test_a_larger_project_is_merged_anew_behind_the_page(waiting: TestClient) -> None:
    asked = "/alarm?replay=true&day=2025-05-02"
    first = waiting.get(asked)
    assert "reload in a moment" in first.text
    assert "etag" not in first.headers
    deadline = time.monotonic() + 30
    while waiting.get(asked.replace("?", ".json?")).json()["replayed"] != "made":
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert known(waiting, "2025-05-02")["reports"] == 2


def test_of_too_many_reports_the_page_says_what_it_does_instead(
    page: TestClient, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr(replays, "MOST", 1)
    with client(folder) as large:
        data = large.get("/alarm.json?replay=true&day=2025-05-02").json()
        assert (data["replayed"], data["known"]) == ("too large", None)
        assert "only <code>tocsin replay</code> merges anew" in large.get("/alarm?replay=true").text


def test_days_of_which_nothing_is_known_and_odd_dates_have_a_page(tmp_path: Path) -> None:
    odd = [
        *taken_back()[:1],
        report("future", "2099-01-01", "Spain shelled Lisbon in a film.", "Spain shelled Lisbon"),
        report("undated", "", "Spain shelled Lisbon once.", "Spain shelled Lisbon"),
    ]
    with client(make_project(tmp_path / "p", odd)) as page:
        assert known(page, "2020-01-01") is None
        assert page.get("/alarm?replay=true&day=2020-01-01").status_code == 200
        assert known(page, "2025-05-01")["reports"] == 1
        days = [one["day"] for one in page.get("/crisis.json").json()["days"]]
        assert days == ["2025-05-01"]  # no decades of which nothing was read


def test_a_replay_is_played_accessible_and_there_without_scripts(
    folder: Path, watched: Watched, browser: Browser
) -> None:
    page = watched.page
    with running(folder) as address:
        watched.assert_usable(f"{address}/alarm?replay=true&day=2025-05-02")
        heading = page.get_by_role("heading", name="What was known on")
        expect(heading).to_have_text("What was known on 2025-05-02")
        page.get_by_role("slider", name="What was known on").focus()
        page.keyboard.press("ArrowLeft")
        page.wait_for_url("**day=2025-05-01&replay=true")
        expect(heading).to_have_text("What was known on 2025-05-01")
        page.locator("#known tbody th a").first.click()
        page.wait_for_url("**/incidents/*")
        assert watched.wrong == []
        page.goto("about:blank")
        plain = Watched(browser, java_script_enabled=False)
        plain.page.goto(f"{address}/alarm")
        plain.page.get_by_label("Day to take apart").fill("2025-05-02")
        plain.page.get_by_label("As it was known on that day").check()
        plain.page.get_by_role("button", name="Show").click()
        assert "withdrawn by its source" in plain.page.locator("#known").inner_text()
        plain.close()


def test_no_hostile_text_runs_in_a_replay(tmp_path: Path, watched: Watched) -> None:
    documents = [hostile(text, number) for number, text in enumerate(TEXTS[::4])]
    page = watched.page
    page.set_viewport_size({"width": 390, "height": 800})
    with running(make_project(tmp_path / "p", documents)) as address:
        page.goto(f"{address}/alarm?replay=true&day=2025-05-01")
        assert page.evaluate(f"() => window['{MARK}'] ?? null") is None
        assert page.locator("#known tbody tr").count() > 0
        assert watched.overflow() <= 0
        assert watched.wrong == []
        page.goto("about:blank")
