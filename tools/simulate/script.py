"""A file of wishes: what a player prefers, the strongest wish first.

    prefer:
      - the-square/march         # a choice, as passage/choice
      - popularity >= 60         # a condition

Of the open choices those are taken that the first wish is for; of these, those that the second is
for, and so on; where a wish is for none or for all of them, it is passed over. A condition is for
the choices after whose own effects it holds.
"""

import re
from pathlib import Path

import attrs

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.span import Source
from game.diagnostics.suggest import did_you_mean
from game.model.story import Story
from game.session.rehearsal import declared
from game.text.expression import Expr
from game.text.nodes import Map, Scalar, Seq
from game.text.read import read
from game.text.scope import UNKNOWN_NAME, Declared, Scope
from game.text.tree import parse

WISHES = Rule("wishes-syntax", Severity.ERROR, "A file of wishes that cannot be read.")
MOST = 1000
"""Wishes in one file."""

_CHOICE = re.compile(r"(?P<passage>[\w.-]+)/(?P<choice>[\w.-]+)$")


@attrs.frozen
class Wish:
    """What is preferred: a choice by its key, or a condition."""

    choice: str = ""
    condition: Expr | None = None


def wishes(
    path: Path, story: Story
) -> tuple[tuple[Wish, ...], list[Diagnostic], dict[str, Source]]:
    """The wishes of a file, what is wrong with it, and its text."""
    source, found = read(path, str(path))
    if source is None:
        return (), found, {}
    parsed = parse(source)
    found += parsed.diagnostics
    sources = {str(path): source}
    if found:
        return (), found, sources
    items = _items(parsed.tree, source, found)
    scope = Scope(
        phrases=frozenset(story.conditions),
        names=declared(story) | {name: Declared("condition", "") for name in story.conditions},
        cast={str(id_): who for id_, who in story.cast.items()},
    )
    read_ = [_wish(item, story, scope, found) for item in items]
    return tuple(wish for wish in read_ if wish is not None), found, sources


def _items(tree: object, source: Source, found: list[Diagnostic]) -> list[Scalar]:
    hint = "write `prefer:` and under it a list of choices and conditions"
    if not isinstance(tree, Map):
        span = source.span(0, 0)
        found.append(Diagnostic(WISHES, span, "there are no wishes here", hint))
        return []
    items: list[Scalar] = []
    for key, value in tree.items():
        if key.text != "prefer":
            found.append(Diagnostic(WISHES, key.span, f'unknown key "{key.text}"', hint))
        elif not isinstance(value, Seq):
            found.append(Diagnostic(WISHES, value.span, "`prefer` is not a list", hint))
        else:
            for item in value.items:
                if isinstance(item, Scalar):
                    items.append(item)
                else:
                    message = "a wish is a choice or a condition"
                    found.append(Diagnostic(WISHES, item.span, message, hint))
    if not items and not found:
        found.append(Diagnostic(WISHES, tree.span, "there are no wishes here", hint))
    if len(items) > MOST:
        message = f"{len(items)} wishes; {MOST} are the most"
        found.append(Diagnostic(WISHES, items[MOST].span, message, "leave some out"))
        del items[MOST:]
    return items


def _wish(item: Scalar, story: Story, scope: Scope, found: list[Diagnostic]) -> Wish | None:
    match = _CHOICE.match(item.text.strip())
    if match is None:
        before = len(found)
        scope.references.clear()
        condition = scope.condition(item.fragment(), found)
        for each in scope.references:
            known = story.passages if each.kind in ("seen", "archive") else _choices(story)
            if each.name not in known:
                what = "passage" if each.kind in ("seen", "archive") else "choice"
                _unknown(what, each.name, list(known), item.source, (each.start, each.end), found)
        if condition is None or len(found) > before:
            return None
        return Wish(condition=condition)
    passage, choice = match["passage"], match["choice"]
    start = item.text.index(passage)
    if passage not in story.passages:
        place = item.place_of(start, start + len(passage))
        _unknown("passage", passage, list(story.passages), item.source, place, found)
        return None
    choices = [str(each.id) for each in story.passages[passage].choices]  # type: ignore[index]
    if choice not in choices:
        first = match.start("choice")
        place = item.place_of(first, first + len(choice))
        what = f'choice of "{passage}"'
        _unknown(what, choice, choices, item.source, place, found)
        return None
    return Wish(choice=f"{passage}/{choice}")


def _choices(story: Story) -> set[str]:
    keys = {f"{passage}/{id_}" for id_, having in story.choices.items() for passage in having}
    return keys | set(map(str, story.choices))


def _unknown(
    what: str,
    name: str,
    known: list[str],
    source: Source,
    place: tuple[int, int],
    found: list[Diagnostic],
) -> None:
    hint = did_you_mean(name, sorted(map(str, known)), f"there is no {what} of that name")
    found.append(Diagnostic(UNKNOWN_NAME, source.span(*place), f'unknown {what} "{name}"', hint))
