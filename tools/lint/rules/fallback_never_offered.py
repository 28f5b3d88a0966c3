"""Report fallbacks beside a choice that is always open.

Why:   a fallback is offered only where no other choice is open, and here that cannot be.
Bad:
    passages:
      gate:
        text: A gate.
        choices:
          - Go in. -> cell
          - {text: Wait., fallback: yes, do: paranoia -5, goto: gate}    # expect: fallback-never-offered
      cell: {text: The door shuts., ending: {title: Arrested}}
Good:
    passages:
      gate:
        text: A gate.
        choices:
          - {text: Go in., if: paranoia < 50, goto: cell}
          - {text: Wait., fallback: yes, do: paranoia -5, goto: gate}
      cell: {text: The door shuts., ending: {title: Arrested}}
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Related, Rule, Severity
from tools.lint.context import Context, Page

RULE = Rule("fallback-never-offered", Severity.WARNING, "A fallback that can never be offered.")


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """Fallbacks of a passage in which some choice has no condition."""
    choices = page.passage.choices
    always = [c for c in choices if c.condition is None and not (c.once or c.fallback)]
    for choice in choices:
        if choice.fallback and always:
            message = f'the fallback "{choice.id}" is never offered: "{always[0].id}" always is'
            hint = "take `fallback: yes` out, or give the other one a condition"
            related = (Related(always[0].span, "always open"),)
            yield Diagnostic(RULE, choice.span, message, hint, related)
