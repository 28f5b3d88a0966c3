"""All rules by id: the linter's, and those that the loader finds while it reads."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import lru_cache

import game.model
import game.text
from game.diagnostics.diagnostic import Rule
from tools.lint.allowed import ALLOW_RULES
from tools.lint.rule import checks
from tools.lint.settings import LINT_SETTING


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Rule]:
    """Every rule that a finding can have."""
    ours = {each.rule.id: each.rule for each in checks().values()}
    own = {rule.id: rule for rule in (*ALLOW_RULES, LINT_SETTING)}
    return dict(sorted({**loading(), **own, **ours}.items()))


@lru_cache(maxsize=1)
def loading() -> Mapping[str, Rule]:
    """The rules of reading and linking a story: the constants that stand beside the code."""
    found: dict[str, Rule] = {}
    for package in (game.text, game.model):
        for each in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{each.name}")
            values = vars(module).values()
            found |= {value.id: value for value in values if isinstance(value, Rule)}
    return found


def listed() -> str:
    """Every rule on a line: its id, how bad it is, and what it reports."""
    rules = catalogue()
    width = max(map(len, rules))
    lines = []
    for id_, rule in rules.items():
        check = checks().get(id_)
        asked = " (only where it is asked for)" if check and check.optional else ""
        lines.append(f"{id_.ljust(width)}  {rule.severity.value:7}  {rule.summary}{asked}")
    return "\n".join(lines) + "\n"
