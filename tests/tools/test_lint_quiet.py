"""What rules must let be: a rule that cries wolf is worse than none."""

from pathlib import Path

import pytest

from game.model.load import load_text
from tools.lint import lint
from tools.lint.explain import Explanation
from tools.lint.rule import checks
from tools.lint.rules.reading_level import grade, syllables

ROOT = Path(__file__).parents[2]


def told(text: str, tmp_path: Path) -> list[str]:
    """The rules that a campaign of one file breaks."""
    loaded = load_text(text)
    assert loaded.story is not None, loaded.diagnostics
    found = lint(loaded, ROOT / "assets", folder=tmp_path, root=tmp_path, proving=False)
    return [each.rule.id for each in found]


def page(text: str) -> str:
    """A campaign of one passage with this text."""
    block = "\n".join(f"      {line}".rstrip() for line in text.split("\n"))
    head = "campaign: a\nstart: gate\ncast:\n  elsa: {name: Elsa Brandt}\npassages:\n  gate:\n"
    return f"{head}    text: |\n{block}\n\n      ELSA: So.\n    ending: End\n"


@pytest.mark.parametrize(
    "text",
    [
        "All that he had had was that that was his.",
        "No, no. Never, never. Bye bye. Her, her.",
        "{if paranoia > 4: the | otherwise: a} the other way.",
        "“One paragraph of a quotation\n\n“and the other.”",
        "{if paranoia > 4: “Yes | otherwise: “No}”, he says.",
        "‘Single’ marks and an o’clock, ’twas.",
        "„Ja“, sagt er. «Да».",
        "A pre-war half-open door, 1918-1921, 5 - 3.",
        "A dash – like this — and—this.",
        "Wait . . . what ...",
        "The todo list of xxx and a tk.",
        "Xylophones: ½ ° é ñ ß Ж ѣ № … • ×",
        "*Stress* and _Titles_, {paranoia} times, {elsa's name}.",
    ],
)
def test_prose_that_is_meant_so_is_let_be(text: str, tmp_path: Path) -> None:
    assert [each for each in told(page(text), tmp_path) if each != "spelling"] == []


def choices(*written: str) -> str:
    lines = "".join(f"      - {each}\n" for each in written)
    return (
        "campaign: a\nstart: gate\nflags: {lit: You lit it.}\npassages:\n"
        "  gate:\n    do: set lit\n    text: 'A gate. {if lit: It is lit.}'\n"
        f"    choices:\n{lines}"
        "  home: {text: Home., ending: Home}\n  yard: {text: A yard., ending: Yard}\n"
    )


@pytest.mark.parametrize(
    "written",
    [
        ("{text: Go., id: a, if: lit, goto: home}", "{text: Go., id: b, if: not lit, goto: home}"),
        ("Ask for the first of the letters. -> home", "Ask for the last of them. -> yard"),
        ("{text: Go., id: a, goto: home}", "{text: Stay., id: b, answer: You stay., goto: home}"),
        ("{text: Go., id: a, goto: home}", "{text: 'Stay {if chosen(b): on}.', id: b, goto: home}"),
        ("{text: Go., goto: home, if: lit}", "{text: Stay., fallback: yes, goto: yard}"),
        ("{text: Knock., once: yes, goto: gate}", "Go. -> home", "Stay. -> yard"),
        ("{text: Go., if: lit, locked: It is dark., goto: home}", "Stay. -> yard"),
        ("{text: [{if lit: Go.}, {otherwise: Run.}], id: a, goto: home}", "Run. -> yard"),
    ],
)
def test_choices_that_differ_are_let_be(written: tuple[str, ...], tmp_path: Path) -> None:
    assert [each for each in told(choices(*written), tmp_path) if "reach" not in each] == []


