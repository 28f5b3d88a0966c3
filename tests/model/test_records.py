"""Keys, ids, bounds and folders: what a campaign may hold, and what is said of the rest."""

import os
import time
from pathlib import Path

import pytest

from game.model import keys, load
from game.model.load import campaigns, load_text, summary
from tests.small import DECLARATIONS, campaign, marked, only, rules

MINIMAL = "campaign: a\nstart: b\npassages:\n  b: {text: x, ending: End}\n"


def declared(right: str, wrong: str) -> str:
    declarations = DECLARATIONS.replace(right, wrong)
    assert declarations != DECLARATIONS
    return campaign("here: {text: x, ending: End}", declarations)


KEYS = {
    "campaign": (MINIMAL + "titel: A\n", "titel", "title"),
    "stat": (declared("{start: 40,", "{strat: 40,"), "strat", "start"),
    "named": (declared("one of:", "oneof:"), "oneof", "one of"),
    "character": (declared("role: a brother", "rool: a brother"), "rool", "role"),
    "masthead": (declared("{name: Pravda}", "{name: Pravda, moto: M}"), "moto", "motto"),
    "passage": (campaign("here: {text: x, endign: End}"), "endign", "ending"),
    "choice": (
        campaign("here:\n  text: x\n  choices:\n    - {text: G, lockd: no, goto: here}"),
        "lockd",
        "locked",
    ),
    "ending": (campaign("here: {text: x, ending: {titel: E}}"), "titel", "title"),
    "document": (campaign("here: {document: {from: f, words: w}, next: here}"), "from", "form"),
    "hard": (campaign("here: {text: x, hard: {noet: n}, ending: E}"), "noet", "note"),
    "look": (
        declared("name: Elsa,", "name: Elsa, face: {}, looks: {old: {since: 1926, hare: bun}},"),
        "hare",
        "hair",
    ),
    "face": (declared("name: Elsa,", "name: Elsa, face: {hare: bun},"), "hare", "hair"),
}


@pytest.mark.parametrize(("text", "wrong", "meant"), KEYS.values(), ids=KEYS)
def test_an_unknown_key_is_told_with_the_one_meant(text: str, wrong: str, meant: str) -> None:
    loaded = load_text(text)
    found = only(loaded.diagnostics, "unknown-key")
    assert marked(found, loaded.sources["story.yaml"]) == wrong
    assert found.hint == f'did you mean "{meant}"?'


def test_a_key_nothing_is_like_is_told_with_those_there_are() -> None:
    found = only(
        load_text(campaign("here: {text: x, xyzzy: 1, ending: E}")).diagnostics, "unknown-key"
    )
    for key in keys.PASSAGE:
        assert key in found.hint or key == "note"


DECLARED = {
    "start-below": ("start: 40", "start: -1", "bad-bounds"),
    "start-above": ("start: 40", "start: 101", "bad-bounds"),
    "from-above-to": ("{from: 0, to: 20", "{from: 30, to: 20", "bad-bounds"),
    "from-is-to": ("{from: 0, to: 20, start: 6", "{from: 6, to: 6, start: 6", "bad-bounds"),
    "bands-falling": ("watchful: 25", "watchful: 80", "bands-out-of-order"),
    "bands-equal": ("watchful: 25", "watchful: 0", "bands-out-of-order"),
    "band-outside": ("haunted: 75", "haunted: 101", "bands-out-of-order"),
    "start-is-no-number": ("start: 40", "start: many", "wrong-type"),
    "start-is-a-fraction": ("start: 40", "start: 40.5", "wrong-type"),
    "start-is-huge": ("start: 40", "start: 99999999999999999999", "wrong-type"),
    "start-is-a-list": ("start: 40", "start: [40]", "wrong-type"),
    "stats-a-list": ("stats:\n  paranoia:", "stats:\n  - paranoia:", "wrong-type"),
    "flag-without-meaning": ("promised: You promised boots.", "promised:", "missing-key"),
    "number-twice": ("flags:\n", "flags:\n  grain: Again.\n", "duplicate-id"),
    "word-starts-elsewhere": ("start: nobody", "start: molotov", "unknown-word"),
    "named-without-words": ("{one of: [nobody, bullitt, hoover], ", "{", "missing-key"),
    "ink-unknown": ("player: joe", "player: joe\nink: mauve", "unknown-word"),
    "id-with-space": ("promised: You", "pro mised: You", "bad-id"),
    "id-with-dot": ("promised: You", "pro.mised: You", "bad-id"),
    "expression-unknown": (
        "name: Elsa,",
        "name: Elsa, expressions: {low: sad},",
        "unknown-word",
    ),
    "face-beyond-bounds": ("name: Elsa,", "name: Elsa, face: {age: 101},", "wrong-type"),
    "campaign-id-a-path": ("campaign: small", "campaign: ../../x", "bad-id"),
    "start-missing": ("start: here\n", "", "missing-key"),
}


@pytest.mark.parametrize(("right", "wrong", "rule"), DECLARED.values(), ids=DECLARED)
def test_a_declaration_that_cannot_be_is_told(right: str, wrong: str, rule: str) -> None:
    loaded = load_text(declared(right, wrong))
    assert loaded.story is None
    assert rule in rules(loaded.diagnostics)


