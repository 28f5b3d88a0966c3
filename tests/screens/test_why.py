"""The screen that tells why: where it opens, how one goes through it, and that it can be read."""

from pathlib import Path

import pytest

from game.engine.program import Program
from game.screens.context import Context
from game.screens.intent import Accept, Ask, Back, Command, Direction, Intent, Move, Pick
from game.screens.picture import Button, Size
from game.screens.plain import PlainScreen
from game.screens.play import ALL, PlayScreen
from game.screens.stack import Stack
from game.screens.why import WhyScreen
from game.session.library import Library
from game.session.playthrough import ADVANCE, Playthrough
from game.session.settings import Settings
from game.window.fonts import Fonts
from tests.engine.test_why import STORY
from tests.screens.inside import texts_inside
from tests.screens.test_play import shapes_in
from tests.small import whole

SIZES = [Size(960, 540), Size(1280, 720), Size(1920, 1080), Size(2560, 1080)]


@pytest.fixture(scope="module")
def fonts(assets: Path) -> Fonts:
    return Fonts(assets)


def stack(tmp_path: Path, *picks: str, percent: int = 100) -> Stack:
    settings = Settings(text_size=percent)
    context = Context(Library(tmp_path, tmp_path, ()), settings, lambda: 1)
    game = Playthrough.replay(Program(whole(STORY)), 1, picks)
    return Stack([PlayScreen(context, game, page=int(game.turn.printed), shown=ALL)])


def give(stack: Stack, fonts: Fonts, *intents: Intent) -> None:
    for intent in intents:
        stack.view(Size(1280, 720), fonts)
        stack.handle(intent)


def why(stack: Stack) -> WhyScreen:
    assert isinstance(stack.top, WhyScreen)
    return stack.top


def test_it_opens_at_the_closed_choice_in_focus(tmp_path: Path, fonts: Fonts) -> None:
    game = stack(tmp_path, "sign")
    give(game, fonts, Move(Direction.DOWN), Command("w"))
    question = why(game).question
    assert question is not None
    assert (question.kind, question.name) == ("lock", "call")


def test_it_opens_at_the_headline_of_a_front_page(tmp_path: Path, fonts: Fonts) -> None:
    game = stack(tmp_path, "sign", "none")
    give(game, fonts, Command("w"))
    question = why(game).question
    assert question is not None
    assert question.name == "headline"


def test_a_click_on_a_gauge_asks_about_it(tmp_path: Path, fonts: Fonts) -> None:
    game = stack(tmp_path, "sign")
    top, _ = game.view(Size(1280, 720), fonts)
    asks = [
        shape.intent
        for shape in shapes_in(top.shapes)
        if isinstance(shape, Button) and isinstance(shape.intent, Ask)
    ]
    assert Ask("number:paranoia") in asks
    give(game, fonts, Ask("number:paranoia"))
    question = why(game).question
    assert question is not None
    assert question.name == "paranoia"


def test_enter_goes_into_the_answer_and_then_to_the_page(tmp_path: Path, fonts: Fonts) -> None:
    game = stack(tmp_path, "sign")
    give(game, fonts, Command("w"), Accept(), Accept())
    assert isinstance(game.top, PlainScreen)
    assert game.top.turn.passage.id == "desk"
    give(game, fonts, Back(), Back())
    assert why(game).cause == -1
    give(game, fonts, Back())
    assert isinstance(game.top, PlayScreen)


def test_a_page_it_names_can_be_clicked(tmp_path: Path, fonts: Fonts) -> None:
    game = stack(tmp_path, "sign")
    give(game, fonts, Command("w"))
    count = len(why(game)._questions)
    give(game, fonts, Pick(count + 1))
    assert isinstance(game.top, PlainScreen)


def test_there_is_always_something_to_see(tmp_path: Path, fonts: Fonts) -> None:
    game = stack(tmp_path)
    give(game, fonts, Command("w"), Accept(), Move(Direction.DOWN), Pick(40), Accept())
    assert isinstance(game.top, WhyScreen)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("percent", [100, 140, 200])
def test_every_answer_can_be_read(tmp_path: Path, fonts: Fonts, size: Size, percent: int) -> None:
    game = stack(tmp_path, "wait", "none", ADVANCE, ADVANCE, percent=percent)
    give(game, fonts, Command("w"))
    screen = why(game)
    for _ in screen._questions:
        game.handle(Move(Direction.RIGHT))
        top, _ = game.view(size, fonts)
        assert texts_inside(top, size, fonts) == []
        game.handle(Move(Direction.LEFT))
        game.handle(Move(Direction.DOWN))
