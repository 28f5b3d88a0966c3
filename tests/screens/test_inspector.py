"""The inventory: searched by typing, read at every size, changed with two keys."""

from pathlib import Path

import pytest

from game.engine.program import Program
from game.model.load import load_text
from game.screens.context import Context
from game.screens.inspector import InspectorScreen
from game.screens.intent import (
    Accept,
    Adjust,
    Back,
    Command,
    Direction,
    Edge,
    Focus,
    Intent,
    Move,
    Page,
    Pick,
    Scroll,
)
from game.screens.picture import Button, Size
from game.screens.screen import Pop, Transition
from game.session.library import Library
from game.session.playthrough import Playthrough
from game.session.settings import Settings
from tests.screens.inside import texts_inside
from tests.screens.test_menus import METRICS, WINDOW, flat, words
from tests.small import campaign

PASSAGES = """
    here:
      text: A door. {grain}.
      choices:
        - {text: Knock., id: knock, do: "paranoia +5, set promised", goto: here}
        - {text: Break it., id: break, if: grain >= 12, locked: It is oak., goto: end}
    end: {text: E, ending: E}
"""
SIZES = [Size(960, 540), WINDOW, Size(1920, 1080), Size(2560, 1440), Size(1280, 960)]


@pytest.fixture
def screen(tmp_path: Path) -> InspectorScreen:
    loaded = load_text(campaign(PASSAGES))
    assert loaded.story is not None
    played = Playthrough.begin(Program(loaded.story), 7)
    played.take("knock")
    context = Context(Library.open(tmp_path, tmp_path / "saves"), Settings(), lambda: 7)
    return InspectorScreen(context, played, loaded.sources)


def do(screen: InspectorScreen, *intents: Intent) -> Transition | None:
    led: Transition | None = None
    for intent in intents:
        screen.view(WINDOW, METRICS)
        led = screen.handle(intent)
    return led


def search(screen: InspectorScreen, letters: str) -> None:
    do(screen, *(Command(letter) for letter in letters))


def name(screen: InspectorScreen) -> str:
    assert screen.item is not None
    return screen.item.name


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", [80, 100, 130, 150, 200])
def test_every_word_is_inside_the_window(screen: InspectorScreen, size: Size, text: int) -> None:
    screen.context.settings.text_size = text
    for number in range(0, len(screen.rows), 3):
        screen.focus = number
        assert not texts_inside(screen.view(size, METRICS), size, METRICS)


@pytest.mark.parametrize("text", [100, 200])
def test_the_row_in_focus_is_in_sight(screen: InspectorScreen, text: int) -> None:
    screen.context.settings.text_size = text
    for number in (*range(len(screen.rows)), *reversed(range(len(screen.rows)))):
        screen.focus = number
        shapes = flat(screen.view(WINDOW, METRICS).shapes)
        rows = [each.intent for each in shapes if isinstance(each, Button)]
        assert Focus(number + 1) in rows


def test_it_opens_on_the_page(screen: InspectorScreen) -> None:
    assert name(screen) == "here"
    said = words(screen)
    assert "THIS PAGE" in said
    assert "knock: open" in said
    assert "break: closed" in said


def test_letters_and_figures_search(screen: InspectorScreen) -> None:
    search(screen, "paran")
    assert name(screen) == "paranoia"
    assert len(screen.rows) == 1
    do(screen, Pick(3), Pick(10))
    assert screen.wanted == "paran30"
    assert not screen.rows
    assert "There is no such name here." in words(screen)
    do(screen, *[Command("backspace")] * 2)
    assert name(screen) == "paranoia"


def test_escape_gives_up_the_search_and_then_the_inventory(screen: InspectorScreen) -> None:
    search(screen, "gr")
    assert do(screen, Back()) is None
    assert screen.wanted == ""
    assert do(screen, Back()) == Pop(None)


def test_arrows_change_a_number_and_signs_by_a_tenth(screen: InspectorScreen) -> None:
    search(screen, "paran")
    played = screen.playthrough
    do(screen, Move(Direction.RIGHT))
    assert played.turn.value("paranoia") == 46
    do(screen, Command("+"))
    assert played.turn.value("paranoia") == 56
    do(screen, Command("-"), Command("-"), Move(Direction.LEFT))
    assert played.turn.value("paranoia") == 35
    assert "−10" in words(screen)
    assert len(played.turns) == 3


def test_enter_turns_a_flag_and_goes_through_words(screen: InspectorScreen) -> None:
    search(screen, "insulted")
    do(screen, Accept())
    assert screen.playthrough.turn.state.values["insulted"] is True
    do(screen, Back())
    search(screen, "envoy")
    do(screen, Accept())
    assert screen.playthrough.turn.state.values["envoy"] == "bullitt"


def test_enter_leaves_a_number_alone(screen: InspectorScreen) -> None:
    search(screen, "grain")
    do(screen, Accept())
    assert len(screen.playthrough.turns) == 2


def test_what_is_not_declared_cannot_be_changed(screen: InspectorScreen) -> None:
    do(screen, Move(Direction.RIGHT), Command("+"), Accept())
    assert len(screen.playthrough.turns) == 2
    assert do(screen, Back()) == Pop(None)


def test_the_page_is_shown_anew_after_a_change(screen: InspectorScreen) -> None:
    search(screen, "grain")
    do(screen, Command("+"), Back())
    assert do(screen, Back()) == Pop(screen.playthrough)


def test_a_condition_holds_once_its_value_is_given(screen: InspectorScreen) -> None:
    search(screen, "grain")
    do(screen, *[Move(Direction.RIGHT)] * 6, Back())
    assert "break: open" in " ".join(
        note.text for _, item in screen.rows if item.name == "here" for note in item.full
    )


def test_the_row_keeps_the_focus_when_rows_are_added(screen: InspectorScreen) -> None:
    do(screen, Move(Direction.NEXT), Move(Direction.NEXT))
    before = name(screen)
    screen.playthrough.take("knock")
    screen.refresh(screen.sources)
    assert name(screen) == before


def test_tab_goes_from_section_to_section(screen: InspectorScreen) -> None:
    seen = []
    for _ in screen.sections:
        do(screen, Move(Direction.NEXT))
        seen.append(screen.rows[screen.focus][0])
    assert seen == [*(section.title for section in screen.sections[1:]), "This page"]
    do(screen, Move(Direction.PREVIOUS))
    assert screen.rows[screen.focus][0] == screen.sections[-1].title


def test_keys_and_wheel_stop_at_the_ends(screen: InspectorScreen) -> None:
    last = len(screen.rows) - 1
    do(screen, Edge(end=True), Move(Direction.DOWN), Scroll(3), Page(1))
    assert screen.focus == last
    do(screen, Page(-1))
    assert 0 <= screen.focus < last
    do(screen, Edge(end=False), Move(Direction.UP), Scroll(-3), Page(-1))
    assert screen.focus == 0


def test_the_mouse_does_what_the_keys_do(screen: InspectorScreen) -> None:
    number = 1 + next(n for n, (_, row) in enumerate(screen.rows) if row.name == "insulted")
    do(screen, Focus(number))
    buttons = [
        each for each in flat(screen.view(WINDOW, METRICS).shapes) if isinstance(each, Button)
    ]
    assert Adjust(number, 1) in [each.intent for each in buttons]
    do(screen, Adjust(number, 1))
    assert screen.playthrough.turn.state.values["insulted"] is True


def test_what_the_last_turn_changed_is_marked(screen: InspectorScreen) -> None:
    search(screen, "promised")
    assert "was no" in words(screen)
