"""What the map shows of a story: everything that was come to, nothing that was not."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine.program import Program
from game.engine.prose import text_of
from game.model.story import Passage, PassageId
from game.session.atlas import Atlas, in_words, order_of_chapters, shortened
from game.session.chronicle import Chronicle
from game.session.playthrough import ADVANCE, Playthrough
from tests.engine.any_story import stories
from tests.small import program, whole

WHEN = "1921-02-24T12:00:00.000+00:00"

PASSAGES = """
    here:
      text: First words.
      choices:
        - {text: Go., id: go, goto: there}
        - {text: Sulk., id: sulk, goto: corner}
        - {text: Mope., id: mope, goto: corner}
        - {text: Fly., id: fly, if: grain >= 15, locked: No wings., goto: sky}
        - {text: Secret word., id: secret, if: grain >= 15, locked: hidden, goto: cave}
    there: {text: Second words., next: [{if grain > 15: palace}, {otherwise: hut}]}
    corner: {text: Never read corner., next: behind}
    behind: {text: Never read behind., next: out}
    sky: {text: Never read sky., next: out}
    cave: {text: Never read cave., next: out}
    palace: {text: Never read palace., next: out}
    hut: {next: porch}
    porch: {text: Third words., next: out}
    out: {text: Over., ending: The hidden title}
"""


@pytest.fixture
def chronicle(tmp_path: Path) -> Chronicle:
    return Chronicle(tmp_path)


def standings(atlas: Atlas) -> dict[str, str]:
    return {spot.passage: spot.standing for spot in atlas.spots.values()}


def styles(atlas: Atlas) -> dict[tuple[str, str], str]:
    return {(way.start, way.end): way.style for way in atlas.ways}


def test_a_fresh_game_shows_one_step_and_no_more(chronicle: Chronicle) -> None:
    played = Playthrough.begin(program(PASSAGES), 1)
    atlas = Atlas.of(played.program, chronicle, played)
    assert standings(atlas) == {
        "here": "here",
        "there": "offered",
        "corner": "offered",
        "sky": "locked",
        "out": "unknown",
    }
    assert styles(atlas) == {
        ("here", "there"): "open",
        ("here", "corner"): "open",
        ("here", "sky"): "closed",
    }
    names = {spot.passage: atlas.name(spot.passage) for spot in atlas.spots.values()}
    assert names == {
        "here": "First words.",
        "there": "Go.",
        "corner": "Sulk.",
        "sky": "Fly.",
        "out": "?",
    }
    assert atlas.counts.said() == ("1 of 8 pages", "0 of 1 ending")


def test_silent_passages_are_looked_through_and_ways_not_gone_are_closed(
    chronicle: Chronicle,
) -> None:
    played = Playthrough.replay(program(PASSAGES), 1, ["go", ADVANCE])
    atlas = Atlas.of(played.program, chronicle, played)
    known = styles(atlas)
    assert known["here", "there"] == known["there", "porch"] == "run"
    assert known["there", "palace"] == "closed"
    assert known["porch", "out"] == "open"
    assert atlas.name(PassageId("palace")) == "?"
    assert "hut" not in standings(atlas)


def test_earlier_runs_are_told_from_this_one(chronicle: Chronicle) -> None:
    program_ = program(PASSAGES)
    earlier = Playthrough.replay(program_, 1, ["sulk", ADVANCE, ADVANCE])
    chronicle.record(earlier, WHEN)
    now = Playthrough.replay(program_, 2, ["go"])
    chronicle.record(now, WHEN)
    atlas = Atlas.of(program_, chronicle, now)
    known = standings(atlas)
    assert (known["here"], known["there"], known["corner"]) == ("run", "here", "seen")
    assert known["out"] == "seen"
    assert styles(atlas)["here", "corner"] == "earlier"
    assert styles(atlas)["here", "there"] == "run"
    nobody = Atlas.of(program_, chronicle, None)
    assert set(standings(nobody).values()) == {"seen", "locked", "unknown"}
    assert nobody.counts.said() == ("4 of 8 pages", "1 of 1 ending")


def test_the_map_in_words(chronicle: Chronicle) -> None:
    played = Playthrough.replay(program(PASSAGES), 1, ["go"])
    chronicle.record(played, WHEN)
    small, endings = in_words(Atlas.of(played.program, chronicle, played))
    assert dict(small.groups) == {
        "Walked": ("First words. (in this run)", "Second words. (you are here)"),
        "Refused": ("Sulk. (First words.)", "Mope. (First words.)"),
        "Closed to you": ("Fly. (First words.)",),
        "Unknown": ("2 pages that ways lead to",),
    }
    assert dict(endings.groups) == {"Not yet seen": ("1 ending",)}


@pytest.mark.parametrize(
    ("words", "most", "cut"),
    [("One two three", 7, "One two…"), ("One, two", 6, "One…"), ("Onetwothree", 4, "Onet…")],
)
def test_words_are_cut_between_words(words: str, most: int, cut: str) -> None:
    assert shortened(words, most) == cut
    assert shortened(words, 99) == words


def test_chapters_come_by_date_else_by_the_way() -> None:
    text = """\
