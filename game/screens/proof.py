"""The censor's hand on a proof: brush bars, blue pencil, red remarks, the stamp that refuses it."""

import math
import random
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from game.engine.prose import FrontPage, Proof, Words, text_of
from game.screens import theme
from game.screens.forme import Place
from game.screens.layout import balance
from game.screens.picture import (
    Colour,
    Disc,
    Face,
    Line,
    Metrics,
    Photograph,
    Point,
    Polygon,
    Rect,
    Shape,
    Stroke,
    Text,
    Tilted,
)
from game.screens.shift import shifted
from game.text.tongue import say

BRUSH: Final[Colour] = (20, 17, 16)
RED: Final[Colour] = (176, 36, 30)
VIOLET: Final[Colour] = (92, 82, 136)
"""Copying ink on newsprint, as it dries."""


@attrs.frozen
class _Letter:
    """A letter as printed: of which run, and which letter of it."""

    run: int
    at: int


def marked(
    shapes: tuple[Shape, ...],
    places: Sequence[Place],
    page: FrontPage,
    proof: Proof,
    sheet: Rect,
    unit: float,
    metrics: Metrics,
) -> tuple[Shape, ...]:
    """The page as the censor left it."""
    lifted = [
        place
        for place in places
        if place.part == "column"
        and _named(text_of(page.columns[place.number].title), proof.lifted)
    ]
    gone = {id(shape) for place in lifted for shape in place.shapes}
    kept = tuple(shape for shape in shapes if id(shape) not in gone)
    standing = [place for place in places if place not in lifted]
    over: list[Shape] = []
    for place in lifted:
        over += _ring(place.rect.inset(-4 * unit), theme.BLUE_PENCIL, unit, seed=place.number)
    for place in standing:
        runs = _in_reading_order(place)
        for words in proof.strikes:
            for rect in boxes(words, runs, metrics):
                over += _strike(rect, unit)
        for words in proof.bars:
            for rect in boxes(words, runs, metrics):
                over += _bar(rect, place.part == "slogan")
    picture = next((place for place in places if place.part == "picture"), None)
    if picture is not None:
        for number, person in enumerate(page.group):
            if person in proof.missing:
                over += _ring(_standing(picture, number, len(page.group)), RED, unit, seed=number)
    taken: dict[str, float] = {}
    for note, at in proof.notes:
        over += _remark(note, at, places, page, sheet, proof.lifted, taken, unit, metrics)
    if proof.refusal:
        over += _refusal(proof.refusal, places, sheet, unit, metrics)
    return (*kept, *over)


def stamped(
    words: Words, room: Rect | None, columns: Rect, unit: float, metrics: Metrics
) -> tuple[Shape, ...]:
    """A round stamp in the free room of a page, or over the foot of its columns."""
    radius = 46 * unit
    if room is not None and min(room.w, room.h) >= 60 * unit:
        radius = min(54 * unit, min(room.w, room.h) / 2)
        centre = (room.x + room.w / 2, room.y + min(room.h / 2, radius + 10 * unit))
    else:
        centre = (columns.right - 100 * unit, columns.bottom - radius - 8 * unit)
    x, y = centre
    lines, size = _within(words, "slab-cyrillic", 13 * unit, radius * 1.28, radius * 1.1, metrics)
    top = y - len(lines) * size * 1.1 / 2 + size * 0.9
    inner: list[Shape] = [
        Disc(centre, radius - 1, VIOLET, 2.4 * unit),
        Disc(centre, radius - 5 * unit, VIOLET, unit),
    ]
    for number, line in enumerate(lines):
        inner.append(
            Text(x, top + number * size * 1.1, line, "slab-cyrillic", size, VIOLET, 0, "centre")
        )
    box = Rect(x - radius, y - radius, 2 * radius, 2 * radius)
    return (Tilted(box, 12, tuple(inner)),)


def boxes(words: str, runs: Sequence[Text], metrics: Metrics) -> tuple[Rect, ...]:
    """Where words stand in runs of type read in order, a box for each stretch of a line.

    Only letters and figures count: words are found through hyphens, marks and capitals.
    """
    wanted = [letter for letter in words.casefold() if letter.isalnum()]
    if not wanted:
        return ()
    letters: list[_Letter] = []
    stream: list[str] = []
    for number, run in enumerate(runs):
        for at, letter in enumerate(run.string):
            for each in letter.casefold() if letter.isalnum() else ():
                letters.append(_Letter(number, at))
                stream.append(each)
    text, sought = "".join(stream), "".join(wanted)
    found: list[Rect] = []
    start = text.find(sought)
    while start >= 0 and len(text) == len(letters):
        stop = start + len(sought)
        if _is_whole(runs, letters, start, stop):
            found += _boxes(runs, letters[start:stop], metrics)
        start = text.find(sought, start + 1)
    return tuple(found)


