"""Newspapers and front pages as written: what may stand on one, and what is said of mistakes."""

from pathlib import Path

import pytest

from game.engine.program import Program
from game.engine.prose import FrontPage, text_of
from game.model.load import load, load_text
from game.session.playthrough import Playthrough
from tests.small import DECLARATIONS, campaign, marked, only, rules


def page(*lines: str, declarations: str = DECLARATIONS) -> str:
    """A story of one front page with these lines."""
    body = "\n".join(
        ["here:", "  newspaper: pravda", "  headline: Guests Marvel at Order", "  next: out"]
        + [f"  {line}" for line in lines]
        + ["out: {text: x, ending: E}"]
    )
    return campaign(body, declarations)


def printed(text: str) -> FrontPage:
    loaded = load_text(text)
    assert loaded.story is not None, loaded.diagnostics
    assert not loaded.diagnostics
    front = Playthrough.begin(Program(loaded.story), 1).turn.front_page
    assert front is not None
    return front


def test_everything_on_a_page_varies_with_the_state() -> None:
    for flag, expected in (("no", "Two"), ("yes", "One")):
        front = printed(
            page(
                "do: set promised" if flag == "yes" else "do: paranoia +1",
                "slogan: [{if promised: One}, {otherwise: Two}]",
                "stamp: [{if promised: One}, {otherwise: Two}]",
                "border: [{if promised: black}, {otherwise: none}]",
                "editorial: [{if promised: {title: One, text: x}}, {otherwise: {title: Two}}]",
                "decree: {title: '{if promised: One | otherwise: Two}', text: x}",
                "figures: {title: T, rows: [{name: One, value: 1, if: promised}, Two]}",
                "ear: [{if promised: One}, {otherwise: Two}]",
                "censor: {if: promised, refusal: One}",
            )
        )
        assert text_of(front.slogan) == text_of(front.stamp) == expected
        assert front.editorial and text_of(front.editorial.title) == expected
        assert front.decree and text_of(front.decree.title) == expected
        assert front.ear and text_of(front.ear.note) == expected
        assert front.figures and text_of(front.figures.rows[0][0]) == expected
        assert front.mourning == (flag == "yes") == (front.proof is not None)


def test_a_page_takes_ear_and_slogan_of_its_newspaper_unless_it_has_its_own() -> None:
    head = "{name: Pravda, slogan: Theirs, ear: Rain, organ: Organ of {paranoia}, old-style: yes}"
    declarations = DECLARATIONS.replace("{name: Pravda}", "{name: Pravda}").replace(
        "{name: Pravda}", f"{head[:-1]}}}".replace("Organ of {paranoia}", "'Organ of {paranoia}'")
    )
    front = printed(page(declarations=declarations))
    assert text_of(front.slogan) == "Theirs"
    assert front.ear is not None and text_of(front.ear.note) == "Rain"
    assert text_of(front.organ) == "Organ of 40"
    assert front.old_style
    own = printed(page("slogan: Ours", "ear: Snow", declarations=declarations))
    assert text_of(own.slogan) == "Ours"
    assert own.ear is not None and text_of(own.ear.note) == "Snow"


def test_a_censor_is_read_whole() -> None:
    front = printed(
        page(
            "columns: [{title: Bread, text: None today.}]",
            "picture: {group: [elsa], caption: c}",
            "censor:",
            "  bars: order",
            "  strikes: [{words: Marvel, if: promised}, guests]",
            "  lifted: [Bread]",
            "  missing: elsa",
            "  notes: [{text: Who?, at: picture}, {text: Verse, at: bread}, Hm.]",
            "  refusal: No",
        )
    )
    proof = front.proof
    assert proof is not None
    assert proof.bars == ("order",) and proof.strikes == ("guests",)
    assert proof.lifted == ("Bread",) and proof.missing == ("elsa",)
    assert [(text_of(words), at) for words, at in proof.notes] == [
        ("Who?", "picture"),
        ("Verse", "bread"),
        ("Hm.", ""),
    ]
    assert text_of(proof.refusal) == "No"


NOWHERE = {
    "bar": ("censor: {bars: [silence]}", "silence"),
    "part-of-a-word": ("censor: {bars: [der]}", "der"),
    "strike": (
        "censor: {strikes: [{words: silence, if: promised}]}",
        "{words: silence, if: promised}",
    ),
    "lifted": ("censor: {lifted: [Bred]}", "Bred"),
    "note": ("censor: {notes: [{text: x, at: picutre}]}", "{text: x, at: picutre}"),
    "missing": ("censor: {missing: [elsa]}", "[elsa]"),
}


