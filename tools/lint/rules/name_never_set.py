"""Report names that conditions or prose ask for, and nothing ever changes.

Why:   the answer is always the same, so half of what depends on it is never read; most often an
       effect was forgotten.
Bad:
    flags:
      lamp_lit: You lit the lamp.    # expect: name-never-set
    passages:
      gate: {text: 'A gate. {if lamp_lit: It is lit.}', ending: {title: Home}}
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

RULE = Rule("name-never-set", Severity.WARNING, "A name that is asked for and never changes.")

_EFFECTS = {"flag": "set {}", "number": "{} +1", "named value": "{} is …"}


def check(context: Context) -> Iterator[Diagnostic]:
    """Names that are read and not written."""
    uses = context.uses
    for name, (what, span) in declared(context.story).items():
        if name in uses.reads and name not in uses.writes:
            effect = _EFFECTS[what].format(name)
            message = f'the {what} "{name}" is asked for, and nothing ever changes it'
            yield Diagnostic(RULE, span, message, f"change it somewhere: do: {effect}")
