"""Report rules of the campaign that some playthrough breaks.

Why:   the writer stated it as a fact of the story.
Bad:
    campaign: examples
    start: cell
    stats: {popularity: {start: 40}}
    rules:
      - never: popularity < 40    # expect: rule-broken
    passages:
      cell:
        text: The door shuts.
        choices:
          - {text: Wait., do: popularity -5, goto: shot}
      shot: {text: At dawn., ending: Shot}
Good:
    campaign: examples
    start: cell
    stats: {popularity: {start: 40}}
    rules:
      - never: popularity < 35
      - eventually: ending
    passages:
      cell:
        text: The door shuts.
        choices:
          - {text: Wait., do: popularity -5, goto: shot}
      shot: {text: At dawn., ending: Shot}

`always` and `never` are asked wherever a page is read; `eventually` says that it has come about or
still can, whatever was done. Decided over all states a player can reach; the way there can be
replayed.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context

RULE = Rule("rule-broken", Severity.ERROR, "A rule of the campaign that can be broken.")
PROVED = WORDLESS = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Rules that do not hold."""
    for each in context.proved.broken("rule"):
        rule = context.story.rules[int(each.goal.subject[1])]
        message = f"this can be broken: {rule.kind}: {rule.text}"
        hint = "mend the story, or the rule"
        yield context.proved.led(RULE, rule.span, each.decision, message, hint)
    for index, decision in context.proved.proof.eventual.items():
        if decision.answer == "yes":
            rule = context.story.rules[index]
            message = f"this may not come about any more: {rule.kind}: {rule.text}"
            hint = "open a way to it, or mend the rule"
            yield context.proved.led(RULE, rule.span, decision, message, hint)
