"""Files are read again when they have changed, and not before they stand still."""

import os
from pathlib import Path

import pytest

from game.session.library import Library
from game.session.watch import EVERY, SETTLE, Watcher

CAMPAIGN = """\
campaign: t
start: a
cast:
  mika: {name: Mikheil, says: MIKA}
passages:
  a: {text: Hello., ending: Done}
"""
LONG = 10 * EVERY


@pytest.fixture
def watcher(tmp_path: Path) -> Watcher:
    folder = tmp_path / "story" / "t"
    folder.mkdir(parents=True)
    (folder / "campaign.yaml").write_text(CAMPAIGN, "utf-8")
    library = Library.open(tmp_path / "story", tmp_path / "saves")
    return Watcher(library, library.entries[0], clock=lambda: 0)


def write(watcher: Watcher, text: str, name: str = "campaign.yaml") -> Path:
    file = watcher.entry.path / name
    file.write_text(text, "utf-8")
    stamp = file.stat().st_mtime_ns + 1_000_000  # whatever the grain of the disk's clock
    os.utime(file, ns=(stamp, stamp))
    return file


def test_nothing_changed_is_no_news(watcher: Watcher) -> None:
    assert watcher.news() is None
    assert watcher.look(0) is None


def test_a_changed_file_is_news_once(watcher: Watcher) -> None:
    write(watcher, CAMPAIGN.replace("Hello", "Goodbye"))
    news = watcher.news()
    assert news is not None
    assert news.loaded.story is not None
    assert len(news.at) == len("12:03:14")
    assert watcher.news() is None
    program = watcher.library.program(watcher.entry)
    assert program is not None
    assert program.story is news.loaded.story


def test_what_will_not_load_is_news_too(watcher: Watcher) -> None:
    write(watcher, CAMPAIGN.replace("start: a", "start: b"))
    news = watcher.news()
    assert news is not None
    assert news.loaded.story is None
    assert news.loaded.diagnostics


def test_a_file_saved_by_a_rename_is_news(watcher: Watcher) -> None:
    file = watcher.entry.path / "campaign.yaml"
    before = file.stat()
    other = watcher.entry.path / ".campaign.yaml.tmp"
    other.write_text(CAMPAIGN.replace("Hello", "Hallo"), "utf-8")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(file)
    assert watcher.news() is not None


def test_a_new_file_and_one_that_is_gone_are_news(watcher: Watcher) -> None:
    file = write(watcher, "chapter: two\npassages: {b: {text: B., ending: B}}\n", "two.yaml")
    assert watcher.news() is not None
    file.unlink()
    assert watcher.news() is not None


def test_files_that_hold_no_story_are_not_looked_at(watcher: Watcher) -> None:
    write(watcher, "x", "notes.txt")
    assert watcher.news() is None


def test_a_change_is_told_once_the_files_stand_still(watcher: Watcher) -> None:
    assert watcher.look(0) is None
    write(watcher, CAMPAIGN.replace("Hello", "Good"))
    assert watcher.look(LONG) is None
    write(watcher, CAMPAIGN.replace("Hello", "Goodbye"))
    assert watcher.look(LONG + SETTLE) is None
    assert watcher.look(LONG + 2 * SETTLE) is not None
    assert watcher.look(2 * LONG) is None


def test_files_are_looked_at_twice_a_second_at_most(watcher: Watcher) -> None:
    watcher.look(0)
    write(watcher, CAMPAIGN.replace("Hello", "Good"))
    for now in range(1, EVERY, 50):
        assert watcher.look(now) is None
    assert watcher.look(LONG) is None
    assert watcher.look(LONG + SETTLE) is not None


def test_a_campaign_of_one_file_is_watched_too(tmp_path: Path) -> None:
    file = tmp_path / "one.yaml"
    file.write_text(CAMPAIGN, "utf-8")
    library = Library.open(file, tmp_path / "saves")
    watcher = Watcher(library, library.entries[0])
    assert watcher.news() is None
    file.write_text(CAMPAIGN.replace("Hello", "Good evening"), "utf-8")
    assert watcher.news() is not None


def test_a_folder_that_is_gone_is_told_as_a_story_that_will_not_load(watcher: Watcher) -> None:
    (watcher.entry.path / "campaign.yaml").unlink()
    watcher.entry.path.rmdir()
    news = watcher.news()
    assert news is not None
    assert news.loaded.story is None
