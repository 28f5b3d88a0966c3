"""The story map: nothing hidden, nothing left out, and every format says what it should."""

import re
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.diagnostics.diagnostic import Diagnostic
from game.model.load import Loaded, load, load_text
from tests.bench.generated import generated
from tests.tools.test_commands import undone
from tools import storymap
from tools.lint import lint

igraph = pytest.importorskip("igraph", reason="igraph, which the map is laid out with, is missing")

from tools.storymap.drawing import measure_with, svg, zoom_of  # noqa: E402
from tools.storymap.layers import layers_of, rows_of  # noqa: E402
from tools.storymap.page import html  # noqa: E402
from tools.storymap.plan import PAD, WIDE, Plan, plan  # noqa: E402
from tools.storymap.survey import Survey, survey  # noqa: E402

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "assets"
MEASURE = measure_with(ASSETS)
STORY = """\
campaign: small
title: A Small Story
start: here
stats: {paranoia: {start: 40, bands: {calm: 0, haunted: 75}}}
flags: {lit: You lit the lamp., sold: You sold it.}
conditions: {it is dark: not lit}
newspapers: {pravda: {name: Pravda}}
cast: {joe: {name: Joseph, says: JOE}}
chapters:
  one:
    title: First & last
    passages:
      here:
        text: |
          A <door>. {if it is dark: You cannot see it | otherwise: Oak}.

          JOE: Knock.
        choices:
          - {text: Knock., id: knock, do: "paranoia +5, set lit", goto: paper}
          - {text: Wait., id: wait, if: paranoia >= 60, goto: here}
          - {text: Dream., id: dream, call: a-dream, goto: [{if lit: paper}, {otherwise: far}]}
          - text: Ask a long question that has no end, and no answer in this or any other house.
            id: ask
            draw: odd
            goto: here
            later: {when lit: the-bill}
      paper:
        newspaper: pravda
        headline: A lamp is lit
        lead: It was.
        truth: None was.
        next: far
      a-dream: {text: Wheat., next: return}
      a-cat: {card: {deck: odd, if: lit}, text: A cat.}
      the-knock: {event: {when: paranoia is haunted}, text: They come.}
      the-bill: {text: A bill., next: return}
      nobody: {text: Nobody comes here., next: here}
  two:
    title: Second
    passages:
      far: {text: Far away., choices: [{text: Back., goto: here}, {text: End., goto: end}]}
      end: {text: Over., ending: {title: The end of it, kind: quiet}}
"""


def loaded_of(text: str) -> Loaded:
    loaded = load_text(text)
    assert loaded.story is not None, [str(each) for each in loaded.diagnostics]
    return loaded


def found_in(loaded: Loaded) -> list[Diagnostic]:
    """What one rule finds, so that a map's tests say the same when there are more rules."""
    return [each for each in lint(loaded, ASSETS) if each.rule.id == "unreachable-passage"]


def surveyed(text: str = STORY) -> Survey:
    loaded = loaded_of(text)
    return survey(loaded, found_in(loaded))


@pytest.fixture(scope="module")
def small() -> Plan:
    return plan(surveyed(), MEASURE)


# What is seen of a story


def test_every_passage_is_there_with_its_kind() -> None:
    kinds = {spot.id: (spot.kind, spot.badge) for spot in surveyed().spots}
    assert kinds == {
        "here": ("page", ""),
        "paper": ("paper", "front page"),
        "a-dream": ("scene", "scene"),
        "a-cat": ("card", "card: odd"),
        "the-knock": ("event", "event"),
        "the-bill": ("page", ""),
        "nobody": ("page", ""),
        "far": ("page", ""),
        "end": ("ending", "quiet"),
    }


def test_ways_on_are_told_with_conditions_effects_and_all_targets() -> None:
    spot = next(spot for spot in surveyed().spots if spot.start)
    rows = [(row.label[:12], row.tie, row.targets, row.condition, row.does) for row in spot.rows]
    assert rows == [
        ("Knock.", "way", ("paper",), "", "paranoia +5, set lit"),
        ("Wait.", "way", ("here",), "paranoia >= 60", ""),
        ("Dream.", "way", ("paper", "far"), "", ""),
        ("plays a scen", "scene", ("a-dream",), "", ""),
        ("Ask a long q", "way", ("here",), "", ""),
        ("draws a card", "scene", (), "", ""),
        ("later, when ", "later", ("the-bill",), "", ""),
    ]
    assert spot.title == "A <door>. You cannot see it."
    assert "{if it is dark: You cannot see it | otherwise: Oak}" in spot.text


