"""A game begun by its writer: in the middle, with values of the writer's own; never a player's."""

import re
from collections.abc import Mapping

import attrs

from game.diagnostics.diagnostic import Diagnostic
from game.diagnostics.span import Source
from game.diagnostics.suggest import did_you_mean
from game.engine import machine
from game.engine.machine import NotOffered, StoryStops
from game.engine.program import Program
from game.engine.state import State, Turn, Value
from game.model.story import FATE_WORDS, ChapterId, PassageId, Story
from game.session.playthrough import Playthrough
from game.session.saves import SaveProblem, restore, snapshot
from game.text.effect import (
    FATES,
    Add,
    AddPart,
    Archive,
    Award,
    Effect,
    SetFate,
    SetFlag,
    SetNumber,
    SetWord,
)
from game.text.nodes import Scalar
from game.text.scope import Declared, Kind, Scope
from game.text.tongue import say

_NAME = re.compile(r"[^\W\d][\w.-]*")

BY_HAND = "= "
"""What a pick begins with that stands for values given by hand; the effects follow."""


class RehearsalProblem(Exception):
    """A rehearsal that cannot begin so, or values that cannot be given; a line for each reason."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@attrs.frozen
class Beginning:
    """Where a rehearsal begins: the id of a passage or a chapter, and effects; both may be empty.

    Empty, they stand for the story's start and its own values.
    """

    at: str = ""
    given: str = ""


@attrs.frozen
class _Lost:
    """A game whose passage was gone, and the turn it went back to; `begun` by the rehearsal."""

    game: Playthrough
    back: Turn
    begun: bool


@attrs.define
class Rehearsal:
    """How a rehearsal begins, and begins again when the story changes."""

    beginning: Beginning
    seed: int
    _first: Turn | None = attrs.field(default=None, init=False, repr=False)
    _lost: _Lost | None = attrs.field(default=None, init=False, repr=False)

    def begin(self, program: Program) -> Playthrough:
        """The game at its beginning; raises RehearsalProblem where the story has no such thing."""
        story = program.story
        values = start_values(story)
        lines: list[str] = []
        place = story.start
        try:
            place = passage_named(self.beginning.at, story)
        except RehearsalProblem as problem:
            lines += problem.lines
        try:
            values = changed(self.beginning.given, story, values)
        except RehearsalProblem as problem:
            lines += problem.lines
        if lines:
            raise RehearsalProblem(*lines)
        self._first = machine.arrive(program, self.seed, place, values)
        return Playthrough(program, [self._first], [], complete=self.beginning == Beginning())

    def anew(self, program: Program) -> tuple[Playthrough, str]:
        """The game at its beginning, else at the story's; and what kept it from its own."""
        try:
            return self.begin(program), ""
        except RehearsalProblem as problem:
            played = Playthrough.begin(program, self.seed)
            self._first = played.turn
            return played, problem.lines[0]

    def again(self, played: Playthrough, program: Program) -> str:
        """Go on in the story as it is now; what its writer must be told of that, mostly nothing.

        The picks are played again. Where they no longer lead to the same passage, it is entered
        with the values it had; where there is no such passage, an earlier turn is gone back to,
        until the passage is there again or the player goes on. `played` itself changes, for every
        screen that shows it.
        """
        lost = self._lost
        if lost is None or lost.back is not played.turn:
            copy = Playthrough(played.program, played.turns, played.picks, played.complete)
            lost = _Lost(copy, played.turn, played.turns[0] is self._first)
        fresh, note, found = self._onward(lost.game, lost.begun, program)
        self._lost = None if found else attrs.evolve(lost, back=fresh.turn)
        played.program, played.turns = fresh.program, fresh.turns
        played.picks, played.complete = fresh.picks, fresh.complete
        return note

    def _onward(
        self, played: Playthrough, begun: bool, program: Program
    ) -> tuple[Playthrough, str, bool]:
        """The game as the story is now, what is told of it, and whether its passage was found."""
        renamed = program.story.renamed
        places = [renamed.get(turn.passage.id, turn.passage.id) for turn in played.turns]
        walked = self._walked(played, begun, program)
        there = walked is not None and len(walked.turns) == len(places)
        if walked is not None and there and walked.turn.passage.id == places[-1]:
            return walked, "", True
        if (entered := _entered(played.turn, program)) is not None:
            note = say("your choices no longer lead here; place and values were kept")
            return entered, note, True
        gone = say('"{passage}" is gone', passage=places[-1])
        if walked is not None and there:
            return walked, say("{gone}; your choices lead here", gone=gone), True
        if (earlier := _earlier(played, places, walked, program)) is not None:
            return earlier, say("{gone}; back to where you were before", gone=gone), False
        return self.anew(program)[0], say("{gone}; back to the beginning", gone=gone), False

    def _walked(self, played: Playthrough, begun: bool, program: Program) -> Playthrough | None:
        """As much of the road as can be walked again; None where not even its first turn is."""
        try:
            fresh = self._set_out(played, begun, program)
        except RehearsalProblem:
            return None
        if fresh is None:
            return None
        try:
            for pick in played.picks:
                if pick.startswith(BY_HAND):
                    change(fresh, pick.removeprefix(BY_HAND))
                else:
                    fresh.take(program.story.renamed.get(pick, pick))
        except (RehearsalProblem, NotOffered, StoryStops, KeyError):
            pass  # the road ends here
        return fresh

    def _set_out(self, played: Playthrough, begun: bool, program: Program) -> Playthrough | None:
        """The game at its first turn."""
        if begun:
            return self.begin(program)
        if played.complete:
            return Playthrough.begin(program, played.turns[0].state.seed)
        return _entered(played.turns[0], program)


