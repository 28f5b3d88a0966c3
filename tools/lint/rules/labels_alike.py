"""Report choices of one passage that read alike.

Why:   the player cannot tell which is which; most often one was copied and not rewritten.
Bad:   cell: {text: A cell., choices: [{text: Knock., id: a, do: paranoia +1, goto: gate}, {text: “Knock”!, id: b, goto: gate}]}    # expect: labels-alike
Good:  cell: {text: A cell., choices: [{text: Knock., id: a, do: paranoia +1, goto: gate}, {text: Wait., id: b, goto: gate}]}

Signs and capitals do not count. Choices with different conditions may read alike, as they need not
be open together.
"""

import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from game.diagnostics.diagnostic import Diagnostic, Related, Rule, Severity
from game.model.story import Choice
from tools.count import pieces_of
from tools.lint.context import Context, Page

RULE = Rule("labels-alike", Severity.WARNING, "Two choices that read alike.")

_ALIKE = 0.93
_SHORTEST = 16
"""Letters from which on choices are also compared by their likeness."""


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """Pairs of choices with the same words, or nearly."""
    labels = [(choice, _plain(choice)) for choice in page.passage.choices]
    for (first, one), (second, other) in combinations(labels, 2):
        if first.condition != second.condition or first.fallback != second.fallback or not one:
            continue
        if one == other or _nearly(one, other):
            message = f'the choice "{second.id}" reads like "{first.id}"'
            hint = "say in each what the other does not do"
            related = (Related(first.span, "the one it reads like"),)
            yield Diagnostic(RULE, second.span, message, hint, related)


def _plain(choice: Choice) -> str:
    """The words of a choice that reads the same in every state, without signs and capitals."""
    if len(choice.label) != 1:
        return ""
    words = " ".join(pieces_of(choice.label[0].value))
    letters = unicodedata.normalize("NFKD", words).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


def _nearly(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _SHORTEST:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return (
        matcher.real_quick_ratio() >= _ALIKE
        and matcher.quick_ratio() >= _ALIKE
        and matcher.ratio() >= _ALIKE
        and not _one_word_apart(one, other)
    )


def _one_word_apart(one: str, other: str) -> bool:
    """Whether they differ in whole words: “for the first” and “for the second” are told apart."""
    return set(one.split()) != set(other.split()) and all(
        SequenceMatcher(None, a, b).ratio() < 0.7
        for a in set(one.split()) - set(other.split())
        for b in set(other.split()) - set(one.split())
    )
