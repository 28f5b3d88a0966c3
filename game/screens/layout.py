"""Paragraphs of styled words broken into lines.

The measure of good lines is Knuth and Plass's: a paragraph is broken as a whole, so that
its word spaces are as even as they can be. Everything is in window pixels; nothing here
knows of a font or a window but through `Metrics`.
"""

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal, TypeAlias

import attrs
import pyphen

from game.screens.picture import Colour, Face, Metrics, Text
from game.text.hyphens import positions

Setting: TypeAlias = Literal["justified", "ragged", "greedy"]
"""Total fit to both edges; total fit to the left; or the first fit to the left (fast)."""

Run: TypeAlias = tuple[float, str, Face]


@attrs.frozen
class Span:
    """A stretch of text in one face. Spans run in: `Span("Short", i), Span(".", r)` is one word.

    A no-break space stays, a soft hyphen marks a break, a line feed ends the line.
    """

    string: str
    face: Face


@attrs.frozen
class SetLine:
    """One line: runs as (x from the left edge, string, face), and where the last one ends."""

    runs: tuple[Run, ...]
    width: float


@attrs.frozen
class DropCap:
    """A large first letter, and the paragraph without it.

    `width` is the room it takes from the first `lines` lines; `drop` is how far its
    baseline lies under the first line's.
    """

    string: str
    face: Face
    size: float
    width: float
    lines: int
    drop: float
    rest: tuple[Span, ...]

    def text(self, x: float, baseline: float, colour: Colour) -> Text:
        """The letter, for a paragraph whose first line has this baseline."""
        return Text(x, baseline + self.drop, self.string, self.face, self.size, colour)


def paragraph(
    spans: Iterable[Span],
    size: float,
    width: float,
    metrics: Metrics,
    *,
    setting: Setting = "justified",
    hyphens: str | None = "en_GB",
    indent: float = 0,
    cap: DropCap | None = None,
    line_width: Callable[[int], float] | None = None,
    line_left: Callable[[int], float] | None = None,
) -> tuple[SetLine, ...]:
    """The lines of a paragraph set to `width`.

    `hyphens` names pyphen's dictionary, None forbids hyphens. `indent` moves the first line
    in. With a `cap` the spans are its `rest`. `line_width` and `line_left` give single lines,
    counted from 0, a room of their own (a picture to run round); without them the
    result is remembered.
    """
    held = _store(metrics)
    words = tuple(spans)
    key = (words, size, width, setting, hyphens, indent, cap and (cap.width, cap.lines))
    plain = line_width is None and line_left is None
    if plain and (known := held.paragraphs.get(key)) is not None:
        return known

    def left(line: int) -> float:
        if line_left is not None:
            return line_left(line)
        return cap.width if cap is not None and line < cap.lines else 0.0

    def room(line: int) -> float:
        whole = line_width(line) if line_width is not None else width - left(line)
        return max(whole, size)

    lines: list[SetLine] = []
    for part in _split_at_line_feeds(words):
        first = len(lines)
        inset = indent if first == 0 else 0.0
        lines += _set(part, size, held, setting, hyphens, inset, first, room, left)
    result = tuple(lines)
    if plain:
        if len(held.paragraphs) >= MOST_PARAGRAPHS:
            held.paragraphs.clear()
        held.paragraphs[key] = result
    return result


def drop_cap(
    spans: Sequence[Span],
    size: float,
    leading: float,
    metrics: Metrics,
    *,
    lines: int = 3,
    face: Face = "news-bold",
) -> DropCap:
    """The first letter of the spans (with a quote before it), as high as `lines` lines."""
    head = next((i for i, span in enumerate(spans) if span.string), None)
    if head is None:
        return DropCap("", face, size, 0, 0, 0, tuple(spans))
    string = spans[head].string.lstrip()
    length = 2 if string[:1] in OPENING and len(string) > 1 else 1
    drop = (lines - 1) * leading
    # A capital of 1 px type is cap_height / 1000 at 1000 px, free of rounding.
    high = metrics.cap_height(face, 1000) / 1000
    small = metrics.cap_height(spans[head].face, 1000) / 1000 * size
    cap_size = (drop + small) / high
    room = metrics.width(string[:length], face, cap_size) + size * 0.35
    rest = (attrs.evolve(spans[head], string=string[length:]), *spans[head + 1 :])
    return DropCap(string[:length], face, cap_size, room, lines, drop, rest)


