"""Report questions that could not be decided within the bounds.

Why:   what is not proved may be broken.
Bad:   a story in which something is hidden behind more combinations of names than are looked through
Good:  one in which every question is decided

The finding names the bound. Bounds are counted in steps, so that every machine says the same. Where
this is all that was found, the exit status is 3; --allow-unknown makes it 0.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.model.story import PassageId
from tools.lint.context import Context

if TYPE_CHECKING:
    from tools.prove.goals import Kind

RULE = Rule("undecided", Severity.NOTE, "A question that could not be decided.")
PROVED = WORDLESS = True

WORDS: "Mapping[Kind, str]" = {
    "passage": "whether anybody comes to it",
    "ending": "whether anybody comes to it",
    "choice": "whether it is ever open",
    "route": "whether it is ever taken",
    "call": "whether it is ever called",
    "draw": "whether it is ever drawn from",
    "event": "whether it ever comes",
    "card": "whether it is ever drawn",
    "variant": "whether a variant is ever read",
    "fails": "whether a condition ever fails",
    "stuck": "whether the story can stop in it",
    "stops": "whether the story can stop there",
    "no-front-page": "whether it always has a headline",
    "rule": "whether a rule can be broken",
    "beyond": "",
}
"""What is asked, in words."""


def check(context: Context) -> Iterator[Diagnostic]:
    """Verdicts that stayed open."""
    for each in context.proved.undecided():
        subject = "/".join(part for part in each.goal.subject if part)
        message = f'not decided of "{subject}": {WORDS[each.goal.kind]}'
        hint = f"the bound that was hit: {each.decision.bound}"
        yield Diagnostic(RULE, each.goal.span, message, hint)
    for trap in context.proved.proof.traps:
        if trap.decision.answer == "unknown":
            first = PassageId(trap.passages[0]) if trap.passages else context.story.start
            message = f'not decided of "{first}": whether an ending can always be reached'
            hint = f"the bound that was hit: {trap.decision.bound}"
            yield Diagnostic(RULE, context.story.passages[first].span, message, hint)
    for index, decision in context.proved.proof.eventual.items():
        if decision.answer == "unknown":
            rule = context.story.rules[index]
            message = f"not decided: {rule.kind}: {rule.text}"
            hint = f"the bound that was hit: {decision.bound}"
            yield Diagnostic(RULE, rule.span, message, hint)
