"""Findings that are allowed where they stand: `# lint: allow rule-id, other-rule: the reason`.

The comment stands on the finding's line, on the one above, or, for a whole passage, on the line of
the passage's id or the one above that.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

import attrs

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.span import Source, Span
from game.diagnostics.suggest import did_you_mean

WITHOUT_REASON = Rule("allow-without-reason", Severity.WARNING, "An allowance that says no reason.")
UNUSED = Rule("unused-allow", Severity.WARNING, "An allowance of what is not found there.")
UNKNOWN = Rule("unknown-rule", Severity.WARNING, "A rule that the linter does not have.")

ALLOW_RULES = (WITHOUT_REASON, UNUSED, UNKNOWN)

_WORDS = "# lint: allow"
_COMMENT = re.compile(
    r"# lint: allow(?P<rules>\s+[\w-]+(?:\s*,\s*[\w-]+)*)?\s*(?::(?P<reason>[^#\n]*))?"
)
_WORD = re.compile(r"[\w-]+")


@attrs.define(eq=False)
class Allowance:
    """A rule that a comment allows, on some lines of a file; `used` once it has allowed one."""

    rule: str
    lines: range
    span: Span
    used: bool = False

    def covers(self, found: Diagnostic) -> bool:
        """Whether a finding stands where this allows it."""
        span = found.span
        return (
            found.rule.id == self.rule and span.file == self.span.file and (span.line in self.lines)
        )


def allowances(
    sources: Mapping[str, Source], stretches: Callable[[], Mapping[tuple[str, int], int]]
) -> tuple[list[Allowance], list[Diagnostic]]:
    """All that the comments of a story allow, and what is wrong with the comments.

    `stretches` gives the last lines of passages, by the file and line of their ids.
    """
    allowed: list[Allowance] = []
    found: list[Diagnostic] = []
    commented = [source for source in sources.values() if _WORDS in source.text]
    ends = stretches() if commented else {}
    for source in commented:
        for match in _COMMENT.finditer(source.text):
            span = source.span(match.start(), match.end())
            line = span.line
            alone = source.line(line).lstrip().startswith("#")
            first, last = line, line + 1 if alone else line
            last = max(last, ends.get((source.file, line + 1 if alone else line), 0))
            rules = list(_WORD.finditer(match["rules"] or ""))
            if not rules:
                hint = "write the id of a rule after it: # lint: allow dead-end: the reason"
                found.append(Diagnostic(UNKNOWN, span, "this allows no rule by name", hint))
            elif not (match["reason"] or "").strip():
                named = (match["rules"] or "").strip()
                hint = f"say why it is right here: {_WORDS} {named}: the reason"
                found.append(
                    Diagnostic(WITHOUT_REASON, span, "this allowance says no reason", hint)
                )
            for rule in rules:
                offset = match.start("rules")
                place = source.span(offset + rule.start(), offset + rule.end())
                allowed.append(Allowance(rule[0], range(first, last + 1), place))
    return allowed, found


def left_over(
    allowed: Iterable[Allowance], rules: Collection[str], run: Collection[str]
) -> Iterator[Diagnostic]:
    """Allowances of rules that are none, and of rules that were run and found nothing there."""
    for each in allowed:
        if each.rule not in rules:
            hint = did_you_mean(each.rule, rules, "`undone lint --rules` lists them all")
            message = f'there is no rule "{each.rule}"'
            yield Diagnostic(UNKNOWN, each.span, message, hint)
        elif not each.used and each.rule in run:
            message = f'nothing here breaks the rule "{each.rule}"'
            yield Diagnostic(UNUSED, each.span, message, "take the comment out")
