"""A rehearsal: the page follows its files, and what is wrong with them is shown over it."""

from pathlib import Path

import attrs
import pytest

from game.model.load import load_text
from game.screens.context import Context
from game.screens.ending import EndingScreen
from game.screens.inspector import InspectorScreen
from game.screens.intent import Accept, Back, Command, Direction, Intent, Move, Pick, Reloaded
from game.screens.pause import PauseScreen
from game.screens.picture import Button, Shape, Size
from game.screens.play import PlayScreen
from game.screens.rehearsal import BrokenScreen, FindingsScreen, RehearsalScreen, differences
from game.screens.screen import Quit, Screen, Transition
from game.screens.title import TitleScreen
from game.session.library import Library
from game.session.rehearsal import Beginning, Rehearsal, RehearsalProblem
from game.session.settings import Settings
from game.session.watch import Watcher
from tests.screens.inside import texts_inside
from tests.screens.test_menus import METRICS, WINDOW, flat, words
from tests.small import campaign
from tools.lint import lint

PASSAGES = """
    here:
      text: A door.
      choices:
        - {text: Knock., id: knock, do: paranoia +5, goto: hall}
        - {text: Wait., id: wait, goto: here}
    hall:
      text: A hall of some length.
      choices:
        - {text: Go up., id: up, goto: attic}
        - {text: Go out., id: out, goto: here}
    attic: {text: Dust., ending: Dust}
"""

RULES = ("dead-end", "unreachable-passage")
"""What is looked for: of the small campaign's names, the passages above use few."""


@attrs.define
class Desk:
    """A writer's desk: a campaign on disk, and the rehearsal that watches it."""

    file: Path
    watcher: Watcher
    screen: RehearsalScreen

    def save(self, *changes: tuple[str, str], passages: str = PASSAGES) -> None:
        """Change words of the story, save it, and let the rehearsal hear of it."""
        for old, new in changes:
            assert old in passages
            passages = passages.replace(old, new)
        self.write(campaign(passages))

    def write(self, text: str) -> None:
        self.file.write_text(text, "utf-8")
        news = self.watcher.news()
        assert news is not None
        assert self.do(Reloaded(attrs.evolve(news, at="12:03:14"))) is None

    def do(self, *intents: Intent) -> Transition | None:
        led: Transition | None = None
        for intent in intents:
            self.screen.view(WINDOW, METRICS)
            led = self.screen.handle(intent)
        return led

    @property
    def shown(self) -> str:
        return words(self.screen)

    @property
    def top(self) -> Screen:
        return self.screen._stack.top


def desk(folder: Path, text: str, beginning: Beginning) -> Desk:
    story = folder / "story" / "small"
    story.mkdir(parents=True)
    (story / "campaign.yaml").write_text(text, "utf-8")
    library = Library.open(folder / "story", folder / "saves")
    watcher = Watcher(library, library.entries[0])
    settings = Settings(text_speed="at once", notice=True)
    screen = RehearsalScreen.opened(
        Context(library, settings, lambda: 7),
        library.entries[0],
        Rehearsal(beginning, 7),
        lambda loaded: lint(loaded, folder, only=RULES),
    )
    return Desk(story / "campaign.yaml", watcher, screen)


@pytest.fixture
def at_hall(tmp_path: Path) -> Desk:
    return desk(tmp_path, campaign(PASSAGES), Beginning("hall", "paranoia = 80"))


def test_it_begins_where_its_writer_wants_it(at_hall: Desk) -> None:
    assert "A hall of some length." in at_hall.shown
    assert "80" in at_hall.shown


def test_a_beginning_that_the_story_lacks_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(RehearsalProblem):
        desk(tmp_path, campaign(PASSAGES), Beginning("hal"))


def test_the_strip_says_which_passage_it_is_and_where_it_is_written(at_hall: Desk) -> None:
    assert "hall" in at_hall.shown
    assert "campaign.yaml:" in at_hall.shown


def test_a_changed_page_is_shown_and_what_changed_is_said(at_hall: Desk) -> None:
    at_hall.save(("some length", "great length"))
    assert "A hall of great length." in at_hall.shown
    assert "reloaded 12:03:14: changed hall" in at_hall.shown


def test_the_choices_made_are_made_again(at_hall: Desk) -> None:
    at_hall.do(Pick(2), Pick(1))
    at_hall.save(("paranoia +5", "paranoia +9"))
    assert "A hall of some length." in at_hall.shown
    assert "89" in at_hall.shown


