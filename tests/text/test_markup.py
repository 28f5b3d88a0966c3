"""Prose as written → what it may read as."""

import pytest

from game.diagnostics.diagnostic import Diagnostic
from game.diagnostics.span import Source
from game.text.expression import And, Compare, Is, Literal, Name, Not, Seen, Sum
from game.text.markup import (
    DEEPEST,
    Branch,
    ByBand,
    ByVisit,
    Fact,
    Paragraph,
    Plain,
    Prose,
    Run,
    Runs,
    Styled,
    Value,
    parse_line,
    parse_prose,
)
from game.text.nodes import Fragment, Scalar
from game.text.scope import Scope

HERE = (0, 0)
VOICES = Scope(
    {"JOE": "joe", "STALIN": "joe", "Uritsky": "uritsky", "THE DOCTOR": "doctor"},
    frozenset({"the army holds"}),
)


def fragment(text: str) -> Fragment:
    return Scalar(Source.of("a.yaml", text), 0, len(text), text, "").fragment()


def line(text: str) -> Runs:
    found: list[Diagnostic] = []
    VOICES.places = 0
    runs = parse_line(fragment(text), VOICES, found)
    assert found == []
    return runs


def prose(text: str) -> Prose:
    found: list[Diagnostic] = []
    VOICES.places = 0
    read = parse_prose(fragment(text), VOICES, found)
    assert found == []
    return read


def paragraph(text: str) -> Paragraph:
    (only,) = prose(text).paragraphs()
    return only


def fault(text: str) -> Diagnostic:
    found: list[Diagnostic] = []
    parse_prose(fragment(text), VOICES, found)
    assert len(found) == 1, found
    return found[0]


def stress(text: str) -> Styled:
    return Styled("stress", (Plain(text),))


def title(text: str) -> Styled:
    return Styled("title", (Plain(text),))


def name(text: str) -> Name:
    return Name(text, HERE)


def test_words_are_words() -> None:
    assert line("A door; it is shut. (Quite.) “Yes,” – no…") == (
        Plain("A door; it is shut. (Quite.) “Yes,” – no…"),
    )


def test_white_space_and_line_ends_are_one_space() -> None:
    assert line("A \n  door\t is\nshut.") == (Plain("A door is shut."),)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("a *b* c", (Plain("a "), stress("b"), Plain(" c"))),
        ("a _b_ c", (Plain("a "), title("b"), Plain(" c"))),
        ("*b*", (stress("b"),)),
        ("*b c*!", (stress("b c"), Plain("!"))),
        ("(*b*)", (Plain("("), stress("b"), Plain(")"))),
        ("promised_boots", (Plain("promised_boots"),)),
        ("one_two_three and _Pravda_", (Plain("one_two_three and "), title("Pravda"))),
        ("_snake_case here_", (title("snake_case here"),)),
        ("2 * 3 * 4", (Plain("2 * 3 * 4"),)),
        ("a * b*", (Plain("a * b*"),)),
        ("5*3", (Plain("5*3"),)),
        ("** and __", (Plain("** and __"),)),
        ("_a *b* c_", (Styled("title", (Plain("a "), stress("b"), Plain(" c"))),)),
        ("*a {paranoia}*", (Styled("stress", (Plain("a "), Value(name("paranoia")))),)),
        (r"\*b\*", (Plain("*b*"),)),
        (r"\_b\_", (Plain("_b_"),)),
        (r"*a\*b*", (stress("a*b"),)),
        (r"\{a\} \| \\ \:", (Plain("{a} | \\ :"),)),
        ("a \\", (Plain("a \\"),)),
        ("a | b: c", (Plain("a | b: c"),)),
    ],
)
def test_stress_titles_and_escapes(text: str, runs: Runs) -> None:
    assert line(text) == runs


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("{paranoia}", Value(name("paranoia"))),
        ("{ paranoia }", Value(name("paranoia"))),
        ("{trust.lenin}", Value(name("trust.lenin"))),
        ("{paranoia + 1}", Value(Sum(((1, name("paranoia")), (1, Literal(1, HERE)))))),
        ("{joe's name}", Fact("joe", "name")),
        ("{joe’s role}", Fact("joe", "role")),
        ("{if a: b}", Branch(((name("a"), (Plain("b"),)),))),
        (
            "{if a: b | otherwise: c}",
            Branch(((name("a"), (Plain("b"),)), (None, (Plain("c"),)))),
        ),
        (
            "{if a >= 3: b|if the army holds: d|otherwise: }",
            Branch(
                (
                    (Compare(">=", name("a"), Literal(3, HERE), HERE), (Plain("b"),)),
                    (name("the army holds"), (Plain("d"),)),
                    (None, ()),
                )
            ),
        ),
        ("{if a: b: c}", Branch(((name("a"), (Plain("b: c"),)),))),
        ("{if (a): b}", Branch(((name("a"), (Plain("b"),)),))),
        (
            "{first: a | then: b | last: c}",
            ByVisit("first", ((Plain("a"),), (Plain("b"),), (Plain("c"),)), 0),
        ),
        ("{cycle: a | b}", ByVisit("cycle", ((Plain("a"),), (Plain("b"),)), 0)),
        ("{once: a: b | c: d}", ByVisit("once", ((Plain("a: b"),), (Plain("c: d"),)), 0)),
        ("{shuffle: a | | c}", ByVisit("shuffle", ((Plain("a"),), (), (Plain("c"),)), 0)),
        (
            "{paranoia: calm: a | haunted: b: c}",
            ByBand("paranoia", (("calm", (Plain("a"),)), ("haunted", (Plain("b: c"),)))),
        ),
        (r"{cycle: a \| b | c}", ByVisit("cycle", ((Plain("a | b"),), (Plain("c"),)), 0)),
        (r"{if a: \}}", Branch(((name("a"), (Plain("}"),)),))),
        (
            "{if a: {cycle: b | c} | otherwise: {if d: e | otherwise: f}}",
            Branch(
                (
                    (name("a"), (ByVisit("cycle", ((Plain("b"),), (Plain("c"),)), 0),)),
                    (
                        None,
                        (Branch(((name("d"), (Plain("e"),)), (None, (Plain("f"),)))),),
                    ),
                )
            ),
        ),
        ("{cycle: *a* | b}", ByVisit("cycle", ((stress("a"),), (Plain("b"),)), 0)),
    ],
)
def test_braces_hold_what_varies(text: str, run: Run) -> None:
    assert line(text) == (run,)


