"""Effects → functions that change a fresh mapping of values. Numbers are held at their bounds."""

from collections.abc import Callable
from typing import TypeAlias, assert_never

from game.engine.state import Value
from game.model.story import Stat, Story
from game.text.effect import Add, AddPart, Effect, SetFate, SetFlag, SetNumber, SetWord

Values: TypeAlias = dict[str, Value]
Apply: TypeAlias = Callable[[Values], None]


def compile_effects(effects: tuple[Effect, ...], story: Story) -> tuple[Apply, ...]:
    """The functions that apply effects, in order; each holds its number at the bounds at once."""
    return tuple(_compile(effect, story) for effect in effects)


def _compile(effect: Effect, story: Story) -> Apply:
    match effect:
        case Add(name, amount, _):
            return _add(story.numbers[name], amount)
        case AddPart(name, percent, _):
            return _add_part(story.numbers[name], percent)
        case SetNumber(name, number, _):
            return _give(name, number)
        case SetFlag(name, truth, _):
            return _give(name, truth)
        case SetWord(name, word, _):
            return _give(name, word)
        case SetFate(character, fate, _):
            return _give(f"fate.{character}", fate)
        case _:
            assert_never(effect)


def _give(name: str, value: Value) -> Apply:
    def apply(values: Values) -> None:
        values[name] = value

    return apply


def _add(stat: Stat, amount: int) -> Apply:
    name, low, high = stat.id, stat.low, stat.high

    def apply(values: Values) -> None:
        after = values[name] + amount  # type: ignore[operator]
        values[name] = low if after < low else high if after > high else after

    return apply


def _add_part(stat: Stat, percent: int) -> Apply:
    name, low, high = stat.id, stat.low, stat.high

    def apply(values: Values) -> None:
        now = int(values[name])
        room = high - now if percent > 0 else now - low
        step = room * abs(percent) // 100
        values[name] = now + step if percent > 0 else now - step

    return apply
