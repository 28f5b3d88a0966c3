"""Surfaces compared with the pictures in tests/golden."""

from pathlib import Path

import pygame as pg

GOLDEN = Path(__file__).parents[1] / "golden"
TOLERANCE = 2
"""How far a channel may be off."""

STRAYS = 0.001
"""What part of the pixels may be further off."""


def check(surface: pg.Surface, name: str, bless: bool) -> None:
    """Compare with `<name>.png`, or make it so; a failure leaves `<name>.diff.png` beside it."""
    path, report = GOLDEN / f"{name}.png", GOLDEN / f"{name}.diff.png"
    if bless:
        GOLDEN.mkdir(exist_ok=True)
        pg.image.save(surface, path)
        report.unlink(missing_ok=True)
        return
    assert path.is_file(), f"{path} is missing: run pytest --bless and look at it"
    expected = pg.image.load(path)
    if expected.get_size() == surface.get_size():
        off = strays(surface, expected)
        if off <= STRAYS:
            report.unlink(missing_ok=True)
            return
        claim = f"{off:.2%} of the pixels differ"
    else:
        claim = f"the size is {surface.get_size()}, not {expected.get_size()}"
    pg.image.save(_beside(expected, surface), report)
    raise AssertionError(f"{name}: {claim}; see {report}")


def strays(surface: pg.Surface, expected: pg.Surface) -> float:
    """What part of the pixels differs by more than the tolerance in any channel."""
    a, b = (pg.image.tobytes(each, "RGB") for each in (surface, expected))
    if a == b:
        return 0.0
    wrong = {i // 3 for i, (x, y) in enumerate(zip(a, b, strict=True)) if abs(x - y) > TOLERANCE}
    return len(wrong) / (len(a) // 3)


def _beside(expected: pg.Surface, got: pg.Surface) -> pg.Surface:
    """Expected, got, and black where they differ."""
    w = max(expected.get_width(), got.get_width())
    h = max(expected.get_height(), got.get_height())
    sheet = pg.Surface((w * 3 + 20, h), 0, 32)
    sheet.fill("white")
    sheet.blit(expected, (0, 0))
    sheet.blit(got, (w + 10, 0))
    part = pg.Rect(0, 0, *expected.get_size()).clip(got.get_rect())
    difference = pg.Surface(part.size, 0, 32)
    difference.blit(expected, (0, 0))
    there = difference.copy()
    there.blit(got, (0, 0))
    ahead = difference.copy()
    ahead.blit(there, (0, 0), special_flags=pg.BLEND_RGB_SUB)
    there.blit(difference, (0, 0), special_flags=pg.BLEND_RGB_SUB)
    ahead.blit(there, (0, 0), special_flags=pg.BLEND_RGB_ADD)
    for _ in range(4):
        ahead.blit(ahead.copy(), (0, 0), special_flags=pg.BLEND_RGB_ADD)
    sheet.blit(pg.transform.invert(ahead), (2 * w + 20, 0))
    return sheet
