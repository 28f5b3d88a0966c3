"""Report choices that do not go on one page in large print.

Why:   who reads at 200 % must page to and fro between the answers to weigh them.
Bad:
    passages:
      gate:    # expect: choices-do-not-fit
        text: A cell.
        choices:
          - {text: 'Knock on the iron door with both fists until somebody comes down the long stair to ask what it is you want.', id: knock, do: paranoia -1, goto: home}
          - {text: 'Sit down upon the straw and count the bricks of the wall until the light has gone from the window.', id: count, do: paranoia +2, goto: home}
          - {text: 'Write a letter to the chairman in which you say all that you have never said, and eat it page by page.', id: letter, do: paranoia -3, goto: home}
          - {text: 'Ask through the pipe who was in this cell before, what he was charged with, and whether he signed it.', id: ask, do: paranoia +4, goto: home}
          - {text: 'Sleep, or lie still with your eyes closed as sleepers do, until they tire of looking through the hole.', id: sleep, do: paranoia -5, goto: home}
          - {text: 'Tap the same three words on the wall until somebody on the other side taps them back to you.', id: tap, do: purges +1, goto: home}
      home: {text: Home., ending: {title: Home}}
Good:
    passages:
      gate:
        text: A cell.
        choices:
          - {text: Knock., id: knock, do: paranoia +1, goto: home}
          - {text: Count the bricks., id: count, goto: home}
      home: {text: Home., ending: {title: Home}}

It is the game's own lay-out that is asked, in a window of 1280 by 720 at a text size of 200 %.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page

RULE = Rule(
    "choices-do-not-fit", Severity.NOTE, "Choices that fill more than a page of large print."
)

_SMALL = 380
"""Letters that all choices together may have without the lay-out being asked: they always fit."""

_ROW = 40
"""Letters that a row of its own takes at most, however short its words."""


def applies(context: Context) -> bool:
    """Whether the game's faces are here."""
    return context.assets.faced


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """Passages whose open choices are higher than the page."""
    passage = page.passage
    if passage.newspaper or passage.document or passage.interlude:
        return  # there they are paged on the slip
    letters = sum(len(line.text) + _ROW for line in page.lines if line.part == "label")
    if letters <= _SMALL:
        return
    from tools.lint.layout import choices_in_large_print

    height, room = choices_in_large_print(passage.id, context)
    if height > room:
        times = height / room
        message = f'the choices of "{passage.id}" fill {times:.1f} pages in large print'
        hint = "shorten the longest; how it goes, its `answer:` can tell"
        yield Diagnostic(RULE, passage.span, message, hint)
