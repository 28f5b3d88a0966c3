"""Saved games: whole or not at all, and read with care whatever became of them."""

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest

from game.engine.program import Program
from game.engine.transcript import turn_text
from game.session.library import Library
from game.session.playthrough import ADVANCE, Playthrough
from game.session.saves import (
    AUTOSAVE,
    FORMAT,
    Save,
    SaveProblem,
    Shelf,
    decode,
    encode,
    restore,
    snapshot,
    write_atomically,
)
from tests.small import campaign, program, whole

ROOT = Path(__file__).parents[2]
WHEN = "1921-02-24T12:00:00+00:00"
PASSAGES = """
    here:
      place: Smolny
      date: 1921-02-24
      text: "{grain} {shuffle: a | b | c}"
      choices:
        - {text: Go., id: go, do: "grain +2, set promised, envoy is hoover", goto: there}
        - {text: Once., id: once-only, once: yes, do: grain -1, goto: here}
    there: {text: There., next: here}
"""
PICKS = ["go", ADVANCE, "once-only", "go", ADVANCE]


def played(passages: str = PASSAGES, picks: list[str] | None = None) -> Playthrough:
    return Playthrough.replay(program(passages), 7, PICKS if picks is None else picks)


def saved(game: Playthrough | None = None) -> Save:
    return decode(encode(snapshot(game or played(), WHEN)))


def edited(**changes: Any) -> str:
    data = json.loads(encode(saved()))
    for path, value in changes.items():
        at = data
        *parents, last = path.split("__")
        for parent in parents:
            at = at[parent]
        at[last] = value
    return json.dumps(data)


# Round trip


def test_a_save_read_again_is_the_save() -> None:
    save = snapshot(played(), WHEN)
    assert decode(encode(save)) == save
    assert (save.place, save.date, save.turns) == ("Smolny", "1921-02-24", 6)


def test_a_game_restored_is_the_game_with_all_its_turns() -> None:
    game = played()
    restored = restore(saved(game), game.program)
    assert restored.notes == ()
    assert restored.playthrough.picks == game.picks
    assert restored.playthrough.turns == game.turns


def test_a_game_restored_goes_on_as_the_game_would() -> None:
    game = played()
    again = restore(saved(game), game.program).playthrough
    for pick in ("go", ADVANCE, "go"):
        assert turn_text(again.take(pick)) == turn_text(game.take(pick))


def test_a_restored_game_can_be_saved_and_restored_again() -> None:
    game = played()
    save = saved(game)
    for _ in range(3):
        save = saved(restore(save, game.program).playthrough)
    assert save == saved(game)


# Damage


def test_a_save_cut_short_anywhere_is_told(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    data = encode(saved()).encode()
    assert len(data) > 500
    for at in range(0, len(data), 50):
        shelf.path("01").write_bytes(data[:at])
        slot = shelf.slot("01")
        assert slot.save is None
        assert not slot.empty
        assert "cut short" in slot.problem


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 500, b"\xff\xfe", b"null", b"[]", b'"save"', b"{}", b"[" * 100_000, b"1" * 5000],
    ids=["empty", "nuls", "utf-16", "null", "list", "text", "mapping", "deep", "digits"],
)
def test_a_file_that_is_no_save_is_told(tmp_path: Path, data: bytes) -> None:
    shelf = Shelf(tmp_path)
    shelf.path("01").write_bytes(data)
    assert shelf.slot("01").problem
    assert shelf.latest() is None


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "1"},
        {"format": True},
        {"format": 0},
        {"format": None},
        {"campaign": 5},
        {"picks": "go"},
        {"picks": [1]},
        {"seed": "7"},
        {"seed": 7.5},
        {"state": []},
        {"state__values": {"grain": 1.5}},
        {"state__values": {"grain": None}},
        {"state__values": {"grain": [1]}},
        {"state__visits": {"here": "x"}},
        {"state__passage": None},
        {"state__agenda__chapters": {"a": 1}},
        {"date": "tomorrow"},
        {"date": "1921-13"},
        {"gauges": {"paranoia": "x"}},
        {"title": "\ud800"},
        {"state__chosen": {"\udfff": 1}},
    ],
    ids=str,
)
def test_a_save_with_a_value_of_the_wrong_kind_is_told(changes: dict[str, Any]) -> None:
    with pytest.raises(SaveProblem):
        decode(edited(**changes))


