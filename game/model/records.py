"""Chapters, passages and choices, read from trees."""

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

import attrs

from game.diagnostics.diagnostic import Diagnostic, Related, Rule, Severity
from game.diagnostics.span import Span
from game.model import keys
from game.model.declarations import DUPLICATE, Declarations, label_of
from game.model.interlude import TEMPLATES, Field
from game.model.outline import Outline
from game.model.press import Entries
from game.model.reader import WAY_ON, WRONG_TYPE, fragment_of, kind
from game.model.story import (
    RETURN,
    THE_ENDING,
    Call,
    Card,
    Case,
    Chapter,
    ChapterId,
    CharacterId,
    Choice,
    ChoiceId,
    Document,
    Ending,
    Event,
    Hard,
    InChapters,
    Interlude,
    Item,
    Ladder,
    Later,
    OnDate,
    Passage,
    PassageId,
    Route,
    Trigger,
    VerdictPart,
    When,
)
from game.text.expression import Expr
from game.text.markup import Prose, Runs, parse_line
from game.text.nodes import Deferred, Fragment, Map, Scalar, Seq, Tree
from game.text.scope import Reference, ReferenceKind, Scope

CHOICE_TRAP = Rule("choice-syntax", Severity.ERROR, "A choice that cannot be read.")
TRIGGER = Rule("trigger-syntax", Severity.ERROR, "A time or condition that cannot be read.")
CALL = Rule("call-syntax", Severity.ERROR, "A call of a scene that cannot be read.")

ENDS = Rule("ending-goes-on", Severity.WARNING, "An ending with choices or a way on.")

RESERVED = {
    THE_ENDING: "it stands for the first ending that holds; choose another id",
    RETURN: "it stands for the way back from a called scene; choose another id",
}
LONGEST_WAIT = 1000
"""Chapters that a consequence or a card can wait for."""

T = TypeVar("T")

_IN_CHAPTERS = re.compile(r"in (\w+) chapters?\Z")
_CHAPTERS = re.compile(r"(\w+)(?: chapters?)?\Z")
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DASH_WITHIN = re.compile(r"\n[ \t]*(-)[ \t]")
_CALL = re.compile(r"(?P<scene>[^\W_][\w-]*)\s*(?:\((?P<arguments>[^()]*)\))?\Z")
_ARGUMENT = re.compile(r"(?P<name>[^\W\d][\w.-]*)\s*(?:=|\bis\b)\s*(?P<value>-?[\w.-]+)\Z")


@attrs.frozen
class Places:
    """All passages and, of each chapter, the passage it starts with; known before any is read."""

    passages: frozenset[str]
    starts: Mapping[str, str | None]

    def target(self, name: str) -> PassageId:
        """The passage that a target means: itself, or the start of the chapter it names."""
        if name in self.passages:
            return PassageId(name)
        return PassageId(self.starts.get(name) or name)


def scan(tree: Map) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    """The chapters of a file: id, first passage, and ids of all passages."""
    entries = tree.entries

    def chapter(name: str, of: Map) -> tuple[str, str | None, tuple[str, ...]]:
        passages = of.entries.get("passages")
        ids = tuple(passages[1].entries) if passages and isinstance(passages[1], Map) else ()
        start = of.entries.get("start")
        first = start[1].text.strip() if start and isinstance(start[1], Scalar) else None
        return name, first or next(iter(ids), None), ids

    if "chapters" in entries and isinstance(entries["chapters"][1], Map):
        for key, node in entries["chapters"][1].items():
            if isinstance(node, Map):
                yield chapter(key.text, node)
    if "passages" in entries:
        name = entries.get("chapter") or entries.get("campaign")
        text = name[1].text if name and isinstance(name[1], Scalar) else "chapter"
        if "campaign" in entries:
            entries = {key: value for key, value in entries.items() if key != "start"}
        yield chapter(text or "chapter", Map(tree.source, tree.start, tree.end, entries))


