"""The album of group photographs, and names inked over where they stand."""

import itertools
import re
from pathlib import Path

import pytest

from game.engine.program import Program
from game.engine.removed import names_removed
from game.screens.album import AlbumScreen, PrintTextScreen
from game.screens.context import Context
from game.screens.history import HistoryScreen
from game.screens.inked import inked
from game.screens.intent import Back, Command, Direction, Move
from game.screens.picture import Photograph, Picture, Polygon, Shape, Size, Text
from game.screens.play import PlayScreen
from game.screens.screen import Pop, Push, Screen
from game.session.library import Library
from game.session.playthrough import ADVANCE, Playthrough
from game.session.settings import Settings
from game.window.fonts import Fonts
from tests.engine.test_album import STORY
from tests.screens.inside import texts_inside
from tests.screens.test_marks import METRICS
from tests.screens.test_play import shapes_in
from tests.small import whole

SIZES = [Size(960, 540), Size(1280, 720), Size(1920, 1080), Size(2560, 1080)]


@pytest.fixture(scope="module")
def fonts(assets: Path) -> Fonts:
    return Fonts(assets)


def album(tmp_path: Path, *picks: str, percent: int = 100) -> AlbumScreen:
    context = Context(Library(tmp_path, tmp_path, ()), Settings(text_size=percent), lambda: 1)
    return AlbumScreen(context, Playthrough.replay(Program(whole(STORY)), 1, picks))


def photographs(picture: Picture) -> list[tuple[str, ...]]:
    return [each.plates for each in shapes_in(picture.shapes) if isinstance(each, Photograph)]


def test_both_printings_lie_side_by_side(tmp_path: Path) -> None:
    screen = album(tmp_path, "purge")
    screen.tick(5000)
    first, later = photographs(screen.view(SIZES[1], METRICS))
    assert all(first)
    assert [bool(plate) for plate in later] == [True, True, False]


def test_the_plate_lifts_off_the_later_printing(tmp_path: Path) -> None:
    screen = album(tmp_path, "purge")
    first, later, lifting = photographs(screen.view(SIZES[1], METRICS))
    assert lifting == first
    while screen.animating:
        screen.tick(50)
    assert photographs(screen.view(SIZES[1], METRICS)) == [first, later]
    screen.context.settings.still = True
    screen._moved = 0
    assert not screen.animating
    assert photographs(screen.view(SIZES[1], METRICS)) == [first, later]


def test_where_nobody_is_missing_there_is_one(tmp_path: Path) -> None:
    (only,) = photographs(album(tmp_path, "exile").view(SIZES[1], METRICS))
    assert all(only)


def test_it_opens_where_somebody_is_missing(tmp_path: Path) -> None:
    screen = album(tmp_path, "purge")
    assert screen.number == 0
    screen.handle(Move(Direction.RIGHT))
    screen.handle(Move(Direction.RIGHT))
    assert screen.number == 1
    assert isinstance(screen.handle(Back()), Pop)


def test_t_tells_it_in_words(tmp_path: Path, fonts: Fonts) -> None:
    pushed = album(tmp_path, "purge").handle(Command("t"))
    assert isinstance(pushed, Push)
    assert isinstance(pushed.screen, PrintTextScreen)
    texts = shapes_in(pushed.screen.view(SIZES[1], fonts).shapes)
    assert "[name removed]" in " ".join(each.string for each in texts if isinstance(each, Text))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("percent", [80, 100, 140, 200])
def test_everything_can_be_read(tmp_path: Path, fonts: Fonts, size: Size, percent: int) -> None:
    for picks in (("purge",), ("both", ADVANCE), ("exile",)):
        screen = album(tmp_path, *picks, percent=percent)
        assert texts_inside(screen.view(size, fonts), size, fonts) == []


def test_a_bar_lies_over_the_name_and_nothing_else(fonts: Fonts) -> None:
    text = Text(100, 50, "Ask Uritsky first.", "serif", 20, (0, 0, 0))
    shapes = inked((text,), re.compile("Uritsky"), fonts)
    bars = [each for each in shapes if isinstance(each, Polygon)]
    start = 100 + fonts.width("Ask ", "serif", 20)
    end = 100 + fonts.width("Ask Uritsky", "serif", 20)
    whole_bars = [each for each in bars if len(each.points) > 3]
    assert min(x for each in whole_bars for x, _ in each.points) == pytest.approx(start, abs=7)
    assert max(x for each in whole_bars for x, _ in each.points) == pytest.approx(end, abs=12)
    assert inked((text,), None, fonts) == (text,)


def test_in_the_history_the_names_of_the_removed_are_inked(tmp_path: Path, fonts: Fonts) -> None:
    def bars(*picks: str) -> list[Shape]:
        screen = album(tmp_path, *picks)
        history = HistoryScreen(screen.context, screen.playthrough)
        picture = history.view(SIZES[1], fonts)
        drawn = [each for each in shapes_in(picture.shapes) if isinstance(each, Polygon)]
        return [each for each in drawn if len(each.points) > 8]

    assert len(bars("purge")) > len(bars("exile"))


@pytest.mark.parametrize("percent", [80, 100, 140, 200])
def test_no_line_breaks_a_name_that_is_inked(tmp_path: Path, fonts: Fonts, percent: int) -> None:
    people = [f"  p{n}: {{name: {first} Jugashvili}}\n" for n, first in enumerate(FIRST)]
    group = ", ".join(f"p{n}" for n in range(len(FIRST)))
    story = STORY.replace("cast:\n", "cast:\n" + "".join(people)).replace(
        "mika]", f"mika, {group}]"
    )
    story = story.replace("do: purge uritsky", "do: [purge uritsky, purge p3, purge p4, purge p5]")
    context = Context(Library(tmp_path, tmp_path, ()), Settings(text_size=percent), lambda: 1)
    game = Playthrough.replay(Program(whole(story)), 1, ("purge",))
    album_ = AlbumScreen(context, game)
    album_.handle(Move(Direction.RIGHT))
    screens: tuple[Screen, ...] = (album_, PlayScreen(context, game, shown=1e9))
    names = names_removed(game.program.story, game.turn.state.values)
    assert names is not None
    for screen, size in itertools.product(screens, SIZES):
        shapes = shapes_in(screen.view(size, fonts).shapes)
        typed = [each.string for each in shapes if isinstance(each, Text) and each.face == "type"]
        assert "Lavrenti" in " ".join(typed)
        for said in typed:
            assert not any(first in names.sub("", said) for first in FIRST[3:6]), said


FIRST = ("Aleksandre", "Besarion", "Davit", "Konstantine", "Lavrenti", "Nestor", "Vakhtang")
