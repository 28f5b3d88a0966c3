"""Report people who speak although they must be dead.

Why:   nothing breaks a story's spell sooner than a dead man who has an opinion.
Bad:
    cast:
      yakov: {name: Yakov Sverdlov, fate: dead}
    passages:
      gate: {text: 'YAKOV: Good evening.', ending: {title: Home}}    # expect: speaks-after-death
Good:
    cast:
      yakov: {name: Yakov Sverdlov}
    passages:
      gate: {text: 'YAKOV: Good evening.', ending: {title: Home}}

Told is only what holds on every way: who is dead from the start and never restored, and who is
killed by the passage or the choice itself. A letter or a paper may be by the dead.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.model.story import Ladder, Passage
from game.text.effect import Effect, SetFate
from game.text.markup import Paragraph, Prose
from tools.lint.context import Context, Page

RULE = Rule("speaks-after-death", Severity.WARNING, "Somebody speaks who must be dead.")


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """Speech without a condition by those who die where they speak."""
    yield from _spoken(page.passage, frozenset())


def check(context: Context) -> Iterator[Diagnostic]:
    """Speech without a condition by those who are dead from the start and never live."""
    dead = frozenset(
        who
        for who in context.story.cast
        if context.story.named[f"fate.{who}"].start == "dead"
        and f"fate.{who}" not in context.uses.writes
    )
    if dead & context.uses_of_pages.people:
        for passage in context.story.passages.values():
            yield from _spoken(passage, dead)


def _spoken(passage: Passage, always: frozenset[str]) -> Iterator[Diagnostic]:
    killed = _killed(passage.effects)
    texts = [(passage.text, killed)]
    texts += [(choice.answer, _killed(choice.effects)) for choice in passage.choices]
    for text, now in texts:
        dead = always or now
        for paragraph in _said(text) if dead else ():
            if paragraph.speaker in dead:
                message = f'"{paragraph.speaker}" speaks here, and must be dead'
                hint = "let it depend on the fate, or let somebody else say it"
                yield Diagnostic(RULE, paragraph.span, message, hint)


def _killed(effects: tuple[Effect, ...]) -> set[str]:
    fates = {e.character: e.fate for e in effects if isinstance(e, SetFate)}
    return {who for who, fate in fates.items() if fate == "dead"}


def _said(text: Ladder[Prose]) -> Iterator[Paragraph]:
    """The paragraphs that are read whatever holds."""
    if len(text) == 1 and text[0].condition is None:
        yield from (each for each in text[0].value.paragraphs() if each.condition is None)
