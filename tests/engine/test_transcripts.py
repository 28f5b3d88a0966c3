"""Each story of tests/stories, and each specimen, reads from first to last as its transcript says.

A transcript holds the picks, `> 2` for the second choice and `>` to go on. A new one is begun
with these lines alone; `pytest --bless` writes the rest.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from game.diagnostics.render import report
from game.engine.program import Program
from game.engine.transcript import turn_text
from game.model.load import load
from game.session.playthrough import ADVANCE, Playthrough
from game.session.saves import decode, encode, restore, snapshot
from tools.shots import SPECIMENS

TESTS = Path(__file__).parents[1]
STORIES = sorted([*TESTS.glob("stories/*.yaml"), *SPECIMENS])
SEED = 1


def straight(played: Playthrough) -> Playthrough:
    """The game as it is."""
    return played


def saved_and_restored(played: Playthrough) -> Playthrough:
    """The game written as JSON and read again."""
    save = decode(encode(snapshot(played, "1921-02-24T12:00:00+00:00")))
    restored = restore(save, played.program)
    assert restored.notes == ()
    return restored.playthrough


def picks_of(transcript: str) -> list[str]:
    """The numbers picked; empty to go on."""
    return [line[1:].strip() for line in transcript.split("\n") if line.startswith(">")]


def replayed(
    played: Playthrough, picks: list[str], between: Callable[[Playthrough], Playthrough]
) -> tuple[Playthrough, str]:
    """The game played on, and all that was read and picked."""
    parts = [turn_text(played.turn)]
    for pick in picks:
        played = between(played)
        played.take(played.turn.offers[int(pick) - 1].id if pick else ADVANCE)
        parts += [f"> {pick}".rstrip(), turn_text(played.turn)]
    return played, "\n\n".join(parts) + "\n"


def _transcript(path: Path) -> Path:
    return TESTS / "stories" / f"{path.stem}.transcript"


def test_there_are_stories_enough() -> None:
    assert len(STORIES) >= 12


@pytest.mark.parametrize("between", [straight, saved_and_restored], ids=lambda way: way.__name__)
@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_story_reads_as_its_transcript(
    path: Path, between: Callable[[Playthrough], Playthrough], bless: bool
) -> None:
    loaded = load(path)
    assert loaded.story is not None, report(loaded.diagnostics, loaded.sources)
    transcript = _transcript(path)
    picks = picks_of(transcript.read_text("utf-8"))
    _, got = replayed(Playthrough.begin(Program(loaded.story), SEED), picks, between)
    if bless:
        transcript.write_text(got, "utf-8")
    assert got == transcript.read_text("utf-8")
