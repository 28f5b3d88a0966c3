"""Every kind of interlude shows all that its template holds, wherever it is read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from game.engine.state import Turn
from game.engine.transcript import sheet_text, turn_text
from game.model.interlude import TEMPLATES
from game.screens.context import Context
from game.screens.history import HistoryScreen
from game.screens.intent import Accept, Edge, Pick
from game.screens.picture import Metrics, Photograph, Picture, Rect, Shape, Size, Text
from game.screens.plain import PlainScreen
from game.screens.play import PlayScreen
from game.screens.sheets.table import PRINTERS, laid_sheet
from game.session.library import Library
from game.session.playthrough import ADVANCE, Playthrough
from game.session.settings import Settings
from game.text import tongue
from game.window.fonts import Fonts
from game.window.images import Images
from game.window.shot import render
from tests.screens.inside import texts_inside
from tests.screens.test_marks import METRICS
from tests.screens.test_play import shapes_in
from tests.small import program, read
from tools.shots import staged

WINDOW = Size(1280, 720)
SIZES = [Size(960, 540), WINDOW, Size(1920, 1080), Size(2560, 1440)]
SHAPES = [Size(1280, 960), Size(2560, 1080)]
KINDS = list(TEMPLATES)
EVERY_PAPER = Path(__file__).parents[2] / "tools" / "specimen" / "every-paper.yaml"
PASSAGES = {
    "telegram": "the-telegram",
    "letter": "the-letter",
    "court": "the-court",
    "historian": "the-page",
    "dossier": "the-file",
    "radio": "the-voice",
    "order-of-battle": "the-order",
    "map": "the-map",
    "ledger-of-names": "the-names",
    "photograph": "the-picture",
}

DECLARATIONS = """
campaign: small
start: here
flags: {later: Time has passed.}
cast:
  joe: {name: Joseph Marked, says: JOE, role: a marked brother}
  elsa: {name: Elsa Marked, says: ELSA}
"""

Filled = dict[str, str]
"""What is written for each field; of a list's entries, by `list.field`."""


def fields(kind: str, required: bool = False) -> Iterator[str]:
    """The fields of a template that hold words, entries' among them; or the required ones."""
    for name, field in TEMPLATES[kind].items():
        if required and not field.required:
            continue
        if field.content == "list":
            names = list(field.entries)[:1] if required else field.entries
            yield from (f"{name}.{entry}" for entry in names)
        else:
            yield name


def marked(kind: str, mark: str = "Mark") -> Filled:
    """Every field filled with a word of its own, people with one of the cast."""
    people = {name for name, field in TEMPLATES[kind].items() if field.content == "people"}
    return {
        name: "[joe, elsa]" if name in people else f"{mark}{number}z"
        for number, name in enumerate(fields(kind))
    }


def written(kind: str, filled: Filled, choices: str = "") -> str:
    """A passage that is an interlude of a kind, so filled, and leads to an end."""
    lines = [f"{kind}:"]
    lists: dict[str, list[str]] = {}
    for name, words in filled.items():
        whole, _, entry = name.partition(".")
        if entry:
            lists.setdefault(whole, []).append(f"{entry}: {words}")
        else:
            lines.append(f"  {whole}: {words}")
    for whole, entries in lists.items():
        lines.append(f"  {whole}:")
        lines += [f"    {'-' if not number else ' '} {each}" for number, each in enumerate(entries)]
    body = "\n".join(f"  {line}" for line in [*lines, choices or "next: done"])
    return f"here:\n{body}\ndone: {{text: It is over., ending: Over}}"


def played(kind: str, filled: Filled, choices: str = "") -> Playthrough:
    return Playthrough.begin(program(written(kind, filled, choices), DECLARATIONS), 1)


def drawn(turn: Turn, percent: int = 100, metrics: Metrics = METRICS) -> tuple[Shape, ...]:
    """The shapes of the sheet alone, as it lies beside the slip."""
    assert turn.sheet is not None
    area = Rect(0, 0, 872, 720)
    return laid_sheet(turn.sheet, turn, area, 0, 1.0, percent / 100, metrics)[0]


