"""A proof begun with what the last one found says the same, whatever became of the story."""

import re
from pathlib import Path

import pytest

from game.engine.program import Program
from tests.bench.planted import planted
from tests.small import whole
from tools import kept
from tools.prove.decide import Bounds
from tools.prove.verdicts import Proof, prove

TEXT = planted(120, 0.1).text()
BOUNDS = Bounds(states=50)


def answers(proof: Proof) -> list[tuple[str, tuple[str, ...], str, str]]:
    return sorted(
        (each.goal.kind, each.goal.subject, each.goal.text, each.decision.answer)
        for each in proof.verdicts
    )


def proved(text: str, folder: Path | None) -> Proof:
    return prove(Program(whole(text)), BOUNDS, cache=folder)


def test_the_second_proof_says_the_same_with_less_play(tmp_path: Path) -> None:
    first = proved(TEXT, tmp_path)
    second = proved(TEXT, tmp_path)
    assert answers(second) == answers(first)
    assert second.states < first.states
    assert any(each.broken for each in first.verdicts)


def test_an_edited_story_is_judged_as_if_it_were_new(tmp_path: Path) -> None:
    proved(TEXT, tmp_path)
    edited = re.sub(r">= (\d+)", lambda match: f">= {int(match[1]) + 3}", TEXT, count=4)
    edited = re.sub(r"set (\w+)", r"clear \1", edited, count=3)
    assert edited != TEXT
    assert answers(proved(edited, tmp_path)) == answers(proved(edited, None))


@pytest.mark.parametrize("damage", [b"", b"not gzip", None])
def test_a_damaged_memory_is_no_memory(tmp_path: Path, damage: bytes | None) -> None:
    first = proved(TEXT, tmp_path)
    (file,) = tmp_path.iterdir()
    whole_file = file.read_bytes()
    file.write_bytes(whole_file[: len(whole_file) // 2] if damage is None else damage)
    assert answers(proved(TEXT, tmp_path)) == answers(first)


def test_where_the_disk_will_not_nothing_happens(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way", "utf-8")
    assert answers(proved(TEXT, file / "folder")) == answers(proved(TEXT, None))


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9, 1])
def test_a_memory_with_one_wrong_letter_is_no_memory(tmp_path: Path, at: float) -> None:
    first = proved(TEXT, tmp_path)
    (file,) = tmp_path.iterdir()
    octets = bytearray(file.read_bytes())
    octets[min(len(octets) - 1, int(len(octets) * at))] ^= 0x15
    file.write_bytes(octets)
    assert answers(proved(TEXT, tmp_path)) == answers(first)


def test_a_memory_of_another_form_is_no_memory(tmp_path: Path) -> None:
    first = proved(TEXT, tmp_path)
    (file,) = tmp_path.iterdir()
    data = kept.read(file)
    assert data["runs"]
    for change in ({"format": 1}, {"runs": [[1], "…"]}, {"edges": [1]}, {"refuted": {"a": 1}}):
        kept.write(file, {**data, **change}, 5)
        assert answers(proved(TEXT, tmp_path)) == answers(first)
