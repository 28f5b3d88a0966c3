"""The screen of a game being played: what keys and clicks do, at any size of text."""

import errno
from pathlib import Path
from typing import Any

import pytest

from game.screens.context import Context
from game.screens.intent import (
    Accept,
    Back,
    Command,
    Direction,
    Edge,
    Focus,
    Intent,
    Move,
    Onward,
    Page,
    Pick,
    Scroll,
)
from game.screens.picture import Button, Clip, Image, Leaf, Picture, Rect, Shape, Size, Text, Tilted
from game.screens.play import PlayScreen
from game.screens.screen import Push
from game.screens.stack import Stack
from game.session import saves
from game.session.library import Library
from game.session.playthrough import Playthrough
from game.session.settings import Settings
from tests.screens.test_marks import METRICS

CAMPAIGN = """\
campaign: play
title: A Play
player: mika
start: gate
flags: {asked: You asked.}
newspapers: {gazette: {name: Red Gazette, motto: Read me, price: 1 kopeck}}
cast:
  mika: {name: Mikheil, says: MIKA, role: a director}
  joe: {name: Joseph, says: JOE, role: a brother}
  keke: {name: Ekaterine, says: KEKE, role: a mother}
chapters:
  first:
    title: The Gate
    date: 1919-03-09
    place: Smolny
    passages:
      gate:
        text: |
          The gate is shut. A man stands at it and looks at his boots. They are good boots, and
          he has the look of somebody who has been asked about them before, by people who then
          went away with other boots. Behind the gate something is being unloaded, slowly, by men
          who do not speak. It has been snowing since Tuesday. Nobody has cleared the step.

          JOE (stern): Whose are those?

          MIKA: Ours.

          ---

          Nobody moves.
        choices:
          - text: Ask him.
            do: paranoia +5, set asked, trust.joe -10
            answer: He answers.
            goto: yard
          - text: Break it.
            id: break
            if: popularity >= 60
            locked: Nobody would follow.
            goto: yard
          - {text: Wait., id: wait, do: purges -5, goto: gate}
      yard:
        hard: {note: A rope is seen., instead: There was a yard.}
        text: |
          A rope hangs in the yard.

          KEKE (grieving): Look away.
        next: paper
      paper:
        newspaper: gazette
        headline: Gate Opens By Itself
        lead: The gate opened.
        picture: {group: [joe, keke], caption: Comrades}
        columns: [{title: Bread, text: There is bread.}]
        choices:
          - Read it twice. -> paper
          - Put it down. -> form
      form:
        document: {form: cable, title: To whom, words: STOP. GATE OPEN. STOP.}
        next: done
      done:
        text: It is over.
        ending: {title: The Gate Open}
        verdict: He opened it.
        ledger: {ivan-petrov: stood at the gate}
"""
SIZE = Size(1280, 720)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    root = tmp_path / "story"
    (root / "play").mkdir(parents=True)
    (root / "play" / "campaign.yaml").write_text(CAMPAIGN, "utf-8")
    library = Library.open(root, tmp_path / "saves")
    return Context(library, Settings(text_speed="at once"), lambda: 1)


def begin(context: Context) -> PlayScreen:
    program = context.library.program(context.library.entries[0])
    assert program is not None
    screen = PlayScreen(context, Playthrough.begin(program, 1))
    screen.view(SIZE, METRICS)
    return screen


def do(screen: PlayScreen, *intents: Intent, size: Size = SIZE) -> Any:
    result = None
    for intent in intents:
        result = screen.handle(intent)
        screen.view(size, METRICS)
    return result


def shapes_in(shapes: tuple[Shape, ...]) -> list[Shape]:
    found: list[Shape] = []
    for shape in shapes:
        found.append(shape)
        if isinstance(shape, (Clip, Leaf, Tilted)):
            found += shapes_in(shape.shapes)
    return found


def words(picture: Picture) -> str:
    return " ".join(s.string for s in shapes_in(picture.shapes) if isinstance(s, Text))


def faces(picture: Picture) -> list[str]:
    return [shape.name for shape in shapes_in(picture.shapes) if isinstance(shape, Image)]


def read(screen: PlayScreen, size: Size = SIZE) -> str:
    return words(screen.view(size, METRICS))


def to_answer(context: Context) -> PlayScreen:
    """The first choice taken: its answer is read, on a page of its own before a hard scene."""
    screen = begin(context)
    do(screen, Accept(), Pick(1))
    return screen