def test_a_save_with_a_key_missing_is_told() -> None:
    whole_save = json.loads(encode(saved()))
    for key in whole_save:
        if key in ("complete", "looks"):
            continue
        data = {name: value for name, value in whole_save.items() if name != key}
        with pytest.raises(SaveProblem):
            decode(json.dumps(data))


def test_a_save_of_a_newer_format_is_told_to_be_newer() -> None:
    with pytest.raises(SaveProblem, match="newer version"):
        decode(edited(format=FORMAT + 1))


def test_a_save_of_another_campaign_is_refused() -> None:
    with pytest.raises(SaveProblem, match="another campaign"):
        restore(decode(edited(campaign="other")), program(PASSAGES))


def test_a_number_changed_by_hand_is_taken_held_to_its_bounds() -> None:
    restored = restore(decode(edited(state__values__grain=999)), program(PASSAGES))
    assert restored.playthrough.turn.state.values["grain"] == 20
    assert restored.notes
    assert not restored.playthrough.can_undo


@pytest.mark.parametrize(
    ("value", "taken"), [(5, 5), (-3, 0), (True, 6), ("many", 6), (10**30, 20)]
)
def test_a_number_by_hand_is_a_number_of_the_story(value: int | str, taken: int) -> None:
    values = {"paranoia": 41, "grain": value}
    restored = restore(decode(edited(state__values=values)), program(PASSAGES))
    assert restored.playthrough.turn.state.values["grain"] == taken
    assert restored.playthrough.turn.state.values["paranoia"] == 41


def test_a_word_by_hand_is_a_word_of_the_story() -> None:
    restored = restore(decode(edited(state__values__envoy="molotov")), program(PASSAGES))
    assert restored.playthrough.turn.state.values["envoy"] == "nobody"


@pytest.mark.parametrize(
    "changes",
    [
        {"state__visits": {"here": -5, "nowhere": 3}},
        {"state__chosen": {"nowhere/x": 3, "here/go": -1, "no-slash": 1}},
        {"state__agenda__chapters": ["nowhere"]},
        {"state__turn": -7},
        {"picks": ["nonsense"]},
        {"picks": [ADVANCE] * 9},
        {"picks": ["go", "go"]},
        {"picks": ["../../etc"]},
        {"seed": -(10**40)},
    ],
    ids=str,
)
def test_a_save_by_hand_still_plays_and_saves(changes: dict[str, Any], tmp_path: Path) -> None:
    game = restore(decode(edited(**changes)), program(PASSAGES)).playthrough
    turn_text(game.turn)
    game.take("go")
    Shelf(tmp_path).write("01", snapshot(game, WHEN))
    assert Shelf(tmp_path).slot("01").save is not None
    assert set(game.turn.state.visits) <= {"here", "there"}
    assert all(count >= 0 for count in game.turn.state.chosen.values())


def test_a_save_by_hand_of_a_place_that_is_not_is_refused() -> None:
    with pytest.raises(SaveProblem, match="no longer has the place"):
        restore(decode(edited(state__passage="nowhere")), program(PASSAGES))


# The story changed


def changed(passages: str, **declared: str) -> Program:
    text = campaign(passages)
    for right, wrong in declared.items():
        text = text.replace(f"{right}:", wrong, 1)
    return Program(whole(text))


def test_a_changed_word_replays_the_road_and_says_so() -> None:
    restored = restore(saved(), changed(PASSAGES.replace("There.", "There!")))
    assert restored.notes == ("The story has changed since this was saved.",)
    assert restored.playthrough.picks == PICKS


def test_a_renamed_passage_and_choice_are_found_by_their_old_ids() -> None:
    renamed = """
        start:
          was: here
          place: Smolny
          date: 1921-02-24
          text: "{grain} {seen(start)} {chosen(onward)}"
          choices:
            - {text: Go., id: onward, was: go, do: "grain +2, set promised", goto: there}
            - {text: Once., id: once-only, once: yes, goto: start}
        there: {text: There., next: start}
    """
    story = Program(whole(campaign(renamed).replace("start: here", "start: start")))
    restored = restore(saved(), story)
    assert restored.playthrough.picks == ["onward", ADVANCE, "once-only", "onward", ADVANCE]
    assert restored.playthrough.turn.state.passage == "start"
    assert len(restored.playthrough.turns) == 6


