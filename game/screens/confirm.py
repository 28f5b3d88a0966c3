"""A question before a choice that is asked twice: a slip of paper over the page."""

from typing import Any, Final

import attrs

from game.engine.prose import Word, Words
from game.screens import theme
from game.screens.choices import Item, List, lay
from game.screens.column import spans, words_of
from game.screens.context import Context
from game.screens.focus import moved
from game.screens.intent import Accept, Back, Edge, Focus, Intent, Move, Pick
from game.screens.layout import paragraph, place
from game.screens.picture import Face, Fill, Metrics, Picture, Rect, Shadow, Shape, Size, Stroke
from game.screens.screen import Pop, Transition
from game.screens.shift import shifted
from game.screens.theme import Scale
from game.text.tongue import say

WIDTH: Final = 620


@attrs.frozen
class Confirmed:
    """What comes back where the player meant it: the choice's id."""

    pick: str


@attrs.define
class ConfirmScreen:
    """Asks whether a choice is meant; without words of the story's, in the interface's."""

    context: Context
    pick: str
    label: Words
    question: Words
    focus: int = 1  # an Enter pressed without reading does no harm

    opaque = False
    animating = False

    def tick(self, milliseconds: int) -> None:
        """Nothing moves."""

    def resume(self, result: Any) -> None:
        """Nothing lies above."""

    def handle(self, intent: Intent) -> Transition | None:
        """Take the answer."""
        match intent:
            case Back():
                return Pop()
            case Move(direction):
                self.focus = moved(self.focus, 2, direction)
            case Focus(number) if 1 <= number <= 2:
                self.focus = number - 1
            case Edge(end):
                self.focus = 1 if end else 0
            case Pick(1):
                return Pop(Confirmed(self.pick))
            case Pick(2):
                return Pop()
            case Accept():
                return Pop(Confirmed(self.pick)) if self.focus == 0 else Pop()
            case _:
                pass
        return None

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """The slip in the middle of the page."""
        scale = Scale.of(size, self.context.settings.text_size)
        u, k = scale.unit, scale.unit * scale.text
        width = min(scale.width * u - 40 * u, WIDTH * u * max(1.0, min(scale.text, 1.5)))
        pad = 34 * u
        inner = width - 2 * pad
        shapes: list[Shape] = []
        y = pad
        question = self.question or (Word(say("This cannot be taken back. Is it meant?")),)
        parts: tuple[tuple[Words, Face, float, float], ...] = (
            (self.label, "serif-italic", 17 * k, 24 * k),
            (question, "serif", 19.6 * k, 27 * k),
        )
        for words, face, px, leading in parts:
            lines = paragraph(spans(words, face), px, inner, metrics, setting="ragged")
            shapes += place(lines, pad, y, px, leading, theme.INK, metrics)
            y += len(lines) * leading + 10 * k
        items = (Item("1", words_of(say("It is meant."))), Item("2", words_of(say("Leave it."))))
        rows = lay(items, self.focus, List(pad, inner, pad - 22 * u, u, scale.text), metrics)
        shapes += shifted(rows.shapes, 0, y)
        y += rows.height + pad
        left = (scale.width * u - width) / 2
        top = max(10 * u, (scale.height * u - y) / 2)
        slip = Rect(0, 0, width, y)
        paper: tuple[Shape, ...] = (
            Shadow(slip, 18 * u, 190),
            Fill(slip, theme.BOOK),
            Stroke(slip.inset(8 * u), theme.INK, max(1, round(2 * u))),
        )
        return Picture(theme.INK, shifted((*paper, *shapes), left, top))
