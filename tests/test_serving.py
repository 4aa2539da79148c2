"""The page and the API of a project: every view in both forms, and what leads where."""

from __future__ import annotations

import re
import time
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi.testclient import TestClient

from databases import empty_place, server_stops  # noqa: F401 - a fixture
from page_contents import Figures, Links
from served import CODER, LISBON, article, client, crisis, event, make_project, token
from tocsin.project import open_project
from tocsin.records import Document
from tocsin.serving.merged import KeptIncidents, Picture, StillMerging
from tocsin.storing.overview import Overview

VIEWS = (
    "/crisis",
    "/alarm",
    "/compare",
    "/forecasts",
    "/incidents",
    "/network",
    "/pairs/ESP/PRT",
    "/map",
    "/statements",
    "/readouts",
    "/events",
    "/articles",
    "/sources",
    "/problems",
    "/review",
    "/corrections",
    "/days/2025-05-01",
    "/days/undated",
    "/articles/wire-1",
)


def every_view(page: TestClient) -> list[str]:
    incidents = [f"/incidents/{one['id']}" for one in page.get("/incidents.json").json()["items"]]
    events = [f"/events/{one['id']}" for one in page.get("/events.json").json()["items"]]
    return [*VIEWS, *incidents, *events, "/alarm?dyad=ESP-PRT", "/readouts?first=other-1&second=rival-1"]


def test_every_view_is_a_page_and_the_same_as_json(page: TestClient) -> None:
    for path in every_view(page):
        shown = page.get(path)
        assert (shown.status_code, shown.headers["content-type"]) == (200, "text/html; charset=utf-8"), path
        base, mark, query = path.partition("?")
        data = page.get(f"{base}.json{mark}{query}")
        assert (data.status_code, data.headers["content-type"]) == (200, "application/json"), path
        assert isinstance(data.json(), dict)
        assert f'href="{base}.json' in shown.text


def test_every_link_of_every_view_leads_somewhere(page: TestClient) -> None:
    seen: set[str] = set()
    for path in (*every_view(page), "/docs", "/sign-in", "/nothing"):
        shown = page.get(path).text
        ids = set(re.findall(r' id="([^"]+)"', shown))
        for href, _ in Links(shown).found:
            here, _, fragment = href.partition("#")
            if here.startswith("https://example.org"):
                continue
            if not here:
                assert fragment in ids, (path, href)
            elif href not in seen:
                seen.add(href)
                answer = page.get(here)
                assert answer.status_code in (200, 303), (path, href, answer.text[:200])
                if fragment:
                    assert f'id="{fragment}"' in answer.text, (path, href)


def test_every_number_that_is_a_link_is_that_of_the_list_it_leads_to(page: TestClient) -> None:
    checked = 0
    for path in ("/crisis", "/network", "/map", "/articles"):
        for href, text in Links(page.get(path).text).found:
            parts = urlsplit(href)
            counted = re.fullmatch(r"(\d+)(?: [a-z].*)?", text)
            if counted is None or parts.path[1:].split("/")[0] not in ("events", "days", "pairs"):
                continue
            listed = page.get(f"{parts.path}.json", params=dict(parse_qsl(parts.query))).json()
            assert int(counted[1]) == listed["count"], (path, href, text)
            checked += 1
    assert checked > 20


def test_no_figure_stands_without_what_it_counts(page: TestClient) -> None:
    for path in every_view(page):
        if path.startswith(("/problems", "/events/", "/docs")):
            continue  # tries of reading; and the page of an event is itself what its figures are of
        found = [text for text in Figures(page.get(path).text).found if "Source " not in text]
        assert found == [], path


def test_the_days_of_the_crisis_tell_what_happened_from_what_was_denied_or_planned(page: TestClient) -> None:
    data = page.get("/crisis.json", params={"since": "2025-05-01", "until": "2025-05-04"}).json()
    days = {one["day"]: one for one in data["days"]}
    assert list(days) == ["2025-05-01", "2025-05-02", "2025-05-03", "2025-05-04"]
    assert days["2025-05-01"]["counts"] == {"1": 0, "2": 0, "3": 0, "4": 3}
    assert days["2025-05-01"]["otherwise"] == 2
    assert days["2025-05-03"]["counts"] == {"1": 0, "2": 0, "3": 0, "4": 0}
    assert days["2025-05-04"]["otherwise"] == 1


