"""Dates of the story as they are printed."""

import datetime
from typing import Final

from game.text.tongue import mark, say

# A message to each month: in other languages its name changes beside a day.
_DAYS = (
    mark("{day} January {year}"),
    mark("{day} February {year}"),
    mark("{day} March {year}"),
    mark("{day} April {year}"),
    mark("{day} May {year}"),
    mark("{day} June {year}"),
    mark("{day} July {year}"),
    mark("{day} August {year}"),
    mark("{day} September {year}"),
    mark("{day} October {year}"),
    mark("{day} November {year}"),
    mark("{day} December {year}"),
)
_MONTHS = (
    mark("January {year}"),
    mark("February {year}"),
    mark("March {year}"),
    mark("April {year}"),
    mark("May {year}"),
    mark("June {year}"),
    mark("July {year}"),
    mark("August {year}"),
    mark("September {year}"),
    mark("October {year}"),
    mark("November {year}"),
    mark("December {year}"),
)


def spoken_date(date: str) -> str:
    """`1921-02-24` as `24 February 1921`; `1921-02` and `1921` without what they lack."""
    if not date:
        return ""
    year, *rest = date.split("-")
    if not rest:
        return year
    month = int(rest[0]) - 1
    if len(rest) == 1:
        return say(_MONTHS[month], year=year)
    return say(_DAYS[month], day=int(rest[1]), year=year)


_WEEKDAYS = (
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
    mark("Sunday"),
)
_REFORM: Final = datetime.date(1918, 2, 14)
"""The first day of the new calendar in Russia; the day before was 31 January."""


def weekday(date: str) -> str:
    """The day of the week of a whole date; of a month or a year there is none."""
    day = _whole(date)
    return say(_WEEKDAYS[day.weekday()]) if day else ""


def old_style(date: str) -> str:
    """The date by the calendar in use before the reform, empty from the reform on.

    The story's dates are those of the new calendar.
    """
    day = _whole(date)
    if day is None or day >= _REFORM or day.year < 1801:
        return ""
    # 1900 was a leap year of the old calendar and not of the new.
    behind = 13 if day > datetime.date(1900, 3, 13) else 12
    return (day - datetime.timedelta(behind)).isoformat()


def _whole(date: str) -> datetime.date | None:
    parts = date.split("-")
    return datetime.date(*map(int, parts)) if len(parts) == 3 else None
