"""A paper taken out of the gallery and read again, as it lay there: no game is touched by it."""

from typing import Any

import attrs

from game.engine.state import Turn
from game.screens.choices import Item
from game.screens.column import words_of
from game.screens.context import Context
from game.screens.intent import (
    Accept,
    Back,
    Command,
    Direction,
    Drag,
    Edge,
    Intent,
    Move,
    Page,
    Pick,
    Scroll,
    Zoom,
)
from game.screens.picture import Metrics, Picture, Size
from game.screens.press import PressScene, press_view
from game.screens.reading import Hand, View
from game.screens.screen import Pop, Push, Transition
from game.text.tongue import say


@attrs.define
class PaperAgainScreen:
    """The object on its desk and the slip that reads it plain."""

    context: Context
    turn: Turn
    scroll: float = 0.0
    slip: int = 0
    proof: bool = False
    _view: View | None = attrs.field(default=None, init=False, repr=False, eq=False)

    opaque = True
    animating = False

    def tick(self, milliseconds: int) -> None:
        """Nothing moves."""

    def resume(self, result: Any) -> None:
        """Nothing is asked of a screen above."""

    def handle(self, intent: Intent) -> Transition | None:
        """Move the sheet, turn the slip, look closer, or lay it back."""
        page = self.turn.front_page
        pages = 1 if self._view is None else self._view.slips
        match intent:
            case Back() | Accept() | Pick(1):
                return Pop()
            case Command("t"):
                from game.screens.plain import PlainScreen

                return Push(PlainScreen(self.context, turn=self.turn, proof=self.proof))
            case Command("z" | "+") | Zoom() if page is not None:
                from game.screens.closer import CloserScreen

                return Push(CloserScreen(self.context, self.turn, self.proof))
            case Command("p") if page is not None and page.proof is not None:
                self.proof, self.slip = not self.proof, 0
            case Move(Direction.LEFT | Direction.PREVIOUS):
                self.slip = max(0, self.slip - 1)
            case Move(Direction.RIGHT | Direction.NEXT):
                self.slip = min(pages - 1, self.slip + 1)
            case Move(direction):
                self._by(60 if direction is Direction.DOWN else -60)
            case Scroll(lines):
                self._by(lines * 27)
            case Page(count):
                self._by(count * (400 if self._view is None else self._view.page))
            case Edge(end):
                self.scroll = self._extent if end else 0.0
            case Drag(_, dy) if self._view is not None:
                self._by(-dy / self._view.unit)
            case _:
                pass
        return None

    @property
    def _extent(self) -> float:
        return 0.0 if self._view is None else self._view.extent

    def _by(self, distance: float) -> None:
        self.scroll = min(max(0.0, self.scroll + distance), self._extent)

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """The paper as it was read."""
        items = (Item(">", words_of(say("Lay it back."))),)
        scene = PressScene(self.turn, items, (), self.slip, self.proof, away=say("back"))
        hand = Hand(self.scroll, 0, 10**9)
        self._view = press_view(scene, hand, self.context.settings, size, metrics)
        self.scroll = min(self.scroll, self._view.extent)
        return self._view.picture
