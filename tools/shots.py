"""Screens staged for a picture: any of them, at any passage, without playing there."""

import random
from collections import deque
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import attrs

from game.engine import machine
from game.engine.album import prints
from game.engine.program import Program
from game.engine.state import Turn
from game.model.interlude import TEMPLATES
from game.model.load import load_text
from game.model.story import PassageId
from game.screens.album import AlbumScreen
from game.screens.archive import ArchiveScreen
from game.screens.campaigns import CampaignsScreen
from game.screens.chart import ChartScreen
from game.screens.closer import CloserScreen
from game.screens.context import Context
from game.screens.credits import CreditsScreen
from game.screens.ending import EndingScreen
from game.screens.gallery import GalleryScreen
from game.screens.history import HistoryScreen
from game.screens.inspector import InspectorScreen
from game.screens.intent import Command, Direction, Move
from game.screens.notice import NoticeScreen
from game.screens.pause import PauseScreen
from game.screens.picture import Metrics, Picture, Size
from game.screens.plain import PlainScreen
from game.screens.play import ALL, PlayScreen
from game.screens.problems import ProblemsScreen
from game.screens.saves import SavesScreen
from game.screens.screen import Screen
from game.screens.settings import SettingsScreen
from game.screens.stack import Stack
from game.screens.title import TitleScreen
from game.screens.why import WhyScreen
from game.session import languages
from game.session.gallery import Gallery, LeafName
from game.session.library import Entry, Library
from game.session.playthrough import ADVANCE, Playthrough
from game.session.rehearsal import give
from game.session.saves import snapshot
from game.session.settings import Settings

SEED = 1
LONGEST_MOTION = 100
"""Tenths of a second after which a screen stands still, or moves for ever."""

MOST_STATES = 20_000
"""Turns tried to reach a passage by play before it is entered from nowhere."""

LONGEST = 400
"""Turns of a staged game that comes to no ending."""

GALLERY_RUNS = 4
"""Games that are played for the gallery."""

BROKEN = """\
campaign: broken
title: Broken
start: office
flags: {signed: You signed it.}
passages:
  office:
    text: |
      The list is longer than yesterday.

      STALLIN: There is a pen on the {desk.
    choices:
      - text: Sign it.
        if: paranioa >= 3 and not sined
        do: set signed
        goto: ofice
"""


class ShotProblem(Exception):
    """What was asked for cannot be shown; the message says why."""


def staged(
    name: str,
    story: Path,
    campaign: str | None,
    passage: str | None,
    text_size: int,
    language: str = "",
    assets: Path | None = None,
) -> Screen:
    """The screen of this name, ready to be drawn; raises ShotProblem where that cannot be.

    It is in the `language` of this code, whose catalogue lies below `assets`.
    """
    library = Library.open(story, Path(mkdtemp(prefix="undone-shot-")))
    settings = Settings(text_size=text_size, text_speed="at once", notice=True, language=language)
    if problem := languages.apply(settings, assets):
        raise ShotProblem(problem)
    stage = _Stage(Context(library, settings, lambda: SEED, assets), campaign, passage)
    screen = SHOTS[name](stage)
    for _ in range(LONGEST_MOTION):
        if not screen.animating:
            break
        screen.tick(100)
    return screen


class _Stage:
    def __init__(self, context: Context, campaign: str | None, passage: str | None) -> None:
        self.context = context
        self.campaign = campaign
        self.passage = passage

    def entry(self) -> Entry:
        library = self.context.library
        if self.campaign is None:
            if not library.entries:
                raise ShotProblem("there is no campaign")
            return library.entries[0]
        entry = library.entry(self.campaign)
        if entry is None:
            raise ShotProblem(f'there is no campaign "{self.campaign}"')
        return entry

    def program(self) -> Program:
        program = self.context.library.program(self.entry())
        if program is None:
            raise ShotProblem("this campaign does not load; see `undone lint`")
        return program

    def at(self, wanted: Callable[[Turn], bool], what: str) -> Playthrough:
        """A playthrough at the passage asked for, or else at the first turn as wanted."""
        program = self.program()
        if self.passage is None:
            found = _walk(program, wanted)
            if found is None:
                raise ShotProblem(f"no {what} was reached; name one with --passage")
            return found
        id_ = PassageId(self.passage)
        if id_ not in program.story.passages:
            raise ShotProblem(f'there is no passage "{self.passage}"')
        found = _walk(program, lambda turn: turn.passage.id == id_)
        if found is None:
            turn = machine.arrive(program, SEED, id_)
            found = Playthrough(program, [turn], [], complete=False)
        return found

    def play(self, wanted: Callable[[Turn], bool], what: str) -> PlayScreen:
        played = self.at(wanted, what)
        turn = played.turn
        page = int(turn.printed and bool(turn.answer))
        return PlayScreen(self.context, played, page=page, shown=ALL)