def test_a_broken_story_shows_its_mistakes_until_it_is_mended(at_hall: Desk) -> None:
    at_hall.save(("goto: attic", "goto: atic"))
    assert isinstance(at_hall.top, BrokenScreen)
    assert 'Unknown passage "atic".' in at_hall.shown
    assert "goto: atic" in at_hall.shown
    assert 'Did you mean "attic"?' in at_hall.shown
    assert "read 12:03:14: it will not load" in at_hall.shown
    at_hall.save(("goto: attic", "goto: atick"))
    assert 'Unknown passage "atick".' in at_hall.shown
    assert 'Unknown passage "atic".' not in at_hall.shown
    at_hall.save(("some length", "great length"))
    assert isinstance(at_hall.top, PlayScreen)
    assert "A hall of great length." in at_hall.shown


def test_the_story_as_it_was_can_be_played_on_while_it_is_broken(at_hall: Desk) -> None:
    at_hall.save(("goto: attic", "goto: atic"))
    at_hall.do(Back(), Pick(2))
    assert "A door." in at_hall.shown
    at_hall.do(Command("f3"))
    assert "goto: atic" in at_hall.shown
    at_hall.do(Command("f3"))
    at_hall.save(("A door.", "A gate."))
    assert "A gate." in at_hall.shown


def test_a_story_broken_from_the_start_begins_once_it_is_mended(tmp_path: Path) -> None:
    broken = campaign(PASSAGES.replace("goto: attic", "goto: atic"))
    desk_ = desk(tmp_path, broken, Beginning("hall"))
    assert isinstance(desk_.top, BrokenScreen)
    desk_.save()
    assert "A hall of some length." in desk_.shown


def test_a_beginning_that_a_mended_story_lacks_is_said(tmp_path: Path) -> None:
    broken = campaign(PASSAGES.replace("goto: attic", "goto: atic"))
    desk_ = desk(tmp_path, broken, Beginning("hal"))
    desk_.save()
    assert "A door." in desk_.shown
    assert 'there is no passage "hal"' in desk_.shown


def test_where_the_passage_is_gone_it_says_so_and_goes_back(at_hall: Desk) -> None:
    at_hall.do(Pick(2), Pick(1))
    assert "A hall" in at_hall.shown
    knock = "        - {text: Knock., id: knock, do: paranoia +5, goto: hall}\n"
    hall = PASSAGES[PASSAGES.index("    hall:") : PASSAGES.index("    attic:")]
    at_hall.save((knock, ""), (hall, ""))
    assert '"hall" is gone; back to where you were before' in at_hall.shown
    assert "A door." in at_hall.shown
    at_hall.save()
    assert "A hall of some length." in at_hall.shown


def test_the_readers_place_on_a_page_is_kept(tmp_path: Path) -> None:
    long = "here:\n  text: |\n    One.\n    ---\n    Two.\n  next: end\nend: {text: E, ending: E}"
    desk_ = desk(tmp_path, campaign(long), Beginning())
    desk_.do(Accept())
    assert "Two." in desk_.shown
    desk_.save(("Two.", "Zwei."), passages=long)
    assert "Zwei." in desk_.shown


def test_an_ending_follows_its_files_too(at_hall: Desk) -> None:
    at_hall.do(Pick(1), Accept())
    assert isinstance(at_hall.top, EndingScreen)
    at_hall.save(("ending: Dust", "ending: Ashes"))
    assert "ASHES" in at_hall.shown.upper()
    gone = "    attic: {text: Dust., ending: Dust}\n"
    at_hall.save(("goto: attic", "goto: here"), (gone, ""))
    assert '"attic" is gone' in at_hall.shown
    assert isinstance(at_hall.top, PlayScreen)


def test_what_lies_over_the_page_stays_there(at_hall: Desk) -> None:
    at_hall.do(Back())
    assert isinstance(at_hall.top, PauseScreen)
    at_hall.save(("some length", "great length"))
    assert isinstance(at_hall.top, PauseScreen)
    at_hall.do(Back())
    assert "A hall of great length." in at_hall.shown


@pytest.mark.parametrize("key", ["h", "t", "s"])
def test_every_sheet_over_the_page_lives_through_a_reload(at_hall: Desk, key: str) -> None:
    at_hall.do(Pick(2), Command(key))
    at_hall.save(("A door.", "A gate."))
    assert at_hall.shown
    at_hall.do(Back())
    assert "A gate." in at_hall.shown


PAPERS = """
    hall: {text: A hall., choices: [{text: Go in., id: in, do: paranoia +1, goto: news}]}
    here: {text: Here., next: hall}
    news:
      newspaper: pravda
      headline: News.
      picture: {group: [joe, elsa], caption: Two.}
      next: shot
    shot: {photograph: {group: [joe, elsa], caption: Three}, next: out}
    out: {text: Over., ending: Out}
"""


