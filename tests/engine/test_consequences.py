"""What comes later, what interrupts, and in which order: each rule of a turn by itself."""

from collections import Counter

import attrs
import pytest

from game.engine.chance import roll
from game.engine.machine import NotOffered, StoryStops, advance, arrive, choose, resume, start
from game.engine.program import Program
from game.engine.state import Turn
from game.engine.transcript import turn_text
from game.model.load import load_text
from game.session.playthrough import ADVANCE, Playthrough
from game.session.saves import decode, encode, restore, snapshot
from tests.small import DECLARATIONS, campaign, only, program, read, whole

OUT = "\nout: {text: The end., ending: E}"


def walk(played: Program, *picks: str, seed: int = 1) -> Turn:
    """The turn that picks lead to; `>` goes on."""
    turn = start(played, seed)
    for pick in picks:
        state = turn.state
        turn = advance(played, state) if pick == ADVANCE else choose(played, state, pick)
    return turn


def passages(turn: Turn, count: int) -> list[str]:
    """The passages read from a turn on, going on where it can."""
    met = [str(turn.passage.id)]
    while len(met) < count and turn.can_advance:
        turn = advance(turn.program, turn.state)
        met.append(str(turn.passage.id))
    return met


CHAPTERS = """\
campaign: c
start: a
player: joe
flags: {angry: You are angry., calm: You are calm.}
numbers: {grain: {to: 20, start: 6, means: trains}}
cast: {joe: {name: Joe, says: JOE}}
chapters:
  one: {date: 1921-01-01, passages: {a: {text: a, later: LATER, next: b}}}
  two: {date: 1921-02, passages: {b: {text: b, next: c}}}
  three: {date: 1921-03-10, passages: {c: {text: c, do: set angry, next: d}}}
  four: {date: 1922, passages: {d: {text: d, next: e}}}
  five: {passages: {e: {text: e, ending: E}}}
  aside: {passages: {x: {text: x}, y: {text: y}, z: {text: z}, w: {text: w}}}
"""


def in_time(later: str) -> list[str]:
    story = whole(CHAPTERS.replace("LATER", later))
    return passages(start(Program(story), 1), 12)


@pytest.mark.parametrize(
    ("later", "before"),
    [
        ("{in 1 chapter: x}", "b"),
        ("{in 2 chapters: x}", "c"),
        ("{in two chapters: x}", "c"),
        ("{on 1921-02-01: x}", "c"),
        ("{on 1921-02: x}", "b"),
        ("{on 1921-03-17: x}", "d"),
        ("{on 1930: x}", "never"),
        ("{when angry: x}", "c"),
        ("{when not angry: x}", "a"),
        ("{when grain > 6: x}", "never"),
    ],
)
def test_what_comes_later_comes_when_it_is_due(later: str, before: str) -> None:
    expected = [each for place in "abcde" for each in (["x"] if place == before else []) + [place]]
    assert in_time(later) == expected


def test_delays_stand_by_chapter_then_date_then_condition_then_order() -> None:
    later = "[{when angry: w}, {on 1921-03-02: z}, {on 1921-03-01: y}, {in 2 chapters: x}]"
    assert in_time(later) == ["a", "b", "x", "y", "z", "w", "c", "d", "e"]


def test_of_delays_due_at_once_the_first_scheduled_comes_first() -> None:
    assert in_time("[{in 2 chapters: y}, {in 2 chapters: x}]")[2:4] == ["y", "x"]


def test_a_delay_comes_once() -> None:
    assert in_time("{when not calm: x}").count("x") == 1


def test_where_a_delay_leads_is_decided_when_it_is_due() -> None:
    later = "{in 2 chapters: [{if angry: x}, {otherwise: y}]}"
    assert in_time(later)[2] == "x", "angry is set on entering c, before what is due"


def test_a_choice_can_have_consequences_that_come_later() -> None:
    played = program(
        "here:\n  text: x\n  choices:\n"
        "    - {text: Go., later: {when grain < 5: hunger}, goto: there}\n"
        "there: {text: y, next: gone}\ngone: {do: grain -3, text: z, next: out}\n"
        f"hunger: {{text: Hunger.}}{OUT}"
    )
    turn = walk(played, "there", ADVANCE)
    assert turn.passage.id == "hunger"
    assert turn.interrupts
    assert passages(turn, 3) == ["hunger", "gone", "out"]


