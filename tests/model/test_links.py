"""Names, targets and kinds: each resolved, or reported where it stands with what was meant."""

import time

import pytest

from game.model.load import load_text
from tests.small import DECLARATIONS, campaign, marked, only, program, rules

OUT = "\nout: {text: x, ending: End}"


def in_passage(lines: str) -> str:
    body = "\n".join(f"  {line}" for line in lines.split("\n"))
    return campaign(f"here:\n{body}{OUT}")


PLACES = {
    "condition": "text: x\nchoices:\n  - {text: Go., if: not promissed, goto: out}",
    "comparison": "text: x\nchoices:\n  - {text: Go., if: paranioa >= 3, goto: out}",
    "sum": "text: x\nchoices:\n  - {text: Go., if: grain + paranioa >= 3, goto: out}",
    "route": "text: x\nnext:\n  - if promissed: out\n  - otherwise: out",
    "entry-effect": "text: x\ndo: paranioa +5\nnext: out",
    "choice-effect": "text: x\nchoices:\n  - {text: Go., do: paranioa +5, goto: out}",
    "flag-set": "text: x\ndo: set promissed\nnext: out",
    "flag-cleared": "text: x\ndo: clear promissed\nnext: out",
    "number-given": "text: x\ndo: grian = 3\nnext: out",
    "part-added": "text: x\ndo: paranioa +5%\nnext: out",
    "word-given": "text: x\ndo: envoi is hoover\nnext: out",
    "word": "text: x\ndo: envoy is hover\nnext: out",
    "word-asked": "text: x\nnext:\n  - if envoy is hover: out\n  - otherwise: out",
    "named-asked": "text: x\nnext:\n  - if envoi is hoover: out\n  - otherwise: out",
    "fate-decided": "text: x\ndo: kill elza\nnext: out",
    "fate-asked": "text: x\nnext:\n  - if fate.elza is dead: out\n  - otherwise: out",
    "trust": "text: x\ndo: trust.elza +5\nnext: out",
    "text-value": "text: So {paranioa}.\nnext: out",
    "text-condition": "text: 'So {if promissed: yes}.'\nnext: out",
    "text-in-variant": "text: 'So {cycle: a | {if promissed: yes}}.'\nnext: out",
    "text-in-stress": "text: So *very {paranioa}*.\nnext: out",
    "text-ladder": "text:\n  - if promissed: x\n  - otherwise: y\nnext: out",
    "paragraph-condition": "text: '{if promissed} So.'\nnext: out",
    "band": "text: x\nnext:\n  - if paranoia is hanted: out\n  - otherwise: out",
    "band-in-text": "text: 'So {paranoia: hanted: yes}.'\nnext: out",
    "number-of-bands-in-text": "text: 'So {paranioa: haunted: yes}.'\nnext: out",
    "word-in-text": "text: 'So {envoy: hover: yes}.'\nnext: out",
    "seen": "text: x\nnext:\n  - if seen(heer): out\n  - otherwise: out",
    "chosen": "text: x\nchoices:\n  - {text: Go., id: fire, if: not chosen(fir), goto: out}",
    "fact": "text: So {jo's name}.\nnext: out",
    "fact-of-what": "text: So {joe's nam}.\nnext: out",
    "picture": "newspaper: pravda\nheadline: H\npicture: {group: [elza], caption: c}\nnext: out",
    "caption": "newspaper: pravda\nheadline: H\n"
    "picture: {group: [elsa], caption: 'c {paranioa}'}\nnext: out",
    "masthead": "newspaper: pravdda\nheadline: H\nnext: out",
    "headline": "newspaper: pravda\nheadline:\n  - if promissed: H\n  - otherwise: I\nnext: out",
    "deck": "newspaper: pravda\nheadline: H\ndeck: So {paranioa}\nnext: out",
    "lead": "newspaper: pravda\nheadline: H\nlead: So {paranioa}\nnext: out",
    "truth": "newspaper: pravda\nheadline: H\ntruth: So {paranioa}\nnext: out",
    "column-title": "newspaper: pravda\nheadline: H\n"
    "columns:\n  - {title: 'So {paranioa}', text: x}\nnext: out",
    "column-text": "newspaper: pravda\nheadline: H\n"
    "columns:\n  - {title: T, text: 'So {paranioa}'}\nnext: out",
    "document-title": "document: {form: bill, title: 'So {paranioa}', words: W}\nnext: out",
    "document-words": "document: {form: bill, words: 'So {paranioa}'}\nnext: out",
    "place": "place: So {paranioa}\ntext: x\nnext: out",
    "hard": "text: x\nhard: {note: n, instead: 'So {paranioa}'}\nnext: out",
    "ending-title": "text: x\nending: {title: 'So {paranioa}'}",
    "ending-condition": "text: x\nending: {title: E, if: promissed}",
    "verdict": "text: x\nending: E\nverdict: So {paranioa}.",
    "label": "text: x\nchoices:\n  - {text: 'Go {paranioa}.', goto: out}",
    "short-label": "text: x\nchoices:\n  - Go {paranioa}. -> out",
    "locked": "text: x\nchoices:\n  - {text: G, if: promised, locked: 'No {paranioa}.', goto: out}",
    "answer": "text: x\nchoices:\n  - {text: G, answer: 'So {paranioa}.', goto: out}",
    "speaker": "text: |\n  ELZA: So.\nnext: out",
    "goto": "text: x\nchoices:\n  - {text: Go., goto: outt}",
    "arrow": "text: x\nchoices:\n  - Go. -> outt",
    "next": "text: x\nnext: outt",
    "next-in-list": "text: x\nnext: [outt]",
    "next-in-ladder": "text: x\nnext:\n  - if promised: outt\n  - otherwise: out",
}
MEANT = {
    "promissed": "promised",
    "paranioa": "paranoia",
    "grian": "grain",
    "envoi": "envoy",
    "hover": "hoover",
    "elza": "elsa",
    "fate.elza": "fate.elsa",
    "trust.elza": "trust.elsa",
    "hanted": "haunted",
    "heer": "here",
    "fir": "fire",
    "jo": "joe",
    "nam": "name",
    "pravdda": "pravda",
    "ELZA": "ELSA",
    "outt": "out",
}


