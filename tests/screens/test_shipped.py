"""No word of the shipped campaigns is clipped, hidden or lost, at any size of window and text.

Every passage is entered in two states. On a reading page all that is written must come wholly
into sight by paging; it is also set in a window so tall that nothing scrolls, and must be the
same there. A paper's words must be read on the slip, the sheet or as plain text.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import attrs
import pygame as pg
import pytest

from game.engine import machine
from game.engine.machine import StoryStops
from game.engine.program import Program
from game.engine.prose import Lines, text_of
from game.engine.state import Turn, Value
from game.engine.transcript import front_page_text, paper_text, reading_text
from game.model.load import campaigns, load
from game.screens.context import Context
from game.screens.ending import EndingScreen
from game.screens.intent import Command, Direction, Edge, Intent, Move, Page
from game.screens.picture import Clip, Fill, Leaf, Picture, Rect, Shape, Size, Text, Tilted
from game.screens.plain import PlainScreen
from game.screens.play import ALL, PlayScreen
from game.screens.screen import Screen
from game.screens.shift import shifted
from game.session.library import Library
from game.session.playthrough import Playthrough
from game.session.settings import Settings
from game.text import tongue
from game.window.fonts import Fonts
from tests.screens.inside import texts_inside, words_covered
from tools.shots import SHOTS, staged

ROOT = Path(__file__).parents[2]
CAMPAIGNS = campaigns(ROOT / "story")
SIZES = [Size(960, 540), Size(1280, 720), Size(1920, 1080), Size(2560, 1080)]
ALL_OF_THEM = [(size, percent, state) for size in SIZES for percent in (100, 200) for state in "lh"]
SAMPLE = [
    (SIZES[0], 200, "h"),
    (SIZES[1], 100, "l"),
    (SIZES[1], 200, "l"),
    (SIZES[3], 100, "h"),
]
"""What `make test` takes: the window with the least room, the usual one, the widest."""

TALL = 12
"""So many windows high is the one in which nothing scrolls."""

SCREENFULS = 60
"""More than any page has."""


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    pg.font.init()
    return Fonts(ROOT / "assets")


@pytest.fixture(scope="module", params=CAMPAIGNS, ids=lambda folder: folder.name)
def program(request: pytest.FixtureRequest) -> Program:
    loaded = load(request.param, ROOT / "story")
    assert loaded.story is not None
    return Program(loaded.story)


@pytest.fixture(autouse=True)
def back_to_english() -> Iterator[None]:
    yield
    tongue.use(None)


@attrs.frozen
class Reader:
    """Somebody with a window of a size and type of a size."""

    context: Context
    size: Size
    fonts: Fonts


def reader(tmp_path: Path, size: Size, percent: int, fonts: Fonts) -> Reader:
    library = Library.open(ROOT / "story", tmp_path)
    settings = Settings(text_size=percent, text_speed="at once", still=True)
    return Reader(Context(library, settings, lambda: 1), size, fonts)


def entered(program: Program, state: str) -> Iterator[Turn]:
    """Every passage where the story begins, or with every number high and every flag set."""
    story = program.story
    high: dict[str, Value] = {stat.id: stat.high for stat in story.numbers.values()}
    high |= dict.fromkeys(story.flags, True)
    for id_, passage in story.passages.items():
        if not passage.silent:
            try:
                yield machine.arrive(program, 1, id_, high if state == "h" else None)
            except StoryStops:  # such values lead to nothing that is written
                continue


def letters(strings: Iterator[str] | list[str]) -> Counter[str]:
    """How often each letter and figure is there: the same however lines are broken."""
    return Counter(char for string in strings for char in string.casefold() if char.isalnum())


# What is in sight


def runs(shapes: tuple[Shape, ...], clip: Rect | None = None) -> Iterator[tuple[Text, Rect | None]]:
    """Every run of type where it stands, and what it is cut by."""
    for shape in shapes:
        match shape:
            case Text():
                yield shape, clip
            case Clip(rect, inner):
                yield from runs(inner, rect)
            case Tilted(_, _, inner):
                yield from runs(inner, clip)
            case Leaf(rect, inner, _):
                yield from runs(shifted(inner, rect.x, rect.y), clip)
            case _:
                pass


def whole(text: Text, clip: Rect, fonts: Fonts) -> bool:
    top = text.y - fonts.cap_height(text.face, text.size)
    foot = text.y + fonts.descent(text.face, text.size) * 0.6
    return clip.y - 1 <= top and foot <= clip.bottom + 1


Place = tuple[str, float, float]


def scrolled(screen: Screen, by: Reader) -> Iterator[Picture]:
    """The screen from its top to its end, a screenful at a time."""
    screen.handle(Edge(end=False))
    before: Picture | None = None
    for _ in range(SCREENFULS):
        picture = screen.view(by.size, by.fonts)
        if picture == before:
            return
        yield picture
        before = picture
        screen.handle(Page(1))
    raise AssertionError("there is no end to it")


def in_sight(screen: PlayScreen | PlainScreen | EndingScreen, by: Reader) -> Counter[str]:
    """The letters of what scrolls, each run once, where it came wholly into sight."""
    found: list[Place] = []
    unit = min(by.size.w / 1280, by.size.h / 720)
    for picture in scrolled(screen, by):
        for text, clip in runs(picture.shapes):
            if clip is not None and whole(text, clip, by.fonts):
                place = (text.string, text.x, text.y + screen.scroll * unit)
                if not any(_same(place, other) for other in found):
                    found.append(place)
    return letters([string for string, _, _ in found])


def _same(one: Place, other: Place) -> bool:
    return one[0] == other[0] and abs(one[1] - other[1]) < 2 and abs(one[2] - other[2]) < 2


def all_at_once(screen: PlayScreen, by: Reader) -> Counter[str]:
    """The letters of what scrolls in a window where all of it is in sight, and no wider."""
    tall = Size(by.size.w, by.size.h * TALL)
    if by.size.w * 9 > by.size.h * 16:
        tall = Size(by.size.h * 16 // 9, by.size.h * TALL)
    picture = screen.view(tall, by.fonts)
    return letters([text.string for text, clip in runs(picture.shapes) if clip is not None])


def wrongs(picture: Picture, by: Reader) -> list[str]:
    return texts_inside(picture, by.size, by.fonts) + words_covered(picture, by.fonts)


def written(lines: Lines) -> Counter[str]:
    return letters([text_of(line.words) for line in lines])


# Pages


def pages(turn: Turn, by: Reader) -> Iterator[PlayScreen]:
    played = Playthrough(turn.program, [turn], [], complete=False)
    for page in range(max(1, len(turn.pages))):
        yield PlayScreen(by.context, played, page=page, shown=ALL)


def lost_on_a_page(turn: Turn, by: Reader) -> Iterator[str]:
    for number, screen in enumerate(pages(turn, by)):
        where = f"{turn.passage.id}, page {number + 1}"
        must = written(turn.pages[number]) if turn.pages else Counter[str]()
        if number == len(turn.pages) - 1:
            must += letters([text_of(offer.label) for offer in turn.offers])
        seen = in_sight(screen, by)
        if must - seen:
            yield f"{where}: never in sight: {''.join(sorted((must - seen).elements()))}"
        screen.handle(Edge(end=False))
        once = all_at_once(screen, by)
        if seen != once:
            yield f"{where}: paged {dict(seen - once)} more, {dict(once - seen)} less than whole"
        for picture in scrolled(screen, by):
            yield from (f"{where}: {wrong}" for wrong in wrongs(picture, by))


# Papers


def plain_words(turn: Turn) -> list[str]:
    if turn.front_page is not None:
        return list(front_page_text(turn.front_page, turn.date))
    if turn.paper is not None:
        return list(paper_text(turn.paper))
    return list(reading_text(turn))


def on_slip(screen: PlayScreen, by: Reader) -> Iterator[Picture]:
    """The paper with each page of its slip, then the paper scrolled to its end."""
    for _ in range(SCREENFULS):
        yield screen.view(by.size, by.fonts)
        before = screen.overleaf
        screen.handle(Move(Direction.RIGHT))
        if screen.overleaf == before:
            break
    yield from scrolled(screen, by)


def lost_on_a_paper(turn: Turn, by: Reader) -> Iterator[str]:
    where = turn.passage.id
    (screen,) = list(pages(turn, by))[:1]
    ways: list[Intent | None] = [None]
    if turn.front_page is not None and turn.front_page.proof is not None:
        ways.append(Command("p"))
    for way in ways:
        if way is not None:
            screen.handle(way)
        for picture in on_slip(screen, by):
            yield from (f"{where}: {wrong}" for wrong in wrongs(picture, by))
            shown = letters([text.string for text, _ in runs(picture.shapes)])
            labels = letters([text_of(offer.label) for offer in turn.offers])
            if labels - shown:
                yield f"{where}: a choice is not in sight"
    plain = PlainScreen(by.context, turn=turn)
    words = plain_words(turn)
    missing = letters([word.replace("_", "").replace("*", "") for word in words])
    if turn.front_page is None and turn.sheet is None:
        missing += written(tuple(line for lines in turn.pages for line in lines))
    missing -= in_sight(plain, by)
    if missing:
        yield f"{where}: not in plain text: {''.join(sorted(missing.elements()))}"


def lost(turn: Turn, by: Reader) -> Iterator[str]:
    yield from lost_on_a_paper(turn, by) if turn.printed else lost_on_a_page(turn, by)
    if turn.over:
        played = Playthrough(turn.program, [turn], [], complete=False)
        ending = EndingScreen(by.context, playthrough=played)
        must = written(turn.verdict or (turn.pages[-1] if turn.pages else ()))
        if must - in_sight(ending, by):
            yield f"{turn.passage.id}: the verdict is not whole"
        for picture in scrolled(ending, by):
            for wrong in wrongs(picture, by):
                yield f"{turn.passage.id}, ending: {wrong}"


def check(program: Program, fonts: Fonts, tmp_path: Path, case: tuple[Size, int, str]) -> list[str]:
    size, percent, state = case
    by = reader(tmp_path, size, percent, fonts)
    turns = list(entered(program, state))
    assert len(turns) > len(program.story.passages) / 2
    return [wrong for turn in turns for wrong in lost(turn, by)]


def named(case: tuple[Size, int, str]) -> str:
    size, percent, state = case
    return f"{size.w}x{size.h}-{percent}-{'high' if state == 'h' else 'start'}"


@pytest.mark.parametrize("case", SAMPLE, ids=named)
def test_no_word_of_the_shipped_campaigns_is_lost(
    program: Program, fonts: Fonts, tmp_path: Path, case: tuple[Size, int, str]
) -> None:
    assert check(program, fonts, tmp_path, case) == []


@pytest.mark.soak
@pytest.mark.parametrize("case", [each for each in ALL_OF_THEM if each not in SAMPLE], ids=named)
def test_nor_is_it_at_any_other_size(
    program: Program, fonts: Fonts, tmp_path: Path, case: tuple[Size, int, str]
) -> None:
    assert check(program, fonts, tmp_path, case) == []


# Every other screen

LAYERED = ("pause", "confirm", "saving", "reading-told", "reading-revealing", "chart-close")
"""What lies over something on purpose: a slip, a strip, a drawer; or is not set to its end."""


def wrong_on(name: str, size: Size, percent: int, fonts: Fonts) -> list[str]:
    screen = staged(name, ROOT / "story", None, None, percent, assets=ROOT / "assets")
    screen.view(size, fonts)
    picture = screen.view(size, fonts)
    covered = words_covered(picture, fonts) if name not in LAYERED else []
    inside = texts_inside(picture, size, fonts) if name != "reading-revealing" else []
    return [f"{name}: {wrong}" for wrong in inside + covered]


@pytest.mark.parametrize(("size", "percent"), [(SIZES[0], 200), (SIZES[1], 100)], ids=str)
def test_no_words_lie_on_one_another_on_any_screen(fonts: Fonts, size: Size, percent: int) -> None:
    assert [wrong for name in SHOTS for wrong in wrong_on(name, size, percent, fonts)] == []


@pytest.mark.soak
@pytest.mark.parametrize("percent", [80, 100, 130, 150, 200])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.w}x{size.h}")
def test_nor_at_any_size(fonts: Fonts, size: Size, percent: int) -> None:
    assert [wrong for name in SHOTS for wrong in wrong_on(name, size, percent, fonts)] == []


def test_what_lies_on_something_is_found(fonts: Fonts) -> None:
    one = Text(10, 50, "The list", "serif", 20, (0, 0, 0))
    over = Fill(Rect(20, 30, 40, 40), (0, 0, 0))
    beside = Text(200, 50, "is longer", "serif", 20, (0, 0, 0))
    assert words_covered(Picture((0, 0, 0), (over, one, beside)), fonts) == []
    assert len(words_covered(Picture((0, 0, 0), (one, over, beside)), fonts)) == 1
    again = attrs.evolve(one, x=30, y=55)
    assert len(words_covered(Picture((0, 0, 0), (one, again)), fonts)) == 1
    away = Clip(Rect(0, 0, 20, 400), (attrs.evolve(again, x=40),))
    assert words_covered(Picture((0, 0, 0), (one, away)), fonts) == []
