"""How the simulator's players choose.

`uniform` takes each open choice alike; `least-used` what was taken least in its batch of games,
ties at random; `script` what a file of wishes prefers (see `script`), ties at random.

`cautious`, `ruthless` and `popular` weigh the open choices by what a reader of the effects would
expect of them. Of each choice the effects are counted, and the entry effects of the passage it
leads to where that is certain, in hundredths of each number's range; dice by their mean.

- `cautious` minds what endangers: numbers named as in `DANGERS` are to be low, nobody is to be
  killed, purged or exiled, and any other number is to change little.
- `ruthless` minds what power is made of: numbers named as in `HARMS` are to be high, and removals
  count for a choice; being liked counts a little against it.
- `popular` minds being liked: numbers named as in `LIKINGS`, and everybody's trust, are to be high,
  and removals count against a choice.

Where nothing in a story changes any of a policy's numbers, or fates, the cautious player takes what
changes the numbers least, the ruthless what changes them most, the popular what raises the stats
most.

They are no machines: a choice that is a typical step better is `FIRMNESS` times as likely, not
certain.
"""

import math
import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal, TypeAlias

import attrs

from game.model.story import RETURN, THE_ENDING, Choice, Passage, Stat, Story
from game.text.effect import (
    Add,
    AddPart,
    AddRoll,
    Effect,
    SetFate,
    SetNumber,
    SetRoll,
    SetWord,
    changed_name,
)

PolicyName: TypeAlias = Literal[
    "uniform", "least-used", "cautious", "ruthless", "popular", "script"
]
WEIGHED: tuple[PolicyName, ...] = ("cautious", "ruthless", "popular")

DANGERS: Final = frozenset(
    ("paranoia", "suspicion", "danger", "risk", "fear", "terror", "purges", "heat", "debt")
)
HARMS: Final = frozenset(
    ("purges", "terror", "fear", "repression", "power", "control", "authority", "loyalty")
)
LIKINGS: Final = frozenset(
    ("popularity", "support", "approval", "morale", "trust", "love", "legitimacy", "hope")
)
FIRMNESS: Final = 4.5
REMOVAL: Final = 20
"""Hundredths of a number's range that somebody's removal is weighed as."""

ONE: Final = 1000
"""The weight of a choice that nothing speaks for or against."""


@attrs.frozen
class Goal:
    """What a policy minds: the weight of each number by its id, of removals, and of any change."""

    numbers: dict[str, float]
    removals: float
    change: float

    @property
    def counts(self) -> bool:
        """Whether what a game came to can be counted by it: it is a sum of numbers and fates."""
        return bool(self.numbers or self.removals)


def goal(policy: PolicyName, story: Story) -> Goal:
    """What a policy minds in a story."""
    changed = _changed(story)
    fates = any(name.startswith("fate.") for name in changed)

    def named(words: frozenset[str]) -> list[str]:
        parts = {name: set(re.split("[-_.]", name.lower())) for name in story.numbers}
        return [name for name, these in parts.items() if words & these and name in changed]

    trusts = [name for name in story.numbers if name.startswith("trust.") and name in changed]
    match policy:
        case "cautious":
            dangers = named(DANGERS)
            if dangers or fates:
                return Goal(dict.fromkeys(dangers, -1.0), -1.0 * fates, -0.25)
            return Goal({}, 0, -1)
        case "ruthless":
            harms, likings = named(HARMS), [*named(LIKINGS), *trusts]
            if harms or fates:
                weights = dict.fromkeys(likings, -0.25) | dict.fromkeys(harms, 1.0)
                return Goal(weights, 1.0 * fates, 0)
            return Goal({}, 0, 1)
        case "popular":
            likings = list(dict.fromkeys([*named(LIKINGS), *trusts]))
            if likings:
                return Goal(dict.fromkeys(likings, 1.0), -0.5 * fates, 0)
            return Goal({stat.id: 1.0 for stat in story.gauges() if stat.id in changed}, 0, 0)
        case _:
            return Goal({}, 0, 0)


def _changed(story: Story) -> set[str]:
    """The names that something in the story changes."""
    found: set[str] = set()
    for passage in story.passages.values():
        found.update(map(changed_name, passage.effects))
        for choice in passage.choices:
            found.update(map(changed_name, choice.effects))
    return found


def weights(policy: PolicyName, story: Story) -> list[int]:
    """The weight of each choice of a story, in the order of passages and choices."""
    choices = [(each, choice) for each in story.passages.values() for choice in each.choices]
    if policy not in WEIGHED:
        return [1] * len(choices)
    minded = goal(policy, story)
    scores = [_score(minded, _expected(choice, each, story), story) for each, choice in choices]
    steps = [abs(score) for score in scores if score]
    typical = sum(steps) / len(steps) if steps else 1.0
    return [round(ONE * math.exp(math.log(FIRMNESS) * _within(s / typical, 4))) for s in scores]


def _within(value: float, most: float) -> float:
    return max(-most, min(most, value))


def _expected(choice: Choice, passage: Passage, story: Story) -> Iterator[Effect]:
    """The effects that are certain to come of a choice: its own, and those of where it leads."""
    yield from choice.effects
    routes = choice.routes or passage.routes
    if routes and routes[0].condition is None and not (choice.call or choice.draw):
        target = routes[0].target
        if target not in (RETURN, THE_ENDING):
            yield from story.passages[target].effects


def _score(minded: Goal, effects: Iterator[Effect], story: Story) -> float:
    score = 0.0
    for effect in effects:
        name = changed_name(effect)
        match effect:
            case SetFate(_, fate):
                score += minded.removals * REMOVAL * (fate != "alive")
            case SetWord(_, word) if name.startswith("fate."):
                score += minded.removals * REMOVAL * (word != "alive")
            case _ if name in story.numbers:
                stat = story.numbers[name]
                change = _change(effect, stat) * 100 / (stat.high - stat.low)
                weight = minded.numbers.get(name)
                score += minded.change * abs(change) if weight is None else weight * change
            case _:
                pass
    return score


def _change(effect: Effect, stat: Stat) -> float:
    """How far an effect is expected to move a number."""
    middle = (stat.high - stat.low) / 2
    match effect:
        case Add(_, amount):
            return amount
        case AddPart(_, percent):
            return percent * middle / 100
        case AddRoll(_, low, high):
            return (low + high) / 2
        case SetNumber(_, value):
            return value - stat.start
        case SetRoll(_, low, high):
            return (low + high) / 2 - stat.start
        case _:
            return 0


def goal_rows(story: Story, goals: Sequence[Goal]) -> Iterator[tuple[int, str, str, int]]:
    """What goals count in a state: goal, name, word (or empty) and weight, in thousandths."""
    for number, minded in enumerate(goals):
        for name, weight in minded.numbers.items():
            stat = story.numbers[name]
            yield number, name, "", round(weight * 100_000 / (stat.high - stat.low))
        for name, named in story.named.items() if minded.removals else ():
            if name.startswith("fate."):
                for word in named.words:
                    if word != "alive":
                        yield number, name, word, round(minded.removals * REMOVAL * 1000)
