"""The graph linter: what is wrong with a story that loads."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from game.diagnostics.diagnostic import Diagnostic, Rule, in_order
from game.diagnostics.span import Source
from game.model.graph import Graph
from game.model.load import Loaded
from game.model.story import Story
from tools.lint.assets import Assets
from tools.lint.rules import (
    dead_end,
    ending_without_title,
    missing_asset,
    return_from_nowhere,
    unreachable_passage,
)


class Check(Protocol):
    """A rule's module: its `RULE`, and `check`, which yields what breaks it."""

    RULE: Rule

    def check(self, story: Story, graph: Graph, assets: Assets) -> Iterator[Diagnostic]:
        """What breaks the rule in a story."""


CHECKS: tuple[Check, ...] = (
    dead_end,
    ending_without_title,
    missing_asset,
    return_from_nowhere,
    unreachable_passage,
)


def lint(loaded: Loaded, assets: Path) -> list[Diagnostic]:
    """All findings in a loaded campaign: the loader's, and those of every rule, in order.

    A story that does not load has only the loader's. What the story allows by a comment,
    `# lint: allow rule-id`, on the line or the one above, is left out; errors of loading are not.
    """
    found = list(loaded.diagnostics)
    if loaded.story is not None:
        graph = Graph.of(loaded.story)
        drawn = Assets(assets, loaded.story.id)
        for check in CHECKS:
            found += check.check(loaded.story, graph, drawn)
    return [each for each in in_order(found) if not _allowed(each, loaded.sources)]


def _allowed(found: Diagnostic, sources: Mapping[str, Source]) -> bool:
    if all(found.rule is not check.RULE for check in CHECKS):
        return False
    source = sources.get(found.span.file)
    if source is None:
        return False
    above, line = source.line(found.span.line - 1), source.line(found.span.line)
    lines = (above, line) if above.lstrip().startswith("#") else (line,)
    comments = [each.partition("# lint: allow ")[2] for each in lines]
    return any(found.rule.id in comment.replace(",", " ").split() for comment in comments)
