"""Front pages: made up whole whatever is missing, marked by the censor, seen closer, told plain."""

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from game.engine.calendar import old_style, weekday
from game.engine.program import Program
from game.engine.prose import Column, FrontPage, Line, Proof, Table, Word, Words
from game.engine.transcript import front_page_text, page_date, proof_text
from game.model.load import load_text
from game.model.story import CharacterId
from game.screens.closer import LEVELS, MOST_PIXELS, CloserScreen
from game.screens.context import Context
from game.screens.faces import flips
from game.screens.forme import WIDTH, Forme, Group, Place, issue_number
from game.screens.front_page import front_page
from game.screens.intent import (
    Accept,
    Back,
    Command,
    Direction,
    Drag,
    Edge,
    Move,
    Page,
    Scroll,
    Zoom,
)
from game.screens.layout import dictionary
from game.screens.picture import Clip, Leaf, Metrics, Photograph, Picture, Rect, Size, Text
from game.screens.play import ALL, PlayScreen
from game.screens.proof import boxes, marked
from game.screens.screen import Pop, Push
from game.screens.shift import enlarged, shifted
from game.session.library import Library
from game.session.playthrough import Playthrough
from game.session.settings import Settings
from game.window.fonts import Fonts
from tests.screens.inside import texts_inside
from tools.shots import staged

PAGES = Path("tools/specimen/front-pages.yaml")
ENGLISH = (
    "comrade", "resolution", "the", "of", "and", "which", "has", "not", "been", "reported",
    "unmasked", "a", "bread", "in", "by", "Soviet", "responsibility", "horse", "eight", "o’clock",
)  # fmt: skip
RUSSIAN = (
    "товарищ", "постановление", "и", "в", "не", "хлеб", "выполнено", "самокритика", "завод", "о",
)  # fmt: skip
LONG = ("Glavsnabprodarmovtorgkomandirovka", "непротивопоставлениедостопримечательностей")


@pytest.fixture(scope="module")
def metrics(assets: Path) -> Metrics:
    return Fonts(assets)


@pytest.fixture
def screen(tmp_path: Path) -> PlayScreen:
    story = load_text(PAGES.read_text("utf-8")).story
    assert story is not None
    context = Context(Library(tmp_path, tmp_path, ()), Settings(still=True), lambda: 1)
    return PlayScreen(context, Playthrough.begin(Program(story), 1), shown=ALL)


# Made up


def words(text: str) -> Words:
    return (Word(text),) if text else ()


def line(text: str) -> Line:
    return Line(None, "", "", "", "", False, words(text))


def random_page(dice: random.Random) -> FrontPage:
    """A page of which any part may be missing, of any length."""
    of: tuple[str, ...] = dice.choice((ENGLISH, RUSSIAN))

    def text(*lengths: int) -> str:
        count = dice.choice(lengths)
        pool = of + (LONG if dice.random() < 0.1 else ())
        return " ".join(dice.choice(pool) for _ in range(count)).capitalize()

    def lines(*lengths: int) -> tuple[Line, ...]:
        return tuple(line(text(*lengths)) for _ in range(dice.choice((0, 1, 1, 2, 4))))

    def column() -> Column | None:
        each = Column(words(text(0, 2, 6)), lines(1, 12, 60))
        return each if each.title or each.lines else None

    def table() -> Table | None:
        rows = tuple((words(text(1, 3)), words(text(1))) for _ in range(dice.choice((0, 2, 7))))
        each = Table(words(text(0, 3)), rows, words(text(0, 4)))
        return each if each.title or each.rows or each.note else None

    def maybe(value: Column | Table | None) -> Column | Table | None:
        return value if dice.random() < 0.6 else None

    editorial, decree, ear, figures = maybe(column()), maybe(column()), maybe(table()), table()
    assert not isinstance(editorial, Table) and not isinstance(decree, Table)
    assert not isinstance(ear, Column)
    columns = (column() for _ in range(dice.choice((0, 1, 3, 6, 12))))
    group = tuple(CharacterId(f"p{n}") for n in range(dice.choice((0, 0, 1, 3, 6))))
    return FrontPage(
        text(1, 2, 5),
        text(0, 5),
        text(0, 1),
        text(0, 2),
        words(text(1, 3, 8, 60)),
        words(text(0, 8, 30)),
        lines(1, 20, 90),
        group,
        words(text(0, 10, 30)) if group else (),
        tuple(each for each in columns if each),
        (),
        words(text(0, 6, 14)),
        ear,
        words(text(0, 4, 20)),
        editorial,
        decree,
        figures if dice.random() < 0.5 else None,
        mourning=dice.random() < 0.2,
        old_style=dice.random() < 0.2,
    )


