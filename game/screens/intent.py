"""What the player means, not which key or button said it."""

from enum import Enum
from typing import TypeAlias

import attrs

from game.session.watch import News


class Direction(Enum):
    """Where the focus goes. NEXT and PREVIOUS follow the reading order, as Tab does."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    NEXT = "next"
    PREVIOUS = "previous"


@attrs.frozen
class Move:
    """Move the focus one step."""

    direction: Direction


@attrs.frozen
class Accept:
    """Act on what has the focus (Enter)."""


@attrs.frozen
class Onward(Accept):
    """Act on what has the focus where nothing else could be meant; else read on (Space)."""


@attrs.frozen
class Back:
    """Go back one step (Esc, the mouse's back button)."""


@attrs.frozen
class Pick:
    """Take the item with this number, counted from 1 (digit keys, a click on a choice)."""

    number: int


@attrs.frozen
class Focus:
    """Give the focus to the item with this number, counted from 1 (the mouse is over it)."""

    number: int


@attrs.frozen
class Command:
    """A command by its letter, lower case: `s` saves, `t` plain text (letter keys, footer buttons).

    `delete` and `backspace` are those keys, `f2` and `f3` too; `+` and `-` are signs.
    """

    name: str


@attrs.frozen
class Adjust:
    """Set the item with this number to a value (a click on a slider's tick, a box, a radio)."""

    number: int
    value: int


@attrs.frozen
class Ask:
    """Ask why something is as it is, as `number:paranoia` (a click on a number)."""

    about: str


@attrs.frozen
class Scroll:
    """Move what is read by this many lines of text; positive reads on (mouse wheel)."""

    lines: float


@attrs.frozen
class Drag:
    """Pull what is looked at by so many window pixels (the mouse moves with its button held)."""

    dx: float
    dy: float


@attrs.frozen
class Zoom:
    """Look closer by so many steps, or from farther off, about a point (the wheel with Ctrl)."""

    steps: float
    at: tuple[float, float]


@attrs.frozen
class Page:
    """Move what is read by this many screenfuls (Page Up is -1, Page Down 1)."""

    count: int


@attrs.frozen
class Edge:
    """Go to the start (Home) or the end (End)."""

    end: bool


@attrs.frozen
class Reloaded:
    """Show the story as it is now: a file of it has changed (nobody presses that)."""

    news: News


Intent: TypeAlias = (
    Move
    | Accept
    | Back
    | Pick
    | Focus
    | Command
    | Adjust
    | Ask
    | Scroll
    | Drag
    | Zoom
    | Page
    | Edge
    | Reloaded
)
