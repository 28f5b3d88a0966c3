"""The nearest known name to a misspelt one."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like this one, or None if none is like it.

    Likeness is difflib's ratio (Ratcliff and Obershelp); `-` and `_` and case count little.
    """
    by_plain: dict[str, str] = {}
    for candidate in known:
        by_plain.setdefault(_plain(candidate), candidate)
    if len(name) > 80:
        return None
    found = get_close_matches(_plain(name), by_plain, n=1, cutoff=0.6)
    return by_plain[found[0]] if found else None


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint that names the nearest known name, or `otherwise` if there is none."""
    found = nearest(name, known)
    return f'did you mean "{found}"?' if found else otherwise


def _plain(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-")
