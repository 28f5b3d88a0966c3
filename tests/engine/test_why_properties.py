"""Of any game: the causes of a number add up to it, and what nothing noted changes no words."""

from functools import partial

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.program import Program
from game.engine.prose import text_of
from game.engine.state import State, Turn, Value
from game.engine.why import noted, questions
from game.session.playthrough import Playthrough
from tests.engine.any_story import stories
from tests.engine.test_properties import walk
from tests.small import whole


def walked(text: str, seed: int) -> Playthrough:
    return walk(Program(whole(text)), seed, 25, thorough=False)


def words(turn: Turn, state: State) -> list[str]:
    pages = turn.program.pages(turn.passage, state)
    return [text_of(line.words) for page in pages for line in page]


@settings(max_examples=40, deadline=None)
@given(stories(), st.integers(0, 10**6))
def test_the_causes_of_a_number_add_up_to_it(text: str, seed: int) -> None:
    game = walked(text, seed)
    for question in questions(game.turns):
        if question.kind != "number":
            continue
        changes = [
            int(cause.change.replace("−", "-"))
            for fact in question.answer()
            for cause in fact.causes
        ]
        began = game.turns[0].before.values[question.name]
        assert int(began) + sum(changes) == game.turn.value(question.name)


@settings(max_examples=40, deadline=None)
@given(stories(), st.integers(0, 10**6))
def test_what_was_not_noted_changes_no_word_of_the_page(text: str, seed: int) -> None:
    for turn in walked(text, seed).turns:
        reads = noted(partial(turn.program.pages, turn.passage), turn.state)
        story = turn.program.story
        values: dict[str, Value] = {}
        for name, value in turn.state.values.items():
            if ("value", name) in reads:
                values[name] = value
            elif (stat := story.numbers.get(name)) is not None:
                values[name] = stat.low if value == stat.high else stat.high
            elif (named := story.named.get(name)) is not None:
                values[name] = named.words[(named.words.index(str(value)) + 1) % len(named.words)]
            else:
                values[name] = not value
        visits = {
            passage: count if ("visit", passage) in reads else count + 3
            for passage, count in turn.state.visits.items()
        }
        other = attrs.evolve(turn.state, values=values, visits=visits)
        assert words(turn, other) == words(turn, turn.state)


@settings(max_examples=30, deadline=None)
@given(stories(), st.integers(0, 10**6))
def test_whatever_is_asked_is_answered_by_turns_of_the_game(text: str, seed: int) -> None:
    game = walked(text, seed)
    for end in range(1, len(game.turns) + 1):
        for question in questions(game.turns[:end]):
            for fact in question.answer():
                assert fact.words
                assert fact.causes
                for cause in fact.causes:
                    assert 0 <= cause.turn < end
                    assert cause.sown is None or cause.sown < cause.turn
