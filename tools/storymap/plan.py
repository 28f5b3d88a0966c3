"""Where everything of a map stands: chapters as blocks, in them rows of layers, in those boxes."""

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Literal, TypeAlias

import attrs

from game.model.story import PassageId
from tools.storymap.layers import Item, Wire, layers_of, ordered, rows_of, tops
from tools.storymap.survey import Chapter, Row, Spot, Survey, Tie

WIDE: Final = 236.0
"""Width of a box; all measures are in pixels of the picture at its own size."""

PAD: Final = 10.0
GAP: Final = 22.0
"""Room below a box."""

LANE: Final = 11.0
"""Room of a line that passes a layer."""

FARTHEST: Final = 5
"""Layers a line may span; what leads farther, back or out of the row is named, not drawn."""

INSET: Final = 26.0
HEAD: Final = 80.0
BETWEEN_ROWS: Final = 40.0
BETWEEN_BLOCKS: Final = 44.0
MARGIN: Final = 56.0
TOP: Final = 232.0
"""Room for title and legend."""

MOST_TARGETS: Final = 3
"""Targets of a row that are named."""

Role: TypeAlias = Literal["badge", "title", "id", "from", "row", "to", "finding"]

Measure: TypeAlias = Callable[[str, Role], float]
"""The width of words in a role."""


@attrs.frozen
class Line:
    """A line of a box, its base so far below the top.

    `locked` marks a choice with a condition, `more` a line that goes on from the one above; a `to`
    names a target that no line leads to.
    """

    role: Role
    text: str
    base: float
    tie: Tie = "way"
    locked: bool = False
    more: bool = False


@attrs.frozen
class Box:
    """A passage as drawn; `ports` are how far below its top each of its rows leads out."""

    spot: Spot
    x: float
    y: float
    height: float
    lines: tuple[Line, ...]
    ports: tuple[float, ...]


@attrs.frozen
class Link:
    """A line between boxes, as the path of an SVG; it ends with an arrow at `tip`, if it ends."""

    start: PassageId
    end: PassageId
    tie: Tie
    path: str
    tip: tuple[float, float] | None


@attrs.frozen
class Block:
    """A chapter's part of the picture, with the rules between its rows."""

    id: str
    title: str
    note: str
    x: float
    y: float
    width: float
    height: float
    rules: tuple[tuple[float, str], ...]


@attrs.frozen
class Plan:
    """The whole picture."""

    survey: Survey
    width: float
    height: float
    blocks: tuple[Block, ...]
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]


INLET: Final = 21.0


def plan(survey: Survey, measure: Measure) -> Plan:
    """The picture of a survey; `measure` gives the widths of words."""
    most = _most_layers(survey)
    drafts = [_Draft(chapter, survey, measure, most) for chapter in survey.chapters]
    limit = max(
        most * (WIDE + 80) + 2 * INSET, max((each.width for each in drafts), default=0), 1180.0
    )
    blocks: list[Block] = []
    boxes: list[Box] = []
    links: list[Link] = []
    x, y, tall, right = MARGIN, TOP, 0.0, MARGIN + 1180.0
    for draft in drafts:
        if x > MARGIN and x + draft.width > MARGIN + limit:
            x, y, tall = MARGIN, y + tall + BETWEEN_BLOCKS, 0.0
        blocks.append(draft.block(x, y))
        boxes += (attrs.evolve(box, x=box.x + x, y=box.y + y) for box in draft.boxes)
        links += (_moved(link, x, y) for link in draft.links(x, y))
        right = max(right, x + draft.width)
        tall = max(tall, draft.height)
        x += draft.width + BETWEEN_BLOCKS
    return Plan(
        survey, right + MARGIN, y + tall + MARGIN, tuple(blocks), tuple(boxes), tuple(links)
    )


def _most_layers(survey: Survey) -> int:
    """How many layers stand in a row, so that the picture is about half as wide again as high."""
    area = sum((_rough(spot) + GAP) * (WIDE + 80) for spot in survey.spots) * 1.9
    return min(48, max(4, round(math.sqrt(area * 1.5) / (WIDE + 80))))


def _rough(spot: Spot) -> float:
    return 60 + 17 * len(spot.rows) + 12 * len(spot.findings)


def _moved(link: Link, x: float, y: float) -> Link:
    tip = None if link.tip is None else (link.tip[0] + x, link.tip[1] + y)
    return attrs.evolve(link, tip=tip)


@attrs.define
class _Strip:
    """A row of layers: its boxes by passage with their layers, and what its lines are."""

    spots: list[Spot]
    layer: dict[PassageId, int]
    drawn: set[tuple[PassageId, PassageId]]


