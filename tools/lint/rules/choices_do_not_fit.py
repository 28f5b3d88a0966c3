"""Report choices that do not go on one page in large print.

Why:   who reads at 200 % must page to and fro between the answers to weigh them.
Bad:   cell: {text: A cell., choices: [{text: Knock on the iron door with both of your fists until your knuckles bleed and somebody comes down the long stair at last to ask what it is you want now and in whose name and by whose leave and what you have to give for it tonight., id: a, goto: gate}, {text: Sit down upon the straw and count the bricks of the wall from the left to the right and then from the right to the left until you are quite certain of their number or until the light has gone from the window and you cannot see them any more., id: b, do: paranoia +1, goto: gate}, {text: Write a letter to the chairman of the commission in which you say all that you have never said to anybody and then eat it slowly page by page before the guard comes round with the lamp and looks through the hole in the door at you., id: c, do: paranoia +2, goto: gate}, Out. -> cell]}    # expect: choices-do-not-fit
Good:  cell: {text: A cell., choices: [Knock. -> gate, {text: Wait., do: paranoia +1, goto: gate}]}

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
