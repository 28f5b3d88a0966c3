"""Short games to what is wrong with a story: written, read, played again, told in words."""

import json
import random
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.chance import LoadedSeed
from game.engine.machine import StoryStops
from game.engine.program import Program
from game.engine.transcript import turn_text
from game.session.library import Library
from game.session.playthrough import ADVANCE, Playthrough
from game.session.road import told
from game.session.saves import AUTOSAVE, SaveProblem, decode, encode, restore, snapshot
from game.session.witness import (
    FORMAT,
    About,
    Roll,
    Witness,
    WitnessProblem,
    read_witness,
    replay,
    write_witness,
)
from game.session.witness import decode as decode_witness
from game.session.witness import encode as encode_witness
from tests.small import campaign, program

ABOUT = About("dead-end", 'passage "cell" leads nowhere', "small/one.yaml:4:1")
PASSAGES = """
    here:
      text: "A door. {shuffle: Oak. | Ash. | Elm.}"
      choices:
        - {text: Knock., id: knock, do: grain + 0 to 5, goto: [{3 in 10: cell}, {otherwise: yard}]}
        - {text: Wait., id: wait, do: grain = 0 to 9, goto: yard}
        - {text: Draw., id: pull, draw: odd, goto: here}
        - {text: Fall., id: fall, goto: [{if promised: here}]}
    yard: {text: Snow., next: path}
    path: {text: A path., next: here}
    cell: {text: A cell with a window so high that nobody has ever seen what is to be seen there.}
    cat: {card: {deck: odd, weight: 3, once: no}, text: A cat.}
    dog: {card: {deck: odd, once: no}, text: A dog.}
"""


@pytest.fixture(scope="module")
def small() -> Program:
    return program(PASSAGES)


def witness_of(small: Program, *picks: str, rolls: dict[tuple[int, str], int]) -> Witness:
    given_ = tuple(Roll(turn, place, value) for (turn, place), value in rolls.items())
    return Witness("small", small.story.hash, 1, picks, given_, ABOUT)


def walked(small: Program, chance: random.Random, turns: int) -> Playthrough:
    """A random walk whose dice are loaded at random too."""
    places = ("here/0/next", "here/knock/0", "here/wait/0", "here/pull/draw")
    given_ = {
        (turn, place): chance.randrange(12)
        for turn in range(turns + 1)
        for place in places
        if chance.random() < 0.5
    }
    played = Playthrough.begin(small, LoadedSeed(chance.randrange(100), given_))
    for _ in range(turns):
        picks: list[str] = [each.id for each in played.turn.offers if each.open]
        if not picks and not played.turn.can_advance:
            break
        try:
            played.take(chance.choice(picks) if picks else ADVANCE)
        except StoryStops:
            continue
    return played


@given(st.integers(0, 10**6), st.integers(0, 14))
@settings(max_examples=150, deadline=None)
def test_any_walk_comes_out_the_same_by_way_of_a_file(seed: int, turns: int) -> None:
    small = program(PASSAGES)
    played = walked(small, random.Random(seed), turns)
    witness = decode_witness(encode_witness(Witness.of(played, ABOUT)))
    again = replay(witness, small)
    assert again.playthrough.turns == played.turns
    assert list(map(turn_text, again.playthrough.turns)) == list(map(turn_text, played.turns))
    assert again.playthrough.picks == played.picks
    assert not again.stop and not again.changed
    assert told(again)


@given(st.integers(0, 10**6), st.integers(1, 12), st.integers(0, 4))
@settings(max_examples=100, deadline=None)
def test_a_game_with_loaded_dice_keeps_them_in_its_save_and_after_undo(
    seed: int, turns: int, back: int
) -> None:
    small = program(PASSAGES)
    played = walked(small, random.Random(seed), turns)
    save = snapshot(played, "1921-02-24")
    assert decode(encode(save)) == save
    again = restore(decode(encode(save)), small)
    assert again.notes == ()
    assert again.playthrough.turns == played.turns
    picks = played.picks[len(played.picks) - min(back, len(played.picks)) :]
    again.playthrough.undo(back)
    for pick in picks:
        again.playthrough.take(pick)
    assert again.playthrough.turn == played.turn


def test_the_dice_decide_where_a_replay_comes_to(small: Program) -> None:
    for value in range(10):
        witness = witness_of(small, "knock", rolls={(1, "here/0/next"): value})
        place = replay(witness, small).playthrough.turn.passage.id
        assert place == ("cell" if value < 3 else "yard")


def test_a_die_that_has_no_such_side_falls_as_the_seed_has_it(small: Program) -> None:
    witness = witness_of(small, "wait", rolls={(1, "here/wait/0"): 99})
    own = attrs.evolve(witness, rolls=())
    assert replay(witness, small).playthrough.turns == replay(own, small).playthrough.turns


