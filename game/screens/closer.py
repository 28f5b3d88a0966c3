"""A front page seen closer: it fills the window, and is moved about under the eye."""

import math
from typing import Any, Final

import attrs

from game.engine.state import Turn
from game.screens import theme
from game.screens.context import Context
from game.screens.front_page import FrontSheet, front_page
from game.screens.hints import Hint
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
    Scroll,
    Zoom,
)
from game.screens.picture import Clip, Metrics, Paper, Picture, Point, Rect, Size
from game.screens.screen import Pop, Push, Transition
from game.screens.sheet import foot, foot_height
from game.screens.theme import Scale
from game.text.tongue import say

LEVELS: Final = (1.0, 1.6, 2.4)
"""How large it can be seen, in sizes at which it lies beside the slip."""

MOST_PIXELS: Final = 11_500_000
"""The largest sheet that is printed whole: it must stay in the painter's memory of sheets."""

STEP: Final = 110.0
"""Canvas pixels that an arrow moves it."""

EASE: Final = 70.0
"""Milliseconds in which two thirds of the way are gone."""


@attrs.define
class CloserScreen:
    """Looks at the page of a turn; (`x`, `y`) of the sheet, from 0 to 1, is in the middle."""

    context: Context
    turn: Turn
    proof: bool = False
    level: int = 1
    x: float = 0.5
    y: float = 0.0
    _to: Point | None = None
    _sheet: FrontSheet | None = attrs.field(default=None, repr=False, eq=False)
    _room: tuple[float, float] = (1280.0, 680.0)
    _unit: float = 1.0
    _most: float = LEVELS[-1]

    opaque = True

    @property
    def animating(self) -> bool:
        """While the sheet still moves."""
        return self._to is not None

    def tick(self, milliseconds: int) -> None:
        """Move on towards where it was sent."""
        if self._to is None:
            return
        part = 1 - math.exp(-milliseconds / EASE)
        x, y = self._to
        self.x += (x - self.x) * part
        self.y += (y - self.y) * part
        if abs(x - self.x) < 2e-4 and abs(y - self.y) < 2e-4:
            self.x, self.y = x, y
            self._to = None

    def resume(self, result: Any) -> None:
        """Nothing is asked of a screen above."""

    def handle(self, intent: Intent) -> Transition | None:
        """Move the sheet, look closer or from farther off, turn to the proof, or go back."""
        match intent:
            case Back() | Command("z") | Accept():
                return Pop()
            case Command("t"):
                from game.screens.plain import PlainScreen

                return Push(PlainScreen(self.context, turn=self.turn, proof=self.proof))
            case Command("p"):
                page = self.turn.front_page
                self.proof = not self.proof and page is not None and page.proof is not None
            case Command("+"):
                self._closer(1, None)
            case Command("-"):
                self._closer(-1, None)
            case Zoom(steps, at):
                self._closer(1 if steps > 0 else -1, at)
            case Drag(dx, dy):
                self._to = None
                self._by(-dx, -dy, at_once=True)
            case Move(direction):
                self._move(direction)
            case Scroll(lines):
                self._by(0, lines * 27 * self._unit)
            case Page(count):
                self._by(0, count * self._room[1] * 0.85)
            case Edge(end):
                self._send(self.x, 1.0 if end else 0.0)
            case _:
                pass
        return None

    def _move(self, direction: Direction) -> None:
        step = STEP * self._unit
        dx = {Direction.LEFT: -step, Direction.RIGHT: step}.get(direction, 0.0)
        dy = {
            Direction.UP: -step,
            Direction.DOWN: step,
            Direction.PREVIOUS: -step,
            Direction.NEXT: step,
        }.get(direction, 0.0)
        self._by(dx, dy)

    def _closer(self, steps: int, at: Point | None) -> None:
        """Another size, the point of the sheet under `at` kept where it is."""
        others = range(self.level + steps, len(LEVELS) if steps > 0 else -1, steps)
        # On a very large window the last levels may be one.
        level = next((each for each in others if self._zoom(each) != self._zoom(self.level)), None)
        if level is None or self._sheet is None:
            return
        room_w, room_h = self._room
        x, y = at or (room_w / 2, room_h / 2)
        sheet, grown = self._sheet, self._zoom(level) / self._zoom(self.level)
        left, top = self._corner(sheet)
        # The point of the sheet that stays where it is, from its corner at the old size.
        px, py = x - left, y - top
        self.level = level
        self._to = None
        w, h = sheet.width * grown, sheet.height * grown
        self.x = self._placed(px * grown - x, room_w, w, self.x)
        self.y = self._placed(py * grown - y, room_h, h, self.y)

    def _zoom(self, level: int) -> float:
        """How many times its size for reading the sheet is seen at a level, in this window."""
        return min(LEVELS[level], self._most)

    @staticmethod
    def _placed(hidden: float, room: float, length: float, otherwise: float) -> float:
        """The part of the way that hides so many pixels of the sheet before its edge."""
        over = length + 2 * _border(room) - room
        return min(max(0.0, (hidden + _border(room)) / over), 1.0) if over > 1 else otherwise

    def _by(self, dx: float, dy: float, at_once: bool = False) -> None:
        if self._sheet is None:
            return
        over_w = self._sheet.width + 2 * _border(self._room[0]) - self._room[0]
        over_h = self._sheet.height + 2 * _border(self._room[1]) - self._room[1]
        x, y = self._to or (self.x, self.y)
        x += dx / over_w if over_w > 1 else 0.0
        y += dy / over_h if over_h > 1 else 0.0
        self._send(x, y, at_once)

    def _send(self, x: float, y: float, at_once: bool = False) -> None:
        x, y = min(max(0.0, x), 1.0), min(max(0.0, y), 1.0)
        if at_once or self.context.settings.still:
            self.x, self.y, self._to = x, y, None
        else:
            self._to = (x, y)

    def _corner(self, sheet: FrontSheet) -> Point:
        """Where the corner of the sheet lies: in the middle where it is smaller than the room."""
        return (
            _edge(self.x, self._room[0], sheet.width),
            _edge(self.y, self._room[1], sheet.height),
        )

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """The sheet on the desk, and the keys."""
        scale = Scale.of(size, self.context.settings.text_size)
        u = scale.unit
        page = self.turn.front_page
        assert page is not None
        low = (scale.height - foot_height(scale)) * u
        self._room, self._unit = (scale.width * u, low), u
        plain = front_page(page, self.turn, u, metrics, proof=self.proof)
        self._most = max(1.0, math.sqrt(MOST_PIXELS / max(1.0, plain.width * plain.height)))
        zoom = self._zoom(self.level)
        sheet = front_page(page, self.turn, u, metrics, proof=self.proof, zoom=zoom)
        self._sheet = sheet
        x, y = self._corner(sheet)
        desk = Paper(Rect(0, 0, scale.width * u, scale.height * u), "desk")
        # Without its shadow, which is as dear as the sheet and lies out of sight.
        lying = Clip(Rect(0, 0, scale.width * u, low), sheet.leaf(x, y)[1:])
        return Picture(theme.INK, (desk, lying, *foot(self._hints(), scale, metrics)))

    def _hints(self) -> list[Hint]:
        hints: list[Hint] = [
            ("Z", say("back"), Back()),
            (("+", "-"), say("closer, farther"), Command("+")),
            (("up", "down", "left", "right"), say("move"), None),
            ("T", say("plain text"), Command("t")),
        ]
        page = self.turn.front_page
        if page is not None and page.proof is not None:
            other = say("the page as printed") if self.proof else say("the censor’s proof")
            hints.insert(1, ("P", other, Command("p")))
        return hints


def _border(room: float) -> float:
    """The desk that can be seen beyond the edge of the sheet."""
    return room * 0.02


def _edge(part: float, room: float, length: float) -> float:
    over = length + 2 * _border(room) - room
    return round(_border(room) - over * part) if over > 0 else round((room - length) / 2)
