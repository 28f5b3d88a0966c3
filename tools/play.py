"""The game in a terminal: everything the window has, in plain text."""

import shutil
import sys
import textwrap
from collections.abc import Callable
from typing import TextIO

import attrs

from game.diagnostics.render import report
from game.engine.archive import opened, opened_text, put_there
from game.engine.machine import StoryStops
from game.engine.prose import text_of
from game.engine.reckoning import dated, reckoning_text
from game.engine.state import Offer, Turn
from game.engine.transcript import opening_words, reading_text, turn_text
from game.engine.why import answer_text, questions
from game.session.atlas import Atlas, in_words
from game.session.gallery import LEAVES, Gallery, leaf_name, told
from game.session.library import Entry, Library
from game.session.playthrough import ADVANCE, Playthrough
from game.session.saves import AUTOSAVE, SLOTS, SaveProblem, restore
from game.session.settings import Settings
from game.text.tongue import say


class _Closed(Exception):
    """The player has gone: end of input, or `q`."""


@attrs.define
class Terminal:
    """A conversation over two streams."""

    library: Library
    settings: Settings
    seed: Callable[[], int]
    source: TextIO = attrs.field(factory=lambda: sys.stdin)
    sink: TextIO = attrs.field(factory=lambda: sys.stdout)

    def run(self, campaign: str | None) -> int:
        """Play until the player leaves; the exit status."""
        entries = self.library.entries
        if not entries:
            self._say(say("There is no campaign in {folder}.", folder=self.library.root))
            return 2
        if campaign is not None and self.library.entry(campaign) is None:
            known = ", ".join(each.summary.id for each in entries)
            there = say(
                'There is no campaign "{campaign}". There are: {known}.',
                campaign=campaign,
                known=known,
            )
            self._say(there)
            return 2
        try:
            self._notice()
            return self._campaign(self._entry(campaign))
        except _Closed:
            self._say("")
            return 0

    def _notice(self) -> None:
        self._say(say("WHAT IS TO BE UNDONE"), "")
        self._say(_notice(), "")
        if not self.settings.notice:
            question = say("Hard scenes: [1] show  [2] show, with a mark  [3] skip?")
            answer = self._ask(f"{question} ").strip()
            chosen = {"1": "show", "3": "skip"}.get(answer, "mark")
            self.settings.hard = chosen  # type: ignore[assignment]
            self.settings.notice = True
            self.settings.save()

    def _entry(self, campaign: str | None) -> Entry:
        entries = self.library.entries
        named = self.library.entry(campaign) if campaign is not None else None
        if named is not None:
            return named
        if len(entries) == 1:
            return entries[0]
        for number, entry in enumerate(entries, start=1):
            years = f" ({entry.summary.years})" if entry.summary.years else ""
            self._say(f"  {number}. {entry.summary.title}{years}")
        while True:
            answer = self._ask(say("Which campaign?") + " ").strip()
            picked = _number(answer)
            if picked is not None and 1 <= picked <= len(entries):
                return entries[picked - 1]

    def _campaign(self, entry: Entry) -> int:
        loaded = self.library.load(entry)
        if loaded.story is None:
            self._say(
                say("This story will not load."), "", report(loaded.diagnostics, loaded.sources)
            )
            return 2
        story = loaded.story
        self._say(f"{story.title.upper()}   {story.years}", "")
        if story.content:
            self._say(self._wrap(story.content), "")
        self._say(_help(), "")
        playthrough = self._first_game(entry)
        self._show(playthrough)
        while True:
            self._command(entry, playthrough, self._ask("> ").strip())

    def _first_game(self, entry: Entry) -> Playthrough:
        program = self.library.program(entry)
        assert program is not None
        slot = self.library.shelf(entry.summary.id).latest()
        if slot and slot.save:
            save = slot.save
            where = ", ".join(part for part in (f'"{save.chapter}"', save.place) if part)
            question = say("Continue {where}? [Enter: yes, n: a new game]", where=where)
            if self._ask(f"{question} ").strip().casefold() not in ("n", "no", "new"):
                try:
                    restored = restore(save, program)
                except SaveProblem as problem:
                    self._say(str(problem))
                else:
                    self._say(*restored.notes)
                    return restored.playthrough
        return Playthrough.begin(program, self.seed())

    def _command(self, entry: Entry, playthrough: Playthrough, line: str) -> None:
        turn = playthrough.turn
        word, _, rest = line.casefold().partition(" ")
        match word:
            case "q" | "quit":
                raise _Closed
            case "h" | "help" | "?":
                self._say(_help())
            case "n" | "numbers":
                self._numbers(turn)
            case "r" | "read":
                self._show(playthrough)
            case "m" | "map":
                self._map(playthrough)
            case "g" | "gallery":
                self._gallery(playthrough)
            case "p" | "people":
                for person in turn.program.story.cast.values():
                    self._say(f"  {person.name}, {person.role}" if person.role else person.name)
            case "a" | "archive":
                self._archive(playthrough, rest)
            case "w" | "why":
                self._why(playthrough, rest)
            case "u" | "undo":
                if not playthrough.can_undo:
                    self._say(say("There is nothing to undo."))
                    return
                playthrough.undo()
                self._autosave(playthrough)
                self._show(playthrough)
            case "s" | "save":
                self._save(playthrough, rest)
            case "l" | "load":
                self._load(entry, playthrough, rest)
            case "":
                self._advance(playthrough)
            case _ if (number := _number(word)) is not None:
                self._choose(playthrough, number)
            case _:
                self._say(say('"{line}" means nothing here. h tells what does.', line=line))

    def _archive(self, playthrough: Playthrough, rest: str) -> None:
        """What lies in the archive after an ending, numbered; or one paper of it."""
        if not playthrough.turn.over:
            self._say(say("The archive is sealed until the end."))
            return
        turns = playthrough.turns
        pages, papers = opened(turns), put_there(playthrough.turn)
        number = _number(rest)
        if number is not None and 1 <= number <= len(pages):
            page = pages[number - 1]
            self._tell(*reading_text(turns[page.turn]), *opened_text(page, turns))
        elif number is not None and 1 <= number <= len(pages) + len(papers):
            self._tell(*reading_text(papers[number - len(pages) - 1]))
        else:
            shown = (*(turns[page.turn] for page in pages), *papers)
            for number, turn in enumerate(shown, start=1):
                self._say(self._wrap(f"  {number}. {dated(opening_words(turn), turn.date)}"))
            self._say(say("a and a number takes that paper out."))

    def _tell(self, *paragraphs: str) -> None:
        """Paragraphs as wide as the terminal, parted from each other."""
        width = min(88, shutil.get_terminal_size().columns)
        for paragraph in paragraphs:
            self._say("", textwrap.fill(paragraph, width, break_on_hyphens=False))

    def _why(self, playthrough: Playthrough, rest: str) -> None:
        """What can be asked of this page, numbered; or the answer to one of them."""
        asked = questions(playthrough.turns)
        number = _number(rest)
        if number is not None and 1 <= number <= len(asked):
            self._say(*answer_text(asked[number - 1]))
            return
        for number, question in enumerate(asked, start=1):
            self._say(self._wrap(f"  {number}. {question.asked}: {question.said}".rstrip(": ")))
        self._say(say("w and a number answers."))

    def _advance(self, playthrough: Playthrough) -> None:
        turn = playthrough.turn
        if turn.can_advance:
            self._take(playthrough, ADVANCE)
        elif turn.over:
            self._say(say("The story is over. u goes back a turn, q leaves."))
        else:
            self._say(say("Choose by number."))

    def _choose(self, playthrough: Playthrough, number: int) -> None:
        offers = playthrough.turn.offers
        if not 1 <= number <= len(offers):
            self._say(say("There is no choice {number}.", number=number))
        elif not offers[number - 1].open:
            reason = text_of(offers[number - 1].reason)
            self._say(say("That is closed: {reason}", reason=reason or say("not now")))
        elif self._is_meant(offers[number - 1]):
            self._take(playthrough, offers[number - 1].id)

    def _is_meant(self, offer: Offer) -> bool:
        """Whether the player says so, of a choice that is asked about twice."""
        if offer.confirm is None:
            return True
        question = text_of(offer.confirm) or say("This cannot be taken back. Is it meant?")
        answer = self._ask(say("{question} [y: yes, Enter: no] ", question=question))
        return answer.strip().casefold() in ("y", "yes", say("yes"))

    def _take(self, playthrough: Playthrough, pick: str) -> None:
        try:
            playthrough.take(pick)
        except StoryStops as stop:
            self._say(say("The story stops here, by a mistake of its own: {fault}.", fault=stop))
            return
        self._autosave(playthrough)
        self._show(playthrough)

    def _autosave(self, playthrough: Playthrough) -> None:
        try:
            self.library.keep(playthrough)
        except SaveProblem as problem:
            self._say(f"[{problem}]")

    def _save(self, playthrough: Playthrough, rest: str) -> None:
        name = self._slot(rest or "1")
        if name is None:
            return
        try:
            self.library.keep(playthrough, name)
        except SaveProblem as problem:
            self._say(str(problem))
        else:
            self._say(say("Saved in slot {number}.", number=int(name)))

    def _load(self, entry: Entry, playthrough: Playthrough, rest: str) -> None:
        shelf = self.library.shelf(entry.summary.id)
        if not rest:
            for slot in shelf.slots():
                if not slot.empty:
                    label = say("auto") if slot.name == AUTOSAVE else str(int(slot.name))
                    said = slot.problem
                    if slot.save:
                        said = say(
                            "{chapter}, turn {number}, {written}",
                            chapter=slot.save.chapter,
                            number=slot.save.turns,
                            written=slot.save.written,
                        )
                    self._say(f"  {label}: {said}")
            return
        name = AUTOSAVE if rest in ("auto", say("auto")) else self._slot(rest)
        if name is None:
            return
        slot = shelf.slot(name)
        if slot.save is None:
            self._say(slot.problem or say("That slot is empty."))
            return
        try:
            restored = restore(slot.save, playthrough.program)
        except SaveProblem as problem:
            self._say(str(problem))
            return
        playthrough.turns = restored.playthrough.turns
        playthrough.picks = restored.playthrough.picks
        playthrough.complete = restored.playthrough.complete
        playthrough.apart = restored.playthrough.apart
        self._say(*restored.notes)
        self._show(playthrough)

    def _slot(self, text: str) -> str | None:
        number = _number(text)
        if number is not None and 1 <= number <= len(SLOTS):
            return SLOTS[number - 1]
        self._say(say("Slots are numbered 1 to {last}.", last=len(SLOTS)))
        return None

    def _map(self, playthrough: Playthrough) -> None:
        """The map in words: by chapter what was walked, refused, closed and is unknown."""
        story = playthrough.program.story
        chronicle = self.library.chronicle(story.id)
        atlas = Atlas.of(playthrough.program, chronicle, playthrough)
        self._say(*chronicle.problems, ", ".join(atlas.counts.said()))
        width = min(88, shutil.get_terminal_size().columns)
        for chapter in in_words(atlas):
            self._say("", chapter.title.upper())
            for heading, lines in chapter.groups:
                self._say(f"  {heading}")
                for line in lines:
                    told = textwrap.wrap(
                        line, width, initial_indent="    - ", subsequent_indent="      "
                    )
                    self._say(*told)

    def _gallery(self, playthrough: Playthrough) -> None:
        """The gallery in words: of all runs the endings, papers, people and deeds."""
        program = playthrough.program
        chronicle = self.library.chronicle(program.story.id)
        gallery = Gallery(program, chronicle, playthrough)
        self._say(*chronicle.problems)
        width = min(88, shutil.get_terminal_size().columns)
        for leaf in LEAVES:
            counted = gallery.said(leaf)
            self._say("", f"{leaf_name(leaf)}   {counted}".rstrip())
            for words in told(gallery, leaf):
                lines = textwrap.wrap(words, width, initial_indent="  ", subsequent_indent="    ")
                self._say(*lines)

    def _numbers(self, turn: Turn) -> None:
        for stat in turn.program.story.gauges():
            value = turn.value(stat.id)
            changed = {change.name: change for change in turn.changes}.get(stat.id)
            note = f"  ({changed.after - changed.before:+d})" if changed else ""
            self._say(f"  {stat.label:<12}{value:>4}  {stat.band_word(value)}{note}")

    def _show(self, playthrough: Playthrough) -> None:
        turn = playthrough.turn
        width = min(88, shutil.get_terminal_size().columns)
        hard = self.settings.hard
        text = turn_text(turn, width, hard == "skip", hidden=False, mark_hard=hard == "mark")
        self._say("", text, "")
        self._say(self._status(turn))
        if turn.can_advance:
            self._say("  " + say("[Enter] go on"))
        if turn.over:
            self._say(*map(self._wrap, reckoning_text(playthrough.turns)), "")
            self._say("  " + say("a opens the archive, u goes back a turn, q leaves."))

    def _status(self, turn: Turn) -> str:
        """The gauges on one line."""
        gauges = turn.program.story.gauges()
        pairs = ((stat, turn.value(stat.id)) for stat in gauges)
        parts = (f"{stat.label.lower()} {now} {stat.band_word(now)}" for stat, now in pairs)
        return "[" + " · ".join(part.strip() for part in parts) + "]"

    def _wrap(self, text: str) -> str:
        return " ".join(text.split())

    def _ask(self, prompt: str) -> str:
        self.sink.write(prompt)
        self.sink.flush()
        line = self.source.readline()
        if not line:
            raise _Closed
        return line

    def _say(self, *lines: str) -> None:
        for line in lines:
            self.sink.write(line + "\n")


