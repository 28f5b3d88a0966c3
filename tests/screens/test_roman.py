"""Roman numerals."""

import pytest

from game.screens.roman import roman


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (28, "XXVIII"), (49, "XLIX"), (89, "LXXXIX")],
)
def test_numbers_are_written_as_printers_do(number: int, numeral: str) -> None:
    assert roman(number) == numeral


@pytest.mark.parametrize("number", [0, 90, 1000, -1])
def test_what_would_be_too_long_is_written_in_figures(number: int) -> None:
    assert roman(number) == str(number)
