"""Report names that effects change, and nothing ever asks for.

Why:   the player does something, and the story does not remember it: no line and no choice differs.
Bad:
    flags:
      lamp_lit: You lit the lamp.    # expect: name-never-read
    passages:
      gate: {do: set lamp_lit, text: A gate., ending: {title: Home}}
Good:
    flags:
      lamp_lit: You lit the lamp.
    passages:
      gate: {do: set lamp_lit, text: 'A gate. {if lamp_lit: It is lit.}', ending: {title: Home}}
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context
from tools.lint.names import declared

RULE = Rule("name-never-read", Severity.WARNING, "A name that changes and is never asked for.")


def check(context: Context) -> Iterator[Diagnostic]:
    """Names that are written and not read."""
    uses = context.uses
    for name, (what, span) in declared(context.story).items():
        if name in uses.writes and name not in uses.reads:
            message = f'the {what} "{name}" is changed, and nothing ever asks for it'
            hint = f"let a condition or the prose ask: {{if {name}: …}}"
            if what == "number":
                hint = f"let a condition or the prose ask: {{if {name} > …: …}}"
            elif what == "named value":
                hint = f"let a condition or the prose ask: {{if {name} is …: …}}"
            yield Diagnostic(RULE, span, message, hint)
