"""Why something is as it is: the choices that led to it, and no others."""

from collections.abc import Sequence

from game.engine.program import Program
from game.engine.why import Fact, Question, answer_text, cause_text, questions
from game.session.playthrough import ADVANCE, Playthrough
from tests.small import program, whole

STORY = """\
campaign: c
start: here
stats: {paranoia: {start: 40, bands: {calm: 0, watchful: 42}}}
flags: {signed: You signed the list., burned: You burned it., secret: Nobody knows.}
named: {envoy: {one of: [bullitt, hoover], start: bullitt, means: Who came}}
numbers: {grain: {start: 3, label: Grain, means: trains}}
cast: {joe: {name: Joe, says: JOE}, ann: {name: Ann, says: ANN}}
newspapers: {pravda: {name: Pravda}}
chapters:
  one:
    passages:
      here:
        text: The list.
        choices:
          - {text: Sign it., id: sign, do: [set signed, paranoia +5], goto: desk}
          - {text: Burn it., id: burn, do: [set burned, envoy is hoover], goto: desk}
          - {text: Wait., id: wait, later: {in 1 chapter: knock}, goto: desk}
      desk:
        text: |
          A desk.

          {if signed} Ink.
        do: grain -1
        choices:
          - {text: Purge Ann., id: ann, do: purge ann, goto: news}
          - {text: Call., id: call, if: IF, locked: No., goto: news}
          - {text: Nothing., id: none, goto: news}
      knock: {text: A knock., do: paranoia +1}
  two:
    passages:
      news:
        newspaper: pravda
        headline:
          - if burned: Fire
          - if signed: Order
          - otherwise: Rain
        picture: {group: [joe, ann], caption: Two}
        editorial: {title: Ours, text: "{if burned: Ash | otherwise: Paper} is patient."}
        figures: {title: Plan, rows: [{name: Grain, value: "{grain}"}]}
        columns:
          - {title: Guests, text: "{envoy} came."}
          - {title: Weather, text: Snow.}
        next: out
      out:
        text: The end.
        ending: Out
        verdict: "He {if burned: burned it | otherwise: kept it}."
""".replace("IF", "signed and grain >= 9 and not secret")


def played(*picks: str) -> Playthrough:
    return Playthrough.replay(Program(whole(STORY)), 1, picks)


def asked(game: Playthrough, name: str) -> Question:
    return next(each for each in questions(game.turns) if each.name == name)


def told(facts: Sequence[Fact]) -> dict[str, list[tuple[str, str]]]:
    """The facts, each with what was chosen and what that changed."""
    return {
        fact.words: [(cause_text(cause), cause.change) for cause in fact.causes] for fact in facts
    }


def test_a_number_tells_every_choice_that_changed_it_and_where_it_began() -> None:
    facts = told(asked(played("sign"), "paranoia").answer())
    assert facts == {"It began at 40.": [("Sign it.", "+5")]}


def test_a_number_that_no_choice_changed_has_no_cause() -> None:
    question = asked(played(), "paranoia")
    assert question.said == "40, calm"
    assert question.answer() == ()
    assert "None of your choices" in "\n".join(answer_text(question))


def test_a_number_that_is_no_stat_is_asked_about_once_it_has_changed() -> None:
    assert "grain" not in [each.name for each in questions(played().turns)]
    assert asked(played("sign"), "grain").said == "2"


def test_what_the_page_did_is_told_apart_from_what_the_choice_did() -> None:
    game = played("sign")
    (of_page,), (of_choice,) = asked(game, "grain").answer(), asked(game, "paranoia").answer()
    assert [cause.met for cause in of_page.causes] == [True]
    assert [cause.met for cause in of_choice.causes] == [False]


def test_a_headline_tells_what_decided_it_and_nothing_else() -> None:
    game = played("sign", "none")
    assert asked(game, "headline").said == "Order"
    assert told(asked(game, "headline").answer()) == {"You signed the list.": [("Sign it.", "")]}


def test_an_editorial_and_figures_are_asked_about_as_columns_are() -> None:
    game = played("burn", "none")
    assert told(asked(game, "editorial").answer()) == {"You burned it.": [("Burn it.", "")]}
    assert told(asked(game, "figures").answer()) == {"Grain: 2.": [("Burn it.", "−1")]}
    assert "decree" not in [each.name for each in questions(game.turns)]


def test_a_column_without_conditions_had_no_cause() -> None:
    game = played("burn", "none")
    assert told(asked(game, "column/0").answer()) == {"Who came: hoover.": [("Burn it.", "")]}
    assert asked(game, "column/1").answer() == ()


def test_a_photograph_tells_who_was_removed_from_it() -> None:
    game = played("sign", "ann")
    assert told(asked(game, "picture").answer()) == {
        "The fate of Ann: purged.": [("Purge Ann.", "")]
    }
    assert asked(played("sign", "none"), "picture").answer() == ()


