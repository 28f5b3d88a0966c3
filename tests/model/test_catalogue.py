"""Catalogues read: what they say, and what is wrong with those that cannot be."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from game.model.catalogue import (
    CatalogueProblem,
    Language,
    fields,
    languages,
    read_catalogue,
)

SHIPPED = Path(__file__).parents[2] / "assets" / "languages"

HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""
WORDS = (
    HEADER
    + """\
msgid "Save"
msgstr "Garder"

#, fuzzy
msgid "Leave"
msgstr "Feuille"

msgid "Credits"
msgstr ""

msgid "{count} page"
msgid_plural "{count} pages"
msgstr[0] "{count} page"
msgstr[1] "{count} feuilles"

#~ msgid "Gone"
#~ msgstr "Parti"
"""
)


def kept(tmp_path: Path, words: str | bytes) -> Path:
    path = tmp_path / "fr" / "interface.po"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(words.encode() if isinstance(words, str) else words)
    return path


def problem(tmp_path: Path, words: str | bytes) -> str:
    path = kept(tmp_path, words)
    with pytest.raises(CatalogueProblem) as found:
        read_catalogue(path)
    return str(found.value).removeprefix(str(path))


def test_a_catalogue_has_its_words_and_its_rule(tmp_path: Path) -> None:
    read = read_catalogue(kept(tmp_path, WORDS))
    assert read.code == "fr"
    assert read.messages["Save"] == ("Garder",)
    assert read.messages["{count} page"] == ("{count} page", "{count} feuilles")
    assert [read.rule(count) for count in (0, 1, 2)] == [0, 0, 1]


def test_fuzzy_obsolete_and_untranslated_entries_are_not_used(tmp_path: Path) -> None:
    read = read_catalogue(kept(tmp_path, WORDS))
    assert set(read.messages) == {"Save", "{count} page"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (HEADER + 'msgid "Save"\n', ":6: cut short"),
        (HEADER + 'msgid "Save"\nmsgstr "Gar', ":7: neither a comment nor words"),
        (HEADER + "msgid Save\n", ":6: neither a comment nor words"),
        (HEADER + 'msgid "Save"\nmsgid "Leave"\n', ":7: msgid has no place here"),
        (HEADER + 'msgstr "Save"\nmsgstr "x"\nmsgfoo "y"\n', ":8: msgfoo has no place here"),
        ('"Save"\n', ":1: this has no place here"),
        ("", ":1: there is no entry"),
        ("# only a remark\n", ":1: there is no entry"),
        (WORDS.replace("(n > 1)", "n ! 1 ? x"), ":1: the rule of plurals"),
        (WORDS.replace("(n > 1)", "n"), ":1: the rule of plurals gives 2 a form beyond"),
        (WORDS.replace("(n > 1)", "1 / n"), ":1: the rule of plurals"),
        (WORDS.replace("nplurals=2", "nplurals=two"), ":1: the header"),
        (WORDS + '\nmsgid "{a}"\nmsgstr "{b}"\n', "{b} is no value of this message"),
        (WORDS + '\nmsgid "{a}"\nmsgstr "{a"\n', "its braces make no sense"),
        (WORDS + '\nmsgid "{a}"\nmsgstr "{a.b}"\n', "{a.b} is no value"),
        (WORDS + '\nmsgid "{a}"\nmsgstr "{a:>9999}"\n', "{a:>9999} is no value"),
        ((WORDS + '\nmsgid "Élan"\nmsgstr "x"\n').encode("latin-1"), ":24: this is not UTF-8"),
        (WORDS.encode("utf-16"), ":1: this is not UTF-8"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, words: str | bytes, said: str) -> None:
    assert said in problem(tmp_path, words)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(CatalogueProblem, match="cannot be read"):
        read_catalogue(tmp_path / "none.po")
    with pytest.raises(CatalogueProblem, match="cannot be read"):
        read_catalogue(tmp_path)


def test_damage_anywhere_gives_a_catalogue_or_a_problem(tmp_path: Path) -> None:
    whole = (SHIPPED / "ru" / "interface.po").read_bytes()
    chance = random.Random(7)
    told = 0
    for _ in range(60):
        data = bytearray(whole[: chance.randrange(len(whole))])
        for _ in range(chance.randrange(4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read_catalogue(kept(tmp_path, bytes(data)))
        except CatalogueProblem as found:
            told += 1
            assert ".po:" in str(found)
    assert told > 20


def test_the_languages_are_named_as_their_speakers_do(tmp_path: Path) -> None:
    for code in ("ru", "pt_BR", "zz"):
        (tmp_path / code).mkdir()
        (tmp_path / code / "interface.po").write_text("", "utf-8")
    (tmp_path / "empty").mkdir()
    assert languages(tmp_path) == (
        Language("pt_BR", "português (Brasil)"),
        Language("ru", "русский"),
        Language("zz", "zz"),
    )
    assert languages(tmp_path / "none") == ()


def test_the_shipped_russian_is_read_with_three_forms() -> None:
    russian = read_catalogue(SHIPPED / "ru" / "interface.po")
    forms = russian.messages["{count} page"]
    said = [forms[russian.rule(count)].format(count=count) for count in (1, 3, 5, 11, 21, 112)]
    assert said == [
        "1 страница",
        "3 страницы",
        "5 страниц",
        "11 страниц",
        "21 страница",
        "112 страниц",
    ]


def test_who_plays_in_english_does_not_wait_for_babel() -> None:
    code = (
        "import sys; from pathlib import Path; from game.session import languages, settings;"
        "import game.screens.opening, tools.play;"
        f"languages.apply(settings.Settings(), Path({str(SHIPPED.parent)!r}));"
        "print('babel' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_fields_of_a_message_are_its_placeholders() -> None:
    assert fields("{count} of {all:02}") == {"{count}", "{all:02}"}
    assert fields("none") == frozenset()
