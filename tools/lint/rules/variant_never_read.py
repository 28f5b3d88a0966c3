"""Report variants of a text that are never read.

Why:   somebody wrote it, and nobody will read it.
Bad:
    passages:
      gate: {text: A gate., next: cell}
      cell:
        text: "The door shuts. {if popularity > 100: The crowd breaks it down.}"    # expect: variant-never-read
        next: shot
      shot: {text: At dawn., ending: Shot}
Good:
    passages:
      gate: {text: A gate., next: cell}
      cell:
        text: |
          The door shuts. {if popularity > 35: There is a crowd. | otherwise: Nobody came.}
        choices:
          - {text: Wait., do: popularity -10, goto: cell}
          - {text: Sleep., goto: shot}
      shot: {text: At dawn., ending: Shot}

Proved over all states a player can reach. Rungs of ladders, paragraphs and words in braces count,
those by band and by visit too; of {shuffle: …} every part is read by somebody.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context

RULE = Rule("variant-never-read", Severity.WARNING, "A variant of a text that is never read.")
PROVED = WORDLESS = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Parts of texts whose condition never holds where they stand."""
    for each in context.proved.broken("variant"):
        if not each.goal.passage:
            continue
        what = f'"{each.goal.text}"' if each.goal.text else "its otherwise"
        yield context.proved.closed(
            RULE,
            each,
            f'a variant in "{"/".join(each.goal.subject[:-1])}" is never read: {what}',
            "mend its condition, or take it out",
        )
