"""Report choices that lead back to their own page and change nothing.

Why:   the player takes one, and the same page comes again; a click that does nothing looks broken.
Bad:   cell: {text: A cell., choices: [Knock. -> cell, Out. -> gate]}    # expect: choice-changes-nothing
Good:  cell: {text: A cell., choices: [{text: Knock., answer: Nobody comes., goto: cell}, Out. -> gate]}

An effect, an answer, and a page that reads otherwise the second time are all something; so is that
anything asks whether the choice was taken or the page was seen.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.model.story import Choice, Passage
from tools.lint.context import Context
from tools.lint.uses import BY_VISIT, uses_of

RULE = Rule("choice-changes-nothing", Severity.WARNING, "A choice after which all is as it was.")
WORDLESS = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Choices without consequence whose only target is the passage they stand in."""
    asked = {each.rpartition("/")[2] for each in context.uses.chosen}
    for passage in context.story.passages.values():
        if f"seen({passage.id})" in context.uses.reads:
            continue
        for choice in passage.choices:
            if _comes_back(choice, passage) and choice.id not in asked and not _changes(passage):
                message = f'the choice "{choice.id}" leads back here and changes nothing'
                hint = "give it an effect or an `answer:`, or let the page say {first: … | then: …}"
                yield Diagnostic(RULE, choice.span, message, hint)


def _comes_back(choice: Choice, passage: Passage) -> bool:
    comes = (choice.effects, choice.later, choice.answer, choice.verdict, choice.call, choice.draw)
    targets = {route.target for route in choice.routes}
    return targets == {passage.id} and not any(comes) and not choice.once


def _changes(passage: Passage) -> bool:
    """Whether it matters how often a passage was entered."""
    comes = (passage.effects, passage.later, passage.call, passage.draw, passage.card)
    return any(comes) or BY_VISIT in uses_of(passage).reads
