"""What prose, conditions and effects may refer to, and the check that they refer to nothing else.

Everything is declared before it is used, so names are checked where they are read, with their place
at hand. The same condition is written in many places: it is parsed and checked once.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Literal as Lit
from typing import Protocol, TypeAlias, assert_never

import attrs

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.span import Span
from game.diagnostics.suggest import nearest
from game.text.effect import (
    Add,
    AddPart,
    AddRoll,
    Archive,
    Award,
    Effect,
    SetFate,
    SetFlag,
    SetNumber,
    SetRoll,
    SetWord,
    parse_effects,
)
from game.text.expression import (
    And,
    AtEnding,
    Chance,
    Chosen,
    Compare,
    Expr,
    Is,
    Literal,
    Name,
    Not,
    Or,
    Product,
    Seen,
    Speaks,
    Sum,
    extent,
    parse_condition,
    within,
)
from game.text.nodes import Fragment

UNKNOWN_NAME = Rule("unknown-name", Severity.ERROR, "A name that nothing declares.")
WRONG_KIND = Rule("wrong-kind", Severity.ERROR, "A name used as what it is not.")
OUT_OF_BOUNDS = Rule("out-of-bounds", Severity.ERROR, "A value outside the bounds of its number.")

Kind: TypeAlias = Lit["number", "flag", "word", "condition"]
Want: TypeAlias = Lit["truth", "number", "print"]
ReferenceKind: TypeAlias = Lit[
    "way", "later", "seen", "chosen", "deck", "scene", "archive", "newspaper", "ending"
]

ARCHIVE = "archive."
"""What the name of a page begins with, as what may be in the sealed archive."""

FACTS = ("name", "role", "born", "died", "gender")
"""What of the cast prose may print."""

MANY = 200
"""Findings after which no more names are suggested."""

_PLACES: Mapping[str, str] = {
    "name": "numbers:, flags:, named: or conditions:",
    "number": "stats: or numbers:",
    "flag": "flags:",
    "named value": "named:",
    "achievement": "achievements:",
}
"""Where what is not declared would be."""

_KINDS: Mapping[Kind, str] = {
    "number": "number",
    "flag": "flag",
    "word": "named value",
    "condition": "condition",
}


@attrs.frozen
class Declared:
    """What a name is: `words` are the bands of a number or the words of a named value."""

    kind: Kind
    means: str = ""
    words: tuple[str, ...] = ()
    low: int = 0
    high: int = 0

    @property
    def signature(self) -> str:
        """What the reading of a file that uses the name depends on."""
        return f"{self.kind} {self.low} {self.high} {' '.join(self.words)}"


@attrs.frozen
class Reference:
    """A passage, choice or deck that is asked for, and the offsets in the file where."""

    kind: ReferenceKind
    name: str
    start: int
    end: int


class LineBook(Protocol):
    """What is asked about every line that is read: whether another language has it."""

    def told(self, where: str, key: str, line: Fragment, speaker: str) -> Fragment | None:
        """What a line reads in another language; None where it stays as it is.

        `where` is the record it stands in, `key` the field of a declaration, empty for prose.
        """

    def refuse(self, found: list[Diagnostic]) -> None:
        """Take note of a line of another language that cannot be read: it stays as it is."""


@attrs.define
class Scope:
    """The speakers as written (`JOE` → `joe`), the names declared, and what was referred to.

    While `names` is None nothing is known, and nothing is checked but grammar. `lost` are keys
    that a syntax error took away: nothing is said of them. `places` counts what varies by visit in
    the record `where`; `landed` are the chapters that were targets, with the passage they start at.
    """

    speakers: dict[str, str] = attrs.field(factory=dict)
    phrases: frozenset[str] = frozenset()
    names: dict[str, Declared] | None = None
    cast: Collection[str] = ()
    lost: set[str] = attrs.field(factory=set)
    where: str = ""
    places: int = 0
    landed: dict[str, str] = attrs.field(factory=dict)
    book: LineBook | None = None
    references: list[Reference] = attrs.field(factory=list)
    used: set[str] = attrs.field(factory=set)
    _conditions: dict[tuple[str, Want], tuple[Expr, bool, frozenset[str]]] = attrs.field(
        factory=dict
    )
    _effects: dict[str, tuple[tuple[Effect, ...], frozenset[str]]] = attrs.field(factory=dict)

    # What is read

    def condition(
        self, fragment: Fragment, found: list[Diagnostic], want: Want = "truth"
    ) -> Expr | None:
        """The condition a fragment says, every name in it declared, or None."""
        known = self._conditions.get((fragment.text, want))
        if known is not None:
            self.used |= known[2]
            if known[1]:
                self._refer(known[0], fragment)
            return known[0]
        before = len(found)
        expr = parse_condition(fragment, self.phrases, found)
        if expr is None:
            return None
        earlier, self.used = self.used, set()
        refers = self.check(expr, fragment, found, want)
        if len(found) == before and self.names is not None:
            self._conditions[fragment.text, want] = (expr, refers, frozenset(self.used))
        self.used |= earlier
        return expr

    def effects(self, fragment: Fragment, found: list[Diagnostic]) -> tuple[Effect, ...]:
        """The effects a line says, every name in them declared."""
        known = self._effects.get(fragment.text)
        if known is not None:
            self.used |= known[1]
            return known[0]
        before = len(found)
        effects = parse_effects(fragment, found)
        if self.names is None:
            return effects
        earlier, self.used = self.used, set()
        for effect in effects:
            self._effect(effect, fragment, found)
        if len(found) == before and not any(isinstance(each, Archive) for each in effects):
            self._effects[fragment.text] = (effects, frozenset(self.used))
        self.used |= earlier
        return effects

    def refer(
        self, kind: ReferenceKind, name: str, fragment: Fragment, start: int, end: int
    ) -> None:
        """Note that something is asked for that only the whole story can tell."""
        scalar, at = fragment.scalar, fragment.offset
        self.references.append(Reference(kind, name, *scalar.place_of(at + start, at + end)))

    def unknown(
        self, name: str, span: Span, known: Iterable[str], what: str, found: list[Diagnostic]
    ) -> None:
        """Report a name that is not among those known."""
        if name in self.lost:
            return
        many = len(found) > MANY  # then nobody waits for suggestions
        names = [] if many else list(known)
        near = nearest(name, names)
        hint = f"there is no {what} at all" if not names else f"declare the {what} first"
        if what in _PLACES:
            hint = f"declare it in campaign.yaml, under {_PLACES[what]}"
        elif " of " in what:
            hint = f"there are: {', '.join(names)}"
        if near is not None:
            hint = f'did you mean "{near}"?{self._meaning(near)}'
        if many:
            hint = f"declare the {what} first"
        found.append(Diagnostic(UNKNOWN_NAME, span, f'unknown {what} "{name}"', hint))

    def check(self, expr: Expr, fragment: Fragment, found: list[Diagnostic], want: Want) -> bool:
        """Report the names in an expression that cannot stand there; whether it asks for places."""
        if self.names is None:
            return False
        if not (want == "print" and isinstance(expr, Name) and self._is_word(expr.name)):
            if not (isinstance(expr, Name) and want == "print"):
                want = "number" if want == "print" else want
            self._expr(expr, want, fragment, found)
        return self._refer(expr, fragment)

    def bands(
        self,
        name: str,
        at: tuple[int, int],
        bands: Iterable[tuple[str, tuple[int, int]]],
        fragment: Fragment,
        found: list[Diagnostic],
    ) -> None:
        """Report bands, or words, that a name does not have."""
        if self.names is None:
            return
        declared = self.names.get(name)
        if declared is None or declared.kind not in ("number", "word"):
            numbers = [n for n, d in self.names.items() if d.kind in ("number", "word")]
            self.unknown(name, fragment.span(*at), numbers, "number", found)
            return
        self.used.add(name)
        what = f"band of {name}" if declared.kind == "number" else f"word of {name}"
        for band, place in bands:
            if band not in declared.words:
                self.unknown(band, fragment.span(*place), declared.words, what, found)

    def fact(
        self, who: str, field: str, fragment: Fragment, at: tuple[int, int], found: list[Diagnostic]
    ) -> None:
        """Report somebody, or a fact of somebody, that the cast does not have."""
        if self.names is None:
            return
        declared = self.names.get(who)
        cast_word = (
            declared is not None
            and declared.kind == "word"
            and any(word in self.cast for word in declared.words)
        )
        if cast_word:
            self.used.add(who)
        if who not in self.cast and not cast_word:
            self.unknown(who, fragment.span(*at), self.cast, "character", found)
        elif field not in FACTS:
            self.unknown(field, fragment.span(*at), FACTS, "fact of the cast", found)

    # What is checked

    def _is_word(self, name: str) -> bool:
        assert self.names is not None
        declared = self.names.get(name)
        if declared is not None and declared.kind == "word":
            self.used.add(name)
            return True
        return False

    def _meaning(self, name: str) -> str:
        declared = (self.names or {}).get(name)
        return f" ({declared.means.rstrip('.')})" if declared and declared.means else ""

    def _refer(self, expr: Expr, fragment: Fragment) -> bool:
        refers = False
        for part in within(expr):
            match part:
                case Seen(name, at):
                    self.refer("seen", name, fragment, *at)
                case Chosen(name, at):
                    self.refer("chosen", name, fragment, *at)
                case Name(name, at) if name.startswith(ARCHIVE):
                    self.refer("archive", name.removeprefix(ARCHIVE), fragment, *at)
                case AtEnding(name, at) if name:
                    self.refer("ending", name, fragment, *at)
                case _:
                    continue
            refers = True
        return refers

    def _expr(self, expr: Expr, want: Want, fragment: Fragment, found: list[Diagnostic]) -> None:
        def wrong(message: str, hint: str) -> None:
            span = fragment.span(*extent(expr))
            found.append(Diagnostic(WRONG_KIND, span, message, hint))

        match expr:
            case Literal() | Sum() | Product() if want == "truth":
                wrong("a number is neither true nor false", "compare it, as in: paranoia >= 50")
            case Not() | And() | Or() | Compare() | Is() if want == "number":
                hint = "join conditions with `and` and `or`"
                wrong("what is true or false cannot be counted with", hint)
            case Literal() | Seen() | Chosen() | Chance() | AtEnding():
                pass
            case Speaks(character, at):
                if character not in self.cast:
                    self.unknown(character, fragment.span(*at), self.cast, "character", found)
            case Name(name, at):
                self._name(name, fragment.span(*at), want, found)
            case Is(name, word, at, word_at):
                self._is(name, word, fragment.span(*at), fragment.span(*word_at), found)
            case Not(operand):
                self._expr(operand, "truth", fragment, found)
            case And(operands) | Or(operands):
                for operand in operands:
                    self._expr(operand, "truth", fragment, found)
            case Compare(_, left, right, _):
                for one, other in ((left, right), (right, left)):
                    if (
                        isinstance(one, Name)
                        and isinstance(other, Name)
                        and self._is_word(one.name)
                    ):
                        message = f'"{one.name}" is a word, not a number'
                        span = fragment.span(*one.at)
                        hint = f"write: {one.name} is {other.name}"
                        found.append(Diagnostic(WRONG_KIND, span, message, hint))
                        return
                self._expr(left, "number", fragment, found)
                self._expr(right, "number", fragment, found)
            case Sum(terms):
                for _, term in terms:
                    self._expr(term, "number", fragment, found)
            case Product(_, left, right):
                self._expr(left, "number", fragment, found)
                self._expr(right, "number", fragment, found)
            case _:
                assert_never(expr)

    def _name(self, name: str, span: Span, want: Want, found: list[Diagnostic]) -> None:
        assert self.names is not None
        declared = self.names.get(name)
        if declared is None and name.startswith(ARCHIVE):
            declared = Declared("flag")
        if declared is None:
            self.unknown(name, span, self.names, "name", found)
            return
        self.used.add(name)
        message = hint = ""
        if declared.kind == "word":
            message = f'"{name}" is a word, one of: {", ".join(declared.words)}'
            hint = f"write: {name} is {next(iter(declared.words), '…')}"
        elif declared.kind == "number" and want == "truth":
            message = f'"{name}" is a number, neither true nor false'
            hint = f"compare it, as in: {name} >= 50"
        elif declared.kind != "number" and want in ("number", "print"):
            message, hint = f'"{name}" is true or false, not a number', f"write: {name}"
            if want == "print":
                hint = f"write: {{if {name}: …}}"
        if message:
            found.append(Diagnostic(WRONG_KIND, span, message, hint))

    def _is(
        self, name: str, word: str, span: Span, word_span: Span, found: list[Diagnostic]
    ) -> None:
        assert self.names is not None
        declared = self.names.get(name)
        if declared is None:
            self.unknown(name, span, self.names, "name", found)
            return
        self.used.add(name)
        if declared.kind in ("flag", "condition"):
            message = f'"{name}" is true or false'
            hint = f"write: {name}, or: not {name}"
            found.append(Diagnostic(WRONG_KIND, span, message, hint))
        elif word not in declared.words:
            what = f"band of {name}" if declared.kind == "number" else f"word of {name}"
            self.unknown(word, word_span, declared.words, what, found)

    def _effect(self, effect: Effect, fragment: Fragment, found: list[Diagnostic]) -> None:
        span = fragment.span(*effect.at)
        match effect:
            case Add(name) | AddPart(name) | AddRoll(name):
                self._known(name, span, "number", found)
            case SetNumber(name, value):
                self._given(name, value, value, span, found)
            case SetRoll(name, low, high):
                self._given(name, low, high, span, found)
            case SetFlag(name):
                self._known(name, span, "flag", found)
            case SetWord(name, word):
                declared = self._known(name, span, "word", found)
                if declared and word not in declared.words:
                    self.unknown(word, span, declared.words, f"word of {name}", found)
            case SetFate(character):
                if character not in self.cast:
                    self.unknown(character, span, self.cast, "character", found)
            case Archive(passage, at):
                self.refer("archive", passage, fragment, *at)
            case Award(achievement):
                assert self.names is not None
                self.used.add(f"award.{achievement}")
                if f"award.{achievement}" not in self.names:
                    known = [n.removeprefix("award.") for n in self.names if n.startswith("award.")]
                    self.unknown(achievement, span, known, "achievement", found)
            case _:
                assert_never(effect)

    def _given(self, name: str, low: int, high: int, span: Span, found: list[Diagnostic]) -> None:
        declared = self._known(name, span, "number", found)
        if declared and not (declared.low <= low and high <= declared.high):
            message = f"{name} cannot be {low if low < declared.low else high}"
            hint = f"it runs from {declared.low} to {declared.high}{self._meaning(name)}"
            found.append(Diagnostic(OUT_OF_BOUNDS, span, message, hint))

    def _known(self, name: str, span: Span, kind: Kind, found: list[Diagnostic]) -> Declared | None:
        """What a name is declared as, if it is of the kind that an effect needs."""
        assert self.names is not None
        declared = self.names.get(name)
        if declared is not None and declared.kind == kind:
            self.used.add(name)
            return declared
        if declared is None or declared.kind == "condition":
            of_kind = [n for n, d in self.names.items() if d.kind == kind]
            table = of_kind if nearest(name, of_kind) else self.names
            self.unknown(name, span, table, _KINDS[kind], found)
            return None
        forms = {"flag": f"set {name}", "number": f"{name} +5", "word": f"{name} is …"}
        message = f'"{name}" is a {_KINDS[declared.kind]}, not a {_KINDS[kind]}'
        hint = f"write: {forms[declared.kind]}"
        found.append(Diagnostic(WRONG_KIND, span, message, hint))
        return None
