"""Compiled files: the same story as from its files, whatever happened to story or cache."""

import random
from pathlib import Path

import pytest

from game.diagnostics.span import Source
from game.engine.program import Program
from game.engine.transcript import turn_text
from game.model import load as loading
from game.model.load import Loaded, load
from game.session.automatic import play, policy
from game.session.playthrough import Playthrough
from game.text.tree import Parsed, parse

CAMPAIGN = """\
campaign: c
start: one
player: joe
stats: {paranoia: {start: 40, bands: {calm: 0, haunted: 75}}}
flags: {promised: You promised boots., other: Something else.}
conditions: {the army holds: promised and paranoia < 90}
cast: {joe: {name: Joseph, says: JOE}}
"""
ONE = """\
chapter: one
passages:
  a:
    text: |
      {if the army holds: It holds. | otherwise: It does not.}

      JOE: “Ж” is {paranoia}. 😀
    choices:
      - Go. -> two
      - text: Stay.
        id: stay
        if: paranoia is calm or not promised
        do: paranoia +30, set promised
        goto: a
  bare: {text: x, next: return}
"""
TWO = """\
chapter: two
passages:
  b: {text: b, draw: d, next: c}
  e: {text: e, card: {deck: d, once: no}}
  c: {text: "c\\u2014c", ending: {title: The end, order: 2}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "story" / "c"
    (folder / "chapters").mkdir(parents=True)
    (folder / "campaign.yaml").write_text(CAMPAIGN, "utf-8")
    (folder / "chapters" / "one.yaml").write_text(ONE, "utf-8")
    (folder / "chapters" / "two.yaml").write_text(TWO, "utf-8")
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files parsed from here on."""
    names: list[str] = []

    def noted(source: Source) -> Parsed:
        names.append(source.file)
        return parse(source)

    monkeypatch.setattr(loading, "parse", noted)
    return names


def told(loaded: Loaded) -> str:
    """A story's passages and a walk through it, as text."""
    assert loaded.story is not None, loaded.diagnostics
    program = Program(loaded.story)
    parts = [str(passage) for passage in loaded.story.passages.values()]
    for seed in range(3):
        played = Playthrough.begin(program, seed)
        play(played, policy("uniform", seed), lambda turn, pick: parts.append(turn_text(turn)))
    return "\n".join(parts)


def test_a_story_from_the_cache_is_the_story(folder: Path, cache: Path) -> None:
    first = load(folder, None, cache)
    later = load(folder, None, cache)
    plain = load(folder)
    assert told(first) == told(later) == told(plain)
    assert later.story is not None
    assert plain.story is not None
    assert later.story.hash == plain.story.hash
    spans = {id_: passage.span for id_, passage in plain.story.passages.items()}
    assert {id_: passage.span for id_, passage in later.story.passages.items()} == spans


def test_what_has_not_changed_is_not_parsed_again(
    folder: Path, cache: Path, parsed: list[str]
) -> None:
    load(folder, None, cache)
    parsed.clear()
    load(folder, None, cache)
    assert parsed == ["c/campaign.yaml"], "declarations are small and read anew"


def test_a_changed_file_costs_itself_alone(folder: Path, cache: Path, parsed: list[str]) -> None:
    load(folder, None, cache)
    two = folder / "chapters" / "two.yaml"
    two.write_text(TWO.replace("The end", "Another end"), "utf-8")
    parsed.clear()
    loaded = load(folder, None, cache)
    assert parsed == ["c/campaign.yaml", "c/chapters/two.yaml"]
    assert "Another end" in told(loaded)


def test_a_new_flag_costs_no_chapter_that_does_not_use_it(
    folder: Path, cache: Path, parsed: list[str]
) -> None:
    load(folder, None, cache)
    campaign = CAMPAIGN.replace("other:", "third: A third., other:")
    (folder / "campaign.yaml").write_text(campaign, "utf-8")
    parsed.clear()
    assert load(folder, None, cache).story is not None
    assert parsed == ["c/campaign.yaml"]


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("promised: You promised boots., ", "", "unknown-name"),
        ("haunted: 75", "worried: 75", ""),
        ("calm: 0, haunted", "quiet: 0, haunted", "unknown-name"),
        ("says: JOE", "says: MIKA", "unknown-speaker"),
        ("the army holds", "the navy holds", "condition-syntax"),
    ],
)
def test_a_declaration_that_changed_is_noticed_in_files_that_did_not(
    folder: Path, cache: Path, before: str, after: str, rule: str
) -> None:
    load(folder, None, cache)
    (folder / "campaign.yaml").write_text(CAMPAIGN.replace(before, after), "utf-8")
    loaded, plain = load(folder, None, cache), load(folder)
    assert loaded.diagnostics == plain.diagnostics
    assert rule in {"", *(found.rule.id for found in loaded.diagnostics)}


def test_a_passage_taken_away_is_noticed_in_files_that_did_not_change(
    folder: Path, cache: Path
) -> None:
    load(folder, None, cache)
    (folder / "chapters" / "two.yaml").write_text(TWO.replace("  b:", "  z:"), "utf-8")
    assert told(load(folder, None, cache)) == told(load(folder))
    (folder / "chapters" / "two.yaml").unlink()
    loaded = load(folder, None, cache)
    assert [found.rule.id for found in loaded.diagnostics] == ["missing-target"]
    assert loaded.diagnostics == load(folder).diagnostics


def test_the_same_passage_in_a_new_file_is_told(folder: Path, cache: Path) -> None:
    load(folder, None, cache)
    (folder / "chapters" / "three.yaml").write_text(ONE.replace("chapter: one", "chapter: three"))
    loaded = load(folder, None, cache)
    assert loaded.diagnostics == load(folder).diagnostics
    assert {found.rule.id for found in loaded.diagnostics} == {"duplicate-id"}


