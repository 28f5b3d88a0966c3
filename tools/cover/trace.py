"""What a turn shows: the engine's own renderer, noting each part that it renders."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import attrs

from game.engine.program import Program
from game.engine.prose import Line, Renderer, RenderLine, Words
from game.engine.state import Now, Turn
from game.model.story import Case, Ladder, Story
from game.text.markup import Paragraph, Runs, Varying
from tools.cover.lines import Key, Lines

T = TypeVar("T")


class Tracer(Renderer):
    """A renderer that notes what comes to words while it is told to."""

    notes: list[Key] | None = None

    @contextmanager
    def tracing(self) -> Iterator[list[Key]]:
        """Note what is rendered meanwhile."""
        notes: list[Key] = []
        self.notes = notes
        try:
            yield notes
        finally:
            self.notes = None

    def pick(self, ladder: Ladder[T], state: Now) -> T | None:
        """The value of the first rung that holds, noted, or None."""
        case = self.rung(ladder, state)
        if case is None:
            return None
        if self.notes is not None:
            self.notes.append((id(case), -1))
        return case.value

    def words(self, ladder: Ladder[Runs], state: Now) -> Words:
        """A line of prose, noted if anything of it is left."""
        case: Case[Runs] | None = self.rung(ladder, state)
        if case is None:
            return ()
        begun = self._begun()
        words = self.runs(case.value, state)
        self._note(begun, (id(case), -1), bool(words))
        return words

    def option(self, run: Varying, state: Now) -> int | None:
        """Which of its options a run reads as, noted."""
        index = super().option(run, state)
        if index is not None and self.notes is not None:
            self.notes.append((id(run), index))
        return index

    def _paragraph(self, paragraph: Paragraph) -> RenderLine:
        rendered = super()._paragraph(paragraph)

        def line(state: Now) -> Line | None:
            begun = self._begun()
            line = rendered(state) if callable(rendered) else rendered
            self._note(begun, (id(paragraph), -1), line is not None and not line.private)
            return line

        return line

    def _begun(self) -> int:
        return len(self.notes) if self.notes is not None else 0

    def _note(self, begun: int, key: Key, shown: bool) -> None:
        """Note a part; of one that is not shown forget what was noted within it."""
        if self.notes is not None:
            if shown:
                self.notes.append(key)
            else:
                del self.notes[begun:]


@attrs.frozen(eq=False)
class Traced:
    """A story with a program that notes, and its lines."""

    program: Program
    tracer: Tracer
    lines: Lines

    @classmethod
    def of(cls, story: Story) -> "Traced":
        """A story to be traced."""
        program = Program(story)
        tracer = Tracer(story, program.evaluator)
        program.renderer = tracer
        return cls(program, tracer, Lines.of(program))

    def shown(self, turn: Turn) -> frozenset[int]:
        """The lines that a turn gives to read, by number.

        What stands in for a hard scene, the censor's proof and the truth of a page are counted
        with it: the reader can turn to them.
        """
        turn = attrs.evolve(turn)  # what was rendered before would not be noted
        with self.tracer.tracing() as notes:
            _read(turn)
        of_key = self.lines.of_key
        return frozenset(of_key[key].number for key in notes if key in of_key)


def _read(turn: Turn) -> None:
    """Ask a turn for all that it gives to read."""
    _ = turn.answer, turn.pages, turn.instead, turn.front_page, turn.paper, turn.sheet
    _ = turn.place, turn.title, turn.verdict_parts
    for offer in turn.offers:
        _ = offer.label
        _ = offer.confirm if offer.open else offer.reason