class _Draft:
    """A chapter laid out by itself, from (0, 0)."""

    def __init__(self, chapter: Chapter, survey: Survey, measure: Measure, most: int) -> None:
        self.chapter = chapter
        self.survey = survey
        self.measure = measure
        self.home = {spot.id: spot.chapter for spot in survey.spots}
        self.titles = {each.id: each.title for each in survey.chapters}
        self.entered = {
            target
            for spot in survey.spots
            if spot.chapter != chapter.id
            for row in spot.rows
            for target in row.targets
        }
        self.boxes: list[Box] = []
        self.rules: list[tuple[float, str]] = []
        self._links: list[tuple[PassageId, PassageId, Tie, list[_Bend], bool]] = []
        strips, shelf = self._strips(most)
        drawn = {pair for strip in strips for pair in strip.drawn}
        self.named_from = self._named_from(drawn)
        self.drawn = drawn
        y, wide = HEAD, 0.0
        for number, strip in enumerate(strips):
            if number:
                self.rules.append((y + BETWEEN_ROWS / 2 - 4, ""))
                y += BETWEEN_ROWS
            right, high = self._set_strip(strip, y)
            wide, y = max(wide, right), y + high
        if shelf:
            if strips:
                self.rules.append((y + BETWEEN_ROWS / 2 - 4, ""))
                y += BETWEEN_ROWS
            right, high = self._set_shelf(shelf, y, max(most, 1))
            wide, y = max(wide, right), y + high
        title = 22.0 * 0.56 * len(chapter.title) + 40
        self.width = max(wide, title - 2 * INSET, WIDE) + 2 * INSET
        self.height = y + INSET

    def block(self, x: float, y: float) -> Block:
        """The frame of the chapter, at a place."""
        passages = len(self.chapter.spots)
        findings = sum(len(spot.findings) for spot in self.chapter.spots)
        parts = [f"{passages} passage{'s' * (passages != 1)}"]
        if findings:
            parts.append(f"{findings} finding{'s' * (findings != 1)}")
        rules = tuple((y + at, words) for at, words in self.rules)
        title = self.chapter.title
        return Block(
            self.chapter.id, title, " · ".join(parts), x, y, self.width, self.height, rules
        )

    def links(self, x: float, y: float) -> Iterator[Link]:
        """The lines, their paths at a place; their tips are not moved yet."""
        for start, end, tie, bends, tipped in self._links:
            path = _path(bends, x, y)
            tip = (bends[-1].x1, bends[-1].y1) if tipped else None
            yield Link(start, end, tie, path, tip)

    # Rows of layers

    def _strips(self, most: int) -> tuple[list[_Strip], list[Spot]]:
        """The rows of this chapter, and what stands beside the rest: tied to nothing in it."""
        spots = list(self.chapter.spots)
        number = {spot.id: at for at, spot in enumerate(spots)}
        ties = sorted(
            {
                (number[spot.id], number[target])
                for spot in spots
                for row in spot.rows
                for target in row.targets
                if target in number and target != spot.id
            }
        )
        tied = {each for tie in ties for each in tie}
        alone = [spot for at, spot in enumerate(spots) if at not in tied]
        if len(spots) == len(alone) == 1:
            return [_Strip(spots, {spots[0].id: 0}, set())], []
        strips: list[_Strip] = []
        for members in _groups(len(spots), ties):
            if len(members) > 1:
                strips += self._rows([spots[at] for at in members], most)
        return strips, alone

    def _rows(self, spots: Sequence[Spot], most: int) -> Iterator[_Strip]:
        number = {spot.id: at for at, spot in enumerate(spots)}
        pairs = [
            (number[spot.id], number[target])
            for spot in spots
            for row in spot.rows
            for target in row.targets
            if target in number and target != spot.id
        ]
        ties = list(dict.fromkeys(pairs))
        starts = [at for at, spot in enumerate(spots) if spot.start]
        starts = starts or [at for at, spot in enumerate(spots) if spot.id in self.entered][:1]
        layers = layers_of(len(spots), ties, starts)
        on = [(layers[a], layers[b]) for a, b in ties if layers[a] < layers[b]]
        for row in rows_of(max(layers) + 1, on, most):
            inside = [at for at in range(len(spots)) if layers[at] in row]
            drawn = {
                (spots[a].id, spots[b].id)
                for a, b in ties
                if layers[a] in row and layers[b] in row and 0 < layers[b] - layers[a] <= FARTHEST
            }
            yield _Strip(
                [spots[at] for at in inside],
                {spots[at].id: layers[at] - row.start for at in inside},
                drawn,
            )

    def _named_from(
        self, drawn: set[tuple[PassageId, PassageId]]
    ) -> Mapping[PassageId, tuple[PassageId, ...]]:
        """For each passage those that lead to it by name, not by a line."""
        own = {spot.id for spot in self.chapter.spots}
        sources: dict[PassageId, dict[PassageId, None]] = {}
        for spot in self.survey.spots:
            for row in spot.rows:
                for target in row.targets:
                    if target in own and (spot.id, target) not in drawn:
                        sources.setdefault(target, {})[spot.id] = None
        return {id_: tuple(each) for id_, each in sources.items()}

    def _set_strip(self, strip: _Strip, y: float) -> tuple[float, float]:
        """Set a row from `y` down; how far it reaches to the right, and down."""
        items: list[Item] = []
        wires: list[Wire] = []
        at: dict[PassageId, int] = {}
        made: list[Box] = []
        for spot in strip.spots:
            box = self._box(spot)
            at[spot.id] = len(items)
            made.append(box)
            items.append(Item(strip.layer[spot.id], box.height, GAP))
        lanes: dict[tuple[PassageId, PassageId], list[int]] = {}
        for start, end in sorted(strip.drawn):
            chain = []
            for layer in range(strip.layer[start] + 1, strip.layer[end]):
                chain.append(len(items))
                items.append(Item(layer, 0, LANE, thin=True))
            lanes[start, end] = chain
            box = made[at[start]]
            first = (*chain, at[end])[0]
            wires += (Wire(at[start], first) for _ in _outlets(box, end))
            hops = (*chain, at[end])
            wires += (Wire(a, b) for a, b in itertools.pairwise(hops))
        top = tops(items, wires, ordered(items, wires))
        lefts, right = _lefts(items, wires)
        for spot in strip.spots:
            number = at[spot.id]
            x = lefts[items[number].layer]
            made[number] = attrs.evolve(made[number], x=INSET + x, y=y + top[number])
        for (start, end), chain in lanes.items():
            self._route(made[at[start]], made[at[end]], chain, items, top, lefts, y)
        self.boxes += made
        high = max(box.y + box.height for box in made) - y
        high = max([high, *(top[n] for chain in lanes.values() for n in chain)])
        return right, high

    def _route(
        self,
        start: Box,
        end: Box,
        chain: Sequence[int],
        items: Sequence[Item],
        top: Sequence[float],
        lefts: Sequence[float],
        y: float,
    ) -> None:
        """The lines from a box to another: from each of its rows to where they join, and on."""
        stops = [
            (INSET + lefts[items[n].layer], INSET + lefts[items[n].layer] + WIDE, y + top[n])
            for n in chain
        ]
        last = (end.x - 7, end.x, end.y + INLET)
        outlets = _outlets(start, end.spot.id)
        first = (*stops, last)[0]
        for number, (out, tie) in enumerate(outlets):
            bends = [_Bend(start.x + WIDE, start.y + out, first[0], first[2])]
            if number == 0:
                before = first
                for stop in (*stops, last)[1:]:
                    bends.append(_Bend(before[1], before[2], stop[0], stop[2]))
                    before = stop
            tipped = number == 0 or not stops
            self._links.append((start.spot.id, end.spot.id, tie, bends, tipped))

    def _set_shelf(self, spots: Sequence[Spot], y: float, most: int) -> tuple[float, float]:
        """Set what is tied to nothing in the chapter, side by side; as `_set_strip` gives."""
        x, high, right, begin = 0.0, 0.0, 0.0, y
        for number, spot in enumerate(spots):
            if number and number % most == 0:
                x, y, high = 0.0, y + high + GAP, 0.0
            box = self._box(spot)
            self.boxes.append(attrs.evolve(box, x=INSET + x, y=y))
            right, high = max(right, x + WIDE), max(high, box.height)
            x += WIDE + GAP
        return right, y + high - begin

    # Boxes

    def _box(self, spot: Spot) -> Box:
        """A passage with its lines, at no place yet."""
        lines: list[Line] = []
        room = WIDE - 2 * PAD
        y = 11.0 if spot.kind == "paper" else 7.0
        badge = "start" if spot.start and not spot.badge else spot.badge
        if badge:
            y += 12
            lines.append(Line("badge", self._cut(badge.upper(), "badge", room), y))
            y += 3
        for words in self._wrapped(spot.title, "title", room, 2):
            y += 16
            lines.append(Line("title", words, y))
        if spot.title != spot.id:
            y += 13
            lines.append(Line("id", self._cut(spot.id, "id", room), y))
        if sources := self.named_from.get(spot.id):
            y += 13
            words = self._cut("from " + ", ".join(sources), "from", room)
            lines.append(Line("from", words, y))
        y += 8
        ports = []
        for row in spot.rows:
            y += 16
            ports.append(y - 4)
            lock = 14 if row.condition else 0
            for number, words in enumerate(self._wrapped(row.label, "row", room - lock, 2)):
                y += 14 * number
                lines.append(Line("row", words, y, row.tie, bool(row.condition), number > 0))
            for words in self._targets(spot, row, room - 16):
                y += 13
                lines.append(Line("to", words, y, row.tie))
        for finding in spot.findings[:2]:
            y += 15
            words = self._cut(f"{finding.rule}: {finding.message}", "finding", room - 8)
            lines.append(Line("finding", words, y))
        if len(spot.findings) > 2:
            y += 15
            lines.append(Line("finding", f"and {len(spot.findings) - 2} more findings", y))
        return Box(spot, 0, 0, max(y + 9, 2 * INLET), tuple(lines), tuple(ports))

    def _targets(self, spot: Spot, row: Row, room: float) -> Iterator[str]:
        """The targets of a row that no line leads to."""
        named = [target for target in row.targets if (spot.id, target) not in self.drawn]
        shown = named if len(named) <= MOST_TARGETS else named[: MOST_TARGETS - 1]
        for target in shown:
            home = self.home.get(target, "")
            words = str(target)
            if home and home != spot.chapter:
                words = f"{target} · {self.titles[home]}"
            yield self._cut(words, "to", room)
        if len(named) > len(shown):
            yield f"and {len(named) - len(shown)} more"

    def _cut(self, words: str, role: Role, room: float) -> str:
        """As much of the words as there is room for."""
        if self.measure(words, role) <= room:
            return words
        low, high = 0, len(words)
        while low < high:
            middle = (low + high + 1) // 2
            if self.measure(words[:middle].rstrip() + "…", role) <= room:
                low = middle
            else:
                high = middle - 1
        return words[:low].rstrip(" ,;:") + "…"

    def _wrapped(self, words: str, role: Role, room: float, most: int) -> list[str]:
        lines: list[str] = []
        rest = words.split()
        while rest and len(lines) < most:
            if len(lines) == most - 1:
                lines.append(self._cut(" ".join(rest), role, room))
                break
            count = 1
            while count < len(rest) and self.measure(" ".join(rest[: count + 1]), role) <= room:
                count += 1
            lines.append(self._cut(" ".join(rest[:count]), role, room))
            rest = rest[count:]
        return lines


