"""Marks say what they should, by more than colour, and keep apart at every text size."""

import itertools

import attrs
import pytest

from game.screens import marks
from game.screens.intent import Back, Intent, Pick
from game.screens.marks import Reading
from game.screens.picture import (
    Button,
    Disc,
    Face,
    Fill,
    Hatch,
    Line,
    Polygon,
    Rect,
    Shape,
    Stroke,
    Text,
)


@attrs.frozen
class Fixed:
    """Type in which every letter is half as wide as the type is high."""

    def width(self, string: str, face: Face, size: float, track: float = 0) -> float:
        return len(string) * (size / 2 + track)

    def ascent(self, face: Face, size: float) -> float:
        return size

    def descent(self, face: Face, size: float) -> float:
        return size / 4

    def cap_height(self, face: Face, size: float) -> float:
        return size * 0.7


METRICS = Fixed()
UNITS = [0.75, 1.0, 1.5]
SIZES = [0.8, 1.0, 1.2, 1.4]


def words(shapes: tuple[Shape, ...]) -> list[str]:
    return [shape.string for shape in shapes if isinstance(shape, Text)]


def box(text: Text) -> Rect:
    width = METRICS.width(text.string, text.face, text.size, text.track)
    left = text.x - {"left": 0.0, "centre": width / 2, "right": width}[text.anchor]
    return Rect(left, text.y - text.size * 0.7, width, text.size * 0.7)


def apart(a: Rect, b: Rect) -> bool:
    return a.right <= b.x or b.right <= a.x or a.bottom <= b.y or b.bottom <= a.y


def test_a_gauge_says_name_band_change_and_number() -> None:
    shapes, _ = marks.gauge(
        Reading("paranoia", "Paranoia", 62, 8, "suspicious"), 0, 0, 348, 1, 1, METRICS
    )
    assert words(shapes) == ["PARANOIA", "62", "suspicious", "+8"]


def test_a_fall_has_a_true_minus_and_an_arrow_down() -> None:
    reading = Reading("popularity", "Popularity", 31, -5, "doubted")
    shapes, _ = marks.gauge(reading, 0, 0, 348, 1, 1, METRICS)
    assert "−5" in words(shapes)
    red = [s for s in shapes if isinstance(s, Polygon) and s.colour == marks.ON_BLACK.red]
    (triangle,) = red
    tip = triangle.points[2]
    assert all(tip[1] > y for _, y in triangle.points[:2])


def test_no_change_is_said_in_words() -> None:
    for draw in (marks.gauge, marks.compact_gauge):
        shapes, _ = draw(Reading("purges", "Purges", 35), 0, 0, 348, 1, 1, METRICS)
        assert "no change" in words(shapes)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("text", SIZES)
@pytest.mark.parametrize("change", [0, 8, -100])
def test_the_words_of_a_gauge_never_collide(unit: float, text: float, change: int) -> None:
    reading = Reading("popularity", "Popularity", 100, change, "doubted")
    shapes, height = marks.gauge(reading, 10, 20, 348 * unit, unit, text, METRICS)
    texts = [box(shape) for shape in shapes if isinstance(shape, Text)]
    assert all(apart(a, b) for a, b in itertools.combinations(texts, 2))
    assert all(each.x >= 10 and each.right <= 10 + 348 * unit + 0.01 for each in texts)
    cells = [s.rect for s in shapes if isinstance(s, (Fill, Stroke))]
    assert all(each.bottom <= cell.y for each in texts for cell in cells)
    assert all(cell.bottom <= 20 + height + 0.5 for cell in cells)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("text", [1.5, 1.8, 2.0])
def test_the_words_of_a_compact_gauge_never_collide(unit: float, text: float) -> None:
    for change in (0, 100):
        reading = Reading("popularity", "Popularity", 100, change)
        shapes, height = marks.compact_gauge(reading, 20, 0, 168 * unit, unit, text, METRICS)
        texts = [box(shape) for shape in shapes if isinstance(shape, Text)]
        assert all(apart(a, b) for a, b in itertools.combinations(texts, 2))
        assert all(each.right <= 20 + 168 * unit + 0.01 for each in texts)
        assert all(each.bottom <= height for each in texts)


