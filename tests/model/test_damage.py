"""Damaged stories: never an exception, never a hang, never a silent loss."""

import contextlib
import random
import string
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from game.diagnostics.diagnostic import Diagnostic, has_errors
from game.diagnostics.render import as_json, report
from game.diagnostics.span import Source
from game.engine.machine import StoryStops, advance, arrive, choose
from game.engine.program import Program
from game.engine.transcript import turn_text
from game.model.load import Loaded, load, load_text

RICH = Path(__file__).with_name("rich.yaml").read_text("utf-8")
SIGNS = "{}[]()|>*_&!%@`'\"#:,-+=?\\ \t\n\u00a0\u2028\0😀ЖaZ09~<.$^"
LONGEST = 5.0
"""Seconds one load may take; most take a hundredth of one."""


def cut(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(len(text))]


def drop_head(text: str, chance: random.Random) -> str:
    return text[chance.randrange(len(text)) :]


def delete_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


def repeat_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    lines.insert(chance.randrange(len(lines)), lines[at])
    return "\n".join(lines)


def swap_lines(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def insert_signs(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + "".join(chance.choices(SIGNS, k=chance.randint(1, 3))) + text[at:]
    return text


def delete_signs(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + text[at + chance.randint(1, 5) :]


def shift_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    line = lines[at]
    lines[at] = chance.choice([" " + line, "  " + line, line[1:], line[2:], line.lstrip()])
    return "\n".join(lines)


def misspell(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + chance.choice(string.ascii_letters) + text[at + 1 :]


DAMAGES = (
    cut,
    drop_head,
    delete_line,
    repeat_line,
    swap_lines,
    insert_signs,
    delete_signs,
    shift_line,
    misspell,
)


def check(loaded: Loaded, seed: str) -> None:
    """What must hold of anything that was loaded."""
    errors = has_errors(list(loaded.diagnostics))
    assert (loaded.story is None) == errors, seed
    for found in loaded.diagnostics:
        assert found.message, seed
        inside(found, loaded.sources, seed)
    if loaded.diagnostics:
        report(loaded.diagnostics, loaded.sources)
        as_json(loaded.diagnostics, loaded.sources)
    if loaded.story is not None:
        play(Program(loaded.story))


def play(program: Program) -> None:
    """Enter every passage of a story that is said to be whole, read it, and go on a little."""
    for id_ in program.story.passages:
        with contextlib.suppress(StoryStops):
            turn = arrive(program, 1, id_)
            for number in range(4):
                assert turn_text(turn)
                picks = [offer.id for offer in turn.offers if offer.open]
                if picks:
                    turn = choose(program, turn.state, picks[number % len(picks)])
                elif turn.can_advance:
                    turn = advance(program, turn.state)
                else:
                    break


def inside(found: Diagnostic, sources: Mapping[str, Source], seed: str) -> None:
    """The span lies inside its file, and does not end before it begins."""
    span = found.span
    if span.file not in sources:
        assert min(span.line, span.column) >= 1, "a file that could not be read at all"
        return
    source = sources[span.file]
    assert 1 <= span.line <= span.end_line <= len(source.starts), (seed, found)
    assert 1 <= span.column <= len(source.line(span.line)) + 1, (seed, found)
    assert 1 <= span.end_column <= len(source.line(span.end_line)) + 1, (seed, found)
    assert (span.line, span.column) <= (span.end_line, span.end_column), (seed, found)


def damaged(text: str, seed: str) -> str:
    chance = random.Random(seed)
    for _ in range(chance.choice([1, 1, 1, 2, 5])):
        text = chance.choice(DAMAGES)(text, chance) or " "
    return text


def batches(count: int) -> list[range]:
    return [range(start, start + 50) for start in range(0, count, 50)]


def test_the_rich_story_loads_whole() -> None:
    loaded = load_text(RICH)
    assert loaded.diagnostics == ()
    assert loaded.story is not None
    assert len(loaded.story.passages) == 24


def damage_the_rich_story(seeds: range) -> None:
    for number in seeds:
        seed = f"rich/{number}"
        begun = time.monotonic()
        check(load_text(damaged(RICH, seed)), seed)
        assert time.monotonic() - begun < LONGEST, seed


@pytest.mark.parametrize("seeds", batches(600), ids=str)
def test_a_damaged_story_loads_or_says_where_it_is_wrong(seeds: range) -> None:
    damage_the_rich_story(seeds)


@pytest.mark.soak
@pytest.mark.parametrize("seeds", batches(20_000), ids=str)
def test_twenty_thousand_damaged_stories_load_or_say_where(seeds: range) -> None:
    damage_the_rich_story(seeds)


def damage_the_shipped_story(story_root: Path, folder: Path, seeds: range) -> None:
    files = sorted(path.relative_to(story_root) for path in story_root.rglob("*.yaml"))
    texts = {file: (story_root / file).read_text("utf-8") for file in files}
    for file, text in texts.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, "utf-8")
    for number in seeds:
        seed = f"shipped/{number}"
        file = random.Random(seed).choice(files)
        (folder / file).write_text(damaged(texts[file], seed), "utf-8", newline="")
        begun = time.monotonic()
        for campaign in folder.iterdir():
            check(load(campaign, folder), seed)
        assert time.monotonic() - begun < LONGEST, seed
        (folder / file).write_text(texts[file], "utf-8")


@pytest.mark.parametrize("seeds", [range(12), range(12, 24)], ids=str)
def test_the_shipped_story_damaged_loads_or_says_where(
    story_root: Path, tmp_path: Path, seeds: range
) -> None:
    damage_the_shipped_story(story_root, tmp_path, seeds)


@pytest.mark.soak
@pytest.mark.parametrize("seeds", batches(3000), ids=str)
def test_the_shipped_story_damaged_in_thousands_of_ways(
    story_root: Path, tmp_path: Path, seeds: range
) -> None:
    damage_the_shipped_story(story_root, tmp_path, seeds)


@pytest.mark.parametrize("name", ["cut", "misspelt"])
def test_bytes_cut_anywhere_are_told(name: str, tmp_path: Path) -> None:
    """A file cut short at any byte of its last chapter either loads or says so."""
    data = RICH.encode()
    for at in range(0, len(data), 97):
        path = tmp_path / "story.yaml"
        path.write_bytes(data[:at] if name == "cut" else data[:at] + b"\xff" + data[at:])
        check(load(path), f"{name} at {at}")


@pytest.mark.parametrize(
    "text",
    [
        "conditions:\n"
        + "".join(f"  c{n}: c{n + 1} and c{n + 1}\n" for n in range(40))
        + "  c40: promised\n",
        "conditions:\n" + "".join(f"  c{n}: not c{n + 1}\n" for n in range(2000)) + "  c2000: a\n",
    ],
    ids=["doubling", "chain"],
)
def test_conditions_that_grow_without_end_are_told_in_time(text: str) -> None:
    begun = time.monotonic()
    loaded = load_text(RICH.replace("conditions:\n", text))
    check(loaded, text[:40])
    told = [found for found in loaded.diagnostics if found.rule.id == "condition-too-large"]
    assert 1 <= len(told) <= 40, "not every condition above a large one is told of"
    assert time.monotonic() - begun < LONGEST