def _earlier(
    played: Playthrough, places: list[str], walked: Playthrough | None, program: Program
) -> Playthrough | None:
    """The game at the last turn but the present one whose passage is still there."""
    for number in reversed(range(len(places) - 1)):
        if places[number] not in program.story.passages:
            continue
        if walked is not None and number < len(walked.turns):
            walked.undo(len(walked.turns) - 1 - number)
            if walked.turn.passage.id == places[number]:
                return walked
        return _entered(played.turns[number], program)
    return None


def _entered(turn: Turn, program: Program) -> Playthrough | None:
    """The turn's passage with the values it had, in the story as it is now; None if it is gone."""
    alone = Playthrough(turn.program, [turn], [], complete=False)
    save = attrs.evolve(snapshot(alone, ""), campaign=program.story.id)
    try:
        return restore(save, program).playthrough
    except SaveProblem:
        return None


# What is written


def passage_named(name: str, story: Story) -> PassageId:
    """The passage of this id, or the first of the chapter; the story's start for no name."""
    if not name:
        return story.start
    place = PassageId(story.renamed.get(name, name))
    if place in story.passages:
        return place
    chapter = story.chapters.get(ChapterId(name))
    if chapter is not None and chapter.start is not None:
        return chapter.start
    known = (*story.passages, *story.chapters)
    hint = did_you_mean(name, known, say("write the id of a passage or of a chapter"))
    raise RehearsalProblem(say('there is no passage "{name}"; {hint}', name=name, hint=hint))


def start_values(story: Story) -> dict[str, Value]:
    """What every declared name holds at the start."""
    values: dict[str, Value] = {stat.id: stat.start for stat in story.numbers.values()}
    values |= dict.fromkeys(story.flags, False)
    values |= {named.id: named.start for named in story.named.values()}
    return values


def changed(text: str, story: Story, values: Mapping[str, Value]) -> dict[str, Value]:
    """The values after effects as a writer types them; raises RehearsalProblem with each mistake.

    They are written as in a story, and a flag's name alone sets it.
    """
    after = dict(values)
    if not text.strip():
        return after
    lines: list[str] = []
    for part in text.split(","):
        words = part.strip()
        effects, found = _read(f"set {words}" if _NAME.fullmatch(words) else words, story)
        lines += [f"{each.message}; {each.hint}" if each.hint else each.message for each in found]
        for effect in effects if not found else ():
            if not _give(effect, story, after):
                lines.append(say('"{words}" is left to the story, not given', words=words))
    if lines:
        raise RehearsalProblem(*lines)
    return after


