"""Report passages that ask for more years of school than a reader has.

Why:   long sentences of long words are where readers leave.
Bad:   cell: {text: Notwithstanding considerable administrative irregularities the revolutionary investigatory commission unanimously reaffirmed its determination., ending: {title: Arrested}}    # expect: reading-level
Good:  cell: {text: The door shuts. Nobody comes. You count the bricks., ending: {title: Arrested}}

Years are those of the Flesch-Kincaid formula: 0.39 × words a sentence + 11.8 × syllables a word −
15.59 (J. P. Kincaid et al., Derivation of New Readability Formulas for Navy Enlisted Personnel,
Research Branch Report 8-75, 1975). It was made for English, and only English is measured; syllables
are counted by the groups of vowels, as most programs do.
"""

import re
from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page

RULE = Rule("reading-level", Severity.NOTE, "A passage that is hard to read.")
OPTIONAL = True
LIMITS = {"school-years": 12}

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_SENTENCE = re.compile(r"[.!?…]+(?=\s|[”\"’)]|$)")
_VOWELS = re.compile(r"[aeiouy]+")


def applies(context: Context) -> bool:
    """Whether the story is in English."""
    return context.story.language.startswith("en")


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """A passage whose text is above the limit."""
    text = "\n".join(line.text for line in page.lines if line.part == "text")
    words = _WORD.findall(text)
    if len(words) < 10:
        return
    years = round(grade(text, words))
    most = context.limits["school-years"]
    if years > most:
        message = f'"{page.passage.id}" asks for {years} years of school; {most} are enough'
        yield Diagnostic(RULE, page.passage.span, message, "break its longest sentences in two")


def grade(text: str, words: list[str]) -> float:
    """The Flesch-Kincaid grade of a text."""
    sentences = max(1, len(_SENTENCE.findall(text)))
    heard = sum(map(syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * heard / len(words) - 15.59


def syllables(word: str) -> int:
    """The syllables of an English word, nearly: its groups of vowels, without a silent e."""
    plain = word.casefold()
    count = len(_VOWELS.findall(plain))
    if plain.endswith("e") and not plain.endswith(("le", "ee", "ye")):
        count -= 1
    if plain.endswith("ed") and not plain.endswith(("ted", "ded")):
        count -= 1
    return max(1, count)
