"""The game in a terminal, played over two streams; and played by itself."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from game.session.library import Library
from game.session.settings import Settings
from game.session.witness import About, Witness, write_witness
from tests.small import DECLARATIONS, campaign
from tools.play import Terminal

ROOT = Path(__file__).parents[2]
PASSAGES = """
    here:
      text: "A door. {grain}."
      choices:
        - {text: Knock., id: knock, do: "grain +3, paranoia +5", goto: here}
        - {text: Break it., id: break, if: grain >= 12, locked: It is oak., goto: hall}
        - {text: Wait., id: wait, goto: yard}
    yard: {hard: {note: A shot., instead: Somebody dies.}, text: Snow., next: here}
    hall: {text: A hall., ending: Inside, verdict: He went in.}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "story" / "small"
    folder.mkdir(parents=True)
    (folder / "campaign.yaml").write_text(campaign(PASSAGES), "utf-8")
    return tmp_path


def play(root: Path, *lines: str, campaign_id: str | None = None) -> tuple[int, str]:
    """The exit status and all that was said, for these lines typed."""
    sink = io.StringIO()
    terminal = Terminal(
        Library.open(root / "story", root / "saves"),
        Settings.load(root / "saves" / "settings.json"),
        lambda: 7,
        io.StringIO("".join(f"{line}\n" for line in lines)),
        sink,
    )
    return terminal.run(campaign_id), sink.getvalue()


def test_a_whole_game_is_played_to_its_end(root: Path) -> None:
    status, said = play(root, "2", "1", "1", "2", "", "q")
    assert status == 0
    assert "A door. 6." in said
    assert "A door. 12." in said
    assert "THE END: Inside" in said
    assert "He went in." in said
    assert "The story is over" in said


def test_end_of_input_leaves_quietly_anywhere(root: Path) -> None:
    for lines in ([], ["2"], ["2", "1"], ["2", "s"]):
        status, _ = play(root, *lines)
        assert status == 0


def test_a_locked_choice_says_why_and_changes_nothing(root: Path) -> None:
    _, said = play(root, "2", "2", "r")
    assert "That is closed: It is oak." in said
    assert said.count("A door. 6.") == 2


def test_the_map_lists_what_was_walked_and_closed_and_no_more(root: Path) -> None:
    _, said = play(root, "2", "map", "3", "", "map", "q")
    fresh, _, later = said.partition("Snow.")
    for told in ("1 of 2 pages, 0 of 1 ending", "Walked", "A door. 6. (you are here)", "Refused"):
        assert told in fresh
    assert "Break it. (A door. 6.)" in fresh
    assert "A hall." not in said and "Inside" not in said
    assert "- Snow. (in this run)" in later


def test_the_map_of_the_terminal_remembers_what_was_undone(root: Path) -> None:
    _, said = play(root, "2", "3", "u", "m", "q")
    assert "2 of 2 pages" in said
    assert "    - Snow.\n" in said


def test_the_gallery_tells_what_was_reached_and_no_more(root: Path) -> None:
    _, said = play(root, "2", "1", "1", "g", "2", "", "gallery", "q")
    before, _, after = said.partition("THE END")
    assert "ENDINGS   0 of 1 ending" in before
    assert "1 not reached yet." in before
    assert "Inside" not in before
    assert "  Inside. Ending; reached 1 time, first on " in after
    assert "Nobody has spoken to you yet." in after


ARCHIVED = """
    here:
      text: "A door. {grain}."
      choices:
        - text: Knock.
          id: knock
          answer: Nobody answers.
          do: archive last-letter
          goto: news
    news:
      hard: {note: A fire., instead: Somebody dies.}
      newspaper: pravda
      headline: Nothing Happened
      lead: Nothing happened here.
      truth: The barn burned.
      next: hall
    hall: {text: A hall., ending: Inside, verdict: He went in.}
    last-letter:
      letter: {to: To Olga, words: I am well.}
"""


def test_the_archive_is_sealed_until_the_end_and_then_read(root: Path) -> None:
    (root / "story" / "small" / "campaign.yaml").write_text(campaign(ARCHIVED), "utf-8")
    _, said = play(root, "2", "a", "1", "", "a", "a 1", "a 2", "q")
    before, _, after = said.partition("THE END")
    assert "The archive is sealed until the end." in before
    assert "To Olga" not in before
    listed, _, told = after.partition("that paper out.")
    assert "1. Nothing Happened" in listed
    assert "2. Letter" in listed
    assert "They printed: Nothing Happened\nYou did: The barn burned." in told.replace("\n\n", "\n")
    assert told.index("barn") < told.index("I am well.")


def test_an_answer_is_read_before_the_mark_of_the_next_scene(root: Path) -> None:
    (root / "story" / "small" / "campaign.yaml").write_text(campaign(ARCHIVED), "utf-8")
    _, said = play(root, "2", "1", "q")
    assert said.index("Nobody answers.") < said.index("[A hard scene: A fire.]")
    assert said.index("[A hard scene: A fire.]") < said.index("NOTHING HAPPENED")


