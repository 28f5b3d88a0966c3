"""Dates of the story as they are printed."""

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def spoken_date(date: str) -> str:
    """`1921-02-24` as `24 February 1921`; `1921-02` and `1921` without what they lack."""
    if not date:
        return ""
    year, *rest = date.split("-")
    parts = [year]
    if rest:
        parts.insert(0, _MONTHS[int(rest[0]) - 1])
    if len(rest) > 1:
        parts.insert(0, str(int(rest[1])))
    return " ".join(parts)
