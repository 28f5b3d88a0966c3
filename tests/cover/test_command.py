"""`undone cover` as a writer meets it: reports, pages, playthroughs written, and bad input."""

import json
from pathlib import Path

import pytest

from game.engine.program import Program
from game.model.load import Loaded, load, load_text
from game.session.chronicle import Chronicle
from game.session.playthrough import Playthrough
from game.session.saves import encode, snapshot
from game.session.witness import read_witness, replay
from tests.cover.test_lines import STORY, traced
from tests.tools.browser import MISSING, browser, executable
from tests.tools.test_commands import undone
from tools.cover import command
from tools.cover.command import CoverProblem, Wishes
from tools.cover.games import Game, played, recorded
from tools.cover.page import html
from tools.cover.reach import reach
from tools.cover.report import UNREACHABLE, Report, as_json, as_text
from tools.cover.trace import Traced
from tools.cover.write import WriteProblem, readings, write

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "assets"
WHEN = "1921-02-24T12:00:00+00:00"


def loaded_small() -> Loaded:
    loaded = load_text(STORY)
    assert loaded.story is not None
    return loaded


def wishes(folder: Path, **given: Path) -> Wishes:
    usual = {"source": None, "write": None, "json": None, "html": None, **given}
    return Wishes(**usual, saves=folder / "saves", assets=ASSETS)


# Recorded playthroughs


def test_replays_saves_runs_and_transcripts_are_all_read(tmp_path: Path) -> None:
    of = traced()
    picks = ["light", "read"]
    game = Playthrough.replay(of.program, 7, picks)
    told = readings(reach(of).games, frozenset(range(len(of.lines.all))))
    write(tmp_path / "replays", of, told, [])
    (tmp_path / "save.json").write_text(encode(snapshot(game, WHEN)), "utf-8")
    chronicle = Chronicle.read(tmp_path / "chronicle")
    begun = Playthrough.begin(of.program, 7)
    chronicle.record(begun, WHEN)
    for pick in picks:
        begun.take(pick)
        chronicle.record(begun, WHEN)
    (tmp_path / "one.txt").write_text("A Small Story · seed 7\n\n> light\n\n> read\n", "utf-8")
    (tmp_path / "small.transcript").write_text("Words.\n\n> 1\n\n> 2\n", "utf-8")
    (tmp_path / "other.transcript").write_text("Words.\n\n> 9\n", "utf-8")
    read = recorded(tmp_path, of, "small")
    assert read.problems == ()
    by_name = {Path(each.name).name: each for each in read.games}
    same = frozenset[int]().union(*map(of.shown, game.turns))
    for name in ("save.json", "one.txt", "small.transcript"):
        assert by_name[name].shown == same, name
    (run,) = (each for each in read.games if "chronicle" in each.name)
    assert run.shown == same
    assert len(read.games) == 4 + len(told)


