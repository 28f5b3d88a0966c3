"""What the prover decided, as findings: each with the way there, or with what keeps it closed."""

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

import attrs

from game.diagnostics.diagnostic import Diagnostic, Rule
from game.diagnostics.span import Span
from game.engine.program import Program
from game.session.witness import WitnessProblem
from tools.lint.way import Way
from tools.prove.decide import Bounds, Decision
from tools.prove.goals import Kind
from tools.prove.verdicts import Proof, Verdict, prove


@attrs.define(eq=False, slots=False)
class Proved:
    """The verdicts of a story, worked out when the first rule asks for them.

    Without `proving` there are none.
    `ways` are those that findings lead along, by rule, place and message.
    """

    program: Program
    proving: bool = True
    cache: Path | None = None
    told: Callable[[str], None] = lambda _: None
    ways: dict[tuple[str, Span, str], Way] = attrs.field(factory=dict)
    bounds: Bounds = attrs.field(factory=Bounds)

    @cached_property
    def proof(self) -> Proof:
        """All verdicts."""
        if not self.proving:
            return Proof()
        return prove(self.program, self.bounds, self.told, cache=self.cache)

    @cached_property
    def _unreached(self) -> frozenset[str]:
        """The passages that nobody can come to: what stands in them is not told of one by one."""
        return frozenset(
            each.goal.passage
            for each in self.proof.of("passage", "ending")
            if each.decision.answer == "no"
        )

    @cached_property
    def _shut(self) -> frozenset[tuple[str, ...]]:
        """The choices that are never open."""
        return frozenset(
            each.goal.subject for each in self.proof.of("choice") if each.decision.answer == "no"
        )

    def broken(self, *kinds: Kind) -> Iterator[Verdict]:
        """The verdicts of some kinds at which the story is at fault, each for itself."""
        for each in self.proof.of(*kinds):
            if each.broken and not self._follows(each):
                yield each

    def unreached(self, *kinds: Kind) -> Iterator[Verdict]:
        """The passages of some kinds that nobody can come to."""
        return (each for each in self.proof.of(*kinds) if each.decision.answer == "no")

    def undecided(self) -> Iterator[Verdict]:
        """The questions that stayed open."""
        return (each for each in self.proof.unknown if not self._follows(each))

    def _follows(self, verdict: Verdict) -> bool:
        """Whether a finding only follows from another: what is about it cannot be come to."""
        subject = verdict.goal.subject
        if verdict.goal.kind in ("passage", "ending"):
            return False
        if subject[0] in self._unreached and verdict.goal.kind not in ("event", "card"):
            return True
        return verdict.goal.kind != "choice" and subject[:2] in self._shut

    def certain_routes(self) -> Iterator[Verdict]:
        """The ways on with a condition that are the only ones of their ladder ever taken."""
        ladders: dict[tuple[str, ...], list[Verdict]] = {}
        for each in self.proof.of("route"):
            ladders.setdefault(each.goal.subject[:-2], []).append(each)
        for ladder in ladders.values():
            answers = [each.decision.answer for each in ladder]
            if "yes" not in answers or "unknown" in answers or self._follows(ladder[0]):
                continue
            last = len(answers) - 1 - answers[::-1].index("yes")
            alone = answers.count("yes") == 1
            if alone and last < len(ladder) - 1 and ladder[last].goal.text:
                yield ladder[last]

    def closed(self, rule: Rule, verdict: Verdict, message: str, hint: str) -> Diagnostic:
        """A finding of something that can never happen, with what its names can be there."""
        details: tuple[str, ...] = ()
        self.proof.valued()
        if not verdict.goal.targets:
            # The values of its names, each on its own, are enough to see why.
            *_, choice, field = ("", *verdict.goal.subject)
            answer = choice if field == "answer" else ""
            details = self.proof.held(verdict.goal.passage, verdict.goal.asks, answer)
        return Diagnostic(rule, verdict.goal.span, message, hint, (), details)

    def led(
        self, rule: Rule, span: Span, decision: Decision, message: str, hint: str
    ) -> Diagnostic:
        """A finding of something that can happen, with the way there."""
        played = self.proof.replayed(decision)
        if played is None:
            return Diagnostic(rule, span, message, hint)
        found = Diagnostic(rule, span, message, hint)
        way = Way(played.picks, played.rolls, played.seed, decision.shortest)
        try:
            led, way = way.told(found, self.program)
        except WitnessProblem as problem:  # a way that the engine played is one that it plays again
            led = attrs.evolve(found, details=(str(problem),))
        self.ways[rule.id, span, message] = way
        return led
