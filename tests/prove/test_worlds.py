"""The prover against brute force by the engine, in both directions, on stories of all features."""

from collections import Counter

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from game.engine.program import Program
from game.model.load import load_text
from tests.engine.any_story import stories
from tests.prove.oracle import Seen, explored
from tests.prove.said import answers
from tests.prove.worlds import worlds
from tools.prove.verdicts import Proof, Verdict, prove

MOST = 500
"""States of the engine up to which brute force goes; beyond, it only tells what it saw."""

Key = tuple[str, tuple[str, ...], str, str]


@attrs.define
class Tally:
    """How many verdicts were compared, and how many stayed unknown for which bound."""

    stories: int = 0
    complete: int = 0
    verdicts: int = 0
    replays: int = 0
    unknown: Counter[str] = attrs.field(factory=Counter)


TALLY = Tally()


def seen_by(seen: Seen) -> set[Key]:
    """What brute force saw, as verdicts name it."""
    found: set[Key] = set(seen.said)
    found |= {("passage", (each,), "", "") for each in seen.passages}
    found |= {("choice", tuple(each.split("/")), "", "") for each in seen.choices}
    found |= {("fails", tuple(each.split("/")), "", "") for each in seen.shut}
    found |= {("stuck", (each,), "", "") for each in seen.stuck}
    found |= {("rule", ("", str(each)), "", "") for each in seen.broken}
    return found


def key_of(verdict: Verdict) -> Key | None:
    """A verdict's question as brute force names it; None of what it does not look at."""
    goal = verdict.goal
    subject = tuple(map(str, goal.subject))
    match goal.kind:
        case "passage" | "ending":
            return "passage", subject, "", ""
        case "choice" | "stuck" | "rule" | "no-front-page":
            return goal.kind, subject, "", ""
        case "fails" if len(subject) == 2 and subject[1][:1] == "c" and subject[1][1:].isdigit():
            return "fails", subject, "", ""
        case "variant" if ": " in goal.text:
            return None  # a band of a number, or what is read on a later visit
        case "variant" | "fails" if subject[-1] in ("text", "label"):
            return goal.kind, subject, str(goal.span), goal.text
        case _:
            return None


def compare(proof: Proof, seen: Seen) -> None:
    """Hold every verdict against what brute force saw."""
    answers: dict[Key, set[str]] = {}
    for verdict in proof.verdicts:
        TALLY.verdicts += 1
        answer = verdict.decision.answer
        if answer == "unknown":
            assert verdict.decision.bound
            TALLY.unknown[verdict.decision.bound] += 1
        key = key_of(verdict)
        if key is not None:
            answers.setdefault(key, set()).add(answer)
    was = seen_by(seen)
    denied = [key for key in was if key in answers and answers[key] == {"no"}]
    assert not denied, f"said not to happen, but it does: {denied}"
    missing = [key for key in was if key not in answers]
    assert not missing, f"not asked at all: {missing}"
    traps = {
        each for trap in proof.traps for each in trap.passages if trap.decision.answer == "yes"
    }
    traps_open = any(trap.decision.answer == "unknown" for trap in proof.traps)
    stops = [each for each in proof.of("stops") if each.decision.answer == "yes"]
    stops_open = any(each.decision.answer == "unknown" for each in proof.verdicts)
    if seen.complete:
        claimed = [key for key, told in answers.items() if told == {"yes"} and key not in was]
        assert not claimed, f"said to happen, but it does not: {claimed}"
        assert traps <= seen.trapped
        assert traps or traps_open or not seen.trapped
        assert bool(stops) == bool(seen.stops) or (stops_open and not stops)
        for index, decision in proof.eventual.items():
            if decision.answer != "unknown":
                assert (decision.answer == "yes") == (index in seen.never)
    else:
        assert stops or stops_open or not seen.stops
    for index, decision in proof.eventual.items():
        if decision.answer == "unknown":
            TALLY.unknown[decision.bound] += 1
        assert index < len(proof.machine.story.rules)


def replays(proof: Proof) -> None:
    """Every fault with a way to it is played by the engine, and comes to where it should."""
    for verdict in proof.verdicts:
        if verdict.broken and verdict.decision.way:
            TALLY.replays += 1
            played = proof.replayed(verdict.decision)
            assert played is not None, (verdict.goal.kind, verdict.goal.subject)
            if verdict.goal.kind == "stuck":
                assert played.turn.stuck


def check(text: str, exploring: bool) -> None:
    """The prover and brute force say the same of a story."""
    story = load_text(text).story
    assume(story is not None)  # of what a turn would come round to, loading tells
    assert story is not None
    TALLY.stories += 1
    seen = explored(Program(story), MOST)
    TALLY.complete += seen.complete
    proof = prove(Program(story), exploring=exploring)
    compare(proof, seen)
    replays(proof)
    again = prove(Program(story), exploring=exploring)
    assert answers(again) == answers(proof)


@settings(max_examples=25)
@given(worlds())
def test_exploring_says_what_brute_force_sees(text: str) -> None:
    check(text, True)


@settings(max_examples=25)
@given(worlds())
def test_the_ways_of_large_stories_say_what_brute_force_sees(text: str) -> None:
    check(text, False)


@settings(max_examples=2)
@given(stories())
def test_nothing_that_happens_in_any_story_is_denied(text: str) -> None:
    check(text, True)


def test_few_questions_stay_open() -> None:
    share = sum(TALLY.unknown.values()) / max(1, TALLY.verdicts)
    print(f"{TALLY.stories} stories, {TALLY.complete} searched to the end, {TALLY.replays} replays")
    print(f"{TALLY.verdicts} verdicts, {share:.3%} unknown: {dict(TALLY.unknown)}")
    assert share < 0.05


@pytest.mark.soak
@settings(settings.get_profile("soak"))
@given(worlds(), st.booleans())
def test_thousands_of_stories(text: str, exploring: bool) -> None:
    check(text, exploring)


@pytest.mark.soak
@settings(settings.get_profile("soak"), max_examples=300)
@given(stories(), st.booleans())
def test_hundreds_of_larger_stories(text: str, exploring: bool) -> None:
    check(text, exploring)
