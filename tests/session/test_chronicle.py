"""The chronicle: what was seen in all runs, whatever becomes of the files and of the story."""

import errno
import json
import random
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine.program import Program
from game.engine.transcript import turn_text
from game.model.story import PassageId
from game.session.chronicle import At, Chronicle
from game.session.library import Library
from game.session.playthrough import ADVANCE, Playthrough
from game.session.saves import SaveProblem, restore, snapshot
from tests.engine.any_story import stories
from tests.small import DECLARATIONS, campaign, program, whole

WHEN = "1921-02-24T12:00:00.000+00:00"
LATER = "1921-02-25T12:00:00.000+00:00"

PASSAGES = """
    here:
      text: "{grain}"
      choices:
        - {text: Go., id: go, do: grain +2, goto: there}
        - {text: Sulk., id: sulk, goto: corner}
        - {text: Fly., id: fly, if: grain >= 15, locked: No wings., goto: sky}
    there: {text: "JOE: There.", choices: [{text: Back., id: back, goto: here}], }
    corner: {newspaper: pravda, headline: A corner, lead: Told., next: out}
    sky: {text: Blue., next: out}
    out: {text: Over., ending: Out}
"""


def played(picks: list[str], seed: int = 1, passages: str = PASSAGES) -> Playthrough:
    return Playthrough.replay(program(passages), seed, picks)


@pytest.fixture
def chronicle(tmp_path: Path) -> Chronicle:
    return Chronicle.read(tmp_path / "chronicle")


def again(chronicle: Chronicle) -> Chronicle:
    """The chronicle as the next start of the game reads it."""
    return Chronicle.read(chronicle.folder)


def recorded(chronicle: Chronicle, picks: list[str], seed: int = 1) -> Playthrough:
    """A game recorded after every page."""
    game = played([], seed)
    chronicle.record(game, WHEN)
    for pick in picks:
        game.take(pick)
        chronicle.record(game, WHEN)
    return game


def test_it_holds_pages_choices_papers_people_and_endings(chronicle: Chronicle) -> None:
    game = recorded(chronicle, ["go", "back", "sulk", ADVANCE])
    story = game.program.story
    for kept in (chronicle, again(chronicle)):
        index = kept.index(story)
        counts = {id_: visit.count for id_, visit in index.visits.items()}
        assert counts == {"here": 2, "there": 1, "corner": 1, "out": 1}
        assert index.taken == {"here/go": 1, "there/back": 1, "here/sulk": 1}
        assert index.refused == set()
        assert index.shut == {"here/fly"}
        assert index.walked[PassageId("here"), PassageId("there")] == 1
        assert [(e.passage, e.number, e.when) for e in kept.endings(story)] == [("out", 1, WHEN)]
        assert [paper.passage for paper in kept.papers(story)] == ["corner"]
        assert [met.character for met in kept.people(story)] == ["joe"]


def test_what_was_open_and_never_taken_was_refused(chronicle: Chronicle) -> None:
    game = recorded(chronicle, ["go"])
    assert chronicle.index(game.program.story).refused == {"here/sulk", "there/back"}


def test_undone_branches_stay_and_count_once(chronicle: Chronicle) -> None:
    game = recorded(chronicle, ["go", "back"])
    game.undo(2)
    chronicle.record(game, WHEN)
    game.take("sulk")
    chronicle.record(game, WHEN)
    game.undo()
    game.take("go")  # the same road a second time is the same road
    chronicle.record(game, WHEN)
    for kept in (chronicle, again(chronicle)):
        (run,) = kept.runs.values()
        assert run.pages == ["here", "there", "here", "corner"]
        assert run.road == [(0, "go"), (1, "back"), (0, "sulk")]
        assert kept.index(game.program.story).visits[PassageId("there")].count == 1
    chronicle.record(Playthrough.replay(game.program, 1, ["sulk", ADVANCE]), WHEN)
    assert list(chronicle.runs) == [run.name]


def test_every_run_is_a_file_of_its_own(chronicle: Chronicle) -> None:
    for seed in (1, 2, 1, -3, 2**40):
        recorded(chronicle, ["sulk"], seed)
    assert len(again(chronicle).runs) == 4
    assert len(list(chronicle.folder.glob("*.json"))) == 4


