"""Effects: a line of words such as `paranoia +5, set promised_boots` → `Effect`s."""

import re
from typing import TypeAlias

import attrs

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.span import Span
from game.diagnostics.suggest import did_you_mean
from game.text.expression import At
from game.text.nodes import Fragment

EFFECT = Rule("effect-syntax", Severity.ERROR, "An effect that cannot be read.")

LARGEST = 1_000_000


@attrs.frozen
class Add:
    """Add to a number; the result is held at its bounds. Negative amounts subtract."""

    name: str
    amount: int
    at: At = attrs.field(eq=False)


@attrs.frozen
class AddPart:
    """Add a percentage of the distance to the bound (fair maths, after ChoiceScript).

    `percent` > 0 moves towards the upper bound, < 0 towards the lower; the step is rounded
    towards the bound it leaves, that is, down.
    """

    name: str
    percent: int
    at: At = attrs.field(eq=False)


@attrs.frozen
class AddRoll:
    """Add what a die shows that has the numbers from `low` to `high`."""

    name: str
    low: int
    high: int
    at: At = attrs.field(eq=False)


@attrs.frozen
class SetRoll:
    """Give a number what a die shows that has the numbers from `low` to `high`."""

    name: str
    low: int
    high: int
    at: At = attrs.field(eq=False)


@attrs.frozen
class SetNumber:
    """Give a number a value."""

    name: str
    value: int
    at: At = attrs.field(eq=False)


@attrs.frozen
class SetFlag:
    """Make a flag true or false."""

    name: str
    value: bool
    at: At = attrs.field(eq=False)


@attrs.frozen
class SetWord:
    """Give a named value one of its words."""

    name: str
    word: str
    at: At = attrs.field(eq=False)


@attrs.frozen
class SetFate:
    """Decide somebody's fate."""

    character: str
    fate: str
    at: At = attrs.field(eq=False)


@attrs.frozen
class Archive:
    """Put a paper into the sealed archive, which is opened after an ending."""

    passage: str
    at: At = attrs.field(eq=False)


@attrs.frozen
class Award:
    """Grant an achievement of the campaign."""

    achievement: str
    at: At = attrs.field(eq=False)


Effect: TypeAlias = (
    Add | AddPart | AddRoll | SetNumber | SetRoll | SetFlag | SetWord | SetFate | Archive | Award
)

FATES = {"kill": "dead", "purge": "purged", "exile": "exiled", "restore": "alive"}
"""What each verb makes of a character."""

_NAME = r"(?P<name>[^\W\d][\w]*(?:[.-][\w]+)*)"
_ADD = re.compile(_NAME + r"\s*(?P<sign>[+\-−–])\s*(?P<amount>\d+)\s*(?P<percent>%?)$")
_GIVE = re.compile(_NAME + r"\s*=\s*(?P<sign>[\-−–]?)\s*(?P<amount>\d+)$")
_ROLL = re.compile(_NAME + r"\s*(?P<sign>[=+\-−–])\s*(?P<low>\d+)\s+to\s+(?P<high>\d+)$")
_IS = re.compile(_NAME + r"\s+is\s+(?P<word>[^\W\d][\w-]*)$")
_VERB = re.compile(r"(?P<verb>[^\W\d]+)\s+" + _NAME + "$")
_VERBS = ("set", "clear", *FATES, "archive", "award")


def changed_name(effect: Effect) -> str:
    """The name that an effect may change."""
    match effect:
        case SetFate(character):
            return f"fate.{character}"
        case Archive(passage):
            return f"archive.{passage}"
        case Award(achievement):
            return f"award.{achievement}"
        case _:
            return effect.name


def parse_effects(fragment: Fragment, found: list[Diagnostic]) -> tuple[Effect, ...]:
    """The effects a line says, in order; what is wrong is added to `found`."""
    effects = (_parse_one(part, fragment, found) for part in fragment.split(","))
    return tuple(effect for effect in effects if effect is not None)


def _parse_one(part: Fragment, whole: Fragment, found: list[Diagnostic]) -> Effect | None:
    at = (part.offset - whole.offset, part.offset - whole.offset + len(part.text))
    span = part.span()
    text = part.text
    if match := _ADD.match(text):
        amount = _amount(match, 100 if match["percent"] else LARGEST, found, span)
        if amount is None:
            return None
        if match["percent"]:
            return AddPart(match["name"], amount, at)
        return Add(match["name"], amount, at)
    if match := _GIVE.match(text):
        value = _amount(match, LARGEST, found, span)
        return None if value is None else SetNumber(match["name"], value, at)
    if match := _ROLL.match(text):
        return _roll(match, at, found, span)
    if match := _VERB.match(text):
        match match["verb"]:
            case "set":
                return SetFlag(match["name"], True, at)
            case "clear":
                return SetFlag(match["name"], False, at)
            case verb if verb in FATES:
                return SetFate(match["name"], FATES[verb], at)
            case "archive":
                return Archive(match["name"], at)
            case "award":
                return Award(match["name"], at)
    elif match := _IS.match(text):
        return SetWord(match["name"], match["word"], at)
    found.append(Diagnostic(EFFECT, span, _message(text), _hint(text)))
    return None


def _roll(match: re.Match[str], at: At, found: list[Diagnostic], span: Span) -> Effect | None:
    low, high = int(match["low"][:10]), int(match["high"][:10])
    if not low < high <= LARGEST:
        message = f"a die cannot run from {low} to {high}"
        found.append(Diagnostic(EFFECT, span, message, "as in: grain +1 to 6"))
        return None
    if match["sign"] == "=":
        return SetRoll(match["name"], low, high, at)
    if match["sign"] == "+":
        return AddRoll(match["name"], low, high, at)
    return AddRoll(match["name"], -high, -low, at)


def _amount(match: re.Match[str], largest: int, found: list[Diagnostic], span: Span) -> int | None:
    """The number of an effect with its sign, or None after reporting that it is too large."""
    amount = int(match["amount"][:10])
    if amount > largest:
        message = f"{match['amount']} is out of all proportion"
        found.append(Diagnostic(EFFECT, span, message, f"{largest} is the most there is"))
        return None
    return -amount if match["sign"] and match["sign"] != "+" else amount


def _message(text: str) -> str:
    return f'cannot read the effect "{text}"' if text else "an effect is missing here"


def _hint(text: str) -> str:
    forms = "effects are: paranoia +5 · grain = 6 · set flag · envoy is hoover · kill joe"
    if not text:
        return "take out the comma too many, or add an effect"
    if re.search(r"[+\-*/]=", text):
        return "write: paranoia +5"
    words = text.split()
    if words[0] in ("unset", "reset", "remove", "delete", "unflag"):
        return f"write: clear {words[-1]}"
    if words[0] not in _VERBS and re.search(r"(?<!=)=(?!=)|[*/]", text):
        return "a number is given, or takes, a whole number: grain = 6 · grain +2 · grain +1 to 6"
    if len(words) == 2 and words[0].isalpha():
        return did_you_mean(words[0], _VERBS, forms)
    return forms
