"""The command line: `undone`, which is `undone play`, and the writers' commands."""

import gc
import io
import os
import random
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import attrs
import platformdirs
from cyclopts import App, Parameter
from cyclopts.exceptions import CycloptsError

from game import version

if TYPE_CHECKING:
    from game.diagnostics.diagnostic import Diagnostic
    from game.engine.program import Program
    from game.model.load import Loaded
    from game.screens.screen import Screen
    from game.session.library import Entry, Library
    from game.session.playthrough import Playthrough
    from game.session.rehearsal import Rehearsal, RehearsalProblem
    from game.session.settings import Settings
    from game.window.artist import Artist

EXAMPLES = """\
Examples:

    undone                                   play, in a window
    undone --text                            play in the terminal
    undone --campaign brothers-keeper --size 1600x900
    undone --auto uniform --seed 7 --transcript run.txt
    undone play --watch --at zinovievs-jam --with "paranoia = 80, kill uritsky"
    undone play --replay found.json          play up to what the linter found
    undone lint                              check the shipped story
    undone lint my-story --format json
    undone new winter-palace                 begin a campaign of your own
    undone count brothers-keeper             how much there is of it
    undone map brothers-keeper -o map.html   the story graph, to look about in
    undone simulate --runs 100000 --html balance.html   thousands of games, by themselves
    undone cover --write readings            the fewest playthroughs that show every line
    undone schema -o story.schema.json       for editors, to check as one types
    undone shot --screen reading --size 1280x720 -o page.png
    undone shot --all pictures               every screen, in every state

Keys, in the window:

    1-9, arrows and Enter    choose
    Space, PgUp, PgDn        read on, read back
    U, H                     undo; the history
    W                        why: what came of what, and why a choice is closed
    M                        the map of every run
    S, L                     save; open a saved file
    T                        the page as plain text
    Z                        look closer at a front page; + and - closer and farther
    P                        a front page and the censor's proof of it; at an ending, photographs
    Esc, then G              the gallery of every run
    K                        pass over a scene marked as hard
    A, R, B, N, G            at an ending: the sealed archive; go back; the last page; a new game;
                             the gallery
    Esc, F11                 one step back (on a page: the menu); full screen
"""

app = App(
    name="undone",
    help="What Is To Be Undone: a choose-your-path game of Soviet history that did not happen.",
    help_epilogue=EXAMPLES,
    help_format="plaintext",
    version=version,
)


@attrs.frozen
class Places:
    """Where the story, the pictures and the saves are."""

    story: Path
    assets: Path
    saves: Path
    cache: Path

    @property
    def portraits(self) -> Path:
        """Where portraits lie that were drawn at first use."""
        return self.cache.parent / "portraits"

    @classmethod
    def find(cls) -> "Places":
        """Beside the code in a checkout; else inside the package, with saves at the user's."""
        package = Path(__file__).resolve().parent
        cache = platformdirs.user_cache_path("what-is-to-be-undone", appauthor=False) / "stories"
        checkout = package.parent
        if (checkout / "pyproject.toml").is_file() and (checkout / "story").is_dir():
            return cls(checkout / "story", checkout / "assets", checkout / "saves", cache)
        data = package / "data"
        user = platformdirs.user_data_path("what-is-to-be-undone", appauthor=False)
        return cls(data / "story", data / "assets", user / "saves", cache)


@attrs.frozen
class Wishes:
    """What a writer asks of a game: a rehearsal, if any of it is there."""

    at: str = ""
    given: str = ""
    watch: bool = False
    inspect: bool = False
    lang: str | None = None

    @property
    def rehearsal(self) -> bool:
        """Whether this is a rehearsal, which touches nobody's saved games."""
        return attrs.evolve(self, lang=None) != Wishes()


def _stop(message: str, status: int = 2) -> NoReturn:
    sys.stderr.write(f"undone: {message}\n")
    raise SystemExit(status)


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"([0-9]{1,5})[xX]([0-9]{1,5})", text)
    if match is None:
        _stop(f'a size is written as 1280x720, not "{text}"')
    size = (int(match[1]), int(match[2]))
    if not (320 <= size[0] <= 15360 and 240 <= size[1] <= 8640):
        _stop(f"{text} is no size for a window; from 320x240 to 15360x8640 is")
    return size


