"""Tree → values, one kind of value at a time; what is wrong is collected, never raised."""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypeVar

import attrs

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.span import Span
from game.diagnostics.suggest import did_you_mean, nearest
from game.model.story import Case, Ladder
from game.text.effect import Effect
from game.text.expression import Chance, Expr
from game.text.markup import MARKED, Plain, Prose, Runs, parse_line, parse_prose
from game.text.nodes import Fragment, Map, Scalar, Seq, Tree
from game.text.scope import Scope
from game.text.traps import comment_after, strange_character

UNKNOWN_KEY = Rule("unknown-key", Severity.ERROR, "A key that the notation does not have.")
MISSING_KEY = Rule("missing-key", Severity.ERROR, "A key that must be there is not.")
WRONG_TYPE = Rule("wrong-type", Severity.ERROR, "A value of the wrong kind.")
BAD_ID = Rule("bad-id", Severity.ERROR, "An id that is not a word.")
BAD_DATE = Rule("bad-date", Severity.ERROR, "A date that is none.")
LADDER = Rule("ladder-syntax", Severity.ERROR, "A ladder whose rungs cannot be read.")
NO_OTHERWISE = Rule("no-otherwise", Severity.WARNING, "A ladder that may hold no value.")

WAY_ON = "next"
"""What a ladder of ways on is called; only its rungs may be bare: `next: [the-count]`."""

_MEANT = {
    "hidden": "write `locked: hidden`",
    "sticky": "a choice stays unless it is `once: yes`",
    "label": "write `text:`",
    "condition": "write `if:`",
    "when": "write `if:`",
    "effects": "write `do:`",
    "effect": "write `do:`",
    "target": "write `goto:`",
    "to": "write `goto:`",
}
"""What other engines' keys of a choice are here."""

T = TypeVar("T")

