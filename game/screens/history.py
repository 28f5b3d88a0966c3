"""The run so far, a line to each turn; any of them can be gone back to."""

import re
from typing import Any

import attrs

from game.engine.calendar import spoken_date
from game.engine.prose import text_of
from game.engine.removed import names_removed
from game.engine.state import Turn
from game.engine.transcript import opening_words
from game.screens import theme
from game.screens.context import Context
from game.screens.fit import whole_words
from game.screens.focus import moved
from game.screens.inked import inked
from game.screens.intent import (
    Accept,
    Back,
    Command,
    Direction,
    Edge,
    Focus,
    Intent,
    Move,
    Page,
    Pick,
    Scroll,
)
from game.screens.marks import focus_bar
from game.screens.picture import Button, Clip, Fill, Metrics, Picture, Rect, Shape, Size, Text
from game.screens.picture import Paper as Ground
from game.screens.screen import Pop, Push, Transition
from game.screens.sheet import foot, foot_height, head_band, head_height, rail
from game.screens.theme import Scale
from game.session.playthrough import Playthrough
from game.text.tongue import say, say_many


@attrs.define
class HistoryScreen:
    """The turns, newest last and in focus; Enter goes back to the one in focus.

    `over` are the screens below it that an ending has opened, and that going back closes too.
    """

    context: Context
    playthrough: Playthrough
    focus: int = -1
    over: int = 0
    _rows: int = attrs.field(default=8, repr=False)

    opaque = True
    animating = False

    def __attrs_post_init__(self) -> None:
        self.focus = len(self.playthrough.turns) - 1

    def tick(self, milliseconds: int) -> None:
        """Nothing moves."""

    def resume(self, result: Any) -> None:
        """Nothing is asked of a screen above."""

    def handle(self, intent: Intent) -> Transition | None:
        """Move through the turns; go back to one."""
        count = len(self.playthrough.turns)
        match intent:
            case Back():
                return Pop()
            case Accept():
                return self._back_to(self.focus)
            case Command("p"):
                from game.screens.album import AlbumScreen

                return Push(AlbumScreen(self.context, self.playthrough))
            case Pick(number) if number - 1 == self.focus:
                return self._back_to(self.focus)
            case Pick(number):
                self._to(number - 1)
            case Focus(number):
                self._to(number - 1)
            case Move(direction):
                self.focus = moved(self.focus, count, direction)
            case Scroll(lines):
                step = Direction.DOWN if lines > 0 else Direction.UP
                self.focus = moved(self.focus, count, step)
            case Page(pages):
                self._to(self.focus + pages * self._rows)
            case Edge(end):
                self._to(count - 1 if end else 0)
            case _:
                pass
        return None

    def _back_to(self, number: int) -> Transition:
        """Back so many turns; to the last one, where nothing is undone, only out of here."""
        back = len(self.playthrough.turns) - 1 - number
        return Pop(back, 1 + self.over) if back else Pop()

    def _to(self, number: int) -> None:
        self.focus = min(max(0, number), len(self.playthrough.turns) - 1)

    @property
    def _names(self) -> re.Pattern[str] | None:
        """Whose names are inked over."""
        turn = self.playthrough.turn
        return names_removed(turn.program.story, turn.state.values)

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """The list, the turn in focus always in sight."""
        scale = Scale.of(size, self.context.settings.text_size)
        u, k = scale.unit, scale.unit * scale.text
        turns = self.playthrough.turns
        top, low = head_height(scale), scale.height - foot_height(scale)
        row = 64 * scale.text
        self._rows = max(1, int((low - top - 20) / row))
        first = min(max(0, self.focus - self._rows // 2), max(0, len(turns) - self._rows))
        x, width = 92 * u, (scale.width - 164) * u
        shapes: list[Shape] = []
        for offset, turn in enumerate(turns[first : first + self._rows]):
            number = first + offset
            y = (top + 12 + offset * row) * u
            rect = Rect(x - 16 * u, y, width + 32 * u, (row - 6) * u)
            focused = number == self.focus
            if focused:
                shapes += focus_bar(rect, 0, u)
            else:
                rule = Rect(rect.x, rect.bottom, rect.w, max(1, round(u)))
                shapes.append(Fill(rule, theme.HATCHING))
            colour = theme.BOOK if focused else theme.INK
            soft = theme.MANILA if focused else theme.SOFT
            shapes.append(Text(x, y + 25 * k, str(number + 1), "poster", 20 * k, colour))
            text_x = x + 54 * k
            said = _said(turns, number)
            when = spoken_date(turn.date)
            inner = width - 54 * k
            wide = metrics.width(when, "serif-italic", 14 * k)
            shapes.append(
                Text(x + width, y + 24 * k, when, "serif-italic", 14 * k, soft, anchor="right")
            )
            room = max(60 * u, inner - wide - 20 * u)
            line = whole_words(said, "serif-bold", 16.5 * k, room, metrics)
            shapes.append(Text(text_x, y + 24 * k, line, "serif-bold", 16.5 * k, colour))
            line = whole_words(_opening(turn), "serif", 14.5 * k, inner, metrics)
            shapes.append(Text(text_x, y + 45 * k, line, "serif", 14.5 * k, soft))
            shapes.append(Button(rect, Pick(number + 1), Focus(number + 1)))
        area = Rect(0, top * u, scale.width * u, (low - top) * u)
        hints = (
            ("Enter", say("go back to here"), Accept()),
            (("up", "down"), say("choose"), None),
            ("P", say("photographs"), Command("p")),
            ("Esc", say("stay"), Back()),
        )
        count = say_many("{count} page", "{count} pages", len(turns))
        picture: list[Shape] = [
            Ground(Rect(0, 0, scale.width * u, scale.height * u), "form"),
            Clip(area, inked(shapes, self._names, metrics)),
            *head_band(say("HISTORY"), say("It can still be corrected"), count, scale, metrics),
            *foot(hints, scale, metrics),
        ]
        if len(turns) > self._rows:
            bar = Rect((scale.width - 30) * u, (top + 14) * u, 10 * u, (low - top - 28) * u)
            place_ = first / (len(turns) - self._rows)
            picture += rail(bar, self._rows / len(turns), place_, u, theme.INK)
        return Picture(theme.FORM, tuple(picture))


def _said(turns: list[Turn], number: int) -> str:
    """What led to a turn: the choice taken, or the chapter it opens."""
    turn = turns[number]
    if turn.chosen:
        return text_of(turn.chosen)
    return turn.chapter.title if number == 0 else turn.place or turn.chapter.title


def _opening(turn: Turn) -> str:
    """The first words of a turn."""
    if turn.front_page:
        return f"{turn.front_page.masthead}: {opening_words(turn)}"
    return opening_words(turn)