def balance(
    string: str, face: Face, size: float, width: float, metrics: Metrics, track: float = 0
) -> tuple[str, ...]:
    """A headline in as few lines as fit the width, broken to even lengths."""
    words = [
        piece
        for word in _words_of(string)
        for piece in _chop(word, face, size, max(width, size), metrics, track)
    ]
    if not words:
        return ()
    space = metrics.width(" ", face, size, track)
    ends = [0.0]
    for word in words:
        ends.append(ends[-1] + metrics.width(word, face, size, track))

    def length(start: int, stop: int) -> float:
        return ends[stop] - ends[start] + space * (stop - start - 1)

    count, start = 1, 0
    for stop in range(1, len(words) + 1):
        if length(start, stop) > width and stop - 1 > start:
            count, start = count + 1, stop - 1
    even = (ends[-1] + space * (len(words) - count)) / count
    # best[k] is the cheapest way to set the words before k, with the cuts that made it.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for _ in range(count):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, cuts) in best.items():
            for stop in range(start + 1, len(words) + 1):
                reach = length(start, stop)
                if reach > width and stop > start + 1:
                    break
                total = cost + (reach - even) ** 2
                if stop not in following or total < following[stop][0]:
                    following[stop] = (total, (*cuts, stop))
        best = following
    cuts = best[len(words)][1]
    return tuple(" ".join(words[start:stop]) for start, stop in zip((0, *cuts), cuts, strict=False))


def first_baseline(face: Face, size: float, leading: float, metrics: Metrics) -> float:
    """From the top of a block of lines `leading` apart to its first baseline."""
    ascent = metrics.ascent(face, size)
    return (leading - ascent - metrics.descent(face, size)) / 2 + ascent


def place(
    lines: Sequence[SetLine],
    x: float,
    y: float,
    size: float,
    leading: float,
    colour: Colour,
    metrics: Metrics,
) -> tuple[Text, ...]:
    """The lines as shapes. `x`, `y` is the block's top left; it is `leading` high for each line."""
    face = next((line.runs[0][2] for line in lines if line.runs), None)
    if face is None:
        return ()
    baseline = y + first_baseline(face, size, leading, metrics)
    return tuple(
        Text(x + run_x, baseline + index * leading, string, run_face, size, colour)
        for index, line in enumerate(lines)
        for run_x, string, run_face in line.runs
    )


OPENING: Final = "‘“«„("
CLOSING: Final = ".,;:!?’”»)…—–"
HANG_RIGHT: Final = {
    ".": 0.7,
    ",": 0.7,
    "-": 0.6,
    "‐": 0.6,
    ";": 0.4,
    ":": 0.4,
    "’": 0.6,
    "”": 0.5,
    "!": 0.2,
    "—": 0.25,
}
"""What part of a mark stands outside the right edge."""

HANG_LEFT: Final = {"‘": 0.5, "“": 0.5, "«": 0.3}
STRETCH: Final = 0.6
"""How far a word space stretches at a badness of 100, in word spaces; SHRINK is the limit."""

SHRINK: Final = 0.3
WIDEST: Final = 3.6
"""The widest word space, in normal ones; beyond it the line stays short."""

TOLERANCE: Final = 3.2
HYPHEN_PENALTY: Final = 60.0
RUNNING_HYPHENS: Final = 1e9
FORCED_PENALTY: Final = 3e4
"""For a break inside a word that is wider than the line."""

LONE_WORD: Final = 4e5
MOST_WIDTHS: Final = 60_000
MOST_WORDS: Final = 30_000
MOST_PARAGRAPHS: Final = 400
SOFT_HYPHEN: Final = "\u00ad"

Word: TypeAlias = tuple[tuple[str, Face], ...]
"""A word in pieces of one face each."""