def test_an_event_comes_when_its_condition_first_holds_and_only_once() -> None:
    played = program(
        "here: {text: x, do: grain -2, next: there}\nthere: {text: y, next: here}\n"
        "hunger: {event: grain < 3, text: Hunger.}" + OUT
    )
    met = passages(start(played, 1), 9)
    assert met == ["here", "there", "hunger", "here", "there", "here", "there", "here", "there"]


def test_an_event_that_is_not_once_comes_whenever_it_comes_to_hold_anew() -> None:
    played = program(
        "a: {text: a, do: grain = 2, next: b}\nb: {text: b, next: c}\n"
        "c: {text: c, do: grain = 9, next: a}\nhere: {next: a}\n"
        "hunger: {event: {when: grain < 3, once: no}, text: Hunger.}" + OUT
    )
    assert passages(start(played, 1), 9) == [
        "hunger",
        "a",
        "b",
        "c",
        "hunger",
        "a",
        "b",
        "c",
        "hunger",
    ]


def test_events_at_once_come_by_order_and_then_as_declared() -> None:
    played = program(
        "here: {text: x, next: out}\n"
        "third: {event: promised, text: c}\nfourth: {event: {when: promised}, text: d}\n"
        "first: {event: {when: promised, order: 1}, text: a}\n"
        "second: {event: {when: promised, order: 2}, text: b}\n"
        "out: {do: set promised, text: o, next: end}\nend: {text: e, ending: E}"
    )
    turn = advance(played, start(played, 1).state)
    assert passages(turn, 9) == ["first", "second", "third", "fourth", "out", "end"]


def test_delays_come_before_events() -> None:
    played = program(
        "here: {text: x, later: {when promised: delayed}, next: there}\n"
        "there: {do: set promised, text: y, next: out}\n"
        "event: {event: promised, text: e}\ndelayed: {text: d}" + OUT
    )
    turn = advance(played, start(played, 1).state)
    assert passages(turn, 9) == ["delayed", "event", "there", "out"]


def test_an_event_whose_own_condition_does_not_hold_then_passes_by() -> None:
    played = program(
        "here: {text: x, do: grain = 1, next: there}\nthere: {text: y, do: set promised, next: out}\n"
        "hunger: {event: {when: grain < 3, if: promised}, text: Hunger.}" + OUT
    )
    assert passages(start(played, 1), 9) == ["here", "there", "out"]


def test_an_event_that_interrupts_an_event_is_come_back_from() -> None:
    played = program(
        "here: {text: x, do: set promised, next: out}\n"
        "one: {event: promised, do: set insulted, text: one}\ntwo: {event: insulted, text: two}"
        + OUT
    )
    assert passages(start(played, 1), 9) == ["two", "one", "here", "out"]


def test_an_event_of_several_passages_returns_at_its_end() -> None:
    played = program(
        "here: {text: x, do: set promised, next: out}\n"
        "one: {event: promised, text: one, choices: [Ask. -> two, Leave. -> return]}\n"
        "two: {text: two, next: return}" + OUT
    )
    turn = start(played, 1)
    assert passages(choose(played, turn.state, "two"), 9) == ["two", "here", "out"]
    assert passages(choose(played, turn.state, "return"), 9) == ["here", "out"]


def test_the_passage_interrupted_is_entered_once() -> None:
    played = program(
        "here: {text: x, do: grain +1, next: there}\nthere: {text: y, do: 'grain +1, set promised', next: out}\n"
        "one: {event: promised, text: one}" + OUT
    )
    turn = walk(played, ADVANCE, ADVANCE)
    assert turn.passage.id == "there"
    assert (turn.value("grain"), turn.state.visits["there"]) == (8, 1)


def test_nothing_interrupts_an_ending() -> None:
    played = program(
        "here: {text: x, next: out}\nout: {do: set promised, text: o, ending: E}\n"
        "one: {event: promised, text: one}"
    )
    assert walk(played, ADVANCE).over


def test_a_scene_in_another_chapter_counts_no_chapter_and_reaches_no_date() -> None:
    story = whole(CHAPTERS.replace("LATER", "{when not angry: x}"))
    turn = start(Program(story), 1)
    assert turn.passage.id == "x"
    assert turn.state.chapters == ("one",)
    assert turn.date == "1921-01-01", "a scene without a date plays when it was called"


