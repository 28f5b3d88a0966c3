"""What is told beside a paper is read beside it, whatever kind of paper it is."""

from pathlib import Path

import pytest

from game.engine.program import Program
from game.model.load import load_text
from game.screens.context import Context
from game.screens.picture import Picture, Size, Text
from game.screens.play import ALL, PlayScreen
from game.session.library import Library
from game.session.playthrough import Playthrough
from game.session.settings import Settings
from game.window.fonts import Fonts

PAPERS = {
    "document": "document: {form: handbill, words: BOOTS}",
    "newspaper": "newspaper: pravda\n    headline: Boots",
    "letter": "letter: {words: Boots.}",
}


@pytest.mark.parametrize("text_size", [100, 200])
@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_the_words_beside_a_paper_are_seen(
    paper: str, text_size: int, tmp_path: Path, assets: Path
) -> None:
    story = load_text(
        "campaign: c\nstart: here\nnewspapers:\n  pravda: {name: Pravda}\npassages:\n"
        f"  here:\n    text: She signs with a cross.\n    {paper}\n    next: out\n"
        "  out: {text: o, ending: E}\n"
    ).story
    assert story is not None
    settings = Settings(text_size=text_size)
    context = Context(Library(tmp_path, tmp_path, ()), settings, lambda: 1)
    screen = PlayScreen(context, Playthrough.begin(Program(story), 1), shown=ALL)
    picture: Picture = screen.view(Size(1280, 720), Fonts(assets))
    words = " ".join(shape.string for shape in picture.shapes if isinstance(shape, Text))
    assert "She signs with a cross." in " ".join(words.split())
