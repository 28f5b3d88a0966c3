"""Report long paragraphs that stand in two passages, word for word.

Why:   who comes by both reads it twice; most often it was copied to be rewritten.
Bad:
    passages:
      gate: {text: The whistle of the works does not blow this morning and nobody in the whole yard remarks on it at all., next: home}
      home: {text: The whistle of the works does not blow this morning and nobody in the whole yard remarks on it at all., ending: {title: Home}}    # expect: repeated-paragraph
Good:
    passages:
      gate: {text: The whistle of the works does not blow this morning., next: home}
      home: {text: It blows., ending: {title: Home}}

Only passages of which one leads to the other are compared: the same words on two roads that never
meet are read once.
"""

from collections import Counter
from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Related, Rule, Severity
from game.model.story import PassageId
from game.text.markup import Paragraph
from tools.kept import digest
from tools.lint.context import Context, Page

RULE = Rule("repeated-paragraph", Severity.NOTE, "A long paragraph that stands in two passages.")
LIMITS = {"repeated-words": 16}


def note(page: Page, context: Context) -> Iterator[str]:
    """What long paragraphs are known by."""
    return (digest(paragraph.written) for paragraph in _long(page, context))


def check(context: Context) -> Iterator[Diagnostic]:
    """Paragraphs of a passage that an earlier one on the way to it has as well."""
    first: dict[str, tuple[PassageId, Paragraph]] = {}
    for page in _suspected(context):
        for paragraph in _long(page, context):
            words = paragraph.written
            known = first.setdefault(words, (page.id, paragraph))
            if known[0] != page.id and _meet(context, known[0], page.id):
                message = f'this paragraph stands in "{known[0]}" as well, word for word'
                hint = "rewrite one of them, or make a scene of it and `call:` that"
                related = (Related(known[1].span, "the same words"),)
                yield Diagnostic(RULE, paragraph.span, message, hint, related)


def _meet(context: Context, one: PassageId, other: PassageId) -> bool:
    reached = context.graph.reached_from
    return other in reached((one,)) or one in reached((other,))


def _suspected(context: Context) -> Iterator[Page]:
    """The passages with a long paragraph that another one seems to have."""
    noted = context.notes.get(RULE.id, {})
    having = Counter(each for notes in noted.values() for each in set(notes))
    for id_, notes in noted.items():
        if any(having[each] > 1 for each in notes):
            yield context.pages[id_]


def _long(page: Page, context: Context) -> Iterator[Paragraph]:
    least = context.limits["repeated-words"]
    for case in page.passage.text:
        for paragraph in case.value.paragraphs():
            if paragraph.fragment.text.count(" ") + 1 >= least:
                yield paragraph
