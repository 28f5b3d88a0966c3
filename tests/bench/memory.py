"""The most memory that loading a story takes, in a process of its own."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml

from game.engine.program import Program
from game.model.load import load

STATUS = Path("/proc/self/status")


def libyaml(folder: Path) -> int:
    """How many events libyaml finds in the files of a folder, nothing made of them."""
    files = sorted(folder.rglob("*.yaml"))
    return sum(yaml.CSafeLoader(file.read_text("utf-8")).raw_parse() for file in files)


def dictionaries(folder: Path) -> object:
    """The files of a folder as PyYAML gives them."""
    files = sorted(folder.rglob("*.yaml"))
    return [yaml.load(file.read_text("utf-8"), yaml.CSafeLoader) for file in files]


def program(folder: Path, cache: Path | None = None) -> Program:
    """The story of a folder, ready to be played."""
    loaded = load(folder, folder.parent, cache)
    assert loaded.story is not None, loaded.diagnostics[:5]
    return Program(loaded.story)


def cached(folder: Path) -> Program:
    """The same from the cache that stands beside the folder."""
    return program(folder, folder.parent / "cache")


LOADERS: Mapping[str, Callable[[Path], object]] = {
    each.__name__: each for each in (dictionaries, libyaml, program, cached)
}


def peak(loader: str, path: Path) -> float:
    """The megabytes that a fresh process had at most when it had loaded this."""
    command = [sys.executable, "-m", __name__, loader, str(path)]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout) / 1024


def _peak_of_this() -> str:
    """Kilobytes. `getrusage` would count the parent's too, which a child inherits."""
    lines = STATUS.read_text("ascii").splitlines()
    return next(line.split()[1] for line in lines if line.startswith("VmHWM:"))


if __name__ == "__main__":
    LOADERS[sys.argv[1]](Path(sys.argv[2]))
    print(_peak_of_this())
