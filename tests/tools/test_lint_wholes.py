"""What rules of the whole find is remembered while nothing but words changes, and never wrong."""

import errno
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from game.diagnostics.diagnostic import Diagnostic
from game.engine.machine import advance, choose, start
from game.engine.program import Program
from game.engine.walk import StoryStops
from game.model.load import load_text
from game.model.passages import place_of
from game.model.story import Story
from game.session.witness import Witness, replay
from tests.bench.planted import planted
from tests.engine.any_story import stories, wild_stories
from tests.prove.said import answers
from tests.prove.worlds import worlds
from tests.small import whole
from tools import kept
from tools.lint import lint
from tools.lint import proved as proved_module
from tools.lint.rule import checks
from tools.lint.sketch import WORDS, is_speaking, sketch_of
from tools.prove.verdicts import Proof, prove

ROOT = Path(__file__).parents[2]
PLANTED = planted(120, 0.1).text()
STORY = """\
campaign: a
title: Before
start: gate
stats: {popularity: {label: Popularity, start: 20, bands: {hated: 0, loved: 60}}}
flags: {promised: You promised boots.}
named: {envoy: {one of: [nobody, hoover], start: nobody, means: the American}}
cast: {joe: {name: Joseph, says: JOE, role: a brother}}
rules:
  - never: promised and popularity < 5
chapters:
  one:
    title: One
    date: 1921-01
    passages:
      gate:
        text: |
          The gate.

          JOE: Who goes there?

          {if promised} You promised {popularity} boots.
        choices:
          - {text: Ride out., id: ride, goto: yard}
          - {text: Call., id: call, if: popularity > 130, locked: Nobody comes., goto: yard}
      yard:
        text: 'They ask {if promised: again | otherwise: for boots}.'
        choices:
          - {text: Promise., id: promise, do: set promised, answer: So be it., goto: yard}
          - {text: Break it., id: break, if: promised, do: popularity -20, goto: gate}
          - {text: Go., id: go, once: yes, goto: trench}
      trench: {text: Mud., choices: [{text: Wait., id: wait, goto: mud}]}
      mud: {text: More mud., next: trench}
      end: {text: Home., ending: {title: Home}, verdict: He came home.}
"""
"""It has findings of many rules, and ways to some of them."""

OF_WORDS = (
    ("title: Before", "title: After"),
    ("label: Popularity", "label: Favour"),
    ("You promised boots.", "You gave your word."),
    ("the American", "the man from Iowa"),
    ("name: Joseph", "name: Joe"),
    ("role: a brother", "role: a cousin"),
    ("title: One", "title: The first"),
    ("The gate.", "The *iron* gate of _Pravda_.\n\n          It rains."),
    ("JOE: Who goes there?", "JOE (stern): Who?\n\n          JOE: Speak!"),
    ("          The gate.\n", "          The gate.\n          ---\n          Rain.\n"),
    ("You promised {popularity} boots.", "There were {popularity} boots you promised."),
    ("They ask {", "They shout and ask {"),
    ("again | otherwise: for boots", "once more | otherwise: for their boots"),
    ("Ride out.", "Ride out to them all."),
    ("Nobody comes.", "Not a soul comes."),
    ("So be it.", "So let it be."),
    ("He came home.", "He never left."),
    ("title: Home", "title: At home"),
)
OF_MORE = (
    ("start: gate", "start: yard"),
    ("start: 20", "start: 21"),
    ("loved: 60", "loved: 61"),
    ("one of: [nobody, hoover]", "one of: [nobody, hoover, borah]"),
    ("popularity < 5", "popularity < 6"),
    ("- never", "- always"),
    ("date: 1921-01", "date: 1921-02"),
    ("{if promised} You", "{if not promised} You"),
    ("{if promised} You", "You"),
    ("{popularity} boots", "some boots"),
    ("{popularity} boots", "{first: ten | then: no} boots"),
    ("popularity > 130", "popularity > 30"),
    (", locked: Nobody comes.", ", locked: hidden"),
    (", locked: Nobody comes.", ""),
    ("{if promised: again | otherwise: for boots}", "for boots"),
    ("{if promised: again | otherwise: for boots}", "{if promised: again}"),
    ("do: set promised", "do: clear promised"),
    (", answer: So be it.", ""),
    (", verdict: He came home.", ""),
    ("id: go, once: yes", "id: go"),
    ("goto: trench}", "goto: end}"),
    ("{text: Mud., choices", "{choices"),
    ("text: Home., ", ""),
    ("next: trench", "next: [{if promised: trench}, {otherwise: end}]"),
    ("id: wait", "id: linger"),
)


