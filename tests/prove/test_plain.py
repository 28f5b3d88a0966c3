"""Without numba and numpy the same functions run on lists, and say the same."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

PROVES = """
import json, sys, time
from game.engine.program import Program
from game.model.load import load_text
from tests.bench.planted import planted
from tests.prove.said import answers
from tools.prove import fast
from tools.prove.verdicts import prove
story = load_text(planted(150, 0.05).text()).story
begun = time.process_time()
proof = prove(Program(story), exploring=False)
json.dump([fast.COMPILED, time.process_time() - begun, answers(proof)], sys.stdout)
"""


def proved(blocked: Path | None) -> tuple[bool, float, list[object]]:
    """What a process of its own says of a planted story, with some modules out of reach."""
    path = [str(ROOT), *([str(blocked)] if blocked else [])][::-1]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path)}
    done = subprocess.run(
        [sys.executable, "-c", PROVES],
        env=environment,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    compiled, seconds, told = json.loads(done.stdout)
    return compiled, seconds, told


def test_without_numba_the_verdicts_are_the_same(tmp_path: Path) -> None:
    (tmp_path / "numba.py").write_text("raise ImportError('not here')\n")
    plain, seconds, told = proved(tmp_path)
    compiled, _, same = proved(None)
    assert not plain
    assert compiled
    assert told == same
    assert len(told) > 500
    assert seconds < 60
