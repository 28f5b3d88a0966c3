"""What a proof says, to be compared: with another proof, or with what was planted."""

from collections.abc import Iterable

from tests.bench.planted import Fact
from tools.prove.verdicts import Proof


def answers(proof: Proof) -> list[tuple[object, ...]]:
    """All that a proof says, in order."""
    told: list[tuple[object, ...]] = [
        (each.goal.kind, each.goal.subject, each.decision.answer, each.decision.bound)
        for each in proof.verdicts
    ]
    told += [(trap.passages, trap.decision.answer, trap.decision.bound) for trap in proof.traps]
    return told


def mistaken(proof: Proof, facts: Iterable[Fact]) -> tuple[list[Fact], list[Fact]]:
    """The planted facts that a proof denies, and those of which it knows nothing."""
    about: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for verdict in proof.verdicts:
        goal = verdict.goal
        faulty = "no" if goal.wanted else "yes"
        answer = verdict.decision.answer
        told = "unknown" if answer == "unknown" else str(answer == faulty)
        about.setdefault((goal.kind, tuple(map(str, goal.subject))), []).append(told)
    for trap in proof.traps:
        for passage in trap.passages:
            told = "unknown" if trap.decision.answer == "unknown" else "True"
            about.setdefault(("trap", (passage,)), []).append(told)
    wrong, unknown = [], []
    for fact in facts:
        says = about.get((fact.kind, fact.subject), [])
        assert says or fact.kind == "trap", fact
        if "unknown" in says:
            unknown.append(fact)
        elif ("True" in says) is not fact.fault:
            wrong.append(fact)
    return wrong, unknown
