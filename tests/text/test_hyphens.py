"""Hyphens: those of pyphen itself, found without taking its dictionaries apart."""

from pathlib import Path

import pyphen
import pytest

from game.text.hyphens import LEFT, RIGHT, positions

WORDS = [
    *("hyphenation", "secretary", "investigation", "punctuality", "co-operation", "Übermut"),
    *("a", "an", "the", "расстрелянный", "председательствует", "съезд", "Ёлка"),
    *("электрификация", "Donaudampfschifffahrt", "omelette", "naïveté", "x1y2", "’tis"),
    "FORTHCOMING",
]


@pytest.mark.parametrize("language", ["en_GB", "en_US", "ru_RU", "fr", "de_DE", "hu_HU", "nl_NL"])
def test_hyphens_are_those_of_pyphen(language: str) -> None:
    own = pyphen.Pyphen(lang=language, left=LEFT, right=RIGHT)
    assert any(positions(word, language) for word in WORDS)
    for word in WORDS:
        assert positions(word, language) == tuple(map(int, own.positions(word))), word


def test_a_short_word_has_none() -> None:
    assert positions("", "en_GB") == positions("an", "en_GB") == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"UTF-8\nhy3ph\n% a remark\n",
        b"UTF-8\nhy3ph\nf1f/f=f,1,2\n",
        b"ISO8859-1\nhy3ph\n",
        b"UTF-8\nhy3\xff\n",
        b"UTF-8\n2\nhy3ph\n",
    ],
)
def test_an_unusual_dictionary_is_left_to_pyphen(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from game.text import hyphens

    path = tmp_path / "hyph_test.dic"
    path.write_bytes(data)
    monkeypatch.setitem(pyphen.LANGUAGES, "test", path)
    hyphens._patterns.cache_clear()
    assert hyphens._patterns("test") is None
    path.write_bytes(b"UTF-8\nLEFTHYPHENMIN 2\nhy3ph\nhe2n\nhena4\n")
    hyphens._patterns.cache_clear()
    patterns = hyphens._patterns("test")
    assert patterns is not None
    assert patterns.written == {"hyph": "hy3ph", "hen": "he2n", "hena": "hena4"}
    hyphens._patterns.cache_clear()