def words(shapes: tuple[Shape, ...]) -> list[str]:
    return [shape.string for shape in shapes_in(shapes) if isinstance(shape, Text)]


def context(tmp_path: Path, percent: int = 100) -> Context:
    library = Library.open(tmp_path / "story", tmp_path / "saves")
    return Context(library, Settings(text_size=percent, text_speed="at once"), lambda: 1)


def play_screen(played_: Playthrough, tmp_path: Path, percent: int = 100) -> PlayScreen:
    return PlayScreen(context(tmp_path, percent), played_, shown=1e9)


def test_every_template_is_printed() -> None:
    assert list(PRINTERS) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_of_every_kind_can_be_staged(kind: str) -> None:
    for screen in (
        staged(kind, EVERY_PAPER, None, None, 100),
        staged("document", EVERY_PAPER, None, PASSAGES[kind], 100),
    ):
        assert isinstance(screen, PlayScreen)
        sheet = screen.playthrough.turn.sheet
        assert sheet is not None and sheet.kind == kind


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_in_the_terminal_the_plain_view_and_on_the_sheet(
    kind: str, tmp_path: Path
) -> None:
    game = played(kind, marked(kind))
    turn = game.turn
    plain = PlainScreen(context(tmp_path), turn=turn).view(Size(1280, 3000), METRICS)
    places = {
        "terminal": turn_text(turn),
        "plain view": " ".join(words(plain.shapes)),
        "sheet": " ".join(words(drawn(turn))),
    }
    for name, mark in marked(kind).items():
        sought = ("Joseph Marked", "Elsa Marked") if mark.startswith("[") else (mark,)
        for place, text in places.items():
            for word in sought:
                whole = text.replace("\u00a0", " ").casefold()
                assert word.casefold() in whole, f"{name} is not in the {place}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_varies_with_the_state(kind: str) -> None:
    filled = marked(kind)
    for name, mark in filled.items():
        one, other = ("[joe]", "[elsa]") if mark.startswith("[") else ("Firstly", "Lastly")
        ladder = f"[{{if later: {other}}}, {{otherwise: {one}}}]"
        choice = "choices: [{text: Wait., id: wait, do: set later, goto: here}]"
        game = played(kind, {**filled, name: ladder}, choice)
        before, now = (
            {"[joe]": "Joseph", "[elsa]": "Elsa"}.get(each, each) for each in (one, other)
        )
        for expected, gone in ((before, now), (now, before)):
            for text in (read(game.turn), " ".join(words(drawn(game.turn)))):
                assert expected.casefold() in text.casefold(), name
                assert gone.casefold() not in text.casefold(), name
            game.take("wait")


BARE: Final = {
    "telegram": "TELEGRAM.\nWords.",
    "letter": "LETTER.\nWords.",
    "court": "COURT RECORD. Case.\nWords.",
    "historian": "BOOK PAGE. Book.\nWords.",
    "dossier": "DOSSIER. Subject: Elsa Marked.\nWords.",
    "radio": "RADIO. Station.\nWords.",
    "order-of-battle": "ORDER OF BATTLE. Title.\nUnits.",
    "map": "MAP. Title.",
    "ledger-of-names": "LEDGER OF NAMES. Title.\nNames.",
    "photograph": "PHOTOGRAPH. Caption.\nIn the picture: Elsa Marked.",
}
LABELS: Final = {
    "From",
    "To",
    "Opened",
    "Charge",
    "Post",
    "On the back",
    "Presiding",
    "Commander",
    "Held by",
    "No.",
}