def composed(page: FrontPage, unit: float, metrics: Metrics) -> tuple[Forme, float]:
    date = "1917-11-08"
    group = Group(tuple("x" for _ in page.group), tuple(False for _ in page.group))
    forme = Forme(page, date, group, dictionary("ru"), unit, metrics)
    return forme, forme.compose()


def box_of(text: Text, metrics: Metrics) -> Rect:
    """What a run covers: its capitals, from edge to edge."""
    wide = metrics.width(text.string, text.face, text.size, text.track) - text.track
    left = text.x - {"left": 0.0, "centre": wide / 2, "right": wide}[text.anchor]
    cap = metrics.cap_height(text.face, text.size)
    return Rect(left, text.y - cap, wide, cap)


def overlaps(forme: Forme, metrics: Metrics) -> Iterator[str]:
    texts = [shape for shape in forme.shapes if isinstance(shape, Text) and shape.string.strip()]
    placed = sorted(
        ((box_of(text, metrics).inset(0.8), text) for text in texts), key=lambda each: each[0].y
    )
    for number, (box, text) in enumerate(placed):
        for other, following in placed[number + 1 :]:
            if other.y >= box.bottom:
                break
            # A mark that hangs outside its line may touch the gutter, and no more.
            hang = text.size * 0.4
            if box.x < other.right - hang and other.x < box.right - hang:
                yield f"{text.string!r} over {following.string!r}"


@pytest.mark.parametrize("seed", range(24))
def test_no_words_leave_the_sheet_or_lie_over_others(seed: int, metrics: Metrics) -> None:
    dice = random.Random(seed)
    for _ in range(3):
        page = random_page(dice)
        unit = dice.choice((0.75, 1.0, 1.5))
        forme, height = composed(page, unit, metrics)
        for shape in forme.shapes:
            if isinstance(shape, Text) and shape.string.strip():
                box = box_of(shape, metrics)
                inside = box.x > 4 and box.right < WIDTH * unit - 4
                assert inside and box.y > 4 and shape.y < height - 4, (shape, page)
        assert not list(overlaps(forme, metrics)), page


@pytest.mark.parametrize("seed", range(100, 112))
def test_every_part_has_a_place_that_holds_its_words(seed: int, metrics: Metrics) -> None:
    page = random_page(random.Random(seed))
    forme, _ = composed(page, 1.0, metrics)
    wanted = {("headline", 0), *(("column", number) for number in range(len(page.columns)))}
    parts: dict[str, object] = {
        "deck": page.deck,
        "lead": page.lead,
        "picture": page.group,
        "editorial": page.editorial,
        "decree": page.decree,
        "figures": page.figures,
        "ear": page.ear,
        "slogan": page.slogan,
    }
    wanted |= {(name, 0) for name, part in parts.items() if part}
    found = [(place.part, place.number) for place in forme.places]
    assert wanted <= set(found) <= wanted | {("masthead", 0), ("caption", 0)}
    assert len(found) == len(set(found))
    for place in forme.places:
        for shape in place.shapes:
            if isinstance(shape, Text) and shape.string.strip():
                box = box_of(shape, metrics)
                assert place.rect.x - 8 <= box.x and box.right <= place.rect.right + 8, place.part
                assert place.rect.y - 8 <= box.y and box.bottom <= place.rect.bottom + 8, place.part


