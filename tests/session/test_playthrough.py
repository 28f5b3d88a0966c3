"""A game being played: forward, back, and by itself."""

import pytest

from game.engine.machine import NotOffered
from game.engine.state import Turn
from game.session.automatic import play, policy
from game.session.playthrough import ADVANCE, Playthrough
from tests.small import program

PASSAGES = """
    here:
      text: x
      choices:
        - {text: A., id: a, do: grain +1, goto: there}
        - {text: B., id: b, do: grain +2, goto: there}
        - {text: C., id: c, if: grain >= 15, goto: out}
    there: {text: y, next: here}
    out: {text: z, ending: Out}
"""


def test_a_pick_that_is_not_open_changes_nothing() -> None:
    played = Playthrough.begin(program(PASSAGES), 1)
    for pick in ("c", "nonsense", ADVANCE):
        with pytest.raises(NotOffered):
            played.take(pick)
    assert (len(played.turns), played.picks) == (1, [])


@pytest.mark.parametrize(("count", "left"), [(0, 4), (1, 3), (3, 1), (99, 1), (-1, 4)])
def test_undo_goes_back_as_many_turns_as_there_are(count: int, left: int) -> None:
    played = Playthrough.replay(program(PASSAGES), 1, ["a", ADVANCE, "b"])
    played.undo(count)
    assert (len(played.turns), len(played.picks)) == (left, left - 1)
    assert played.can_undo == (left > 1)


def test_another_pick_after_undo_forgets_the_first() -> None:
    played = Playthrough.replay(program(PASSAGES), 1, ["a"])
    played.undo()
    played.take("b")
    assert played.picks == ["b"]
    assert played.turn.state.values["grain"] == 8


@pytest.mark.parametrize("name", ["uniform", "least-used"])
def test_unattended_play_reaches_an_ending_the_same_for_the_same_seed(name: str) -> None:
    def run(seed: int) -> list[str | None]:
        picks: list[str | None] = []

        def each(turn: Turn, picked: str | None) -> None:
            picks.append(picked)

        played = Playthrough.begin(program(PASSAGES), seed)
        assert play(played, policy(name, seed), each)
        assert played.turn.over
        return picks

    assert run(3) == run(3)
    assert len({tuple(run(seed)) for seed in range(10)}) > 1


def test_unattended_play_says_where_the_story_stops() -> None:
    played = Playthrough.begin(program("here: {text: x}"), 1)
    seen: list[str | None] = []
    assert not play(played, policy("uniform", 1), lambda turn, picked: seen.append(picked))
    assert seen == [None]


def test_least_used_takes_every_choice_before_one_again() -> None:
    for seed in range(20):
        played = Playthrough.begin(program(PASSAGES), seed)
        used: dict[str, int] = {}
        assert play(played, policy("least-used", seed), lambda turn, picked: None, used)
        assert abs(used["here/a"] - used["here/b"]) <= 1
