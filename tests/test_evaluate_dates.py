"""``tocsin evaluate dates``: what is read, what is refused, and what is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.errors import InputError
from tocsin.evaluating.dates import GoldDate, measure_dates, read_dates

HEADER = "text\tpublished\tstart\tend\n"


def written(folder: Path, text: str) -> str:
    path = folder / "gold.tsv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def row(text: str, start: str, end: str | None = None) -> GoldDate:
    return GoldDate(2, text, "2025-05-15", start, end or start)


def test_rows_are_read_with_their_lines(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + "on Monday\t2025-05-15\t2025-05-12\t2025-05-12\n")
    assert read_dates(path) == [GoldDate(2, "on Monday", "2025-05-15", "2025-05-12", "2025-05-12")]


def test_columns_may_stand_in_any_order_and_others_beside_them(tmp_path: Path) -> None:
    path = written(
        tmp_path, "end\tstart\tnote\ttext\tpublished\n2025-05-12\t2025-05-12\tx\tMonday\t2025-05-15\n"
    )
    assert read_dates(path)[0].text == "Monday"


def test_a_quotation_mark_is_text(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + '"Go," he said on Monday\t2025-05-15\t2025-05-12\t2025-05-12\n')
    assert read_dates(path)[0].text == '"Go," he said on Monday'


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        pytest.param("", None, "text", id="empty"),
        pytest.param(HEADER, None, "has no rows", id="header-only"),
        pytest.param(
            "text\tpublished\tstart\nMonday\t2025-05-15\t2025-05-12\n", 1, "no column end", id="column"
        ),
        pytest.param(
            HEADER + "Monday\t15 May\t2025-05-12\t2025-05-12\n", 2, "published is '15 May'", id="published"
        ),
        pytest.param(
            HEADER + "Monday\t2025-05-15\t2025-13-12\t2025-05-12\n", 2, "start is", id="no-such-month"
        ),
        pytest.param(HEADER + "Monday\t2025-05-15\t2025-05-12\n", 2, "end is ''", id="short-row"),
        pytest.param(HEADER + "Monday\t2025-05-15\t2025-05-13\t2025-05-12\n", 2, "behind", id="exchanged"),
        pytest.param(HEADER + "\t2025-05-15\t2025-05-12\t2025-05-12\n", 2, "no text", id="no-text"),
    ],
)
def test_what_is_amiss_is_named_with_file_and_line(
    tmp_path: Path, text: str, line: int | None, said: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(InputError, match=said) as caught:
        read_dates(path)
    assert caught.value.source == path
    if line is not None:
        assert caught.value.line == line


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_dates(str(tmp_path / "none.tsv"))
    (tmp_path / "bytes.tsv").write_bytes(b"text\xff\xfe")
    with pytest.raises(InputError, match="cannot be read"):
        read_dates(str(tmp_path / "bytes.tsv"))


def test_both_days_must_be_right_and_the_first_date_counts() -> None:
    scores = measure_dates(
        [
            row("on Monday", "2025-05-12"),
            row("on Monday, and again on April 3", "2025-05-12"),
            row("since Monday", "2025-05-12"),
            row("nothing of the kind", "2025-05-12"),
        ]
    )
    assert (scores.n, scores.accuracy, scores.found) == (4, 0.5, 0.75)
    assert scores.wrong == (
        "line 2: since Monday (published 2025-05-15): 2025-05-12 to 2025-05-15 instead of 2025-05-12",
        "line 2: nothing of the kind (published 2025-05-15): no date instead of 2025-05-12",
    )


def test_the_figures_leave_the_examples_out() -> None:
    assert measure_dates([row("on Monday", "2025-05-12")]).to_json() == {
        "n": 1,
        "accuracy": 1.0,
        "found": 1.0,
    }


def test_no_rows_give_no_figures_but_no_error() -> None:
    assert measure_dates([]).to_json() == {"n": 0, "accuracy": 0.0, "found": 0.0}
