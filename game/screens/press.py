"""Papers of every kind: the printed object, and beside it the slip that reads it plain."""

from collections.abc import Iterator, Sequence

import attrs

from game.engine.calendar import spoken_date
from game.engine.forms import form_name, kind_name
from game.engine.prose import FrontPage, Lines, Paper, Words, text_of
from game.engine.state import Turn
from game.engine.transcript import proof_text, sheet_text, sheet_title
from game.screens import choices, theme
from game.screens.choices import Item
from game.screens.column import Column, Row, line_of, set_lines, words_of
from game.screens.forme import WIDTH
from game.screens.front_page import front_page
from game.screens.hints import Hint, HintRows, hint_rows
from game.screens.intent import Ask, Back, Command, Direction, Move
from game.screens.layout import balance
from game.screens.marks import ON_BLACK, arrow, gauge, key_hint, signed, stat_icon
from game.screens.motion import DROP, dropped, turned
from game.screens.paper import SHEET_TEXT, dated, paper_sheet
from game.screens.picture import (
    Button,
    Clip,
    Fill,
    Leaf,
    Metrics,
    Picture,
    Polygon,
    Rect,
    Shadow,
    Shape,
    Size,
    Text,
)
from game.screens.picture import Paper as Sheet
from game.screens.reading import Hand, View, readings_of
from game.screens.sheets.table import OF_ANOTHER_YEAR, laid_sheet
from game.screens.shift import shifted
from game.screens.theme import Scale
from game.session.settings import Settings
from game.text.tongue import say


@attrs.frozen
class PressScene:
    """A turn that is a paper, the rows to choose, what was done before."""

    turn: Turn
    items: tuple[Item, ...]
    since: tuple[str, ...]
    slip: int = 0
    """The page of the slip, counted from 0."""

    proof: bool = False
    """Whether the censor's proof of a front page lies there."""

    away: str = ""
    """What Esc does, where that is not to open the menu."""


LEAST_WHOLE = 0.8
"""Of its size, to which a front page that does not fit is made smaller rather than scrolled."""


def press_view(
    scene: PressScene, hand: Hand, settings: Settings, size: Size, metrics: Metrics
) -> View:
    """The object on its desk and the slip. Scrolling moves the object."""
    scale = Scale.of(size, settings.text_size)
    u = scale.unit
    slip_width = min(scale.width * 0.56, 408 + 300 * max(0.0, scale.text - 1))
    edge = scale.width - slip_width
    area = Rect(0, 0, edge * u, scale.height * u)
    turn = scene.turn
    shapes: list[Shape] = [Sheet(Rect(0, 0, scale.width * u, scale.height * u), "desk")]
    low = scale.height
    shapes.append(
        Polygon(
            ((0, (low - 160) * u), (edge * u, low * u), (0, low * u)),
            (120, 26, 18),
        )
    )
    motion: float = DROP
    if turn.front_page:
        sheet, height = _front_sheet(scene, area, hand, u, metrics)
    elif turn.sheet:
        sheet, height, motion = laid_sheet(
            turn.sheet, turn, area, hand.scroll, u, scale.text, metrics, hand.moved
        )
    else:
        assert turn.paper is not None
        sheet, height = paper_sheet(
            turn.paper, turn, area, hand.scroll, u, scale.text, metrics, hand.moved
        )
    shapes.append(Clip(area, sheet))
    over = height - scale.height
    extent = over if over > 12 else 0.0
    slip, rows, pages = _slip(scene, hand, scale, edge, extent > 0, metrics)
    shapes += slip
    picture = Picture(theme.INK, tuple(shapes))
    # The rows stand on the slip, which does not scroll: they are always in sight.
    places = tuple((hand.scroll + a / u, hand.scroll + b / u) for a, b in rows)
    return View(
        picture, extent, 27 * scale.text, scale.height - 60, places, 0, pages, u, motion=motion
    )


