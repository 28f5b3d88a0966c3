"""What a campaign declares, read from trees into a draft whose names are not yet resolved."""

from collections.abc import Mapping
from typing import TypeVar

import attrs

from game.diagnostics.diagnostic import Diagnostic, Related, Rule, Severity
from game.diagnostics.span import Source, Span
from game.diagnostics.suggest import did_you_mean
from game.model import keys
from game.model.outline import Outline
from game.model.portrayal import UNKNOWN_WORD
from game.model.press import Entries, Press
from game.model.reader import MISSING_KEY, WRONG_TYPE, kind
from game.model.story import (
    FATE_WORDS,
    Achievement,
    CampaignRule,
    Chapter,
    ChapterId,
    Character,
    CharacterId,
    Condition,
    Flag,
    Masthead,
    Named,
    PassageId,
    Stat,
)
from game.text.expression import Expr, parse_condition
from game.text.nodes import Fragment, Map, Scalar, Tree
from game.text.scope import Declared, Reference, Scope

DUPLICATE = Rule("duplicate-id", Severity.ERROR, "Two things of one kind with one id.")
BANDS = Rule("bands-out-of-order", Severity.ERROR, "Bands outside the bounds, or not rising.")
NO_LOWEST = Rule("no-lowest-band", Severity.WARNING, "Bands that begin above the lowest value.")
BAD_BOUNDS = Rule("bad-bounds", Severity.ERROR, "Bounds or a start that contradict each other.")

T = TypeVar("T")


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
    achievements: dict[str, Achievement] = attrs.field(factory=dict)
    rules: list[CampaignRule] = attrs.field(factory=list)
    scenes: tuple[tuple[str, Span], ...] = ()
    references: list[tuple[Source, Reference]] = attrs.field(factory=list)
    language: str = "en"
    chapters: dict[ChapterId, Chapter] = attrs.field(factory=dict)
    outlines: dict[PassageId, Outline] = attrs.field(factory=dict)
    renamed: dict[str, str] = attrs.field(factory=dict)
    lint: Tree | None = None
    lost: set[str] = attrs.field(factory=set)