def bare(kind: str) -> Playthrough:
    """An interlude of which nothing is written but what must be."""
    people = {name for name, field in TEMPLATES[kind].items() if field.content == "people"}
    filled = {
        name: "elsa" if name in people else f"{name.partition('.')[0].capitalize()}."
        for name in fields(kind, required=True)
    }
    return played(kind, {name: text.replace("Words.", '"Words."') for name, text in filled.items()})


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_written_leaves_no_label_behind(kind: str) -> None:
    turn = bare(kind).turn
    assert read(turn) == BARE[kind]
    shown = words(drawn(turn))
    assert not [text for text in shown for label in LABELS if text.startswith(label)]
    assert not [text for text in shown if text.endswith(":")]


@pytest.mark.parametrize("kind", KINDS)
def test_labels_are_said_in_the_language_of_the_interface(kind: str) -> None:
    turn = played(kind, marked(kind)).turn
    tongue.use(tongue.PSEUDO)
    try:
        said = [*words(drawn(turn)), *read(turn).split("\n")]
    finally:
        tongue.use(None)
    latin = [text for text in said for word in text.split() if _is_english(word)]
    assert not latin


def _is_english(word: str) -> bool:
    letters = "".join(letter for letter in word if letter.isalpha())
    known = ("mark", "joseph", "elsa", "joe", "brother", "a")
    return len(letters) > 1 and letters.isascii() and not letters.casefold().startswith(known)


# Room for all of it

LONG = "Rechtsschutzversicherungsgesellschaftsangestellter"
LINE = f"A line which its writer could not bring himself to end and went on with, {LONG} and all"
TEXT = " ".join([LINE] * 6)


def stuffed(kind: str) -> Playthrough:
    """An interlude with far too much of everything."""
    parts: list[str] = []
    for name, field in TEMPLATES[kind].items():
        match field.content:
            case "line":
                parts.append(f"    {name}: {LINE}")
            case "text":
                said = "\n\n".join([f"      JOE (slowly): {TEXT}", f"      {TEXT}"] * 4)
                parts.append(f"    {name}: |\n{said}")
            case "people":
                parts.append(f"    {name}: [joe, elsa, joe, elsa, joe, elsa, joe, elsa, joe]")
            case "list":
                entry = ", ".join(f"{each}: '{LINE}'" for each in field.entries)
                parts.append(f"    {name}: [{', '.join([f'{{{entry}}}', LONG, 'x'] * 4)}]")
    lines = "\n".join(parts)
    text = f"here:\n  {kind}:\n{lines}\n  next: done\ndone: {{text: x, ending: Over}}"
    return Playthrough.begin(program(text, DECLARATIONS), 1)


def seen(screen: PlayScreen, size: Size, metrics: Metrics) -> Iterator[Picture]:
    """The screen at its head, its middle and its foot."""
    yield screen.view(size, metrics)
    screen.handle(Edge(end=True))
    yield screen.view(size, metrics)
    screen.scroll /= 2
    yield screen.view(size, metrics)


@pytest.mark.parametrize("percent", [80, 100, 150, 200])
@pytest.mark.parametrize("kind", KINDS)
def test_no_word_leaves_the_window_however_many_there_are(
    kind: str, percent: int, tmp_path: Path
) -> None:
    for game in (stuffed(kind), bare(kind), played(kind, marked(kind))):
        for size in (*SIZES, *SHAPES):
            screen = play_screen(game, tmp_path, percent)
            for picture in seen(screen, size, METRICS):
                assert not texts_inside(picture, size, METRICS), size


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("kind", KINDS)
def test_in_the_type_it_is_printed_in_no_word_leaves_the_window(
    kind: str, percent: int, assets: Path
) -> None:
    fonts = Fonts(assets)
    screen = staged("document", EVERY_PAPER, None, PASSAGES[kind], percent)
    assert isinstance(screen, PlayScreen)
    for size in SIZES:
        for picture in seen(screen, size, fonts):
            assert not texts_inside(picture, size, fonts), size


@pytest.mark.parametrize("kind", KINDS)
def test_far_too_much_of_everything_is_still_printed(
    kind: str, assets: Path, tmp_path: Path
) -> None:
    fonts = Fonts(assets)
    screen = play_screen(stuffed(kind), tmp_path)
    for picture in seen(screen, WINDOW, fonts):
        assert not texts_inside(picture, WINDOW, fonts)
        assert render(picture, WINDOW, fonts, Images(assets), flat_paper=True)


