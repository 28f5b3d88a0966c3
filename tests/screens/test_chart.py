"""The map on the screen: what it draws, how one moves in it, and where it leads."""

import itertools
from pathlib import Path

import attrs
import pytest

from game.engine.program import Program
from game.model.story import PassageId
from game.screens.campaigns import CampaignsScreen
from game.screens.chart import CLOSE, FAR, NEAR, SMALL, AgainScreen, ChartScreen
from game.screens.context import Context
from game.screens.ending import EndingScreen
from game.screens.intent import (
    Accept,
    Back,
    Command,
    Direction,
    Drag,
    Edge,
    Focus,
    Intent,
    Move,
    Page,
    Pick,
    Scroll,
    Zoom,
)
from game.screens.pause import PauseScreen
from game.screens.picture import Button, Picture, Rect, Size, Text
from game.screens.play import PlayScreen
from game.screens.screen import Pop, Push, Reset, Transition
from game.screens.title import TitleScreen
from game.session.library import Library
from game.session.playthrough import ADVANCE, Playthrough
from game.session.settings import Settings
from tests.screens.inside import texts_inside
from tests.screens.test_menus import METRICS, WINDOW, flat, play, words
from tests.small import whole

STORY = """\
campaign: forks
title: Forks
player: joe
start: gate
stats: {paranoia: {start: 40}, purges: {start: 0}, popularity: {start: 50}}
cast:
  joe: {name: Joseph, says: JOE}
  elsa: {name: Elsa, says: ELSA}
chapters:
  one:
    title: The Gate
    date: 1919-03-09
    place: Smolny
    passages:
      gate:
        text: You stand before the gate.
        choices:
          - {text: Knock., id: knock, goto: hall}
          - {text: Walk round it., id: round, goto: yard}
          - {text: Fly over it., id: fly, if: paranoia > 80, locked: No wings., goto: roof}
      hall: {text: 'ELSA: The hall is cold.', next: fork}
      yard: {text: The yard is full of carts., next: fork}
      roof: {text: Unread roof., next: fork}
      fork:
        text: The road forks.
        choices: [{text: Left., id: left, goto: lake}, {text: Right., id: right, goto: moor}]
  two:
    title: The Hidden Chapter
    passages:
      lake: {text: A lake without a boat., next: boat}
      moor: {text: A moor without an end., next: boat}
      boat:
        text: A boat after all.
        choices: [{text: Row., goto: drown}, {text: Wait., goto: home}]
  three:
    title: A Chapter Nobody Saw
    passages:
      drown: {text: The water is warm., ending: Drowned}
      home: {text: The lamp is lit., ending: Home}
"""

SIZES = [Size(960, 540), WINDOW, Size(1920, 1080), Size(2560, 1080)]
LEFT, RIGHT = Move(Direction.LEFT), Move(Direction.RIGHT)
UP, DOWN = Move(Direction.UP), Move(Direction.DOWN)
TAB = Move(Direction.NEXT)
UNSEEN = ("Unread", "Hidden", "Nobody Saw", "boat", "warm", "lamp", "Drowned", "Home", "moor")


@pytest.fixture
def context(tmp_path: Path) -> Context:
    folder = tmp_path / "story" / "forks"
    folder.mkdir(parents=True)
    (folder / "campaign.yaml").write_text(STORY, "utf-8")
    library = Library.open(tmp_path / "story", tmp_path / "saves")
    return Context(library, Settings(tmp_path / "settings.json"), lambda: 7)


def game(context: Context, *picks: str, seed: int = 7) -> Playthrough:
    """A game kept after every page, as the window keeps it."""
    program = context.library.program(context.library.entries[0])
    assert program is not None
    played = Playthrough.begin(program, seed)
    for pick in picks:
        played.take(pick)
        context.library.keep(played)
    return played


def chart(context: Context, played: Playthrough, zoom: int = NEAR) -> ChartScreen:
    screen = ChartScreen(context, played.program, played, zoom=zoom)
    screen.plain = False
    screen.view(WINDOW, METRICS)
    return screen


def spot_buttons(picture: Picture) -> dict[int, Rect]:
    return {
        shape.intent.number: shape.rect
        for shape in flat(picture.shapes)
        if isinstance(shape, Button) and isinstance(shape.intent, Pick)
    }


def at(screen: ChartScreen, passage: str) -> int:
    return screen._numbers[PassageId(passage)]


TWO_RUNS = ("round", ADVANCE, "left", ADVANCE)


def both(context: Context) -> Playthrough:
    """The game now, after another that came to an ending."""
    game(context, *TWO_RUNS, "home", seed=1)
    return game(context, "knock", ADVANCE)


