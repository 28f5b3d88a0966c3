"""What `undone lint` writes: text, JSON, SARIF, a workflow's log; baselines; and how it ends."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest

from game.diagnostics.diagnostic import Diagnostic, Related, Rule, Severity
from game.diagnostics.span import Source, Span
from game.model.load import load_text
from tools.lint import baseline, lint
from tools.lint.catalogue import catalogue
from tools.lint.fingerprint import fingerprints
from tools.lint.github import as_github
from tools.lint.sarif import FINGERPRINT, as_sarif
from tools.lint.terminal import as_text, coloured

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "tests" / "schemas" / "sarif-2.1.0-rtm.5.json"

STORY = """\
campaign: a
start: b
passages:
  b:
    text: The the gate. 😀 TODO
    choices:
      - {text: Go in., id: x, do: paranoia +1, goto: c}
      - {text: Go in!, id: y, goto: c}
  c: {text: The door shuts.}
"""
RULES = ["double-word", "glyph-missing", "placeholder-text", "labels-alike", "dead-end"]


def undone(
    *arguments: str | Path, cwd: Path = ROOT, **environ: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "game", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **environ}
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", env=environment
    )


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story" / "campaign.yaml"
    path.parent.mkdir()
    path.write_text(STORY, "utf-8")
    return path


def found_in(text: str, tmp_path: Path) -> tuple[list[Diagnostic], dict[str, Source]]:
    loaded = load_text(text)
    found = lint(loaded, ROOT / "assets", folder=tmp_path, root=tmp_path)
    return found, dict(loaded.sources)


def same(file: str) -> str:
    return file


# SARIF


def valid(log: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(log)
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft4Validator(schema).validate(data)
    return data


def test_the_schema_refuses_what_is_no_sarif() -> None:
    with pytest.raises(jsonschema.ValidationError):
        valid('{"version": "2.1.0", "runs": [{"results": []}]}')


@pytest.mark.parametrize("kind", ["findings", "none", "details"])
def test_sarif_is_what_the_standard_says(kind: str, tmp_path: Path) -> None:
    found, sources = found_in(STORY, tmp_path)
    if kind == "none":
        found = []
    if kind == "details":
        found = [attrs.evolve(each, details=("1. Go in.", "2. Wait.")) for each in found]
    log = valid(as_sarif(found, sources, same))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(catalogue())
    assert all(rule["help"]["text"].startswith(rule["id"]) for rule in rules)
    for each, result in zip(found, run["results"], strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == each.rule.id
        assert result["level"] == each.severity.value
        assert FINGERPRINT in result["partialFingerprints"]
        assert all(detail in result["message"]["text"] for detail in each.details)
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] == each.span.line
        assert region["startColumn"] == each.span.column


def test_columns_of_sarif_are_code_points(tmp_path: Path) -> None:
    found, sources = found_in(STORY, tmp_path)
    log = valid(as_sarif(found, sources, same))
    assert log["runs"][0]["columnKind"] == "unicodeCodePoints"
    (todo,) = (r for r in log["runs"][0]["results"] if r["ruleId"] == "placeholder-text")
    region = todo["locations"][0]["physicalLocation"]["region"]
    line = STORY.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "TODO"


def test_paths_are_those_of_the_working_folder(story: Path, tmp_path: Path) -> None:
    done = undone("lint", "story", "--format", "sarif", cwd=tmp_path)
    results = valid(done.stdout)["runs"][0]["results"]
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results}
    assert uris == {"story/campaign.yaml"}
    done = undone("lint", story, "--format", "github")
    assert f"file={story.resolve().as_uri()}".replace("file:", "file%3A") in done.stdout


# A workflow's log


def test_a_workflow_s_commands_are_escaped() -> None:
    rule = Rule("a-rule", Severity.NOTE, "")
    span = Span("a,b:c%.yaml", 3, 4, 3, 9)
    found = Diagnostic(rule, span, "50 % of\r\nit", "do: this, that", details=("1. Go.",))
    assert as_github([found], same) == (
        "::notice file=a%2Cb%3Ac%25.yaml,line=3,endLine=3,col=4,endColumn=9,title=a-rule::"
        "50 %25 of%0D%0Ait%0Ado: this, that%0A1. Go.\n"
    )


def test_a_workflow_is_told_no_columns_of_several_lines() -> None:
    found = Diagnostic(Rule("r", Severity.ERROR, ""), Span("a", 1, 2, 3, 4), "m")
    assert as_github([found], same) == "::error file=a,line=1,endLine=3,title=r::m\n"


# Text


def test_the_text_ends_with_how_many_of_which(tmp_path: Path) -> None:
    found, sources = found_in(STORY, tmp_path)
    assert [each.rule.id for each in found] == RULES
    assert as_text(found, sources).endswith("\n\n1 error, 4 warnings")
    many = as_text(found * 3, sources)
    assert "\n\n3  dead-end\n3  double-word\n" in many
    moved = attrs.evolve(found[0], span=Span("other.yaml", 1, 1, 1, 1))
    assert as_text([*found, moved], sources).endswith("1 error, 5 warnings in 2 files")


def test_details_are_read_below_the_finding() -> None:
    rule = Rule("r", Severity.WARNING, "")
    span = Span("a", 1, 1, 1, 2)
    found = Diagnostic(rule, span, "m", "h", (Related(span, "there"),), ("1. Go.", "2. Stay."))
    assert as_text([found], {}) == (
        "a:1:1: warning: m [r]\n   = hint: h\n   = a:1:1: there\n     1. Go.\n     2. Stay.\n\n"
        "1 warning"
    )


def test_colour_is_for_terminals_that_want_it() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal, pipe = Terminal(), io.StringIO()
    assert coloured("auto", terminal, {})
    assert not coloured("auto", pipe, {})
    assert not coloured("auto", terminal, {"NO_COLOR": "1"})
    assert coloured("auto", terminal, {"NO_COLOR": ""}), "an empty one is none"
    assert not coloured("auto", terminal, {"TERM": "dumb"})
    assert coloured("always", pipe, {"NO_COLOR": "1"})
    assert not coloured("never", terminal, {})


def test_colour_changes_no_word(tmp_path: Path) -> None:
    import re

    found, sources = found_in(STORY, tmp_path)
    inked = as_text(found, sources, colour=True)
    assert "\x1b[1;31merror\x1b[0m" in inked
    assert "\x1b[1;33mwarning\x1b[0m" in inked
    assert re.sub(r"\x1b\[[\d;]*m", "", inked) == as_text(found, sources)


def test_a_pipe_gets_neither_colour_nor_a_bar(story: Path) -> None:
    done = undone("lint", story)
    assert "\x1b" not in done.stdout + done.stderr
    assert "\x1b[1;31m" in undone("lint", story, "--color", "always").stdout


# Fingerprints and baselines


def test_a_finding_is_known_again_when_lines_move(tmp_path: Path) -> None:
    found, sources = found_in(STORY, tmp_path)
    moved, others = found_in(STORY.replace("passages:", "\n# so\n\npassages:"), tmp_path)
    assert [each.span.line for each in moved] != [each.span.line for each in found]
    assert fingerprints(moved, others) == fingerprints(found, sources)


def test_findings_on_lines_that_read_the_same_are_told_apart(tmp_path: Path) -> None:
    found, sources = found_in(STORY, tmp_path)
    assert len(set(fingerprints(found * 2, sources))) == len(found) * 2


def test_a_baseline_leaves_old_findings_out_and_tells_what_is_gone(tmp_path: Path) -> None:
    found, sources = found_in(STORY, tmp_path)
    file = tmp_path / "old.json"
    file.write_text(baseline.written(found, sources), "utf-8")
    old = baseline.read(file)
    assert baseline.parted(found, sources, old) == baseline.Parted((), len(found), ())
    text = STORY.replace("The the gate.", "The gate.").replace("  c:", "  d: {text: D.}\n  c:")
    now, others = found_in(text, tmp_path)
    parted = baseline.parted(now, others, old)
    assert [each.rule.id for each in parted.new] == [
        "glyph-missing",
        "placeholder-text",
        "dead-end",
        "unreachable-passage",
    ], "the line itself was edited, and a passage came"
    assert parted.old == 2
    assert [each.split(": ")[1] for each in parted.gone] == RULES[:3]


def test_an_old_finding_does_not_fail_the_story(story: Path, tmp_path: Path) -> None:
    file = tmp_path / "old.json"
    done = undone("lint", story, "--write-baseline", file)
    assert done.returncode == 0
    assert "5 findings written" in done.stderr
    done = undone("lint", story, "--baseline", file, "--strict")
    assert (done.returncode, done.stdout) == (0, "no findings\n")
    assert "5 old findings of the baseline left out" in done.stderr
    story.write_text(STORY.replace("The the gate. 😀 TODO", "A gate."), "utf-8")
    done = undone("lint", story, "--baseline", file)
    assert done.returncode == 0
    assert "found no more" in done.stderr
    assert "double-word: text: The the gate. 😀 TODO" in done.stderr


@pytest.mark.parametrize(
    "content", [None, "", "{", "[]", '{"format": 2, "findings": {}}', '{"findings": {}}', "\xff"]
)
def test_a_baseline_that_is_none_is_refused(
    story: Path, tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "old.json"
    if content is not None:
        file.write_bytes(content.encode("latin-1"))
    done = undone("lint", story, "--baseline", file)
    assert done.returncode == 2
    assert "old.json" in done.stderr
    assert "Traceback" not in done.stderr


# The command


def test_rules_are_listed_and_explained() -> None:
    listed = undone("lint", "--rules")
    assert listed.returncode == 0
    names = [line.split()[0] for line in listed.stdout.splitlines()]
    assert names == sorted(catalogue())
    assert {"missing-target", "unknown-name", "duplicate-id", "dead-end"} <= set(names)
    told = undone("lint", "--explain", "double-word").stdout
    for word in ("Why: ", "Bad:\n", "Good:\n", "the the"):
        assert word in told
    assert "found while the story is read" in undone("lint", "--explain", "missing-target").stdout


@pytest.mark.parametrize("option", ["--explain", "--rule"])
def test_an_unknown_rule_is_refused_with_a_suggestion(option: str, story: Path) -> None:
    done = undone("lint", story, option, "dubble-word")
    assert done.returncode == 2
    assert 'no rule "dubble-word": did you mean "double-word"?' in done.stderr


def test_only_the_rules_asked_for_are_run(story: Path) -> None:
    done = undone("lint", story, "--rule", "double-word", "--rule", "one-choice-only")
    assert "[double-word]" in done.stdout
    assert done.stdout.endswith("\n1 warning\n")
    assert done.returncode == 0


def test_findings_go_to_a_file(story: Path, tmp_path: Path) -> None:
    file = tmp_path / "deep" / "found.json"
    done = undone("lint", story, "--format", "json", "-o", file)
    assert (done.returncode, done.stdout) == (1, "")
    assert [each["rule"] for each in json.loads(file.read_text("utf-8"))] == RULES
    done = undone("lint", story, "-o", tmp_path)
    assert done.returncode == 2
    assert "cannot write" in done.stderr


def test_notes_fail_a_story_only_if_strict(tmp_path: Path) -> None:
    path = tmp_path / "campaign.yaml"
    path.write_text("campaign: a\nstart: b\npassages:\n  b: {text: A -- b., ending: E}\n", "utf-8")
    assert undone("lint", path).stdout.endswith("\n1 note\n")
    assert undone("lint", path).returncode == 0
    assert undone("lint", path, "--strict").returncode == 1


def test_the_help_tells_every_option() -> None:
    told = undone("lint", "--help").stdout
    for option in ("format", "output", "strict", "rule", "explain", "baseline", "color"):
        assert f"--{option}" in told
