"""Screens staged for a picture: any of them, in every state worth seeing, without playing there."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import attrs

from game.engine.album import prints
from game.engine.removed import names_removed
from game.engine.state import Turn
from game.engine.transcript import opening_words
from game.model.interlude import TEMPLATES
from game.model.load import load_text
from game.screens.album import AlbumScreen
from game.screens.archive import ArchiveScreen
from game.screens.campaigns import CampaignsScreen
from game.screens.chart import ChartScreen
from game.screens.closer import CloserScreen
from game.screens.confirm import ConfirmScreen
from game.screens.context import Context
from game.screens.credits import CreditsScreen
from game.screens.ending import EndingScreen
from game.screens.found import FoundScreen
from game.screens.gallery import GalleryScreen
from game.screens.history import HistoryScreen
from game.screens.inspector import InspectorScreen
from game.screens.intent import Accept, Command, Direction, Edge, Focus, Intent, Move, Pick
from game.screens.notice import NoticeScreen
from game.screens.pause import PauseScreen
from game.screens.picture import Metrics, Picture, Size
from game.screens.plain import PlainScreen
from game.screens.play import ALL, PlayScreen
from game.screens.problems import ProblemsScreen
from game.screens.rehearsal import RehearsalScreen
from game.screens.saves import SavesScreen
from game.screens.screen import Screen, Transition
from game.screens.settings import LANGUAGE, SettingsScreen
from game.screens.stack import Stack
from game.screens.title import TitleScreen
from game.screens.why import WhyScreen
from game.session import languages
from game.session.gallery import Gallery, LeafName
from game.session.library import Library
from game.session.playthrough import ADVANCE, Playthrough
from game.session.rehearsal import Beginning, Rehearsal, give
from game.session.saves import snapshot
from game.session.settings import Settings
from game.session.witness import About, Witness, replay
from tools.stage import SEED, NotThere, ShotProblem, Stage

__all__ = ["SHOTS", "SPECIMENS", "ShotProblem", "staged"]

SPECIMENS = tuple(
    Path(__file__).parent / "specimen" / name
    for name in ("every-page.yaml", "every-paper.yaml", "front-pages.yaml")
)
"""Campaigns to be looked at, for what the story at hand has none of."""

LONGEST_MOTION = 40
"""Tenths of a second after which a screen stands still, or moves for ever."""

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


def staged(
    name: str,
    story: Path,
    campaign: str | None,
    passage: str | None,
    text_size: int,
    language: str = "",
    assets: Path | None = None,
    told: Callable[[str], None] = lambda _: None,
) -> Screen:
    """The screen of this name, ready to be drawn; raises ShotProblem where that cannot be.

    It is in the `language` of this code, whose catalogue lies below `assets`. What the story has
    none of is taken from a specimen, unless a passage is named; `told` then hears of it.
    """
    try:
        return _staged(name, story, campaign, passage, text_size, language, assets)
    except NotThere as problem:
        if passage is not None:
            raise
        for specimen in SPECIMENS:
            try:
                screen = _staged(name, specimen, None, None, text_size, language, assets)
            except NotThere:
                continue
            what = str(problem).partition(";")[0]
            told(f"{what}: this one is of the specimen {specimen.name}")
            return screen
        raise


def _staged(
    name: str,
    story: Path,
    campaign: str | None,
    passage: str | None,
    text_size: int,
    language: str,
    assets: Path | None,
) -> Screen:
    if name in RUSSIAN:
        name, language = RUSSIAN[name], "ru"
    library = Library.open(story, Path(mkdtemp(prefix="undone-shot-")))
    settings = Settings(text_size=text_size, text_speed="at once", notice=True, language=language)
    if problem := languages.apply(settings, assets):
        raise ShotProblem(problem)
    library.speak(language if language != "xx" else "")
    stage = Stage(Context(library, settings, lambda: SEED, assets), campaign, passage)
    screen = _OPENED[name](stage)
    for _ in range(LONGEST_MOTION if name != "reading-revealing" else 0):
        if not screen.animating:
            break
        screen.tick(100)
    return screen


@attrs.define
class _Over:
    """A screen with what lies under it, which the window's stack would paint."""

    below: Screen
    above: Screen

    opaque = True
    animating = False

    def tick(self, milliseconds: int) -> None:
        """Nothing moves."""

    def resume(self, result: Any) -> None:
        """What is above is the picture's subject."""
        self.above.resume(result)

    def handle(self, intent: Intent) -> Transition | None:
        """What the screen above makes of it."""
        return self.above.handle(intent)

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """Both."""
        return Stack([self.below, self.above]).view(size, metrics)[1]


