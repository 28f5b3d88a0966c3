"""The game in a real window, played with the keys and the mouse of an X server."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.window import xwindow

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(not xwindow.available(), reason="Xvfb is not installed"),
]


def autosave(saves: Path) -> dict[str, Any]:
    """What the game has kept by itself."""
    data = json.loads((saves / "brothers-keeper" / "auto.json").read_text("utf-8"))
    assert isinstance(data, dict)
    return data


def test_first_game_from_title_to_choice_by_keys_and_mouse(tmp_path: Path) -> None:
    with xwindow.game(tmp_path) as window:
        title = window.settled()
        window.key("Return")  # New game
        notice = window.settled(unlike=title)
        window.key("End")
        window.key("Return")  # Begin
        page = window.settled(unlike=notice)
        for _ in range(12):
            if (tmp_path / "brothers-keeper" / "auto.json").exists():
                break
            window.key("2")
            window.key("Return")
            page = window.settled()
        first = autosave(tmp_path)
        assert first["picks"], "a choice was made and kept"
        window.key("u")
        window.settled(unlike=page)
        assert autosave(tmp_path)["picks"] == first["picks"][:-1]


def test_escape_steps_back_and_closing_ends_with_status_zero(tmp_path: Path) -> None:
    settings = {"notice": True, "text_speed": "at once"}
    (tmp_path / "settings.json").write_text(json.dumps(settings), "utf-8")
    with xwindow.game(tmp_path, "--campaign", "brothers-keeper") as window:
        page = window.settled()
        window.key("Escape")
        menu = window.settled(unlike=page)
        window.key("Escape")
        assert window.settled(unlike=menu) == page
        window.key("Escape")
        window.settled(unlike=page)
        window.key("9")  # To the title
        window.settled(unlike=menu)
        window.key("Escape")
        window.key("Escape")
        assert window.wait_closed() == 0


def test_the_gallery_opens_from_the_menu_and_its_leaves_turn(tmp_path: Path) -> None:
    settings = {"notice": True, "text_speed": "at once"}
    (tmp_path / "settings.json").write_text(json.dumps(settings), "utf-8")
    with xwindow.game(tmp_path, "--campaign", "brothers-keeper") as window:
        page = window.settled()
        window.key("Escape")
        menu = window.settled(unlike=page)
        window.key("g")
        endings = window.settled(unlike=menu)
        window.key("Tab")
        papers = window.settled(unlike=endings)
        window.key("Left")
        window.key("Up")
        window.key("Left")
        assert window.settled(unlike=papers) != endings  # its tab has the focus
        window.key("Escape")
        assert window.settled(unlike=papers) == menu


def test_full_screen_and_back_shows_the_same_page(tmp_path: Path) -> None:
    settings = {"notice": True, "text_speed": "at once"}
    (tmp_path / "settings.json").write_text(json.dumps(settings), "utf-8")
    with xwindow.game(tmp_path, "--campaign", "brothers-keeper") as window:
        page = window.settled()
        window.key("F11")
        window.settled()
        window.key("F11")
        assert window.settled() == page
