"""Numbers of people in the words of an act."""

from __future__ import annotations

import pytest

from tocsin.resolving.magnitude import magnitude_of


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a blast killing 12 people and wounding at least thirty-one", {"dead": 12, "wounded": 31}),
        ("24 people were killed, three of them children", {"dead": 24}),
        ("the death toll rose to 1,240", {"dead": 1240}),
        ("police detained 15 opposition activists", {"arrested": 15}),
        ("more than 3,000 people have fled their homes", {"displaced": 3000}),
        ("gunmen released 40 prisoners", {"freed": 40}),
        ("dozens were injured", {"wounded": 24}),
        ("the two presidents met for three hours", None),
        ("In 2019 troops killed a farmer", None),
        ("", None),
    ],
)
def test_numbers_are_read_with_what_they_count(text: str, wanted: dict[str, int] | None) -> None:
    assert magnitude_of(text) == wanted


def test_a_text_of_digits_is_read_in_no_time() -> None:
    assert magnitude_of("1" * 50_000 + " people " * 2_000) is None
