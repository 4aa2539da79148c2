"""What may be asked of the page and the API, in parts, as a file, or not at all."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import httpx
import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from databases import empty_place, server_stops  # noqa: F401 - a fixture
from served import CODER, client, crisis, make_project
from tocsin.project import open_project
from tocsin.serving.limits import Limits

LISTS = ("/incidents", "/network", "/map", "/statements", "/events", "/articles", "/sources", "/problems")


@pytest.mark.parametrize("path", LISTS)
def test_the_parts_of_a_list_make_the_whole(page: TestClient, path: str) -> None:
    whole = page.get(f"{path}.json", params={"limit": 500}).json()["items"]
    found, at = [], f"{path}.json?limit=2"
    while at:
        part = page.get(at).json()
        found += part["items"]
        at = part["next"]
    assert found == whole
    assert page.get(f"{path}?limit=1&offset=1").status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        {"actor": "ESP"},
        {"recipient": "Portugal", "quad": 4},
        {"dyad": "ESP-PRT", "type": "assault"},
        {"modality": "planned"},
        {"since": "2025-05-02", "until": "2025-05"},
        {"place": "Lisbon"},
        {"near": "38.7,-9.1", "within_km": 20},
        {"words": '"foreign ministers" OR crew'},
        {"min_confidence": 0.8},
        {"article": "rival-1", "mode": "phone"},
    ],
    ids=lambda asked: "-".join(asked),
)
def test_the_filters_are_those_of_the_store(page: TestClient, folder: Path, asked: dict[str, Any]) -> None:
    found = [one["id"] for one in page.get("/events.json", params=asked).json()["items"]]
    known = {**asked, **({"type": asked["type"].upper()} if "type" in asked else {})}
    with open_project(folder) as project:
        assert found == [one.id for one in project.events(**known)]
    assert found
    rows = list(csv.DictReader(io.StringIO(page.get("/events.csv", params=asked).text)))
    assert [row["id"] for row in rows] == found


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("type=NOTHING", "no event type"),
        ("quad=5", "quad: Input should be less than or equal to 4"),
        ("quad=x", "quad: "),
        ("since=yesterday", "yesterday"),
        ("since=2025-06-01&until=2025-05-01", "exchange them"),
        ("dyad=ESP", "dyad"),
        ("near=Nowhere-at-all", "no such place"),
        ("within_km=10", "near"),
        ("words=%22%22", "nothing to look for"),
        ("min_confidence=2", "min_confidence"),
        ("modality=perhaps", "modality"),
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("offset=-1", "offset"),
        ("colour=red", "colour: nothing of that name can be asked here"),
        ("actor=%00", "actor"),
    ],
)
def test_what_makes_no_sense_is_answered_with_the_reason(page: TestClient, query: str, words: str) -> None:
    data = page.get(f"/events.json?{query}")
    assert data.status_code == 400
    assert words in data.json()["error"]
    shown = page.get(f"/events?{query}", headers={"accept": "text/html"})
    assert shown.status_code == 400
    assert "That cannot be asked</bdi></h1>" in shown.text


def test_a_period_may_reach_from_one_end_of_the_calendar_to_the_other(page: TestClient) -> None:
    for query in ("since=0001&until=9999", "until=0001-01-05", "since=9999-12-30", "since=0001"):
        for path in ("/network", "/map", "/events.json", "/statements", "/articles", "/incidents"):
            assert page.get(f"{path}?{query}").status_code == 200, (path, query)
        assert page.get(f"/crisis?{query}").status_code in (200, 400)
    too_long = page.get("/crisis.json?since=0001&until=9999")
    assert too_long.json()["error"] == "0001-01-01 to 9999-12-31 is too long: ask for 400 days at most"


def test_a_period_leads_to_the_ones_before_and_after_it(page: TestClient) -> None:
    shown = page.get("/network?since=2025-05-03&until=2025-05-04").text
    assert 'href="/network?since=2025-05-01&amp;until=2025-05-02"' in shown
    assert 'href="/network?since=2025-05-05&amp;until=2025-05-06"' in shown


def test_empty_fields_of_a_form_ask_for_nothing(page: TestClient) -> None:
    whole = page.get("/events.json").json()
    assert page.get("/events.json?actor=&quad=&since=&words=&within_km=").json() == whole


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/events/none", "/events/wire", "/articles/none", "/incidents/none", "/days/2025-13-01",
     "/static/none.css", "/static/..%2fapp.py", "/crisis/more", "/events/none.json"],
)  # fmt: skip
def test_what_is_not_there_is_a_page_that_says_so(page: TestClient, path: str) -> None:
    answer = page.get(path)
    assert answer.status_code == 404
    if path.endswith(".json"):
        assert answer.json()["status"] == 404
    else:
        assert "There is no such page</bdi></h1>" in answer.text


def test_what_has_not_changed_is_not_sent_again(page: TestClient, folder: Path) -> None:
    for path in ("/crisis", "/crisis.json", "/events.json?quad=4", "/incidents.json"):
        tag = page.get(path).headers["etag"]
        again = page.get(path, headers={"if-none-match": tag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert page.get(path, headers={"if-none-match": '"other"'}).status_code == 200
    assert page.get("/crisis").headers["etag"] != page.get("/crisis.json").headers["etag"]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_download_that_has_not_changed_is_not_sent_again(tmp_path: Path, form: str) -> None:
    folder = make_project(tmp_path / "p", crisis()[:2])
    with client(folder) as page, open_project(folder) as writer:
        for path in (f"/events.{form}", f"/events.{form}?quad=4", f"/statements.{form}", f"/articles.{form}"):
            first, second = page.get(path), page.get(path)
            tag = first.headers["etag"]
            assert second.headers["etag"] == tag
            assert "no-store" not in first.headers["cache-control"]
            again = page.get(path, headers={"if-none-match": tag})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        tag = page.get(f"/events.{form}").headers["etag"]
        assert page.get(f"/events.{form}?quad=4", headers={"if-none-match": tag}).status_code == 200
        writer.store.save_document(crisis()[2], CODER)
        changed = page.get(f"/events.{form}", headers={"if-none-match": tag})
        assert (changed.status_code, changed.headers["etag"] != tag) == (200, True)


@pytest.mark.parametrize(
    "path",
    ["/", "/crisis", "/crisis.json", "/events", "/events.json", "/events.csv", "/articles/wire-1",
     "/articles/wire-1.json", "/docs", "/docs.json", "/openapi.json", "/sign-in", "/static/page.css",
     "/events/wire-1-0-assault/incident", "/nothing", "/events.json?quad=9"],
)  # fmt: skip
def test_the_head_of_everything_can_be_asked_for(page: TestClient, path: str) -> None:
    whole, head = page.get(path), page.head(path)
    assert head.status_code == whole.status_code
    for name in ("content-type", "etag", "location", "content-length", "cache-control"):
        assert head.headers.get(name) == whole.headers.get(name), name


def test_heads_have_no_body_and_end(address: str) -> None:
    for path in ("/crisis", "/events.csv", "/live"):
        answer = httpx.head(f"{address}{path}", timeout=10)
        assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("name", ["events", "statements", "articles"])
def test_downloads_hold_what_the_project_holds(page: TestClient, name: str) -> None:
    rows = list(csv.DictReader(io.StringIO(page.get(f"/{name}.csv").text)))
    table = pq.read_table(io.BytesIO(page.get(f"/{name}.parquet").content))
    listed = page.get(f"/{name}.json?limit=500").json()["items"]
    names = [one["article"]["id"] if name == "articles" else one["id"] for one in listed]
    assert sorted(row["id"] for row in rows) == sorted(table.column("id").to_pylist()) == sorted(names)
    told = page.get(f"/{name}.csv").headers["content-disposition"]
    assert re.fullmatch(rf'attachment; filename="crisis-{name}\.csv"', told)


def test_no_more_files_are_written_at_once_than_may_be(folder: Path) -> None:
    with client(folder, limits=Limits(downloads=0)) as page:
        refused = page.get("/events.csv")
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "10")
        assert page.get("/events.json").status_code == 200


def test_the_name_of_a_download_is_safe_whatever_the_folder_is_called(tmp_path: Path) -> None:
    folder = make_project(tmp_path / 'x"; filename=evil.exe\u202e\r\n..', [])
    with client(folder) as page:
        told = page.get("/events.csv").headers["content-disposition"]
    assert re.fullmatch(r'attachment; filename="[A-Za-z0-9._-]+-events\.csv"', told)


def test_the_api_describes_itself_without_asking_anybody(page: TestClient) -> None:
    led = page.get("/docs.json")
    assert (led.status_code, led.headers["location"]) == (303, "/openapi.json")
    schema = page.get("/openapi.json").json()
    assert {"/events.json", "/crisis.json", "/incidents/{name}.json", "/events.{form}"} <= set(
        schema["paths"]
    )
    names = {one["name"] for one in schema["paths"]["/events.json"]["get"]["parameters"]}
    assert {"actor", "near", "min_confidence", "limit", "offset"} <= names
    shown = page.get("/docs").text
    assert "GET /events.json" in shown
    assert not re.search(r'(?:src|href)="(?:https?:)?//', shown)


@given(query=st.dictionaries(st.sampled_from(["words", "actor", "place", "near", "since", "dyad", "article"]),
                             st.text(max_size=30), max_size=3))  # fmt: skip
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_asked_is_answered_or_refused(page: TestClient, query: dict[str, str]) -> None:
    safe = {name: value.encode("utf-8", "replace").decode() for name, value in query.items()}
    answer = page.get("/events.json", params=safe)
    assert answer.status_code in (200, 400)
    if answer.status_code == 400:
        assert answer.json()["error"]
