"""A rule as the linter runs it, and all that there are: a file of `rules` is a rule.

A file holds a docstring in the form of `explain`, a `RULE`, and at least one of

    def check(context: Context) -> Iterator[Diagnostic]        # of the whole story
    def check_page(page: Page, context: Context) -> Iterator[Diagnostic]

`check_page` looks at nothing but one passage, what is declared, the limits and `depends`: what it
found is remembered until one of these changes. Beside them may stand `LIMITS`, the names of limits
with what they are unless a campaign says otherwise; `OPTIONAL = True`, for a rule that only counts
where it is asked for; `PROVED = True`, for one that asks for all states that can be reached;
`WORDLESS = True`, for one whose `check` says the same of two stories of the same `sketch`, so that
what it found is remembered while nothing but words changes; `note(page, context) ->
Iterator[str]`, of what `check` wants to know of each passage: it is remembered as findings are, and
found in `context.notes`;
`depends(context) -> str`, of what else the findings depend on; and
`applies(context) -> bool`, whether there is anything to look at: an allowance of a rule that does
not apply is not called unused.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import ModuleType

import attrs

from game.diagnostics.diagnostic import Diagnostic, Rule
from tools.lint import rules
from tools.lint.context import Context, Page


@attrs.frozen
class Check:
    """A rule, and how what breaks it is found."""

    rule: Rule
    doc: str
    whole: Callable[[Context], Iterator[Diagnostic]] | None
    page: Callable[[Page, Context], Iterator[Diagnostic]] | None
    limits: Mapping[str, int]
    optional: bool
    depends: Callable[[Context], str] | None
    applies: Callable[[Context], bool] | None
    proved: bool
    wordless: bool
    note: Callable[[Page, Context], Iterator[str]] | None

    @classmethod
    def of(cls, module: ModuleType) -> "Check":
        """The rule that a file of `rules` holds."""
        return cls(
            module.RULE,
            module.__doc__ or "",
            getattr(module, "check", None),
            getattr(module, "check_page", None),
            getattr(module, "LIMITS", {}),
            getattr(module, "OPTIONAL", False),
            getattr(module, "depends", None),
            getattr(module, "applies", None),
            getattr(module, "PROVED", False),
            getattr(module, "WORDLESS", False),
            getattr(module, "note", None),
        )


@lru_cache(maxsize=1)
def checks() -> Mapping[str, Check]:
    """All rules of the linter by their id, in the order of the alphabet."""
    names = sorted(each.name for each in pkgutil.iter_modules(rules.__path__))
    modules = (importlib.import_module(f"{rules.__name__}.{name}") for name in names)
    return {each.rule.id: each for each in map(Check.of, modules)}


def limits() -> Mapping[str, int]:
    """All limits of the rules, by their names."""
    return {name: value for each in checks().values() for name, value in each.limits.items()}