@pytest.mark.parametrize("kind", KINDS)
def test_all_of_a_long_sheet_is_read_before_the_story_goes_on(kind: str, tmp_path: Path) -> None:
    small = Size(960, 540)
    screen = play_screen(stuffed(kind), tmp_path, 200)
    screen.view(small, METRICS)
    reached = []
    for _ in range(300):
        if screen.playthrough.picks:
            break
        screen.handle(Accept())
        screen.view(small, METRICS)
        reached.append(screen.scroll)
    assert screen.playthrough.picks == [ADVANCE]
    assert len(reached) > 2 and reached[:-1] == sorted(reached[:-1])


@pytest.mark.parametrize("kind", KINDS)
def test_the_slip_reads_the_words_where_the_sheets_own_type_stays_smaller(
    kind: str, tmp_path: Path
) -> None:
    game = played(kind, marked(kind))
    tall = Size(1280, 2400)
    assert game.turn.sheet is not None
    head = next(sheet_text(game.turn.sheet, game.program.story))
    plain, large = (
        " ".join(words(play_screen(game, tmp_path, percent).view(tall, METRICS).shapes))
        for percent in (100, 200)
    )
    assert head.split()[-1] in large and len(large) > len(plain)


# Each where it belongs


def test_what_is_told_beside_a_sheet_is_read_on_the_slip() -> None:
    screen = staged("court", EVERY_PAPER, None, None, 100)
    assert "The stenographer does not look up." in words(screen.view(WINDOW, METRICS).shapes)


def test_an_answer_is_read_before_the_sheet_that_it_leads_to(tmp_path: Path) -> None:
    text = """
    here: {text: A desk., choices: [{text: Open it., id: open, answer: It opens., goto: wire}]}
    wire: {telegram: {words: COME STOP}, next: done}
    done: {text: x, ending: Over}
    """
    game = Playthrough.begin(program(text, DECLARATIONS), 1)
    screen = play_screen(game, tmp_path)
    screen.view(WINDOW, METRICS)
    screen.handle(Pick(1))
    folded = " ".join(words(screen.view(WINDOW, METRICS).shapes))
    assert "It opens." in folded and "COME STOP" not in folded
    screen.handle(Accept())
    screen.view(WINDOW, METRICS)
    while screen.animating:  # the strips land one after another
        screen.tick(20)
        screen.view(WINDOW, METRICS)
    assert "COME STOP" in " ".join(words(screen.view(WINDOW, METRICS).shapes))


@pytest.mark.parametrize(
    ("kind", "known_by"),
    [
        ("court", "Court record: Mark0z"),
        ("letter", "Letter"),
        ("dossier", "Dossier: Joseph Marked"),
    ],
)
def test_the_history_says_which_paper_was_read(kind: str, known_by: str, tmp_path: Path) -> None:
    history = HistoryScreen(context(tmp_path), played(kind, marked(kind)))
    assert known_by in " ".join(words(history.view(WINDOW, METRICS).shapes))


def test_a_photograph_shows_its_people_from_left_to_right() -> None:
    shapes = shapes_in(drawn(played("photograph", marked("photograph")).turn))
    (picture,) = (shape for shape in shapes if isinstance(shape, Photograph))
    assert picture.plates == ("portraits/small/joe-press.png", "portraits/small/elsa-press.png")


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_is_printed_alike_whenever_it_is_read(kind: str) -> None:
    assert drawn(stuffed(kind).turn) == drawn(stuffed(kind).turn)


def test_maps_of_two_passages_differ() -> None:
    passage = "{map: {title: The Gulf}, next: there}"
    text = f"here: {passage}\nthere: {passage.replace('next: there', 'ending: Over')}"
    game = Playthrough.begin(program(text, DECLARATIONS), 1)
    first = drawn(game.turn)
    game.take(ADVANCE)
    assert drawn(game.turn) != first
