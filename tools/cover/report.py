"""What was shown and what was not, as text and as data."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from tools.cover.games import Game
from tools.cover.lines import Line, Lines
from tools.cover.reach import Reach

SHOWN, UNSHOWN, UNREACHABLE, UNDECIDED = "shown", "never shown", "unreachable", "undecided"

MOST_TOLD = 60
"""Lines of a kind that the text tells one by one; data and page tell all."""

LONGEST_EXCERPT = 72
"""Letters of a line that are told."""


@attrs.frozen
class Tally:
    """Lines of a chapter: how many are shown, can be shown as far as is known, and are there."""

    chapter: str
    shown: int
    reachable: int
    all: int

    @property
    def percent(self) -> int:
        """How much of what can be shown is; 100 only for all of it."""
        return 100 * self.shown // self.reachable if self.reachable else 100


@attrs.frozen
class Report:
    """The coverage of a story by some playthroughs; `reach` is what could be shown."""

    title: str
    lines: Lines
    games: tuple[Game, ...]
    reach: Reach

    @property
    def shown(self) -> frozenset[int]:
        """The lines that are shown."""
        return frozenset[int]().union(*(game.shown for game in self.games))

    @property
    def states(self) -> list[str]:
        """What became of each line."""
        shown, unreachable, found = self.shown, self.reach.unreachable, self.reach.shown
        return [
            SHOWN
            if number in shown
            else UNREACHABLE
            if number in unreachable
            else UNSHOWN
            if number in found
            else UNDECIDED
            for number in range(len(self.lines.all))
        ]

    def of(self, state: str) -> list[Line]:
        """The lines of which this became."""
        return [line for line, is_ in zip(self.lines.all, self.states, strict=True) if is_ == state]

    @property
    def tallies(self) -> list[Tally]:
        """The chapters' tallies, then that of all."""
        by_chapter: dict[str, list[str]] = {}
        for line, state in zip(self.lines.all, self.states, strict=True):
            by_chapter.setdefault(line.chapter, []).append(state)
        every = [state for states in by_chapter.values() for state in states]
        told = [*by_chapter.items(), ("", every)]
        if "" in by_chapter:  # what stands on every front page of a newspaper
            told = [(chapter or "-", states) for chapter, states in by_chapter.items()]
            told.append(("", every))
        return [_tally(chapter, states) for chapter, states in told]


def _tally(chapter: str, states: Iterable[str]) -> Tally:
    states = list(states)
    shown = states.count(SHOWN)
    return Tally(chapter, shown, len(states) - states.count(UNREACHABLE), len(states))


def as_text(report: Report) -> str:
    """The report as a table of chapters, then the lines that are not shown, where they stand."""
    rows = [
        (
            _chapter(tally.chapter),
            str(tally.shown),
            str(tally.reachable),
            str(tally.all),
            f"{tally.percent} %",
        )
        for tally in report.tallies
    ]
    head = ("chapter", "shown", "reachable", "lines", "")
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(5)]
    parts = [report.title, _games(report), ""]
    for number, row in enumerate((head, *rows)):
        if number == len(rows):
            parts.append("-" * (sum(widths) + 8))
        numbers = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        cells = [row[0].ljust(widths[0]), *numbers]
        parts.append("  ".join(cells).rstrip())
    headings = {
        UNSHOWN: "Never shown:",
        UNREACHABLE: "Unreachable, which is proved:",
        UNDECIDED: "Neither shown nor proved unreachable:",
    }
    for state, heading in headings.items():
        lines = report.of(state)
        if lines:
            parts += ["", heading, *map(excerpt, lines[:MOST_TOLD])]
            more = len(lines) - MOST_TOLD
            if more > 0:
                parts.append(many(more, "… and one more.", "… and {count} more."))
    return "\n".join(parts) + "\n"


def _chapter(chapter: str) -> str:
    return {"": "all", "-": "(mastheads)"}.get(chapter, chapter)


def _games(report: Report) -> str:
    count = len(report.games)
    return (
        many(count, "One playthrough.", "{count} playthroughs.")
        if count
        else "No playthrough was found."
    )


def many(count: int, one: str, more: str) -> str:
    """The words for a count, which `{count}` stands for."""
    return one if count == 1 else more.format(count=count)


def excerpt(line: Line) -> str:
    """A line with its place, what it is, and how it begins."""
    words = line.words
    if len(words) > LONGEST_EXCERPT:
        words = f"{words[: LONGEST_EXCERPT - 1].rstrip()}…"
    part = f"{line.part}, variant" if line.variant else line.part
    return f"{line.span}: {part}: {words}"


def as_data(report: Report) -> Mapping[str, Any]:
    """The report for programs; its keys keep their names."""
    states = report.states
    return {
        "what": "coverage",
        "format": 1,
        "campaign": report.lines.program.story.id,
        "hash": report.lines.program.story.hash,
        "playthroughs": [
            {"name": game.name, "turns": len(game.turns), "lines": len(game.shown)}
            for game in report.games
        ],
        "chapters": [attrs.asdict(tally) for tally in report.tallies[:-1]],
        "all": attrs.asdict(report.tallies[-1]),
        "lines": [
            {
                "file": line.span.file,
                "line": line.span.line,
                "column": line.span.column,
                "end_line": line.span.end_line,
                "end_column": line.span.end_column,
                "part": line.part,
                "variant": line.variant,
                "passage": line.passage,
                "chapter": line.chapter,
                "state": state,
                "words": line.words,
            }
            for line, state in zip(report.lines.all, states, strict=True)
        ],
    }


def as_json(reports: Iterable[Report]) -> str:
    """Reports as JSON: a list of campaigns."""
    return json.dumps([as_data(each) for each in reports], ensure_ascii=False, indent=1) + "\n"
