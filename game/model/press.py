"""Newspapers and their front pages, read from trees."""

import re
from collections.abc import Callable, Iterator
from typing import TypeVar, assert_never

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.suggest import did_you_mean
from game.model import keys
from game.model.interlude import Field
from game.model.portrayal import UNKNOWN_WORD, Portrayal
from game.model.reader import UNKNOWN_KEY, fragment_of
from game.model.story import (
    Article,
    Case,
    Censor,
    CharacterId,
    Figures,
    Item,
    Ladder,
    Masthead,
    Newspaper,
    Photo,
)
from game.text.markup import (
    Branch,
    ByBand,
    ByCount,
    ByFact,
    ByVisit,
    Fact,
    Plain,
    Prose,
    Runs,
    Styled,
    Value,
)
from game.text.nodes import Map, Scalar, Seq, Tree
from game.text.scope import Reference, Scope

NOT_PRINTED = Rule("not-printed", Severity.WARNING, "Words to be struck out that stand nowhere.")

Entries = dict[str, tuple[Scalar, Tree]]
T = TypeVar("T")

_PARTS = (
    "headline",
    "deck",
    "lead",
    "picture",
    "columns",
    "editorial",
    "decree",
    "figures",
    "ear",
    "slogan",
    "stamp",
    "border",
    "censor",
)
_FIGURES = Field("list", "the rows", entries={"name": "what it is", "value": "how much there is"})
_BARRED = Field("list", "words", entries={"words": "the words, as printed"})
_LIFTED = Field("list", "columns", entries={"title": "the column's title, as printed"})
_REMARKS = Field("list", "remarks", entries={"text": "what is written", "at": "beside what"})
_LETTERS = re.compile(r"[^\W_]+")