@app.default
@app.command
def play(
    *,
    campaign: str | None = None,
    text: bool = False,
    seed: int | None = None,
    story: Path | None = None,
    saves: Path | None = None,
    size: str | None = None,
    fullscreen: bool = False,
    auto: Literal["uniform", "least-used"] | None = None,
    transcript: Path | None = None,
    at: str | None = None,
    given: Annotated[str | None, Parameter(name="--with")] = None,
    watch: bool = False,
    inspect: bool = False,
    replay: Path | None = None,
    lang: str | None = None,
) -> None:
    """Play the game.

    With --at, --with, --watch or --inspect it is a writer's rehearsal: a new game that leaves all
    saved games alone. With --replay it goes on from what the linter found, and only what is saved
    by hand is kept.

    Parameters
    ----------
    campaign
        The id of a campaign, to begin with it at once.
    text
        Play in the terminal.
    seed
        A number that decides all chance; the same seed and choices give the same story.
    story
        A folder of campaigns, a campaign's folder, or one file.
    saves
        The folder where games are kept.
    size
        The window's size, as 1280x720.
    fullscreen
        Open over the whole screen.
    auto
        Play by itself to an ending: uniform picks at random, least-used what was picked least.
    transcript
        Where unattended play writes what was read and picked.
    at
        Begin at this passage, or at the start of this chapter, all else as at the story's start.
    given
        Values to begin with, written as effects are: "paranoia = 80, promised_boots, kill uritsky".
        A flag's name alone sets it.
    watch
        Read the story again whenever a file of it changes, and keep the place. F2 (i in the
        terminal) opens the inventory of all values, F3 (f) what the linter finds.
    inspect
        The inventory without watching the files.
    replay
        A file that leads to a finding of the linter's: play it up to there, all at once.
    lang
        The language, as a code: ru. xx is a language of no country, for tests of lay-out.
    """
    wishes = Wishes(at or "", given or "", watch, inspect, lang)
    places = Places.find()
    library_places = attrs.evolve(
        places, story=story or places.story, saves=(saves or places.saves).absolute()
    )
    if not library_places.story.exists():
        _stop(f'there is no story at "{library_places.story}"')
    if transcript is not None and auto is None:
        _stop("--transcript belongs to --auto")
    if auto is not None:
        if replay is not None:
            _stop("--replay is for playing by hand, not with --auto")
        if watch or inspect:
            _stop("--watch and --inspect are for playing by hand, not with --auto")
        raise SystemExit(_auto(library_places, campaign, seed, auto, transcript, wishes))
    window_size = _size(size) if size else (1280, 720)
    if replay is not None:
        if campaign is not None or seed is not None or wishes.rehearsal:
            _stop("--replay has its own campaign, seed and place to go on from; leave out the rest")
        raise SystemExit(_replay(library_places, replay, text, window_size, fullscreen, wishes))
    if text:
        raise SystemExit(_terminal(library_places, campaign, seed, wishes))
    if not _has_display():
        sys.stdout.write("No display was found: playing in the terminal.\n\n")
        raise SystemExit(_terminal(library_places, campaign, seed, wishes))
    raise SystemExit(_window(library_places, campaign, seed, window_size, fullscreen, wishes))


@app.command
def lint(
    path: Path | None = None,
    /,
    *,
    format: Literal["text", "json", "sarif", "github"] = "text",
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    strict: bool = False,
    rule: Annotated[tuple[str, ...], Parameter(negative="", show_default=False)] = (),
    rules: Annotated[bool, Parameter(negative="")] = False,
    explain: str | None = None,
    baseline: Path | None = None,
    write_baseline: Path | None = None,
    witness: Path | None = None,
    allow_unknown: Annotated[bool, Parameter(negative="")] = False,
    color: Literal["auto", "always", "never"] = "auto",
) -> None:
    """Check a story for mistakes, over all states that a player can reach.

    What can happen and should not is told with the way there; what cannot is proved;
    what its bounds leave open is called undecided.

    A comment allows a finding where it stands: # lint: allow RULE: the reason.
    What counts in a campaign stands below `lint:`. See story/README.md.

    Exit status 0: no errors (if strict: nothing); 1: findings; 2: cannot read it;
    3: no findings, but something is undecided.

    Parameters
    ----------
    path
        A campaign's folder, a folder of campaigns, or one file; the shipped story without it.
    format
        text for people, json for editors, sarif for code hosts, github for a workflow's log.
    output
        The file to write the findings to.
    strict
        Let warnings and notes count.
    rule
        Only this rule; it can be given more than once.
    rules
        List all rules.
    explain
        Explain this rule: why it is there, and what is bad and good.
    baseline
        Leave out the findings that this file holds.
    write_baseline
        Write all findings to this file, to be left out from then on.
    witness
        A folder: write there the way to each finding that has one, for undone play --replay.
    allow_unknown
        Exit with 0 where all that is left is what could not be decided.
    color
        Whether to write in colour; auto does so in a terminal, unless NO_COLOR is set.
    """
    from tools.lint import command

    try:
        if rules or explain is not None:
            told = command.rules_told() if explain is None else command.explained(explain)
            sys.stdout.write(told)
            return
        places = Places.find()
        wishes = command.Wishes(
            format,
            strict,
            rule,
            color,
            baseline,
            write_baseline,
            output,
            witness,
            allow_unknown,
        )
        folders = tuple(_campaign_folders(path))
        raise SystemExit(command.run(folders, places.assets, places.cache, wishes))
    except command.LintProblem as problem:
        _stop(str(problem))


