"""Every name of a draft resolved or reported: draft → `Story`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal as Lit
from typing import TypeAlias, assert_never

import attrs

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.span import Span
from game.diagnostics.suggest import did_you_mean, nearest
from game.model.circles import circles
from game.model.conditions import check_conditions
from game.model.declarations import Draft
from game.model.reader import MISSING_KEY, WRONG_TYPE
from game.model.story import (
    FATE_WORDS,
    THE_ENDING,
    ChapterId,
    Choice,
    Ladder,
    Passage,
    PassageId,
    Photo,
    Route,
    Story,
)
from game.text.effect import Add, AddPart, Effect, SetFate, SetFlag, SetNumber, SetWord
from game.text.expression import (
    And,
    Chosen,
    Compare,
    Expr,
    Is,
    Literal,
    Name,
    Not,
    Or,
    Seen,
    Sum,
    extent,
)
from game.text.markup import ByBand, Fact, Prose, Run, Runs, Value, runs_within

UNKNOWN_NAME = Rule("unknown-name", Severity.ERROR, "A name that nothing declares.")
WRONG_KIND = Rule("wrong-kind", Severity.ERROR, "A name used as what it is not.")
MISSING_TARGET = Rule("missing-target", Severity.ERROR, "A way on to a passage that is not there.")
SILENT_LOOP = Rule("silent-loop", Severity.ERROR, "Passages without text that lead in a circle.")

Want: TypeAlias = Lit["truth", "number"]


def link(draft: Draft, found: list[Diagnostic], hash_: str) -> Story | None:
    """The story a draft makes, or None where it has no passage to start from.

    What does not resolve is added to `found`; the story is whole only if nothing was.
    """
    linker = _Linker(draft, found)
    linker.check()
    passages = {id_: linker.passage(passage) for id_, passage in draft.passages.items()}
    start = linker.start()
    if start is None:
        return None
    _report_silent_loops(passages, found)
    player = draft.player[0] if draft.player else ""
    if draft.player and player not in draft.cast:
        linker.unknown(player, draft.player[1], draft.cast, "character")
    endings = sorted(
        (passage for passage in passages.values() if passage.ending),
        key=lambda passage: (passage.ending.order if passage.ending else 0, passage.id),
    )
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
        draft.flags,
        draft.named,
        draft.conditions,
        draft.cast,
        draft.mastheads,
        draft.chapters,
        passages,
        draft.renamed,
        tuple(passage.id for passage in endings),
        hash_,
        span=draft.span,
    )


class _Linker:
    def __init__(self, draft: Draft, found: list[Diagnostic]) -> None:
        self.draft = draft
        self.found = found
        self.choices = {
            choice.id for passage in draft.passages.values() for choice in passage.choices
        }
        self.has_endings = any(passage.ending for passage in draft.passages.values())

    def check(self) -> None:
        """Check everything that refers to something but a target."""
        draft = self.draft
        for condition in draft.conditions.values():
            self._expr(condition.expr, "truth")
        check_conditions(draft.conditions, self.found)
        for chapter in draft.chapters.values():
            self._ladder_runs(chapter.place)
            if chapter.viewpoint and chapter.viewpoint not in draft.cast:
                self.unknown(
                    chapter.viewpoint, draft.viewpoint_spans[chapter.id], draft.cast, "character"
                )
            start = chapter.start
            if start is not None and start not in draft.passages and start not in draft.lost:
                self.unknown(start, chapter.span, draft.passages, "passage", MISSING_TARGET)
        for passage in draft.passages.values():
            self._passage(passage)

    def start(self) -> PassageId | None:
        """Where the campaign begins."""
        draft = self.draft
        if draft.start is None:
            if draft.lost and not draft.passages:
                return None
            hint = "add `start:` with a passage's or a chapter's id to the campaign"
            message = "the campaign does not say where it starts"
            self.found.append(Diagnostic(MISSING_KEY, draft.span, message, hint))
            return next(iter(draft.passages), None)
        name, span = draft.start
        route = self._route(Route(None, PassageId(name), span=span))
        return route.target if route.target in draft.passages else None

    def passage(self, passage: Passage) -> Passage:
        """The passage with its targets resolved to passages."""
        routes = tuple(map(self._route, passage.routes))
        choices = tuple(
            attrs.evolve(choice, routes=tuple(map(self._route, choice.routes)))
            if choice.routes is not passage.routes
            else attrs.evolve(choice, routes=routes)
            for choice in passage.choices
        )
        return attrs.evolve(passage, routes=routes, choices=choices)

    def unknown(
        self, name: str, span: Span, known: Iterable[str], what: str, rule: Rule = UNKNOWN_NAME
    ) -> None:
        """Report a name that is not known."""
        if name in self.draft.lost:
            return
        names = list(known)
        otherwise = f"there is no {what} at all" if not names else f"declare the {what} first"
        if what == "passage":
            otherwise = "write that passage, or name another"
        hint = did_you_mean(name, names, otherwise)
        diagnostic = Diagnostic(rule, span, f'unknown {what} "{name}"', hint)
        if diagnostic not in self.found:
            self.found.append(diagnostic)

    def _route(self, route: Route) -> Route:
        draft = self.draft
        target = route.target
        if target in draft.passages or target in draft.lost:
            return route
        if target == THE_ENDING:
            if not self.has_endings and not draft.lost:
                message = '"the-ending" is nowhere: no passage here is an ending'
                hint = "add `ending:` to the passages that end the story"
                diagnostic = Diagnostic(MISSING_TARGET, route.span, message, hint)
                self.found.append(diagnostic)
            return route
        chapter = draft.chapters.get(ChapterId(target))
        if chapter is not None:
            if chapter.start is None:
                message = f'chapter "{target}" has no passage to start from'
                hint = "write its first passage"
                self.found.append(Diagnostic(MISSING_TARGET, route.span, message, hint))
                return route
            return attrs.evolve(route, target=chapter.start)
        known = [*draft.passages, *draft.chapters]
        self.unknown(target, route.span, known, "passage", MISSING_TARGET)
        return route

    # Walking over everything that holds a name

    def _passage(self, passage: Passage) -> None:
        self._ladder_prose(passage.text)
        self._ladder_prose(passage.verdict)
        self._ladder_runs(passage.place)
        self._effects(passage.effects)
        for choice in passage.choices:
            self._choice(choice)
        self._routes(passage.routes)
        if passage.ending:
            self._ladder_runs(passage.ending.title)
            self._condition(passage.ending.condition)
        if passage.newspaper:
            news = passage.newspaper
            if news.masthead not in self.draft.mastheads:
                span = self.draft.masthead_spans[passage.id]
                self.unknown(news.masthead, span, self.draft.mastheads, "newspaper")
            for runs in (news.headline, news.deck, news.truth):
                self._ladder_runs(runs)
            self._ladder_prose(news.lead)
            self._photos(news.picture)
            for article in news.columns:
                self._ladder_runs(article.title)
                self._ladder_prose(article.text)
        if passage.document:
            self._ladder_runs(passage.document.title)
            self._ladder_prose(passage.document.words)
        if passage.hard:
            self._prose(passage.hard.instead)

    def _choice(self, choice: Choice) -> None:
        self._ladder_runs(choice.label)
        self._ladder_runs(choice.locked)
        self._condition(choice.condition)
        self._effects(choice.effects)
        self._ladder_prose(choice.answer)
        self._routes(choice.routes)

    def _routes(self, routes: tuple[Route, ...]) -> None:
        for route in routes:
            self._condition(route.condition)

    def _photos(self, ladder: Ladder[Photo]) -> None:
        for case in ladder:
            self._condition(case.condition)
            self._ladder_runs(case.value.caption)

    def _ladder_runs(self, ladder: Ladder[Runs]) -> None:
        for case in ladder:
            self._condition(case.condition)
            self._runs(case.value)

    def _ladder_prose(self, ladder: Ladder[Prose]) -> None:
        for case in ladder:
            self._condition(case.condition)
            self._prose(case.value)

    def _prose(self, prose: Prose) -> None:
        for paragraph in prose.paragraphs():
            self._condition(paragraph.condition)
            self._runs(paragraph.runs)

    def _runs(self, runs: Runs) -> None:
        for run in runs_within(runs):
            self._run(run)

    def _run(self, run: Run) -> None:
        match run:
            case Value(expr, _):
                if isinstance(expr, Name) and expr.name in self.draft.named:
                    return
                self._expr(expr, "number")
            case Fact(character, field, span):
                if character not in self.draft.cast:
                    self.unknown(character, span, self.draft.cast, "character")
                elif field not in ("name", "role", "born"):
                    fields = ("name", "role", "born")
                    self.unknown(field, span, fields, "fact of the cast")
            case ByBand(name, options, span, band_spans):
                bands = [band for band, _ in options]
                self._bands(name, span, list(zip(bands, band_spans, strict=True)))
            case _:
                for condition in _conditions(run):
                    self._condition(condition)

    def _bands(self, name: str, span: Span, bands: list[tuple[str, Span]]) -> None:
        stat = self.draft.numbers.get(name)
        named = self.draft.named.get(name)
        if stat is None and named is None:
            self.unknown(name, span, [*self.draft.numbers, *self.draft.named], "number")
            return
        known = [band for band, _ in stat.bands] if stat else list(named.words if named else ())
        for band, band_span in bands:
            if band not in known:
                what = f"band of {name}" if stat else f"word of {name}"
                self.unknown(band, band_span, known, what)

    # Expressions and effects

    def _condition(self, expr: Expr | None) -> None:
        if expr is not None:
            self._expr(expr, "truth")

    def _expr(self, expr: Expr, want: Want) -> None:
        match expr:
            case Literal() | Sum() if want == "truth":
                message = "a number is neither true nor false"
                hint = "compare it, as in: paranoia >= 50"
                self.found.append(Diagnostic(WRONG_KIND, extent(expr), message, hint))
            case Not() | And() | Or() | Compare() | Is() if want == "number":
                message = "what is true or false cannot be counted with"
                hint = "join conditions with `and` and `or`"
                self.found.append(Diagnostic(WRONG_KIND, extent(expr), message, hint))
            case Literal():
                pass
            case Name(name, span):
                self._name(name, span, want)
            case Is(name, word, span, word_span):
                self._is(name, word, span, word_span)
            case Seen(passage, span):
                if passage not in self.draft.passages:
                    self.unknown(passage, span, self.draft.passages, "passage")
            case Chosen(choice, span):
                if choice not in self.choices:
                    self.unknown(choice, span, self.choices, "choice")
            case Not(operand):
                self._expr(operand, "truth")
            case And(operands) | Or(operands):
                for operand in operands:
                    self._expr(operand, "truth")
            case Compare(_, left, right, _):
                if self._compares_word(left, right) or self._compares_word(right, left):
                    return
                self._expr(left, "number")
                self._expr(right, "number")
            case Sum(terms):
                for _, term in terms:
                    self._expr(term, "number")
            case _:
                assert_never(expr)

    def _compares_word(self, left: Expr, right: Expr) -> bool:
        """Report `envoy == bullitt`, which is written with `is`."""
        if isinstance(left, Name) and isinstance(right, Name) and left.name in self.draft.named:
            message = f'"{left.name}" is a word, not a number'
            hint = f"write: {left.name} is {right.name}"
            self.found.append(Diagnostic(WRONG_KIND, left.span, message, hint))
            return True
        return False

    def _name(self, name: str, span: Span, want: Want) -> None:
        draft = self.draft
        if name in draft.numbers:
            if want == "truth":
                message = f'"{name}" is a number, neither true nor false'
                hint = f"compare it, as in: {name} >= 50"
                self.found.append(Diagnostic(WRONG_KIND, span, message, hint))
        elif name in draft.flags or name in draft.conditions:
            if want == "number":
                message = f'"{name}" is true or false, not a number'
                self.found.append(Diagnostic(WRONG_KIND, span, message, f"write: {name}"))
        elif name in draft.named:
            message = f'"{name}" is a word, one of: {", ".join(draft.named[name].words)}'
            hint = f"write: {name} is {draft.named[name].words[0]}"
            self.found.append(Diagnostic(WRONG_KIND, span, message, hint))
        else:
            self.unknown(name, span, self._names(), "name")

    def _names(self) -> list[str]:
        draft = self.draft
        return [*draft.flags, *draft.numbers, *draft.named, *draft.conditions]

    def _is(self, name: str, word: str, span: Span, word_span: Span) -> None:
        stat = self.draft.numbers.get(name)
        named = self.draft.named.get(name)
        if stat is not None:
            bands = [band for band, _ in stat.bands]
            if word not in bands:
                self.unknown(word, word_span, bands, f"band of {name}")
        elif named is not None:
            if word not in named.words:
                self.unknown(word, word_span, named.words, f"word of {name}")
        elif name in self.draft.flags or name in self.draft.conditions:
            message = f'"{name}" is true or false'
            hint = f"write: {name}, or: not {name}"
            self.found.append(Diagnostic(WRONG_KIND, span, message, hint))
        else:
            self.unknown(name, span, self._names(), "name")

    def _effects(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            self._effect(effect)

    def _effect(self, effect: Effect) -> None:
        draft = self.draft
        match effect:
            case Add(name, _, span) | AddPart(name, _, span):
                self._known(name, span, draft.numbers, "number")
            case SetNumber(name, value, span):
                self._known(name, span, draft.numbers, "number")
                stat = draft.numbers.get(name)
                if stat and not stat.low <= value <= stat.high:
                    message = f"{name} cannot be {value}"
                    hint = f"it runs from {stat.low} to {stat.high}"
                    self.found.append(Diagnostic(WRONG_TYPE, span, message, hint))
            case SetFlag(name, _, span):
                self._known(name, span, draft.flags, "flag")
            case SetWord(name, word, span):
                self._known(name, span, draft.named, "named value")
                named = draft.named.get(name)
                if named and word not in named.words:
                    self.unknown(word, span, named.words, f"word of {name}")
            case SetFate(character, fate, span):
                assert fate in FATE_WORDS
                if character not in draft.cast:
                    self.unknown(character, span, draft.cast, "character")
            case _:
                assert_never(effect)

    def _known(self, name: str, span: Span, table: Mapping[str, object], what: str) -> None:
        if name in table:
            return
        others: dict[str, Mapping[str, object]] = {
            "flag": self.draft.flags,
            "number": self.draft.numbers,
            "named value": self.draft.named,
        }
        for kind, names in others.items():
            if kind != what and name in names:
                forms = {
                    "flag": f"set {name}",
                    "number": f"{name} +5",
                    "named value": f"{name} is …",
                }
                message = f'"{name}" is a {kind}, not a {what}'
                hint = f"write: {forms[kind]}"
                self.found.append(Diagnostic(WRONG_KIND, span, message, hint))
                return
        wrong = nearest(name, table)
        self.unknown(name, span, table if wrong else self._names(), what)


def _conditions(run: Run) -> Iterator[Expr | None]:
    cases = getattr(run, "cases", ())
    for condition, _ in cases:
        yield condition


def _report_silent_loops(passages: Mapping[PassageId, Passage], found: list[Diagnostic]) -> None:
    """Report circles of passages that are followed at once, where the engine would never stop."""
    edges = {
        id_: tuple(route.target for route in passage.routes)
        for id_, passage in passages.items()
        if passage.silent
    }
    for circle in circles(edges):
        message = f"passages without text lead in a circle: {' → '.join(circle)}"
        hint = "give one of them a text or choices"
        found.append(Diagnostic(SILENT_LOOP, passages[circle[0]].span, message, hint))
