"""A flat game that is played a turn at a time, and what its numbers mean in the engine's words."""

from collections.abc import Mapping

from game.engine.chance import LoadedSeed
from game.engine.walk import StoryStops
from tools.flat import layout, walk
from tools.flat.jit import Integers, copied
from tools.flat.program import Flat

STOPS: Mapping[int, str] = {
    layout.NO_WAY: "no way on from a choice holds",
    layout.ENDLESS: "what happens goes on without end",
    layout.TOO_DEEP: "scenes within scenes without end",
    layout.NO_CALLER: "a passage returns, but nothing called it",
}
"""Why a story stops, by how the turn came out."""


class FlatGame:
    """A game on its way, as `game.engine.walk.Walk` is; choices are told by their keys."""

    def __init__(
        self, flat: Flat, seed: int, dice: int = layout.ENGINE_DICE, log: Integers | None = None
    ) -> None:
        self.flat = flat
        self.log = flat.log() if log is None else log
        self.state = flat.state(seed, dice)
        self._found = flat.log(flat.most_doors)
        self._play(walk.begin)

    @property
    def passage(self) -> str:
        """Where the player is."""
        return self.flat.passages[self.state[layout.PASSAGE]]

    @property
    def turn(self) -> int:
        """The number of the turn, from 0."""
        return int(self.state[layout.TURN])

    @property
    def over(self) -> bool:
        """Whether this is an ending."""
        return bool(walk.is_over(self.flat.code, self.state))

    @property
    def goes_on(self) -> bool:
        """Whether the story goes on without a choice."""
        if self.open():
            return False
        return bool(walk.goes_on(self.flat.code, self.state, self.log))

    def open(self) -> list[str]:
        """The choices that are open."""
        count = walk.choices_open(self.flat.code, self.state, self.log, self._found)
        return [self.flat.choices[self._found[number]] for number in range(count)]

    def take(self, key: str) -> None:
        """Take a choice that is open; raises StoryStops where it leads nowhere."""
        self._play(walk.take, self.flat.choice_numbers[key])

    def advance(self) -> None:
        """Go on from a passage by its own ways; raises StoryStops where they lead nowhere."""
        self._play(walk.advance)

    def _play(self, turn, *arguments: int) -> None:  # type: ignore[no-untyped-def]
        before = copied(self.state)
        status = turn(self.flat.code, self.state, self.log, *arguments)
        while status == layout.NO_ROOM:
            wider = self.flat.wider()
            before = wider.moved(before, self.flat)
            self.flat, self.state = wider, copied(before)
            status = turn(wider.code, self.state, self.log, *arguments)
        if status != layout.WENT:
            raise StoryStops(STOPS[status])

    # What the state says, in the engine's words

    @property
    def values(self) -> dict[str, int | bool | str]:
        """Every declared name."""
        story = self.flat.story
        found: dict[str, int | bool | str] = {}
        for name, at in self.flat.name_places.items():
            value = int(self.state[at])
            if name in self.flat.words:
                found[name] = self.flat.words[name][value]
            else:
                found[name] = value if name in story.numbers else bool(value)
        return found

    @property
    def visits(self) -> dict[str, int]:
        """Entries of passages, in the order of the first."""
        flat, state = self.flat, self.state
        first, entered = flat.code[layout.VISITS], flat.code[layout.ENTERED]
        numbers = (state[entered + i] for i in range(state[layout.ENTERED_COUNT]))
        return {flat.passages[number]: int(state[first + number]) for number in numbers}

    @property
    def chosen(self) -> dict[str, int]:
        """Choices taken."""
        first = self.flat.code[layout.CHOSEN]
        counts = ((key, int(self.state[first + n])) for n, key in enumerate(self.flat.choices))
        return {key: count for key, count in counts if count}

    @property
    def chapters(self) -> tuple[int, str]:
        """How many chapters were entered, and the last."""
        last = self.state[layout.LAST_CHAPTER]
        return int(self.state[layout.CHAPTERS]), self.flat.chapters[last] if last >= 0 else ""

    @property
    def date(self) -> str:
        """The latest date reached."""
        return self.flat.dates[self.state[layout.LATEST]]

    @property
    def delays(self) -> list[tuple[str, int]]:
        """What is on its way: its place in the story, and the chapters at which it is due."""
        first = self.flat.code[layout.DELAYED]
        rows = range(first, first + 2 * self.state[layout.DELAYS], 2)
        return [(self.flat.laters[self.state[at]], int(self.state[at + 1])) for at in rows]

    @property
    def fired(self) -> set[str]:
        """The events that came, or whose condition still holds."""
        first = self.flat.code[layout.FIRED]
        events = self.flat.story.events
        return {str(each) for number, each in enumerate(events) if self.state[first + number]}

    @property
    def drawn(self) -> dict[str, int]:
        """Of each card that was drawn, how many chapters had been entered then."""
        first = self.flat.code[layout.DRAWN]
        counts = ((card, int(self.state[first + n])) for n, card in enumerate(self.flat.cards))
        return {card: count for card, count in counts if count >= 0}

    @property
    def stack(self) -> list[tuple[str, str, str]]:
        """What interruptions return to: passage, choice and stage."""
        names = {1: "draw", 2: "go", 3: "show", 4: "enter"}
        first = self.flat.code[layout.STACK]
        found = []
        for number in range(self.state[layout.FRAMES]):
            at = first + layout.FRAME_ROW * number
            passage, choice, stage = (int(self.state[at + i]) for i in range(3))
            id_ = "" if choice < 0 else self.flat.choices[choice].partition("/")[2]
            found.append((self.flat.passages[passage], id_, names[stage]))
        return found

    def loaded_seed(self, seed: int) -> LoadedSeed:
        """A seed with which the engine rolls what the log has."""
        return LoadedSeed(seed, self.flat.rolls(self.log))