@attrs.frozen
class _Cut:
    """A place where a word may be broken: before character `at` of piece `piece`.

    `before` and `after` are the widths of the two parts, the hyphen not counted;
    `hyphen` is the hyphen's own, 0 where a dash stands already; `hang` stands outside the line.
    """

    piece: int
    at: int
    before: float
    after: float
    hyphen: float
    hang: float
    penalty: float


@attrs.frozen
class _Word:
    """A word measured."""

    pieces: Word
    width: float
    cuts: tuple[_Cut, ...]
    hang_left: float
    hang_right: float
    dash: bool
    """Whether it is nothing but a dash, which never begins a line."""


@attrs.define(eq=False)
class _Store:
    """What is remembered of one metrics object; all of it can be measured again."""

    metrics: Metrics
    widths: dict[tuple[str, Face, float], float] = attrs.field(factory=dict)
    words: dict[tuple[Word, float, str | None], _Word] = attrs.field(factory=dict)
    paragraphs: dict[object, tuple[SetLine, ...]] = attrs.field(factory=dict)

    def width(self, string: str, face: Face, size: float) -> float:
        """The width of a run, remembered."""
        key = (string, face, size)
        known = self.widths.get(key)
        if known is None:
            if len(self.widths) >= MOST_WIDTHS:
                self.widths.clear()
            known = self.widths[key] = self.metrics.width(string, face, size)
        return known

    def word(self, pieces: Word, size: float, hyphens: str | None) -> _Word:
        """A word measured with all its cuts, remembered."""
        key = (pieces, size, hyphens)
        known = self.words.get(key)
        if known is None:
            if len(self.words) >= MOST_WORDS:
                self.words.clear()
            known = self.words[key] = _measured(pieces, size, hyphens, self)
        return known


_STORES: Final[list[_Store]] = []
"""Newest first, two at most: the window's fonts, and a test's."""


def _store(metrics: Metrics) -> _Store:
    for held in _STORES:
        if held.metrics is metrics:
            return held
    _STORES.insert(0, _Store(metrics))
    del _STORES[2:]
    return _STORES[0]


def _words_of(string: str) -> list[str]:
    """The words between ordinary spaces; a no-break space is part of its word."""
    return [word for word in re.split(r"[ \t\r\n]+", string) if word]


def _split_at_line_feeds(spans: tuple[Span, ...]) -> list[list[Span]]:
    parts: list[list[Span]] = [[]]
    for span in spans:
        head, *tails = span.string.split("\n")
        parts[-1].append(attrs.evolve(span, string=head) if tails else span)
        parts.extend([attrs.evolve(span, string=tail)] for tail in tails)
    return parts


def _join_words(spans: Iterable[Span]) -> list[Word]:
    """The spans' words, pieces of different face run together where no space parts them."""
    words: list[Word] = []
    current: list[tuple[str, Face]] = []
    for span in spans:
        for piece in re.split(r"([ \t\r]+)", span.string):
            if not piece:
                continue
            if piece[0] in " \t\r":
                if current:
                    words.append(tuple(current))
                current = []
            elif current and current[-1][1] == span.face:
                current[-1] = (current[-1][0] + piece, span.face)
            else:
                current.append((piece, span.face))
    if current:
        words.append(tuple(current))
    return words


def dictionary(language: str) -> str | None:
    """Pyphen's dictionary for a language's code; None where there is none."""
    return "en_GB" if language == "en" else pyphen.language_fallback(language)


def _places(string: str, language: str | None) -> list[tuple[int, bool]]:
    """Where a word may be broken, and whether a hyphen is then added."""
    places: dict[int, bool] = {}
    for match in re.finditer(r"(?<=\w)[-‐—–/]+(?=[\w‘“])", string):
        dash, stop = match.group(), match.end()
        figures = string[match.start() - 1].isdigit() and string[stop].isdigit()
        if not figures and (dash != "-" or (match.start() >= 2 and len(string) - stop >= 2)):
            places[stop] = False
    core = string.strip(OPENING + CLOSING)
    if language and not places and len(core) > 5 and core.isalpha() and not core.isupper():
        offset = string.index(core)
        for position in positions(core, language):
            places[offset + position] = True
    return sorted(places.items())


