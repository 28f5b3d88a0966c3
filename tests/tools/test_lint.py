"""The linter's rules: each fires where it must and nowhere else; and the command that runs them."""

import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import tools.lint.rules
from game.diagnostics.diagnostic import Diagnostic
from game.model.load import load, load_text
from tools.lint import CHECKS, lint

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "tests" / "lint").glob("*.yaml"))
MODULES: list[ModuleType] = [check for check in CHECKS if isinstance(check, ModuleType)]
FACES = ("neutral", "stern", "angry", "afraid", "pleased", "grieving")


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    """Assets in which only some of the cast of `missing-asset.yaml` is drawn."""
    portraits = tmp_path / "portraits" / "missing-asset"
    portraits.mkdir(parents=True)
    for character in ("drawn", "photographed", "plateless"):
        for face in FACES:
            (portraits / f"{character}-{face}.png").touch()
    (portraits / "photographed-press.png").touch()
    (portraits / "undrawn-neutral.png").touch()
    return tmp_path


def expected(text: str) -> list[tuple[str, int]]:
    return [
        (rule, number)
        for number, line in enumerate(text.split("\n"), 1)
        for rule in re.findall(r"# expect: ([\w-]+)", line)
    ]


def told(found: list[Diagnostic]) -> list[tuple[str, int]]:
    return [(each.rule.id, each.span.line) for each in found]


def test_every_file_of_the_rules_is_run() -> None:
    files = {path.stem for path in Path(tools.lint.rules.__path__[0]).glob("*.py")} - {"__init__"}
    assert {module.__name__.rpartition(".")[2] for module in MODULES} == files
    assert len(MODULES) == len(CHECKS)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.RULE.id)
def test_a_rule_is_named_as_its_file_and_has_a_case(module: ModuleType) -> None:
    name = module.RULE.id
    assert module.__name__.rpartition(".")[2] == name.replace("-", "_")
    fired = {rule for path in CASES for rule, _ in expected(path.read_text("utf-8"))}
    assert name in fired
    assert f"# lint: allow {name}" in "".join(
        line.replace("dead-end, ", "")
        for path in CASES
        for line in path.read_text("utf-8").split("\n")
    )


def test_a_clean_case_expects_nothing() -> None:
    assert any(not expected(path.read_text("utf-8")) for path in CASES)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_is_told_of_where_it_expects(path: Path, drawn: Path) -> None:
    assert told(lint(load(path), drawn)) == expected(path.read_text("utf-8"))


def example(module: ModuleType, kind: str) -> str:
    """The line after `Bad:` or `Good:` in a rule's docstring."""
    match = re.search(rf"^{kind}:\s+(.*)$", module.__doc__ or "", re.M)
    assert match is not None, f"{module.__name__} has no {kind}: line"
    return match[1]


def story_around(line: str) -> str:
    """The smallest campaign that holds a passage of one line."""
    passages = ["  gate: {text: A gate., next: cell}", f"  {line}"]
    if not line.startswith("cell:"):
        passages.append("  cell: {text: The door shuts., ending: {title: Arrested}}")
    return "\n".join(["campaign: example", "start: gate", "passages:", *passages, ""])


WITH_YAML = [module for module in MODULES if re.match(r"[\w-]+: \{", example(module, "Bad"))]


@pytest.mark.parametrize("module", WITH_YAML, ids=lambda module: module.RULE.id)
def test_the_bad_example_of_a_rule_breaks_it_alone(module: ModuleType, tmp_path: Path) -> None:
    text = story_around(example(module, "Bad"))
    assert expected(text)
    assert told(lint(load_text(text), tmp_path)) == expected(text)


@pytest.mark.parametrize("module", WITH_YAML, ids=lambda module: module.RULE.id)
def test_the_good_example_of_a_rule_breaks_nothing(module: ModuleType, tmp_path: Path) -> None:
    assert lint(load_text(story_around(example(module, "Good"))), tmp_path) == []


def test_only_rules_of_pictures_lack_an_example_in_yaml() -> None:
    assert [module.RULE.id for module in MODULES if module not in WITH_YAML] == ["missing-asset"]


def test_a_campaign_without_any_portraits_misses_none(tmp_path: Path) -> None:
    path = ROOT / "tests" / "lint" / "missing-asset.yaml"
    assert lint(load(path), tmp_path) == []


