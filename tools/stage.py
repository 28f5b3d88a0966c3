"""A story at the page a picture is wanted of, without anybody playing there."""

from collections import deque
from collections.abc import Callable

from game.engine import machine
from game.engine.program import Program
from game.engine.state import Turn
from game.model.story import PassageId
from game.screens.context import Context
from game.screens.play import ALL, PlayScreen
from game.session.library import Entry
from game.session.playthrough import ADVANCE, Playthrough

SEED = 1
MOST_STATES = 20_000
"""Turns tried to reach a passage by play before it is entered from nowhere."""


class ShotProblem(Exception):
    """What was asked for cannot be shown; the message says why."""


class NotThere(ShotProblem):
    """The story has nothing of the kind; another one may."""


class Stage:
    """A library, and which campaign and passage of it are asked for."""

    def __init__(self, context: Context, campaign: str | None, passage: str | None) -> None:
        self.context = context
        self.campaign = campaign
        self.passage = passage

    def entry(self) -> Entry:
        """The campaign asked for, or the first."""
        library = self.context.library
        if self.campaign is None:
            if not library.entries:
                raise ShotProblem("there is no campaign")
            return library.entries[0]
        entry = library.entry(self.campaign)
        if entry is None:
            raise ShotProblem(f'there is no campaign "{self.campaign}"')
        return entry

    def program(self) -> Program:
        """The campaign, compiled."""
        program = self.context.library.program(self.entry())
        if program is None:
            raise ShotProblem("this campaign does not load; see `undone lint`")
        return program

    def at(self, wanted: Callable[[Turn], bool], what: str) -> Playthrough:
        """A playthrough at the passage asked for, or else at the first turn as wanted."""
        program = self.program()
        if self.passage is None:
            found = _walk(program, wanted)
            if found is None:
                raise NotThere(f"no {what} was reached; name one with --passage")
            return found
        id_ = PassageId(self.passage)
        if id_ not in program.story.passages:
            raise ShotProblem(f'there is no passage "{self.passage}"')
        found = _walk(program, lambda turn: turn.passage.id == id_)
        if found is None:
            turn = machine.arrive(program, SEED, id_)
            found = Playthrough(program, [turn], [], complete=False)
        return found

    def play(self, wanted: Callable[[Turn], bool], what: str) -> PlayScreen:
        """The page of a turn, all of it shown; a paper even where an answer comes before it."""
        played = self.at(wanted, what)
        turn = played.turn
        page = int(turn.printed and bool(turn.answer))
        return PlayScreen(self.context, played, page=page, shown=ALL)


def _walk(program: Program, wanted: Callable[[Turn], bool]) -> Playthrough | None:
    """The playthrough to the nearest turn as wanted, breadth first, one visit to a passage."""
    first = Playthrough.begin(program, SEED)
    queue: deque[tuple[str, ...]] = deque([()])
    seen = {first.turn.passage.id}
    for _ in range(MOST_STATES):
        if not queue:
            return None
        picks = queue.popleft()
        played = Playthrough.replay(program, SEED, picks)
        if wanted(played.turn):
            return played
        open_ids: list[str] = [offer.id for offer in played.turn.offers if offer.open]
        for pick in open_ids or ([ADVANCE] if played.turn.can_advance else []):
            played.take(pick)
            if played.turn.passage.id not in seen:
                seen.add(played.turn.passage.id)
                queue.append((*picks, pick))
            played.undo()
    return None
