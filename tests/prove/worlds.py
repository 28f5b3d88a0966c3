"""Small stories of everything that a story can say, small enough to be searched by brute force."""

from hypothesis import strategies as st

FLAGS = ("promised", "insulted")
WORDS = ("nobody", "hoover")
YES_OR_NO = st.sampled_from(["yes", "no"])
RARELY = st.sampled_from([False, False, False, True])

EFFECTS = st.one_of(
    st.builds("grain {:+d}".format, st.sampled_from([-3, -2, -1, 1, 2, 3])),
    st.builds("debt {:+d}".format, st.sampled_from([-2, -1, 1, 2])),
    st.builds("{} {}".format, st.sampled_from(["set", "clear"]), st.sampled_from(FLAGS)),
    st.builds("envoy is {}".format, st.sampled_from(WORDS)),
    st.sampled_from(["grain = 0", "debt = 2", "grain +50%", "debt -100%", "grain +0 to 2"]),
)
TRIGGERS = ("in 1 chapter", "in 2 chapters", "on 1921-03-01", "on 1922")


@st.composite
def conditions(draw: st.DrawFn, depth: int = 1) -> str:
    """A condition over the names of `worlds`."""
    kind = draw(
        st.sampled_from(["number", "flag", "word", "seen", "chosen", "sum", "named", "deep"])
    )
    match kind:
        case "number":
            operator = draw(st.sampled_from(["<", "<=", "==", "!=", ">=", ">"]))
            name = draw(st.sampled_from(["grain", "debt"]))
            return f"{name} {operator} {draw(st.integers(-1, 4))}"
        case "flag":
            return draw(st.sampled_from(FLAGS))
        case "word":
            return f"envoy is {draw(st.sampled_from(WORDS))}"
        case "seen":
            return f"seen(p{draw(st.integers(0, 2))}) >= {draw(st.integers(1, 2))}"
        case "chosen":
            return f"chosen(c0) >= {draw(st.integers(1, 2))}"
        case "sum":
            return f"grain + debt {draw(st.sampled_from(['>', '<=']))} {draw(st.integers(-1, 5))}"
        case "named":
            return "the army holds"
    if depth == 0:
        return "promised"
    joint = draw(st.sampled_from(["and", "or"]))
    one, other = draw(conditions(depth - 1)), draw(conditions(depth - 1))
    return draw(st.sampled_from([f"not ({one})", f"({one}) {joint} not ({other})"]))


def _effects(draw: st.DrawFn, indent: str, least: int = 0) -> str:
    effects = draw(st.lists(EFFECTS, min_size=least, max_size=2))
    return f"{indent}do: {', '.join(effects)}\n" if effects else ""


def _leaving(draw: st.DrawFn, indent: str) -> str:
    lines = []
    if draw(RARELY):
        given = draw(st.sampled_from(["", "(envoy = hoover)", "(grain = 3, promised)"]))
        lines.append(f"call: scene{given}")
    if draw(RARELY):
        lines.append("draw: deck")
    if draw(RARELY):
        when = draw(st.one_of(st.sampled_from(TRIGGERS), conditions().map("when {}".format)))
        lines.append(f"later: {{'{when}': {draw(st.sampled_from(['e0', 'e1']))}}}")
    return "".join(f"{indent}{line}\n" for line in lines)


def _aside(draw: st.DrawFn) -> str:
    parts = []
    if draw(st.booleans()):
        when = draw(st.one_of(st.sampled_from(TRIGGERS), conditions().map("when {}".format)))
        event = f", event: {{when: '{when}', once: {draw(YES_OR_NO)}}}"
    else:
        event = ""
    parts.append(f"      e0: {{text: An event., do: grain +1{event}}}\n")
    told = f", event: {{when: '{draw(conditions())}', if: '{draw(conditions())}'}}"
    told = told if draw(RARELY) else ""
    parts.append(f"      e1: {{choices: [Ask. -> return, Stay. -> e2]{told}}}\n")
    parts.append("      e2: {do: set insulted, next: return}\n")
    for number in range(2):
        rest = draw(st.sampled_from(["", ", rest: 1 chapter"]))
        asks = f", if: '{draw(conditions())}'" if draw(st.booleans()) else ""
        card = f"deck: deck, once: {draw(YES_OR_NO)}, priority: {number}{rest}{asks}"
        parts.append(f"      k{number}: {{text: A card., do: debt -1, card: {{{card}}}}}\n")
    inner = "call: inner, " if draw(RARELY) else ""
    parts.append(f"      scene: {{text: 'A scene of {{envoy}}.', {inner}next: last}}\n")
    parts.append("      inner: {text: 'Within.', choices: [{text: Back., id: c0, goto: return}]}\n")
    parts.append("      last: {do: debt +1, text: '{if promised} So.', next: return}\n")
    return "".join(parts)


