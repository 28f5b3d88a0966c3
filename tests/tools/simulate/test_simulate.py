"""The simulator: the same figures for the same seeds, and figures that are right."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.machine import advance, choose, start
from game.engine.program import Program
from game.engine.walk import StoryStops
from game.model.load import campaigns, load
from game.model.story import Story
from tests.bench.generated import generated
from tests.engine.any_story import wild_stories
from tests.small import campaign, whole
from tests.tools.test_commands import undone
from tools.flat.jit import JITTED
from tools.simulate import play
from tools.simulate.play import ROW, Tally
from tools.simulate.policy import PolicyName, goal, weights
from tools.simulate.report import Report, report
from tools.simulate.runs import BATCH, Simulation, picks_of, play_all, play_share, prepared
from tools.simulate.script import Wish, wishes
from tools.simulate.text import as_json, as_text, never

ROOT = Path(__file__).parents[3]

FORK = """
here:
  text: "Here.\\n\\n{if promised} You promised.\\n\\n{if insulted} Never read."
  choices:
    - {text: Left., id: left, do: paranoia +1, goto: fork}
    - {text: Right., id: right, do: paranoia +1, goto: fork}
    - {text: Kept., id: kept, if: insulted, goto: fork}
fork:
  text: A fork.
  choices:
    - {text: Bread., id: bread, do: paranoia -20, goto: fed}
    - {text: Lead., id: lead, do: paranoia +20, goto: shot}
fed: {text: You are fed., ending: Fed}
shot: {text: You are shot., ending: Shot}
lost: {text: Nobody comes here., ending: Lost}
"""

TRAP = """
here:
  text: Here.
  choices:
    - {text: Left., id: left, goto: cell}
    - {text: Right., id: right, goto: out}
    - {text: Round., id: round, goto: round}
cell:
  text: A cell.
  choices:
    - {text: Bribe., id: bribe, if: insulted, goto: out}
round: {text: Round., next: round}
out: {text: Out., ending: Out}
"""


def story(passages: str) -> Story:
    return whole(campaign(passages))


@pytest.fixture(scope="module")
def shipped() -> Story:
    folder = campaigns(ROOT / "story")[0]
    loaded = load(folder, ROOT / "story")
    assert loaded.story is not None
    return loaded.story


def simulated(
    of: Story, policy: PolicyName = "uniform", runs: int = 3000, jobs: int = 1, seed: int = 1
) -> tuple[Report, Tally]:
    simulation = prepared(of, policy, runs, seed)
    tally = play_all(simulation, jobs)
    return report(simulation, tally), tally


def same(one: Tally, other: Tally) -> bool:
    return all(list(a) == list(b) for a, b in zip(one, other, strict=True))


def test_shares_are_those_of_the_policy() -> None:
    found, _ = simulated(story(FORK))
    fed = next(each for each in found.endings if each.id == "fed")
    assert fed.games.low < 0.5 < fed.games.high
    assert fed.games.high - fed.games.low < 0.04
    assert never(found) == {
        "endings": ["lost"],
        "passages": ["lost"],
        "choices taken": ["here/kept"],
        "choices open": ["here/kept"],
        "paragraphs read": [
            "here, line 23: {if promised} You promised.",
            "here, line 23: {if insulted} Never read.",
            "lost, line 35: Nobody comes here.",
        ],
    }
    assert found.lengths["choices"].mean == 2
    assert found.lengths["words"].lowest == 1 + 2 + 3
    (paranoia,) = (each for each in found.stats if each.stat == "paranoia")
    assert {value for value, _ in paranoia.columns} == {21, 61}


def test_a_choice_that_changes_nothing_is_told_from_one_that_does() -> None:
    found, _ = simulated(story(FORK), runs=20_000)
    verdicts = {each.key: each.verdict for each in found.compared}
    assert verdicts == {
        "here/left": "does not matter",
        "here/right": "does not matter",
        "fork/bread": "matters",
        "fork/lead": "matters",
    }
    assert "here/left" in as_text(found)
    few, _ = simulated(story(FORK), runs=80)
    assert {each.verdict for each in few.compared if each.key.startswith("here")} == {"undecided"}


DOMINATED = """
here:
  text: Here.
  choices:
    - {text: Bow., id: bow, do: "popularity +10, paranoia -10", goto: out}
    - {text: Spit., id: spit, do: "popularity -10, paranoia +10, purges -10", goto: out}
    - {text: Wait., id: wait, goto: out}
