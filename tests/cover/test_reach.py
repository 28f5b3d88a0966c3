"""What can be shown: nothing that is shown is called unreachable, nothing reachable is missed."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from game.engine.machine import StoryStops
from game.engine.program import Program
from game.model.load import load, load_text
from game.session.playthrough import ADVANCE, Playthrough
from tests.bench.generated import generated
from tests.cover.test_lines import traced
from tests.engine.any_story import stories
from tools.cover.reach import Reach, reach
from tools.cover.trace import Traced
from tools.cover.write import readings

ROOT = Path(__file__).parents[2]

THREE = """\
campaign: three
title: Three
start: here
flags: {rich: You are rich., mad: You are mad.}
passages:
  here:
    text: |
      Go.

      {if mad and not mad} Never.
    choices: [{text: A., id: a, goto: end-a}, {text: B., id: b, goto: end-b}, C. -> rich]
  rich: {do: set rich, next: end-c}
  end-a: {text: A., ending: A}
  end-b: {text: B., ending: B}
  end-c: {text: '{if rich: C | otherwise: Poor}', ending: C}
"""


def wandered(of: Traced, seed: int) -> frozenset[int]:
    """The lines that a walk by chance shows, each open choice as likely as the others."""
    chance = random.Random(seed)
    shown: frozenset[int] = frozenset()
    try:
        played = Playthrough.begin(of.program, seed)
        shown |= of.shown(played.turn)
        for _ in range(60):
            offers = [str(offer.id) for offer in played.turn.offers if offer.open]
            if not offers and not played.turn.can_advance:
                break
            played.take(chance.choice(offers) if offers else ADVANCE)
            shown |= of.shown(played.turn)
    except StoryStops:
        pass
    return shown


def holds(of: Traced, found: Reach) -> None:
    """What is promised of any story."""
    assert not found.shown & found.unreachable
    assert found.needed <= len(found.games)
    assert found.least <= len(found.games)
    fresh = Program(of.program.story)
    every = frozenset(range(len(of.lines.all)))
    told = readings(found.games, every)
    assert frozenset[int]().union(*(each.game.shown for each in told)) == found.shown
    for each in told:
        assert set(each.new) <= each.game.shown
        again = Playthrough.replay(fresh, each.game.seed, each.game.picks)
        turns = [of.shown(of_turn) for of_turn in again.retold(of.program).turns]
        assert tuple(turns) == each.game.turns


@given(stories())
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_walks_show_is_shown_and_never_called_unreachable(text: str) -> None:
    agrees_with_walks(text)


@pytest.mark.soak
@given(stories())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_walks_show_is_shown_in_many_stories(text: str) -> None:
    agrees_with_walks(text)


def agrees_with_walks(text: str) -> None:
    loaded = load_text(text)
    assert loaded.story is not None
    of = Traced.of(loaded.story)
    try:
        found = reach(of)
    except StoryStops:
        return
    holds(of, found)
    for seed in range(1, 25):
        shown = wandered(of, seed)
        assert not shown & found.unreachable
        assert shown <= found.shown, [of.lines.all[each] for each in shown - found.shown]


def test_as_many_playthroughs_are_needed_as_there_are_endings_and_that_is_proved() -> None:
    pytest.importorskip("highspy", reason="highspy, the solver, is missing")
    of = traced(THREE)
    found = reach(of)
    holds(of, found)
    assert (len(found.games), found.needed) == (3, 3)
    assert {of.lines.all[each].words for each in found.unreachable} == {
        "{if mad and not mad} Never.",
        "Poor",
    }


def test_what_only_luck_shows_is_found_with_the_dice_that_show_it() -> None:
    text = THREE.replace(
        "  end-a: {text: A.,",
        "  end-a: {text: [{1 in 500: Luck.}, {1 in 500: More luck.}, {otherwise: A.}],",
    )
    of = traced(text)
    found = reach(of)
    holds(of, found)
    shown = {of.lines.all[each].words for each in found.shown}
    assert {"Luck.", "More luck.", "A."} <= shown
    assert found.needed == len(found.games) == 5


def test_every_option_of_a_shuffle_is_shown_by_some_seed() -> None:
    text = THREE.replace("text: B., ending: B", "text: '{shuffle: x | y | z}', ending: B")
    of = traced(text)
    found = reach(of)
    holds(of, found)
    assert {"x", "y", "z"} <= {of.lines.all[each].words for each in found.shown}


def test_only_what_is_wanted_is_sought() -> None:
    of = traced(THREE)
    wanted = frozenset(line.number for line in of.lines.all if line.passage == "end-b")
    found = reach(of, wanted)
    assert len(found.games) == 1
    assert wanted <= found.shown


def test_no_line_of_the_shipped_story_is_left_undecided() -> None:
    pytest.importorskip("numba", reason="numba, which play is compiled with, is missing")
    loaded = load(ROOT / "story" / "brothers-keeper", ROOT / "story")
    assert loaded.story is not None
    of = Traced.of(loaded.story)
    found = reach(of)
    holds(of, found)
    assert found.shown | found.unreachable == frozenset(range(len(of.lines.all)))
    assert found.least == len(found.games)


def test_of_a_generated_story_everything_is_decided() -> None:
    loaded = load_text(generated(150))
    assert loaded.story is not None
    of = Traced.of(loaded.story)
    found = reach(of)
    holds(of, found)
    assert found.shown | found.unreachable == frozenset(range(len(of.lines.all)))
    for seed in range(1, 20):
        assert wandered(of, seed) <= found.shown


def test_the_same_story_gives_the_same_playthroughs() -> None:
    one, other = reach(traced(THREE)), reach(traced(THREE))
    assert one == other