def _help() -> str:
    """What can be typed."""
    rows = (
        ("n", say("the numbers"), "u", say("undo the last turn"), "r", say("read this again")),
        ("s", say("save (s 3: slot 3)"), "l", say("load (l 3: slot 3)"), "p", say("the cast")),
        ("m", say("the map"), "w", say("why (w 3: of 3)"), "h", say("this help")),
        (
            "g",
            say("the gallery"),
            "a",
            say("the archive (a 2: of 2)"),
            "q",
            say("quit (all is kept)"),
        ),
    )
    wide = [max(len(row[column]) for row in rows) for column in (1, 3)]
    lines = [say("A number takes that choice; Enter goes on where there is no choice.")]
    for a, first, b, second, c, third in rows:
        line = f"  {a}  {first:<{wide[0]}}  {b}  {second:<{wide[1]}}  {c}  {third}"
        lines.append(line.rstrip())
    return "\n".join(lines)


def _notice() -> str:
    return say(
        "This is fiction about real terror. The people named here lived, or might have; what they "
        "do\nin this story did not happen. The Red Terror, the famine and the dead of Petrograd "
        "and Kronstadt\nwere real, and are never the joke."
    )


def _number(text: str) -> int | None:
    """The number a player typed, or None if it is none; more than four digits name nothing."""
    return int(text) if text.isdecimal() and len(text) <= 4 else None