@pytest.mark.parametrize("key", ["a", "w", "p", "m", "r", "h", "g"])
def test_what_tells_of_a_game_lives_through_its_turns_going(tmp_path: Path, key: str) -> None:
    open_ = desk(tmp_path, campaign(PAPERS), Beginning("hall"))
    for _ in range(12):
        if not isinstance(open_.top, EndingScreen):
            open_.do(Accept())
    assert isinstance(open_.top, EndingScreen)
    open_.do(Command(key))
    way = "{text: Go in., id: in, do: paranoia +1, goto: news}"
    open_.save((way, "{text: Go out., id: out, goto: here}"), passages=PAPERS)
    for intent in (Move(Direction.UP), Move(Direction.DOWN), Accept(), Back(), Accept()):
        assert open_.shown
        open_.do(intent)
    assert open_.shown


def test_the_inventory_opens_over_the_page_and_shows_it_changed(at_hall: Desk) -> None:
    at_hall.do(Command("f2"))
    assert isinstance(at_hall.top, InspectorScreen)
    at_hall.save(("id: out", "id: outside"))
    assert "outside" in at_hall.shown
    at_hall.do(Command("f2"))
    assert isinstance(at_hall.top, PlayScreen)


def test_a_value_changed_in_the_inventory_holds_on_the_page(at_hall: Desk) -> None:
    at_hall.do(Command("f2"), *(Command(letter) for letter in "paran"), Command("+"))
    at_hall.do(Command("f2"))
    assert "90" in at_hall.shown
    at_hall.do(Command("u"))
    assert "80" in at_hall.shown


def test_findings_are_counted_and_read(tmp_path: Path) -> None:
    lost = PASSAGES + "    lost: {text: Nobody comes here., next: here}\n"
    desk_ = desk(tmp_path, campaign(lost), Beginning())
    assert "1 finding" in desk_.shown
    desk_.do(Command("f3"))
    assert isinstance(desk_.top, FindingsScreen)
    assert "lost" in desk_.shown
    desk_.do(Command("f3"))
    assert "A door." in desk_.shown
    desk_.save()
    assert "finding" not in desk_.shown
    desk_.do(Command("f3"))
    assert "A door." in desk_.shown


def test_a_click_counts_on_the_topmost_screen_alone(at_hall: Desk) -> None:
    at_hall.do(Back())
    shapes = at_hall.screen.view(WINDOW, METRICS).shapes
    top = at_hall.top.view(Size(WINDOW.w, WINDOW.h - 30), METRICS).shapes
    strip = 1  # the key that opens the inventory
    assert len(buttons(shapes)) == len(buttons(top)) + strip


def buttons(shapes: tuple[Shape, ...]) -> list[Shape]:
    return [shape for shape in flat(shapes) if isinstance(shape, Button)]


def test_leaving_the_game_closes_the_window(at_hall: Desk) -> None:
    assert at_hall.do(Back(), Pick(9)) is None
    assert isinstance(at_hall.top, TitleScreen)
    assert isinstance(at_hall.do(Back(), Back()), Quit)


def test_time_passes_in_the_game(at_hall: Desk) -> None:
    at_hall.do(Command("u"))
    assert at_hall.screen.animating
    at_hall.screen.tick(60_000)
    assert not at_hall.screen.animating


@pytest.mark.parametrize("size", [Size(960, 540), WINDOW, Size(2560, 1440)])
@pytest.mark.parametrize("text", [80, 100, 150, 200])
def test_the_strip_stays_inside_the_window(at_hall: Desk, size: Size, text: int) -> None:
    at_hall.screen.context.settings.text_size = text
    at_hall.save(("some length", "great length"))
    assert not texts_inside(at_hall.screen.view(size, METRICS), size, METRICS)


def test_differences_name_what_changed_and_not_what_only_moved() -> None:
    def told(*changes: tuple[str, str]) -> str:
        text = campaign(PASSAGES)
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        before, after = load_text(campaign(PASSAGES)).story, load_text(text).story
        assert before is not None
        assert after is not None
        return differences(before, after)

    assert told() == ""
    assert told(("passages:\n", "passages:\n\n\n")) == ""
    assert told(("A door", "A gate")) == "changed here"
    assert told(("attic", "loft")) == "changed hall, loft; gone attic"
    assert told(("start: 40", "start: 41")) == "declarations changed"
    many = told(*((f"text: {word}", "text: X") for word in ("A door", "A hall", "Dust")))
    assert many == "changed here, hall, attic"
