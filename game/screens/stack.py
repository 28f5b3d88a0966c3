"""The screens that lie on one another; only the top one is played."""

from typing import assert_never

import attrs

from game.screens.intent import Intent
from game.screens.picture import Metrics, Picture, Size
from game.screens.screen import Pop, Push, Quit, Replace, Reset, Screen, Transition


@attrs.define
class Stack:
    """Screens from the bottom up. It is closed when the player quits or none is left."""

    screens: list[Screen]
    closed: bool = False

    @property
    def top(self) -> Screen:
        """The screen that is played; not to be asked for once closed."""
        return self.screens[-1]

    @property
    def animating(self) -> bool:
        """Whether the picture changes without the player doing anything."""
        return not self.closed and self.top.animating

    def handle(self, intent: Intent) -> None:
        """Give what the player meant to the top screen, and go where that leads."""
        if not self.closed and (transition := self.top.handle(intent)) is not None:
            self.apply(transition)

    def apply(self, transition: Transition) -> None:
        """Go where a screen leads."""
        match transition:
            case Push(screen):
                self.screens.append(screen)
            case Pop(result, count):
                del self.screens[-count:]
                if self.screens:
                    self.top.resume(result)
                else:
                    self.closed = True
            case Replace(screen):
                self.screens[-1] = screen
            case Reset(screen):
                self.screens[:] = [screen]
            case Quit():
                self.closed = True
            case _:
                assert_never(transition)

    def tick(self, milliseconds: int) -> None:
        """Let time pass on the top screen; those below stand still."""
        if not self.closed:
            self.top.tick(milliseconds)

    def view(self, size: Size, metrics: Metrics) -> tuple[Picture, Picture]:
        """The top screen's own picture, where clicks count, and all that is seen."""
        top = self.top.view(size, metrics)
        if self.top.opaque or len(self.screens) == 1:
            return top, top
        lowest = len(self.screens) - 1
        while lowest > 0 and not self.screens[lowest].opaque:
            lowest -= 1
        pictures = [screen.view(size, metrics) for screen in self.screens[lowest:-1]] + [top]
        shapes = tuple(shape for picture in pictures for shape in picture.shapes)
        return top, Picture(pictures[0].ground, shapes)
