"""The page of the story map in a real browser: seen, searched, and gone about in by hand."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bench.generated import generated
from tests.tools.browser import MISSING, Page, browser, executable

pytest.importorskip("igraph", reason="igraph, which the map is laid out with, is missing")

from tests.tools.test_storymap import ASSETS, MEASURE, surveyed
from tools.storymap.page import html
from tools.storymap.plan import plan

pytestmark = pytest.mark.skipif(executable() is None, reason=MISSING)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("maps")
    (folder / "small.html").write_text(html(plan(surveyed(), MEASURE), ASSETS), "utf-8")
    large = plan(surveyed(generated(2000)), MEASURE)
    (folder / "large.html").write_text(html(large, ASSETS), "utf-8")
    return folder


@pytest.fixture(scope="module")
def window() -> Iterator[Page]:
    with browser() as page:
        yield page


@pytest.fixture
def small(window: Page, folder: Path) -> Iterator[Page]:
    window.open(folder / "small.html", 1280, 720)
    yield window
    assert window.errors == []
    assert {address.partition(":")[0] for address in window.asked} <= {"file", "data"}


def state(page: Page) -> Any:
    page.settled()
    return page.js("storyMap.state")


def place(page: Page, passage: str) -> tuple[float, float]:
    """Where a passage is in the window."""
    x, y = page.js(f"storyMap.place({json.dumps(passage)})")
    left, top = page.js("(r => [r.x, r.y])(document.getElementById('map').getBoundingClientRect())")
    return left + x, top + y


def text(page: Page, selector: str) -> str:
    words = page.js(f"document.querySelector({json.dumps(selector)}).innerText")
    assert isinstance(words, str)
    return words


def seen(page: Page, selector: str) -> bool:
    return bool(page.js(f"document.querySelector('{selector}').checkVisibility()"))


def test_something_is_drawn_and_nothing_else_is_asked_for(small: Page, tmp_path: Path) -> None:
    assert len(small.shot(tmp_path / "map.png")) > 20_000
    assert not seen(small, "aside") and not seen(small, ".print")
    fonts = "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
    assert "PT Serif" in " ".join(small.js(fonts))


def test_the_wheel_changes_the_size_where_it_points_and_a_drag_moves(small: Page) -> None:
    x, y = place(small, "paper")
    before = state(small)
    small.mouse("mouseWheel", x, y, deltaX=0, deltaY=-200)
    after = state(small)
    assert after["k"] > before["k"] * 1.2
    assert place(small, "paper") == pytest.approx((x, y), abs=1)
    small.mouse("mousePressed", 600, 600, button="left", clickCount=1)
    for step in range(5):
        small.mouse("mouseMoved", 600 - 20 * step, 600 - 10 * step, button="left")
    small.mouse("mouseReleased", 520, 560, button="left", clickCount=1)
    assert place(small, "paper") == pytest.approx((x - 80, y - 40), abs=1)
    assert state(small)["chosen"] is None


def test_a_click_tells_all_of_a_passage(small: Page) -> None:
    small.click(*place(small, "here"))
    assert state(small)["chosen"] == "here"
    told = text(small, "aside")
    for words in (
        "A <door>. You cannot see it.",
        "story.yaml:13",
        "“Wait.”",
        "if paranoia >= 60",
        "does paranoia +5, set lit",
        "later, when lit",
        "{if it is dark: You cannot see it | otherwise: Oak}",
    ):
        assert words in told
    assert "COME TO FROM" in told.upper() and "nobody" in told
    assert small.js("location.hash") == "#here"
    small.click_on("aside .led")
    assert state(small)["chosen"] == "paper"
    small.click_on("aside .close")
    assert state(small)["chosen"] is None and not seen(small, "aside")


def test_findings_are_told_and_shown_alone(small: Page) -> None:
    small.click_on("#findings")
    assert state(small)["matching"] == 1
    assert "unreachable-passage" in text(small, "#results")
    small.click_on("#results button")
    assert state(small)["chosen"] == "nobody"
    assert "nothing leads to" in text(small, "aside .finding")


def test_a_name_shows_who_reads_and_who_changes_it(small: Page) -> None:
    change = "e => { e.value = 'lit'; e.dispatchEvent(new Event('change')) }"
    small.js(f"({change})(document.getElementById('name'))")
    assert state(small)["matching"] == 2
    told = text(small, "#results")
    assert "here · reads · changes" in told and "a-cat · reads" in told


def test_a_chapter_is_gone_to(small: Page) -> None:
    before = state(small)
    change = "e => { e.value = 'two'; e.dispatchEvent(new Event('change')) }"
    small.js(f"({change})(document.getElementById('chapter'))")
    after = state(small)
    assert after["matching"] == 2 and after["y"] > before["y"]
    x, y = place(small, "far")
    assert 270 < x < 1280 and 52 < y < 720


def test_it_is_all_done_by_keys(small: Page) -> None:
    small.key("/")
    small.type("lamp")
    assert state(small)["matching"] == 1
    small.key("Enter")
    assert state(small)["chosen"] == "paper"
    small.key("Escape")
    assert state(small)["chosen"] is None
    small.key("Escape")
    assert state(small)["matching"] is None
    before = state(small)
    for key in ("+", "+", "-"):
        small.key(key)
    assert state(small)["k"] == pytest.approx(before["k"] * 1.25)
    small.key("ArrowRight")
    assert state(small)["x"] > before["x"]
    small.key("0")
    whole = state(small)
    for passage in ("here", "a-cat", "end"):
        x, y = place(small, passage)
        assert 270 < x < 1280 and 52 < y < 720, whole
    small.key("n")
    assert state(small)["chosen"] == "nobody"
    small.key("]")
    assert state(small)["chosen"] == "a-cat"
    small.key("f")
    assert state(small)["matching"] == 1


def test_an_address_with_a_passage_opens_it(window: Page, folder: Path) -> None:
    window.open(folder / "small.html", 1280, 720)
    window.js("location.hash = '#end'; 1")
    window._loaded = False
    window.send("Page.reload")
    while not window._loaded:
        window._next()
    assert state(window)["chosen"] == "end"
    assert "The end of it" in text(window, "aside")


def test_what_is_printed_is_the_picture(small: Page) -> None:
    small.send("Emulation.setEmulatedMedia", media="print")
    try:
        assert seen(small, ".print svg")
        assert not seen(small, "#map") and not seen(small, "header")
    finally:
        small.send("Emulation.setEmulatedMedia", media="")
    assert len(small.send("Page.printToPDF", printBackground=True)["data"]) > 5_000


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (800, 600)])
def test_nothing_of_the_page_is_cut_off(window: Page, folder: Path, size: tuple[int, int]) -> None:
    window.open(folder / "small.html", *size)
    window.click(*place(window, "here"))
    window.settled()
    over = """[...document.querySelectorAll('header, nav, canvas, aside, nav > *, .zoom > *')]
        .filter(e => { const r = e.getBoundingClientRect();
            return r.right > innerWidth + 1 || r.bottom > innerHeight + 1 || r.x < -1 || r.y < -1 })
        .map(e => e.tagName + '#' + e.id)"""
    assert window.js(over) == []
    assert window.js("document.documentElement.scrollWidth") <= size[0]
    assert state(window)["wide"] > 250


def test_two_thousand_passages_move_fluidly(window: Page, folder: Path) -> None:
    """A frame of the whole map, the slowest there is, takes less than a tenth of a second."""
    window.open(folder / "large.html", 1920, 1080)
    timed = """(() => { const times = [];
        for (let i = 0; i < 15; i++) { const t = performance.now(); storyMap.draw();
            times.push(performance.now() - t) }
        return times.sort((a, b) => a - b)[7] })()"""
    near = window.js(timed)
    window.key("0")
    window.settled()
    assert max(near, window.js(timed)) < 100
    window.key("/")
    window.type("p1999")
    window.key("Enter")
    assert state(window)["chosen"] == "p1999"
    assert window.errors == []
