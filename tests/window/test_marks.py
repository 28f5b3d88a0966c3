"""Marks: large polygons lie where they were put, to a fraction of a pixel."""

import itertools

import pygame as pg
import pytest

from game.screens.picture import Point
from game.window.marks import LARGE, STEPS, STRIP, polygon

WHITE = (255, 255, 255)
SLANTED = [(3.0, 2.0), (400.0, 2.0), (371.3, 501.0), (33.7, 501.0)]
ARCH = [(0, 0), (300, 0), (300, 300), (200, 300), (200, 100), (100, 100), (100, 300), (0, 300)]


def drawn(points: list[Point], w: int = 410, h: int = 510) -> pg.Surface:
    form = [(round(x * STEPS), round(y * STEPS)) for x, y in points]
    sheet = pg.Surface((w, h), 0, 32)
    polygon(form, WHITE).lay(sheet, 0, 0)
    return sheet


def test_a_slanted_edge_lies_where_it_should() -> None:
    sheet = drawn(SLANTED)
    for y in range(STRIP // 2, 480, 7):
        left = 3 + (33.7 - 3) * (y + 0.5 - 2) / 499
        right = 400 + (371.3 - 400) * (y + 0.5 - 2) / 499
        ink = sum(sheet.get_at((x, y))[0] for x in range(sheet.get_width())) / 255
        assert ink == pytest.approx(right - left, abs=0.6)


def test_the_bands_of_an_edge_meet() -> None:
    sheet = drawn(SLANTED)
    inks = [sum(sheet.get_at((x, y))[0] for x in range(60)) / 255 for y in range(STRIP, 480)]
    assert max(abs(a - b) for a, b in itertools.pairwise(inks)) < 0.35


def test_what_a_polygon_goes_round_stays_empty() -> None:
    sheet = drawn([(float(x), float(y)) for x, y in ARCH])
    for y in range(0, 300, 3):
        row = [sheet.get_at((x, y))[0] for x in range(310)]
        hole = range(101, 199) if y > 100 else range(0)
        assert all((row[x] == 0) == (x in hole or x >= 300) for x in range(310) if x % 100 > 1)


def test_a_large_polygon_takes_little_memory() -> None:
    form = [(0, 0), (1900 * STEPS, 0), (1900 * STEPS, 1000 * STEPS), (40 * STEPS, 1000 * STEPS)]
    mark = polygon(form, WHITE)
    assert mark.boxes and mark.weight < 1900 * 1000 * 4 / 8
    small = polygon([(0, 0), (LARGE // 200, 0), (0, 90)], WHITE)
    assert not small.boxes
