"""The records of the notation, read from trees into a draft whose names are not yet resolved."""

from collections.abc import Callable, Mapping
from typing import TypeVar

import attrs

from game.diagnostics.diagnostic import Diagnostic, Related, Rule, Severity
from game.diagnostics.span import Span
from game.diagnostics.suggest import did_you_mean
from game.model import keys
from game.model.face import FIELDS, Face, NumberField, WordField, WordsField
from game.model.reader import (
    MISSING_KEY,
    UNKNOWN_KEY,
    WAY_ON,
    WRONG_TYPE,
    Reader,
    kind,
)
from game.model.story import (
    FATE_WORDS,
    THE_ENDING,
    Article,
    Case,
    Chapter,
    ChapterId,
    Character,
    CharacterId,
    Choice,
    ChoiceId,
    Condition,
    Document,
    Ending,
    Flag,
    Hard,
    Ladder,
    Masthead,
    Named,
    Newspaper,
    Passage,
    PassageId,
    Photo,
    Route,
    Stat,
)
from game.text.markup import Prose, Runs, Voices, parse_line
from game.text.nodes import Map, Scalar, Seq, Tree

DUPLICATE = Rule("duplicate-id", Severity.ERROR, "Two things of one kind with one id.")
CHOICE_TRAP = Rule("choice-syntax", Severity.ERROR, "A choice that cannot be read.")
BANDS = Rule("bands-out-of-order", Severity.ERROR, "Bands outside the bounds, or not rising.")
BAD_BOUNDS = Rule("bad-bounds", Severity.ERROR, "Bounds or a start that contradict each other.")
UNKNOWN_WORD = Rule("unknown-word", Severity.ERROR, "A word that is not among those allowed.")

T = TypeVar("T")
Entries = dict[str, tuple[Scalar, Tree]]


@attrs.define
class Draft:
    """The records of a campaign as read."""

    id: str = ""
    title: str = ""
    years: str = ""
    about: str = ""
    content: str = ""
    player: tuple[str, Span] | None = None
    ink: str = "vermilion"
    start: tuple[str, Span] | None = None
    span: Span = attrs.field(factory=lambda: Span("", 1, 1, 1, 1))
    numbers: dict[str, Stat] = attrs.field(factory=dict)
    flags: dict[str, Flag] = attrs.field(factory=dict)
    named: dict[str, Named] = attrs.field(factory=dict)
    conditions: dict[str, Condition] = attrs.field(factory=dict)
    cast: dict[CharacterId, Character] = attrs.field(factory=dict)
    mastheads: dict[str, Masthead] = attrs.field(factory=dict)
    chapters: dict[ChapterId, Chapter] = attrs.field(factory=dict)
    passages: dict[PassageId, Passage] = attrs.field(factory=dict)
    renamed: dict[str, str] = attrs.field(factory=dict)
    lost: set[str] = attrs.field(factory=set)
    masthead_spans: dict[PassageId, Span] = attrs.field(factory=dict)
    viewpoint_spans: dict[ChapterId, Span] = attrs.field(factory=dict)


