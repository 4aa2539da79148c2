"""Two projects on aligned days: one chart, one table, every number with its evidence in its own project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, expect

from browsing import Watched
from conftest import Run
from hostile_texts import MARK, TEXTS
from page_contents import Figures, Links
from served import CODER, crisis, hostile, long_crisis, make_project, running, token
from tocsin.project import open_project
from tocsin.serving.app import make_app

HERE = "http://127.0.0.1:8765"
EVIDENCE = ("/alarm", "/days/", "/events", "/articles/")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of a crisis that begins to rise ten days earlier."""
    return make_project(tmp_path_factory.mktemp("beside") / "Other", long_crisis(quiet=30))


@pytest.fixture(scope="module")
def both(long_folder: Path, other: Path) -> Iterator[TestClient]:
    app = make_app(open_project(long_folder), beside=open_project(other))
    with TestClient(app, base_url=HERE, follow_redirects=False, client=("127.0.0.1", 50_000)) as opened:
        yield opened


def test_both_projects_are_counted_from_a_day_zero_of_their_own(both: TestClient) -> None:
    data = both.get("/compare.json?before=10&after=12").json()
    one, second = data["lines"]
    assert (data["across"], data["measure"], one["project"], second["project"]) == (
        True, "index", None, "Other")  # fmt: skip
    assert second["zero"] < one["zero"]
    for line, above in ((one, ""), (second, "/beside")):
        told = {day["day"]: day for day in both.get(f"{above}/alarm.json?since=2025-03-01").json()["days"]}
        assert [day["offset"] for day in line["days"]] == list(range(-10, 13))
        assert line["days"][10]["day"] == line["zero"]
        for day in line["days"]:
            assert day["value"] == told.get(day["day"], {"index": None})["index"]


def test_a_dyad_of_each_a_day_and_another_onset_can_be_asked_for(both: TestClient) -> None:
    asked = "/compare.json?one=ESP:PRT&other=PRT:ESP&other_day=2025-04-15"
    one, second = both.get(asked).json()["lines"]
    assert (one["scope"], second["scope"], second["zero"]) == ("ESP→PRT", "PRT→ESP", "2025-04-15")
    for onset in ("alert", "crisis"):
        lines = both.get(f"/compare.json?onset={onset}").json()["lines"]
        for line, above in zip(lines, ("", "/beside"), strict=True):
            told = both.get(f"{above}/alarm.json?since=2025-03-01").json()
            days = {
                "alert": [alert["day"] for alert in told["alerts"]],
                "crisis": [day["day"] for day in told["days"] if day["phase"] in ("crisis", "fighting")],
            }[onset]
            assert line["zero"] == (min(days) if days else None)
            assert bool(line["why"]) == (not days)


def test_the_level_needs_no_past_and_is_that_of_the_crisis(tmp_path: Path, long_folder: Path) -> None:
    short = make_project(tmp_path / "Short", crisis())
    app = make_app(open_project(short), beside=open_project(long_folder))
    with TestClient(app, base_url=HERE) as page:
        data = page.get("/compare.json?one_day=2025-05-01&other_day=2025-04-20").json()
        assert data["measure"] == "level"
        for line, above in zip(data["lines"], ("", "/beside"), strict=True):
            told = page.get(f"{above}/crisis.json?since=2025-03-01").json()["days"]
            levels = {day["day"]: day["level"] for day in told}
            found = {day["day"]: day["value"] for day in line["days"] if day["value"] is not None}
            assert found
            assert found == {day: levels[day] for day in found}


def test_every_number_of_the_comparison_leads_to_evidence_in_its_own_project(both: TestClient) -> None:
    shown = both.get("/compare?before=10&after=12").text
    assert Figures(shown).found == []
    body = shown.partition("<tbody>")[2].partition("</tbody>")[0]
    values = [(href, text) for href, text in Links(body).found]
    assert {href.startswith("/beside/") for href, _ in values} == {True, False}
    for href, text in values:
        here, _, fragment = href.partition("#")
        answer = both.get(here)
        assert answer.status_code == 200, href
        assert f'id="{fragment}"' in answer.text
        day = re.search(r"day=([\d-]+)", href)
        assert day is not None
        index = both.get(here.replace("?", ".json?")).json()["chosen"]["index"]
        assert f"{index:.0f}" == text
    chart = shown.partition('class="chart-wide"')[2].partition('class="chart-narrow"')[0]
    assert {href for href, _ in Links(chart).found} == {href for href, _ in values}


