"""Small campaigns for tests, and what loading them says."""

from collections.abc import Iterable
from textwrap import dedent, indent

import attrs

from game.diagnostics.diagnostic import Diagnostic
from game.diagnostics.span import Source
from game.engine.program import Program
from game.engine.state import State, Turn
from game.engine.transcript import reading_text
from game.model.load import load_text
from game.model.story import Story

DECLARATIONS = """
campaign: small
start: here
player: joe
stats:
  paranoia: {start: 40, bands: {calm: 0, watchful: 25, haunted: 75}}
numbers:
  grain: {from: 0, to: 20, start: 6, means: trainloads of wheat}
flags:
  promised: You promised boots.
  insulted: You insulted the sailors.
named:
  envoy: {one of: [nobody, bullitt, hoover], start: nobody, means: the American you deal with}
conditions:
  the army: grain > 5
  the army holds: grain > 5 and not insulted
newspapers:
  pravda: {name: Pravda}
cast:
  joe: {name: Joseph, says: JOE, role: a brother, born: 1878}
  elsa: {name: Elsa, says: ELSA, shares: [georgian]}
"""


def campaign(passages: str, declarations: str = DECLARATIONS) -> str:
    """A campaign in one file whose passages are these."""
    return declarations.lstrip() + "passages:\n" + indent(dedent(passages).strip("\n"), "  ") + "\n"


def whole(text: str) -> Story:
    """The story of a text that must load."""
    loaded = load_text(text)
    assert loaded.story is not None, [f"{d.span} {d.message}" for d in loaded.diagnostics]
    return loaded.story


def program(passages: str, declarations: str = DECLARATIONS) -> Program:
    """The compiled campaign whose passages are these."""
    return Program(whole(campaign(passages, declarations)))


def rules(found: Iterable[Diagnostic]) -> list[str]:
    """The ids of the rules broken, in order."""
    return [each.rule.id for each in found]


def only(found: Iterable[Diagnostic], rule: str) -> Diagnostic:
    """The one diagnostic of a rule."""
    of_rule = [each for each in found if each.rule.id == rule]
    assert len(of_rule) == 1, [f"{each.rule.id}: {each.message}" for each in found]
    return of_rule[0]


def marked(found: Diagnostic, source: Source) -> str:
    """The text under a diagnostic's carets, which lie on one line."""
    span = found.span
    assert span.line == span.end_line, span
    return source.line(span.line)[span.column - 1 : span.end_column - 1]


def read(turn: Turn) -> str:
    """The text a turn gives to read, paragraphs joined by line ends."""
    return "\n".join(reading_text(turn))


def with_values(state: State, **values: int | bool | str) -> State:
    """The state with other values."""
    return attrs.evolve(state, values={**state.values, **values})