def test_a_lock_tells_each_part_that_fails_and_no_secret() -> None:
    game = played("wait")
    question = asked(game, "call")
    assert (question.kind, question.said) == ("lock", "No.")
    # That the list was never signed is no choice that was made, and the secret is none of theirs.
    assert told(question.answer()) == {"Grain: 2.": [("Wait.", "−1")]}


def test_a_page_tells_what_decided_its_words() -> None:
    assert told(asked(played("sign"), "words").answer()) == {
        "You signed the list.": [("Sign it.", "")]
    }
    assert "words" not in [each.name for each in questions(played("burn").turns)]


def test_a_verdict_tells_what_it_speaks_of() -> None:
    game = played("burn", "none", ADVANCE)
    assert told(asked(game, "verdict/0").answer()) == {"You burned it.": [("Burn it.", "")]}


def test_a_consequence_that_came_later_names_the_page_it_came_of() -> None:
    game = played("wait", "none")
    assert game.turn.passage.id == "knock"
    (fact,) = asked(game, "paranoia").answer()
    (cause,) = fact.causes
    assert (cause.turn, cause.met, cause.sown) == (2, True, 1)
    assert "on its way since page 2" in "\n".join(answer_text(asked(game, "paranoia")))


def test_asking_changes_nothing() -> None:
    game = played("sign", "ann")
    before = [turn.state for turn in game.turns]
    for question in questions(game.turns):
        question.answer()
    assert [turn.state for turn in game.turns] == before


def of(passages: str, *picks: str) -> Playthrough:
    """A game of a story whose passages are these."""
    return Playthrough.replay(program(passages, DECLARED), 1, picks)


DECLARED = """
campaign: c
start: here
flags: {met: You met., signed: You signed.}
named: {suspect: {one of: [nobody, ann, bob], start: nobody, means: The suspect}}
numbers: {grain: {start: 3, label: Grain, means: trains}}
"""
CALLS = """
here: {text: Here., choices: [{text: Choose Bob., id: pick, do: suspect is bob, goto: hub}]}
hub:
  text: Hub.
  choices:
    - {text: Question., id: ask, call: "cell(suspect = ann, grain = 7)", goto: after}
cell: {text: "A cell. {suspect}"}
after: {text: "After {suspect}. {if grain > 5: much | otherwise: little}.", next: out}
out: {text: Out., ending: Out}
"""


def test_what_a_call_lent_is_told_within_it_and_forgotten_after_it() -> None:
    within = of(CALLS, "pick", "ask")
    assert within.turn.passage.id == "cell"
    assert told(asked(within, "words").answer()) == {"The suspect: ann.": [("Question.", "")]}
    assert told(asked(within, "grain").answer()) == {"It began at 3.": [("Question.", "+4")]}
    after = of(CALLS, "pick", "ask", ADVANCE)
    assert after.turn.passage.id == "after"
    assert told(asked(after, "words").answer()) == {"The suspect: bob.": [("Choose Bob.", "")]}
    assert "grain" not in [each.name for each in questions(after.turns)]


DELAYS = """
here:
  text: Here.
  choices: [{text: Wait., id: wait, later: {when signed: knock}, goto: hub}]
hub: {text: Hub., choices: [{text: Sign., id: sign, do: set signed, goto: desk}]}
desk: {text: A desk., do: grain -1, next: out}
knock: {do: grain +5, next: door}
door: {text: "A knock. You are {if met: met | otherwise: alone}.", do: set met}
out: {text: Out., ending: Out}
"""


def test_what_came_later_is_no_cause_of_what_else_happened_then() -> None:
    game = of(DELAYS.replace("do: grain +5", "do: set signed"), "wait", "sign")
    assert game.turn.passage.id == "door"
    (grain,) = asked(game, "grain").answer()
    assert [(cause.turn, cause.sown) for cause in grain.causes] == [(2, None)]
    (words,) = asked(game, "words").answer()
    assert [(cause.turn, cause.sown) for cause in words.causes] == [(2, 1)]


def test_what_came_later_reaches_through_what_is_passed_in_silence() -> None:
    (grain,) = asked(of(DELAYS, "wait", "sign"), "grain").answer()
    assert [(cause.turn, cause.sown, cause.change) for cause in grain.causes] == [(2, 1, "+4")]


def test_of_a_game_resumed_from_its_state_nobody_knows_when_it_was_sown() -> None:
    resumed = Playthrough.resume(program(DELAYS, DECLARED), of(DELAYS, "wait").turn.state)
    resumed.take("sign")
    (grain,) = asked(resumed, "grain").answer()
    assert [(cause.turn, cause.sown) for cause in grain.causes] == [(1, None)]
