"""What the shipped campaign promises its players, its writers and its bible."""

from pathlib import Path

import attrs
import pytest

from game.engine.archive import put_there
from game.engine.program import Program
from game.engine.prose import text_of
from game.engine.transcript import reading_text
from game.model.load import campaigns, load
from game.model.story import Story
from game.session.automatic import play, policy
from game.session.playthrough import Playthrough
from tools.lint import lint

ROOT = Path(__file__).resolve().parents[1]
KEEPER = ROOT / "story" / "brothers-keeper"
DECISIONS = {f"D{number:02}" for number in range(4, 13)}
EVENTS = {f"T{number}" for number in range(11, 16)}


@pytest.fixture(scope="module")
def story() -> Story:
    loaded = load(KEEPER, ROOT / "story")
    assert loaded.story is not None, [str(found) for found in loaded.diagnostics]
    return loaded.story


@pytest.fixture(scope="module")
def program(story: Story) -> Program:
    return Program(story)


@pytest.mark.parametrize("folder", campaigns(ROOT / "story"), ids=lambda folder: folder.name)
def test_lints_without_a_finding(folder: Path) -> None:
    assert lint(load(folder, ROOT / "story"), ROOT / "assets") == []


def test_act_one_has_its_size(story: Story) -> None:
    passages = story.passages.values()
    assert len(passages) >= 20
    assert sum(len(passage.choices) for passage in passages) >= 30
    assert sum(passage.newspaper is not None for passage in passages) >= 2


def test_every_decision_and_event_of_the_bible_is_told(story: Story) -> None:
    told = {mark for passage in story.passages.values() for mark in passage.covers}
    told |= {mark for chapter in story.chapters.values() for mark in chapter.covers}
    assert told >= DECISIONS | EVENTS


def test_plays_by_least_used_choices_show_every_passage_and_take_every_choice(
    program: Program,
) -> None:
    used: dict[str, int] = {}
    seen: set[str] = set()
    for seed in range(400):
        played = Playthrough.begin(program, seed)
        pick = policy("least-used", seed)
        assert play(played, pick, lambda turn, _: seen.add(turn.passage.id), used)
        seen.update(turn.passage.id for turn in put_there(played.turn))
    every = {f"{p.id}/{c.id}" for p in program.story.passages.values() for c in p.choices}
    silent = {p.id for p in program.story.passages.values() if p.silent}
    assert set(program.story.passages) - silent - seen == set()
    assert every - set(used) == set()


def test_headlines_have_at_most_eight_words(story: Story, program: Program) -> None:
    state = Playthrough.begin(program, 1).turn.state
    headlines = [
        text_of(program.renderer.runs(case.value, state))
        for passage in story.passages.values()
        if passage.newspaper
        for case in passage.newspaper.headline
    ]
    assert len(headlines) >= 6
    assert [line for line in headlines if len(line.split()) > 8] == []


def test_no_markup_is_left_in_what_is_read(program: Program) -> None:
    for seed in range(30):
        played = Playthrough.begin(program, seed)
        play(played, policy("uniform", seed), lambda turn, _: None)
        for turn in played.turns:
            text = "\n".join(reading_text(turn))
            assert not set("{}|\\") & set(text), text


def test_every_turn_has_a_way_on(program: Program) -> None:
    for seed in range(30):
        played = Playthrough.begin(program, seed)
        play(played, policy("uniform", seed), lambda turn, _: None)
        assert not any(turn.stuck for turn in played.turns)
        assert played.turn.over


def test_paranoia_changes_what_is_read_in_eight_passages_at_least(
    story: Story, program: Program
) -> None:
    from game.engine import machine

    differing = 0
    for id_ in story.passages:
        turn = machine.arrive(program, 1, id_)
        texts = set()
        for value in (10, 40, 60, 90):
            values = {**turn.state.values, "paranoia": value}
            state = attrs.evolve(turn.state, values=values)
            texts.add("\n".join(reading_text(machine.resume(program, state))))
        differing += len(texts) > 1
    assert differing >= 8
