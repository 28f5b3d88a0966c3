"""The ending: its keys, and the way from it back into the story."""

from pathlib import Path

import pytest

from game.engine.program import Program
from game.screens.context import Context
from game.screens.ending import EndingScreen
from game.screens.intent import Accept, Back, Command, Direction, Move
from game.screens.picture import Button, Size
from game.screens.play import PlayScreen
from game.screens.stack import Stack
from game.session.library import Library
from game.session.playthrough import Playthrough
from game.session.settings import Settings
from game.window.fonts import Fonts
from tests.engine.test_archive import STORY
from tests.screens.inside import texts_inside
from tests.screens.test_marks import METRICS
from tests.screens.test_play import shapes_in
from tests.small import whole


@pytest.mark.parametrize("size", [Size(960, 540), Size(1280, 720), Size(2560, 1080)])
@pytest.mark.parametrize("percent", [80, 100, 140, 200])
def test_every_key_is_seen(tmp_path: Path, assets: Path, size: Size, percent: int) -> None:
    context = Context(Library(tmp_path, tmp_path, ()), Settings(text_size=percent), lambda: 1)
    game = Playthrough.replay(Program(whole(STORY)), 1, ("sign", "purge"))
    screen, fonts = EndingScreen(context, playthrough=game), Fonts(assets)
    picture = screen.view(size, fonts)
    buttons = [each.intent for each in shapes_in(picture.shapes) if isinstance(each, Button)]
    keys = screen.keys()
    for key, _, intent in keys:
        assert intent in buttons, key
    assert texts_inside(picture, size, fonts) == []


@pytest.mark.parametrize("key", ["r", "h"])
def test_a_page_gone_back_to_is_played_on(tmp_path: Path, key: str) -> None:
    context = Context(Library(tmp_path, tmp_path, ()), Settings(), lambda: 1)
    game = Playthrough.replay(Program(whole(STORY)), 1, ("sign", "purge"))
    stack, size = Stack([PlayScreen(context, game, shown=1e9)]), Size(1280, 720)
    intents = (Accept(), Command(key), Back(), Command(key), Accept(), Command(key))
    for intent in (*intents, Move(Direction.UP), Accept()):
        stack.view(size, METRICS)
        stack.handle(intent)
    stack.view(size, METRICS)
    assert isinstance(stack.top, PlayScreen)
    assert len(stack.screens) == 1
    assert game.turn.passage.id == "news"
    assert game.picks == ["sign"]