@attrs.define
class _AtFoot(_Over):
    """A screen that scrolls, at its end."""

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """The last screenful."""
        self.above.view(size, metrics)
        self.above.handle(Edge(end=True))
        return self.above.view(size, metrics)


def _reading(stage: Stage) -> Screen:
    return stage.play(lambda turn: not turn.printed, "reading page")


def _first_page(stage: Stage) -> Screen:
    def wanted(turn: Turn) -> bool:
        return not turn.printed and turn.chapter.start == turn.passage.id

    return stage.play(wanted, "first page of a chapter")


def _has_closed(turn: Turn) -> bool:
    return not turn.printed and not turn.answer and any(not each.open for each in turn.offers)


def _at_choices(stage: Stage, played: Playthrough) -> PlayScreen:
    """The last page of a turn, where its choices are."""
    page = max(0, len(played.turn.pages) - 1)
    return PlayScreen(stage.context, played, page=page, shown=ALL)


def _closed(stage: Stage) -> Screen:
    played = stage.at(_has_closed, "closed choice")
    screen = _at_choices(stage, played)
    closed = [number for number, each in enumerate(played.turn.offers, 1) if not each.open]
    screen.handle(Focus(closed[0]))
    return screen


def _hard(stage: Stage) -> Screen:
    played = stage.at(lambda turn: turn.passage.hard is not None, "hard scene")
    return PlayScreen(stage.context, played, page=int(bool(played.turn.answer)), shown=ALL)


def _answer(stage: Stage) -> Screen:
    played = stage.at(lambda turn: bool(turn.answer), "answer to a choice")
    return PlayScreen(stage.context, played, shown=ALL)


def _revealing(stage: Stage) -> Screen:
    played = stage.at(lambda turn: not turn.printed, "reading page")
    stage.context.settings.text_speed = "steady"
    return PlayScreen(stage.context, played, shown=300)


def _notice_given(stage: Stage) -> Screen:
    """A page over which something is told; here, that nothing can be undone."""
    played = stage.at(lambda turn: not turn.printed, "reading page")
    screen = PlayScreen(stage.context, played, shown=ALL)
    screen.handle(Command("u"))
    return screen


def _confirm(stage: Stage) -> Screen:
    def asked(turn: Turn) -> bool:
        return any(each.open and each.confirm is not None for each in turn.offers)

    played = stage.at(asked, "choice that is asked twice")
    for number, offer in enumerate(played.turn.offers, 1):
        if offer.open and offer.confirm is not None:
            page = _at_choices(stage, played)
            page.handle(Focus(number))
            return _Over(page, ConfirmScreen(stage.context, offer.id, offer.label, offer.confirm))
    raise NotThere("no choice that is asked twice was reached")


def _newspaper(stage: Stage) -> Screen:
    return stage.play(lambda turn: turn.front_page is not None, "front page")


def _proof(stage: Stage) -> Screen:
    page = stage.play(
        lambda turn: turn.front_page is not None and turn.front_page.proof is not None,
        "censored front page",
    )
    page.handle(Command("p"))
    return page


def _closer(stage: Stage) -> Screen:
    played = stage.at(lambda turn: turn.front_page is not None, "front page")
    return CloserScreen(stage.context, played.turn)


def _document(stage: Stage) -> Screen:
    return stage.play(lambda turn: turn.printed and turn.front_page is None, "document")


def _interlude(kind: str) -> Callable[[Stage], Screen]:
    """What stages an interlude of a kind."""

    def staged_sheet(stage: Stage) -> Screen:
        return stage.play(lambda turn: turn.sheet is not None and turn.sheet.kind == kind, kind)

    return staged_sheet


def _ending(stage: Stage) -> Screen:
    return EndingScreen(stage.context, playthrough=stage.at(lambda turn: turn.over, "ending"))


def _middle(stage: Stage) -> Playthrough:
    """The fifth page, or the first after it where there is something to choose."""
    return stage.at(lambda turn: turn.state.turn >= 5 and bool(turn.offers), "fifth page")


def _found(stage: Stage) -> Screen:
    """What the linter might find on the fifth page, and the way there."""
    played = _middle(stage)
    span = played.turn.passage.span
    about = About("dead-end", f'passage "{played.turn.passage.id}" leads nowhere', str(span))
    return FoundScreen(stage.context, replay=replay(Witness.of(played, about), played.program))