# What is drawn


def test_it_opens_at_the_page_now_and_tells_of_it(context: Context) -> None:
    screen = chart(context, game(context, "knock"))
    said = words(screen)
    assert screen.focus == "hall"
    for told in ("THE GATE", "YOU ARE HERE", "Smolny, 9 March 1919", "ELSA: The hall is cold."):
        assert told in said
    assert "2 of 8 pages    0 of 2 endings" in said


@pytest.mark.parametrize("zoom", [FAR, SMALL, NEAR, CLOSE])
@pytest.mark.parametrize("text", [100, 200])
def test_no_word_of_what_was_not_seen_is_drawn(context: Context, zoom: int, text: int) -> None:
    context.settings.text_size = text
    screen = chart(context, game(context, "knock", ADVANCE), zoom)
    steps: list[Intent] = [Edge(end=False), *[TAB] * len(screen._order)]
    for intent in steps:
        screen.handle(intent)
        for size in SIZES:
            texts = " ".join(
                shape.string
                for shape in flat(screen.view(size, METRICS).shapes)
                if isinstance(shape, Text)
            )
            assert not [unseen for unseen in UNSEEN if unseen in texts]
    screen.plain = True
    assert not [unseen for unseen in UNSEEN if unseen in words(screen)]


def test_what_was_offered_is_named_by_the_choice_and_what_was_closed_too(context: Context) -> None:
    screen = chart(context, game(context))
    play(screen, Pick(at(screen, "yard")))
    said = words(screen)
    assert "OPEN, NOT TAKEN" in said and "Walk round it." in said
    play(screen, Pick(at(screen, "roof")))
    said = words(screen)
    assert "CLOSED TO YOU" in said and "Fly over it." in said


def test_an_ending_says_in_which_run_it_was_reached(context: Context) -> None:
    screen = chart(context, both(context))
    (ending,) = (each for each in screen.atlas.spots.values() if each.ending and each.seen)
    play(screen, Pick(at(screen, ending.passage)))
    assert "First reached in run 1" in words(screen)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.w}x{size.h}")
@pytest.mark.parametrize("text", [80, 100, 130, 150, 200])
@pytest.mark.parametrize("zoom", [FAR, SMALL, NEAR, CLOSE])
def test_nothing_runs_out_and_no_boxes_overlap(
    context: Context, size: Size, text: int, zoom: int
) -> None:
    context.settings.text_size = text
    screen = chart(context, both(context), zoom)
    steps: list[Intent] = [Edge(end=True), *[TAB] * len(screen._order)]
    for intent in steps:
        screen.handle(intent)
        picture = screen.view(size, METRICS)
        assert texts_inside(picture, size, METRICS) == []
        boxes = list(spot_buttons(picture).values())
        for one, other in itertools.combinations(boxes, 2):
            apart = one.right <= other.x or other.right <= one.x
            assert apart or one.bottom <= other.y or other.bottom <= one.y


@pytest.mark.parametrize("zoom", [FAR, SMALL, NEAR, CLOSE])
def test_the_page_in_focus_is_always_in_sight(context: Context, zoom: int) -> None:
    screen = chart(context, both(context), zoom)
    for _ in screen._order:
        screen.handle(TAB)
        picture = screen.view(WINDOW, METRICS)
        low = WINDOW.h * 0.75
        if zoom != FAR:
            rect = spot_buttons(picture)[at(screen, screen.focus)]
            assert rect.x >= 0 and rect.right <= WINDOW.w
            assert rect.y >= 90 and rect.bottom <= low


def test_places_stay_while_more_is_seen(context: Context) -> None:
    before = chart(context, game(context))._places
    after = chart(context, both(context))._places
    kept = [id_ for id_ in before if id_ not in ("drown", "home")]
    assert len(kept) == 4
    assert all(before[id_] == after[id_] for id_ in kept)


# Moving


def test_arrows_go_along_the_ways_and_to_what_lies_there(context: Context) -> None:
    screen = chart(context, both(context))
    play(screen, Edge(end=False))
    assert screen.focus == "gate"
    play(screen, RIGHT)
    assert screen.focus == "hall", "the way that was gone in this run"
    play(screen, RIGHT)
    assert screen.focus == "fork"
    play(screen, LEFT, LEFT)
    assert screen.focus == "gate"
    play(screen, LEFT)
    assert screen.focus == "gate"
    play(screen, RIGHT)
    found = {screen.focus}
    for _ in range(3):
        play(screen, UP)
        found.add(screen.focus)
    for _ in range(4):
        play(screen, DOWN)
        found.add(screen.focus)
    assert {"hall", "yard", "roof"} <= found
    play(screen, Edge(end=True))
    assert screen.focus == "fork"


