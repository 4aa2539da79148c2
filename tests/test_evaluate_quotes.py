"""Measuring quotations: what a file must hold, and what each figure counts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tocsin.errors import InputError
from tocsin.evaluating.quotes import GoldQuote, GoldQuotes, QuoteScores, measure_quotes, read_quotes
from tocsin.records import Actor, Article, Document, Statement

TEXT = 'Ada Obi said that rain fell. "It will go on," she added.'
ROW: dict[str, Any] = {
    "text": TEXT,
    "quotes": [
        {"start": 18, "end": 27, "speaker": {"start": 0, "end": 7}, "cue": {"start": 8, "end": 12}},
        {"start": 29, "end": 46, "speaker": None, "cue": None},
    ],
}


def file_of(folder: Path, *rows: object) -> str:
    path = folder / "quotes.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), "utf-8")
    return str(path)


def changed(**fields: object) -> dict[str, Any]:
    return {"text": TEXT, "quotes": [ROW["quotes"][0] | fields]}


def test_a_file_is_read_with_its_lines(tmp_path: Path) -> None:
    found = read_quotes(file_of(tmp_path, ROW, "", {"text": "Nobody spoke.", "quotes": []}))
    quotes = (GoldQuote(18, 27, (0, 7), (8, 12)), GoldQuote(29, 46))
    assert found == [GoldQuotes(1, TEXT, quotes), GoldQuotes(3, "Nobody spoke.", ())]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        pytest.param('{"text": ', "is no JSON", id="no-json"),
        pytest.param([1], "is no JSON object", id="no-object"),
        pytest.param({"quotes": []}, "has no text", id="no-text"),
        pytest.param({"text": " ", "quotes": []}, "has no text", id="empty-text"),
        pytest.param({"text": TEXT}, "has no list of quotes", id="no-quotes"),
        pytest.param({"text": TEXT, "quotes": ["rain"]}, "quote 1 is no object", id="quote-no-object"),
        pytest.param({"text": TEXT, "quotes": [{"start": 1}]}, "quote 1 has no number end", id="no-end"),
        pytest.param(
            {"text": TEXT, "quotes": [{"start": 1, "end": 5}]}, "quote 1 has no speaker", id="no-speaker"
        ),
        pytest.param(changed(start="18"), "quote 1 has no number start", id="start-no-number"),
        pytest.param(changed(start=True), "quote 1 has no number start", id="start-true"),
        pytest.param(
            changed(end=57), "quote 1 goes from 18 to 57, outside the text of 56", id="behind-the-text"
        ),
        pytest.param(changed(start=-1), "quote 1 goes from -1", id="before-the-text"),
        pytest.param(changed(end=18), "quote 1 goes from 18 to 18", id="empty"),
        pytest.param(changed(speaker="Ada"), "quote 1, speaker is no object", id="speaker-no-object"),
        pytest.param(
            changed(cue={"start": 8, "end": 99}), "quote 1, cue goes from 8 to 99", id="cue-outside"
        ),
    ],
)
def test_a_row_that_is_amiss_is_named_with_its_line(tmp_path: Path, row: object, said: str) -> None:
    with pytest.raises(InputError) as raised:
        read_quotes(file_of(tmp_path, ROW, row))
    assert raised.value.line == 2
    assert said in str(raised.value)


@pytest.mark.parametrize(
    "content", [None, b"", b"\n\n", b"\xff\xfe{"], ids=["missing", "empty", "blank", "no-utf-8"]
)
def test_a_file_that_holds_nothing_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "quotes.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=r"quotes\.jsonl"):
        read_quotes(str(path))


def actor(text: str, start: int = 200, name: str | None = None) -> Actor:
    return Actor(text=text, start=start, end=start + len(text), name=name)


def coder(*said: tuple[int, int, Actor | None]) -> Callable[[Article], Document]:
    """Return a coder that finds these statements in every article."""

    def code(article: Article) -> Document:
        statements = tuple(
            Statement(
                id=str(number),
                article=article.id,
                text=article.text[start:end],
                start=start,
                end=end,
                direct=False,
                speaker=speaker,
                addressee=None,
                channel=None,
                cue=None,
                events=(),
            )
            for number, (start, end, speaker) in enumerate(said)
        )
        return Document(article=article, events=(), statements=statements)

    return code


def measured(*said: tuple[int, int, Actor | None]) -> QuoteScores:
    quotes = (GoldQuote(18, 27, (0, 7)), GoldQuote(29, 46))
    return measure_quotes([GoldQuotes(1, TEXT, quotes)], coder(*said))


def test_what_is_found_with_its_speaker_counts_in_full() -> None:
    scores = measured((18, 27, actor("Ada Obi", 0)), (30, 45, None))
    assert scores.to_json() == {
        "n": 1,
        "quotes": 2,
        "precision": 1.0,
        "recall": 1.0,
        "f1_span": 1.0,
        "f1_exact": 1.0,
        "speaker_accuracy": 1.0,
        "speakers": 1,
    }
    assert scores.examples == ()


def test_words_are_counted_one_by_one_and_quotations_whole() -> None:
    scores = measured((13, 27, None))
    assert (scores.precision, scores.recall) == (0.667, 0.333)
    assert scores.f1_exact == 0
    assert scores.examples[0].startswith('line 1, missed: "It will')


def test_words_in_two_statements_count_once() -> None:
    assert measured((18, 27, None), (18, 22, None)).precision == 1


def test_nothing_found_is_nothing_right() -> None:
    scores = measured()
    assert (scores.precision, scores.recall, scores.f1_span, scores.speaker_accuracy) == (0, 0, 0, 0)
    assert scores.speakers == 0


def test_a_statement_outside_of_all_quotations_is_shown() -> None:
    assert "line 1, no quotation: said" in measured((8, 12, None)).examples


@pytest.mark.parametrize(
    ("speaker", "right"),
    [
        pytest.param(actor("Obi", 4), 1, id="words-overlap"),
        pytest.param(actor("she", 47, name="ADA OBI"), 1, id="same-name"),
        pytest.param(actor("Minister Ada Obi"), 1, id="fuller-name"),
        pytest.param(actor("Obi"), 1, id="shorter-name"),
        pytest.param(actor("Ob"), 0, id="part-of-a-word"),
        pytest.param(actor("Ben Eze"), 0, id="somebody-else"),
        pytest.param(actor("..."), 0, id="no-words"),
        pytest.param(None, 0, id="nobody"),
    ],
)
def test_a_speaker_is_right_by_place_or_by_name(speaker: Actor | None, right: int) -> None:
    scores = measured((18, 27, speaker))
    assert (scores.speakers, scores.speaker_accuracy) == (1, right)


def test_the_statement_that_fits_best_tells_the_speaker() -> None:
    assert measured((18, 46, actor("Ben Eze")), (18, 27, actor("Ada Obi"))).speaker_accuracy == 1
