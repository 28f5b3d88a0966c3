"""The menus do what they say, and say it inside the window at every size."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from game.screens.campaigns import CampaignsScreen
from game.screens.context import Context
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
    Pick,
)
from game.screens.notice import NoticeScreen
from game.screens.picture import Button, Clip, Face, Image, Leaf, Picture, Shape, Size, Text, Tilted
from game.screens.play import PlayScreen
from game.screens.problems import ProblemsScreen
from game.screens.saves import SavesScreen, written_at
from game.screens.screen import Pop, Push, Quit, Reset, Screen, Transition
from game.screens.settings import SettingsScreen, questions
from game.screens.title import TitleScreen
from game.session.library import Library
from game.session.playthrough import Playthrough
from game.session.saves import AUTOSAVE
from game.session.settings import Settings
from tests.screens.inside import texts_inside

WINDOW = Size(1280, 720)
SIZES = [Size(960, 540), WINDOW, Size(1920, 1080)]
SHAPES = [Size(1280, 960), Size(2560, 1080)]
TEXT_SIZES = [80, 100, 130, 150, 200]

STORY = """\
campaign: {id}
title: {title}
years: 1917–1930
player: mika
start: a
about: You are the twin brother of a man whom you know from school, and you hold a city by the
  throat to keep it from starving, and the city has begun to notice that it is being held.
content: You play a man who has already ordered a massacre. It is never shown and never excused.
cast:
  mika: {{name: Mikheil, says: MIKA, role: a director}}
passages:
  a: {{text: Hello., choices: [{{id: on, text: Go on., goto: b}}]}}
  b: {{text: Goodbye., ending: {{title: Done}}}}
