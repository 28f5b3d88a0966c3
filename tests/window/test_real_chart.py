"""The map in a real window: dragged, zoomed with the wheel, and gone back from."""

import json
import time
from pathlib import Path

import pytest
from Xlib import XK, X
from Xlib.ext import xtest

from tests.window import xwindow
from tests.window.xwindow import Window

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(not xwindow.available(), reason="Xvfb is not installed"),
]


def press(window: Window, button: int, down: bool) -> None:
    kind = X.ButtonPress if down else X.ButtonRelease
    xtest.fake_input(window.display, kind, button)
    window.display.sync()
    time.sleep(0.1)


def move(window: Window, x: int, y: int) -> None:
    xtest.fake_input(window.display, X.MotionNotify, x=x, y=y)
    window.display.sync()
    time.sleep(0.1)


def test_the_map_is_dragged_and_zoomed_and_gone_back_from(tmp_path: Path) -> None:
    settings = {"notice": True, "text_speed": "at once", "still": True}
    (tmp_path / "settings.json").write_text(json.dumps(settings), "utf-8")
    with xwindow.game(tmp_path, "--campaign", "brothers-keeper") as window:
        page = window.settled()
        saved = tmp_path / "brothers-keeper" / "auto.json"
        for _ in range(40):  # some pages of the story are turned without a choice
            window.key("1")
            time.sleep(0.2)
            if saved.exists() and len(json.loads(saved.read_text("utf-8"))["picks"]) >= 7:
                break
        page = window.settled(unlike=page)
        assert list((tmp_path / "brothers-keeper" / "chronicle").glob("*.json"))
        window.key("m")
        near = window.settled(unlike=page)
        move(window, 700, 480)
        press(window, 1, down=True)
        for step in range(1, 7):
            move(window, 700 + 60 * step, 480)
        press(window, 1, down=False)
        dragged = window.settled(unlike=near)
        control = window.display.keysym_to_keycode(XK.string_to_keysym("Control_L"))
        xtest.fake_input(window.display, X.KeyPress, control)
        press(window, 5, down=True)
        press(window, 5, down=False)
        xtest.fake_input(window.display, X.KeyRelease, control)
        window.display.sync()
        small = window.settled(unlike=dragged)
        window.key("plus" if window.display.keysym_to_keycode(0x2B) == 0 else "equal")
        window.settled(unlike=small)
        before = json.loads(saved.read_text("utf-8"))["picks"]
        window.key("Home")
        window.key("Return")
        window.settled(unlike=near)
        window.key("1")  # It is meant.
        first = window.settled(unlike=near)
        window.key("Escape")
        menu = window.settled(unlike=first)
        window.key("Escape")
        assert window.settled(unlike=menu) == first
        runs = list((tmp_path / "brothers-keeper" / "chronicle").glob("*.json"))
        assert len(runs) == 1
        assert json.loads(runs[0].read_text("utf-8"))["road"][: len(before)] == before