def test_undo_goes_back_a_turn_and_no_further_than_the_first(root: Path) -> None:
    _, said = play(root, "2", "1", "u", "u")
    assert said.count("A door. 6.") == 2
    assert "There is nothing to undo." in said


def test_a_game_saved_is_loaded(root: Path) -> None:
    _, said = play(root, "2", "1", "s 3", "1", "l 3", "l", "q")
    assert "Saved in slot 3." in said
    assert said.count("A door. 9.") == 2
    listed = said[said.rindex("A door. 9.") :]
    assert "3: " in listed
    assert "auto: " in listed


def test_a_game_quit_is_continued(root: Path) -> None:
    play(root, "2", "1", "q")
    _, said = play(root, "", "q")
    assert "Continue" in said
    assert "A door. 9." in said
    assert "Hard scenes:" not in said


def test_a_new_game_is_begun_where_one_is_asked_for(root: Path) -> None:
    play(root, "2", "1", "q")
    _, said = play(root, "n", "q")
    assert "A door. 6." in said
    assert "A door. 9." not in said


@pytest.mark.parametrize(
    ("answer", "shown", "hidden"),
    [
        ("1", "Snow.", "Somebody dies."),
        ("2", "[A hard scene: A shot.]", "Somebody dies."),
        ("3", "Somebody dies.", "Snow."),
        ("what", "[A hard scene: A shot.]", "Somebody dies."),
    ],
)
def test_hard_scenes_are_shown_marked_or_skipped(
    root: Path, answer: str, shown: str, hidden: str
) -> None:
    _, said = play(root, answer, "3")
    assert shown in said
    assert hidden not in said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("0", "There is no choice 0."),
        ("4", "There is no choice 4."),
        ("9999", "There is no choice 9999."),
        ("9" * 5000, "means nothing here"),
        ("²", "means nothing here"),
        ("-1", "means nothing here"),
        ("dance", '"dance" means nothing here'),
        ("", "Choose by number."),
        ("s 0", "Slots are numbered"),
        ("s 99", "Slots are numbered"),
        ("s x", "Slots are numbered"),
        ("s ²", "Slots are numbered"),
        ("l 5", "That slot is empty."),
        ("l ../x", "Slots are numbered"),
        ("h", "A number takes that choice"),
        ("n", "Paranoia"),
        ("p", "Joseph, a brother"),
    ],
)
def test_every_line_has_an_answer(root: Path, line: str, said: str) -> None:
    status, text = play(root, "2", line, "q")
    assert status == 0
    assert said in text


def test_the_numbers_show_what_the_turn_changed(root: Path) -> None:
    _, said = play(root, "2", "1", "n")
    (line,) = (line for line in said.split("\n") if "Paranoia" in line)
    assert line.removeprefix("> ").split() == ["Paranoia", "45", "watchful", "(+5)"]


def test_a_damaged_save_is_told_and_the_game_goes_on(root: Path) -> None:
    play(root, "2", "1", "s 2", "q")
    path = root / "saves" / "small" / "02.json"
    path.write_text(path.read_text()[:100])
    status, said = play(root, "", "l 2", "l", "1", "q")
    assert status == 0
    assert "cut short" in said
    assert "A door. 12." in said


def test_a_disk_that_will_not_is_told_and_the_game_goes_on(root: Path) -> None:
    (root / "saves").mkdir()
    (root / "saves" / "small").write_text("in the way")
    status, said = play(root, "2", "1", "s", "1", "q")
    assert status == 0
    assert "could not be saved" in said
    assert "A door. 12." in said


def test_a_story_that_stops_by_mistake_is_told(root: Path) -> None:
    passages = "here: {text: x, choices: [{text: Go., goto: [{if promised: here}]}]}"
    path = root / "story" / "small" / "campaign.yaml"
    path.write_text(campaign(passages), "utf-8")
    status, said = play(root, "2", "1", "q")
    assert status == 0
    assert "a mistake of its own" in said


def test_a_campaign_that_will_not_load_is_reported(root: Path) -> None:
    path = root / "story" / "small" / "campaign.yaml"
    path.write_text(campaign("here: {text: '{paranioa}', ending: E}"), "utf-8")
    status, said = play(root, "2")
    assert status == 2
    assert 'did you mean "paranoia"?' in said


def test_a_campaign_that_is_not_there_is_told_with_those_that_are(root: Path) -> None:
    status, said = play(root, "2", campaign_id="large")
    assert status == 2
    assert "small" in said


