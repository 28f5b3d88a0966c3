"""The inventory holds everything: the page as it is written, and all that the state has."""

import attrs

from game.engine.program import Program
from game.engine.state import Delay, Frame, State
from game.model.load import load_text
from game.model.story import PassageId
from game.session.inspection import Item, Section, found, inspect, value_of
from game.session.playthrough import Playthrough
from tests.small import campaign

PASSAGES = """
    here:
      text: A door.
      choices:
        - text: Knock.
          id: knock
          if: not (grain > 5 and insulted)
          do: paranoia +5, set promised
          goto: between
        - {text: Break it., id: break, if: "grain >= 12", locked: It is oak., goto: hall}
        - {text: Climb., id: climb, if: insulted, locked: hidden, goto: hall}
    between: {next: hall}
    hall: {text: A hall., next: here}
    end: {text: The end., ending: Done}
"""


def game(*picks: str) -> tuple[Playthrough, tuple[Section, ...]]:
    loaded = load_text(campaign(PASSAGES))
    assert loaded.story is not None, loaded.diagnostics
    played = Playthrough.begin(Program(loaded.story), 7)
    for pick in picks:
        played.take(pick)
    return played, inspect(played, loaded.sources)


def item(sections: tuple[Section, ...], name: str, title: str = "") -> Item:
    items = [i for s in sections for i in s.items if i.name == name and title in ("", s.title)]
    assert items, name
    return items[0]


def notes(row: Item) -> list[str]:
    return [note.text for note in row.full]


def test_every_declared_name_has_a_row() -> None:
    played, sections = game()
    names = {each.name for section in sections for each in section.items}
    assert names >= set(played.turn.state.values)


def test_every_field_of_the_state_has_a_place() -> None:
    _, sections = game("knock", ">", "knock")
    titles = {section.title for section in sections}
    assert {"Passages seen", "Choices taken", "Chapters entered", "The run"} <= titles
    alone = {
        each.name for section in sections if section.title == "The run" for each in section.items
    }
    assert {"passage", "seed", "turn"} <= alone
    assert {field.name for field in attrs.fields(State)} >= {"values", "visits", "chosen"}


def test_what_is_still_to_come_is_listed_whatever_it_is() -> None:
    played, _ = game()
    state = played.turn.state
    agenda = attrs.evolve(
        state.agenda,
        delays=(Delay("here/knock/0", 2, 0),),
        fired=frozenset({"hall"}),
        drawn={"end": 1},
        stack=(Frame(PassageId("hall"), "", "show", (("grain", 3),)),),
    )
    later = Playthrough.resume(played.program, attrs.evolve(state, agenda=agenda))
    later.turns.insert(0, played.turn)
    sections = inspect(later, {})
    assert item(sections, "1", "Still to come").value == "place here/knock/0, due 2, number 0"
    assert item(sections, "hall", "Events that came").before == "no"
    assert item(sections, "end", "Cards drawn").value == "1"
    assert "restore grain, 3" in item(sections, "1", "To return to").value


def test_a_number_has_its_band_its_bounds_and_its_meaning() -> None:
    _, sections = game()
    paranoia = item(sections, "paranoia")
    assert (paranoia.value, paranoia.short) == ("40", "watchful, 0 to 100")
    grain = item(sections, "grain")
    assert "Trainloads of wheat." in notes(grain)
    assert "From 0 to 20; it began at 6." in notes(grain)


def test_what_the_last_turn_changed_says_what_it_was() -> None:
    _, sections = game("knock")
    assert item(sections, "paranoia").before == "40"
    assert item(sections, "promised").before == "no"
    assert item(sections, "here/knock").before == "–"
    assert item(sections, "grain").before is None
    _, sections = game("knock", ">")
    assert item(sections, "paranoia").before is None


def test_a_choice_shows_its_condition_as_written_and_whether_it_holds() -> None:
    _, sections = game()
    knock = item(sections, "knock")
    assert (knock.value, knock.kind) == ("open", "open")
    assert "if: not (grain > 5 and insulted)" in notes(knock)
    assert "This holds." in notes(knock)
    assert "do: paranoia +5, set promised" in notes(knock)
    broken = item(sections, "break")
    assert (broken.value, broken.kind) == ("closed", "closed")
    assert "if: grain >= 12" in notes(broken)
    assert "This does not hold." in notes(broken)


def test_a_choice_shows_where_it_leads_past_passages_without_text() -> None:
    _, sections = game()
    assert item(sections, "knock").short.startswith("→ hall")
    assert "goto: between" in notes(item(sections, "knock"))
    assert item(sections, "break").short.startswith("→ hall")


def test_a_hidden_choice_is_there_for_its_writer() -> None:
    _, sections = game()
    assert item(sections, "climb").value == "not shown"


def test_the_page_says_where_it_is_written() -> None:
    played, sections = game()
    page = sections[0].items[0]
    span = played.turn.passage.span
    assert (page.name, page.value) == ("here", f"{span.file}:{span.line}")


def test_a_page_without_choices_shows_its_way_on() -> None:
    _, sections = game("knock")
    way = item(sections, ">")
    assert (way.value, way.short) == ("open", "→ here")


def test_searching_passes_over_what_parts_words() -> None:
    _, sections = game()
    for wanted in ("trust.elsa", "trustelsa", "TRUST ELSA", "rust-el"):
        (section,) = found(sections, wanted)
        assert [each.name for each in section.items] == ["trust.elsa"]


def test_searching_meanings_where_no_name_has_the_letters() -> None:
    _, sections = game()
    (section,) = found(sections, "boots")
    assert [each.name for each in section.items] == ["promised"]
    assert found(sections, "xyzzy") == ()
    assert found(sections, "") == sections


def test_only_declared_names_hold_what_can_be_given() -> None:
    played, sections = game("knock")
    assert value_of(item(sections, "paranoia"), played) == 45
    assert value_of(item(sections, "promised"), played) is True
    assert value_of(item(sections, "here", "Passages seen"), played) is None
