"""The words of the interface in the player's language: looked up, with values put in.

The words in the code are English and stand for themselves. A catalogue says them in another
language; what it lacks stays English. One catalogue is in use at a time, for everything that
is said from then on.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

import attrs


@attrs.frozen
class Catalogue:
    """The words of a language.

    `messages` holds the forms of each message, one where no count decides; `rule` is the number
    of the form that a count takes. `otherwise` says what `messages` lacks.
    """

    code: str
    messages: Mapping[str, tuple[str, ...]]
    rule: Callable[[int], int]
    otherwise: Callable[[str], str] = str


def use(catalogue: Catalogue | None) -> None:
    """Say everything in this language from now on; None: as it stands in the code."""
    global _in_use
    _in_use = catalogue or SOURCE


def language() -> str:
    """The code of the language in use."""
    return _in_use.code


def say(message: str, /, **values: object) -> str:
    """The message in the language in use, its `{placeholders}` filled."""
    forms = _in_use.messages.get(message)
    said = forms[0] if forms else _in_use.otherwise(message)
    return said.format(**values) if values else said


def say_many(one: str, many: str, count: int, /, **values: object) -> str:
    """The message for a count, in the form that it takes in the language in use.

    `{count}` is the count; English has two forms, other languages up to six.
    """
    forms = _in_use.messages.get(one)
    if forms:
        said = forms[min(_in_use.rule(count), len(forms) - 1)]
    else:
        said = _in_use.otherwise(one if count == 1 else many)
    return said.format(count=count, **values)


def mark(message: str, /) -> str:
    """The message as it is: it is found for the catalogues here, and said where it is shown."""
    return message


# The language that shows what is not translated


def pseudo(text: str) -> str:
    """Text that looks translated: accented, a third longer, in brackets.

    What stands in braces stays, and so does a sign after a backslash. Every letter is one that
    all the game's faces have.
    """
    said: list[str] = []
    depth, seen, added = 0, 0, 0
    escaped = False
    capitals = re.sub(r"\{[^{}]*\}", "", text).isupper()
    for letter in text:
        kept = escaped or letter == "\\" or depth > 0 or letter in "{}"
        if not escaped:
            depth = max(0, depth + (letter == "{") - (letter == "}"))
        escaped = letter == "\\" and not escaped
        if kept:
            said.append(letter)
            continue
        accented = letter.translate(_ACCENTS)
        seen += 1
        said.append(accented)
        if letter in "aeiouyAEIOUY":  # drawn out, as the words of other languages are longer
            drawn = min(2, max(0, round(seen * LONGER) - added))
            said.append((accented if capitals else accented.lower()) * drawn)
            added += drawn
    return f"«{''.join(said)}»" if text.strip() else text


LONGER: Final = 0.3
_ACCENTS: Final = str.maketrans(
    "aceghiklnorstuyzACDEGIKLNORSTUYZ",
    "åčéğħïķľñöřšţüýžÅČĎÉĞÏĶĽÑÖŘŠŢÜÝŽ",
)


def _english(count: int) -> int:
    return int(count != 1)


SOURCE: Final = Catalogue("en", {}, _english)
"""The words as they stand in the code."""

PSEUDO: Final = Catalogue("xx", {}, _english, pseudo)
"""No language: it shows which words are not said through this module, and what has no room."""

_in_use = SOURCE
