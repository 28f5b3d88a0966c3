"""Campaigns with every feature, drawn by hypothesis.

Those of `stories` go on whatever is chosen. Those of `wild_stories` may also stop: their ladders
may hold no rung, their scenes may call each other without end, their cards and events interrupt
one another.
"""

from hypothesis import strategies as st

STATS = ("paranoia", "grain", "debt")
FLAGS = ("promised", "insulted")


@st.composite
def conditions(draw: st.DrawFn, depth: int = 2) -> str:
    """A condition over the names of `stories`."""
    kind = draw(st.sampled_from(["stat", "flag", "band", "word", "visit", "named", "deep"]))
    match kind:
        case "stat":
            operator = draw(st.sampled_from(["<", "<=", "==", "!=", ">=", ">"]))
            name = draw(st.sampled_from(STATS))
            return f"{name} {operator} {draw(st.integers(0, 60))}"
        case "flag":
            return draw(st.sampled_from(FLAGS))
        case "band":
            return f"paranoia is {draw(st.sampled_from(['calm', 'haunted']))}"
        case "word":
            return f"envoy is {draw(st.sampled_from(['nobody', 'hoover']))}"
        case "visit":
            return f"seen(p{draw(st.integers(0, 2))}) >= {draw(st.integers(1, 3))}"
        case "named":
            return "the army holds"
    if depth == 0:
        return "promised"
    joint = draw(st.sampled_from(["and", "or"]))
    one, other = draw(conditions(depth - 1)), draw(conditions(depth - 1))
    return draw(st.sampled_from([f"not ({one})", f"({one}) {joint} not ({other})"]))


EFFECTS = st.one_of(
    st.builds("{} {:+d}".format, st.sampled_from(STATS), st.integers(-80, 80)),
    st.builds("{} {:+d}%".format, st.sampled_from(STATS), st.integers(-100, 100)),
    st.builds("{} {}".format, st.sampled_from(["set", "clear"]), st.sampled_from(FLAGS)),
    st.sampled_from(["envoy is hoover", "envoy is nobody", "debt = -10", "grain = 20"]),
    st.sampled_from(
        ["grain +1 to 6", "grain = 2 to 9", "debt -1 to 30", "kill joe", "restore joe"]
    ),
)
TRIGGERS = ("in 1 chapter", "in 2 chapters", "on 1921-03-01", "on 1922")
LINES = st.sampled_from(
    [
        "It is {paranoia} and {debt - 1}.",
        "{shuffle: a | b | c} {cycle: a | b} {once: a | b}",
        "{first: a | then: b | last: c}",
        "{paranoia: calm: a | haunted: b} {envoy}",
        "{if promised} Only then.",
        "{if the army holds: *a* | otherwise: _b_}",
    ]
)


@st.composite
def triggers(draw: st.DrawFn) -> str:
    """When something is due."""
    written: str = draw(st.one_of(st.sampled_from(TRIGGERS), conditions().map("when {}".format)))
    return written


@st.composite
def leavings(draw: st.DrawFn, indent: str) -> str:
    """What happens before a passage is left, and what comes of it later."""
    lines = []
    if draw(st.integers(0, 3)) == 0:
        value = draw(st.sampled_from(["", "(envoy = hoover)", "(grain = 3, promised)"]))
        lines.append(f"call: scene{value}")
    if draw(st.integers(0, 3)) == 0:
        lines.append("draw: deck")
    if draw(st.integers(0, 3)) == 0:
        away = "in 2 chapters': p0"  # what would be due at once would come without end
        event = draw(st.sampled_from(["e0", "e1"]))
        written = draw(st.one_of(st.just(away), triggers().map(lambda at: f"{at}': {event}")))
        lines.append(f"later: {{'{written}}}")
    return "".join(f"{indent}{line}\n" for line in lines)


@st.composite
def interruptions(draw: st.DrawFn) -> str:
    """Two events, two cards and a scene of two passages."""
    parts = ["      e0: {text: An event., do: paranoia +7"]
    parts.append(f", event: {{when: '{draw(triggers())}', once: {draw(YES_OR_NO)}}}}}\n")
    parts.append("      e1: {text: Another., choices: [Ask. -> return, Stay. -> e2]")
    parts.append(f", event: {{when: '{draw(triggers())}', if: '{draw(conditions())}'}}}}\n")
    parts.append("      e2: {do: set insulted, next: return}\n")
    for number in range(2):
        rest, once = draw(st.sampled_from(["", ", rest: 2 chapters"])), draw(YES_OR_NO)
        card = f"deck: deck, once: {once}, weight: {draw(st.integers(1, 3))}{rest}"
        parts.append(f"      k{number}: {{text: A card., do: grain -2, card: {{{card}}}}}\n")
    parts.append("      scene: {text: 'A scene of {envoy}.', next: last}\n")
    parts.append("      last: {do: paranoia -3, text: '{if promised} So.', next: return}\n")
    return "".join(parts)


