"""Report typewriter's quotation marks beside typographer's in one passage.

Why:   both on one page look like a slip of the pen, and are.
Bad:   cell: {text: 'He says “stay”, and "stay" again.', ending: {title: Arrested}}    # expect: mixed-quotation-marks
Good:  cell: {text: He says “stay” and the door shuts., ending: {title: Arrested}}
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page

RULE = Rule("mixed-quotation-marks", Severity.WARNING, 'Both "…" and “…” in one passage.')

_KINDS = (('"', "“”„«»", "the typographer’s: “ and ”"), ("'", "’", "the typographer’s: ’"))


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """The first mark of a typewriter in a passage that also has the others."""
    for straight, curly, hint in _KINDS:
        texts = [(line, line.text) for line in page.lines]
        if not any(sign in text for _, text in texts for sign in curly):
            continue
        for line, text in texts:
            if straight in text:
                message = f"{straight} stands here, and {curly[0]} elsewhere in this passage"
                yield Diagnostic(RULE, line.at(straight), message, f"write {hint}")
                break