@app.command
def shot(
    *,
    screen: str | None = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    all_: Annotated[Path | None, Parameter(name="--all")] = None,
    list_: Annotated[bool, Parameter(name="--list", negative="")] = False,
    campaign: str | None = None,
    passage: str | None = None,
    size: str = "1280x720",
    text_size: int = 100,
    story: Path | None = None,
) -> None:
    """Render a screen to a PNG, or all of them; no display is needed.

    What the story has none of is shown from a specimen campaign, and that is said. Exit status 1:
    with --all, something could not be shown.

    Parameters
    ----------
    screen
        The name of a screen or of a state of one; --list tells them.
    output
        The PNG to write.
    all_
        Render every screen and state into this folder, as NAME.png.
    list_
        Name every screen and state that can be rendered, one a line.
    campaign
        The id of a campaign; the first one without it.
    passage
        The passage a reading, newspaper, proof, closer, document, interlude or ending screen shows.
    size
        The picture's size, as 1280x720.
    text_size
        The size of text in per cent, 80 to 200.
    story
        A folder of campaigns, a campaign's folder, or one file.
    """
    from game.screens.picture import Size
    from game.session.library import Library
    from game.window.shot import shoot
    from tools.portraits.artist import DirectArtist, able
    from tools.portraits.likenesses import Likenesses
    from tools.portraits.portfolio import Portfolio
    from tools.shots import SHOTS, ShotProblem, staged

    places = Places.find()
    if list_:
        sys.stdout.write("".join(f"{name}\n" for name in SHOTS))
        return
    if screen is not None and screen not in SHOTS:
        _stop(f'there is no screen "{screen}"; there are: {", ".join(SHOTS)}')
    if not 80 <= text_size <= 200:
        _stop("a text size lies between 80 and 200")
    picture = Size(*_size(size))
    root = story or places.story
    if not root.exists():
        _stop(f'there is no story at "{root}"')

    def stage(name: str) -> "Screen":
        def told(note: str) -> None:
            sys.stderr.write(f"undone: {name}: {note}\n")

        return staged(name, root, campaign, passage, text_size, assets=places.assets, told=told)

    artist = None
    if able():
        library = Library.open(root, places.saves, places.cache)
        likenesses = Likenesses(library, loads=True)
        artist = DirectArtist(likenesses.commission, Portfolio(places.portraits))
    if all_ is not None:
        missing = False
        for name in [screen] if screen else SHOTS:
            try:
                shown = stage(name)
            except ShotProblem as problem:
                missing = True
                sys.stderr.write(f"undone: {name}: {problem}\n")
                continue
            shoot(shown, picture, places.assets, all_ / f"{name}.png", artist)
            sys.stdout.write(f"{all_ / name}.png\n")
        if missing:
            raise SystemExit(1)
        return
    if screen is None or output is None:
        _stop("name a --screen and an --output, or --all and a folder, or --list")
    try:
        shown = stage(screen)
    except ShotProblem as problem:
        _stop(str(problem))
    shoot(shown, picture, places.assets, output, artist)


@app.command
def ids(
    path: Path | None = None,
    /,
    *,
    write: bool = False,
) -> None:
    """Tell, or keep, which id each line of a story has.

    The ids stand in side files beside the chapters, so that translations and recordings find
    their lines again when these are edited or moved. Exit status 1: side files are out of date.

    Parameters
    ----------
    path
        A campaign's folder, a folder of campaigns, or one file; the shipped story without it.
    write
        Bring the side files up to date.
    """
    from tools.ids import bind
    from tools.ids import write as write_ids

    out_of_date = False
    for folder, root in _campaign_folders(path):
        loaded, files = bind(folder, root)
        _told(loaded)
        for bound in files:
            out_of_date = out_of_date or bound.changed
            counts = f"{bound.kept} kept, {bound.edited} edited, {bound.new} new, {bound.gone} gone"
            sys.stdout.write(f"{bound.file.name}: {counts}\n")
            if write and bound.changed:
                try:
                    write_ids(bound)
                except OSError as error:
                    _stop(f'cannot write "{bound.file}": {error.strerror}')
    if out_of_date and not write:
        sys.stdout.write("Bring them up to date with: undone ids --write\n")
        raise SystemExit(1)