YES_OR_NO = st.sampled_from(["yes", "no"])


@st.composite
def stories(draw: st.DrawFn) -> str:
    """A campaign of a few passages, of which the last is an ending."""
    count = draw(st.integers(3, 7))
    parts = [
        "campaign: any\nstart: p0\nstats:\n"
        "  paranoia: {start: 40, bands: {calm: 0, haunted: 60}}\n"
        "numbers:\n  grain: {to: 20, start: 6}\n  debt: {from: -10, to: 10, start: 0}\n"
        "flags:\n  promised: You promised.\n  insulted: You insulted.\n"
        "named:\n  envoy: {one of: [nobody, hoover], start: nobody}\n"
        "cast:\n  joe: {name: Joe, says: JOE}\n"
        f"conditions:\n  the army holds: grain > {draw(st.integers(0, 20))} and not insulted\n"
        "chapters:\n  aside:\n    passages:\n"
    ]
    parts.append(draw(interruptions()))
    targets = st.integers(0, count).map(lambda number: f"p{number}")
    for number in range(count):
        if number % 2 == 0:
            date = ("1921-01", "1921-02-24", "1921-05", "")[number // 2 % 4]
            parts.append(f"  chapter{number}:\n    date: {date}\n" if date else f"  c{number}:\n")
            parts.append("    passages:\n")
        parts.append(f"      p{number}:\n")
        parts.append(draw(leavings("        ")))
        effects = draw(st.lists(EFFECTS, max_size=3))
        if effects:
            parts.append(f"        do: {', '.join(effects)}\n")
        lines = draw(st.lists(LINES, min_size=1, max_size=3))
        parts.append("        text: |\n" + "\n".join(f"          {line}\n" for line in lines))
        choices = draw(st.integers(0, 3))
        if choices:
            parts.append("        choices:\n")
        for choice in range(choices):
            parts.append(f"          - text: Go {choice}.\n            id: c{choice}\n")
            if draw(st.booleans()):
                parts.append(f"            if: {draw(conditions())}\n")
            if draw(st.booleans()):
                parts.append(f"            do: {', '.join(draw(st.lists(EFFECTS, min_size=1)))}\n")
            if draw(st.booleans()):
                parts.append("            once: yes\n")
            if draw(st.integers(0, 4)) == 0:
                parts.append("            fallback: yes\n")
            parts.append(draw(leavings("            ")))
            parts.append(
                f"            goto:\n              - if {draw(conditions())}: {draw(targets)}\n"
                f"              - otherwise: {draw(targets)}\n"
            )
        chance = f"{draw(st.integers(1, 9))} in 10"
        otherwise = f"{{otherwise: {draw(targets)}}}"
        parts.append(f"        next: [{{{chance}: {draw(targets)}}}, {otherwise}]\n")
    parts.append(f"      p{count}: {{text: The end., ending: End}}\n")
    return "".join(parts)


# Stories that may stop

SUMS = st.sampled_from(
    [
        "paranoia + grain",
        "paranoia - debt * 2",
        "(grain + debt) / 3",
        "seen(p1) * 4 - chosen(c0)",
        "grain * grain / 7",
        "chosen(p1/c0) + chosen(c1)",
    ]
)
DATES = st.sampled_from(["1920", "1921-01", "1921-02-24", "1921-03-01", "1922", "1922-05-06"])


@st.composite
def wild_conditions(draw: st.DrawFn) -> str:
    """A condition that counts."""
    kind = draw(st.sampled_from(["sum", "chosen", "joined", "any", "any", "archive", "fate"]))
    match kind:
        case "sum":
            operator = draw(st.sampled_from(["<", "<=", "==", "!=", ">=", ">"]))
            return f"{draw(SUMS)} {operator} {draw(st.integers(0, 70))}"
        case "chosen":
            return draw(st.sampled_from(["chosen(p1/c0)", "not chosen(c1)", "chosen(c0) >= 2"]))
        case "joined":
            joint = draw(st.sampled_from(["and", "or"]))
            return f"{draw(conditions())} {joint} ({draw(SUMS)} > {draw(st.integers(-9, 60))})"
        case "archive":
            return draw(st.sampled_from(["archive.p0", "not award.first", "the army marches"]))
        case "fate":
            return draw(st.sampled_from(["fate.joe is dead", "trust.joe >= 50"]))
    return draw(conditions())


WILD_EFFECTS = st.one_of(
    EFFECTS,
    st.sampled_from(["archive p0", "award first", "trust.joe +20%", "trust.joe -15", "kill joe"]),
)


@st.composite
def wild_triggers(draw: st.DrawFn) -> str:
    """When something is due; twice in a row it may be."""
    written: str = draw(
        st.one_of(
            st.integers(1, 3).map(lambda count: f"in {count} chapter{'s' * (count > 1)}"),
            DATES.map("on {}".format),
            wild_conditions().map("when {}".format),
        )
    )
    return written


@st.composite
def rungs(draw: st.DrawFn, values: st.SearchStrategy[str], open_ended: bool = True) -> str:
    """A ladder: chances or conditions, with `otherwise` or without."""
    first = draw(values)
    kind = draw(st.sampled_from(["plain", "if", "if", "chance"]))
    if kind == "plain":
        return first
    lines = [f"{{if {draw(wild_conditions())}: {first}}}"]
    if kind == "chance":
        low = draw(st.integers(1, 4))
        lines = [
            f"{{{low} in 10: {first}}}",
            f"{{{draw(st.integers(1, 5))} in 10: {draw(values)}}}",
        ]
    if kind == "chance" or not open_ended or draw(st.integers(0, 3)):
        lines.append(f"{{otherwise: {draw(values)}}}")
    return f"[{', '.join(lines)}]"


@st.composite
def wild_leavings(draw: st.DrawFn, indent: str, targets: st.SearchStrategy[str]) -> str:
    """Calls with arguments, draws and consequences, on ladders."""
    lines = []
    if draw(st.integers(0, 3)) == 0:
        scenes = st.sampled_from(
            [
                "scene",
                "scene(envoy = hoover)",
                "'deep(grain = 3, promised)'",
                "deep(envoy = hoover)",
            ]
        )
        lines.append(f"call: {draw(rungs(scenes))}")
    if draw(st.integers(0, 3)) == 0:
        lines.append(f"draw: {draw(rungs(st.sampled_from(['deck', 'heap'])))}")
    if draw(st.integers(0, 2)) == 0:
        later = st.one_of(st.sampled_from(["e0", "e1", "k0", "the-ending"]), targets)
        at = [draw(wild_triggers()) for _ in range(draw(st.integers(1, 2)))]
        ways = [f"{{'{each}': {draw(later)}}}" for each in at]
        lines.append(f"later: [{', '.join(ways)}]")
    return "".join(f"{indent}{line}\n" for line in lines)


@st.composite
def wild_interruptions(draw: st.DrawFn) -> str:
    """Events that come again, two decks, and scenes that call scenes, draw and may not return."""
    parts = []
    for number in range(3):
        event = f"when: '{draw(wild_triggers())}', once: {draw(YES_OR_NO)}"
        event += f", order: {draw(st.integers(-1, 1))}"
        if draw(st.booleans()):
            event += f", if: '{draw(wild_conditions())}'"
        ways = draw(
            st.sampled_from(
                [
                    ", choices: [Ask. -> return, {text: Stay., if: promised, goto: e9}]",
                    ", choices: [Go. -> p1, Ask. -> return]",
                    ", next: return",
                    ", next: p2",
                    "",
                ]
            )
        )
        effects = draw(st.lists(WILD_EFFECTS, min_size=1, max_size=2))
        do = f"do: '{', '.join(effects)}'"
        parts.append(f"      e{number}: {{text: An event., {do}, event: {{{event}}}{ways}}}\n")
    parts.append("      e9: {do: set insulted, next: return}\n")
    for number in range(4):
        deck = ("deck", "heap")[number // 2]
        card = f"deck: {deck}, priority: {draw(st.integers(0, 1))}, once: {draw(YES_OR_NO)}"
        card += f", weight: {draw(st.integers(1, 3))}"
        if draw(st.booleans()):
            card += f", rest: {draw(st.integers(2, 3))} chapters"
        if draw(st.booleans()):
            card += f", if: '{draw(wild_conditions())}'"
        more = draw(st.sampled_from(["", ", call: scene", ", draw: heap", ", date: 1919-01"]))
        parts.append(f"      k{number}: {{text: A card., do: grain -2, card: {{{card}}}{more}}}\n")
    parts.append("      scene: {text: 'A scene of {envoy}.', next: last}\n")
    parts.append("      last: {do: paranoia -3, text: '{if promised} So.', next: return}\n")
    parts.append(f"      deep:\n        text: A deep scene.\n{draw(_deep())}")
    parts.append(
        '      fickle: {text: "{if envoy is hoover} So.\\n\\n{if seen(p0) > 1} _If_ {grain}."'
    )
    parts.append(f", next: {draw(rungs(st.sampled_from(['fickler', 'p0', 'p1'])))}}}\n")
    parts.append("      fickler: {text: '{if grain > 9} There.', next: fickle}\n")
    return "".join(parts)


@st.composite
def _deep(draw: st.DrawFn) -> str:
    scenes = st.sampled_from(["scene", "scene(envoy = nobody)", "deep(grain = 9)"])
    choices = draw(
        st.sampled_from(
            ["[Back. -> return]", "[Back. -> return, {text: Away., goto: p1}]", "[{text: Nod.}]"]
        )
    )
    call = f"        call: {draw(rungs(scenes))}\n" if draw(st.booleans()) else ""
    return f"{call}        choices: {choices}\n        next: return\n"


@st.composite
def wild_stories(draw: st.DrawFn) -> str:
    """A campaign that may stop or stick, of which two endings have conditions."""
    count = draw(st.integers(3, 7))
    parts = [
        "campaign: wild\nstart: p0\nstats:\n"
        "  paranoia: {start: 40, bands: {calm: 0, haunted: 60}}\n"
        "numbers:\n  grain: {to: 20, start: 6}\n  debt: {from: -10, to: 10, start: 0}\n"
        "flags:\n  promised: You promised.\n  insulted: You insulted.\n"
        "named:\n  envoy: {one of: [nobody, hoover], start: nobody}\n"
        "cast:\n  joe: {name: Joe, says: JOE, trust: 40}\n"
        "achievements:\n  first: {title: First, means: You were first.}\n"
        f"conditions:\n  the army holds: grain > {draw(st.integers(0, 20))} and not insulted\n"
        f"  the army marches: the army holds or {draw(SUMS)} >= {draw(st.integers(0, 40))}\n"
        "chapters:\n  aside:\n    passages:\n"
    ]
    parts.append(draw(wild_interruptions()))
    names = [f"p{number}" for number in range(count)]
    targets = st.sampled_from(
        [*names, *names, f"p{count}", "the-ending", "fickle", "return", "chapter0"]
    )
    onward = st.sampled_from([*names, f"p{count}", "the-ending", "fickle", "chapter0"])
    for number in range(count):
        if number % 2 == 0:
            date = draw(st.one_of(st.just(""), DATES))
            parts.append(f"  chapter{number}:\n" + (f"    date: {date}\n" if date else ""))
            if number == 0:
                parts.append(f"    start: p{draw(st.integers(0, 1))}\n")
            parts.append("    passages:\n")
        parts.append(f"      p{number}:\n")
        if draw(st.integers(0, 4)) == 0:
            parts.append(f"        date: {draw(DATES)}\n")
        parts.append(draw(wild_leavings("        ", onward)))
        effects = draw(st.lists(WILD_EFFECTS, max_size=3))
        if effects:
            parts.append(f"        do: {', '.join(effects)}\n")
        if number > 1 and draw(st.integers(0, 4)) == 0:  # silent, and only forward
            ahead = st.sampled_from([f"p{later}" for later in range(number + 1, count + 1)])
            parts.append(f"        next: {draw(rungs(ahead))}\n")
            continue
        parts.append("        text: A page.\n")
        choices = draw(st.integers(2 if number == 1 else 0, 3))
        if choices:
            parts.append("        choices:\n")
        lost = False
        for choice in range(choices):
            parts.append(f"          - text: Go {choice}.\n            id: c{choice}\n")
            if draw(st.booleans()):
                parts.append(f"            if: {draw(wild_conditions())}\n")
            if draw(st.booleans()):
                effects = draw(st.lists(WILD_EFFECTS, min_size=1, max_size=3))
                parts.append(f"            do: {', '.join(effects)}\n")
            if draw(st.booleans()):
                parts.append("            once: yes\n")
            if draw(st.integers(0, 3)) == 0:
                parts.append("            fallback: yes\n")
            parts.append(draw(wild_leavings("            ", onward)))
            if draw(st.integers(0, 4)):
                parts.append(f"            goto: {draw(rungs(targets))}\n")
            else:
                lost = True
        if lost or draw(st.integers(0, 5)):
            parts.append(f"        next: {draw(rungs(onward))}\n")
    parts.append(f"      p{count}: {{text: The end., ending: {{title: End, order: 5}}}}\n")
    parts.append(
        f"      q: {{text: So., ending: {{title: So, if: '{draw(wild_conditions())}'}}}}\n"
    )
    if draw(st.booleans()):
        condition = draw(wild_conditions())
        parts.append(
            f"      r: {{text: Or., ending: {{title: Or, order: -1, if: '{condition}'}}}}\n"
        )
    return "".join(parts)
