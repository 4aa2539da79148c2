"""The corpus: every line is well formed, none stands in it twice, none is somebody else's text."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from training.corpus import Example, read_corpus, read_line  # noqa: E402

from tocsin.errors import DataError  # noqa: E402

SHARED = ROOT.parent / "shared" / "data"
OVERLAP = 8


@pytest.fixture(scope="module")
def corpus() -> list[Example]:
    return read_corpus()


def test_every_line_is_well_formed_and_all_types_are_there(corpus: list[Example]) -> None:
    from tocsin import ontology

    assert {act.type for example in corpus for act in example.acts} == set(ontology.types())


def test_spans_are_the_words_of_the_sentence(corpus: list[Example]) -> None:
    for example in corpus:
        for start, end, _ in example.parties.values():
            assert example.text[start:end].strip() == example.text[start:end], example.where
        for act in example.acts:
            assert example.text[slice(*act.trigger)], example.where


def test_no_sentence_stands_there_twice(corpus: list[Example]) -> None:
    texts = [example.text for example in corpus]
    assert len(texts) == len(set(texts))


GOOD = (
    'row\t[1:KEN Kenya] recalled its envoy from [2:TZA Tanzania].\t1>2 SANCTION withdraw asserted "recalled"'
)


def test_a_line_gives_text_parties_and_acts() -> None:
    example = read_line(GOOD, "x:1")
    assert example.text == "Kenya recalled its envoy from Tanzania."
    assert example.parties == {"1": (0, 5, "KEN"), "2": (30, 38, "TZA")}
    [act] = example.acts
    assert (act.type, act.mode, act.status) == ("SANCTION", "withdraw", "asserted")
    assert example.text[slice(*act.trigger)] == "recalled"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("1>2", "1>3", "no party 3"),
        ("SANCTION", "SANCTIONS", "unknown type"),
        ("withdraw", "phone", "has no mode"),
        ("asserted", "likely", "unknown status"),
        ('"recalled"', '"expelled"', "trigger"),
        ("[2:TZA", "[1:TZA", "marked twice"),
        ("row\t", "", "columns"),
        ("[1:KEN Kenya]", "[1 Kenya]", "party mark"),
    ],
)
def test_a_bad_line_is_refused_with_its_place_and_reason(old: str, new: str, message: str) -> None:
    with pytest.raises(DataError, match=rf"x:1: .*{message}"):
        read_line(GOOD.replace(old, new), "x:1")


def public_texts() -> Iterator[str]:
    with (SHARED / "relations_dev.tsv").open(encoding="utf-8") as lines:
        yield from (row["sentence"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for line in (SHARED / "news_dev.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"]


def grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + OVERLAP]) for i in range(len(words) - OVERLAP + 1)}


def test_nothing_in_it_is_taken_from_the_public_sets(corpus: list[Example]) -> None:
    if not SHARED.is_dir():
        pytest.skip("the public sets are not here")
    public = set().union(*(grams(text) for text in public_texts()))
    shared = [(e.where, " ".join(g)) for e in corpus for g in grams(e.text) & public]
    assert shared == []
