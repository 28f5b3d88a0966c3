"""Stories made of the notation's own words in any order: an answer, never an exception."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.model import keys
from game.model.face import FIELDS
from game.model.interlude import TEMPLATES
from game.model.load import load_text
from tests.model.test_damage import check

WORDS = sorted(
    {
        *keys.CAMPAIGN,
        *keys.STAT,
        *keys.NAMED,
        *keys.MASTHEAD,
        *keys.CHARACTER,
        *keys.CHAPTER,
        *keys.PASSAGE,
        *keys.CHOICE,
        *keys.ENDING,
        *keys.HARD,
        *keys.DOCUMENT,
        *keys.PICTURE,
        *keys.ARTICLE,
        *keys.CARD,
        *keys.EVENT,
        *keys.ACHIEVEMENT,
        *keys.RULE,
        *keys.LOOK,
        *(field for fields in TEMPLATES.values() for field in fields),
        *list(FIELDS)[:6],
        "if paranoia >= 3",
        "if seen(a)",
        "otherwise",
        "3 in 10",
        "in 3 chapters",
        "on 1921-03-17",
        "when x",
        "a",
        "b",
        "x",
        "joe",
        "elsa",
        "return",
        "the-ending",
    }
)
PHRASES = (
    *WORDS,
    "Go. -> a",
    "Stay. -> return",
    "x and not seen(b)",
    "paranoia is calm",
    "envoy is joe",
    "chosen(a/b) >= 2",
    "grain * 2 / 3 - 1 > 4",
    "paranoia +5, set x, grain +1 to 6, kill joe, archive a",
    "scene(x = yes, grain = 3)",
    "a(envoy = joe)",
    "JOE (low): *Yes*, {grain}.",
    "{if x} {count grain: one: a | other: b}",
    "{joe's name} {envoy's gender: man: he | otherwise: it} {shuffle: a | b}",
    "{paranoia: calm: a | haunted: {first: b | last: c}}",
    "a\n\n---\n\nb",
    "2 chapters",
    "yes",
    "no",
    "12",
    "-3",
    "1921-02-24",
    "hidden",
    "pravda",
    "",
    "{",
    "}",
    "*",
)
texts = st.one_of(st.sampled_from(PHRASES), st.text(max_size=8))
values: st.SearchStrategy[Any] = st.recursive(
    texts,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(WORDS), inner, max_size=5),
    ),
    max_leaves=12,
)
passage = st.dictionaries(st.sampled_from(sorted(keys.PASSAGE)), values, max_size=6)
campaign = st.fixed_dictionaries(
    {"campaign": st.just("c"), "start": st.sampled_from(["a", "b", "c", "one"])},
    optional={
        "passages": st.dictionaries(st.sampled_from(["a", "b", "x", "scene"]), passage, max_size=4),
        "numbers": st.just({"grain": {"from": "0", "to": "20"}}),
        "flags": st.just({"x": "It is so."}),
        "named": st.just({"envoy": {"one of": ["nobody", "joe"]}}),
        "cast": st.one_of(
            st.just({"joe": {"name": "Joseph", "says": "JOE"}}),
            st.dictionaries(st.sampled_from(["joe", "elsa"]), values, max_size=2),
        ),
        "conditions": values,
        "rules": values,
        "newspapers": values,
        "chapters": values,
        "scenes": values,
        "achievements": values,
        "stats": values,
    },
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(campaign)
def test_any_words_in_any_order_load_or_are_told(record: dict[str, Any]) -> None:
    text = json.dumps(record, ensure_ascii=False)  # which is YAML too
    check(load_text(text), text)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_loads_or_is_told(text: str) -> None:
    check(load_text(text), text)


@settings(max_examples=300, deadline=None)
@given(texts, st.sampled_from(["text", "do", "next", "call", "later", "event", "card", "draw"]))
def test_any_text_in_any_field_loads_or_is_told(text: str, field: str) -> None:
    record = {
        "campaign": "c",
        "start": "a",
        "flags": {"x": "It is so."},
        "numbers": {"grain": {"to": "20"}},
        "passages": {"a": {"text": "a", field: text, "ending": "E"}, "b": {"text": "b"}},
    }
    check(load_text(json.dumps(record)), text)
