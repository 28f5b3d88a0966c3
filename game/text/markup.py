"""Prose: a text block → pages of paragraphs, each with its speaker and its runs.

A blank line ends a paragraph; `---` alone turns the page. `NAME (expression): words` is speech.
Braces hold what varies; `*word*` is stress, `_word_` a title; a backslash makes any sign itself.
"""

import contextlib
import re
from collections.abc import Iterator
from typing import Literal as Lit
from typing import TypeAlias

import attrs

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.span import Span
from game.diagnostics.suggest import did_you_mean
from game.text.expression import Expr
from game.text.nodes import Fragment
from game.text.scope import Scope

BRACE = Rule("markup-syntax", Severity.ERROR, "Braces or stress in prose that cannot be read.")
SPEECH = Rule("speech-in-paragraph", Severity.WARNING, "A speaker in the middle of a paragraph.")
SPEAKER = Rule("unknown-speaker", Severity.ERROR, "A speaker who is not in the cast.")

DEEPEST = 12
"""Braces within braces."""

PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")
"""The plural categories of Unicode's CLDR; a language uses some of them, English two."""

Style: TypeAlias = Lit["stress", "title"]
Way: TypeAlias = Lit["first", "cycle", "once", "shuffle"]


@attrs.frozen
class Plain:
    """Words as they are."""

    text: str


@attrs.frozen
class Styled:
    """Words with stress, or a title."""

    style: Style
    runs: "Runs"


@attrs.frozen
class Value:
    """A value, printed: a number, or the word of a named value."""

    expr: Expr


@attrs.frozen
class Fact:
    """A fact of the cast, printed, as in `{joe's name}`; or of whom a named value names."""

    character: str
    field: str


@attrs.frozen
class Branch:
    """The runs of the first case whose condition holds; None is `otherwise`."""

    cases: tuple[tuple[Expr | None, "Runs"], ...]


@attrs.frozen
class ByVisit:
    """One of the options, by how often the passage was entered; `place` tells it from others.

    `first`: the visit's own, the last stays. `cycle`: round and round. `once`: each one time,
    then nothing. `shuffle`: each once in an order of the seed's, then again in another.
    """

    way: Way
    options: tuple["Runs", ...]
    place: int


@attrs.frozen
class ByBand:
    """The option of the band a stat stands in, or of the nearest lower one that has any."""

    name: str
    options: tuple[tuple[str, "Runs"], ...]


@attrs.frozen
class ByFact:
    """The option of a fact of whom a name means, as in `{envoy's gender: woman: … | man: …}`."""

    character: str
    field: str
    options: tuple[tuple[str, "Runs"], ...]


@attrs.frozen
class ByCount:
    """The option of the plural form of a number; the forms are those of CLDR: one, few, other."""

    expr: Expr
    options: tuple[tuple[str, "Runs"], ...]


Run: TypeAlias = Plain | Styled | Value | Fact | Branch | ByVisit | ByBand | ByFact | ByCount
Runs: TypeAlias = tuple[Run, ...]
Varying: TypeAlias = Branch | ByVisit | ByBand | ByFact | ByCount


@attrs.frozen
class Paragraph:
    """One paragraph as written. `aside` is what stands in brackets after the speaker's name."""

    condition: Expr | None
    speaker: str | None
    aside: str
    channel: str
    runs: Runs
    fragment: Fragment = attrs.field(eq=False, repr=False)

    @property
    def span(self) -> Span:
        """Where it was written."""
        return self.fragment.span()

    @property
    def written(self) -> str:
        """What was written, white space made single."""
        return " ".join(self.fragment.text.split())


