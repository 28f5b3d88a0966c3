"""Whose portrait is shown, and how it looks."""

import attrs

from game.engine.prose import Line
from game.engine.state import Turn
from game.model.story import Character, CharacterId
from game.screens.column import Row


@attrs.frozen
class Sitter:
    """Somebody with an expression."""

    character: Character
    expression: str


def portrait(campaign: str, character: str, expression: str, small: bool = False) -> str:
    """The path of a portrait under assets/."""
    return f"portraits/{campaign}/{character}-{expression}{'-small' if small else ''}.png"


def plate(campaign: str, character: str) -> str:
    """The path of the plate for newspaper pictures under assets/."""
    return f"portraits/{campaign}/{character}-press.png"


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