def _walk(program: Program, wanted: Callable[[Turn], bool]) -> Playthrough | None:
    """The playthrough to the nearest turn as wanted, breadth first, one visit to a passage."""
    first = Playthrough.begin(program, SEED)
    queue: deque[tuple[str, ...]] = deque([()])
    seen = {first.turn.passage.id}
    for _ in range(MOST_STATES):
        if not queue:
            return None
        picks = queue.popleft()
        played = Playthrough.replay(program, SEED, picks)
        if wanted(played.turn):
            return played
        open_ids: list[str] = [offer.id for offer in played.turn.offers if offer.open]
        for pick in open_ids or ([ADVANCE] if played.turn.can_advance else []):
            played.take(pick)
            if played.turn.passage.id not in seen:
                seen.add(played.turn.passage.id)
                queue.append((*picks, pick))
            played.undo()
    return None


def _reading(stage: _Stage) -> Screen:
    return stage.play(lambda turn: not turn.printed, "reading page")


def _newspaper(stage: _Stage) -> Screen:
    return stage.play(lambda turn: turn.front_page is not None, "front page")


def _proof(stage: _Stage) -> Screen:
    page = stage.play(
        lambda turn: turn.front_page is not None and turn.front_page.proof is not None,
        "censored front page",
    )
    page.handle(Command("p"))
    return page


def _closer(stage: _Stage) -> Screen:
    played = stage.at(lambda turn: turn.front_page is not None, "front page")
    return CloserScreen(stage.context, played.turn)


def _document(stage: _Stage) -> Screen:
    return stage.play(lambda turn: turn.printed and turn.front_page is None, "document")


def _interlude(kind: str) -> Callable[[_Stage], Screen]:
    """What stages an interlude of a kind."""

    def staged_sheet(stage: _Stage) -> Screen:
        return stage.play(lambda turn: turn.sheet is not None and turn.sheet.kind == kind, kind)

    return staged_sheet


def _ending(stage: _Stage) -> Screen:
    return EndingScreen(stage.context, playthrough=stage.at(lambda turn: turn.over, "ending"))


def _middle(stage: _Stage) -> Playthrough:
    return stage.at(lambda turn: turn.state.turn == 5 and bool(turn.offers), "fifth page")


@attrs.define
class _PauseOverPage(PauseScreen):
    """The menu with the page it lies over, which the window's stack would paint."""

    def view(self, size: Size, metrics: Metrics) -> Picture:
        page = PlayScreen(self.context, self.playthrough, shown=ALL)
        return Stack([page, PauseScreen(self.context, self.playthrough)]).view(size, metrics)[1]


def _pause(stage: _Stage) -> Screen:
    return _PauseOverPage(stage.context, _middle(stage))


def _saves(stage: _Stage) -> Screen:
    played = _middle(stage)
    shelf = stage.context.library.shelf(played.program.story.id)
    shelf.write("auto", snapshot(played, "1919-10-17T21:14:00.000+00:00"))
    played.undo(2)
    shelf.write("01", snapshot(played, "1919-10-16T20:58:00.000+00:00"))
    shelf.path("03").write_text('{"format": 1, "campaign": "bro', "utf-8")
    return SavesScreen(stage.context, played, saving=False)


def _chart(stage: _Stage) -> ChartScreen:
    """The map after two games that went apart; with --passage, of the first game to go there."""
    if stage.passage is not None:
        played = stage.at(lambda turn: turn.over, "ending")
        return ChartScreen(stage.context, played.program, played)
    program = stage.program()
    library = stage.context.library
    for seed, most in ((SEED, LONGEST), (SEED + 1, 24)):
        played = Playthrough.begin(program, seed)
        chance = random.Random(seed)
        while len(played.picks) < most and not played.turn.over:
            open_ids: list[str] = [offer.id for offer in played.turn.offers if offer.open]
            if not (open_ids or played.turn.can_advance):
                break
            played.take(chance.choice(open_ids) if open_ids else ADVANCE)
        library.keep(played)
    return ChartScreen(stage.context, program, played)