def _front_sheet(
    scene: PressScene, area: Rect, hand: Hand, unit: float, metrics: Metrics
) -> tuple[tuple[Shape, ...], float]:
    """The front page on the newspaper under it, up as far as it is scrolled, and its height."""
    page = scene.turn.front_page
    assert page is not None
    fits = max(0.6, min(1.0, (area.w / unit - 46) / WIDTH))
    sheet = front_page(page, scene.turn, unit * fits, metrics, proof=scene.proof)
    whole = (area.h - 34 * unit) / sheet.height
    if LEAST_WHOLE <= whole < 1:  # a little too long: the page is laid farther away
        sheet = front_page(page, scene.turn, unit * fits * whole, metrics, proof=scene.proof)
    x = max(10 * unit, (area.w - sheet.width) / 2 - 10 * unit)
    free = area.h - sheet.height
    y = max(16 * unit, free / 2 - 8 * unit) - hand.scroll * unit
    under = Rect(round(x), round(y), sheet.width, sheet.height)
    shadow = Shadow(under, 18 * unit, 190)
    falling = dropped(Leaf(under, sheet.shapes), unit, hand.moved)
    return (shadow, *_older(under), *falling), sheet.height / unit + 30


def _older(sheet: Rect) -> Iterator[Shape]:
    """The edges of an older number, which lies a little turned under the sheet."""
    flat = [(sheet.x, sheet.y), (sheet.right, sheet.y)]
    flat += [(sheet.right, sheet.bottom), (sheet.x, sheet.bottom)]
    askew = [turned(corner, sheet.centre, 1.1) for corner in flat]
    for number in range(4):
        after = (number + 1) % 4
        side = (askew[number], askew[after], flat[after], flat[number])
        yield Polygon(side, theme.MANILA)


def _slip(
    scene: PressScene, hand: Hand, scale: Scale, edge: float, scrolls: bool, metrics: Metrics
) -> tuple[list[Shape], list[tuple[float, float]], int]:
    """The reader's slip, the tops and bottoms of its choices, and how many pages it has."""
    u, k = scale.unit, scale.unit * scale.text
    turn = scene.turn
    w, h = scale.width * u, scale.height * u
    x0 = edge * u
    slope = 36 * u
    shapes: list[Shape] = [
        Polygon(((x0, 0), (w, 0), (w, h), (x0 - slope, h)), theme.INK),
        Polygon(
            ((x0 - 12 * u, 0), (x0, 0), (x0 - slope, h), (x0 - slope - 12 * u, h)),
            theme.VERMILION,
        ),
    ]
    x, right = x0 + 36 * u, w - 36 * u
    width = right - x
    y = 44 * k
    date = spoken_date(turn.date) if _dated(turn) else ""
    label = say("THE CENSOR’S PROOF") if scene.proof else _label(turn)
    shapes.append(Text(x, y, label, "label-bold", 13 * k, theme.BRIGHT_RED, 2 * k))
    head = metrics.width(label, "label-bold", 13 * k, 2 * k)
    if head + 16 * u + metrics.width(date, "serif-italic", 15 * k) <= width:
        shapes.append(Text(right, y, date, "serif-italic", 15 * k, theme.NEWSPRINT, anchor="right"))
    y += 14 * k
    shapes.append(Fill(Rect(x, y, width, max(1, round(2 * u))), theme.NEWSPRINT))
    y += 12 * u
    laid = _choices(scene, hand, scale, x, width, x0 - slope + 2 * u, metrics)
    small = min(k, u * 1.5)
    lines = HintRows(x, width + 20 * u, small, theme.NEWSPRINT, most=2, gap=16)
    keys, count = hint_rows(_hints(scene, scrolls), lines, metrics)
    foot = h - 40 * u - 12 * k - (count - 1) * lines.leading * small
    rows_top = foot - laid.height - 10 * u
    limit = rows_top - 8 * u
    top = y
    title, y = _title(turn, x, y, width, limit, k, metrics)
    y += 12 * u
    changes = _changes(turn, x, width, k, metrics)
    # A paper taken out of the gallery knows nothing of how things stood.
    gauges = ((), 0.0) if scene.away else _gauges(turn, x, width, scale, metrics)
    body = _plain_lines(scene, scale)
    column = Column(x, width, 18 * k, 25.5 * k, u, theme.BOOK, justified=False, gap=11 * k)
    text = set_lines(body, column, metrics)
    after = y + (text[-1].bottom if text else 0.0)
    if after + 24 * u + gauges[1] <= limit:
        shapes += shifted(gauges[0], 0, limit - gauges[1])
        changes = ((), 0.0)
    room = limit - (changes[1] + 16 * k if changes[1] else 0)
    if text and after > room:  # the words come before the figures
        changes, room = ((), 0.0), limit
    pages = _paged(text, room - y, room - top, 28 * k)
    number = min(scene.slip, max(0, len(pages) - 1))
    if number == 0:
        shapes += title
    else:
        y = top
    for row in pages[number] if pages else ():
        shapes += shifted(row.shapes, 0, y - pages[number][0].top)
    if pages and pages[number]:
        y += pages[number][-1].bottom - pages[number][0].top
    if len(pages) > 1:
        words = say("{page} of {pages}", page=number + 1, pages=len(pages))
        onward = Move(Direction.LEFT if number == len(pages) - 1 else Direction.RIGHT)
        arrows = ("left", "right")
        more, _ = key_hint(x, limit - 20 * k, arrows, words, theme.BOOK, k, metrics, onward)
        shapes += more
    elif text and not pages and y + 28 * k <= limit:
        more, _ = key_hint(
            x, y + 4 * k, "T", say("reads all of it"), theme.BOOK, k, metrics, Command("t")
        )
        shapes += more
    if changes[1] and y + changes[1] + 16 * k <= limit + 4 * k:
        shapes += shifted(changes[0], 0, y + 16 * k)
    shapes += shifted(laid.shapes, 0, rows_top)
    shapes.append(Fill(Rect(x, foot, width, max(1, round(u))), theme.NEWSPRINT))
    shapes += shifted(keys, 0, foot + 12 * u)
    rows = [(rows_top + a, rows_top + b) for a, b in laid.rows]
    return shapes, rows, max(1, len(pages))