def test_who_reads_and_who_changes_a_name_is_known_through_named_conditions_too() -> None:
    seen = surveyed()
    spots = {str(spot.id): spot for spot in seen.spots}
    assert spots["here"].reads == ("lit", "paranoia")
    assert spots["here"].changes == ("lit", "paranoia")
    assert spots["a-cat"].reads == ("lit",)
    assert spots["the-knock"].reads == ("paranoia",)
    assert [name for name, _, _ in seen.names] == ["lit", "paranoia"]


def test_findings_stand_at_their_passage_and_others_apart() -> None:
    seen = surveyed()
    at = {str(s.id): [each.rule for each in s.findings] for s in seen.spots if s.findings}
    assert at["nobody"] == ["unreachable-passage"]
    assert not next(spot for spot in seen.spots if spot.id == "nobody").reached
    assert seen.findings() == sum(map(len, at.values())) + len(seen.apart)


def test_a_finding_before_any_passage_is_apart() -> None:
    loaded = loaded_of(STORY)
    assert loaded.story is not None
    (finding,) = found_in(loaded)
    early = Diagnostic(finding.rule, loaded.story.span, "the title is no good")
    seen = survey(loaded, [finding, early])
    assert [each.message for each in seen.apart] == ["the title is no good"]
    assert "the title is no good" in html(plan(seen, MEASURE), ASSETS)


# Layers


def test_layers_follow_the_longest_way_and_circles_break_at_the_start() -> None:
    assert layers_of(4, [(0, 1), (1, 2), (0, 2), (2, 3), (3, 0)], [0]) == [0, 1, 2, 3]
    assert layers_of(3, [(2, 1), (1, 0)], [2]) == [2, 1, 0]
    assert layers_of(0, [], []) == []


def test_what_nothing_leads_to_stands_beside_what_it_leads_to() -> None:
    assert layers_of(5, [(0, 1), (1, 2), (2, 3), (4, 3)], [0]) == [0, 1, 2, 3, 2]


@given(st.integers(1, 60), st.integers(1, 12))
def test_rows_hold_every_layer_once_in_order(layers: int, most: int) -> None:
    ties = [(at, min(at + 2, layers - 1)) for at in range(layers - 1)]
    rows = rows_of(layers, ties, most)
    assert [layer for row in rows for layer in row] == list(range(layers))
    assert all(0 < len(row) <= most for row in rows)


def test_a_row_ends_where_least_is_cut() -> None:
    narrow = [(0, 1), (0, 1), (1, 2), (2, 3), (2, 3), (3, 4), (3, 4), (3, 4)]
    assert rows_of(5, narrow, 3) == [range(2), range(2, 5)]


# The picture: nothing lies over anything


def points(path: str) -> Iterator[tuple[float, float]]:
    """Points along a path, close together."""
    at = (0.0, 0.0)
    for command, body in re.findall(r"([MLC])([^MLC]*)", path):
        numbers = [float(each) for each in body.split()]
        corners = list(zip(numbers[::2], numbers[1::2], strict=True))
        if command == "M":
            at = corners[0]
            continue
        (a, b, c) = corners if command == "C" else (at, corners[0], corners[0])
        for step in range(33):
            t = step / 32
            if command == "L":
                yield at[0] + (c[0] - at[0]) * t, at[1] + (c[1] - at[1]) * t
                continue
            parts = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            yield (
                sum(w * p[0] for w, p in zip(parts, (at, a, b, c), strict=True)),
                sum(w * p[1] for w, p in zip(parts, (at, a, b, c), strict=True)),
            )
        at = c


