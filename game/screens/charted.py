"""The chart's plan: which passage stands where, laid out once for a story and kept."""

from collections.abc import Mapping
from typing import Final

import attrs

from game.model.story import ChapterId, Choice, Passage, PassageId, Story
from game.screens.layered import Layout, laid
from game.session.atlas import order_of_chapters, shown_of, targets_of

KEPT: Final = 3
"""Plans that are kept in memory."""


@attrs.frozen
class Plan:
    """Columns and rows of all passages but endings, whose rows are `endings`, in their order.

    `chapters` have the first and the last column of each.
    """

    places: Mapping[PassageId, tuple[int, int]]
    chapters: Mapping[ChapterId, tuple[int, int]]
    endings: Mapping[PassageId, int]


_PLANS: Final[dict[tuple[str, str], Plan]] = {}


def plan_of(story: Story) -> Plan:
    """The plan of a story."""
    key = (story.id, story.hash)
    if key not in _PLANS:
        while len(_PLANS) >= KEPT:
            del _PLANS[next(iter(_PLANS))]
        _PLANS[key] = _planned(story)
    return _PLANS[key]


def _planned(story: Story) -> Plan:
    edges = {id_: _leads_to(story, id_) for id_ in story.passages}
    bands: dict[ChapterId, list[PassageId]] = {}
    for chapter in order_of_chapters(story):
        ids = [id_ for id_ in story.chapters[chapter].passages if _stands(story, id_)]
        first = (story.start, story.chapters[chapter].start)
        if ids:
            bands[chapter] = [*(i for i in ids if i in first), *(i for i in ids if i not in first)]
    layout: Layout[PassageId] = laid([*bands.values(), story.endings], edges)
    endings = set(story.endings)
    return Plan(
        {id_: place for id_, place in layout.places.items() if id_ not in endings},
        dict(zip(bands, layout.bands, strict=False)),
        {id_: layout.places[id_][1] for id_ in story.endings},
    )


def _stands(story: Story, id_: PassageId) -> bool:
    passage = story.passages[id_]
    return not passage.silent and passage.ending is None


def _leads_to(story: Story, id_: PassageId) -> tuple[PassageId, ...]:
    """Everything that can be shown after a passage: ways, scenes, cards and what comes later."""
    passage = story.passages[id_]
    found = dict.fromkeys(targets_of(story, passage, None))
    parts: tuple[Passage | Choice, ...] = (passage, *passage.choices)
    for choice in passage.choices:
        found |= dict.fromkeys(targets_of(story, passage, choice))
    for part in parts:
        ways = [route.target for later in part.later for route in later.routes]
        ways += [card for case in part.draw for card in story.decks.get(case.value, ())]
        ways += [route.target for route in part.routes] if part.call else []
        found |= dict.fromkeys(shown_of(story, ways))
    found.pop(id_, None)
    return tuple(found)
