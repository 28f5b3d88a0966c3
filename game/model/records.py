"""Chapters, passages and choices, read from trees into the draft of a campaign."""

from collections.abc import Mapping
from typing import TypeVar

from game.diagnostics.diagnostic import Diagnostic, Related, Rule, Severity
from game.diagnostics.span import Span
from game.diagnostics.suggest import did_you_mean
from game.model import keys
from game.model.declarations import DUPLICATE, UNKNOWN_WORD, Declarations, Entries, label_of
from game.model.reader import (
    UNKNOWN_KEY,
    WAY_ON,
    WRONG_TYPE,
    kind,
)
from game.model.story import (
    THE_ENDING,
    Article,
    Case,
    Chapter,
    ChapterId,
    CharacterId,
    Choice,
    ChoiceId,
    Document,
    Ending,
    Hard,
    Ladder,
    Newspaper,
    Passage,
    PassageId,
    Photo,
    Route,
)
from game.text.markup import Prose, Runs, parse_line
from game.text.nodes import Map, Scalar, Seq, Tree

CHOICE_TRAP = Rule("choice-syntax", Severity.ERROR, "A choice that cannot be read.")

T = TypeVar("T")


class Records(Declarations):
    """Reads the records of a campaign one after another into its draft."""

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
        start = self._reference(entries["start"][1], "start") if "start" in entries else None
        if "as" in entries:
            draft.viewpoint_spans[id_] = entries["as"][1].span
        draft.chapters[id_] = Chapter(
            id_,
            self._text(entries, "title", "the title") or label_of(name),
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
