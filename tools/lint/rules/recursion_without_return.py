"""Report scenes that must call themselves again before they can return.

Why:   each call waits for the next one, until the game stops with too many scenes within scenes.
Bad:
    passages:
      gate: {text: A gate., call: dream, next: home}
      dream: {text: A dream., call: dream, next: return}    # expect: recursion-without-return
      home: {text: Home., ending: {title: Home}}
Good:
    passages:
      gate: {text: A gate., call: dream, next: home}
      dream: {text: A dream., next: return}
      home: {text: Home., ending: {title: Home}}
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.model.story import Passage, PassageId
from tools.lint.context import Context

RULE = Rule("recursion-without-return", Severity.ERROR, "A scene that calls itself without end.")
WORDLESS = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Circles of calls that nothing can leave, each told at the first passage of it that calls."""
    passages = context.story.passages
    told: set[PassageId] = set()
    for passage in passages.values():
        if passage.id in told or _called(passage) is None:
            continue
        way = [passage.id]
        here = _forced(passage)
        while here is not None and here in passages and here not in way:
            way.append(here)
            here = _forced(passages[here])
        if here == passage.id:
            told.update(way)
            circle = " → ".join((*way, passage.id))
            message = f'"{passage.id}" calls itself again before it can return: {circle}'
            hint = "let the call depend on something: call: [{if …: the-scene}]"
            yield Diagnostic(RULE, passage.span, message, hint)


def _called(passage: Passage) -> PassageId | None:
    """The scene that a passage calls whatever holds."""
    if passage.choices or not passage.call or passage.call[0].condition is not None:
        return None
    return passage.call[0].value.target


def _forced(passage: Passage) -> PassageId | None:
    """Where a passage must lead next, if only one thing can happen."""
    called = _called(passage)
    if called is not None or passage.choices or passage.call or passage.ending or passage.draw:
        return called
    first = next(iter(passage.routes), None)
    return first.target if first and first.condition is None else None
