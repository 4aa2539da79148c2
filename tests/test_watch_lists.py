"""What ``tocsin watch`` is given: lists of addresses, and durations."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources import write
from tocsin.errors import InputError, UsageError
from tocsin.reading import InputWarning
from tocsin.reading.source_lists import addresses_in
from tocsin.watching_run import duration


def test_a_text_of_urls_is_read(tmp_path: Path) -> None:
    text = "\ufeff# ours\r\nhttps://a.example/feed#top  # the first\r\n\r\nhttp://b.example\r\nhttp://b.example\r\n"
    found = addresses_in((str(write(tmp_path / "urls.txt", text)), "https://c.example/"), lambda _: None)
    assert found == ("https://a.example/feed#top", "http://b.example", "https://c.example/")


@pytest.mark.parametrize(("written", "seconds"), [("30s", 30), ("10m", 600), ("2h", 7200), ("1.5 h", 5400)])
def test_durations(written: str, seconds: float) -> None:
    assert duration(written) == seconds


@pytest.mark.parametrize("written", ["", "10", "m", "10 minutes", "-5m", "0s", "0.5s", "999h", "1h30"])
def test_what_is_no_duration_is_refused(written: str) -> None:
    with pytest.raises(UsageError, match=r"30s, 10m or 2h|too (short|long)"):
        duration(written)


OPML = """<?xml version="1.0"?>
<opml version="2.0"><head><title>Ours</title></head><body><outline text="World">
<outline type="rss" text="A" xmlUrl="https://a.example/feed?a=1&amp;b=2" htmlUrl="https://a.example/"/>
<outline type="rss" text="A again" xmlurl="https://a.example/feed?a=1&amp;b=2"/>
<outline text="B" xmlUrl="feed://b.example/rss"/><outline text="C" xmlUrl="feed:https://c.example/rss"/>
<outline text="bad" xmlUrl="ftp://d.example/rss"/>
<outline type="link" text="E" url="http://e.example/"/></outline></body></opml>
"""


def test_an_opml_file_is_read(tmp_path: Path) -> None:
    said: list[object] = []
    found = addresses_in(
        (str(write(tmp_path / "feeds.xml", OPML)), "https://a.example/feed?a=1&b=2"), said.append
    )
    assert found == (
        "https://a.example/feed?a=1&b=2",
        "http://b.example/rss",
        "https://c.example/rss",
        "http://e.example/",
    )
    (one,) = said
    assert isinstance(one, InputWarning)
    assert str(one).endswith(
        "feeds.xml, line 6: 'ftp://d.example/rss' ftp: is not read, only http and https: left out"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "https://a.example/\n\nwww.b.example\n",
            r"list, line 3: 'www\.b\.example' is no address: write one URL",
        ),
        ("https://a.example/ https://b.example/", r"line 1: .* is no address"),
        ("# https://a.example/\n", "has no address in it"),
        ("ftp://a.example/", "line 1: .*only http and https"),
        ("https://me:secret@a.example/", "line 1: .*a name and a password"),
        ("https://a.example:99999/", "line 1: .*is no address"),
        ("", "is empty"),
        (b"PAR1\0\0", "is no text"),
        ("<rss><channel/></rss>", "is XML of <rss>, and no OPML"),
        ("<opml><body><outline xmlUrl='https://a.example/'></opml>", "not well-formed"),
        ("<!DOCTYPE opml [<!ENTITY a 'b'>]><opml/>", "declares entities"),
        ("<opml><body/></opml>", "has no address in it"),
    ],
    ids=lambda value: str(value)[:25],
)
def test_a_list_that_cannot_be_used_is_refused(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        addresses_in((str(write(tmp_path / "list", content)),), lambda _: None)