def _gallery(leaf: LeafName) -> Callable[[_Stage], Screen]:
    """What stages a leaf of the gallery after a few games that went apart."""

    def staged_gallery(stage: _Stage) -> Screen:
        program, library = stage.program(), stage.context.library
        for number in range(GALLERY_RUNS):
            played = Playthrough.begin(program, SEED + number)
            chance = random.Random(SEED + number)
            while len(played.picks) < LONGEST and not played.turn.over:
                open_ids: list[str] = [offer.id for offer in played.turn.offers if offer.open]
                if not (open_ids or played.turn.can_advance):
                    break
                played.take(chance.choice(open_ids) if open_ids else ADVANCE)
            library.keep(played)
        return GalleryScreen(
            stage.context, Gallery(program, library.chronicle(program.story.id)), leaf
        )

    return staged_gallery


def _chart_at(zoom: int) -> Callable[[_Stage], Screen]:
    """What stages the map in another of its four steps."""

    def staged_chart(stage: _Stage) -> Screen:
        screen = _chart_drawn(stage)
        screen.zoom = zoom
        return screen

    return staged_chart


def _chart_text(stage: _Stage) -> Screen:
    screen = _chart(stage)
    screen.plain = True
    return screen


def _chart_drawn(stage: _Stage) -> ChartScreen:
    """The map itself at any text size, where large print begins with its words."""
    screen = _chart(stage)
    screen.plain = False
    return screen


def _problems(stage: _Stage) -> Screen:
    loaded = load_text(BROKEN, "broken/campaign.yaml")
    return ProblemsScreen(
        stage.context,
        entry=stage.entry(),
        diagnostics=loaded.diagnostics,
        sources=loaded.sources,
    )


def _inspector(stage: _Stage) -> Screen:
    played = stage.at(lambda turn: turn.state.turn > 3 and len(turn.changes) > 1, "later page")
    sources = stage.context.library.load(stage.entry()).sources
    screen = InspectorScreen(stage.context, played, sources)
    screen.handle(Move(Direction.NEXT))
    return screen


def _plain(stage: _Stage) -> Screen:
    played = stage.at(lambda turn: turn.front_page is not None, "front page")
    return PlainScreen(stage.context, turn=played.turn)


def _why(stage: _Stage) -> Screen:
    played = stage.at(lambda turn: turn.front_page is not None, "front page")
    return WhyScreen(stage.context, played, "page")


def _why_at_end(stage: _Stage) -> Screen:
    played = stage.at(lambda turn: turn.over, "ending")
    screen = WhyScreen(stage.context, played, "number:paranoia")
    screen.handle(Move(Direction.RIGHT))
    return screen


def _archive(stage: _Stage) -> Screen:
    return ArchiveScreen(stage.context, stage.at(lambda turn: turn.over, "ending"))


def _album(stage: _Stage) -> Screen:
    """The photographs of a game at whose end one of those in them has been purged."""
    played = stage.at(lambda turn: turn.over, "ending")
    if stage.passage is None and not any(each.retouched for each in prints(played.turns)):
        groups = [each.group for each in prints(played.turns)]
        if groups:
            give(played, f"fate.{groups[0][len(groups[0]) // 2]}", "purged")
    return AlbumScreen(stage.context, played)


def _notice(stage: _Stage) -> Screen:
    return NoticeScreen(stage.context, stage.entry(), stage.program().story.content)


SHOTS: dict[str, Callable[[_Stage], Screen]] = {
    "title": lambda stage: TitleScreen(stage.context),
    "campaigns": lambda stage: CampaignsScreen(stage.context),
    "notice": _notice,
    "reading": _reading,
    "newspaper": _newspaper,
    "proof": _proof,
    "closer": _closer,
    "document": _document,
    "plain": _plain,
    "pause": _pause,
    "history": lambda stage: HistoryScreen(stage.context, _middle(stage)),
    "archive": _archive,
    "album": _album,
    "why": _why,
    "why-a-number": _why_at_end,
    "saves": _saves,
    "settings": lambda stage: SettingsScreen(stage.context),
    "ending": _ending,
    "chart": _chart_drawn,
    "chart-chapters": _chart_at(0),
    "chart-small": _chart_at(1),
    "chart-close": _chart_at(3),
    "chart-text": _chart_text,
    "gallery-endings": _gallery("endings"),
    "gallery-papers": _gallery("papers"),
    "gallery-people": _gallery("people"),
    "gallery-deeds": _gallery("deeds"),
    "problems": _problems,
    "inspector": _inspector,
    "credits": lambda stage: CreditsScreen(stage.context),
    **{kind: _interlude(kind) for kind in TEMPLATES},
}
"""Every screen by name."""
