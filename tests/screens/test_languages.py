"""Every word of the interface is said in the player's language, and has room in it.

The campaign's own words are all ~marked~, and the pseudo-language accents every word it says:
so what is on a screen and is neither was written past the catalogues.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import attrs
import pygame as pg
import pytest

from game.model.interlude import TEMPLATES
from game.screens.campaigns import CampaignsScreen
from game.screens.context import Context
from game.screens.ending import EndingScreen
from game.screens.intent import (
    Accept,
    Adjust,
    Back,
    Command,
    Edge,
    Focus,
    Intent,
    Page,
    Pick,
)
from game.screens.picture import Clip, Leaf, Metrics, Picture, Shape, Size, Text, Tilted
from game.screens.play import PlayScreen
from game.screens.problems import ProblemsScreen
from game.screens.saves import SavesScreen
from game.screens.screen import Screen
from game.screens.settings import LANGUAGE, SettingsScreen
from game.screens.title import TitleScreen
from game.session import languages
from game.session.library import Library
from game.session.playthrough import Playthrough
from game.session.settings import Settings
from game.text import tongue
from game.window.fonts import Fonts
from tests.screens.inside import texts_inside
from tools.play import Terminal
from tools.shots import RUSSIAN, SHOTS, staged

ASSETS = Path(__file__).parents[2] / "assets"
WINDOW = Size(1280, 720)
SIZES = [WINDOW, Size(1280, 960), Size(2560, 1080)]

CAMPAIGN = """\
campaign: marked
title: ~Marked~
years: ~1917~
player: mika
start: gate
about: ~Every~ ~word~ ~is~ ~marked.~
content: ~Grief~ ~and~ ~paper.~
stats:
  paranoia: {label: ~Fear~, bands: {~calm~: 0, ~dread~: 45}}
  purges: {label: ~Lists~, bands: {~few~: 0, ~many~: 45}}
  popularity: {label: ~Love~, bands: {~cold~: 0, ~warm~: 45}}
newspapers:
  gazette:
    name: ~Gazette~
    motto: ~Read~
    place: ~Here~
    price: ~One~
    organ: ~Organ~
    slogan: ~Long~ ~live~
    ear: {title: ~Snow~, rows: [{name: ~Fallen~, value: ~four~}], note: ~More~}
cast:
  mika: {name: ~Mika~, says: MIKA, role: ~one~}
  joe: {name: ~Joe~, says: JOE, role: ~two~, shares: [georgian]}
chapters:
  first:
    title: ~First~
    date: 1919-03-09
    place: ~Smolny~
    passages:
      gate:
        text: |
          ~Gate.~

          JOE: ~Whose?~

          ---

          ~Nobody.~
        choices:
          - {text: ~Ask.~, id: ask, do: "paranoia +5, trust.joe -10", answer: ~So.~, goto: yard}
          - {text: ~Break.~, id: break, if: popularity >= 60, locked: ~No.~, goto: yard}
          - {text: ~Climb.~, id: climb, if: popularity < 40, goto: yard}
          - {text: ~Wait.~, id: wait, do: purges -5, goto: gate}
      yard:
        hard: {note: ~A~ ~rope.~, instead: ~Yard.~}
        text: ~A~ ~rope.~
        next: paper
      paper:
        newspaper: gazette
        headline: ~Gate~
        lead: ~It~ ~did.~
        picture: {group: [joe, mika], caption: ~Two~}
        columns: [{title: ~Bread~, text: ~Bread.~}]
        editorial: {title: ~Trench~, text: ~Dig.~}
        decree: {title: ~Soviet~, text: ~Dig~ ~on.~}
        figures: {title: ~Plan~, rows: [{name: ~Iron~, value: ~ten~}], note: ~Well.~}
        stamp: ~Room~
        censor: {bars: [~Dig~], lifted: [~Bread~], notes: [{text: ~Who?~, at: lead}], refusal: ~No~}
        choices: [{text: ~Down.~, id: down, goto: form}]
      form:
        document: {form: cable, title: ~To~, words: ~STOP~}
        next: street
      street: {text: ~Street.~, choices: [{text: ~On.~, id: on, do: trust.joe +5, goto: road}]}
      road: {text: ~Road.~, choices: [{text: ~On.~, id: on, goto: done}]}
      done:
        text: ~Over.~
        ending: {title: ~End~}
        verdict: ~He~ ~did.~
        ledger: {ivan: ~stood~}
      other: {text: ~Other.~, ending: {title: ~Other~}}