class Records(Declarations):
    """Reads the records of a campaign one after another into its draft.

    A passage that a compiled file has already vouched for is read only when asked for.
    """

    places = Places(frozenset(), {})

    def __init__(self, found: list[Diagnostic], scope: Scope) -> None:
        super().__init__(found, scope)
        self.built: dict[PassageId, Passage] = {}
        self.renames: list[tuple[str, str]] = []
        self.deferred: dict[PassageId, tuple[Scalar, Deferred, ChapterId]] = {}

    def passage(self, id_: PassageId) -> Passage:
        """A passage of the draft."""
        built = self.built.get(id_)
        if built is None:
            key, node, chapter = self.deferred.pop(id_)
            self.scope.references = []
            built = self.built[id_] = self._read_passage(key, node.tree(), chapter)
        return built

    def campaign_chapters(self, tree: Map) -> None:
        """Read the chapters of a campaign that is written in one file."""
        entries = tree.entries
        if "chapters" in entries:
            for name, node in self.pairs(entries["chapters"][1], "chapters"):
                if self._check(name, "a chapter"):
                    self._chapter(name.text, name.span, node)
        if "passages" in entries:
            id_ = entries["chapter"][1] if "chapter" in entries else entries["campaign"][1]
            chapter = self.id(id_, "a chapter") or "chapter"
            self._add_chapter(chapter, id_.span, {"passages": entries["passages"]})

    # Chapters and passages

    def chapter(self, tree: Map) -> None:
        """Read a chapter's file."""
        if "chapter" not in tree.entries:
            self.missing(tree.span, "this chapter", "chapter", keys.CHAPTER["chapter"])
            return
        node = tree.entries["chapter"][1]
        name = self.id(node, "a chapter")
        self._chapter(name or "chapter", node.span, tree)

    def _chapter(self, name: str, span: Span, tree: Tree) -> None:
        self._add_chapter(name, span, self.record(tree, keys.CHAPTER, f'chapter "{name}"'))

    def _add_chapter(self, name: str, span: Span, entries: Entries) -> None:
        draft = self.draft
        id_ = ChapterId(name)
        first = draft.chapters.get(id_)
        if first is not None:
            related = (Related(first.span, "the first one"),)
            message = f'chapter "{name}" is written twice'
            self.found.append(Diagnostic(DUPLICATE, span, message, "rename one of them", related))
            id_ = ChapterId(f"{name} (again)")
        passages: list[PassageId] = []
        if "passages" in entries:
            for key, node in self.pairs(entries["passages"][1], "passages"):
                passage = self._passage(key, node, id_)
                if passage is not None:
                    passages.append(passage)
        else:
            self.missing(span, f'chapter "{name}"', "passages", keys.CHAPTER["passages"])
        self.where = f"chapters.{name}"
        self.scope.places = 0
        start = self._reference(entries["start"][1], "start") if "start" in entries else None
        viewpoint = ""
        if "as" in entries:
            viewpoint = self._text(entries, "as", "the viewpoint")
            if viewpoint not in draft.cast:
                span_ = entries["as"][1].span
                self.scope.unknown(viewpoint, span_, draft.cast, "character", self.found)
        self._renamed(entries, name)
        draft.chapters[id_] = Chapter(
            id_,
            self._told(entries, "title", "the title") or label_of(name),
            self.date(entries["date"][1]) if "date" in entries else "",
            self._ladder(entries, "place", self.line),
            self._ladder(entries, "music", self._music),
            self._people(entries["cast"][1]) if "cast" in entries else (),
            PassageId(start[0]) if start else (passages[0] if passages else None),
            viewpoint,
            tuple(passages),
            self.words(entries["covers"][1], "covers") if "covers" in entries else (),
            span=entries["start"][1].span if "start" in entries else span,
        )

    def _passage(self, key: Scalar, node: Tree | Deferred, chapter: ChapterId) -> PassageId | None:
        """Take a passage into the draft, reading it now unless its outline is known."""
        draft = self.draft
        if not self._check(key, "a passage"):
            return None
        if key.text in RESERVED:
            message = f'"{key.text}" is a word of the notation'
            self.report(DUPLICATE, key.span, message, RESERVED[PassageId(key.text)])
            return None
        id_ = PassageId(key.text)
        if self._duplicate(key, draft.outlines.get(id_), "passage"):
            return None
        if isinstance(node, Deferred):
            outline = Outline.unpack(node.outline, chapter, key.source)
            self.deferred[id_] = (key, node, chapter)
        else:
            self.scope.references = []
            self.renames = []
            passage = self.built[id_] = self._read_passage(key, node, chapter)
            outline = Outline(
                id_,
                chapter,
                tuple(choice.id for choice in passage.choices),
                tuple(self.scope.references),
                passage.ending.order if passage.ending else None,
                passage.card.deck if passage.card else "",
                passage.event.order if passage.event else None,
                passage.silent,
                _returns(passage),
                tuple(self.renames),
                key.source,
                key.start,
                key.end,
            )
        draft.outlines[id_] = outline
        draft.renamed.update(outline.renamed)
        return id_

    def _read_passage(self, key: Scalar, node: Tree, chapter: ChapterId) -> Passage:
        id_ = PassageId(key.text)
        self.where = id_
        self.scope.places = 0
        entries = self.record(
            node, keys.PASSAGE, f'passage "{id_}"', "write `text:` and `choices:` below it"
        )
        self._one_paper(entries)
        for going in ("choices", "next") if "ending" in entries else ():
            if going in entries:
                message = f'"{id_}" ends the story, so its `{going}` is never come to'
                self.report(ENDS, entries[going][0].span, message, "take out one of the two")
        card = self._card(entries["card"][1]) if "card" in entries else None
        event = self._event(entries["event"][1]) if "event" in entries else None
        routes = self._routes(entries["next"][1]) if "next" in entries else ()
        passage = Passage(
            id_,
            chapter,
            self.date(entries["date"][1]) if "date" in entries else "",
            self._ladder(entries, "place", self.line),
            self._told(entries, "time", "the time"),
            self._ladder(entries, "text", self.prose),
            self._ladder(entries, "music", self._music),
            self.effects(entries["do"][1]) if "do" in entries else (),
            self._later(entries),
            self._choices(entries, routes, card is not None or event is not None),
            self._call(entries),
            self._draw(entries),
            routes,
            self._ending(entries["ending"]) if "ending" in entries else None,
            card,
            event,
            self._verdict(entries),
            self._newspaper(entries),
            self._document(entries["document"]) if "document" in entries else None,
            self._interlude(entries),
            self._hard(entries["hard"][1]) if "hard" in entries else None,
            self._ledger(entries["ledger"][1]) if "ledger" in entries else {},
            self.words(entries["covers"][1], "covers") if "covers" in entries else (),
            span=key.span,
        )
        self._renamed(entries, id_)
        return passage

    def _renamed(self, entries: Entries, new: str) -> None:
        if "was" in entries:
            for old in self.words(entries["was"][1], "an old id"):
                self.draft.renamed[old] = new
                self.renames.append((old, new))

    def _verdict(self, entries: Entries) -> tuple[VerdictPart, ...]:
        if "verdict" not in entries:
            return ()
        node = entries["verdict"][1]
        if isinstance(node, Map):
            return tuple(
                VerdictPart(name.text, self.ladder(value, self.prose, name.text, partial=True))
                for name, value in node.items()
            )
        return (VerdictPart("", self.ladder(node, self.prose, "verdict", partial=True)),)

    def _music(self, node: Tree) -> str:
        return self.text(node, "the music")

    # Consequences

    def _later(self, entries: Entries) -> tuple[Later, ...]:
        if "later" not in entries:
            return ()
        node = entries["later"][1]
        where = self.where
        later: list[Later] = []
        for each in node.items if isinstance(node, Seq) else (node,):
            for key, target in self.pairs(each, "later"):
                self.where = f"{where}/later/{len(later)}"
                trigger = self._trigger(key)
                if trigger is not None:
                    later.append(Later(trigger, self._routes(target, "later"), span=key.span))
        self.where = where
        return tuple(later)

    def _trigger(self, node: Tree) -> Trigger | None:
        """When something is due: `in 3 chapters`, `on 1921-03-17`, `when popularity < 20`."""
        if not isinstance(node, Scalar):
            self.report(WRONG_TYPE, node.span, f"a time must be text, not {kind(node)}")
            return None
        whole = node.fragment().part(0)
        if match := _IN_CHAPTERS.match(whole.text):
            count = self._count(match[1], node.span)
            return None if count is None else InChapters(count)
        if whole.text.startswith("on "):
            date = self.date(Scalar(node.source, node.start, node.end, whole.text[3:], node.style))
            return OnDate(date) if date else None
        if whole.text.startswith("in "):
            hint = "as in: in 3 chapters · on 1921-03-17 · when popularity < 20"
            self.report(TRIGGER, node.span, f'"{whole.text}" is no time', hint)
            return None
        asked = whole.part(5) if whole.text.startswith("when ") else whole
        condition = self.scope.condition(asked, self.found)
        return None if condition is None else When(condition)

    def _count(self, word: str, span: Span) -> int | None:
        """A number of chapters, in figures or in words."""
        count = _COUNTS.index(word) if word in _COUNTS else 1 if word in ("a", "an") else 0
        if word.isdecimal() and len(word) < 6:
            count = int(word)
        if 0 < count <= LONGEST_WAIT:
            return count
        hint = f"as in: 3 chapters, {LONGEST_WAIT} at most"
        self.report(TRIGGER, span, f'"{word}" is no number of chapters', hint)
        return None

    def _event(self, node: Tree) -> Event | None:
        if isinstance(node, Scalar):
            trigger = self._trigger(node)
            return None if trigger is None else Event(trigger, None, True, 1000)
        entries = self.record(node, keys.EVENT, "an event")
        if "when" not in entries:
            self.missing(node.span, "this event", "when", keys.EVENT["when"])
            return None
        trigger = self._trigger(entries["when"][1])
        condition = self.condition(entries["if"][1]) if "if" in entries else None
        once = self.boolean(entries["once"][1], "once") if "once" in entries else True
        order = self.integer(entries["order"][1], "order", 1000) if "order" in entries else 1000
        return None if trigger is None else Event(trigger, condition, once, order)

    def _card(self, node: Tree) -> Card | None:
        if isinstance(node, Scalar):
            return Card(self.id(node, "a deck"), None, 0, 1, 0, True)
        entries = self.record(node, keys.CARD, "a card")
        if "deck" not in entries:
            self.missing(node.span, "this card", "deck", keys.CARD["deck"])
            return None
        rest = 0
        if "rest" in entries:
            written = self.text(entries["rest"][1], "rest")
            match = _CHAPTERS.match(written)
            span = entries["rest"][1].span
            rest = self._count(match[1] if match else written, span) or 0
        weight = self.integer(entries["weight"][1], "weight", 1) if "weight" in entries else 1
        if not 0 < weight <= LONGEST_WAIT:
            hint = f"from 1 to {LONGEST_WAIT}"
            self.report(WRONG_TYPE, entries["weight"][1].span, f"a weight cannot be {weight}", hint)
            weight = 1
        return Card(
            self.id(entries["deck"][1], "a deck"),
            self.condition(entries["if"][1]) if "if" in entries else None,
            self.integer(entries["priority"][1], "priority", 0) if "priority" in entries else 0,
            weight,
            rest,
            self.boolean(entries["once"][1], "once") if "once" in entries else True,
        )

    def _draw(self, entries: Entries) -> Ladder[str]:
        def deck(node: Tree) -> str:
            name = self.id(node, "a deck")
            if name:
                self.scope.references.append(Reference("deck", name, node.start, node.end))
            return name

        return self._ladder(entries, "draw", deck, partial=True)

    def _call(self, entries: Entries) -> Ladder[Call]:
        if "call" not in entries:
            return ()
        ladder = self.ladder(entries["call"][1], self._called, "call", partial=True)
        return tuple(Case(c.condition, c.value, c.span) for c in ladder if c.value is not None)

    def _called(self, node: Tree) -> Call | None:
        """A call: `interrogation(suspect = yegorov)`."""
        match = _CALL.match(node.text.strip()) if isinstance(node, Scalar) else None
        if match is None or not isinstance(node, Scalar):
            hint = "as in: interrogation, or interrogation(suspect = yegorov)"
            self.report(CALL, node.span, "this calls no scene", hint)
            return None
        self.scope.references.append(Reference("scene", match["scene"], node.start, node.end))
        target = self.places.target(match["scene"])
        arguments: list[tuple[str, int | bool | str]] = []
        if match["arguments"] is not None:
            whole = node.fragment()
            start = whole.text.index("(") + 1
            for part in whole.part(start, whole.text.rindex(")")).split(","):
                argument = self._argument(part)
                if argument is not None:
                    arguments.append(argument)
        return Call(target, tuple(arguments), span=node.span)

    def _argument(self, part: Fragment) -> tuple[str, int | bool | str] | None:
        match = _ARGUMENT.match(part.text)
        name = match["name"] if match else part.text
        names = self.scope.names or {}
        declared = names.get(name)
        if declared is None or declared.kind == "condition":
            known = [each for each, what in names.items() if what.kind != "condition"]
            self.scope.unknown(name, part.span(), known, "name", self.found)
            return None
        self.scope.used.add(name)
        value = match["value"] if match else "yes"
        match declared.kind:
            case "flag" if value in ("yes", "no"):
                return name, value == "yes"
            case "word" if value in declared.words:
                return name, value
            case "number" if re.fullmatch(r"-?\d{1,7}", value):
                if declared.low <= int(value) <= declared.high:
                    return name, int(value)
        forms = {
            "flag": "yes or no",
            "word": f"one of: {', '.join(declared.words)}",
            "number": f"a number from {declared.low} to {declared.high}",
        }
        message = f'"{name}" cannot be "{value}" here'
        self.report(CALL, part.span(), message, f"it must be {forms[declared.kind]}")
        return None

    # Choices

    def _choices(
        self, entries: Entries, routes: tuple[Route, ...], returns: bool
    ) -> tuple[Choice, ...]:
        """The choices of a passage; one without a target leads where the passage does."""
        passage = self.where
        fallback = routes or ((Route(None, RETURN, span=_NOWHERE),) if returns else ())
        if "choices" not in entries:
            return ()
        choices: dict[str, Choice] = {}
        for index, item in enumerate(self.items(entries["choices"][1], "choices")):
            self.where = f"{passage}/{index}"
            choice = self._choice(item, fallback)
            if choice is None:
                continue
            first = choices.get(choice.id)
            if first is None:
                choices[choice.id] = choice
                continue
            related = (Related(first.span, "the first one"),)
            message = f'two choices here have the id "{choice.id}"'
            hint = "give one of them an `id:` of its own"
            self.found.append(Diagnostic(DUPLICATE, choice.span, message, hint, related))
        self.where = passage
        return tuple(choices.values())

    def _choice(self, node: Tree, fallback: tuple[Route, ...]) -> Choice | None:
        if isinstance(node, Scalar):
            return self._short_choice(node, fallback)
        if isinstance(node, Seq) or self._is_trap(node):
            message = f"YAML reads this choice as {kind(node)}"
            if isinstance(node, Map) and not node.flow:
                message = "YAML reads a colon and a space in this choice as a key with a value"
            hint = "put the whole of it between '…'"
            self.report(CHOICE_TRAP, node.span, message, hint)
            return None
        entries = self.record(node, keys.CHOICE, "a choice")
        if "text" not in entries:
            self.missing(node.span, "this choice", "text", keys.CHOICE["text"])
            return None
        label_node = entries["text"][1]
        routes = self._routes(entries["goto"][1]) if "goto" in entries else ()
        if not routes and "goto" not in entries:
            if isinstance(label_node, Scalar) and "->" in label_node.text:
                return self._short_choice(label_node, fallback, entries)
            if not fallback:
                self._report_no_target(label_node.span)
        label = self.ladder(label_node, self.line, "text")
        return self._make_choice(entries, label, routes, fallback, node)

    def _make_choice(
        self,
        entries: Entries,
        label: Ladder[Runs],
        routes: tuple[Route, ...],
        fallback: tuple[Route, ...],
        node: Tree,
    ) -> Choice:
        id_ = self.id(entries["id"][1], "a choice") if "id" in entries else ""
        if not id_:
            id_ = next((str(route.target) for route in routes or fallback), "choice")
        locked = entries.get("locked")
        hidden = (
            locked is not None
            and isinstance(locked[1], Scalar)
            and locked[1].text.strip() == "hidden"
        )
        locks: Ladder[Runs] = ()
        if locked is not None and not hidden:
            locks = self.ladder(locked[1], self.line, "locked", partial=True)
        choice = Choice(
            ChoiceId(id_),
            label,
            self.condition(entries["if"][1]) if "if" in entries else None,
            hidden,
            locks,
            self.boolean(entries["once"][1], "once") if "once" in entries else False,
            self.boolean(entries["fallback"][1], "fallback") if "fallback" in entries else False,
            self._confirm(entries["confirm"][1]) if "confirm" in entries else (),
            self.effects(entries["do"][1]) if "do" in entries else (),
            self._later(entries),
            self._ladder(entries, "answer", self.prose, partial=True),
            self._ladder(entries, "verdict", self.prose, partial=True),
            self._call(entries),
            self._draw(entries),
            routes,
            span=node.span,
        )
        self._renamed(entries, id_)
        return choice

    def _confirm(self, node: Tree) -> Ladder[Runs]:
        """The question asked before a choice is taken; of `yes` it has no words."""
        if isinstance(node, Scalar) and node.text.strip().casefold() in ("yes", "true", "on"):
            return (Case(None, ()),)
        if isinstance(node, Scalar) and node.text.strip().casefold() in ("no", "false", "off"):
            return ()
        return self.ladder(node, self.line, "confirm", partial=True)

    def _short_choice(
        self, node: Scalar, fallback: tuple[Route, ...], entries: Entries | None = None
    ) -> Choice | None:
        """A choice on one line: `Walk out to them alone. -> alone`."""
        self.warn_of_comment(node)
        if match := _DASH_WITHIN.search(node.source.text, node.start, node.end):
            span = node.source.span(match.start(1), match.end(1))
            message = "a dash stands in the middle of the choice above"
            hint = "begin it as far to the left as the other dashes, to be a choice of its own"
            self.report(CHOICE_TRAP, span, message, hint)
            return None
        whole = node.fragment()
        arrow = whole.text.rfind("->")
        routes: tuple[Route, ...] = ()
        end = len(whole.text)
        if arrow >= 0:
            target = whole.part(arrow + 2)
            end = len(whole.text[:arrow].rstrip("-"))
            if target.text and all(c.isalnum() or c in "-_" for c in target.text):
                routes = (self._route(None, target.text, target),)
            else:
                hint = "write one passage's id after the arrow: -> the-count"
                self.report(CHOICE_TRAP, whole.span(arrow), "the arrow points at no id", hint)
                return None
        elif not fallback:
            self._report_no_target(node.span)
        label = whole.part(0, end)
        if not label.text:
            self.report(CHOICE_TRAP, node.span, "this choice has no words", "say what is done")
            return None
        runs = parse_line(label, self.scope, self.found)
        written = (Case(None, runs, None, label),)
        return self._make_choice(entries or {}, written, routes, fallback, node)

    def _report_no_target(self, span: Span) -> None:
        hint = "end it with `-> passage`, add `goto:`, or give the passage a `next:`"
        self.report(CHOICE_TRAP, span, "this choice leads nowhere", hint)

    def _is_trap(self, node: Map) -> bool:
        """Whether this is a line of prose that YAML took for a mapping."""
        if len(node.entries) != 1:
            return False
        key, value = next(node.items())
        if key.text in keys.CHOICE:
            return False
        arrow = isinstance(value, Scalar) and "->" in value.text
        return arrow or node.flow or " " in key.text or key.text[:1].isupper()

    def _routes(self, node: Tree, kind: ReferenceKind = "way") -> tuple[Route, ...]:
        def target(value: Tree) -> tuple[str, Tree]:
            return (self.id(value, "a passage"), value)

        if isinstance(node, Seq) and not node.items:
            self.report(WRONG_TYPE, node.span, "this list of ways on is empty", "name a passage")
        if isinstance(node, Scalar):
            name = self.id(node, "a passage")
            return (self._route(None, name, node, kind),) if name else ()
        cases = self.ladder(node, target, WAY_ON)
        return tuple(
            self._route(case.condition, case.value[0], case.value[1], kind)
            for case in cases
            if case.value[0]
        )

    def _route(
        self,
        condition: Expr | None,
        name: str,
        at: Tree | Fragment,
        kind: ReferenceKind = "way",
    ) -> Route:
        if isinstance(at, Fragment):
            self.scope.refer(kind, name, at, 0, len(at.text))
            span = at.span()
        else:
            self.scope.references.append(Reference(kind, name, at.start, at.end))
            span = at.span
        target = self.places.target(name)
        if target != name:
            self.scope.landed[name] = target
        return Route(condition, target, span=span)

    # What a passage can be

    def _ending(self, entry: tuple[Scalar, Tree]) -> Ending:
        _, node = entry
        if isinstance(node, Scalar):
            title = (Case(None, self.line(node), None, fragment_of(node)),)
            return Ending(title, "", 1000, None)
        entries = self.record(node, keys.ENDING, "an ending")
        return Ending(
            self._ladder(entries, "title", self.line),
            self._text(entries, "kind", "the kind"),
            self.integer(entries["order"][1], "order", 1000) if "order" in entries else 1000,
            self.condition(entries["if"][1]) if "if" in entries else None,
        )

    def _one_paper(self, entries: Entries) -> None:
        """Report a passage that is more than one kind of paper."""
        papers = [name for name in ("newspaper", "document", *TEMPLATES) if name in entries]
        if len(papers) > 1:
            message = f"a passage is one paper at most, not {' and '.join(papers)}"
            hint = "make a passage of each"
            self.report(WRONG_TYPE, entries[papers[1]][0].span, message, hint)

    def _interlude(self, entries: Entries) -> Interlude | None:
        for name, fields in TEMPLATES.items():
            if name in entries:
                return self._template(name, fields, entries[name])
        return None

    def _template(
        self, name: str, fields: Mapping[str, Field], entry: tuple[Scalar, Tree]
    ) -> Interlude:
        meanings = {key: field.meaning for key, field in fields.items()}
        what = f"this {name}"
        entries = self.record(entry[1], meanings, what)
        lines: dict[str, Ladder[Runs]] = {}
        texts: dict[str, Ladder[Prose]] = {}
        lists: dict[str, tuple[Item, ...]] = {}
        people: dict[str, Ladder[tuple[CharacterId, ...]]] = {}
        for key, field in fields.items():
            if key not in entries:
                if field.required and entries:
                    self.missing(entry[0].span, what, key, field.meaning)
                continue
            node = entries[key][1]
            match field.content:
                case "line":
                    lines[key] = self.ladder(node, self.line, key, partial=True)
                case "text":
                    texts[key] = self.ladder(node, self.prose, key, partial=True)
                case "list":
                    lists[key] = self._list(node, key, field)
                case "people":
                    varies = isinstance(node, Seq) and any(isinstance(i, Map) for i in node.items)
                    people[key] = (
                        self.ladder(node, self._people, key, partial=True)
                        if varies
                        else (Case(None, self._people(node)),)
                    )
        return Interlude(name, lines, texts, lists, people)

    def _document(self, entry: tuple[Scalar, Tree]) -> Document:
        entries = self.record(entry[1], keys.DOCUMENT, "a document")
        if "words" not in entries:
            self.missing(entry[0].span, "this document", "words", keys.DOCUMENT["words"])
        return Document(
            self._text(entries, "form", "the form"),
            self._ladder(entries, "title", self.line, partial=True),
            self._ladder(entries, "words", self.prose, partial=True),
        )

    def _hard(self, node: Tree) -> Hard:
        if isinstance(node, Scalar):
            return Hard(self.told(node, "hard", "the note"), Prose(()))
        entries = self.record(node, keys.HARD, "the mark of a hard scene")
        instead = self.prose(entries["instead"][1]) if "instead" in entries else Prose(())
        return Hard(self._told(entries, "note", "the note"), instead)

    def _ledger(self, node: Tree) -> Mapping[str, str]:
        return {
            name.text: self.told(value, f"ledger.{name.text}", "what happened")
            for name, value in self.pairs(node, "ledger")
        }


_NOWHERE = Span("", 1, 1, 1, 1)


def _returns(passage: Passage) -> bool:
    """Whether a called scene can end here without saying so."""
    nowhere = not passage.routes and any(not choice.routes for choice in passage.choices)
    return passage.returns or nowhere
