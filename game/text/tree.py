"""YAML → a tree of maps, lists and scalars that know where they were written.

The tree is built from libyaml's events in one pass. Scalars keep the text that was
written (`yes`, `12:30` and `1921-02-24` stay words): what a scalar is, its key decides. Depth is
checked event by event, because composing 100,000 levels crashes the process; anchors
and aliases are no part of the notation, so there are no alias bombs. After a syntax error the
passage it stands in is blanked and the rest is read again: every mistake in one go.
"""

import gc
import re
from collections.abc import Callable
from typing import Any

import attrs
import yaml

from game.diagnostics.diagnostic import Diagnostic, Related, Rule, Severity
from game.diagnostics.span import Source, Span
from game.text.nodes import Map, Scalar, Seq, Tree
from game.text.traps import after_error

DEEPEST = 40
"""Levels of nesting; the notation itself needs eight."""

MOST_SYNTAX_ERRORS = 25
"""Syntax errors reported for one file before giving up on it."""

SYNTAX = Rule("yaml-syntax", Severity.ERROR, "A file that is not YAML.")
TOO_DEEP = Rule("nested-too-deep", Severity.ERROR, "Lists or mappings nested beyond the limit.")
ALIAS = Rule("alias", Severity.ERROR, "A YAML anchor, alias or tag, which stories do not use.")
REPEATED = Rule("repeated-key", Severity.ERROR, "A key written twice in one mapping.")
SECOND_DOCUMENT = Rule("second-document", Severity.ERROR, "More than one YAML document in a file.")
KEY_NOT_WORD = Rule("key-not-a-word", Severity.ERROR, "A key that is a list or a mapping.")

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # absent on some builds


@attrs.frozen(eq=False)
class Parsed:
    """A file's tree, what is wrong with it, and the keys of passages lost to syntax errors."""

    tree: Tree | None
    diagnostics: list[Diagnostic]
    lost: frozenset[str]


def parse(source: Source) -> Parsed:
    """The tree of a file; what could not be read is reported and left out."""
    found: list[Diagnostic] = []
    lost: set[str] = set()
    text = source.text
    enabled = gc.isenabled()
    gc.disable()  # walking the growing tree again and again makes the load quadratic
    try:
        for _ in range(MOST_SYNTAX_ERRORS):
            builder = _Builder(source)
            try:
                tree = builder.build(text)
            except yaml.MarkedYAMLError as error:
                diagnostic, line = _syntax_error(source, error)
                found.append(diagnostic)
                text, keys = _blank_block(text, line)
                lost |= keys
                if not text.strip():
                    break
                continue
            except RecursionError:
                break
            found += builder.diagnostics
            return Parsed(tree, found, frozenset(lost))
    finally:
        if enabled:
            gc.enable()
    return Parsed(None, found, frozenset(lost))


class _TooDeep(Exception):
    """Nesting beyond the limit: the rest of the file is left unread."""