def test_each_variant_of_a_block_has_a_place_of_its_own() -> None:
    read = prose("{cycle: a | b} {cycle: a | b}\n\n{once: a}")
    places = [
        run.place for each in read.paragraphs() for run in each.runs if isinstance(run, ByVisit)
    ]
    assert places == [0, 1, 2]


def test_a_blank_line_ends_a_paragraph_and_three_dashes_turn_the_page() -> None:
    read = prose(
        "One\nline.\n\nTwo.\n   \nThree.\n\n---\n\nFour. --- no page\n\n  -----  \n---\nFive.\n"
    )
    assert [[each.runs for each in page] for page in read.pages] == [
        [(Plain("One line."),), (Plain("Two."),), (Plain("Three."),)],
        [(Plain("Four. --- no page"),)],
        [(Plain("Five."),)],
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "aside", "channel", "words"),
    [
        ("JOE: Go.", "joe", "", "", "Go."),
        ("STALIN: Go.", "joe", "", "", "Go."),
        ("Uritsky: Go.", "uritsky", "", "", "Go."),
        ("THE DOCTOR: Go.", "doctor", "", "", "Go."),
        ("JOE (low): Go.", "joe", "low", "", "Go."),
        ("JOE (to himself, low): Go.", "joe", "to himself, low", "", "Go."),
        ("JOE [georgian]: Go.", "joe", "", "georgian", "Go."),
        ("JOE (low) [georgian]: Go.", "joe", "low", "georgian", "Go."),
        ("JOE:\nGo on.", "joe", "", "", "Go on."),
        ("JOE: He said: go.", "joe", "", "", "He said: go."),
        ("He said: go.", None, "", "", "He said: go."),
        ("A: go.", None, "", "", "A: go."),
        ("At 12:30 it was over.", None, "", "", "At 12:30 it was over."),
        ("1921: hunger.", None, "", "", "1921: hunger."),
        (r"BORIS\: Go.", None, "", "", "BORIS: Go."),
        ("JOE walks: slowly.", None, "", "", "JOE walks: slowly."),
    ],
)
def test_who_speaks(text: str, speaker: str | None, aside: str, channel: str, words: str) -> None:
    read = paragraph(text)
    assert (read.speaker, read.aside, read.channel) == (speaker, aside, channel)
    assert read.runs == (Plain(words),)


