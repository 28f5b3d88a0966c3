"""What is known of the page in focus, and the key to the chart's signs."""

from collections.abc import Sequence
from typing import Final

import attrs

from game.engine.calendar import spoken_date
from game.engine.state import Turn
from game.model.story import CharacterId
from game.screens import theme
from game.screens.chart_marks import FAINT, GREY, WIDTHS, Look, dashed_ring, drawn_way, two_lines
from game.screens.faces import portrait
from game.screens.fit import Type, cut, fitted
from game.screens.layout import Span, paragraph, place
from game.screens.marks import Inks, padlock, star
from game.screens.picture import (
    Disc,
    Fill,
    Image,
    Metrics,
    Rect,
    Shape,
    Stroke,
    Text,
)
from game.screens.saves import written_at
from game.screens.theme import Scale
from game.session.atlas import Atlas, Spot, Style, how_left
from game.text.tongue import say

LEGEND_TO: Final = 1.2
"""The text size up to which the key has room beside the words."""

TALL_TO: Final = 1.35
"""The text size up to which the drawer is as tall as its words; beyond it the map goes first."""


@attrs.frozen
class _Told:
    """What is said of a page: a line over the title, the title, and sentences under it."""

    over: str
    title: str
    opening: str
    rest: str


def drawer_height(scale: Scale) -> float:
    """The height of the drawer, canvas pixels."""
    return 168 * max(1.0, scale.text) if scale.text <= TALL_TO else 105 * scale.text


def drawer(atlas: Atlas, spot: Spot, box: Rect, scale: Scale, metrics: Metrics) -> list[Shape]:
    """The drawer under the chart."""
    u = scale.unit
    k = u * max(1.0, scale.text)
    shapes: list[Shape] = [
        Fill(box, theme.BOOK),
        Fill(Rect(box.x, box.y, box.w, max(2, round(3 * u))), theme.INK),
    ]
    right = box.right - 36 * u
    if scale.text <= LEGEND_TO:
        wide = 448 * k
        shapes += _legend(atlas, right - wide, box.y + 20 * k, k, metrics)
        right -= wide + 30 * u
    left = box.x + 36 * u
    turn = atlas.turn(spot.passage) if spot.seen else None
    sitter = _sitter(turn) if turn is not None else None
    if sitter is not None and turn is not None and not scale.large:
        high = box.h - 36 * u
        frame = Rect(round(left), round(box.y + 20 * u), round(high * 0.8), round(high))
        name = portrait(turn, *sitter)
        shapes += [Image(frame, name), Stroke(frame, theme.INK, max(1, round(2 * u)))]
        left = frame.right + 24 * u
    shapes += _words(_told(atlas, spot, turn), left, right, box, u, k, metrics)
    return shapes


def _words(
    told: _Told, left: float, right: float, box: Rect, u: float, k: float, metrics: Metrics
) -> list[Shape]:
    room = right - left
    y = box.y + 30 * u * (k / u) ** 0.5
    over = cut(told.over.upper(), "label-bold", 13 * k, 1.5 * k, room, metrics)
    shapes: list[Shape] = [Text(left, y, over, "label-bold", 13 * k, theme.TEXT_RED, 1.5 * k)]
    y += 31 * k
    title = Type("title", 28 * k, theme.INK)
    shapes.append(fitted(told.title, title, left, y, room, metrics, least=0.55))
    y += 10 * k
    size, leading = 16 * k, 22 * k
    lines = int((box.bottom - 6 * u - y) / leading)
    rest = paragraph(
        (Span(told.rest, "serif"),), size, room, metrics, setting="ragged", hyphens=None
    )
    kept = max(1, lines - min(len(rest), max(1, lines - 1))) if told.opening else 0
    for row in two_lines(told.opening, "serif-italic", size, room, metrics, kept):
        set_ = paragraph(
            (Span(row, "serif-italic"),), size, room * 1.05, metrics, setting="greedy", hyphens=None
        )
        shapes += place(set_[:1], left, y, size, leading, theme.SOFT, metrics)
        y += leading
        lines -= 1
    for row in two_lines(told.rest, "serif", size, room, metrics, max(0, lines)):
        set_ = paragraph(
            (Span(row, "serif"),), size, room * 1.05, metrics, setting="greedy", hyphens=None
        )
        shapes += place(set_[:1], left, y, size, leading, theme.INK, metrics)
        y += leading
    return shapes


