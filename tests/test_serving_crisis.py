"""The line of the crisis: the level of the brief, copies counted once, and the alerts that rang on it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from page_contents import Figures, Links
from served import CODER, LISBON, article, client, crisis, event, long_crisis, make_project
from tocsin.briefing import compose
from tocsin.briefing.level import EscalationValue
from tocsin.briefing.model import Level
from tocsin.project import open_project
from tocsin.project_merging import merge_project
from tocsin.records import Document
from tocsin.serving import line, merged

SINCE = "2025-03-01"


@pytest.fixture(scope="module")
def long_page(long_folder: Path) -> Iterator[TestClient]:
    with client(long_folder) as opened:
        yield opened


def level_of_the_brief(folder: Path) -> Level:
    with open_project(folder) as project:
        found = merge_project(project)
    return compose(found.incidents, found.documents, measure=EscalationValue()).level


def levels(page: TestClient, **asked: str) -> dict[str, Any]:
    return {one["day"]: one["level"] for one in page.get("/crisis.json", params=asked).json()["days"]}


def test_the_line_is_the_level_of_the_brief(long_page: TestClient, long_folder: Path) -> None:
    told = level_of_the_brief(long_folder)
    data = long_page.get("/crisis.json", params={"since": SINCE}).json()
    assert {one["day"]: one["level"] for one in data["days"]} == {one.day: one.value for one in told.days}
    assert tuple(data["level"]["band"]) == told.band
    assert data["days"][-1]["level"] == told.now > 0
    assert data["change"]["level"] is None  # nothing was read of the day before


def test_the_first_line_says_which_way_the_level_goes(long_page: TestClient) -> None:
    asked = {"since": SINCE, "until": "2025-04-20"}
    data = long_page.get("/crisis.json", params=asked).json()
    told, before, last = data["turn"], data["days"][-8], data["days"][-1]
    assert (told["day"], told["now"]) == (last["day"], last["level"])
    assert told["by"] == pytest.approx(last["level"] - before["level"], abs=0.05)
    assert (told["direction"], told["by"] > 0) == ("up", True)
    shown = long_page.get("/crisis", params=asked).text
    assert "Conflict is rising" in shown
    assert told["standing"] in shown
    assert Figures(shown).found == []


def test_of_a_few_days_no_direction_is_told(tmp_path: Path) -> None:
    with client(make_project(tmp_path / "p", crisis()[:2])) as page:
        told = page.get("/crisis.json").json()["turn"]
        assert (told["direction"], told["standing"]) == ("unknown", None)
        assert "Too few days to say which way it goes." in page.get("/crisis").text


def test_what_happened_in_the_week_before_the_first_report_is_shown(tmp_path: Path) -> None:
    of = article("Spain shelled Lisbon on Monday.", "one", "2025-05-01")
    long_ago = article("Spain shelled Lisbon in March.", "other", "2025-05-01")
    documents = [
        Document(article=each, events=(event(each, "Spain shelled Lisbon", "ASSAULT",
                 ("ESP Spain", "PRT Lisbon"), day=day),), statements=())
        for each, day in ((of, "2025-04-28"), (long_ago, "2025-03-01"))
    ]  # fmt: skip
    with client(make_project(tmp_path / "p", documents)) as page:
        data = page.get("/crisis.json").json()
        assert (data["since"], data["until"]) == ("2025-04-28", "2025-05-01")
        assert data["days"][0]["counts"]["4"] == 1


def test_a_copy_adds_nothing_to_the_level(tmp_path: Path) -> None:
    _, copy, *_ = crisis()
    with client(make_project(tmp_path / "one", crisis()[:1])) as page:
        alone = levels(page)
    with client(make_project(tmp_path / "two", [*crisis()[:1], copy])) as page:
        assert levels(page) == alone
        assert page.get("/crisis.json").json()["days"][0]["counts"]["4"] == 2


def test_what_is_taken_back_counts_in_no_level(tmp_path: Path) -> None:
    documents = []
    for name, text in (
        ("says", "Spain shelled Lisbon on Thursday. The port was closed for an hour."),
        ("back", "This station said that Spain shelled Lisbon. That report was false."),
    ):
        of = article(text, name, "2025-05-01", publisher="Wire")
        made = event(of, "Spain shelled Lisbon", "ASSAULT", ("ESP Spain", "PRT Lisbon"), place=LISBON)
        documents.append(Document(article=of, events=(made,), statements=()))
    with client(make_project(tmp_path / "one", documents[:1])) as page:
        assert levels(page)["2025-05-01"] > 0
    folder = make_project(tmp_path / "both", documents)
    with client(folder) as page:
        assert levels(page) == {one.day: one.value for one in level_of_the_brief(folder).days}
        assert levels(page)["2025-05-01"] == 0
        (one,) = page.get("/incidents.json").json()["items"]
        told = page.get(f"/incidents/{one['id']}.json").json()["withdrawn"]
        assert told == {"article": "back", "words": "That report was false."}
        for path in ("/incidents", f"/incidents/{one['id']}"):
            assert "withdrawn by its source" in page.get(path).text
        assert "That report was false." in page.get(f"/incidents/{one['id']}").text


def test_alerts_are_marked_on_the_line_and_listed_with_their_evidence(long_page: TestClient) -> None:
    data = long_page.get("/crisis.json", params={"since": SINCE}).json()
    assert data["alerts"] == [
        {"dyad": None, **one}
        for one in reversed(long_page.get("/alarm.json", params={"since": SINCE}).json()["alerts"])
    ]
    assert data["alerts"]
    shown = long_page.get("/crisis", params={"since": SINCE}).text
    chart = shown.partition('<div class="told-by-day"')[2].partition("</div>\n")[0]
    for alert in data["alerts"]:
        part = shown.partition(f'id="alert-{alert["id"]}"')[2].partition("</article>")[0]
        assert all(f'href="/incidents/{name}"' in part for name in alert["evidence"][:5])
        assert alert["reason"].split(":")[0] in part
        assert f"alert: {alert['name']}" in chart
    days = {one["day"] for one in data["alerts"]}
    assert chart.count('<path d="M') == 2 * len(days)  # once for each width


def test_a_point_leads_to_what_its_day_adds_up_where_that_is_told(long_page: TestClient) -> None:
    shown = long_page.get("/crisis", params={"since": SINCE}).text
    assert 'href="/alarm?day=2025-04-20#acts"' in shown
    assert 'href="/alarm?day=2025-03-10#acts"' not in shown
    for href in {href for href, _ in Links(shown).found if href.startswith("/alarm?day=")}:
        here, _, fragment = href.partition("#")
        assert not fragment or f'id="{fragment}"' in long_page.get(here).text
    assert Figures(shown).found == []


def test_dyads_of_the_settings_ring_beside_the_project(tmp_path: Path) -> None:
    folder = make_project(tmp_path / "p", long_crisis())
    settings = folder / "tocsin.toml"
    written = settings.read_text(encoding="utf-8")
    settings.write_text(written.replace("watch = []", 'watch = ["ESP:PRT", "IND-PAK"]'), encoding="utf-8")
    with client(folder) as page:
        found = page.get("/crisis.json", params={"since": SINCE}).json()["alerts"]
        assert {one["dyad"] for one in found} == {None, "ESP:PRT"}
        shown = page.get("/crisis", params={"since": SINCE}).text
        assert 'href="/alarm?dyad=ESP%3APRT&amp;day=' in shown


def test_a_large_project_shows_the_rest_while_its_line_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_project(tmp_path / "p", crisis())
    monkeypatch.setattr(merged.KeptIncidents, "makes_at_once", lambda self, articles: False)
    with client(folder) as page:
        first = page.get("/crisis")
        assert "The level is drawn when" in first.text
        assert "Acts by day" in first.text
        assert "etag" not in first.headers
        deadline = time.monotonic() + 30
        while page.get("/crisis.json").json()["level"] is None:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        before = levels(page)["2025-05-01"]
        assert before > 0
        assert "etag" in page.get("/crisis").headers
        with open_project(folder) as writer:
            writer.store.save_document(third_report(), CODER)
        stale = page.get("/crisis")
        assert "Newer reports are still being put together" in stale.text
        assert "etag" not in stale.headers
        while "etag" not in page.get("/crisis").headers:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert levels(page)["2025-05-01"] > before


def third_report() -> Document:
    """Return a third report of the shelling, by a publisher of its own."""
    of = article("Spain shelled a ferry near Lisbon, the port said at noon.", "third", "2025-05-01",
                 publisher="Port")  # fmt: skip
    made = event(of, "Spain shelled a ferry near Lisbon", "ASSAULT", ("ESP Spain", "PRT Lisbon"),
                 mode="heavy-weapons", day="2025-05-01", place=LISBON)  # fmt: skip
    return Document(article=of, events=(made,), statements=())


def test_of_a_very_large_project_nothing_is_put_together_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_project(tmp_path / "p", crisis())
    monkeypatch.setattr(line, "UNASKED", 3)
    with client(folder) as page:
        assert page.get("/crisis.json").json()["level"] is None
        assert page.get("/crisis.json").json()["level"] is None
        page.get("/alarm")
        assert page.get("/crisis.json").json()["level"] is not None