def test_a_condition_alone_at_the_start_governs_its_paragraph() -> None:
    read = paragraph("{if the army holds and not seen(x)} JOE (low): *Go.*")
    assert read.condition == And((name("the army holds"), Not(Seen("x", HERE))))
    assert (read.speaker, read.aside) == ("joe", "low")
    assert read.runs == (stress("Go."),)


def test_a_condition_with_a_colon_at_the_start_governs_only_its_words() -> None:
    read = paragraph("{if paranoia is haunted: Quiet.} Loud.")
    assert read.condition is None
    assert read.runs == (
        Branch(((Is("paranoia", "haunted", HERE, HERE), (Plain("Quiet."),)),)),
        Plain(" Loud."),
    )


@pytest.mark.parametrize(
    ("text", "rule", "wrong", "hint"),
    [
        ("a {b", "markup-syntax", "{", "add }"),
        ("a {b\n\nc d", "markup-syntax", "{", "add }"),
        ("a } b", "markup-syntax", "}", r"\}"),
        ("a {} b", "markup-syntax", "{}", r"\{"),
        ("a { } b", "markup-syntax", "{ }", r"\{"),
        ("a *b c", "markup-syntax", "*", r"\*"),
        ("a _b c", "markup-syntax", "_", r"\_"),
        ("*a\n\nb*", "markup-syntax", "*", r"\*"),
        ("a {if b} c", "markup-syntax", "if b", "{if condition: text}"),
        ("x {if a: b | c}", "markup-syntax", "c", "otherwise"),
        ("x {otherwise: b | if a: c}", "markup-syntax", "otherwise", "move it to the end"),
        ("{first: a | b}", "markup-syntax", "b", "then"),
        ("{paranoia: b}", "markup-syntax", "paranoia", "calm"),
        ("a {b = 3: c}", "markup-syntax", "b = 3", ""),
        ("a {if b = 3: c}", "condition-syntax", "=", '"=="'),
        ("{if b and} c", "condition-syntax", "", "say what must hold"),
        ("a {b c}", "condition-syntax", "c", ""),
        ("BORIS: No.", "unknown-speaker", "BORIS", "`says:`"),
        ("THE DOKTOR: No.", "unknown-speaker", "THE DOKTOR", '"THE DOCTOR"'),
        ("{if a} BORIS (low): No.", "unknown-speaker", "BORIS", ""),
    ],
)
def test_what_cannot_be_read_is_pointed_at(text: str, rule: str, wrong: str, hint: str) -> None:
    found = fault(text)
    assert found.rule.id == rule
    assert found.span.line == found.span.end_line
    source = Source.of("a.yaml", text).line(found.span.line)
    assert source[found.span.column - 1 : found.span.end_column - 1] == wrong
    assert hint in found.hint


def test_only_the_paragraph_with_the_mistake_is_left_out() -> None:
    found: list[Diagnostic] = []
    read = parse_prose(fragment("One.\n\nTwo {.\n\nThree.\n\nFour }."), VOICES, found)
    assert [each.runs for each in read.paragraphs()] == [(Plain("One."),), (Plain("Three."),)]
    assert [each.span.line for each in found] == [3, 7]


def test_braces_nest_so_deep_and_no_deeper() -> None:
    def nested(levels: int) -> str:
        return "x " + "{if a: b " * levels + "}" * levels

    line(nested(DEEPEST))
    assert str(DEEPEST) in fault(nested(DEEPEST + 1)).message


@pytest.mark.parametrize("sign", ["{", "}", "*a ", "_a ", "\\", "{if a: ", "|", "{cycle: a|", "*_"])
def test_thousands_of_signs_are_read_in_time(sign: str) -> None:
    found: list[Diagnostic] = []
    parse_prose(fragment("x " + sign * 10_000), VOICES, found)
    assert len(found) <= 1


def test_stress_within_stress_goes_no_deeper_than_the_stack() -> None:
    found: list[Diagnostic] = []
    text = "x " + "*a _b " * 2000 + "b_ a* " * 2000
    parse_prose(fragment(text), VOICES, found)
    assert len(found) <= 1