def test_a_file_with_a_finding_is_read_each_time(folder: Path, cache: Path) -> None:
    one = folder / "chapters" / "one.yaml"
    one.write_text(ONE.replace("text: x,", "text: x, txet: y,"), "utf-8")
    found = load(folder, None, cache).diagnostics
    assert [each.rule.id for each in found] == ["unknown-key"]
    assert load(folder, None, cache).diagnostics == found


def test_a_damaged_cache_is_never_trusted(folder: Path, cache: Path) -> None:
    whole = told(load(folder, None, cache))
    chance = random.Random(1)
    files = sorted(cache.iterdir())
    assert len(files) == 2
    for number in range(200):
        file = chance.choice(files)
        data = file.read_bytes()
        at = chance.randrange(len(data))
        damaged = (data[:at], data[:at] + b"9" + data[at + 1 :], data[at:], b"")[number % 4]
        file.write_bytes(damaged)
        assert told(load(folder, None, cache)) == whole
        file.write_bytes(data)


def test_a_cache_that_cannot_be_written_changes_nothing(folder: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    assert told(load(folder, None, blocked)) == told(load(folder))
    assert told(load(folder, None, blocked / "below")) == told(load(folder))


def test_an_interrupt_leaves_no_part_of_a_file(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            load(folder, cache=cache)
    assert not [file for file in cache.rglob("*") if file.is_file()]
    assert load(folder, cache=cache).story is not None


def test_a_campaign_of_one_file_is_compiled_too(tmp_path: Path, cache: Path) -> None:
    path = tmp_path / "one.yaml"
    passages = ONE.partition("passages:")[2].replace("-> two", "-> bare").replace("return", "a")
    path.write_text(CAMPAIGN.replace("start: one", "start: a") + "passages:" + passages, "utf-8")
    first = load(path, None, cache)
    assert [str(d) for d in first.diagnostics] == []
    assert len(list(cache.iterdir())) == 1
    later = load(path, None, cache)
    assert later.story is not None
    assert first.story is not None
    assert list(map(str, later.story.passages.values())) == list(
        map(str, first.story.passages.values())
    )


def test_compiled_files_are_plain_text(folder: Path, cache: Path) -> None:
    load(folder, None, cache)
    for file in cache.iterdir():
        assert '"passages"' in file.read_text("utf-8")


def test_scenes_shared_by_campaigns_are_read_where_they_are_named(
    folder: Path, cache: Path
) -> None:
    root = folder.parent
    (root / "scenes").mkdir()
    (root / "scenes" / "inn.yaml").write_text("chapter: inn\npassages:\n  bar: {text: A bar.}\n")
    (root / "scenes" / "other.yaml").write_text("nonsense: {")
    one = folder / "chapters" / "one.yaml"
    one.write_text(ONE.replace("    text: |", "    call: bar\n    text: |", 1), "utf-8")
    assert [found.rule.id for found in load(folder, root).diagnostics] == ["missing-target"]
    (folder / "campaign.yaml").write_text(CAMPAIGN + "scenes: [inn]\n", "utf-8")
    for _ in range(2):
        loaded = load(folder, root, cache)
        assert loaded.diagnostics == ()
        assert loaded.story is not None
        assert "bar" in loaded.story.passages
        assert set(loaded.sources) == {
            "c/campaign.yaml",
            "c/chapters/one.yaml",
            "c/chapters/two.yaml",
            "scenes/inn.yaml",
        }


def test_a_file_of_scenes_that_is_not_there_is_told(folder: Path) -> None:
    (folder.parent / "scenes").mkdir()
    (folder.parent / "scenes" / "inn.yaml").write_text("chapter: inn\npassages: {bar: {text: x}}\n")
    (folder / "campaign.yaml").write_text(CAMPAIGN + "scenes: [in]\n", "utf-8")
    (found,) = load(folder, folder.parent).diagnostics
    assert found.rule.id == "missing-file"
    assert "inn" in found.hint


def test_an_achievement_taken_away_is_noticed(folder: Path, cache: Path) -> None:
    declared = CAMPAIGN + "achievements: {kept: You kept it.}\n"
    (folder / "campaign.yaml").write_text(declared, "utf-8")
    one = folder / "chapters" / "one.yaml"
    one.write_text(ONE.replace("set promised", "set promised, award kept"), "utf-8")
    assert load(folder, None, cache).diagnostics == ()
    (folder / "campaign.yaml").write_text(CAMPAIGN, "utf-8")
    assert [found.rule.id for found in load(folder, None, cache).diagnostics] == ["unknown-name"]


def test_a_chapter_that_starts_elsewhere_is_noticed(folder: Path, cache: Path) -> None:
    one = folder / "chapters" / "one.yaml"
    one.write_text(ONE.replace("- Go. -> two", "- Go. -> two\n      - On. -> c"), "utf-8")
    assert load(folder, None, cache).diagnostics == ()
    two = folder / "chapters" / "two.yaml"
    two.write_text(TWO.replace("chapter: two", "chapter: two\nstart: c"), "utf-8")
    found = load(folder, None, cache).diagnostics
    assert found == load(folder).diagnostics
    assert "duplicate-id" in {each.rule.id for each in found}


def test_a_name_may_be_called_passages(tmp_path: Path, cache: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(
        "campaign: c\nstart: a\nnumbers: {passages: {from: 0, to: 9, means: m}}\n"
        "passages: {a: {text: '{passages}', next: b}, b: {text: b, ending: E}}\n"
    )
    assert told(load(path, None, cache)) == told(load(path, None, cache)) == told(load(path))