def test_a_page_of_nothing_but_a_headline_is_filled_by_it(metrics: Metrics) -> None:
    page = FrontPage("Extra", "", "", "", words("Pulkovo Is Ours"), (), (), (), (), (), ())
    forme, height = composed(page, 1.0, metrics)
    (place,) = (place for place in forme.places if place.part == "headline")
    assert place.rect.h > height * 0.4


def test_the_words_of_a_page_are_broken_in_its_own_language(metrics: Metrics) -> None:
    text = " ".join(["достопримечательность"] * 40)
    page = FrontPage("Pravda", "", "", "", words("Н"), (), (line(text),), (), (), (), ())
    columns = tuple(Column(words("Т"), (line(text),)) for _ in range(4))
    page = attrs.evolve(page, columns=columns)
    with_hyphens = Forme(page, "", Group((), ()), dictionary("ru"), 1.0, metrics)
    with_hyphens.compose()
    assert any(isinstance(s, Text) and s.string.endswith("-") for s in with_hyphens.shapes)


def test_a_sheet_is_the_same_at_every_size_it_is_seen_at(
    screen: PlayScreen, metrics: Metrics
) -> None:
    turn = screen.playthrough.turn
    page = turn.front_page
    assert page is not None
    lying, closer = (front_page(page, turn, 1.0, metrics, zoom=zoom) for zoom in (1.0, 2.4))

    def strings(sheet: tuple[object, ...]) -> list[str]:
        return [shape.string for shape in sheet if isinstance(shape, Text)]

    assert strings(lying.shapes) == strings(closer.shapes)
    assert front_page(page, turn, 1.0, metrics).shapes is lying.shapes
    assert closer.width == pytest.approx(lying.width * 2.4)
    headline, larger = lying.place("headline"), closer.place("headline")
    assert headline is not None and larger is not None
    assert larger.rect.y == pytest.approx(headline.rect.y * 2.4)


# The censor


def proof_of(
    bars: tuple[str, ...] = (), strikes: tuple[str, ...] = (), lifted: tuple[str, ...] = ()
) -> Proof:
    return Proof(bars, strikes, lifted, (), (), ())


def struck(page: FrontPage, proof: Proof, metrics: Metrics) -> tuple[Forme, tuple[object, ...]]:
    forme, height = composed(page, 1.0, metrics)
    sheet = Rect(0, 0, WIDTH, height)
    shapes = marked(tuple(forme.shapes), tuple(forme.places), page, proof, sheet, 1.0, metrics)
    return forme, shapes


def test_words_are_found_across_lines_hyphens_and_capitals(metrics: Metrics) -> None:
    runs = [
        Text(0, 20, "He named the re-", "news", 14, (0, 0, 0)),
        Text(0, 40, "serve Centre, twice", "news", 14, (0, 0, 0)),
    ]
    first, second = boxes("reserve centre", runs, metrics)
    assert first.right == pytest.approx(metrics.width("He named the re", "news", 14), abs=1)
    assert second.x == 0
    assert second.right == pytest.approx(metrics.width("serve Centre", "news", 14), abs=1)
    assert first.y < 20 < first.bottom and second.y < 40 < second.bottom
    assert not boxes("serve", runs[1:], metrics) or boxes("serve", runs[1:], metrics)[0].x == 0
    assert not boxes("wice", runs, metrics), "a part of a word is no word"
    assert not boxes("…", runs, metrics)


def test_a_lifted_column_is_gone_and_the_rest_stays(metrics: Metrics) -> None:
    columns = (Column(words("Bread"), (line("None."),)), Column(words("Boots"), (line("Two."),)))
    page = FrontPage("P", "", "", "", words("H"), (), (line("L"),), (), (), columns, ())
    _, shapes = struck(page, proof_of(lifted=("bread",)), metrics)
    left = [shape.string for shape in shapes if isinstance(shape, Text)]
    assert "Bread" not in left and "None." not in left
    assert "Boots" in left and "Two." in left
    assert len(shapes) > len(left)


