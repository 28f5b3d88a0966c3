"""The state of a campaign's translations and of the ids of its lines."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import attrs

from game.model.catalogue import CatalogueProblem
from game.model.load import IDS
from game.model.translation import FOLDER, languages_of
from tools.ids import Bound, bind
from tools.text import Report, check


@attrs.define(eq=False, slots=False)
class Languages:
    """What `undone text` and `undone ids` know of a campaign, asked only where there is any."""

    folder: Path
    root: Path | None

    @cached_property
    def reports(self) -> Mapping[str, Report | CatalogueProblem]:
        """Each language's catalogue, or why it cannot be read."""
        reports: dict[str, Report | CatalogueProblem] = {}
        for code in languages_of(self.folder):
            try:
                reports[code] = check(self.folder, code, self.root)
            except CatalogueProblem as problem:
                reports[code] = problem
        return reports

    @cached_property
    def bound(self) -> tuple[Bound, ...]:
        """How the side files differ from what is written; nothing where there are none."""
        kept = (
            any(self.folder.rglob(f"*{IDS}"))
            if self.folder.is_dir()
            else (self.folder.with_suffix(IDS).is_file())
        )
        if not kept:
            return ()
        return bind(self.folder, self.root)[1]

    def file(self, code: str) -> Path:
        """The catalogue of a language."""
        return self.folder / FOLDER / f"{code}.po"