def test_gained_cells_are_solid_red_and_lost_ones_are_struck() -> None:
    inks, room = marks.ON_BLACK, Rect(0, 0, 400, 15)
    gained = marks.cells(Reading("purges", "", 60, 10), room, 1, inks)
    assert len([s for s in gained if isinstance(s, Fill) and s.colour == inks.red]) == 2
    lost = marks.cells(Reading("purges", "", 60, -10), room, 1, inks)
    assert len([s for s in lost if isinstance(s, Stroke) and s.colour == inks.red]) == 2
    assert len([s for s in lost if isinstance(s, Line) and s.colour == inks.red]) == 2


def test_every_stat_has_a_pattern_of_its_own() -> None:
    room = Rect(0, 0, 400, 15)
    kinds = {
        stat: tuple(type(s) for s in marks.cells(Reading(stat, "", 5), room, 1, marks.ON_BLACK))[:2]
        for stat in ("paranoia", "purges", "popularity", "other")
    }
    assert kinds["paranoia"] == (Fill, Disc)
    assert kinds["purges"] == (Hatch, Stroke)
    assert kinds["other"] == (Fill, Fill)


@pytest.mark.parametrize(("value", "low", "high"), [(0, 0, 100), (100, 0, 100), (-5, -5, 5)])
def test_there_are_always_twenty_cells_and_three_ticks(value: int, low: int, high: int) -> None:
    reading = Reading("popularity", "", value, 0, "", low, high)
    assert len(marks.cells(reading, Rect(0, 0, 400, 15), 1, marks.ON_BLACK)) == 23


def test_an_unknown_stat_has_a_star() -> None:
    (shape,) = marks.stat_icon("legitimacy", (0, 0), 10, marks.ON_PAPER)
    assert isinstance(shape, Polygon) and len(shape.points) == 10


def test_a_key_hint_is_a_button_as_wide_as_it_is_drawn() -> None:
    shapes, right = marks.key_hint(100, 10, "Esc", "menu", (0, 0, 0), 1, METRICS, Back())
    (button,) = [shape for shape in shapes if isinstance(shape, Button)]
    assert button.intent == Back()
    assert (button.rect.x, button.rect.right) == (100, right)
    texts = [box(shape) for shape in shapes if isinstance(shape, Text)]
    assert all(each.x >= 100 and each.right <= right for each in texts)
    assert apart(*texts)


def test_arrow_keys_are_drawn_not_written() -> None:
    shapes, _ = marks.key_hint(0, 0, ("left", "right"), "change", (0, 0, 0), 1, METRICS, None)
    assert words(shapes) == ["change"]
    left, right = [s for s in shapes if isinstance(s, Polygon) and len(s.points) == 3]
    assert left.points[0][0] < left.points[1][0]
    assert right.points[0][0] > right.points[1][0]


def test_a_slider_is_clicked_at_its_ticks() -> None:
    intents: list[Intent] = [Pick(1), Pick(2), Pick(3)]
    shapes = marks.slider(
        Rect(0, 0, 300, 40), ["80", "100", "120"], 1, 1, 1, METRICS, intents=intents
    )
    buttons = [shape for shape in shapes if isinstance(shape, Button)]
    assert [button.intent for button in buttons] == intents
    assert buttons[1].rect.holds((150, 20))


def test_slider_labels_keep_apart_at_every_text_size() -> None:
    for text in (0.8, 1.0, 1.5, 2.0):
        labels = [str(percent) for percent in range(80, 201, 10)]
        shapes = marks.slider(Rect(0, 0, 414, 40), labels, 3, 1, text, METRICS)
        texts = [box(shape) for shape in shapes if isinstance(shape, Text)]
        assert all(apart(a, b) for a, b in itertools.combinations(texts, 2))


def test_the_frame_of_the_focus_lies_outside() -> None:
    rect = Rect(50, 50, 100, 40)
    for shape in marks.focus_frame(rect, 1):
        assert isinstance(shape, (Stroke, Fill))
        inside = shape.rect
        assert inside.x < 50 or inside.right > 150 or inside.y < 50 or inside.bottom > 90