def to_yard(context: Context) -> PlayScreen:
    screen = to_answer(context)
    do(screen, Accept())
    return screen


def test_first_page_opens_the_chapter_and_turns_before_the_choices(context: Context) -> None:
    screen = begin(context)
    first = read(screen)
    assert "The Gate" in first and "Ask him." not in first
    do(screen, Accept())
    second = read(screen)
    assert "Nobody moves." in second and "Ask him." in second
    assert "The Gate" not in second.replace("The Gate Open", "")


def test_plate_shows_who_spoke_last_to_the_player(context: Context) -> None:
    screen = begin(context)
    assert "portraits/play/joe-stern.png" in faces(screen.view(SIZE, METRICS))


def test_who_spoke_in_the_scene_before_is_not_pictured_in_the_next(context: Context) -> None:
    text = CAMPAIGN.replace(
        "          KEKE (grieving): Look away.\n", "          ---\n\n          Snow.\n"
    )
    (context.library.entries[0].path / "campaign.yaml").write_text(text, "utf-8")
    screen = to_yard(context)
    for _ in range(2):
        assert faces(screen.view(SIZE, METRICS)) == ["portraits/play/mika-stern.png"]
        do(screen, Accept())


def test_choice_by_number_answers_then_leads_on_and_is_kept(context: Context) -> None:
    screen = to_answer(context)
    shown = read(screen)
    assert "He answers." in shown and "+5" in shown
    assert "A rope hangs" not in shown and "Hard scene" not in shown
    do(screen, Accept())
    assert "A rope hangs" in read(screen)
    slot = context.library.shelf("play").slot("auto")
    assert slot.save is not None and slot.save.picks == ("yard",)


def test_the_page_a_choice_was_taken_on_stands_over_its_answer(context: Context) -> None:
    shown = read(to_answer(context))
    assert "Wait." not in shown
    assert shown.index("Nobody moves.") < shown.index("Ask him.") < shown.index("He answers.")


def test_what_was_read_appears_at_once_and_the_answer_letter_by_letter(context: Context) -> None:
    screen = begin(context)
    do(screen, Accept())
    context.settings.text_speed = "slow"
    screen.tick(60_000)
    do(screen, Pick(1))
    shown = read(screen)
    assert "Nobody moves." in shown and "Turn the page." not in shown
    screen.tick(60_000)
    assert "He answers." in read(screen) and "Turn the page." in read(screen)


@pytest.mark.parametrize("percent", [100, 150, 200, 240])
def test_of_a_long_page_the_end_stands_over_the_answer_and_nothing_scrolls(
    context: Context, percent: int
) -> None:
    context.settings.text_size = percent
    text = CAMPAIGN.replace("          ---\n\n", "").replace(" gate is shut.", " gate" * 300 + ".")
    (context.library.entries[0].path / "campaign.yaml").write_text(text, "utf-8")
    screen = begin(context)
    for _ in range(40):
        if screen.playthrough.picks:
            break
        do(screen, Pick(1))
    shown = read(screen)
    assert "gate gate" not in shown
    assert shown.index("Nobody moves.") < shown.index("He answers.")
    assert screen._view is not None and screen._view.extent == 0


def test_in_a_game_opened_on_an_answer_the_answer_stands_by_itself(context: Context) -> None:
    again = PlayScreen(context, to_answer(context).playthrough)
    shown = read(again)
    assert "He answers." in shown and "Nobody moves." not in shown


def test_margin_is_silent_about_who_has_not_spoken_yet(context: Context) -> None:
    text = CAMPAIGN.replace("trust.joe -10", "trust.joe -10, trust.keke +5")
    (context.library.entries[0].path / "campaign.yaml").write_text(text, "utf-8")
    shown = read(to_answer(context))
    assert "Joseph trusts you less." in shown and "Ekaterine" not in shown


def test_margin_tells_the_choice_and_what_else_it_changed(context: Context) -> None:
    shown = read(to_answer(context))
    assert "Joseph trusts you less." in shown
    assert "Joseph trusts you less." not in read(to_yard(context))


def test_locked_choice_says_why_in_words_and_figures_and_cannot_be_taken(
    context: Context,
) -> None:
    screen = begin(context)
    do(screen, Accept())
    shown = read(screen)
    assert "Closed: Nobody would follow (popularity 60 needed, 50 held)." in shown
    do(screen, Pick(2))
    assert screen.playthrough.turn.passage.id == "gate"
    assert screen.notice


