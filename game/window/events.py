"""Keys and the mouse → what the player means."""

from collections.abc import Sequence
from typing import Final

import pygame as pg

from game.screens.intent import (
    Accept,
    Back,
    Command,
    Direction,
    Drag,
    Edge,
    Intent,
    Move,
    Onward,
    Page,
    Pick,
    Scroll,
    Zoom,
)
from game.screens.picture import Button, Clip, Picture, Point, Shape

WHEEL_LINES: Final = 3
BACK_BUTTON: Final = 6
"""The thumb's button that browsers take for Back (pygame.BUTTON_X1)."""

KEYS: Final[dict[int, Intent]] = {
    pg.K_UP: Move(Direction.UP),
    pg.K_DOWN: Move(Direction.DOWN),
    pg.K_LEFT: Move(Direction.LEFT),
    pg.K_RIGHT: Move(Direction.RIGHT),
    pg.K_TAB: Move(Direction.NEXT),
    pg.K_RETURN: Accept(),
    pg.K_KP_ENTER: Accept(),
    pg.K_SPACE: Onward(),
    pg.K_ESCAPE: Back(),
    pg.K_AC_BACK: Back(),
    pg.K_PAGEUP: Page(-1),
    pg.K_PAGEDOWN: Page(1),
    pg.K_HOME: Edge(end=False),
    pg.K_END: Edge(end=True),
    pg.K_DELETE: Command("delete"),
    pg.K_BACKSPACE: Command("backspace"),
    pg.K_F2: Command("f2"),
    pg.K_F3: Command("f3"),
    **dict.fromkeys((pg.K_PLUS, pg.K_KP_PLUS, pg.K_EQUALS), Command("+")),
    **dict.fromkeys((pg.K_MINUS, pg.K_KP_MINUS), Command("-")),
    **{pg.K_1 + n: Pick(n + 1) for n in range(9)},
    **{pg.K_KP_1 + n: Pick(n + 1) for n in range(9)},
    pg.K_0: Pick(10),
    pg.K_KP_0: Pick(10),
    **{pg.K_a + n: Command(chr(ord("a") + n)) for n in range(26)},
}

PLACES: Final[dict[int, Intent]] = {
    **{pg.KSCAN_1 + n: Pick(n + 1) for n in range(9)},
    pg.KSCAN_0: Pick(10),
}
"""The row of figures by its place: on French keyboards it gives letters without Shift."""

LETTER_PLACES: Final[dict[int, Intent]] = {
    pg.KSCAN_A + n: Command(chr(ord("a") + n)) for n in range(26)
}
"""The letters by their place on a Latin keyboard, for one whose letters are not Latin."""


def intent_of(event: pg.event.Event, picture: Picture, control: bool = False) -> Intent | None:
    """What an event means with this picture on the screen, None if nothing.

    `control` says whether Ctrl is held, which events of the wheel do not tell.
    """
    if event.type == pg.KEYDOWN:
        return _key(event.key, event.mod, getattr(event, "scancode", 0))
    if event.type == pg.MOUSEBUTTONDOWN:
        if event.button == pg.BUTTON_LEFT:
            button = button_at(picture, event.pos)
            return button.intent if button else None
        return Back() if event.button == BACK_BUTTON else None
    if event.type == pg.MOUSEMOTION:
        if getattr(event, "buttons", (0, 0, 0))[0]:
            return Drag(*event.rel)
        button = button_at(picture, event.pos)
        return button.hover if button else None
    if event.type == pg.MOUSEWHEEL:
        turned = getattr(event, "precise_y", 0) or event.y
        if control and turned:
            return Zoom(turned, pg.mouse.get_pos())
        return Scroll(-WHEEL_LINES * turned) if turned else None
    return None


def button_at(picture: Picture, point: Point) -> Button | None:
    """The topmost button at the point: the last in the order of painting."""
    return _button_in(picture.shapes, point)


def _button_in(shapes: Sequence[Shape], point: Point) -> Button | None:
    for shape in reversed(shapes):
        if isinstance(shape, Button) and shape.rect.holds(point):
            return shape
        if (
            isinstance(shape, Clip)
            and shape.rect.holds(point)
            and (inner := _button_in(shape.shapes, point))
        ):
            return inner
    return None


def _key(key: int, modifiers: int, scancode: int) -> Intent | None:
    if modifiers & (pg.KMOD_CTRL | pg.KMOD_META | pg.KMOD_LALT):
        return None
    if key == pg.K_TAB and modifiers & pg.KMOD_SHIFT:
        return Move(Direction.PREVIOUS)
    if (intent := KEYS.get(key)) is not None:
        return intent
    if (intent := PLACES.get(scancode)) is not None:
        return intent
    # A letter that is not Latin. Keys without a character have bit 30 set.
    return LETTER_PLACES.get(scancode) if 128 <= key < 1 << 30 else None