def check(picture: Plan) -> None:
    """No boxes overlap, no line runs through one, no words leave theirs, no way is left out."""
    survey_ = picture.survey
    assert {box.spot.id for box in picture.boxes} == {spot.id for spot in survey_.spots}
    blocks = {block.id: block for block in picture.blocks}
    for one, other in combinations(picture.blocks, 2):
        apart_x = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert apart_x or one.y + one.height <= other.y or other.y + other.height <= one.y
    by_column: dict[float, list[tuple[float, float]]] = {}
    for box in picture.boxes:
        block = blocks[box.spot.chapter]
        assert block.x < box.x and box.x + WIDE < block.x + block.width
        assert block.y + 60 < box.y and box.y + box.height < block.y + block.height
        assert block.x + block.width < picture.width and block.y + block.height < picture.height
        by_column.setdefault(box.x, []).append((box.y, box.y + box.height))
        bases = [line.base for line in box.lines]
        assert bases == sorted(bases) and bases[-1] < box.height
        for line in box.lines:
            inset = {"to": 16, "finding": 8}.get(line.role, 14 if line.locked else 0)
            assert MEASURE(line.text, line.role) <= WIDE - 2 * PAD - inset + 0.01, line
        assert len(box.ports) == len(box.spot.rows)
    for spans in by_column.values():
        spans.sort()
        assert all(a[1] + 8 <= b[0] for a, b in pairwise(spans))
    drawn = {(link.start, link.end) for link in picture.links}
    for box in picture.boxes:
        named = sum(
            int(match[1]) if (match := re.fullmatch(r"and (\d+) more", line.text)) else 1
            for line in box.lines
            if line.role == "to"
        )
        ways = [(box.spot.id, target) for row in box.spot.rows for target in row.targets]
        assert named == sum(way not in drawn for way in ways), box.spot.id
    for link in picture.links:
        for x, y in points(link.path):
            for left, spans in by_column.items():
                if left + 0.5 < x < left + WIDE - 0.5:
                    assert not any(top - 1 < y < bottom + 1 for top, bottom in spans), link


def test_the_small_map_hides_nothing(small: Plan) -> None:
    check(small)


def test_the_shipped_story_is_drawn_with_nothing_hidden() -> None:
    loaded = load(ROOT / "story" / "brothers-keeper", ROOT / "story")
    picture = plan(survey(loaded, lint(loaded, ASSETS)), MEASURE)
    check(picture)
    assert len({link.end for link in picture.links}) > 40


@given(st.integers(10, 120), st.integers(0, 1000))
@settings(max_examples=12, deadline=None)
def test_no_story_hides_anything(size: int, seed: int) -> None:
    check(plan(surveyed(generated(size, seed)), MEASURE))


def test_five_hundred_passages_hide_nothing_and_most_ways_are_lines() -> None:
    picture = plan(surveyed(generated(500)), MEASURE)
    check(picture)
    ways = {(s.id, target) for s in picture.survey.spots for r in s.rows for target in r.targets}
    drawn = {(link.start, link.end) for link in picture.links}
    assert drawn <= ways
    assert len(drawn) > 0.65 * len(ways)


def test_a_chapter_of_one_passage_and_a_story_of_one_are_drawn() -> None:
    text = "campaign: one\nstart: here\nplayer: joe\ncast: {joe: {name: Joe, says: JOE}}\n"
    check(plan(surveyed(text + "passages:\n  here: {text: x, ending: E}\n"), MEASURE))


# Formats


def test_the_svg_is_whole_and_tells_of_every_passage(small: Plan) -> None:
    root = ElementTree.fromstring(svg(small, ASSETS))
    space = "{http://www.w3.org/2000/svg}"
    groups = {each.get("id"): each for each in root.iter(f"{space}g") if each.get("id")}
    for spot in small.survey.spots:
        title = groups[f"passage-{spot.id}"].find(f"{space}title")
        assert title is not None and title.text is not None
        assert title.text.startswith(f"{spot.id}: {spot.title}")
        assert f"{spot.file}:{spot.line}" in title.text
    words = [each.text for each in root.iter(f"{space}text")]
    for said in ("A SMALL STORY", "FIRST & LAST", "Knock.", "CARD: ODD", "The end of it"):
        assert said in words
    assert "A <door>. You cannot see it." in words
    assert root.get("role") == "img"


def test_the_svg_holds_its_fonts_where_they_can_be_cut(small: Plan) -> None:
    pytest.importorskip("fontTools")
    drawing = svg(small, ASSETS)
    assert drawing.count("@font-face") == 7
    assert len(drawing) < 400_000
    assert "@font-face" not in svg(small)