def test_the_pages_of_the_second_project_lead_into_it_alone(both: TestClient) -> None:
    with open_project(both.app.state.site.beside.project.settings.folder) as project:  # type: ignore[attr-defined]
        event = next(project.events())
    for path in ("/crisis", "/alarm", "/events", "/map", "/network", "/incidents", "/sources", "/docs",
                 f"/events/{event.id}", f"/articles/{event.article}"):  # fmt: skip
        shown = both.get(f"/beside{path}").text
        hrefs = {href for href, _ in Links(shown).found if href.startswith("/")}
        assert hrefs - {"/beside/../compare"}, path
        assert all(href.startswith("/beside/") for href in hrefs), path
        assert not re.search(r'action="/(?!beside/)', shown), path
        assert 'data-live="/beside/live"' in shown
        assert "Sign in" not in shown
    answer = both.get(f"/beside/events/{event.id}/incident")
    assert answer.headers["location"].startswith("/beside/incidents/")
    assert both.get("/beside/events.json?limit=2").json()["next"] == "/beside/events.json?limit=2&offset=2"
    assert both.get("/beside/events?limit=1").headers["etag"] != both.get("/events?limit=1").headers["etag"]


def test_nothing_can_be_changed_in_the_second_project(both: TestClient, other: Path) -> None:
    key = token(other)
    for path in ("/beside/events/x/accept", "/beside/articles/x/events", "/beside/sign-in"):
        answer = both.post(path, json={"type": "AID"}, headers={"Authorization": f"Bearer {key}"})
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert both.get("/beside/sign-in").status_code == 404
    assert both.get("/beside/compare").status_code == 404


def test_a_change_of_either_project_makes_the_comparison_anew(tmp_path: Path, other: Path) -> None:
    second = make_project(tmp_path / "Second", crisis()[:2])
    app = make_app(open_project(other), beside=open_project(second))
    with TestClient(app, base_url=HERE) as page:
        page.get("/compare.json")  # which merges the reports, and so writes
        tag = page.get("/compare.json").headers["etag"]
        assert page.get("/compare.json", headers={"If-None-Match": tag}).status_code == 304
        with open_project(second) as writer:
            writer.store.save_document(crisis()[2], CODER)
        assert page.get("/compare.json", headers={"If-None-Match": tag}).status_code == 200


def test_without_a_second_project_two_dyads_are_compared(page: TestClient) -> None:
    answer = page.get("/compare.json?across=true")
    assert answer.status_code == 400
    assert "--beside" in answer.json()["error"]
    assert page.get("/compare.json").json()["across"] is False
    assert page.get("/beside/crisis").status_code == 404


def test_beside_the_second_project_two_dyads_of_the_first_can_be_compared(both: TestClient) -> None:
    lines = both.get("/compare.json?across=false&one=ESP:PRT&other=PRT:ESP").json()["lines"]
    assert [line["project"] for line in lines] == [None, None]
    assert both.get("/compare.json?one=IND-PAK").status_code == 400


def test_the_project_itself_is_no_second_one(
    tocsin: Run, other: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tocsin("serve", other, "--port", 0, "--beside", other) == 2
    assert "names the project itself" in capsys.readouterr().err


def test_the_comparison_is_accessible_and_leads_there_and_back(
    long_folder: Path, other: Path, watched: Watched, browser: Browser
) -> None:
    page = watched.page
    with running(long_folder, beside=other) as address:
        for path in (
            "/compare",
            "/compare?measure=level",
            "/compare?across=false",
            "/beside/crisis",
            "/beside/map",
        ):
            watched.assert_usable(f"{address}{path}")
        page.goto(f"{address}/compare")
        page.get_by_label("Else day zero is").select_option("alert")
        page.get_by_role("button", name="Show").click()
        page.wait_for_url("**/compare?across=true*onset=alert*")
        page.locator(".chart-wide a", has_text="Other, day +1,").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/beside/alarm?day=*#acts")
        page.locator("#acts tbody th a").first.click()
        page.wait_for_url("**/beside/incidents/*")
        page.get_by_role("link", name="compare").click()
        page.wait_for_url("**/compare")
        expect(page.locator("h1")).to_have_text("Compare")
        page.goto(f"{address}/beside/crisis")
        assert page.evaluate("() => document.getElementById('live').dataset.live") == "/beside/live"
        assert watched.wrong == []
        page.goto("about:blank")
        plain = Watched(browser, java_script_enabled=False)
        plain.page.goto(f"{address}/compare")
        plain.page.locator("table a[href^='/beside/']").first.click()
        plain.page.wait_for_url("**/beside/alarm?day=*#acts")
        plain.close()


def test_no_hostile_text_runs_or_breaks_out_below_the_prefix(
    long_folder: Path, tmp_path: Path, watched: Watched
) -> None:
    links = [*TEXTS[::6], '" href="/', "' href='/crisis", '<a href="/crisis">']
    second = make_project(tmp_path / "Hostile", [hostile(text, number) for number, text in enumerate(links)])
    page = watched.page
    with running(long_folder, beside=second) as address:
        for path in ("/beside/events?limit=100", "/beside/articles?limit=100", "/beside/crisis", "/compare"):
            page.goto(f"{address}{path}")
            assert page.evaluate(f"() => window['{MARK}'] ?? null") is None, path
            assert page.locator("footer").is_visible(), path
            inside = page.eval_on_selector_all("main a", "all => all.map((one) => one.getAttribute('href'))")
            own = [href for href in inside if href.startswith("/")]
            assert path == "/compare" or all(href.startswith("/beside/") for href in own), path
        assert watched.wrong == []
        page.goto("about:blank")
