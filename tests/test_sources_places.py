"""Folders, patterns and standard input; what holds for sources of every kind."""

from __future__ import annotations

import io
import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import PAGE, SENTENCES, errors_of, page_of, read_all, write
from tocsin.errors import InputError
from tocsin.reading import ReadingOptions, read
from tocsin.reading.dates import written_date

FILES: dict[str, str | bytes] = {
    "a/page.html": PAGE,
    "a/deep/rows.csv": "text,title\nOne.,First\n",
    "b.txt": "Talks in Oslo\n\nNorway met Chile.",
    "c.jsonl": '{"text": "Two."}\n{"text": "Three."}\n',
    "d.xml": "<rss><channel><item><title>T</title><description>One.</description></item></channel></rss>",
    "e.png": b"\x89PNG\r\n",
    ".hidden": "Not read.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        write(tmp_path / "news" / name, content)
    return tmp_path / "news"


def test_a_folder_is_read_with_all_below_it(folder: Path) -> None:
    articles, (error,) = read_all(folder)
    assert [article.title or article.text for article in articles] == [
        "Talks in Oslo",
        "Two.",
        "Three.",
        "T",
        "Norway and Chile agree to talks",
        "First",
    ]
    assert "e.png" in str(error)


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    (error,) = errors_of(tmp_path)
    assert error.reason == "is an empty folder"


@pytest.mark.parametrize(
    ("pattern", "count"), [("*.txt", 1), ("**/*.csv", 1), ("?.*", 4), ("[bc].*", 3), ("a*", 2)]
)
def test_patterns(folder: Path, pattern: str, count: int) -> None:
    articles, _ = read_all(folder / pattern)
    assert len(articles) == count


def test_a_pattern_without_files_is_named(folder: Path) -> None:
    (error,) = errors_of(folder / "*.md")
    assert error.reason == "no file matches"


def test_a_file_whose_name_looks_like_a_pattern(tmp_path: Path) -> None:
    (article,), _ = read_all(write(tmp_path / "news[1].txt", "Norway met Chile."))
    assert article.text == "Norway met Chile."


@pytest.mark.parametrize("name", sorted(set(FILES) - {".hidden", "e.png"}))
def test_standard_input_is_told_from_its_content(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = FILES[name]
    data = content if isinstance(content, bytes) else content.encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    articles, notices = read_all("-")
    assert articles
    assert notices == []


def test_the_order_of_files_does_not_matter(folder: Path) -> None:
    files = [folder / name for name in FILES]
    expected, _ = read_all(*files)
    for seed in range(5):
        shuffled = random.Random(seed).sample(files, len(files))
        articles, _ = read_all(*shuffled)
        assert sorted(articles, key=lambda a: a.id) == sorted(expected, key=lambda a: a.id)


def test_the_same_input_gives_the_same_ids(folder: Path) -> None:
    first, again = (read_all(folder)[0] for _ in range(2))
    assert first == again
    assert len({article.id for article in first}) == len(first)


@given(
    st.binary(max_size=300), st.sampled_from("html xml csv tsv parquet eml mbox pdf warc gz zip rss".split())
)
def test_no_bytes_bring_any_reader_down(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str
) -> None:
    path = write(tmp_path_factory.getbasetemp() / f"any.{suffix}", content)
    articles, notices = read_all(path)
    assert articles or notices


@given(st.data())
def test_no_damage_brings_any_reader_down(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    from test_sources_archives import archive, zipped
    from test_sources_feeds import ATOM, RSS
    from test_sources_mail import mail, pdf

    whole = {
        "html": PAGE.encode(),
        "rss": RSS.encode(),
        "atom": ATOM.encode(),
        "warc": b"".join(archive()),
        "zip": zipped({"a.txt": "One."}),
        "eml": mail("One.", "<p>One.</p>").as_bytes(),
        "pdf": pdf(("One line.",)),
    }
    suffix = data.draw(st.sampled_from(sorted(whole)))
    content = bytearray(whole[suffix])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = write(tmp_path_factory.getbasetemp() / f"damaged.{suffix}", bytes(content))
    articles, notices = read_all(path)
    assert articles or notices


def test_a_file_over_the_limit_is_named(tmp_path: Path) -> None:
    (error,) = errors_of(write(tmp_path / "a.html", PAGE), options=ReadingOptions(max_whole_bytes=100))
    assert "longer than 100 bytes" in error.reason


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2999-01-01", "in the future"),
        ("1970-01-01T00:00:00Z", "never set"),
        ("1969-07-20", None),
        ("2025-05-01", None),
    ],
)
def test_odd_dates_are_kept_and_told(tmp_path: Path, day: str, words: str | None) -> None:
    (article,), notices = read_all(write(tmp_path / "a.json", f'{{"text": "One.", "published": "{day}"}}'))
    assert (article.published or "").startswith(day[:10])
    assert [words in str(notice) for notice in notices if words] == ([True] if words else [])
    assert not any(isinstance(notice, InputError) for notice in notices)


def test_two_texts_of_one_address_are_both_kept(tmp_path: Path) -> None:
    lines = [
        '{"url": "https://example.org/1", "text": "One."}',
        '{"url": "https://example.org/1", "text": "Two."}',
    ]
    articles, (notice,) = read_all(write(tmp_path / "a.jsonl", "\n".join([*lines, lines[1]])))
    assert [article.text for article in articles] == ["One.", "Two.", "Two."]
    assert "with another text" in str(notice)


def test_reading_can_stop_at_any_article(folder: Path) -> None:
    stream = read([str(folder)], None, lambda _: None)
    assert next(stream).title == "Talks in Oslo"
    stream.close()  # type: ignore[attr-defined]


def test_every_text_is_what_was_written(tmp_path: Path) -> None:
    (article,), _ = read_all(
        write(tmp_path / "a.html", page_of("One \u00a0 two\u200b three.\n" + SENTENCES[0], SENTENCES[1]))
    )
    assert "One two three. Norway and Chile" in article.text


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-05-01", "2025-05-01"),
        ("2025-05-01 14:30:00", "2025-05-01T14:30:00"),
        ("1 May 2025", "2025-05-01"),
        ("May 1, 2025", "2025-05-01"),
        ("2025/05/01", "2025-05-01"),
        ("Thu, 01 May 2025 14:30:00 GMT", "2025-05-01T14:30:00+00:00"),
        ("01/05/2025", None),
        ("2025050112", None),
        ("yesterday", None),
        ("", None),
        ("Thu, 99 May 2025 14:30:00 GMT", None),
    ],
)
def test_dates_are_read_only_where_they_are_sure(written: str, day: str | None) -> None:
    assert written_date(written) == day


@pytest.mark.parametrize("name", ["\0bad", "x" * 5_000, "missing/file.txt"])
def test_names_that_are_none_are_reported(name: str) -> None:
    (error,) = errors_of(name)
    assert error.remedy


def test_a_pipe_in_a_folder_keeps_nobody_waiting(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    articles, _ = read_all(folder)
    assert len(articles) == 6


def test_what_is_in_standard_input_is_named_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'[{"text": "One."}, {"text": ""}]')))
    _, (error,) = read_all("-")
    assert str(error).startswith("standard input, article 2")


def test_a_folder_that_may_not_be_read_is_reported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("deep"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    articles, notices = read_all(folder)
    assert len(articles) == 5
    assert any("deep: is a folder that may not be read" in str(notice) for notice in notices)