@pytest.mark.parametrize("lines", PLACES.values(), ids=PLACES)
def test_an_unknown_name_is_told_wherever_it_stands_with_the_one_meant(lines: str) -> None:
    loaded = load_text(in_passage(lines))
    assert loaded.story is None
    assert len(loaded.diagnostics) == 1, loaded.diagnostics
    found = loaded.diagnostics[0]
    under = marked(found, loaded.sources["story.yaml"])
    (wrong,) = (name for name in MEANT if f'"{name}"' in found.message)
    assert wrong in under
    assert found.hint.startswith(f'did you mean "{MEANT[wrong]}"?')


@pytest.mark.parametrize(
    ("right", "wrong", "meant"),
    [
        ("player: joe", "player: jo", "joe"),
        ("start: here", "start: heer", "here"),
        ("the army: grain > 5", "the army: grian > 5", "grain"),
        ("and not insulted", "and not insultd", "insulted"),
        (
            "one of: [nobody, bullitt, hoover], start: nobody",
            "one of: [nobody], start: nobodi",
            "nobody",
        ),
    ],
)
def test_an_unknown_name_in_the_declarations_is_told(right: str, wrong: str, meant: str) -> None:
    declarations = DECLARATIONS.replace(right, wrong)
    assert declarations != DECLARATIONS
    loaded = load_text(campaign("here: {text: x, ending: End}", declarations))
    assert len(loaded.diagnostics) == 1, loaded.diagnostics
    assert loaded.diagnostics[0].hint.startswith(f'did you mean "{meant}"?')


