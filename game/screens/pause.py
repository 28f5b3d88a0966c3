"""The menu over a running game."""

from typing import Any

import attrs

from game.engine.calendar import spoken_date
from game.engine.state import Turn
from game.screens import theme
from game.screens.context import Context
from game.screens.focus import moved
from game.screens.intent import Accept, Back, Command, Edge, Focus, Intent, Move, Pick
from game.screens.layout import balance
from game.screens.picture import (
    Button,
    Fill,
    Metrics,
    Picture,
    Polygon,
    Rect,
    Shape,
    Size,
    Text,
)
from game.screens.screen import Pop, Push, Reset, Transition
from game.screens.sheet import foot
from game.screens.theme import Scale
from game.session.playthrough import Playthrough
from game.text.tongue import mark, say

ITEMS = (
    (mark("Go on reading"), "b"),
    (mark("Save"), "s"),
    (mark("Open a saved file"), "l"),
    (mark("History"), "h"),
    (mark("The map"), "m"),
    (mark("The gallery"), "g"),
    (mark("Settings"), "e"),
    (mark("Credits"), "c"),
    (mark("To the title"), "t"),
)


@attrs.define
class PauseScreen:
    """A slanted sheet over the page, which stays in sight beside it."""

    context: Context
    playthrough: Playthrough
    focus: int = 0
    _turns: int = attrs.field(init=False, repr=False)

    opaque = False
    animating = False

    def __attrs_post_init__(self) -> None:
        self._turns = len(self.playthrough.turns)

    def tick(self, milliseconds: int) -> None:
        """Nothing moves."""

    def resume(self, result: Any) -> None:
        """A number of turns from the history is undone here; the page shows it on return."""
        if isinstance(result, int) and not isinstance(result, bool) and result > 0:
            self.playthrough.undo(result)

    def handle(self, intent: Intent) -> Transition | None:
        """Go where the item in focus leads."""
        match intent:
            case Back():
                return self._leave()
            case Move(direction):
                self.focus = moved(self.focus, len(ITEMS), direction)
            case Focus(number):
                self.focus = min(number, len(ITEMS)) - 1
            case Edge(end):
                self.focus = len(ITEMS) - 1 if end else 0
            case Pick(number) if number <= len(ITEMS):
                self.focus = number - 1
                return self._open(ITEMS[self.focus][1])
            case Accept():
                return self._open(ITEMS[self.focus][1])
            case Command(name) if name in ("s", "l", "h", "m", "g"):
                return self._open(name)
            case _:
                pass
        return None

    def _open(self, item: str) -> Transition | None:
        from game.screens.chart import open_chart
        from game.screens.credits import CreditsScreen
        from game.screens.gallery import open_gallery
        from game.screens.history import HistoryScreen
        from game.screens.saves import SavesScreen
        from game.screens.settings import SettingsScreen
        from game.screens.title import TitleScreen

        match item:
            case "s" | "l":
                return Push(SavesScreen(self.context, self.playthrough, saving=item == "s"))
            case "h":
                return Push(HistoryScreen(self.context, self.playthrough))
            case "m":
                return open_chart(self.context, self.playthrough)
            case "g":
                return open_gallery(self.context, self.playthrough)
            case "e":
                return Push(SettingsScreen(self.context))
            case "c":
                return Push(CreditsScreen(self.context))
            case "t":
                return Reset(TitleScreen(self.context))
            case _:
                return self._leave()

    def _leave(self) -> Transition:
        """Back to the page, at the place it was left; or to the page that was gone back to."""
        same = len(self.playthrough.turns) == self._turns
        return Pop() if same else Pop(self.playthrough)

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """The sheet at the left, over whatever lies below."""
        scale = Scale.of(size, self.context.settings.text_size)
        u = scale.unit
        k = u * min(1.5, scale.text)
        turn = self.playthrough.turn
        h = scale.height * u
        edge = min(scale.width - 60, 470 * min(1.5, scale.text)) * u
        shapes: list[Shape] = [
            Polygon(((0, 0), (edge + 70 * u, 0), (edge, h), (0, h)), theme.INK),
            Polygon(
                ((edge + 70 * u, 0), (edge + 84 * u, 0), (edge + 14 * u, h), (edge, h)),
                theme.SPOT.get(turn.program.story.ink, theme.VERMILION),
            ),
        ]
        heading, end = self._heading(turn, u, k, edge - 60 * u, metrics)
        shapes += heading
        y = 186 * k
        if h - y - 64 * u < 48 * k * len(ITEMS):  # in large print the items move up
            y = min(y, end + 24 * k)
        step = min(48 * k, (h - y - 64 * u) / len(ITEMS))
        size_ = min(23 * k, step * 0.56)
        for number, (label, _) in enumerate(ITEMS):
            rect = Rect(40 * u, y, edge - 60 * u, step - 6 * u)
            base = rect.centre[1] + metrics.cap_height("label-bold", size_) / 2
            focused = number == self.focus
            if focused:
                shapes.append(Fill(rect, theme.NEWSPRINT))
                tip = 56 * u
                red = theme.VERMILION
                points = (
                    (0, rect.y),
                    (40 * u, rect.y),
                    (tip, rect.centre[1]),
                    (40 * u, rect.bottom),
                    (0, rect.bottom),
                )
                shapes.append(Polygon(points, red))
            colour = theme.INK if focused else theme.NEWSPRINT
            x = 72 * u if focused else 60 * u
            shapes.append(Text(x, base, say(label).upper(), "label-bold", size_, colour, 1.4 * k))
            shapes.append(Button(rect, Pick(number + 1), Focus(number + 1)))
            y += step
        shapes += foot(
            (
                ("Esc", say("go on"), Back()),
                (("up", "down"), say("choose"), None),
                ("Enter", say("open it"), Accept()),
            ),
            scale,
            metrics,
        )
        return Picture(theme.INK, tuple(shapes))

    def _heading(
        self, turn: Turn, u: float, k: float, width: float, metrics: Metrics
    ) -> tuple[list[Shape], float]:
        """Where and when the game stands, and the foot of it."""
        shapes: list[Shape] = [
            Text(60 * u, 52 * k, say("PAUSE"), "label-bold", 14 * k, theme.BRIGHT_RED, 2.4 * k)
        ]
        y = 64 * k
        for line in balance(turn.chapter.title, "title", 34 * k, width, metrics)[:2]:
            y += 36 * k
            shapes.append(Text(60 * u, y, line, "title", 34 * k, theme.BOOK))
        where = ", ".join(part for part in (turn.place, spoken_date(turn.date)) if part)
        size = 15 * k
        wide = metrics.width(where, "serif-italic", size)
        if wide > width:
            size *= width / wide
        shapes.append(Text(60 * u, y + 26 * k, where, "serif-italic", size, theme.MANILA))
        return shapes, y + 32 * k
