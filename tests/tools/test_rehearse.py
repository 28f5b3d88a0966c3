"""A rehearsal in the terminal, and what the command line says of its wishes."""

import io
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from game.session.library import Library
from game.session.rehearsal import Beginning, Rehearsal, RehearsalProblem
from game.session.settings import Settings
from game.session.watch import Watcher
from tests.small import campaign
from tests.tools.test_commands import undone
from tools.lint import lint
from tools.rehearse import RehearsalTerminal

PASSAGES = """
    here:
      text: "A door. {grain}."
      choices:
        - {text: Knock., id: knock, do: "grain +3, paranoia +5", goto: here}
        - {text: Wait., id: wait, goto: yard}
    yard: {text: Snow., next: here}
    lost: {text: Nobody comes here., next: here}
"""

Act = str | Callable[[], None]


@attrs.define
class Typist:
    """Lines to be typed, with things done to the files between them."""

    acts: list[Act]

    def readline(self) -> str:
        while self.acts:
            act = self.acts.pop(0)
            if isinstance(act, str):
                return f"{act}\n"
            act()
        return ""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "story" / "small"
    folder.mkdir(parents=True)
    file = folder / "campaign.yaml"
    file.write_text(campaign(PASSAGES), "utf-8")
    return file


def play(file: Path, *acts: Act, at: str = "", given: str = "", watch: bool = True) -> str:
    """All that was said for these lines typed."""
    root = file.parents[2]
    library = Library.open(root / "story", root / "saves")
    sink = io.StringIO()
    terminal = RehearsalTerminal(
        library,
        Settings(),
        lambda: 7,
        Typist(list(acts)),  # type: ignore[arg-type]
        sink,
        rehearsal=Rehearsal(Beginning(at, given), 7),
        check=lambda loaded: lint(loaded, root),
        watcher=Watcher(library, library.entries[0]) if watch else None,
    )
    assert terminal.run("small") in (0, 2)
    return sink.getvalue()


def saves(file: Path, *changes: tuple[str, str]) -> Callable[[], None]:
    """To save the story with these words changed."""

    def save() -> None:
        text = campaign(PASSAGES)
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        file.write_text(text, "utf-8")

    return save


def test_it_begins_where_and_with_what_was_wished(file: Path) -> None:
    said = play(file, "", "q", at="yard", given="grain = 12")
    assert said.index("Snow.") < said.index("A door. 12.")


def test_a_wish_that_cannot_be_is_a_problem(file: Path) -> None:
    with pytest.raises(RehearsalProblem):
        play(file, at="yart")


def test_the_page_is_printed_again_after_a_change_and_the_line_not_taken(file: Path) -> None:
    said = play(file, "1", saves(file, ("A door", "A gate")), "1", "1")
    assert "A gate. 9." in said
    assert 'The story had changed: "1" was not taken.' in said
    assert "A gate. 12." in said
    assert "[reloaded " in said


def test_a_broken_story_is_reported_and_the_game_goes_on_as_it_was(file: Path) -> None:
    said = play(file, saves(file, ("next: here", "next: hre")), "1", "1", saves(file), "")
    assert 'unknown passage "hre"' in said
    assert "campaign.yaml:" in said
    assert 'did you mean "here"?' in said
    assert "it goes on as it was" in said
    assert said.count("A door. 9.") == 2


def test_a_story_broken_from_the_start_is_waited_for(file: Path) -> None:
    saves(file, ("next: here", "next: hre"))()
    said = play(file, "", saves(file), "", "q")
    assert said.count("Mend it, then press Enter.") == 2
    assert "A door. 6." in said


def test_without_watching_a_broken_story_ends_at_once(file: Path) -> None:
    saves(file, ("next: here", "next: hre"))()
    said = play(file, "", watch=False)
    assert 'unknown passage "hre"' in said
    assert "A door." not in said


def test_the_inventory_is_asked_for_whole_or_by_letters(file: Path) -> None:
    said = play(file, "1", "i", "i trust.e", "i xyzzy", "q")
    assert "paranoia  45  (was 40; watchful, 0 to 100)" in said
    assert "here/knock  1" in said
    assert said.count("trust.elsa") == 2
    assert "There is no such name here." in said


def test_values_are_given_by_hand_and_taken_back(file: Path) -> None:
    said = play(file, "= grain = 20, promised", "u", "= grian = 2", "q")
    assert "A door. 20." in said
    assert said.count("A door. 6.") == 2
    assert 'did you mean "grain"?' in said


def test_findings_are_counted_and_read(file: Path) -> None:
    said = play(file, "f", "q")
    assert "; f reads them]" in said
    assert "unreachable-passage" in said


def test_nothing_is_kept_of_a_command_line_rehearsal(tmp_path: Path, file: Path) -> None:
    kept = tmp_path / "kept"
    common = ("play", "--text", "--story", str(file.parents[1]), "--saves", str(kept))
    done = undone(*common, "--watch", "--at", "yard", "--with", "grain = 3", said="\n1\ns\nq\n")
    assert done.returncode == 0, done.stderr
    assert "A door. 3." in done.stdout
    assert not kept.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--at", "yart"), 'undone: there is no passage "yart"; did you mean "yard"?\n'),
        (("--with", "grian = 3"), 'undone: unknown number "grian"; did you mean "grain"?'),
        (("--with", "grain = 30"), "undone: grain cannot be 30; it runs from 0 to 20"),
    ],
)
@pytest.mark.parametrize("how", [("--text",), ("--auto", "uniform"), ("--text", "--watch")])
def test_wishes_that_cannot_be_are_told_in_a_line(
    file: Path, arguments: tuple[str, ...], message: str, how: tuple[str, ...]
) -> None:
    done = undone("play", "--story", str(file.parents[1]), *how, *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1


def test_unattended_play_begins_as_wished(file: Path) -> None:
    wishes = ("--at", "yard", "--with", "grain = 17, promised", "--seed", "3")
    done = undone("play", "--story", str(file.parents[1]), "--auto", "uniform", *wishes)
    assert "A door. 17." in done.stdout


def test_nobody_watches_unattended_play() -> None:
    done = undone("play", "--auto", "uniform", "--watch")
    assert done.returncode == 2
    assert "not with --auto" in done.stderr
