"""Type measured and drawn with the bundled faces."""

import os
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame as pg
import pytest

from game.screens.layout import Span, paragraph
from game.screens.picture import Face
from game.window.faces import FILES
from game.window.fonts import FontError, Fonts
from game.window.kept import Kept

ASSETS = Path(__file__).parents[2] / "assets"
BLACK = (0, 0, 0)


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return Fonts(ASSETS)


def ink(fonts: Fonts, string: str, face: Face = "serif", size: float = 20) -> pg.Rect:
    """Where the run's visible pixels lie, about its origin."""
    run = fonts.run(string, face, size, BLACK)
    assert run is not None
    return run.surface.get_bounding_rect(24).move(run.left, run.top)


@pytest.mark.parametrize("face", FILES)
def test_every_face_is_there_and_draws(fonts: Fonts, face: Face) -> None:
    assert fonts.width("Undone", face, 20) > 20
    assert 0.4 < fonts.cap_height(face, 20) / 20 < 1.1
    assert fonts.ascent(face, 20) > 0 < fonts.descent(face, 20)
    if face not in ("pencil", "hand"):
        assert ink(fonts, "H", face).bottom in (0, 1)


def test_a_missing_font_is_named(tmp_path: Path) -> None:
    with pytest.raises(FontError, match=r"PTSerif-Regular\.ttf"):
        Fonts(tmp_path).width("x", "serif", 20)


def test_widths_add_up(fonts: Fonts) -> None:
    whole = fonts.width("the secretary", "serif-italic", 20)
    parts = sum(fonts.width(part, "serif-italic", 20) for part in ("the", " ", "secretary"))
    assert whole == pytest.approx(parts, abs=0.75)


def test_what_hangs_over_is_not_counted(fonts: Fonts) -> None:
    # A slanted f reaches beyond its advance on both sides.
    assert fonts.width("ffff", "serif-italic", 40) < 4.2 * fonts.width("f", "serif-italic", 40)
    assert ink(fonts, "f", "serif-italic", 40).left < 0


@pytest.mark.parametrize("face", FILES)
def test_letters_put_together_are_as_wide_as_the_run(fonts: Fonts, face: Face) -> None:
    font = pg.font.Font(ASSETS / "fonts" / f"{FILES[face]}.ttf", 1000)
    for string in ("The office of Avrov, Typ. fjord", "Question: a gyre, Wolf", "To V. Tkach"):
        spans = (font.size(f"|{string}|")[0], font.size("||")[0])
        # What a few fonts kern between letter and bar is no part of the run.
        assert fonts.width(string, face, 1000) == pytest.approx(spans[0] - spans[1], abs=15)


def test_widths_are_true_at_every_size(fonts: Fonts) -> None:
    whole = fonts.width("telephone", "serif", 100)
    for size in (9.3, 14.6, 19.6, 33.3, 61.0):
        assert fonts.width("telephone", "serif", size) == pytest.approx(whole * size / 100)


@pytest.mark.parametrize("face", ["serif", "serif-italic", "news", "book", "book-italic", "label"])
@pytest.mark.parametrize("size", [19.6, 29.4])
def test_letters_put_together_look_like_the_run(fonts: Fonts, face: Face, size: float) -> None:
    string = "offered AV fjord"
    run = fonts.run(string, face, size, BLACK, detail=4)
    assert run is not None
    font = pg.font.Font(ASSETS / "fonts" / f"{FILES[face]}.ttf", round(size * 4))
    whole = font.render(string, True, BLACK)
    ink = whole.get_bounding_rect(24)
    seen = run.surface.get_bounding_rect(24)
    assert seen.w == pytest.approx(ink.w / 4, abs=2.5)
    assert seen.h == pytest.approx(ink.h / 4, abs=1.5)
    dark, all_ = (
        sum(pg.image.tobytes(surface, "RGBA")[3::4]) / 255 for surface in (run.surface, whole)
    )
    # The curve of GAMMA darkens edges; ink that is missing or doubled would show at once.
    assert 1.0 < dark / (all_ / 16) < 1.35


def test_joined_letters_are_one_sign(fonts: Fonts) -> None:
    apart = fonts.width("f", "serif", 100) + fonts.width("i", "serif", 100)
    assert fonts.width("fi", "serif", 100) != pytest.approx(apart, abs=0.2)
    loose = fonts.width("fi", "serif", 100, 1e-9)
    assert loose == pytest.approx(apart, abs=6)


def test_tracking_is_added_after_every_letter(fonts: Fonts) -> None:
    plain = fonts.width("MOSCOW", "label", 20)
    assert fonts.width("MOSCOW", "label", 20, 2) == pytest.approx(plain + 12, abs=0.6)


def test_kerning_is_kept_when_tracked(fonts: Fonts) -> None:
    loose = fonts.width("A", "title", 40, 1) + fonts.width("V", "title", 40, 1)
    assert fonts.width("AV", "title", 40, 1) < loose


def test_a_superscript_does_not_lower_its_line(fonts: Fonts) -> None:
    low = ink(fonts, "Hx", "book")
    high = ink(fonts, "Hx¹", "book")
    assert low.bottom == high.bottom
    assert high.right > low.right


def test_an_accent_above_the_ascent_does_not_lower_its_line(fonts: Fonts) -> None:
    assert ink(fonts, "ÉH", "book").bottom == ink(fonts, "EH", "book").bottom


def test_a_glyph_that_a_face_lacks_comes_from_one_that_has_it(fonts: Fonts) -> None:
    assert not fonts._holds("slab", "Ж")
    run = fonts.run("PRAVДA", "slab", 30, BLACK)
    box = fonts.run("\u0378", "slab", 30, BLACK)
    assert run and (box is None or run.surface.get_width() > box.surface.get_width())
    assert fonts.width("Д", "slab", 30) == fonts.width("Д", "slab-cyrillic", 30)


def test_a_run_with_letters_that_a_face_lacks_is_of_one_face(fonts: Fonts) -> None:
    words = "ДЕЛО 17, а не 7"
    assert fonts.width(words, "slab", 30) == fonts.width(words, "slab-cyrillic", 30)
    assert fonts.width(words, "type-bold", 30) == fonts.width(words, "type-cyrillic", 30)


@pytest.mark.parametrize("string", ["", " ", "\t", "\x00", "\ud800", "日本", "a\nb", "x" * 6000])
def test_no_string_breaks_it(fonts: Fonts, string: str) -> None:
    assert fonts.width(string, "type", 20) >= 0
    fonts.run(string, "type", 20, BLACK)
    fonts.run(string, "type", 20, BLACK, 2.5)


def test_a_run_begins_between_pixels(fonts: Fonts) -> None:
    runs = [fonts.run("l", "serif", 20, BLACK, phase=phase) for phase in (0, 2)]
    pixels = [pg.image.tobytes(run.surface, "RGBA") for run in runs if run]
    assert len(pixels) == 2 and pixels[0] != pixels[1]


def test_lines_measured_are_lines_drawn(fonts: Fonts) -> None:
    text = "The telephone on the left is for the city; the one on the right, for the country."
    for line in paragraph([Span(text, "serif")], 20, 300, fonts):
        x, string, face = line.runs[-1]
        assert x + ink(fonts, string, face).right == pytest.approx(line.width, abs=2)


def test_what_is_kept_is_bounded() -> None:
    kept: Kept[int, str] = Kept(10, len)
    for number in range(20):
        assert kept.get(number, lambda: "abc") == "abc"
    assert kept.weight <= 10
    assert kept.get(19, lambda: "new") == "abc"
    assert kept.get(0, lambda: "new") == "new"