out: {text: Out., ending: Out}
"""


def test_a_choice_that_is_worse_for_every_player_is_dominated() -> None:
    declared = (
        "campaign: small\nstart: here\nstats:\n  paranoia: {start: 40}\n"
        "  popularity: {start: 40}\n  purges: {start: 40}\n"
    )
    found, _ = simulated(whole(campaign(DOMINATED, declared)), runs=2000)
    assert found.alike
    by_key = {each.key: each for each in found.compared}
    # The cautious mind paranoia and purges: spitting moves one up, the other down.
    assert not by_key["here/bow"].dominated
    assert dict(by_key["here/spit"].worse)["popular"] < 0.05
    assert dict(by_key["here/bow"].worse)["popular"] > 0.05
    assert [each.key for each in found.compared if each.dominated] == [
        key for key, each in by_key.items() if all(p < 0.05 for _, p in each.worse)
    ]


@pytest.mark.parametrize("policy", ["uniform", "least-used", "popular"])
def test_any_number_of_jobs_comes_to_the_same(policy: PolicyName) -> None:
    of = whole(generated(120))
    one = play_all(prepared(of, policy, 2600, 5))
    three = play_all(prepared(of, policy, 2600, 5), jobs=3)
    assert same(one, three)
    assert not same(one, play_all(prepared(of, policy, 2600, 6)))


def test_a_dask_cluster_comes_to_the_same() -> None:
    distributed = pytest.importorskip("distributed")
    simulation = prepared(story(FORK), "uniform", 1200, 1)
    with distributed.LocalCluster(
        n_workers=1,
        threads_per_worker=2,
        processes=False,
        dashboard_address=None,
        host="127.0.0.1",
        protocol="tcp",
    ) as cluster:
        address = cluster.scheduler_address.removeprefix("tcp://")
        far = play_all(simulation, backend=f"dask://{address}")
    assert same(play_all(simulation), far)


def test_games_without_an_ending_are_told_with_seeds_that_show_them() -> None:
    of = story(TRAP)
    simulation = prepared(of, "uniform", 300, 40, longest=50)
    found = report(simulation, play_all(simulation))
    kinds = {each.kind.split(":")[0]: each for each in found.troubles}
    assert set(kinds) == {"stuck", "longer than 50 turns"}
    counts = sum(each.games.count for each in found.outcomes)
    assert counts == 300
    assert {picks[-1] for picks in kinds["stuck"].picks} == {"here/left"}
    shown = undone_on(of, "--longest", "50", "--show", str(kinds["stuck"].seeds[0]))
    assert shown.stdout == "here\n  > here/left\ncell\nSTUCK: no way on holds\n"
    assert shown.returncode == 0
    assert undone_on(of, "--longest", "50").returncode == 1


def undone_on(of: Story, *arguments: str) -> subprocess.CompletedProcess[str]:
    assert of.id == "small"
    file = ROOT / ".pytest_cache" / f"trap-{os.getpid()}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(campaign(TRAP), "utf-8")
    try:
        return undone("simulate", str(file), "--runs", "300", "--seed", "40", *arguments)
    finally:
        file.unlink()


def test_what_is_simulated_is_what_the_engine_plays(shipped: Story) -> None:
    simulation = prepared(shipped, "least-used", 700, 9)
    tally = play_all(simulation)
    program = Program(shipped)
    for number in (0, 3, 499, 500, 650):
        turn = start(program, 9 + number)
        picks = picks_of(simulation, number)
        for pick in picks:
            while not any(offer.open for offer in turn.offers):
                turn = advance(program, turn.state)
            turn = choose(program, turn.state, pick.partition("/")[2])
        while turn.can_advance:
            turn = advance(program, turn.state)
        row = [int(each) for each in tally.rows[ROW * number : ROW * (number + 1)]]
        assert turn.over
        assert shipped.endings[row[0]] == turn.passage.id
        assert row[1] == len(picks) == sum(turn.state.chosen.values())
        assert row[2] == turn.state.turn
        assert row[3] == sum(turn.state.visits.values())
        assert row[5] == len(turn.state.chapters)


@settings(max_examples=40)
@given(
    wild_stories(), st.integers(-99, 2**40), st.sampled_from(["uniform", "least-used", "popular"])
)
def test_any_story_is_simulated_as_the_engine_plays_it(
    text: str, seed: int, policy: PolicyName
) -> None:
    of = whole(text)
    simulation = prepared(of, policy, 4, seed, longest=30)
    tally = play_all(simulation)
    for number in range(4):
        row = [int(each) for each in tally.rows[ROW * number : ROW * (number + 1)]]
        assert engine_outcome(simulation, number) == (row[0], row[2])


def engine_outcome(simulation: Simulation, number: int) -> tuple[int, int]:
    """How a game comes out in the engine, by the number of that outcome, and in which turn."""
    program = Program(simulation.story)
    endings = simulation.story.endings
    picks = iter(picks_of(simulation, number))
    turn = None
    turns = 0
    try:
        turn = start(program, simulation.seed + number)
        while not turn.over:
            if turn.state.turn >= simulation.longest:
                return len(endings) + play.TOO_LONG, turn.state.turn
            if turn.stuck:
                return len(endings) + play.STUCK, turn.state.turn
            turns = turn.state.turn + 1
            if turn.can_advance:
                turn = advance(program, turn.state)
            else:
                turn = choose(program, turn.state, next(picks).partition("/")[2])
        return endings.index(turn.passage.id), turn.state.turn
    except StoryStops as stop:
        reasons = ("no way on", "goes on without end", "within scenes", "nothing called it")
        (reason,) = (n for n, each in enumerate(reasons) if each in str(stop))
        return len(endings) + play.STOPS + reason, turns


def test_the_least_used_are_used_evenly() -> None:
    of = story(FORK)
    simulation = prepared(of, "least-used", BATCH, 1)
    found = report(simulation, play_all(simulation))
    taken = {each.key: each.taken.count for each in found.choices}
    assert abs(taken["here/left"] - taken["here/right"]) <= 1
    assert abs(taken["fork/bread"] - taken["fork/lead"]) <= 1


def test_the_players_choose_as_they_are() -> None:
    declared = (
        "campaign: small\nstart: here\nstats:\n  paranoia: {start: 40}\n"
        "  popularity: {start: 40}\n  purges: {start: 40}\n"
    )
    of = whole(campaign(DOMINATED, declared))
    keys = ["bow", "spit", "wait"]

    def best(policy: PolicyName) -> str:
        weighed = weights(policy, of)
        return keys[weighed.index(max(weighed))]

    assert best("popular") == "bow"
    assert best("cautious") == "bow"
    assert goal("ruthless", of).numbers["purges"] == 1
    plain = whole(
        campaign(
            FORK.replace("paranoia", "grain"),
            "campaign: small\nstart: here\nstats: {grain: {start: 40}}\n"
            "flags: {promised: You promised., insulted: You insulted.}\n",
        )
    )
    order = ["left", "right", "kept", "bread", "lead"]
    cautious = dict(zip(order, weights("cautious", plain), strict=True))
    ruthless = dict(zip(order, weights("ruthless", plain), strict=True))
    popular = dict(zip(order, weights("popular", plain), strict=True))
    assert cautious["left"] > cautious["bread"] == cautious["lead"]
    assert ruthless["left"] < ruthless["bread"] == ruthless["lead"]
    assert popular["lead"] > popular["left"] > popular["bread"]


def test_wishes_are_followed(tmp_path: Path) -> None:
    of = story(FORK)
    file = tmp_path / "wishes.yaml"
    file.write_text("prefer:\n  - paranoia >= 60\n  - here/right\n", "utf-8")
    found, diagnostics, _ = wishes(file, of)
    assert not diagnostics
    simulation = prepared(of, "script", 200, 1, found)
    figures = report(simulation, play_all(simulation))
    taken = {each.key: each.taken.count for each in figures.choices}
    assert taken == {
        "here/left": 0, "here/right": 200, "here/kept": 0, "fork/bread": 0, "fork/lead": 200,
    }  # fmt: skip
    assert found == (Wish(condition=found[0].condition), Wish(choice="here/right"))


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("prefer: [here/rihgt]", "1:15", 'did you mean "right"'),
        ("prefer:\n  - hree/right", "2:5", 'did you mean "here"'),
        ("prefer:\n  - paranioa > 3", "2:5", 'did you mean "paranoia"'),
        ("prefer:\n  - chosen(lfet)", "2:12", 'did you mean "left"'),
        ("prefer:\n  - seen(forc)", "2:10", 'did you mean "fork"'),
        ("prefers: [a/b]", "1:1", 'unknown key "prefers"'),
        ("prefer: here/left", "1:9", "not a list"),
        ("", "1:1", "there are no wishes"),
        ("prefer: [[a]]", "1:10", "a wish is a choice or a condition"),
        ("prefer: [", "1:", "yaml-syntax"),
    ],
)
def test_wrong_wishes_are_told_with_their_place(
    text: str, place: str, message: str, tmp_path: Path
) -> None:
    file = tmp_path / "wishes.yaml"
    file.write_text(text, "utf-8")
    small = tmp_path / "small.yaml"
    small.write_text(campaign(FORK), "utf-8")
    answer = undone("simulate", str(small), "--policy", "script", "--script", str(file))
    assert answer.returncode == 2
    assert f"wishes.yaml:{place}" in answer.stderr
    assert message in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nobody"], 'there is no campaign "nobody"'),
        (["--runs", "0"], "--runs lies between"),
        (["--jobs", "0"], "--jobs lies between"),
        (["--policy", "script"], "belong together"),
        (["--script", "x.yaml"], "belong together"),
        (["--policy", "script", "--script", "x.yaml"], "cannot read this file"),
        (["--backend", "spark://x"], "a backend is written as dask://"),
        (["--json", "no/such/folder/x.json"], "there is no folder"),
        (["--show", "0"], "among the seeds played"),
        (["--longest", "0"], "--longest lies between"),
    ],
)
def test_wrong_words_are_told_with_status_two(arguments: list[str], message: str) -> None:
    answer = undone("simulate", *arguments)
    assert message in answer.stderr
    assert "Traceback" not in answer.stderr
    assert answer.returncode == 2
    assert answer.stdout == ""


def test_figures_go_to_files_and_the_page_needs_no_network(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    small = tmp_path / "small.yaml"
    small.write_text(campaign(FORK), "utf-8")
    data, page = tmp_path / "o.json", tmp_path / "o.html"
    arguments = ("simulate", str(small), "--runs", "500", "--json", str(data), "--html", str(page))
    answer = undone(*arguments)
    assert (answer.returncode, answer.stderr.replace(COMPILING, "")) == (0, "")
    figures = json.loads(data.read_text("utf-8"))
    assert figures["runs"] == 500
    assert sum(each["games"]["count"] for each in figures["endings"]) == 500
    html = page.read_text("utf-8")
    assert html.count("<svg") == 4  # the endings, and three stats
    assert "src=" not in html
    assert "@import" not in html
    assert "fork/bread" in html
    first = page.read_bytes()
    undone(*arguments)
    assert page.read_bytes() == first


COMPILING = "undone: compiling, this once; it takes half a minute\n"


def test_the_json_says_all_that_the_report_has() -> None:
    found, _ = simulated(story(FORK), runs=100)
    data = json.loads(as_json(found))
    assert data["format"] == 1
    assert len(data["choices"]) == 5
    assert {each["dominated"] for each in data["compared"]} <= {True, False}


def test_ctrl_c_ends_it_in_one_line() -> None:
    bare = {**os.environ, "PYTHONUNBUFFERED": "1"}
    running = subprocess.Popen(
        [sys.executable, "-m", "game", "simulate", "--runs", "9000000"],
        cwd=ROOT,
        env=bare,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(4)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert "Traceback" not in err
    assert err.replace(COMPILING, "") == "undone: stopped; nothing was reported\n"
    assert out == ""
    assert running.returncode == 130


PLAIN = """
import sys
sys.modules["numba"] = None
sys.path.insert(0, {root!r})
from tests.small import campaign, whole
from tests.tools.simulate.test_simulate import FORK
from tools.simulate.runs import play_all, prepared
for policy in ("uniform", "least-used", "popular"):
    tally = play_all(prepared(whole(campaign(FORK)), policy, 520, 3))
    print([list(map(int, each)) for each in tally])
