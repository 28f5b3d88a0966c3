"""The game's own lay-out asked about a passage, with the game's own faces."""

import contextlib

from game.engine import machine
from game.engine.machine import StoryStops
from game.engine.state import Turn, Value
from game.model.story import PassageId
from game.screens import choices
from game.screens.front_page import front_page
from game.screens.picture import Size
from game.screens.reading import large_list
from game.screens.theme import Scale
from tools.lint.context import Context

WINDOW = Size(1280, 720)
LARGE = 200
"""Per cent: the largest print there is."""


def choices_in_large_print(id_: PassageId, context: Context) -> tuple[float, float]:
    """How high the choices of a passage are in large print, and how high the page is."""
    scale = Scale.of(WINDOW, LARGE)
    list_, top, bottom = large_list(scale)
    highest = 0.0
    for turn in _turns(id_, context):
        laid = choices.lay(choices.items_of(turn), 0, list_, context.fonts)
        highest = max(highest, laid.height)
    return highest, (bottom - top) * scale.unit


def front_page_percent(id_: PassageId, context: Context) -> int:
    """The height of a front page's sheet in hundredths of its width, at the longest."""
    percent = 0
    for turn in _turns(id_, context):
        if turn.front_page:
            sheet = front_page(turn.front_page, turn, 1, context.fonts)
            percent = max(percent, round(100 * sheet.height / sheet.width))
    return percent


def _turns(id_: PassageId, context: Context) -> list[Turn]:
    """The passage entered as at the story's start, and with all numbers high and all flags set."""
    story = context.story
    high: dict[str, Value] = {stat.id: stat.high for stat in story.numbers.values()}
    high |= dict.fromkeys(story.flags, True)
    turns: list[Turn] = []
    for values in (None, high):
        with contextlib.suppress(StoryStops):  # such values lead to nothing that is written
            turns.append(machine.arrive(context.program, 1, id_, values))
    return turns