def _is_whole(runs: Sequence[Text], letters: Sequence[_Letter], start: int, stop: int) -> bool:
    """Whether letters are whole words: next to them, on the same run, stands no other letter."""
    first, last = letters[start], letters[stop - 1]
    before = runs[first.run].string[: first.at]
    after = runs[last.run].string[last.at + 1 :]
    return not (before[-1:].isalnum() or after[:1].isalnum())


def _boxes(runs: Sequence[Text], letters: Sequence[_Letter], metrics: Metrics) -> Iterator[Rect]:
    """A box for each run the letters stand on, those side by side on one line run together."""
    held: Rect | None = None
    for number in sorted({letter.run for letter in letters}):
        run = runs[number]
        places = [letter.at for letter in letters if letter.run == number]
        box = _box(run, min(places), max(places) + 1, metrics)
        if held is not None:
            gap = box.x - held.right
            if abs(box.bottom - held.bottom) < 1 and -1 < gap < run.size * 1.4:
                held = Rect(held.x, min(held.y, box.y), box.right - held.x, max(held.h, box.h))
                continue
            yield held
        held = box
    if held is not None:
        yield held


def _box(run: Text, start: int, stop: int, metrics: Metrics) -> Rect:
    def wide(string: str) -> float:
        return metrics.width(string, run.face, run.size, run.track) if string else 0.0

    left = run.x
    if run.anchor != "left":
        whole = wide(run.string) - run.track
        left -= whole / 2 if run.anchor == "centre" else whole
    cap = metrics.cap_height(run.face, run.size)
    x = left + wide(run.string[:start])
    return Rect(x, run.y - cap * 1.12, wide(run.string[start:stop]), cap * 1.42)


def _in_reading_order(place: Place) -> list[Text]:
    return [shape for shape in place.shapes if isinstance(shape, Text)]


def _named(title: str, titles: Sequence[str]) -> bool:
    return title.casefold() in {each.casefold() for each in titles}


def _bar(rect: Rect, on_black: bool) -> Iterator[Shape]:
    """Strokes of a brush that begin and end a little apart, the last of them dry."""
    dice = random.Random(round(rect.x) * 31 + round(rect.y))
    colour = (52, 46, 43) if on_black else BRUSH
    count = max(3, round(rect.h / max(2.6, rect.h / 5)))
    high = rect.h / count
    over = rect.h * 0.22
    for number in range(count):
        y = rect.y + number * high
        left = rect.x - over * dice.uniform(0.2, 1.1)
        right = rect.right + over * dice.uniform(0.0, 1.6)
        bend = high * dice.uniform(-0.22, 0.22)
        middle = (left + right) / 2
        top, low = y - high * 0.25, y + high * 1.2
        yield Polygon(
            (
                (left, top + dice.uniform(0, high * 0.3)),
                (middle, top + bend),
                (right, top + dice.uniform(0, high * 0.3)),
                (right - over * dice.uniform(0.1, 0.7), low),
                (middle, low + bend),
                (left + over * dice.uniform(0.0, 0.5), low),
            ),
            colour,
        )


def _strike(rect: Rect, unit: float) -> Iterator[Shape]:
    """Two strokes of blue pencil, not quite straight."""
    dice = random.Random(round(rect.x) * 17 + round(rect.y))
    width = max(1.0, min(2.6 * unit, rect.h * 0.12))
    for level in (0.46, 0.66):
        points: list[Point] = []
        steps = max(2, round(rect.w / (26 * unit)))
        for step in range(steps + 1):
            x = rect.x - 3 * unit + (rect.w + 6 * unit) * step / steps
            y = rect.y + rect.h * (level + dice.uniform(-0.09, 0.09))
            points.append((x, y))
        yield Line(tuple(points), theme.BLUE_PENCIL, width)


def _ring(rect: Rect, colour: Colour, unit: float, seed: int) -> Iterator[Shape]:
    """A line drawn round something by hand, its ends crossing."""
    dice = random.Random(seed * 7 + round(rect.w))
    points: list[Point] = []
    for step in range(34):
        angle = math.radians(200 + step * 375 / 33)
        swell = 1 + 0.03 * math.sin(step * 1.3 + seed) + dice.uniform(-0.008, 0.008)
        # Rounder than a rectangle, squarer than an ellipse.
        cos, sin = math.cos(angle), math.sin(angle)
        x = math.copysign(abs(cos) ** 0.7, cos)
        y = math.copysign(abs(sin) ** 0.7, sin)
        cx, cy = rect.centre
        points.append((cx + x * swell * rect.w * 0.5, cy + y * swell * rect.h * 0.5))
    yield Line(tuple(points), colour, max(1.2, 2.2 * unit))