def test_a_renamed_passage_is_found_by_the_state_alone() -> None:
    save = attrs.evolve(saved(), complete=False)
    renamed = re.sub(r"\bhere\b", "start", PASSAGES).replace(
        "start:\n", "start:\n      was: [here]\n", 1
    )
    story = Program(whole(campaign(renamed).replace("start: here", "start: start")))
    state = restore(save, story).playthrough.turn.state
    assert state.passage == "start"
    assert state.visits == {"start": 4, "there": 2}
    assert state.chosen == {"start/go": 2, "start/once-only": 1}


def test_a_choice_taken_out_leaves_the_player_where_they_were() -> None:
    without = PASSAGES.replace("id: go,", "id: walk,")
    restored = restore(saved(), changed(without))
    assert restored.playthrough.turn.state.passage == "here"
    assert restored.playthrough.turn.state.values["grain"] == 9
    assert any("could not be walked again" in note for note in restored.notes)
    assert not restored.playthrough.can_undo
    assert restored.playthrough.turn.state.chosen == {"here/once-only": 1}


def test_the_place_taken_out_is_told() -> None:
    elsewhere = "begin: {text: x, next: there}\nthere: {text: There., next: begin}"
    story = Program(whole(campaign(elsewhere).replace("start: here", "start: begin")))
    with pytest.raises(SaveProblem, match='"here"'):
        restore(saved(), story)


def test_a_new_flag_is_as_at_the_start() -> None:
    story = changed(PASSAGES.replace("id: go,", "id: walk,"), flags="flags:\n  later: Later.\n  ")
    values = restore(saved(), story).playthrough.turn.state.values
    assert values["later"] is False
    assert values["promised"] is True


def test_a_game_resumed_from_its_state_can_be_saved_and_resumed() -> None:
    story = changed(PASSAGES.replace("id: go,", "id: walk,"))
    game = restore(saved(), story).playthrough
    game.take("walk")
    save = decode(encode(snapshot(game, WHEN)))
    assert not save.complete
    again = restore(save, story)
    assert again.playthrough.turn.state == game.turn.state
    assert again.notes == ()


# Disk


def no_space(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("failing", ["fsync", "replace", "fdopen"])
def test_a_full_disk_leaves_the_old_save_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    shelf = Shelf(tmp_path)
    game = played()
    shelf.write("01", snapshot(game, WHEN))
    old = shelf.path("01").read_bytes()
    game.take("go")
    if failing == "replace":
        monkeypatch.setattr(Path, "replace", no_space)
    else:
        monkeypatch.setattr(os, failing, no_space)
    with pytest.raises(SaveProblem, match="No space left"):
        shelf.write("01", snapshot(game, WHEN))
    monkeypatch.undo()
    assert shelf.path("01").read_bytes() == old
    assert [path.name for path in tmp_path.iterdir()] == ["01.json"]


def test_a_game_killed_between_writing_and_renaming_leaves_the_old_save(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.write("01", snapshot(played(), WHEN))
    old = shelf.path("01").read_bytes()
    code = (
        "import os, pathlib, sys\n"
        "from game.session.saves import write_atomically\n"
        "pathlib.Path.replace = lambda *_: os._exit(9)\n"
        "write_atomically(pathlib.Path(sys.argv[1]), 'new')\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(shelf.path("01"))], cwd=ROOT)
    assert done.returncode == 9
    assert shelf.path("01").read_bytes() == old
    assert shelf.slot("01").save is not None
    assert [slot.name for slot in shelf.slots() if not slot.empty] == ["01"]


def test_a_file_is_never_seen_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.json"
    path.write_text("old")
    seen: list[str] = []
    flush = os.fsync

    def look(handle: int) -> None:
        seen.append(path.read_text())
        flush(handle)

    monkeypatch.setattr(os, "fsync", look)
    write_atomically(path, "new")
    assert seen[0] == "old"
    assert path.read_text() == "new"


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "01.json").mkdir()
    shelf = Shelf(tmp_path)
    assert "cannot be read" in shelf.slot("01").problem
    with pytest.raises(SaveProblem, match="could not be saved"):
        shelf.write("01", snapshot(played(), WHEN))
    with pytest.raises(SaveProblem, match="could not be deleted"):
        shelf.delete("01")


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "small").write_text("")
    with pytest.raises(SaveProblem, match="could not be saved"):
        Shelf(tmp_path / "small").write("01", snapshot(played(), WHEN))


def test_a_folder_nobody_may_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "stat", denied)
    slots = Shelf(tmp_path / "small").slots()
    assert all("Permission denied" in slot.problem for slot in slots)


def test_an_empty_shelf_has_empty_slots(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "none")
    assert all(slot.empty for slot in shelf.slots())
    assert shelf.latest() is None
    shelf.delete("01")