def test_bars_and_strikes_lie_on_their_words(metrics: Metrics) -> None:
    page = FrontPage("P", "", "", "", words("Kirov Lives"), (), (), (), (), (), ())
    forme, clean = struck(page, proof_of(), metrics)
    assert list(clean) == forme.shapes
    _, barred = struck(page, proof_of(bars=("Kirov",)), metrics)
    _, pencilled = struck(page, proof_of(strikes=("lives",)), metrics)
    assert len(barred) > len(clean) and len(pencilled) > len(clean)


def test_the_proof_is_told_in_words_and_only_when_asked(screen: PlayScreen) -> None:
    turn = screen.playthrough.turn
    page = turn.front_page
    assert page is not None
    told = "\n".join(proof_text(page, turn.program.story))
    assert "Painted over: “Trotsky”" in told
    assert "Struck out: “were retaken”" in told
    assert "Lifted: “Letters from Working People”" in told
    assert "Name removed" in told and "Uritsky" not in told
    assert "Not passed for press" in told
    official = "\n".join(front_page_text(page, turn.date))
    assert "Struck out" not in official
    for part in (
        "Organ of the Petrograd Soviet",
        "Rye, wagons 4",
        "A Trench Is Also",
        "Spades 38%",
    ):
        assert part in official
    assert "PETROGRAD SHALL NOT BE SURRENDERED" in official


def test_a_page_without_a_censor_has_no_proof(screen: PlayScreen, metrics: Metrics) -> None:
    screen.handle(Accept())
    turn = screen.playthrough.turn
    page = turn.front_page
    assert page is not None and page.proof is None
    assert not list(proof_text(page, turn.program.story))
    before = screen.view(Size(1280, 720), metrics)
    screen.handle(Command("p"))
    assert screen.view(Size(1280, 720), metrics) == before


def test_p_lays_the_proof_there_and_the_next_page_is_as_printed(
    screen: PlayScreen, metrics: Metrics
) -> None:
    size = Size(1280, 720)

    def photo(picture: Picture) -> tuple[str, ...]:
        (leaf,) = (s for s in inside(picture.shapes) if isinstance(s, Leaf))
        (photograph,) = (s for s in leaf.shapes if isinstance(s, Photograph))
        return photograph.plates

    printed = screen.view(size, metrics)
    assert all(photo(printed))
    screen.handle(Command("p"))
    proof = screen.view(size, metrics)
    assert photo(proof)[-1] == "" and all(photo(proof)[:-1])
    assert any("Painted over" in shape.string for shape in texts(proof))
    screen.handle(Command("p"))
    assert screen.view(size, metrics) == printed
    screen.handle(Command("p"))
    while screen.playthrough.turn.passage.id == "everything":
        screen.handle(Accept())
        screen.view(size, metrics)
    assert not screen.proof


def inside(shapes: tuple[object, ...]) -> Iterator[object]:
    for shape in shapes:
        yield shape
        if isinstance(shape, Clip):
            yield from inside(shape.shapes)


def texts(picture: Picture) -> list[Text]:
    return [shape for shape in inside(picture.shapes) if isinstance(shape, Text)]


# The slip


@pytest.mark.parametrize("text_size", [100, 150, 200])
@pytest.mark.parametrize("size", [Size(960, 540), Size(1280, 720), Size(2560, 1080)], ids=str)
def test_all_words_of_a_long_slip_can_be_read_in_pages(
    screen: PlayScreen, size: Size, text_size: int, metrics: Metrics
) -> None:
    screen.context.settings = attrs.evolve(screen.context.settings, text_size=text_size)
    page = screen.playthrough.turn.front_page
    assert page is not None
    read = ""
    for _ in range(30):
        picture = screen.view(size, metrics)
        assert not texts_inside(picture, size, metrics) or text_size > 100
        read += " ".join(shape.string for shape in texts(picture)) + " "
        before = screen.overleaf
        screen.handle(Move(Direction.RIGHT))
        if screen.overleaf == before:
            break
    seen = " ".join(read.split())
    for paragraph in page.lead:
        for word in "".join(each.text for each in paragraph.words).split():
            assert word in seen


