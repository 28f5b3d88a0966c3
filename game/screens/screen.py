"""The screen protocol, and the transitions by which one screen leads to another."""

from collections.abc import Iterator
from typing import Any, Protocol, TypeAlias, runtime_checkable

import attrs

from game.screens.intent import Intent
from game.screens.picture import Metrics, Picture, Size


@attrs.frozen
class Push:
    """Open a screen on top of this one."""

    screen: "Screen"


@attrs.frozen
class Pop:
    """Close this screen, or so many from it down, and hand the result to the one below."""

    result: Any = None
    screens: int = 1


@attrs.frozen
class Replace:
    """Close this screen and open another in its place."""

    screen: "Screen"


@attrs.frozen
class Reset:
    """Close every screen and open this one alone."""

    screen: "Screen"


@attrs.frozen
class Quit:
    """Close the window."""


Transition: TypeAlias = Push | Pop | Replace | Reset | Quit


class Screen(Protocol):
    """One screen. It sees neither pygame, nor the clock, nor the stack it lies on."""

    @property
    def animating(self) -> bool:
        """Whether `tick` will change the picture without the player doing anything."""

    @property
    def opaque(self) -> bool:
        """Whether it covers the screen below wholly."""

    def handle(self, intent: Intent) -> Transition | None:
        """Take what the player meant; where that leads, or None to stay."""

    def tick(self, milliseconds: int) -> None:
        """Let time pass."""

    def resume(self, result: Any) -> None:
        """Take the result of the screen that was on top and has closed."""

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """The picture of this screen now, in a window of this size."""


@runtime_checkable
class Foreseeing(Protocol):
    """A screen that knows what may be seen next, so that it can be drawn while nobody waits."""

    def foresee(self, size: Size, metrics: Metrics) -> Iterator[Picture]:
        """The pictures that may come next, the likeliest first, each made when asked for."""
