"""Dice that were loaded fall as given, and nothing else changes."""

from game.engine.chance import LoadedSeed, roll
from game.engine.machine import choose, start
from tests.small import program


def test_a_loaded_seed_gives_what_it_was_given_and_else_its_own() -> None:
    loaded = LoadedSeed(7, {(1, "here"): 3})
    assert loaded == 7
    assert roll(loaded, 1, "here", 6) == 3
    assert roll(loaded, 2, "here", 6) == roll(7, 2, "here", 6)


def test_a_game_with_loaded_dice_goes_where_they_say() -> None:
    story = program(
        """
        here:
          text: A coin.
          choices:
            - {text: Toss., id: toss, do: grain = 0 to 9, goto: there}
        there: {text: Down it comes., ending: End}
        """
    )
    for number in range(10):
        seed = LoadedSeed(1, {(1, "here/toss/0"): number})
        turn = choose(story, start(story, seed).state, "toss")
        assert turn.value("grain") == number