# In words


def test_a_replay_is_told_as_numbered_choices(small: Program) -> None:
    rolls = {(1, "here/wait/0"): 4, (4, "here/0/next"): 1, (4, "here/knock/0"): 2}
    again = replay(witness_of(small, "wait", ">", ">", "knock", rolls=rolls), small)
    assert told(again) == (
        "1. here: Wait. Go on 2 times.",
        "   The dice fall: grain = 4.",
        "2. here: Knock.",
        '   The dice fall: 3 in 10 holds, in "here".',
        "   The dice fall: grain +2.",
        "Then: cell: A cell with a window so high that nobody has ever seen what…",
    )
    assert again.said() == ('small/one.yaml:4:1: passage "cell" leads nowhere [dead-end].')


def test_a_card_drawn_and_a_chance_missed_are_told(small: Program) -> None:
    rolls = {(1, "here/pull/draw"): 3, (3, "here/0/next"): 9}
    again = replay(witness_of(small, "pull", ">", "knock", rolls=rolls), small)
    assert told(again)[:4] == (
        "1. here: Draw. Go on once.",
        '   The dice fall: the card "dog" is drawn.',
        "2. here: Knock.",
        '   The dice fall: no chance holds, in "here".',
    )


def test_a_choice_that_stops_the_story_is_told_and_not_taken(small: Program) -> None:
    again = replay(witness_of(small, "wait", ">", ">", "fall", rolls={}), small)
    assert again.playthrough.turn.passage.id == "here"
    assert again.playthrough.picks == ["wait", ">", ">"]
    assert 'no way on from the choice "fall"' in again.stop
    assert told(again)[-2] == "2. here: Fall."
    assert "stops the story" in again.said()


# A story that has changed


def test_a_story_that_has_changed_but_fits_is_replayed_and_said_to_have(small: Program) -> None:
    witness = attrs.evolve(witness_of(small, "wait", ">", rolls={}), hash="other")
    again = replay(witness, small)
    assert again.changed
    assert again.said().endswith("The story has changed since this was found.")


@pytest.mark.parametrize(
    ("picks", "said"),
    [
        (("wait", "knock"), 'At step 2 the choice "knock" is not open in "yard".'),
        (("nonsense",), 'At step 1 the choice "nonsense" is not open in "here".'),
        (("wait", ">", ">", ">"), 'At step 4 "here" does not go on by itself.'),
        (("fall", "wait"), 'At step 1, in "here", the story stops'),
    ],
)
@pytest.mark.parametrize("changed", [True, False])
def test_a_step_that_no_longer_fits_is_named(
    small: Program, picks: tuple[str, ...], said: str, changed: bool
) -> None:
    witness = witness_of(small, *picks, rolls={})
    with pytest.raises(WitnessProblem) as raised:
        replay(attrs.evolve(witness, hash="other") if changed else witness, small)
    assert str(raised.value).startswith(said)
    if "stops" not in said:
        assert ("has changed" in str(raised.value)) == changed
        assert ("changed by hand" in str(raised.value)) != changed


def test_a_choice_that_was_renamed_is_still_taken() -> None:
    renamed = program(PASSAGES.replace("id: wait", "id: stay, was: [wait]"))
    witness = Witness("small", "old", 1, ("wait", ">"), (), ABOUT)
    assert replay(witness, renamed).playthrough.picks == ["stay", ">"]


def test_another_campaign_is_refused(small: Program) -> None:
    witness = attrs.evolve(witness_of(small, rolls={}), campaign="large")
    with pytest.raises(WitnessProblem, match="another campaign"):
        replay(witness, small)


# The file


def test_a_witness_read_again_is_the_witness(small: Program, tmp_path: Path) -> None:
    witness = witness_of(small, "wait", ">", rolls={(1, "here/wait/0"): 4})
    path = tmp_path / "deep" / "found.json"
    write_witness(path, witness)
    assert read_witness(path) == witness
    assert [each.name for each in path.parent.iterdir()] == ["found.json"]


def test_a_file_cut_short_anywhere_is_told(small: Program, tmp_path: Path) -> None:
    data = encode_witness(witness_of(small, "wait", rolls={(1, "here/wait/0"): 4})).encode()
    path = tmp_path / "found.json"
    for at in range(len(data) - 2):
        path.write_bytes(data[:at])
        with pytest.raises(WitnessProblem, match="cut short"):
            read_witness(path)


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 99, b"\xff\xfe", b"null", b"[]", b"{}", b"[" * 100_000, b"1" * 5000],
    ids=["empty", "nuls", "utf-16", "null", "list", "mapping", "deep", "digits"],
)
def test_a_file_that_is_no_witness_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "found.json"
    path.write_bytes(data)
    with pytest.raises(WitnessProblem, match=r"cut short|no replay"):
        read_witness(path)