class Declarations(Press):
    """Reads declarations one after another into its draft."""

    def __init__(self, found: list[Diagnostic], scope: Scope) -> None:
        super().__init__(found, scope)
        self.draft = Draft(mastheads=self.mastheads)
        self._unread_looks: list[tuple[CharacterId, Tree]] = []

    # The campaign and what it declares

    def campaign(self, tree: Map) -> None:
        """Read a campaign's declarations."""
        draft = self.draft
        entries = self.record(tree, keys.CAMPAIGN, "the campaign")
        draft.span = tree.span
        draft.id = self.id(entries["campaign"][1], "a campaign") or "campaign"
        self.where = "campaign"
        draft.title = self._told(entries, "title", "the title") or draft.id
        draft.years = self._text(entries, "years", "the years")
        draft.about = self._told(entries, "about", "the description")
        draft.content = self._told(entries, "content", "the content note")
        if "player" in entries:
            draft.player = self._reference(entries["player"][1], "the player")
        if "start" in entries:
            draft.start = self._reference(entries["start"][1], "the start")
        if "ink" in entries:
            draft.ink = self.word_of(entries["ink"][1], keys.INKS, "ink")
        if "cast" in entries:
            self.cast(entries["cast"][1])
        for key, gauge in (("stats", True), ("numbers", False)):
            if key in entries:
                for name, node in self.pairs(entries[key][1], key):
                    self._number(name, node, gauge)
        for stat_id in ("paranoia", "purges", "popularity"):
            if stat_id not in draft.numbers:
                span = draft.span.start()
                stat = Stat(stat_id, label_of(stat_id), 0, 100, 50, "", gauge=True, span=span)
                draft.numbers[stat_id] = stat
        if "flags" in entries:
            for name, node in self.pairs(entries["flags"][1], "flags"):
                self._flag(name, node)
        if "named" in entries:
            for name, node in self.pairs(entries["named"][1], "named"):
                self._named(name, node)
        if "achievements" in entries:
            for name, node in self.pairs(entries["achievements"][1], "achievements"):
                self._achievement(name, node)
        if "scenes" in entries:
            draft.scenes = self.ids(entries["scenes"][1], "a file of scenes")
        draft.language = self._text(entries, "language", "the language") or "en"
        pairs: list[tuple[Scalar, Tree]] = []
        if "conditions" in entries:
            pairs = list(self.pairs(entries["conditions"][1], "conditions"))
        self.scope.phrases = frozenset(" ".join(name.text.split()) for name, _ in pairs)
        self._declare(self.scope.phrases)
        for name, node in pairs:
            self._condition(name, node)
        if "newspapers" in entries:
            for name, node in self.pairs(entries["newspapers"][1], "newspapers"):
                self._masthead(name, node)
        if "rules" in entries:
            for item in self.items(entries["rules"][1], "rules"):
                self._rule(item)
        draft.lint = entries["lint"][1] if "lint" in entries else None
        draft.references += [(tree.source, each) for each in self.scope.references]
        self.cast_looks()

    def _declare(self, conditions: frozenset[str]) -> None:
        """Let conditions, effects and prose from here on refer to what is declared."""
        draft = self.draft
        names: dict[str, Declared] = {}
        for flag in draft.flags.values():
            names[flag.id] = Declared("flag", flag.means)
        for stat in draft.numbers.values():
            bands = tuple(band for band, _ in stat.bands)
            names[stat.id] = Declared("number", stat.means, bands, stat.low, stat.high)
        for named in draft.named.values():
            names[named.id] = Declared("word", named.means, named.words)
        for condition in conditions:
            names.setdefault(condition, Declared("condition"))
        self.scope.names = names
        self.scope.cast = draft.cast
        self.scope.lost = draft.lost

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
            self.where = f"cast.{name.text}"
            says = self._text(entries, "says", "the speaker's name") or name.text.upper()
            full = self._text(entries, "name", "the name") or name.text
            told_apart = says
            for speaker in (says, full):
                self.scope.speakers.setdefault(speaker, name.text)
            says = self._told(entries, "says", "the speaker's name") or says
            full = self._told(entries, "name", "the name") or full
            draft.cast[id_] = Character(
                id_,
                full,
                says,
                self._told(entries, "role", "the role"),
                self._text(entries, "born", "the year of birth"),
                self._text(entries, "died", "the year of death"),
                self._gender(entries),
                self._text(entries, "voice", "the voice"),
                self.words(entries["shares"][1], "a channel") if "shares" in entries else (),
                self._expressions(entries),
                self.face(entries["face"][1]) if "face" in entries else None,
                span=name.span,
            )
            if "looks" in entries:
                self._unread_looks.append((id_, entries["looks"][1]))
                if "face" not in entries:
                    hint = "add `face:`, over which they are laid"
                    message = f'character "{name.text}" has looks and no face'
                    self.report(MISSING_KEY, entries["looks"][0].span, message, hint)
            means = f"how far {full} trusts you"
            if "was" in entries:
                for old in self.words(entries["was"][1], "an old id"):
                    self.draft.renamed[f"trust.{old}"] = f"trust.{name.text}"
                    self.draft.renamed[f"fate.{old}"] = f"fate.{name.text}"
            trust = self.integer(entries["trust"][1], "trust", 50) if "trust" in entries else 50
            if not 0 <= trust <= 100:
                message = f"trust cannot start at {trust}"
                self.report(BAD_BOUNDS, entries["trust"][1].span, message, "from 0 to 100")
            elsewhere = self.scope.speakers.get(told_apart, name.text)
            if elsewhere != name.text:
                message = (
                    f'two of the cast are written "{told_apart}:", {elsewhere} and {name.text}'
                )
                hint = "give one of them a `says:` of their own"
                self.report(DUPLICATE, name.span, message, hint)
            key = f"trust.{name.text}"
            draft.numbers[key] = Stat(
                key, f"trust of {full}", 0, 100, max(0, min(100, trust)), means, span=name.span
            )
            fate = f"fate.{name.text}"
            first = "alive"
            if "fate" in entries:
                first = self.word_of(entries["fate"][1], FATE_WORDS, "fate")
            draft.named[fate] = Named(
                fate, FATE_WORDS, first, f"the fate of {full}", span=name.span
            )

    def cast_looks(self) -> None:
        """Read the looks of the cast, whose conditions may name all that is declared by now."""
        for id_, node in self._unread_looks:
            self.where = f"cast.{id_}"
            self.scope.references = []
            looks = self.looks(node, id_)
            character = self.draft.cast[id_]
            self.draft.cast[id_] = attrs.evolve(character, looks=looks)
            self.draft.references += [(node.source, each) for each in self.scope.references]
        self._unread_looks = []

    def _was(self, entries: Entries, new: str) -> None:
        """Note the names that something declared had before, for games saved then."""
        if "was" in entries:
            for old in self.words(entries["was"][1], "an old name"):
                self.draft.renamed[old] = new

    def _gender(self, entries: Entries) -> str:
        if "gender" not in entries:
            return ""
        return self.word_of(entries["gender"][1], ("woman", "man"), "gender")

    def _expressions(self, entries: Entries) -> Mapping[str, str]:
        if "expressions" not in entries:
            return {}
        return {
            name.text: self.word_of(node, keys.EXPRESSIONS, "expression")
            for name, node in self.pairs(entries["expressions"][1], "expressions")
        }

    def _number(self, name: Scalar, node: Tree, gauge: bool) -> None:
        if not self._check(name, "a number") or self._declared(name):
            return
        self.where = name.text
        entries = self.record(node, keys.STAT, f'"{name.text}"')
        low = self.integer(entries["from"][1], "from", 0) if "from" in entries else 0
        high = self.integer(entries["to"][1], "to", 100) if "to" in entries else 100
        start = self.integer(entries["start"][1], "start", low) if "start" in entries else low
        if not low < high or not low <= start <= high:
            message = f"{name.text} runs from {low} to {high} and starts at {start}"
            hint = "`from` must be less than `to`, and `start` lie between them"
            self.report(BAD_BOUNDS, name.span, message, hint)
            low, high = min(low, start, high), max(high, start, low + 1)
        self._was(entries, name.text)
        label = self._told(entries, "label", "the label") or label_of(name.text)
        bands = self._bands(entries["bands"][1], low, high) if "bands" in entries else ()
        self.draft.numbers[name.text] = Stat(
            name.text,
            label,
            low,
            high,
            start,
            self._told(entries, "means", "the meaning"),
            bands,
            gauge,
            self._band_words(entries) if "bands" in entries else {},
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
        if bands and bands[0][1] > low:
            message = f'below the band "{bands[0][0]}", from {low} to {bands[0][1] - 1}, is no band'
            hint = f"begin the first band at {low}, or text by band comes to nothing there"
            self.report(NO_LOWEST, node.span, message, hint)
        return tuple(bands)

    def _band_words(self, entries: Entries) -> Mapping[str, str]:
        """What the bands are called in another language."""
        if self.scope.book is None:
            return {}
        names = (name for name, _ in self.pairs(entries["bands"][1], "bands"))
        return {name.text: self.told(name, f"bands.{name.text}", "a band") for name in names}

    def _flag(self, name: Scalar, node: Tree) -> None:
        if self._check(name, "a flag") and not self._declared(name):
            self.where = name.text
            if isinstance(node, Map):
                entries = self.record(node, keys.FLAG, f'flag "{name.text}"')
                means = self._told(entries, "means", "what a flag means")
                self._was(entries, name.text)
            else:
                means = self.told(node, "means", "what a flag means")
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
        self.where = name.text
        self._was(entries, name.text)
        means = self._told(entries, "means", "the meaning")
        self.draft.named[name.text] = Named(name.text, words, start, means, span=name.span)

    def _masthead(self, name: Scalar, node: Tree) -> None:
        if not self._check(name, "a newspaper"):
            return
        entries = self.record(node, keys.MASTHEAD, f'newspaper "{name.text}"')
        self.where = f"newspapers.{name.text}"
        title = self._told(entries, "name", "the name") or label_of(name.text)
        self.mastheads[name.text] = self.read_masthead(name, entries, title)

    def _condition(self, name: Scalar, node: Tree) -> None:
        id_ = " ".join(name.text.split())
        if self._declared(name, id_):
            return
        expr = self.condition(node)
        if expr is not None:
            self.draft.conditions[id_] = Condition(id_, expr, span=name.span)

    def _achievement(self, name: Scalar, node: Tree) -> None:
        if not self._check(name, "an achievement"):
            return
        title = means = ""
        self.where = f"achievements.{name.text}"
        if isinstance(node, Map):
            entries = self.record(node, keys.ACHIEVEMENT, f'achievement "{name.text}"')
            title = self._told(entries, "title", "the title")
            means = self._told(entries, "means", "the meaning")
        else:
            means = self.told(node, "means", "what an achievement means")
        title = title or label_of(name.text)
        draft = self.draft
        draft.achievements[name.text] = Achievement(name.text, title, means, span=name.span)
        flag = f"award.{name.text}"
        draft.flags[flag] = Flag(flag, means or title, span=name.span)

    def _rule(self, node: Tree) -> None:
        entries = self.record(node, keys.RULE, "a rule", "as in: - never: fate.joe is dead")
        for kind_, (_, value) in entries.items():
            if not isinstance(value, Scalar):
                message = f"a rule must be a condition, not {kind(value)}"
                self.report(WRONG_TYPE, value.span, message)
                continue
            expr = self._rule_condition(value.fragment().part(0))
            if expr is not None:
                rule = CampaignRule(kind_, expr, value.text.strip(), span=value.span)
                self.draft.rules.append(rule)

    def _rule_condition(self, fragment: Fragment) -> Expr | None:
        expr = parse_condition(fragment, self.scope.phrases, self.found, of_rule=True)
        if expr is not None:
            self.scope.check(expr, fragment, self.found, "truth")
        return expr

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

    # Small things

    def _text(self, entries: Entries, key: str, what: str) -> str:
        return self.text(entries[key][1], what) if key in entries else ""

    def _reference(self, node: Tree, what: str) -> tuple[str, Span]:
        return self.id(node, what), node.span

    def _check(self, name: Scalar, what: str) -> bool:
        return bool(self.id(name, what))

    def _duplicate(self, name: Scalar, first: Outline | Character | None, what: str) -> bool:
        if first is None:
            return False
        related = (Related(first.span, "the first one"),)
        message = f'{what} "{name.text}" is written twice'
        hint = "give one of them another id"
        self.found.append(Diagnostic(DUPLICATE, name.span, message, hint, related))
        return True


def label_of(name: str) -> str:
    """A name as it is printed: its words, the first with a capital."""
    words = name.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]
