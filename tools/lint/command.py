"""`undone lint`: what is asked of it, and what it writes where."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, TypeAlias

import attrs

from game.diagnostics.diagnostic import Diagnostic
from game.diagnostics.render import as_json
from game.diagnostics.span import Source
from game.diagnostics.suggest import did_you_mean
from game.model.load import load
from game.session.witness import Witness, WitnessProblem, write_witness
from game.text.read import UNREADABLE
from tools.lint import baseline, counted, lint, spelling
from tools.lint.catalogue import catalogue, listed
from tools.lint.explain import explanation
from tools.lint.github import as_github
from tools.lint.rules import undecided as undecided_rule
from tools.lint.sarif import as_sarif
from tools.lint.terminal import Colour, as_text, bar, coloured

Format: TypeAlias = Literal["text", "json", "sarif", "github"]

CLEAN, FOUND, UNREAD, UNDECIDED = 0, 1, 2, 3
"""The exit statuses."""


class LintProblem(Exception):
    """What is asked for cannot be done; the message says why."""


@attrs.frozen
class Wishes:
    """What is asked of the linter."""

    format: Format = "text"
    strict: bool = False
    only: tuple[str, ...] = ()
    color: Colour = "auto"
    baseline: Path | None = None
    write_baseline: Path | None = None
    output: Path | None = None
    witness: Path | None = None
    allow_unknown: bool = False


@attrs.define
class Findings:
    """All that was found in some campaigns, their files, and where these lie."""

    found: list[Diagnostic] = attrs.field(factory=list)
    sources: dict[str, Source] = attrs.field(factory=dict)
    bases: dict[str, Path] = attrs.field(factory=dict)
    unproved: list[str] = attrs.field(factory=list)
    witnesses: list[tuple[Diagnostic, Witness]] = attrs.field(factory=list)

    def place(self, file: str) -> str:
        """The path of a file from the working folder, for programs that know only that."""
        base = self.bases.get(file) or next(iter(self.bases.values()), Path())
        path, here = Path.cwd() / base / file, Path.cwd()
        if not path.is_relative_to(here) or ".." in path.parts:
            path, here = path.resolve(), here.resolve()
        return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_uri()


def rules_told() -> str:
    """All rules, a line each."""
    return listed()


def explained(rule: str) -> str:
    """A rule explained; raises LintProblem where there is none of the name."""
    known = catalogue()
    if rule not in known:
        hint = did_you_mean(rule, known, "--rules lists them all")
        raise LintProblem(f'there is no rule "{rule}": {hint}')
    return explanation(known[rule])


def run(
    folders: Sequence[tuple[Path, Path | None]], assets: Path, cache: Path, wishes: Wishes
) -> int:
    """Lint campaigns and write what is found; the exit status. Raises LintProblem."""
    for rule in wishes.only:
        explained(rule)
    old = _read(wishes.baseline)
    findings = _found(folders, assets, cache, wishes)
    found = findings.found
    if wishes.write_baseline is not None:
        _write(wishes.write_baseline, baseline.written(found, findings.sources))
        count = f"{len(found)} finding{'' if len(found) == 1 else 's'}"
        sys.stderr.write(f"undone: {count} written to {wishes.write_baseline}\n")
        return CLEAN
    if old is not None:
        parted = baseline.parted(found, findings.sources, old)
        found = list(parted.new)
        _tell_old(parted)
    text = _formatted(found, findings, wishes)
    if wishes.output is None:
        sys.stdout.write(text)
    else:
        _write(wishes.output, text)
    if wishes.format == "text":
        for line in findings.unproved:
            sys.stderr.write(f"undone: {line}\n")
    if wishes.witness is not None:
        _keep_witnesses(wishes.witness, findings, found)
    if not findings.sources or any(each.rule is UNREADABLE for each in findings.found):
        return UNREAD
    undecided = [each for each in found if each.rule.id == undecided_rule.RULE.id]
    if counted([each for each in found if each not in undecided], wishes.strict):
        return FOUND
    return UNDECIDED if undecided and not wishes.allow_unknown else CLEAN


def _found(
    folders: Sequence[tuple[Path, Path | None]], assets: Path, cache: Path, wishes: Wishes
) -> Findings:
    findings = Findings()
    unspelt = False
    with bar(sys.stderr) as progress:
        for folder, root in folders:
            if progress:
                progress(f"reading {folder.name}", 0, 1)
            loaded = load(folder, root, cache)
            findings.found += lint(
                loaded,
                assets,
                folder=folder,
                root=root if root is not None else folder.parent,
                cache=cache.parent / "lint",
                only=wishes.only,
                progress=progress,
                witnesses=findings.witnesses,
            )
            findings.sources |= loaded.sources
            base = root if root is not None else folder.parent
            findings.bases |= dict.fromkeys(loaded.sources, base)
            unspelt = unspelt or loaded.story is not None
    if unspelt and not spelling.installed() and wishes.format == "text":
        hint = "pip install 'what-is-to-be-undone[tools]'"
        findings.unproved.append(f"spelling was not checked: {hint}")
    return findings


def _keep_witnesses(folder: Path, findings: Findings, found: Sequence[Diagnostic]) -> None:
    """Write the ways that findings lead along, a file each."""
    told = {(each.rule.id, each.span, each.message) for each in found}
    count = 0
    names: dict[str, int] = {}
    for each, witness in findings.witnesses:
        if (each.rule.id, each.span, each.message) not in told:
            continue
        name = f"{witness.campaign}-{each.rule.id}-{Path(each.span.file).stem}-{each.span.line}"
        names[name] = names.get(name, 0) + 1
        again = f"-{names[name]}" if names[name] > 1 else ""
        try:
            write_witness(folder / f"{name}{again}.json", witness)
        except WitnessProblem as problem:
            raise LintProblem(str(problem)) from problem
        count += 1
    ways = f"{count} way{'' if count == 1 else 's'}"
    sys.stderr.write(f"undone: {ways} written to {folder}; undone play --replay FILE plays one\n")


def _formatted(found: Sequence[Diagnostic], findings: Findings, wishes: Wishes) -> str:
    sources = findings.sources
    place: Callable[[str], str] = findings.place
    match wishes.format:
        case "json":
            return as_json(found, sources) + "\n"
        case "sarif":
            return as_sarif(found, sources, place) + "\n"
        case "github":
            return as_github(found, place)
        case "text":
            colour = wishes.output is None and coloured(wishes.color, sys.stdout)
            return as_text(found, sources, colour or wishes.color == "always") + "\n"


def _tell_old(parted: baseline.Parted) -> None:
    count = f"{parted.old} old finding{'' if parted.old == 1 else 's'}"
    sys.stderr.write(f"undone: {count} of the baseline left out\n")
    if parted.gone:
        sys.stderr.write("undone: found no more; --write-baseline takes them out:\n")
        sys.stderr.writelines(f"    {each}\n" for each in parted.gone)


def _read(file: Path | None) -> dict[str, str] | None:
    if file is None:
        return None
    try:
        return baseline.read(file)
    except baseline.BaselineProblem as problem:
        raise LintProblem(str(problem)) from problem


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", errors="replace")
    except OSError as error:
        raise LintProblem(f'cannot write "{file}": {error.strerror}') from error
