"""The map as plain text: lists by chapter of what was walked, refused and closed."""

from collections.abc import Sequence

import attrs

from game.screens import theme
from game.screens.column import Column, Row, line_of, set_lines
from game.screens.hints import Hint
from game.screens.intent import Back, Command
from game.screens.picture import Metrics, Text
from game.screens.sheet import ScrolledScreen
from game.screens.theme import Scale
from game.session.atlas import Atlas, in_words
from game.text.tongue import say


@attrs.define
class ChartText(ScrolledScreen):
    """The map in words, which serves large print and reading aloud."""

    atlas: Atlas = attrs.field(kw_only=True)

    def head(self) -> tuple[str, str, str]:
        """What it is, and how much of it was seen."""
        return say("THE MAP"), say("What might have been"), "    ".join(self.atlas.counts.said())

    def hints(self) -> Sequence[Hint]:
        """The keys of the foot."""
        return (
            ("T", say("as a map"), Command("t")),
            (("up", "down"), say("scroll"), None),
            ("Esc", say("back"), Back()),
        )

    def rows(self, x: float, width: float, scale: Scale, metrics: Metrics) -> Sequence[Row]:
        """Chapters, headings and lines."""
        k = scale.unit * scale.text
        column = Column(x, width, 18 * k, 25 * k, scale.unit, theme.INK, justified=False, gap=5 * k)
        rows: list[Row] = []
        y = 0.0

        def heading(words: str, large: bool) -> None:
            nonlocal y
            size, high = (26 * k, 46 * k) if large else (13.5 * k, 30 * k)
            face, colour = ("title", theme.INK) if large else ("label-bold", theme.TEXT_RED)
            base = y + high * 0.76
            track = 0 if large else 1.4 * k
            shown = words if large else words.upper()
            text = Text(x, base, shown, face, size, colour, track)  # type: ignore[arg-type]
            rows.append(Row(y, high, (text,), len(shown), heading=True))
            y += high

        for chapter in in_words(self.atlas):
            heading(chapter.title, large=True)
            for title, lines in chapter.groups:
                heading(title, large=False)
                told = tuple(line_of(f"— {line}") for line in lines)
                set_ = set_lines(told, column, metrics, y)
                rows += set_
                y = set_[-1].bottom if set_ else y
            y += 14 * k
        return rows