@pytest.mark.parametrize(("line", "wrong"), NOWHERE.values(), ids=NOWHERE)
def test_what_stands_nowhere_on_the_page_is_warned_of(line: str, wrong: str) -> None:
    loaded = load_text(page("columns: [{title: Bread, text: x}]", line))
    found = only(loaded.diagnostics, "not-printed")
    assert marked(found, loaded.sources["story.yaml"]) == wrong
    assert loaded.story is not None and found.hint


def test_the_word_meant_is_told() -> None:
    loaded = load_text(page("censor: {notes: [{text: x, at: picutre}]}"))
    assert only(loaded.diagnostics, "not-printed").hint == 'did you mean "picture"?'


PRINTED = {
    "headline-in-capitals": "ORDER",
    "with-marks": "marvel, at: order",
    "in-the-slogan": "long live",
    "in-a-row": "pig iron",
    "in-the-editorial": "a crop",
    "in-a-variant": "never again",
    "over-variants": "comrade kirov",
}


@pytest.mark.parametrize("words", PRINTED.values(), ids=PRINTED)
def test_words_that_stand_on_the_page_are_not_warned_of(words: str) -> None:
    loaded = load_text(
        page(
            "slogan: Long live the Commune",
            "figures: {title: T, rows: [{name: Pig iron, value: 4}]}",
            "editorial: {title: Vigilance, text: It is also *a crop*.}",
            "lead: 'They said {if promised: never again | otherwise: nothing}. "
            "Comrade {if promised: Kirov | otherwise: Petrov} spoke.'",
            f"censor: {{bars: ['{words}']}}",
        )
    )
    assert rules(loaded.diagnostics) == []


WRONG = {
    "border": ("border: blak", "unknown-word"),
    "censor-a-word": ("censor: yes", "wrong-type"),
    "censor-a-list": ("censor: [a]", "wrong-type"),
    "censor-typo": ("censor: {bar: [x]}", "unknown-key"),
    "bars-a-mapping": ("censor: {bars: {x: y}}", "unknown-key"),
    "bar-without-words": ("censor: {bars: [{if: promised}]}", "missing-key"),
    "nobody-missing": ("censor: {missing: [nobody]}", "unknown-word"),
    "rows-a-word": ("figures: {title: T, rows: many}", "wrong-type"),
    "row-a-list": ("figures: {title: T, rows: [[a]]}", "wrong-type"),
    "row-typo": ("figures: {title: T, rows: [{nam: a}]}", "unknown-key"),
    "editorial-typo": ("editorial: {titel: a, text: b}", "unknown-key"),
    "slogan-a-mapping": ("slogan: {a: b}", "wrong-type"),
    "unknown-flag": ("slogan: 'So {paranioa}'", "unknown-name"),
    "unknown-in-censor": ("censor: {if: promissed}", "unknown-name"),
}


@pytest.mark.parametrize(("line", "rule"), WRONG.values(), ids=WRONG)
def test_a_mistake_on_a_page_is_told(line: str, rule: str) -> None:
    loaded = load_text(page(line))
    assert rule in rules(loaded.diagnostics)
    assert loaded.story is None


@pytest.mark.parametrize("key", ["editorial", "decree", "figures", "slogan", "stamp", "censor"])
def test_a_part_of_a_front_page_elsewhere_is_told(key: str) -> None:
    loaded = load_text(campaign(f"here: {{text: x, {key}: y, ending: E}}"))
    found = only(loaded.diagnostics, "unknown-key")
    assert "newspaper" in found.hint


def test_the_shipped_pages_have_every_key() -> None:
    """The story of front pages is what pictures of them are taken from."""
    text = Path("tools/specimen/front-pages.yaml").read_text("utf-8")
    from game.model import keys
    from game.model.press import _PARTS

    used = (*_PARTS, *keys.CENSOR, *keys.FIGURES, *keys.FIGURE, *keys.MASTHEAD)
    assert [key for key in used if f"{key}:" not in text and key != "if"] == []
    assert not load(Path("tools/specimen/front-pages.yaml")).diagnostics