def test_a_saved_game_is_not_taken_for_a_witness(small: Program) -> None:
    save = encode(snapshot(Playthrough.begin(small, 1), ""))
    with pytest.raises(WitnessProblem, match="no replay"):
        decode_witness(save)
    with pytest.raises(SaveProblem):
        decode(encode_witness(witness_of(small, rolls={})))


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "1"},
        {"format": True},
        {"format": 0},
        {"campaign": 5},
        {"seed": "1"},
        {"seed": 1.5},
        {"seed": True},
        {"picks": "wait"},
        {"picks": [1]},
        {"rolls": {}},
        {"rolls": [1]},
        {"rolls": [{"turn": 1, "place": "x"}]},
        {"rolls": [{"turn": -1, "place": "x", "value": 1}]},
        {"rolls": [{"turn": 1, "place": "x", "value": -1}]},
        {"rolls": [{"turn": 1, "place": 2, "value": 1}]},
        {"about": "dead-end"},
        {"about": {"rule": "x"}},
        {"hash": "\ud800"},
    ],
    ids=str,
)
def test_a_witness_with_a_value_of_the_wrong_kind_is_told(
    small: Program, changes: dict[str, Any]
) -> None:
    data = json.loads(encode_witness(witness_of(small, rolls={}))) | changes
    with pytest.raises(WitnessProblem):
        decode_witness(json.dumps(data))


def test_a_witness_with_a_key_missing_is_told(small: Program) -> None:
    entire = json.loads(encode_witness(witness_of(small, rolls={})))
    for key in entire:
        data = {name: value for name, value in entire.items() if name != key}
        with pytest.raises(WitnessProblem, match=r"missing|no replay"):
            decode_witness(json.dumps(data))


def test_a_witness_of_a_newer_format_is_told_to_be_newer(small: Program) -> None:
    data = json.loads(encode_witness(witness_of(small, rolls={}))) | {"format": FORMAT + 1}
    with pytest.raises(WitnessProblem, match="newer version"):
        decode_witness(json.dumps(data))


def test_a_disk_that_will_not_and_a_file_that_is_not_there_are_told(
    small: Program, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WitnessProblem, match="cannot be written"):
        write_witness(tmp_path / "file" / "found.json", witness_of(small, rolls={}))
    with pytest.raises(WitnessProblem, match="cannot be read"):
        read_witness(tmp_path / "nothing.json")


# What is kept of it


def test_a_replay_is_kept_only_where_the_player_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "story" / "small"
    folder.mkdir(parents=True)
    (folder / "campaign.yaml").write_text(campaign(PASSAGES), "utf-8")
    library = Library.open(tmp_path / "story", tmp_path / "saves")
    story = library.program(library.entries[0])
    assert story is not None
    own = Playthrough.begin(story, 5)
    library.keep(own)
    shelf, chronicle = library.shelf("small"), library.chronicle("small")
    before = shelf.path(AUTOSAVE).read_bytes()

    witness = Witness("small", story.story.hash, 5, ("wait",), (Roll(1, "here/wait/0", 4),), ABOUT)
    played = replay(witness, story).playthrough
    library.keep(played)
    assert shelf.path(AUTOSAVE).read_bytes() == before
    library.keep(played, "01")
    assert len(chronicle.runs) == 1 and next(iter(chronicle.runs.values())).size == 1

    save = shelf.slot("01").save
    assert save is not None
    restored = restore(save, story)
    assert restored.notes == ()
    assert restored.playthrough.turns == played.turns
    assert restored.playthrough.turn.value("grain") == 4
    restored.playthrough.take(ADVANCE)
    library.keep(restored.playthrough)  # from a slot it is a game like any other,
    assert shelf.path(AUTOSAVE).read_bytes() != before
    assert len(chronicle.runs) == 1  # but nobody came by it


@pytest.mark.parametrize(
    "rolls", [5, {}, [1], [[1, "x"]], [["1", "x", 1]], [[1, "x", -1]], [[-1, "x", 1]], [[1, 1, 1]]]
)
def test_a_save_whose_dice_are_damaged_is_told(small: Program, rolls: Any) -> None:
    witness = witness_of(small, "wait", rolls={(1, "here/wait/0"): 4})
    data = json.loads(encode(snapshot(replay(witness, small).playthrough, "")))
    assert data["rolls"] == [[1, "here/wait/0", 4]]
    data["rolls"] = rolls
    with pytest.raises(SaveProblem, match="damaged"):
        decode(json.dumps(data))


def test_a_save_without_given_dice_is_written_as_ever(small: Program) -> None:
    assert "rolls" not in json.loads(encode(snapshot(Playthrough.begin(small, 1), "")))
