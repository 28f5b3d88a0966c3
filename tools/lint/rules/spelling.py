"""Report words that no dictionary has, nor the story's own list.

Why:   a misspelt word is what a reader remembers of a page.
Bad:   cell: {text: The dooor shuts., ending: {title: Arrested}}    # expect: spelling
Good:  cell: {text: The door shuts., ending: {title: Arrested}}

The dictionary comes with `pip install 'what-is-to-be-undone[tools]'`; without it, and for languages
that it does not know, no spelling is checked, and `undone lint` says so. Words of your own go into
words.txt beside campaign.yaml, one a line. The names of the cast are known; other words with a
capital are taken for names, unless they are nearly a name of the cast.
"""

import re
from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page
from tools.lint.spelling import COMPOUND, WORD, WORD_LIST, Speller

RULE = Rule("spelling", Severity.WARNING, "A word that is in no dictionary.")

_SHORTEST = 3
_ROMAN = re.compile(r"[ivxlcdm]+\Z")


def applies(context: Context) -> bool:
    """Whether there is a dictionary of the story's language."""
    return context.speller is not None


def depends(context: Context) -> str:
    """A digest of the words that are known."""
    return context.speller.digest if context.speller else ""


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """Words that are not known, each told once a passage."""
    speller = context.speller
    if speller is None:
        return
    told: set[str] = set()
    for line in page.lines:
        for piece in line.pieces:
            if speller.right.issuperset(WORD.findall(piece)):
                continue
            for match in _words(piece, speller):
                word = match[0]
                if word in told or word in speller.right:
                    continue
                if len(word) < _SHORTEST:
                    speller.right.add(word)
                    continue
                if _is_part(piece, match):
                    continue
                hint = _hint(word, speller)
                if hint is None:
                    speller.right.add(word)
                else:
                    told.add(word)
                    place = line.at(word)
                    yield Diagnostic(RULE, place, f'"{word}" is in no dictionary', hint)


def _words(piece: str, speller: Speller) -> Iterator[re.Match[str]]:
    """The words of a text; of those joined with hyphens each, unless the whole is known."""
    for compound in COMPOUND.finditer(piece):
        if "-" in compound[0] and speller.knows(compound[0]):
            continue
        yield from WORD.finditer(piece, compound.start(), compound.end())


def _hint(word: str, speller: Speller) -> str | None:
    """What to do about a word; None where it is right."""
    if any(letter.isupper() for letter in word):
        meant = speller.name_meant(word)
        return f'did you mean "{meant}"?' if meant else None
    if speller.knows(word) or _ROMAN.match(word):
        return None
    near = speller.nearest(word)
    meant = f'did you mean "{near}"? ' if near else ""
    return f"{meant}If it is right, add it to {WORD_LIST}"


def _is_part(piece: str, match: re.Match[str]) -> bool:
    """Whether it is part of something that is no word: an address, a number, a trailing-off."""
    before, after = piece[: match.start()][-1:], piece[match.end() :][:1]
    return (
        before.isdigit() or after.isdigit() or before in ("_", "/", "@") or after in ("_", "/", "@")
    )