def test_two_windows_on_one_run_lose_nothing_of_it(chronicle: Chronicle) -> None:
    game = recorded(chronicle, [])
    other = recorded(again(chronicle), ["sulk", ADVANCE])
    for pick in ("go", "back"):
        game.take(pick)
        chronicle.record(game, LATER)
    story = other.program.story
    for kept in (chronicle, again(chronicle)):
        (run,) = kept.runs.values()
        assert sorted(run.pages) == ["corner", "here", "here", "out", "there"]
        assert kept.index(story).taken == {"here/go": 1, "here/sulk": 1, "there/back": 1}
        assert [(each.passage, each.when) for each in kept.endings(story)] == [("out", WHEN)]
        for node in range(run.size):
            turn = kept.turn(other.program, At(run.name, node))
            assert turn is not None
            assert turn.passage.id == run.pages[node]


def test_a_run_that_another_window_began_is_no_second_run(chronicle: Chronicle) -> None:
    other = again(chronicle)
    recorded(chronicle, ["go"])
    game = recorded(other, ["sulk"])
    (run,) = again(chronicle).runs.values()
    assert sorted(run.pages) == ["corner", "here", "there"]
    assert again(chronicle).index(game.program.story).visits[PassageId("here")].count == 1


def test_an_ending_was_come_to_when_it_was_first(chronicle: Chronicle) -> None:
    first = recorded(chronicle, ["sulk", ADVANCE])
    second = played(["sulk", ADVANCE], 2)
    chronicle.record(second, LATER)
    first.undo(2)
    first.take("go")
    chronicle.record(first, LATER + "0")
    (ending,) = chronicle.endings(first.program.story)
    assert (ending.number, ending.when) == (1, WHEN)


def test_a_road_that_stopped_stops_no_other(chronicle: Chronicle) -> None:
    there = '{text: "JOE: There.", choices: ['
    passages = PASSAGES.replace(there, there + "{text: Sink., id: sulk, goto: corner}, ")
    game = played(["go", "sulk"], 1, passages)
    chronicle.record(game, WHEN)
    game.undo()
    for pick in ("back", "sulk"):
        game.take(pick)
        chronicle.record(game, WHEN)
    (run,) = chronicle.runs.values()
    changed = program(PASSAGES)  # nobody sinks there any more
    ways = [chronicle.turn(changed, At(run.name, node)) for node in range(run.size)]
    seen = ["" if turn is None else turn.passage.id for turn in ways]
    assert seen == ["here", "there", "", "here", "corner"]


