"""`undone cover`: recorded playthroughs counted, the fewest written, and what was found told."""

import sys
from collections.abc import Iterator
from pathlib import Path

import attrs

from game.engine.machine import StoryStops
from game.model.load import Loaded
from tools.cover.games import Game, Recorded, recorded
from tools.cover.page import html
from tools.cover.reach import Reach, reach
from tools.cover.report import Report, as_json, as_text, many
from tools.cover.trace import Traced
from tools.cover.write import WriteProblem, readings, write


class CoverProblem(Exception):
    """What cannot be done; the message says why."""


@attrs.frozen
class Wishes:
    """What is asked for. Without `source` the playthroughs are those that are written, if any."""

    source: Path | None
    saves: Path
    write: Path | None
    json: Path | None
    html: Path | None
    assets: Path


def run(loaded: Loaded, stem: str, wishes: Wishes) -> None:
    """Cover one campaign; raises CoverProblem with what cannot be done."""
    assert loaded.story is not None
    traced = Traced.of(loaded.story)
    try:
        games, wanted = _games(traced, stem, wishes)
        found = reach(traced, wanted, _tell_step)
    except StoryStops as stop:
        raise CoverProblem(f"the story stops before its first page: {stop}") from None
    _tell_step("")
    if wishes.write is not None:
        all_lines = frozenset(range(len(traced.lines.all)))
        chosen = readings(found.games, all_lines if wanted is None else wanted)
        notes = _told_of(found, len(chosen))
        try:
            write(wishes.write, traced, chosen, notes)
        except WriteProblem as problem:
            raise CoverProblem(str(problem)) from None
        sys.stdout.write("".join(f"{line}\n" for line in (f"{wishes.write}:", *notes, "")))
        if wishes.source is None:
            games = tuple(attrs.evolve(each.game, name=each.name) for each in chosen)
    report = Report(loaded.story.title, traced.lines, games, found)
    sys.stdout.write(as_text(report))
    for path, text in _files(report, loaded, wishes):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        except OSError as error:
            raise CoverProblem(f'cannot write "{path}": {error.strerror}') from None
        sys.stdout.write(f"{path}\n")


def _games(
    traced: Traced, stem: str, wishes: Wishes
) -> tuple[tuple[Game, ...], frozenset[int] | None]:
    """The recorded playthroughs, and the lines that are still to be shown; all without them."""
    every = frozenset(range(len(traced.lines.all)))
    place = wishes.source
    if place is None and wishes.write is not None:
        return (), None
    if place is not None and not place.exists():
        raise CoverProblem(f'there is nothing at "{place}"')
    place = place or wishes.saves
    read = recorded(place, traced, stem) if place.exists() else Recorded((), ())
    for problem in read.problems:
        sys.stderr.write(f"undone: {problem}\n")
    shown = frozenset[int]().union(*(game.shown for game in read.games))
    return read.games, every - shown


def _told_of(found: Reach, count: int) -> list[str]:
    """How few the playthroughs are, and what is proved of that."""
    if not count:
        return ["There is nothing left to read."]
    lines = [many(count, "One playthrough to read.", "{count} playthroughs to read.")]
    if found.needed >= count:
        return [*lines, "Fewer cannot show as much, whichever they are: that is proved."]
    candidates = many(found.candidates, "one candidate", "{count} candidates")
    if found.least >= count:
        told = f"They are the fewest that can be chosen from {candidates}."
    else:
        told = f"They are chosen from {candidates}; at least {found.least} of these are needed."
    any_others = many(
        found.needed, "Any others would be one at least.", "Any others would be {count} at least."
    )
    return [*lines, told, any_others]


def _files(report: Report, loaded: Loaded, wishes: Wishes) -> Iterator[tuple[Path, str]]:
    if wishes.json is not None:
        yield wishes.json, as_json([report])
    if wishes.html is not None:
        yield wishes.html, html(report, loaded.sources, wishes.assets)


def _tell_step(what: str) -> None:
    """Tell how far it is, on a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{what}")
        sys.stderr.flush()
