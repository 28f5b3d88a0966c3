"""The campaigns that can be played, and where each keeps its saves."""

import datetime
from collections.abc import Callable
from pathlib import Path

import attrs

from game.engine.program import Program
from game.engine.prose import english
from game.model.catalogue import CatalogueProblem
from game.model.load import Loaded, Summary, campaigns, load, summary
from game.model.translation import Retelling, plural_rule, read_ids, read_translation
from game.session.chronicle import FOLDER, Chronicle
from game.session.playthrough import Playthrough
from game.session.saves import AUTOSAVE, SaveProblem, Shelf, Slot, restore, snapshot


@attrs.frozen
class Entry:
    """A campaign of the library, not yet loaded."""

    path: Path
    summary: Summary


@attrs.define
class Library:
    """The campaigns of a story root, with their saves."""

    root: Path
    saves: Path
    entries: tuple[Entry, ...]
    cache: Path | None = None
    language: str = ""
    _programs: dict[str, Program] = attrs.field(factory=dict)
    _chronicles: dict[str, Chronicle] = attrs.field(factory=dict, repr=False)

    @classmethod
    def open(cls, root: Path, saves: Path, cache: Path | None = None) -> "Library":
        """The library of a story root: a folder of campaigns, one campaign, or one file.

        `cache` is a folder for compiled story files.
        """
        entries = tuple(Entry(path, summary(path)) for path in campaigns(root))
        return cls(root, saves, entries, cache)

    def entry(self, campaign: str) -> Entry | None:
        """The campaign with this id, or whose folder has this name."""
        for entry in self.entries:
            if campaign in (entry.summary.id, entry.path.stem):
                return entry
        return None

    def load(self, entry: Entry) -> Loaded:
        """Load a campaign anew, in the language chosen; `program` then has it compiled."""
        root = self.root if self.root != entry.path else entry.path.parent
        retelling = self._retelling(entry)
        loaded = load(entry.path, root, self.cache, retelling)
        if loaded.story is not None:
            plural = retelling.translation.plural if retelling else _plural(loaded.story.language)
            self._programs[entry.summary.id] = Program(loaded.story, plural, self.language)
        return loaded

    def speak(self, language: str) -> None:
        """Tell stories in a language from now on, as far as they have it; empty: in their own."""
        if language != self.language:
            self.language = language
            self._programs.clear()

    def retold(self, playthrough: Playthrough) -> Playthrough:
        """A game in the language chosen now, every turn of it."""
        story = playthrough.program.story
        entry = self.entry(story.id)
        program = None if entry is None else self.program(entry)
        if program is None:
            return playthrough
        if program.story.hash != story.hash:  # its files have changed since
            try:
                again = restore(snapshot(playthrough, now()), program).playthrough
            except SaveProblem:
                return playthrough
            again.apart = playthrough.apart
            return again
        return playthrough.retold(program)

    def _retelling(self, entry: Entry) -> Retelling | None:
        """What tells the campaign in the language chosen; None where it has no catalogue for it."""
        if not self.language:
            return None
        try:
            translation = read_translation(entry.path, self.language)
        except CatalogueProblem:
            return None  # `undone text check` tells what is wrong with it
        return None if translation is None else Retelling(translation, read_ids(entry.path))

    def loaded(self, campaign: str) -> Program | None:
        """The campaign with this id compiled, if it has been loaded already."""
        return self._programs.get(campaign)

    def program(self, entry: Entry) -> Program | None:
        """The campaign compiled, loaded at the first call; None where it will not load."""
        if entry.summary.id not in self._programs:
            self.load(entry)
        return self._programs.get(entry.summary.id)

    def shelf(self, campaign: str) -> Shelf:
        """Where the saves of a campaign are."""
        return Shelf(self.saves / campaign)

    def latest(self) -> tuple[Entry, Slot] | None:
        """The game saved last, of whichever campaign."""
        found = [
            (entry, slot)
            for entry in self.entries
            if (slot := self.shelf(entry.summary.id).latest()) is not None
        ]
        return max(
            found, key=lambda pair: pair[1].save.written if pair[1].save else "", default=None
        )

    def saved_count(self) -> int:
        """How many cards of the index hold a game."""
        return sum(
            slot.save is not None
            for entry in self.entries
            for slot in self.shelf(entry.summary.id).slots()
        )

    def chronicle(self, campaign: str) -> Chronicle:
        """What the player has seen of a campaign, in all runs; read when first asked for."""
        if campaign not in self._chronicles:
            self._chronicles[campaign] = Chronicle.read(self.shelf(campaign).folder / FOLDER)
        return self._chronicles[campaign]

    def keep(self, playthrough: Playthrough, slot: str = AUTOSAVE) -> None:
        """Save a game, and record in the chronicle what is new of it; raises SaveProblem.

        One that is apart is saved only where the player says so, and not recorded; nor is one whose
        dice were given, for nobody came by what it shows.
        """
        if playthrough.apart and slot == AUTOSAVE:
            return
        campaign, written = playthrough.program.story.id, now()
        self.shelf(campaign).write(slot, snapshot(playthrough, written))
        if not (playthrough.apart or playthrough.loaded):
            self.chronicle(campaign).record(playthrough, written)


def _plural(language: str) -> Callable[[int], str]:
    """The rule of plurals of a language; English where it is not known."""
    if language.partition("-")[0] == "en":
        return english
    try:
        return plural_rule(language)
    except CatalogueProblem:
        return english


def now() -> str:
    """The time, in UTC, as ISO 8601."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
