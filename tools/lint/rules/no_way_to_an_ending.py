"""Report states from which no ending can be reached any more.

Why:   the player walks in circles and never learns that the story is over.
Bad:
    passages:
      gate: {text: A gate., next: cell}
      cell:
        text: The door shuts.
        choices:
          - {text: Wait., id: wait, goto: shot}
          - {text: Dig., id: dig, goto: tunnel}
      tunnel:    # expect: no-way-to-an-ending
        text: Earth.
        choices: [{text: Dig on., id: on, goto: deeper}]
      deeper:
        text: More earth.
        choices: [{text: Dig back., id: back, goto: tunnel}]
      shot: {text: At dawn., ending: Shot}
Good:
    passages:
      gate: {text: A gate., next: cell}
      cell:
        text: The door shuts.
        choices:
          - {text: Wait., id: wait, goto: shot}
          - {text: Dig., id: dig, goto: tunnel}
      tunnel:
        text: Earth.
        choices: [{text: Dig back., id: back, goto: cell}]
      shot: {text: At dawn., ending: Shot}

Decided over all states a player can reach: no choice and no luck leads out. The way there can be
replayed. A state in which nothing can be done at all is a `soft-lock`.
"""

from collections.abc import Iterator, Sequence

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.model.story import PassageId
from tools.lint.context import Context

RULE = Rule("no-way-to-an-ending", Severity.ERROR, "A state from which no ending can be reached.")
PROVED = WORDLESS = True

MOST_NAMED = 6


def check(context: Context) -> Iterator[Diagnostic]:
    """Loops that hold the player for ever."""
    for trap in context.proved.proof.traps:
        if trap.decision.answer != "yes":
            continue
        first, *others = trap.passages
        between = f", only to {_named(others)}" if others else ""
        yield context.proved.led(
            RULE,
            context.story.passages[PassageId(first)].span,
            trap.decision,
            f'from "{first}" no ending can be reached any more{between}',
            "open a way out that does not ask for what can be lost",
        )


def _named(passages: Sequence[str]) -> str:
    """Some passages by name, and how many more there are."""
    told = ", ".join(f'"{each}"' for each in passages[:MOST_NAMED])
    more = len(passages) - MOST_NAMED
    return f"{told} and {more} more" if more > 0 else told