@pytest.mark.parametrize(
    "silencing", ["# lint: allow unknown-name", "# lint: allow missing-target"]
)
def test_an_error_of_loading_cannot_be_silenced(silencing: str, tmp_path: Path) -> None:
    text = story_around("cell: {text: '{nobody}', next: nowhere}  " + silencing)
    rules = [rule for rule, _ in told(lint(load_text(text), tmp_path))]
    assert rules == ["unknown-name", "missing-target"]


def test_a_comment_silences_only_the_rule_it_names(tmp_path: Path) -> None:
    text = story_around("cell: {text: The door shuts.}  # lint: allow unreachable-passage")
    assert [rule for rule, _ in told(lint(load_text(text), tmp_path))] == ["dead-end"]


def test_a_story_that_does_not_load_has_only_the_loader_s_findings(tmp_path: Path) -> None:
    text = story_around("cell: {text: The door shuts., ned: gate}")
    assert [rule for rule, _ in told(lint(load_text(text), tmp_path))] == ["unknown-key"]


# The command


def undone(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "game", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")


WARNED = "campaign: a\nstart: b\npassages:\n  b:\n    text: Room # 9\n    ending: E\n"


@pytest.mark.parametrize(
    ("text", "options", "status"),
    [
        (WARNED.replace(" # 9", ""), [], 0),
        (WARNED, [], 0),
        (WARNED, ["--strict"], 1),
        (WARNED.replace("ending: E", "ned: E"), [], 1),
        (WARNED.replace("    ending: E\n", ""), [], 1),
        ("{[", [], 1),
    ],
    ids=["clean", "warning", "warning-strict", "loader-error", "lint-error", "no-yaml"],
)
def test_the_exit_status_tells_clean_from_wrong(
    tmp_path: Path, text: str, options: list[str], status: int
) -> None:
    path = tmp_path / "campaign.yaml"
    path.write_text(text, "utf-8")
    done = undone("lint", path, *options)
    assert done.returncode == status, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("kind", ["missing", "empty-folder"])
def test_what_cannot_be_read_is_status_two(tmp_path: Path, kind: str) -> None:
    done = undone("lint", tmp_path / "none" if kind == "missing" else tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_json_counts_from_zero_in_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "campaign.yaml"
    path.write_text(WARNED.replace("Room # 9", "😀 {nobody}"), "utf-8")
    done = undone("lint", path, "--format", "json")
    assert done.returncode == 1
    found: list[dict[str, Any]] = json.loads(done.stdout)
    assert [(each["rule"], each["severity"]) for each in found] == [("unknown-name", "error")]
    start, end = found[0]["range"]["start"], found[0]["range"]["end"]
    line = WARNED.replace("Room # 9", "😀 {nobody}").split("\n")[4]
    before = len(line[: line.index("nobody")].encode("utf-16-le")) // 2
    assert start == {"line": 4, "character": before}
    assert end == {"line": 4, "character": before + len("nobody")}
    assert found[0]["file"] == "campaign.yaml"


def test_json_of_a_clean_story_is_an_empty_list(tmp_path: Path) -> None:
    path = tmp_path / "campaign.yaml"
    path.write_text(WARNED.replace(" # 9", ""), "utf-8")
    assert json.loads(undone("lint", path, "--format", "json").stdout) == []


def test_the_text_shows_the_line_the_caret_and_the_hint(tmp_path: Path) -> None:
    path = tmp_path / "campaign.yaml"
    path.write_text(WARNED.replace("Room # 9", "Room {paranioa}"), "utf-8")
    done = undone("lint", path)
    assert done.stdout == (
        'campaign.yaml:5:17: error: unknown name "paranioa" [unknown-name]\n'
        "5 |     text: Room {paranioa}\n"
        "  |                 ^^^^^^^^\n"
        '   = hint: did you mean "paranoia"?\n'
        "\n"
        "1 error\n"
    )


def test_the_command_line_refuses_what_it_does_not_know() -> None:
    for arguments in (["lint", "--nonsense"], ["nonsense"], ["--size", "²x³"], ["--seed", "x"]):
        done = undone(*arguments)
        assert done.returncode == 2, arguments
        assert "Traceback" not in done.stderr
