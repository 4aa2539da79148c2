"""Who may see and who may change what is served."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from served import HERE, client, crisis, make_project, token
from tocsin.project import open_project
from tocsin.serving.guard import Door
from tocsin.serving.keys import Sessions, Tokens
from tocsin.serving.limits import Limits, Rate

FORM = {"content-type": "application/x-www-form-urlencoded"}
FAR = "http://10.1.2.3:8765"


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("served") / "crisis", crisis())


@pytest.fixture
def folder(made_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_once, tmp_path / "crisis"))


@pytest.fixture
def page(folder: Path) -> Iterator[TestClient]:
    with client(folder) as opened:
        yield opened


@pytest.fixture
def key(folder: Path) -> str:
    return token(folder)


@pytest.fixture
def event_id(page: TestClient) -> str:
    (found,) = page.get("/events.json?modality=planned").json()["items"]
    return str(found["id"])


def bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


def signed_in(page: TestClient, key: str, who: str = "Ana") -> str:
    """Sign in and return the secret of the forms."""
    answer = page.post("/sign-in", data={"token": key, "who": who, "next": "/review"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    found = re.search(r'name="csrf" value="([^"]+)"', page.get("/review").text)
    assert found is not None
    return found[1]


# Headers


@pytest.mark.parametrize("path", ["/crisis", "/crisis.json", "/nothing", "/static/page.css", "/events.csv",
                                  "/events.json?quad=9", "/sign-in", "/docs", "/openapi.json"])  # fmt: skip
def test_every_answer_carries_the_headers(page: TestClient, path: str) -> None:
    headers = page.get(path).headers
    policy = {part.split()[0]: part.split()[1:] for part in headers["content-security-policy"].split("; ")}
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


def test_refusals_carry_the_headers_too(page: TestClient) -> None:
    refused = page.get("/crisis", headers={"host": "evil.example"})
    assert refused.status_code == 421
    assert "frame-ancestors 'none'" in refused.headers["content-security-policy"]


# Who may ask at all


OTHER_NAMES = (
    *("evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "127.0.0.1@evil.example"),
    *("10.0.0.1:8765", "[2001:db8::1]", "0.0.0.0", ""),
)


@pytest.mark.parametrize("host", OTHER_NAMES)
def test_another_name_is_not_answered(page: TestClient, host: str) -> None:
    assert page.get("/crisis.json", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8765", "127.0.0.1:1", "[::1]:8765", "127.8.9.1"])
def test_names_of_this_machine_are_answered(page: TestClient, host: str) -> None:
    assert page.get("/crisis.json", headers={"host": host}).status_code == 200


def test_others_need_the_token_for_everything(folder: Path, key: str) -> None:
    with client(folder, door=Door(host="0.0.0.0", remote=True)) as page:
        page.base_url = FAR
        for path in ("/crisis.json", "/events.csv", "/openapi.json", "/live?once=true"):
            assert page.get(path).status_code == 401
            assert page.get(path, headers=bearer("wrong")).status_code == 401
        first = page.get("/articles/wire-1?x=1", headers={"accept": "text/html"})
        assert first.status_code == 303
        assert first.headers["location"] == "/sign-in?next=%2Farticles%2Fwire-1%3Fx%3D1"
        assert page.get("/sign-in").status_code == 200
        assert page.get("/static/page.css").status_code == 200
        assert page.get("/crisis.json", headers=bearer(key)).status_code == 200
        signed_in(page, key)
        assert page.get("/crisis").status_code == 200
        assert page.get("/crisis.json", headers={"host": "evil.example"}).status_code == 421


def test_a_question_and_a_body_have_a_longest_length(page: TestClient, key: str) -> None:
    assert page.get(f"/events.json?words={'x' * 5000}").status_code == 414
    much = {"evidence": "x" * 70_000}
    assert page.post("/articles/wire-1/events", json=much, headers=bearer(key)).status_code == 413

    def in_pieces() -> Iterator[bytes]:
        yield from (b"evidence=" + b"x" * 40_000 for _ in range(3))

    sent = page.post("/articles/wire-1/events", content=in_pieces(), headers={**bearer(key), **FORM})
    assert sent.status_code == 413


# Corrections


POSTS = ("accept", "reject", "change")


def test_nothing_can_be_changed_without_the_token(event_id: str, folder: Path) -> None:
    paths = [f"/events/{event_id}/{what}" for what in POSTS]
    paths += ["/articles/wire-1/events", "/incidents/x/split", "/incidents/x/join", "/corrections/1/undo"]
    with client(folder, limits=Limits(tries=Rate(burst=100, per_second=1))) as page:
        for path in paths:
            for headers in ({}, bearer("wrong"), bearer(""), {"cookie": "tocsin-8765=guess"}):
                assert page.post(path, data={"type": "AID"}, headers=headers).status_code == 401, path
    with open_project(folder) as project:
        assert list(project.store.corrections()) == []


def test_a_session_is_not_enough_without_the_secret_of_its_forms(
    page: TestClient, event_id: str, key: str
) -> None:
    secret = signed_in(page, key)
    path = f"/events/{event_id}/accept"
    assert page.post(path).status_code == 403
    assert page.post(path, data={"csrf": "guess"}).status_code == 403
    for headers in ({"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
                    {"sec-fetch-site": "same-site"}):  # fmt: skip
        assert page.post(path, data={"csrf": secret}, headers=headers).status_code == 403
    sent = page.post(path, data={"csrf": secret, "next": "/review"}, headers={"origin": HERE})
    assert (sent.status_code, sent.headers["location"]) == (303, "/review")


def test_signing_in_from_another_site_is_refused(page: TestClient, key: str) -> None:
    answer = page.post("/sign-in", data={"token": key}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(page: TestClient, key: str) -> None:
    cookie = page.post("/sign-in", data={"token": key}).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    secret = re.search(r'value="([^"]+)"', page.get("/review").text)
    assert secret is not None
    signed = page.get("/review")
    assert signed.headers["cache-control"] == "no-store"
    assert "etag" not in signed.headers


def test_cookies_of_other_programs_of_this_machine_do_no_harm(page: TestClient, key: str) -> None:
    signed_in(page, key)
    kept = page.cookies["tocsin-8765"]
    page.cookies.clear()
    for odd in ('a="b; c', "=x", "{json: 1}", "tocsin-9000=other", "ü=ü"):
        headers = {"cookie": f"{odd}; tocsin-8765={kept}".encode()}
        assert "Sign out" in page.get("/review", headers=headers).text, odd  # type: ignore[arg-type]


def test_signing_out_ends_the_session(page: TestClient, event_id: str, key: str) -> None:
    secret = signed_in(page, key)
    kept = page.cookies["tocsin-8765"]
    assert page.post("/sign-out", data={"csrf": secret}).status_code == 303
    headers = {"cookie": f"tocsin-8765={kept}"}
    answer = page.post(f"/events/{event_id}/accept", data={"csrf": secret}, headers=headers)
    assert answer.status_code == 401


def test_a_session_ends(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    sessions = Sessions(Tokens(folder))
    key = sessions.begin("Ana")
    assert sessions.find(key) is not None
    assert sessions.find(None) is sessions.find("other") is None
    monkeypatch.setattr("tocsin.serving.keys.time.monotonic", lambda: 1e12)
    assert sessions.find(key) is None


def test_a_new_token_ends_the_sessions_of_the_one_before(
    page: TestClient, folder: Path, event_id: str, key: str
) -> None:
    secret = signed_in(page, key)
    token(folder)
    assert page.post(f"/events/{event_id}/accept", data={"csrf": secret}).status_code == 401
    assert "Sign in" in page.get("/review").text


@pytest.mark.parametrize("after", ["https://evil.example", "//evil.example", "/\\evil.example",
                                   "javascript:alert(1)", "/x\r\nset-cookie: a=b", ""])  # fmt: skip
def test_nobody_is_led_to_another_site(page: TestClient, key: str, after: str) -> None:
    answer = page.post("/sign-in", data={"token": key, "next": after})
    assert answer.headers["location"] == "/crisis"


def test_a_program_corrects_with_the_token(page: TestClient, event_id: str, key: str) -> None:
    path = f"/events/{event_id}"
    wanted = {"type": "CONCEDE", "actors": ["PRT"], "recipients": "none", "date": "2025-05-05", "who": "Bo"}
    made = page.post(f"{path}/change", json=wanted, headers=bearer(key))
    assert made.status_code == 200
    assert (made.json()["what"], made.json()["who"]) == ("change", "Bo")
    found = page.get(f"{path}.json").json()["event"]
    assert (found["type"], found["recipients"], found["confidence"]) == ("CONCEDE", [], 1.0)
    assert [one["country"] for one in found["actors"]] == ["PRT"]
    undone = page.post(f"/corrections/{made.json()['id']}/undo", json={}, headers=bearer(key))
    assert undone.json()["undone_by"] == "a program"
    assert page.get(f"{path}.json").json()["event"]["type"] == "AGREE"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"type": "NOTHING"}, "no event type"),
        ({"mode": "phone"}, "mode"),
        ({"actors": "QQQ"}, "QQQ"),
        ({"modality": "perhaps"}, "no claim"),
        ({"date": "soon"}, "soon"),
        ({}, "say what to change"),
        ({"type": ["AID", "ASSAULT"]}, "give one"),
        ({"type": "AID\x00"}, "character"),
        ([1], "JSON object"),
        ({"type": 1}, "JSON object"),
    ],
)
def test_a_wrong_correction_is_refused_with_the_reason(
    page: TestClient, event_id: str, key: str, body: Any, words: str
) -> None:
    answer = page.post(f"/events/{event_id}/change", json=body, headers=bearer(key))
    assert answer.status_code == 400
    assert words in answer.json()["error"]


def test_a_program_is_told_errors_as_json_whatever_it_accepts(
    page: TestClient, event_id: str, key: str
) -> None:
    path = f"/events/{event_id}/change"
    for status, answer in (
        (400, page.post(path, json={"type": "NOTHING"}, headers=bearer(key))),
        (400, page.post(path, content=b"{", headers={**bearer(key), "content-type": "application/json"})),
        (400, page.post(path, data={"type": "NOTHING"}, headers=bearer(key))),
        (404, page.post("/events/none/change", json={"type": "AID"}, headers=bearer(key))),
        (401, page.post(path, json={"type": "AID"})),
        (401, page.post(path, json={"type": "AID"}, headers=bearer("wrong"))),
        (401, page.post("/sign-in", json={"token": "wrong"})),
        (413, page.post(path, json={"type": "x" * 70_000}, headers=bearer(key))),
        (404, page.get("/nothing", headers=bearer(key))),
    ):
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/json")
        assert answer.json()["status"] == status
        assert answer.json()["error"]
    for form in (page.post(path, data={"type": "AID"}), page.get("/nothing")):
        assert form.headers["content-type"] == "text/html; charset=utf-8"


def test_only_forms_and_json_are_taken(page: TestClient, event_id: str, key: str) -> None:
    for kind in ("text/plain", "multipart/form-data; boundary=x", "application/xml"):
        headers = {**bearer(key), "content-type": kind}
        assert page.post(f"/events/{event_id}/accept", content=b"x", headers=headers).status_code == 415


def test_an_event_is_added_by_the_words_of_the_article(page: TestClient, key: str) -> None:
    secret = signed_in(page, key)
    form = {"csrf": secret, "evidence": "offered no return", "type": "REJECT", "actors": "ESP"}
    made = page.post("/articles/rival-1/events", data=form)
    assert made.status_code == 303
    path, _, anchor = made.headers["location"].partition("#")
    shown = page.get(path).text
    assert f'id="{anchor}"' in shown
    assert page.get("/corrections.json").json()["items"][0]["who"] == "Ana"
    missing = page.post("/articles/rival-1/events", data={**form, "evidence": "never said"})
    assert missing.status_code == 400


def test_an_incident_is_split_and_joined_again(page: TestClient, key: str) -> None:
    secret = signed_in(page, key)
    (whole,) = page.get("/incidents.json?type=ASSAULT").json()["items"]
    apart = next(name for name in whole["events"] if name.startswith("other-1"))
    split = page.post(f"/incidents/{whole['id']}/split", data={"csrf": secret, "event": apart})
    assert split.status_code == 303
    two = page.get("/incidents.json?type=ASSAULT").json()["items"]
    assert sorted(len(one["events"]) for one in two) == [1, 2]
    alone = next(one for one in two if len(one["events"]) == 1)
    assert split.headers["location"] == f"/incidents/{alone['id']}"
    rest = next(one for one in two if len(one["events"]) == 2)
    joined = page.post(f"/incidents/{rest['id']}/join", data={"csrf": secret, "other": alone["id"]})
    assert joined.status_code == 303
    (again,) = page.get("/incidents.json?type=ASSAULT").json()["items"]
    assert len(again["events"]) == 3


def test_the_queue_does_not_ask_again_what_was_decided(page: TestClient, key: str) -> None:
    secret = signed_in(page, key)
    first = page.get("/review.json").json()["items"][0]["event"]["id"]
    sent = page.post(f"/events/{first}/reject", data={"csrf": secret, "next": "/review?limit=5"})
    assert sent.headers["location"] == "/review?limit=5"
    assert first not in [one["event"]["id"] for one in page.get("/review.json").json()["items"]]
    assert page.get(f"/events/{first}.json").status_code == 404


def test_the_token_is_kept_as_a_hash_that_others_cannot_read(folder: Path, key: str) -> None:
    file = folder / "tocsin.token"
    assert key not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    second = token(folder)
    assert second != key
    with client(folder) as page:
        assert page.post("/sign-in", data={"token": key}).status_code == 401
        assert page.post("/sign-in", data={"token": second}).status_code == 303


def test_no_secret_is_logged(folder: Path, key: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with client(folder) as page:
        secret = signed_in(page, key)
        page.post("/events/none/accept", data={"csrf": secret})
        page.get("/crisis.json", headers=bearer(key))
        kept = page.cookies["tocsin-8765"]
    assert not [one for one in (key, secret, kept) if one in caplog.text]
