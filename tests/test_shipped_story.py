"""What the shipped campaign promises its players, its writers and its bible."""

from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from game.engine.archive import put_there
from game.engine.program import Program
from game.engine.prose import text_of
from game.engine.state import Turn
from game.engine.transcript import reading_text
from game.model.load import campaigns, load
from game.model.story import Story
from game.session.automatic import play, policy
from game.session.playthrough import Playthrough
from tools import coverage_table
from tools.lint import lint

ROOT = Path(__file__).resolve().parents[1]
KEEPER = ROOT / "story" / "brothers-keeper"
WORDS_A_MINUTE = 250
"""What a grown-up reads of fiction."""


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


def test_all_of_the_plan_is_told_and_nothing_beside_it(story: Story) -> None:
    plan = {mark for ids in coverage_table.PLAN.values() for mark in ids}
    assert len(plan) == 45 + 48 + 17 + 14
    assert set(coverage_table.tellers(story)) == plan
    assert {mark for chapter in story.chapters.values() for mark in chapter.covers} <= plan


def test_the_table_of_what_is_told_is_up_to_date(story: Story) -> None:
    table, _, _ = coverage_table.FILE.read_text("utf-8").partition(coverage_table.BALANCE)
    assert table == f"{coverage_table.coverage(story)}\n", "run python -m tools.coverage_table"
    assert "| E14 | `press-m` * |" in table
    assert table.count("` *") == 1


def test_the_balance_has_all_endings_and_policies(story: Story) -> None:
    _, _, balance = coverage_table.FILE.read_text("utf-8").partition(coverage_table.BALANCE)
    rows = [line.strip("| ").split(" | ") for line in balance.split("\n") if line.startswith("| ")]
    assert rows[0] == ["ending", *coverage_table.POLICIES]
    assert len(rows) == 1 + len(story.endings) + 1
    for column in range(1, len(rows[0])):
        assert sum(float(row[column]) for row in rows[1:]) == pytest.approx(100, abs=1)
        assert float(rows[-1][column]) == 0, "games without an ending"


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


def test_paranoia_changes_what_is_read_in_sixty_passages_at_least(program: Program) -> None:
    from game.engine import machine

    differing: set[str] = set()
    for turn in _turns(program, 40):
        if turn.passage.id in differing:
            continue
        texts = set()
        for value in (10, 40, 60, 90):
            state = attrs.evolve(turn.state, values={**turn.state.values, "paranoia": value})
            texts.add("\n".join(reading_text(machine.resume(program, state))))
        if len(texts) > 1:
            differing.add(turn.passage.id)
    assert len(differing) >= 60


@pytest.mark.parametrize("number", ["paranoia", "purges", "popularity"])
def test_each_end_of_a_number_has_three_crises_of_its_own(number: str, program: Program) -> None:
    turn = next(turn for turn in _turns(program, 1) if turn.passage.id == "the-map-table")

    def crises(value: int) -> set[str]:
        level = {"paranoia": 50, "purges": 50, "popularity": 50} | {number: value}
        state = attrs.evolve(turn.state, values={**turn.state.values, **level})
        return {
            id_
            for id_, passage in program.story.passages.items()
            if passage.card is not None
            and passage.card.deck == "crises"
            and passage.card.condition is not None
            and program.renderer.holds(passage.card.condition, state)
        }

    assert len(crises(10) - crises(50)) >= 3
    assert len(crises(90) - crises(50)) >= 3


def test_a_game_is_read_in_25_to_60_minutes(program: Program) -> None:
    words: list[int] = []
    for seed in range(60):
        played = Playthrough.begin(program, seed)
        play(played, policy("uniform", seed), lambda turn, _: None)
        words.append(sum(len(text.split()) for turn in played.turns for text in reading_text(turn)))
    assert 25 <= sum(words) / len(words) / WORDS_A_MINUTE <= 60


def test_dates_never_run_backwards(program: Program) -> None:
    wrong: set[tuple[str, str, str, str]] = set()
    last: Turn | None = None
    for turn in _turns(program, 60):
        if _looks_back(turn) or not turn.date:
            continue
        if turn.passage.id == program.story.start:
            last = None
        if last is not None and turn.date[: len(last.date)] < last.date[: len(turn.date)]:
            wrong.add((last.passage.id, last.date, turn.passage.id, turn.date))
        last = turn
    assert wrong == set()


def _turns(program: Program, games: int) -> Iterator[Turn]:
    """The turns of so many games that take what was taken least."""
    used: dict[str, int] = {}
    for seed in range(games):
        played = Playthrough.begin(program, seed)
        play(played, policy("least-used", seed), lambda turn, _: None, used)
        yield from played.turns


def _looks_back(turn: Turn) -> bool:
    """Whether it is a page of a book, which is dated by the book."""
    return turn.sheet is not None and turn.sheet.kind == "historian"
