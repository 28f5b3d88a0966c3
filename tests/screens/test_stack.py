"""Screens open, close and hand back results."""

from typing import Any

import attrs

from game.screens.intent import Accept, Intent
from game.screens.picture import Face, Fill, Picture, Rect, Size
from game.screens.screen import Pop, Push, Quit, Replace, Reset, Transition
from game.screens.stack import Stack


@attrs.define
class Plain:
    """A screen that does as it was told, and draws one rectangle as wide as its number."""

    number: int
    leads: Transition | None = None
    opaque: bool = True
    animating: bool = False
    results: list[Any] = attrs.field(factory=list)
    time: int = 0

    def handle(self, intent: Intent) -> Transition | None:
        return self.leads

    def tick(self, milliseconds: int) -> None:
        self.time += milliseconds

    def resume(self, result: Any) -> None:
        self.results.append(result)

    def view(self, size: Size, metrics: object) -> Picture:
        return Picture((self.number, 0, 0), (fill(self.number),))


@attrs.frozen
class Nothing:
    """Metrics of type that takes no room."""

    def width(self, string: str, face: Face, size: float, track: float = 0) -> float:
        return 0

    def ascent(self, face: Face, size: float) -> float:
        return 0

    def descent(self, face: Face, size: float) -> float:
        return 0

    def cap_height(self, face: Face, size: float) -> float:
        return 0


def fill(number: int) -> Fill:
    return Fill(Rect(0, 0, number, 1), (0, 0, 0))


def test_push_opens_on_top_and_pop_hands_the_result_down() -> None:
    below = Plain(1, Push(Plain(2, Pop("signed"))))
    stack = Stack([below])
    stack.handle(Accept())
    assert len(stack.screens) == 2
    stack.handle(Accept())
    assert stack.screens == [below]
    assert below.results == ["signed"]


def test_replace_keeps_what_is_below_and_reset_does_not() -> None:
    stack = Stack([Plain(1), Plain(2, Replace(Plain(3, Reset(Plain(4)))))])
    stack.handle(Accept())
    assert [getattr(screen, "number", 0) for screen in stack.screens] == [1, 3]
    stack.handle(Accept())
    assert [getattr(screen, "number", 0) for screen in stack.screens] == [4]


def test_quit_and_the_last_pop_close() -> None:
    for transition in (Quit(), Pop()):
        stack = Stack([Plain(1, transition)])
        stack.handle(Accept())
        assert stack.closed
        assert not stack.animating
        stack.handle(Accept())
        stack.tick(10)


def test_only_the_top_screen_lives() -> None:
    below, above = Plain(1, animating=True), Plain(2)
    stack = Stack([below, above])
    stack.tick(16)
    assert (below.time, above.time, stack.animating) == (0, 16, False)


def test_a_screen_that_covers_nothing_is_drawn_over_those_below() -> None:
    stack = Stack([Plain(1), Plain(2), Plain(3, opaque=False), Plain(4, opaque=False)])
    top, whole = stack.view(Size(10, 10), Nothing())
    assert top.shapes == (fill(4),)
    assert whole == Picture((2, 0, 0), (fill(2), fill(3), fill(4)))


def test_an_opaque_screen_hides_those_below() -> None:
    stack = Stack([Plain(1), Plain(2)])
    top, whole = stack.view(Size(10, 10), Nothing())
    assert top is whole
    assert whole.shapes == (fill(2),)