def test_the_same_story_gives_the_same_bytes(small: Plan) -> None:
    again = plan(surveyed(), MEASURE)
    assert again == small
    assert svg(again) == svg(small)
    assert html(again, ASSETS) == html(small, ASSETS)


def test_the_page_asks_for_nothing_from_elsewhere(small: Plan) -> None:
    page = html(small, ASSETS)
    addresses = set(re.findall(r"https?://[^\"' )<]+", page))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert "<script src" not in page and "<link" not in page
    assert page.count("</script>") == 2


def test_words_of_the_story_cannot_break_out_of_the_page() -> None:
    text = STORY.replace("A <door>.", "</script><script>alert(1)</script> & “door”.")
    page = html(plan(surveyed(text), MEASURE), ASSETS)
    assert page.count("</script>") == 2
    assert "<script>alert" not in page


def test_a_png_is_never_larger_than_programs_show(small: Plan) -> None:
    assert zoom_of(small) == 1.5
    large = Plan(small.survey, 40_000, 30_000, (), (), ())
    zoom = zoom_of(large)
    assert zoom * large.width <= 16_000
    assert (zoom * large.width) * (zoom * large.height) <= 120_000_001


# The command


def test_a_map_is_drawn_in_each_format(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(STORY, "utf-8")
    starts = {".html": b"<!doctype html>", ".svg": b"<?xml", ".PNG": b"\x89PNG"}
    for suffix, start in starts.items():
        if suffix == ".PNG":
            pytest.importorskip("resvg_py")
        path = tmp_path / "maps" / f"map{suffix}"
        done = undone("map", "-o", str(path), "--story", str(tmp_path / "small.yaml"))
        assert done.returncode == 0, done.stderr
        assert done.stdout == f"{path}\n"
        assert path.read_bytes().startswith(start)


def test_a_campaign_is_found_by_its_id_and_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / "map.svg"
    for named in ("brothers-keeper", str(ROOT / "story" / "brothers-keeper")):
        assert undone("map", named, "-o", str(path)).returncode == 0
        assert "MY BROTHER’S KEEPER" in path.read_text("utf-8")


def test_what_cannot_be_drawn_is_one_message(tmp_path: Path) -> None:
    for name, text in (("a", STORY), ("b", STORY.replace("campaign: small", "campaign: b"))):
        (tmp_path / "story" / name).mkdir(parents=True)
        (tmp_path / "story" / name / "campaign.yaml").write_text(text, "utf-8")
    (tmp_path / "broken.yaml").write_text(STORY.replace("goto: paper", "goto: nowhere"), "utf-8")
    (tmp_path / "file").write_text("")
    story = ("--story", str(tmp_path / "story"))
    for options, said in (
        (("-o", "map.pdf"), '"map.pdf" must end in .html, .svg or .png'),
        (("-o", "map"), "must end in"),
        (("nothing", "-o", "map.svg"), 'no campaign "nothing"; there are: brothers-keeper'),
        (("-o", "map.svg", *story), "name a campaign; there are: a, b"),
        (("-o", "map.svg", "--story", str(tmp_path / "no")), "there is nothing at"),
        (("a", "-o", str(tmp_path / "file" / "map.svg"), *story), "cannot write"),
        (("-o", "x.svg", "--story", str(tmp_path / "broken.yaml")), "[missing-target]"),
    ):
        done = undone("map", *options)
        assert done.returncode == 2, options
        assert said in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("module", "suffix", "said"),
    [
        ("igraph", ".svg", "needs igraph, which is not installed: pip install 'what-is-to-be-"),
        ("resvg_py", ".png", "needs resvg, which is not installed: pip install 'what-is-to-be-"),
    ],
)
def test_what_is_not_installed_is_told_in_a_line(
    monkeypatch: pytest.MonkeyPatch, module: str, suffix: str, said: str
) -> None:
    def missing(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == module else find_spec(name, package)

    monkeypatch.setattr("tools.storymap.find_spec", missing)
    with pytest.raises(storymap.MapProblem) as raised:
        storymap.drawn(loaded_of(STORY), [], suffix, ASSETS)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)
