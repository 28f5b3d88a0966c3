"""The gallery: what it shows of all runs, what it keeps to itself, and how one moves in it."""

import random
import re
from pathlib import Path

import pytest

from game.screens.campaigns import CampaignsScreen
from game.screens.closer import CloserScreen
from game.screens.context import Context
from game.screens.ending import EndingAgainScreen, EndingScreen
from game.screens.gallery import HEAD, GalleryScreen
from game.screens.gallery_text import GalleryText
from game.screens.intent import (
    Accept,
    Adjust,
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
from game.screens.paper_again import PaperAgainScreen
from game.screens.pause import PauseScreen
from game.screens.picture import Button, Image, Leaf, Picture, Polygon, Size, Text
from game.screens.plain import PlainScreen
from game.screens.screen import Foreseeing, Pop, Push
from game.screens.title import TitleScreen
from game.session.gallery import LEAVES, EndingShown, Gallery, LeafName, PersonShown, told
from game.session.library import Library
from game.session.playthrough import ADVANCE, Playthrough
from game.session.settings import Settings
from game.window.fonts import Fonts
from tests.screens.inside import texts_inside
from tests.screens.test_menus import METRICS, flat, play, words

SIZES = [Size(960, 540), Size(1280, 720), Size(1920, 1080), Size(2560, 1080)]
WINDOW = SIZES[1]
TAB, UNTAB = Move(Direction.NEXT), Move(Direction.PREVIOUS)
LEFT, RIGHT = Move(Direction.LEFT), Move(Direction.RIGHT)
UP, DOWN = Move(Direction.UP), Move(Direction.DOWN)


def story_of(endings: int = 6, papers: int = 3) -> str:
    """A campaign in which every name and title is a word of its own, `qq` and what it is of."""
    n = range(endings)
    ways = "".join(
        f"          - {{text: Way {i}., id: w{i}, "
        f"do: 'award deed{i}, {'purge' if i % 2 else 'kill'} p{i}', goto: paper{i % papers}}}\n"
        for i in n
    )
    rooms = "".join(
        f"      paper{i}: {{newspaper: pravda, headline: Qqpaper{i} is out, "
        f"lead: All is well., next: hall{i}}}\n"
        for i in range(papers)
    )
    halls = "".join(
        f"      hall{i}:\n        text: 'P{i} (angry): Qqsaid{i}.'\n        choices:\n"
        + "".join(
            f"          - {{text: To {j}., id: to{i}x{j}, goto: end{j}}}\n"
            for j in n
            if j % papers == i
        )
        for i in range(papers)
    )
    ends = "".join(
        f"      end{i}: {{text: It is over., ending: {{title: Qqend{i} comes, kind: qqkind{i}, "
        f"order: {i}}}}}\n"
        for i in n
    )
    deeds = "".join(f"  deed{i}: {{title: Qqdeed{i}, means: You qqmeans{i} it.}}\n" for i in n)
    cast = "".join(
        f"  p{i}: {{name: Pavel Qqperson{i}, says: P{i}, role: qqrole{i}, born: 1878}}\n" for i in n
    )
    return (
        "campaign: seen\ntitle: Seen\nplayer: joe\nstart: gate\n"
        "stats: {paranoia: {start: 40}, purges: {start: 0}, popularity: {start: 50}}\n"
        f"newspapers: {{pravda: {{name: Pravda}}}}\nachievements:\n{deeds}"
        f"cast:\n  joe: {{name: Joseph, says: JOE}}\n{cast}"
        "chapters:\n  one:\n    title: The Gate\n    date: 1919-03-09\n    passages:\n"
        f"      gate:\n        text: 'JOE: A gate.'\n        choices:\n{ways}"
        "  two:\n    title: Qqchapter\n    date: 1919-04-01\n    passages:\n"
        f"{rooms}{halls}{ends}"
    )


@pytest.fixture(scope="module")
def fonts(assets: Path) -> Fonts:
    return Fonts(assets)


def stocked(root: Path, text: str, percent: int = 100) -> Context:
    folder = root / "story" / "seen"
    folder.mkdir(parents=True)
    (folder / "campaign.yaml").write_text(text, "utf-8")
    library = Library.open(root / "story", root / "saves")
    return Context(library, Settings(root / "settings.json", text_size=percent), lambda: 7)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return stocked(tmp_path, story_of())


def game(context: Context, *picks: str, seed: int = 7) -> Playthrough:
    program = context.library.program(context.library.entries[0])
    assert program is not None
    played = Playthrough.begin(program, seed)
    context.library.keep(played)
    for pick in picks:
        played.take(pick)
        context.library.keep(played)
    return played


WHOLE = ("w1", ADVANCE, "to1x4")


def gallery(
    context: Context, leaf: LeafName = "endings", played: Playthrough | None = None
) -> GalleryScreen:
    program = context.library.program(context.library.entries[0])
    assert program is not None
    chronicle = context.library.chronicle(program.story.id)
    return GalleryScreen(context, Gallery(program, chronicle, played), leaf)


def cards(picture: Picture) -> list[Leaf]:
    return [each for each in flatter(picture) if isinstance(each, Leaf)]


def flatter(picture: Picture) -> list[object]:
    """The shapes of a picture with its cards whole."""
    found: list[object] = []
    for shape in picture.shapes:
        found += shape.shapes if type(shape).__name__ == "Clip" else [shape]  # type: ignore[union-attr]
    return found


def everything(screen: GalleryScreen) -> str:
    """All that can be read on every leaf, wherever one goes, and in plain text."""
    said = []
    for leaf in LEAVES:
        screen.handle(Adjust(0, LEAVES.index(leaf)))
        for number in range(max(1, screen.gallery.count(leaf))):
            screen.handle(Pick(number + 1)) if screen.focus != number else None
            said.append(words(screen))
        pushed = screen.handle(Command("t"))
        assert isinstance(pushed, Push)
        said += told(screen.gallery, leaf)
    return " ".join(said).casefold()


# What it shows


def test_an_ending_shows_title_kind_count_and_day(context: Context) -> None:
    game(context, *WHOLE)
    game(context, *WHOLE, seed=8)
    screen = gallery(context)
    said = words(screen)
    assert "QQEND4" in said
    assert "QQKIND4" in said
    assert "reached 2 times" in said
    shown = screen.gallery.shown("endings", 4)
    assert isinstance(shown, EndingShown)
    assert re.search(r"first on \d+ \w+ 20\d\d", said)


def test_the_first_day_an_ending_was_reached_is_kept(context: Context) -> None:
    played = game(context, *WHOLE[:2])
    chronicle = context.library.chronicle("seen")
    played.take(WHOLE[2])
    chronicle.record(played, "2020-02-03T10:00:00+00:00")
    game(context, *WHOLE, seed=9)
    shown = gallery(context).gallery.shown("endings", 4)
    assert isinstance(shown, EndingShown)
    assert shown.first.startswith("2020-02-03")
    assert shown.count == 2


def test_what_was_not_reached_is_a_silhouette_and_a_question_mark(context: Context) -> None:
    game(context, *WHOLE)
    screen = gallery(context)
    picture = screen.view(WINDOW, METRICS)
    blank = [
        card
        for card in cards(picture)
        if any(isinstance(s, Text) and s.string == "?" for s in card.shapes)
    ]
    assert len(blank) == 5
    for card in blank:
        assert [s.string for s in card.shapes if isinstance(s, Text)] == ["?"]
        assert [s.name for s in card.shapes if isinstance(s, Image)] == [""]


def test_the_player_looks_as_at_that_ending(tmp_path: Path) -> None:
    text = story_of().replace("award deed1, ", "award deed1, paranoia +50, ")
    context = stocked(tmp_path, text)
    game(context, *WHOLE)
    shapes = flat(gallery(context).view(WINDOW, METRICS).shapes)
    faces = [s.name for s in shapes if isinstance(s, Image) and s.name]
    assert faces == ["portraits/seen/joe-afraid.png"]


def test_papers_lie_under_their_chapter_with_their_date(context: Context) -> None:
    game(context, *WHOLE)
    said = words(gallery(context, "papers"))
    assert "Qqchapter" in said
    assert "QQPAPER1 IS OUT" in said
    assert "1 April 1919" in said


def test_the_purged_are_inked_over_and_cut_out(context: Context, fonts: Fonts) -> None:
    game(context, *WHOLE)
    screen = gallery(context, "people")
    shown = screen.gallery.shown("people", 1)
    assert isinstance(shown, PersonShown)
    assert (shown.fate, shown.removed, shown.expression) == ("purged", True, "angry")
    shapes = flat(screen.view(WINDOW, fonts).shapes)
    images = [s.name for s in shapes if isinstance(s, Image)]
    assert "" in images
    assert not any("p1-" in name for name in images)
    name = next(s for s in shapes if isinstance(s, Text) and "Qqperson1" in s.string)
    bars = [s for s in shapes if isinstance(s, Polygon) and len(s.points) > 8]
    assert any(min(x for x, _ in s.points) <= name.x + 2 for s in bars)
    assert "Qqperson1" not in " ".join(told(screen.gallery, "people"))


def test_fates_are_those_of_the_latest_run(context: Context) -> None:
    game(context, *WHOLE)
    played = game(context, "w4", ADVANCE, "to1x1", seed=8)
    for shown in (
        gallery(context, "people").gallery.shown("people", 1),
        gallery(context, "people", played).gallery.shown("people", 1),
    ):
        assert isinstance(shown, PersonShown)
        assert (shown.fate, shown.removed) == ("alive", False)


def test_who_was_not_met_is_only_counted(context: Context) -> None:
    game(context, *WHOLE)
    said = words(gallery(context, "people"))
    assert "2 of 7 people" in said
    assert "qqperson0" not in said.casefold()


def test_deeds_of_any_run_are_told_and_others_closed(context: Context) -> None:
    game(context, *WHOLE)
    game(context, "w0", seed=8)
    screen = gallery(context, "deeds")
    said = words(screen)
    assert "Qqdeed1" in said
    assert "You qqmeans0 it." in said
    assert said.count("Closed") == 4


def test_a_deed_that_was_undone_stays_done(context: Context) -> None:
    played = game(context, "w1")
    played.undo()
    context.library.keep(played)
    context.library._chronicles.clear()
    assert "Qqdeed1" in words(gallery(context, "deeds", played))


@pytest.mark.parametrize("leaf", LEAVES)
def test_where_there_is_nothing_it_says_so(tmp_path: Path, leaf: LeafName) -> None:
    text = (
        "campaign: seen\ntitle: Seen\nstart: a\npassages:\n"
        "  a: {text: Alone., next: b}\n  b: {text: B., ending: Out}\n"
    )
    context = stocked(tmp_path, text)
    game(context)
    screen = gallery(context, leaf)
    said = words(screen)
    assert {"endings": "?", "papers": "No paper", "people": "Nobody", "deeds": "no deeds"}[
        leaf
    ] in said
    for intent in (
        Accept(),
        DOWN,
        RIGHT,
        UP,
        LEFT,
        Pick(1),
        Page(1),
        Edge(True),
        Scroll(3),
        Focus(2),
    ):
        assert play(screen, intent) is None
    assert list(told(screen.gallery, leaf))
    assert isinstance(play(screen, Back()), Pop)


# What it keeps to itself


@pytest.mark.parametrize("seed", range(8))
def test_nothing_is_told_that_was_not_seen(tmp_path: Path, seed: int) -> None:
    context = stocked(tmp_path, story_of())
    chance = random.Random(seed)
    seen: set[str] = set()
    for number in range(chance.randrange(1, 4)):
        played = game(context, seed=number)
        for _ in range(chance.randrange(0, 9)):
            turn = played.turn
            open_ids: list[str] = [offer.id for offer in turn.offers if offer.open]
            if turn.over or chance.random() < 0.2:
                played.undo(chance.randrange(1, 3))
            else:
                played.take(chance.choice(open_ids) if open_ids else ADVANCE)
            context.library.keep(played)
            turn = played.turn
            where = turn.passage.id
            seen |= {f"qqend{where[3:]}", f"qqkind{where[3:]}"} if turn.over else set()
            seen |= {f"qqpaper{where[5:]}", "qqchapter"} if where.startswith("paper") else set()
            if where.startswith("hall"):
                seen |= {f"qqperson{where[4:]}", f"qqrole{where[4:]}"}
            for award in turn.awards:
                seen |= {f"qqdeed{award.id[4:]}", f"qqmeans{award.id[4:]}"}
    found = set(re.findall(r"qq[a-z]+\d*", everything(gallery(context))))
    assert found <= seen


# How one moves


def test_tab_turns_the_leaves_round(context: Context) -> None:
    game(context, *WHOLE)
    screen = gallery(context)
    seen = []
    for _ in range(5):
        seen.append(screen.leaf)
        play(screen, TAB)
    assert seen == [*LEAVES, "endings"]
    play(screen, UNTAB, UNTAB)
    assert screen.leaf == "deeds"


def test_above_the_cards_are_the_tabs(context: Context) -> None:
    game(context, *WHOLE)
    screen = gallery(context)
    play(screen, UP)
    assert screen.focus == HEAD
    leaves = []
    for intent in (RIGHT, RIGHT, LEFT):
        play(screen, intent)
        leaves.append(screen.leaf)
    assert leaves == ["papers", "people", "papers"]
    play(screen, DOWN)
    assert screen.focus == 0
    play(screen, UP, Accept())
    assert screen.focus == 0


def test_a_tab_is_clicked(context: Context) -> None:
    game(context, *WHOLE)
    screen = gallery(context)
    buttons = [s for s in screen.view(WINDOW, METRICS).shapes if isinstance(s, Button)]
    intents = [each.intent for each in buttons if isinstance(each.intent, Adjust)]
    assert sorted(each.value for each in intents) == [0, 1, 2, 3]
    play(screen, next(each for each in intents if each.value == 3))
    assert screen.leaf == "deeds"


def test_arrows_go_by_cards_and_rows(context: Context) -> None:
    game(context, *WHOLE)
    screen = gallery(context)
    for intent, focus in (
        (RIGHT, 1),
        (DOWN, 4),
        (RIGHT, 5),
        (RIGHT, 5),
        (UP, 2),
        (LEFT, 1),
        (Edge(True), 5),
        (Edge(False), 0),
        (Page(1), 3),
        (Page(-1), 0),
        (Focus(4), 3),
    ):
        play(screen, intent)
        assert screen.focus == focus, intent


def test_the_focus_is_always_in_sight(tmp_path: Path, fonts: Fonts) -> None:
    context = stocked(tmp_path, story_of(40, 20), 200)
    game(context, *("w1", ADVANCE, "to1x1"))
    screen = gallery(context, "deeds")
    intents: list[Intent] = [
        *[DOWN] * 30,
        *[UP] * 12,
        Page(1),
        Page(1),
        Page(-1),
        Edge(True),
        Edge(False),
    ]
    for intent in intents:
        screen.view(SIZES[0], fonts)
        screen.handle(intent)
        picture = screen.view(SIZES[0], fonts)
        shown = [s for s in flat(picture.shapes) if isinstance(s, Button)]
        mine = [s for s in shown if s.intent == Pick(screen.focus + 1)]
        assert mine, screen.focus
        assert 0 < mine[0].rect.y < mine[0].rect.bottom < SIZES[0].h


# What it opens


def test_an_ending_is_read_again_and_no_game_gone_on_with(context: Context) -> None:
    played = game(context, *WHOLE)
    picks = list(played.picks)
    files = {path: path.read_bytes() for path in context.library.saves.rglob("*.json")}
    screen = gallery(context, played=played)
    pushed = play(screen, Pick(5), Pick(5))
    assert isinstance(pushed, Push)
    again = pushed.screen
    assert isinstance(again, EndingAgainScreen)
    assert again.playthrough is not played
    assert "QQEND4" in words(again)
    for name in "rbngmhs":
        assert play(again, Command(name)) is None
    assert isinstance(play(again, Command("w")), Push)
    assert isinstance(play(again, Back()), Pop)
    assert played.picks == picks
    assert files == {path: path.read_bytes() for path in context.library.saves.rglob("*.json")}


def test_a_paper_lies_there_as_it_was_read(context: Context) -> None:
    played = game(context, *WHOLE)
    screen = gallery(context, "papers", played)
    pushed = play(screen, Accept())
    assert isinstance(pushed, Push)
    paper = pushed.screen
    assert isinstance(paper, PaperAgainScreen)
    assert paper.turn.state == played.turns[1].state
    assert "QQPAPER1 IS OUT" in words(paper)
    for intent, screen_type in (
        (Command("t"), PlainScreen),
        (Command("z"), CloserScreen),
        (Zoom(1, (4, 4)), CloserScreen),
    ):
        opened = play(paper, intent)
        assert isinstance(opened, Push)
        assert isinstance(opened.screen, screen_type)
    for moving in (UP, DOWN, LEFT, RIGHT, Page(1), Scroll(2), Edge(True), Drag(0, 9), Command("p")):
        assert play(paper, moving) is None
    assert isinstance(play(paper, Back()), Pop)
    assert isinstance(play(paper, Pick(1)), Pop)
    assert len(played.turns) == 4


def test_a_person_opens_the_page_where_they_spoke_last(context: Context) -> None:
    game(context, *WHOLE)
    pushed = play(gallery(context, "people"), RIGHT, Accept())
    assert isinstance(pushed, Push)
    assert "Qqsaid1" in words(pushed.screen)


def test_what_was_not_reached_cannot_be_opened(context: Context) -> None:
    game(context, *WHOLE)
    screen = gallery(context)
    assert play(screen, Accept()) is None
    assert screen.notice == "Not reached."
    screen = gallery(context, "deeds")
    assert play(screen, Accept()) is None
    assert screen.notice == "Not achieved."


def test_where_the_story_has_changed_it_says_so(tmp_path: Path) -> None:
    context = stocked(tmp_path, story_of())
    game(context, *WHOLE)
    path = context.library.entries[0].path / "campaign.yaml"
    path.write_text(path.read_text("utf-8").replace("id: w1,", "id: other,"), "utf-8")
    context.library._programs.clear()
    screen = gallery(context)
    assert "QQEND4" in words(screen)  # the only title it can have
    assert play(screen, Pick(5), Pick(5)) is None
    assert "changed" in screen.notice
    for leaf in LEAVES:
        screen = gallery(context, leaf)
        assert words(screen)
        assert list(told(screen.gallery, leaf))
        play(screen, Accept())
    assert "changed since" in words(gallery(context, "papers"))


def test_a_damaged_run_is_told_of(context: Context) -> None:
    game(context, *WHOLE)
    folder = context.library.chronicle("seen").folder
    (folder / "broken.json").write_text('{"format": 1, "campa', "utf-8")
    context.library._chronicles.clear()
    screen = gallery(context)
    assert "broken.json" in words(screen)
    assert "QQEND4" in words(screen)


# Ways in


def test_g_opens_it_from_the_menu_and_the_ending(context: Context) -> None:
    played = game(context, *WHOLE)
    for screen in (PauseScreen(context, played), EndingScreen(context, playthrough=played)):
        pushed = play(screen, Command("g"))
        assert isinstance(pushed, Push)
        assert isinstance(pushed.screen, GalleryScreen)
        assert pushed.screen.gallery.playthrough is played


def test_title_and_campaigns_have_it_where_something_was_recorded(context: Context) -> None:
    assert "GALLERY" not in words(TitleScreen(context))
    assert play(CampaignsScreen(context), Command("g")) is None
    game(context, *WHOLE)
    title = TitleScreen(context)
    names = [entry.name for entry in title._entries]
    for pushed in (
        play(title, Pick(names.index("gallery") + 1)),
        play(CampaignsScreen(context), Command("g")),
    ):
        assert isinstance(pushed, Push)
        assert isinstance(pushed.screen, GalleryScreen)


def test_t_reads_it_plain_and_turns_leaves_there_too(context: Context) -> None:
    game(context, *WHOLE)
    pushed = play(gallery(context), Command("t"))
    assert isinstance(pushed, Push)
    text = pushed.screen
    assert isinstance(text, GalleryText)
    assert "Qqend4 comes. Qqkind4; reached 1 time" in words(text)
    assert "5 not reached yet." in words(text)
    play(text, TAB)
    assert "Qqpaper1" in words(text)
    play(text, UNTAB, UNTAB)
    assert "You qqmeans1 it." in words(text)
    assert isinstance(play(text, Command("t")), Pop)


# That it can be read


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("percent", [80, 100, 140, 200])
def test_everything_can_be_read(tmp_path: Path, fonts: Fonts, size: Size, percent: int) -> None:
    text = story_of().replace("qqrole1", "a person of the very greatest importance to everybody")
    text = text.replace("Qqend4 comes", "Qqend4 comes at the end of a very long and winding road")
    text = text.replace("Pavel Qqperson1", "Pavel Konstantinovich Qqperson1-Zavadovsky-Rymkevich")
    context = stocked(tmp_path, text, percent)
    game(context, *WHOLE)
    game(context, "w2", ADVANCE, "to2x5", seed=8)
    for leaf in LEAVES:
        screen = gallery(context, leaf)
        steps: list[Intent] = [Focus(1), Edge(True), UP, Command("g")]
        for intent in steps:
            picture = screen.view(size, fonts)
            assert texts_inside(picture, size, fonts) == []
            for card in cards(picture):
                for shape in card.shapes:
                    if isinstance(shape, Text):
                        assert shape.y <= card.rect.h + 1
            screen.handle(intent)
        plain = GalleryText(context, gallery=screen.gallery, leaf=leaf)
        assert texts_inside(plain.view(size, fonts), size, fonts) == []
    paper = PaperAgainScreen(context, game(context, *WHOLE[:1], seed=9).turn)
    picture = paper.view(size, fonts)
    sheets = tuple(each for each in picture.shapes if not isinstance(each, Leaf))
    assert paper.turn.front_page is not None
    assert texts_inside(Picture(picture.ground, sheets), size, fonts) == []


def test_the_other_leaves_are_drawn_ahead_and_found_again(context: Context) -> None:
    game(context, *WHOLE)
    screen = gallery(context)
    screen.view(WINDOW, METRICS)
    assert isinstance(screen, Foreseeing)
    ahead = list(screen.foresee(WINDOW, METRICS))
    assert screen.leaf == "endings"
    play(screen, TAB)
    kept = {id(card.shapes) for card in cards(ahead[0])}
    assert {id(card.shapes) for card in cards(screen.view(WINDOW, METRICS))} == kept != set()


def test_only_what_is_in_sight_is_made(tmp_path: Path) -> None:
    context = stocked(tmp_path, story_of(60, 20))
    for number in range(12):
        game(context, f"w{number}", ADVANCE, f"to{number % 20}x{number}", seed=number)
    screen = gallery(context)
    screen.view(WINDOW, METRICS)
    assert len(screen.gallery._turns) <= 9
    first = cards(screen.view(WINDOW, METRICS))
    screen.handle(Scroll(0.5))
    after = cards(screen.view(WINDOW, METRICS))
    kept = {id(card.shapes) for card in first}
    assert all(id(card.shapes) in kept for card in after[:6])  # printed once, then moved