def test_reading_on_turns_the_slip_before_the_page(screen: PlayScreen, metrics: Metrics) -> None:
    screen.context.settings = attrs.evolve(screen.context.settings, text_size=200)
    size = Size(1280, 720)
    screen.view(size, metrics)
    passages: list[str] = []
    for _ in range(12):
        passages.append(screen.playthrough.turn.passage.id)
        screen.handle(Accept())
        screen.view(size, metrics)
        if passages[-1] != "everything":
            break
    assert passages.count("everything") > 2


# Looking closer


def closer(screen: PlayScreen, metrics: Metrics) -> CloserScreen:
    screen.view(Size(1280, 720), metrics)
    pushed = screen.handle(Command("z"))
    assert isinstance(pushed, Push) and isinstance(pushed.screen, CloserScreen)
    pushed.screen.view(Size(1280, 720), metrics)
    return pushed.screen


def leaf_of(screen: CloserScreen, metrics: Metrics) -> Leaf:
    picture = screen.view(Size(1280, 720), metrics)
    (leaf,) = (shape for shape in inside(picture.shapes) if isinstance(shape, Leaf))
    return leaf


def test_closer_body_type_is_large_enough_to_read(screen: PlayScreen, metrics: Metrics) -> None:
    leaf = leaf_of(closer(screen, metrics), metrics)
    sizes = [s.size for s in leaf.shapes if isinstance(s, Text) and s.face == "news"]
    assert min(sizes) >= 15


def test_every_edge_of_the_sheet_can_be_seen_closer(screen: PlayScreen, metrics: Metrics) -> None:
    looking = closer(screen, metrics)
    looking.handle(Command("+"))
    for level in (2, 1, 0):
        assert looking.level == level
        looking.handle(Edge(end=False))
        for _ in range(40):
            looking.handle(Move(Direction.LEFT))
        leaf = leaf_of(looking, metrics)
        assert leaf.rect.x >= 0 and leaf.rect.y >= 0
        looking.handle(Edge(end=True))
        for _ in range(40):
            looking.handle(Move(Direction.RIGHT))
        leaf = leaf_of(looking, metrics)
        assert leaf.rect.right <= 1280 and leaf.rect.bottom <= 720 - 40 + 1
        looking.handle(Command("-"))
    assert looking.level == 0 == LEVELS.index(1.0)


def test_the_sheet_follows_the_mouse_and_stops_at_its_edges(
    screen: PlayScreen, metrics: Metrics
) -> None:
    looking = closer(screen, metrics)
    before = leaf_of(looking, metrics)
    looking.handle(Drag(0, -100))
    after = leaf_of(looking, metrics)
    assert after.rect.y == pytest.approx(before.rect.y - 100, abs=1)
    assert after.shapes is before.shapes, "a moved sheet is not printed again"
    looking.handle(Drag(0, 10_000))
    assert leaf_of(looking, metrics).rect.y == before.rect.y
    looking.handle(Scroll(3))
    looking.handle(Page(1))
    assert leaf_of(looking, metrics).rect.y < before.rect.y - 300


def test_what_is_under_the_wheel_stays_under_it(screen: PlayScreen, metrics: Metrics) -> None:
    looking = closer(screen, metrics)
    looking.handle(Drag(0, -300))
    before, at = leaf_of(looking, metrics), (700.0, 300.0)
    looking.handle(Zoom(1, at))
    after = leaf_of(looking, metrics)

    def under(leaf: Leaf) -> tuple[float, float]:
        return ((at[0] - leaf.rect.x) / leaf.rect.w, (at[1] - leaf.rect.y) / leaf.rect.h)

    assert after.rect.w > before.rect.w * 1.4
    assert under(after) == pytest.approx(under(before), abs=0.01)