def test_without_a_period_the_crisis_ends_with_the_last_publication(page: TestClient) -> None:
    data = page.get("/crisis.json").json()
    assert (data["since"], data["until"]) == ("2025-05-01", "2025-05-02")
    assert data["change"]["quads"] == {"1": 2, "2": 0, "3": 1, "4": -3}


def test_the_crisis_has_as_data_what_it_says_at_once(page: TestClient) -> None:
    gist = page.get("/crisis.json").json()["gist"]
    known = {one["id"] for one in page.get("/incidents.json").json()["items"]}
    assert len(gist["important"]) == len(set(gist["important"])) > 1
    for name in ("disputed", "unconfirmed", "ahead"):
        assert gist[name]["count"] == len(gist[name]["items"]) == 1
    named = {
        *gist["important"],
        *(one for name in ("disputed", "unconfirmed") for one in gist[name]["items"]),
    }
    assert named <= known
    assert gist["dyads"][0] == {
        "one": "Portugal",
        "other": "Spain",
        "talks": 1,
        "cooperation": 1,
        "conflict": 2,
    }
    assert page.get("/crisis.json?until=2025-05-01").json()["gist"] is None


def test_the_article_shows_its_claims_and_its_acts_in_the_margin(page: TestClient) -> None:
    shown = page.get("/articles/wire-1").text
    assert re.search(r'<mark class="[^"]*said denied"[^>]*><a [^>]*>seized the crew</a></mark>', shown)
    assert re.search(r'<mark class="[^"]*said asserted"', shown)
    (event_id,) = [
        one["id"] for one in page.get("/events.json?article=wire-1&modality=denied").json()["items"]
    ]
    assert f'id="act-{event_id}"' in shown
    assert 'href="/events?actor=PRT"' in shown
    alleged = page.get("/articles/other-1").text
    assert re.search(r'<mark class="[^"]*said alleged"', alleged)


def test_the_text_of_an_article_is_shown_whole_and_in_order(page: TestClient) -> None:
    shown = page.get("/articles/other-1").text
    words = [
        re.sub(r"<[^>]+>", "", found) for found in re.findall(r'<p class="words" dir="auto">(.*?)</p>', shown)
    ]
    assert "\n\n".join(words) == crisis()[2].article.text


def test_a_link_of_an_article_is_a_link_only_to_the_web(page: TestClient) -> None:
    assert (
        'href="https://example.org/ferry" rel="noopener noreferrer nofollow"'
        in page.get("/articles/wire-1").text
    )
    hostile = page.get("/articles/rival-1").text
    assert 'href="javascript' not in hostile
    assert "<code>javascript:alert(1)</code>" in hostile


def test_an_incident_tells_sources_from_copies_and_where_reports_differ(page: TestClient) -> None:
    (found,) = [one for one in page.get("/incidents.json").json()["items"] if one["type"] == "ASSAULT"]
    assert (len(found["articles"]), found["independent_sources"]) == (3, 2)
    data = page.get(f"/incidents/{found['id']}.json").json()
    assert [sorted(one["articles"]) for one in data["sources"]] == [["copy-1", "wire-1"], ["other-1"]]
    assert data["sources"][0]["reasons"] == ["copied text"]
    shown = page.get(f"/incidents/{found['id']}").text
    assert re.search(r'<td class="differs"><span class="differs-mark">≠ </span><bdi>dead 1</bdi>', shown)
    assert re.search(r'<td class="agrees"><bdi>dead 2</bdi>', shown)
    assert page.get("/incidents.json?disputed=true").json()["count"] == 1


def test_the_map_says_how_exactly_a_place_is_known(page: TestClient) -> None:
    places = {
        one["name"]: one for one in page.get("/map.json?since=2025-05-01&until=2025-05-04").json()["items"]
    }
    assert {name: one["precision"] for name, one in places.items()} == {
        "Lisbon": "town", "Spain": "country", "Alentejo": "region"}  # fmt: skip
    drawn = re.findall(r"<svg.*?</svg>", page.get("/map").text, re.DOTALL)
    assert any("Lisbon" in one for one in drawn)
    assert not any("Spain" in one for one in drawn)
    assert page.get("/map.json").json()["borders"] == "un"


