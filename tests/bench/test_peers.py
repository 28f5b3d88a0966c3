"""Our engine beside two baselines on one story; the measurements are run by make bench.

Nothing here fails for being slow. `-k "not 100k"` leaves out the largest story.
"""

import gc
import statistics
import time
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import attrs
import pytest
import yaml

from game.engine.program import Program
from game.session.playthrough import Playthrough
from game.session.saves import decode, encode, restore, snapshot, write_atomically
from tests.bench.baselines import (
    Ceiling,
    Naive,
    Ours,
    OurWalk,
    Player,
    Walked,
    checked_walk,
    walk,
    walk_to,
)
from tests.bench.memory import STATUS, cached, dictionaries, libyaml, peak, program
from tests.bench.peer_story import (
    PeerStory,
    as_naive,
    as_one_of_ours,
    as_ours,
    peer_story,
    write,
)
from tests.bench.side import Benchmark, Measured, Row, side_by_side

SIZES = {"1k": 1_000, "10k": 10_000, "100k": 100_000}
ROUNDS = {"1k": 7, "10k": 3, "100k": 1}
PLAYS = 12
"""Plays of one round; every round has seeds of its own, so that nothing is read twice."""

NAIVE_IS_SLOW = "PyYAML takes minutes for 100,000 passages"
"""Its time grows faster than the text: the garbage collector walks the growing tree."""


@attrs.define(slots=False)
class Peers:
    """One story, written down in a folder, and the players of it; each is made when wanted."""

    size: str
    folder: Path

    @cached_property
    def story(self) -> PeerStory:
        return peer_story(SIZES[self.size])

    @cached_property
    def ours(self) -> Path:
        return write(as_ours(self.story), self.folder / "ours")

    @cached_property
    def naive(self) -> Path:
        return write([("story.yaml", as_naive(self.story))], self.folder / "naive") / "story.yaml"

    @cached_property
    def program(self) -> Program:
        return cached(self.ours)

    @cached_property
    def players(self) -> Mapping[str, Player]:
        """The players by name."""
        return {
            "ours": Ours(self.program),
            "our walk": OurWalk(self.program),
            "naive": self.naive_player,
            "ceiling": Ceiling(self.story),
        }

    @cached_property
    def naive_player(self) -> Naive:
        gc.disable()  # or this alone takes minutes
        try:
            return Naive(yaml.load(self.naive.read_text("utf-8"), yaml.CSafeLoader))
        finally:
            gc.enable()


@pytest.fixture(scope="module", params=SIZES)
def peers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Peers:
    return Peers(request.param, tmp_path_factory.mktemp("peers"))


# All play the same story


@pytest.mark.parametrize(
    ("size", "choices", "checksum"), [(200, 625, 1_310_189_005), (1_000, 849, 1_088_651_252)]
)
def test_all_players_read_the_same(tmp_path: Path, size: int, choices: int, checksum: int) -> None:
    story = peer_story(size)
    ours = program(write(as_ours(story), tmp_path / "ours"))
    naive = yaml.load(as_naive(story), yaml.CSafeLoader)
    for player in (Ours(ours), OurWalk(ours), Naive(naive), Ceiling(story)):
        walked = checked_walk(player, 1, 3)
        assert (walked.choices, walked.checksum) == (choices, checksum), type(player)


def test_one_file_and_many_are_one_story(tmp_path: Path) -> None:
    story = peer_story(200)
    many = program(write(as_ours(story), tmp_path / "many"))
    one = program(write(as_one_of_ours(story), tmp_path / "one"))
    assert checked_walk(Ours(many), 1, 1) == checked_walk(Ours(one), 1, 1)


def test_the_peers_story_depends_on_size_and_seed_alone() -> None:
    assert peer_story(100) == peer_story(100)
    assert peer_story(100) != peer_story(100, seed=2)


# Play


@pytest.mark.bench
@pytest.mark.benchmark(timer=time.process_time)
@pytest.mark.parametrize("name", ["ours", "our walk", "naive", "ceiling"])
def test_play(benchmark: Benchmark, rows: list[Row], peers: Peers, name: str) -> None:
    players = peers.players
    choices: list[int] = []

    def of(player: Player) -> Measured:
        return lambda number: walk(player, number * PLAYS, PLAYS)

    def played(number: int) -> Walked:
        walked = walk(players[name], number * PLAYS, PLAYS)
        choices.append(walked.choices)
        return walked

    others = {other: of(players[other]) for other in ("ceiling", "naive") if other != name}
    group = f"play {peers.size}"
    taken = side_by_side(benchmark, group, time.process_time, played, others, rounds=15)
    times = benchmark.stats.stats.data
    pace = statistics.median(each / t for each, t in zip(choices, times, strict=True))
    shares = {f"of {other}": 1 / ratio for other, ratio in taken.ratios.items()}
    benchmark.extra_info |= {"choices per second": pace, **shares}
    figures = {each: f"{share:.0%}" for each, share in shares.items()}
    rows.append(Row(group, name, {"choices/s": f"{pace:,.0f}", **figures}))


# Load


