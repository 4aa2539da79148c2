"""Inputs of every kind become articles whose text is what the spans refer to."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import InputError, UsageError
from tocsin.reading import (
    InputWarning,
    article_from_record,
    article_from_text,
    json_files,
    published_date,
    read,
    text_warnings,
)
from tocsin.reading.hints import other_language
from tocsin.records import Article

STORY = "Talks in Oslo\n\nNorway and Chile agreed to meet in Oslo. The talks begin on Monday.\n"
Notice = InputError | InputWarning


def read_all(*sources: object, published: str | None = None) -> tuple[list[Article], list[Notice]]:
    notices: list[Notice] = []
    return list(read(map(str, sources), published, notices.append)), notices


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def only_error(source: Path) -> InputError:
    articles, notices = read_all(source)
    assert articles == []
    assert len(notices) == 1
    assert isinstance(notices[0], InputError)
    return notices[0]


# --- plain text


def test_a_text_file_is_kept_whole_with_its_title(tmp_path: Path) -> None:
    (article,), notices = read_all(write(tmp_path / "a.txt", STORY), published="2025-05-01")
    assert (article.text, article.title, article.published) == (STORY, "Talks in Oslo", "2025-05-01")
    assert notices == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(STORY, "Talks in Oslo", id="an empty line below it"),
        pytest.param("Talks in Oslo\nNorway met Chile.", "Talks in Oslo", id="a paragraph right below it"),
        pytest.param("Will they meet?\n\nNorway met Chile.", "Will they meet?", id="a question"),
        pytest.param("\n\nTalks in Oslo\n\nNorway met Chile.", "Talks in Oslo", id="empty lines above it"),
        pytest.param("Norway met Chile.\n\nThey talked.", None, id="a sentence is no title"),
        pytest.param("Talks in Oslo", None, id="nothing after it"),
        pytest.param("Norway and Chile agreed on\nfishing in the south.", None, id="a wrapped line"),
        pytest.param("x" * 300 + "\n\nNorway met Chile.", None, id="too long"),
        pytest.param("<html>\n\nNorway met Chile.", None, id="markup"),
        pytest.param("", None, id="nothing at all"),
    ],
)
def test_the_first_line_is_the_title_if_it_stands_alone(text: str, title: str | None) -> None:
    assert article_from_text(text).title == title


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(STORY.encode("utf-8-sig"), None, id="UTF-8 with a mark"),
        pytest.param(STORY.encode("utf-16"), None, id="UTF-16 with a mark"),
        pytest.param(STORY.encode("utf-32"), None, id="UTF-32 with a mark"),
        pytest.param(STORY.encode("utf-16-le"), "UTF-16-LE", id="UTF-16 little-endian"),
        pytest.param(STORY.encode("utf-16-be"), "UTF-16-BE", id="UTF-16 big-endian"),
        pytest.param(STORY.replace("\n", "\r\n").encode(), None, id="Windows newlines"),
        pytest.param(STORY.replace("\n", "\r").encode(), None, id="old Mac newlines"),
        pytest.param(STORY.replace(" ", "\0", 1).encode(), "1 NUL character read as a space", id="a NUL"),
    ],
)
def test_the_same_story_in_any_encoding_is_the_same_article(
    tmp_path: Path, content: bytes, said: str | None
) -> None:
    (article,), notices = read_all(write(tmp_path / "a.txt", content))
    assert article == article_from_text(STORY)
    assert [said in str(notice) for notice in notices if said] == ([True] if said else [])


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_western_letters_survive_an_old_encoding(tmp_path: Path, encoding: str) -> None:
    story = "José Müller met Žofia Ågren in Málaga." if encoding == "cp1252" else "José Müller met Ågren."
    (article,), (notice,) = read_all(write(tmp_path / "a.txt", story.encode(encoding)))
    assert article.text == story
    assert "Windows-1252" in str(notice)


def test_damaged_utf8_keeps_what_is_sound(tmp_path: Path) -> None:
    content = "José, Müller and Ågren met.".encode() + b"\xff"
    (article,), (notice,) = read_all(write(tmp_path / "a.txt", content))
    assert article.text == "José, Müller and Ågren met.\ufffd"
    assert "damaged UTF-8" in str(notice)


def test_utf16_that_is_cut_short_keeps_what_is_sound(tmp_path: Path) -> None:
    (article,), (notice,) = read_all(write(tmp_path / "a.txt", STORY.encode("utf-16")[:-1]))
    assert article.text.startswith(STORY[:-1])
    assert "broken UTF-16" in str(notice)


def test_right_to_left_marks_stay_and_are_told(tmp_path: Path) -> None:
    (article,), _ = read_all(write(tmp_path / "a.txt", "Norway\u200f met \u202bChile\u202c."))
    assert article.text == "Norway\u200f met \u202bChile\u202c."
    assert "3 invisible marks" in text_warnings(article)[0]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff"), min_size=1))
def test_every_offset_of_a_utf8_file_is_an_offset_of_the_text(text: str) -> None:
    article = article_from_text(text)
    assert article.text == text


@given(st.text())
def test_any_string_keeps_its_length_and_can_be_written(text: str) -> None:
    article = article_from_text(text)
    assert len(article.text) == len(text)
    assert article.text.encode("utf-8")[:0] == b""


# --- what cannot be read


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "empty", id="no bytes"),
        pytest.param(b" \n\t\n", "empty", id="white space"),
        pytest.param(bytes(range(256)) * 8, "binary", id="all bytes"),
        pytest.param(b"%PDF-1.7 ...", "PDF", id="PDF"),
        pytest.param(b"PK\x03\x04....", "office document", id="DOCX"),
        pytest.param(b"\x1f\x8b\x08....", "gzip", id="gzip"),
        pytest.param(b"word " * 1_000_000, "longer than one article", id="five megabytes of one line"),
    ],
)
def test_what_is_no_article_is_refused_with_a_remedy(tmp_path: Path, content: bytes, reason: str) -> None:
    error = only_error(write(tmp_path / "a.txt", content))
    assert reason in error.reason
    assert error.remedy
    assert str(tmp_path / "a.txt") in str(error)


def test_missing_files_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    good = write(tmp_path / "good.txt", STORY)
    articles, (notice,) = read_all(tmp_path / "missing.txt", good)
    assert [article.text for article in articles] == [STORY]
    assert "no such file" in str(notice)


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "may not be read" in only_error(tmp_path / "a.txt").reason


@given(st.binary(max_size=400))
def test_no_bytes_bring_the_reader_down(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = write(tmp_path_factory.getbasetemp() / "any.txt", content)
    articles, notices = read_all(path)
    assert articles or notices


# --- records


def test_records_keep_their_text_to_the_character(tmp_path: Path) -> None:
    record = {"title": "T", "text": "Norway\r\nmet Chile. ", "published": "2025-05-02", "url": "u", "id": 7}
    (article,), _ = read_all(write(tmp_path / "a.json", json.dumps(record)), published="2025-01-01")
    assert (article.text, article.published, article.id) == ("Norway\r\nmet Chile. ", "2025-05-02", "7")


@pytest.mark.parametrize("name", ["a.json", "a.txt", "a"])
@pytest.mark.parametrize("indent", [None, 2])
def test_a_list_of_records_is_told_from_its_content(tmp_path: Path, name: str, indent: int | None) -> None:
    path = write(tmp_path / name, json.dumps([{"text": "One."}, {"text": "Two."}], indent=indent))
    articles, notices = read_all(path)
    assert [article.text for article in articles] == ["One.", "Two."]
    assert notices == []


def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    lines = ['{"text": "One."}', "{broken", "", '{"text": 5}', '{"title": "T"}', "[1]", '{"text": "Two."}']
    articles, notices = read_all(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [article.text for article in articles] == ["One.", "Two."]
    assert [notice.line for notice in notices if isinstance(notice, InputError)] == [2, 4, 5, 6]


def test_a_record_with_a_date_that_is_none_names_its_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", '{"text": "One."}\n{"text": "Two.", "published": "soon"}\n')
    _, (notice,) = read_all(path)
    assert f"{path}, line 2" in str(notice)
    assert "soon" in str(notice)


def test_a_line_that_is_too_long_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_files, "MAX_LINE_BYTES", 40)
    lines = '{"text": "One."}\n{"text": "' + "x" * 200 + '"}\n{"text": "Two."}\n'
    articles, (notice,) = read_all(write(tmp_path / "a.jsonl", lines))
    assert [article.text for article in articles] == ["One.", "Two."]
    assert "line 2" in str(notice)


def test_jsonl_in_utf16_is_refused_with_a_way_out(tmp_path: Path) -> None:
    error = only_error(write(tmp_path / "a.jsonl", '{"text": "One."}\n'.encode("utf-16")))
    assert "iconv" in error.remedy


def test_the_encoding_of_a_file_of_records_is_told_once(tmp_path: Path) -> None:
    line = '{"text": "José met Ågren."}\n'.encode("latin-1")
    articles, notices = read_all(write(tmp_path / "a.jsonl", line * 3))
    assert [article.text for article in articles] == ["José met Ågren."] * 3
    assert len(notices) == 1


def test_deep_nesting_is_a_bad_line_like_any_other(tmp_path: Path) -> None:
    articles, (notice,) = read_all(write(tmp_path / "a.jsonl", '{"text": "One."}\n' + "[" * 200_000))
    assert len(articles) == 1
    assert "nested too deeply" in str(notice)


def test_text_that_begins_like_json_is_text(tmp_path: Path) -> None:
    (article,), notices = read_all(write(tmp_path / "a.txt", "[Update] Talks begin\n\nNorway met Chile."))
    assert article.title == "[Update] Talks begin"
    assert notices == []


def test_broken_json_is_no_text(tmp_path: Path) -> None:
    assert "not JSON" in only_error(write(tmp_path / "a.json", '{"text": ')).reason


@pytest.mark.parametrize("content", ["[]", '{"text": ""}', '{"text": null}'])
def test_records_without_text_are_refused(tmp_path: Path, content: str) -> None:
    only_error(write(tmp_path / "a.json", content))


def test_a_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "One."}\n{bad\n')))
    (article,), (notice,) = read_all("-")
    assert article.text == "One."
    assert str(notice).startswith("standard input, line 2")


# --- ids, dates, warnings


def test_the_id_is_the_hash_of_the_url_or_of_title_and_text() -> None:
    with_url: dict[str, Any] = {"text": "One.", "url": "https://example.org/1"}
    again = with_url | {"text": "One, corrected."}
    assert article_from_record(with_url).id == article_from_record(again).id
    assert article_from_text("One.").id != article_from_text("Two.").id
    assert len(article_from_text("One.").id) == 16


@pytest.mark.parametrize(
    ("given_as", "date"),
    [
        ("2025-05-01", "2025-05-01"),
        (" 20250501 ", "2025-05-01"),
        ("2025-05-01T14:30", "2025-05-01T14:30:00"),
        ("2025-05-01T14:30:00Z", "2025-05-01T14:30:00+00:00"),
    ],
)
def test_iso_dates_are_taken(given_as: str, date: str) -> None:
    assert published_date(given_as) == date


@pytest.mark.parametrize("given_as", ["", "yesterday", "2025-02-30", "01/05/2025", "x" * 500])
def test_other_dates_are_refused(given_as: str) -> None:
    with pytest.raises(UsageError, match="is not a date: write it as"):
        published_date(given_as)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        pytest.param("<!DOCTYPE html><p>Norway met Chile.</p>", "HTML", id="HTML"),
        pytest.param("JosÃ© met MÃ¼ller, saying â€œyesâ€\x9d.", "wrong decoding", id="mojibake"),
        pytest.param(
            "Le président a dit que les troupes de la France ne sont pas dans le pays.", "French", id="French"
        ),
        pytest.param("Президент сказал, что войска не вошли в страну.", "another script", id="Russian"),
    ],
)
def test_what_spoils_the_coding_is_told(text: str, warning: str) -> None:
    assert any(warning in said for said in text_warnings(article_from_text(text)))


def test_a_record_that_says_its_language_is_believed() -> None:
    article = article_from_record({"text": "Norway met Chile.", "language": "fr-FR"})
    assert "'fr-FR'" in text_warnings(article)[0]


def test_clean_english_draws_no_warning() -> None:
    assert text_warnings(article_from_text(STORY)) == ()
    assert other_language("Gol!") is None
