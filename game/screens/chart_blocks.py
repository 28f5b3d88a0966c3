"""The chart from afar: a block to each chapter that is shown, one after another."""

from collections.abc import Sequence

from game.engine.calendar import spoken_date
from game.model.story import ChapterId
from game.screens import theme
from game.screens.chart_marks import GREY, dashed_box, lines_in
from game.screens.fit import Type, fitted
from game.screens.marks import focus_frame, star
from game.screens.picture import Disc, Fill, Line, Metrics, Rect, Shape, Stroke
from game.screens.theme import Scale
from game.session.atlas import Atlas, Spot
from game.text.tongue import say, say_many


def blocks(
    atlas: Atlas,
    groups: Sequence[ChapterId | None],
    focus: int,
    area: Rect,
    scale: Scale,
    metrics: Metrics,
) -> tuple[list[Shape], list[Rect]]:
    """The blocks of the chapters (of the endings for None), and where each is.

    Where there are more than have room, the one in focus is always in sight.
    """
    u, k = scale.unit, scale.unit * min(1.6, scale.text)
    wide, high, gap = 250 * k, 104 * k, 46 * k
    columns = max(1, int((area.w - 72 * u + gap) / (wide + gap)))
    rows = -(-len(groups) // columns)
    step = high + gap * 0.8
    total = rows * step - gap * 0.8
    top = area.y + (area.h - total) / 2
    if total > area.h - 40 * u:
        top = area.y + 24 * u
        below = top + (focus // columns) * step + high - (area.bottom - 24 * u)
        top -= max(0.0, min(below, total + 48 * u - area.h))
    used = min(columns, len(groups))
    left = area.x + (area.w - used * wide - (used - 1) * gap) / 2
    places = [
        Rect(
            round(left + number % columns * (wide + gap)),
            round(top + number // columns * step),
            round(wide),
            round(high),
        )
        for number in range(len(groups))
    ]
    by_chapter = {chapter.id: spots for chapter, spots in atlas.chapters}
    endings = [spot for spot in atlas.spots.values() if spot.ending]
    shapes: list[Shape] = []
    for number, rect in enumerate(places[1:], start=1):
        shapes += _link(places[number - 1], rect, gap, max(1.0, 3 * k))
    for number, (group, rect) in enumerate(zip(groups, places, strict=True)):
        spots = endings if group is None else by_chapter[group]
        shapes += _block(atlas, group, spots, rect, k, metrics)
        if number == focus:
            shapes += focus_frame(rect.inset(-3 * u), u)
    return shapes, places


def _link(one: Rect, other: Rect, gap: float, width: float) -> list[Shape]:
    """A line from a block to the next; at the end of a row it runs down and back."""
    start, end = (one.right, one.centre[1]), (other.x, other.centre[1])
    if other.y == one.y:
        return [Line((start, end), theme.INK, width)]
    middle = (one.bottom + other.y) / 2
    points = (
        start,
        (one.right + gap * 0.3, start[1]),
        (one.right + gap * 0.3, middle),
        (other.x - gap * 0.3, middle),
        (other.x - gap * 0.3, end[1]),
        end,
    )
    return [Line(points, theme.INK, width)]


def _block(
    atlas: Atlas,
    group: ChapterId | None,
    spots: Sequence[Spot],
    rect: Rect,
    k: float,
    metrics: Metrics,
) -> list[Shape]:
    seen = [spot for spot in spots if spot.seen]
    own = any(spot.standing in ("here", "run") for spot in spots)
    here = any(spot.standing == "here" for spot in spots)
    title = say("Endings") if group is None else atlas.chapter_title(group)
    shapes: list[Shape]
    if own:
        ink = theme.SPOT.get(atlas.story.ink, theme.VERMILION)
        shapes, fore, soft = [Fill(rect, ink)], theme.BOOK, theme.BOOK
    elif seen:
        shapes = [Fill(rect, theme.BOOK), Stroke(rect, theme.INK, max(1, round(2.5 * k)))]
        fore, soft = theme.INK, theme.SOFT
    else:
        shapes = [Fill(rect, theme.FORM), *dashed_box(rect, GREY, k)]
        fore = soft = theme.SOFT
    x, room = rect.x + 16 * k, rect.w - 32 * k
    if here:
        shapes.append(star((rect.right - 24 * k, rect.y + 22 * k), 12 * k, fore))
        room -= 22 * k
    shapes += lines_in(title, "title", 24 * k, 27 * k, x, rect.y + 34 * k, room, fore, metrics)
    if group is None:
        count = atlas.counts.said()[1]
        shapes.append(Disc((rect.right - 26 * k, rect.bottom - 24 * k), 13 * k, fore))
        shapes.append(star((rect.right - 26 * k, rect.bottom - 24 * k), 9 * k, theme.BOOK))
    else:
        count = say_many("{count} page seen", "{count} pages seen", len(seen))
    date = "" if group is None or not seen else spoken_date(atlas.story.chapters[group].date)
    small = Type("caption", 13 * k, soft)
    room = rect.w - 32 * k - (26 * k if group is None else 0)
    base = rect.bottom - 14 * k
    shapes.append(fitted(count, small, x, base, room, metrics))
    if date:
        italic = Type("serif-italic", 13.5 * k, soft)
        wide = room - metrics.width(count, "caption", 13 * k) - 12 * k
        right = rect.right - 16 * k
        if metrics.width(date, "serif-italic", 13.5 * k) * 0.85 > wide:  # on a line of its own
            base, wide = base - 18 * k, room
        shapes.append(fitted(date, italic, right, base, wide, metrics, anchor="right"))
    return shapes