class Press(Portrayal):
    """Reads what is printed on front pages, and lists of entries for papers of every kind."""

    def __init__(self, found: list[Diagnostic], scope: Scope) -> None:
        super().__init__(found, scope)
        self.mastheads: dict[str, Masthead] = {}

    def read_masthead(self, name: Scalar, entries: Entries, title: str) -> Masthead:
        """A newspaper of the campaign."""
        old_style = entries.get("old-style")
        return Masthead(
            name.text,
            title,
            self._told(entries, "motto", "the motto"),
            self._told(entries, "place", "the place"),
            self._told(entries, "price", "the price"),
            self._ladder(entries, "organ", self.line, partial=True),
            self._ladder(entries, "ear", self._figures, partial=True),
            self._ladder(entries, "slogan", self.line, partial=True),
            self.boolean(old_style[1], "old-style") if old_style else False,
            span=name.span,
        )

    def _newspaper(self, entries: Entries) -> Newspaper | None:
        if "newspaper" not in entries:
            for part in (key for key in _PARTS if key in entries):
                message = f'"{part}" belongs to a front page, and this is none'
                hint = "add `newspaper:` with the id of a masthead"
                self.report(UNKNOWN_KEY, entries[part][0].span, message, hint)
            return None
        node = entries["newspaper"][1]
        masthead = self.id(node, "a newspaper")
        if masthead:
            self.scope.references.append(Reference("newspaper", masthead, node.start, node.end))
        if "headline" not in entries:
            meaning = keys.PASSAGE["headline"]
            self.missing(entries["newspaper"][0].span, "this front page", "headline", meaning)
        columns = []
        if "columns" in entries:
            passage = self.where
            for number, item in enumerate(self.items(entries["columns"][1], "columns")):
                self.where = f"{passage}/columns/{number}"
                columns.append(self._article(item, "a column"))
            self.where = passage
        page = Newspaper(
            masthead,
            self._ladder(entries, "headline", self.line),
            self._ladder(entries, "deck", self.line, partial=True),
            self._ladder(entries, "lead", self.prose, partial=True),
            self._ladder(entries, "picture", self._photo, partial=True),
            tuple(columns),
            self._ladder(entries, "truth", self.line, partial=True),
            self._ladder(entries, "editorial", self._article, partial=True),
            self._ladder(entries, "decree", self._article, partial=True),
            self._ladder(entries, "figures", self._figures, partial=True),
            self._ladder(entries, "ear", self._figures, partial=True),
            self._ladder(entries, "slogan", self.line, partial=True),
            self._ladder(entries, "stamp", self.line, partial=True),
            self._ladder(entries, "border", self._border, partial=True),
            self._censor(entries["censor"][1]) if "censor" in entries else None,
        )
        if page.censor is not None and self.scope.book is None:
            self._check_censor(page, entries["censor"][1])
        return page

    def _article(self, node: Tree, what: str = "this article") -> Article:
        if isinstance(node, Scalar):
            return Article(None, (), self.ladder(node, self.prose, "text"))
        article = self.record(node, keys.ARTICLE, what)
        return Article(
            self.condition(article["if"][1]) if "if" in article else None,
            self._ladder(article, "title", self.line),
            self._ladder(article, "text", self.prose),
        )

    def _figures(self, node: Tree) -> Figures:
        """A table; of words alone they are its note."""
        if isinstance(node, Scalar):
            return Figures((), (), self.ladder(node, self.line, "note"))
        entries = self.record(node, keys.FIGURES, "this table")
        return Figures(
            self._ladder(entries, "title", self.line, partial=True),
            self._list(entries["rows"][1], "rows", _FIGURES) if "rows" in entries else (),
            self._ladder(entries, "note", self.line, partial=True),
        )

    def _border(self, node: Tree) -> str:
        word = self.text(node, "the border")
        if word not in keys.BORDERS:
            hint = did_you_mean(word, keys.BORDERS, "words there are: " + ", ".join(keys.BORDERS))
            self.report(UNKNOWN_WORD, node.span, f'"{word}" is no border', hint)
        return word

    def _photo(self, node: Tree) -> Photo:
        entries = self.record(node, keys.PICTURE, "a picture")
        group: tuple[CharacterId, ...] = ()
        if "group" in entries:
            group = self._people(entries["group"][1])
        else:
            self.missing(node.span, "this picture", "group", keys.PICTURE["group"])
        return Photo(group, self._ladder(entries, "caption", self.line))

    def _people(self, node: Tree) -> tuple[CharacterId, ...]:
        """Members of the cast."""
        people = self.ids(node, "a character")
        cast = self.scope.cast
        for name, span in people:
            if name not in cast:
                hint = did_you_mean(name, cast, "declare the character in the cast")
                self.report(UNKNOWN_WORD, span, f'nobody in the cast is "{name}"', hint)
        return tuple(CharacterId(name) for name, _ in people if name in cast)

    # The censor

    def _censor(self, node: Tree) -> Censor:
        entries = self.record(node, keys.CENSOR, "what the censor did")

        def listed(key: str, field: Field) -> tuple[Item, ...]:
            return self._list(_alone(entries[key][1]), key, field) if key in entries else ()

        return Censor(
            self.condition(entries["if"][1]) if "if" in entries else None,
            listed("bars", _BARRED),
            listed("strikes", _BARRED),
            listed("lifted", _LIFTED),
            self._people(entries["missing"][1]) if "missing" in entries else (),
            listed("notes", _REMARKS),
            self._ladder(entries, "refusal", self.line, partial=True),
        )

    def _check_censor(self, page: Newspaper, node: Tree) -> None:
        """Warn of words struck out, columns lifted and people missing that are not on the page."""
        censor = page.censor
        assert censor is not None
        entries = node.entries if isinstance(node, Map) else {}
        masthead = self.mastheads.get(page.masthead)
        printed = "\n".join(_printed(page, masthead))
        titles = [" ".join(_texts_in(a.title)) for a in page.columns]
        for key, items, field in (
            ("bars", censor.bars, "words"),
            ("strikes", censor.strikes, "words"),
            ("lifted", censor.lifted, "title"),
            ("notes", censor.notes, "at"),
        ):
            nodes = _alone(entries[key][1]) if key in entries else None
            for each, item in zip(
                nodes.items if isinstance(nodes, Seq) else (), items, strict=False
            ):
                for words in _texts_in(item.fields.get(field, ())):
                    if key == "notes" and words in keys.PARTS:
                        continue
                    among = titles if key in ("lifted", "notes") else [printed]
                    if words.strip() and not any(_stands(words, text) for text in among):
                        what = "no column here is called" if among is titles else "this page has no"
                        known = (*keys.PARTS, *titles) if key == "notes" else titles
                        hint = did_you_mean(words, known, "") if among is titles else ""
                        hint = hint or "write them as they are printed on the page"
                        self.report(NOT_PRINTED, each.span, f'{what} "{words}"', hint)
        group = {person for case in page.picture for person in case.value.group}
        for person in censor.missing:
            if person not in group:
                span = entries["missing"][1].span
                message = f'"{person}" does not stand in the picture'
                self.report(NOT_PRINTED, span, message, "name people of the picture's group")

    # Lists

    def _list(self, node: Tree, key: str, field: Field) -> tuple[Item, ...]:
        passage = self.where
        items: list[Item] = []
        for number, each in enumerate(self.items(node, key)):
            self.where = f"{passage}/{key}/{number}"
            items.append(self._item(each, field))
        self.where = passage
        return tuple(items)

    def _item(self, node: Tree, field: Field) -> Item:
        """An entry of a list; one that is a line alone is its first field."""
        if isinstance(node, Scalar):
            words = (Case(None, self.line(node), None, fragment_of(node)),)
            return Item(None, {next(iter(field.entries)): words})
        entries = self.record(node, {**field.entries, "if": "when it is printed"}, "this entry")
        condition = self.condition(entries["if"][1]) if "if" in entries else None
        first = next(iter(field.entries))
        if entries and first not in entries:
            self.missing(node.span, "this entry", first, field.entries[first])
        fields = {
            key: self.ladder(value, self.line, key, partial=True)
            for key, (_, value) in entries.items()
            if key != "if"
        }
        return Item(condition, fields)

    def _told(self, entries: Entries, key: str, what: str) -> str:
        return self.told(entries[key][1], key, what) if key in entries else ""

    def _ladder(
        self, entries: Entries, key: str, read: Callable[[Tree], T], partial: bool = False
    ) -> Ladder[T]:
        if key not in entries:
            return ()
        return self.ladder(entries[key][1], read, key, partial)


