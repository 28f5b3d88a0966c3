"""`undone simulate`: what it is given, played and reported."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import attrs

from game.diagnostics.render import report as told_diagnostics
from game.engine.machine import advance, choose, start
from game.engine.program import Program
from game.engine.walk import StoryStops
from game.model.story import Story
from tools.flat.conditions import Unsayable
from tools.flat.jit import JITTED, WARM
from tools.simulate.policy import PolicyName
from tools.simulate.report import report
from tools.simulate.runs import LONGEST, Simulation, picks_of, play_all, prepared
from tools.simulate.script import Wish, wishes
from tools.simulate.text import as_json, as_text

INSTALL: Final = "pip install 'what-is-to-be-undone[tools]'"
MOST_RUNS: Final = 10_000_000
INTERRUPTED: Final = 130
"""The exit status of what Ctrl-C ended."""

_BACKEND = re.compile(r"dask://[\w.-]+:\d{1,5}$")


class SimulationProblem(Exception):
    """What keeps a simulation from being played; its message is for people."""


@attrs.frozen
class Wanted:
    """What is asked of a simulation."""

    runs: int = 10_000
    policy: PolicyName = "uniform"
    jobs: int = 1
    json: Path | None = None
    html: Path | None = None
    seed: int = 1
    script: Path | None = None
    backend: str = ""
    longest: int = LONGEST
    show: int | None = None


def simulate(story: Story, wanted: Wanted, assets: Path) -> int:
    """Play and report; the exit status. Raises SimulationProblem. `assets` holds the fonts."""
    _check(wanted)
    try:
        simulation = prepared(
            story, wanted.policy, wanted.runs, wanted.seed, _wishes(wanted, story), wanted.longest
        )
    except Unsayable as reason:
        raise SimulationProblem(f"{story.id} cannot be simulated: {reason}") from None
    if not JITTED:
        sys.stderr.write(
            f"undone: playing in plain Python, a hundred times slower than with: {INSTALL}\n"
        )
    if not WARM:
        sys.stderr.write("undone: compiling, this once; it takes half a minute\n")
    try:
        if wanted.show is not None:
            _show(simulation, wanted.show - wanted.seed)
            return 0
        with _progress(wanted.runs) as told:
            tally = play_all(simulation, wanted.jobs, wanted.backend, told)
    except KeyboardInterrupt:
        sys.stderr.write("undone: stopped; nothing was reported\n")
        return INTERRUPTED
    except OSError as error:
        if not wanted.backend:
            raise
        raise SimulationProblem(f"no cluster answers at {wanted.backend}: {error}") from None
    found = report(simulation, tally)
    if wanted.json is not None:
        _write(wanted.json, as_json(found))
    if wanted.html is not None:
        from tools.simulate.page import as_page

        _write(wanted.html, as_page(found, assets))
    sys.stdout.write(as_text(found))
    return 1 if found.troubles else 0


def _check(wanted: Wanted) -> None:
    if not 1 <= wanted.runs <= MOST_RUNS:
        raise SimulationProblem(f"--runs lies between 1 and {MOST_RUNS}")
    if not 1 <= wanted.jobs <= 1024:
        raise SimulationProblem("--jobs lies between 1 and 1024")
    if not 1 <= wanted.longest <= 1_000_000:
        raise SimulationProblem("--longest lies between 1 and 1000000")
    if not abs(wanted.seed) < 2**62:
        raise SimulationProblem("--seed has at most 18 digits")
    if (wanted.policy == "script") != (wanted.script is not None):
        raise SimulationProblem("--policy script and --script FILE belong together")
    if wanted.show is not None and not 0 <= wanted.show - wanted.seed < wanted.runs:
        last = wanted.seed + wanted.runs - 1
        raise SimulationProblem(f"--show lies among the seeds played, {wanted.seed} to {last}")
    if wanted.backend and not _BACKEND.match(wanted.backend):
        raise SimulationProblem(f'a backend is written as dask://host:8786, not "{wanted.backend}"')
    for file in (wanted.json, wanted.html):
        if file is not None and not file.absolute().parent.is_dir():
            raise SimulationProblem(f'there is no folder "{file.parent}" to write "{file.name}" to')
    needed = [("joblib", wanted.jobs > 1 or bool(wanted.backend), "--jobs and --backend need")]
    needed.append(("distributed", bool(wanted.backend), "--backend needs"))
    needed.append(("matplotlib", wanted.html is not None, "--html needs"))
    for module, is_needed, what in needed:
        if is_needed and not _is_there(module):
            raise SimulationProblem(f"{what} {module}: {INSTALL}")


def _is_there(module: str) -> bool:
    from importlib.util import find_spec

    try:
        return find_spec(module) is not None
    except ValueError:
        return False


def _wishes(wanted: Wanted, story: Story) -> tuple[Wish, ...]:
    if wanted.script is None:
        return ()
    found, diagnostics, sources = wishes(wanted.script, story)
    if diagnostics:
        raise SimulationProblem(told_diagnostics(diagnostics, sources))
    return found


def _write(path: Path, text: str) -> None:
    """Write a file whole, or leave what was there."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.write_text(text, "utf-8")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise SimulationProblem(f'cannot write "{path}": {error.strerror}') from None


@contextmanager
def _progress(runs: int) -> Iterator[Callable[[int], object] | None]:
    """What is told of games played: a bar, on a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("games", total=runs)
        yield lambda more: bar.advance(task, more)


def _show(simulation: Simulation, number: int) -> None:
    """Print one game as the engine plays it: each passage, and the choice taken there."""
    program = Program(simulation.story)
    seed = simulation.seed + number
    picks = iter(picks_of(simulation, number))
    try:
        turn = start(program, seed)
        for _ in range(simulation.longest):
            sys.stdout.write(f"{turn.passage.id}\n")
            if any(offer.open for offer in turn.offers):
                key = next(picks, "")
                if not key:
                    break
                sys.stdout.write(f"  > {key}\n")
                turn = choose(program, turn.state, key.partition("/")[2])
            elif turn.can_advance:
                turn = advance(program, turn.state)
            else:
                sys.stdout.write("THE END\n" if turn.over else "STUCK: no way on holds\n")
                return
    except StoryStops as stop:
        sys.stdout.write(f"STOPS: {stop}\n")
        return
    sys.stdout.write(f"LONGER than {simulation.longest} turns\n")