@pytest.mark.parametrize(
    "text",
    [
        "'{first: A gate. | then: The gate again.}'",
        "'{if seen(gate) > 1: Again. | otherwise: A gate.}'",
        "[{1 in 2: A gate.}, {otherwise: Some gate.}]",
        "'A gate. {if chosen(wait): You have waited.}'",
    ],
)
def test_a_page_that_reads_otherwise_again_may_be_led_back_to(text: str, tmp_path: Path) -> None:
    story = (
        f"campaign: a\nstart: gate\npassages:\n  gate:\n    text: {text}\n    choices:\n"
        "      - {text: Wait., id: wait, goto: gate}\n      - Go. -> home\n"
        "  home: {text: Home., ending: Home}\n"
    )
    assert told(story, tmp_path) == []


def test_the_dead_may_be_spoken_of_restored_and_asked(tmp_path: Path) -> None:
    story = """\
campaign: a
start: gate
cast:
  yakov: {name: Yakov Sverdlov, fate: dead}
  elsa: {name: Elsa Brandt}
passages:
  gate:
    text: |
      ELSA: Yakov Sverdlov is dead.

      {if fate.yakov is alive} YAKOV: I am not.
    next: home
  home: {text: Home., ending: Home}
"""
    assert told(story, tmp_path) == []
    restored = story.replace("    next: home", "    do: restore yakov\n    next: home").replace(
        "{if fate.yakov is alive} ", ""
    )
    assert told(restored, tmp_path) == []


def test_names_are_used_wherever_they_can_stand(tmp_path: Path) -> None:
    story = """\
campaign: a
start: gate
flags:
  one: One.
  two: Two.
  three: Three.
numbers:
  grain: {start: 3}
named:
  envoy: {one of: [nobody, elsa], start: nobody}
conditions:
  all is well: one and two
cast:
  elsa: {name: Elsa Brandt, face: {face: oval}, looks: {old: {if: three, age: 90}}}
passages:
  gate:
    text: "{grain: other: So} {count grain: one: one | other: more} {envoy's name}"
    choices:
      - {text: Go., id: go, call: dream(envoy = elsa), do: 'set one, set two', goto: home}
      - {text: Wait., if: all is well, do: 'grain +1, set three', goto: home}
  dream: {text: A dream.}
  home: {text: 'ELSA: Home.', ending: Home}
""".replace("{grain: other: So} ", "")
    assert told(story, tmp_path) == []


def test_a_forced_circle_with_a_way_out_is_let_be(tmp_path: Path) -> None:
    story = """\
campaign: a
start: gate
passages:
  gate: {text: A gate., call: dream, next: home}
  dream: {text: A dream., call: [{if paranoia < 20: dream}], do: paranoia -5, next: return}
  home: {text: Home., ending: Home}
"""
    assert told(story, tmp_path) == []


def test_circles_of_two_scenes_are_told_of_once(tmp_path: Path) -> None:
    story = """\
campaign: a
start: gate
passages:
  gate: {text: A gate., call: dream, next: home}
  dream: {text: A dream., next: deeper}
  deeper: {text: Deeper., call: dream, next: return}
  home: {text: Home., ending: Home}
"""
    assert told(story, tmp_path) == ["recursion-without-return"]


def test_no_rule_breaks_where_there_is_next_to_nothing(tmp_path: Path) -> None:
    for text in ('""', "'{paranoia}'", "'—'", "'“'"):
        story = f"campaign: a\nstart: b\npassages:\n  b: {{text: {text}, ending: E}}\n"
        told(story, tmp_path)


@pytest.mark.parametrize(
    ("word", "count"), [("door", 1), ("baker", 2), ("revolution", 4), ("the", 1), ("table", 2)]
)
def test_syllables_are_counted_nearly(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_grade_is_that_of_the_formula() -> None:
    words = ["the", "cat", "sat", "on", "the", "mat"]
    assert grade("The cat sat on the mat.", words) == pytest.approx(0.39 * 6 + 11.8 - 15.59)


def test_every_docstring_has_its_parts_and_no_more() -> None:
    for check in checks().values():
        told = Explanation.of(check.doc)
        assert "Why:" not in told.more + told.bad + told.good, check.rule.id
        assert "Good:" not in told.bad, check.rule.id