def test_what_is_damaged_is_told_and_the_rest_is_counted(tmp_path: Path) -> None:
    of = traced()
    game = Playthrough.replay(of.program, 7, ["light"])
    whole = encode(snapshot(game, WHEN))
    (tmp_path / "whole.json").write_text(whole, "utf-8")
    (tmp_path / "cut.json").write_text(whole[: len(whole) // 2], "utf-8")
    (tmp_path / "wrong.json").write_text('{"campaign": "small", "what": "witness"}', "utf-8")
    (tmp_path / "run.json").write_text('{"campaign": "small", "road": 3, "format": 1}', "utf-8")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe")
    (tmp_path / "stale.txt").write_text("A Small Story · seed 7\n> light\n> gone\n", "utf-8")
    (tmp_path / "other.json").write_text(whole.replace('"small"', '"large"'), "utf-8")
    (tmp_path / "settings.json").write_text('{"volume": 3}', "utf-8")
    read = recorded(tmp_path, of, "small")
    assert [Path(each.name).name for each in read.games] == ["whole.json"]
    named = {problem.partition(": ")[0].rpartition("/")[2] for problem in read.problems}
    assert named == {"cut.json", "wrong.json", "run.json", "bytes.json", "stale.txt"}
    assert any("Line 3 cannot be played any more" in each for each in read.problems)


# What is written


def test_each_playthrough_is_a_replay_and_a_transcript_with_what_is_new(tmp_path: Path) -> None:
    of = traced()
    found = reach(of)
    every = frozenset(range(len(of.lines.all)))
    folder = tmp_path / "readings"
    told = readings(found.games, every)
    write(folder, of, told, ["A note."])
    fresh = Program(of.program.story)
    shown: frozenset[int] = frozenset()
    index = (folder / "index.txt").read_text("utf-8")
    for each in told:
        again = replay(read_witness(folder / f"{each.name}.json"), fresh)
        assert not again.changed and not again.stop
        turns = again.playthrough.retold(of.program).turns
        shown |= frozenset[int]().union(*map(of.shown, turns))
        transcript = (folder / f"{each.name}.txt").read_text("utf-8")
        assert f"\n{each.name}  " in index
        for number in each.new:
            line = of.lines.all[number]
            if not any(sign in line.words for sign in "{*["):
                words = " ".join(transcript.split()).casefold()
                assert line.words.partition(": ")[2].casefold() in words, line
                assert line.words.casefold() in words or ": " in line.words, line
            assert f"{line.span}" in index
    assert shown == found.shown
    assert every - shown == found.unreachable


def test_a_folder_is_written_again_but_never_over_other_things(tmp_path: Path) -> None:
    of = traced()
    told = readings(reach(of).games, frozenset(range(len(of.lines.all))))
    write(tmp_path / "a", of, told, [])
    (tmp_path / "a" / "99.txt").write_text("old", "utf-8")
    (tmp_path / "a" / "notes.md").write_text("mine", "utf-8")
    write(tmp_path / "a", of, told, [])
    assert not (tmp_path / "a" / "99.txt").exists()
    assert (tmp_path / "a" / "notes.md").read_text("utf-8") == "mine"
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "01.txt").write_text("mine", "utf-8")
    with pytest.raises(WriteProblem, match="holds other things"):
        write(tmp_path / "b", of, told, [])
    assert (tmp_path / "b" / "01.txt").read_text("utf-8") == "mine"
    with pytest.raises(WriteProblem, match="cannot be written"):
        write(tmp_path / "b" / "01.txt" / "c", of, told, [])


def test_what_was_read_before_is_not_to_be_read_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    loaded = loaded_small()
    command.run(loaded, "small", wishes(tmp_path, write=tmp_path / "all"))
    assert "100 %" in capsys.readouterr().out
    command.run(loaded, "small", wishes(tmp_path, source=tmp_path / "all", write=tmp_path / "more"))
    assert "There is nothing left to read." in capsys.readouterr().out
    assert [path.name for path in (tmp_path / "more").iterdir()] == ["index.txt"]


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CoverProblem, match="there is nothing at"):
        command.run(loaded_small(), "small", wishes(tmp_path, source=tmp_path / "no"))


# Reports


def report() -> tuple[Report, Loaded]:
    loaded = loaded_small()
    of = traced()
    found = reach(of)
    game = recorded_first(of)
    return Report("A Small Story", of.lines, (game,), found), loaded


def recorded_first(of: Traced) -> Game:
    return played(of, "one", 1, ["light"])


def test_the_text_tells_chapters_and_where_each_missing_line_stands() -> None:
    told, _ = report()
    text = as_text(told)
    whole = told.tallies[-1]
    assert 0 < whole.shown < whole.reachable < whole.all
    assert whole.percent == 100 * whole.shown // whole.reachable
    assert "One playthrough." in text
    (paper,) = (line for line in told.lines.all if line.words == "All is well.")
    assert f"{paper.span}: lead: All is well." in text
    unheard = text.partition("Unreachable, which is proved:")[2]
    assert "Nobody hears this." in unheard and "FEAR" in unheard and "Hide." in unheard
    assert "All is well." not in unheard


