"""Report front pages that are too long a sheet.

Why:   a front page is taken in at a glance; of one that is scrolled for long nothing is.
Bad:
    newspapers:
      pravda: {name: Pravda}
    passages:
      gate: {newspaper: pravda, headline: ALL IS WELL, lead: 'It is. {paranoia}', next: home}    # expect: front-page-does-not-fit
      home: {text: Home., ending: {title: Home}}
Good:
    passages:
      gate: {text: A gate., next: home}
      home: {text: Home., ending: {title: Home}}

The examples are with `limits: {front-page-percent: 50}`. The limit is the height of the sheet in
hundredths of its width; the game's own lay-out makes it up, with all that can be on it where every
number is at its start, and again where every number is high and every flag set.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page

RULE = Rule("front-page-does-not-fit", Severity.WARNING, "A front page that is too long a sheet.")
LIMITS = {"front-page-percent": 260}


def applies(context: Context) -> bool:
    """Whether the game's faces are here."""
    return context.assets.faced


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """Front pages whose sheet is too high for its width."""
    if page.passage.newspaper is None:
        return
    from tools.lint.layout import front_page_percent

    percent = front_page_percent(page.passage.id, context)
    most = context.limits["front-page-percent"]
    if percent > most:
        message = (
            f'the sheet of "{page.passage.id}" is {percent} % as high as wide; {most} are enough'
        )
        hint = "cut the lead, or leave a column to another day"
        yield Diagnostic(RULE, page.passage.span, message, hint)
