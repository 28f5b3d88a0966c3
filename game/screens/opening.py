"""The first screen, and the ways into a game."""

from collections.abc import Callable
from pathlib import Path

from game.screens.context import Context
from game.screens.screen import Push, Reset, Screen, Transition
from game.screens.title import TitleScreen
from game.session.library import Entry, Library
from game.session.playthrough import Playthrough
from game.session.saves import AUTOSAVE, SLOTS, SaveProblem, restore
from game.session.settings import Settings
from game.text.tongue import say


def opening(
    library: Library,
    settings: Settings,
    seed: Callable[[], int],
    campaign: str | None,
    assets: Path | None = None,
) -> Screen:
    """The title screen, or straight into a campaign."""
    context = Context(library, settings, seed, assets)
    entry = library.entry(campaign) if campaign is not None else None
    if entry is None:
        return TitleScreen(context)
    match enter(context, entry):
        case Push(screen) | Reset(screen):
            return screen
        case _:
            return TitleScreen(context)


def enter(context: Context, entry: Entry) -> Transition:
    """Into a campaign: what keeps it from loading, the word before, or its first page."""
    loaded = context.library.load(entry)
    if loaded.story is None:
        from game.screens.problems import ProblemsScreen

        return Push(
            ProblemsScreen(
                context,
                entry=entry,
                diagnostics=loaded.diagnostics,
                sources=loaded.sources,
            )
        )
    if not context.settings.notice:
        from game.screens.notice import NoticeScreen

        return Push(NoticeScreen(context, entry, loaded.story.content))
    return begin(context, entry)


def begin(context: Context, entry: Entry) -> Transition:
    """A new game of a campaign."""
    from game.screens.play import PlayScreen

    program = context.library.program(entry)
    if program is None:
        return enter(context, entry)
    context.settings.last_campaign = entry.summary.id
    context.settings.save()
    screen = PlayScreen(context, Playthrough.begin(program, context.seed()))
    try:
        kept = context.library.shelf(entry.summary.id).put_away()
    except SaveProblem as problem:
        screen.resume(str(problem))
    else:
        if kept is not None:
            screen.resume(say("Your game before this one was put away in file {file}.", file=kept))
    return Reset(screen)


def continue_latest(context: Context) -> Transition | None:
    """Back into the game saved last; None where there is none."""
    from game.screens.play import PlayScreen

    found = context.library.latest()
    if found is None:
        return None
    entry, slot = found
    program = context.library.program(entry)
    if program is None or slot.save is None:
        return enter(context, entry)
    try:
        restored = restore(slot.save, program)
    except SaveProblem as problem:
        screen = PlayScreen(context, Playthrough.begin(program, context.seed()))
        screen.resume(str(problem))
        return Reset(screen)
    screen = PlayScreen(context, restored.playthrough)
    screen.resume(restored.playthrough)
    notes = [*restored.notes]
    if slot.name not in (AUTOSAVE, *SLOTS):
        notes.insert(0, say("The last autosave is damaged; this is the one before it."))
    if notes:
        screen.resume(" ".join(notes))
    return Reset(screen)
