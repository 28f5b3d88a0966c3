"""Report newspapers of which no front page is printed.

Why:   a masthead without a page is a promise that the story does not keep.
Bad:
    newspapers:
      pravda: {name: Pravda}    # expect: unused-newspaper
    passages:
      gate: {text: A gate., ending: {title: Home}}
Good:
    newspapers:
      pravda: {name: Pravda}
    passages:
      gate: {newspaper: pravda, headline: 'NOTHING HAPPENED, {paranoia} TIMES', next: home}
      home: {text: Home., ending: {title: Home}}
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context

RULE = Rule("unused-newspaper", Severity.WARNING, "A newspaper that has no front page.")


def check(context: Context) -> Iterator[Diagnostic]:
    """Mastheads that no passage prints."""
    for masthead in context.story.mastheads.values():
        if masthead.id not in context.uses.papers:
            message = f'no front page of "{masthead.id}" is printed'
            hint = f"write a passage with `newspaper: {masthead.id}`, or take it out"
            yield Diagnostic(RULE, masthead.span, message, hint)
