"""Portraits drawn at first use: at once, by a worker, kept in a folder or in memory."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import pytest

pytest.importorskip("resvg_py")
pytest.importorskip("numpy")
pytest.importorskip("PIL")

from game import cli
from game.model.face import Face
from game.screens.faces import Portrait
from game.session.library import Library
from tests.small import DECLARATIONS, campaign
from tools.portraits import artist as module
from tools.portraits.artist import DirectArtist, WorkingArtist
from tools.portraits.commission import Commission
from tools.portraits.likenesses import Likenesses
from tools.portraits.portfolio import LARGEST, Portfolio

ROOT = Path(__file__).parents[2]
PNG = b"\x89PNG"
JOE = Commission("joe", Face(moustache="walrus"), "neutral", "small")
NAME = Portrait("small", "joe", crop="small").path


def commission(name: str) -> Commission | None:
    """Anybody may sit for it but `nobody`; `broken` has a face that cannot be drawn."""
    portrait = Portrait.of(name)
    if portrait is None or portrait.character == "nobody":
        return None
    face = attrs.evolve(JOE.face, tone="mauve" if portrait.character == "broken" else "ash")
    return Commission(portrait.character, face, portrait.expression, portrait.crop)


@pytest.fixture
def working(tmp_path: Path) -> Iterator[WorkingArtist]:
    artist = WorkingArtist(commission, Portfolio(tmp_path / "portraits"))
    yield artist
    artist.close()


def until(holds: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def gathered(artist: WorkingArtist, count: int) -> list[str]:
    """The first portraits to be finished, in order."""
    names: list[str] = []

    def enough() -> bool:
        names.extend(name for name in artist.finished() if name not in names)
        return len(names) >= count

    until(enough)
    return names


def small(who: str) -> str:
    return Portrait("small", who, crop="small").path


# What a portrait is drawn from


def test_a_commission_is_the_same_after_a_journey_as_a_line() -> None:
    marked = attrs.evolve(JOE, face=Face(marks=("pocks", "scar-eye")), seed="жанна")
    assert Commission.unpack(marked.pack()) == marked
    assert "\n" not in marked.pack()


@pytest.mark.parametrize(
    "other",
    [
        attrs.evolve(JOE, seed="elsa"),
        attrs.evolve(JOE, expression="stern"),
        attrs.evolve(JOE, crop="bust"),
        attrs.evolve(JOE, face=attrs.evolve(JOE.face, brow=10)),
    ],
)
def test_whatever_differs_has_another_name(other: Commission) -> None:
    assert other.digest != JOE.digest
    assert attrs.evolve(JOE).digest == JOE.digest


# The folder


def test_a_drawing_is_read_as_it_was_written(tmp_path: Path) -> None:
    folder = Portfolio(tmp_path / "deep" / "down")
    assert folder.read("a") is None
    assert folder.write("a", PNG)
    assert folder.read("a") == PNG
    assert [path.name for path in folder.folder.iterdir()] == ["a.portrait"]


@pytest.mark.parametrize("cut", range(0, 40, 3))
def test_a_damaged_drawing_is_none(tmp_path: Path, cut: int) -> None:
    folder = Portfolio(tmp_path)
    folder.write("a", PNG * 9)
    path = tmp_path / "a.portrait"
    whole = path.read_bytes()
    path.write_bytes(whole[:cut])
    assert folder.read("a") is None
    path.write_bytes(whole[:cut] + bytes([whole[cut] ^ 1]) + whole[cut + 1 :])
    assert folder.read("a") is None
    path.write_bytes(whole + bytes(LARGEST))
    assert folder.read("a") is None


def test_beyond_its_size_the_oldest_go_and_what_was_never_finished(tmp_path: Path) -> None:
    folder = Portfolio(tmp_path, most=3 * (1000 + 33))
    for number, name in enumerate("abcd"):
        folder.write(name, bytes(1000))
        os.utime(tmp_path / f"{name}.portrait", (10_000 + number, 10_000 + number))
    assert folder.read("a") is not None  # looked at: now the newest
    for name, age in (("old", 5.0), ("new", time.time())):
        (tmp_path / f".{name}.tmp").write_bytes(b"")
        os.utime(tmp_path / f".{name}.tmp", (age, age))
    folder.tidy()
    kept = {path.name for path in tmp_path.iterdir()}
    assert kept == {"a.portrait", "c.portrait", "d.portrait", ".new.tmp"}


def test_a_folder_that_cannot_be_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    folder = Portfolio(tmp_path / "file")
    assert not folder.write("a", PNG)
    assert folder.read("a") is None
    folder.tidy()


# Drawn while one waits


def test_a_picture_file_has_the_portrait_at_once_and_again(tmp_path: Path) -> None:
    direct = DirectArtist(commission, Portfolio(tmp_path))
    first = direct.picture(NAME)
    assert first is not None and first.startswith(PNG)
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"damaged")
    assert direct.picture(NAME) == first
    assert direct.picture(small("nobody")) is None


# Drawn by a worker


def test_a_worker_draws_what_is_asked_for_and_tells(working: WorkingArtist, tmp_path: Path) -> None:
    assert working.picture(NAME) is None
    assert working.awaits(NAME)
    assert working.finished() == ()
    until(lambda: not working.awaits(NAME))
    assert working.finished() == (NAME,)
    assert working.finished() == ()
    drawn = working.picture(NAME)
    assert drawn is not None and drawn.startswith(PNG)
    again = WorkingArtist(commission, Portfolio(tmp_path / "portraits"))
    assert again.picture(NAME) == drawn
    again.close()


def test_what_is_on_screen_is_drawn_first(working: WorkingArtist) -> None:
    names = [small(who) for who in ("one", "two", "three", "four")]
    for name in names:
        working.picture(name)
    assert working.awaits(names[1])  # it is painted again: the page shows it
    order = gathered(working, 4)
    # The worker had begun with one of them, whichever, before the others were asked for.
    assert order.index(names[1]) <= 1


def test_the_other_expressions_follow_when_there_is_time(tmp_path: Path) -> None:
    portfolio = Portfolio(tmp_path)
    working = WorkingArtist(commission, portfolio)
    try:
        working.picture(Portrait("small", "joe").path)
        angry = commission(Portrait("small", "joe", (), "angry").path)
        assert angry is not None
        until(lambda: portfolio.read(angry.digest) is not None)
        assert working.picture(Portrait("small", "joe", (), "angry").path) is not None
    finally:
        working.close()


def test_where_the_disk_takes_none_drawings_live_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    working = WorkingArtist(commission, Portfolio(tmp_path / "file"))
    try:
        assert working.picture(NAME) is None
        until(lambda: working.finished() == (NAME,))
        drawn = working.picture(NAME)
        assert drawn is not None and drawn.startswith(PNG)
        assert drawn == DirectArtist(commission, Portfolio(tmp_path / "other")).picture(NAME)
    finally:
        working.close()


def test_what_cannot_be_drawn_is_given_up_and_the_rest_is_drawn(working: WorkingArtist) -> None:
    assert working.picture(small("broken")) is None
    until(lambda: working.finished() == (small("broken"),))
    assert working.picture(small("broken")) is None
    assert not working.awaits(small("broken"))
    working.picture(NAME)
    until(lambda: working.finished() == (NAME,))
    assert working.picture(NAME) is not None


def test_somebody_without_a_face_is_never_awaited(working: WorkingArtist) -> None:
    assert working.picture(small("nobody")) is None
    assert not working.awaits(small("nobody"))
    assert working._thread is None


def test_a_worker_that_dies_again_and_again_is_not_called_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    working = WorkingArtist(commission, Portfolio(tmp_path))
    names = [small(who) for who in "abcdefgh"]
    for name in names:
        assert working.picture(name) is None
    assert set(gathered(working, len(names))) == set(names)
    assert not any(working.awaits(name) for name in names)
    assert working._crashes == module.MOST_CRASHES
    working.close()


def test_to_close_ends_the_worker_at_once(tmp_path: Path) -> None:
    working = WorkingArtist(commission, Portfolio(tmp_path))
    for who in "abcdefgh":
        working.picture(Portrait("small", who).path)
    until(lambda: working._worker is not None)
    worker = working._worker
    assert worker is not None
    begun = time.monotonic()
    working.close()
    assert time.monotonic() - begun < 0.5
    assert worker.poll() is not None
    assert working.picture(small("z")) is None
    assert not working.awaits(small("z"))


def test_two_games_at_once_do_not_spoil_each_other(tmp_path: Path) -> None:
    folder = Portfolio(tmp_path)
    both = [WorkingArtist(commission, folder) for _ in range(2)]
    names = [small(who) for who in "abc"]
    for artist in both:
        for name in names:
            artist.picture(name)
    for artist in both:
        until(lambda artist=artist: all(artist.picture(name) for name in names))  # type: ignore[misc]
        artist.close()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_when_a_story_is_read_again_every_portrait_is_asked_for_anew(
    working: WorkingArtist,
) -> None:
    working.picture(NAME)
    until(lambda: working.finished() == (NAME,))
    working.reread()
    assert working.finished() == (NAME,)
    working.reread()
    assert working.finished() == ()


def test_who_is_only_looked_ahead_for_waits_for_those_on_screen(working: WorkingArtist) -> None:
    names = [small(who) for who in ("one", "two", "three")]
    for name in names:
        working.picture(name)
    working.picture(small("later"), ahead=True)
    assert gathered(working, 4)[-1] == small("later")


# Whose face it is

FACED = DECLARATIONS.replace(
    "role: a brother",
    "role: a brother, face: {hair: wild}, looks: {old: {since: 1926, age: 90}}",
)


def library(tmp_path: Path) -> Library:
    story = tmp_path / "small.yaml"
    story.write_text(campaign("here: {text: x, ending: End}", FACED), "utf-8")
    return Library.open(story, tmp_path / "saves")


@pytest.mark.parametrize("loaded", [False, True])
def test_faces_are_found_in_a_story_loaded_or_not(tmp_path: Path, loaded: bool) -> None:
    shelf = library(tmp_path)
    if loaded:
        shelf.program(shelf.entries[0])
    likenesses = Likenesses(shelf)
    plain = likenesses.commission("portraits/small/joe-stern.png")
    assert plain == Commission("joe", Face(hair="wild"), "stern", "bust")
    old = likenesses.commission("portraits/small/joe.old-press.png")
    assert old == Commission("joe", Face(hair="wild", age=90), "neutral", "press")
    for name in (
        "portraits/small/elsa-stern.png",
        "portraits/small/nobody-stern.png",
        "portraits/other/joe-stern.png",
        "portraits/small/joe-sulking.png",
        "paper/book.png",
    ):
        assert likenesses.commission(name) is None


def test_a_cast_that_cannot_be_read_has_no_faces(tmp_path: Path) -> None:
    shelf = library(tmp_path)
    (tmp_path / "small.yaml").write_text("campaign: small\ncast: {joe: {face: {hair: hare}}}\n")
    assert Likenesses(shelf).commission("portraits/small/joe-stern.png") is None
    (tmp_path / "small.yaml").unlink()
    assert Likenesses(shelf).commission("portraits/small/joe-stern.png") is None


# Where nothing can be drawn


def test_nothing_that_draws_is_loaded_before_something_is_drawn() -> None:
    code = (
        "import sys, tools.portraits.artist, tools.portraits.likenesses, game.window.loop;"
        "tools.portraits.artist.able();"
        "print([name for name in ('numpy', 'PIL', 'resvg_py') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("missing", ["numpy", "PIL", "resvg_py"])
def test_where_one_thing_is_missing_nobody_draws(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None if name == missing else name)
    assert not module.able()
    story = tmp_path / "small.yaml"
    story.write_text(campaign("here: {text: x, ending: End}", FACED), "utf-8")
    places = cli.Places(story, ROOT / "assets", tmp_path, tmp_path / "cache" / "stories")
    with cli._artist(library(tmp_path), places) as artist:
        assert artist is None
    monkeypatch.setattr(cli.Places, "find", lambda: places)
    cli.shot(screen="reading", output=tmp_path / "x.png", story=story, passage="here")
    assert (tmp_path / "x.png").read_bytes().startswith(PNG)
    assert not places.portraits.exists()


def test_a_picture_file_of_a_strangers_story_shows_faces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tmp_path / "small.yaml"
    passages = "here: {text: 'JOE: Mine.', choices: [Wait. -> here]}"
    story.write_text(campaign(passages, FACED.replace("player: joe", "player: elsa")), "utf-8")
    places = cli.Places(story, ROOT / "assets", tmp_path, tmp_path / "cache" / "stories")
    monkeypatch.setattr(cli.Places, "find", lambda: places)
    for name in ("a.png", "b.png"):
        cli.shot(screen="reading", output=tmp_path / name, story=story, passage="here")
    assert len(list(places.portraits.iterdir())) == 2  # the plate's, and the head beside the speech
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    cli.shot(screen="reading", output=tmp_path / "c.png", story=story, passage="here")
    assert (tmp_path / "a.png").read_bytes() != (tmp_path / "c.png").read_bytes()
