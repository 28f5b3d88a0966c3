"""Dates of the story as they are printed."""

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