def _measured(pieces: Word, size: float, hyphens: str | None, held: _Store) -> _Word:
    soft = [
        (number, position - index)
        for number, (string, _) in enumerate(pieces)
        for index, position in enumerate(_all(string, SOFT_HYPHEN))
    ]
    pieces = tuple((string.replace(SOFT_HYPHEN, ""), face) for string, face in pieces)
    widths = [held.width(string, face, size) for string, face in pieces]
    total = sum(widths)
    cuts: list[_Cut] = []
    for number, (string, _face) in enumerate(pieces):
        if soft:
            places = [(at, True) for piece, at in soft if piece == number]
            places = places if hyphens else []
        else:
            places = _places(string, hyphens if len(pieces) == 1 else None)
        cuts += [
            _cut(pieces, widths, number, at, adds, size, HYPHEN_PENALTY if adds else 20.0, held)
            for at, adds in places
            if 0 < at < len(string)
        ]
    first, first_face = pieces[0]
    last, last_face = pieces[-1]
    left, right = HANG_LEFT.get(first[:1], 0.0), HANG_RIGHT.get(last[-1:], 0.0)
    return _Word(
        pieces,
        total,
        tuple(cuts),
        left and left * held.width(first[0], first_face, size),
        right and right * held.width(last[-1], last_face, size),
        len(pieces) == 1 and first in ("—", "–"),
    )


def _all(string: str, mark: str) -> list[int]:
    return [index for index, letter in enumerate(string) if letter == mark]


def _cut(
    pieces: Word,
    widths: Sequence[float],
    number: int,
    at: int,
    adds_hyphen: bool,
    size: float,
    penalty: float,
    held: _Store,
) -> _Cut:
    string, face = pieces[number]
    head, tail = string[:at], string[at:]
    hyphen = held.width("-", face, size) if adds_hyphen else 0.0
    mark = "-" if adds_hyphen else head[-1]
    hang = HANG_RIGHT.get(mark, 0.0)
    return _Cut(
        number,
        at,
        sum(widths[:number]) + held.width(head, face, size),
        held.width(tail, face, size) + sum(widths[number + 1 :]),
        hyphen,
        hang and hang * held.width(mark, face, size),
        penalty,
    )


def _chop(
    word: str, face: Face, size: float, width: float, metrics: Metrics, track: float
) -> list[str]:
    """The word in pieces that fit the width, whole if it does."""
    pieces = []
    while len(word) > 1 and metrics.width(word, face, size, track) > width:
        at = len(word) - 1
        while at > 1 and metrics.width(word[:at] + "-", face, size, track) > width:
            at -= 1
        pieces.append(word[:at] + "-")
        word = word[at:]
    return [*pieces, word]


def _forced(word: _Word, size: float, narrow: float, held: _Store) -> _Word:
    """The word with cuts at every letter where it is wider than the narrowest line."""
    edges = [0.0, *(cut.before for cut in word.cuts), word.width]
    if max(b - a for a, b in itertools.pairwise(edges)) + size * 0.5 <= narrow:
        return word
    widths = [held.width(string, face, size) for string, face in word.pieces]
    known = {(cut.piece, cut.at) for cut in word.cuts}
    cuts = list(word.cuts)
    for number, (string, _) in enumerate(word.pieces):
        for at in range(1, len(string)):
            if (number, at) not in known:
                adds = string[at - 1].isalnum() and string[at].isalnum()
                cuts.append(_cut(word.pieces, widths, number, at, adds, size, FORCED_PENALTY, held))
        if number:
            before, after = sum(widths[:number]), sum(widths[number:])
            cuts.append(_Cut(number, 0, before, after, 0, 0, FORCED_PENALTY))
    cuts.sort(key=lambda cut: (cut.piece, cut.at))
    return attrs.evolve(word, cuts=tuple(cuts))