def _hints(scene: PressScene, scrolls: bool) -> list[Hint]:
    """The keys of the slip."""
    turn = scene.turn
    hints: list[Hint] = [
        ("T", say("plain text"), Command("t")),
        ("Esc", scene.away or say("menu"), Back()),
    ]
    if turn.front_page:
        hints.insert(0, ("Z", say("look closer"), Command("z")))
    elif scrolls:
        hints.insert(0, (("PgUp", "PgDn"), say("move"), None))
    if turn.front_page and turn.front_page.proof:
        other = say("the page as printed") if scene.proof else say("the censor’s proof")
        hints.insert(1, ("P", other, Command("p")))
    return hints


def _paged(rows: Sequence[Row], first: float, other: float, foot: float) -> list[Sequence[Row]]:
    """The rows in pages, the first with less room than the others; none where none has room.

    Where there are several each leaves `foot` free, for how to turn them. A heading ends no page.
    """
    if not rows or rows[-1].bottom <= first:
        return [rows] if rows else []
    pages: list[Sequence[Row]] = []
    start = 0
    while start < len(rows):
        room = (other if pages else first) - foot
        stop = start
        while stop < len(rows) and rows[stop].bottom - rows[start].top <= room:
            stop += 1
        while start < stop < len(rows) and rows[stop - 1].heading:
            stop -= 1
        if stop == start:
            if pages or rows[start].height > other - foot:
                return []
            pages.append(())
            continue
        pages.append(rows[start:stop])
        start = stop
    return pages


def _choices(
    scene: PressScene,
    hand: Hand,
    scale: Scale,
    x: float,
    width: float,
    marker: float,
    metrics: Metrics,
) -> choices.Laid:
    list_ = choices.List(
        x + 8 * scale.unit, width - 16 * scale.unit, marker, scale.unit, scale.text, ON_BLACK
    )
    return choices.lay(scene.items, hand.focus, list_, metrics, hand.slip * scale.unit)


def _label(turn: Turn) -> str:
    """What is read: the form or kind of the paper."""
    if turn.sheet:
        return kind_name(turn.sheet.kind).upper()
    return form_name(turn.paper.form).upper() if turn.paper else say("READ IT PLAIN")