def test_an_incident_that_some_deny_says_so_beside_its_claim(tmp_path: Path) -> None:
    documents = []
    for name, modality in (("says", "asserted"), ("denies", "denied")):
        of = article(f"Spain shelled Lisbon on Thursday, {name} {name}.", name, "2025-05-01", publisher=name)
        made = event(of, "Spain shelled Lisbon", "ASSAULT", ("ESP Spain", "PRT Portugal"), modality=modality,
                     place=LISBON)  # fmt: skip
        documents.append(Document(article=of, events=(made,), statements=()))
    with client(make_project(tmp_path / "p", documents)) as page:
        (one,) = page.get("/incidents.json?disputed=true").json()["items"]
        both = '<span class="claim asserted">reported</span> <span class="claim denied">denied</span>'
        assert both in page.get("/incidents").text
        assert both in page.get(f"/incidents/{one['id']}").text


def test_an_event_leads_to_its_incident(page: TestClient) -> None:
    for one in page.get("/incidents.json").json()["items"]:
        for name in one["events"]:
            led = page.get(f"/events/{name}/incident")
            assert (led.status_code, led.headers["location"]) == (303, f"/incidents/{one['id']}")


def test_readouts_are_offered_and_compared(page: TestClient) -> None:
    (pair,) = page.get("/readouts.json").json()["pairs"]
    assert {pair["first"], pair["second"]} == {"other-1", "rival-1"}
    points = page.get("/readouts.json?first=other-1&second=rival-1").json()["points"]
    assert {point["relation"] for point in points} <= {"both", "only-a", "only-b", "contradictory"}
    assert page.get("/readouts?first=other-1").status_code == 400
    assert page.get("/readouts?first=other-1&second=nobody").status_code == 404


def test_what_is_written_meanwhile_is_seen_at_once(tmp_path: Path) -> None:
    make_project(tmp_path / "p", crisis()[:1])
    with client(tmp_path / "p") as page, open_project(tmp_path / "p") as writer:
        tags = {path: page.get(path).headers["etag"] for path in ("/events.json", "/incidents.json")}
        before = page.get("/live?once=true").text
        with writer.store.writing("a test"):  # another one is at work
            assert page.get("/crisis").status_code == 200
            writer.store.save_document(crisis()[2], CODER)
            for path, tag in tags.items():
                answer = page.get(path, headers={"if-none-match": tag})
                assert answer.status_code == 200
                assert answer.headers["etag"] != tag
        assert {one["article"] for one in page.get("/events.json").json()["items"]} == {"wire-1", "other-1"}
        articles = {name for one in page.get("/incidents.json").json()["items"] for name in one["articles"]}
        assert articles == {"wire-1", "other-1"}
        after = page.get("/live?once=true").text
        assert '"articles":1' in before
        assert '"articles":2' in after
        assert re.match(r"event: changed\nid: [\w:,-]+\ndata: \{", after)


def test_the_incidents_of_a_large_project_come_when_they_are_ready(tmp_path: Path) -> None:
    make_project(tmp_path / "p", crisis()[:2])
    with open_project(tmp_path / "p") as project:
        kept = KeptIncidents(project, Overview(project.store), at_once=1)
        with pytest.raises(StillMerging):
            kept.picture()
        first = ready(kept)
        assert {name for one in first.incidents for name in one.articles} == {"wire-1", "copy-1"}
        project.store.save_document(crisis()[2], CODER)
        assert kept.picture() is first  # as it was a moment ago
        assert not first.is_newest
        while (found := kept.picture()) is first:
            time.sleep(0.02)
        assert "other-1" in {name for one in found.incidents for name in one.articles}


def ready(kept: KeptIncidents) -> Picture:
    while True:
        try:
            return kept.picture()
        except StillMerging:
            time.sleep(0.02)