@pytest.mark.parametrize("size", [Size(2560, 1440), Size(3840, 2160)])
def test_in_a_very_large_window_every_level_differs(
    screen: PlayScreen, metrics: Metrics, size: Size
) -> None:
    looking = closer(screen, metrics)

    def width() -> float:
        picture = looking.view(size, metrics)
        (leaf,) = (shape for shape in inside(picture.shapes) if isinstance(shape, Leaf))
        assert leaf.rect.w * leaf.rect.h <= MOST_PIXELS * 1.01
        return leaf.rect.w

    widths = [width()]
    for sign in "++--":
        level = looking.level
        looking.handle(Command(sign))
        if looking.level != level:
            widths.append(width())
    assert looking.level == 0
    assert all(abs(a - b) > 1 for a, b in itertools.pairwise(widths)) and len(widths) > 1


def test_the_sheet_glides_and_comes_to_rest(screen: PlayScreen, metrics: Metrics) -> None:
    screen.context.settings = attrs.evolve(screen.context.settings, still=False)
    looking = closer(screen, metrics)
    start = leaf_of(looking, metrics).rect.y
    looking.handle(Page(1))
    assert looking.animating
    places = [start]
    for _ in range(80):
        looking.tick(16)
        places.append(leaf_of(looking, metrics).rect.y)
    assert places == sorted(places, reverse=True) and places[-1] < start
    assert not looking.animating


@pytest.mark.parametrize("intent", [Back(), Command("z")], ids=str)
def test_z_and_escape_go_back(screen: PlayScreen, intent: Command, metrics: Metrics) -> None:
    assert isinstance(closer(screen, metrics).handle(intent), Pop)


# Dates


def test_old_style_is_told_before_the_reform_and_not_after() -> None:
    assert old_style("1917-11-07") == "1917-10-25"
    assert old_style("1918-02-13") == "1918-01-31"
    assert old_style("1918-02-14") == ""
    assert old_style("1881-03-13") == "1881-03-01"
    assert old_style("1917-11") == old_style("") == ""
    assert weekday("1934-12-03") == "Monday"
    assert weekday("1934") == ""


def test_a_newspaper_of_the_old_style_prints_both_dates() -> None:
    page = FrontPage("P", "", "", "", (), (), (), (), (), (), (), old_style=True)
    assert page_date(page, "1917-11-08") == "26 October 1917 (8 November 1917)"
    assert page_date(page, "1918-03-01") == "1 March 1918"
    assert page_date(attrs.evolve(page, old_style=False), "1917-11-08") == "8 November 1917"


@pytest.mark.parametrize(
    ("date", "number"),
    [("1921-03-17", 69), ("1936-08", 183), ("1936-08-01", 183), ("1936", 1), ("", 1)],
)
def test_an_issue_is_numbered_by_the_calendar(date: str, number: int) -> None:
    assert issue_number(date) == f"No. {number}"


def test_enlarged_shapes_keep_their_proportions(metrics: Metrics) -> None:
    text = Text(3, 5, "x", "news", 10, (0, 0, 0), 1)
    assert enlarged((text,), 2) == (Text(6, 10, "x", "news", 20, (0, 0, 0), 2),)
    assert shifted(enlarged((text,), 2), 1, 1) == (Text(7, 11, "x", "news", 20, (0, 0, 0), 2),)
    assert isinstance(Place("lead", 0, Rect(0, 0, 1, 1), ()), Place)


def test_people_in_the_picture_look_inwards(assets: Path) -> None:
    screen = staged("newspaper", assets.parent / "story", None, "front-page-guests", 100)
    assert isinstance(screen, PlayScreen)
    turn = screen.playthrough.turn
    assert turn.front_page is not None
    sheet = front_page(turn.front_page, turn, 1.0, Fonts(assets))
    (photo,) = [each for each in sheet.shapes if isinstance(each, Photograph)]
    assert photo.flips == flips(turn, turn.front_page.group)
    assert any(photo.flips)
