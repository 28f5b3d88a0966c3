"""Report campaigns in which much is read and little chosen.

Why:   a reader of this kind of story came to decide things.
Bad:
    campaign: example    # expect: words-per-choice
    start: gate
    passages:
      gate: {text: A gate that opens and shuts., choices: [Go in. -> home]}
      home: {text: Home., ending: {title: Home}}
Good:
    passages:
      gate: {text: A gate., choices: [Go in. -> home]}
      home: {text: Home., ending: {title: Home}}

The examples are with `limits: {words-a-choice: 5}`. All words of the texts are counted, and all
choices that are written.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context

RULE = Rule("words-per-choice", Severity.NOTE, "A campaign with more to read than to choose.")
OPTIONAL = True
LIMITS = {"words-a-choice": 250}


def check(context: Context) -> Iterator[Diagnostic]:
    """The campaign, if on the whole there are too many words between its choices."""
    words = sum(
        line.words
        for page in context.pages.values()
        for line in page.lines
        if line.part in ("text", "answer")
    )
    choices = sum(len(passage.choices) for passage in context.story.passages.values())
    most = context.limits["words-a-choice"]
    if choices and words / choices > most:
        message = f"{round(words / choices)} words are read for each choice; {most} are enough"
        hint = "give the longest passages a choice"
        yield Diagnostic(RULE, context.at_the_top, message, hint)