text_app = App(name="text", help="Catalogues for translators.", help_format="plaintext")
app.command(text_app)


@text_app.command(name="extract")
def text_extract(path: Path | None = None, /) -> None:
    """Write the template of a campaign's catalogues: languages/CAMPAIGN.pot.

    Parameters
    ----------
    path
        A campaign's folder, or a folder of campaigns; the shipped story without it.
    """
    from game.model.translation import FOLDER
    from tools.text import template

    for folder, root in _campaign_folders(path):
        loaded, pot = template(folder, root)
        _told(loaded)
        _put(folder / FOLDER / f"{folder.name}.pot", pot)


@text_app.command(name="update")
def text_update(path: Path, language: str, /) -> None:
    """Begin a catalogue, or bring one up to date: languages/LANGUAGE.po.

    What was translated is kept by the ids of the lines; a line that was edited is marked fuzzy.

    Parameters
    ----------
    path
        A campaign's folder.
    language
        The code of the language: ru.
    """
    from game.model.catalogue import CatalogueProblem
    from game.model.translation import FOLDER
    from tools.text import template, updated

    for folder, root in _campaign_folders(path):
        loaded, pot = template(folder, root)
        _told(loaded)
        file = folder / FOLDER / f"{language}.po"
        try:
            before = file.read_text("utf-8") if file.is_file() else None
            _put(file, updated(pot, before, language))
        except (CatalogueProblem, UnicodeDecodeError, ValueError) as problem:
            _stop(f"{file}: {problem}")


@text_app.command(name="check")
def text_check(path: Path, language: str, /) -> None:
    """Tell which lines a catalogue lacks, which are stale, and which cannot be read.

    Exit status 1: there are any.

    Parameters
    ----------
    path
        A campaign's folder.
    language
        The code of the language: ru.
    """
    from game.diagnostics.render import brief
    from game.model.catalogue import CatalogueProblem
    from tools.text import check

    whole = True
    for folder, root in _campaign_folders(path):
        try:
            report = check(folder, language, root)
        except CatalogueProblem as problem:
            _stop(str(problem))
        whole = whole and report.whole
        told = ((report.missing, "missing"), (report.stale, "stale"), (report.gone, "gone"))
        for lines, what in told:
            for id_ in lines:
                sys.stdout.write(f"{id_}: {what}\n")
        for found in report.problems:
            sys.stdout.write(f"{brief(found)}\n")
        counts = ", ".join(f"{len(lines)} {what}" for lines, what in told)
        sys.stdout.write(f"{folder.name}: {report.lines} lines, {counts}\n")
    raise SystemExit(0 if whole else 1)


@app.command
def new(campaign: str, /, *, story: Path | None = None) -> None:
    """Begin a campaign: a small whole story, with comments that teach, to write over.

    Parameters
    ----------
    campaign
        Its id, which becomes its folder's name: winter-palace.
    story
        The folder of campaigns that it is put into; the folder "story" here without it.
    """
    from tools.scaffold import ScaffoldProblem, scaffold

    try:
        folder = scaffold(story or Path("story"), campaign)
    except ScaffoldProblem as problem:
        _stop(str(problem))
    sys.stdout.write(
        f"{folder}\n\n    undone lint {folder}\n    undone play --story {folder} --watch\n"
    )


