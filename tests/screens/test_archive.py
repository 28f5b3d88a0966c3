"""The sealed archive: threads from what was printed to what was done."""

from pathlib import Path

import pytest

from game.engine.program import Program
from game.engine.transcript import reading_text
from game.screens.archive import ArchiveScreen, OpenedTextScreen
from game.screens.context import Context
from game.screens.intent import Accept, Back, Command, Direction, Move, Pick
from game.screens.paper_again import PaperAgainScreen
from game.screens.picture import Leaf, Line, Size, Text
from game.screens.plain import PlainScreen
from game.screens.screen import Pop, Push
from game.session.library import Library
from game.session.playthrough import ADVANCE, Playthrough
from game.session.settings import Settings
from game.window.fonts import Fonts
from tests.engine.test_archive import STORY
from tests.screens.inside import texts_inside
from tests.screens.test_marks import METRICS
from tests.screens.test_play import shapes_in
from tests.small import whole

SIZES = [Size(960, 540), Size(1280, 720), Size(1920, 1080), Size(2560, 1080)]


@pytest.fixture(scope="module")
def fonts(assets: Path) -> Fonts:
    return Fonts(assets)


def archive(tmp_path: Path, *picks: str, percent: int = 100) -> ArchiveScreen:
    context = Context(Library(tmp_path, tmp_path, ()), Settings(text_size=percent), lambda: 1)
    return ArchiveScreen(context, Playthrough.replay(Program(whole(STORY)), 1, picks))


def test_each_number_has_its_thread(tmp_path: Path) -> None:
    screen = archive(tmp_path, "sign", "purge")
    shapes = shapes_in(screen.view(SIZES[1], METRICS).shapes)
    threads = [each for each in shapes if isinstance(each, Line) and len(each.points) > 10]
    assert screen.opened is not None
    assert len(threads) == 2 * len(screen.opened.threads) > 4  # each casts a shadow


def test_enter_opens_the_page_where_it_was_done(tmp_path: Path) -> None:
    screen = archive(tmp_path, "sign", "purge")
    screen.handle(Move(Direction.RIGHT))
    pushed = screen.handle(Accept())
    assert screen.opened is not None
    assert isinstance(pushed, Push)
    assert isinstance(pushed.screen, PlainScreen)
    assert pushed.screen.turn is screen.playthrough.turns[screen.opened.threads[1].turn or 0]


def test_a_click_goes_to_a_number_and_a_second_opens_it(tmp_path: Path) -> None:
    screen = archive(tmp_path, "sign", "purge")
    assert screen.handle(Pick(2)) is None
    assert screen.focus == 1
    assert isinstance(screen.handle(Pick(2)), Push)
    assert screen.handle(Pick(9)) is None


def test_where_no_paper_came_out_it_says_so(tmp_path: Path, fonts: Fonts) -> None:
    screen = archive(tmp_path, "burn")
    picture = screen.view(SIZES[1], fonts)
    texts = [each.string for each in shapes_in(picture.shapes) if isinstance(each, Text)]
    assert "No newspaper came out." in " ".join(texts)
    assert not any(isinstance(each, Leaf) for each in shapes_in(picture.shapes))
    for intent in (Accept(), Command("t"), Move(Direction.DOWN), Pick(1)):
        assert screen.handle(intent) is None
    assert isinstance(screen.handle(Back()), Pop)


def test_no_removed_name_can_be_read_in_words(tmp_path: Path, fonts: Fonts) -> None:
    pushed = archive(tmp_path, "sign", "purge").handle(Command("t"))
    assert isinstance(pushed, Push)
    assert isinstance(pushed.screen, OpenedTextScreen)
    shapes = shapes_in(pushed.screen.view(SIZES[1], fonts).shapes)
    text = " ".join(each.string for each in shapes if isinstance(each, Text))
    assert "They printed: A List Was Read" in text
    assert "Karpova" not in text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("percent", [80, 100, 140, 200])
def test_everything_can_be_read(tmp_path: Path, fonts: Fonts, size: Size, percent: int) -> None:
    for picks in (("sign", "purge"), ("burn", ADVANCE, "spare")):
        screen = archive(tmp_path, *picks, percent=percent)
        threads = screen.opened.threads if screen.opened else ()
        for number in range(max(1, len(threads))):
            screen.handle(Pick(number + 1))
            picture = screen.view(size, fonts)
            sheets = [each for each in picture.shapes if not isinstance(each, Leaf)]
            assert texts_inside(type(picture)(picture.ground, tuple(sheets)), size, fonts) == []


def test_d_takes_out_what_the_story_put_there_the_next_each_time(tmp_path: Path) -> None:
    """A paper that an effect archived lies there after the ending, and is read as it lies."""
    context = Context(Library(tmp_path, tmp_path, ()), Settings(), lambda: 1)
    more = """\
  note: {document: {form: letter, title: A note, words: "{if signed: Forty.}"}, next: out}
  talk: {text: A talk., next: out}
"""
    story = STORY.replace("ending: Out", "do: [archive note, archive talk]\n    ending: Out") + more
    played = Playthrough.replay(Program(whole(story)), 1, ("sign", "spare"))
    screen = ArchiveScreen(context, played)
    shapes = shapes_in(screen.view(SIZES[1], METRICS).shapes)
    assert "a paper put here" in {each.string for each in shapes if isinstance(each, Text)}
    screens = []
    for _ in range(3):
        pushed = screen.handle(Command("d"))
        assert isinstance(pushed, Push)
        screens.append(pushed.screen)
    first, second, third = screens
    assert isinstance(first, PaperAgainScreen)
    assert isinstance(second, PlainScreen)
    assert isinstance(third, PaperAgainScreen)
    assert "Forty." in list(reading_text(first.turn))
    assert "A talk." in second.told()
    assert played.turn.passage.id == "out", "no game is touched by it"


def test_where_nothing_was_put_there_d_takes_out_nothing(tmp_path: Path) -> None:
    screen = archive(tmp_path, "sign", "spare")
    shapes = shapes_in(screen.view(SIZES[1], METRICS).shapes)
    assert "a paper put here" not in {each.string for each in shapes if isinstance(each, Text)}
    assert screen.handle(Command("d")) is None
