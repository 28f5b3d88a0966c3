"""Everything that passages ask of each other resolved or reported: draft → `Story`."""

import itertools
from collections.abc import Iterable, Iterator, Mapping

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.span import Source, Span
from game.diagnostics.suggest import did_you_mean
from game.model.circles import circles
from game.model.conditions import check_conditions
from game.model.declarations import Draft
from game.model.outline import Outline
from game.model.passages import Passages
from game.model.reader import MISSING_KEY
from game.model.records import Places, Records
from game.model.story import RETURN, THE_ENDING, ChapterId, Flag, PassageId, Story
from game.text.scope import MANY, UNKNOWN_NAME, Reference

MISSING_TARGET = Rule("missing-target", Severity.ERROR, "A way on to a passage that is not there.")
SILENT_LOOP = Rule("silent-loop", Severity.ERROR, "Passages without text that lead in a circle.")


def link(records: Records, found: list[Diagnostic], hash_: str) -> Story | None:
    """The story a draft makes, or None where it has no passage to start from.

    What does not resolve is added to `found`; the story is whole only if nothing was.
    """
    draft = records.draft
    linker = _Linker(draft, records.places, found)
    linker.check()
    start = linker.start()
    if start is None:
        return None
    _report_silent_loops(draft.outlines, records.places, found)
    player = draft.player[0] if draft.player else ""
    if draft.player and player not in draft.cast:
        linker.unknown(player, draft.player[1], draft.cast, "character")
    outlines = draft.outlines.values()
    endings = sorted((each.order, each.id) for each in outlines if each.order is not None)
    events = sorted(
        ((each.event, number, each.id) for number, each in enumerate(outlines) if _is_event(each)),
        key=lambda event: event[:2],
    )
    decks: dict[str, list[PassageId]] = {}
    choices: dict[str, list[PassageId]] = {}
    for each in outlines:
        if each.deck:
            decks.setdefault(each.deck, []).append(each.id)
        for choice in each.choices:
            choices.setdefault(choice, []).append(each.id)
    return Story(
        draft.id,
        draft.title,
        draft.years,
        draft.about,
        draft.content,
        player,
        draft.ink,
        start,
        draft.numbers,
        draft.flags | _archive(draft),
        draft.named,
        draft.conditions,
        draft.cast,
        draft.mastheads,
        draft.achievements,
        tuple(draft.rules),
        draft.chapters,
        Passages(tuple(draft.outlines), records.passage, lambda id_: draft.outlines[id_].span),
        draft.renamed,
        {choice: tuple(having) for choice, having in choices.items()},
        tuple(id_ for _, id_ in endings),
        tuple(id_ for _, _, id_ in events),
        {deck: tuple(cards) for deck, cards in decks.items()},
        _returning(draft.outlines, records.places),
        draft.language,
        hash_,
        draft.lint,
        span=draft.span,
    )


def _is_event(outline: Outline) -> bool:
    return outline.event is not None


def _archive(draft: Draft) -> dict[str, Flag]:
    """A flag for every page that can come into the sealed archive, or that is asked for there."""
    flags: dict[str, Flag] = {}
    for source, each in _asked(draft):
        id_ = f"archive.{each.name}"
        if each.kind == "archive" and id_ not in flags:
            means = f"The archive holds “{each.name}”."
            flags[id_] = Flag(id_, means, span=source.span(each.start, each.end))
    return flags


def _asked(draft: Draft) -> Iterator[tuple[Source, Reference]]:
    """Everything that declarations and passages ask for, and the file it is asked for in."""
    yield from draft.references
    for outline in draft.outlines.values():
        for each in outline.references:
            yield outline.source, each


def _returning(outlines: Mapping[PassageId, Outline], places: Places) -> frozenset[PassageId]:
    """The passages from which some way leads back to where a scene was called."""
    before: dict[str, list[PassageId]] = {}
    for id_, outline in outlines.items():
        for each in outline.references:
            if each.kind == "way":
                before.setdefault(places.target(each.name), []).append(id_)
    found = {id_ for id_, outline in outlines.items() if outline.returns}
    found.update(before.get(RETURN, ()))
    queue = list(found)
    while queue:
        for earlier in before.get(queue.pop(), ()):
            if earlier not in found:
                found.add(earlier)
                queue.append(earlier)
    return frozenset(found)