def _read(text: str, story: Story) -> tuple[tuple[Effect, ...], list[Diagnostic]]:
    found: list[Diagnostic] = []
    source = Source.of("--with", text)
    scope = Scope(names=declared(story), cast={str(id_): who for id_, who in story.cast.items()})
    effects = scope.effects(Scalar(source, 0, len(text), text, "").fragment(), found)
    return effects, found


def declared(story: Story) -> dict[str, Declared]:
    """Every value that a story declares, as effects may name it."""
    names = {
        stat.id: Declared(
            "number", stat.means, tuple(band for band, _ in stat.bands), stat.low, stat.high
        )
        for stat in story.numbers.values()
    }
    flag: Kind = "flag"
    names |= {each.id: Declared(flag, each.means) for each in story.flags.values()}
    names |= {each.id: Declared("word", each.means, each.words) for each in story.named.values()}
    return names


def _give(effect: Effect, story: Story, values: dict[str, Value]) -> bool:
    """Give an effect to the values; whether that can be: what falls to chance cannot."""
    match effect:
        case SetNumber(name, value) | SetFlag(name, value) | SetWord(name, value):
            values[name] = value
        case SetFate(character, fate):
            values[f"fate.{character}"] = fate
        case Archive(passage):
            values[f"archive.{passage}"] = True
        case Award(achievement):
            values[f"award.{achievement}"] = True
        case Add(name, amount):
            values[name] = _held(name, int(values[name]) + amount, story)
        case AddPart(name, percent):
            stat, now = story.numbers[name], int(values[name])
            room = stat.high - now if percent > 0 else now - stat.low
            step = room * abs(percent) // 100
            values[name] = now + step if percent > 0 else now - step
        case _:
            return False
    return True


def _held(name: str, value: int, story: Story) -> int:
    stat = story.numbers[name]
    return max(stat.low, min(stat.high, value))


# Values given while the game runs


def change(played: Playthrough, text: str) -> None:
    """Give values by hand: the passage is entered with them, a step that undo takes back.

    Raises RehearsalProblem where the text is wrong.
    """
    state = played.turn.state
    values = changed(text, played.program.story, state.values)
    _enter(played, attrs.evolve(state, values=values), text)


def give(played: Playthrough, name: str, value: Value) -> None:
    """Give one value by hand; what was given to the same name right before is taken back first."""
    story = played.program.story
    now = written(name, played.turn.state.values[name], story)
    if played.picks and played.picks[-1] == BY_HAND + now:
        played.undo()
    state = played.turn.state
    if state.values[name] != value:
        values = {**state.values, name: value}
        _enter(played, attrs.evolve(state, values=values), written(name, value, story))


def _enter(played: Playthrough, state: State, text: str) -> None:
    played.turns.append(machine.resume(played.program, state))
    played.picks.append(BY_HAND + text)


def written(name: str, value: Value, story: Story) -> str:
    """The effect that gives a name a value, as a story writes it."""
    if name in story.numbers:
        return f"{name} = {value}"
    if name in story.flags:
        return f"{'set' if value else 'clear'} {name}"
    who = name.removeprefix("fate.")
    verbs = {fate: verb for verb, fate in FATES.items()}
    if who != name and value in FATE_WORDS:
        return f"{verbs[str(value)]} {who}"
    return f"{name} is {value}"


def stepped(name: str, value: Value, by: int, story: Story) -> Value:
    """The value a step on: of a number that far on; the other of a flag; the next word of a name.

    Numbers stop at their bounds, words go round.
    """
    if name in story.numbers:
        return _held(name, int(value) + by, story)
    if name in story.flags:
        return not value
    words = story.named[name].words
    at = words.index(str(value)) if value in words else 0
    return words[(at + (1 if by > 0 else -1)) % len(words)]