def linted(text: str, cache: Path | None, **wishes: object) -> list[Diagnostic]:
    inside = None if cache is None else cache / "lint"
    return lint(load_text(text), ROOT / "assets", cache=inside, **wishes)  # type: ignore[arg-type]


def said(found: list[Diagnostic]) -> list[tuple[object, ...]]:
    """Findings without the ways that lead to them: there may be several."""
    return [(each.rule.id, each.span, each.message, each.hint, each.related) for each in found]


def sketched(text: str) -> tuple[str, ...]:
    """The digests of all of a story."""
    story = whole(text)
    speaking = is_speaking(story)
    parts = [sketch_of(story, speaking)]
    parts += [sketch_of(passage, speaking) for passage in story.passages.values()]
    return tuple(each.digest for each in parts)


@pytest.fixture
def unproved(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """From here on nothing can be proved."""

    def refuse(*_: object, **__: object) -> Proof:
        raise AssertionError("this was to be remembered")

    yield monkeypatch.setattr(proved_module, "prove", refuse)


# Sketches


@pytest.mark.parametrize(("old", "new"), OF_WORDS)
def test_words_are_no_part_of_a_sketch(old: str, new: str) -> None:
    assert old in STORY
    assert sketched(STORY.replace(old, new, 1)) == sketched(STORY)


@pytest.mark.parametrize(("old", "new"), OF_MORE)
def test_all_else_is(old: str, new: str) -> None:
    assert old in STORY
    assert sketched(STORY.replace(old, new, 1)) != sketched(STORY)


def test_who_speaks_counts_where_a_rule_asks() -> None:
    asking = STORY.replace("rules:\n", "rules:\n  - never: speaks(joe) and promised\n")
    silent = asking.replace("JOE: Who", "Who")
    assert sketched(asking) != sketched(silent)
    assert sketched(STORY.replace("JOE: Who", "Who")) == sketched(STORY)


def test_the_order_of_choices_and_passages_counts() -> None:
    wait, linger = "{text: Wait., id: wait, goto: mud}", "{text: Lie., id: lie, goto: mud}"
    one = STORY.replace(wait, f"{wait}, {linger}")
    assert sketched(one) != sketched(STORY.replace(wait, f"{linger}, {wait}"))
    last = STORY.splitlines()[-1]
    moved = STORY.replace(f"{last}\n", "").replace("      gate:\n", f"{last}\n      gate:\n")
    assert sorted(sketched(moved)) != sorted(sketched(STORY)), "the chapter begins otherwise"


def test_only_fields_that_there_are_pass_for_words() -> None:
    for kind, names in WORDS.items():
        assert names <= {field.name for field in attrs.fields(kind)}, kind


def test_a_passage_is_placed_without_reading_it() -> None:
    story = whole(PLANTED)
    for id_, passage in story.passages.items():
        assert place_of(story, id_) == passage.span == sketch_of(passage, False).places[0]


WORDED = (
    ("So it stands.", "So it stands, *to this day*."),
    ("It is so.", "It may be so."),
    ("An event.", "Something happens."),
    ("A card.", "A queen of spades."),
    ("Ask.", "Ask them."),
    ("'So {if", "'So then: {if"),
    (": one |", ": all of it |"),
    ("Go 0.", "Go on 0."),
    ("Or 1.", "Or _this_ 1."),
    ("title: End", "title: The end"),
    ("You promised.", "You gave your word."),
    ("          So.\n", "          So.\n\n          And rain fell.\n"),
    ("} One.", "} One and all."),
    ("Boots", "Boots for all"),
)


@given(worlds(), st.sets(st.sampled_from(WORDED), min_size=1))
def test_rewording_keeps_a_sketch(text: str, edits: set[tuple[str, str]]) -> None:
    assume(load_text(text).story is not None)
    edited = text
    for old, new in sorted(edits):
        edited = edited.replace(old, new)
    assert sketched(edited) == sketched(text)


def changed(text: str, where: float) -> str:
    """A story with one number, word or effect of its own changed."""
    pattern = r"[<>]=? -?\d|== -?\d|[+-]\d\b|promised|hoover|\bset\b|once: yes|goto: p\d|\band\b"
    matches = list(re.finditer(pattern, text.partition("chapters:")[2]))
    if not matches:
        return text
    match = matches[int(where * len(matches)) % len(matches)]
    new = {
        "promised": "insulted",
        "hoover": "nobody",
        "set": "clear",
        "once: yes": "once: no",
        "and": "or",
    }.get(match[0])
    if new is None:
        new = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 3), match[0])
    start = len(text) - len(text.partition("chapters:")[2])
    return f"{text[: start + match.start()]}{new}{text[start + match.end() :]}"