def test_the_data_has_every_line_with_its_state() -> None:
    told, _ = report()
    (data,) = json.loads(as_json([told]))
    assert len(data["lines"]) == len(told.lines.all)
    states = [each["state"] for each in data["lines"]]
    assert states == told.states
    assert data["all"]["all"] == sum(each["all"] for each in data["chapters"])
    assert data["all"]["shown"] == states.count("shown")
    assert [each["turns"] for each in data["playthroughs"]] == [2]


def test_the_page_colours_each_line_and_asks_for_nothing() -> None:
    told, loaded = report()
    page = html(told, loaded.sources, ASSETS)
    assert '<mark class="n">All is well.</mark>' in page
    assert '<mark class="u">him</mark>' in page and '<mark class="u">her</mark>' not in page
    assert 'class="u"' in page and "http://" not in page and "<script src" not in page
    (unreached, *_) = told.of(UNREACHABLE)
    assert unreached.span.file in page
    text = STORY.replace("All is well.", "</mark><script>alert(1)</script>")
    of = traced(text)
    marked = html(Report("x", of.lines, (), reach(of)), load_text(text).sources, ASSETS)
    assert "<script>alert" not in marked


@pytest.mark.skipif(executable() is None, reason=MISSING)
def test_the_page_is_gone_through_by_keys(tmp_path: Path) -> None:
    told, loaded = report()
    (tmp_path / "page.html").write_text(html(told, loaded.sources, ASSETS), "utf-8")
    with browser() as page:
        for wide, high in ((1280, 720), (800, 600)):
            page.open(tmp_path / "page.html", wide, high)
            page.key("n")
            here = "document.querySelector('mark.here')"
            first = page.js(f"{here}.textContent")
            top = page.js(f"{here}.getBoundingClientRect().top")
            assert 52 <= top < high
            page.key("n")
            assert page.js(f"{here}.textContent") != first
            page.key("p")
            assert page.js(f"{here}.textContent") == first
            assert page.js("document.documentElement.scrollWidth") <= wide
        assert page.errors == []
        assert {address.partition(":")[0] for address in page.asked} <= {"file", "data"}


# The command


def test_the_command_covers_a_story_and_writes_what_is_asked(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(STORY, "utf-8")
    story = ("--story", str(tmp_path / "small.yaml"))
    files = {name: tmp_path / "out" / f"x.{name}" for name in ("json", "html")}
    options = [part for name, path in files.items() for part in (f"--{name}", str(path))]
    done = undone("cover", *story, "--write", str(tmp_path / "readings"), *options)
    assert done.returncode == 0, done.stderr
    assert "playthroughs to read." in done.stdout or "One playthrough to read." in done.stdout
    assert "100 %" in done.stdout
    assert json.loads(files["json"].read_text("utf-8"))[0]["campaign"] == "small"
    assert files["html"].read_text("utf-8").startswith("<!doctype html>")
    again = undone("cover", *story, "--from", str(tmp_path / "readings"))
    assert again.returncode == 0 and "100 %" in again.stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("nothing",), 'no campaign "nothing"; there are: brothers-keeper'),
        (("--from", "/no/such/place"), 'there is nothing at "/no/such/place"'),
        (("--story", "/no/such/story"), "there is nothing at"),
    ],
)
def test_what_cannot_be_covered_is_one_message(options: tuple[str, ...], said: str) -> None:
    done = undone("cover", *options)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_story_that_stops_before_its_first_page_is_told(tmp_path: Path) -> None:
    passages = "  a: {next: b}\n  b: {next: a}\n  c: {text: C., ending: C}\n"
    text = f"campaign: x\nstart: a\npassages:\n{passages}"
    (tmp_path / "x.yaml").write_text(text, "utf-8")
    done = undone("cover", "--story", str(tmp_path / "x.yaml"))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr and done.stderr


def test_the_shipped_story_loads_with_places_for_all_its_lines() -> None:
    loaded = load(ROOT / "story" / "brothers-keeper", ROOT / "story")
    assert loaded.story is not None
    cases = [case for each in loaded.story.passages.values() for case in each.text]
    assert cases and all(case.fragment is not None for case in cases)
