"""The flat walk plays what the engine plays."""

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.machine import advance, choose, start
from game.engine.program import Program
from game.engine.walk import StoryStops
from game.model.load import campaigns, load, load_text
from tests.bench.generated import generated
from tests.bench.peer_story import as_one_of_ours, peer_story
from tests.engine.any_story import stories, wild_stories
from tests.small import program, whole
from tests.tools.flat.lockstep import lockstep
from tools.flat import layout
from tools.flat.conditions import Unsayable
from tools.flat.game import FlatGame
from tools.flat.program import flatten

ROOT = Path(__file__).parents[3]
SEEDS = st.integers(-(2**40), 2**40)
DICE = st.sampled_from([layout.ENGINE_DICE, layout.FAST_DICE])
ANY = st.one_of(wild_stories(), wild_stories(), stories())


def walked_in_step(text: str, seed: int, dice: int, longest: int = 25) -> None:
    story = whole(text)
    lockstep(Program(story), flatten(story, room=2), seed, longest, dice)


@given(wild_stories(), SEEDS, DICE)
def test_the_flat_walk_plays_any_story_as_the_engine_does(text: str, seed: int, dice: int) -> None:
    walked_in_step(text, seed, dice)


@given(stories(), SEEDS, DICE)
def test_so_it_does_stories_that_never_stop(text: str, seed: int, dice: int) -> None:
    walked_in_step(text, seed, dice)


@pytest.mark.soak
@settings(settings.get_profile("soak"))
@given(ANY, SEEDS, DICE)
def test_long_walks_in_step_through_thousands_of_stories(text: str, seed: int, dice: int) -> None:
    walked_in_step(text, seed, dice, 60)


def test_the_stories_drawn_stop_and_stick_and_end() -> None:
    came_out: Counter[str] = Counter()

    @settings(max_examples=60, database=None, derandomize=True)
    @given(wild_stories(), st.integers(0, 99))
    def play(text: str, seed: int) -> None:
        story = whole(text)
        came_out[lockstep(Program(story), flatten(story), seed, 25, layout.ENGINE_DICE)] += 1

    play()
    assert set(came_out) == {"over", "stuck", "stops", "long"}


@pytest.mark.parametrize("folder", campaigns(ROOT / "story"), ids=lambda folder: folder.name)
def test_the_shipped_story_is_played_in_step(folder: Path) -> None:
    story = load(folder, ROOT / "story").story
    assert story is not None
    flat, compiled = flatten(story), Program(story)
    came_out = [lockstep(compiled, flat, seed, 200, layout.ENGINE_DICE) for seed in range(20)]
    assert set(came_out) == {"over"}


def test_so_are_generated_stories() -> None:
    peer = "".join(text for _, text in as_one_of_ours(peer_story(300)))
    for text in (generated(300), peer):
        story = load_text(text).story
        assert story is not None
        flat, compiled = flatten(story), Program(story)
        assert flat.code[layout.CHOICES] == sum(len(p.choices) for p in story.passages.values())
        for seed in range(2):
            assert lockstep(compiled, flat, seed, 400, layout.ENGINE_DICE) == "over"


@given(ANY, st.integers(0, 2**31))
def test_what_was_rolled_is_replayed_by_the_engine(text: str, seed: int) -> None:
    story = whole(text)
    flat, compiled = flatten(story), Program(story)
    chance = random.Random(seed)
    log = flat.log(rolls=2000)
    picks: list[str] = []
    try:
        game = FlatGame(flat, seed, layout.FAST_DICE, log)
        for _ in range(20):
            open_ = game.open()
            if open_:
                picks.append(chance.choice(open_))
                game.take(picks[-1])
            elif game.goes_on:
                picks.append("")
                game.advance()
            else:
                break
    except StoryStops:
        return  # the lock-step tests compare how stories stop
    if log[layout.LOG_CLASHES]:
        return  # two heaps of cards at one place in one turn: no given rolls can say both
    turn = start(compiled, game.loaded_seed(seed))
    for pick in picks:
        state = turn.state
        id_ = pick.partition("/")[2]
        turn = choose(compiled, state, id_) if pick else advance(compiled, state)
    assert turn.state.values == game.values
    assert turn.state.passage == game.passage
    given_dice = FlatGame(flat, seed, layout.GIVEN_DICE, log)
    for pick in picks:
        if pick:
            given_dice.take(pick)
        else:
            given_dice.advance()
    assert given_dice.values == game.values


TELEGRAMS = """
here:
  text: Here.
  choices:
    - text: Wait.
      id: wait
      later: [in 9 chapters: far]
      goto: here
    - {text: Leave., goto: far}
far: {text: Far., ending: Far}
"""


def test_a_state_is_given_more_room_where_it_needs_it() -> None:
    flat = flatten(program(TELEGRAMS).story, room=1)
    game = FlatGame(flat, 1)
    for number in range(1, 40):
        game.take("here/wait")
        assert len(game.delays) == number
    assert game.flat.code[layout.ROOM] >= 39
    assert flat.code[layout.ROOM] == 1


def test_a_product_beyond_64_bits_is_refused() -> None:
    factors = " * ".join(["grain"] * 20)
    story = program(
        f"here:\n  text: A\n  next:\n    - if {factors} > 3: here\n    - otherwise: b\n"
        "b: {text: B, ending: B}"
    ).story
    with pytest.raises(Unsayable, match="64 bits"):
        flatten(story)


def test_what_only_prose_can_say_is_refused() -> None:
    story = program(
        """
        here: {text: A, next: b}
        b: {text: "{if promised} {once: a | b}", next: c}
        c: {text: C, ending: C}
        """
    ).story
    with pytest.raises(Unsayable, match='"b"'):
        flatten(story)


WITHOUT = """
import sys
sys.modules["numba"] = None
sys.path.insert(0, {root!r})
from pathlib import Path
from game.engine.program import Program
from game.model.load import load, load_text
from tests.tools.flat.lockstep import lockstep
from tools.flat import jit, layout
from tools.flat.program import flatten
from tests.bench.generated import generated

assert not jit.JITTED
story = load(Path({root!r}) / "story" / "brothers-keeper", Path({root!r}) / "story").story
flat, compiled = flatten(story, room=1), Program(story)
assert type(flat.code) is list
for seed in range(3):
    for dice in (layout.ENGINE_DICE, layout.FAST_DICE):
        assert lockstep(compiled, flat, seed, 200, dice) == "over"
print("played")
"""


def test_without_numba_the_same_walk_is_plain_python() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT.format(root=str(ROOT))],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("played\n", "", 0)