@attrs.define
class _Breaks:
    """Every place where a line may end, in order; place 0 is the paragraph's start.

    `ends` and `starts` are distances along the paragraph set in one line: the line from
    place i to place j is `ends[j] - starts[i]` wide and has `spaces_to[j] - spaces_from[i]`
    word spaces. `where` is (word, piece, character), the next line's first.
    """

    ends: list[float]
    starts: list[float]
    spaces_to: list[int]
    spaces_from: list[int]
    hyphen: list[bool]
    penalty: list[float]
    where: list[tuple[int, int, int]]

    def add(
        self,
        end: float,
        start: float,
        to: int,
        onward: int,
        hyphen: bool,
        penalty: float,
        where: tuple[int, int, int],
    ) -> None:
        self.ends.append(end)
        self.starts.append(start)
        self.spaces_to.append(to)
        self.spaces_from.append(onward)
        self.hyphen.append(hyphen)
        self.penalty.append(penalty)
        self.where.append(where)


def _breaks(words: Sequence[_Word], space: float, hangs: bool) -> _Breaks:
    breaks = _Breaks([0.0], [0.0], [0], [0], [False], [0.0], [(0, 0, 0)])
    x, last = 0.0, len(words) - 1
    for index, word in enumerate(words):
        for cut in word.cuts:
            hang = cut.hang if hangs else 0.0
            breaks.add(
                x + cut.before + cut.hyphen - hang,
                x + word.width - cut.after,
                index,
                index,
                cut.hyphen > 0,
                cut.penalty,
                (index, cut.piece, cut.at),
            )
        x += word.width
        if index == last or not words[index + 1].dash:
            following = words[index + 1].hang_left if hangs and index < last else 0.0
            breaks.add(
                x - (word.hang_right if hangs else 0.0),
                x + space + following,
                index,
                index + 1,
                False,
                0.0,
                (index + 1, 0, 0),
            )
        x += space
    return breaks


def _set(
    spans: Iterable[Span],
    size: float,
    held: _Store,
    setting: Setting,
    hyphens: str | None,
    indent: float,
    first: int,
    room: Callable[[int], float],
    left: Callable[[int], float],
) -> list[SetLine]:
    """The lines of one paragraph without line feeds; its first line is number `first`."""
    pieces = _join_words(spans)
    if not pieces:
        return [SetLine((), 0.0)]

    @functools.cache
    def width(line: int) -> float:
        return max(room(first + line) - (indent if line == 0 else 0.0), size)

    narrow = min(width(line) for line in range(8))
    words = [_forced(held.word(word, size, hyphens), size, narrow, held) for word in pieces]
    space = held.width(" ", pieces[0][0][1], size)
    breaks = _breaks(words, space, hangs=setting == "justified")
    chain = (
        _first_fit(breaks, width)
        if setting == "greedy"
        else _total_fit(breaks, space, width, setting == "justified")
    )
    lines = []
    for line, (i, j) in enumerate(itertools.pairwise(chain)):
        spaces = breaks.spaces_to[j] - breaks.spaces_from[i]
        natural = breaks.ends[j] - breaks.starts[i]
        gap = space
        if setting == "justified" and spaces and (j != chain[-1] or natural > width(line)):
            gap = min(space + (width(line) - natural) / spaces, space * WIDEST)
        x = left(first + line) + (indent if line == 0 else 0.0)
        if setting == "justified" and line and breaks.where[i][1:] == (0, 0):
            x -= words[breaks.where[i][0]].hang_left
        start, stop, hyphen = breaks.where[i], breaks.where[j], breaks.hyphen[j]
        lines.append(_runs(words, start, stop, hyphen, x, gap, space, size, held))
    return lines


def _first_fit(breaks: _Breaks, width: Callable[[int], float]) -> list[int]:
    """The breaks of lines filled one after another; words are cut only where they must be."""
    chain, last = [0], len(breaks.ends) - 1
    while chain[-1] < last:
        start = breaks.starts[chain[-1]]
        limit = start + width(len(chain) - 1) + 0.01
        best = within = None
        for j in range(chain[-1] + 1, last + 1):
            if breaks.ends[j] > limit:
                if breaks.penalty[j] == 0:
                    break
                continue
            within = j
            if breaks.penalty[j] < HYPHEN_PENALTY:
                best = j
        chain.append(best or within or chain[-1] + 1)
    return chain