"""


@attrs.frozen
class Fixed:
    """Type in which every letter is half as wide as the type is high."""

    def width(self, string: str, face: Face, size: float, track: float = 0) -> float:
        return len(string) * (size / 2 + track)

    def ascent(self, face: Face, size: float) -> float:
        return size

    def descent(self, face: Face, size: float) -> float:
        return size / 4

    def cap_height(self, face: Face, size: float) -> float:
        return size * 0.7


METRICS = Fixed()


def stocked(root: Path, titles: tuple[str, ...] = ("T",)) -> Context:
    story = root / "story"
    story.mkdir()
    for number, title in enumerate(titles):
        name = "t" if number == 0 else f"t{number}"
        folder = story / name
        folder.mkdir()
        (folder / "campaign.yaml").write_text(STORY.format(id=name, title=title), "utf-8")
    settings = Settings(root / "settings.json")
    return Context(Library.open(story, root / "saves"), settings, lambda: 7)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return stocked(tmp_path)


def game(context: Context) -> Playthrough:
    program = context.library.program(context.library.entries[0])
    assert program is not None
    return Playthrough.begin(program, 7)


def play(screen: Screen, *intents: Intent) -> Transition | None:
    """What the last of the intents led to; the screen is seen before each, as in the window."""
    led: Transition | None = None
    for intent in intents:
        screen.view(WINDOW, METRICS)
        led = screen.handle(intent)
    return led


def flat(shapes: tuple[Shape, ...]) -> list[Shape]:
    return [
        found
        for shape in shapes
        for found in (flat(shape.shapes) if isinstance(shape, Clip | Leaf | Tilted) else [shape])
    ]


def words(screen: Screen, size: Size = WINDOW) -> str:
    shapes = flat(screen.view(size, METRICS).shapes)
    return " ".join(shape.string for shape in shapes if isinstance(shape, Text))


def buttons(picture: Picture) -> list[Button]:
    return [shape for shape in flat(picture.shapes) if isinstance(shape, Button)]


RIGHT, LEFT = Move(Direction.RIGHT), Move(Direction.LEFT)
DOWN, UP, TAB = Move(Direction.DOWN), Move(Direction.UP), Move(Direction.NEXT)


# Settings


def test_arrows_change_the_row_in_focus_at_once(context: Context) -> None:
    screen = SettingsScreen(context)
    play(screen, RIGHT, RIGHT)
    assert context.settings.text_size == 120
    play(screen, *[LEFT] * 9)
    assert context.settings.text_size == 80
    play(screen, DOWN, LEFT)
    assert context.settings.text_speed == "steady"
    play(screen, TAB, RIGHT, TAB, RIGHT)
    assert not context.settings.justified
    assert context.settings.hard == "skip"


def test_digits_go_to_a_row_and_enter_toggles_it(context: Context) -> None:
    settings = context.settings
    screen = SettingsScreen(context)
    play(screen, Pick(5), Accept(), Pick(6), Accept(), Pick(7), Accept(), Pick(4), Accept())
    assert (settings.still, settings.plain_paper, settings.fullscreen) == (True, True, True)
    assert settings.hard == "skip"


def test_enter_goes_from_the_last_answer_to_the_first(context: Context) -> None:
    play(SettingsScreen(context), Pick(4), Accept(), Accept())
    assert context.settings.hard == "show"


def test_a_click_on_any_answer_gives_it(context: Context) -> None:
    screen = SettingsScreen(context)
    picture = screen.view(WINDOW, METRICS)
    given = [button for button in buttons(picture) if isinstance(button.intent, Adjust)]
    rows = [b.intent.number for b in given if isinstance(b.intent, Adjust)]
    assert set(rows) == set(range(1, len(questions()) + 1))
    play(screen, Adjust(1, 12), Adjust(2, 3), Adjust(3, 1), Adjust(4, 0), Adjust(5, 1))
    settings = context.settings
    assert (settings.text_size, settings.text_speed) == (200, "at once")
    assert (settings.justified, settings.hard, settings.still) == (False, "show", True)


def test_an_answer_that_is_none_changes_nothing(context: Context) -> None:
    before = attrs.evolve(context.settings)
    play(SettingsScreen(context), Adjust(1, 99), Adjust(2, -1), Adjust(9, 0))
    assert context.settings == before


def test_d_resets_and_leaving_keeps(context: Context) -> None:
    screen = SettingsScreen(context)
    play(screen, RIGHT, Command("d"))
    assert context.settings.text_size == 100
    assert play(screen, RIGHT, Back()) == Pop()
    path = context.settings.path
    assert path is not None
    assert Settings.load(path).text_size == 110


def test_a_new_speed_sets_the_specimen_again_until_it_is_whole(context: Context) -> None:
    screen = SettingsScreen(context)
    play(screen, Adjust(2, 0))
    screen.view(WINDOW, METRICS)
    assert screen.animating
    for _ in range(200):
        screen.tick(100)
    assert not screen.animating


def test_reduced_motion_keeps_the_specimen_still(context: Context) -> None:
    context.settings.still = True
    screen = SettingsScreen(context)
    play(screen, Adjust(2, 0))
    assert not screen.animating


@pytest.mark.parametrize("text", [100, 150, 200])
def test_the_row_in_focus_is_in_sight(context: Context, text: int) -> None:
    context.settings.text_size = text
    screen = SettingsScreen(context)
    for row, question in enumerate(questions()):
        screen.handle(Pick(row + 1))
        assert question.title in words(screen)


# Saves


def test_a_game_is_written_on_a_card_and_opened_again(context: Context) -> None:
    played = game(context)
    played.take("on")
    screen = SavesScreen(context, played, saving=True)
    assert screen.card is not None and screen.card.slot.name == "01"
    play(screen, Accept())
    assert "Kept as FILE 01" in words(screen)
    led = play(SavesScreen(context, None, saving=False, campaign="t"), Accept())
    assert isinstance(led, Reset) and isinstance(led.screen, PlayScreen)
    assert led.screen.playthrough.turn.state == played.turn.state


def test_a_card_that_is_taken_is_replaced_only_when_asked_twice(context: Context) -> None:
    first, later = game(context), game(context)
    context.library.keep(first, "01")
    later.take("on")
    screen = SavesScreen(context, later, saving=True)
    play(screen, Pick(1), Accept())
    assert "again replaces" in words(screen)
    save = context.library.shelf("t").slot("01").save
    assert save is not None and save.turns == first.turn.state.turn + 1
    play(screen, DOWN, UP, Accept())
    assert context.library.shelf("t").slot("01").save == save
    play(screen, Accept())
    save = context.library.shelf("t").slot("01").save
    assert save is not None and save.turns == later.turn.state.turn + 1


def test_the_autosave_is_not_written_by_hand(context: Context) -> None:
    screen = SavesScreen(context, game(context), saving=True)
    play(screen, Edge(end=False), Accept(), Accept())
    assert context.library.shelf("t").slot(AUTOSAVE).empty


def test_a_damaged_file_is_shown_and_neither_written_on_nor_opened(context: Context) -> None:
    shelf = context.library.shelf("t")
    context.library.keep(game(context), "02")
    shelf.path("01").write_text("{", "utf-8")
    screen = SavesScreen(context, game(context), saving=True)
    assert "DAMAGED" in words(screen)
    play(screen, Pick(1), Accept(), Accept(), Accept())
    assert shelf.path("01").read_text("utf-8") == "{"
    assert play(screen, Command("l"), Accept()) is None
    assert shelf.path("01").read_text("utf-8") == "{"


def test_of_a_damaged_autosave_the_one_before_is_offered(context: Context) -> None:
    played = game(context)
    context.library.keep(played)
    context.library.keep(played)
    context.library.shelf("t").path(AUTOSAVE).write_text("", "utf-8")
    screen = SavesScreen(context, None, saving=False, campaign="t")
    assert "AUTOSAVE, BEFORE" in words(screen)
    assert isinstance(play(screen, Edge(end=False), RIGHT, Accept()), Reset)


def test_a_file_is_deleted_only_when_asked_twice(context: Context) -> None:
    context.library.keep(game(context), "01")
    shelf = context.library.shelf("t")
    screen = SavesScreen(context, game(context), saving=False)
    play(screen, Command("delete"), Back())
    assert not shelf.slot("01").empty
    play(screen, Command("delete"), RIGHT, LEFT, Command("delete"))
    assert not shelf.slot("01").empty
    play(screen, Command("delete"))
    assert shelf.slot("01").empty


def test_a_disk_that_will_not_is_reported(context: Context, tmp_path: Path) -> None:
    (tmp_path / "saves").write_text("no folder", "utf-8")
    screen = SavesScreen(context, game(context), saving=True)
    play(screen, Accept())
    assert "could not be saved" in words(screen)


def test_all_campaigns_cards_stand_together_the_newest_first(tmp_path: Path) -> None:
    context = stocked(tmp_path, ("First", "Second"))
    for entry in context.library.entries:
        program = context.library.program(entry)
        assert program is not None
        context.library.keep(Playthrough.begin(program, 1), "03")
    screen = SavesScreen(context, None, saving=False)
    assert screen.card is not None and screen.card.campaign == "t1"
    assert "Empty card" not in words(screen)


def test_a_save_whose_story_will_not_load_opens_its_errata(context: Context) -> None:
    context.library.keep(game(context), "01")
    entry = context.library.entries[0]
    broken = Library.open(context.library.root, context.library.saves)
    (entry.path / "campaign.yaml").write_text("campaign: t\nstart: nowhere\n", "utf-8")
    screen = SavesScreen(attrs.evolve(context, library=broken), None, saving=False)
    led = play(screen, Accept())
    assert isinstance(led, Push) and isinstance(led.screen, ProblemsScreen)


def test_cards_are_read_from_disk_not_for_every_view(context: Context) -> None:
    screen = SavesScreen(context, game(context), saving=True)
    before = screen.view(WINDOW, METRICS)
    context.library.keep(game(context), "01")
    assert screen.view(WINDOW, METRICS) == before


def test_real_time_is_told_in_words() -> None:
    assert written_at("2026-11-22T21:14:05.000") == "22 Nov, 21.14"
    assert written_at("long ago, before the war") == "long ago, before"


# The title


def labels(screen: TitleScreen) -> str:
    return words(screen)


def test_without_saves_there_is_nothing_to_continue(context: Context) -> None:
    assert "CONTINUE" not in labels(TitleScreen(context))
    context.library.keep(game(context))
    screen = TitleScreen(context)
    assert "CONTINUE" in labels(screen)
    assert isinstance(play(screen, Accept()), Reset)


def test_esc_asks_once_before_it_leaves(context: Context) -> None:
    screen = TitleScreen(context)
    assert play(screen, Back()) is None
    assert play(screen, Back()) == Quit()
    assert play(TitleScreen(context), Back(), UP, Back()) is None


def test_the_title_leads_where_it_says(context: Context) -> None:
    context.settings.notice = True
    screen = TitleScreen(context)
    assert isinstance(play(screen, Pick(1)), Reset)
    for number, kind in ((2, SavesScreen), (3, SettingsScreen)):
        led = play(screen, Pick(number))
        assert isinstance(led, Push) and isinstance(led.screen, kind)
    assert play(screen, Pick(5)) == Quit()


def test_several_campaigns_are_chosen_from(tmp_path: Path) -> None:
    context = stocked(tmp_path, ("One", "Two"))
    led = play(TitleScreen(context), Pick(1))
    assert isinstance(led, Push) and isinstance(led.screen, CampaignsScreen)


def test_an_empty_library_says_which_folder_is_empty(tmp_path: Path) -> None:
    context = stocked(tmp_path, ())
    screen = TitleScreen(context)
    said = labels(screen)
    assert "NEW GAME" not in said
    assert "No story was found" in said


# Campaigns and the word before


def test_the_first_game_begins_with_the_word_before(tmp_path: Path) -> None:
    context = stocked(tmp_path, ("One", "Two"))
    screen = CampaignsScreen(context)
    led = play(screen, RIGHT, Accept())
    assert isinstance(led, Push) and isinstance(led.screen, NoticeScreen)
    notice = led.screen
    assert notice.entry.summary.title == "Two"
    led = play(notice, Pick(3), DOWN, Accept())
    assert isinstance(led, Reset) and isinstance(led.screen, PlayScreen)
    assert context.settings.hard == "skip"
    assert context.settings.notice
    assert context.settings.last_campaign == "t1"


def test_a_digit_goes_to_a_poster_and_again_opens_it(tmp_path: Path) -> None:
    context = stocked(tmp_path, ("One", "Two", "Three"))
    context.settings.notice = True
    screen = CampaignsScreen(context)
    assert play(screen, Pick(3)) is None
    assert screen.focus == 2
    assert isinstance(play(screen, Pick(3)), Reset)


def test_begin_is_reached_by_reading_on(context: Context) -> None:
    context.settings.text_size = 200
    screen = NoticeScreen(context, context.library.entries[0], "A hard word. " * 60)
    led: Transition | None = None
    for presses in range(30):
        led = play(screen, Accept())
        if led is not None:
            assert presses > 0
            break
    assert isinstance(led, Reset)


# Words stay inside


def _settings(context: Context) -> Screen:
    return SettingsScreen(context)


def _saves(context: Context) -> Screen:
    played = game(context)
    context.library.keep(played)
    context.library.keep(played, "02")
    context.library.shelf("t").path("01").write_text("{", "utf-8")
    screen = SavesScreen(context, played, saving=True)
    screen.handle(Pick(2))
    screen.handle(Accept())
    return screen


def _title(context: Context) -> Screen:
    context.library.keep(game(context))
    return TitleScreen(context)


def _bare_title(context: Context) -> Screen:
    return TitleScreen(attrs.evolve(context, library=attrs.evolve(context.library, entries=())))


def _posters(context: Context) -> Screen:
    entries = context.library.entries * 5
    return CampaignsScreen(
        attrs.evolve(context, library=attrs.evolve(context.library, entries=entries))
    )


def _one_poster(context: Context) -> Screen:
    return CampaignsScreen(context)


def _notice(context: Context) -> Screen:
    return NoticeScreen(context, context.library.entries[0], "Grief and paperwork. " * 12)


@pytest.mark.parametrize("text", TEXT_SIZES)
@pytest.mark.parametrize("size", SIZES + SHAPES, ids=lambda size: f"{size.w}x{size.h}")
@pytest.mark.parametrize(
    "make", [_settings, _saves, _title, _bare_title, _posters, _one_poster, _notice]
)
def test_every_word_stays_inside_the_window(
    tmp_path: Path, make: Callable[[Context], Screen], size: Size, text: int
) -> None:
    context = stocked(tmp_path, ("My Brother’s Keeper, a Family Chronicle",))
    context.settings.text_size = text
    screen = make(context)
    count = len(questions()) if make is _settings else 6
    for number in range(1, count + 1):
        screen.handle(Focus(number))
        assert texts_inside(screen.view(size, METRICS), size, METRICS) == []


def test_the_first_frame_does_without_what_a_game_is_played_with() -> None:
    code = (
        "import sys, game.window.loop, game.screens.opening, game.screens.title as title;"
        "assert 'importlib.metadata' not in sys.modules;"
        "assert not set(title.AHEAD) & set(sys.modules), sorted(sys.modules);"
        "list(title.TitleScreen.foresee(None, None, None));"
        "assert set(title.AHEAD) <= set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_a_figure_is_withdrawn_from_the_title(context: Context) -> None:
    screen = TitleScreen(context)

    def pictures() -> list[str]:
        shapes = flat(screen.view(Size(1280, 720), METRICS).shapes)
        return [each.name for each in shapes if isinstance(each, Image)]

    assert "title/withdrawn-key.png" in pictures()
    while screen.animating:
        screen.tick(50)
    assert "title/withdrawn-key.png" not in pictures()
    context.settings.still = True
    still = TitleScreen(context)
    assert not still.animating
    shapes = flat(still.view(Size(1280, 720), METRICS).shapes)
    assert not any(isinstance(e, Image) and e.name == "title/withdrawn-key.png" for e in shapes)
