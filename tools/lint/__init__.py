"""The linter: what is wrong with a story that loads."""

import gc
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from game.diagnostics.diagnostic import Diagnostic, Severity, in_order
from game.model.load import Loaded

if TYPE_CHECKING:
    from game.session.witness import Witness

Progress = Callable[[str, int, int], None]
"""Told what is being done, and how much of how much is."""


def lint(
    loaded: Loaded,
    assets: Path,
    *,
    folder: Path | None = None,
    root: Path | None = None,
    cache: Path | None = None,
    only: Collection[str] = (),
    progress: Progress | None = None,
    proving: bool = True,
    witnesses: "list[tuple[Diagnostic, Witness]] | None" = None,
) -> list[Diagnostic]:
    """All findings in a loaded campaign: the loader's, and those of every rule, in order.

    A story that does not load has only the loader's. What the story allows by a comment is left
    out; errors of loading are not. `folder` is where the campaign lies, `root` what its files are
    named from; without them nothing is said of the files beside it. In the folder `cache` it is
    remembered what was found in each passage. With `only`, only these rules are run; without
    `proving` none that asks for all states. To `witnesses` the ways are added that findings lead
    along.
    """
    from tools.lint.run import run

    if loaded.story is None:
        return in_order(list(loaded.diagnostics))
    enabled = gc.isenabled()
    gc.disable()  # a story is large and lasts: to walk it again and again finds nothing
    try:
        return run(
            loaded,
            loaded.story,
            assets,
            folder,
            root,
            cache,
            frozenset(only),
            progress,
            proving,
            witnesses,
        )
    finally:
        if enabled:
            gc.enable()


def counted(found: Collection[Diagnostic], strict: bool) -> list[Diagnostic]:
    """The findings that make a story fail: its errors; if strict, all."""
    return [each for each in found if strict or each.severity is Severity.ERROR]
