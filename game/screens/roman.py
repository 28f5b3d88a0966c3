"""Roman numerals: of chapters, of campaigns, of the month in a postmark."""

_VALUES = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """A number in Roman numerals; from 90 on, and 0, in figures."""
    if not 0 < number < 90:
        return str(number)
    numeral = ""
    for value, letters in _VALUES:
        numeral += letters * (number // value)
        number %= value
    return numeral
