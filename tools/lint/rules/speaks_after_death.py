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
from game.model.story import Ladder
from game.text.effect import Effect, SetFate
from game.text.markup import Paragraph, Prose
from tools.lint.context import Context

RULE = Rule("speaks-after-death", Severity.WARNING, "Somebody speaks who must be dead.")


def check(context: Context) -> Iterator[Diagnostic]:
    """Speech without a condition by those who are dead whatever happened."""
    story = context.story
    always = {
        who
        for who in story.cast
        if story.named[f"fate.{who}"].start == "dead" and f"fate.{who}" not in context.uses.writes
    }
    for passage in story.passages.values():
        killed = always | _killed(passage.effects)
        texts = [(passage.text, killed)]
        texts += [(choice.answer, always | _killed(choice.effects)) for choice in passage.choices]
        for text, dead in texts:
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
