"""The writers' manual is true: its examples load, its games play, its tables are up to date.

A block of YAML is put where its first key belongs, into the campaign that the manual itself
declares; one marked `yaml wrong` must give the message below it. What a `transcript` block says
is compared with what is played, a block `findings` with what is found in the story above it;
`pytest --bless` rewrites both.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent, indent

import attrs
import pytest
import yaml

from game.diagnostics.diagnostic import Diagnostic
from game.diagnostics.render import report
from game.engine.program import Program
from game.engine.transcript import reading_text, turn_text
from game.model import keys
from game.model.load import Loaded, load
from game.session.playthrough import ADVANCE, Playthrough
from game.session.saves import decode, encode, restore, snapshot
from game.text.traps import COMMENT
from tools.lint import lint
from tools.lint.terminal import as_text
from tools.notation import records
from tools.reference import filled, sections

ROOT = Path(__file__).resolve().parents[1]
MANUAL = ROOT / "story" / "README.md"
LANGUAGE = sorted((Path(__file__).parent / "stories" / "language").glob("*.yaml"))
SEED = 1
ELSEWHERE = {
    **dict.fromkeys(
        [
            "alone",
            "the-count",
            "waiting",
            "palace-plots",
            "the-fog-lifts",
            "interrogation",
            "widows-petition",
            "uritsky-letter",
        ],
        "{text: Elsewhere.}",
    ),
    "home": "{ending: {title: Home, order: 9999}}",
    "a-card": "{card: petrograd-evenings, text: A card.}",
}
"""Passages that the examples lead to and that nobody needs to read."""


@attrs.frozen
class Block:
    """A fenced block: its kind, its text, the heading it stands under, and its line."""

    kind: str
    text: str
    heading: str
    line: int

    @property
    def name(self) -> str:
        return f"line-{self.line}"


def blocks(manual: str) -> tuple[Block, ...]:
    found: list[Block] = []
    lines: list[str] = []
    heading, kind, start = "", "", 0
    for number, line in enumerate(manual.split("\n"), start=1):
        if kind:
            if line == "```":
                text = "\n".join(lines) + "\n"
                found.append(Block(kind, text, heading, start))
                kind, lines = "", []
            else:
                lines.append(line)
        elif line.startswith("```"):
            kind, start = line[3:], number
        elif line.startswith("## "):
            heading = line[3:]
    assert not kind, f"the block of line {start} never closes"
    return tuple(found)


TEXT = MANUAL.read_text("utf-8")
BLOCKS = blocks(TEXT)
FIRST_BRANCH = "Your first branch, in ten minutes"
EXAMPLES = [b for b in BLOCKS if b.kind == "yaml" and b.heading != FIRST_BRANCH]
WRONG = [
    (block, BLOCKS[number + 1]) for number, block in enumerate(BLOCKS) if block.kind == "yaml wrong"
]
BROKEN = [
    (block, BLOCKS[number + 1])
    for number, block in enumerate(BLOCKS)
    if block.kind == "yaml broken"
]
PLAYED = [
    (block, BLOCKS[number + 1])
    for number, block in enumerate(BLOCKS[:-1])
    if block.kind == "yaml" and BLOCKS[number + 1].kind == "transcript"
]


# The frame


def only(start: str) -> str:
    """The one example that begins so."""
    (text,) = [block.text for block in EXAMPLES if block.text.startswith(start)]
    return text


DECLARED = only("campaign: petrograd\n")
CAST = next(b.text for b in EXAMPLES if b.text.startswith("cast:\n"))
SECTIONS = frozenset(keys.CAMPAIGN) - {"campaign", "cast", "passages", "chapters", "note"}
OF_PASSAGES = frozenset(keys.PASSAGE) - {"note"}


def first_key(text: str) -> str:
    match = re.match(r"(?:#.*\n)*\s*([^\s:#][^:\n]*):", text)
    return match[1] if match else ""


def names(text: str, section: str = "") -> tuple[str, ...]:
    """The keys of a mapping, or of one in it; of text that is no YAML, what looks like keys."""
    try:
        data = yaml.load(text, yaml.BaseLoader)
    except yaml.YAMLError:
        return tuple(re.findall(rf"^{'  ' if section else ''}([\w-]+):", text, re.M))
    found = data.get(section) if section and isinstance(data, dict) else data
    return tuple(found) if isinstance(found, dict) else ()


def fragment(text: str) -> str:
    """What holds the passages that a fragment is about, as a chapter's text."""
    text = dedent(text)
    key = first_key(text)
    if text.startswith(("- ", "  - ")):
        text = f"here:\n  text: Here.\n  choices:\n{indent(text, '    ')}  next: home\n"
    elif key in OF_PASSAGES:
        text = f"here:\n{indent(text, '  ')}"
    elif key == "passages":
        return f"chapter: example\n{text}"
    return f"chapter: example\nstart: home\npassages:\n{indent(text, '  ')}"


