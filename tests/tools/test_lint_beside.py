"""Rules of what lies beside a campaign: portraits, translations, ids of lines, its own words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from game.diagnostics.diagnostic import Diagnostic
from game.model.load import load
from tools.ids import bind, write
from tools.lint import lint, spelling
from tools.lint.rules.glyph_missing import COMMON
from tools.text import template, updated

ROOT = Path(__file__).parents[2]
PNG = (ROOT / "assets" / "icon.png").read_bytes()
FACES = ("neutral", "stern", "angry", "afraid", "pleased", "grieving")

STORY = """\
campaign: a
start: gate
cast:
  elsa: {name: Elsa Brandt}
passages:
  gate: {text: 'ELSA: The door shuts at {paranoia}.', next: home}
  home: {text: Home., ending: Home}
"""


class Place:
    """A campaign in a folder, with assets of its own."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "story"
        self.folder = self.root / "a"
        self.assets = folder / "assets"
        self.portraits = self.assets / "portraits" / "a"
        self.folder.mkdir(parents=True)
        (self.folder / "campaign.yaml").write_text(STORY, "utf-8")

    def draw(self) -> None:
        self.portraits.mkdir(parents=True, exist_ok=True)
        for face in FACES:
            (self.portraits / f"elsa-{face}.png").write_bytes(PNG)
            (self.portraits / f"elsa-{face}-small.png").write_bytes(PNG)

    def edit(self, old: str, new: str) -> None:
        file = self.folder / "campaign.yaml"
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    def translate(self) -> Path:
        _, pot = template(self.folder, self.root)
        po = updated(pot, None, "ru")
        for text in ("The door shuts at {paranoia}.", "Home.", "Home", "Elsa Brandt", "ELSA", "a"):
            po = po.replace(f'msgid "{text}"\nmsgstr ""', f'msgid "{text}"\nmsgstr "ru {text}"')
        file = self.folder / "languages" / "ru.po"
        file.parent.mkdir(exist_ok=True)
        file.write_text(po, "utf-8")
        return file

    def found(self) -> list[Diagnostic]:
        loaded = load(self.folder, self.root)
        assert loaded.story is not None, loaded.diagnostics
        return lint(loaded, self.assets, folder=self.folder, root=self.root)

    def told(self) -> list[str]:
        return [f"{each.span.file}:{each.span.line} {each.rule.id}" for each in self.found()]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_nothing_beside_is_nothing_told(place: Place) -> None:
    assert place.told() == []


# Portraits


def test_what_is_drawn_is_not_missing(place: Place) -> None:
    place.draw()
    assert place.told() == []


def test_a_portrait_that_lacks_is_told_of(place: Place) -> None:
    place.draw()
    (place.portraits / "elsa-angry.png").unlink()
    assert place.told() == ["a/campaign.yaml:4 missing-asset"]


def test_a_portrait_of_nobody_is_told_of(place: Place) -> None:
    place.draw()
    for face in FACES:
        (place.portraits / f"elza.old-{face}.png").write_bytes(PNG)
    (found,) = place.found()
    assert found.rule.id == "unused-asset"
    assert found.message == '6 pictures of "elza", who is not in the cast'
    assert found.hint == 'did you mean "elsa"?'


@pytest.mark.parametrize(
    ("content", "fault"),
    [(b"", "is empty"), (b"GIF89a" * 9, "is no PNG"), (PNG[:-9], "is cut off"), (PNG[:30], "cut")],
)
def test_a_portrait_that_is_none_is_told_of(place: Place, content: bytes, fault: str) -> None:
    place.draw()
    (place.portraits / "elsa-angry.png").write_bytes(content)
    (found,) = place.found()
    assert (found.rule.id, found.span.line) == ("unreadable-asset", 4)
    assert fault in found.message


# Translations and ids


def test_a_whole_translation_is_not_told_of(place: Place) -> None:
    place.translate()
    assert place.told() == []


def test_a_line_that_is_not_translated_is_told_of(place: Place) -> None:
    file = place.translate()
    file.write_text(file.read_text("utf-8").replace('msgstr "ru Home."', 'msgstr ""'), "utf-8")
    (found,) = place.found()
    assert (found.rule.id, found.span.file) == ("translation-missing", "a/languages/ru.po")
    assert found.message.startswith("1 line of ")
    assert found.details[0].startswith("home.")


def test_a_line_edited_since_is_told_of(place: Place) -> None:
    for bound in bind(place.folder, place.root)[1]:
        write(bound)
    place.translate()
    place.edit("The door shuts at", "The door closes at")
    for bound in bind(place.folder, place.root)[1]:
        write(bound)
    assert [each.rule.id for each in place.found()] == ["translation-stale"]


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        (lambda text: text + 'msgid "cut', 0),
        (lambda text: text.replace("ru The door shuts at {paranoia}.", "{if paranoia > : x}"), 0),
        (lambda text: "", 1),
    ],
    ids=["cut", "notation", "empty"],
)
def test_a_catalogue_that_cannot_be_read_is_told_of(
    place: Place, damage: Callable[[str], str], line: int
) -> None:
    file = place.translate()
    file.write_text(damage(file.read_text("utf-8")), "utf-8")
    found = [each for each in place.found() if each.rule.id == "translation-unreadable"]
    assert found
    assert all(each.span.file == "a/languages/ru.po" for each in found)
    assert all(each.span.line == line or (not line and each.span.line > 1) for each in found)


