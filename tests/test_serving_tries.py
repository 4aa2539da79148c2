"""How often may be asked, and how often a token may be tried, by a form or as a bearer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from served import client, crisis, make_project, token
from tocsin.project import open_project
from tocsin.serving.guard import Door
from tocsin.serving.limits import Buckets, Limits, Rate

FAR = "http://10.1.2.3:8765"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_project(tmp_path / "crisis", crisis())


@pytest.fixture
def key(folder: Path) -> str:
    return token(folder)


@pytest.fixture
def event_id() -> str:
    (found,) = [one.id for document in crisis() for one in document.events if one.modality == "planned"]
    return found


def bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


def test_a_wrong_token_can_be_tried_a_few_times_only(folder: Path, key: str) -> None:
    limits = Limits(tries=Rate(burst=3, per_second=0.01))
    with client(folder, limits=limits) as page:
        tried = [page.post("/sign-in", data={"token": "guess"}).status_code for _ in range(5)]
        assert tried == [401, 401, 401, 429, 429]
        refused = page.post("/sign-in", data={"token": key})
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 0


@pytest.mark.parametrize("remote", [False, True])
def test_a_wrong_bearer_is_a_try_as_well(folder: Path, key: str, event_id: str, remote: bool) -> None:
    limits = Limits(tries=Rate(burst=3, per_second=0.01))
    door = Door(host="0.0.0.0", remote=remote)
    with client(folder, limits=limits, door=door) as page:
        path = f"/events/{event_id}/accept"
        for _ in range(6):  # the right one uses up nothing
            assert page.post("/events/none/accept", json={}, headers=bearer(key)).status_code == 404
        tried = [page.post(path, json={}, headers=bearer(f"guess{n}")).status_code for n in range(5)]
        assert tried == [401, 401, 401, 429, 429]
        refused = page.post(path, json={}, headers=bearer(key))  # else the answer would tell a right guess
        assert (refused.status_code, refused.json()["status"]) == (429, 429)
        assert int(refused.headers["retry-after"]) > 0
        assert page.post("/sign-in", data={"token": key}).status_code == 429
    with open_project(folder) as project:
        assert list(project.store.corrections()) == []


def test_who_has_signed_in_is_not_kept_out_by_the_tries_of_a_program(
    folder: Path, key: str, event_id: str
) -> None:
    with client(folder, limits=Limits(tries=Rate(burst=2, per_second=0.01))) as page:
        page.post("/sign-in", data={"token": key})
        found = re.search(r'name="csrf" value="([^"]+)"', page.get("/review").text)
        assert found is not None
        kept, path = dict(page.cookies), f"/events/{event_id}/accept"
        page.cookies.clear()
        assert [page.post(path, headers=bearer("guess")).status_code for _ in range(3)] == [401, 429, 429]
        assert page.get("/events.json", headers=bearer("guess")).status_code == 200  # reading needs none here
        page.cookies.update(kept)
        assert page.post(path, data={"csrf": found[1]}).status_code == 303


def test_other_machines_may_not_ask_without_end(folder: Path, key: str) -> None:
    limits = Limits(reads=Rate(burst=4, per_second=0.01))
    with client(folder, limits=limits, door=Door(host="0.0.0.0", remote=True)) as page:
        page._transport.client = ("10.9.9.9", 1)  # type: ignore[attr-defined]
        page.base_url = FAR
        asked = [page.get("/crisis.json", headers=bearer(key)).status_code for _ in range(6)]
        assert asked == [200] * 4 + [429] * 2


def test_a_bucket_fills_again() -> None:
    now = [0.0]
    bucket = Buckets(Rate(burst=2, per_second=1), clock=lambda: now[0])
    assert [bucket.take("a"), bucket.take("a"), bucket.take("a")] == [0, 0, 1]
    assert [bucket.wait("a"), bucket.wait("b"), bucket.take("b")] == [1, 0, 0]
    now[0] = 1.0
    assert [bucket.take("a"), bucket.take("a")] == [0, 1]
