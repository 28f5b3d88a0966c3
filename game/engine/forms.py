"""The forms of papers, by the names that the player reads."""

from typing import Final

from game.text.tongue import mark, say

KNOWN: Final = frozenset(
    (
        mark("cable"),
        mark("telegram"),
        mark("letter"),
        mark("book page"),
        mark("quotation card"),
        mark("form"),
        mark("handbill"),
    )
)


def form_name(form: str) -> str:
    """A form's name in the language of the interface; one that only the story knows as it is."""
    return say(form) if form in KNOWN else form
