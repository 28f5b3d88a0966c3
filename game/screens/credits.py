"""Who made it, with what, and under which licences."""

from collections.abc import Sequence

import attrs

from game.screens import theme
from game.screens.column import Column, Row, line_of, set_lines
from game.screens.picture import Metrics
from game.screens.sheet import ScrolledScreen
from game.screens.theme import Scale
from game.text.tongue import say


def fiction() -> tuple[str, ...]:
    """What the game says of itself, a paragraph each."""
    return (
        say(
            "This is fiction about real terror. The history told here did not happen; the Red "
            "Terror, the civil war, the famine of 1921 and the dead of Petrograd and Kronstadt "
            "did. Real people appear as figures of fiction. The historians and their books are "
            "invented."
        ),
    )


def parts() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The headings, each with its paragraphs."""
    return (
        (say("The game"), fiction()),
        (
            say("Story, engine and art"),
            (
                say(
                    "Written, programmed and cut in lino for this game. Code: MIT licence. "
                    "Story and art: Creative Commons Attribution 4.0."
                ),
            ),
        ),
        (
            say("Type"),
            (
                say(
                    "PT Serif, PT Sans Caption and PT Mono by ParaType, under the SIL Open Font "
                    "Licence and the ParaType Free Font Licence."
                ),
                say(
                    "Oswald by Vernon Adams; Oranienbaum by Oleg Pospelov, Jovanny Lemonad; Old "
                    "Standard by Alexey Kryukov; Alfa Slab One by JM Solé; Podkova by Cyreal; EB "
                    "Garamond by Georg Duffner and Octavio Pardo; Courier Prime by Alan "
                    "Dague-Greene; Bad Script by Roman Shchyukin; Marck Script by Denis Masharov. "
                    "All under the SIL Open Font Licence 1.1. The full texts lie beside the fonts, "
                    "in assets/fonts/licences."
                ),
            ),
        ),
        (
            say("Libraries"),
            (
                say(
                    "Python (PSF licence), pygame-ce and SDL (LGPL 2.1, zlib), PyYAML and libyaml "
                    "(MIT), attrs (MIT), Babel (BSD), cyclopts (Apache 2.0), platformdirs (MIT), "
                    "Pyphen and its hyphenation patterns (GPL 2, LGPL 2.1 or MPL 1.1)."
                ),
            ),
        ),
    )


@attrs.define
class CreditsScreen(ScrolledScreen):
    """Credits and licences."""

    def head(self) -> tuple[str, str, str]:
        """What it is."""
        return say("CREDITS"), say("Nobody has been left out"), ""

    def rows(self, x: float, width: float, scale: Scale, metrics: Metrics) -> Sequence[Row]:
        """A heading and its paragraphs, one after another."""
        k = scale.unit * scale.text
        column = Column(
            x, width, 18.5 * k, 26 * k, scale.unit, theme.INK, justified=False, gap=9 * k
        )
        rows: list[Row] = []
        y = 0.0
        for heading, paragraphs in parts():
            large = attrs.evolve(column, size=30 * k, leading=38 * k, face="title")
            rows += set_lines((line_of(heading),), large, metrics, y)
            rows += set_lines(tuple(map(line_of, paragraphs)), column, metrics, rows[-1].bottom)
            y = rows[-1].bottom + 26 * k
        return rows
