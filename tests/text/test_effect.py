"""Effects: what they do and what is said of those that do nothing."""

import pytest

from game.diagnostics.diagnostic import Diagnostic
from game.diagnostics.span import Source
from game.text.effect import (
    LARGEST,
    Add,
    AddPart,
    Effect,
    SetFate,
    SetFlag,
    SetNumber,
    SetWord,
    parse_effects,
)
from game.text.nodes import Fragment, Scalar

HERE = (0, 0)


def fragment(text: str) -> Fragment:
    return Scalar(Source.of("a.yaml", text), 0, len(text), text, "").fragment()


def parsed(text: str) -> tuple[Effect, ...]:
    found: list[Diagnostic] = []
    effects = parse_effects(fragment(text), found)
    assert found == []
    return effects


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("paranoia +5", Add("paranoia", 5, HERE)),
        ("paranoia + 5", Add("paranoia", 5, HERE)),
        ("paranoia+5", Add("paranoia", 5, HERE)),
        ("popularity -15", Add("popularity", -15, HERE)),
        ("popularity −15", Add("popularity", -15, HERE)),
        ("popularity –15", Add("popularity", -15, HERE)),
        ("trust.lenin +10", Add("trust.lenin", 10, HERE)),
        ("trust.red-fleet -3", Add("trust.red-fleet", -3, HERE)),
        ("cheka_strength +1", Add("cheka_strength", 1, HERE)),
        ("purges +10%", AddPart("purges", 10, HERE)),
        ("purges -10%", AddPart("purges", -10, HERE)),
        ("purges +100 %", AddPart("purges", 100, HERE)),
        ("grain = 6", SetNumber("grain", 6, HERE)),
        ("grain = -6", SetNumber("grain", -6, HERE)),
        ("grain=0", SetNumber("grain", 0, HERE)),
        ("set blood_on_vasilievsky", SetFlag("blood_on_vasilievsky", True, HERE)),
        ("clear promised_boots", SetFlag("promised_boots", False, HERE)),
        ("envoy is hoover", SetWord("envoy", "hoover", HERE)),
        ("set is hoover", SetWord("set", "hoover", HERE)),
        ("kill uritsky", SetFate("uritsky", "dead", HERE)),
        ("purge zinoviev", SetFate("zinoviev", "purged", HERE)),
        ("exile trotsky", SetFate("trotsky", "exiled", HERE)),
        ("restore yakov", SetFate("yakov", "alive", HERE)),
    ],
)
def test_an_effect_does(text: str, effect: Effect) -> None:
    assert parsed(text) == (effect,)


def test_effects_stand_in_the_order_written_each_with_its_place() -> None:
    text = "paranoia +5,  set promised ,grain = 6"
    effects = parsed(text)
    spans = [text[slice(*effect.at)] for effect in effects]
    assert spans == ["paranoia +5", "set promised", "grain = 6"]


@pytest.mark.parametrize(
    ("text", "wrong", "hint"),
    [
        ("paranoia += 5", "paranoia += 5", "write: paranoia +5"),
        ("paranoia", "paranoia", "effects are"),
        ("paranoia 5", "paranoia 5", "effects are"),
        ("paranoia +five", "paranoia +five", "effects are"),
        ("paranoia +5.5", "paranoia +5.5", "effects are"),
        ("sett promised", "sett promised", '"set"'),
        ("klear promised", "klear promised", '"clear"'),
        ("set promised = yes", "set promised = yes", "effects are"),
        ("paranoia * 2", "paranoia * 2", "a whole number"),
        ("grain = grain + 1", "grain = grain + 1", "a whole number"),
        ("grain == 6", "grain == 6", "effects are"),
        ("set a b", "set a b", "effects are"),
        ("paranoia +5,, set a", "", "comma"),
        ("paranoia +5,", "", "comma"),
        ("set a; set b", "set a; set b", "effects are"),
        ("purges +101%", "purges +101%", "the most"),
        ("purges +99999999999999999999", "purges +99999999999999999999", "the most"),
        (f"purges +{LARGEST + 1}", f"purges +{LARGEST + 1}", "the most"),
        (f"purges = {LARGEST + 1}", f"purges = {LARGEST + 1}", "the most"),
        ("__import__('os')", "__import__('os')", "effects are"),
    ],
)
def test_an_effect_that_cannot_be_read_is_pointed_at(text: str, wrong: str, hint: str) -> None:
    found: list[Diagnostic] = []
    parse_effects(fragment(text), found)
    assert [each.rule.id for each in found] == ["effect-syntax"]
    span = found[0].span
    assert text[span.column - 1 : span.end_column - 1] == wrong
    assert hint in found[0].hint


def test_good_effects_beside_a_bad_one_are_kept() -> None:
    found: list[Diagnostic] = []
    effects = parse_effects(fragment("set a, what, set b"), found)
    assert effects == (SetFlag("a", True, HERE), SetFlag("b", True, HERE))
    assert len(found) == 1


def test_a_very_long_line_of_effects_is_read_in_time() -> None:
    assert len(parsed(", ".join(["paranoia +1"] * 10_000))) == 10_000
