"""Settings: kept, and whatever makes no sense is as issued."""

import errno
import json
import os
from pathlib import Path
from typing import Any

import attrs
import pytest

from game.session.settings import Settings

ISSUED = Settings()


def kept(path: Path, data: Any) -> Settings:
    path.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
    return Settings.load(path)


def values(settings: Settings) -> dict[str, Any]:
    return {name: value for name, value in attrs.asdict(settings).items() if name != "path"}


def test_settings_read_again_are_the_settings(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "deep" / "settings.json")
    settings.text_size = 150
    settings.text_speed = "slow"
    settings.hard = "skip"
    settings.still = True
    settings.last_campaign = "brothers-keeper"
    settings.language = "pt_BR"
    settings.save()
    assert Settings.load(tmp_path / "deep" / "settings.json") == settings
    assert values(settings) != values(ISSUED)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "{",
        "null",
        "[]",
        "5",
        "[" * 100_000,
        {"text_size": 1000},
        {"text_size": 105},
        {"text_size": -100},
        {"text_size": "100"},
        {"text_size": 100.0},
        {"text_size": True},
        {"text_size": None},
        {"text_speed": "warp"},
        {"text_speed": ["slow"]},
        {"hard": "yes"},
        {"justified": "no"},
        {"justified": 0},
        {"fullscreen": 1},
        {"last_campaign": 5},
        {"language": 5},
        {"language": "../../etc"},
        {"language": "RU"},
        {"path": "/etc/passwd"},
        {"__class__": "x", "save": 1, "unknown": 2},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_as_issued(tmp_path: Path, data: Any) -> None:
    path = tmp_path / "settings.json"
    settings = kept(path, data)
    assert values(settings) == values(ISSUED)
    assert settings.path == path


def test_sense_beside_nonsense_is_taken(tmp_path: Path) -> None:
    settings = kept(tmp_path / "s.json", {"text_size": 1, "still": True, "hard": "show"})
    assert (settings.text_size, settings.still, settings.hard) == (100, True, "show")


def test_no_file_gives_the_settings_as_issued(tmp_path: Path) -> None:
    assert values(Settings.load(tmp_path / "none.json")) == values(ISSUED)
    assert values(Settings.load(tmp_path)) == values(ISSUED)


def test_bytes_that_are_no_text_give_the_settings_as_issued(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_bytes(b"\xff\xfe\0")
    assert values(Settings.load(tmp_path / "s.json")) == values(ISSUED)


def test_a_full_disk_stops_no_game_and_keeps_the_old_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s.json"
    settings = Settings(path, text_size=120)
    settings.save()

    def no_space(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    settings.text_size = 200
    settings.save()
    monkeypatch.undo()
    assert Settings.load(path).text_size == 120
    assert [each.name for each in tmp_path.iterdir()] == ["s.json"]


def test_settings_without_a_path_are_kept_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Settings().save()
    assert list(tmp_path.iterdir()) == []


def test_resetting_leaves_what_is_no_question_of_taste() -> None:
    settings = Settings(text_size=200, still=True, notice=True, last_campaign="a", fullscreen=True)
    settings.reset()
    assert (settings.text_size, settings.still) == (100, False)
    assert (settings.notice, settings.last_campaign, settings.fullscreen) == (True, "a", True)
