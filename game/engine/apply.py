"""Effects → one function that changes a fresh mapping of values, generated as Python once.

Every number is held at its bounds at once, after each effect.
"""

from collections.abc import Callable
from typing import TypeAlias, assert_never

from game.engine.chance import roll
from game.engine.state import Value
from game.model.story import Stat, Story
from game.text.effect import (
    Add,
    AddPart,
    AddRoll,
    Archive,
    Award,
    Effect,
    SetFate,
    SetFlag,
    SetNumber,
    SetRoll,
    SetWord,
)

Values: TypeAlias = dict[str, Value]
Apply: TypeAlias = Callable[[Values, int, int], None]
"""Changes values; seed and turn decide the dice."""


class Applier:
    """The functions of one story's effects."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self._functions: dict[tuple[tuple[Effect, ...], str], Apply] = {}

    def function(self, effects: tuple[Effect, ...], place: str) -> Apply | None:
        """The function that applies effects in order; None where there are none.

        The `place` is what its dice are told apart by.
        """
        if not effects:
            return None
        rolls = any(isinstance(effect, AddRoll | SetRoll) for effect in effects)
        key = (effects, place if rolls else "")
        function = self._functions.get(key)
        if function is None:
            function = self._functions[key] = self._compile(*key)
        return function

    def _compile(self, effects: tuple[Effect, ...], place: str) -> Apply:
        lines = [f"    {self._source(e, f'{place}/{n}')}" for n, e in enumerate(effects)]
        source = "\n".join(["def apply(v, seed, turn):", *lines])
        names: dict[str, Apply] = {"roll": roll}  # type: ignore[dict-item]
        exec(source, names)
        return names["apply"]

    def _source(self, effect: Effect, place: str) -> str:
        match effect:
            case Add(name, amount, _):
                return _held(self.story.numbers[name], f"v[{name!r}] + {amount}")
            case AddPart(name, percent, _):
                stat = self.story.numbers[name]
                room = f"{stat.high} - x" if percent > 0 else f"x - {stat.low}"
                sign = "+" if percent > 0 else "-"
                step = f"({room}) * {abs(percent)} // 100"
                return f"x = v[{name!r}]; v[{name!r}] = x {sign} {step}"
            case AddRoll(name, low, high, _):
                rolled = f"roll(seed, turn, {place!r}, {high - low + 1})"
                return _held(self.story.numbers[name], f"v[{name!r}] + {low} + {rolled}")
            case SetRoll(name, low, high, _):
                return f"v[{name!r}] = {low} + roll(seed, turn, {place!r}, {high - low + 1})"
            case SetNumber(name, number, _):
                return f"v[{name!r}] = {number}"
            case SetFlag(name, truth, _):
                return f"v[{name!r}] = {truth}"
            case SetWord(name, word, _):
                return f"v[{name!r}] = {word!r}"
            case SetFate(character, fate, _):
                return f"v[{f'fate.{character}'!r}] = {fate!r}"
            case Archive(passage, _):
                return f"v[{f'archive.{passage}'!r}] = True"
            case Award(achievement, _):
                return f"v[{f'award.{achievement}'!r}] = True"
            case _:
                assert_never(effect)


def _held(stat: Stat, source: str) -> str:
    low, high, name = stat.low, stat.high, stat.id
    return f"x = {source}; v[{name!r}] = {low} if x < {low} else {high} if x > {high} else x"