def test_nothing_is_written_where_nothing_is_new(
    chronicle: Chronicle, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = recorded(chronicle, ["go"])

    def forbidden(*_: object) -> None:
        raise AssertionError("written")

    monkeypatch.setattr("game.session.chronicle.write_atomically", forbidden)
    game.undo()
    chronicle.record(game, LATER)
    again(chronicle).record(game, LATER)


def test_a_page_is_shown_again_exactly_as_it_was_read(chronicle: Chronicle) -> None:
    game = recorded(chronicle, ["go", "back", "go", "back", "sulk"])
    kept = again(chronicle)
    (run,) = kept.runs.values()
    for node, turn in enumerate(game.turns):
        shown = kept.turn(game.program, At(run.name, node))
        assert shown == turn
        assert shown is not None
        assert turn_text(shown) == turn_text(turn)


def test_the_latest_visit_is_gone_back_to(chronicle: Chronicle) -> None:
    game = recorded(chronicle, ["go", "back", "sulk"])
    found = chronicle.playthrough_at(game.program, game.turns[2].passage.id)
    assert found is not None
    assert (found.playthrough.picks, found.note) == (["go", "back"], "")
    assert found.playthrough.turn.state == game.turns[2].state
    found.playthrough.take("go")
    other = chronicle.playthrough_at(game.program, game.turns[2].passage.id)
    assert other is not None
    assert other.playthrough.picks == ["go", "back"], "a game handed out is nobody else's"


def test_a_passage_never_seen_cannot_be_gone_to(chronicle: Chronicle) -> None:
    game = recorded(chronicle, ["go"])
    story = game.program.story
    assert chronicle.playthrough_at(game.program, story.endings[0]) is None


# Stories that change


def test_what_was_renamed_is_known_by_its_new_id(chronicle: Chronicle) -> None:
    recorded(chronicle, ["go", "back", "sulk"])
    renamed = PASSAGES.replace("    there: {", "    yonder: {was: there, ").replace(
        "goto: there", "goto: yonder"
    )
    renamed = renamed.replace("id: sulk,", "id: brood, was: sulk,")
    now = Program(whole(campaign(renamed)))
    kept = again(chronicle)
    index = kept.index(now.story)
    assert "yonder" in index.visits
    assert index.taken == {"here/go": 1, "yonder/back": 1, "here/brood": 1}
    found = kept.playthrough_at(now, PassageId("corner"))
    assert found is not None
    assert found.playthrough.picks == ["go", "back", "brood"]
    found.playthrough.take(ADVANCE)
    kept.record(found.playthrough, LATER)
    (run,) = again(kept).runs.values()
    assert run.pages == ["here", "there", "here", "corner", "out"]


def test_what_is_gone_is_left_out_and_the_rest_is_kept(chronicle: Chronicle) -> None:
    recorded(chronicle, ["go", "back", "sulk", ADVANCE])
    without = PASSAGES.replace("Go., id: go, do: grain +2, goto: there", "Go., id: gone, goto: sky")
    now = Program(whole(campaign(without.replace("    there:", "    elsewhere:"))))
    kept = again(chronicle)
    index = kept.index(now.story)
    assert set(index.visits) == {"here", "corner", "out"}
    assert index.taken == {"here/sulk": 1}
    assert [each.passage for each in index.endings] == ["out"]
    found = kept.playthrough_at(now, index.endings[0].passage)
    assert found is not None
    assert found.playthrough.picks == []
    assert "as far as that road still goes" in found.note
    assert kept.turn(now, index.endings[0].at) is None


def test_a_game_resumed_from_its_state_alone_is_a_run_too(chronicle: Chronicle) -> None:
    game = played(["go", "back"])
    save = attrs.evolve(snapshot(game, WHEN), complete=False)
    resumed = restore(save, game.program).playthrough
    chronicle.record(resumed, WHEN)
    resumed.take("sulk")
    chronicle.record(resumed, WHEN)
    kept = again(chronicle)
    (run,) = kept.runs.values()
    assert run.pages == ["here", "corner"]
    found = kept.playthrough_at(game.program, resumed.turn.passage.id)
    assert found is not None
    assert found.playthrough.turn.state == resumed.turn.state
    kept.record(restore(save, game.program).playthrough, LATER)
    assert len(kept.runs) == 1


# Damage


def damage(chronicle: Chronicle, text: str | bytes) -> tuple[Chronicle, Path]:
    (path,) = chronicle.folder.glob("*.json")
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return again(chronicle), path


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"format": 0}',
        '{"format": true}',
        '{"format": 1}',
        "[" * 100_000,
        b"\xff\xfe",
        '{"format": 1, "road": ["go"], "pages": ["here"]}',
    ],
)
def test_a_damaged_file_is_set_aside_and_told_of(chronicle: Chronicle, text: str | bytes) -> None:
    recorded(chronicle, ["go"])
    kept, path = damage(chronicle, text)
    aside = path.with_name(f"{path.name}.damaged")
    assert (kept.runs, path.exists(), aside.exists()) == ({}, False, True)
    assert len(kept.problems) == 1
    assert aside.name in kept.problems[0]
    recorded(kept, ["sulk"])
    assert again(kept).problems == ()
    assert len(again(kept).runs) == 1


def test_one_damaged_run_costs_no_other(chronicle: Chronicle) -> None:
    recorded(chronicle, ["go"], 1)
    recorded(chronicle, ["sulk"], 2)
    first = min(chronicle.folder.glob("*.json"))
    first.write_text(first.read_text("utf-8")[:-20], "utf-8")
    assert len(again(chronicle).runs) == 1


def test_a_file_of_a_newer_version_stays_where_it_is(chronicle: Chronicle) -> None:
    recorded(chronicle, ["go"])
    kept, path = damage(chronicle, '{"format": 99}')
    assert path.read_text("utf-8") == '{"format": 99}'
    assert "newer version" in kept.problems[0]
    recorded(kept, ["go", "back"])
    assert path.read_text("utf-8") == '{"format": 99}'


@given(st.data())
def test_no_edit_of_a_file_breaks_anything(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    chronicle = Chronicle.read(tmp_path_factory.mktemp("saves"))
    game = recorded(chronicle, ["go", "back", "sulk", ADVANCE])
    (path,) = chronicle.folder.glob("*.json")
    tree = json.loads(path.read_text("utf-8"))
    key = data.draw(st.sampled_from(sorted(tree)))
    values = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-5, 5),
        st.text(max_size=3),
        st.just(["go", [7, "x"]]),
        st.just([["go"], [0, 0]]),
        st.just({"here/go": 99}),
        st.just({"here/go": 1, "nowhere/x": 2, "odd": 0}),
        st.just(["out", "x", "here", "y", "there"]),
        st.just({"1": "x", "é": "y"}),
    )
    tree[key] = data.draw(values)
    path.write_text(json.dumps(tree), "utf-8")
    kept = again(chronicle)
    assert len(kept.runs) + len(kept.problems) == 1
    story = game.program.story
    for id_, visit in kept.index(story).visits.items():
        kept.turn(game.program, visit.last)
        assert kept.playthrough_at(game.program, id_) is not None
    kept.people(story)
    recorded(kept, ["go", "back", "sulk"])
    assert len(again(kept).runs) >= 1