@pytest.mark.parametrize(
    ("line", "meant"),
    [("start: heer", "here"), ("as: elza", "elsa"), ("place: '{grian}'", "grain")],
)
def test_an_unknown_name_in_a_chapter_is_told_where_it_stands(line: str, meant: str) -> None:
    text = (
        DECLARATIONS.lstrip()
        + f"chapters:\n  one:\n    {line}\n    passages:\n      here: {{text: x, ending: End}}\n"
    )
    loaded = load_text(text)
    assert len(loaded.diagnostics) == 1, loaded.diagnostics
    found = loaded.diagnostics[0]
    assert found.hint.startswith(f'did you mean "{meant}"?')
    assert text.split("\n")[found.span.line - 1].strip() == line


@pytest.mark.parametrize("target", ["one", "two"])
def test_a_goto_to_a_chapter_lands_on_its_start(target: str) -> None:
    text = (
        DECLARATIONS.replace("start: here", f"start: {target}").lstrip()
        + "chapters:\n"
        + "  one: {passages: {a: {text: x, next: two}, b: {text: x, ending: End}}}\n"
        + "  two: {start: d, passages: {c: {text: x, ending: End}, d: {text: x, next: one}}}\n"
    )
    story = load_text(text).story
    assert story is not None
    assert story.start == {"one": "a", "two": "d"}[target]
    targets = {id_: [route.target for route in p.routes] for id_, p in story.passages.items()}
    assert targets == {"a": ["d"], "b": [], "c": [], "d": ["a"]}


KINDS = {
    "number-as-truth": ("if", "grain", "grain", "grain >= "),
    "number-as-truth-after-not": ("if", "not grain", "grain", "grain >= "),
    "number-as-truth-in-and": ("if", "promised and grain", "grain", "grain >= "),
    "trust-as-truth": ("if", "trust.joe", "trust.joe", "trust.joe >= "),
    "flag-compared": ("if", "promised >= 1", "promised", "write: promised"),
    "flag-added": ("if", "grain + promised > 1", "promised", "write: promised"),
    "flag-asked-with-is": ("if", "promised is yes", "promised is yes", "write: promised"),
    "condition-compared": ("if", "the army == 1", "the army", "write: the army"),
    "word-with-equals": ("if", "envoy == hoover", "envoy", "write: envoy is hoover"),
    "word-with-equals-turned": ("if", "hoover == envoy", "envoy", "write: envoy is hoover"),
    "word-as-truth": ("if", "envoy", "envoy", "write: envoy is nobody"),
    "word-compared": ("if", "envoy > 3", "envoy", "write: envoy is nobody"),
    "literal-as-truth": ("if", "3", "3", "compare"),
    "sum-as-truth": ("if", "grain + 1", "grain + 1", "compare"),
    "truth-compared": ("if", "(promised or insulted) > 1", "promised or insulted", "`or`"),
    "flag-added-to": ("do", "promised +5", "promised +5", "write: set promised"),
    "number-set": ("do", "set grain", "set grain", "write: grain +5"),
    "flag-given-a-word": ("do", "promised is true", "promised is true", "write: set promised"),
    "word-added-to": ("do", "envoy +1", "envoy +1", "write: envoy is …"),
    "number-beyond-its-bounds": ("do", "grain = 21", "grain = 21", "from 0 to 20"),
}


@pytest.mark.parametrize(("key", "written", "wrong", "hint"), KINDS.values(), ids=KINDS)
def test_a_name_used_as_what_it_is_not_is_told(
    key: str, written: str, wrong: str, hint: str
) -> None:
    loaded = load_text(
        in_passage(f"text: x\nchoices:\n  - {{text: G, {key}: {written}, goto: out}}")
    )
    assert loaded.diagnostics, "nothing was reported"
    found = loaded.diagnostics[0]
    assert found.rule.id in ("wrong-kind", "out-of-bounds")
    assert marked(found, loaded.sources["story.yaml"]) == wrong
    assert hint in found.hint


