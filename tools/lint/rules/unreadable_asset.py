"""Report portraits that are no picture, or are cut off.

Why:   the player sees a paper silhouette where a face should be.
Bad:   cell: {text: The door shuts., ending: {title: Arrested}}    # with half a portrait
Good:  cell: {text: The door shuts., ending: {title: Arrested}}
"""

from collections.abc import Iterator
from pathlib import Path

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context

RULE = Rule("unreadable-asset", Severity.ERROR, "A picture that cannot be read.")

_FIRST = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
_LAST = b"\x00\x00\x00\x00IEND\xaeB`\x82"


def applies(context: Context) -> bool:
    """Whether the campaign has portraits at all."""
    return context.assets.drawn


def check(context: Context) -> Iterator[Diagnostic]:
    """Portraits that do not begin or end as a PNG does."""
    for file in context.assets.pictures():
        fault = _fault(file)
        if fault:
            who = context.story.cast.get(context.assets.sitter(file))
            span = who.span if who else context.at_the_top
            message = f"the picture {file.name} {fault}"
            yield Diagnostic(RULE, span, message, "draw it anew with `python -m tools.portraits`")


def _fault(file: Path) -> str:
    try:
        with file.open("rb") as picture:
            first = picture.read(len(_FIRST))
            if not first:
                return "is empty"
            if first != _FIRST:
                return "is no PNG"
            picture.seek(-len(_LAST), 2)
            return "" if picture.read() == _LAST else "is cut off"
    except OSError as error:
        return f"cannot be read: {error.strerror}"