class _Linker:
    def __init__(self, draft: Draft, places: Places, found: list[Diagnostic]) -> None:
        self.draft = draft
        self.places = places
        self.found = found
        outlines = draft.outlines.values()
        self.choices = {choice for each in outlines for choice in each.choices}
        self.has_endings = any(each.order is not None for each in outlines)
        self.decks = {each.deck for each in outlines if each.deck}

    def check(self) -> None:
        """Check everything that refers to a place."""
        draft = self.draft
        check_conditions(draft.conditions, self.found)
        for chapter in draft.chapters.values():
            start = chapter.start
            if start is not None and start not in draft.outlines and start not in draft.lost:
                self.unknown(start, chapter.span, draft.outlines, "passage", MISSING_TARGET)
        for source, reference in _asked(draft):
            if not self._known(reference):
                self._report(reference, source.span(reference.start, reference.end))

    def start(self) -> PassageId | None:
        """Where the campaign begins."""
        draft = self.draft
        if draft.start is None:
            if draft.lost and not draft.outlines:
                return None
            hint = "add `start:` with a passage's or a chapter's id to the campaign"
            message = "the campaign does not say where it starts"
            self.found.append(Diagnostic(MISSING_KEY, draft.span, message, hint))
            return next(iter(draft.outlines), None)
        name, span = draft.start
        target = self.places.target(name)
        if target in draft.outlines:
            return target
        self._report(Reference("way", name, 0, 0), span)
        return None

    def unknown(
        self, name: str, span: Span, known: Iterable[str], what: str, rule: Rule = UNKNOWN_NAME
    ) -> None:
        """Report a name that is not known."""
        if name in self.draft.lost:
            return
        names = list(known) if len(self.found) <= MANY else []
        otherwise = f"there is no {what} at all" if not names else f"declare the {what} first"
        if what == "passage":
            otherwise = "write that passage, or name another"
        hint = did_you_mean(name, names, otherwise)
        self.found.append(Diagnostic(rule, span, f'unknown {what} "{name}"', hint))

    def _known(self, reference: Reference) -> bool:
        draft = self.draft
        name = reference.name
        match reference.kind:
            case "way" | "later":
                if name == THE_ENDING:
                    return self.has_endings
                return name == RETURN or self.places.target(name) in draft.outlines
            case "scene":
                return self.places.target(name) in draft.outlines
            case "seen" | "archive" | "ending":
                return name in draft.outlines
            case "chosen":
                passage, _, choice = name.rpartition("/")
                if not passage:
                    return choice in self.choices
                outline = draft.outlines.get(PassageId(passage))
                return outline is not None and choice in outline.choices
            case "deck":
                return name in self.decks
            case "newspaper":
                return name in draft.mastheads

    def _is_empty_chapter(self, name: str) -> bool:
        chapter = self.draft.chapters.get(ChapterId(name))
        return chapter is not None and chapter.start is None

    def _report(self, reference: Reference, span: Span) -> None:
        draft = self.draft
        name = reference.name
        match reference.kind:
            case "way" | "later" if name == THE_ENDING:
                if not draft.lost:
                    message = '"the-ending" is nowhere: no passage here is an ending'
                    hint = "add `ending:` to the passages that end the story"
                    self.found.append(Diagnostic(MISSING_TARGET, span, message, hint))
            case "way" | "later" | "scene" if self._is_empty_chapter(name):
                message = f'chapter "{name}" has no passage to start from'
                hint = "write its first passage"
                self.found.append(Diagnostic(MISSING_TARGET, span, message, hint))
            case "way" | "later" | "scene":
                places = itertools.chain(draft.outlines, draft.chapters)
                self.unknown(name, span, places, "passage", MISSING_TARGET)
            case "seen" | "archive":
                self.unknown(name, span, draft.outlines, "passage")
            case "ending":
                endings = [o.id for o in draft.outlines.values() if o.order is not None]
                self.unknown(name, span, endings, "ending")
            case "chosen":
                known = sorted(self.choices)
                self.unknown(name.rpartition("/")[2], span, known, "choice")
            case "deck":
                self.unknown(name, span, sorted(self.decks), "deck")
            case "newspaper":
                self.unknown(name, span, draft.mastheads, "newspaper")


def _report_silent_loops(
    outlines: Mapping[PassageId, Outline], places: Places, found: list[Diagnostic]
) -> None:
    """Report circles of passages that are followed at once, where the engine would never stop."""
    edges = {
        id_: tuple(
            places.target(each.name) for each in outline.references if each.kind in ("way", "scene")
        )
        for id_, outline in outlines.items()
        if outline.silent
    }
    for circle in circles(edges):
        message = f"passages without text lead in a circle: {' → '.join(circle)}"
        hint = "give one of them a text or choices"
        found.append(Diagnostic(SILENT_LOOP, outlines[circle[0]].span, message, hint))