def joined(whole: str, part: str) -> str:
    """Declarations with those of another text in the place of, or beside, their own."""
    for section in names(part):
        entries = dict(_entries(whole, section)) | dict(_entries(part, section))
        head, _, tail = re.sub(_of(section), "\0", whole, flags=re.M).partition("\0")
        whole = f"{head}{section}:\n{''.join(entries.values())}{tail}"
    return whole


def _of(section: str) -> str:
    """What finds a section of declarations: its key, and all that is indented below it."""
    return rf"^{section}:.*\n((?:[ #].*\n|\n)*)"


def _entries(text: str, section: str) -> list[tuple[str, str]]:
    match = re.search(_of(section), text, re.M)
    parts = re.split(r"^(?=  \S)", match[1], flags=re.M) if match else []
    return [(part.partition(":")[0], part) for part in parts if part.strip()]


def files(text: str) -> dict[str, str]:
    """The files of the frame's campaign with a fragment where it belongs."""
    key = first_key(dedent(text))
    campaign, cast, example = DECLARED, CAST, ""
    if key == "campaign":
        campaign = text
    elif key == "cast":
        cast = joined(CAST, text)
    elif key == "chapter":
        example = text
    elif key in SECTIONS and not text.startswith(("- ", " ")):
        campaign = joined(DECLARED, text)
    else:
        example = fragment(text)
    laferme = only("chapter: bloody-thursday\n")
    passages = names(example, "passages") or names(laferme, "passages")
    campaign = re.sub(r"^start: .*", f"start: {passages[0]}", campaign, flags=re.M)
    chapters = {"example": example or laferme}
    if "laferme" not in passages:
        chapters["laferme"] = laferme
    others = sorted(set(ELSEWHERE) - set(passages))
    stubs = "".join(f"  {each}: {ELSEWHERE[each]}\n" for each in others)
    chapters["elsewhere"] = f"chapter: elsewhere\npassages:\n{stubs}"
    named = {f"chapters/{name}.yaml": chapter for name, chapter in chapters.items()}
    return {"campaign.yaml": campaign, "cast.yaml": cast} | named


def loaded(text: str, folder: Path) -> Loaded:
    """What loading an example gives: a whole campaign as it is, a fragment in its frame."""
    if first_key(text) == "campaign" and {"passages", "chapters"} & set(names(text)):
        whole = {"campaign.yaml": text}
    else:
        whole = files(text)
    for name, content in whole.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    return load(folder)


# Examples


@pytest.mark.parametrize("block", EXAMPLES, ids=lambda block: block.name)
def test_an_example_loads_without_a_finding(block: Block, tmp_path: Path) -> None:
    read = loaded(block.text, tmp_path)
    assert read.story is not None, report(read.diagnostics, read.sources)
    assert not read.diagnostics, report(read.diagnostics, read.sources)


def test_a_whole_campaign_lints_without_a_finding(tmp_path: Path) -> None:
    wholes = [b for b in EXAMPLES if {"campaign"} < set(names(b.text)) & {"campaign", "passages"}]
    assert wholes
    for block in wholes:
        assert lint(loaded(block.text, tmp_path), tmp_path) == []


