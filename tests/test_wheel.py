"""The wheel holds all a player needs, and runs from any folder."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tools.shots import SHOTS

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.soak
def test_wheel_holds_story_and_assets_and_plays_from_another_folder(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "--wheel-dir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "game/data/story/brothers-keeper/campaign.yaml" in names
    assert any(name.startswith("game/data/assets/fonts/licences/") for name in names)
    assert "tools/scaffold/chapters/one.yaml" in names
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    command = [str(python), "-m", "game", "--auto", "uniform", "--seed", "7"]
    played = subprocess.run(command, cwd=elsewhere, capture_output=True, text=True, check=True)
    assert "THE END" in played.stdout
    assert list(elsewhere.iterdir()) == []
    command = [str(python), "-m", "game", "shot", "--all", str(tmp_path / "shots")]
    environment = {**os.environ, "SDL_VIDEODRIVER": "dummy"}
    shown = subprocess.run(
        [*command, "--size", "320x240"],
        cwd=elsewhere,
        capture_output=True,
        text=True,
        env=environment,
    )
    assert shown.returncode == 0, shown.stderr
    assert {path.stem for path in (tmp_path / "shots").iterdir()} == set(SHOTS)
