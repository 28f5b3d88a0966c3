"""All rules run over a story."""

from collections.abc import Mapping
from pathlib import Path

from game.diagnostics.diagnostic import Diagnostic, Severity, in_order
from game.model.load import Loaded
from game.model.story import PassageId, Story
from game.session.witness import Witness
from tools.lint import Progress
from tools.lint.allowed import allowances, left_over
from tools.lint.assets import Assets
from tools.lint.catalogue import catalogue, loading
from tools.lint.context import Context, Page
from tools.lint.memory import Memory
from tools.lint.rule import Check, checks, limits
from tools.lint.settings import settings
from tools.lint.uses import Uses
from tools.lint.wholes import Wholes


def run(
    loaded: Loaded,
    story: Story,
    assets: Path,
    folder: Path | None,
    root: Path | None,
    cache: Path | None,
    only: frozenset[str],
    progress: Progress | None,
    proving: bool,
    witnesses: list[tuple[Diagnostic, Witness]] | None,
) -> list[Diagnostic]:
    """The loader's findings and the rules', without those that are allowed, in order."""
    known = catalogue()
    fixed = [id_ for id_, rule in loading().items() if rule.severity is Severity.ERROR]
    optional = [id_ for id_, check in checks().items() if check.optional]
    chosen, found = settings(story.lint, known, optional, limits(), fixed)
    context = Context(
        story,
        loaded.sources,
        Assets(assets, story.id),
        folder,
        root,
        chosen.limits,
        proving=proving,
        cache=None if cache is None else cache.parent / "prove",
        told=lambda doing: progress(doing, 0, 1) if progress else None,
    )
    active = [
        check
        for check in checks().values()
        if chosen.runs(check, only) and (check.applies is None or check.applies(context))
    ]
    off = frozenset() if only else chosen.off
    found += [each for each in loaded.diagnostics if each.rule.id not in off]
    if only:
        found = [each for each in found if each.rule.id in only]
    remembered, of_pages = _of_pages(context, active, cache, progress)
    found += of_pages
    wholes = [check for check in active if check.whole]
    for number, check in enumerate(wholes):
        if progress:
            progress(check.rule.id, number, len(wholes))
        found += remembered.of(check)
    remembered.close()
    allowed, problems = allowances(context.sources, lambda: _ends(context))
    kept: list[Diagnostic] = []
    for each in found:
        if each.rule.id in fixed:
            kept.append(each)
            continue
        covering = [allowance for allowance in allowed if allowance.covers(each)]
        for allowance in covering:
            allowance.used = True
        if not covering:
            kept.append(each)
    ran = {check.rule.id for check in active if proving or not check.proved} | (
        set() if only else set(loading())
    )
    problems += left_over(allowed, known, ran)
    kept += [
        each for each in problems if (each.rule.id in only if only else each.rule.id not in off)
    ]
    if witnesses is not None:
        for each in kept:
            way = context.ways.get((each.rule.id, each.span, each.message))
            if way is not None:
                witnesses.append((each, way.witness(each, context.story)))
    return in_order([chosen.judged(each) for each in kept])


def _of_pages(
    context: Context, active: list[Check], cache: Path | None, progress: Progress | None
) -> tuple[Wholes, list[Diagnostic]]:
    """What the rules find that look at one passage at a time, as far as possible remembered.

    On the way what every passage uses, and what rules note of it, is put together, for the rules
    that look at all; and what is remembered of those is found by what all passages are.
    """
    of_pages = [check for check in active if check.page or check.note]
    memory = Memory.open(cache, context, of_pages)
    found: list[Diagnostic] = []
    names: list[Uses] = []
    keys: dict[PassageId, str] = {}
    sketches: dict[PassageId, str] = {}
    pages = context.pages

    def find(page: Page) -> list[Diagnostic]:
        return [found for check in of_pages if check.page for found in check.page(page, context)]

    for number, (id_, page) in enumerate(pages.items()):
        if progress and number % 100 == 0:
            progress("passages", number, len(pages))
        known = memory.of(page, find)
        names.append(known.uses)
        found += known.found
        keys[id_], sketches[id_] = known.key, known.sketch
        for rule, notes in known.notes.items():
            context.notes.setdefault(rule, {})[id_] = notes
    memory.close()
    context.keep()
    context.uses_of_pages = Uses(
        *(
            frozenset().union(*(getattr(each, name) for each in names))
            for name in ("reads", "writes", "people", "chosen", "papers")
        )
    )
    whole = len(pages) == len(context.story.passages)
    folder = None if cache is None or not whole else cache.parent / "rules"
    return Wholes(context, folder, sketches, keys), found


def _ends(context: Context) -> Mapping[tuple[str, int], int]:
    """The last line of each passage, by its file and the line of its id."""
    return {
        (page.source.file, page.span.line): page.source.span(
            max(page.start, page.end - 1), page.end
        ).line
        for page in context.pages.values()
    }