def test_a_value_that_a_translation_loses_is_told_of(place: Place) -> None:
    file = place.translate()
    text = file.read_text("utf-8").replace("ru The door shuts at {paranoia}.", "ru Дверь.")
    file.write_text(text, "utf-8")
    (found,) = place.found()
    assert found.rule.id == "placeholder-lost"
    assert found.message == "the translation leaves out {paranoia}"
    shown = text.split("\n")
    assert "Дверь" in "".join(shown[found.span.line - 1 : found.span.line + 3])


def test_a_line_without_an_id_is_told_of_where_ids_are_kept(place: Place) -> None:
    place.edit("text: Home.", "text: Home again.")
    assert place.told() == []
    for bound in bind(place.folder, place.root)[1]:
        write(bound)
    assert place.told() == []
    place.edit("Home again.", "Nobody is there.")
    assert place.told() == ["a/campaign.ids.yaml:1 line-without-id"]


def test_of_a_campaign_in_one_file_only_its_own_are_looked_at(place: Place) -> None:
    (place.folder / "other").mkdir()
    (place.folder / "other" / "b.ids.yaml").write_text("{}\n", "utf-8")
    (place.folder / "words.txt").write_text("makhorka\n", "utf-8")
    file = place.folder / "campaign.yaml"
    place.edit("text: Home.", "text: They smoke makhorka.")
    assert lint(load(file), place.assets, folder=file, root=file.parent) == []


# Words


def test_a_word_of_the_story_s_own_is_known(place: Place) -> None:
    place.edit("text: Home.", "text: They smoke makhorkaa.")
    (found,) = place.found()
    assert found.rule.id == "spelling"
    assert found.message == '"makhorkaa" is in no dictionary'
    place.edit("makhorkaa", "makhorka in a bast-shooz")
    assert len(place.found()) == 2
    words = "# smoked in newspaper\nMakhorka\nbast-shooz  # sic\n"
    (place.folder / "words.txt").write_text(words, "utf-8")
    assert place.told() == []


def test_a_list_of_words_that_is_no_text_is_told_of(place: Place) -> None:
    (place.folder / "words.txt").write_bytes(b"makhorka\n\xff\xfe")
    assert place.told() == ["a/words.txt:1 word-list-unreadable"]
    (place.folder / "words.txt").unlink()
    (place.folder / "words.txt").mkdir()
    assert place.told() == ["a/words.txt:1 word-list-unreadable"]


def test_a_name_that_is_nearly_somebody_s_is_told_of(place: Place) -> None:
    place.edit(
        "text: Home.",
        "text: 'You wait for Brandt, in Brandt’s chair. Brandtt sits.'",
    )
    told = [(each.message, each.hint) for each in place.found()]
    assert told == [
        ('"Brandtt" is in no dictionary', 'did you mean "Brandt"?'),
    ]


RIGHT = (
    "colour|Organised theatre|the rouble’s fall|O’Neill|1920s|half-open|pp|kopecks’|don’t|XIV|USSR"
)


@pytest.mark.parametrize("words", [*RIGHT.split("|"), "rock ’n’ roll"])
def test_what_is_right_is_not_told_of(place: Place, words: str) -> None:
    place.edit("text: Home.", f"text: It is {words}.")
    assert place.told() == []


@pytest.mark.parametrize(
    "word", ["recieve", "seperate", "untill", "goverment", "wierd", "stairwel"]
)
def test_what_is_often_wrong_is_told_of(place: Place, word: str) -> None:
    place.edit("text: Home.", f"text: It is {word}.")
    assert [each.rule.id for each in place.found()] == ["spelling"]


def test_without_a_dictionary_nothing_is_told(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.edit("text: Home.", "text: They recieve it.")
    assert len(place.found()) == 1
    monkeypatch.setattr(spelling, "_spec", lambda: None)
    spelling._dictionary.cache_clear()
    try:
        assert place.told() == []
        assert not spelling.installed()
    finally:
        spelling._dictionary.cache_clear()


def test_a_language_without_a_dictionary_is_not_spelt(place: Place) -> None:
    place.edit("start: gate", "start: gate\nlanguage: ka")
    place.edit("text: Home.", "text: They recieve it.")
    assert place.told() == []


def test_the_faces_draw_the_signs_that_are_taken_to_be_drawn() -> None:
    from game.window.fonts import Fonts

    fonts = Fonts(ROOT / "assets")
    assert [sign for sign in sorted(COMMON) if sign != "\n" and not fonts.draws(sign)] == []
    assert not fonts.draws("⌘")