_ID = re.compile(r"[^\W_][\w-]*\Z")
_CHANCE = re.compile(r"(\d{1,4}) in (\d{1,4})\Z", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z", re.ASCII)
_KINDS = {Scalar: "text", Map: "a mapping", Seq: "a list"}
_TRUE = frozenset({"yes", "true", "on"})
_FALSE = frozenset({"no", "false", "off"})


def kind(node: Tree) -> str:
    """What a node is, in a writer's words."""
    if isinstance(node, Scalar) and not node.text and not node.style:
        return "nothing"
    return _KINDS[type(node)]


class Reader:
    """Reads nodes as values and keeps what is wrong in `found`."""

    def __init__(self, found: list[Diagnostic], scope: Scope) -> None:
        self.found = found
        self.scope = scope

    @property
    def where(self) -> str:
        """The id of the record being read."""
        return self.scope.where

    @where.setter
    def where(self, id_: str) -> None:
        self.scope.where = id_

    def report(self, rule: Rule, span: Span, message: str, hint: str = "") -> None:
        """Add a diagnostic."""
        self.found.append(Diagnostic(rule, span, message, hint))

    # Structure

    def record(
        self, node: Tree, keys: Mapping[str, str], what: str, form: str = ""
    ) -> dict[str, tuple[Scalar, Tree]]:
        """The entries of a mapping whose keys must be among these."""
        if not isinstance(node, Map):
            hint = form or "keys there are: " + ", ".join(keys)
            self.report(WRONG_TYPE, node.span, f"{what} must be a mapping, not {kind(node)}", hint)
            return {}
        if node.entries.keys() <= keys.keys():
            return node.entries
        entries: dict[str, tuple[Scalar, Tree]] = {}
        for key, value in node.items():
            if key.text in keys:
                entries[key.text] = (key, value)
                continue
            fallback = "keys there are: " + ", ".join(name for name in keys if name != "note")
            hint = strange_character(key) or did_you_mean(key.text, keys, fallback)
            near = nearest(key.text, keys)
            hint = _MEANT.get(key.text, hint) if "locked" in keys else hint
            if node.flow and " " in key.text and kind(value) == "nothing":
                hint = "a comma between { } ends a value: put text that has one between '…'"
            self.report(UNKNOWN_KEY, key.span, f'{what} has no key "{key.text}"', hint)
            if near and near not in entries and near not in node.entries:
                entries[near] = (key, value)
        return entries

    def pairs(self, node: Tree, what: str) -> Iterator[tuple[Scalar, Tree]]:
        """The entries of a mapping from ids to something."""
        if isinstance(node, Map):
            yield from node.items()
        elif kind(node) != "nothing":
            message = f"{what} must be a mapping from ids, not {kind(node)}"
            self.report(WRONG_TYPE, node.span, message, "write `id:` and what belongs to it below")

    def items(self, node: Tree, what: str) -> tuple[Tree, ...]:
        """The items of a list."""
        if isinstance(node, Seq):
            return node.items
        if kind(node) != "nothing":
            message = f"{what} must be a list, not {kind(node)}"
            self.report(WRONG_TYPE, node.span, message, 'begin each item with "- "')
        return ()

    def missing(self, span: Span, what: str, key: str, meaning: str) -> None:
        """Report that a key must be there."""
        self.report(MISSING_KEY, span, f'{what} has no "{key}"', f"add `{key}:`: {meaning}")

    # Scalars

    def text(self, node: Tree, what: str) -> str:
        """The text of a scalar, as written."""
        if isinstance(node, Scalar):
            return node.text.strip()
        self.report(WRONG_TYPE, node.span, f"{what} must be text, not {kind(node)}")
        return ""

    def told(self, node: Tree, key: str, what: str) -> str:
        """A text that is shown, in another language where the book has it."""
        text = self.text(node, what)
        book = self.scope.book
        if book is None or not text or not isinstance(node, Scalar):
            return text
        line = book.told(self.where, key, node.fragment().part(0), "")
        return text if line is None else " ".join(line.text.split())

    def integer(self, node: Tree, what: str, default: int) -> int:
        """A whole number."""
        if isinstance(node, Scalar) and re.fullmatch(r"[+-]?\d{1,7}", node.text.strip()):
            return int(node.text)
        written = f'"{node.text}"' if isinstance(node, Scalar) else kind(node)
        hint = _strange(node) or "as in: 40"
        self.report(WRONG_TYPE, node.span, f"{what} must be a whole number, not {written}", hint)
        return default

    def boolean(self, node: Tree, what: str) -> bool:
        """Yes or no."""
        word = node.text.strip().casefold() if isinstance(node, Scalar) else ""
        if word not in _TRUE and word not in _FALSE:
            self.report(WRONG_TYPE, node.span, f"{what} must be yes or no")
        return word in _TRUE

    def id(self, node: Tree, what: str) -> str:
        """A word that names something; empty if it cannot."""
        if isinstance(node, Scalar) and _ID.match(node.text):
            return node.text
        written = f'"{node.text}"' if isinstance(node, Scalar) else kind(node)
        hint = _strange(node) or "ids are words of letters, digits, - and _"
        self.report(BAD_ID, node.span, f"{written} cannot be the id of {what}", hint)
        return ""

    def ids(self, node: Tree, what: str) -> tuple[tuple[str, Span], ...]:
        """A list of ids, or one."""
        nodes = node.items if isinstance(node, Seq) else (node,)
        read = ((self.id(item, what), item.span) for item in nodes)
        return tuple((name, span) for name, span in read if name)

    def words(self, node: Tree, what: str) -> tuple[str, ...]:
        """A list of texts, or one."""
        nodes = node.items if isinstance(node, Seq) else (node,)
        return tuple(self.text(item, what) for item in nodes)

    def date(self, node: Tree) -> str:
        """A date, YYYY, YYYY-MM or YYYY-MM-DD; empty if it is none."""
        text = self.text(node, "a date")
        match = _DATE.match(text)
        if match:
            try:
                date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
            except ValueError:
                match = None
        if match is None:
            hint = "write it as 1921, 1921-02 or 1921-02-24"
            self.report(BAD_DATE, node.span, f'"{text}" is no date', hint)
            return ""
        return text

    # The small languages

    def condition(self, node: Tree) -> Expr | None:
        """A condition."""
        if not isinstance(node, Scalar):
            self.report(WRONG_TYPE, node.span, f"a condition must be text, not {kind(node)}")
            return None
        return self.scope.condition(node.fragment().part(0), self.found)

    def effects(self, node: Tree) -> tuple[Effect, ...]:
        """A line of effects, or a list of such lines."""
        if isinstance(node, Seq):
            return tuple(effect for item in node.items for effect in self.effects(item))
        if not isinstance(node, Scalar):
            message = f"effects must be text, not {kind(node)}"
            self.report(WRONG_TYPE, node.span, message, "as in: paranoia +5, set promised")
            return ()
        return self.scope.effects(node.fragment(), self.found)

    def prose(self, node: Tree) -> Prose:
        """A block of paragraphs."""
        if not isinstance(node, Scalar):
            self._not_prose(node)
            return Prose(())
        self.warn_of_comment(node)
        return parse_prose(node.fragment(), self.scope, self.found)

    def line(self, node: Tree) -> Runs:
        """One line of prose."""
        if not isinstance(node, Scalar):
            self._not_prose(node)
            return ()
        self.warn_of_comment(node)
        if self.scope.book is None and not MARKED.search(node.text):
            words = " ".join(node.text.split())
            return (Plain(words),) if words else ()
        return parse_line(node.fragment(), self.scope, self.found)

    def warn_of_comment(self, node: Scalar) -> None:
        """Report that YAML dropped the end of this prose as a comment."""
        if node.style in ("|", ">") or node.source.text[node.end : node.end + 1] in ("\n", ""):
            return
        warning = comment_after(node)
        if warning:
            self.found.append(warning)

    def _not_prose(self, node: Tree) -> None:
        hint = "if it begins with { or [ or holds a colon, put the whole of it between '…'"
        self.report(WRONG_TYPE, node.span, f"prose must be text, not {kind(node)}", hint)

    # Ladders

    def ladder(
        self, node: Tree, read: Callable[[Tree], T], what: str, partial: bool = False
    ) -> Ladder[T]:
        """A value, or a list of rungs of which the first that holds gives it.

        Unless `partial`, a ladder without `otherwise` is warned of: it may hold no value.
        """
        if not isinstance(node, Seq):
            return (Case(None, read(node), None, fragment_of(node)),)
        if what != WAY_ON and any(isinstance(item, Scalar) for item in node.items):
            self._not_prose(node)
            return ()
        cases: list[Case[T]] = []
        chances: list[tuple[int, int, int]] = []
        for index, item in enumerate(node.items):
            case = self._rung(item, read, what, chances, len(cases))
            if case is None:
                continue
            cases.append(case)
            if case.condition is None and index < len(node.items) - 1:
                message = "the rungs below this one are never read"
                self.report(LADDER, item.span, message, "move `otherwise` to the end")
        certain = self._share_one_roll(cases, chances, f"{self.where}/{what}", node)
        if cases and cases[-1].condition is not None and not (partial or certain):
            message = f"{what} may have no value: no rung is `otherwise`"
            hint = 'end the ladder with "- otherwise: …"'
            self.report(NO_OTHERWISE, node.items[-1].span, message, hint)
        return tuple(cases)

    def _rung(
        self,
        item: Tree,
        read: Callable[[Tree], T],
        what: str,
        chances: list[tuple[int, int, int]],
        index: int,
    ) -> Case[T] | None:
        """A rung; of one that is a chance, its index, and n in how many, go to `chances`."""
        if isinstance(item, Map) and len(item.entries) == 1:
            key, value = next(item.items())
            if key.text == "otherwise":
                return Case(None, read(value), key.span, fragment_of(value))
            if key.text == "if" or key.text.startswith("if "):
                condition = self.scope.condition(key.fragment().part(2), self.found)
                value_read = read(value)
                if condition is None:
                    return None
                return Case(condition, value_read, key.span, fragment_of(value))
            if match := _CHANCE.match(key.text):
                times, of = int(match[1]), int(match[2])
                if not 0 < times <= of:
                    hint = "as in: 3 in 10"
                    self.report(LADDER, key.span, f'"{key.text}" is no chance', hint)
                    return None
                chances.append((index, times, of))
                return Case(Chance(0, times, of, ""), read(value), key.span, fragment_of(value))
        if isinstance(item, Scalar) and what == WAY_ON:
            return Case(None, read(item))
        hint = "write each rung as `- if condition: value`, the last as `- otherwise: value`"
        self.report(LADDER, item.span, f"a rung of {what} that cannot be read", hint)
        return None

    def _share_one_roll(
        self, cases: list[Case[T]], chances: list[tuple[int, int, int]], place: str, node: Tree
    ) -> bool:
        """Give the chances of a ladder stretches of one roll; whether they fill all of it."""
        of = math.lcm(*(of for _, _, of in chances)) if chances else 1
        low = 0
        for index, times, parts in chances:
            high = low + times * (of // parts)
            chance = Chance(low, high, of, place)
            cases[index] = attrs.evolve(cases[index], condition=chance)
            low = high
        if low > of:
            hint = "the chances of one ladder add up to the whole at most"
            self.report(LADDER, node.span, "these chances add up to more than the whole", hint)
        return bool(chances) and low >= of


def fragment_of(node: Tree) -> Fragment | None:
    """What a value was written as, where it is text."""
    return node.fragment() if isinstance(node, Scalar) else None


def _strange(node: Tree) -> str:
    return strange_character(node) if isinstance(node, Scalar) else ""