"""
NAMES = ("joe", "mika", "ivan", "georgian", "english", "jm")
"""Ids and names in speech, which cannot be marked; what English is called; initials."""


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    pg.font.init()
    return Fonts(ASSETS)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    folder = tmp_path / "story" / "marked"
    folder.mkdir(parents=True)
    # Words set in YAML may not begin with `~`, which is its null.
    text = re.sub(r"~[^~{}\n]*~(?: ~[^~\n]*~)*", lambda found: f'"{found[0]}"', CAMPAIGN)
    text = re.sub(r'^( {10,})"(.*)"$', r"\1\2", text, flags=re.MULTILINE)
    text = re.sub(r'^( {10,}JOE: )"(.*)"$', r"\1\2", text, flags=re.MULTILINE)
    (folder / "campaign.yaml").write_text(text, "utf-8")
    return tmp_path / "story"


@pytest.fixture(autouse=True)
def back_to_english() -> Iterator[None]:
    yield
    tongue.use(None)


def context(story: Path, language: str = "", percent: int = 100) -> Context:
    settings = Settings(language=language, text_size=percent, text_speed="at once", notice=True)
    assert languages.apply(settings, ASSETS) == ""
    library = Library.open(story, story.parent / "saves")
    return Context(library, settings, lambda: 1, ASSETS)


def game(context: Context, *picks: str) -> Playthrough:
    program = context.library.program(context.library.entries[0])
    assert program is not None
    return Playthrough.replay(program, 1, picks)


# Screens that are not among those staged for pictures, or in a state that these are not in


def played(*intents: Intent, picks: tuple[str, ...] = ()) -> Callable[[Context], Screen]:
    """The page of a game after these picks, and then these intents."""

    def make(context: Context) -> Screen:
        screen = PlayScreen(context, game(context, *picks))
        for intent in intents:
            screen.view(WINDOW, Plain())
            screen.handle(intent)
        return screen

    return make


@attrs.frozen
class Plain:
    """Type in which every letter is half as wide as the type is high."""

    def width(self, string: str, face: str, size: float, track: float = 0) -> float:
        return len(string) * (size / 2 + track)

    def ascent(self, face: str, size: float) -> float:
        return size

    def descent(self, face: str, size: float) -> float:
        return size / 4

    def cap_height(self, face: str, size: float) -> float:
        return size * 0.7


def cards(*intents: Intent, saving: bool = True, own: bool = True) -> Callable[[Context], Screen]:
    """The index of saved games, some written and one damaged, after these intents."""

    def make(context: Context) -> Screen:
        now = game(context, "ask", ">", "down")
        context.library.keep(now)
        context.library.keep(now)
        context.library.keep(game(context), "01")
        context.library.shelf("marked").path("02").write_text("{", "utf-8")
        screen = SavesScreen(context, now if own else None, saving=saving)
        for intent in intents:
            screen.view(WINDOW, Plain())
            screen.handle(intent)
        return screen

    return make


def no_cards(context: Context) -> Screen:
    return SavesScreen(context, None, saving=False)


def continued(context: Context) -> Screen:
    context.library.keep(game(context))
    screen = TitleScreen(context)
    screen.handle(Back())
    return screen


def bare(context: Context) -> Screen:
    folder = attrs.evolve(context.library, root=Path("~/~"), entries=())
    return TitleScreen(attrs.evolve(context, library=folder))


def posters(context: Context) -> Screen:
    context.library.keep(game(context), "01")
    context.library.keep(game(context), "02")
    several = attrs.evolve(context.library, entries=context.library.entries * 3)
    return CampaignsScreen(attrs.evolve(context, library=several))


def no_posters(context: Context) -> Screen:
    return CampaignsScreen(attrs.evolve(context, library=attrs.evolve(context.library, entries=())))


def settings_at(row: int) -> Callable[[Context], Screen]:
    def make(context: Context) -> Screen:
        screen = SettingsScreen(context)
        screen.handle(Focus(row))
        return screen

    return make


def ended(context: Context) -> Screen:
    picks = ("ask", ">", "down", ">", "on", "on")
    screen = EndingScreen(context, playthrough=game(context, *picks))
    screen.view(WINDOW, Plain())
    screen.handle(Edge(end=True))
    return screen


MORE: dict[str, Callable[[Context], Screen]] = {
    "first-page": played(),
    "choices": played(Accept()),
    "closed": played(Accept(), Pick(2)),
    "nothing-to-undo": played(Command("u")),
    "answer": played(picks=("ask",)),
    "hard": played(Accept(), picks=("ask",)),
    "passed-over": played(Accept(), Command("k"), picks=("ask",)),
    "front-page": played(picks=("ask", ">")),
    "form": played(picks=("ask", ">", "down")),
    "over": played(picks=("ask", ">", "down", ">", "on", "on")),
    "trusted": played(picks=("ask", ">", "down", ">", "on")),
    "write": cards(Pick(3), Accept()),
    "write-twice": cards(Pick(1), Accept()),
    "write-on-damage": cards(Pick(2), Accept()),
    "write-on-autosave": cards(Edge(end=False), Accept()),
    "open-nothing": cards(Pick(5), Accept(), saving=False),
    "send-nothing": cards(Pick(5), Command("delete")),
    "send": cards(Pick(1), Command("delete")),
    "sent": cards(Pick(1), Command("delete"), Command("delete")),
    "last-cards": cards(Page(9)),
    "all-cards": cards(own=False),
    "no-cards": no_cards,
    "continue-or-leave": continued,
    "bare-title": bare,
    "three-posters": posters,
    "no-posters": no_posters,
    "ended": ended,
    **{f"settings-{row}": settings_at(row) for row in range(1, LANGUAGE + 2)},
}
APART = (
    "inspector",
    "found",
    "rehearsal",
    "closer",
    "confirm",
    "campaigns-several",
    "history-inked",
    *TEMPLATES,
    *RUSSIAN,
)
STAGED = [name for name in SHOTS if name not in APART]
"""All but the writer's own screens, which show the names in the story's files, and what is taken
from a specimen, whose words are not marked."""


def screen_of(name: str, story: Path, language: str, percent: int = 100) -> Screen:
    if name in MORE:
        return MORE[name](context(story, language, percent))
    return staged(name, story, None, None, percent, language, ASSETS)


# What is on them


def texts(shapes: tuple[Shape, ...]) -> Iterator[str]:
    for shape in shapes:
        if isinstance(shape, Text):
            yield shape.string
        elif isinstance(shape, (Clip, Leaf, Tilted)):
            yield from texts(shape.shapes)


def unsaid(picture: Picture, screen: Screen) -> list[str]:
    """The words of a picture that are neither the story's nor said in the pseudo-language."""
    return unsaid_in(texts(picture.shapes), told(screen))