@pytest.mark.parametrize("expr", ["seen(here) >= 2", "seen(here)", "chosen(out) + 1 > grain"])
def test_visits_are_both_truth_and_number(expr: str) -> None:
    loaded = load_text(in_passage(f"text: x\nchoices:\n  - {{text: G, if: {expr}, goto: out}}"))
    assert rules(loaded.diagnostics) == []


LOOPS = {
    "itself": ("a: {next: a}", "a"),
    "two": ("a: {next: b}\nb: {next: a}", "a → b"),
    "three": ("a: {next: b}\nb: {next: c}\nc: {next: a}", "a → b → c"),
    "in-one-branch": ("a: {next: [{if promised: here}, {otherwise: b}]}\nb: {next: a}", "a → b"),
    "behind-a-tail": ("z: {next: a}\na: {next: b}\nb: {next: a}", "a → b"),
}


@pytest.mark.parametrize(("passages", "circle"), LOOPS.values(), ids=LOOPS)
def test_passages_without_text_that_lead_in_a_circle_are_told(passages: str, circle: str) -> None:
    loaded = load_text(campaign(f"here: {{text: x, next: a}}\n{passages}"))
    assert circle in only(loaded.diagnostics, "silent-loop").message


def test_a_circle_with_text_in_it_is_none() -> None:
    program("here: {text: x, next: a}\na: {next: b}\nb: {text: y, next: a}")


def test_many_ways_through_silence_are_followed_in_time() -> None:
    levels = 60
    diamonds = "\n".join(
        f"{side}{n}: {{next: [{{if promised: a{n + 1}}}, {{otherwise: b{n + 1}}}]}}"
        for n in range(levels)
        for side in "ab"
    )
    ends = f"a{levels}: {{next: out}}\nb{levels}: {{next: out}}"
    begun = time.monotonic()
    program(f"here: {{text: x, next: a0}}\nc: {{next: b0}}\n{diamonds}\n{ends}{OUT}")
    assert time.monotonic() - begun < 5


def test_a_silent_circle_by_way_of_the_ending_word_is_none() -> None:
    program("here: {do: grain +1, next: the-ending}\nend: {text: x, ending: End}")


CYCLES = {
    "itself": "the a: the a",
    "two": "the a: the b\n  the b: not the a",
    "three": "the a: the b\n  the b: promised or the c\n  the c: the a and promised",
}


@pytest.mark.parametrize("conditions", CYCLES.values(), ids=CYCLES)
def test_conditions_that_ask_for_each_other_are_told(conditions: str) -> None:
    declarations = DECLARATIONS.replace("conditions:\n", f"conditions:\n  {conditions}\n")
    loaded = load_text(campaign("here: {text: x, ending: End}", declarations))
    assert '"the a"' in only(loaded.diagnostics, "condition-cycle").message


def test_a_condition_asked_for_twice_is_no_cycle() -> None:
    extra = "  the a: promised\n  the b: the a\n  the c: the a and the b\n"
    declarations = DECLARATIONS.replace("conditions:\n", f"conditions:\n{extra}")
    program("here: {text: x, ending: End}", declarations)


def test_two_cycles_of_conditions_are_both_told() -> None:
    extra = "  the a: the b\n  the b: the a\n  the c: the d\n  the d: the c\n"
    declarations = DECLARATIONS.replace("conditions:\n", f"conditions:\n{extra}")
    loaded = load_text(campaign("here: {text: x, ending: End}", declarations))
    assert rules(loaded.diagnostics).count("condition-cycle") == 2


def test_a_long_chain_of_conditions_is_followed() -> None:
    chain = "".join(f"  c{n}: c{n + 1}\n" for n in range(3000)) + "  c3000: promised\n"
    declarations = DECLARATIONS.replace("conditions:\n", f"conditions:\n{chain}")
    loaded = load_text(campaign("here: {text: x, ending: End}", declarations))
    assert loaded.story is None or loaded.diagnostics == ()


def test_the_ending_word_without_an_ending_is_told() -> None:
    loaded = load_text(campaign("here: {text: x, next: the-ending}"))
    assert "no passage here is an ending" in only(loaded.diagnostics, "missing-target").message