def told(found: Diagnostic) -> str:
    """A message as the manual quotes it."""
    return f"{found.severity.value}: {found.message} [{found.rule.id}]\nhint: {found.hint}\n"


@pytest.mark.parametrize("pair", WRONG, ids=lambda pair: pair[0].name)
def test_a_wrong_example_gives_the_message_under_it(
    pair: tuple[Block, Block], tmp_path: Path
) -> None:
    block, message = pair
    assert message.kind == "text"
    read = loaded(block.text, tmp_path)
    assert "".join(map(told, read.diagnostics)) == message.text


@pytest.mark.parametrize("pair", BROKEN, ids=lambda pair: pair[0].name)
def test_a_broken_story_has_the_findings_under_it(
    pair: tuple[Block, Block], tmp_path: Path, bless: bool
) -> None:
    block, findings = pair
    assert findings.kind == "findings"
    read = loaded(block.text, tmp_path / "my-story")
    assert not read.diagnostics
    got = as_text(lint(read, ROOT / "assets"), read.sources) + "\n"
    if bless:
        manual = MANUAL.read_text("utf-8")
        old = f"```findings\n{findings.text}```"
        assert manual.count(old) == 1
        MANUAL.write_text(manual.replace(old, f"```findings\n{got}```"), "utf-8")
        return
    assert got == findings.text


@pytest.mark.parametrize("path", LANGUAGE, ids=lambda path: path.stem)
def test_an_example_of_the_notation_s_proposal_loads_unchanged(path: Path, tmp_path: Path) -> None:
    read = loaded(path.read_text("utf-8"), tmp_path)
    assert read.story is not None, report(read.diagnostics, read.sources)
    warned = [found for found in read.diagnostics if found.rule is not COMMENT]
    assert not warned, "its comments are meant; nothing else may be said"


def test_there_are_examples_enough() -> None:
    assert len(EXAMPLES) >= 40
    assert len(WRONG) >= 8
    assert len(PLAYED) >= 12
    assert BROKEN
    assert len(LANGUAGE) == 6


# Games


def straight(played: Playthrough) -> Playthrough:
    """The game as it is."""
    return played


def undone(played: Playthrough) -> Playthrough:
    """The game after its last pick was undone and made again."""
    if played.picks:
        pick = played.picks[-1]
        played.undo()
        played.take(pick)
    return played


def saved_and_restored(played: Playthrough) -> Playthrough:
    """The game written as JSON and read again."""
    save = decode(encode(snapshot(played, "1921-02-24T12:00:00+00:00")))
    return restore(save, played.program).playthrough


def replayed(
    block: Block, transcript: str, folder: Path, between: Callable[[Playthrough], Playthrough]
) -> str:
    read = loaded(block.text, folder)
    assert read.story is not None, report(read.diagnostics, read.sources)
    played = Playthrough.begin(Program(read.story), SEED)
    parts = [turn_text(played.turn)]
    for pick in (line[1:].strip() for line in transcript.split("\n") if line.startswith(">")):
        played.take(played.turn.offers[int(pick) - 1].id if pick else ADVANCE)
        played = between(played)
        parts += [f"> {pick}".rstrip(), turn_text(played.turn)]
    return "\n\n".join(parts) + "\n"


@pytest.mark.parametrize("between", [straight, undone, saved_and_restored])
@pytest.mark.parametrize("pair", PLAYED, ids=lambda pair: pair[0].name)
def test_a_game_of_the_manual_reads_as_it_says(
    pair: tuple[Block, Block],
    between: Callable[[Playthrough], Playthrough],
    tmp_path: Path,
    bless: bool,
) -> None:
    block, transcript = pair
    got = replayed(block, transcript.text, tmp_path, between)
    if bless:
        manual = MANUAL.read_text("utf-8")
        old = f"{block.text}```\n\n```transcript\n{transcript.text}```"
        new = f"{block.text}```\n\n```transcript\n{got}```"
        MANUAL.write_text(manual.replace(old, new), "utf-8")
        return
    assert got == transcript.text


# The first branch