def unsaid_in(strings: Iterable[str], quoted: Iterable[str] = ()) -> list[str]:
    """The words of strings that are neither the story's nor said in the pseudo-language.

    Letters alone are keys; numerals are no words; a mistake in a story's file is told in English.
    """
    passed = {word.casefold() for word in (*NAMES, *quoted)}
    found: list[str] = []
    for string in strings:
        for token in string.split():
            if "~" in token:
                continue
            for word in re.findall(r"[^\W\d_]+", token):
                plain = word.isascii() and len(word) > 1
                numeral = re.fullmatch("[IVX]+", word)
                if plain and not numeral and word.casefold() not in passed:
                    found.append(f"{word} in {string!r}")
    return found


def told(screen: Screen) -> Iterator[str]:
    """The words that a screen quotes from a mistake in a file."""
    if isinstance(screen, ProblemsScreen):
        for each in screen.diagnostics:
            source = screen.sources[each.span.file].line(each.span.line)
            hints = (each.hint or "", *(related.message for related in each.related))
            for words in (each.message, each.rule.id, source, str(each.span), *hints):
                yield from re.findall(r"[^\W\d_]+", words)
    if isinstance(screen, SavesScreen):
        for slot in screen.context.library.shelf("marked").slots():
            yield from re.findall(r"[^\W\d_]+", slot.problem)


def seen(screen: Screen, metrics: Metrics, size: Size = WINDOW) -> Iterator[Picture]:
    """The screen from its top to its end, a screenful at a time."""
    before: Picture | None = None
    for _ in range(12):
        picture = screen.view(size, metrics)
        if picture == before:
            return
        yield picture
        before = picture
        screen.handle(Page(1))


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("name", [*STAGED, *MORE])
def test_no_word_of_the_interface_is_left_in_english(
    story: Path, fonts: Fonts, name: str, percent: int
) -> None:
    screen = screen_of(name, story, "xx", percent)
    assert [word for picture in seen(screen, fonts) for word in unsaid(picture, screen)] == []


@pytest.mark.parametrize("name", [*STAGED, *MORE])
def test_in_english_the_same_search_finds_words(story: Path, fonts: Fonts, name: str) -> None:
    screen = screen_of(name, story, "")
    assert unsaid(screen.view(WINDOW, fonts), screen)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.w}x{size.h}")
