"""What a rule is for: its docstring as parts.

What it reports, in a line.

Why:   the reason
Bad:   a passage, or a campaign in the lines below, with `# expect: rule-id`
Good:  the same, as it should be

More to know, if there is any.
"""

import re
import textwrap

import attrs

from game.diagnostics.diagnostic import Rule
from tools.lint.rule import Check, checks

_PART = re.compile(r"^(Why|Bad|Good):[ \t]*(.*(?:\n(?:[ \t]+.*|(?=\n[ \t]+)))*)", re.M)
_EXPECTED = re.compile(r"\s*# expect: [\w-]+")


@attrs.frozen
class Explanation:
    """What a rule reports, why, and examples of bad and of good."""

    summary: str
    why: str
    bad: str
    good: str
    more: str

    @classmethod
    def of(cls, doc: str) -> "Explanation":
        """The parts of a docstring."""
        text = textwrap.dedent(doc if doc.startswith("\n") else doc.replace("\n", "\n", 1))
        parts = {match[1]: match[2] for match in _PART.finditer(text)}
        summary, _, rest = text.partition("\n")
        more = _PART.sub("", rest).strip()
        return cls(
            summary.strip(),
            " ".join(parts.get("Why", "").split()),
            _example(parts.get("Bad", "")),
            _example(parts.get("Good", "")),
            more,
        )


def explanation(rule: Rule) -> str:
    """A rule explained, to read in a terminal."""
    check = checks().get(rule.id)
    head = f"{rule.id} ({rule.severity.value})"
    if check is None:
        return (
            f"{head}\n\n{rule.summary}\n\nIt is found while the story is read. The finding says "
            "what is wrong and what to do;\nan error of this kind keeps the story from starting, "
            "and cannot be allowed.\n"
        )
    told = Explanation.of(check.doc)
    parts = [head, told.summary, textwrap.fill(f"Why: {told.why}", 88)]
    parts.append(f"Bad:\n{_shown(told.bad)}")
    parts.append(f"Good:\n{_shown(told.good)}")
    if told.more:
        parts.append(told.more)
    if check.optional:
        parts.append(f"It counts only where a campaign asks for it: lint: {{on: [{rule.id}]}}")
    for name, value in check.limits.items():
        parts.append(
            f"Its limit is {name}: {value}; change it with lint: {{limits: {{{name}: …}}}}"
        )
    return "\n\n".join(parts) + "\n"


def _example(text: str) -> str:
    first, _, rest = text.partition("\n")
    return "\n".join(filter(None, (first.strip(), textwrap.dedent(rest).strip("\n"))))


def _shown(example: str) -> str:
    return textwrap.indent(_EXPECTED.sub("", example), "    ")


def of_check(check: Check) -> Explanation:
    """What a check's docstring says."""
    return Explanation.of(check.doc)
