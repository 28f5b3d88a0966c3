"""Small stories, each broken in one way in the clothes of one feature, and twins that are not.

What is to be found stands in the file as `# expect: RULE`; a story in which nothing does is sound
in whatever the prover says. Brute force by the engine says the same of what it can see.
"""

import re
from pathlib import Path

import pytest

from game.diagnostics.diagnostic import Diagnostic
from game.engine.program import Program
from game.model.load import Loaded, load
from game.session.witness import Witness, replay
from tests.prove.oracle import explored
from tests.tools.test_lint import expected, told
from tools.lint import lint
from tools.lint.rule import checks

ROOT = Path(__file__).parents[2]
STORIES = sorted((ROOT / "tests" / "lint" / "proved").glob("*.yaml"))
PROVED = [rule for rule, check in checks().items() if check.proved]
WIDE = ("huge",)
"""Stories of more states than brute force can look through."""


def linted(path: Path) -> tuple[Loaded, list[Diagnostic], list[tuple[Diagnostic, Witness]]]:
    loaded = load(path)
    assert not [each for each in loaded.diagnostics if each.severity.value == "error"]
    led: list[tuple[Diagnostic, Witness]] = []
    found = lint(loaded, ROOT / "assets", root=path.parent, only=PROVED, witnesses=led)
    return loaded, [each for each in found if each.rule.id in PROVED], led


def named(found: list[Diagnostic], *rules: str) -> set[str]:
    """The first thing that each finding of some rules names."""
    quoted = (re.search(r'"([^"]+)"', each.message) for each in found if each.rule.id in rules)
    return {match[1] for match in quoted if match}


def test_there_are_stories_enough_of_both_kinds() -> None:
    broken = [path for path in STORIES if expected(path.read_text("utf-8"))]
    assert len(STORIES) >= 70
    assert len(broken) >= 40
    assert len(STORIES) - len(broken) >= 20


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_story_has_the_findings_it_expects(path: Path) -> None:
    _, found, _ = linted(path)
    assert sorted(told(found)) == sorted(expected(path.read_text("utf-8")))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_way_that_is_told_is_played_to_the_broken_spot(path: Path) -> None:
    loaded, found, led = linted(path)
    assert loaded.story is not None
    shown = ("soft-lock", "story-stops", "no-way-to-an-ending", "no-front-page", "rule-broken")
    assert len(led) == sum(each.rule.id in shown for each in found)
    for finding, witness in led:
        played = replay(witness, Program(loaded.story))
        if finding.rule.id == "soft-lock":
            assert played.playthrough.turn.stuck
            assert played.playthrough.turn.passage.id in named([finding], "soft-lock")
        if finding.rule.id == "story-stops":
            assert played.stop


@pytest.mark.parametrize(
    "path", [each for each in STORIES if each.stem not in WIDE], ids=lambda path: path.stem
)
def test_brute_force_says_the_same(path: Path) -> None:
    loaded, found, _ = linted(path)
    assert loaded.story is not None
    passages = loaded.story.passages
    seen = explored(Program(loaded.story), 20_000, highest=8)
    assert seen.complete
    interludes = {each for each, record in passages.items() if record.event or record.card}
    unreached = named(found, "unreachable-passage", "unreachable-ending")
    assert unreached - interludes == set(passages) - seen.passages - interludes
    assert named(found, "soft-lock") == seen.stuck
    assert any(each.rule.id == "story-stops" for each in found) == bool(seen.stops)
    assert bool(named(found, "no-way-to-an-ending")) == bool(seen.trapped)
    choices = {
        f"{passage}/{choice.id}"
        for passage in seen.passages
        for choice in passages[passage].choices  # type: ignore[index]
    }
    shut = [each.message for each in found if each.rule.id == "choice-never-open"]
    matches = (re.search(r'"([^"]+)" of "([^"]+)"', each) for each in shut)
    assert {f"{match[2]}/{match[1]}" for match in matches if match} == choices - seen.choices


def test_what_names_can_be_at_an_answer_is_told_as_of_the_answer() -> None:
    _, found, _ = linted(ROOT / "tests" / "lint" / "proved" / "document-answer.yaml")
    told_of = [each for each in found if "answer" in each.message]
    assert [each.details for each in told_of] == [("f is always set here",)]
