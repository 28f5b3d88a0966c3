"""What was printed beside what was done, and what a whole game came to."""

import pytest

from game.engine.archive import opened, opened_text, removed_names
from game.engine.program import Program
from game.engine.reckoning import ledger, lost, mattered, reckoning_text, road_not_taken
from game.engine.why import cause_text
from game.session.playthrough import ADVANCE, Playthrough
from tests.small import program, whole

STORY = """\
campaign: c
start: desk
flags: {signed: You signed the list.}
cast:
  joe: {name: Joseph, says: JOE}
  ann: {name: Anna Karpova, says: ANN}
newspapers: {pravda: {name: Pravda}}
passages:
  desk:
    text: A list.
    date: "1918-01-02"
    choices:
      - {text: Sign it., id: sign, do: [set signed, paranoia +9], goto: news}
      - {text: Burn it., id: burn, goto: fire}
      - {text: Eat it., id: eat, if: signed, goto: fire}
  fire:
    text: Smoke.
    ledger: {anna-karpova: typist., those-who-did-not-sign: nobody knows how many}
    next: news
  news:
    newspaper: pravda
    date: "1918-01-03"
    headline: [{if signed: A List Was Read}, {otherwise: There Was No List}]
    lead: A list. It was not long.
    picture: {group: [joe, ann], caption: Two comrades.}
    columns: [{title: Weather, text: Snow.}, {title: Ink, if: signed, text: Ink is scarce.}]
    truth: "{if signed: Forty names.}"
    choices:
      - {text: Purge Anna., id: purge, do: purge ann, goto: out}
      - {text: Let her go., id: spare, goto: out}
  out:
    text: The end.
    date: "1919"
    ending: Out
    verdict: "{if signed: He signed. | otherwise: He did not sign.}"
"""


def played(*picks: str) -> Playthrough:
    return Playthrough.replay(Program(whole(STORY)), 1, picks)


def test_each_page_is_joined_to_what_was_done() -> None:
    game = played("sign", "spare")
    (page,) = opened(game.turns)
    threads = [(each.part, each.number, each.printed, each.done) for each in page.threads]
    assert threads == [
        ("headline", 0, "A List Was Read", "Forty names."),
        ("column", 1, "Ink", "Sign it."),
    ]
    assert [each.turn for each in page.threads] == [1, 1]


def test_a_page_that_nothing_led_to_has_no_threads() -> None:
    (page,) = opened(played("burn", ADVANCE, "spare").turns)
    assert page.threads == ()


def test_who_was_removed_is_counted_in_the_picture_and_never_named() -> None:
    game = played("sign", "purge")
    (page,) = opened(game.turns)
    (picture,) = [each for each in page.threads if each.part == "picture"]
    assert picture.done == "By the last printing there was 1."
    assert picture.turn == 2
    assert removed_names(game.turn) == ("Anna Karpova",)
    text = "\n".join(opened_text(page, game.turns))
    assert "Removed from later scenes: 1 name removed." in text
    assert "Karpova" not in text


def test_no_removed_name_is_read_in_what_was_printed_or_done() -> None:
    story = STORY.replace("A List Was Read", "Karpova Reads").replace("Sign it.", "Ask Karpova.")
    story = story.replace("Forty names.", "")
    game = Playthrough.replay(Program(whole(story)), 1, ("sign", "purge"))
    text = "\n".join(opened_text(opened(game.turns)[0], game.turns))
    assert "They printed: [name removed] Reads" in text
    assert "You did: Ask [name removed]." in text


def test_the_choices_that_mattered_are_those_the_verdict_speaks_of() -> None:
    causes = mattered(played("sign", "purge").turns)
    assert [cause_text(cause) for cause in causes] == ["Sign it."]


def test_who_was_lost_is_named_with_the_choice() -> None:
    (one,) = lost(played("sign", "purge").turns)
    assert (one.person.name, one.fate, one.turn) == ("Anna Karpova", "purged", 2)
    assert one.chosen == "Purge Anna."
    assert lost(played("sign", "spare").turns) == ()


@pytest.mark.parametrize(
    ("picks", "road"), [(("sign", "spare"), "Burn it."), (("burn", ADVANCE, "spare"), None)]
)
def test_the_road_not_taken_was_open_and_led_where_the_game_never_was(
    picks: tuple[str, ...], road: str | None
) -> None:
    found = road_not_taken(played(*picks).turns)
    assert (found.words if found else None) == road


TWICE = """
here: {text: Here., choices: [{text: Exile., id: exile, do: exile elsa, goto: hub}]}
hub:
  text: Hub.
  choices:
    - {text: Call her back., id: back, do: restore elsa, goto: hub}
    - {text: Exile her again., id: again, do: exile elsa, goto: hub}
    - {text: Visit., id: visit, call: cell, goto: out}
    - {text: Resign., id: resign, goto: the-ending}
cell:
  text: A cell.
  choices:
    - {text: Leave., id: leave, goto: return}
    - {text: Sit., id: sit, do: paranoia +1, goto: return}
out: {text: Out., ending: {title: Out, if: paranoia > 0}}
"""


def test_who_was_lost_a_second_time_was_lost_then() -> None:
    (one,) = lost(Playthrough.replay(program(TWICE), 1, ("exile", "back", "again")).turns)
    assert (one.turn, one.chosen) == (3, "Exile her again.")


def test_a_way_back_is_no_road_that_was_not_taken() -> None:
    game = Playthrough.replay(program(TWICE), 1, ("exile", "visit", "sit"))
    assert game.turn.over
    assert road_not_taken(game.turns) is None


def test_the_ledger_names_people_and_groups_as_they_are_said() -> None:
    assert ledger(played("sign", "spare").turn) == {}
    assert ledger(played("burn", ADVANCE, "spare").turn) == {
        "Anna Karpova": "typist",
        "Those who Did not Sign": "nobody knows how many",
    }
    text = "\n".join(reckoning_text(played("burn", ADVANCE, "spare").turns))
    assert "The ledger:\n  Anna Karpova, typist." in text


def _threads_of(*changes: tuple[str, str]) -> list[tuple[str, str, str]]:
    """The threads of the page where the list was signed, of a story with these changes."""
    story = STORY
    for old, new in changes:
        assert old in story
        story = story.replace(old, new)
    (page,) = opened(Playthrough.replay(Program(whole(story)), 1, ("sign", "spare")).turns)
    return [(each.part, each.printed, each.done) for each in page.threads]


def test_a_deed_is_joined_to_a_page_once() -> None:
    without_truth = ('    truth: "{if signed: Forty names.}"\n', "")
    assert _threads_of(without_truth) == [("headline", "A List Was Read", "Sign it.")]


def test_the_dateline_of_a_dispatch_is_no_sentence() -> None:
    dispatch = "{if signed: PETROGRAD, Jan. 3. A list was found. It was read.}"
    told = _threads_of(("lead: A list. It was not long.", f'lead: "{dispatch}"'))
    assert ("lead", "PETROGRAD, Jan. 3. A list was found.", "Sign it.") in told


def test_a_reckoning_can_be_read_as_text() -> None:
    text = "\n".join(reckoning_text(played("sign", "purge").turns))
    assert "Sign it. (2 January 1918)" in text
    assert "Anna Karpova, purged (3 January 1918)" in text
    assert "Burn it. (2 January 1918)" in text
