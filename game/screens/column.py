"""Prose of the engine set as rows of a column: paragraphs, speakers, drop caps, reveal."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import attrs

from game.engine.prose import Line, Lines, Word, Words, text_of
from game.screens import theme
from game.screens.layout import DropCap, SetLine, Span, drop_cap, paragraph, place
from game.screens.picture import Clip, Colour, Face, Fill, Image, Metrics, Rect, Shape, Text
from game.text.tongue import say

_ITALIC: dict[Face, Face] = {
    "serif": "serif-italic",
    "book": "book-italic",
    "news": "news-italic",
    "type": "type-bold",
    "serif-bold": "serif-bold-italic",
    "serif-italic": "serif",
    "news-bold": "news-italic",
    "news-italic": "news",
    "book-italic": "book",
}
"""What stress and titles are set in."""


CAPPED: Final = 190
"""Letters that a paragraph must have for a drop cap, so that it has lines to stand beside it."""


@attrs.frozen
class Row:
    """One line of a column: its top and height in window pixels from the column's top.

    `letters` is how many it shows; `speaker` and `expression` whose face belongs to it. A row
    that is a `heading` is not shown without the one under it.
    """

    top: float
    height: float
    shapes: tuple[Shape, ...]
    letters: int
    speaker: str = ""
    expression: str = ""
    heading: bool = False

    @property
    def bottom(self) -> float:
        """Where the next row may begin."""
        return self.top + self.height


@attrs.frozen
class Column:
    """How a column is set. `x` and `width` in window pixels, `size` and `leading` too.

    `heads` gives the path of the portrait to hang beside a speaker's words, with an expression;
    `player` is never hung. `hyphens` names the dictionary by which justified words are broken.
    """

    x: float
    width: float
    size: float
    leading: float
    unit: float
    colour: Colour
    face: Face = "serif"
    justified: bool = True
    indent: float = 0
    gap: float = 0
    label: Colour = theme.TEXT_RED
    channel: Colour = theme.PRUSSIAN
    heads: Callable[[str, str], str] | None = None
    player: str = ""
    hyphens: str | None = "en_GB"


def spans(words: Words, face: Face) -> tuple[Span, ...]:
    """Words as spans of a face and its italic."""
    return tuple(Span(word.text, _ITALIC.get(face, face) if word.look else face) for word in words)


def set_lines(
    lines: Lines,
    column: Column,
    metrics: Metrics,
    top: float = 0,
    cap: bool = False,
    answered: int = 0,
) -> tuple[Row, ...]:
    """The rows of paragraphs from `top` down; with `cap` the first begins with a drop cap.

    A short rule parts the first `answered` paragraphs from the rest.
    """
    rows: list[Row] = []
    y = top
    before: Line | None = None
    for number, line in enumerate(lines):
        if number:
            y += column.gap
        if answered and number == answered:
            rows.append(rule(column, y))
            y, before = rows[-1].bottom, None
        new = _paragraph_rows(line, before, column, metrics, y, cap and number == 0)
        rows += new
        y = rows[-1].bottom if rows else y
        before = line
    return tuple(rows)


def _paragraph_rows(
    line: Line, before: Line | None, column: Column, metrics: Metrics, y: float, cap: bool
) -> list[Row]:
    rows: list[Row] = []
    speaks = line.speaker is not None
    continued = (
        speaks
        and before is not None
        and (before.speaker, before.channel) == (line.speaker, line.channel)
    )
    if speaks and not (continued and not line.aside):
        rows.append(_name_row(line, column, metrics, y + (column.leading * 0.22 if before else 0)))
        y = rows[-1].bottom
    elif not speaks and before is not None and before.speaker is not None:
        y += column.leading * 0.3
    colour = column.channel if line.channel else column.colour
    face: Face = column.face
    if line.channel:
        face = _ITALIC.get(column.face, column.face)
    words: Words = line.words
    indent = column.indent
    if before is None or (before.speaker != line.speaker) or rows:
        indent = 0.0
    if before is None:
        indent = 0.0
    text = spans(words, face)
    dropped: DropCap | None = None
    string = text_of(words)
    if cap and not speaks and len(string) > CAPPED and not string[:1].isdigit():
        dropped = drop_cap(text, column.size, column.leading, metrics)
        text = dropped.rest
    set_ = paragraph(
        text,
        column.size,
        column.width,
        metrics,
        setting="justified" if column.justified else "ragged",
        hyphens=column.hyphens if column.justified else None,
        indent=0 if dropped else indent,
        cap=dropped,
    )
    rows += _rows(set_, column, metrics, y, colour, dropped, line)
    return rows


def rule(column: Column, y: float) -> Row:
    """What parts the answer to a choice from what stands over or under it."""
    width, thick = 48 * column.unit, max(1, round(2 * column.unit))
    line = Rect(column.x, round(y + column.leading * 0.45), width, thick)
    return Row(y, column.leading * 0.9, (Fill(line, column.label),), 0)


def _rows(
    set_: Sequence[SetLine],
    column: Column,
    metrics: Metrics,
    y: float,
    colour: Colour,
    dropped: DropCap | None,
    line: Line,
) -> Iterable[Row]:
    for index, each in enumerate(set_):
        top = y + index * column.leading
        shapes: list[Shape] = list(
            place((each,), column.x, top, column.size, column.leading, colour, metrics)
        )
        if dropped is not None and index == 0 and shapes:
            first = shapes[0]
            assert isinstance(first, Text)
            shapes.append(dropped.text(column.x, first.y, column.label))
        letters = sum(len(string) for _, string, _ in each.runs)
        yield Row(top, column.leading, tuple(shapes), letters, line.speaker or "", line.expression)
    if dropped is not None and len(set_) < dropped.lines:
        rest = dropped.lines - len(set_)
        yield Row(y + len(set_) * column.leading, rest * column.leading, (), 0)


def _name_row(line: Line, column: Column, metrics: Metrics, y: float) -> Row:
    """The speaker's name over the speech, with stage direction and channel, and the face hung."""
    size = column.size * 0.64
    height = column.leading * 0.80
    base = y + height * 0.80
    track = size * 0.12
    shapes: list[Shape] = [Text(column.x, base, line.name, "label-bold", size, column.label, track)]
    x = column.x + metrics.width(line.name, "label-bold", size, track) + size * 0.6
    notes = [line.aside] if line.aside else []
    notes += [say("in {language}", language=line.channel.capitalize())] if line.channel else []
    if notes:
        colour = column.channel if line.channel else column.colour
        note = ", ".join(notes)
        italic = _ITALIC.get(column.face, column.face)
        note_size = column.size * 0.76
        room = column.x + column.width - x
        wide = metrics.width(note, italic, note_size)
        if wide > room > 0:
            note_size *= room / wide
        shapes.append(Text(x, base, note, italic, note_size, colour))
    if column.heads and line.speaker and line.speaker != column.player:
        expression = line.expression or "neutral"
        w = 40 * column.unit
        h = 50 * column.unit
        box = Rect(round(column.x - w - 8 * column.unit), round(y + 3 * column.unit), w, h)
        shapes.append(Image(box, column.heads(line.speaker, expression)))
    return Row(
        y,
        height,
        tuple(shapes),
        len(line.name),
        line.speaker or "",
        line.expression,
        heading=True,
    )