class _Builder:
    """Events → tree."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []

    def build(self, text: str) -> Tree | None:
        loader = _Loader(text)
        self._next = loader.get_event
        try:
            return self._stream()
        except _TooDeep:
            return None
        finally:
            loader.dispose()

    def _stream(self) -> Tree | None:
        self._next()
        root: Tree | None = None
        documents = 0
        while True:
            event: Any = self._next()
            if isinstance(event, yaml.StreamEndEvent):
                return root
            documents += 1
            start = event.start_mark.index
            tree = self._node(self._next(), 1)
            self._next()
            if documents == 1:
                root = tree
            elif documents == 2:
                self._report(
                    SECOND_DOCUMENT,
                    self.source.span(start, start + 3),
                    "a second document starts here",
                    "`---` turns a page only inside a text block, indented with it",
                )

    def _node(self, event: Any, depth: int) -> Tree:
        start, end = event.start_mark.index, event.end_mark.index
        if depth > DEEPEST:
            message = f"nested more than {DEEPEST} levels deep"
            self._report(TOO_DEEP, self.source.span(start, start + 1), message, "flatten this")
            raise _TooDeep
        if isinstance(event, yaml.AliasEvent):
            self._report_alias(start, end)
            return Scalar(self.source, start, end, f"*{event.anchor}", "")
        if event.anchor is not None:
            self._report_alias(start, start + 1 + len(event.anchor))
        elif event.tag is not None and not isinstance(event, yaml.ScalarEvent):
            self._report_alias(start, start + 1)
        if isinstance(event, yaml.ScalarEvent):
            if event.tag is not None:
                self._report_alias(start, start + 1)
            if not event.style and (event.anchor or event.tag):
                return Scalar(self.source, start, end, self.source.text[start:end], "")
            return Scalar(self.source, start, end, event.value, event.style or "")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(start, depth)
        return self._mapping(start, depth)

    def _sequence(self, start: int, depth: int) -> Seq:
        items: list[Tree] = []
        following: Callable[[], Any] = self._next
        while True:
            event = following()
            kind = type(event)
            if kind is yaml.SequenceEndEvent:
                return Seq(self.source, start, event.end_mark.index, tuple(items))
            items.append(self._plain(event) or self._node(event, depth + 1))

    def _plain(self, event: Any) -> Scalar | None:
        """The scalar of an event that is one without anchor and tag, which most are."""
        kind = type(event)
        if kind is not yaml.ScalarEvent or event.anchor is not None or event.tag is not None:
            return None
        start, end = event.start_mark.index, event.end_mark.index
        return Scalar(self.source, start, end, event.value, event.style or "")

    def _mapping(self, start: int, depth: int) -> Map:
        entries: dict[str, tuple[Scalar, Tree]] = {}
        following: Callable[[], Any] = self._next
        while True:
            event = following()
            kind = type(event)
            if kind is yaml.MappingEndEvent:
                return Map(self.source, start, event.end_mark.index, entries)
            key = self._plain(event) or self._node(event, depth + 1)
            event = following()
            value = self._plain(event) or self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                message = "a key must be a word"
                hint = "if this is prose, put the whole of it between '…'"
                self._report(KEY_NOT_WORD, key.span, message, hint)
                continue
            first = entries.get(key.text)
            if first is None:
                entries[key.text] = (key, value)
                continue
            self.diagnostics.append(
                Diagnostic(
                    REPEATED,
                    key.span,
                    f'"{key.text}" is written twice here',
                    "give one of them another name, or join them",
                    (Related(first[0].span, "the first one"),),
                )
            )

    def _report(self, rule: Rule, span: Span, message: str, hint: str) -> None:
        self.diagnostics.append(Diagnostic(rule, span, message, hint))

    def _report_alias(self, start: int, end: int) -> None:
        sign = self.source.text[start : start + 1]
        kind = {"*": "an alias", "&": "an anchor", "!": "a tag"}.get(sign, "YAML's own sign")
        message = f'YAML reads "{sign}" at the start of a value as {kind}'
        hint = "if it is prose, put the whole of it between '…'; stories use no aliases or tags"
        self._report(ALIAS, self.source.span(start, max(end, start + 1)), message, hint)


_KEY_LINE = re.compile(r"^( {0,2})([^\s#\-][^:#]*):(?:\s|$)")


def _syntax_error(source: Source, error: yaml.MarkedYAMLError) -> tuple[Diagnostic, int]:
    """The message, and the line (from 1) whose passage must be left out."""
    message, hint, at = after_error(source, error)
    line = source.span(at, at).line
    end = min(at + 1, len(source.text))
    return Diagnostic(SYNTAX, source.span(at, max(at, end)), message, hint), line


def _blank_block(text: str, line: int) -> tuple[str, set[str]]:
    """The text with the passage that holds this line made blank, and the passage's key."""
    lines = text.split("\n")
    first = min(line, len(lines)) - 1
    indent = 0
    keys: set[str] = set()
    while first > 0:
        match = _KEY_LINE.match(lines[first])
        if match:
            indent = len(match[1])
            keys.add(match[2].strip())
            break
        first -= 1
    last = first + 1
    while last < len(lines):
        match = _KEY_LINE.match(lines[last])
        if match and len(match[1]) <= indent:
            break
        last += 1
    for number in range(first, last):
        lines[number] = " " * len(lines[number])
    return "\n".join(lines), keys