def _pause(stage: Stage) -> Screen:
    played = _middle(stage)
    return _Over(PlayScreen(stage.context, played, shown=ALL), PauseScreen(stage.context, played))


def _kept(stage: Stage) -> Playthrough:
    """A game in the middle, with one file written before it and one damaged."""
    played = _middle(stage)
    shelf = stage.context.library.shelf(played.program.story.id)
    shelf.write("auto", snapshot(played, "1919-10-17T21:14:00.000+00:00"))
    played.undo(2)
    shelf.write("01", snapshot(played, "1919-10-16T20:58:00.000+00:00"))
    shelf.path("03").write_text('{"format": 1, "campaign": "bro', "utf-8")
    return played


def _saves(stage: Stage) -> Screen:
    return SavesScreen(stage.context, _kept(stage), saving=False)


def _saving(stage: Stage) -> Screen:
    """The cards to write on, one of them asked about: it is written on already."""
    screen = SavesScreen(stage.context, _kept(stage), saving=True)
    screen.handle(Pick(2))
    screen.handle(Accept())
    return screen


def _title_again(stage: Stage) -> Screen:
    _kept(stage)
    return TitleScreen(stage.context)


def _campaigns_several(stage: Stage) -> Screen:
    """The posters of a library of four: the story's own first, then the specimens."""
    library = stage.context.library
    others = [entry for path in SPECIMENS for entry in Library.open(path, path).entries]
    inks = ("prussian blue", "bottle green", "copying violet")
    told = [
        attrs.evolve(entry, summary=attrs.evolve(entry.summary, ink=ink))
        for entry, ink in zip(others, inks, strict=True)
    ]
    several = attrs.evolve(library, entries=(library.entries + tuple(told))[:4])
    return CampaignsScreen(attrs.evolve(stage.context, library=several))


def _chart(stage: Stage) -> ChartScreen:
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
        library.chronicle(program.story.id).record(played, "1919-10-17T21:14:00.000+00:00")
    return ChartScreen(stage.context, program, played)


def _gallery(leaf: LeafName) -> Callable[[Stage], Screen]:
    """What stages a leaf of the gallery after a few games that went apart."""

    def staged_gallery(stage: Stage) -> Screen:
        program, library = stage.program(), stage.context.library
        for number in range(GALLERY_RUNS):
            played = Playthrough.begin(program, SEED + number)
            chance = random.Random(SEED + number)
            while len(played.picks) < LONGEST and not played.turn.over:
                open_ids: list[str] = [offer.id for offer in played.turn.offers if offer.open]
                if not (open_ids or played.turn.can_advance):
                    break
                played.take(chance.choice(open_ids) if open_ids else ADVANCE)
            library.chronicle(program.story.id).record(played, "1919-10-17T21:14:00.000+00:00")
        return GalleryScreen(
            stage.context, Gallery(program, library.chronicle(program.story.id)), leaf
        )

    return staged_gallery


def _chart_at(zoom: int) -> Callable[[Stage], Screen]:
    """What stages the map in another of its four steps."""

    def staged_chart(stage: Stage) -> Screen:
        screen = _chart_drawn(stage)
        screen.zoom = zoom
        return screen

    return staged_chart


def _chart_text(stage: Stage) -> Screen:
    screen = _chart(stage)
    screen.plain = True
    return screen


def _chart_drawn(stage: Stage) -> ChartScreen:
    """The map itself at any text size, where large print begins with its words."""
    screen = _chart(stage)
    screen.plain = False
    return screen


def _problems(stage: Stage) -> Screen:
    loaded = load_text(BROKEN, "broken/campaign.yaml")
    return ProblemsScreen(
        stage.context,
        entry=stage.entry(),
        diagnostics=loaded.diagnostics,
        sources=loaded.sources,
    )


def _inspector(stage: Stage) -> Screen:
    played = stage.at(lambda turn: turn.state.turn > 3 and len(turn.changes) > 1, "later page")
    sources = stage.context.library.load(stage.entry()).sources
    screen = InspectorScreen(stage.context, played, sources)
    screen.handle(Move(Direction.NEXT))
    return screen


def _plain(stage: Stage) -> Screen:
    played = stage.at(lambda turn: turn.front_page is not None, "front page")
    return PlainScreen(stage.context, turn=played.turn)


def _why(stage: Stage) -> Screen:
    played = stage.at(lambda turn: turn.front_page is not None, "front page")
    return WhyScreen(stage.context, played, "page")


