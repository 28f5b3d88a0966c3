"""The foot of an ending: every key it has is seen, whatever the size."""

from pathlib import Path

import pytest

from game.engine.program import Program
from game.screens.context import Context
from game.screens.ending import EndingScreen
from game.screens.picture import Button, Size
from game.session.library import Library
from game.session.playthrough import Playthrough
from game.session.settings import Settings
from game.window.fonts import Fonts
from tests.engine.test_archive import STORY
from tests.screens.inside import texts_inside
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
