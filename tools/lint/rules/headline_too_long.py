"""Report banners of more than eight words.

Why:   a banner is set across the sheet in the largest type that fits: of more words, a smaller one.
Bad:
    newspapers:
      pravda: {name: Pravda}
    passages:
      gate: {newspaper: pravda, headline: ALL IS WELL AND WILL BE WELL FOR EVER, next: home}    # expect: headline-too-long
      home: {text: Home., ending: {title: Home}}
Good:
    newspapers:
      pravda: {name: Pravda}
    passages:
      gate: {newspaper: pravda, headline: ALL IS WELL, next: home}
      home: {text: Home., ending: {title: Home}}
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page

RULE = Rule("headline-too-long", Severity.WARNING, "A banner of more words than a banner bears.")
LIMITS = {"headline-words": 8}


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """Banners of which what stands together has too many words."""
    most = context.limits["headline-words"]
    for line in page.lines:
        if line.part != "headline":
            continue
        longest = max((len(piece.split()) for piece in line.pieces), default=0)
        words = longest if line.varies else line.words
        if words > most:
            message = f"a banner of {words} words; {most} are enough"
            place = line.at(max(line.pieces, key=len).strip())
            yield Diagnostic(RULE, place, message, "shorten it; the deck below it has room")
