"""The events of a publisher: each one of the sources leads to its own, as do the command and the API."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import expect

from browsing import Watched
from conftest import Run
from hostile_texts import MARK, TEXTS
from page_contents import Figures, Links
from served import article, event, hostile, make_project, running
from tocsin.project import open_project
from tocsin.records import Document


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    documents = []
    for number, publisher in enumerate(("Wire", "Wire", "Herald, The", None, "Quiet")):
        of = article(f"Spain warned Portugal, for the {number}th time.", f"p{number}", publisher=publisher)
        told = event(of, "Spain warned Portugal", "THREATEN", ("ESP Spain", "PRT Portugal"))
        events = () if publisher == "Quiet" else (told,)
        documents.append(Document(article=of, events=events, statements=()))
    return make_project(tmp_path_factory.mktemp("publishers") / "p", documents)


def articles_of(page: TestClient, publisher: str) -> list[str]:
    answer = page.get("/events.json", params={"publisher": publisher}).json()
    assert answer["count"] == len(answer["items"])
    return [one["article"] for one in answer["items"]]


def test_events_are_those_of_the_publisher_asked_for(page: TestClient) -> None:
    assert articles_of(page, "Wire") == ["p0", "p1"]
    assert articles_of(page, "Herald, The") == ["p2"]
    assert articles_of(page, "-") == ["p3"]
    assert articles_of(page, "wire") == articles_of(page, "Quiet") == articles_of(page, "Nobody's") == []
    both = page.get("/events.json", params={"publisher": "Wire", "article": "p1"}).json()["items"]
    assert [one["article"] for one in both] == ["p1"]


def test_each_publisher_leads_to_as_many_events_as_it_is_said_to_have(page: TestClient) -> None:
    shown = page.get("/sources").text
    assert Figures(shown).found == []
    counted = [(href, text) for href, text in Links(shown).found if href.startswith("/events?publisher=")]
    assert sorted(text for _, text in counted) == ["1", "1", "2"]
    for href, text in counted:
        assert page.get(href.replace("/events?", "/events.json?")).json()["count"] == int(text)
        assert page.get(href.replace("/events?", "/events.csv?")).text.count("\n") == int(text) + 1


def test_the_command_and_python_ask_for_a_publisher(
    tocsin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tocsin("query", "--project", folder, "--publisher", "Wire", "--format", "jsonl") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["article"] for line in lines] == ["p0", "p1"]
    with open_project(folder) as project:
        assert [one.article for one in project.events(publisher="-")] == ["p3"]


def test_the_page_leads_from_a_source_to_its_events_and_keeps_what_was_asked(
    folder: Path, watched: Watched
) -> None:
    page = watched.page
    with running(folder) as address:
        page.goto(f"{address}/sources")
        row = page.get_by_role("row", name="Herald, The")
        row.get_by_role("link").nth(1).click()
        page.wait_for_url("**/events?publisher=Herald%2C+The")
        expect(page.locator("li.event")).to_have_count(1)
        assert page.get_by_label("Publisher").input_value() == "Herald, The"
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert watched.axe() == [], scheme
        assert watched.unreached() == []
        page.get_by_role("button", name="Show").click()
        expect(page.locator("li.event")).to_have_count(1)
        assert watched.wrong == []
        page.goto("about:blank")


def test_hostile_publishers_are_asked_for_by_their_names(tmp_path: Path, watched: Watched) -> None:
    documents = [hostile(text, number) for number, text in enumerate(TEXTS[::5])]
    page = watched.page
    with running(make_project(tmp_path / "p", documents)) as address:
        page.goto(f"{address}/sources?limit=100")
        hrefs = [one.get_attribute("href") for one in page.locator("td a[href^='/events?publisher=']").all()]
        assert len(hrefs) == len(documents)
        followed = [href for href in hrefs if href is not None and len(href) < 2000 and "%00" not in href]
        assert len(followed) > 10
        for href in followed:
            page.goto(f"{address}{href}")
            assert page.evaluate(f"() => window['{MARK}'] ?? null") is None, href
            assert page.locator("li.event").count() == 1, href
        assert watched.wrong == []
        page.goto("about:blank")