PASSAGES = {
    "text-a-mapping": ("here: {text: {a: b}, ending: E}", "wrong-type"),
    "passage-a-word": ("here: x", "wrong-type"),
    "passage-nothing": ("here:", "wrong-type"),
    "passages-a-list": ("- here", "wrong-type"),
    "choices-a-word": ("here: {text: x, choices: no}", "wrong-type"),
    "choice-without-text": (
        "here: {text: x, choices: [{goto: here, once: yes}]}",
        "missing-key",
    ),
    "choice-without-target": ("here: {text: x, choices: [Go on.]}", "choice-syntax"),
    "choice-without-words": ("here: {text: x, choices: ['-> here']}", "choice-syntax"),
    "choice-to-two": ("here: {text: x, choices: [Go. -> here and there]}", "choice-syntax"),
    "once-maybe": (
        "here: {text: x, choices: [{text: G, once: maybe, goto: here}]}",
        "wrong-type",
    ),
    "next-empty": ("here: {text: x, next: []}", "wrong-type"),
    "next-a-path": ("here: {text: x, next: a/b}", "bad-id"),
    "next-after-otherwise": (
        "here: {text: x, next: [{otherwise: here}, {if promised: here}]}",
        "ladder-syntax",
    ),
    "rung-unreadable": (
        "here: {text: [{when promised: a}, {otherwise: b}], ending: E}",
        "ladder-syntax",
    ),
    "newspaper-without-headline": ("here: {newspaper: pravda, next: here}", "missing-key"),
    "headline-without-newspaper": ("here: {text: x, headline: H, ending: E}", "unknown-key"),
    "picture-without-group": (
        "here: {newspaper: pravda, headline: H, picture: {caption: c}, next: here}",
        "missing-key",
    ),
    "document-without-words": ("here: {document: {form: f}, next: here}", "missing-key"),
    "the-ending-as-a-passage": (
        "here: {text: x, next: the-ending}\nthe-ending: {text: y, ending: E}",
        "duplicate-id",
    ),
    "order-no-number": ("here: {text: x, ending: {title: E, order: last}}", "wrong-type"),
    "condition-a-list": ("here: {text: x, ending: {title: E, if: [a]}}", "wrong-type"),
    "effects-a-mapping": ("here: {text: x, do: {paranoia: 5}, ending: E}", "wrong-type"),
}


@pytest.mark.parametrize(("passages", "rule"), PASSAGES.values(), ids=PASSAGES)
def test_a_passage_that_cannot_be_is_told(passages: str, rule: str) -> None:
    loaded = load_text(campaign(passages))
    assert loaded.story is None
    assert rule in rules(loaded.diagnostics)


def test_a_ladder_that_may_hold_nothing_is_warned_of() -> None:
    loaded = load_text(campaign("here:\n  text:\n    - if promised: x\n  ending: E"))
    assert rules(loaded.diagnostics) == ["no-otherwise"]
    assert loaded.story is not None


def test_duplicate_choice_ids_name_both_places() -> None:
    text = campaign("here:\n  text: x\n  choices:\n    - One. -> here\n    - Two. -> here")
    loaded = load_text(text)
    found = only(loaded.diagnostics, "duplicate-id")
    lines = text.split("\n")
    assert "Two." in lines[found.span.line - 1]
    assert "One." in lines[found.related[0].span.line - 1]
    assert "`id:`" in found.hint


def test_ten_mistakes_in_one_file_are_all_told_in_order() -> None:
    text = """\
campaign: ten
start: nowhere
titel: Ten mistakes
stats:
  paranoia: {start: 400}
flags:
  promised: You promised.
passages:
  here:
    text: |
      So {paranioa} and {.

      BORIS: No.
    choices:
      - {text: Go., if: promised =, goto: here}
      - {text: Stay., do: paranoia += 5, goto: there}
      - Say: nothing.
    date: 1921-13
  over:
    text: "No," you say.
  last: {text: x, next: the-end}
"""
    found = load_text(text).diagnostics
    assert rules(found) == [
        "missing-target",
        "unknown-key",
        "bad-bounds",
        "unknown-name",
        "markup-syntax",
        "unknown-speaker",
        "condition-syntax",
        "effect-syntax",
        "missing-target",
        "choice-syntax",
        "bad-date",
        "yaml-syntax",
        "missing-target",
    ]
    assert [each.span.line for each in found] == sorted(each.span.line for each in found)


# Folders


def folder_of(path: Path, **files: str) -> Path:
    path.mkdir(exist_ok=True)
    for name, text in files.items():
        (path / f"{name}.yaml").write_text(text, "utf-8")
    return path


HEAD = "campaign: a\nstart: b\n"


def chapter(id_: str, passages: str) -> str:
    return f"chapter: {id_}\npassages:\n" + "".join(f"  {line}\n" for line in passages.split("\n"))