def test_space_reads_on_and_chooses_nothing_where_there_is_a_choice(context: Context) -> None:
    screen = begin(context)
    do(screen, Onward())
    assert "Ask him." in read(screen)
    do(screen, Onward(), Onward())
    assert screen.playthrough.picks == []
    assert screen.notice
    do(screen, Pick(1), Onward())
    assert "A rope hangs" in read(screen)
    do(screen, Onward())
    assert screen.playthrough.turn.passage.id == "paper"


def test_space_reads_a_paper_to_its_foot_before_it_asks_for_a_choice(context: Context) -> None:
    end = "words: STOP. GATE OPEN. STOP.}\n        next: done\n"
    long = f"words: {'STOP. ' * 900}}}\n        choices: [Burn it. -> done, Keep it. -> yard]\n"
    assert end in CAMPAIGN
    text = CAMPAIGN.replace(end, long)
    (context.library.entries[0].path / "campaign.yaml").write_text(text, "utf-8")
    screen = to_yard(context)
    do(screen, Accept(), Pick(2))
    assert screen.playthrough.turn.passage.id == "form"
    do(screen, Onward())
    assert screen.scroll > 0 or screen.overleaf > 0
    for _ in range(60):
        do(screen, Onward())
    assert screen.playthrough.turn.passage.id == "form"
    assert screen.notice


def test_arrows_and_tab_move_the_focus_and_enter_takes_it(context: Context) -> None:
    screen = begin(context)
    do(screen, Accept(), Move(Direction.DOWN), Move(Direction.NEXT))
    assert screen.focus == 2
    do(screen, Accept())
    assert screen.playthrough.picks == ["wait"]


def test_mouse_moves_the_focus_to_what_it_is_over(context: Context) -> None:
    screen = begin(context)
    do(screen, Accept())
    buttons = [
        shape
        for shape in shapes_in(screen.view(SIZE, METRICS).shapes)
        if isinstance(shape, Button) and shape.intent == Pick(3)
    ]
    assert len(buttons) == 1 and buttons[0].hover == Focus(3)
    do(screen, Focus(3))
    assert screen.focus == 2


def test_undo_goes_back_a_turn_and_keeps_that(context: Context) -> None:
    screen = to_yard(context)
    do(screen, Command("u"))
    assert screen.playthrough.turn.passage.id == "gate"
    slot = context.library.shelf("play").slot("auto")
    assert slot.save is not None and slot.save.picks == ()
    do(screen, Command("u"))
    assert screen.notice == "There is nothing to undo."


def test_hard_scene_is_marked_and_can_be_passed_over(context: Context) -> None:
    screen = to_yard(context)
    assert "A rope is seen" in read(screen)
    do(screen, Command("k"))
    shown = read(screen)
    assert "There was a yard." in shown and "A rope hangs" not in shown


@pytest.mark.parametrize(("hard", "seen"), [("show", "A rope hangs"), ("skip", "There was a yard")])
def test_setting_shows_or_skips_hard_scenes_without_a_mark(
    context: Context, hard: Any, seen: str
) -> None:
    context.settings.hard = hard
    shown = read(to_yard(context))
    assert seen in shown and "Hard scene" not in shown


def test_letters_appear_with_time_and_enter_shows_them_all(context: Context) -> None:
    context.settings.text_speed = "slow"
    screen = begin(context)
    assert screen.animating and "Whose are those" not in read(screen)
    screen.tick(500)
    some = screen.view(SIZE, METRICS)
    screen.tick(1000)
    assert screen.view(SIZE, METRICS) != some
    do(screen, Accept())
    assert "Ours." in read(screen) and not screen.animating
    assert screen.page == 0


def test_reduced_motion_shows_the_page_at_once(context: Context) -> None:
    context.settings.text_speed = "slow"
    context.settings.still = True
    screen = begin(context)
    assert not screen.animating and "Ours." in read(screen)


def test_front_page_shows_headline_picture_and_plain_words(context: Context) -> None:
    screen = to_yard(context)
    do(screen, Accept())
    shown = read(screen)
    assert "GATE OPENS BY ITSELF" in shown and "Gate Opens By Itself" in shown
    assert "RED GAZETTE" in shown and "Put it down." in shown
    do(screen, Pick(2))
    assert "STOP. GATE OPEN. STOP." in read(screen)


