"""Who draws a portrait that nobody has shipped: what the window asks of them."""

from typing import Protocol


class Artist(Protocol):
    """Draws portraits by and by, somewhere else: nothing here waits for a drawing.

    A portrait's name is its path under assets/.
    """

    def picture(self, name: str, ahead: bool = False) -> bytes | None:
        """The PNG of a portrait; None while it is not drawn, and for one that cannot be.

        To ask is to have it drawn, before all that was asked for earlier; or, where one looks
        `ahead` of what is on the screen, after all of it.
        """

    def awaits(self, name: str) -> bool:
        """Whether the portrait is still to be drawn; to ask puts it first."""

    def finished(self) -> tuple[str, ...]:
        """The portraits that are otherwise than when they were asked for."""

    def reread(self) -> None:
        """Have every portrait asked for anew: the story was read again."""