def _told(atlas: Atlas, spot: Spot, turn: Turn | None) -> _Told:
    story = atlas.story
    if not spot.seen:
        return _unseen(atlas, spot)
    chapter = story.chapters[spot.chapter].title
    standing = {
        "here": say("you are here"),
        "run": say("in this run"),
    }.get(spot.standing, say("in an earlier run"))
    over = "   ".join(part for part in (chapter, standing) if part)
    name = atlas.name(spot.passage)
    if turn is None:
        return _Told(over, name, "", how_left(atlas, spot.passage))
    where = ", ".join(
        part for part in (turn.place, spoken_date(turn.date), turn.passage.time) if part
    )
    if spot.ending:
        return _Told(over, name, where, _reached(atlas, spot))
    said = how_left(atlas, spot.passage)
    refused, shut = atlas.not_taken(spot.passage)
    for ids, words in ((refused, say("Refused: {choices}.")), (shut, say("Closed: {choices}."))):
        labels = [atlas.label(spot.passage, id_).rstrip(".") for id_ in ids]
        if spot.standing != "here" and any(labels):
            said += " " + words.format(choices="; ".join(filter(None, labels)))
    return _Told(over, where or chapter, name, said)


def _reached(atlas: Atlas, spot: Spot) -> str:
    """In which run an ending was come to first, and when."""
    for reached in atlas.chronicle.endings(atlas.story):
        if reached.passage == spot.passage:
            when = written_at(reached.when)
            return say(
                "First reached in run {number}, on {when}.", number=reached.number, when=when
            )
    return how_left(atlas, spot.passage)


def _unseen(atlas: Atlas, spot: Spot) -> _Told:
    if spot.ending:
        return _Told(say("Not yet seen"), "?", "", say("An ending that you have not come to."))
    if not spot.offers:
        return _Told(say("Not yet seen"), "?", "", say("A way leads here. You have not gone it."))
    over = say("open, not taken") if spot.standing == "offered" else say("closed to you")
    told = say("You could have gone here, and did otherwise.")
    if spot.standing == "locked":
        told = say("You were shown this, and it was closed.")
    others = list(dict.fromkeys(filter(None, (atlas.label(*offer) for offer in spot.offers))))[1:]
    if others:
        choices = "; ".join(label.rstrip(".") for label in others)
        told += " " + say("Also by: {choices}.", choices=choices)
    return _Told(over, atlas.name(spot.passage), atlas.name(spot.offers[0][0]), told)


def _sitter(turn: Turn) -> tuple[str, str] | None:
    """Who spoke last to the player, and how they looked; else the player; None for nobody."""
    story = turn.program.story
    own = turn.chapter.viewpoint or story.player
    found = (own, "neutral") if own in story.cast else None
    for page in (turn.answer, *turn.pages):
        for line in page:
            if line.speaker is not None and line.speaker != own:
                found = (CharacterId(line.speaker), line.expression or "neutral")
    return found


def _legend(atlas: Atlas, x: float, y: float, k: float, metrics: Metrics) -> list[Shape]:
    """The four kinds of way and the four signs."""
    spot = theme.SPOT.get(atlas.story.ink, theme.VERMILION)
    look = Look(k, True, spot, metrics)
    step = 25 * k
    heading = Text(x, y + 10 * k, say("KEY"), "label-bold", 13 * k, theme.TEXT_RED, 1.6 * k)
    shapes: list[Shape] = [heading]
    y += 31 * k
    room = 150 * k
    kinds: tuple[tuple[Style, str], ...] = (
        ("run", say("this run")),
        ("earlier", say("an earlier run")),
        ("open", say("open, not taken")),
        ("closed", say("closed to you")),
    )
    for number, (style, words) in enumerate(kinds):
        at = y + number * step
        if style in ("run", "earlier"):
            thick = round(WIDTHS[style] * k)
            colour = spot if style == "run" else theme.INK
            shapes.append(Fill(Rect(x, round(at - thick / 2), 44 * k, thick), colour))
        else:
            line = ((x, at), (x + 44 * k, at))
            shapes += drawn_way(line, style, look, Rect(x, at - 9, 44 * k, 18))
        shapes.append(_named(words, x + 58 * k, at, room, k, metrics))
    x += 222 * k
    signs: Sequence[tuple[list[Shape], str]] = (
        ([star((x, y), 10 * k, spot)], say("you are here")),
        (
            [
                Disc((x, y + step), 10 * k, theme.INK),
                star((x, y + step), 7 * k, theme.BOOK),
            ],
            say("ending reached"),
        ),
        (
            [*dashed_ring((x, y + 2 * step), 10 * k, k), _query(x, y + 2 * step, k, metrics)],
            say("not yet seen"),
        ),
        (
            list(padlock((x, y + 3 * step), 17 * k, Inks(GREY, theme.BOOK))),
            say("seen, and locked"),
        ),
    )
    for number, (drawn, words) in enumerate(signs):
        shapes += drawn
        shapes.append(_named(words, x + 22 * k, y + number * step, room + 40 * k, k, metrics))
    return shapes


def _named(words: str, x: float, y: float, room: float, k: float, metrics: Metrics) -> Text:
    base = y + metrics.cap_height("caption", 13 * k) / 2
    return fitted(words, Type("caption", 13 * k, theme.INK), x, base, room, metrics)


def _query(x: float, y: float, k: float, metrics: Metrics) -> Text:
    base = y + metrics.cap_height("poster", 12 * k) / 2
    return Text(x, base, "?", "poster", 12 * k, FAINT, anchor="centre")
