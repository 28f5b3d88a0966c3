"""Whose portrait is shown, and how it looks."""

import re
from collections.abc import Sequence
from typing import Literal, TypeAlias

import attrs

from game.engine.prose import Line
from game.engine.state import Turn
from game.model.keys import EXPRESSIONS
from game.model.story import Character, CharacterId
from game.screens.column import Row

Crop: TypeAlias = Literal["bust", "small", "press"]
"""Head and shoulders; the head for lists and margins; the tone plate for photographs."""

ONE_SIDED = frozenset(("scar-eye", "scar-cheek"))
"""Marks that are on one side of a face alone."""

_PATH = re.compile(
    r"portraits/(?P<campaign>[^/]+)/(?P<character>[^/.]+)(?P<looks>(?:\.[^/.]+)*?)"
    rf"-(?:(?P<mood>{'|'.join(EXPRESSIONS)})(?P<small>-small)?|press)\.png\Z"
)


@attrs.frozen
class Sitter:
    """Somebody with an expression."""

    character: Character
    expression: str


@attrs.frozen
class Portrait:
    """A picture of somebody: the looks laid over the face, the expression, how it is cut."""

    campaign: str
    character: str
    looks: tuple[str, ...] = ()
    expression: str = "neutral"
    crop: Crop = "bust"

    @property
    def path(self) -> str:
        """Its path under assets/."""
        who = ".".join((self.character, *self.looks))
        ends = {"bust": self.expression, "small": f"{self.expression}-small", "press": "press"}
        return f"portraits/{self.campaign}/{who}-{ends[self.crop]}.png"

    @classmethod
    def of(cls, path: str) -> "Portrait | None":
        """The portrait that a path under assets/ names; None of any other path."""
        found = _PATH.match(path)
        if found is None:
            return None
        crop: Crop = "small" if found["small"] else "bust" if found["mood"] else "press"
        looks = tuple(found["looks"].split(".")[1:])
        mood = found["mood"] or "neutral"
        return cls(found["campaign"], found["character"], looks, mood, crop)


def portrait(turn: Turn, character: str, expression: str, small: bool = False) -> str:
    """The path of the portrait of somebody as they look in a turn."""
    looks = turn.program.looks(character, turn.state)
    crop: Crop = "small" if small else "bust"
    return Portrait(turn.program.story.id, character, looks, expression, crop).path


def plate(campaign: str, character: str, looks: tuple[str, ...] = ()) -> str:
    """The path of the plate for newspaper pictures under assets/."""
    return Portrait(campaign, character, looks, crop="press").path


def plate_in(turn: Turn, character: str) -> str:
    """The path of the plate of somebody as they look in a turn."""
    looks = turn.program.looks(character, turn.state)
    return plate(turn.program.story.id, character, looks)


def flips(turn: Turn, group: Sequence[str]) -> tuple[bool, ...]:
    """Of each in a group photograph whether the plate is mirrored, so that they look inwards.

    Who wears something on one side of the face alone is never mirrored.
    """
    return tuple(
        _looks_out(turn, who, 2 * place - len(group) + 1) for place, who in enumerate(group)
    )


def _looks_out(turn: Turn, character: str, side: int) -> bool:
    """Whether somebody on this side of the middle, left below 0, looks away from it."""
    person = turn.program.story.cast.get(CharacterId(character))
    face = person.worn(turn.program.looks(character, turn.state)) if person else None
    if face is None or face.eyewear == "patch" or ONE_SIDED.intersection(face.marks):
        return False
    return (side < 0 and face.facing == "left") or (side > 0 and face.facing == "right")


def sitter(turn: Turn, rows: tuple[Row, ...], letters: float, recent: str) -> Sitter | None:
    """Who spoke last to the player among the rows shown; else `recent`; else the player.

    The player without a line of their own looks as the paranoia band has it.
    """
    cast = turn.program.story.cast
    own = turn.chapter.viewpoint or turn.program.story.player
    speaker, expression = "", ""
    left = letters
    for row in rows:
        if row.speaker and (row.speaker != own or speaker in ("", own)):
            if row.speaker != speaker:
                expression = ""
            speaker = row.speaker
            expression = row.expression or expression
        left -= row.letters
        if left < 0:
            break
    if speaker:
        return Sitter(cast[CharacterId(speaker)], expression or "neutral")
    if recent in cast:
        return Sitter(cast[CharacterId(recent)], "neutral")
    player = cast.get(CharacterId(own))
    return Sitter(player, _mood(turn)) if player else None


def speakers(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """Who speaks in the lines, in order."""
    return tuple(line.speaker for line in lines if line.speaker)


def _mood(turn: Turn) -> str:
    paranoia = turn.state.values.get("paranoia", 0)
    if isinstance(paranoia, int) and paranoia >= 75:
        return "afraid"
    return "stern" if isinstance(paranoia, int) and paranoia >= 50 else "neutral"
