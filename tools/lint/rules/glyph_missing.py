"""Report signs that no face of the game draws.

Why:   the player sees an empty box where a sign should be.
Bad:   cell: {text: The door shuts. ⌘, ending: {title: Arrested}}    # expect: glyph-missing
Good:  cell: {text: The door shuts., ending: {title: Arrested}}
"""

import unicodedata
from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page

RULE = Rule("glyph-missing", Severity.WARNING, "A sign that no face of the game draws.")

COMMON = frozenset(
    "".join(map(chr, (*range(0x20, 0x7F), *range(0xC0, 0x100), *range(0x410, 0x450))))
    + "‘’“”„«»–—…№ЁёІіѢѣѲѳ \n"
)
"""Signs that all bundled faces together draw, so that the faces need not be opened for them."""


def applies(context: Context) -> bool:
    """Whether the game's faces are here."""
    return context.assets.faced


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """Signs of what is read that are in none of the faces, each told once a passage."""
    told: set[str] = set()
    for line in page.lines:
        for sign in set(line.text) - COMMON - told:
            if sign.isspace() or unicodedata.combining(sign) or context.drawn(sign):
                continue
            told.add(sign)
            name = unicodedata.name(sign, "no name").lower()
            message = f"no face of the game draws {sign} (U+{ord(sign):04X}, {name})"
            yield Diagnostic(RULE, line.at(sign), message, "write it in another way")