def _why_closed(stage: Stage) -> Screen:
    played = stage.at(_has_closed, "closed choice")
    closed = next(each for each in played.turn.offers if not each.open)
    return WhyScreen(stage.context, played, f"lock:{closed.id}")


def _plain_page(stage: Stage) -> Screen:
    played = stage.at(lambda turn: not turn.printed, "reading page")
    return PlainScreen(stage.context, turn=played.turn)


def _rehearsal(stage: Stage) -> Screen:
    rehearsal = Rehearsal(Beginning(stage.passage or ""), SEED)
    return RehearsalScreen.opened(stage.context, stage.entry(), rehearsal, lambda _: ())


def _language(stage: Stage) -> Screen:
    """The settings with the question of the language in focus."""
    screen = SettingsScreen(stage.context)
    screen.handle(Focus(LANGUAGE + 1))
    return screen


def _why_at_end(stage: Stage) -> Screen:
    played = stage.at(lambda turn: turn.over, "ending")
    screen = WhyScreen(stage.context, played, "number:paranoia")
    screen.handle(Move(Direction.RIGHT))
    return screen


def _archive(stage: Stage) -> Screen:
    return ArchiveScreen(stage.context, stage.at(lambda turn: turn.over, "ending"))


def _inked(stage: Stage) -> Screen:
    """The history of a game in which somebody who is named there has been purged."""
    played = _middle(stage)
    story = played.program.story
    words = " ".join(opening_words(turn) for turn in played.turns)
    for person in story.cast:
        fate = f"fate.{person}"
        names = names_removed(story, {fate: "purged"})
        if person != story.player and names is not None and names.search(words):
            give(played, fate, "purged")
            return HistoryScreen(stage.context, played)
    raise NotThere("no history that names anybody was reached")


def _album_first(stage: Stage) -> Screen:
    """The photographs of a game as they were first printed."""
    played = stage.at(lambda turn: bool(_groups([turn])), "photograph")
    return AlbumScreen(stage.context, played)


def _groups(turns: Sequence[Turn]) -> list[tuple[str, ...]]:
    return [each.group for each in prints(turns)]


def _album(stage: Stage) -> Screen:
    """The photographs of a game at whose end one of those in them has been purged."""
    played = stage.at(lambda turn: turn.over, "ending")
    if stage.passage is None and not any(each.retouched for each in prints(played.turns)):
        groups = _groups(played.turns)
        if not groups:
            raise NotThere("no photograph was reached")
        give(played, f"fate.{groups[0][len(groups[0]) // 2]}", "purged")
    return AlbumScreen(stage.context, played)


def _notice(stage: Stage) -> Screen:
    return NoticeScreen(stage.context, stage.entry(), stage.program().story.content)


_OPENED: dict[str, Callable[[Stage], Screen]] = {
    "title": lambda stage: TitleScreen(stage.context),
    "title-again": _title_again,
    "campaigns": lambda stage: CampaignsScreen(stage.context),
    "campaigns-several": _campaigns_several,
    "notice": _notice,
    "reading": _reading,
    "reading-first": _first_page,
    "reading-closed": _closed,
    "reading-hard": _hard,
    "reading-answer": _answer,
    "reading-revealing": _revealing,
    "reading-told": _notice_given,
    "confirm": _confirm,
    "newspaper": _newspaper,
    "proof": _proof,
    "closer": _closer,
    "document": _document,
    **{kind: _interlude(kind) for kind in TEMPLATES},
    "found": _found,
    "plain": _plain,
    "plain-page": _plain_page,
    "pause": _pause,
    "history": lambda stage: HistoryScreen(stage.context, _middle(stage)),
    "history-inked": _inked,
    "archive": _archive,
    "album": _album,
    "album-first": _album_first,
    "why": _why,
    "why-a-number": _why_at_end,
    "why-closed": _why_closed,
    "saves": _saves,
    "saves-empty": lambda stage: SavesScreen(stage.context, None, saving=False),
    "saving": _saving,
    "settings": lambda stage: SettingsScreen(stage.context),
    "settings-language": _language,
    "ending": _ending,
    "ending-foot": lambda stage: _AtFoot(_ending(stage), _ending(stage)),
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
    "rehearsal": _rehearsal,
    "credits": lambda stage: CreditsScreen(stage.context),
}

RUSSIAN = {f"{name}-ru": name for name in ("title", "reading", "settings", "ending")}
"""Those that are also shown in Russian."""

SHOTS = (*_OPENED, *RUSSIAN)
"""Every screen and every state of one, by name."""