def test_an_event_does_not_wear_the_date_of_the_file_it_stands_in() -> None:
    text = CHAPTERS.replace("LATER", "{in 2 chapters: x}").replace(
        "aside: {", "aside: {date: 1999, "
    )
    turn = start(Program(whole(text)), 1)
    while turn.passage.id != "x":
        turn = advance(turn.program, turn.state)
    assert turn.date == "1921-03-10"


# Scenes and cards


SCENE = """
here: {text: x, call: scene, draw: deck, next: [{if promised: out}, {otherwise: other}]}
scene: {text: scene, do: set promised, next: last}
last: {text: last, next: return}
card: {card: deck, text: card}
other: {text: other, ending: O}
"""


def test_on_leaving_the_scene_comes_first_then_the_card_then_the_way() -> None:
    played = program(SCENE + OUT[1:])
    assert passages(start(played, 1), 9) == ["here", "scene", "last", "card", "out"]


def test_a_choice_calls_and_draws_before_it_leads_on() -> None:
    played = program(
        "here:\n  text: x\n  choices: [{text: Go., call: scene, draw: deck, goto: out}]\n"
        "scene: {text: scene}\ncard: {card: {deck: deck}, text: card}" + OUT
    )
    assert passages(walk(played, "out"), 9) == ["scene", "card", "out"]


def test_a_choice_without_a_way_leaves_as_the_passage_does() -> None:
    played = program(
        "here:\n  text: x\n  call: scene\n  choices: [{text: Go., id: go}]\n  next: out\n"
        "scene: {text: scene}" + OUT
    )
    assert passages(walk(played, "go"), 9) == ["scene", "out"]


def test_names_have_the_values_of_the_call_while_the_scene_lasts() -> None:
    played = program(
        "here: {text: '{envoy} {grain}', call: 'scene(envoy = hoover, grain = 2, promised)', next: out}\n"
        "scene: {text: '{envoy} {grain} {if promised: yes}', do: grain +1}\n"
        "out: {text: '{envoy} {grain} {if promised: yes}', ending: E}"
    )
    turn = start(played, 1)
    assert read(turn) == "nobody 6"
    turn = advance(played, turn.state)
    assert read(turn) == "hoover 3 yes"
    turn = advance(played, turn.state)
    assert read(turn).split("\n")[0] == "nobody 6", "what the scene changed of them is undone"


def test_scenes_within_scenes_return_one_by_one() -> None:
    played = program(
        "here: {text: x, call: one, next: out}\none: {text: 1, call: two, next: return}\n"
        "two: {text: 2}" + OUT
    )
    assert passages(start(played, 1), 9) == ["here", "one", "two", "out"]


def test_a_scene_that_calls_itself_for_ever_stops_with_a_word() -> None:
    played = program(
        "here: {text: x, call: scene, next: out}\nscene: {text: s, call: scene, next: return}" + OUT
    )
    with pytest.raises(StoryStops, match="without end"):
        passages(start(played, 1), 500)


def test_a_scene_that_comes_where_no_way_leads_back_has_left_for_good() -> None:
    story = whole(
        CHAPTERS.replace("LATER", "{in 2 chapters: x}").replace(
            "x: {text: x}", "x: {text: x, call: y(grain = 1), next: d}"
        )
    )
    turn = start(Program(story), 1)
    assert passages(turn, 9) == ["a", "b", "x", "y", "d", "e"]
    while turn.passage.id != "d":
        turn = advance(turn.program, turn.state)
    assert not turn.interrupts
    assert turn.state.chapters == ("one", "two", "three", "aside", "four"), "c was never read"
    assert turn.value("grain") == 6


def test_consequences_that_come_without_end_stop_with_a_word() -> None:
    played = program("here: {text: x, later: {when grain > 0: here}, next: out}" + OUT)
    with pytest.raises(StoryStops, match="without end"):
        start(played, 1)


def test_a_return_from_nowhere_is_no_way_on() -> None:
    played = program("here: {text: x, next: return}" + OUT)
    turn = start(played, 1)
    assert turn.stuck
    with pytest.raises(NotOffered):
        advance(played, turn.state)