def test_every_spot_is_reached_by_arrows_and_by_tab(context: Context) -> None:
    screen = chart(context, both(context))
    reached, queue = {screen.focus}, [screen.focus]
    while queue:
        start = queue.pop()
        for arrow in (UP, DOWN, LEFT, RIGHT):
            screen.focus = start
            screen.handle(arrow)
            if screen.focus not in reached:
                reached.add(screen.focus)
                queue.append(screen.focus)
    assert reached == set(screen._order)
    seen = []
    for _ in screen._order:
        screen.handle(TAB)
        seen.append(screen.focus)
    assert sorted(seen) == sorted(screen._order)


def test_digits_mean_nothing(context: Context) -> None:
    screen = chart(context, both(context))
    before = screen.view(WINDOW, METRICS)
    for number in range(1, 11):
        assert screen.handle(Pick(number)) is None
        assert screen.view(WINDOW, METRICS) == before


def test_a_click_gives_the_focus_and_a_second_one_acts(context: Context) -> None:
    screen = chart(context, both(context))
    assert play(screen, Pick(at(screen, "gate"))) is None
    assert screen.focus == "gate"
    assert isinstance(play(screen, Pick(at(screen, "gate"))), Push)
    assert play(screen, Focus(at(screen, "yard"))) is None
    assert screen.focus == "yard"


@pytest.mark.parametrize("zoom", [SMALL, NEAR, CLOSE])
def test_dragging_moves_the_map_with_the_mouse(context: Context, zoom: int) -> None:
    context.settings.text_size = 130
    screen = chart(context, both(context), zoom)
    play(screen, Edge(end=False))
    before = spot_buttons(screen.view(Size(960, 540), METRICS))
    screen.handle(Drag(-40, 0))
    after = spot_buttons(screen.view(Size(960, 540), METRICS))
    moved = {before[n].x - after[n].x for n in before.keys() & after.keys()}
    assert len(moved) == 1
    assert moved <= ({0, 40} if zoom == SMALL else {40})


def test_the_map_is_never_dragged_out_of_sight(context: Context) -> None:
    screen = chart(context, both(context), CLOSE)
    ways: list[Intent] = [Scroll(400), Scroll(-400), Page(50), Page(-50)]
    ways += [Drag(9000, 9000), Drag(-9000, -9000)]
    for intent in ways:
        screen.handle(intent)
        assert spot_buttons(screen.view(WINDOW, METRICS))


def test_zoom_has_four_steps_and_the_first_is_of_chapters(context: Context) -> None:
    screen = chart(context, both(context))
    play(screen, *[Command("-")] * 9)
    assert screen.zoom == FAR
    said = words(screen)
    assert "The Gate" in said and "pages seen" in said and "1 of 2 endings" in said
    play(screen, Edge(end=False), RIGHT)
    assert screen.focus in ("lake", "moor", "boat")
    assert play(screen, Accept()) is None
    assert screen.zoom == NEAR
    play(screen, *[Command("+")] * 9)
    assert screen.zoom == CLOSE


def test_ctrl_and_the_wheel_zoom_by_whole_steps(context: Context) -> None:
    screen = chart(context, both(context))
    for steps, zoom in ((1.0, CLOSE), (-1.0, NEAR), (-0.4, NEAR), (-0.4, NEAR), (-0.4, SMALL)):
        screen.handle(Zoom(steps, (600, 300)))
        assert screen.zoom == zoom
    screen.handle(Zoom(0.9, (0, 0)))
    screen.handle(Zoom(-0.9, (0, 0)))
    assert screen.zoom == SMALL


# Starting again


def yes(context: Context, led: Transition | None) -> PlayScreen:
    """The page that a question answered with yes leads to."""
    assert isinstance(led, Push) and isinstance(led.screen, AgainScreen)
    assert led.screen.handle(Accept()) == Pop(), "an Enter pressed without reading does no harm"
    assert led.screen.handle(Back()) == Pop()
    reset = led.screen.handle(Pick(1))
    assert isinstance(reset, Reset) and isinstance(reset.screen, PlayScreen)
    return reset.screen


def test_the_page_now_is_simply_gone_on_with(context: Context) -> None:
    assert play(chart(context, both(context)), Accept()) == Pop()


def test_going_back_in_this_run_is_asked_once_and_forgets_nothing(context: Context) -> None:
    played = both(context)
    screen = chart(context, played)
    page = yes(context, play(screen, Edge(end=False), Accept()))
    assert page.playthrough.picks == []
    assert page.playthrough.turn.passage.id == "gate"
    assert len(played.turns) == 3, "the game that was left is as it was"
    assert "fork" in ChartScreen(context, played.program, page.playthrough).atlas.spots