def test_the_autosave_before_the_last_is_kept(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    game = played(picks=[])
    for pick in PICKS:
        game.take(pick)
        shelf.write(AUTOSAVE, snapshot(game, WHEN))
    last, before = shelf.slot(AUTOSAVE).save, shelf.backup().save
    assert last is not None
    assert before is not None
    assert (last.turns, before.turns) == (6, 5)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["auto.json", "auto.previous.json"]


def test_a_failed_autosave_keeps_both_it_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(tmp_path)
    game = played(picks=[])
    for pick in PICKS[:3]:
        game.take(pick)
        shelf.write(AUTOSAVE, snapshot(game, WHEN))
    monkeypatch.setattr(os, "fsync", no_space)
    for _ in range(3):
        with pytest.raises(SaveProblem):
            shelf.write(AUTOSAVE, snapshot(game, WHEN))
    monkeypatch.undo()
    assert shelf.slot(AUTOSAVE).save is not None
    assert shelf.backup().save is not None
    game.take(PICKS[3])
    shelf.write(AUTOSAVE, snapshot(game, WHEN))
    last, before = shelf.slot(AUTOSAVE).save, shelf.backup().save
    assert last is not None
    assert before is not None
    assert (last.turns, before.turns) == (5, 4)


@pytest.mark.parametrize("make_first", [True, False])
def test_the_latest_is_the_one_written_last(tmp_path: Path, make_first: bool) -> None:
    shelf = Shelf(tmp_path)
    times = ["1921-02-24T12:00:00.000+00:00", "1921-02-24T12:00:00.001+00:00"]
    for name, when in zip(["01", AUTOSAVE], times if make_first else times[::-1], strict=True):
        shelf.write(name, snapshot(played(), when))
    latest = shelf.latest()
    assert latest is not None
    assert latest.name == (AUTOSAVE if make_first else "01")


# The library


@pytest.mark.parametrize("id_", ["../../x", "/x", "..", "a/b", "a\\b", "x\n"])
def test_a_campaign_s_id_never_leads_out_of_the_saves(tmp_path: Path, id_: str) -> None:
    root = tmp_path / "story" / "good"
    root.mkdir(parents=True)
    text = f"campaign: {json.dumps(id_)}\nstart: a\npassages:\n  a: {{text: x, ending: E}}\n"
    (root / "campaign.yaml").write_text(text)
    saves = tmp_path / "deep" / "saves"
    library = Library.open(tmp_path / "story", saves)
    (entry,) = library.entries
    shelf = library.shelf(entry.summary.id)
    assert shelf.folder.resolve().parent == saves.resolve()
    program_ = library.program(entry)
    if program_ is not None:
        library.keep(Playthrough.begin(program_, 1))
    outside = [path for path in tmp_path.rglob("*.json") if saves not in path.parents]
    assert outside == []


def test_a_library_keeps_and_finds_games(tmp_path: Path) -> None:
    root = tmp_path / "story"
    for name in ("one", "two"):
        (root / name).mkdir(parents=True)
        text = f"campaign: {name}\nstart: a\npassages:\n  a: {{text: x, ending: E}}\n"
        (root / name / "campaign.yaml").write_text(text)
    library = Library.open(root, tmp_path / "saves")
    assert library.latest() is None
    assert library.saved_count() == 0
    two = library.entry("two")
    assert two is not None
    program_ = library.program(two)
    assert program_ is not None
    library.keep(Playthrough.begin(program_, 1), "03")
    found = library.latest()
    assert found is not None
    assert (found[0].summary.id, found[1].name) == ("two", "03")
    assert library.saved_count() == 1
    assert library.entry("three") is None


def test_a_damaged_autosave_never_takes_the_place_of_the_good_one_before(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    game = played(picks=[])
    for pick in PICKS[:2]:
        game.take(pick)
        shelf.write(AUTOSAVE, snapshot(game, WHEN))
    good = shelf.backup().save
    shelf.path(AUTOSAVE).write_text("{cut", "utf-8")
    latest = shelf.latest()
    assert latest is not None
    assert latest.save == good
    shelf.write(AUTOSAVE, snapshot(game, WHEN))
    assert shelf.backup().save == good


def test_a_game_is_put_away_once_before_a_new_one_takes_its_place(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    game = played(picks=[])
    shelf.write(AUTOSAVE, snapshot(game, WHEN))
    assert shelf.put_away() is None, "one page is not worth a card"
    for pick in PICKS:
        game.take(pick)
    shelf.write(AUTOSAVE, snapshot(game, WHEN))
    assert shelf.put_away() == "01"
    assert shelf.slot("01").save == shelf.slot(AUTOSAVE).save
    assert shelf.put_away() is None, "it stands on a card already"


def test_what_was_declared_under_another_name_keeps_its_value() -> None:
    old = """\
campaign: c
start: a
numbers: {wheat: {to: 20, start: 3, means: trains}}
flags: {sworn: You swore.}
named: {guest: {one of: [nobody, hoover], means: whom you see}}
cast: {soso: {name: Joseph, says: JOE}}
passages:
  a: {text: a, do: 'wheat = 9, set sworn, guest is hoover, kill soso, trust.soso = 7', next: b}
  b: {text: b, ending: E}
"""
    new = """\
campaign: c
start: a
numbers: {grain: {to: 20, start: 3, means: trains, was: wheat}}
flags: {promised: {means: You swore., was: sworn}}
named: {envoy: {one of: [nobody, hoover], means: whom you see, was: guest}}
cast: {joe: {name: Joseph, says: JOE, was: soso}}
passages:
  a: {text: a, next: b}
  b: {text: b, ending: E}
"""
    save = snapshot(Playthrough.begin(Program(whole(old)), 1), WHEN)
    by_state = attrs.evolve(save, complete=False)
    values = restore(by_state, Program(whole(new))).playthrough.turn.state.values
    assert (values["grain"], values["promised"], values["envoy"]) == (9, True, "hoover")
    assert (values["fate.joe"], values["trust.joe"]) == ("dead", 7)


def test_a_save_of_the_format_before_is_read() -> None:
    save = snapshot(played(), WHEN)
    data = json.loads(encode(save))
    data["format"] = 1
    data["state"]["chapters"] = data["state"].pop("agenda")["chapters"]
    assert decode(json.dumps(data)).state.chapters == save.state.chapters


def restored_by_state(played: Playthrough, changed: str) -> Playthrough:
    """The game of a state alone, in a story that has changed since."""
    save = attrs.evolve(snapshot(played, WHEN), complete=False)
    return restore(save, Program(whole(changed))).playthrough


RENAMED = """\
here: {text: x, choices: [{text: W, goto: alone}, {text: N, id: n, goto: other}]}
other: {text: x, choices: [{text: W, goto: alone}]}
alone: {text: a, next: out}
out: {text: o, ending: E}
"""


def test_a_choice_that_was_renamed_renames_no_passage() -> None:
    played_ = Playthrough.begin(program(RENAMED), 1)
    for pick in ("n", "alone"):
        played_.take(pick)
    new = campaign(RENAMED.replace("W, goto", "W, id: walk-out, was: alone, goto", 1))
    again = restore(snapshot(played_, WHEN), Program(whole(new))).playthrough
    assert again.turn.passage.id == "alone"
    assert restored_by_state(played_, new).turn.passage.id == "alone"


def test_what_was_to_come_still_comes_after_a_passage_was_renamed() -> None:
    old = "here: {text: x, do: archive paper, later: {when grain > 15: widow}, next: there}\n"
    rest = (
        "there: {text: y, next: more}\nmore: {text: z, do: grain = 18, next: out}\n"
        "widow: {text: w}\npaper: {letter: {words: p}, next: return}\nout: {text: o, ending: E}\n"
    )
    played_ = Playthrough.begin(program(old + rest), 1)
    played_.take(ADVANCE)
    changed = old.replace("here: {", "hall: {was: here, ").replace("archive paper", "archive sheet")
    new = campaign(changed + rest.replace("paper: {", "sheet: {was: paper, ")).replace(
        "start: here", "start: hall"
    )
    again = restored_by_state(played_, new)
    assert again.turn.state.values["archive.sheet"] is True
    assert again.take(ADVANCE).passage.id == "widow"


def test_a_chapter_that_is_gone_still_counts() -> None:
    text = """\
campaign: c
start: p
chapters:
  a: {passages: {p: {text: p, next: q}}}
  b: {passages: {q: {text: q, later: {in 1 chapter: w}, next: r}, w: {text: w}}}
  c: {passages: {r: {text: r, next: s}, s: {text: s, ending: E}}}
"""
    played_ = Playthrough.begin(Program(whole(text)), 1)
    played_.take(ADVANCE)
    again = restored_by_state(played_, text.replace("  a: {", "  a-new: {"))
    assert again.take(ADVANCE).passage.id == "w"