def test_the_first_branch_is_what_the_manual_says(tmp_path: Path) -> None:
    """Each step of the tutorial done on a copy of the shipped story, as it is told."""
    steps = [b.text for b in BLOCKS if b.kind == "yaml" and b.heading == FIRST_BRANCH]
    messages = [b.text for b in BLOCKS if b.kind == "text" and b.heading == FIRST_BRANCH]
    short, passage, long, flag, remembered, item, line = steps
    root = tmp_path / "my-story"
    shutil.copytree(ROOT / "story", root)
    folder = root / "brothers-keeper"
    chapter, campaign = folder / "chapters" / "four-americans.yaml", folder / "campaign.yaml"

    def changed(file: Path, old: str, new: str) -> list[str]:
        text = file.read_text("utf-8")
        assert text.count(old) == 1, old
        file.write_text(text.replace(old, new), "utf-8")
        return [told(found) for found in lint(load(folder, root), ROOT / "assets")]

    below = "\n  ninth-of-march-ends:\n"
    assert changed(chapter, below, short + below) == [messages[0]]
    assert changed(chapter, below, f"\n{passage}{below}") == []
    assert changed(chapter, short, long) == []
    unused = '"shared_jam" is never used [unused-name]'
    unread = '"shared_jam" is changed, and nothing ever asks for it [name-never-read]'
    (warned,) = changed(campaign, "\nflags:\n", f"\nflags:\n{flag}")
    assert unused in warned
    last = passage.splitlines()[-1] + "\n"
    slip = remembered.replace("shared_jam", "shared_jim")
    assert changed(chapter, last, slip) == [messages[1]]
    (warned,) = changed(chapter, slip, remembered)
    assert unread in warned
    page = chapter.read_text("utf-8").partition("  front-page-guests:")[2]
    head = page.partition("    columns:\n")[0] + "    columns:\n"
    assert changed(chapter, head, head + item) == []
    sentence = "You do not ask who put the second one there."
    assert changed(chapter, sentence, line.strip()) == []

    story = load(folder, root).story
    assert story is not None
    played = Playthrough.begin(Program(story), SEED)

    def go_on(wanted: str = "") -> None:
        """Take a choice where it is open, elsewhere the first that is, or the only way on."""
        ids = [offer.id for offer in played.turn.offers if offer.open]
        played.take(next((id_ for id_ in ids if id_ == wanted), ids[0] if ids else ADVANCE))

    while played.turn.passage.id != "zinovievs-jam":
        go_on("parade-them")
    asked = played.turn.offers[3]
    assert not asked.open, "he was paraded, which cost his trust"
    while played.turn.passage.id != "in-georgian":
        played.undo()
    played.take("escort-them")
    while played.turn.passage.id != "zinovievs-jam":
        go_on()
    played.take(played.turn.offers[3].id)
    assert "You take one." in "\n".join(reading_text(played.turn))
    go_on()
    while played.turn.front_page is None:
        go_on()
    assert "Jam. No jam has been found in Smolny." in list(reading_text(played.turn))


# Tables and figures


def test_the_tables_of_keys_are_up_to_date() -> None:
    assert filled(TEXT) == TEXT, "run python -m tools.reference"


def test_the_tables_leave_no_record_out() -> None:
    assert sorted(sections(TEXT)) == sorted(records())


def test_the_limits_are_those_of_the_program() -> None:
    from game.engine.walk import DEEPEST_STACK, LONGEST_CHAIN
    from game.model import conditions
    from game.model.load import MOST_FILES
    from game.model.records import LONGEST_WAIT
    from game.text import effect, expression, markup, read, tree

    section = TEXT.partition("## Limits")[2].partition("\n## ")[0]
    figures = {int(each.replace(",", "")) for each in re.findall(r"\d[\d,]*", section)}
    assert figures >= {
        read.LARGEST_FILE // 2**20,
        MOST_FILES,
        tree.DEEPEST,
        expression.LONGEST,
        expression.DEEPEST,
        conditions.DEEPEST,
        conditions.MOST_PARTS,
        effect.LARGEST,
        markup.DEEPEST,
        LONGEST_WAIT,
        LONGEST_CHAIN,
        DEEPEST_STACK,
    }
