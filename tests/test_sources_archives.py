"""WARC, gzip and ZIP are read in a stream, and bombs are stopped."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sources import PAGE, SENTENCES, errors_of, page_of, read_all, write
from tocsin.errors import InputError
from tocsin.reading import ReadingOptions, unpacking

STORY = "Talks in Oslo\n\n" + "\n\n".join(SENTENCES)


def warc_record(
    url: str, body: bytes, status: str = "200 OK", media: str = "text/html; charset=utf-8"
) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-05-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def archive() -> list[bytes]:
    return [
        warc_record("https://example.org/1", page_of(*SENTENCES).encode()),
        warc_record("https://example.org/gone", b"<html>gone</html>", status="404 Not Found"),
        warc_record("https://example.org/a.png", b"\x89PNG", media="image/png"),
        warc_record("https://example.org/empty", b"<html></html>"),
        warc_record("https://example.org/2", PAGE.encode()),
    ]


def zipped(members: dict[str, bytes | str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    "pack", [b"".join, lambda parts: b"".join(map(gzip.compress, parts))], ids=["plain", "gz"]
)
def test_the_pages_of_a_warc_become_articles(tmp_path: Path, pack: Callable[[list[bytes]], bytes]) -> None:
    articles, notices = read_all(write(tmp_path / "a.warc.gz", pack(archive())))
    assert [article.url for article in articles] == [
        "https://example.org/1",
        "https://www.example.org/world/norway-chile",
    ]
    assert articles[0].text == STORY
    empty, left_out = notices
    assert "https://example.org/empty" in str(empty)
    assert "1 answers with status 404, 1 of the kind image/png" in str(left_out)


def test_a_packed_answer_in_a_warc_is_unpacked(tmp_path: Path) -> None:
    body = gzip.compress(page_of(*SENTENCES).encode())
    record = warc_record("https://example.org/1", body, media="text/html\r\nContent-Encoding: gzip")
    (article,), _ = read_all(write(tmp_path / "a.warc", record))
    assert article.text == STORY


@pytest.mark.parametrize("content", [b"WARC/1.0\r\nbroken", b"WARC/1.0\r\n\r\n", b"no archive"])
def test_a_broken_warc_is_refused(tmp_path: Path, content: bytes) -> None:
    (error,) = errors_of(write(tmp_path / "a.warc", content))
    assert "WARC" in error.reason


def test_a_warc_that_is_cut_short_gives_what_is_whole(tmp_path: Path) -> None:
    data = b"".join(map(gzip.compress, archive()))
    articles, notices = read_all(write(tmp_path / "a.warc.gz", data[:-200]))
    assert [article.url for article in articles] == ["https://example.org/1"]
    assert any(isinstance(notice, InputError) for notice in notices)


@pytest.mark.parametrize("name", ["a.txt.gz", "a.html.gz", "a.jsonl.gz", "a.csv.gz"])
def test_gzip_is_unpacked_whatever_is_in_it(tmp_path: Path, name: str) -> None:
    content = {
        "txt": STORY,
        "html": page_of(*SENTENCES),
        "jsonl": '{"text": "One."}',
        "csv": "text,title\nOne.,T\n",
    }
    (article,), notices = read_all(
        write(tmp_path / name, gzip.compress(content[name.split(".")[1]].encode()))
    )
    assert article.text in (STORY, "One.")
    assert notices == []


@pytest.mark.parametrize("cut", [20, -9])
def test_damaged_gzip_is_named(tmp_path: Path, cut: int) -> None:
    (error,) = errors_of(write(tmp_path / "a.txt.gz", gzip.compress(STORY.encode())[:cut]))
    assert "damaged" in error.reason


def test_a_gzip_bomb_is_stopped(tmp_path: Path) -> None:
    bomb = b"".join(gzip.compress(b'{"text": "One."}\n' + b" " * (8 << 20)) for _ in range(8))
    articles, notices = read_all(write(tmp_path / "a.jsonl.gz", bomb))
    assert len(articles) < 8
    assert any("as bombs do" in str(notice) for notice in notices)


def test_what_unpacks_to_too_much_is_stopped(tmp_path: Path) -> None:
    lines = b"".join(b'{"text": "Story number %d."}\n' % number for number in range(10_000))
    options = ReadingOptions(max_unpacked_bytes=20_000)
    _, notices = read_all(write(tmp_path / "a.jsonl.gz", gzip.compress(lines)), options=options)
    assert "more than 20,000 bytes" in str(notices[-1])


def test_archives_in_archives_have_a_limit(tmp_path: Path) -> None:
    data = STORY.encode()
    for _ in range(unpacking.DEEPEST + 1):
        data = gzip.compress(data)
    (error,) = errors_of(write(tmp_path / "a.gz", data))
    assert "archives or lists already" in error.reason


def test_the_files_of_a_zip_are_read_in_order(tmp_path: Path) -> None:
    data = zipped(
        {
            "b/two.txt": "Two.",
            "a.html": page_of(*SENTENCES),
            "c.png": b"\x89PNG....",
            "d.zip": zipped({"x.txt": "X."}),
        }
    )
    articles, (error,) = read_all(write(tmp_path / "a.zip", data))
    assert [article.text for article in articles] == [STORY, "Two.", "X."]
    assert "a.zip/c.png" in str(error)


def test_a_zip_bomb_is_stopped(tmp_path: Path) -> None:
    (error,) = errors_of(write(tmp_path / "a.zip", zipped({"a.txt": b"\0" * (64 << 20)})))
    assert "as bombs do" in error.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(
            zipped({"[Content_Types].xml": "", "word/document.xml": ""}), "an office document", id="DOCX"
        ),
        pytest.param(zipped({}), "empty archive", id="empty"),
        pytest.param(zipped({"a.txt": "One."})[:-10], "damaged", id="cut short"),
    ],
)
def test_other_zips_are_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    (error,) = errors_of(write(tmp_path / "a.zip", content))
    assert reason in error.reason


@pytest.mark.parametrize("kind", ["jsonl", "csv", "warc", "mbox"])
def test_memory_stays_flat(tmp_path: Path, kind: str) -> None:
    small, large = (memory_of(big_file(tmp_path / f"{count}.{kind}", kind, count)) for count in (20, 120))
    assert large < 1.2 * small + 500_000


def big_file(path: Path, kind: str, count: int) -> Path:
    text = "Norway met Chile in Oslo on Monday. " * 300
    part = {
        "jsonl": f'{{"text": "{text}"}}\n'.encode(),
        "csv": f"{text},T\n".encode(),
        "warc": warc_record("https://example.org/1", page_of(text).encode()),
        "mbox": f"From a@b Thu May  1 14:30:00 2025\nFrom: a@b\nDate: x\nSubject: T\n\n{text}\n\n".encode(),
    }[kind]
    return write(path, (b"text,title\n" if kind == "csv" else b"") + part * count)


def memory_of(path: Path) -> int:
    from tocsin.reading import read

    next(read([str(path)], None, lambda _: None))
    tracemalloc.start()
    try:
        for _ in read([str(path)], None, lambda _: None):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
