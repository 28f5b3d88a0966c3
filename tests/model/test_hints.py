"""What a writer who knows other engines, or none, is told: the right place and the right remedy."""

import pytest

from game.model.load import load_text
from tests.small import DECLARATIONS, campaign, only, rules

OUT = "\nout: {text: x, ending: End}"


def passage(lines: str) -> str:
    body = "\n".join(f"  {line}" for line in lines.split("\n"))
    return campaign(f"here:\n{body}{OUT}")


@pytest.mark.parametrize(
    ("lines", "rule", "hint"),
    [
        ("text: x\ndo: unset promised\nnext: out", "effect-syntax", "clear promised"),
        ("text: x\ndo: grain = grain * 2\nnext: out", "effect-syntax", "a whole number"),
        ("text: 'So {promised}.'\nnext: out", "wrong-kind", "{if promised: …}"),
        ("text: 'So {else: x}.'\nnext: out", "markup-syntax", "{if a: …"),
        ("text: 'So {If promised: x}.'\nnext: out", "markup-syntax", "{if a: …"),
        ("text: 'So {3 in 10: x}.'\nnext: out", "markup-syntax", "ladders"),
        (
            "text: 'So {paranoia: calm: a | otherwise: b}.'\nnext: out",
            "markup-syntax",
            "name the lowest",
        ),
        ("text: 'So {date}.'\nnext: out", "unknown-name", "campaign.yaml, under"),
        ("text: x\nnext: [{if seen out: out}, {otherwise: out}]", "condition-syntax", "seen(out)"),
        (
            "text: x\nchoices:\n  - {text: Go., hidden: yes, goto: out}",
            "unknown-key",
            "locked: hidden",
        ),
        ("text: x\nchoices:\n  - {text: Go., sticky: yes, goto: out}", "unknown-key", "once: yes"),
        ("text: x\nchoices:\n  - {text: Go, if you must., goto: out}", "unknown-key", "a comma"),
        ("text: 'It's mine'\nnext: out", "yaml-syntax", "an apostrophe twice"),
        ("choices:\n  - text: “Go: now”\n    goto: out", "yaml-syntax", "'…'"),
        ("choices:\n  - text:\u00a0Go\n    goto: out", "yaml-syntax", "a plain space"),
        ("text: x\nchoices:\n  - Go -> out\n   - Stay -> here\nnext: out", "choice-syntax", "dash"),
    ],
)
def test_the_remedy_is_named(lines: str, rule: str, hint: str) -> None:
    found = only(load_text(passage(lines)).diagnostics, rule)
    assert hint in f"{found.message} {found.hint}"


@pytest.mark.parametrize(
    ("lines", "column"),
    [
        ("text: x\nchoices:\n  - {if promised: Go.} Now. -> out", 9),
        ("text: x\nchoices:\n  - [Leave] -> out", 9),
    ],
)
def test_a_bracket_that_yaml_keeps_is_pointed_at(lines: str, column: int) -> None:
    assert only(load_text(passage(lines)).diagnostics, "yaml-syntax").span.column == column


def test_a_speaker_in_the_middle_of_a_paragraph_is_warned_of() -> None:
    text = passage("text: |\n  JOE: One.\n  ELSA: Two.\n\n  The word: three.\nnext: out")
    found = only(load_text(text).diagnostics, "speech-in-paragraph")
    assert '"ELSA:"' in found.message
    assert "blank line" in found.hint
    assert load_text(text).story is not None


def test_a_long_arrow_is_an_arrow() -> None:
    story = load_text(passage("text: x\nchoices:\n  - Go. --> out")).story
    assert story is not None
    (choice,) = next(iter(story.passages.values())).choices
    assert str(choice.label).count("-") == 0


def test_music_can_vary() -> None:
    music = "music: [{if promised: a march}, {otherwise: a waltz}]"
    story = load_text(passage(f"text: x\n{music}\nnext: out")).story
    assert story is not None
    assert [case.value for case in story.passages["here"].music] == ["a march", "a waltz"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("says: ELSA", "says: JOE", "duplicate-id"),
        ("says: ELSA", "trust: 165, says: ELSA", "bad-bounds"),
        ("cast:", "rules:\n  - eventually: seen(nowhere)\ncast:", "unknown-name"),
        ("cast:", "rules:\n  - never: chosen(nothing)\ncast:", "unknown-name"),
        ("the army: grain > 5", "the army: grain > 5 and seen(nowhere)", "unknown-name"),
    ],
)
def test_a_declaration_that_cannot_be_is_told(before: str, after: str, rule: str) -> None:
    assert before in DECLARATIONS
    text = campaign("here: {text: x, next: out}" + OUT, DECLARATIONS.replace(before, after))
    assert only(load_text(text).diagnostics, rule)


def test_what_cannot_be_read_at_all_is_told_once() -> None:
    deep = "campaign: c\nx: " + "[" * 60 + "]" * 60
    assert rules(load_text(deep).diagnostics) == ["nested-too-deep"]


@pytest.mark.parametrize(
    ("passages", "rule"),
    [
        ("here: {text: x, next: out}\nout: {text: o, ending: E, next: here}", "ending-goes-on"),
        (
            "here: {text: x, next: out}\nout: {text: o, ending: E, choices: [Go. -> here]}",
            "ending-goes-on",
        ),
    ],
)
def test_an_ending_that_goes_on_is_warned_of(passages: str, rule: str) -> None:
    loaded = load_text(campaign(passages))
    assert only(loaded.diagnostics, rule)
    assert loaded.story is not None


def test_bands_that_begin_above_the_lowest_value_are_warned_of() -> None:
    text = campaign("here: {text: x, next: out}" + OUT, DECLARATIONS.replace("calm: 0", "calm: 10"))
    found = only(load_text(text).diagnostics, "no-lowest-band")
    assert "from 0 to 9" in found.message
