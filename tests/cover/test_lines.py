"""Lines: each is known by where it stands, and what a turn shows is what the engine renders."""

from pathlib import Path

import pytest

from game.engine.transcript import plain, turn_text
from game.model.load import load, load_text
from game.session.playthrough import Playthrough
from tests.engine.test_transcripts import STORIES
from tools.cover.reach import walk
from tools.cover.trace import Traced
from tools.ids import lines_of

ROOT = Path(__file__).parents[2]
EVERY = [*STORIES, ROOT / "story" / "brothers-keeper"]

STORY = """\
campaign: small
title: A Small Story
start: here
player: mika
cast:
  mika: {name: Mika, says: MIKA}
  envoy-one: {name: One, says: ONE, gender: woman}
  envoy-two: {name: Two, says: TWO, gender: man}
numbers: {grain: {to: 20, start: 6}}
stats: {fear: {start: 40, bands: {calm: 0, haunted: 75}}}
flags: {lit: You lit it.}
named: {who: {one of: [envoy-one, envoy-two], start: envoy-one}}
newspapers: {pravda: {name: Pravda, organ: The organ., slogan: Its own.}}
passages:
  here:
    text: |
      {if lit} Now it is light.

      It is {if lit: bright | otherwise: *dark and {fear: calm: calm | haunted: grim}*}.

      ONE [whisper]: Nobody hears this.

      Take {who's gender: woman: her | man: him} {count grain: one: grain | other: grains}.

      {first: Once. | then: Again. | last: Ever.}
    choices:
      - text: [{if lit: Blow., id: no}, {otherwise: Light.}]
        id: light
        do: set lit
        answer: |
          It {if lit: burns | otherwise: smokes}.
        verdict: He lit it.
        goto: here
      - {text: Read., id: read, if: lit, locked: Too dark., confirm: Do you dare?, goto: paper}
      - {text: Hide., id: hide, if: fear >= 90, locked: hidden, goto: paper}
  paper:
    newspaper: pravda
    headline: [{if fear >= 90: FEAR}, {otherwise: CALM}]
    lead: All is well.
    truth: It is not.
    slogan: Another.
    choices: [End. -> end]
  end: {text: Over., ending: The end, verdict: He {once: came | went}.}
""".replace(
    "[{if lit: Blow., id: no}, {otherwise: Light.}]", "[{if lit: Blow.}, {otherwise: Light.}]"
).replace("verdict: He {once: came | went}.", "verdict: 'He {once: came | went}.'")


def traced(text: str = STORY) -> Traced:
    loaded = load_text(text)
    assert loaded.story is not None, [str(each) for each in loaded.diagnostics]
    return Traced.of(loaded.story)


def words(of: Traced, shown: frozenset[int]) -> list[str]:
    return [of.lines.all[number].words for number in sorted(shown)]


def test_the_first_page_shows_just_what_stands_there() -> None:
    of = traced()
    played = Playthrough.begin(of.program, 1)
    assert words(of, of.shown(played.turn)) == [
        "It is {if lit: bright | otherwise: *dark and {fear: calm: calm | haunted: grim}*}.",
        "*dark and {fear: calm: calm | haunted: grim}*",
        "calm",
        "Take {who's gender: woman: her | man: him} {count grain: one: grain | other: grains}.",
        "her",
        "grains",
        "{first: Once. | then: Again. | last: Ever.}",
        "Once.",
        "Light.",
        "Read.",
        "Too dark.",
    ]


def test_an_answer_is_shown_in_the_state_it_left_and_labels_as_they_are_then() -> None:
    of = traced()
    played = Playthrough.replay(of.program, 1, ["light"])
    shown = words(of, of.shown(played.turn))
    assert "It {if lit: burns | otherwise: smokes}." in shown
    assert "burns" in shown and "smokes" not in shown
    assert {"{if lit} Now it is light.", "bright", "Again.", "Blow.", "Do you dare?"} <= set(shown)
    assert not {"Light.", "Too dark.", "Once.", "calm"} & set(shown)


def test_a_paper_and_an_ending_show_their_parts_and_deeds() -> None:
    of = traced()
    played = Playthrough.replay(of.program, 1, ["light", "read"])
    shown = words(of, of.shown(played.turn))
    assert {"CALM", "All is well.", "It is not.", "Another.", "The organ.", "End."} == set(shown)
    played.take("end")
    assert set(words(of, of.shown(played.turn))) == {
        "Over.",
        "The end",
        "He {once: came | went}.",
        "came",
        "He lit it.",
    }


def test_what_nobody_hears_is_a_line_that_is_never_shown() -> None:
    of = traced()
    (line,) = (each for each in of.lines.all if "Nobody hears" in each.words)
    assert line.unheard
    assert all(line.number not in walk(of, seed).shown for seed in range(20))


def test_tracing_twice_says_the_same_and_reading_before_does_not_hide_anything() -> None:
    of = traced()
    turn = Playthrough.begin(of.program, 1).turn
    first = of.shown(turn)
    turn_text(turn)
    assert of.shown(turn) == first


def test_what_varies_within_a_story_in_another_program_is_no_line_of_this_one() -> None:
    one, other = traced(), traced()
    assert one.shown(Playthrough.begin(one.program, 1).turn)
    assert not set(one.lines.of_key) & set(other.lines.of_key)


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_every_line_stands_where_it_says(path: Path) -> None:
    loaded = load(path)
    assert loaded.story is not None
    for line in Traced.of(loaded.story).lines.all:
        source = loaded.sources[line.span.file]
        start = source.starts[line.span.line - 1] + line.span.column - 1
        end = source.starts[line.span.end_line - 1] + line.span.end_column - 1
        assert " ".join(source.text[start:end].split()) == line.words, line.span


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_no_line_that_translators_are_given_is_left_out(path: Path) -> None:
    """The reader of translations finds the lines of passages in another way."""
    loaded, written = lines_of(path)
    assert loaded.story is not None
    lines = [line.span for line in Traced.of(loaded.story).lines.all]
    for each in written:
        place = (each.span.line, each.span.column)
        if not each.key:
            assert any(
                span.file == each.span.file
                and (span.line, span.column) <= place < (span.end_line, span.end_column)
                for span in lines
            ), each


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_every_word_that_is_read_is_of_a_line_that_is_shown(path: Path) -> None:
    """What has no line cannot be counted: each paragraph read is one that was noted."""
    loaded = load(path)
    assert loaded.story is not None
    of = Traced.of(loaded.story)
    for seed in range(1, 4):
        game = walk(of, seed)
        played = Playthrough.replay(of.program, seed, game.picks)
        for turn, shown in zip(played.turns, game.turns, strict=True):
            parts = {of.lines.all[number].part for number in shown}
            held = sum(not of.lines.all[number].variant for number in shown)
            read = [line for page in turn.pages for line in page if not line.private]
            read += [line for line in turn.answer if not line.private]
            labels = [offer for offer in turn.offers if plain(offer.label)]
            assert held >= len(read) + len(labels)
            assert ("choice" in parts) == bool(labels)
