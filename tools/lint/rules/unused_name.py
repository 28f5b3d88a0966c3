"""Report names that are declared and then never named again.

Why:   they fill the inventory and the suggestions, and tell of something that was never written.
Bad:
    flags:
      lamp_lit: You lit the lamp.    # expect: unused-name
    passages:
      gate: {text: A gate., ending: {title: Home}}
Good:
    flags:
      lamp_lit: You lit the lamp.
    passages:
      gate: {do: set lamp_lit, text: 'A gate. {if lamp_lit: It is lit.}', ending: {title: Home}}

The stats that the player sees, and the trust and the fates of the cast, need no other use.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context
from tools.lint.names import declared

RULE = Rule("unused-name", Severity.WARNING, "A name that is declared and never used.")


def check(context: Context) -> Iterator[Diagnostic]:
    """Flags, numbers and named values that nothing reads or changes."""
    uses = context.uses
    for name, (what, span) in declared(context.story).items():
        if name not in uses.reads and name not in uses.writes:
            hint = "use it in a condition and an effect, or take it out"
            yield Diagnostic(RULE, span, f'the {what} "{name}" is never used', hint)