def _total_fit(
    breaks: _Breaks, space: float, width: Callable[[int], float], justified: bool
) -> list[int]:
    """The breaks whose lines together are the least bad.

    For each place the best line ending there is kept. `oldest` is the first place from
    which a line can still reach; the scan stops at places so near that their
    line would be less than half full, once there is any line at all.
    """
    ends, starts = breaks.ends, breaks.starts
    spaces_to, spaces_from = breaks.spaces_to, breaks.spaces_from
    hyphen, penalty = breaks.hyphen, breaks.penalty
    last = len(ends) - 1
    stretch, shrink = space * STRETCH, space * SHRINK
    cost, line_of, back = [0.0], [0], [0]
    rooms = [width(0)]
    oldest = 0
    for j in range(1, last + 1):
        end, spaces_j, final = ends[j], spaces_to[j], j == last
        extra = penalty[j]
        best, chosen = float("inf"), j - 1
        for i in range(oldest, j):
            line = line_of[i]
            room = rooms[line]
            natural = end - starts[i]
            spaces = spaces_j - spaces_from[i]
            slack = room - natural
            if slack < -0.01 and (not justified or -slack > spaces * shrink + 0.01):
                # Ends are not quite in order (hyphens, hanging marks), hence the margin.
                if i == oldest and -slack > spaces * shrink + space * 8:
                    oldest += 1
                continue
            if slack > room * 0.5 and not final and best < float("inf"):
                break
            if justified:
                if slack < 0:
                    badness = 100 * (-slack / (spaces * shrink)) ** 3 if spaces else 0.0
                elif final:
                    badness = 0.0
                else:
                    ratio = min(slack / (spaces * stretch if spaces else stretch * 0.5), 40.0)
                    badness = 100 * ratio**3
                    if ratio > TOLERANCE:
                        badness += 3000 * (ratio - TOLERANCE)
            else:
                badness = 0.0 if final else 60 * (slack / (room * 0.18)) ** 3
            total = cost[i] + (1 + badness + extra) ** 2
            if hyphen[j] and hyphen[i]:
                total += RUNNING_HYPHENS
            if final and i and spaces == 0:
                total += LONE_WORD * (3 if hyphen[i] else 1)
            if total < best:
                best, chosen = total, i
        if best == float("inf"):
            # Not even a single letter fits: it is set, and stands out.
            best = cost[chosen] + 1e12
        cost.append(best)
        back.append(chosen)
        line_of.append(line_of[chosen] + 1)
        if line_of[-1] >= len(rooms):
            rooms.append(width(line_of[-1]))
    chain = [last]
    while chain[-1]:
        chain.append(back[chain[-1]])
    return chain[::-1]


def _runs(
    words: Sequence[_Word],
    start: tuple[int, int, int],
    stop: tuple[int, int, int],
    hyphen: bool,
    x: float,
    gap: float,
    space: float,
    size: float,
    held: _Store,
) -> SetLine:
    """One line's runs; words an ordinary space apart are joined if their faces agree."""
    runs: list[Run] = []
    joined = abs(gap - space) < 0.01
    for index in range(start[0], stop[0] + 1 if stop[1:] != (0, 0) else stop[0]):
        from_piece, from_letter = start[1:] if index == start[0] else (0, 0)
        pieces = words[index].pieces
        to_piece, to_letter = stop[1:] if index == stop[0] else (len(pieces), 0)
        for number in range(from_piece, min(to_piece + 1, len(pieces))):
            string, face = pieces[number]
            string = string[
                from_letter if number == from_piece else 0 : to_letter
                if number == to_piece
                else len(string)
            ]
            if not string:
                continue
            fresh = number == from_piece
            if runs and fresh and joined and runs[-1][2] == face:
                runs[-1] = (runs[-1][0], f"{runs[-1][1]} {string}", face)
            else:
                runs.append((x, string, face))
            x += held.width(string, face, size)
        x += gap
    x -= gap
    if hyphen and runs:
        run_x, string, face = runs[-1]
        runs[-1] = (run_x, string + "-", face)
        x += held.width("-", face, size)
    return SetLine(tuple(runs), x)