@attrs.frozen
class Prose:
    """A text block: its pages, each a tuple of paragraphs."""

    pages: tuple[tuple[Paragraph, ...], ...]

    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs of all pages."""
        for page in self.pages:
            yield from page


def parse_prose(fragment: Fragment, scope: Scope, found: list[Diagnostic]) -> Prose:
    """The pages of a text block; what is wrong is added to `found` and left out."""
    reader = _Reader(fragment, scope, found)
    return Prose(tuple(tuple(page) for page in reader.pages()))


def parse_line(fragment: Fragment, scope: Scope, found: list[Diagnostic]) -> Runs:
    """The runs of a text of one paragraph without speakers: a label, a headline."""
    reader = _Reader(fragment, scope, found)
    return reader.runs_of(0, len(fragment.text))


def options(run: Run) -> tuple[Runs, ...]:
    """What a run reads as one of; nothing of one that does not vary so."""
    match run:
        case Branch(cases):
            return tuple(runs for _, runs in cases)
        case ByVisit(_, runs, _):
            return runs
        case ByBand(_, named) | ByCount(_, named) | ByFact(_, _, named):
            return tuple(runs for _, runs in named)
        case _:
            return ()


def runs_within(runs: Runs) -> Iterator[Run]:
    """All runs, those inside others too."""
    for run in runs:
        yield run
        match run:
            case Styled(_, inner):
                yield from runs_within(inner)
            case _:
                for inner in options(run):
                    yield from runs_within(inner)


_PAGE = re.compile(r"^[ \t]*-{3,}[ \t]*$", re.M)
_GAP = re.compile(r"\n[ \t]*\n\s*")
_SPEECH = re.compile(
    r"(?P<name>[^\W\d_][^\n:(){}\[\]\\*]{0,60}?)\s*"
    r"(?:\((?P<aside>[^()\n]{0,120})\)\s*)?(?:\[(?P<channel>[^\[\]\n]{0,40})\]\s*)?:(?=\s)"
)
_LEAD = re.compile(r"\{\s*if\b")
MARKED = re.compile(r"[\\{}*_]")
_FACT = re.compile(r"(?P<who>[\w-]+)['’]s\s+(?P<what>[\w-]+)$")
_WAYS: dict[str, Way] = {
    "first": "first",
    "then": "first",
    "last": "first",
    "cycle": "cycle",
    "once": "once",
    "shuffle": "shuffle",
}
_SPACE = re.compile(r"\s+")


def _indent(text: str, at: int) -> int:
    """How many spaces stand at an offset."""
    return len(text) - at - len(text[at:].lstrip(" ")) if text.startswith(" ", at) else 0


class _Fault(Exception):
    """What has been reported already: the paragraph it stands in is left out."""


class _Reader:
    def __init__(self, fragment: Fragment, scope: Scope, found: list[Diagnostic]) -> None:
        self.fragment = fragment
        self.text = fragment.text
        self.scope = scope
        self.found = found

    def pages(self) -> Iterator[list[Paragraph]]:
        start = 0
        for match in [*_PAGE.finditer(self.text), None]:
            end = match.start() if match else len(self.text)
            page = list(self._paragraphs(start, end))
            if page:
                yield page
            start = match.end() if match else end

    def runs_of(self, start: int, end: int) -> Runs:
        start, end = self._trim(start, end)
        try:
            return self._line(start, end, "")
        except _Fault:
            return ()

    def _line(self, start: int, end: int, speaker: str) -> Runs:
        """A line's runs, in another language where the book has it and it can be read."""
        book = self.scope.book
        if book is None or start >= end:
            return self._runs(start, end, 0)
        scope, first = self.scope, self.scope.places
        own = self._runs(start, end, 0)
        told = book.told(scope.where, "", self.fragment.part(start, end), speaker)
        if told is None:
            return own
        found: list[Diagnostic] = []
        last, scope.places = scope.places, first  # what varies does so as in the story's own line
        references, used = scope.references, scope.used
        scope.book, scope.references, scope.used = None, [], set()
        runs = _Reader(told, scope, found).runs_of(0, len(told.text))
        scope.book, scope.references, scope.used, scope.places = book, references, used, last
        if not found:
            return runs
        book.refuse(found)
        return own

    def _paragraphs(self, start: int, end: int) -> Iterator[Paragraph]:
        at = start
        for match in [*_GAP.finditer(self.text, start, end), None]:
            stop = match.start() if match else end
            first, last = self._trim(at, stop)
            if first < last:
                with contextlib.suppress(_Fault):
                    yield self._paragraph(first, last)
            at = match.end() if match else end

    def _paragraph(self, start: int, end: int) -> Paragraph:
        whole = self.fragment.part(start, end)
        condition, start = self._leading_condition(start, end)
        colon = self.text.find(":", start, end)
        match = _SPEECH.match(self.text, start, end) if colon >= 0 else None
        speaker: str | None = None
        aside = channel = ""
        if match and self._is_speech(match):
            speaker = self._speaker(match)
            aside = (match["aside"] or "").strip()
            channel = (match["channel"] or "").strip()
            start, end = self._trim(match.end(), end)
        self._warn_of_speech(start, end)
        runs = self._line(start, end, speaker or "")
        return Paragraph(condition, speaker, aside, channel, runs, whole)

    def _warn_of_speech(self, start: int, end: int) -> None:
        """Warn of a line within a paragraph that begins as somebody's speech does."""
        at = self.text.find("\n", start, end)
        while at >= 0:
            match = _SPEECH.match(self.text, at + 1 + _indent(self.text, at + 1), end)
            if match and match["name"] in self.scope.speakers:
                span = self.fragment.span(match.start("name"), match.end("name"))
                message = f'"{match["name"]}:" stands in the middle of a paragraph'
                hint = "put a blank line above it, or a backslash before the colon"
                self.found.append(Diagnostic(SPEECH, span, message, hint))
            at = self.text.find("\n", at + 1, end)

    def _leading_condition(self, start: int, end: int) -> tuple[Expr | None, int]:
        """`{if …}` with no colon, at the start: the condition of the whole paragraph."""
        if self.text[start] != "{" or not _LEAD.match(self.text, start, end):
            return None, start
        close = self._close(start, end)
        if self._colon(start + 1, close) is not None:
            return None, start
        lead = self.text.index("if", start) + 2
        condition = self.scope.condition(self.fragment.part(lead, close), self.found)
        if condition is None:
            raise _Fault
        return condition, self._trim(close + 1, end)[0]

    def _is_speech(self, match: re.Match[str]) -> bool:
        name = match["name"]
        if name in self.scope.speakers:
            return True
        letters = [letter for letter in name if letter.isalpha()]
        return len(letters) > 1 and name == name.upper()

    def _speaker(self, match: re.Match[str]) -> str | None:
        name = match["name"]
        if name in self.scope.speakers:
            return self.scope.speakers[name]
        hint = did_you_mean(
            name,
            self.scope.speakers,
            "declare the speaker in the cast (`says:`), or put a backslash before the colon",
        )
        span = self.fragment.span(match.start("name"), match.end("name"))
        self.found.append(Diagnostic(SPEAKER, span, f'nobody in the cast says "{name}"', hint))
        return None

    # Inline: everything between two offsets of the text.

    def _runs(self, start: int, end: int, depth: int) -> Runs:
        if not MARKED.search(self.text, start, end):
            text = self.text[start:end]
            # at the outside it is trimmed already, and splitting is faster than the pattern
            text = " ".join(text.split()) if depth == 0 else _SPACE.sub(" ", text)
            return (Plain(text),) if text else ()
        runs: list[Run] = []
        words: list[str] = []

        def flush() -> None:
            text = _SPACE.sub(" ", "".join(words))
            words.clear()
            if text:
                runs.append(Plain(text))

        at = start
        while at < end:
            letter = self.text[at]
            if letter == "\\" and at + 1 < end:
                words.append(self.text[at + 1])
                at += 2
            elif letter == "{":
                close = self._close(at, end)
                flush()
                runs.append(self._brace(at + 1, close, depth + 1))
                at = close + 1
            elif letter == "}":
                raise self._fault(
                    at, at + 1, "a brace closes here that was never opened", r"write \}"
                )
            elif letter in "*_" and self._opens(at, start, end):
                close = self._closing_mark(at, end)
                flush()
                style: Style = "stress" if letter == "*" else "title"
                runs.append(Styled(style, self._runs(at + 1, close, depth)))
                at = close + 1
            else:
                next_mark = MARKED.search(self.text, at + 1, end)
                stop = next_mark.start() if next_mark else end
                words.append(self.text[at:stop])
                at = stop
        flush()
        return tuple(runs)

    def _opens(self, at: int, start: int, end: int) -> bool:
        """Whether a `*` or `_` here opens stress: a word follows it and none touches it before."""
        before = self.text[at - 1] if at > start else " "
        after = self.text[at + 1] if at + 1 < end else " "
        return not before.isalnum() and not after.isspace() and after != self.text[at]

    def _closing_mark(self, at: int, end: int) -> int:
        sign = self.text[at]
        close = at + 1
        while close < end:
            letter = self.text[close]
            if letter == "\\":
                close += 1
            elif letter == "{":
                close = self._close(close, end)
            elif letter == sign and not self.text[close - 1].isspace():
                following = self.text[close + 1] if close + 1 < end else " "
                if sign == "*" or not following.isalnum():
                    return close
            close += 1
        kind = "stress" if sign == "*" else "a title"
        raise self._fault(
            at, at + 1, f'"{sign}" opens {kind} and never closes', f"write \\{sign} for itself"
        )

    def _close(self, at: int, end: int) -> int:
        """The offset of the brace that closes the one at an offset."""
        level = 0
        here = at
        while here < end:
            letter = self.text[here]
            if letter == "\\":
                here += 1
            elif letter == "{":
                level += 1
                if level > DEEPEST:
                    raise self._fault(
                        here, here + 1, f"more than {DEEPEST} braces deep", "use flags"
                    )
            elif letter == "}":
                level -= 1
                if level == 0:
                    return here
            here += 1
        hint = r"add } where it ends, in the same paragraph; \{ is a brace itself"
        raise self._fault(at, at + 1, "a brace opens here and never closes", hint)

    def _scan(self, start: int, end: int, sign: str) -> Iterator[int]:
        """The offsets of a sign between two offsets, outside inner braces."""
        at = start
        while at < end:
            letter = self.text[at]
            if letter == "\\":
                at += 1
            elif letter == "{":
                at = self._close(at, end)
            elif letter == sign:
                yield at
            at += 1

    def _colon(self, start: int, end: int) -> int | None:
        return next(self._scan(start, end, ":"), None)

    def _options(self, start: int, end: int) -> list[tuple[int, int]]:
        bars = list(self._scan(start, end, "|"))
        starts = [start, *(bar + 1 for bar in bars)]
        return [self._trim(*pair) for pair in zip(starts, [*bars, end], strict=True)]

    def _brace(self, start: int, end: int, depth: int) -> Run:
        first, last = self._trim(start, end)
        if first >= last:
            raise self._fault(
                start - 1, end + 1, "nothing stands between these braces", r"write \{"
            )
        colon = self._colon(first, last)
        if colon is None:
            return self._value(first, last)
        head = self.text[first:colon].strip()
        if head == "if" or head.startswith("if ") or head == "otherwise":
            return self._branch(first, last, depth)
        if head in _WAYS:
            return self._by_visit(_WAYS[head], first, last, depth)
        if head.startswith("count "):
            return self._by_count(first, colon, last, depth)
        if _FACT.match(head):
            return self._by_fact(first, colon, last, depth)
        return self._by_band(first, colon, last, depth)

    def _value(self, start: int, end: int) -> Run:
        text = self.text[start:end]
        if text == "if" or text.startswith("if "):
            hint = "write {if condition: text}; {if condition} alone begins a paragraph"
            raise self._fault(start, end, "this condition governs no text", hint)
        fact = _FACT.match(text)
        if fact:
            place = (start, end)
            self.scope.fact(fact["who"], fact["what"], self.fragment, place, self.found)
            return Fact(fact["who"], fact["what"])
        expr = self.scope.condition(self.fragment.part(start, end), self.found, "print")
        if expr is None:
            raise _Fault
        return Value(expr)

    def _branch(self, start: int, end: int, depth: int) -> Branch:
        cases: list[tuple[Expr | None, Runs]] = []
        for first, last in self._options(start, end):
            colon = self._colon(first, last)
            head = self.text[first : colon if colon is not None else last].strip()
            if colon is None or not (head == "otherwise" or head.startswith("if ")):
                hint = "write {if a: … | if b: … | otherwise: …}"
                raise self._fault(
                    first, max(last, first + 1), "neither `if …:` nor `otherwise:`", hint
                )
            condition: Expr | None = None
            if head != "otherwise":
                part = self.fragment.part(first + 2, colon)
                condition = self.scope.condition(part, self.found)
                if condition is None:
                    raise _Fault
            elif (first, last) != self._options(start, end)[-1]:
                raise self._fault(first, colon, "`otherwise` must come last", "move it to the end")
            cases.append((condition, self._option(colon + 1, last, depth)))
        return Branch(tuple(cases))

    def _by_visit(self, way: Way, start: int, end: int, depth: int) -> ByVisit:
        place = self.scope.places
        self.scope.places += 1
        options: list[Runs] = []
        for index, (first, last) in enumerate(self._options(start, end)):
            colon = self._colon(first, last)
            head = self.text[first:colon].strip() if colon is not None else ""
            if way == "first":
                if head not in ("first", "then", "last"):
                    hint = "write {first: … | then: … | last: …}"
                    raise self._fault(first, max(last, first + 1), "this option has no name", hint)
                assert colon is not None
                options.append(self._option(colon + 1, last, depth))
            elif index == 0:
                assert colon is not None
                options.append(self._option(colon + 1, last, depth))
            else:
                options.append(self._option(first, last, depth))
        return ByVisit(way, tuple(options), place)

    def _by_band(self, start: int, colon: int, end: int, depth: int) -> ByBand:
        name = self.text[start:colon].strip()
        word = name.casefold().split(" ", 1)[0]
        if word in ("if", "else", "elif", "elseif", "otherwise") or " in " in name:
            hint = "write {if a: … | if b: … | otherwise: …}; chances stand in ladders alone"
            raise self._fault(start, colon, f'"{name}:" is no way to vary a text', hint)
        hint = f"write {{{name}: calm: … | haunted: …}}, or {{if …: …}} for a condition"
        options = list(self._named_options(start, colon, end, depth, hint))
        for band, at, _ in options:
            if band == "otherwise":
                hint = "a band that is not named reads as the nearest lower one: name the lowest"
                raise self._fault(*at, "bands need no `otherwise`", hint)
        bands = [(band, at) for band, at, _ in options]
        self.scope.bands(name, (start, start + len(name)), bands, self.fragment, self.found)
        return ByBand(name, tuple((band, runs) for band, _, runs in options))

    def _by_fact(self, start: int, colon: int, end: int, depth: int) -> ByFact:
        head = self.text[start:colon].strip()
        fact = _FACT.match(head)
        assert fact is not None
        place = (start, start + len(head))
        self.scope.fact(fact["who"], fact["what"], self.fragment, place, self.found)
        hint = f"write {{{head}: woman: … | man: … | otherwise: …}}"
        options = self._named_options(start, colon, end, depth, hint)
        return ByFact(fact["who"], fact["what"], tuple((name, runs) for name, _, runs in options))

    def _by_count(self, start: int, colon: int, end: int, depth: int) -> ByCount:
        number = self.fragment.part(self.text.index("count", start) + len("count"), colon)
        expr = self.scope.condition(number, self.found, "number")
        if expr is None:
            raise _Fault
        hint = "write {count grain: one: {grain} train | other: {grain} trains}"
        options = list(self._named_options(start, colon, end, depth, hint))
        for form, at, _ in options:
            if form not in PLURAL_FORMS:
                forms = ", ".join(PLURAL_FORMS)
                raise self._fault(*at, f'"{form}" is no plural form', f"forms there are: {forms}")
        if options[-1][0] != "other":
            raise self._fault(start, colon, "a plural needs the form `other`, last", hint)
        return ByCount(expr, tuple((form, runs) for form, _, runs in options))

    def _named_options(
        self, start: int, colon: int, end: int, depth: int, hint: str
    ) -> Iterator[tuple[str, tuple[int, int], Runs]]:
        """The options after a colon, each with its own name before a colon."""
        for first, last in self._options(colon + 1, end):
            mark = self._colon(first, last)
            if mark is None:
                name = self.text[start:colon].strip()
                raise self._fault(start, colon, f'"{name}:" is followed by no name', hint)
            name = self.text[first:mark].strip()
            yield name, (first, first + len(name)), self._option(mark + 1, last, depth)

    def _option(self, start: int, end: int, depth: int) -> Runs:
        first, last = self._trim(start, end)
        return self._runs(first, last, depth)

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def _fault(self, start: int, end: int, message: str, hint: str) -> _Fault:
        span = self.fragment.span(start, min(end, max(len(self.text), start + 1)))
        self.found.append(Diagnostic(BRACE, span, message, hint))
        return _Fault()