def test_ending_leads_to_its_sheet_with_verdict_and_ledger(context: Context) -> None:
    screen = to_yard(context)
    do(screen, Accept(), Pick(2), Accept())
    assert "It is over." in read(screen)
    end = do(screen, Accept())
    assert isinstance(end, Push)
    sheet = words(end.screen.view(SIZE, METRICS))
    assert "THE GATE" in sheet and "He opened it." in sheet and "Ivan Petrov" in sheet


def test_escape_opens_the_menu_over_the_page(context: Context) -> None:
    menu = do(begin(context), Back())
    assert isinstance(menu, Push) and not menu.screen.opaque


def test_disk_that_will_not_save_is_told_and_the_game_goes_on(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, text: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(saves, "write_atomically", full)
    screen = to_yard(context)
    assert "No space left" in screen.notice
    assert screen.playthrough.turn.passage.id == "yard"


@pytest.mark.parametrize("percent", [150, 200])
def test_large_print_scrolls_to_the_choices_before_taking_one(
    context: Context, percent: int
) -> None:
    context.settings.text_size = percent
    small = Size(960, 540)
    screen = begin(context)
    screen.view(small, METRICS)
    for _ in range(12):
        if screen.page:
            break
        do(screen, Accept(), size=small)
    assert screen.page == 1
    for _ in range(12):
        if screen.playthrough.picks:
            break
        do(screen, Accept(), size=small)
    assert screen.playthrough.picks == ["yard"]


def test_reader_can_scroll_by_every_means_and_never_past_the_ends(context: Context) -> None:
    context.settings.text_size = 200
    small = Size(960, 540)
    screen = begin(context)
    screen.view(small, METRICS)
    do(screen, Page(1), size=small)
    assert screen.scroll > 0
    do(screen, Page(50), Scroll(3), size=small)
    end = screen.scroll
    do(screen, Edge(end=True), size=small)
    assert screen.scroll == end
    do(screen, Scroll(-1000), size=small)
    assert screen.scroll == 0


@pytest.mark.parametrize("size", [(960, 540), (1280, 720), (1920, 1080), (1024, 768), (3840, 1600)])
@pytest.mark.parametrize("percent", [80, 100, 130, 150, 200])
def test_no_type_leaves_the_window_sideways(
    context: Context, size: tuple[int, int], percent: int
) -> None:
    context.settings.text_size = percent
    window = Size(*size)
    screen = begin(context)
    seen: list[str] = []
    for _ in range(60):
        picture = screen.view(window, METRICS)
        for text in shapes_in(picture.shapes):
            if isinstance(text, Text):
                box = _box(text)
                assert box.x >= -2 and box.right <= window.w + 2, text
        seen.append(screen.playthrough.turn.passage.id)
        if screen.playthrough.turn.over:
            break
        screen.handle(Pick(2) if seen[-1] == "paper" else Accept())
    assert seen[-1] == "done"


def _box(text: Text) -> Rect:
    width = METRICS.width(text.string, text.face, text.size, text.track)
    left = text.x - {"left": 0.0, "centre": width / 2, "right": width}[text.anchor]
    return Rect(left, text.y, width, 1)


def test_answer_is_read_where_it_was_given_before_a_paper_opens(context: Context) -> None:
    answered = "- {text: Put it down., answer: You fold it., goto: form}"
    text = CAMPAIGN.replace("- Put it down. -> form", answered)
    (context.library.entries[0].path / "campaign.yaml").write_text(text, "utf-8")
    screen = to_yard(context)
    do(screen, Accept(), Pick(2))
    folded = read(screen)
    assert "You fold it." in folded and "STOP." not in folded
    do(screen, Accept())
    opened = read(screen)
    assert "STOP. GATE OPEN. STOP." in opened and "You fold it." not in opened


def test_what_may_come_next_is_foreseen_as_it_will_be_seen(context: Context) -> None:
    screen = begin(context)
    for _ in range(3):  # the second page, then the answer to a choice, then a front page
        before = [turn.state for turn in screen.playthrough.turns]
        (first, *_) = screen.foresee(SIZE, METRICS)
        assert [turn.state for turn in screen.playthrough.turns] == before
        do(screen, Pick(1))
        screen.tick(3000)
        assert screen.view(SIZE, METRICS) == first


def test_nothing_is_foreseen_of_an_ending(context: Context) -> None:
    screen = begin(context)
    while not screen.playthrough.turn.over:
        do(screen, Pick(1))
        if screen.playthrough.turn.passage.id == "paper":
            do(screen, Pick(2))
    assert list(screen.foresee(SIZE, METRICS)) == []


def text_places(screen: PlayScreen) -> set[tuple[str, float]]:
    picture = screen.view(SIZE, METRICS)
    return {(each.string, each.x) for each in shapes_in(picture.shapes) if isinstance(each, Text)}


def gauge_numbers(screen: PlayScreen) -> list[str]:
    picture = screen.view(SIZE, METRICS)
    texts = [each for each in shapes_in(picture.shapes) if isinstance(each, Text)]
    return [each.string for each in texts if each.face == "poster" and each.string.isdecimal()]


def test_a_page_turned_slides_in_and_comes_to_rest(context: Context) -> None:
    screen = begin(context)
    do(screen, Pick(1))
    places = [text_places(screen)]
    while screen.animating:
        screen.tick(20)
        places.append(text_places(screen))
    assert places[0] != places[-1]
    (rest,) = [x for string, x in places[-1] if string.startswith("Nobody")] or [0.0]
    ways = [x - rest for seen in places for string, x in seen if string.startswith("Nobody")]
    assert ways[0] > 20
    assert min(ways) < 0
    assert ways[-1] == 0


def test_a_gauge_flips_its_cells_and_then_its_number(context: Context) -> None:
    screen = begin(context)
    do(screen, Pick(1), Pick(1))
    numbers = [gauge_numbers(screen)]
    while screen.animating:
        screen.tick(20)
        numbers.append(gauge_numbers(screen))
    start = screen.playthrough.turns[0].value("paranoia")
    assert str(start) in numbers[0]
    assert str(start + 5) not in numbers[0]
    assert str(start + 5) in numbers[-1]


def test_the_marker_slides_to_the_choice_in_focus(context: Context) -> None:
    screen = begin(context)
    do(screen, Pick(1))
    screen.tick(1000)
    do(screen, Move(Direction.DOWN))
    assert screen.animating
    moving = screen.view(SIZE, METRICS)
    screen.tick(100)
    assert not screen.animating
    assert moving != screen.view(SIZE, METRICS)


def test_with_reduced_motion_everything_is_a_cut(context: Context) -> None:
    context.settings.still = True
    screen = begin(context)
    for intent in (Pick(1), Move(Direction.DOWN), Pick(1)):
        do(screen, intent)
        assert not screen.animating
        now = screen.view(SIZE, METRICS)
        screen.tick(1000)
        assert screen.view(SIZE, METRICS) == now


def test_a_newspaper_drops_turns_and_settles(context: Context) -> None:
    screen = begin(context)
    do(screen, Pick(1), Pick(1))
    screen.tick(3000)
    while not screen._on_paper:
        do(screen, Pick(1))
    leaves: list[Leaf] = []
    screen._moved = 0.0
    while True:
        picture = screen.view(SIZE, METRICS)
        leaves.append(next(each for each in shapes_in(picture.shapes) if isinstance(each, Leaf)))
        if not screen.animating:
            break
        screen.tick(20)
    assert 10 < len(leaves) < 30
    assert leaves[0].rect.y < leaves[-1].rect.y
    assert leaves[0].degrees > leaves[-1].degrees
    assert leaves[0].moving
    assert not leaves[-1].moving
    assert all(each.shapes is leaves[0].shapes for each in leaves)


def test_the_menu_gives_the_page_back_as_it_was_left(context: Context) -> None:
    screen = begin(context)
    do(screen, Accept(), Pick(2))  # the last page, on the closed choice
    before = (screen.page, screen.focus, screen.scroll, screen.playthrough.turn)
    assert screen.page == 1 and screen.focus == 1
    for closing in (Back(), Accept()):
        stack = Stack([screen])
        for intent in (Back(), closing):
            stack.handle(intent)
            stack.view(SIZE, METRICS)
        assert stack.top is screen
        assert (screen.page, screen.focus, screen.scroll, screen.playthrough.turn) == before


def test_the_menu_shows_the_page_that_its_history_went_back_to(context: Context) -> None:
    screen = begin(context)
    do(screen, Accept(), Pick(1), Accept())
    assert len(screen.playthrough.turns) == 2
    stack = Stack([screen])
    for intent in (Back(), Command("h"), Edge(end=False), Accept(), Back()):
        stack.handle(intent)
        stack.view(SIZE, METRICS)
    assert stack.top is screen
    assert len(screen.playthrough.turns) == 1 and "Turn the page." in words(
        screen.view(SIZE, METRICS)
    )
