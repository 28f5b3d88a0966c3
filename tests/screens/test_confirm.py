"""A choice that asks whether it is meant is taken only where the player says so."""

from pathlib import Path

import pytest

from game.engine.program import Program
from game.model.load import load_text
from game.screens.confirm import Confirmed, ConfirmScreen
from game.screens.context import Context
from game.screens.intent import Accept, Back, Direction, Intent, Move, Pick
from game.screens.picture import Size, Text
from game.screens.play import ALL, PlayScreen
from game.screens.screen import Pop
from game.screens.stack import Stack
from game.session.library import Library
from game.session.playthrough import Playthrough
from game.session.settings import Settings
from game.window.fonts import Fonts
from tests.screens.inside import texts_inside

STORY = """\
campaign: c
start: here
passages:
  here:
    text: x
    choices:
      - {text: Sign the list., confirm: Forty names are on it. Sign?, goto: out}
      - {text: Burn the list., id: burn, confirm: yes, goto: out}
  out: {text: o, ending: E}
"""


@pytest.fixture(scope="module")
def fonts(assets: Path) -> Fonts:
    return Fonts(assets)


@pytest.fixture
def stack(tmp_path: Path) -> Stack:
    story = load_text(STORY).story
    assert story is not None
    context = Context(Library(tmp_path, tmp_path, ()), Settings(), lambda: 1)
    return Stack([PlayScreen(context, Playthrough.begin(Program(story), 1), shown=ALL)])


def place(stack: Stack) -> str:
    page = stack.screens[0]
    assert isinstance(page, PlayScreen)
    return page.playthrough.turn.passage.id


def give(stack: Stack, fonts: Fonts, *intents: Intent) -> None:
    for intent in intents:
        stack.view(Size(1280, 720), fonts)
        stack.handle(intent)


def words(stack: Stack, fonts: Fonts) -> str:
    top, _ = stack.view(Size(1280, 720), fonts)
    return " ".join(shape.string for shape in top.shapes if isinstance(shape, Text))


def test_the_storys_question_is_asked_with_the_choice_above_it(stack: Stack, fonts: Fonts) -> None:
    give(stack, fonts, Pick(1))
    assert place(stack) == "here"
    assert "Sign the list." in words(stack, fonts)
    assert "Forty names are on it. Sign?" in words(stack, fonts)


def test_without_a_question_of_the_storys_the_interface_asks(stack: Stack, fonts: Fonts) -> None:
    give(stack, fonts, Pick(2))
    assert "cannot be taken back" in words(stack, fonts)


@pytest.mark.parametrize(
    ("answer", "reached"),
    [
        ((Pick(1),), "out"),
        ((Move(Direction.UP), Accept()), "out"),
        ((Accept(),), "here"),
        ((Pick(2),), "here"),
        ((Back(),), "here"),
    ],
)
def test_only_a_plain_yes_takes_it(
    stack: Stack, fonts: Fonts, answer: tuple[Intent, ...], reached: str
) -> None:
    give(stack, fonts, Pick(1), *answer)
    assert place(stack) == reached
    assert len(stack.screens) == 1


def test_the_answer_is_the_choices_id(stack: Stack) -> None:
    page = stack.screens[0]
    assert isinstance(page, PlayScreen)
    screen = ConfirmScreen(page.context, "burn", (), ())
    assert screen.handle(Pick(1)) == Pop(Confirmed("burn"))


@pytest.mark.parametrize("size", [(960, 540), (1280, 720), (2560, 1440)])
@pytest.mark.parametrize("text_size", [100, 200])
def test_the_question_stays_inside_the_window(
    stack: Stack, fonts: Fonts, size: tuple[int, int], text_size: int
) -> None:
    page = stack.screens[0]
    assert isinstance(page, PlayScreen)
    page.context.settings.text_size = text_size
    give(stack, fonts, Pick(1))
    room = Size(*size)
    top, _ = stack.view(room, fonts)
    assert texts_inside(top, room, fonts) == []