campaign: c
start: a
chapters:
  last: {%spassages: {z: {text: z, ending: E}}}
  first: {%spassages: {a: {text: a, next: b}}}
  second: {%spassages: {b: {text: b, next: z}}}
"""
    undated = whole(text % ("", "", ""))
    assert order_of_chapters(undated) == ("first", "second", "last")
    dates = tuple(f"date: {year}, " for year in (1920, 1930, 1910))
    dated = whole(text % dates)
    assert order_of_chapters(dated) == ("second", "last", "first")


# Properties


def with_words(text: str) -> str:
    """The story with a word of its own in every text."""
    lines = []
    number = 0
    for line in text.splitlines():
        if "text: |" in line:
            lines += [line, f"          secret{number}x is here.", ""]
            number += 1
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def secrets(passage: Passage, program_: Program) -> set[str]:
    played = Playthrough.begin(program_, 1)
    pages = program_.pages(passage, played.turn.state)
    words = " ".join(text_of(line.words) for page in pages for line in page).split()
    return {word for word in words if word.startswith("secret")}


@given(stories(), st.integers(0, 2**31), st.integers(1, 3))
def test_no_word_of_a_page_that_was_not_read_is_ever_shown(
    tmp_path_factory: pytest.TempPathFactory, text: str, seed: int, runs: int
) -> None:
    program_ = Program(whole(with_words(text)))
    assert secrets(program_.story.passages[PassageId("p0")], program_) == {"secret0x"}
    chronicle = Chronicle(tmp_path_factory.mktemp("saves"))
    read: set[str] = set()
    labels: set[str] = set()
    chance = random.Random(seed)
    for run in range(runs):
        played = Playthrough.begin(program_, seed + run)
        for _ in range(chance.randint(0, 8)):
            open_ids: list[str] = [offer.id for offer in played.turn.offers if offer.open]
            if not (open_ids or played.turn.can_advance):
                break
            played.take(chance.choice(open_ids) if open_ids else ADVANCE)
        chronicle.record(played, WHEN)
        read |= {turn.passage.id for turn in played.turns}
        labels |= {text_of(offer.label) for turn in played.turns for offer in turn.offers}
    known = Chronicle.read(chronicle.folder)
    atlas = Atlas.of(program_, known, played)
    atlas.prepare(atlas.spots)
    told = " ".join(
        line
        for chapter in in_words(atlas)
        for _, lines in chapter.groups
        for line in (chapter.title, *lines)
    )
    story = program_.story
    neighbours = {way.end for way in atlas.ways}
    for id_, passage in story.passages.items():
        spot = atlas.spots.get(id_)
        if id_ in read:
            assert spot is not None and spot.seen
            again = atlas.again(id_)
            assert again is not None and again.playthrough.turn.passage.id == id_
            continue
        for secret in secrets(passage, program_):
            assert secret not in told
        if spot is not None:
            assert not spot.seen
            assert spot.ending or id_ in neighbours
            assert atlas.name(id_) == "?" or atlas.name(id_) in labels
            assert atlas.turn(id_) is None
    for way in atlas.ways:
        assert way.start in read
