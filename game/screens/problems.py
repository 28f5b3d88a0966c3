"""This story will not load: its diagnostics, as a printer's list of errata."""

from collections import Counter
from collections.abc import Mapping, Sequence

import attrs

from game.diagnostics.diagnostic import Diagnostic, Severity
from game.diagnostics.span import Source
from game.screens import theme
from game.screens.column import Row
from game.screens.hints import Hint
from game.screens.intent import Back, Command, Intent
from game.screens.layout import Span, paragraph, place
from game.screens.picture import Colour, Face, Fill, Metrics, Rect, Shape, Text
from game.screens.screen import Transition
from game.screens.sheet import ScrolledScreen
from game.screens.theme import Scale
from game.session.library import Entry
from game.text.tongue import say, say_many


@attrs.define
class ProblemsScreen(ScrolledScreen):
    """What keeps a campaign from loading; R reads it again."""

    entry: Entry = attrs.field(kw_only=True)
    diagnostics: tuple[Diagnostic, ...] = attrs.field(kw_only=True)
    sources: Mapping[str, Source] = attrs.field(kw_only=True, repr=False)

    def head(self) -> tuple[str, str, str]:
        """What it is."""
        return say("ERRATA"), say("This story will not load"), _tally(self.diagnostics)

    def hints(self) -> Sequence[Hint]:
        """The keys of the foot."""
        return (
            ("R", say("read the files again"), Command("r")),
            ("Esc", say("back"), Back()),
            (("up", "down"), say("scroll"), None),
        )

    def handle(self, intent: Intent) -> Transition | None:
        """R loads the campaign anew."""
        if intent == Command("r"):
            from game.screens.opening import enter

            return enter(self.context, self.entry)
        return super().handle(intent)

    def rows(self, x: float, width: float, scale: Scale, metrics: Metrics) -> Sequence[Row]:
        """A block for each diagnostic: place, message, the line with a caret, the remedy."""
        rows: list[Row] = []
        y = 0.0
        for found in self.diagnostics:
            block, y = _block(found, self.sources, x, y, width, scale, metrics)
            rows += block
        return rows


def _tally(diagnostics: Sequence[Diagnostic]) -> str:
    """How many errors, warnings and notes there are."""
    severities = Counter(found.severity for found in diagnostics)
    errors, warnings = severities[Severity.ERROR], severities[Severity.WARNING]
    notes = severities[Severity.NOTE]
    said = [say_many("{count} error", "{count} errors", errors)] if errors else []
    said += [say_many("{count} warning", "{count} warnings", warnings)] if warnings else []
    said += [say_many("{count} note", "{count} notes", notes)] if notes else []
    return ", ".join(said)


def _kind(severity: Severity) -> str:
    """What a severity is called on the screen."""
    match severity:
        case Severity.ERROR:
            return say("ERROR")
        case Severity.WARNING:
            return say("WARNING")
        case Severity.NOTE:
            return say("NOTE")


def _block(
    found: Diagnostic,
    sources: Mapping[str, Source],
    x: float,
    y: float,
    width: float,
    scale: Scale,
    metrics: Metrics,
) -> tuple[list[Row], float]:
    k = scale.unit * scale.text
    rows: list[Row] = []

    def add(string: str, face: Face, size: float, leading: float, colour: Colour) -> None:
        nonlocal y
        lines = paragraph(
            (Span(string, face),),
            size,
            width,
            metrics,
            setting="ragged",
            hyphens=None,
        )
        shapes = place(lines, x, y, size, leading, colour, metrics)
        rows.append(Row(y, len(lines) * leading, shapes, 0))
        y += len(lines) * leading

    red = theme.TEXT_RED if found.severity is Severity.ERROR else theme.SOFT
    add(f"{found.span}   {_kind(found.severity)}   {found.rule.id}", "type", 13 * k, 19 * k, red)
    add(f"{found.message[:1].upper()}{found.message[1:]}.", "serif-bold", 17 * k, 24 * k, theme.INK)
    source = sources.get(found.span.file)
    if source is not None and source.line(found.span.line).strip():
        row = _excerpt(found, source.line(found.span.line), x, y + 4 * k, width, k, metrics)
        rows.append(row)
        y = row.bottom
    if found.hint:
        add(found.hint[:1].upper() + found.hint[1:], "serif-italic", 16 * k, 23 * k, theme.INK)
    for related in found.related:
        add(f"{related.span}: {related.message}", "type", 13 * k, 19 * k, theme.SOFT)
    for detail in found.details:
        add(detail, "type", 13 * k, 19 * k, theme.SOFT)
    y += 9 * k
    rule: Shape = Fill(Rect(x, y, width, max(1.0, scale.unit)), theme.RULE)
    rows.append(Row(y, 16 * k, (rule,), 0))
    return rows, y + 16 * k


def _excerpt(
    found: Diagnostic, line: str, x: float, y: float, width: float, k: float, metrics: Metrics
) -> Row:
    """The offending line in type, cut to the width round the place, with the place underlined."""
    size = 14.5 * k
    letter = max(1.0, metrics.width("0", "type", size))
    room = max(10, int((width - 20 * k) / letter) - 2)
    start = found.span.column - 1
    cut = max(0, start - room // 2) if len(line) > room else 0
    shown = line[cut : cut + room].replace("\t", " ")
    end = found.span.end_column - 1 if found.span.end_line == found.span.line else len(line)
    length = max(1, min(end, cut + len(shown)) - start)
    before = metrics.width(shown[: start - cut], "type", size)
    wide = metrics.width(shown[start - cut : start - cut + length] or "0", "type", size)
    base = y + 18 * k
    shapes = (
        Fill(Rect(x, y, width, 30 * k), theme.MANILA),
        Text(x + 10 * k, base, shown, "type", size, theme.INK),
        Fill(Rect(x + 10 * k + before, base + 4 * k, wide, 2.4 * k), theme.TEXT_RED),
    )
    return Row(y, 36 * k, shapes, 0)