def test_a_project_on_a_server_is_served_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # where its token would be kept
    where = make_project(empty_place("postgresql", tmp_path), crisis())
    with client(where) as page:
        for path in every_view(page):
            assert page.get(path).status_code == 200, path
        tag = page.get("/events.json").headers["etag"]
        made = page.post(
            f"/events/{page.get('/review.json').json()['items'][0]['event']['id']}/accept",
            json={},
            headers={"authorization": f"Bearer {token(where)}"},
        )
        assert made.status_code == 200
        assert page.get("/events.json", headers={"if-none-match": tag}).status_code == 200
    assert (tmp_path / "tocsin.token").exists()


def test_an_empty_project_says_how_to_fill_it(tmp_path: Path) -> None:
    with client(make_project(tmp_path / "p", [])) as page:
        assert "tocsin add" in page.get("/crisis").text
        for path in VIEWS:
            known = 404 if path == "/articles/wire-1" else 200
            assert page.get(path).status_code == known, path


def test_an_article_without_date_or_place_has_its_page(tmp_path: Path) -> None:
    of = article("Spain met Portugal.", "undated", None)
    made = Document(
        article=of,
        events=(event(of, "Spain met Portugal", "CONSULT", ("ESP Spain", "PRT Portugal")),),
        statements=(),
    )
    with client(make_project(tmp_path / "p", [made])) as page:
        assert page.get("/crisis.json").json()["undated"] == 1
        shown = page.get("/crisis").text
        assert "and none has a day" in shown
        assert '<svg class="chart' not in shown
        assert page.get("/days/undated.json").json()["count"] == 1
        for path in ("/articles/undated", "/incidents", "/map", "/network", "/sources", "/articles"):
            assert page.get(path).status_code == 200


def test_a_date_that_is_none_breaks_no_page(tmp_path: Path) -> None:
    of = [article("Spain met Portugal.", name, day) for name, day in (("a", "soon"), ("b", "2025-99-99"))]
    documents = [Document(article=one, events=(), statements=()) for one in of]
    with client(make_project(tmp_path / "p", documents)) as page:
        for path in VIEWS:
            assert page.get(path).status_code == (404 if path == "/articles/wire-1" else 200), path


def test_an_article_that_is_not_coded_yet_says_so(tmp_path: Path) -> None:
    make_project(tmp_path / "p", [])
    with open_project(tmp_path / "p") as project:
        project.store.add_article(article("Spain met Portugal.", "new", "2025-05-01"))
    with client(tmp_path / "p") as page:
        assert "not coded" in page.get("/crisis").text
        assert "not coded yet" in page.get("/articles").text


def test_five_hundred_parties_are_all_there_and_do_not_flood_the_page(tmp_path: Path) -> None:
    names = [f"Delegation{number}" for number in range(500)]
    of = article(f"{', '.join(names)} met.", "many", "2025-05-01")
    many = "; ".join(f"- {name}" for name in names)
    made = Document(article=of, events=(event(of, of.text, "CONSULT", (many, ""), mode="multilateral"),),
                    statements=())  # fmt: skip
    with client(make_project(tmp_path / "p", [made])) as page:
        (one,) = page.get("/incidents.json").json()["items"]
        shown = page.get(f"/incidents/{one['id']}").text
        assert "and 494 more" in shown
        assert "Delegation250" not in re.findall(r"<q .*?</q>", shown)[0]
        assert shown.count("Delegation499") >= 1
        for path in ("/crisis", "/articles/many", "/network", "/events"):
            assert page.get(path).status_code == 200


def test_ids_may_hold_anything(tmp_path: Path) -> None:
    names = ["a/b", "a?b#c", "é ü", "x.json", "100%", "<b>", "a&b=c", "\u202eabc"]
    documents = []
    for name in names:
        of = article(f"Spain met Portugal in {name}.", name, "2025-05-01")
        made = event(of, "Spain met Portugal", "CONSULT", ("ESP Spain", "PRT Portugal"))
        documents.append(Document(article=of, events=(made,), statements=()))
    with client(make_project(tmp_path / "p", documents)) as page:
        for path in ("/articles", "/events"):
            for href, _ in Links(page.get(path).text).found:
                if href.startswith(("/articles/", "/events/")):
                    assert page.get(href.partition("#")[0]).status_code == 200, href
