"""Ids survive edits, catalogues follow them, and a story is told in the language chosen."""

import shutil
from pathlib import Path

import pytest

from game.engine.transcript import reading_text, turn_text
from game.model.catalogue import CatalogueProblem
from game.model.load import load
from game.model.translation import Retelling, read_ids, read_translation
from game.session.library import Library
from game.session.playthrough import Playthrough
from game.text.tongue import PSEUDO
from tools.ids import bind, lines_of, write
from tools.text import check, template, updated

CAMPAIGN = """\
campaign: boots
title: Boots
start: hall
stats:
  paranoia: {start: 40, bands: {calm: 0, haunted: 75}, means: how many plots you see}
numbers:
  grain: {from: 0, to: 20, start: 1, means: trains}
flags:
  promised: You promised boots.
named:
  envoy: {one of: [nobody, elsa, joe], start: elsa, means: whom you deal with}
cast:
  joe: {name: Joseph, says: JOE, role: a brother, gender: man}
  elsa: {name: Elsa, says: ELSA, role: a sister, gender: woman}
"""
CHAPTER = """\
chapter: one  # a comment that no tool may touch
title: The Hall
passages:
  hall:
    text: |
      The whistle does not blow this morning.

      JOE (stern): They asked for boots. Only boots.

      {if promised} The boots are in the yard.

      {count grain: one: {grain} train waits | other: {grain} trains wait}.
    choices:
      - Walk out alone. -> street
      - text: Stay in.
        id: stay
        do: grain +3
        goto: hall
  street:
    text: The street is empty.
    ending: {title: Alone}
"""
RUSSIAN = {
    "The whistle does not blow this morning.": "Гудок сегодня молчит.",
    "They asked for boots. Only boots.": "Они просили сапог. {envoy's name} тоже.",
    "{count grain: one: {grain} train waits | other: {grain} trains wait}.": (
        "{count grain: one: Ждёт {grain} поезд | few: Ждут {grain} поезда"
        " | many: Ждут {grain} поездов | other: Ждут поезда}."
    ),
    "Walk out alone.": "Выйти одному.",
    "JOE": "ИОСИФ",
    "The Hall": "Зал",
    "haunted": "в бреду",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "story" / "boots"
    (folder / "chapters").mkdir(parents=True)
    (folder / "campaign.yaml").write_text(CAMPAIGN, "utf-8")
    (folder / "chapters" / "one.yaml").write_text(CHAPTER, "utf-8")
    return folder


def chapter(folder: Path) -> Path:
    return folder / "chapters" / "one.yaml"


def edit(folder: Path, before: str, after: str) -> None:
    text = chapter(folder).read_text("utf-8")
    assert before in text
    chapter(folder).write_text(text.replace(before, after), "utf-8")


def keep_ids(folder: Path) -> dict[str, str]:
    """Write the side files; the id of each line."""
    _, files = bind(folder, folder.parent)
    for bound in files:
        write(bound)
    return {text: id_ for (_, text), id_ in read_ids(folder).items()}


def translate(folder: Path, words: dict[str, str] = RUSSIAN, code: str = "ru") -> Path:
    """A catalogue with these words put in."""
    _, pot = template(folder, folder.parent)
    file = folder / "languages" / f"{code}.po"
    po = updated(pot, file.read_text("utf-8") if file.is_file() else None, code)
    for source, target in words.items():
        written = f'msgid "{source}"\nmsgstr ""'
        po = _joined(po)
        assert written in po, source
        po = po.replace(written, f'msgid "{source}"\nmsgstr "{target}"')
    file.parent.mkdir(exist_ok=True)
    file.write_text(po, "utf-8")
    return file


def _joined(po: str) -> str:
    """Long messages on one line each."""
    return po.replace('"\n"', "").replace('msgid ""', 'msgid "').replace('msgid "\n', 'msgid ""\n')


def told(folder: Path, code: str) -> Playthrough:
    library = Library.open(folder.parent, folder.parent / "saves")
    library.speak(code)
    program = library.program(library.entries[0])
    assert program is not None
    return Playthrough.begin(program, 1)


# Ids


def test_every_line_of_the_chapter_gets_an_id_of_its_own(folder: Path) -> None:
    ids = keep_ids(folder)
    assert set(ids) == {
        "The whistle does not blow this morning.",
        "They asked for boots. Only boots.",
        "The boots are in the yard.",
        "{count grain: one: {grain} train waits | other: {grain} trains wait}.",
        "Walk out alone.",
        "Stay in.",
        "The street is empty.",
        "Alone",
    }
    assert len(set(ids.values())) == len(ids)
    assert all(id_.startswith("one.") for id_ in ids.values())


def test_the_story_itself_is_not_touched(folder: Path) -> None:
    keep_ids(folder)
    assert chapter(folder).read_text("utf-8") == CHAPTER
    assert (folder / "campaign.yaml").read_text("utf-8") == CAMPAIGN
    assert load(folder, folder.parent).diagnostics == ()


def test_kept_ids_need_no_second_writing(folder: Path) -> None:
    before = keep_ids(folder)
    _, files = bind(folder, folder.parent)
    assert [bound.changed for bound in files] == [False]
    assert keep_ids(folder) == before


def test_an_edited_line_keeps_its_id(folder: Path) -> None:
    before = keep_ids(folder)
    edit(folder, "The whistle does not blow this morning.", "No whistle blows this morning.")
    _, (bound,) = bind(folder, folder.parent)
    assert (bound.edited, bound.new, bound.gone) == (1, 0, 0)
    after = keep_ids(folder)
    old = before["The whistle does not blow this morning."]
    assert after["No whistle blows this morning."] == old


def test_a_line_moved_to_another_passage_keeps_its_id(folder: Path) -> None:
    before = keep_ids(folder)
    edit(folder, "      The whistle does not blow this morning.\n\n", "")
    edit(folder, "The street is empty.", "The whistle does not blow this morning.")
    after = keep_ids(folder)
    line = "The whistle does not blow this morning."
    assert after[line] == before[line]
    assert "The street is empty." not in after


def test_a_new_line_between_others_moves_no_id(folder: Path) -> None:
    before = keep_ids(folder)
    edit(folder, "      JOE (stern)", "      It snows on Vasilievsky Island.\n\n      JOE (stern)")
    after = keep_ids(folder)
    assert {text: after[text] for text in before} == before
    assert after["It snows on Vasilievsky Island."] not in before.values()


def test_a_line_that_is_another_gets_another_id(folder: Path) -> None:
    before = keep_ids(folder)
    edit(folder, "The street is empty.", "Nobody.")
    _, (bound,) = bind(folder, folder.parent)
    assert (bound.new, bound.gone) == (1, 1)
    assert keep_ids(folder)["Nobody."] not in before.values()


def test_lines_that_say_the_same_have_ids_of_their_own(folder: Path) -> None:
    edit(folder, "The street is empty.", "Stay in.")
    _, (bound,) = bind(folder, folder.parent)
    ids = [id_ for of in bound.lines.values() for id_, text in of.items() if text == "Stay in."]
    assert len(ids) == 2


@pytest.mark.parametrize("damage", ["", "[", "hall: {x", "hall: x\n", "\x00", "- a\n- b\n"])
def test_a_damaged_side_file_is_made_anew(folder: Path, damage: str) -> None:
    keep_ids(folder)
    file = chapter(folder).with_suffix(".ids.yaml")
    file.write_text(damage, "utf-8")
    assert load(folder, folder.parent).diagnostics == ()
    assert len(keep_ids(folder)) == 8


def test_what_is_declared_is_bound_by_its_name(folder: Path) -> None:
    _, lines = lines_of(folder, folder.parent)
    ids = {line.id({}) for line in lines if line.key}
    assert {"campaign.title", "paranoia.means", "promised.means", "cast.joe.role"} <= ids
    assert {"chapters.one.title", "paranoia.bands.haunted", "cast.elsa.says"} <= ids


# Catalogues


def test_a_story_is_told_in_the_language_chosen(folder: Path) -> None:
    keep_ids(folder)
    translate(folder)
    turn = told(folder, "ru").turn
    text = turn_text(turn)
    assert "Гудок сегодня молчит." in text
    assert "ИОСИФ (stern): Они просили сапог. Elsa тоже." in text
    assert "Ждёт 1 поезд." in text
    assert "1. Выйти одному." in text
    assert "2. Stay in." in text, "what is not translated stays as it is"
    assert turn.chapter.title == "Зал"
    assert turn.program.story.numbers["paranoia"].band_word(90) == "в бреду"
    assert turn.program.story.numbers["paranoia"].band(90) == "haunted"


@pytest.mark.parametrize(
    ("grain", "said"), [(1, "Ждёт 1 поезд"), (4, "Ждут 4 поезда"), (7, "Ждут 7 поездов")]
)
def test_a_plural_takes_the_forms_of_its_language(folder: Path, grain: int, said: str) -> None:
    keep_ids(folder)
    translate(folder)
    played = told(folder, "ru")
    for _ in range(grain // 3):
        played.take("stay")
    assert said in "\n".join(reading_text(played.turn))


def test_a_game_goes_on_in_another_language(folder: Path) -> None:
    keep_ids(folder)
    translate(folder)
    library = Library.open(folder.parent, folder.parent / "saves")
    program = library.program(library.entries[0])
    assert program is not None
    played = Playthrough.begin(program, 1)
    played.take("stay")
    library.speak("ru")
    russian = library.retold(played)
    assert "Гудок" in turn_text(russian.turn)
    assert russian.turn.state == played.turn.state
    assert "Гудок" in turn_text(russian.undo())
    library.speak("")
    assert "The whistle" in turn_text(library.retold(russian).turn)


def test_an_edited_line_is_read_in_the_storys_own_language_and_told_as_stale(folder: Path) -> None:
    ids = keep_ids(folder)
    translate(folder)
    edit(folder, "The whistle does not blow this morning.", "No whistle blows this morning.")
    keep_ids(folder)
    assert "No whistle blows" in turn_text(told(folder, "ru").turn)
    stale = ids["The whistle does not blow this morning."]
    assert check(folder, "ru", folder.parent).stale == (stale,)
    po = translate(folder, {}).read_text("utf-8")
    assert "#, fuzzy" in po
    assert "Гудок сегодня молчит." in po, "what was translated is kept for the translator"
    assert '#| msgid "The whistle does not blow this morning."' in po
    assert check(folder, "ru", folder.parent).stale == (stale,)


def test_missing_lines_are_told(folder: Path) -> None:
    ids = keep_ids(folder)
    translate(folder)
    report = check(folder, "ru", folder.parent)
    assert ids["Stay in."] in report.missing
    assert ids["Walk out alone."] not in report.missing
    assert not report.whole


def test_lines_that_are_gone_are_told_and_kept_as_obsolete(folder: Path) -> None:
    ids = keep_ids(folder)
    translate(folder)
    edit(folder, "      The whistle does not blow this morning.\n\n", "")
    keep_ids(folder)
    gone = ids["The whistle does not blow this morning."]
    assert check(folder, "ru", folder.parent).gone == (gone,)
    assert '#~ msgstr "Гудок сегодня молчит."' in translate(folder, {}).read_text("utf-8")
    assert check(folder, "ru", folder.parent).gone == ()


def test_a_translation_that_cannot_be_read_is_told_with_its_place(folder: Path) -> None:
    keep_ids(folder)
    file = translate(folder, {"Walk out alone.": "Выйти {одному."})
    assert "1. Walk out alone." in turn_text(told(folder, "ru").turn)
    (found,) = check(folder, "ru", folder.parent).problems
    assert found.rule.id == "markup-syntax"
    line = file.read_text("utf-8").split("\n")[found.span.line - 1]
    assert found.span.file == "languages/ru.po"
    assert "Walk out alone" in line or "msgctxt" in line or "Выйти" in line


def test_a_translation_that_names_what_is_not_declared_is_told(folder: Path) -> None:
    keep_ids(folder)
    translate(folder, {"Walk out alone.": "Выйти {paranioa}."})
    (found,) = check(folder, "ru", folder.parent).problems
    assert found.rule.id == "unknown-name"
    assert "paranoia" in found.hint


@pytest.mark.parametrize("damage", ['msgid "', "nonsense", 'msgid ""\nmsgstr ""\n"x\n'])
def test_a_damaged_catalogue_leaves_the_story_as_it_is(folder: Path, damage: str) -> None:
    keep_ids(folder)
    translate(folder).write_text(damage, "utf-8")
    assert "The whistle" in turn_text(told(folder, "ru").turn)
    with pytest.raises(CatalogueProblem):
        read_translation(folder, "ru")


def test_a_language_that_is_none_is_refused(folder: Path) -> None:
    _, pot = template(folder, folder.parent)
    with pytest.raises(CatalogueProblem, match="no language"):
        updated(pot, None, "qqq-nowhere")


def test_without_side_files_lines_are_bound_by_what_they_say(folder: Path) -> None:
    translate(folder)
    assert "Гудок сегодня молчит." in turn_text(told(folder, "ru").turn)


def test_the_pseudo_language_says_everything_otherwise_and_means_the_same(folder: Path) -> None:
    played, plain = told(folder, PSEUDO.code), told(folder, "")
    for pick in ("stay", "street"):
        text = "\n".join(reading_text(played.turn))
        assert "whistle" not in text
        assert "«" in text
        assert played.take(pick).state == plain.take(pick).state
    assert played.turn.over


def test_facts_of_whom_a_name_means_decide_the_gender(folder: Path) -> None:
    edit(
        folder,
        "The street is empty.",
        "'{envoy''s gender: woman: She | man: He | otherwise: It} left.'",
    )
    played = told(folder, "")
    played.take("street")
    assert "She left." in "\n".join(reading_text(played.turn))


def test_all_lines_of_the_shipped_story_are_bound(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "story"
    shutil.copytree(shipped, tmp_path / "story")
    for campaign in (tmp_path / "story").iterdir():
        if (campaign / "campaign.yaml").is_file():
            _, files = bind(campaign, tmp_path / "story")
            assert files
            assert not [bound.file.name for bound in files if bound.changed]


def test_what_a_retelling_tells_is_checked_like_the_story(folder: Path) -> None:
    keep_ids(folder)
    translate(folder)
    translation = read_translation(folder, "ru")
    assert translation is not None
    retelling = Retelling(translation, read_ids(folder))
    loaded = load(folder, folder.parent, book=retelling)
    assert loaded.diagnostics == ()
    assert retelling.problems == []


def test_what_is_wrong_with_the_line_itself_is_told_in_every_language(folder: Path) -> None:
    keep_ids(folder)
    translate(folder)
    cache = folder.parent / "cache"
    edit(folder, "does not blow", "{if nonsense: does | otherwise: does not} blow")
    library = Library.open(folder.parent, folder.parent / "saves", cache)
    for code in ("ru", "", "xx"):
        library.speak(code)
        found = library.load(library.entries[0]).diagnostics
        assert [each.rule.id for each in found] == ["unknown-name"]


def test_a_story_counts_in_the_plurals_of_its_own_language(folder: Path) -> None:
    text = CAMPAIGN.replace("title: Boots", "title: Boots\nlanguage: ru").replace(
        "start: 1", "start: 3"
    )
    (folder / "campaign.yaml").write_text(text, "utf-8")
    edit(folder, "one: {grain} train waits |", "one: поезд | few: поезда |")
    assert "поезда" in turn_text(told(folder, "").turn)
