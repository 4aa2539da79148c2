"""No text becomes more than text, whatever it holds: through article, page and API."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from hostile_texts import LINKS, TEXTS
from served import client, hostile, make_project
from tocsin.records import Article, Document
from tocsin.serving import links

VIEWS = ("/crisis", "/alarm", "/compare", "/forecasts", "/events", "/articles", "/incidents", "/network",
         "/map", "/statements", "/readouts", "/sources", "/problems", "/review", "/corrections",
         "/days/undated")  # fmt: skip


class Tags(HTMLParser):
    """The elements and attributes of a page, to see that a text has added none."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.targets: set[str] = set()
        self.scripts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.targets |= {value or "" for name, value in attrs if name in ("href", "src", "action")}
        if tag == "script":
            self.scripts.append(dict(attrs).get("src") or "inline")


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("hostile") / "p"
    make_project(folder, [hostile(text, number) for number, text in enumerate(TEXTS)])
    with client(folder) as page:
        yield page


def known_elements(tmp_path: Path) -> tuple[set[str], set[str]]:
    """Return the elements and attributes of the same pages with harmless words."""
    make_project(tmp_path / "plain", [hostile("some words that do no harm", 0)])
    names, attributes = set[str](), set[str]()
    with client(tmp_path / "plain") as page:
        for path in (*VIEWS, "/days/2025-05-01", "/articles/h0"):
            tags = Tags(page.get(path).text)
            names |= tags.names
            attributes |= tags.attributes
        for one in page.get("/events.json").json()["items"]:
            names |= Tags(page.get(f"/events/{one['id']}").text).names
        for one in page.get("/incidents.json").json()["items"]:
            tags = Tags(page.get(f"/incidents/{one['id']}").text)
            names |= tags.names
            attributes |= tags.attributes
    return names, attributes


def test_no_text_adds_an_element_an_attribute_or_a_script(hostile_page: TestClient, tmp_path: Path) -> None:
    names, attributes = known_elements(tmp_path)
    names |= {"code", "nav", "details", "summary", "h3", "tr", "td", "ol"}
    attributes |= {"rel", "title", "id", "tabindex", "role", "aria-labelledby"}
    incidents = [f"/incidents/{one['id']}" for one in hostile_page.get("/incidents.json").json()["items"]]
    articles = [f"/articles/h{number}" for number in range(len(TEXTS))]
    for path in (*VIEWS, "/days/2025-05-01", *articles, *incidents[:5]):
        shown = hostile_page.get(path)
        assert shown.status_code == 200, path
        tags = Tags(shown.text)
        assert tags.names <= names, (path, tags.names - names)
        assert tags.attributes <= attributes, (path, tags.attributes - attributes)
        assert all(one.startswith("/static/") for one in tags.scripts), path
        assert all(one.startswith(("/", "#", "https://example.org/")) for one in tags.targets), path
        assert "\x00" not in shown.text
        assert not re.search("[\u202a-\u202e\u2066-\u2069](?!.*</title>)", _outside_svg(shown.text)), path


def _outside_svg(text: str) -> str:
    """Charts isolate their texts by characters, as SVG has no bdi."""
    return re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_a_hostile_text_comes_back_from_the_api_as_it_was(hostile_page: TestClient, number: int) -> None:
    found = hostile_page.get(f"/articles/h{number}.json").json()
    assert found["article"]["title"] == TEXTS[number]
    (one,) = found["events"]
    assert one["evidence"]["text"] == TEXTS[number]
    start, end = one["evidence"]["start"], one["evidence"]["end"]
    assert found["article"]["text"][start:end] == TEXTS[number]


def test_a_link_that_is_none_is_not_made_one(tmp_path: Path) -> None:
    documents = [hostile("some words", number, url) for number, url in enumerate(LINKS)]
    with client(make_project(tmp_path / "p", documents)) as page:
        for number, url in enumerate(LINKS):
            tags = Tags(page.get(f"/articles/h{number}").text)
            assert all(one.startswith(("/", "#", "https://example.org/")) for one in tags.targets), url
            assert not [name for name in tags.attributes if name.startswith("on")], url


@pytest.mark.parametrize("text", TEXTS)
def test_a_hostile_question_is_answered_or_refused_and_comes_back_escaped(
    hostile_page: TestClient, text: str
) -> None:
    for name in ("words", "actor", "place", "article", "colour"):
        asked = text.encode("utf-8", "replace").decode()[:300]
        answer = hostile_page.get("/events", params={name: asked, "limit": 1})
        assert answer.status_code in (200, 400), (name, answer.status_code)
        tags = Tags(answer.text)
        assert tags.scripts == ["/static/page.js"]
        assert not tags.names & {"img", "iframe", "object", "embed", "style", "base", "template", "video"}


@pytest.mark.parametrize("text", TEXTS)
def test_a_file_gets_a_plain_name(text: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,90}\.csv", links.file_name(text, "csv"))


def test_an_article_of_nothing_but_its_record_is_served(tmp_path: Path) -> None:
    made = Document(article=Article(id="only", text=""), events=(), statements=())
    with client(make_project(tmp_path / "p", [made])) as page:
        assert "has no text" in page.get("/articles/only").text