def _standing(picture: Place, number: int, count: int) -> Rect:
    """Where somebody stands in a group photograph of so many, as the darkroom composes it."""
    rect = next(shape.rect for shape in picture.shapes if isinstance(shape, Photograph))
    step = min(rect.w / (count + 0.55), rect.h * 0.62)
    tall = min(rect.h * 0.84, step * 2.25)
    x = rect.x + rect.w / 2 - step * (count - 1) / 2 + step * number
    top = rect.y + rect.h * 0.81 - tall * 0.8
    return Rect(x - step * 0.48, top, step * 0.96, rect.y + rect.h * 0.9 - top)


def _remark(
    words: Words,
    at: str,
    places: Sequence[Place],
    page: FrontPage,
    sheet: Rect,
    lifted: Sequence[str],
    taken: dict[str, float],
    unit: float,
    metrics: Metrics,
) -> Iterator[Shape]:
    """A remark in red at the foot of the part it is about, a second one under the first.

    In the place of a lifted column it is in the blue of whoever lifted it.
    """

    def here(place: Place) -> bool:
        if place.part == "column":
            return text_of(page.columns[place.number].title).casefold() == at.casefold()
        return place.part == at

    place = next((place for place in places if here(place)), None)
    free = place is not None and place.part == "column" and _named(at, lifted)
    if at == "picture":  # the foot of a picture is too dark to write on
        place = next((each for each in places if each.part == "caption"), place)
    where = place.rect if place else Rect(0, sheet.bottom - 120 * unit, sheet.w, 60 * unit)
    width = min(max(where.w * 0.92, 120 * unit), 300 * unit)
    lines, size = _within(words, "pencil", 25 * unit, width, 96 * unit, metrics)
    wide = max(metrics.width(line, "pencil", size) for line in lines)
    high = len(lines) * size * 1.1
    x = min(where.right - wide - 6 * unit, sheet.right - wide - 14 * unit)
    y = where.bottom - high * (0.45 if at in ("headline", "deck", "picture") else 0.8)
    if free:
        x, y = where.centre[0] - wide / 2, where.centre[1] - high / 2
    y += taken.get(at, 0.0)
    x, y = max(8 * unit, x), min(max(8 * unit, y), sheet.bottom - high - 12 * unit)
    taken[at] = taken.get(at, 0.0) + high
    colour = theme.BLUE_PENCIL if free else RED
    inner = tuple(
        Text(x, y + (number + 0.85) * size * 1.1, line, "pencil", size, colour)
        for number, line in enumerate(lines)
    )
    yield Tilted(Rect(x - 4 * unit, y - 4 * unit, wide + 8 * unit, high + 10 * unit), 2.6, inner)


def _refusal(
    words: Words, places: Sequence[Place], sheet: Rect, unit: float, metrics: Metrics
) -> Iterator[Shape]:
    """The stamp of the office, over whatever is printed there."""
    lines, size = _within(words, "slab-cyrillic", 34 * unit, 230 * unit, 130 * unit, metrics)
    lines = tuple(line.upper() for line in lines)
    wide = max(metrics.width(line, "slab-cyrillic", size) for line in lines)
    if wide > 280 * unit:
        size *= 280 * unit / wide
        wide = 280 * unit
    under = say("CENSORSHIP OFFICE")
    small = min(11 * unit, 11 * unit * wide / max(1.0, metrics.width(under, "label", 11 * unit)))
    high = len(lines) * size * 1.06 + small * 1.5
    pad = 12 * unit
    box = Rect(0, 0, wide + 2 * pad, high + 2 * pad)
    slogan = next((place.rect for place in places if place.part == "slogan"), None)
    low = slogan.y if slogan else sheet.bottom - 60 * unit
    x = sheet.right - box.w - 74 * unit
    y = max(sheet.y + sheet.h * 0.45, low - box.h - 40 * unit)
    inner: list[Shape] = [
        Stroke(box, RED, 3.2 * unit),
        Stroke(box.inset(5 * unit), RED, 1.2 * unit),
    ]
    for number, line in enumerate(lines):
        base = pad + (number + 0.82) * size * 1.06
        inner.append(Text(box.w / 2, base, line, "slab-cyrillic", size, RED, 0, "centre"))
    inner.append(
        Text(box.w / 2, box.h - pad - small * 0.1, under, "label", small, RED, 0, "centre")
    )
    yield Tilted(Rect(x, y, box.w, box.h), -8, shifted(tuple(inner), x, y))


def _within(
    words: Words, face: Face, size: float, width: float, height: float, metrics: Metrics
) -> tuple[tuple[str, ...], float]:
    """The words in lines of the largest type that fits a box, half the size at least."""
    text = text_of(words)
    least = size * 0.5
    while True:
        lines = balance(text, face, size, width, metrics)
        if size <= least or len(lines) * size * 1.1 <= height:
            return lines, size
        size *= 0.92
