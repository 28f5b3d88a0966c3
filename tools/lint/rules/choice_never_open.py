"""Report choices that are closed in every state in which they are seen.

Why:   the reader sees a lock that no playthrough opens.
Bad:
    passages:
      gate: {text: A gate., next: cell}
      cell:
        text: The door shuts.
        choices:
          - {text: Wait., id: wait, goto: shot}
          - {text: Bribe him., id: bribe, if: popularity > 100, goto: shot}    # expect: choice-never-open
      shot: {text: At dawn., ending: Shot}
Good:
    passages:
      gate: {text: A gate., next: cell}
      cell:
        text: The door shuts.
        choices:
          - {text: Sing., id: sing, do: popularity +5, goto: cell}
          - {text: Bribe him., id: bribe, if: popularity > 60, goto: shot}
          - {text: Wait., id: wait, goto: shot}
      shot: {text: At dawn., ending: Shot}

Proved over all states a player can reach. What its names can be there is told with it.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.model.story import Passage, PassageId
from tools.lint.context import Context

RULE = Rule("choice-never-open", Severity.ERROR, "A choice that is never open.")
PROVED = WORDLESS = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Choices that cannot be taken."""
    for each in context.proved.broken("choice"):
        passage, choice = each.goal.subject
        if _waits_in_vain(context.story.passages[PassageId(passage)], choice):
            continue  # a fallback beside a choice that is always open
        condition = f": {each.goal.text}" if each.goal.text else ""
        yield context.proved.closed(
            RULE,
            each,
            f'the choice "{choice}" of "{passage}" is never open{condition}',
            "mend its condition, or let something before it make it hold",
        )


def _waits_in_vain(passage: Passage, choice: str) -> bool:
    fallback = any(each.id == choice and each.fallback for each in passage.choices)
    plain = (
        each.condition is None and not (each.once or each.fallback) for each in passage.choices
    )
    return fallback and any(plain)