@pytest.mark.bench
@pytest.mark.benchmark(timer=time.process_time)
@pytest.mark.parametrize(
    "kind", ["libyaml", "PyYAML", "naive", "first", "one file", "cached", "one changed"]
)
def test_load(benchmark: Benchmark, rows: list[Row], peers: Peers, kind: str) -> None:
    if kind in ("PyYAML", "naive") and peers.size == "100k":
        pytest.skip(NAIVE_IS_SLOW)
    if kind == "one file" and peers.size == "100k":
        pytest.skip("no file may be so large")
    function = _loading(kind, peers)
    yards: dict[str, Measured] = {"libyaml": lambda number: libyaml(peers.ours)}
    if peers.size != "100k":
        yards["PyYAML"] = lambda number: dictionaries(peers.ours)
    group, rounds = f"load {peers.size}", ROUNDS[peers.size]
    taken = side_by_side(benchmark, group, time.process_time, function, yards, rounds)
    ratios = {f"of {each}": ratio for each, ratio in taken.ratios.items()}
    benchmark.extra_info |= ratios
    figures = {each: f"{ratio:.2f}" for each, ratio in ratios.items()}
    rows.append(Row(group, kind, {"s": f"{taken.seconds:.3f}", **figures}))


def _loading(kind: str, peers: Peers) -> Measured:
    match kind:
        case "libyaml":
            return lambda number: libyaml(peers.ours)
        case "PyYAML":
            return lambda number: dictionaries(peers.ours)
        case "naive":
            naive = peers.naive.parent
            return lambda number: dictionaries(naive)
        case "first":
            return lambda number: program(peers.ours)
        case "one file":
            one = write(as_one_of_ours(peers.story), peers.folder / "one")
            return lambda number: program(one)
        case "cached":
            cached(peers.ours)
            return lambda number: cached(peers.ours)
        case _:
            cached(peers.ours)
            chapter = next((peers.ours / "chapters").iterdir())

            def changed(number: int) -> Program:
                with chapter.open("a", encoding="utf-8") as file:
                    file.write(f"# round {number}\n")
                return cached(peers.ours)

            return changed


@pytest.mark.bench
@pytest.mark.skipif(not STATUS.exists(), reason="only Linux tells a process's peak here")
@pytest.mark.parametrize("loader", ["libyaml", "dictionaries", "program", "cached"])
def test_memory(rows: list[Row], peers: Peers, loader: str) -> None:
    if loader == "dictionaries" and peers.size == "100k":
        pytest.skip(NAIVE_IS_SLOW)
    if loader == "cached":
        cached(peers.ours)
    path = peers.naive.parent if loader == "dictionaries" else peers.ours
    figures = {"MB at most": f"{peak(loader, path):.0f}"}
    rows.append(Row(f"memory {peers.size}", loader, figures))


# Save


@pytest.mark.bench
@pytest.mark.benchmark(timer=time.perf_counter)
@pytest.mark.parametrize("kind", ["memory", "disk", "flushed disk", "restored"])
def test_save_after_200_choices(
    benchmark: Benchmark, rows: list[Row], peers: Peers, tmp_path: Path, kind: str
) -> None:
    ours, naive = Ours(peers.program), peers.naive_player
    assert walk_to(ours, 200) == walk_to(naive, 200)
    played = Playthrough.replay(peers.program, 1, ours.picks)
    file, other = tmp_path / "ours.json", tmp_path / "naive.json"
    file.write_text(_saved(played), "utf-8")
    other.write_text(naive.save(), "utf-8")
    functions: Mapping[str, tuple[Measured, Measured]] = {
        "memory": (lambda number: _saved(played), lambda number: naive.save()),
        "disk": (
            lambda number: file.write_text(_saved(played), "utf-8"),
            lambda number: other.write_text(naive.save(), "utf-8"),
        ),
        "flushed disk": (
            lambda number: write_atomically(file, _saved(played)),
            lambda number: write_atomically(other, naive.save()),
        ),
        "restored": (
            lambda number: _restored(file, peers.program),
            lambda number: _restore(other, naive),
        ),
    }
    own, theirs = functions[kind]
    group, yards = f"save {peers.size}", {"naive": theirs}
    taken = side_by_side(benchmark, group, time.perf_counter, own, yards, rounds=31)
    assert _restored(file, peers.program) == played.turn.pages
    sizes = {"bytes": file.stat().st_size, "naive's": other.stat().st_size}
    benchmark.extra_info |= {"of naive": taken.ratios["naive"], **sizes}
    figures = {"µs": f"{taken.seconds * 1e6:.0f}", "of naive": f"{taken.ratios['naive']:.1f}"}
    figures |= {name: f"{size:,}" for name, size in sizes.items()}
    rows.append(Row(group, kind, figures))


def _saved(played: Playthrough) -> str:
    return encode(snapshot(played, "1921-03-17T05:00:00"))


def _restored(file: Path, program: Program) -> object:
    """The text of the page where a saved game goes on."""
    return restore(decode(file.read_text("utf-8")), program).playthrough.turn.pages


def _restore(file: Path, naive: Naive) -> str:
    naive.restore(file.read_text("utf-8"))
    return naive.page()[0]
