"""Each ending of the shipped campaign can be reached on purpose.

For each, `stories/endings` has the wishes of a player who means to come to it, and a game that such
a player played, word for word. `pytest --bless` has that game played anew by its wishes.
`stories/apart` has the wishes of three players who read little of what the others do.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pytest

from game.engine.program import Program
from game.model.load import load
from game.model.story import Story
from game.session.playthrough import ADVANCE, Playthrough
from tests.engine.test_transcripts import picks_of, replayed, saved_and_restored, straight
from tools.simulate import runs
from tools.simulate.report import report
from tools.simulate.script import wishes

TESTS = Path(__file__).parent
STORIES = TESTS.parent / "story"
WISHES = sorted((TESTS / "stories" / "endings").glob("*.yaml"))
APART = sorted((TESTS / "stories" / "apart").glob("*.yaml"))
GAMES = 200
"""Games by one file's wishes; the seeds begin with 1."""


@pytest.fixture(scope="module")
def story() -> Story:
    loaded = load(STORIES / "brothers-keeper", STORIES)
    assert loaded.story is not None, [str(found) for found in loaded.diagnostics]
    return loaded.story


@pytest.fixture(scope="module")
def program(story: Story) -> Program:
    return Program(story)


def wished(path: Path, story: Story, seed: int, games: int) -> runs.Simulation:
    """Games by the wishes of a file."""
    found, diagnostics, _ = wishes(path, story)
    assert not diagnostics, [str(each) for each in diagnostics]
    return runs.prepared(story, "script", games, seed, found)


def by_wishes(path: Path, program: Program, seed: int) -> Playthrough:
    """The game of a seed, played to its ending."""
    keys = iter(runs.picks_of(wished(path, program.story, seed, 1), 0))
    played = Playthrough.begin(program, seed)
    while not played.turn.over:
        open_ = any(offer.open for offer in played.turn.offers)
        played.take(next(keys).partition("/")[2] if open_ else ADVANCE)
    return played


def numbers(played: Playthrough) -> Iterator[str]:
    """The picks of a game as a transcript has them."""
    for turn, pick in zip(played.turns, played.picks, strict=False):
        ids = [str(offer.id) for offer in turn.offers]
        yield str(ids.index(pick) + 1) if pick in ids else ""


def recorded(path: Path, program: Program) -> str:
    """The transcript of the first game that comes to the ending."""
    for seed in range(1, GAMES + 1):
        played = by_wishes(path, program, seed)
        if played.turn.passage.id == path.stem:
            again = Playthrough.begin(program, seed)
            _, text = replayed(again, list(numbers(played)), straight)
            return f"{program.story.title} · seed {seed}\n\n{text}"
    pytest.fail(f"no game comes to {path.stem}")


def test_there_are_wishes_for_every_ending(story: Story) -> None:
    assert {path.stem for path in WISHES} == set(story.endings)


@pytest.mark.parametrize("path", WISHES, ids=lambda path: path.stem)
def test_who_means_to_come_to_an_ending_does_so_in_half_of_the_games(
    path: Path, story: Story
) -> None:
    pytest.importorskip("numba", reason="numba, which play is compiled with, is missing")
    simulation = wished(path, story, 1, GAMES)
    found = report(simulation, runs.play_all(simulation))
    reached = Counter({each.id: each.games.count for each in found.endings})
    assert not found.troubles
    assert reached[path.stem] * 2 >= GAMES, reached


@pytest.mark.parametrize("between", [straight, saved_and_restored], ids=lambda way: way.__name__)
@pytest.mark.parametrize("path", WISHES, ids=lambda path: path.stem)
def test_a_recorded_game_reads_to_its_ending_word_for_word(
    path: Path, between: Callable[[Playthrough], Playthrough], program: Program, bless: bool
) -> None:
    transcript = path.with_suffix(".transcript")
    if bless:
        transcript.write_text(recorded(path, program), "utf-8")
    head, _, kept = transcript.read_text("utf-8").partition("\n\n")
    title, _, seed = head.partition(" · seed ")
    assert title == program.story.title
    played, got = replayed(Playthrough.begin(program, int(seed)), picks_of(kept), between)
    assert got == kept
    assert played.turn.over
    assert played.turn.passage.id == path.stem


def test_three_games_are_at_least_half_apart(program: Program) -> None:
    games = [by_wishes(path, program, 1) for path in APART]
    assert [game.turn.passage.id for game in games] == [path.stem for path in APART]
    read = [{turn.passage.id for turn in game.turns} for game in games]
    assert len(read) == 3
    for one, other in combinations(read, 2):
        assert 2 * len(one & other) <= min(len(one), len(other))
