"""What imports what: the rule of layers, read from the code."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ("diagnostics", "text", "model", "engine", "session", "screens", "window")
MODULES = sorted((ROOT / "game").rglob("*.py"))
TOOLS = sorted((ROOT / "tools").rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """The modules a file imports, and whether at its top rather than inside a function."""
    tree = ast.parse(path.read_text("utf-8"))
    lazy = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node not in lazy
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written whole"
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node not in lazy


def layer_of(module: str) -> str:
    """`text` of `game.text.read`; empty for what belongs to no layer."""
    package, _, rest = module.partition(".")
    layer = rest.partition(".")[0]
    return layer if package == "game" and layer in LAYERS else ""


LAYERED = [path for path in MODULES if layer_of(name_of(path))]


def test_every_layer_is_there() -> None:
    assert {layer_of(name_of(path)) for path in LAYERED} == set(LAYERS)


@pytest.mark.parametrize("path", LAYERED, ids=name_of)
def test_a_package_imports_only_what_stands_to_its_left(path: Path) -> None:
    own = LAYERS.index(layer_of(name_of(path)))
    wrong = [
        module
        for module, _ in imports(path)
        if module.startswith("game.")
        and (not layer_of(module) or LAYERS.index(layer_of(module)) > own)
    ]
    assert not wrong


@pytest.mark.parametrize(("library", "home"), [("yaml", "game.text"), ("pygame", "game.window")])
def test_a_library_has_one_home(library: str, home: str) -> None:
    users = {
        name_of(path)
        for path in MODULES
        for module, _ in imports(path)
        if module.partition(".")[0] == library
    }
    assert users
    assert not [user for user in users if not user.startswith(f"{home}.")]


def test_of_game_only_the_command_line_imports_tools_and_that_lazily() -> None:
    users = [
        (name_of(path), at_top)
        for path in MODULES
        for module, at_top in imports(path)
        if module.partition(".")[0] == "tools"
    ]
    assert users
    assert set(users) == {("game.cli", False)}


def touches_files(path: Path) -> Iterator[str]:
    """The calls in a file that read, write or list files."""
    tree = ast.parse(path.read_text("utf-8"))
    methods = {
        "read_text",
        "read_bytes",
        "write_text",
        "write_bytes",
        "iterdir",
        "glob",
        "rglob",
        "mkdir",
        "unlink",
        "exists",
        "is_file",
        "is_dir",
        "stat",
        "resolve",
        "fsync",
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id="open"):
                yield f"open, line {node.lineno}"
            case ast.Attribute(attr=attr) if attr in methods or attr == "open":
                owner = node.func.value
                if not (isinstance(owner, ast.Name) and owner.id in ("cls", "Library")):
                    yield f"{attr}, line {node.lineno}"


MAY_TOUCH = re.compile(
    r"game\.(text\.read|model\.(load|cache|catalogue|translation)|session\..*|window\..*|cli)$"
)


def test_files_are_touched_only_where_the_house_style_says() -> None:
    allowed = [path for path in MODULES if MAY_TOUCH.match(name_of(path))]
    assert any(list(touches_files(path)) for path in allowed), "the search finds nothing at all"
    wrong = {
        name_of(path): found
        for path in MODULES
        if path not in allowed and (found := list(touches_files(path)))
    }
    assert not wrong


@pytest.mark.parametrize(
    "module", ["game.engine", *(name_of(path) for path in (ROOT / "game/engine").glob("*.py"))]
)
def test_the_engine_runs_without_yaml_and_pygame(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({{'yaml', 'pygame'}} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


WRITTEN = [
    path
    for folder in ("game", "tools", "tests", "story")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".py", ".yaml", ".md", ".toml", ".transcript")
] + [ROOT / "Makefile", ROOT / "pyproject.toml", ROOT / ".ci" / "run"]


MACHINE = re.compile("[.][.]/shared|/home/|/Users/|/root/")


def test_no_source_names_a_place_of_the_machine_it_was_written_on() -> None:
    assert MACHINE.search("see /home/somebody")
    naming = [
        f"{file.relative_to(ROOT).as_posix()}: {match[0]}"
        for file in WRITTEN
        if file != Path(__file__) and (match := MACHINE.search(file.read_text("utf-8")))
    ]
    assert not naming
