"""A rehearsal in the terminal: the game, with what its writer may ask and change."""

from collections.abc import Callable, Mapping, Sequence

import attrs

from game.diagnostics.diagnostic import Diagnostic
from game.diagnostics.render import report, tally
from game.diagnostics.span import Source
from game.model.load import Loaded
from game.session.inspection import found, inspect
from game.session.library import Entry
from game.session.playthrough import Playthrough
from game.session.rehearsal import Rehearsal, RehearsalProblem, change
from game.session.watch import Watcher
from game.text.tongue import say
from tools.play import Terminal


@attrs.define
class RehearsalTerminal(Terminal):
    """The conversation of a game whose files may change while it is played.

    They are looked at whenever a line was entered; without a `watcher` they never are. `asks` is
    whether the inventory may be asked for.
    """

    rehearsal: Rehearsal = attrs.field(kw_only=True)
    check: Callable[[Loaded], Sequence[Diagnostic]] = attrs.field(kw_only=True)
    watcher: Watcher | None = attrs.field(kw_only=True, default=None)
    asks: bool = attrs.field(kw_only=True, default=True)
    _findings: Sequence[Diagnostic] = attrs.field(default=(), init=False, repr=False)
    _sources: Mapping[str, Source] = attrs.field(factory=dict, init=False, repr=False)

    def _notice(self) -> None:
        """A writer knows what the story is about."""

    def _campaign(self, entry: Entry) -> int:
        loaded = self._whole(self.library.load(entry))
        program = self.library.program(entry)
        if loaded is None or program is None:
            return 2
        self._take_note(loaded)
        playthrough = self.rehearsal.begin(program)
        self._say(self._rehearsal_help(), "")
        self._show(playthrough)
        self._tell_findings()
        while True:
            line = self._ask("> ").strip()
            if not self._reloads(entry, playthrough):
                self._command(entry, playthrough, line)
            elif line:
                self._say(say('The story had changed: "{line}" was not taken.', line=line))

    def _whole(self, loaded: Loaded) -> Loaded | None:
        """The campaign once it loads; None where nobody watches its files for that."""
        while loaded.story is None:
            self._say(say("This story will not load."))
            self._say("", report(loaded.diagnostics, loaded.sources))
            if self.watcher is None:
                return None
            self._ask(say("Mend it, then press Enter.") + " ")
            news = self.watcher.news()
            loaded = loaded if news is None else news.loaded
        return loaded

    def _reloads(self, entry: Entry, playthrough: Playthrough) -> bool:
        """Whether a file had changed; then the page is shown again, or what is wrong."""
        news = self.watcher.news() if self.watcher is not None else None
        if news is None:
            return False
        program = self.library.program(entry)
        if news.loaded.story is None or program is None:
            self._say("", report(news.loaded.diagnostics, news.loaded.sources), "")
            self._say(say("The story will not load; it goes on as it was."))
            return True
        self._take_note(news.loaded)
        note = self.rehearsal.again(playthrough, program)
        said = say("reloaded {time}", time=news.at) + (f": {note}" if note else "")
        self._say("", f"[{said}]")
        self._show(playthrough)
        self._tell_findings()
        return True

    def _take_note(self, loaded: Loaded) -> None:
        self._findings, self._sources = self.check(loaded), loaded.sources

    def _tell_findings(self) -> None:
        if self._findings:
            self._say(say("[{count}; f reads them]", count=tally(self._findings)))

    def _command(self, entry: Entry, playthrough: Playthrough, line: str) -> None:
        word, _, rest = line.partition(" ")
        if line.startswith("=") and self.asks:
            self._change(playthrough, line.removeprefix("="))
        elif word.casefold() == "i" and self.asks:
            self._inventory(playthrough, rest)
        elif word.casefold() == "f" and (self._findings or self.watcher is not None):
            self._say(report(self._findings, self._sources))
        else:
            super()._command(entry, playthrough, line)
            if word.casefold() in ("h", "help", "?"):
                self._say(self._rehearsal_help())

    def _change(self, playthrough: Playthrough, text: str) -> None:
        try:
            change(playthrough, text)
        except RehearsalProblem as problem:
            self._say(*problem.lines)
        else:
            self._show(playthrough)

    def _inventory(self, playthrough: Playthrough, wanted: str) -> None:
        """All that the game holds, or the rows with these letters."""
        sections = found(inspect(playthrough, self._sources), wanted)
        for section in sections:
            self._say("", section.title.upper())
            for item in section.items:
                was = say("was {value}", value=item.before) if item.before is not None else ""
                note = "; ".join(part for part in (was, item.short) if part)
                self._say(f"  {item.name}  {item.value}" + (f"  ({note})" if note else ""))
        if not sections:
            self._say(say("There is no such name here."))

    def _rehearsal_help(self) -> str:
        lines = [say("A rehearsal: nothing of it is kept.")]
        if self.asks:
            lines.append(say("  i  the inventory (i trust: names with these letters)"))
            lines.append(say("  =  give values (= paranoia = 80, promised_boots)"))
        if self._findings or self.watcher is not None:
            lines.append(say("  f  what the linter finds"))
        if self.watcher is not None:
            lines.append(say("The story's files are looked at whenever a line is entered."))
        return "\n".join(lines)