def _dated(turn: Turn) -> bool:
    """Whether the story's date is the paper's own."""
    return turn.sheet.kind not in OF_ANOTHER_YEAR if turn.sheet else dated(turn.paper)


def _title_words(turn: Turn) -> Words:
    if turn.front_page:
        return turn.front_page.headline
    if turn.sheet:
        return words_of(sheet_title(turn.sheet, turn.program.story))
    return turn.paper.title if turn.paper else ()


def _title(
    turn: Turn, x: float, y: float, width: float, limit: float, k: float, metrics: Metrics
) -> tuple[tuple[Shape, ...], float]:
    """The title and where it ends: smaller where it is long, none where it has no room at all."""
    title = text_of(_title_words(turn))
    for size in (34 * k, 27 * k, 21 * k):
        leading = size * 37 / 34
        lines = balance(title, "title", size, width, metrics)
        end = y + len(lines) * leading
        if end + 2 * leading <= limit or end <= y + 2 * leading <= limit:
            placed = (
                Text(x, y + size * 0.9 + number * leading, line, "title", size, theme.BOOK)
                for number, line in enumerate(lines)
            )
            return tuple(placed), end
    return (), y


def _plain_lines(scene: PressScene, scale: Scale) -> Lines:
    """The words of the slip: those of a document only where its own type stays smaller.

    What is told beside a paper has no other place.
    """
    turn = scene.turn
    if scene.proof and turn.front_page:
        return tuple(map(line_of, proof_text(turn.front_page, turn.program.story)))
    told = tuple(line for lines in turn.pages for line in lines)
    page: FrontPage | None = turn.front_page
    if page is not None:
        deck = (line_of(text_of(page.deck)),) if page.deck else ()
        return (*told, *(page.lead or deck))
    if scale.text <= SHEET_TEXT:
        return told
    if turn.sheet:
        return (*told, *map(line_of, sheet_text(turn.sheet, turn.program.story)))
    paper: Paper | None = turn.paper
    return (*told, *paper.lines) if paper else told


def _gauges(
    turn: Turn, x: float, width: float, scale: Scale, metrics: Metrics
) -> tuple[tuple[Shape, ...], float]:
    """The gauges as a reading page has them, from y = 0 down, and their height."""
    u = scale.unit
    shapes: list[Shape] = [Fill(Rect(x, 0, width, max(1, round(u))), theme.NEWSPRINT)]
    y = 16 * u
    for reading in readings_of(turn):
        drawn, used = gauge(reading, x, 0, width, u, scale.text, metrics)
        shapes += shifted(
            (*drawn, Button(Rect(x, 0, width, used), Ask(f"number:{reading.stat}"))), 0, y
        )
        y += max(used + 8 * u, 50 * u)
    return (tuple(shapes), y) if len(shapes) > 1 else ((), 0.0)


def _changes(
    turn: Turn, x: float, width: float, k: float, metrics: Metrics
) -> tuple[tuple[Shape, ...], float]:
    """What the last choice did to the gauges, from y = 0 down, and its height."""
    story = turn.program.story
    gauges = [change for change in turn.changes if story.numbers[change.name].gauge]
    if not gauges:
        return (), 0.0
    shapes: list[Shape] = [
        Fill(Rect(x, 0, width, 1), theme.NEWSPRINT),
        Text(x, 24 * k, say("SINCE LAST PAGE"), "label-bold", 13 * k, theme.BRIGHT_RED, 1.8 * k),
    ]
    y = 34 * k
    for change in gauges:
        stat = story.numbers[change.name]
        delta = change.after - change.before
        base = y + 19 * k
        amount = signed(delta)
        wide = metrics.width(amount, "poster", 18 * k)
        shapes += stat_icon(stat.id, (x + 13 * k, y + 13 * k), 11 * k, ON_BLACK)
        shapes += (
            Text(x + 36 * k, base, stat.label, "serif", 17 * k, theme.BOOK),
            Text(x + width, base, amount, "poster", 18 * k, theme.BOOK, anchor="right"),
            arrow((x + width - wide - 14 * k, y + 13 * k), 6 * k, delta > 0, theme.BRIGHT_RED),
        )
        y += 29 * k
    return tuple(shapes), y
