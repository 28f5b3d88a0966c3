"""The editors' schema takes what the game takes, and refuses the slips that are made in typing."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from game.diagnostics.span import Source
from game.model import keys
from game.model.face import FIELDS
from game.model.interlude import TEMPLATES
from game.text.nodes import Map, Seq, Tree
from game.text.tree import parse
from tests.test_manual import EXAMPLES, LANGUAGE, files, names
from tests.tools.test_commands import undone
from tools.notation import records
from tools.schema import schema, text

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = schema()
NO_STORIES = {"language", "endings", "apart"}
"""Folders whose files are no stories: fixed words, and players' wishes."""

STORIES = [
    path
    for folder in ("story", "tests/stories", "tests/lint", "tests/model", "tools/scaffold")
    for path in sorted((ROOT / folder).rglob("*.yaml"))
    if not NO_STORIES & set(path.parts)
]


def as_editors_read(tree: Tree | None) -> Any:
    """A file as YAML 1.2 has it: of plain scalars, numbers, true and false are no text."""
    if isinstance(tree, Map):
        return {key.text: as_editors_read(value) for key, value in tree.items()}
    if isinstance(tree, Seq):
        return [as_editors_read(item) for item in tree.items]
    if tree is None:
        return None
    if tree.style:
        return tree.text
    if re.fullmatch(r"[-+]?\d+", tree.text):
        return int(tree.text)
    if re.fullmatch(r"[-+]?(\.\d+|\d+\.\d*)([eE][-+]?\d+)?", tree.text):
        return float(tree.text)
    return {"true": True, "false": False, "": None, "~": None, "null": None}.get(
        tree.text, tree.text
    )


def faults(yaml: str) -> list[str]:
    """What the schema says of a file."""
    data = as_editors_read(parse(Source.of("file.yaml", yaml)).tree)
    return [fault.message for fault in Draft7Validator(SCHEMA).iter_errors(data)]


def test_it_is_a_schema() -> None:
    Draft7Validator.check_schema(SCHEMA)


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "$ref":
                yield value
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)


def test_every_reference_of_it_leads_somewhere_and_nothing_is_left_over() -> None:
    used = {each.removeprefix("#/definitions/") for each in references(SCHEMA)}
    assert used - set(SCHEMA["definitions"]) == set()
    assert set(SCHEMA["definitions"]) - used == set()


def test_it_knows_the_keys_of_every_record_with_their_meanings() -> None:
    read = records()
    for name, meanings in vars(keys).items():
        if name.isupper() and isinstance(meanings, dict):
            own = read[name].keys() - (FIELDS.keys() if name == "LOOK" else set())
            assert {key: read[name][key].means for key in read[name] if key in own} == meanings
    for name, fields in TEMPLATES.items():
        assert {key: each.means for key, each in read[name].items()} == {
            key: field.meaning for key, field in fields.items()
        }
    assert list(read["FACE"]) == list(FIELDS)
    assert list(read["LOOK"]) == [*keys.LOOK, *FIELDS]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_it_takes_a_story_that_the_game_takes(path: Path) -> None:
    assert faults(path.read_text("utf-8")) == []


WRITTEN = {
    **{block.name: block.text for block in EXAMPLES},
    **{path.stem: path.read_text("utf-8") for path in LANGUAGE},
}


@pytest.mark.parametrize("example", WRITTEN.values(), ids=WRITTEN)
def test_it_takes_an_example_of_the_notation(example: str) -> None:
    whole = {"": example} if names(example)[:1] == ("campaign",) else files(example)
    assert {name: faults(text) for name, text in whole.items() if faults(text)} == {}


HEAD = "chapter: one\npassages:\n  here:\n"
WRONG = {
    "an unknown key of a passage": f"{HEAD}    txet: The door.\n    next: here\n",
    "an unknown key of a choice": f"{HEAD}    choices: [{{text: Go., gotoo: here}}]\n",
    "an unknown key of a campaign": "campaign: x\nstrat: here\n",
    "an unknown key of a paper": f"{HEAD}    telegram: {{words: STOP, form: x}}\n",
    "text where a list is": f"{HEAD}    choices: Go.\n",
    "a word where a number is": "campaign: x\nstats: {paranoia: {start: much}}\n",
    "a list where text is": f"{HEAD}    text: [One., Two.]\n",
    "neither yes nor no": f"{HEAD}    choices: [{{text: Go., once: perhaps, goto: here}}]\n",
    "no date": "chapter: one\ndate: 24 February 1921\npassages: {}\n",
    "a rung that is none": f"{HEAD}    next: [{{iff promised: here}}]\n",
    "a rung of two": f"{HEAD}    text: [{{if a: x, otherwise: y}}]\n",
    "a choice without text": f"{HEAD}    choices: [{{goto: here}}]\n",
    "a telegram without words": f"{HEAD}    telegram: {{to: Lenin}}\n",
    "a chapter without passages": "chapter: one\n",
    "a misspelt field of a face": "cast: {joe: {face: {moustahce: trim}}}\n",
    "a moustache that is none": "cast: {joe: {face: {moustache: enormous}}}\n",
    "an age beyond its bounds": "cast: {joe: {face: {age: 400}}}\n",
    "a misspelt field of a look": "cast: {joe: {looks: {old: {since: 1926, moustahce: trim}}}}\n",
    "a date of a look that is none": "cast: {joe: {looks: {old: {since: later, age: 60}}}}\n",
    "an expression that is none": "cast: {joe: {expressions: {low: whispering}}}\n",
}


@pytest.mark.parametrize("yaml", WRONG.values(), ids=WRONG)
def test_it_refuses(yaml: str) -> None:
    assert faults(yaml)


def test_the_command_writes_it(tmp_path: Path) -> None:
    file = tmp_path / "story.schema.json"
    assert undone("schema", "-o", str(file)).returncode == 0
    assert file.read_text("utf-8") == undone("schema").stdout == text()
