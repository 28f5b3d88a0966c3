"""What is counted of a manuscript, in a story that was counted by hand."""

import json
from pathlib import Path

import pytest

from game.diagnostics.diagnostic import Diagnostic
from game.diagnostics.span import Source
from game.text.markup import parse_line
from game.text.nodes import Scalar
from game.text.scope import Scope
from game.text.tree import parse
from tests.small import whole
from tests.tools.test_commands import undone
from tools.count import as_data, as_text, count, words_of

STORY = """\
campaign: small
title: A Small Story
start: here
stats: {paranoia: {start: 40, bands: {calm: 0, haunted: 75}}}
flags: {lit: You lit the lamp.}
newspapers: {pravda: {name: Pravda, motto: Not counted at all}}
cast:
  joe: {name: Joseph, says: JOE}
  elsa: {name: Elsa, says: ELSA}
chapters:
  one:
    title: First
    passages:
      here:
        text: |
          One two three.

          JOE (stern): Four *five*, {if lit: six | otherwise: seven eight}.

          {if lit} ELSA: Nine.
        choices:
          - text: Go on.
            answer: JOE told you.
            locked: Not now.
            goto: paper
          - {text: Stay here a while., id: stay, goto: here}
  two:
    title: Second
    passages:
      paper:
        newspaper: pravda
        headline: [{if lit: A lamp is lit}, {otherwise: No lamp}]
        lead: "{paranoia} lamps were counted."
        picture: {group: [joe], caption: A comrade}
        columns: [{title: Bread, text: Unchanged.}, {if: lit, title: Oil, text: ELSA wrote this.}]
        truth: None was.
        next: letter
      letter:
        letter: {to: "Dear Joe,", words: "JOE: Ten eleven."}
        next: form
      form:
        document: {form: cable, words: STOP}
        next: out
      out: {text: Out., ending: {title: The end}, verdict: So it went.}
"""


def test_a_small_story_is_counted_as_by_hand() -> None:
    counted = count(whole(STORY))
    assert (counted.passages, counted.choices, counted.endings, counted.front_pages) == (5, 2, 1, 1)
    assert counted.interludes == {"letter": 1, "document": 1}
    # 3 + 5 + 1, the answer 3; Out 1, the title 2, the verdict 3
    assert counted.words["prose"] == 9 + 3 + 1 + 2 + 3
    assert counted.words["choices"] == 2 + 2 + 4
    # headlines 4 + 2, lead 3, caption 2, columns 1 + 1 + 1 + 3, truth 2; letter 2 + 2; cable 1
    assert counted.words["papers"] == 6 + 3 + 2 + 6 + 2 + 4 + 1
    assert [chapter.title for chapter in counted.chapters] == ["First", "Second"]
    assert [chapter.words.total() for chapter in counted.chapters] == [20, 30]
    assert counted.words.total() == 50
    assert counted.minutes == 1
    assert counted.speakers == (("joe", "Joseph", 7), ("elsa", "Elsa", 1))
    assert counted.narrated == 3 + 3 + 1 + 2 + 3


def test_a_line_varies_that_depends_on_anything() -> None:
    counted = count(whole(STORY))
    # Joe's line, Elsa's paragraph; two headlines, the lead, both lines of the second column
    assert counted.varied == 2 + 2 + 1 + 2


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("One, two; three.", 3),
        ("Well-known men don’t wait", 4),
        ("Wait—and see – now", 4),
        ("9.40 a.m. … no!", 3),
        ("*un*known _Pravda_", 2),
        ("{paranoia} and {joe's name}", 1),
        ("{if lit: a b | otherwise: c} d", 4),
        ("{first: a | then: b | last: c d}", 4),
        ("{cycle: *a* | b {if lit: c}}", 3),
        ("{paranoia: calm: a | haunted: b}", 2),
        ("{count paranoia: one: {paranoia} plot | other: {paranoia} plots}", 2),
        ("*a {if lit: b} c*", 3),
        ("{joe's gender: woman: She | man: He | otherwise: Who} left", 4),
        ("…", 0),
    ],
)
def test_words_are_those_written_every_variant_once(line: str, words: int) -> None:
    node = parse(Source.of("x.yaml", f"'{line}'".replace("joe's", "joe''s"))).tree
    assert isinstance(node, Scalar)
    found: list[Diagnostic] = []
    assert words_of(parse_line(node.fragment(), Scope(), found)) == words
    assert found == []


def test_it_is_told_in_a_table() -> None:
    told = as_text(count(whole(STORY)))
    assert told.startswith("A Small Story\n\nchapters      2\npassages      5\n")
    assert "other papers  2  (1 document, 1 letter)\n" in told
    assert "minutes       1  (all of it read once, 230 words a minute)\n" in told
    assert "First           1        2     12        8       0\n" in told
    assert "Joseph        7\n" in told


def test_programs_get_keys_that_stay() -> None:
    data = as_data(count(whole(STORY)))
    assert list(data) == [
        "campaign",
        "title",
        "passages",
        "choices",
        "endings",
        "front_pages",
        "interludes",
        "words",
        "lines",
        "lines_with_variation",
        "minutes",
        "words_a_minute",
        "chapters",
        "speakers",
        "narrated",
    ]
    assert data["words"] == {"all": 50, "prose": 18, "choices": 8, "papers": 24}


def test_the_command_counts_one_campaign_or_all(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(STORY, "utf-8")
    told = json.loads(undone("count", str(tmp_path / "a.yaml"), "--json").stdout)
    assert [each["campaign"] for each in told] == ["small"]
    shipped = json.loads(undone("count", "--json").stdout)
    assert "brothers-keeper" in [each["campaign"] for each in shipped]
    assert json.loads(undone("count", "brothers-keeper", "--json").stdout) == shipped[:1]
    nobody = undone("count", "nobody")
    assert (nobody.returncode, nobody.stdout) == (2, "")
    assert 'there is no campaign "nobody"' in nobody.stderr


def test_a_story_that_does_not_load_is_told_and_not_counted(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(STORY.replace("next: out", "next: nowhere"), "utf-8")
    told = undone("count", str(tmp_path / "a.yaml"))
    assert (told.returncode, told.stdout) == (2, "")
    assert 'unknown passage "nowhere"' in told.stderr
