"""A new campaign is whole from the first minute, and nothing is ever written over."""

import sys
from pathlib import Path

import pytest

from game.diagnostics.render import report
from game.engine.program import Program
from game.model.load import load
from game.session.automatic import play, policy
from game.session.playthrough import Playthrough
from tests.tools.test_commands import undone
from tools.lint import lint
from tools.scaffold import FILES, ScaffoldProblem, scaffold


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return scaffold(tmp_path / "story", "winter-palace")


def test_it_lints_without_a_finding(folder: Path, tmp_path: Path) -> None:
    loaded = load(folder, folder.parent)
    assert lint(loaded, tmp_path) == [], report(loaded.diagnostics, loaded.sources)
    assert loaded.story is not None
    assert loaded.story.id == "winter-palace"
    assert loaded.story.title == "Winter Palace"


def test_it_is_small_and_has_something_of_everything(folder: Path) -> None:
    story = load(folder, folder.parent).story
    assert story is not None
    passages = story.passages.values()
    assert 5 <= len(passages) <= 7
    assert len(story.endings) == 2
    assert any(passage.newspaper for passage in passages)
    assert any(choice.later for passage in passages for choice in passage.choices)
    comments = sum((folder / name).read_text("utf-8").count("# ") for name in FILES)
    assert comments >= 20


def test_games_end_and_show_every_passage_and_take_every_choice(folder: Path) -> None:
    story = load(folder, folder.parent).story
    assert story is not None
    program = Program(story)
    seen: set[str] = set()
    used: dict[str, int] = {}
    for seed in range(20):
        played = Playthrough.begin(program, seed)
        assert play(
            played, policy("uniform", seed), lambda turn, _: seen.add(turn.passage.id), used
        )
    assert seen == set(story.passages)
    assert set(used) == {f"{p.id}/{c.id}" for p in story.passages.values() for c in p.choices}


def test_it_is_not_written_over_an_other(folder: Path) -> None:
    (folder / "campaign.yaml").write_text("mine", "utf-8")
    with pytest.raises(ScaffoldProblem, match="is there already"):
        scaffold(folder.parent, "winter-palace")
    assert (folder / "campaign.yaml").read_text("utf-8") == "mine"


@pytest.mark.parametrize("bad", ["Winter Palace", "a/b", "../up", "", "-x", "a.b", "~", "x\n"])
def test_what_is_no_id_is_refused_with_one_that_is(bad: str, tmp_path: Path) -> None:
    with pytest.raises(ScaffoldProblem, match=r"as in: [\w-]+$"):
        scaffold(tmp_path, bad)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "story").write_text("a file", "utf-8")
    with pytest.raises(ScaffoldProblem, match="cannot write"):
        scaffold(tmp_path / "story", "winter-palace")


def test_the_command_makes_it_once_and_it_plays(tmp_path: Path) -> None:
    root = str(tmp_path / "story")
    made = undone("new", "winter-palace", "--story", root)
    assert made.returncode == 0
    assert f"undone lint {Path(root, 'winter-palace')}" in made.stdout
    assert undone("lint", root).stdout == "no findings\n"
    assert "THE END" in undone("--story", root, "--auto", "uniform", "--seed", "7").stdout
    again = undone("new", "winter-palace", "--story", root)
    assert (again.returncode, "is there already" in again.stderr) == (2, True)
    assert "Traceback" not in again.stderr


def test_the_templates_lie_beside_the_code() -> None:
    beside = Path(sys.modules["tools.scaffold"].__file__ or "").parent
    assert [name for name in FILES if not (beside / name).is_file()] == []
