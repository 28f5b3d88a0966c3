"""The forms of papers and the kinds of interludes, by the names that the player reads."""

from collections.abc import Mapping
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


KINDS: Final[Mapping[str, str]] = {
    "telegram": mark("telegram"),
    "letter": mark("letter"),
    "court": mark("court record"),
    "historian": mark("book page"),
    "dossier": mark("dossier"),
    "radio": mark("radio"),
    "order-of-battle": mark("order of battle"),
    "map": mark("map"),
    "ledger-of-names": mark("ledger of names"),
    "photograph": mark("photograph"),
}


def kind_name(kind: str) -> str:
    """What a kind of interlude is called."""
    return say(KINDS[kind])