def _outlets(box: Box, end: PassageId) -> list[tuple[float, Tie]]:
    """Where lines to a passage leave a box, and what ties they are; the plainest tie first."""
    pairs = zip(box.ports, box.spot.rows, strict=True)
    return [(port, row.tie) for port, row in pairs if end in row.targets]


def _lefts(items: Sequence[Item], wires: Sequence[Wire]) -> tuple[list[float], float]:
    """Where each layer begins, the wider apart the more lines lie between; and where they end."""
    depth = max(item.layer for item in items) + 1
    between = [0] * depth
    for wire in wires:
        between[items[wire.start].layer] += 1
    lefts, x = [], 0.0
    for layer in range(depth):
        lefts.append(x)
        x += WIDE + 52 + min(88, 5 * between[layer])
    return lefts, lefts[-1] + WIDE


def _groups(count: int, ties: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The nodes that hang together, each group in order."""
    parent = list(range(count))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in ties:
        one, other = sorted((root(a), root(b)))
        parent[other] = one
    groups: dict[int, list[int]] = {}
    for node in range(count):
        groups.setdefault(root(node), []).append(node)
    return list(groups.values())


@attrs.frozen
class _Bend:
    """A line across the room between two layers; what is before it is joined straight."""

    x0: float
    y0: float
    x1: float
    y1: float


def _path(bends: Sequence[_Bend], x: float, y: float) -> str:
    """The path of an SVG: across each gap a curve that leaves and comes in level."""
    parts: list[str] = []
    for bend in bends:
        x0, y0, x1, y1 = bend.x0 + x, bend.y0 + y, bend.x1 + x, bend.y1 + y
        middle = (x0 + x1) / 2
        parts.append(f"{'L' if parts else 'M'}{x0:.1f} {y0:.1f}")
        parts.append(f"C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}")
    return "".join(parts)
