"""A writer's preview in a real window: files are saved, and the page follows."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from tests.window import xwindow

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(not xwindow.available(), reason="Xvfb is not installed"),
]
ROOT = Path(__file__).resolve().parents[2]
CHAPTER = "brothers-keeper/chapters/four-americans.yaml"
PASSAGE = "zinovievs-jam"


@attrs.frozen
class Writer:
    """Somebody who writes: the folder of the story, and that of the saved games."""

    story: Path
    saves: Path

    @property
    def text(self) -> str:
        return (self.story / CHAPTER).read_text("utf-8")

    def save(self, text: str) -> None:
        """Save a chapter as careful editors do: beside the old one, and renamed over it."""
        beside = self.story / CHAPTER.replace(".yaml", ".swp")
        beside.write_text(text, "utf-8")
        beside.replace(self.story / CHAPTER)

    def changed(self, old: str, new: str) -> str:
        """The chapter with words of the passage changed."""
        before, after = self.text.split(f"  {PASSAGE}:", 1)
        assert old in after
        return f"{before}  {PASSAGE}:{after.replace(old, new, 1)}"


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    shutil.copytree(ROOT / "story", tmp_path / "story")
    saves = tmp_path / "saves"
    saves.mkdir()
    settings = {"notice": True, "text_speed": "at once"}
    (saves / "settings.json").write_text(json.dumps(settings), "utf-8")
    yield Writer(tmp_path / "story", saves)
    assert {path.name for path in saves.iterdir()} == {"settings.json"}, "no game was kept"


def part(pixels: bytes, size: tuple[int, int], bottom: bool) -> bytes:
    """The writer's strip, or all above it."""
    cut = (size[1] - 32) * size[0] * 4
    return pixels[cut:] if bottom else pixels[:cut]


def test_the_page_follows_its_file_and_comes_back_when_mistakes_are_mended(
    writer: Writer,
) -> None:
    arguments = ("--story", str(writer.story), "--watch", "--at", PASSAGE)
    with xwindow.game(writer.saves, *arguments, "--with", "paranoia = 80") as window:
        page = window.settled()
        original = writer.text
        writer.save(writer.changed("In the evening", "In the dead of night"))
        changed = window.settled(unlike=page)
        assert part(changed, window.size, bottom=False) != part(page, window.size, bottom=False)
        assert part(changed, window.size, bottom=True) != part(page, window.size, bottom=True)
        writer.save(writer.changed("goto:", "goto: nowhere-at-all #"))
        broken = window.settled(unlike=changed)
        assert part(broken, window.size, bottom=False) != part(changed, window.size, bottom=False)
        writer.save(original)
        mended = window.settled(unlike=broken)
        assert part(mended, window.size, bottom=False) == part(page, window.size, bottom=False)


def test_the_inventory_opens_with_its_key_and_a_value_changes_the_page(writer: Writer) -> None:
    arguments = ("--story", str(writer.story), "--inspect", "--at", PASSAGE)
    with xwindow.game(writer.saves, *arguments) as window:
        page = window.settled()
        window.key("F2")
        inventory = window.settled(unlike=page)
        for letter in "paran":
            window.key(letter)
        window.key("Right", times=20)
        searched = window.settled(unlike=inventory)
        window.key("F2")
        changed = window.settled(unlike=searched)
        assert changed != page
        window.key("u")
        assert window.settled(unlike=changed) != changed


def test_an_ordinary_game_has_no_inventory(writer: Writer) -> None:
    arguments = ("--story", str(writer.story), "--at", PASSAGE)
    with xwindow.game(writer.saves, *arguments) as window:
        page = window.settled()
        window.key("F2")
        window.key("F3")
        assert window.settled() == page
