"""A finding played again in a real window: what is wrong, then the page, and a game like any."""

import json
from pathlib import Path

import pytest

from game.session.library import Library
from game.session.playthrough import ADVANCE, Playthrough
from game.session.saves import AUTOSAVE
from game.session.witness import About, Witness, write_witness
from tests.window import xwindow

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(not xwindow.available(), reason="Xvfb is not installed"),
]
ROOT = Path(__file__).resolve().parents[2]


def test_a_finding_opens_is_undone_and_is_kept_only_where_it_is_saved(tmp_path: Path) -> None:
    saves = tmp_path / "saves"
    saves.mkdir()
    settings = {"notice": True, "text_speed": "at once"}
    (saves / "settings.json").write_text(json.dumps(settings), "utf-8")
    library = Library.open(ROOT / "story", saves)
    program = library.program(library.entries[0])
    assert program is not None
    played = Playthrough.begin(program, 3)
    for _ in range(5):
        offers: list[str] = [offer.id for offer in played.turn.offers if offer.open]
        played.take(offers[0] if offers else ADVANCE)
    file = tmp_path / "found.json"
    write_witness(file, Witness.of(played, About("dead-end", "this leads nowhere")))

    with xwindow.game(saves, "--replay", str(file)) as window:
        told = window.settled()
        window.key("Return")
        page = window.settled(unlike=told)
        window.key("u")
        undone = window.settled(unlike=page)
        window.key("s")
        cards = window.settled(unlike=undone)
        window.key("Return")
        window.settled(unlike=cards)
    shelf = Library.open(ROOT / "story", saves).shelf(program.story.id)
    assert shelf.slot(AUTOSAVE).empty
    kept = [slot.save for slot in shelf.slots() if slot.save is not None]
    assert [save.picks for save in kept] == [tuple(played.picks[:-1])]
    assert not (shelf.folder / "chronicle").exists()
