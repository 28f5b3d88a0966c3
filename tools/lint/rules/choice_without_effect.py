"""Report choices that do nothing which another choice of the passage does not.

Why:   the player weighs two answers, and the story does not care which; that is soon felt.
Bad:
    passages:
      gate:
        text: A gate.
        choices:
          - {text: Go in bravely., id: bravely, goto: cell}
          - {text: Go in afraid., id: afraid, goto: cell}    # expect: choice-without-effect
      cell: {text: The door shuts., ending: {title: Arrested}}
Good:
    passages:
      gate:
        text: A gate.
        choices:
          - {text: Go in bravely., id: bravely, goto: cell}
          - {text: Go in afraid., id: afraid, do: paranoia +5, goto: cell}
      cell: {text: "The door shuts. {paranoia}", ending: {title: Arrested}}

A choice that `chosen(…)` asks for anywhere is remembered, and does something by that.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Related, Rule, Severity
from game.model.story import Choice
from tools.lint.context import Context

RULE = Rule("choice-without-effect", Severity.WARNING, "A choice that is as good as another one.")
WORDLESS = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Choices that lead where an earlier one leads, and do no more than it does: nothing."""
    asked = {each.rpartition("/")[2] for each in context.uses.chosen}
    for passage in context.story.passages.values():
        earlier: dict[object, Choice] = {}
        for choice in passage.choices:
            if not _is_bare(choice) or choice.id in asked:
                continue
            targets = tuple((route.condition, route.target) for route in choice.routes)
            first = earlier.setdefault((targets or "on", choice.condition), choice)
            if first is not choice:
                message = f'the choice "{choice.id}" does nothing that "{first.id}" does not'
                hint = "let it have an effect, an answer of its own, or another target"
                related = (Related(first.span, "the one that does the same"),)
                yield Diagnostic(RULE, choice.span, message, hint, related)


def _is_bare(choice: Choice) -> bool:
    """Whether nothing comes of a choice but where it leads."""
    comes = (choice.effects, choice.later, choice.answer, choice.verdict, choice.call, choice.draw)
    return not any(comes) and not choice.once