def test_a_call_of_what_is_not_there_is_told() -> None:
    found = load_text(campaign("here: {text: x, call: scen, next: out}\nscene: {text: s}" + OUT))
    assert "scene" in only(found.diagnostics, "missing-target").hint


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        ("envoi = hoover", "unknown-name"),
        ("envoy = hover", "call-syntax"),
        ("grain = 21", "call-syntax"),
        ("promised = 3", "call-syntax"),
        ("the army holds", "unknown-name"),
    ],
)
def test_an_argument_that_cannot_be_is_told(arguments: str, rule: str) -> None:
    text = campaign(
        f"here: {{text: x, call: 'scene({arguments})', next: out}}\nscene: {{text: s}}{OUT}"
    )
    assert only(load_text(text).diagnostics, rule)


def cards(*declared: str) -> Program:
    return program(
        "here: {text: x, draw: deck, next: here}\n"
        + "\n".join(
            f"c{n}: {{card: {{deck: deck, {card}}}, text: c}}" for n, card in enumerate(declared)
        )
        + OUT
    )


def drawn(played: Program, count: int, seed: int = 1) -> list[str]:
    met = passages(start(played, seed), count)
    return [each for each in met if each != "here"]


def test_a_card_is_drawn_once_if_nothing_else_is_said() -> None:
    assert sorted(drawn(cards("weight: 1", "weight: 3"), 20)) == ["c0", "c1"]


def test_a_card_that_is_not_once_is_drawn_again() -> None:
    assert drawn(cards("once: no"), 7) == ["c0", "c0", "c0"]


def test_open_cards_of_the_highest_priority_come_first() -> None:
    played = cards("priority: 1", "priority: 9", "'if': promised, priority: 20", "priority: 5")
    assert drawn(played, 20) == ["c1", "c3", "c0"]


def test_weights_tell_how_often_a_card_is_drawn_beside_the_others() -> None:
    played = cards("weight: 3, once: no", "weight: 1, once: no")
    counts = Counter(each for seed in range(40) for each in drawn(played, 41, seed))
    share = counts["c0"] / counts.total()
    assert counts.total() == 40 * 20
    assert 0.68 < share < 0.82


def test_a_card_rests_for_some_chapters() -> None:
    text = """\
campaign: c
start: a
chapters:
  one: {passages: {a: {text: a, draw: deck, next: b}, k: {text: k, card: {deck: deck, once: no, rest: 2 chapters}}}}
  two: {passages: {b: {text: b, draw: deck, next: c}}}
  three: {passages: {c: {text: c, draw: deck, next: d}}}
  four: {passages: {d: {text: d, draw: deck, next: e}}}
  five: {passages: {e: {text: e, draw: deck, next: f}, f: {text: f, ending: E}}}
"""
    assert passages(start(Program(whole(text)), 1), 20) == list("akbckdekf")


def test_a_deck_without_an_open_card_is_passed_by() -> None:
    assert drawn(cards("'if': promised"), 4) == []


def test_a_deck_that_is_not_there_is_told() -> None:
    found = load_text(
        campaign("here: {text: x, draw: evening, next: out}\nc: {card: evenings, text: c}" + OUT)
    )
    assert "evenings" in only(found.diagnostics, "unknown-name").hint


# Chance


def test_the_chances_of_one_ladder_add_up() -> None:
    played = program(
        "here:\n  text: x\n  next: [{3 in 10: a}, {5 in 10: b}, {otherwise: c}]\n"
        "a: {text: a, ending: A}\nb: {text: b, ending: B}\nc: {text: c, ending: C}"
    )
    counts = Counter(str(walk(played, ADVANCE, seed=seed).passage.id) for seed in range(2000))
    assert 500 < counts["a"] < 700
    assert 900 < counts["b"] < 1100
    assert 330 < counts["c"] < 470


def test_chances_of_different_wholes_add_up_too() -> None:
    story = load_text(
        campaign(
            "here:\n  text: x\n  next: [{1 in 2: a}, {1 in 3: b}, {1 in 6: a}]\na: {text: a, ending: A}\nb: {text: b, ending: B}"
        )
    )
    assert story.diagnostics == (), "they fill the whole, so nothing is missing"