def letters_in(rows: Iterable[Row]) -> int:
    """How many letters the rows show."""
    return sum(row.letters for row in rows)


def revealed(
    rows: Iterable[Row], letters: float, column: Column, sight: tuple[float, float]
) -> tuple[Shape, ...]:
    """The shapes of the rows as far as so many letters are shown; the last row is cut within.

    Rows that do not lie wholly between the two heights in sight are left out, not cut.
    """
    shapes: list[Shape] = []
    left = letters
    for row in rows:
        foot = row.bottom + (column.leading if row.heading else 0)
        whole = sight[0] <= row.top and foot <= sight[1]
        if not whole and left > 0:
            pass
        elif left >= row.letters:
            shapes += row.shapes
        elif left > 0:
            margin = 60 * column.unit
            wide = margin + column.width * left / max(1, row.letters)
            cut = Rect(column.x - margin, row.top, wide, row.height + column.leading * 0.2)
            shapes.append(Clip(cut, row.shapes))
        else:
            break
        left -= row.letters
    return tuple(shapes)


def words_of(text: str) -> Words:
    """Plain text as words."""
    return (Word(text),) if text else ()


def line_of(text: str) -> Line:
    """Plain text as a paragraph nobody speaks."""
    return Line(None, "", "", "", "", False, words_of(text))