class Records(Reader):
    """Reads records one after another into its draft."""

    def __init__(self, found: list[Diagnostic], voices: Voices) -> None:
        super().__init__(found, voices)
        self.draft = Draft()

    # The campaign and what it declares

    def campaign(self, tree: Map) -> None:
        """Read a campaign's declarations."""
        draft = self.draft
        entries = self.record(tree, keys.CAMPAIGN, "the campaign")
        draft.span = tree.span
        draft.id = self.id(entries["campaign"][1], "a campaign") or "campaign"
        draft.title = self._text(entries, "title", "the title") or draft.id
        draft.years = self._text(entries, "years", "the years")
        draft.about = self._text(entries, "about", "the description")
        draft.content = self._text(entries, "content", "the content note")
        if "player" in entries:
            draft.player = self._reference(entries["player"][1], "the player")
        if "start" in entries:
            draft.start = self._reference(entries["start"][1], "the start")
        if "ink" in entries:
            draft.ink = self._word_of(entries["ink"][1], keys.INKS, "ink")
        if "cast" in entries:
            self.cast(entries["cast"][1])
        for key, gauge in (("stats", True), ("numbers", False)):
            if key in entries:
                for name, node in self.pairs(entries[key][1], key):
                    self._number(name, node, gauge)
        for stat_id in ("paranoia", "purges", "popularity"):
            if stat_id not in draft.numbers:
                span = draft.span.start()
                stat = Stat(stat_id, _label(stat_id), 0, 100, 50, stat_id, gauge=True, span=span)
                draft.numbers[stat_id] = stat
        if "flags" in entries:
            for name, node in self.pairs(entries["flags"][1], "flags"):
                self._flag(name, node)
        if "named" in entries:
            for name, node in self.pairs(entries["named"][1], "named"):
                self._named(name, node)
        if "newspapers" in entries:
            for name, node in self.pairs(entries["newspapers"][1], "newspapers"):
                self._masthead(name, node)
        if "conditions" in entries:
            pairs = list(self.pairs(entries["conditions"][1], "conditions"))
            phrases = frozenset(" ".join(name.text.split()) for name, _ in pairs)
            self.voices = Voices(self.voices.speakers, phrases)
            for name, node in pairs:
                self._condition(name, node)

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

    def cast(self, node: Tree) -> None:
        """Read characters."""
        draft = self.draft
        for name, value in self.pairs(node, "cast"):
            if not self._check(name, "a character"):
                continue
            entries = self.record(value, keys.CHARACTER, f'character "{name.text}"')
            id_ = CharacterId(name.text)
            if self._duplicate(name, draft.cast.get(id_), "character"):
                continue
            says = self._text(entries, "says", "the speaker's name") or name.text.upper()
            full = self._text(entries, "name", "the name") or name.text
            draft.cast[id_] = Character(
                id_,
                full,
                says,
                self._text(entries, "role", "the role"),
                self._text(entries, "born", "the year of birth"),
                self.words(entries["shares"][1], "a channel") if "shares" in entries else (),
                self._expressions(entries),
                self._face(entries["face"][1]) if "face" in entries else Face(),
                span=name.span,
            )
            for speaker in (says, full):
                self.voices.speakers.setdefault(speaker, name.text)
            means = f"how far {full} trusts you"
            trust = self.integer(entries["trust"][1], "trust", 50) if "trust" in entries else 50
            key = f"trust.{name.text}"
            draft.numbers[key] = Stat(
                key, f"trust of {full}", 0, 100, max(0, min(100, trust)), means, span=name.span
            )
            fate = f"fate.{name.text}"
            draft.named[fate] = Named(
                fate, FATE_WORDS, "alive", f"the fate of {full}", span=name.span
            )

    def _expressions(self, entries: Entries) -> Mapping[str, str]:
        if "expressions" not in entries:
            return {}
        return {
            name.text: self._word_of(node, keys.EXPRESSIONS, "expression")
            for name, node in self.pairs(entries["expressions"][1], "expressions")
        }

    def _face(self, node: Tree) -> Face:
        meanings = dict.fromkeys(FIELDS, "")
        values: dict[str, str | int | tuple[str, ...]] = {}
        for key, (_, value) in self.record(node, meanings, "a face").items():
            match FIELDS[key]:
                case NumberField(low, high):
                    number = self.integer(value, key, low)
                    if not low <= number <= high:
                        message = f"{key} must lie between {low} and {high}, not {number}"
                        self.report(WRONG_TYPE, value.span, message)
                        continue
                    values[key] = number
                case WordField(words):
                    values[key] = self._word_of(value, words, key)
                case WordsField(words):
                    nodes = value.items if isinstance(value, Seq) else (value,)
                    values[key] = tuple(self._word_of(item, words, key) for item in nodes)
        return Face(**values)  # type: ignore[arg-type]

    def _number(self, name: Scalar, node: Tree, gauge: bool) -> None:
        if not self._check(name, "a number") or self._declared(name):
            return
        entries = self.record(node, keys.STAT, f'"{name.text}"')
        low = self.integer(entries["from"][1], "from", 0) if "from" in entries else 0
        high = self.integer(entries["to"][1], "to", 100) if "to" in entries else 100
        start = self.integer(entries["start"][1], "start", low) if "start" in entries else low
        if not low < high or not low <= start <= high:
            message = f"{name.text} runs from {low} to {high} and starts at {start}"
            hint = "`from` must be less than `to`, and `start` lie between them"
            self.report(BAD_BOUNDS, name.span, message, hint)
            low, high = min(low, start, high), max(high, start, low + 1)
        label = self._text(entries, "label", "the label") or _label(name.text)
        bands = self._bands(entries["bands"][1], low, high) if "bands" in entries else ()
        self.draft.numbers[name.text] = Stat(
            name.text,
            label,
            low,
            high,
            start,
            self._text(entries, "means", "the meaning"),
            bands,
            gauge,
            span=name.span,
        )

    def _bands(self, node: Tree, low: int, high: int) -> tuple[tuple[str, int], ...]:
        bands: list[tuple[str, int]] = []
        for name, value in self.pairs(node, "bands"):
            start = self.integer(value, f'the start of band "{name.text}"', low)
            if not low <= start <= high or (bands and start <= bands[-1][1]):
                message = f'band "{name.text}" begins at {start}'
                hint = f"bands rise, and lie between {low} and {high}"
                self.report(BANDS, value.span, message, hint)
                continue
            bands.append((name.text, start))
        return tuple(bands)

    def _flag(self, name: Scalar, node: Tree) -> None:
        if self._check(name, "a flag") and not self._declared(name):
            means = self.text(node, "what a flag means")
            if not means:
                hint = "write `flag: The sentence that is true when it is set.`"
                self.report(MISSING_KEY, name.span, f'flag "{name.text}" says nothing', hint)
            self.draft.flags[name.text] = Flag(name.text, means, span=name.span)

    def _named(self, name: Scalar, node: Tree) -> None:
        if not self._check(name, "a named value") or self._declared(name):
            return
        what = f'"{name.text}"'
        entries = self.record(node, keys.NAMED, what)
        if "one of" not in entries:
            self.missing(name.span, what, "one of", keys.NAMED["one of"])
            return
        words = tuple(word for word, _ in self.ids(entries["one of"][1], "a word"))
        start = self._text(entries, "start", "the start") or (words[0] if words else "")
        if start not in words:
            at = entries["start"][1].span if "start" in entries else name.span
            hint = did_you_mean(start, words, "words there are: " + ", ".join(words))
            self.report(UNKNOWN_WORD, at, f'{what} starts as "{start}", which it cannot be', hint)
            return
        means = self._text(entries, "means", "the meaning")
        self.draft.named[name.text] = Named(name.text, words, start, means, span=name.span)

    def _masthead(self, name: Scalar, node: Tree) -> None:
        if not self._check(name, "a newspaper"):
            return
        entries = self.record(node, keys.MASTHEAD, f'newspaper "{name.text}"')
        self.draft.mastheads[name.text] = Masthead(
            name.text,
            self._text(entries, "name", "the name") or _label(name.text),
            self._text(entries, "motto", "the motto"),
            self._text(entries, "place", "the place"),
            self._text(entries, "price", "the price"),
            span=name.span,
        )

    def _condition(self, name: Scalar, node: Tree) -> None:
        id_ = " ".join(name.text.split())
        expr = self.condition(node)
        if expr is not None and not self._declared(name, id_):
            self.draft.conditions[id_] = Condition(id_, expr, span=name.span)

    def _declared(self, name: Scalar, id_: str = "") -> bool:
        """Whether the name is taken already; then it is reported."""
        draft = self.draft
        tables: tuple[tuple[str, Mapping[str, Stat | Flag | Named | Condition]], ...] = (
            ("a number", draft.numbers),
            ("a flag", draft.flags),
            ("a named value", draft.named),
            ("a condition", draft.conditions),
        )
        for kind_, table in tables:
            first = table.get(id_ or name.text)
            if first is not None:
                related = (Related(first.span, f"declared as {kind_} here"),)
                message = f'"{id_ or name.text}" is declared twice'
                hint = "one name, one thing: rename one of them"
                self.found.append(Diagnostic(DUPLICATE, name.span, message, hint, related))
                return True
        return False

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
        start = self._reference(entries["start"][1], "start") if "start" in entries else None
        if "as" in entries:
            draft.viewpoint_spans[id_] = entries["as"][1].span
        draft.chapters[id_] = Chapter(
            id_,
            self._text(entries, "title", "the title") or _label(name),
            self.date(entries["date"][1]) if "date" in entries else "",
            self._ladder(entries, "place", self.line),
            PassageId(start[0]) if start else (passages[0] if passages else None),
            self._text(entries, "as", "the viewpoint"),
            tuple(passages),
            self.words(entries["covers"][1], "covers") if "covers" in entries else (),
            span=entries["start"][1].span if "start" in entries else span,
        )
        self._renamed(entries, name)

    def _passage(self, key: Scalar, node: Tree, chapter: ChapterId) -> PassageId | None:
        draft = self.draft
        if not self._check(key, "a passage"):
            return None
        if key.text == THE_ENDING:
            hint = "it stands for the first ending that holds; choose another id"
            self.report(DUPLICATE, key.span, f'"{THE_ENDING}" is a word of the notation', hint)
            return None
        id_ = PassageId(key.text)
        if self._duplicate(key, draft.passages.get(id_), "passage"):
            return None
        what = f'passage "{key.text}"'
        entries = self.record(node, keys.PASSAGE, what, "write `text:` and `choices:` below it")
        routes = self._routes(entries["next"][1]) if "next" in entries else ()
        draft.passages[id_] = Passage(
            id_,
            chapter,
            self.date(entries["date"][1]) if "date" in entries else "",
            self._ladder(entries, "place", self.line),
            self._text(entries, "time", "the time"),
            self._ladder(entries, "text", self.prose),
            self.effects(entries["do"][1]) if "do" in entries else (),
            self._choices(entries, id_, routes),
            routes,
            self._ending(entries["ending"]) if "ending" in entries else None,
            self._ladder(entries, "verdict", self.prose, partial=True),
            self._newspaper(entries, id_),
            self._document(entries["document"]) if "document" in entries else None,
            self._hard(entries["hard"][1]) if "hard" in entries else None,
            self._ledger(entries["ledger"][1]) if "ledger" in entries else {},
            self.words(entries["covers"][1], "covers") if "covers" in entries else (),
            span=key.span,
        )
        self._renamed(entries, key.text)
        return id_

    def _choices(
        self, entries: Entries, passage: PassageId, routes: tuple[Route, ...]
    ) -> tuple[Choice, ...]:
        if "choices" not in entries:
            return ()
        choices: dict[str, Choice] = {}
        for item in self.items(entries["choices"][1], "choices"):
            choice = self._choice(item, passage, routes)
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
        return tuple(choices.values())

    def _choice(self, node: Tree, passage: PassageId, fallback: tuple[Route, ...]) -> Choice | None:
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
        routes = self._routes(entries["goto"][1]) if "goto" in entries else fallback
        if not routes and "goto" not in entries:
            if isinstance(label_node, Scalar) and "->" in label_node.text:
                return self._short_choice(label_node, fallback, entries)
            self._report_no_target(label_node.span)
        return self._make_choice(entries, self.ladder(label_node, self.line, "text"), routes, node)

    def _make_choice(
        self, entries: Entries, label: Ladder[Runs], routes: tuple[Route, ...], node: Tree
    ) -> Choice:
        id_ = self.id(entries["id"][1], "a choice") if "id" in entries else ""
        if not id_:
            id_ = routes[0].target if routes else "choice"
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
            self.effects(entries["do"][1]) if "do" in entries else (),
            self._ladder(entries, "answer", self.prose, partial=True),
            routes,
            span=node.span,
        )
        self._renamed(entries, id_)
        return choice

    def _short_choice(
        self, node: Scalar, fallback: tuple[Route, ...], entries: Entries | None = None
    ) -> Choice | None:
        """A choice on one line: `Walk out to them alone. -> alone`."""
        self.warn_of_comment(node)
        whole = node.fragment()
        arrow = whole.text.rfind("->")
        routes = fallback
        end = len(whole.text)
        if arrow >= 0:
            target = whole.part(arrow + 2)
            end = arrow
            if target.text and all(c.isalnum() or c in "-_" for c in target.text):
                routes = (Route(None, PassageId(target.text), span=target.span()),)
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
        runs = parse_line(label, self.voices, self.found)
        return self._make_choice(entries or {}, (Case(None, runs),), routes, node)

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

    def _routes(self, node: Tree) -> tuple[Route, ...]:
        def target(value: Tree) -> tuple[str, Span]:
            return (self.id(value, "a passage"), value.span)

        if isinstance(node, Seq) and not node.items:
            self.report(WRONG_TYPE, node.span, "this list of ways on is empty", "name a passage")
        cases = self.ladder(node, target, WAY_ON)
        return tuple(
            Route(case.condition, PassageId(case.value[0]), span=case.value[1])
            for case in cases
            if case.value[0]
        )

    def _ending(self, entry: tuple[Scalar, Tree]) -> Ending:
        _, node = entry
        if isinstance(node, Scalar):
            return Ending((Case(None, self.line(node)),), "", 1000, None)
        entries = self.record(node, keys.ENDING, "an ending")
        return Ending(
            self._ladder(entries, "title", self.line),
            self._text(entries, "kind", "the kind"),
            self.integer(entries["order"][1], "order", 1000) if "order" in entries else 1000,
            self.condition(entries["if"][1]) if "if" in entries else None,
        )

    def _newspaper(self, entries: Entries, passage: PassageId) -> Newspaper | None:
        parts = [k for k in ("headline", "deck", "lead", "picture", "columns") if k in entries]
        if "newspaper" not in entries:
            for part in parts:
                message = f'"{part}" belongs to a front page, and this is none'
                hint = "add `newspaper:` with the id of a masthead"
                self.report(UNKNOWN_KEY, entries[part][0].span, message, hint)
            return None
        node = entries["newspaper"][1]
        self.draft.masthead_spans[passage] = node.span
        if "headline" not in entries:
            meaning = keys.PASSAGE["headline"]
            self.missing(entries["newspaper"][0].span, "this front page", "headline", meaning)
        columns = []
        if "columns" in entries:
            for item in self.items(entries["columns"][1], "columns"):
                article = self.record(item, keys.ARTICLE, "a column")
                columns.append(
                    Article(
                        self._ladder(article, "title", self.line),
                        self._ladder(article, "text", self.prose),
                    )
                )
        return Newspaper(
            self.id(node, "a newspaper"),
            self._ladder(entries, "headline", self.line),
            self._ladder(entries, "deck", self.line, partial=True),
            self._ladder(entries, "lead", self.prose, partial=True),
            self._ladder(entries, "picture", self._photo, partial=True),
            tuple(columns),
            self._ladder(entries, "truth", self.line, partial=True),
        )

    def _photo(self, node: Tree) -> Photo:
        entries = self.record(node, keys.PICTURE, "a picture")
        group: tuple[tuple[str, Span], ...] = ()
        if "group" in entries:
            group = self.ids(entries["group"][1], "a character")
        else:
            self.missing(node.span, "this picture", "group", keys.PICTURE["group"])
        for name, span in group:
            if name not in self.draft.cast:
                hint = did_you_mean(name, self.draft.cast, "declare the character in the cast")
                self.report(UNKNOWN_WORD, span, f'nobody in the cast is "{name}"', hint)
        return Photo(
            tuple(CharacterId(name) for name, _ in group if name in self.draft.cast),
            self._ladder(entries, "caption", self.line),
        )

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
            return Hard(node.text.strip(), Prose(()))
        entries = self.record(node, keys.HARD, "the mark of a hard scene")
        instead = self.prose(entries["instead"][1]) if "instead" in entries else Prose(())
        return Hard(self._text(entries, "note", "the note"), instead)

    def _ledger(self, node: Tree) -> Mapping[str, str]:
        return {
            name.text: self.text(value, "what happened")
            for name, value in self.pairs(node, "ledger")
        }

    # Small things

    def _text(self, entries: Entries, key: str, what: str) -> str:
        return self.text(entries[key][1], what) if key in entries else ""

    def _ladder(
        self, entries: Entries, key: str, read: Callable[[Tree], T], partial: bool = False
    ) -> Ladder[T]:
        if key not in entries:
            return ()
        return self.ladder(entries[key][1], read, key, partial)

    def _reference(self, node: Tree, what: str) -> tuple[str, Span]:
        return self.id(node, what), node.span

    def _word_of(self, node: Tree, words: tuple[str, ...], what: str) -> str:
        word = self.text(node, what)
        if word in words:
            return word
        hint = did_you_mean(word, words, "words there are: " + ", ".join(words))
        self.report(UNKNOWN_WORD, node.span, f'"{word}" is no {what}', hint)
        return words[0]

    def _check(self, name: Scalar, what: str) -> bool:
        return bool(self.id(name, what))

    def _duplicate(self, name: Scalar, first: Passage | Character | None, what: str) -> bool:
        if first is None:
            return False
        related = (Related(first.span, "the first one"),)
        message = f'{what} "{name.text}" is written twice'
        hint = "give one of them another id"
        self.found.append(Diagnostic(DUPLICATE, name.span, message, hint, related))
        return True

    def _renamed(self, entries: Entries, new: str) -> None:
        if "was" in entries:
            for old in self.words(entries["was"][1], "an old id"):
                self.draft.renamed[old] = new


def _label(name: str) -> str:
    words = name.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]
