"""Photographs as they are printed anew, and the names of those who are in none any more."""

from game.engine.album import entry, print_text, prints
from game.engine.program import Program
from game.engine.removed import names_removed, without_names
from game.engine.transcript import sheet_text
from game.session.playthrough import ADVANCE, Playthrough
from tests.small import whole

STORY = """\
campaign: c
start: square
cast:
  joe: {name: Joseph Jugashvili, says: JOE}
  mika: {name: Mikheil Jugashvili, says: MIKA}
  ann: {name: Anna Li, says: ANN, role: a clerk}
  uritsky: {name: Moisei Uritsky, says: URITSKY}
passages:
  square:
    photograph: {group: [joe, ann, uritsky], caption: Comrades, place: The Square}
    date: "1918"
    choices:
      - {text: Purge Uritsky., id: purge, do: purge uritsky, goto: again}
      - {text: Exile him., id: exile, do: exile uritsky, goto: again}
      - {text: Purge Joe and Ann., id: both, do: [purge joe, purge ann], goto: again}
  again:
    photograph: {group: [uritsky, mika], caption: Two}
    date: "1920"
    next: out
  out: {text: The end., ending: E}
"""


def played(*picks: str) -> Playthrough:
    return Playthrough.replay(Program(whole(STORY)), 1, picks)


def test_who_is_purged_is_missing_from_every_later_printing() -> None:
    first, second = prints(played("purge").turns)
    assert not first.missing
    assert first.gone == {"uritsky"}
    assert first.retouched
    assert second.missing == second.gone == {"uritsky"}
    assert not second.retouched
    assert (first.printed, first.again) == ("1918", "1920")


def test_who_is_exiled_is_still_in_the_picture() -> None:
    assert not any(each.retouched for each in prints(played("exile").turns))


def test_a_photograph_is_told_in_words() -> None:
    game = played("purge", ADVANCE)
    text = "\n".join(print_text(prints(game.turns)[0], game.turns))
    assert "First printing, 1918: Joseph Jugashvili, Anna Li, Moisei Uritsky." in text
    assert "Later printing, 1920: Joseph Jugashvili, Anna Li, [name removed]." in text
    assert "Missing, counted from the left: 3." in text


def test_who_was_removed_before_it_was_printed_is_not_in_its_caption() -> None:
    story = STORY.replace("caption: Two", "caption: Uritsky and Mikheil")
    game = Playthrough.replay(Program(whole(story)), 1, ("purge",))
    text = "\n".join(print_text(prints(game.turns)[1], game.turns))
    assert text.startswith("[name removed] and Mikheil")
    assert "Uritsky" not in text


def test_the_sheet_itself_names_the_removed_no_more() -> None:
    turn = played("purge").turn
    assert turn.sheet is not None
    assert turn.sheet.removed == {"uritsky"}
    text = "\n".join(sheet_text(turn.sheet, turn.program.story))
    assert "[name removed], Mikheil Jugashvili" in text
    assert "Uritsky" not in text


def test_the_ledger_says_that_who_was_removed_was_never_there() -> None:
    turn = played("purge").turn
    story = turn.program.story
    ids = {each: entry(each, turn) for each in story.cast}
    assert ids[next(each for each in ids if each == "uritsky")] == ("absent", "never present")
    assert ids[next(each for each in ids if each == "joe")] == ("present", "")
    exiled = played("exile").turn
    assert entry(next(each for each in ids if each == "uritsky"), exiled) == ("present", "exiled")


def test_names_are_removed_by_surname_and_in_capitals() -> None:
    turn = played("purge").turn
    names = names_removed(turn.program.story, turn.state.values)
    assert without_names("Uritsky’s pen. MOISEI URITSKY. Uritskys.", names) == (
        "[name removed]’s pen. [name removed]. Uritskys."
    )


def test_a_surname_that_others_have_and_a_short_one_stay() -> None:
    turn = played("both").turn
    names = names_removed(turn.program.story, turn.state.values)
    told = without_names("Jugashvili, Joseph Jugashvili, Anna Li, Li, Ann.", names)
    assert told == "Jugashvili, [name removed], [name removed], Li, Ann."


RUSSIANS = """
campaign: c
start: here
cast:
  one: {name: Лев Каменев}
  two: {name: Анна Каменева}
  three: {name: Феликс Дзержинский, says: ДЗЕРЖИНСКИЙ}
  four: {name: Вера Толстая}
  five: {name: Яков Цой}
passages:
  here: {text: Here., do: [purge one, purge three, purge four, purge five], next: out}
  out: {text: Out., ending: Out}
"""


def test_a_russian_name_is_removed_in_every_case() -> None:
    turn = Playthrough.begin(Program(whole(RUSSIANS)), 1).turn
    names = names_removed(turn.program.story, turn.state.values)
    told = "Каменев, Каменеву, Каменевым, о Дзержинском, ДЗЕРЖИНСКОГО, с Толстой, Яков Цой."
    gone = "[name removed]"
    assert without_names(told, names) == (
        f"{gone}, {gone}, {gone}, о {gone}, {gone}, с {gone}, {gone}."
    )
    # Anna Kameneva is still there, and a stone is no name.
    kept = "Каменева, камень, Каменевых, Толстяк, Дзержинск."
    assert without_names(kept, names) == kept


def test_where_nobody_is_removed_nothing_is_inked() -> None:
    turn = played().turn
    assert names_removed(turn.program.story, turn.state.values) is None
    assert without_names("Uritsky", None) == "Uritsky"
