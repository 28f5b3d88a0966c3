"""Keys and clicks mean what the player means."""

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame as pg
import pytest

from game.screens.intent import (
    Accept,
    Back,
    Command,
    Direction,
    Drag,
    Edge,
    Focus,
    Intent,
    Move,
    Onward,
    Page,
    Pick,
    Scroll,
    Zoom,
)
from game.screens.picture import Button, Clip, Picture, Rect, Shape, Tilted
from game.window.events import BACK_BUTTON, button_at, intent_of
from game.window.loop import batched

EMPTY = Picture((0, 0, 0), ())


def press(key: int, mod: int = 0, scancode: int = 0) -> Intent | None:
    event = pg.event.Event(pg.KEYDOWN, key=key, mod=mod, scancode=scancode)
    return intent_of(event, EMPTY)


def click(*shapes: Shape, at: tuple[int, int] = (5, 5), button: int = 1) -> Intent | None:
    event = pg.event.Event(pg.MOUSEBUTTONDOWN, button=button, pos=at)
    return intent_of(event, Picture((0, 0, 0), shapes))


@pytest.mark.parametrize(
    ("key", "intent"),
    [
        (pg.K_1, Pick(1)),
        (pg.K_9, Pick(9)),
        (pg.K_0, Pick(10)),
        (pg.K_KP_3, Pick(3)),
        (pg.K_KP_0, Pick(10)),
        (pg.K_UP, Move(Direction.UP)),
        (pg.K_TAB, Move(Direction.NEXT)),
        (pg.K_RETURN, Accept()),
        (pg.K_SPACE, Onward()),
        (pg.K_ESCAPE, Back()),
        (pg.K_PAGEDOWN, Page(1)),
        (pg.K_HOME, Edge(False)),
        (pg.K_t, Command("t")),
        (pg.K_DELETE, Command("delete")),
        (pg.K_BACKSPACE, Command("backspace")),
        (pg.K_F2, Command("f2")),
        (pg.K_F3, Command("f3")),
        (pg.K_KP_PLUS, Command("+")),
        (pg.K_MINUS, Command("-")),
        (pg.K_F5, None),
    ],
)
def test_a_key_means(key: int, intent: Intent | None) -> None:
    assert press(key) == intent


def test_shift_tab_goes_back() -> None:
    assert press(pg.K_TAB, pg.KMOD_LSHIFT) == Move(Direction.PREVIOUS)


def test_a_russian_keyboard_has_the_letter_by_its_place() -> None:
    assert press(ord("е"), scancode=pg.KSCAN_T) == Command("t")


def test_a_french_keyboard_has_the_figures_by_their_place() -> None:
    assert press(ord("é"), scancode=pg.KSCAN_2) == Pick(2)


def test_a_dvorak_comma_is_no_letter() -> None:
    assert press(ord(","), scancode=pg.KSCAN_W) is None


def test_control_and_a_letter_is_left_to_the_system() -> None:
    assert press(pg.K_c, pg.KMOD_LCTRL) is None


def test_the_last_painted_button_is_clicked() -> None:
    box = Rect(0, 0, 10, 10)
    assert click(Button(box, Pick(1)), Button(box, Pick(2))) == Pick(2)


def test_a_button_is_clicked_only_inside_its_clip() -> None:
    inside = Button(Rect(0, 0, 100, 100), Pick(1))
    clip = Clip(Rect(0, 0, 10, 10), (inside,))
    assert click(clip) == Pick(1)
    assert click(clip, at=(50, 50)) is None
    assert click(Button(Rect(0, 0, 99, 99), Pick(7)), clip, at=(50, 50)) == Pick(7)


def test_a_tilted_button_is_none() -> None:
    box = Rect(0, 0, 10, 10)
    assert button_at(Picture((0, 0, 0), (Tilted(box, 2, (Button(box, Back()),)),)), (5, 5)) is None


def test_the_thumb_button_goes_back_and_the_right_one_does_nothing() -> None:
    assert click(button=BACK_BUTTON) == Back()
    assert click(Button(Rect(0, 0, 10, 10), Pick(1)), button=3) is None


def test_the_mouse_over_a_button_means_its_hover() -> None:
    button = Button(Rect(0, 0, 10, 10), Pick(1), Focus(1))
    event = pg.event.Event(pg.MOUSEMOTION, pos=(5, 5))
    assert intent_of(event, Picture((0, 0, 0), (button,))) == Focus(1)
    assert intent_of(event, EMPTY) is None


def test_the_mouse_with_its_button_held_drags() -> None:
    event = pg.event.Event(pg.MOUSEMOTION, pos=(5, 5), rel=(3, -2), buttons=(1, 0, 0))
    button = Button(Rect(0, 0, 10, 10), Pick(1), Focus(1))
    assert intent_of(event, Picture((0, 0, 0), (button,))) == Drag(3, -2)


def test_motions_in_a_row_are_one_that_tells_all_the_way() -> None:
    def motion(x: int, way: tuple[int, int]) -> pg.event.Event:
        return pg.event.Event(pg.MOUSEMOTION, pos=(x, 0), rel=way, buttons=(1, 0, 0))

    key = pg.event.Event(pg.KEYDOWN, key=pg.K_1)
    events = [motion(1, (1, 2)), motion(3, (2, 0)), key, motion(4, (1, 1))]
    told = list(batched(events))
    assert [event.type for event in told] == [pg.MOUSEMOTION, pg.KEYDOWN, pg.MOUSEMOTION]
    assert (told[0].pos, told[0].rel) == ((3, 0), (3, 2))
    assert told[2].rel == (1, 1)


def test_the_wheel_with_control_looks_closer() -> None:
    pg.display.init()
    intent = intent_of(pg.event.Event(pg.MOUSEWHEEL, y=1, x=0), EMPTY, control=True)
    assert isinstance(intent, Zoom)
    assert intent.steps == 1


def test_the_wheel_scrolls_three_lines() -> None:
    assert intent_of(pg.event.Event(pg.MOUSEWHEEL, y=1, x=0), EMPTY) == Scroll(-3)
    assert intent_of(pg.event.Event(pg.MOUSEWHEEL, y=-2, x=0), EMPTY) == Scroll(6)
