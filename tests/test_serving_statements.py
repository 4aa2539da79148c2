"""Statements stand with the words that told them, so that what was denied never reads as said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from served import article, client, make_project, said
from tocsin.quoting.saying import cue_words
from tocsin.records import Document


def lines(shown: str) -> list[str]:
    """Return each statement of a page, from its speaker to its words, without markup."""
    listed = shown.partition('<ul class="said-list">')[2].partition("</ul>")[0]
    plain = re.sub(r"<[^>]+>", "", listed.replace("<q>", "“").replace("</q>", "”"))
    return [line for line in (" ".join(one.split()) for one in plain.split("\n")) if line]


def test_what_is_denied_is_shown_as_denied_in_the_list_and_in_the_article(tmp_path: Path) -> None:
    of = article("Spain denied that its boat had fired. “They fired first,” Portugal told reporters.", "a")
    statements = (
        said(of, "its boat had fired", "ESP Spain", cue="denied"),
        said(of, "They fired first,", "PRT Portugal", cue="told", direct=True),
    )
    with client(
        make_project(tmp_path / "p", [Document(article=of, events=(), statements=statements)])
    ) as page:
        for path in ("/statements", "/articles/a"):
            shown = lines(page.get(path).text)
            assert "denied: its boat had fired" in shown, path
            assert "told: “They fired first,”" in shown, path
            assert "Spain ESP, statement (in the reporter’s words)" in shown, path
            assert "Portugal PRT, statement" in shown, path
        assert page.get("/statements.json").json()["items"][0]["cue"]["text"] == "denied"


@pytest.mark.parametrize(
    ("before", "cue", "shown"),
    [
        ("Spain", "denied", "denied"),
        ("Spain flatly", "denied", "denied"),
        ("Spain did not", "say", "did not say"),
        ("Spain has never publicly", "admitted", "has never publicly admitted"),
        ("Spain refused to", "say", "refused to say"),
        ("Spain’s minister didn’t", "confirm", "didn’t confirm"),
        ("Spain no longer", "denied", "no longer denied"),
        ("Spain has", "said", "said"),
        ("Spain did not attend but its envoy", "said", "said"),
    ],
)
def test_what_turns_a_cue_round_is_shown_with_it(before: str, cue: str, shown: str) -> None:
    of = article(f"{before} {cue} that its boat had fired.", "a")
    assert cue_words(said(of, "its boat had fired", "ESP Spain", cue=cue), of.text) == shown


def test_without_a_cue_words_are_said() -> None:
    of = article("Spain: its boat had not fired.", "a")
    one = said(of, "its boat had not fired", "ESP Spain")
    assert cue_words(one, of.text) == "said"
