"""What the prover decides, as a writer meets it: findings, and ways that are played again."""

import json
from pathlib import Path

import pytest

from game.diagnostics.diagnostic import Diagnostic
from game.engine.program import Program
from game.model.load import load_text
from game.session.witness import Witness, read_witness, replay
from tools.lint import command, lint
from tools.lint import proved as proved_module
from tools.prove.decide import Bounds
from tools.prove.verdicts import prove

BROKEN = """\
campaign: broken
start: gate
stats: {popularity: {start: 20}, paranoia: {start: 40}}
flags: {promised: You promised boots.}
rules:
  - never: promised and popularity < 5
  - eventually: ending
passages:
  gate:
    text: The gate.
    choices:
      - {text: Ride out., id: ride, goto: yard}
      - {text: Call the guard., id: guard, if: paranoia + popularity > 130, goto: yard}
  yard:
    text: They ask for boots.
    choices:
      - {text: Promise., id: promise, if: not promised, do: set promised, goto: yard}
      - text: Break it.
        id: break
        if: promised and popularity >= 20
        do: popularity -20
        goto: gate
      - {text: Dig in., id: dig, if: not promised, goto: trench}
      - {text: Go home., id: home, if: not promised, goto: end}
  trench: {text: Mud., choices: [{text: Wait., id: wait, goto: mud}]}
  mud: {text: More mud., next: trench}
  end: {text: Home., ending: Home}
"""


def linted(
    text: str, **wishes: object
) -> tuple[list[Diagnostic], list[tuple[Diagnostic, Witness]]]:
    ways: list[tuple[Diagnostic, Witness]] = []
    return lint(load_text(text), Path("nowhere"), witnesses=ways), ways


def test_a_broken_story_is_told_of_once_for_each_fault() -> None:
    found, _ = linted(BROKEN)
    told = [(each.rule.id, each.span.line) for each in found if each.severity.value == "error"]
    assert told == [
        ("rule-broken", 6),
        ("rule-broken", 7),
        ("choice-never-open", 13),
        ("soft-lock", 14),
        ("no-way-to-an-ending", 25),
    ]


def test_the_way_to_a_finding_is_the_shortest_and_can_be_played_again() -> None:
    story = load_text(BROKEN).story
    assert story is not None
    program = Program(story)
    found, ways = linted(BROKEN)
    by_rule = {each.rule.id: (each, witness) for each, witness in ways}
    lock, witness = by_rule["soft-lock"]
    assert lock.details[0] == "the shortest way there, 4 steps:"
    assert lock.details[1] == "1. gate: Ride out."
    played = replay(witness, program).playthrough
    assert played.turn.stuck
    assert played.turn.passage.id == "yard"
    _, witness = by_rule["no-way-to-an-ending"]
    assert replay(witness, program).playthrough.turn.passage.id == "trench"
    rule = next(witness for each, witness in ways if each.span.line == 6)
    state = replay(rule, program).playthrough.turn.state
    assert state.values["promised"] is True
    assert int(state.values["popularity"]) < 5
    assert len(found) >= len(ways) == 4


def test_ways_are_written_to_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story = tmp_path / "broken.yaml"
    story.write_text(BROKEN, "utf-8")
    wishes = command.Wishes(witness=tmp_path / "ways")
    status = command.run([(story, tmp_path)], tmp_path, tmp_path / "cache", wishes)
    assert status == command.FOUND
    files = sorted((tmp_path / "ways").glob("*.json"))
    assert len(files) == 4
    assert {read_witness(file).about.rule for file in files} == {
        "rule-broken",
        "soft-lock",
        "no-way-to-an-ending",
    }
    assert "4 ways written" in capsys.readouterr().err


HEALTHY = """\
campaign: healthy
start: p0
stats: {popularity: {start: 20}, paranoia: {start: 40}, purges: {start: 30}}
passages:
"""


def healthy() -> str:
    """A sound story with more states than the smallest bounds allow."""
    parts = [HEALTHY]
    for number in range(12):
        onwards = f"p{number + 1}" if number < 11 else "end"
        parts.append(f"  p{number}:\n    text: Page {number}.\n    choices:\n")
        for name, step in (("popularity", 3), ("paranoia", -7), ("purges", 11)):
            parts.append(f"      - {{text: Go {name}., id: {name}, ")
            parts.append(f"do: {name} {step:+d}, goto: {onwards}}}\n")
        parts.append("      - {text: Late., id: late, if: popularity + paranoia + purges > 97, ")
        parts.append(f"goto: {onwards}}}\n")
    parts.append("  end: {text: Home., ending: Home}\n")
    return "".join(parts)


@pytest.mark.parametrize(("allowed", "status"), [(False, 3), (True, 0)])
def test_what_stays_undecided_has_a_status_of_its_own(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    allowed: bool,
    status: int,
) -> None:
    tight = Bounds(5, combinations=4, names=1, rounds=1, steps=10, plays=0, tries=0, searched=0)
    monkeypatch.setattr("tools.prove.verdicts.RAW", 5)
    monkeypatch.setattr(
        proved_module, "prove", lambda program, _, told, cache: prove(program, tight, told)
    )
    monkeypatch.setattr("tools.prove.play.Player.chase", lambda *_: 0)
    story = tmp_path / "healthy.yaml"
    story.write_text(healthy(), "utf-8")
    wishes = command.Wishes(only=("undecided",), allow_unknown=allowed)
    assert command.run([(story, tmp_path)], tmp_path, tmp_path / "cache", wishes) == status
    assert "the bound that was hit" in capsys.readouterr().out


def test_a_sound_story_has_nothing_undecided(tmp_path: Path) -> None:
    found, _ = linted(healthy())
    assert [each.rule.id for each in found if each.rule.id in ("undecided", "soft-lock")] == []


def test_findings_and_ways_are_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story = tmp_path / "broken.yaml"
    story.write_text(BROKEN, "utf-8")
    wishes = command.Wishes(format="json")
    command.run([(story, tmp_path)], tmp_path, tmp_path / "cache", wishes)
    told = json.loads(capsys.readouterr().out)
    text = json.dumps(told)
    assert "the shortest way there" in text
    assert "soft-lock" in text


def test_in_a_rehearsal_nothing_is_proved() -> None:
    found = lint(load_text(BROKEN), Path("nowhere"), proving=False)
    assert not {"soft-lock", "rule-broken"} & {each.rule.id for each in found}