def test_of_two_campaigns_one_is_asked_for(root: Path) -> None:
    other = root / "story" / "other"
    other.mkdir()
    text = campaign("here: {text: Elsewhere., ending: E}", DECLARATIONS.replace("small", "other"))
    (other / "campaign.yaml").write_text(text, "utf-8")
    _, said = play(root, "2", "3", "²", "x", "1", "q")
    assert "Elsewhere." in said


def test_no_campaign_at_all_is_told(tmp_path: Path) -> None:
    (tmp_path / "story").mkdir()
    status, said = play(tmp_path)
    assert status == 2
    assert "There is no campaign" in said


# By itself


def auto(root: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "game", "--story", str(root / "story")]
    command += ["--saves", str(root / "saves"), *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True)


@pytest.mark.parametrize("policy", ["uniform", "least-used"])
def test_unattended_play_gives_the_same_bytes_for_the_same_seed(root: Path, policy: str) -> None:
    one, again, other = (auto(root, "--auto", policy, "--seed", seed) for seed in ("3", "3", "4"))
    assert one.returncode == 0, one.stderr
    assert one.stdout == again.stdout
    assert one.stdout != other.stdout
    assert b"THE END: Inside" in one.stdout
    assert not (root / "saves").exists()


def test_unattended_play_writes_its_transcript(root: Path) -> None:
    shown = auto(root, "--auto", "uniform", "--seed", "3")
    written = auto(root, "--auto", "uniform", "--seed", "3", "--transcript", str(root / "run.txt"))
    assert written.stdout == b""
    assert (root / "run.txt").read_bytes() == shown.stdout


def test_unattended_play_without_an_ending_says_so(root: Path) -> None:
    path = root / "story" / "small" / "campaign.yaml"
    path.write_text(campaign("here: {text: x}"), "utf-8")
    done = auto(root, "--auto", "uniform")
    assert done.returncode == 1
    assert b"no ending was reached" in done.stderr


def test_the_terminal_plays_from_the_command_line(root: Path) -> None:
    command = [sys.executable, "-m", "game", "--text", "--seed", "7"]
    command += ["--story", str(root / "story"), "--saves", str(root / "saves")]
    done = subprocess.run(
        command, cwd=ROOT, input="2\n1\n1\n2\nq\n", capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert "THE END: Inside" in done.stdout


# What the linter found


def found(root: Path, *picks: str) -> Path:
    """A file that leads to a finding."""
    path = root / "story" / "small"
    library = Library.open(root / "story", root / "saves")
    program = library.program(library.entries[0])
    assert program is not None, path
    about = About("dead-end", "the oak does not give", "campaign.yaml:3:1")
    file = root / "found.json"
    write_witness(file, Witness("small", program.story.hash, 7, picks, (), about))
    return file


def replayed(root: Path, *options: str, lines: str = "q\n") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "game", "--text", "--story", str(root / "story")]
    command += ["--saves", str(root / "saves"), *options]
    return subprocess.run(
        command, cwd=ROOT, input=lines, capture_output=True, text=True, encoding="utf-8"
    )


def test_a_finding_is_replayed_and_played_on_from(root: Path) -> None:
    file = found(root, "knock", "knock", "wait")
    done = replayed(root, "--replay", str(file), lines="\nu\nu\ns 2\nq\n")
    assert done.returncode == 0, done.stderr
    for said in (
        "campaign.yaml:3:1: the oak does not give [dead-end].",
        "1. here: Knock.\n2. here: Knock.\n3. here: Wait.\nThen: yard: Snow.",
        "Saved in slot 2.",
    ):
        assert said in done.stdout
    assert done.stdout.count("A door. 12.") == 2
    assert [path.name for path in (root / "saves" / "small").iterdir()] == ["02.json"]


def test_a_replay_that_no_longer_fits_is_one_message(root: Path) -> None:
    file = found(root, "knock", "wait")
    text = (root / "story" / "small" / "campaign.yaml").read_text("utf-8")
    changed = text.replace("id: knock", "id: rap")
    (root / "story" / "small" / "campaign.yaml").write_text(changed, "utf-8")
    done = replayed(root, "--replay", str(file))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert 'At step 1 the choice "knock" is not open in "here".' in done.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--at", "here"), "leave out the rest"),
        (("--campaign", "small"), "leave out the rest"),
        (("--seed", "1"), "leave out the rest"),
        (("--auto", "uniform"), "not with --auto"),
    ],
)
def test_a_replay_is_asked_for_alone(root: Path, options: tuple[str, ...], said: str) -> None:
    done = replayed(root, "--replay", str(found(root)), *options)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_replay_that_is_not_there_or_no_replay_is_told(root: Path) -> None:
    for name, said in (("nothing.json", "cannot be read"), ("story", "cannot be read")):
        done = replayed(root, "--replay", str(root / name))
        assert done.returncode == 2
        assert said in done.stderr
    (root / "x.json").write_text("{}")
    assert "no replay of a finding" in replayed(root, "--replay", str(root / "x.json")).stderr
