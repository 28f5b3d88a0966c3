"""Where a word may be hyphenated, by pyphen's dictionaries.

Pyphen takes a tenth of a second to take all patterns of a dictionary apart. Here they are only
told from one another, and the few that a word meets are taken apart when it meets them.
"""

import functools
import re
import string
from pathlib import Path
from typing import Final

import pyphen

from game.text.read import contents

LEFT: Final = 2
RIGHT: Final = 3
"""The fewest letters that stand before a hyphen, and after it."""

_UNLIKE: Final = re.compile(r"\^\^|[/=%#]")
"""What pyphen itself must read: odd spellings, hex, remarks."""

_STEPS: Final = re.compile(r"(\d?)(\D?)")


def positions(word: str, language: str) -> tuple[int, ...]:
    """Before which letters a hyphen may stand; `language` is the name of a dictionary."""
    last = len(word) - RIGHT
    return tuple(at for at in _places(word.lower(), language) if LEFT <= at <= last)


@functools.lru_cache(maxsize=20_000)
def _places(word: str, language: str) -> tuple[int, ...]:
    patterns = _patterns(language)
    if patterns is None:
        return tuple(int(at) for at in _whole(language).positions(word))
    pointed = f".{word}."
    weights = [0] * (len(pointed) + 1)
    for i in range(len(pointed) - 1):
        for j in range(i + 1, min(i + patterns.longest, len(pointed)) + 1):
            written = patterns.written.get(pointed[i:j])
            if written is None:
                continue
            for at, weight in _taken_apart(written):
                weights[i + at] = max(weights[i + at], weight)
    return tuple(at - 1 for at, weight in enumerate(weights) if weight % 2)


class _Patterns:
    """A dictionary's patterns as they are written, by their letters."""

    def __init__(self, written: dict[str, str]) -> None:
        self.written = written
        self.longest = max(map(len, written), default=0)


@functools.cache
def _patterns(language: str) -> _Patterns | None:
    """The patterns of a dictionary; None for one that pyphen itself must read."""
    path = pyphen.LANGUAGES[language]
    data, _ = contents(Path(str(path)), path.name)
    try:
        head, *lines = (data or b"").decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return None
    if head.strip().upper() != "UTF-8":
        return None
    while lines and lines[0].startswith(pyphen.ignored):
        del lines[0]
    plain = "\n".join(lines)
    bare = functools.reduce(lambda text, digit: text.replace(digit, ""), string.digits, plain)
    written, letters = plain.split(), bare.split()
    if _UNLIKE.search(plain) or len(written) != len(letters):
        return None
    return _Patterns(dict(zip(letters, written, strict=True)))


@functools.lru_cache(maxsize=4_000)
def _taken_apart(written: str) -> tuple[tuple[int, int], ...]:
    """The weights that `written` gives, each with the letter before which it stands."""
    steps = enumerate(_STEPS.findall(written))
    return tuple((at, int(weight)) for at, (weight, _) in steps if weight)


@functools.cache
def _whole(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language, left=0, right=0)
