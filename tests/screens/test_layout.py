"""Lines of type: broken where they should be, never too long, with nothing lost."""

import itertools
import random
import time

import attrs
import pytest

from game.screens import layout
from game.screens.layout import SetLine, Setting, Span
from game.screens.picture import Face

TEXT = """
the telephone on left is for city right country at twenty minutes to midnight both of them ring
and secretary who in nine years has let neither twice stands doorway with his hands sides
Leningrad says shot considers preposition successfully electrification
"""
WORDS = TEXT.split()


@attrs.frozen
class Fixed:
    """Type in which every letter is half as wide as the type is high."""

    def width(self, string: str, face: Face, size: float, track: float = 0) -> float:
        return len(string) * (size / 2 + track)

    def ascent(self, face: Face, size: float) -> float:
        return size

    def descent(self, face: Face, size: float) -> float:
        return size / 4

    def cap_height(self, face: Face, size: float) -> float:
        return size * 0.7


METRICS = Fixed()


def prose(seed: int, count: int = 120) -> str:
    rng = random.Random(seed)
    return " ".join(rng.choice(WORDS) + rng.choice(["", "", "", ",", "."]) for _ in range(count))


def text_of(lines: tuple[SetLine, ...]) -> str:
    """The lines' text as read: hyphens at line ends taken for added ones."""
    strings = [" ".join(string for _, string, _ in line.runs) for line in lines]
    out = ""
    for string in strings:
        out = out[:-1] + string if out.endswith("-") else f"{out} {string}"
    return out.strip()


@pytest.mark.parametrize("setting", ["justified", "ragged", "greedy"])
@pytest.mark.parametrize("width", [60, 150, 400])
def test_no_word_is_lost_and_no_line_is_too_long(setting: Setting, width: float) -> None:
    for seed in range(10):
        text = prose(seed)
        lines = layout.paragraph([Span(text, "serif")], 10, width, METRICS, setting=setting)
        assert text_of(lines) == text
        # What hangs outside the edge is less than one letter.
        assert all(line.width <= width + 5 for line in lines)


def test_justified_lines_end_at_the_edge() -> None:
    lines = layout.paragraph([Span(prose(1), "serif")], 10, 400, METRICS)
    assert all(398 <= line.width <= 405 for line in lines[:-1])


def test_word_spaces_are_never_wider_than_the_limit() -> None:
    for seed in range(10):
        lines = layout.paragraph([Span(prose(seed), "serif")], 10, 70, METRICS)
        for line in lines:
            for (x, string, _), (after, _, _) in zip(line.runs, line.runs[1:], strict=False):
                assert after - x - len(string) * 5 <= 5 * layout.WIDEST + 0.01


def test_two_lines_running_never_end_in_a_hyphen() -> None:
    for seed in range(20):
        lines = layout.paragraph([Span(prose(seed), "serif")], 10, 200, METRICS)
        ends = [line.runs[-1][1].endswith("-") for line in lines]
        assert not any(a and b for a, b in itertools.pairwise(ends))
    assert any(ends)


def test_without_hyphens_no_word_is_broken() -> None:
    lines = layout.paragraph([Span(prose(3), "serif")], 10, 150, METRICS, hyphens=None)
    assert not any(line.runs[-1][1].endswith("-") for line in lines)


@pytest.mark.parametrize("setting", ["justified", "ragged", "greedy"])
def test_a_word_longer_than_the_line_is_broken(setting: Setting) -> None:
    word = "x" * 95
    lines = layout.paragraph([Span(word, "serif")], 10, 100, METRICS, setting=setting)
    assert all(line.width <= 105 for line in lines)
    assert "".join(line.runs[0][1].rstrip("-") for line in lines) == word


def test_a_line_narrower_than_a_letter_still_ends() -> None:
    lines = layout.paragraph([Span("To be undone", "serif")], 40, 5, METRICS)
    assert "".join(run[1].rstrip("-") for line in lines for run in line.runs) == "Tobeundone"


def test_the_last_line_is_more_than_one_word_where_it_can_be() -> None:
    lone = 0
    for seed in range(40):
        lines = layout.paragraph([Span(prose(seed, 60), "serif")], 10, 300, METRICS)
        last = " ".join(string for _, string, _ in lines[-1].runs)
        lone += " " not in last
    assert lone == 0


