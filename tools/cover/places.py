"""Where the options of varying prose were written: runs keep no places, braces in the text do."""

from collections.abc import Iterator

from game.text.markup import (
    Branch,
    ByVisit,
    Fact,
    Plain,
    Run,
    Runs,
    Styled,
    Value,
    Varying,
    options,
)
from game.text.nodes import Fragment


def placed(
    runs: Runs, written: Fragment, conditional: bool = False
) -> Iterator[tuple[Varying, int, Fragment]]:
    """Every option of what varies in runs, with the words it was written as.

    Of a `conditional` paragraph the first braces are its own condition. Where the text does not
    tell (it is another language's), an option stands for the whole.
    """
    yield from _within(runs, written, 0, len(written.text), int(conditional))


def _within(
    runs: Runs, written: Fragment, start: int, end: int, skipped: int
) -> Iterator[tuple[Varying, int, Fragment]]:
    braced = [run for run in _flat(runs) if not isinstance(run, Plain)]
    groups = list(_groups(written.text, start, end))[skipped:]
    told = len(groups) == len(braced)
    for number, run in enumerate(braced):
        of = options(run)
        if not of:
            continue
        assert not isinstance(run, Styled | Plain | Value | Fact)
        first, last = groups[number] if told else (start, end)
        parts = list(_parts(written.text, first, last)) if told else []
        for index, inner in enumerate(of):
            here = (start, end)
            if len(parts) == len(of):
                here = parts[index]
                for _ in range(_heads(run, index)):
                    here = (_after_colon(written.text, *here), here[1])
            yield run, index, written.part(*here)
            yield from _within(inner, written, *here, 0)


def _heads(run: Varying, index: int) -> int:
    """How many colons stand before the words of an option."""
    match run:
        case Branch():
            return 1
        case ByVisit(way, _, _):
            return int(way == "first" or index == 0)
        case _:
            return 2 if index == 0 else 1


def _flat(runs: Runs) -> Iterator[Run]:
    for run in runs:
        if isinstance(run, Styled):
            yield from _flat(run.runs)
        else:
            yield run


def _marks(text: str, start: int, end: int) -> Iterator[tuple[int, str, int]]:
    """Braces, bars and colons between two offsets, each with how many braces are open there."""
    level = 0
    at = start
    while at < end:
        letter = text[at]
        if letter == "\\":
            at += 1
        elif letter == "{":
            yield at, letter, level
            level += 1
        elif letter == "}":
            level -= 1
            yield at, letter, level
        elif letter in "|:":
            yield at, letter, level
        at += 1


def _groups(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What stands between outer braces."""
    opened = start
    for at, sign, level in _marks(text, start, end):
        if sign == "{" and level == 0:
            opened = at + 1
        elif sign == "}" and level == 0:
            yield opened, at


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What stands between bars."""
    for at, sign, level in _marks(text, start, end):
        if sign == "|" and level == 0:
            yield start, at
            start = at + 1
    yield start, end


def _after_colon(text: str, start: int, end: int) -> int:
    for at, sign, level in _marks(text, start, end):
        if sign == ":" and level == 0:
            return at + 1
    return start
