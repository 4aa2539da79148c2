"""CSV, TSV and Parquet, with the names of their columns mapped or known, become articles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sources import read_all, write
from tocsin.errors import InputError, UsageError
from tocsin.reading import InputWarning

CSV = 'text,title,published,url\n"Norway met Chile.\nIn Oslo.",Talks,2025-05-01,https://example.org/1\nTwo.,,,\n'


def parquet(path: Path, columns: dict[str, list[Any]]) -> Path:
    import pyarrow as pa
    from pyarrow import parquet as pq

    pq.write_table(pa.table(columns), path)
    return path


@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a"])
def test_rows_become_articles(tmp_path: Path, name: str) -> None:
    articles, notices = read_all(write(tmp_path / name, CSV), published="2025-06-01")
    assert [article.text for article in articles] == ["Norway met Chile.\nIn Oslo.", "Two."]
    assert (articles[0].title, articles[0].published) == ("Talks", "2025-05-01")
    assert articles[1].published == "2025-06-01"
    assert notices == []


@pytest.mark.parametrize("delimiter", ["\t", ";", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    rows = [["id", "text", "title"], ["7", "Norway, Chile met.", "Talks"]]
    path = write(tmp_path / "a.csv", "\r\n".join(delimiter.join(row) for row in rows))
    (article,), _ = read_all(path)
    assert (article.id, article.text, article.title) == ("7", "Norway, Chile met.", "Talks")


def test_columns_are_mapped(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "kop,brood,dag\nTalks,Norway met Chile.,1 May 2025\n")
    (article,), notices = read_all(path, mapping={"title": "kop", "text": "brood", "published": "dag"})
    assert (article.title, article.text, article.published) == ("Talks", "Norway met Chile.", "2025-05-01")
    assert notices == []


def test_well_known_columns_are_taken_and_told(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.tsv", "Headline\tBody\tPub_Date\nTalks\tNorway met.\tThu, 01 May 2025 14:30:00 GMT\n"
    )
    (article,), (notice,) = read_all(path)
    assert (article.title, article.published) == ("Talks", "2025-05-01T14:30:00+00:00")
    assert "'Headline' as title" in str(notice)


def test_records_of_json_are_mapped_too(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", '{"headline": "Talks", "text": "Norway met."}\n{"text": "Two."}\n')
    articles, _ = read_all(path, mapping={"title": "headline"})
    assert [article.title for article in articles] == ["Talks", None]


@pytest.mark.parametrize(
    ("mapping", "content", "reason"),
    [
        ({}, "a,b\n1,2\n", "no column holds the text; there are 'a', 'b'"),
        ({"text": "brood"}, "text,b\n1,2\n", "no column 'brood' for text"),
        ({}, "", "empty"),
        ({}, "text,title\n", "without rows"),
    ],
)
def test_a_table_without_texts_names_its_columns(
    tmp_path: Path, mapping: dict[str, str], content: str, reason: str
) -> None:
    articles, (error,) = read_all(write(tmp_path / "a.csv", content), mapping=mapping)
    assert articles == []
    assert reason in str(error)


def test_a_mapping_of_no_field_is_a_wrong_argument(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'headline' is no field of an article: map one of id, title"):
        read_all(write(tmp_path / "a.csv", CSV), mapping={"headline": "title"})


def test_bad_rows_are_named_and_the_others_are_read(tmp_path: Path) -> None:
    rows = [
        "text,published",
        "One.,2025-05-01",
        ",2025-05-01",
        "Two.,soon",
        "Three.,,too,many",
        'Four."x,',
        "Five.,",
    ]
    articles, notices = read_all(write(tmp_path / "a.csv", "\n".join(rows)))
    assert [article.text for article in articles] == ["One.", 'Four."x', "Five."]
    assert [notice.line for notice in notices if isinstance(notice, InputError)] == [3, 4, 5]


def test_a_quote_that_is_never_closed_is_no_silent_loss(tmp_path: Path) -> None:
    articles, (error,) = read_all(write(tmp_path / "a.csv", 'text,title\nOne.,A\n"Two.,B\nThree.,C\n'))
    assert [article.text for article in articles] == ["One."]
    assert "line 3" in str(error)
    assert "quotes" in str(error)


def test_encodings_may_be_mixed(tmp_path: Path) -> None:
    content = "text,title\nJosé met Ågren.,A\n".encode() + "Müller met Žofia.,B\n".encode("cp1252")
    articles, (notice,) = read_all(write(tmp_path / "a.csv", content))
    assert [article.text for article in articles] == ["José met Ågren.", "Müller met Žofia."]
    assert "line 3 is not UTF-8" in str(notice)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_tables_of_spreadsheets(tmp_path: Path, encoding: str) -> None:
    (article,), _ = read_all(write(tmp_path / "a.csv", "text,title\nMüller met.,A\n".encode(encoding)))
    assert (article.text, article.title) == ("Müller met.", "A")


def test_parquet_rows_become_articles(tmp_path: Path) -> None:
    import datetime as dt

    columns: dict[str, list[Any]] = {
        "headline": ["Talks", None],
        "text": ["Norway met Chile.", ""],
        "published": [dt.datetime(2025, 5, 1, 14, 30), None],
        "unused": [1, 2],
    }
    articles, notices = read_all(parquet(tmp_path / "a.parquet", columns), mapping={"title": "headline"})
    assert [(a.title, a.published) for a in articles] == [("Talks", "2025-05-01T14:30:00")]
    assert [(type(notice), "line 2" in str(notice)) for notice in notices] == [(InputError, True)]


@pytest.mark.parametrize("content", [b"PAR1", b"PAR1" + b"\0" * 100 + b"PAR1", b"no parquet at all"])
def test_broken_parquet_is_refused(tmp_path: Path, content: bytes) -> None:
    articles, (error,) = read_all(write(tmp_path / "a.parquet", content))
    assert articles == []
    assert isinstance(error, InputError)
    assert not isinstance(error, InputWarning)