@pytest.mark.parametrize("chance", ["11 in 10", "0 in 10", "3 in 0"])
def test_a_chance_that_is_none_is_told(chance: str) -> None:
    text = campaign(f"here:\n  text: x\n  next: [{{{chance}: out}}, {{otherwise: out}}]{OUT}")
    assert only(load_text(text).diagnostics, "ladder-syntax")


def test_chances_beyond_the_whole_are_told() -> None:
    text = campaign(f"here:\n  text: x\n  next: [{{7 in 10: out}}, {{4 in 10: out}}]{OUT}")
    assert "more than the whole" in only(load_text(text).diagnostics, "ladder-syntax").message


def test_dice_fall_within_their_numbers_and_the_same_after_undo_reload_and_replay() -> None:
    played = program(
        "here:\n  text: '{grain}'\n  choices: [{text: Roll., id: roll, do: 'grain = 0, grain +1 to 6', goto: here}, Out. -> out]"
        + OUT
    )
    game = Playthrough.begin(played, 11)
    values = [game.take("roll").value("grain") for _ in range(60)]
    assert set(values) == {1, 2, 3, 4, 5, 6}
    game.undo(30)
    assert [game.take("roll").value("grain") for _ in range(30)] == values[30:]
    saved = decode(encode(snapshot(game, "1921-02-24T12:00:00+00:00")))
    again = restore(saved, played).playthrough
    assert again.turn.state == game.turn.state
    assert Playthrough.replay(played, 11, game.picks).turn.state == game.turn.state


def test_a_roll_depends_on_seed_turn_and_place_alone() -> None:
    rolls = {(s, t, p): roll(s, t, p, 1000) for s in range(9) for t in range(9) for p in "abc"}
    assert len(set(rolls.values())) > 150
    assert all(roll(*key, 1000) == value for key, value in rolls.items())


def test_dice_are_held_at_the_bounds() -> None:
    played = program("here: {do: grain +50 to 60, text: '{grain}', next: out}" + OUT)
    assert start(played, 1).value("grain") == 20


# Choices


def test_a_fallback_is_offered_where_no_other_choice_is_open() -> None:
    played = program(
        "here:\n  text: x\n  choices:\n    - {text: A., if: promised, goto: out}\n"
        "    - {text: Nothing., fallback: yes, do: set promised, goto: here}" + OUT
    )
    turn = start(played, 1)
    assert [(offer.id, offer.open) for offer in turn.offers] == [("out", False), ("here", True)]
    turn = choose(played, turn.state, "here")
    assert [(offer.id, offer.open) for offer in turn.offers] == [("out", True)]
    with pytest.raises(NotOffered):
        choose(played, turn.state, "here")


def test_a_choice_can_ask_whether_it_is_meant() -> None:
    played = program(
        "here:\n  text: x\n  choices:\n    - {text: A., id: a, confirm: 'Shoot {envoy}?', goto: out}\n"
        "    - {text: B., id: b, confirm: yes, goto: out}\n    - {text: C., id: c, goto: out}" + OUT
    )
    asked = {str(offer.id): offer.confirm for offer in start(played, 1).offers}
    assert asked["a"] is not None
    assert asked["a"][0].text == "Shoot nobody?"
    assert asked["b"] == ()
    assert asked["c"] is None


def test_text_that_comes_to_nothing_is_passed_through() -> None:
    played = program(
        "here: {text: x, next: maybe}\nmaybe: {text: '{if promised} Only then.', do: grain +1, next: out}"
        + OUT
    )
    turn = walk(played, ADVANCE)
    assert (turn.passage.id, turn.value("grain")) == ("out", 7)


# Endings, archive, awards


def test_the_verdict_tells_the_ending_and_then_what_was_done() -> None:
    played = program(
        "here:\n  text: x\n  verdict: He came.\n  choices:\n    - {text: Go., verdict: 'He went, with {grain}.', goto: there}\n    - {text: Stay., verdict: He stayed., goto: here}\n"
        "there: {text: y, next: out}\n"
        "out: {text: o, ending: E, verdict: {judgment: Guilty., figures: 'Trains: {grain}.'}}"
    )
    turn = walk(played, "there", ADVANCE)
    parts = {name: [line.words[0].text for line in lines] for name, lines in turn.verdict_parts}
    assert parts == {
        "judgment": ["Guilty."],
        "figures": ["Trains: 6."],
        "deeds": ["He came.", "He went, with 6."],
    }