"""


@pytest.mark.skipif(not JITTED, reason="then all of this is plain Python")
def test_without_numba_it_comes_to_the_same() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PLAIN.format(root=str(ROOT))],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stderr == ""
    compiled = [
        str([list(map(int, each)) for each in play_all(prepared(story(FORK), policy, 520, 3))])
        for policy in POLICIES
    ]
    assert done.stdout.splitlines() == compiled


POLICIES: tuple[PolicyName, ...] = ("uniform", "least-used", "popular")


def test_a_share_of_the_games_is_that_part_of_the_whole() -> None:
    simulation = prepared(story(FORK), "uniform", 2 * BATCH, 1)
    whole_ = play_all(simulation)
    half = play_share(simulation, BATCH, 2 * BATCH)
    assert list(half.rows) == list(whole_.rows[ROW * BATCH :])


def test_states_get_more_room_without_changing_the_figures() -> None:
    later = """
    here:
      text: Here.
      choices:
        - {text: Wait., id: wait, later: [in 9 chapters: out], goto: here}
        - {text: Wait too., id: too, later: [in 9 chapters: out], goto: here}
        - {text: Leave., id: leave, if: chosen(wait) + chosen(too) >= 60, goto: out}
    out: {text: Out., ending: Out}
    """
    told: list[int] = []
    simulation: Simulation = prepared(story(later), "uniform", 40, 1)
    tally = play_share(simulation, 0, 40, told.append)
    assert sum(told) == 40
    assert min(int(each) for each in tally.rows[1::ROW]) > 60
