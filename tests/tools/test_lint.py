"""The linter's rules: each fires where it must and nowhere else; and the command that runs them."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from game.diagnostics.diagnostic import Diagnostic
from game.model.load import load, load_text
from tools.lint import lint
from tools.lint.catalogue import catalogue
from tools.lint.explain import Explanation, explanation
from tools.lint.rule import Check, checks

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "tests" / "lint").glob("*.yaml"))
CHECKS = list(checks().values())
PNG = (ROOT / "assets" / "icon.png").read_bytes()
FACES = ("neutral", "stern", "angry", "afraid", "pleased", "grieving")


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    """Assets in which only some of the cast of `missing-asset.yaml` is drawn."""
    portraits = tmp_path / "portraits" / "missing-asset"
    portraits.mkdir(parents=True)
    for character in ("drawn", "photographed", "plateless"):
        for face in FACES:
            (portraits / f"{character}-{face}.png").write_bytes(PNG)
    (portraits / "photographed-press.png").write_bytes(PNG)
    (portraits / "undrawn-neutral.png").write_bytes(PNG)
    return tmp_path


def expected(text: str) -> list[tuple[str, int]]:
    return [
        (rule, number)
        for number, line in enumerate(text.split("\n"), 1)
        for rule in re.findall(r"# expect: ([\w-]+)", line)
    ]


def told(found: list[Diagnostic]) -> list[tuple[str, int]]:
    return [(each.rule.id, each.span.line) for each in found]


OLD = ("dead-end", "ending-without-title", "missing-asset", "return-from-nowhere")
"""Rules whose cases are files of their own."""


def test_a_file_that_is_dropped_in_is_a_rule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tools.lint.rules

    file = tmp_path / "no_doors.py"
    file.write_text(
        '"""Report doors."""\n'
        "from game.diagnostics.diagnostic import Diagnostic, Rule, Severity\n"
        'RULE = Rule("no-doors", Severity.NOTE, "A door.")\n'
        "def check_page(page, context):\n"
        '    if "door" in page.written:\n'
        '        yield Diagnostic(RULE, page.passage.span, "a door")\n',
        "utf-8",
    )
    monkeypatch.setattr(tools.lint.rules, "__path__", [*tools.lint.rules.__path__, str(tmp_path)])
    checks.cache_clear()
    catalogue.cache_clear()
    try:
        assert "no-doors" in checks()
        text = story_around("cell: {text: The door shuts., ending: {title: Arrested}}")
        assert told(lint(load_text(text), tmp_path)) == [("no-doors", 5)]
    finally:
        checks.cache_clear()
        catalogue.cache_clear()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.rule.id)
def test_a_rule_explains_itself(check: Check) -> None:
    explained = Explanation.of(check.doc)
    assert explained.summary.startswith("Report ")
    assert explained.why
    assert explained.bad
    assert explained.good
    for word in (explained.summary, explained.bad.split("\n")[0].partition(" #")[0].rstrip()):
        assert word in explanation(check.rule)


def test_a_rule_is_named_as_its_file() -> None:
    folder = ROOT / "tools" / "lint" / "rules"
    files = {path.stem.replace("_", "-") for path in folder.glob("*.py")} - {"--init--"}
    assert set(checks()) == files
    assert len(files) >= 45


@pytest.mark.parametrize("name", OLD)
def test_a_rule_with_a_file_of_cases_is_allowed_in_it_once(name: str) -> None:
    fired = {rule for path in CASES for rule, _ in expected(path.read_text("utf-8"))}
    assert name in fired
    assert any(f"{name}: it is what" in path.read_text("utf-8") for path in CASES)


def test_a_clean_case_expects_nothing() -> None:
    assert any(not expected(path.read_text("utf-8")) for path in CASES)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_is_told_of_where_it_expects(path: Path, drawn: Path) -> None:
    assert told(lint(load(path), drawn, proving=False)) == expected(path.read_text("utf-8"))


TOP = re.compile(r"campaign|stats|passages|flags|cast|newspapers|conditions|achievements|chapters")
"""What a campaign has at its top, as an example may."""


def story_around(example: str, settings: str = "") -> str:
    """The smallest campaign that holds an example: a passage of one line, or more than that."""
    head = ["campaign: example", "start: gate"] if not example.startswith("campaign:") else []
    if TOP.match(example):
        return "\n".join([*head, example, settings, ""])
    passages = ["  gate: {text: A gate., next: cell}", f"  {example}"]
    if not example.startswith("cell:"):
        passages.append("  cell: {text: The door shuts., ending: {title: Arrested}}")
    return "\n".join([*head, "passages:", *passages, settings, ""])


def settings_of(check: Check) -> str:
    """What an example is to be tried with: the limits that it tells, and the rule where it is."""
    limits = re.search(r"`(limits: \{[^}]*\})`", Explanation.of(check.doc).more)
    parts = [limits[1]] if limits else []
    parts += [f"on: [{check.rule.id}]"] if check.optional else []
    return f"lint: {{{', '.join(parts)}}}" if parts else ""


def lint_in(text: str, folder: Path, proving: bool = False) -> list[Diagnostic]:
    """The findings in a campaign of one file that lies in a folder."""
    return lint(load_text(text), ROOT / "assets", folder=folder, root=folder, proving=proving)


BESIDE = {
    "missing-asset",
    "unused-asset",
    "unreadable-asset",
    "translation-missing",
    "translation-stale",
    "translation-unreadable",
    "placeholder-lost",
    "line-without-id",
    "word-list-unreadable",
    "undecided",
}
"""Rules of files beside the campaign, whose cases are in test_lint_beside.py."""

WITH_YAML = [check for check in CHECKS if check.rule.id not in BESIDE]


@pytest.mark.parametrize("check", WITH_YAML, ids=lambda check: check.rule.id)
def test_the_bad_example_of_a_rule_breaks_it_alone(check: Check, tmp_path: Path) -> None:
    text = story_around(Explanation.of(check.doc).bad, settings_of(check))
    if not check.proved:
        assert {rule for rule, _ in expected(text)} == {check.rule.id}
    assert check.rule.id in {rule for rule, _ in expected(text)}
    assert told(lint_in(text, tmp_path, check.proved)) == expected(text)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.rule.id)
def test_the_good_example_of_a_rule_breaks_nothing(check: Check, tmp_path: Path) -> None:
    text = story_around(Explanation.of(check.doc).good, settings_of(check))
    if check.rule.id == "undecided":
        return  # its example is in words
    assert told(lint_in(text, tmp_path, check.proved)) == []


@pytest.mark.parametrize("check", WITH_YAML, ids=lambda check: check.rule.id)
def test_a_rule_can_be_allowed_turned_off_and_asked_for_alone(check: Check, tmp_path: Path) -> None:
    bad = Explanation.of(check.doc).bad
    text = story_around(bad, settings_of(check))
    allowed = re.sub(r"# expect: ([\w-]+)", r"# lint: allow \1: it is meant", text)
    assert told(lint_in(allowed, tmp_path, check.proved)) == []
    wish = settings_of(check).replace(f"on: [{check.rule.id}]", "").strip(", ")
    inner = wish.removeprefix("lint: {").removesuffix("}").rstrip(", ")
    off = f"lint: {{off: [{check.rule.id}]{', ' if inner else ''}{inner}}}"
    others = [each for each in expected(text) if each[0] != check.rule.id]
    assert told(lint_in(story_around(bad, off), tmp_path, check.proved)) == others
    alone = lint(load_text(text), ROOT / "assets", folder=tmp_path, only=[check.rule.id])
    assert told(alone) == [each for each in expected(text) if each[0] == check.rule.id]


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
    text = story_around("cell: {text: The door shuts.}  # lint: allow unreachable-passage: so")
    rules = [rule for rule, _ in told(lint(load_text(text), tmp_path))]
    assert rules == ["dead-end", "unused-allow"]


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
