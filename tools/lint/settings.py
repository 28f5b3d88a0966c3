"""What a campaign says of the linter, below `lint:`.

lint:
  off: [repeated-paragraph]          # rules that do not count here
  on: [reading-level]                # rules that count only where they are asked for
  severity: {one-choice-only: error}
  limits: {passage-words: 400}
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import attrs

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.suggest import did_you_mean
from game.model import keys
from game.model.reader import kind
from game.text.nodes import Map, Scalar, Seq, Tree
from tools.lint.allowed import UNKNOWN

if TYPE_CHECKING:
    from tools.lint.rule import Check

LINT_SETTING = Rule("lint-setting", Severity.ERROR, "A setting of the linter that cannot be read.")

LARGEST = 1_000_000
"""Of a limit."""


@attrs.frozen
class Settings:
    """Which rules count, how bad they are, and where their limits lie."""

    off: frozenset[str] = frozenset()
    on: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = attrs.field(factory=dict)
    limits: Mapping[str, int] = attrs.field(factory=dict)

    def runs(self, check: "Check", only: Collection[str]) -> bool:
        """Whether a rule is to be run; one that is asked for by name always is."""
        if only:
            return check.rule.id in only
        if check.rule.id in self.off:
            return False
        return not check.optional or check.rule.id in self.on

    def judged(self, found: Diagnostic) -> Diagnostic:
        """A finding, as bad as it is here."""
        severity = self.severities.get(found.rule.id)
        if severity is None or severity is found.severity:
            return found
        return attrs.evolve(found, rule=attrs.evolve(found.rule, severity=severity))


def settings(
    tree: Tree | None,
    rules: Mapping[str, Rule],
    optional: Collection[str],
    limits: Mapping[str, int],
    fixed: Collection[str],
) -> tuple[Settings, list[Diagnostic]]:
    """What a campaign says below `lint:`, and what of it cannot be read.

    `fixed` are the errors of loading, which nobody can turn off.
    """
    found: list[Diagnostic] = []
    if tree is None:
        return Settings(limits=limits), found
    reader = _Reader(rules, limits, frozenset(fixed), found)
    entries = reader.map(tree, "lint", "as in: lint: {off: [reading-level]}", keys.LINT)
    severities = dict(reader.severities(entries.get("severity")))
    on = reader.ids(entries.get("on"), "on")
    for name, node in on.items():
        if name not in optional:
            reader.wrong(node, f'"{name}" counts already', "take it out of `on:`")
    return (
        Settings(
            frozenset(reader.ids(entries.get("off"), "off")),
            frozenset(on),
            severities,
            {**limits, **dict(reader.numbers(entries.get("limits")))},
        ),
        found,
    )


@attrs.frozen
class _Reader:
    rules: Mapping[str, Rule]
    limits: Mapping[str, int]
    fixed: frozenset[str]
    found: list[Diagnostic]

    def wrong(self, node: Tree, message: str, hint: str) -> None:
        self.found.append(Diagnostic(LINT_SETTING, node.span, message, hint))

    def map(
        self, node: Tree | None, what: str, form: str, known: Mapping[str, str]
    ) -> dict[str, Tree]:
        entries: dict[str, Tree] = {}
        for key, value in self.pairs(node, what, form):
            if key.text in known:
                entries[key.text] = value
            else:
                hint = did_you_mean(key.text, known, f"keys there are: {', '.join(known)}")
                self.wrong(key, f'{what} has no key "{key.text}"', hint)
        return entries

    def pairs(self, node: Tree | None, what: str, form: str) -> Iterator[tuple[Scalar, Tree]]:
        if isinstance(node, Map):
            yield from node.items()
        elif node is not None and kind(node) != "nothing":
            self.wrong(node, f"{what} must be a mapping, not {kind(node)}", form)

    def ids(self, node: Tree | None, what: str) -> dict[str, Tree]:
        if node is None or kind(node) == "nothing":
            return {}
        nodes: Iterable[Tree] = node.items if isinstance(node, Seq) else (node,)
        named: dict[str, Tree] = {}
        for each in nodes:
            if not isinstance(each, Scalar):
                message = f"{what} is a list of rules, not {kind(each)}"
                self.wrong(each, message, f"as in: {what}: [reading-level]")
            elif self.known(each):
                named[each.text.strip()] = each
        return named

    def known(self, node: Scalar) -> bool:
        name = node.text.strip()
        if name not in self.rules:
            hint = did_you_mean(name, self.rules, "`undone lint --rules` lists them all")
            self.found.append(Diagnostic(UNKNOWN, node.span, f'there is no rule "{name}"', hint))
            return False
        if name in self.fixed:
            hint = "an error of loading keeps the story from starting: mend what it finds"
            self.wrong(node, f'"{name}" cannot be changed', hint)
            return False
        return True

    def severities(self, node: Tree | None) -> Iterator[tuple[str, Severity]]:
        words = [each.value for each in Severity]
        for key, value in self.pairs(node, "severity", "as in: severity: {label-too-long: error}"):
            word = value.text.strip() if isinstance(value, Scalar) else kind(value)
            if word not in words:
                hint = did_you_mean(word, words, f"one of: {', '.join(words)}")
                self.wrong(value, f'"{word}" is no severity', hint)
            elif self.known(key):
                yield key.text.strip(), Severity(word)

    def numbers(self, node: Tree | None) -> Iterator[tuple[str, int]]:
        for key, value in self.pairs(node, "limits", "as in: limits: {passage-words: 400}"):
            name = key.text.strip()
            text = value.text.strip() if isinstance(value, Scalar) else kind(value)
            if name not in self.limits:
                hint = did_you_mean(name, self.limits, f"limits: {', '.join(sorted(self.limits))}")
                self.wrong(key, f'there is no limit "{name}"', hint)
            elif not (text.isascii() and text.isdigit() and 0 < int(text[:8]) <= LARGEST):
                hint = f"a whole number from 1 to {LARGEST:,}, as in: {name}: {self.limits[name]}"
                self.wrong(value, f'"{text}" is no limit', hint)
            else:
                yield name, int(text)