def test_a_campaign_of_several_files_is_one_story(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path / "a",
        campaign=HEAD + "player: joe\n",
        cast="cast:\n  joe: {name: Joe, says: JOE}\n",
        two=chapter("two", "c: {text: 'JOE: x', ending: E}"),
        one=chapter("one", "b: {text: x, next: two}"),
    )
    loaded = load.load(folder, tmp_path)
    assert loaded.diagnostics == ()
    assert loaded.story is not None
    assert set(loaded.story.passages) == {"b", "c"}
    assert set(loaded.sources) == {f"a/{n}.yaml" for n in ("campaign", "cast", "one", "two")}


def test_a_passage_in_two_files_names_both(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path / "a",
        campaign=HEAD,
        one=chapter("one", "b: {text: x, ending: E}"),
        two=chapter("two", "b: {text: y, ending: E}"),
    )
    found = only(load.load(folder, tmp_path).diagnostics, "duplicate-id")
    assert (found.span.file, found.related[0].span.file) == ("a/two.yaml", "a/one.yaml")


def test_a_chapter_written_twice_names_both(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path / "a",
        campaign=HEAD,
        one=chapter("one", "b: {text: x, ending: E}"),
        two=chapter("one", "c: {text: y, ending: E}"),
    )
    found = only(load.load(folder, tmp_path).diagnostics, "duplicate-id")
    assert (found.span.file, found.related[0].span.file) == ("a/two.yaml", "a/one.yaml")


def test_two_campaigns_in_a_folder_name_both(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "a", campaign=MINIMAL, other=MINIMAL)
    found = only(load.load(folder, tmp_path).diagnostics, "no-campaign")
    assert (found.span.file, found.related[0].span.file) == ("a/other.yaml", "a/campaign.yaml")


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    loaded = load.load(tmp_path)
    assert loaded.story is None
    assert rules(loaded.diagnostics) == ["no-campaign"]


def test_a_folder_without_a_campaign_file_is_told(tmp_path: Path) -> None:
    folder_of(tmp_path, one=chapter("one", "b: {text: x, ending: E}"))
    loaded = load.load(tmp_path)
    assert loaded.story is None
    assert rules(loaded.diagnostics) == ["no-campaign"]


def test_nothing_at_all_is_told(tmp_path: Path) -> None:
    loaded = load.load(tmp_path / "none")
    assert loaded.story is None
    assert rules(loaded.diagnostics) == ["unreadable-file"]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs symbolic links")
def test_a_link_out_of_the_folder_is_told_and_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("secret: word\n")
    (tmp_path / "root").mkdir()
    folder = folder_of(tmp_path / "root" / "a", campaign=MINIMAL)
    (folder / "linked.yaml").symlink_to(tmp_path / "secret.yaml")
    loaded = load.load(folder, tmp_path / "root")
    assert rules(loaded.diagnostics) == ["outside-the-folder"]
    assert not any("secret" in source.text for source in loaded.sources.values())


def test_a_link_in_a_circle_does_not_hang(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "a", campaign=MINIMAL)
    (folder / "again").symlink_to(folder)
    (folder / "self.yaml").symlink_to(folder / "self.yaml")
    begun = time.monotonic()
    load.load(folder, tmp_path)
    assert time.monotonic() - begun < 5


def test_an_empty_file_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "a", campaign=MINIMAL + "titel: x\n", empty="")
    found = load.load(folder, tmp_path).diagnostics
    assert [(each.span.file, each.rule.id) for each in found] == [
        ("a/campaign.yaml", "unknown-key"),
        ("a/empty.yaml", "not-a-record"),
    ]


def test_a_folder_called_like_a_file_is_passed_over(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "a", campaign=MINIMAL)
    (folder / "x.yaml").mkdir()
    loaded = load.load(folder, tmp_path)
    assert loaded.story is not None
    assert loaded.diagnostics == ()


def test_a_root_with_one_broken_campaign_still_lists_both(tmp_path: Path) -> None:
    folder_of(tmp_path / "good", campaign=MINIMAL)
    folder_of(tmp_path / "bad", campaign="{[")
    assert [summary(path).id for path in campaigns(tmp_path)] == ["bad", "a"]


@pytest.mark.parametrize(
    "written", ["../../x", "/etc", ".", "..", "a/b", "a\\b", "", "[a]", "'a b'"]
)
def test_a_campaign_id_that_is_no_word_never_names_a_folder(tmp_path: Path, written: str) -> None:
    folder = folder_of(
        tmp_path / "good", campaign=MINIMAL.replace("campaign: a", f"campaign: {written}")
    )
    assert summary(folder).id == "good"


def test_the_hash_changes_with_every_letter(tmp_path: Path) -> None:
    first = load_text(MINIMAL).story
    second = load_text(MINIMAL.replace("text: x", "text: y")).story
    assert first is not None
    assert second is not None
    assert first.hash == getattr(load_text(MINIMAL).story, "hash", "")
    assert first.hash != second.hash


def test_a_file_nobody_may_read_is_told(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "a", campaign=MINIMAL, locked="chapter: x\n")
    (folder / "locked.yaml").chmod(0)
    if os.access(folder / "locked.yaml", os.R_OK):
        pytest.skip("this user may read everything")
    assert rules(load.load(folder, tmp_path).diagnostics) == ["unreadable-file"]