@st.composite
def exchanged(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[str, str]:
    """A story, and one in which some word or number is another of its words or numbers."""
    text = draw(texts)
    assume(load_text(text).story is not None)  # passages without text may lead in a circle
    start = text.index("chapters:")
    tokens = list(re.finditer(r"[A-Za-z_][\w-]*|-?\d+|[<>=]=?", text[start:]))
    match = draw(st.sampled_from(tokens))
    other = draw(st.sampled_from([each[0] for each in tokens]) | st.sampled_from(["Nobody", "7"]))
    return text, f"{text[: start + match.start()]}{other}{text[start + match.end() :]}"


@settings(deadline=None)
@given(exchanged(worlds()))
def test_stories_of_one_sketch_are_proved_alike(both: tuple[str, str]) -> None:
    text, edited = both
    loaded = load_text(edited).story
    if loaded is not None and sketched(edited) == sketched(text):
        assert answers(prove(Program(loaded))) == answers(prove(Program(whole(text))))


@settings(deadline=None)
@given(exchanged(stories() | wild_stories()), st.integers(0, 9))
def test_stories_of_one_sketch_are_played_alike(both: tuple[str, str], seed: int) -> None:
    text, edited = both
    loaded = load_text(edited).story
    if loaded is not None and sketched(edited) == sketched(text):
        assert played(loaded, seed) == played(whole(text), seed)


def played(story: Story, seed: int) -> list[object]:
    """What a player comes to who chooses by chance, turn by turn."""
    program, chance = Program(story), random.Random(seed)
    told: list[object] = []
    try:
        turn = start(program, seed)
        for _ in range(25):
            offers = [(offer.id, offer.open) for offer in turn.offers]
            told += [turn.state, offers]
            able = [id_ for id_, is_open in offers if is_open]
            if able:
                turn = choose(program, turn.state, chance.choice(able))
            elif turn.can_advance:
                turn = advance(program, turn.state)
            else:
                break
    except StoryStops as stop:
        told.append(str(stop))
    return told


# Findings


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_what_is_remembered_of_a_story_is_what_is_found(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    cache = tmp_path_factory.mktemp("cache")
    text = data.draw(worlds())
    linted(text, cache)
    for old, new in sorted(data.draw(st.sets(st.sampled_from(WORDED), max_size=3))):
        text = text.replace(old, new)
    assert linted(text, cache) == linted(text, None), "words"
    edited = changed(text, data.draw(st.floats(0, 1, exclude_max=True)))
    assert said(linted(edited, cache)) == said(linted(edited, None)), "more than words"
    assert linted(text, cache) == linted(text, None), "and back again"


def test_while_words_change_nothing_is_proved_again(
    tmp_path: Path, unproved: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(proved_module, "prove", prove)
        fresh = [linted(STORY.replace(old, new, 1), None) for old, new in OF_WORDS]
        first = linted(STORY, tmp_path)
    assert {"soft-lock", "rule-broken", "no-way-to-an-ending"} & {each.rule.id for each in first}
    assert any("way there" in detail for each in first for detail in each.details)
    assert linted(STORY, tmp_path) == first
    for (old, new), found in zip(OF_WORDS, fresh, strict=True):
        assert linted(STORY.replace(old, new, 1), tmp_path) == found


def test_what_is_more_than_words_is_proved_again(tmp_path: Path) -> None:
    for old, new in (("", ""), *OF_MORE):
        text = STORY.replace(old, new, 1)
        fresh = linted(text, None)
        assert said(linted(text, tmp_path)) == said(fresh)
        assert said(linted(text, tmp_path)) == said(fresh)


@pytest.mark.parametrize("rule", sorted(checks()))
def test_every_rule_is_remembered_by_itself(rule: str, tmp_path: Path) -> None:
    first = linted(STORY, tmp_path, only=[rule])
    edited = STORY.replace("The gate.", "The gate.\n\n          It rains.")
    assert linted(edited, tmp_path, only=[rule]) == linted(edited, None, only=[rule])
    assert linted(STORY, tmp_path, only=[rule]) == first
    assert linted(STORY, tmp_path) == linted(STORY, None)


def test_where_a_chapter_begins_is_not_forgotten(tmp_path: Path) -> None:
    text = STORY.replace("goto: trench}", "goto: two}").replace(
        "      trench:", "  two:\n    passages:\n      trench:"
    )
    moved = text.replace("  two:\n    passages:\n", "").replace(
        "      mud:", "  two:\n    passages:\n      mud:"
    )
    named = moved.replace("      end:", "      two: {text: Two., ending: Two}\n      end:")
    for story in (text, moved, named, text):
        assert sketched(story)
        assert said(linted(story, tmp_path)) == said(linted(story, None))
    assert len({sketched(story)[2] for story in (text, moved, named)}) == 3


def test_without_proving_nothing_is_remembered_as_proved(tmp_path: Path) -> None:
    quick = linted(STORY, tmp_path, proving=False)
    assert linted(STORY, tmp_path) == linted(STORY, None) != quick
    assert linted(STORY, tmp_path, proving=False) == quick


def test_events_that_wait_for_named_conditions_need_no_proof() -> None:
    text = STORY.replace("rules:\n", "conditions: {it is time: promised}\nrules:\n").replace(
        "      end:",
        "      later: {text: Later., event: {when: it is time}, next: return}\n      end:",
    )
    assert linted(text, None, proving=False)


def test_a_planted_story_is_judged_as_if_it_were_new(tmp_path: Path) -> None:
    assert linted(PLANTED, tmp_path) == linted(PLANTED, tmp_path)
    lines = [m.end() for m in re.finditer(r"text: (?=[A-Z])", PLANTED)]
    for at in lines[:: len(lines) // 6]:
        edited = f"{PLANTED[:at]}Nobody came in. {PLANTED[at:]}"
        assert linted(edited, tmp_path) == linted(edited, None)
    numbers = list(re.finditer(r"(?<=>= )\d+", PLANTED))
    for match in numbers[:: len(numbers) // 4]:
        edited = f"{PLANTED[: match.start()]}{int(match[0]) + 1}{PLANTED[match.end() :]}"
        assert said(linted(edited, tmp_path)) == said(linted(edited, None))


def test_remembered_ways_can_be_played_in_the_story_as_it_is(tmp_path: Path) -> None:
    ways: list[tuple[Diagnostic, Witness]] = []
    linted(STORY, tmp_path)
    edited = STORY.replace("They ask", "They all ask")
    linted(edited, tmp_path, witnesses=ways)
    program = Program(whole(edited))
    assert ways
    assert not any(replay(witness, program).changed for _, witness in ways)


# Files


def files(cache: Path) -> list[Path]:
    return [file for file in sorted(cache.rglob("*")) if file.is_file()]


def _cut(whole_file: bytes) -> bytes:
    return whole_file[: len(whole_file) // 2]


def _flipped(whole_file: bytes) -> bytes:
    at = len(whole_file) // 2
    return whole_file[:at] + bytes([whole_file[at] ^ 0x15]) + whole_file[at + 1 :]


def _unsigned(whole_file: bytes) -> bytes:
    return b"0" * 32 + whole_file[32:]


def _signed(told: object) -> Callable[[bytes], bytes]:
    body = json.dumps(told).encode()
    return lambda _: kept._checksum(body) + b"\n" + body


def _of_another_kind(whole_file: bytes) -> bytes:
    if not whole_file.startswith(b"\x1f"):
        rules = json.loads(whole_file.partition(b"\n")[2])
        return _signed({key: [[1], {"a": None}, "b"] for key in rules})(b"")
    return whole_file


@pytest.mark.parametrize(
    "damage",
    [
        _cut,
        _flipped,
        _unsigned,
        _of_another_kind,
        _signed([]),
        _signed({}),
        lambda _: b"",
        lambda _: b"\xff\xfe\n{}",
    ],
    ids=["cut", "flipped", "unsigned", "other", "list", "empty record", "empty", "garbage"],
)
def test_damaged_files_are_no_memory(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    first = linted(PLANTED, tmp_path)
    assert len(files(tmp_path)) >= 3
    for file in files(tmp_path):
        file.write_bytes(damage(file.read_bytes()))
    again = linted(PLANTED, tmp_path)
    assert said(again) == said(first)
    assert linted(PLANTED, tmp_path) == again


def test_a_full_disk_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fdopen", full)
        assert linted(STORY, tmp_path) == linted(STORY, None)
    assert not files(tmp_path)


def test_an_interrupt_leaves_no_part_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        kept.write(tmp_path / "a.json", {"a": 1}, 10)
    assert not files(tmp_path)


def test_a_folder_holds_so_many_files_and_the_oldest_go(tmp_path: Path) -> None:
    for number in range(6):
        kept.write(tmp_path / f"{number}.json", {"number": number}, 4)
        os.utime(tmp_path / f"{number}.json", (number, number))
    assert [file.name for file in files(tmp_path)] == ["2.json", "3.json", "4.json", "5.json"]
    assert kept.read(tmp_path / "5.json") == {"number": 5}


def test_runs_at_once_do_no_harm(tmp_path: Path) -> None:
    edited = STORY.replace("The gate.", "The iron gate.")
    more = STORY.replace("popularity > 130", "popularity > 10")
    texts = [STORY, edited, more] * 4
    fresh = {text: said(linted(text, None)) for text in texts}
    with ThreadPoolExecutor(4) as pool:
        for text, found in zip(texts, pool.map(lambda t: linted(t, tmp_path), texts), strict=True):
            assert said(found) == fresh[text]
    assert not [file for file in files(tmp_path) if file.suffix == ".tmp"]


# The command


def undone(folder: Path, cache: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "game", "lint", str(folder)],
        cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
@pytest.mark.parametrize("after", [0.8, 2.0])
def test_an_interrupted_command_says_nothing_and_leaves_nothing(
    tmp_path: Path, after: float
) -> None:
    folder = planted(3_000, 0.02).write(tmp_path / "planted")
    running = undone(folder, tmp_path / "cache")
    time.sleep(after)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in out + err
    assert not [file for file in files(tmp_path / "cache") if file.suffix == ".tmp"]


def test_a_second_run_of_the_command_opens_no_prover(tmp_path: Path) -> None:
    folder = planted(120, 0.1).write(tmp_path / "planted")
    cache = tmp_path / "cache"
    first = undone(folder, cache).communicate()[0]
    chapter = sorted(folder.glob("chapters/*.yaml"))[1]
    text = chapter.read_text("utf-8")
    for edited in (text, re.sub(r"text: (?=[A-Z])", "text: Nobody came. ", text, count=1)):
        chapter.write_text(edited, "utf-8")
        code = (
            "import sys; from game.cli import main; sys.argv = ['undone', 'lint', sys.argv[1]]\n"
            "try: main()\n"
            "except SystemExit: pass\n"
            "heavy = {'numba', 'numpy', 'matplotlib', 'highspy', 'scipy', 'tools.prove.machine'}\n"
            "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
        )
        again = subprocess.run(
            [sys.executable, "-c", code, str(folder)],
            cwd=ROOT,
            env={**os.environ, "XDG_CACHE_HOME": str(cache)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert again.stderr.splitlines()[-1] == "[]"
        number = chapter.stat().st_mtime_ns
        fresh = undone(folder, tmp_path / f"cache-{number}").communicate()[0]
        assert again.stdout == fresh
        assert edited != text or fresh == first