def test_an_earlier_run_is_taken_up_and_the_game_before_is_put_away(context: Context) -> None:
    played = both(context)
    played.undo()
    for pick in (ADVANCE, "right", ADVANCE):
        played.take(pick)
        context.library.keep(played)
    screen = chart(context, played)
    page = yes(context, play(screen, Pick(at(screen, "lake")), Accept()))
    assert page.playthrough.picks == ["round", ADVANCE, "left"]
    assert page.playthrough.turn.state.seed == 1
    assert "put away in file 01" in page.notice
    kept = context.library.shelf("forks").slot("01").save
    assert kept is not None and kept.state == played.turn.state


@pytest.mark.parametrize("passage", ["roof", "drown", "home"])
def test_what_was_not_seen_is_not_gone_to(context: Context, passage: str) -> None:
    screen = chart(context, game(context))
    assert play(screen, Pick(at(screen, passage)), Accept()) is None
    assert screen.notice


def test_a_story_that_changed_is_gone_on_with_as_far_as_it_goes(context: Context) -> None:
    both(context)
    entry = context.library.entries[0]
    changed = STORY.replace("id: left, goto", "id: leftward, goto")
    (entry.path / "campaign.yaml").write_text(changed, "utf-8")
    context.library.load(entry)
    program = context.library.program(entry)
    assert program is not None
    screen = ChartScreen(context, program)
    screen.view(WINDOW, METRICS)
    play(screen, Pick(at(screen, "lake")))
    assert "can no longer be read" in words(screen)
    page = yes(context, play(screen, Accept()))
    assert page.playthrough.turn.passage.id == "fork"
    assert "as far as that road still goes" in page.notice


# In words, and the ways in


def test_t_shows_the_map_as_text_and_large_print_begins_with_it(context: Context) -> None:
    played = both(context)
    screen = chart(context, played)
    play(screen, Command("t"))
    said = words(screen)
    for told in ("WALKED", "REFUSED", "CLOSED TO YOU", "Right.", "(you are here)"):
        assert told in said
    play(screen, Command("t"))
    assert "KEY" in words(screen)
    context.settings.text_size = 150
    large = ChartScreen(context, played.program, played)
    assert "WALKED" in words(large)
    assert large.handle(Back()) == Pop()
    assert large.handle(Command("m")) == Pop()


def test_m_opens_the_map_from_everywhere(context: Context) -> None:
    entry = context.library.entries[0]
    assert "map" not in [each.name for each in TitleScreen(context)._entries]
    assert CampaignsScreen(context).handle(Command("m")) is None
    played = both(context)
    for screen in (
        PlayScreen(context, played),
        PauseScreen(context, played),
        EndingScreen(context, playthrough=game(context, *TWO_RUNS, "home", seed=1)),
        CampaignsScreen(context),
    ):
        led = screen.handle(Command("m"))
        assert isinstance(led, Push) and isinstance(led.screen, ChartScreen)
    title = TitleScreen(context)
    names = [each.name for each in title._entries]
    led = title.handle(Pick(names.index("map") + 1))
    assert isinstance(led, Push) and isinstance(led.screen, ChartScreen)
    assert led.screen.playthrough is None
    assert led.screen.program.story.id == entry.summary.id
    assert led.screen.view(WINDOW, METRICS).shapes


def test_what_is_wrong_with_the_chronicle_is_told_on_the_map(context: Context) -> None:
    played = both(context)
    folder = context.library.chronicle("forks").folder
    for path in folder.glob("*.json"):
        path.write_text("{", "utf-8")
    anew = attrs.evolve(context, library=Library.open(context.library.root, context.library.saves))
    screen = ChartScreen(anew, played.program, played)
    assert "is damaged" in words(screen)
    assert "3 of 8 pages" in words(screen), "the game that is played is on the map all the same"


def test_a_story_without_endings_of_which_nothing_was_seen_has_a_map(tmp_path: Path) -> None:
    story = whole("campaign: c\nstart: a\npassages:\n  a: {next: b}\n  b: {text: B., next: a}\n")
    library = Library(tmp_path, tmp_path / "saves", ())
    screen = ChartScreen(Context(library, Settings(), lambda: 7), Program(story))
    assert "?" in words(screen)
    for intent in (LEFT, TAB, Accept(), Command("-"), Accept(), Command("t"), Back()):
        screen.handle(intent)
        screen.view(WINDOW, METRICS)