def _alone(node: Tree) -> Seq:
    """The list, or one value as a list of it."""
    return node if isinstance(node, Seq) else Seq(node.source, node.start, node.end, (node,))


def _stands(words: str, text: str) -> bool:
    """Whether the words stand in the text, white space and marks aside."""
    wanted, there = _LETTERS.findall(words.casefold()), _LETTERS.findall(text.casefold())
    return f" {' '.join(wanted)} " in f" {' '.join(there)} " or (
        # Where the text varies the words may be parted: then each of them must be there.
        "\n" in text and len(wanted) > 1 and "\0" in text and set(wanted) <= set(there)
    )


def _printed(page: Newspaper, masthead: Masthead | None) -> Iterator[str]:
    """Every text of the page that can be struck out; a null stands where one varies."""
    tables = [*page.figures, *page.ear]
    for ladder in (page.headline, page.deck, page.slogan):
        yield from _texts_in(ladder)
    if masthead is not None:
        tables += masthead.ear
        yield from _texts_in(masthead.slogan)
        yield from _texts_in(masthead.organ)
    yield from _proses_in(page.lead)
    for case in page.picture:
        yield from _texts_in(case.value.caption)
    articles = [case.value for case in (*page.editorial, *page.decree)]
    for article in (*articles, *page.columns):
        yield from _texts_in(article.title)
        yield from _proses_in(article.text)
    for table in tables:
        yield from _texts_in(table.value.title)
        yield from _texts_in(table.value.note)
        for row in table.value.rows:
            for field in row.fields.values():
                yield from _texts_in(field)


def _texts_in(ladder: Ladder[Runs]) -> Iterator[str]:
    for case in ladder:
        yield _text(case.value)


def _proses_in(ladder: Ladder[Prose]) -> Iterator[str]:
    for case in ladder:
        for paragraph in case.value.paragraphs():
            yield _text(paragraph.runs)


def _text(runs: Runs) -> str:
    """The text of runs, of what varies every variant, each parted from the rest by a null."""
    text = ""
    for run in runs:
        match run:
            case Plain(words):
                text += words
            case Styled(_, inner):
                text += _text(inner)
            case Branch(cases):
                text += "".join(f" \0 {_text(inner)}" for _, inner in cases) + " \0 "
            case ByVisit(_, options, _):
                text += "".join(f" \0 {_text(inner)}" for inner in options) + " \0 "
            case ByBand(_, named) | ByCount(_, named) | ByFact(_, _, named):
                text += "".join(f" \0 {_text(inner)}" for _, inner in named) + " \0 "
            case Value() | Fact():
                text += " \0 "
            case _:
                assert_never(run)
    return text