def test_papers_go_into_the_archive_and_awards_are_granted() -> None:
    declared = DECLARATIONS + "achievements:\n  baker: You fed a city.\n"
    played = program(
        "here: {text: x, do: 'archive letter, award baker', next: out}\n"
        "letter: {letter: {words: Not sent.}, next: return}" + OUT,
        declared,
    )
    turn = start(played, 1)
    assert turn.state.values["archive.letter"] is True
    assert turn.state.values["award.baker"] is True
    assert "Achieved: Baker. You fed a city." in turn_text(turn)
    assert "Achieved" not in turn_text(advance(played, turn.state))
    assert arrive(played, 1, turn.passage.id).state.values["archive.letter"] is True


def test_a_condition_can_ask_whether_a_page_is_in_the_archive() -> None:
    played = program(
        "here: {text: x, do: archive letter, next: [{if archive.letter: out}, {otherwise: here}]}\n"
        "letter: {letter: {words: Not sent.}, next: return}" + OUT
    )
    assert walk(played, ADVANCE).over
    text = campaign("here: {text: '{if archive.lettr: x}', next: out}\nletter: {text: x}" + OUT)
    assert "letter" in only(load_text(text).diagnostics, "unknown-name").hint


# Saves


def test_a_game_saved_inside_a_scene_goes_on_there() -> None:
    played = program(
        "here: {text: x, later: {when grain > 19: out}, call: 'scene(envoy = hoover)', draw: deck, next: out}\n"
        "scene: {text: '{envoy}', next: last}\nlast: {text: last}\ncard: {card: deck, text: card}"
        + OUT
    )
    game = Playthrough.begin(played, 1)
    game.take(ADVANCE)
    saved = decode(encode(snapshot(game, "1921-02-24T12:00:00+00:00")))
    assert saved.state == game.turn.state
    by_state = attrs.evolve(saved, complete=False)
    again = restore(by_state, played).playthrough
    assert again.turn.state == game.turn.state
    assert passages(again.turn, 9) == passages(resume(played, game.turn.state), 9)
    assert passages(again.turn, 9) == ["scene", "last", "card", "out"]


def test_what_was_due_is_not_lost_where_an_event_leads_away_for_good() -> None:
    played = program(
        "here:\n  text: x\n  choices: [{text: Go., do: set insulted, goto: alone}]\n"
        "alone: {text: a, next: alone}\npalace: {event: insulted, text: P, next: alone}\n"
        "riot: {event: {when: insulted, order: 2000}, text: R}" + OUT
    )
    assert passages(walk(played, "alone"), 4) == ["riot", "palace", "alone", "alone"]


def test_more_can_be_due_at_once_than_scenes_can_be_nested() -> None:
    played = program(
        "here:\n  text: x\n  later: {when insulted: widow}\n"
        "  choices: [{text: Again., id: again, goto: here}, {text: Go., do: set insulted, goto: alone}]\n"
        "alone: {text: a, next: out}\nwidow: {text: w}" + OUT
    )
    assert passages(walk(played, *["again"] * 150, "alone"), 200).count("widow") == 151


def test_two_ladders_of_one_passage_roll_for_themselves() -> None:
    played = program(
        "here:\n  text: x\n  later:\n"
        "    - when insulted: [{1 in 2: a}, {otherwise: b}]\n"
        "    - when promised: [{1 in 2: c}, {otherwise: d}]\n"
        "  next: there\nthere: {text: y, do: 'set insulted, set promised', next: out}\n"
        "a: {text: a}\nb: {text: b}\nc: {text: c}\nd: {text: d}" + OUT
    )
    met = {"".join(passages(walk(played, ADVANCE, seed=seed), 2)) for seed in range(60)}
    assert met == {"ac", "ad", "bc", "bd"}


def test_two_shuffles_of_one_passage_differ() -> None:
    played = program(
        "here:\n  text: '{shuffle: a | b | c | d}'\n  choices: [{text: '{shuffle: a | b | c | d}', goto: out}]"
        + OUT
    )
    same = 0
    for seed in range(60):
        turn = start(played, seed)
        same += read(turn) == turn.offers[0].label[0].text
    assert same < 40
