"""Report quotation marks that open and do not close, or close and did not open.

Why:   the reader does not know who stopped talking.
Bad:   cell: {text: He says “stay and the door shuts., ending: {title: Arrested}}    # expect: unbalanced-quotation-marks
Good:  cell: {text: He says “stay” and the door shuts., ending: {title: Arrested}}

A quotation of several paragraphs opens in each and closes in the last, and that is balanced.
"""

import itertools
from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page
from tools.lint.words import Line

RULE = Rule("unbalanced-quotation-marks", Severity.WARNING, "A quotation without its other end.")

_PAIRS = (("“", "”"), ("«", "»"), ("„", "“"))


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """Lines in which the marks of a pair are not as many."""
    for line, after in itertools.zip_longest(page.lines, page.lines[1:]):
        for opening, closing in _PAIRS:
            text = line.text
            if opening == "“" and "„" in text:
                continue  # the German way, in which this is the mark that closes
            if opening not in text and (closing not in text or opening == "„"):
                continue
            opened, closed = text.count(opening), text.count(closing)
            goes_on = opened == closed + 1 and after is not None and _begins(after, opening)
            if opened == closed or goes_on or _within_variants(line, opening, closing):
                continue
            sign, other = (opening, closing) if opened > closed else (closing, opening)
            message = f"{sign} stands here more often than {other}"
            yield Diagnostic(RULE, line.at(sign), message, f"add the {other}, or take {sign} out")


def _begins(line: Line, sign: str) -> bool:
    return line.text.lstrip().startswith(sign)


def _within_variants(line: Line, opening: str, closing: str) -> bool:
    """Whether a variant has one end of a quotation only, so that nobody can count them."""
    pieces = [piece for piece in line.pieces if piece]
    return line.varies and any(piece.count(opening) != piece.count(closing) for piece in pieces)
