"""A stranger's story in a real window: faces come by themselves, and at rest nothing is spent."""

import os
import time
from pathlib import Path

import pytest

from tests.window import xwindow

pytest.importorskip("resvg_py")
pytest.importorskip("numpy")
pytest.importorskip("PIL")

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(not xwindow.available(), reason="Xvfb is not installed"),
]

STORY = """\
campaign: stranger
title: A Stranger’s Story
start: tower
player: mika
cast:
  mika: {name: Mika}
  vera: {name: Vera, face: {face: square, hair: bob}}
  shade: {name: Nobody}
passages:
  tower:
    text: |
      SHADE: You never saw me.

      VERA: Nor you me.
    choices: ["Go down. -> tower"]
"""


def processes(parent: int) -> list[int]:
    """The ids of a process's children."""
    threads = Path(f"/proc/{parent}/task").glob("*/children")
    return [int(each) for path in threads for each in path.read_text().split()]


def spent(pid: int) -> float:
    """Seconds of a core that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="there is no /proc here")
def test_faces_come_by_themselves_and_leave_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "cache" / "what-is-to-be-undone" / "portraits"
    story = tmp_path / "stranger.yaml"
    story.write_text(STORY, "utf-8")
    saves = tmp_path / "saves"
    saves.mkdir()
    (saves / "settings.json").write_text('{"notice": true, "text_speed": "at once"}', "utf-8")
    arguments = ("--story", str(story), "--campaign", "stranger")
    with xwindow.game(saves, *arguments) as window:
        before = window.settled()
        for _ in range(100):
            if len(list(folder.glob("*.portrait"))) >= 6:  # the other expressions followed
                break
            time.sleep(0.2)
        assert len(list(folder.glob("*.portrait"))) >= 6
        page = window.settled()
        window.key("Escape")
        window.settled(unlike=page)
        window.key("Escape")
        assert window.settled() == page
        time.sleep(1.5)
        start = spent(window.process.pid)
        time.sleep(4)
        # 0.5 % of a core for the portraits; the window itself polls.
        assert spent(window.process.pid) - start < 4 * 0.03
        window.process.terminate()
        window.process.wait(5)
    with xwindow.game(saves, *arguments) as window:
        assert window.settled() == page  # there at once: it lay in the folder
        assert processes(window.process.pid) == []
    assert before is not None


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="there is no /proc here")
def test_to_quit_while_something_is_drawn_takes_the_worker_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    story = tmp_path / "stranger.yaml"
    story.write_text(STORY, "utf-8")
    saves = tmp_path / "saves"
    saves.mkdir()
    (saves / "settings.json").write_text('{"notice": true, "text_speed": "at once"}', "utf-8")
    with xwindow.game(saves, "--story", str(story), "--campaign", "stranger") as window:
        workers: list[int] = []
        for _ in range(200):
            workers = processes(window.process.pid)
            if workers:
                break
            time.sleep(0.02)
        assert workers
        window.process.kill()
        window.process.wait(5)
        for _ in range(100):
            if not any(Path(f"/proc/{worker}").exists() for worker in workers):
                break
            time.sleep(0.05)
        assert not [worker for worker in workers if Path(f"/proc/{worker}").exists()]