def _ladder(draw: st.DrawFn, key: str, values: tuple[str, str], indent: str) -> str:
    if draw(st.booleans()):
        return f"{indent}{key}: {values[0]}\n"
    lines = [f"{indent}{key}:", f"{indent}  - if {draw(conditions())}: {values[0]}"]
    lines.append(f"{indent}  - otherwise: {values[1]}")
    return "".join(f"{line}\n" for line in lines)


def _text(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(["plain", "ladder", "paragraphs", "branch", "silent"]))
    match kind:
        case "plain":
            return "        text: So it stands.\n"
        case "ladder":
            return _ladder(draw, "text", ("It is so.", "'{if insulted} It is otherwise.'"), " " * 8)
        case "paragraphs":
            one, other = draw(conditions()), draw(conditions())
            return (
                f"        text: |\n          So.\n\n          {{if {one}}} One.\n\n"
                f"          {{if {other}}} Other.\n"
            )
        case "branch":
            return f"        text: 'So {{if {draw(conditions())}: one | otherwise: other}}.'\n"
    return ""


@st.composite
def worlds(draw: st.DrawFn) -> str:
    """A campaign of a few passages, small numbers and few dice."""
    count = draw(st.integers(2, 4))
    rules = draw(
        st.lists(
            st.one_of(
                conditions().map("never: {}".format),
                conditions().map("always: {}".format),
                conditions().map("eventually: {}".format),
                st.just("eventually: ending"),
            ),
            max_size=2,
        )
    )
    parts = [
        "campaign: any\nstart: p0\n"
        "numbers:\n  grain: {to: 4, start: 1}\n  debt: {from: -1, to: 2, start: 0}\n"
        "flags:\n  promised: You promised.\n  insulted: You insulted.\n"
        "named:\n  envoy: {one of: [nobody, hoover], start: nobody}\n"
        "newspapers:\n  pravda: {name: Pravda}\n"
        f"conditions:\n  the army holds: grain > {draw(st.integers(0, 4))} and not insulted\n"
    ]
    if rules:
        parts.append("rules:\n" + "".join(f"  - {rule}\n" for rule in dict.fromkeys(rules)))
    parts.append("chapters:\n  aside:\n    passages:\n")
    parts.append(_aside(draw))
    targets = st.one_of(
        st.integers(0, count + 1).map("p{}".format), st.just("the-ending"), st.just(f"p{count}")
    )
    for number in range(count):
        if number % 2 == 0:
            date = ("1921-01", "1921-05")[number // 2 % 2]
            parts.append(f"  chapter{number}:\n    date: {date}\n    passages:\n")
        parts.append(f"      p{number}:\n")
        parts.append(_leaving(draw, " " * 8))
        parts.append(_effects(draw, " " * 8))
        if draw(RARELY):
            parts.append("        newspaper: pravda\n        headline:\n")
            parts.append(f"          - if {draw(conditions())}: Boots\n")
        else:
            parts.append(_text(draw))
        choices = draw(st.integers(0, 2))
        if choices:
            parts.append("        choices:\n")
        for choice in range(choices):
            label = _ladder(draw, "text", (f"Go {choice}.", f"Or {choice}."), " " * 12)
            parts.append(f"          - id: c{choice}\n{label}")
            if draw(st.booleans()):
                parts.append(f"            if: {draw(conditions())}\n")
            parts.append(_effects(draw, " " * 12))
            if draw(RARELY):
                parts.append("            once: yes\n")
            if draw(RARELY):
                parts.append("            fallback: yes\n")
            parts.append(_leaving(draw, " " * 12))
            if draw(st.booleans()):
                parts.append(
                    f"            goto:\n              - if {draw(conditions())}: {draw(targets)}\n"
                    f"              - otherwise: {draw(targets)}\n"
                )
            else:
                parts.append(f"            goto: {draw(targets)}\n")
        if draw(RARELY):
            parts.append(
                f"        next: [{{1 in 3: {draw(targets)}}}, {{otherwise: {draw(targets)}}}]\n"
            )
        elif not choices or draw(st.booleans()):
            parts.append(f"        next: [{{if {draw(conditions())}: {draw(targets)}}},")
            parts.append(f" {{otherwise: {draw(targets)}}}]\n")
    asks = f", if: '{draw(conditions())}'" if draw(st.booleans()) else ""
    parts.append(f"      p{count}: {{ending: {{title: End, order: 1{asks}}}}}\n")
    parts.append(f"      p{count + 1}: {{ending: {{title: Other end, order: 2}}}}\n")
    return "".join(parts)
