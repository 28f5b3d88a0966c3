"""A game told as numbered choices, in the words of the story, and how its dice fell."""

from collections.abc import Iterator, Mapping, Sequence
from math import gcd
from typing import Any

import attrs

from game.diagnostics.span import Span
from game.engine.prose import text_of
from game.engine.state import Turn
from game.engine.transcript import opening_words
from game.model.story import PassageId, Story
from game.session.playthrough import ADVANCE
from game.session.witness import Replay, Roll
from game.text.effect import AddRoll, Effect, SetRoll
from game.text.expression import Chance
from game.text.nodes import Fragment
from game.text.tongue import say, say_many

LONGEST_WORDS = 60
"""Letters of a page that it is known by."""


def told(replay: Replay) -> tuple[str, ...]:
    """The way to what is wrong: a line to a choice, and one to each die that matters.

    Going on without a choice is joined to the choice before it. The last line is where one is then.
    """
    return tuple(_told(replay))


def _told(replay: Replay) -> Iterator[str]:
    played = replay.playthrough
    dice: dict[int, list[Roll]] = {}
    for roll in replay.witness.rolls:
        dice.setdefault(roll.turn, []).append(roll)
    number, at = 0, 0
    picks = played.picks
    yield from _fallen(dice.get(0, ()), played.turns[0])
    while at < len(picks):
        turn, pick = played.turns[at], picks[at]
        on = _advances(picks, at + (pick != ADVANCE))
        after = at + (pick != ADVANCE) + on
        number += 1
        said = "" if pick == ADVANCE else _label(turn, pick)
        if on:
            going = say_many("Go on once.", "Go on {count} times.", on)
            said = f"{said} {going}" if said else going
        yield f"{number}. {turn.passage.id}: {said}"
        for step in range(at + 1, after + 1):
            yield from _fallen(dice.get(step, ()), played.turns[step])
        at = after
    if replay.stop:
        pick = replay.witness.picks[-1]
        said = say("Go on.") if pick == ADVANCE else _label(played.turn, pick)
        yield f"{number + 1}. {played.turn.passage.id}: {said}"
        yield "   " + say("The story stops here: {fault}.", fault=replay.stop)
        return
    words = _shortened(opening_words(played.turn))
    yield say("Then: {page}", page=": ".join(filter(None, (played.turn.passage.id, words))))


def _advances(picks: list[str], start: int) -> int:
    """How many times one goes on without a choice from here."""
    count = 0
    while start + count < len(picks) and picks[start + count] == ADVANCE:
        count += 1
    return count


def _label(turn: Turn, pick: str) -> str:
    """A choice as it was read; its id where it has no words."""
    words = (text_of(offer.label) for offer in turn.offers if offer.id == pick)
    return next(filter(None, words), pick)


def _shortened(words: str) -> str:
    if len(words) <= LONGEST_WORDS:
        return words
    return words[:LONGEST_WORDS].rpartition(" ")[0].rstrip(" ,;:.") + "…"


# Dice


def _fallen(rolls: Sequence[Roll], turn: Turn) -> Iterator[str]:
    """How dice fell on the way into a turn, each line set in."""
    for roll in rolls:
        yield "   " + say("The dice fall: {what}.", what=_what(roll, turn))


def _what(roll: Roll, turn: Turn) -> str:
    story = turn.program.story
    if roll.place.endswith("/draw"):
        before = turn.before.agenda.drawn
        cards = [each for each, n in turn.state.agenda.drawn.items() if before.get(each) != n]
        if len(cards) == 1:
            return say('the card "{card}" is drawn', card=cards[0])
    if (effect := _effect(roll.place, story)) is not None:
        number = effect.low + roll.value
        if isinstance(effect, SetRoll):
            return f"{effect.name} = {number}"
        return f"{effect.name} {'+' if number >= 0 else '−'}{abs(number)}"
    chances, where = _chances(roll.place, story), roll.place.partition("/")[0]
    for chance in chances:
        if chance.low <= roll.value < chance.high:
            width = chance.high - chance.low
            part = gcd(width, chance.of)
            count, of = width // part, chance.of // part
            return say('{count} in {of} holds, in "{passage}"', count=count, of=of, passage=where)
    if chances:
        return say('no chance holds, in "{passage}"', passage=where)
    return say('{number}, at "{place}"', number=roll.value, place=roll.place)


def _effect(where: str, story: Story) -> AddRoll | SetRoll | None:
    """The effect that rolls at a place, `passage/number` or `passage/choice/number`."""
    of, _, number = where.rpartition("/")
    id_, _, choice = of.partition("/")
    passage = story.passages.get(PassageId(id_))
    if passage is None or not number.isdecimal():
        return None
    effects: tuple[Effect, ...] = passage.effects
    if choice:
        of_choices = (each.effects for each in passage.choices if each.id == choice)
        effects = next(of_choices, ())
    effect = effects[int(number)] if int(number) < len(effects) else None
    return effect if isinstance(effect, AddRoll | SetRoll) else None


def _chances(where: str, story: Story) -> list[Chance]:
    """The chances that share the roll of a place, in the order of their ladder."""
    passage = story.passages.get(PassageId(where.partition("/")[0]))
    within: object = story if passage is None else passage
    return sorted(
        {each for each in _every_chance(within) if each.place == where}, key=lambda each: each.low
    )


def _every_chance(value: Any) -> Iterator[Chance]:
    """The chances anywhere in a value."""
    if isinstance(value, Chance):
        yield value
    elif attrs.has(type(value)) and not isinstance(value, Span | Fragment):
        for inner in attrs.asdict(value, recurse=False).values():
            yield from _every_chance(inner)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _every_chance(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _every_chance(item)
