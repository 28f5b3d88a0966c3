"""Prose as it is read: conditions decided, values printed, variants picked, looks kept."""

import pytest

from game.engine.machine import choose, resume, start
from game.engine.prose import Word
from game.engine.state import State
from tests.small import program, read, with_values


def reading(words: str, seed: int = 1, **values: int | bool | str) -> str:
    """What a text reads as in a state with these values."""
    block = "\n".join(f"    {line}" for line in words.split("\n"))
    played = program(f"here:\n  text: |\n{block}\n  next: out\nout: {{text: out, next: here}}")
    state = start(played, seed).state
    return read(resume(played, with_values(state, **values)))


@pytest.mark.parametrize(
    ("words", "read_as"),
    [
        ("{paranoia}", "40"),
        ("{grain + 1 - 2}", "5"),
        ("{envoy}", "nobody"),
        ("{trust.joe}", "50"),
        ("{fate.joe}", "alive"),
        ("{joe's name}, {joe’s role}, {joe's born}", "Joseph, a brother, 1878"),
        ("a {if promised: b} c", "a c"),
        ("a {if promised: b | otherwise: d} c", "a d c"),
        ("a{if promised: b}.", "a."),
        ("{if the army holds: yes}", "yes"),
        ("{if the army: yes}", "yes"),
        ("{if envoy is nobody: alone}", "alone"),
        ("{if fate.joe is alive and not promised: lives}", "lives"),
        ("{envoy: nobody: alone | hoover: with Hoover}", "alone"),
        ("{envoy: hoover: with Hoover}", ""),
        ("*a* and _b_", "*a* and _b_"),
        ("*a {if not promised: _b_} c*", "*a* _b_ *c*"),
        ("{if promised} Gone.\n\nHere.", "Here."),
        ("One.\n\n---\n\n{if promised} Gone.", "One."),
        ("One.\n\n---\n\nTwo.", "One.\n* * *\nTwo."),
    ],
)
def test_words_read_as(words: str, read_as: str) -> None:
    assert reading(words) == read_as


@pytest.mark.parametrize(
    ("paranoia", "read_as"),
    [(0, "calm"), (24, "calm"), (25, "calm"), (74, "calm"), (75, "haunted"), (100, "haunted")],
)
def test_a_band_without_words_reads_as_the_nearest_lower(paranoia: int, read_as: str) -> None:
    assert reading("{paranoia: calm: calm | haunted: haunted}", paranoia=paranoia) == read_as


@pytest.mark.parametrize("paranoia", [0, 24])
def test_below_every_band_with_words_nothing_is_read(paranoia: int) -> None:
    assert reading("a {paranoia: watchful: b} c", paranoia=paranoia) == "a c"


def visits(words: str, count: int, seed: int = 1) -> list[str]:
    played = program(f"here:\n  text: '{words}'\n  choices: [Again. -> here]")
    turn = start(played, seed)
    texts = [read(turn)]
    for _ in range(count - 1):
        turn = choose(played, turn.state, "here")
        texts.append(read(turn))
    return texts


@pytest.mark.parametrize(
    ("words", "read_as"),
    [
        ("{first: a | last: b}", ["a", "b", "b", "b"]),
        ("{first: a | then: b | then: c | last: d}", ["a", "b", "c", "d"]),
        ("{cycle: a | b}", ["a", "b", "a", "b"]),
        ("{cycle: a}", ["a", "a", "a", "a"]),
        ("{once: a | b}", ["a", "b", "", ""]),
        ("{once: a}", ["a", "", "", ""]),
    ],
)
def test_by_visit_words_read_as(words: str, read_as: list[str]) -> None:
    assert visits(words, 4) == read_as


def test_a_shuffle_reads_each_option_once_before_any_again() -> None:
    texts = visits("{shuffle: a | b | c | d}", 40)
    for round_ in range(0, 40, 4):
        assert sorted(texts[round_ : round_ + 4]) == ["a", "b", "c", "d"]
    assert len({tuple(texts[n : n + 4]) for n in range(0, 40, 4)}) > 1


def test_a_shuffle_depends_on_the_seed_and_nothing_else() -> None:
    words = "{shuffle: a | b | c | d}"
    assert visits(words, 12, seed=5) == visits(words, 12, seed=5)
    assert len({tuple(visits(words, 12, seed=seed)) for seed in range(10)}) > 5


def test_two_shuffles_of_a_passage_are_not_the_same() -> None:
    texts = visits("{shuffle: a | b | c | d} {shuffle: a | b | c | d}", 40)
    assert any(pair[0] != pair[2] for pair in texts)


def line(words: str, **declared: str) -> tuple[str, str, str, bool, str]:
    played = program(f"here:\n  text: '{words}'\n  ending: E")
    (only,) = start(played, 1).pages[0]
    text = "".join(word.text for word in only.words)
    return only.name, only.expression, only.aside, only.private, text


@pytest.mark.parametrize(
    ("words", "read_as"),
    [
        ("JOE: Go.", ("JOE", "", "", False, "Go.")),
        ("JOE (angry): Go.", ("JOE", "angry", "", False, "Go.")),
        ("JOE (aside): Go.", ("JOE", "", "aside", False, "Go.")),
        ("ELSA [georgian]: Go.", ("ELSA", "", "", True, "says something in Georgian.")),
        ("Go.", ("", "", "", False, "Go.")),
    ],
)
def test_who_speaks_and_how(words: str, read_as: tuple[str, str, str, bool, str]) -> None:
    assert line(words) == read_as


def test_neighbours_of_one_look_are_one_word_and_spaces_single() -> None:
    played = program(
        "here:\n  text: 'a {if promised: b}  *c*  *d* {if not promised:  e }'\n  ending: E"
    )
    (only,) = start(played, 1).pages[0]
    assert only.words == (
        Word("a "),
        Word("c", "stress"),
        Word(" "),
        Word("d", "stress"),
        Word(" e"),
    )


def test_prose_reads_a_state_it_is_given_and_no_other() -> None:
    played = program("here:\n  text: '{grain}'\n  ending: E")
    state: State = start(played, 1).state
    one, other = (resume(played, with_values(state, grain=value)) for value in (3, 4))
    assert (read(one).split("\n")[0], read(other).split("\n")[0]) == ("3", "4")