@app.command
def count(
    campaign: str | None = None,
    /,
    *,
    json: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Count what a story has: passages, choices, papers, words, minutes.

    Words are those that are written, every variant once; signs and speakers' names are none.

    Parameters
    ----------
    campaign
        The id of a shipped campaign, a campaign's folder, a folder of campaigns, or one file; all
        shipped campaigns without it.
    json
        For programs: a list of campaigns, whose keys keep their names.
    """
    from json import dumps

    from game.model.load import load
    from tools.count import as_data, as_text
    from tools.count import count as count_of

    shipped = Places.find().story / (campaign or "")
    path = shipped if campaign is None or not Path(campaign).exists() else Path(campaign)
    if not path.exists():
        _stop(f'there is no campaign "{campaign}", and nothing at that place')
    counted = []
    for folder, root in _campaign_folders(path):
        loaded = load(folder, root)
        _told(loaded)
        assert loaded.story is not None
        counted.append(count_of(loaded.story))
    if json:
        sys.stdout.write(dumps([as_data(each) for each in counted], ensure_ascii=False, indent=2))
        sys.stdout.write("\n")
    else:
        sys.stdout.write("\n\n\n".join(as_text(each) for each in counted) + "\n")


@app.command(name="map")
def map_(
    campaign: str | None = None,
    /,
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])],
    story: Path | None = None,
) -> None:
    """Draw the story graph: passages by chapter, choices, locks, endings, and what lint finds.

    Parameters
    ----------
    campaign
        The id of a campaign, a campaign's folder, or one file; not needed where there is but one.
    output
        The file to write: .html is a page to look about in, .svg and .png are pictures.
    story
        A folder of campaigns, a campaign's folder, or one file.
    """
    from tools.lint import lint as findings_of
    from tools.storymap import FORMATS, MapProblem, drawn

    if output.suffix.lower() not in FORMATS:
        _stop(f'"{output}" must end in {", ".join(FORMATS[:-1])} or {FORMATS[-1]}')
    places = Places.find()
    loaded, _ = _one_campaign(campaign, story, places)
    try:
        data = drawn(loaded, findings_of(loaded, places.assets), output.suffix, places.assets)
    except MapProblem as problem:
        _stop(str(problem))
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(data)
    except OSError as error:
        _stop(f'cannot write "{output}": {error.strerror}')
    sys.stdout.write(f"{output}\n")


@app.command
def cover(
    campaign: str | None = None,
    /,
    *,
    story: Path | None = None,
    from_: Annotated[Path | None, Parameter(name="--from")] = None,
    write: Path | None = None,
    json: Path | None = None,
    html: Path | None = None,
) -> None:
    """Tell which lines of a story playthroughs show, and write the fewest that show all.

    A line is a paragraph, a label, a part of a paper, or a variant of one. What nobody can be shown
    is told apart only where it is proved.

    Parameters
    ----------
    campaign
        The id of a campaign, a campaign's folder, or one file; not needed where there is but one.
    story
        A folder of campaigns, a campaign's folder, or one file.
    from_
        A file or folder of playthroughs: replays, saved games, runs of the chronicle, transcripts.
        Without it, and without --write, the games kept on this computer.
    write
        Write the fewest playthroughs into this folder, each as a replay and as a transcript to
        proof-read, with an index. With --from too, only what those do not show is sought.
    json
        Write the report to this file, for programs.
    html
        Write the story's files to this page, their lines coloured.
    """
    from tools.cover import command

    places = Places.find()
    loaded, stem = _one_campaign(campaign, story, places)
    wishes = command.Wishes(from_, places.saves, write, json, html, places.assets)
    try:
        command.run(loaded, stem, wishes)
    except command.CoverProblem as problem:
        _stop(str(problem))


def _one_campaign(campaign: str | None, story: Path | None, places: Places) -> "tuple[Loaded, str]":
    """The one campaign that is meant, loaded, and what its folder or file is called."""
    from game.model.load import load

    root = story or places.story
    if campaign is not None and (root / campaign).exists():
        path: Path = root / campaign
    elif campaign is not None and story is None and Path(campaign).exists():
        path = Path(campaign)
    else:
        path = root
    found = [each for each in _campaign_folders(path) if path != root or _is_of(campaign, each[0])]
    if len(found) != 1:
        known = ", ".join(each.stem for each, _ in _campaign_folders(root))
        asked = (
            f'there is no campaign "{campaign}"' if campaign and not found else "name a campaign"
        )
        _stop(f"{asked}; there are: {known}")
    loaded = load(*found[0], places.cache)
    _told(loaded)
    return loaded, found[0][0].stem


def _is_of(campaign: str | None, folder: Path) -> bool:
    """Whether a campaign's folder or file is of this name; any is of none."""
    return campaign in (None, folder.stem)


@app.command
def simulate(
    campaign: str | None = None,
    /,
    *,
    runs: int = 10_000,
    policy: Literal[
        "uniform", "least-used", "cautious", "ruthless", "popular", "script"
    ] = "uniform",
    jobs: int = 1,
    json: Path | None = None,
    html: Path | None = None,
    seed: int = 1,
    story: Path | None = None,
    script: Path | None = None,
    backend: str = "",
    longest: int = 20_000,
    show: int | None = None,
) -> None:
    """Play thousands of games by themselves, and tell how they came out.

    Exit status 0: every game came to an ending; 1: some did not; 2: cannot play it.

    Parameters
    ----------
    campaign
        The id of a campaign, a campaign's folder, or one file; the first campaign without it.
    runs
        How many games; game by game the seed is one higher.
    policy
        How is chosen: uniform takes each open choice alike, least-used what was taken least so far
        in its batch of 500 games; cautious, ruthless and popular weigh what the choices' effects
        do to the stats as such players would; script follows the wishes of --script.
    jobs
        On how many cores; what comes out is the same for any number.
    json
        A file for all figures, for programs.
    html
        A file for a page with plots and all lists.
    seed
        The seed of the first game.
    story
        A folder of campaigns, a campaign's folder, or one file.
    script
        A YAML file of wishes: choices and conditions to prefer, the strongest first.
    backend
        A Dask cluster to play on: dask://scheduler:8786.
    longest
        Turns after which a game is given up.
    show
        Print the game of this seed, choice by choice, instead of the figures.
    """
    from game.model.load import load
    from tools.simulate.command import SimulationProblem, Wanted
    from tools.simulate.command import simulate as played

    places = Places.find()
    root = story or places.story
    path = root / campaign if campaign and (root / campaign).exists() else Path(campaign or root)
    if not path.exists():
        _stop(f'there is no campaign "{campaign or root}", and nothing at that place')
    folder, within = next(iter(_campaign_folders(path)))
    loaded = load(folder, within, places.cache)
    _told(loaded)
    assert loaded.story is not None
    wanted = Wanted(runs, policy, jobs, json, html, seed, script, backend, longest, show)
    try:
        raise SystemExit(played(loaded.story, wanted, places.assets))
    except SimulationProblem as problem:
        _stop(str(problem))


@app.command
def schema(*, output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None) -> None:
    """Write the JSON Schema of the notation, by which editors complete and check as one types.

    Parameters
    ----------
    output
        The file to write; without it, to where other commands can read it.
    """
    from tools.schema import text as schema_text

    if output is None:
        sys.stdout.write(schema_text())
    else:
        _put(output, schema_text())


def _campaign_folders(path: Path | None) -> "Iterator[tuple[Path, Path | None]]":
    """The campaigns of a place, each with the root that its files are named from."""
    from game.model.load import campaigns

    root = path or Places.find().story
    if not root.exists():
        _stop(f'there is nothing at "{root}"')
    for folder in campaigns(root) or (root,):
        yield folder, root if folder != root else None


def _told(loaded: "Loaded") -> None:
    """Stop where a story does not load."""
    from game.diagnostics.render import report

    if loaded.story is None:
        sys.stderr.write(report(loaded.diagnostics, loaded.sources) + "\n")
        raise SystemExit(2)


def _put(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    except OSError as error:
        _stop(f'cannot write "{file}": {error.strerror}')
    sys.stdout.write(f"{file}\n")


def _has_display() -> bool:
    """Whether a window can open: always off Linux; there, where a display server is named."""
    driver = os.environ.get("SDL_VIDEODRIVER", "")
    if driver in ("dummy", "offscreen"):
        return False
    if driver or not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _speak(wishes: Wishes, settings: "Settings", library: "Library", places: Places) -> None:
    """Let interface and stories speak the language wished for, else that of the settings."""
    from game.session import languages

    if wishes.lang is not None:
        if not languages.is_known(wishes.lang, library, places.assets):
            _stop(f'neither the game nor a story is there in "{wishes.lang}"')
        settings.language = wishes.lang
    problem = languages.apply(settings, places.assets)
    if problem:
        sys.stderr.write(f"undone: {problem}\n")
    library.speak(settings.language)


def _terminal(places: Places, campaign: str | None, seed: int | None, wishes: Wishes) -> int:
    from game.session.library import Library
    from game.session.settings import Settings
    from tools.play import Terminal

    if wishes.rehearsal:
        return _terminal_rehearsal(places, campaign, seed, wishes)
    library = Library.open(places.story, places.saves, places.cache)
    settings = Settings.load(places.saves / "settings.json")
    _speak(wishes, settings, library, places)
    chance = (lambda: seed) if seed is not None else _new_seed
    try:
        return Terminal(library, settings, chance).run(campaign)
    except KeyboardInterrupt:
        sys.stdout.write("\n")
        return 0


def _window(
    places: Places,
    campaign: str | None,
    seed: int | None,
    size: tuple[int, int],
    fullscreen: bool,
    wishes: Wishes,
) -> int:
    from game.screens.opening import opening
    from game.screens.picture import Size
    from game.session.library import Library
    from game.session.settings import Settings
    from game.window.loop import DisplayProblem, run

    if wishes.rehearsal:
        return _window_rehearsal(places, campaign, seed, size, fullscreen, wishes)
    library = Library.open(places.story, places.saves, places.cache)
    if campaign is not None and library.entry(campaign) is None:
        known = ", ".join(entry.summary.id for entry in library.entries)
        _stop(f'there is no campaign "{campaign}"; there are: {known}')
    settings = Settings.load(places.saves / "settings.json")
    _speak(wishes, settings, library, places)
    chance = (lambda: seed) if seed is not None else _new_seed
    first = opening(library, settings, chance, campaign, places.assets)
    try:
        whole = fullscreen or settings.fullscreen
        with _artist(library, places) as artist:
            return run(first, settings, Size(*size), whole, places.assets, artist=artist)
    except DisplayProblem as problem:
        sys.stdout.write(f"No window could be opened ({problem}): playing in the terminal.\n\n")
        return _terminal(places, campaign, seed, wishes)


@contextmanager
def _artist(library: "Library", places: Places) -> "Iterator[Artist | None]":
    """Who draws the portraits that are not shipped; None where what that needs is missing."""
    from tools.portraits.artist import WorkingArtist, able
    from tools.portraits.likenesses import Likenesses
    from tools.portraits.portfolio import Portfolio

    if not able():
        yield None
        return
    artist = WorkingArtist(Likenesses(library).commission, Portfolio(places.portraits))
    try:
        yield artist
    finally:
        artist.close()


def _auto(
    places: Places,
    campaign: str | None,
    seed: int | None,
    policy_name: str,
    transcript: Path | None,
    wishes: Wishes,
) -> int:
    from game.diagnostics.render import report
    from game.engine.machine import StoryStops
    from game.engine.state import Turn
    from game.engine.transcript import turn_text
    from game.session.automatic import play as play_by_itself
    from game.session.automatic import policy
    from game.session.library import Library
    from game.session.settings import Settings

    library = Library.open(places.story, places.saves, places.cache)
    _speak(wishes, Settings(places.saves / "settings.json"), library, places)
    entry = library.entry(campaign) if campaign else next(iter(library.entries), None)
    if entry is None:
        _stop(f'there is no campaign "{campaign}"' if campaign else "there is no campaign")
    loaded = library.load(entry)
    program = library.program(entry)
    if program is None:
        sys.stderr.write(report(loaded.diagnostics, loaded.sources) + "\n")
        return 2
    number = seed if seed is not None else _new_seed()
    parts: list[str] = [f"{loaded.story.title if loaded.story else ''} · seed {number}"]

    def each(turn: Turn, picked: str | None) -> None:
        parts.append(turn_text(turn))
        if picked is not None:
            parts.append(f"> {picked}".rstrip())

    try:
        played = _begun(program, number, wishes)
        ended = play_by_itself(played, policy(policy_name, number), each)
    except StoryStops as stop:
        sys.stderr.write(f"undone: {stop}\n")
        ended = False
    written = "\n\n".join(parts) + "\n"
    if transcript is None:
        sys.stdout.write(written)
    else:
        try:
            transcript.write_text(written, "utf-8")
        except OSError as error:
            _stop(f'cannot write "{transcript}": {error.strerror}')
    if not ended:
        sys.stderr.write("undone: no ending was reached\n")
    return 0 if ended else 1


# Rehearsals


@contextmanager
def _stage(places: Places, campaign: str | None) -> "Iterator[tuple[Library, Entry]]":
    """A library whose saves are nobody's and gone afterwards, and the campaign asked for."""
    from game.session.library import Library

    with tempfile.TemporaryDirectory(prefix="undone-") as scratch:
        library = Library.open(places.story, Path(scratch))
        entry = library.entry(campaign) if campaign else next(iter(library.entries), None)
        if entry is None:
            _stop(f'there is no campaign "{campaign}"' if campaign else "there is no campaign")
        yield library, entry


def _rehearsal(seed: int | None, wishes: Wishes) -> "Rehearsal":
    from game.session.rehearsal import Beginning, Rehearsal

    return Rehearsal(Beginning(wishes.at, wishes.given), seed if seed is not None else _new_seed())


def _begun(program: "Program", seed: int, wishes: Wishes) -> "Playthrough":
    from game.session.rehearsal import RehearsalProblem

    try:
        return _rehearsal(seed, wishes).begin(program)
    except RehearsalProblem as problem:
        _refuse(problem)


def _refuse(problem: "RehearsalProblem") -> NoReturn:
    for line in problem.lines:
        sys.stderr.write(f"undone: {line}\n")
    raise SystemExit(2)


def _window_rehearsal(
    places: Places,
    campaign: str | None,
    seed: int | None,
    size: tuple[int, int],
    fullscreen: bool,
    wishes: Wishes,
) -> int:
    from game.screens.context import Context
    from game.screens.intent import Intent, Reloaded
    from game.screens.picture import Size
    from game.screens.play import PlayScreen
    from game.screens.rehearsal import RehearsalScreen
    from game.screens.screen import Screen
    from game.session.rehearsal import RehearsalProblem
    from game.session.settings import Settings
    from game.session.watch import Watcher
    from game.window.loop import DisplayProblem, run
    from tools.lint import lint as findings_of

    settings = Settings.load(places.saves / "settings.json")
    with _stage(places, campaign) as (library, entry):
        watcher = Watcher(library, entry) if wishes.watch else None
        context = Context(library, settings, _new_seed, places.assets)
        rehearsal = _rehearsal(seed, wishes)
        first: Screen
        try:
            if wishes.watch or wishes.inspect:
                first = RehearsalScreen.opened(
                    context,
                    entry,
                    rehearsal,
                    lambda loaded: findings_of(
                        loaded,
                        places.assets,
                        cache=places.cache.parent / "lint",
                        proving=False,
                    ),
                )
            else:
                first = PlayScreen(context, rehearsal.begin(_loaded(library, entry)))
        except RehearsalProblem as problem:
            _refuse(problem)

        artist: Artist | None = None

        def tidings(now: int) -> Intent | None:
            news = watcher.look(now) if watcher is not None else None
            if news is not None and artist is not None:
                artist.reread()
            return None if news is None else Reloaded(news)

        try:
            whole = fullscreen or settings.fullscreen
            with _artist(library, places) as artist:
                return run(first, settings, Size(*size), whole, places.assets, tidings, artist)
        except DisplayProblem as problem:
            said = f"No window could be opened ({problem}): playing in the terminal.\n\n"
            sys.stdout.write(said)
    return _terminal_rehearsal(places, campaign, seed, wishes)


def _terminal_rehearsal(
    places: Places, campaign: str | None, seed: int | None, wishes: Wishes
) -> int:
    from game.session.rehearsal import RehearsalProblem
    from game.session.settings import Settings
    from game.session.watch import Watcher
    from tools.lint import lint as findings_of
    from tools.rehearse import RehearsalTerminal

    def check(loaded: "Loaded") -> "list[Diagnostic]":
        cache = places.cache.parent / "lint"
        if not wishes.watch:
            return []
        return findings_of(loaded, places.assets, cache=cache, proving=False)

    with _stage(places, campaign) as (library, entry):
        terminal = RehearsalTerminal(
            library,
            Settings.load(places.saves / "settings.json"),
            _new_seed,
            rehearsal=_rehearsal(seed, wishes),
            check=check,
            watcher=Watcher(library, entry) if wishes.watch else None,
            asks=wishes.watch or wishes.inspect,
        )
        try:
            return terminal.run(entry.summary.id)
        except RehearsalProblem as problem:
            _refuse(problem)
        except KeyboardInterrupt:
            sys.stdout.write("\n")
            return 0


# Replays


def _replay(
    places: Places,
    file: Path,
    text: bool,
    size: tuple[int, int],
    fullscreen: bool,
    wishes: Wishes,
) -> int:
    from game.screens.context import Context
    from game.screens.found import FoundScreen
    from game.screens.picture import Size
    from game.session.library import Library
    from game.session.settings import Settings
    from game.session.witness import WitnessProblem, read_witness
    from game.session.witness import replay as replayed
    from game.window.loop import DisplayProblem, run
    from tools.replay import ReplayTerminal

    settings = Settings.load(places.saves / "settings.json")
    library = Library.open(places.story, places.saves, places.cache)
    _speak(wishes, settings, library, places)
    try:
        witness = read_witness(file)
        entry = library.entry(witness.campaign)
        if entry is None:
            _stop(f'{file}: there is no campaign "{witness.campaign}"')
        again = replayed(witness, _loaded(library, entry))
        if not text and _has_display():
            context = Context(library, settings, _new_seed, places.assets)
            first = FoundScreen(context, replay=again)
            whole = fullscreen or settings.fullscreen
            try:
                with _artist(library, places) as artist:
                    return run(first, settings, Size(*size), whole, places.assets, artist=artist)
            except DisplayProblem as problem:
                said = f"No window could be opened ({problem}): playing in the terminal.\n\n"
                sys.stdout.write(said)
        terminal = ReplayTerminal(library, settings, _new_seed, replay=again)
        return terminal.run(entry.summary.id)
    except WitnessProblem as problem:
        _stop(f"{file}: {problem}")
    except KeyboardInterrupt:
        sys.stdout.write("\n")
        return 0


def _loaded(library: "Library", entry: "Entry") -> "Program":
    """The campaign's program; where it will not load, what keeps it from that, and no game."""
    from game.diagnostics.render import report

    loaded = library.load(entry)
    program = library.program(entry)
    if program is None:
        sys.stderr.write(report(loaded.diagnostics, loaded.sources) + "\n")
        raise SystemExit(2)
    return program


def _new_seed() -> int:
    return random.SystemRandom().randrange(1, 2**31)


def main() -> None:
    """Run the command line."""
    gc.set_threshold(50_000, 20, 100)  # a story is large and lasts: do not walk it all the time
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a pipe may not take every letter
            stream.reconfigure(errors="replace")
    try:
        app()
    except CycloptsError:
        raise SystemExit(2) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