def test_a_full_disk_loses_no_page(chronicle: Chronicle, monkeypatch: pytest.MonkeyPatch) -> None:
    game = recorded(chronicle, ["go"])

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("game.session.chronicle.write_atomically", full)
    game.take("back")
    with pytest.raises(SaveProblem, match="No space left"):
        chronicle.record(game, WHEN)
    monkeypatch.undo()
    game.take("sulk")
    chronicle.record(game, WHEN)
    (run,) = again(chronicle).runs.values()
    assert run.pages == ["here", "there", "here", "corner"]


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert Chronicle.read(tmp_path / "file").problems == ()
    with pytest.raises(SaveProblem, match="could not be written"):
        Chronicle.read(tmp_path / "file").record(played([]), WHEN)


# The library


def test_keeping_a_game_records_it(tmp_path: Path) -> None:
    library = Library(tmp_path, tmp_path / "saves", ())
    game = played(["go"])
    library.keep(game)
    assert not library.chronicle("small").empty
    assert library.shelf("small").slot("auto").save is not None
    assert Library(tmp_path, tmp_path / "saves", ()).chronicle("small").index(
        game.program.story
    ).visits.keys() == {"here", "there"}


@given(stories(), st.integers(0, 2**31))
def test_any_walk_is_brought_back_from_any_of_its_pages(
    tmp_path_factory: pytest.TempPathFactory, text: str, seed: int
) -> None:
    game = Playthrough.begin(Program(whole(text)), seed)
    chronicle = Chronicle.read(tmp_path_factory.mktemp("saves"))
    chance = random.Random(seed)
    latest = {game.turn.passage.id: game.turn.state}
    chronicle.record(game, WHEN)
    for _ in range(20):
        open_ids: list[str] = [offer.id for offer in game.turn.offers if offer.open]
        if not (open_ids or game.turn.can_advance):
            break
        game.take(chance.choice(open_ids) if open_ids else ADVANCE)
        latest[game.turn.passage.id] = game.turn.state
        chronicle.record(game, WHEN)
    kept = again(chronicle)
    for id_, state in latest.items():
        found = kept.playthrough_at(game.program, id_)
        assert found is not None
        assert found.note == ""
        assert found.playthrough.turn.state == state


DEEDS = "achievements:\n  baker: You fed a city.\n"


def rewarded(chronicle: Chronicle) -> Playthrough:
    passages = PASSAGES.replace("do: grain +2", "do: [grain +2, award baker]")
    game = Playthrough.begin(Program(whole(campaign(passages, DECLARATIONS + DEEDS))), 1)
    chronicle.record(game, WHEN)
    game.take("go")
    chronicle.record(game, WHEN)
    return game


def test_what_was_achieved_is_kept_where_it_first_was(chronicle: Chronicle) -> None:
    game = rewarded(chronicle)
    game.take("back")
    chronicle.record(game, WHEN)
    game.undo(2)
    chronicle.record(game, WHEN)
    (run,) = again(chronicle).runs
    assert again(chronicle).index(game.program.story).deeds == {"baker": At(run, 1)}


def test_a_run_from_before_deeds_were_kept_is_read(chronicle: Chronicle) -> None:
    game = rewarded(chronicle)
    (path,) = chronicle.folder.iterdir()
    data = json.loads(path.read_text("utf-8"))
    del data["deeds"]
    path.write_text(json.dumps(data), "utf-8")
    read = again(chronicle)
    assert not read.problems
    assert read.index(game.program.story).deeds == {}


@pytest.mark.parametrize("deeds", [[], {"baker": 7}, {"baker": "one"}, {"baker": -1}, None])
def test_damaged_deeds_set_the_run_aside(chronicle: Chronicle, deeds: object) -> None:
    rewarded(chronicle)
    (path,) = chronicle.folder.iterdir()
    data = {**json.loads(path.read_text("utf-8")), "deeds": deeds}
    path.write_text(json.dumps(data), "utf-8")
    read = again(chronicle)
    assert read.empty
    assert len(read.problems) == 1
