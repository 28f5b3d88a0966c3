"""A turn as plain text, at the player's size: every paper has it."""

from collections.abc import Iterable, Sequence

import attrs

from game.engine.appearance import pictured
from game.engine.calendar import spoken_date
from game.engine.removed import is_removed
from game.engine.state import Turn
from game.engine.transcript import front_page_text, paper_text, proof_text, reading_text
from game.screens import theme
from game.screens.column import Column, Row, line_of, set_lines
from game.screens.faces import Sitter
from game.screens.intent import Command, Intent
from game.screens.picture import Metrics
from game.screens.screen import Pop, Transition
from game.screens.sheet import ScrolledScreen
from game.screens.theme import Scale
from game.text.tongue import say


@attrs.define
class TextScreen(ScrolledScreen):
    """Words in PT Serif at the player's size, told by a subclass; T closes it too."""

    def told(self) -> Iterable[str]:
        """The paragraphs."""
        raise NotImplementedError

    def handle(self, intent: Intent) -> Transition | None:
        """Scroll, or go back."""
        return Pop() if intent == Command("t") else super().handle(intent)

    def rows(self, x: float, width: float, scale: Scale, metrics: Metrics) -> Sequence[Row]:
        """The paragraphs, set ragged."""
        k = scale.unit * scale.text
        column = Column(
            x, width, 19.6 * k, 27 * k, scale.unit, theme.INK, justified=False, gap=11 * k
        )
        return set_lines(tuple(map(line_of, self.told())), column, metrics)


@attrs.define
class PlainScreen(TextScreen):
    """The words of a page or a paper in PT Serif, and who is pictured there; nothing else.

    `face` is who is on the plate of a reading page.
    """

    turn: Turn = attrs.field(kw_only=True)
    proof: bool = attrs.field(default=False, kw_only=True)
    """Whether the censor's proof of a front page is told with it."""
    face: Sitter | None = attrs.field(kw_only=True, default=None)

    def head(self) -> tuple[str, str, str]:
        """What it is."""
        return say("PLAIN TEXT"), self.turn.place, spoken_date(self.turn.date)

    def told(self) -> list[str]:
        """What is read, and who is pictured."""
        pictures = [
            say("Pictured: {description}", description=pictured(self.turn, who, expression))
            for who, expression in self._sitters()
        ]
        return [*self._words(), *pictures]

    def _sitters(self) -> list[tuple[str, str]]:
        """Who is pictured, and with what expression."""
        turn = self.turn
        if not turn.printed:
            return [(self.face.character.id, self.face.expression)] if self.face else []
        groups = [turn.front_page.group] if turn.front_page else []
        groups += turn.sheet.people.values() if turn.sheet else []
        retouched = set(turn.sheet.removed) if turn.sheet else set()
        if turn.front_page:
            retouched |= {
                who for who in turn.front_page.group if is_removed(who, turn.state.values)
            }
        return [(who, "neutral") for group in groups for who in group if who not in retouched]

    def _words(self) -> list[str]:
        turn = self.turn
        if turn.front_page:
            told = list(front_page_text(turn.front_page, turn.date))
            if self.proof:
                told += ["* * *", *proof_text(turn.front_page, turn.program.story)]
            return told
        if turn.paper:
            return list(paper_text(turn.paper))
        return list(reading_text(turn, self.context.settings.hard == "skip"))
