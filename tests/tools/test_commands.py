"""The command line as a stranger meets it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def undone(*arguments: str, said: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """The command, run in the checkout without a display unless one is given."""
    bare = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-m", "game", *arguments],
        cwd=ROOT,
        env={**bare, **environment},
        input=said,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_help_shows_examples() -> None:
    shown = undone("--help").stdout
    assert "Examples:" in shown
    assert "undone --auto uniform --seed 7 --transcript run.txt" in shown


def test_without_a_display_a_line_says_so_and_the_terminal_plays(tmp_path: Path) -> None:
    played = undone("--saves", str(tmp_path), said="2\n1\nq\n")
    first = played.stdout.splitlines()[0]
    assert first == "No display was found: playing in the terminal."
    assert "MY BROTHER’S KEEPER" in played.stdout
    assert played.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--size", "wide"], "a size is written as 1280x720"),
        (["--story", "nowhere"], "there is no story"),
        (["--transcript", "x.txt"], "--transcript belongs to --auto"),
        (["--campaign", "nobody", "--text"], "There are: brothers-keeper"),
        (
            ["shot", "--screen", "kitchen", "-o", "x.png"],
            "there are: title, title-again",
        ),
        (["shot", "--screen", "reading", "--passage", "nowhere", "-o", "x.png"], "no passage"),
        (["lint", "nowhere"], "there is nothing at"),
    ],
)
def test_wrong_words_are_told_with_status_two_and_no_traceback(
    arguments: list[str], message: str, tmp_path: Path
) -> None:
    answer = undone(*arguments, SDL_VIDEODRIVER="dummy")
    told = answer.stdout + answer.stderr
    assert answer.returncode == 2
    assert message in told
    assert "Traceback" not in told


def test_shot_renders_a_passage_at_the_size_asked_for(tmp_path: Path) -> None:
    picture = tmp_path / "page.png"
    arguments = ["--passage", "the-bench", "--size", "960x540", "-o", str(picture)]
    done = undone("shot", "--screen", "reading", *arguments, SDL_VIDEODRIVER="dummy")
    assert done.returncode == 0, done.stderr
    header = picture.read_bytes()[:24]
    assert header[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(header[16:20], "big"), int.from_bytes(header[20:24], "big")) == (
        960,
        540,
    )


def test_shot_renders_every_screen_of_the_list(tmp_path: Path) -> None:
    listed = undone("shot", "--list").stdout.split()
    assert len(listed) == len(set(listed)) > 50
    arguments = ["--all", str(tmp_path), "--size", "320x240"]
    done = undone("shot", *arguments, SDL_VIDEODRIVER="dummy")
    assert done.returncode == 0, done.stderr
    assert {path.stem for path in tmp_path.glob("*.png")} == set(listed)
    assert "no telegram was reached: this one is of the specimen every-paper.yaml" in done.stderr


def test_shot_tells_what_cannot_be_shown_and_shows_the_rest(tmp_path: Path) -> None:
    arguments = ["--screen", "telegram", "--passage", "the-bench", "--all", str(tmp_path)]
    done = undone("shot", *arguments, SDL_VIDEODRIVER="dummy")
    assert done.returncode == 0, done.stderr
    done = undone("shot", "--passage", "nowhere", *arguments[:2], *arguments[4:])
    assert done.returncode == 1
    assert 'undone: telegram: there is no passage "nowhere"' in done.stderr


def test_shot_of_a_story_that_is_not_there_is_refused(tmp_path: Path) -> None:
    done = undone("shot", "--story", str(tmp_path / "none"), "--all", str(tmp_path))
    assert done.returncode == 2
    assert "there is no story at" in done.stderr