def test_words_of_two_faces_run_in_without_a_space() -> None:
    spans = [Span("the ", "serif"), Span("Short Course", "serif-italic"), Span(". Not", "serif")]
    (line,) = layout.paragraph(spans, 10, 400, METRICS)
    assert line.runs == (
        (0, "the", "serif"),
        (20, "Short Course", "serif-italic"),
        (80, ". Not", "serif"),
    )


def test_a_line_feed_ends_the_line() -> None:
    lines = layout.paragraph([Span("one\n\ntwo three", "serif")], 10, 400, METRICS)
    assert [[run[1] for run in line.runs] for line in lines] == [["one"], [], ["two three"]]


def test_a_no_break_space_holds_and_a_soft_hyphen_breaks() -> None:
    lines = layout.paragraph([Span("at 5\u00a0o\u2019clock", "serif")], 10, 40, METRICS)
    assert next(line.runs[0][1] for line in lines) == "at"
    spans = [Span("abc qqqq\u00adzzzz", "serif")]
    assert text_of(layout.paragraph(spans, 10, 48, METRICS)) == "abc qqqqzzzz"
    assert layout.paragraph(spans, 10, 48, METRICS)[0].runs[-1][1] == "qqqq-"


def test_no_line_begins_with_a_dash() -> None:
    for width in range(60, 200, 7):
        spans = [Span("It was late \u2014 too late \u2014 to be undone \u2014 he said", "serif")]
        for line in layout.paragraph(spans, 10, width, METRICS):
            assert not line.runs[0][1].startswith("\u2014")


def test_the_first_line_is_indented() -> None:
    lines = layout.paragraph([Span(prose(1), "serif")], 10, 300, METRICS, indent=15)
    assert [line.runs[0][0] for line in lines[:2]] == [15, 0]


def test_lines_run_round_a_drop_cap() -> None:
    cap = layout.drop_cap([Span("\u2018The telephone", "serif")], 10, 14, METRICS)
    assert cap.string == "\u2018T"
    assert cap.drop == 28
    assert METRICS.cap_height(cap.face, cap.size) == pytest.approx(28 + 7)
    lines = layout.paragraph([Span(prose(2), "serif")], 10, 300, METRICS, cap=cap)
    assert [line.runs[0][0] for line in lines[:4]] == [cap.width] * 3 + [0]
    assert all(line.width <= 305 for line in lines)


def test_a_line_may_have_its_own_width() -> None:
    def narrow_first(line: int) -> float:
        return 100 if line < 2 else 300

    spans = [Span(prose(2), "serif")]
    lines = layout.paragraph(spans, 10, 300, METRICS, line_width=narrow_first)
    assert lines[1].width <= 105 < lines[2].width


def test_a_headline_is_broken_evenly_and_fits() -> None:
    title = "From the Presidium of the Central Executive Committee"
    lines = layout.balance(title, "poster", 10, 200, METRICS)
    assert lines == ("From the Presidium of the", "Central Executive Committee")
    assert layout.balance("", "poster", 10, 200, METRICS) == ()
    assert all(len(line) * 5 <= 60 for line in layout.balance("x" * 30, "poster", 10, 60, METRICS))


def test_a_block_of_lines_is_as_high_as_its_leadings() -> None:
    lines = layout.paragraph([Span("one\ntwo", "serif")], 10, 400, METRICS)
    first, second = layout.place(lines, 7, 100, 10, 20, (0, 0, 0), METRICS)
    assert (first.x, first.y, first.string) == (7, 100 + 3.75 + 10, "one")
    assert second.y - first.y == 20


def test_an_empty_paragraph_is_one_empty_line() -> None:
    assert layout.paragraph([], 10, 100, METRICS) == (SetLine((), 0),)


def test_time_grows_with_the_length() -> None:
    def seconds(words: int) -> float:
        best = 9.0
        for _ in range(3):
            layout._STORES.clear()
            started = time.perf_counter()
            layout.paragraph([Span(prose(5, words), "serif")], 10, 300, METRICS)
            best = min(best, time.perf_counter() - started)
        return best

    assert seconds(2000) < 30 * seconds(200)
