"""Every screen shows people as they look in the state it shows."""

from pathlib import Path

import pytest

from game.screens.context import Context
from game.screens.ending import EndingScreen
from game.screens.faces import flips
from game.screens.intent import Command
from game.screens.picture import Clip, Image, Leaf, Photograph, Picture, Shape, Size, Text, Tilted
from game.screens.plain import PlainScreen
from game.screens.play import PlayScreen
from game.screens.saves import SavesScreen
from game.screens.screen import Push
from game.session.library import Library
from game.session.playthrough import ADVANCE, Playthrough
from game.session.saves import SaveProblem, decode, encode, snapshot
from game.session.settings import Settings
from tests.screens.test_marks import METRICS

CAMPAIGN = """\
campaign: looks
start: before
player: mika
flags: {hurt: He was hurt.}
newspapers: {gazette: {name: Red Gazette}}
cast:
  mika: {name: Mikheil, says: MIKA, face: {}, looks: {eyeless: {if: hurt, eyewear: patch}}}
  joe: {name: Joseph, says: JOE, face: {}, looks: {grey: {since: 1929, hair_ink: grey}}}
  keke: {name: Ekaterine, says: KEKE}
passages:
  before:
    date: 1919
    text: |
      JOE: Ours.

      MIKA: Ours.
    choices: [{text: Charge., do: set hurt, goto: after}]
  after:
    date: 1930
    text: |
      JOE (angry): Theirs.

      KEKE: Hush.
    next: paper
  paper:
    newspaper: gazette
    headline: Theirs
    picture: {group: [joe, mika, keke], caption: Comrades}
    next: dossier
  dossier: {dossier: {subject: [mika], words: He was hurt.}, next: album}
  album: {photograph: {group: [mika, joe], caption: Us}, next: done}
  done: {text: Over., ending: Over}
"""
SIZE = Size(1280, 720)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    (tmp_path / "looks.yaml").write_text(CAMPAIGN, "utf-8")
    library = Library.open(tmp_path / "looks.yaml", tmp_path / "saves")
    return Context(library, Settings(text_speed="at once"), lambda: 1)


def played(context: Context, *picks: str) -> Playthrough:
    program = context.library.program(context.library.entries[0])
    assert program is not None, context.library.load(context.library.entries[0]).diagnostics
    return Playthrough.replay(program, 1, picks)


def pictures(shapes: tuple[Shape, ...]) -> set[str]:
    found: set[str] = set()
    for shape in shapes:
        match shape:
            case Clip(_, inner) | Tilted(_, _, inner) | Leaf(_, inner):
                found |= pictures(inner)
            case Image(_, name):
                found.add(name.removeprefix("portraits/looks/"))
            case Photograph(_, plates):
                found |= {name.removeprefix("portraits/looks/") for name in plates}
            case _:
                pass
    return found


def seen(context: Context, *picks: str) -> set[str]:
    screen = PlayScreen(context, played(context, *picks), shown=10**9)
    return pictures(screen.view(SIZE, METRICS).shapes)


def test_plate_and_gutter_show_the_looks_of_the_turn(context: Context) -> None:
    assert seen(context) == {"joe-neutral.png", "joe-neutral-small.png"}
    assert seen(context, "after") == {
        "keke-neutral.png",
        "joe.grey-angry-small.png",
        "keke-neutral-small.png",
    }


ROAD = ("after", ADVANCE, ADVANCE, ADVANCE, ADVANCE)


def test_papers_dossiers_and_photographs_show_them(context: Context) -> None:
    paper = seen(context, *ROAD[:2])
    assert paper >= {"joe.grey-press.png", "mika.eyeless-press.png", "keke-press.png"}
    assert seen(context, *ROAD[:3]) >= {"mika.eyeless-press.png"}
    assert seen(context, *ROAD[:4]) >= {"joe.grey-press.png", "mika.eyeless-press.png"}


def mirrored(shapes: tuple[Shape, ...]) -> list[tuple[bool, ...]]:
    found: list[tuple[bool, ...]] = []
    for shape in shapes:
        if isinstance(shape, Clip | Tilted | Leaf):
            found += mirrored(shape.shapes)
        elif isinstance(shape, Photograph):
            found.append(shape.flips)
    return found


def test_in_a_photograph_people_look_inwards_but_nothing_changes_its_side(
    context: Context,
) -> None:
    # Mika, on the left, wears a patch and is never mirrored; Joe, on the right, looks inwards.
    screen = PlayScreen(context, played(context, *ROAD[:4]), shown=10**9)
    assert mirrored(screen.view(SIZE, METRICS).shapes) == [(False, False)]
    turn = played(context, *ROAD[:4]).turn
    assert flips(turn, ["joe", "mika", "keke"]) == (True, False, False)


def test_the_ending_shows_them(context: Context) -> None:
    screen = EndingScreen(context=context, playthrough=played(context, *ROAD))
    (name,) = pictures(screen.view(SIZE, METRICS).shapes)
    assert name == "mika.eyeless-grieving.png"


def test_each_card_shows_the_state_of_its_own_game(context: Context) -> None:
    context.library.keep(played(context), "01")
    context.library.keep(played(context, "after"), "02")
    cards = pictures(SavesScreen(context, None, saving=False).view(SIZE, METRICS).shapes)
    assert cards >= {"mika-neutral.png", "mika.eyeless-neutral.png"}


def test_a_game_kept_before_there_were_looks_has_none(context: Context) -> None:
    save = snapshot(played(context, "after"), "2026-01-01")
    assert save.looks == ("eyeless",)
    text = encode(save)
    assert decode(text) == save
    assert decode(text.replace(',"looks":["eyeless"]', "")).looks == ()


@pytest.mark.parametrize("wrong", ['"eyeless"', "[1]", '["../../x"]', '["a/b"]', '[""]', "{}"])
def test_looks_that_are_none_are_damage(context: Context, wrong: str) -> None:
    text = encode(snapshot(played(context, "after"), "2026-01-01"))
    with pytest.raises(SaveProblem):
        decode(text.replace('"looks":["eyeless"]', f'"looks":{wrong}'))


def words(picture: Picture) -> str:
    def inside(shapes: tuple[Shape, ...]) -> list[str]:
        found: list[str] = []
        for shape in shapes:
            if isinstance(shape, Text):
                found.append(shape.string)
            elif isinstance(shape, Clip | Tilted):
                found += inside(shape.shapes)
        return found

    return " ".join(inside(picture.shapes))


def plain(context: Context, *picks: str) -> str:
    screen = PlayScreen(context, played(context, *picks), shown=10**9)
    screen.view(SIZE, METRICS)
    told = screen.handle(Command("t"))
    assert isinstance(told, Push) and isinstance(told.screen, PlainScreen)
    return words(told.screen.view(Size(1280, 2000), METRICS))


def test_plain_text_tells_the_page_and_who_is_on_its_plate(context: Context) -> None:
    told = plain(context)
    assert "Ours." in told
    assert "Pictured: Joseph: an oval face, black hair parted at the side" in told
    assert "Pictured: Mikheil" not in told
    assert "Pictured: Ekaterine: a silhouette" in plain(context, "after")


def test_plain_text_of_a_paper_tells_who_is_in_its_photograph(context: Context) -> None:
    told = plain(context, *ROAD[:4])
    assert "Pictured: Mikheil: an oval face" in told and "a black patch over one eye" in told
    assert "Pictured: Joseph: an oval face, grey hair" in told