@pytest.mark.parametrize("percent", [80, 100, 130, 150, 200])
@pytest.mark.parametrize("language", ["xx", "ru"])
def test_every_word_stays_inside_the_window(
    story: Path, fonts: Fonts, language: str, percent: int, size: Size
) -> None:
    for name in [*STAGED, *MORE]:
        screen = screen_of(name, story, language, percent)
        for picture in seen(screen, fonts, size):
            assert texts_inside(picture, size, fonts) == [], name


@pytest.mark.parametrize("percent", [100, 200])
def test_no_russian_word_of_the_interface_is_cut_short(
    story: Path, fonts: Fonts, percent: int
) -> None:
    for name in [*STAGED, *MORE]:
        screen = screen_of(name, story, "ru", percent)
        for picture in seen(screen, fonts):
            short = [s for s in texts(picture.shapes) if s.endswith("…") and "~" not in s]
            assert short == [], name


def test_no_word_of_the_terminal_is_left_in_english(story: Path) -> None:
    typed = "|x|h|n|p|r|2|9|1||u|u|u|u|s 3|s 99|s 4|l|l 3|l 9|l auto|1||1||1|1|||q"
    sink = io.StringIO()
    played = context(story, "xx")
    played.settings.notice, played.settings.hard = False, "mark"
    source = io.StringIO("".join(f"{line}\n" for line in typed.split("|")))
    assert Terminal(played.library, played.settings, lambda: 1, source, sink).run("marked") == 0
    again = io.StringIO("n\nq\n")
    Terminal(played.library, played.settings, lambda: 1, again, sink).run("marked")
    Terminal(played.library, played.settings, lambda: 1, io.StringIO(), sink).run("joe")
    said = sink.getvalue()
    assert "~End~" in said
    assert unsaid_in(said.splitlines(), ("marked",)) == []


# The language changed in the game


def words(screen: Screen) -> str:
    return " ".join(texts(screen.view(WINDOW, Plain()).shapes))


def test_the_language_changes_while_the_settings_are_open(story: Path) -> None:
    screen = SettingsScreen(context(story))
    spoken = languages.choices(screen.context.settings, ASSETS)
    codes = [each.code for each in spoken]
    assert "SETTINGS" in words(screen) and "русский" in words(screen)
    screen.handle(Adjust(LANGUAGE + 1, codes.index("ru")))
    assert "НАСТРОЙКИ" in words(screen)
    assert screen.context.settings.language == "ru"
    screen.handle(Adjust(LANGUAGE + 1, 0))
    assert "SETTINGS" in words(screen)
    screen.handle(Adjust(LANGUAGE + 1, 99))
    assert "SETTINGS" in words(screen)


def test_a_screen_below_speaks_the_new_language_when_it_comes_back(story: Path) -> None:
    title = TitleScreen(context(story))
    assert "NEW GAME" in words(title)
    title.context.settings.language = "ru"
    assert languages.apply(title.context.settings, ASSETS) == ""
    title.resume(None)
    assert "НОВАЯ ИГРА" in words(title)


def test_where_there_is_no_other_language_none_is_asked_for(story: Path) -> None:
    screen = SettingsScreen(attrs.evolve(context(story), assets=None))
    assert "Language" not in words(screen)
    screen.handle(Adjust(LANGUAGE + 1, 0))
    assert "SETTINGS" in words(screen)


def test_the_pseudo_language_is_offered_only_where_it_is_asked_for() -> None:
    assert "xx" not in [each.code for each in languages.choices(Settings(), ASSETS)]
    asked = Settings(language="xx")
    assert languages.choices(asked, ASSETS)[-1].code == "xx"


def test_a_language_that_is_not_there_is_english(tmp_path: Path) -> None:
    assert languages.apply(Settings(language="zz"), ASSETS) == ""
    assert tongue.language() == "en"


def test_a_broken_catalogue_is_told_and_not_taken(tmp_path: Path, story: Path) -> None:
    folder = tmp_path / "languages" / "fr"
    folder.mkdir(parents=True)
    (folder / "interface.po").write_text('msgid "Save\n', "utf-8")
    assert "interface.po:1: " in languages.apply(Settings(language="fr"), tmp_path)
    assert tongue.language() == "en"
    screen = SettingsScreen(attrs.evolve(context(story), assets=tmp_path))
    screen.handle(Adjust(LANGUAGE + 1, 1))
    assert screen.context.settings.language == ""
    assert "SETTINGS" in words(screen)
