"""A front page in a real window: its proof, and the page seen closer, by keys and mouse."""

import json
import time
from pathlib import Path

import pytest
from Xlib import X
from Xlib.ext import xtest

from tests.window import xwindow

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(not xwindow.available(), reason="Xvfb is not installed"),
]
STORY = Path(__file__).resolve().parents[2] / "story"


def drag(window: xwindow.Window, start: tuple[int, int], stop: tuple[int, int]) -> None:
    """Pull with the first button held, in some steps."""
    display = window.display
    xtest.fake_input(display, X.MotionNotify, x=start[0], y=start[1])
    xtest.fake_input(display, X.ButtonPress, 1)
    display.sync()
    for step in range(1, 9):
        x, y = (round(a + (b - a) * step / 8) for a, b in zip(start, stop, strict=True))
        xtest.fake_input(display, X.MotionNotify, x=x, y=y)
        display.sync()
        time.sleep(0.03)
    xtest.fake_input(display, X.ButtonRelease, 1)
    display.sync()


def test_a_front_page_is_compared_and_seen_closer(tmp_path: Path) -> None:
    settings = {"notice": True, "text_speed": "at once", "still": True}
    (tmp_path / "settings.json").write_text(json.dumps(settings), "utf-8")
    at = ("--story", str(STORY), "--watch", "--at", "front-page-plan", "--with", "plan is mine")
    with xwindow.game(tmp_path, *at) as window:
        page = window.settled()
        window.key("p")
        proof = window.settled(unlike=page)
        window.key("p")
        assert window.settled(unlike=proof) == page
        window.key("z")
        closer = window.settled(unlike=page)
        drag(window, (640, 500), (640, 200))
        lower = window.settled(unlike=closer)
        window.key("Home")
        assert window.settled(unlike=lower) == closer
        window.key("Next")
        window.settled(unlike=closer)
        window.key("Escape")
        assert window.settled(unlike=closer) == page
