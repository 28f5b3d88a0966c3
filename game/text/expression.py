"""Conditions: their text → `Expr`. Nothing of Python is reachable from one, and nothing is run.

Grammar, loosest first; each level is a list of the next one:

    or        a or b
    and       a and b
    not       not a
    compare   a >= 3 | a == b | paranoia is haunted | envoy is not hoover
    sum       a + b - c
    product   a * 2 | a / 2, the quotient rounded down
    atom      12 | name | trust.lenin | the army holds | seen(place) | chosen(choice) | ( or )

Rules of a campaign may also say speaks(person), `ending`, and ending(passage).
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal as Lit
from typing import TypeAlias

import attrs

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.suggest import did_you_mean
from game.text.nodes import Fragment

CONDITION = Rule("condition-syntax", Severity.ERROR, "A condition that cannot be read.")

LONGEST = 2000
"""Characters of one condition."""

DEEPEST = 40
"""Brackets within brackets, and `not`s in a row."""

Comparison: TypeAlias = Lit["<", "<=", "==", "!=", ">=", ">"]

At: TypeAlias = tuple[int, int]
"""Where a part stands: offsets into the text of the condition, the end exclusive."""


@attrs.frozen
class Literal:
    """A whole number."""

    value: int
    at: At = attrs.field(eq=False)


@attrs.frozen
class Name:
    """The value of a declared name; the linker knows what kind it is."""

    name: str
    at: At = attrs.field(eq=False)


@attrs.frozen
class Is:
    """Whether a stat stands in a band, or a named value or a fate is this word."""

    name: str
    word: str
    at: At = attrs.field(eq=False)
    word_at: At = attrs.field(eq=False)


@attrs.frozen
class Seen:
    """How often a passage was entered; as a condition: whether it was."""

    passage: str
    at: At = attrs.field(eq=False)


@attrs.frozen
class Chosen:
    """How often a choice was taken; as a condition: whether it was."""

    choice: str
    at: At = attrs.field(eq=False)


@attrs.frozen
class Not:
    """True where the operand is not."""

    operand: "Expr"


@attrs.frozen
class And:
    """True where all operands are."""

    operands: tuple["Expr", ...]


@attrs.frozen
class Or:
    """True where one of the operands is."""

    operands: tuple["Expr", ...]


@attrs.frozen
class Compare:
    """Two numbers compared."""

    operator: Comparison
    left: "Expr"
    right: "Expr"
    at: At = attrs.field(eq=False)


@attrs.frozen
class Sum:
    """Numbers added and subtracted: each term with its sign, 1 or -1."""

    terms: tuple[tuple[int, "Expr"], ...]


@attrs.frozen
class Product:
    """Two numbers multiplied, or divided and rounded down; the divisor is a literal, never 0."""

    operator: Lit["*", "/"]
    left: "Expr"
    right: "Expr"


@attrs.frozen
class Chance:
    """A stretch of one roll: it holds where `low` <= roll < `high`, the roll below `of`.

    The roll is a pure function of the seed, the turn and the `place`, which the chances of one
    ladder share, so that they add up.
    """

    low: int
    high: int
    of: int
    place: str


@attrs.frozen
class Speaks:
    """Whether somebody speaks in the passage; only rules ask."""

    character: str
    at: At = attrs.field(eq=False)


@attrs.frozen
class AtEnding:
    """Whether the passage is an ending, or this one; only rules ask."""

    passage: str
    at: At = attrs.field(eq=False)


Expr: TypeAlias = (
    Literal
    | Name
    | Is
    | Seen
    | Chosen
    | Not
    | And
    | Or
    | Compare
    | Sum
    | Product
    | Chance
    | Speaks
    | AtEnding
)


def children(expr: Expr) -> Iterator[Expr]:
    """The expressions directly inside this one."""
    match expr:
        case Not(operand):
            yield operand
        case And(operands) | Or(operands):
            yield from operands
        case Compare(_, left, right) | Product(_, left, right):
            yield left
            yield right
        case Sum(terms):
            for _, term in terms:
                yield term
        case _:
            return


def within(expr: Expr) -> Iterator[Expr]:
    """The expression and all expressions inside it."""
    yield expr
    for child in children(expr):
        yield from within(child)


def extent(expr: Expr) -> At:
    """From the first name or number of an expression to its last."""
    match expr:
        case Chance():
            return (0, 0)
        case Not() | And() | Or() | Sum() | Product():
            parts = [extent(child) for child in children(expr)]
            return (parts[0][0], parts[-1][1])
        case _:
            return expr.at


def parse_condition(
    fragment: Fragment,
    phrases: frozenset[str],
    found: list[Diagnostic],
    of_rule: bool = False,
) -> Expr | None:
    """The condition a fragment says, or None after adding to `found` what is wrong with it.

    `phrases` are the names of the campaign's named conditions, which may be several words. With
    `of_rule` it may ask what only rules ask.
    """
    try:
        return _Parser(fragment, phrases, of_rule).parse()
    except _Fault as fault:
        found.append(fault.diagnostic)
        return None


class _Fault(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@attrs.frozen
class _Token:
    kind: Lit["number", "word", "sign", "end"]
    text: str
    start: int
    end: int


_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+)(?![\w.])"
    r"|(?P<word>[^\W\d][\w]*(?:[.-][\w]+)*(?:['’]s)?)"
    r"|(?P<sign><=|>=|==|!=|[<>+\-*/=(),%&|!]))"
)
_KEYWORDS = frozenset({"and", "or", "not", "is", "if", "in"})
_QUESTIONS = ("seen", "chosen")
_FOREIGN = {
    "&": 'write "and"',
    "&&": 'write "and"',
    "|": 'write "or"',
    "!": 'write "not"',
    "=": 'write "==" to compare, or "is" for a band or a word',
    "%": "write a tenth of a number as: grain / 10",
}


@lru_cache(maxsize=4)
def _by_words(phrases: frozenset[str]) -> tuple[Mapping[tuple[str, ...], str], int]:
    """The phrases by their words, and how many words the longest has."""
    by_words = {tuple(phrase.split()): phrase for phrase in phrases}
    return by_words, max(map(len, by_words), default=0)


class _Parser:
    def __init__(self, fragment: Fragment, phrases: frozenset[str], of_rule: bool) -> None:
        self.fragment = fragment
        self.of_rule = of_rule
        self.tokens = list(self._tokens())
        self.at = 0
        self.depth = 0
        self.phrases, self.longest = _by_words(phrases)

    def parse(self) -> Expr:
        if not self.fragment.text:
            raise self._fault(0, 0, "a condition is missing here", "say what must hold")
        expr = self._or()
        token = self._peek()
        if token.kind != "end":
            hint = _FOREIGN.get(token.text, 'join conditions with "and" or "or"')
            before = self.tokens[self.at - 1].text
            if before in _QUESTIONS:
                hint = f"write: {before}({token.text})"
            elif token.kind == "word":
                hint = self._word_hint(hint)
            raise self._fault_at(token, f'"{token.text}" is one word too many here', hint)
        return expr

    def _word_hint(self, otherwise: str) -> str:
        run = [token.text for token in self.tokens if token.kind == "word"]
        return did_you_mean(" ".join(run), self.phrases.values(), otherwise)

    def _tokens(self) -> Iterator[_Token]:
        text = self.fragment.text
        if len(text) > LONGEST:
            raise self._fault(
                0, 40, f"a condition of more than {LONGEST} characters", "name its parts"
            )
        at = 0
        end = len(text.rstrip())
        while at < end:
            match = _TOKEN.match(text, at)
            if match is None or match.lastgroup is None:
                bad = at + len(text[at:]) - len(text[at:].lstrip())
                raise self._fault(bad, bad + 1, f'"{text[bad]}" has no meaning here', "take it out")
            kind = match.lastgroup
            start = match.start(kind)
            assert kind in ("number", "word", "sign")
            yield _Token(kind, match[kind], start, match.end())  # type: ignore[arg-type]
            at = match.end()
        yield _Token("end", "", end, end)

    def _peek(self) -> _Token:
        return self.tokens[self.at]

    def _take(self) -> _Token:
        token = self.tokens[self.at]
        if token.kind != "end":
            self.at += 1
        return token

    def _taken(self, *texts: str) -> _Token | None:
        token = self._peek()
        if token.kind in ("word", "sign") and token.text in texts:
            return self._take()
        return None

    def _or(self) -> Expr:
        operands = [self._and()]
        while self._taken("or"):
            operands.append(self._and())
        return operands[0] if len(operands) == 1 else Or(tuple(operands))

    def _and(self) -> Expr:
        operands = [self._not()]
        while self._taken("and"):
            operands.append(self._not())
        return operands[0] if len(operands) == 1 else And(tuple(operands))

    def _not(self) -> Expr:
        token = self._taken("not")
        if not token:
            return self._compare()
        self._deeper(token)
        operand = self._not()
        self.depth -= 1
        return Not(operand)

    def _compare(self) -> Expr:
        first = self._peek()
        left = self._sum()
        token = self._taken("<", "<=", "==", "!=", ">=", ">", "is")
        if token is None:
            wrong = self._peek()
            if wrong.text == "=":
                raise self._fault_at(wrong, '"=" gives a value; it does not compare', _FOREIGN["="])
            return left
        if token.text == "is":
            return self._is(left, first)
        right = self._sum()
        last = self.tokens[self.at - 1]
        return Compare(
            token.text,  # type: ignore[arg-type]
            left,
            right,
            (first.start, last.end),
        )

    def _is(self, left: Expr, first: _Token) -> Expr:
        if not isinstance(left, Name):
            raise self._fault_at(
                first, '"is" needs a name on its left', "as in: paranoia is haunted"
            )
        negated = self._taken("not") is not None
        word = self._take()
        if word.kind != "word":
            raise self._fault_at(word, '"is" needs a word on its right', "as in: envoy is bullitt")
        test = Is(left.name, word.text, (first.start, word.end), (word.start, word.end))
        return Not(test) if negated else test

    def _sum(self) -> Expr:
        sign = -1 if self._taken("-") else 1
        terms = [(sign, self._product())]
        while token := self._taken("+", "-"):
            terms.append((1 if token.text == "+" else -1, self._product()))
        return terms[0][1] if len(terms) == 1 and sign == 1 else Sum(tuple(terms))

    def _product(self) -> Expr:
        left = self._atom()
        count = 0
        while token := self._taken("*", "/"):
            at = self._peek()
            right = self._atom()
            if token.text == "/" and not (isinstance(right, Literal) and right.value):
                hint = "divide by a whole number other than 0, as in: grain / 2"
                raise self._fault_at(at, "this cannot be divided by", hint)
            count += 1
            if count > DEEPEST:
                raise self._fault_at(token, f"more than {DEEPEST} factors", "use fewer")
            left = Product(token.text, left, right)  # type: ignore[arg-type]
        return left

    def _atom(self) -> Expr:
        phrase = self._phrase()
        if phrase:
            return phrase
        token = self._take()
        if token.kind == "number":
            if len(token.text) > 9:
                raise self._fault_at(
                    token, "a number of more than nine digits", "use a smaller one"
                )
            return Literal(int(token.text), (token.start, token.end))
        if token.text == "(":
            self._deeper(token)
            inner = self._or()
            self.depth -= 1
            if not self._taken(")"):
                raise self._fault_at(token, "a bracket opens here and never closes", 'add ")"')
            return inner
        if token.kind == "word" and token.text not in _KEYWORDS:
            if self._peek().text == "(":
                return self._call(token)
            if self.of_rule and token.text == "ending":
                return AtEnding("", (token.start, token.end))
            return Name(token.text, (token.start, token.end))
        if token.kind == "end":
            raise self._fault(
                token.start, token.end, "the condition stops too early", "say what must hold"
            )
        hint = _FOREIGN.get(token.text, "a name or a number is wanted here")
        raise self._fault_at(token, f'"{token.text}" cannot stand here', hint)

    def _phrase(self) -> Name | None:
        """The longest name of a named condition that stands here."""
        for length in range(min(self.longest, len(self.tokens) - self.at), 0, -1):
            words = self.tokens[self.at : self.at + length]
            name = self.phrases.get(tuple(word.text for word in words))
            if name is not None:
                self.at += length
                return Name(name, (words[0].start, words[-1].end))
        return None

    def _call(self, name: _Token) -> Expr:
        self._take()
        argument = self._take()
        text, end = argument.text, argument.end
        if name.text == "chosen" and self._peek().text == "/":  # passage/choice
            self._take()
            choice = self._take()
            text, end = f"{text}/{choice.text}", choice.end
        close = self._take()
        if argument.kind != "word" or close.text != ")":
            hint = "as in: seen(the-count) or chosen(fire)"
            raise self._fault_at(name, f'"{name.text}(" needs one id and ")"', hint)
        at = (argument.start, end)
        match name.text:
            case "seen":
                return Seen(text, at)
            case "chosen":
                return Chosen(text, at)
            case "speaks" if self.of_rule:
                return Speaks(text, at)
            case "ending" if self.of_rule:
                return AtEnding(text, at)
            case "speaks" | "ending":
                hint = "write it under `rules:` in campaign.yaml"
                raise self._fault_at(name, f'only a rule asks "{name.text}("', hint)
            case _:
                hint = did_you_mean(name.text, _QUESTIONS, "there are seen and chosen")
                raise self._fault_at(name, f'unknown question "{name.text}"', hint)

    def _deeper(self, token: _Token) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._fault_at(
                token, f"more than {DEEPEST} levels deep", "name parts as conditions"
            )

    def _fault_at(self, token: _Token, message: str, hint: str) -> _Fault:
        return self._fault(token.start, token.end, message, hint)

    def _fault(self, start: int, end: int, message: str, hint: str) -> _Fault:
        return _Fault(Diagnostic(CONDITION, self.fragment.span(start, end), message, hint))
