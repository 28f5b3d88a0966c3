"""Playthroughs written down to be proof-read: a replay, a transcript of each, and an index."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from game.engine.chance import LoadedSeed
from game.engine.state import Turn
from game.engine.transcript import line_text, plain, proof_text, turn_text
from game.session.playthrough import ADVANCE, Playthrough
from game.session.saves import write_atomically
from game.session.witness import About, Roll, Witness, encode
from tools.cover.games import Game
from tools.cover.report import excerpt, many
from tools.cover.trace import Traced

INDEX = "index.txt"
RULE = "proof-reading"
WIDTH = 80
"""Letters of a line of a transcript."""

_OURS = re.compile(r"\d{2,}\.(json|txt)\Z")


class WriteProblem(Exception):
    """A folder that cannot be written; the message says why."""


@attrs.frozen
class Reading:
    """A playthrough to be proof-read: cut after the last turn that shows something new."""

    name: str
    game: Game
    new: tuple[int, ...]


def readings(games: Sequence[Game], wanted: frozenset[int]) -> list[Reading]:
    """The playthroughs in the order to read them: always the one that shows most that is new."""
    left = set(wanted)
    waiting = list(games)
    found: list[Reading] = []
    width = max(2, len(str(len(games))))
    while waiting:
        best = max(waiting, key=lambda game: (len(game.shown & left), -len(game.turns)))
        new = best.shown & left
        if not new:
            break
        last = max(
            next(number for number, turn in enumerate(best.turns) if line in turn) for line in new
        )
        cut = attrs.evolve(best, picks=best.picks[:last], turns=best.turns[: last + 1])
        found.append(Reading(f"{len(found) + 1:0{width}}", cut, tuple(sorted(new))))
        left -= cut.shown
        waiting.remove(best)
    return found


def write(folder: Path, traced: Traced, told: Sequence[Reading], notes: Sequence[str]) -> None:
    """Write playthroughs into a folder, which is empty or was written so before.

    Raises WriteProblem where it holds other things, or the disk will not.
    """
    try:
        old = sorted(folder.iterdir()) if folder.exists() else []
        if old and not _is_ours(folder):
            raise WriteProblem(f'"{folder}" holds other things: name a folder that is empty')
        folder.mkdir(parents=True, exist_ok=True)
        for path in old:
            if _OURS.match(path.name):
                path.unlink()
        for each in told:
            played = Playthrough.replay(traced.program, each.game.seed, each.game.picks)
            about = About(RULE, _counted(len(each.new)))
            (folder / f"{each.name}.txt").write_text(transcript(played), "utf-8")
            write_atomically(folder / f"{each.name}.json", encode(witness(played, about)))
        write_atomically(folder / INDEX, "\n".join(_index(traced, told, notes)) + "\n")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise WriteProblem(f'"{folder}" cannot be written: {reason}.') from error


def _is_ours(folder: Path) -> bool:
    index = folder / INDEX
    return index.is_file() and index.read_text("utf-8", "replace").startswith(_header())


def _header() -> str:
    return "undone cover --write"


def witness(played: Playthrough, about: About) -> Witness:
    """The replay of a playthrough, with all its dice."""
    story, seed = played.program.story, played.turns[0].state.seed
    given = seed.given if isinstance(seed, LoadedSeed) else {}
    last = played.turn.state.turn
    rolls = tuple(
        Roll(turn, place, value) for (turn, place), value in given.items() if turn <= last
    )
    return Witness(story.id, story.hash, int(seed), tuple(played.picks), rolls, about)


def transcript(played: Playthrough) -> str:
    """A playthrough as plain text, with all that a reader could turn to."""
    parts = [played.program.story.title]
    for number, turn in enumerate(played.turns):
        if number:
            parts.append(_picked(played.turns[number - 1], played.picks[number - 1]))
        parts.append(turn_text(turn, WIDTH))
        parts += _besides(turn)
    return "\n\n".join(parts) + "\n"


def _picked(turn: Turn, pick: str) -> str:
    label = next((plain(offer.label) for offer in turn.offers if offer.id == pick), "")
    return "> " + ("Go on." if pick == ADVANCE else label or pick)


def _besides(turn: Turn) -> Iterator[str]:
    """What a turn gives to read that its plain text leaves out."""
    if turn.passage.hard is not None and turn.instead:
        words = " ".join(map(line_text, turn.instead))
        yield f"[In place of this scene: {words}]"
    if turn.front_page is not None:
        yield from proof_text(turn.front_page, turn.program.story)
        if turn.front_page.truth:
            yield f"[What was true: {plain(turn.front_page.truth)}]"
    for offer in turn.offers:
        if offer.open and offer.confirm:
            label, words = plain(offer.label), plain(offer.confirm)
            yield f"[Before “{label}” it is asked: {words}]"


def _index(traced: Traced, told: Sequence[Reading], notes: Sequence[str]) -> Iterator[str]:
    yield f"{_header()}: {traced.program.story.title}"
    yield ""
    yield from notes
    for each in told:
        turns = many(len(each.game.turns), "one page", "{count} pages")
        yield ""
        yield f"{each.name}  {turns}, {_counted(len(each.new))}"
        for number in each.new:
            yield f"    {excerpt(traced.lines.all[number])}"


def _counted(count: int) -> str:
    return many(count, "one line for the first time", "{count} lines for the first time")
