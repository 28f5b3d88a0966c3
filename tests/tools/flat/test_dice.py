"""The flat walk's dice are the engine's, and the fast ones are fair."""

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine.chance import roll
from tests.small import program
from tools.flat import dice
from tools.flat.program import Flat, flatten


@pytest.fixture(scope="module")
def flat() -> Flat:
    """A story whose dice lie at places of all lengths."""
    passages = "".join(
        f"{'p' * length}:\n  do: grain +1 to 6\n  text: A\n  next: end\n"
        for length in (1, 2, 60, 110, 119, 120, 121, 200, 247, 248, 249)
    )
    ends = "here: {text: A, next: end}\nend: {text: B, ending: B}\n"
    return flatten(program(ends + passages).story)


@given(
    seed=st.integers(-(2**62), 2**62),
    turn=st.integers(0, 2**31),
    place=st.integers(0, 10),
    of=st.integers(1, 2**40),
)
def test_the_engines_roll_is_rolled(flat: Flat, seed: int, turn: int, place: int, of: int) -> None:
    state = flat.state(seed)
    rolled = int(dice.engine_roll(flat.code, state, turn, place, of))
    assert rolled == roll(seed, turn, flat.places[place], of)


@pytest.mark.parametrize("of", [2, 6, 10])
def test_fast_dice_are_fair_from_turn_to_turn_place_to_place_and_seed_to_seed(of: int) -> None:
    count = 30_000
    for rolls in (
        [int(dice.drawn(7, turn, 3, of)) for turn in range(count)],
        [int(dice.drawn(7, 3, place, of)) for place in range(count)],
        [int(dice.drawn(seed, 3, 5, of)) for seed in range(count)],
        [int(dice.drawn(seed << 32, 3, 5, of)) for seed in range(count)],
    ):
        pairs = Counter(itertools.pairwise(rolls))
        expected = (count - 1) / of**2
        chi_square = sum(
            (pairs[a, b] - expected) ** 2 / expected for a in range(of) for b in range(of)
        )
        degrees = of**2 - 1
        # Five standard deviations; the seeds are fixed, so this holds always or never.
        assert chi_square < degrees + 5 * (2 * degrees) ** 0.5


def test_the_fast_generator_stays_the_same() -> None:
    assert [int(dice.drawn(1, turn, 0, 1000)) for turn in range(5)] == FIRST


FIRST = [330, 657, 844, 5, 687]
