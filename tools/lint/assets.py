"""Which pictures a story needs, and where they are."""

from pathlib import Path

import attrs

from game.model.story import CharacterId


@attrs.frozen
class Assets:
    """The folder of assets, as far as one campaign uses it."""

    folder: Path
    campaign: str

    @property
    def drawn(self) -> bool:
        """Whether portraits of this campaign are shipped at all; a stranger's are silhouettes."""
        return self.portraits.is_dir()

    @property
    def faced(self) -> bool:
        """Whether the game's faces of type are here, so that lay-out can be asked."""
        return (self.folder / "fonts").is_dir()

    @property
    def portraits(self) -> Path:
        """The folder of the campaign's portraits."""
        return self.folder / "portraits" / self.campaign

    def has_portrait(self, character: str, expression: str) -> bool:
        """Whether a portrait is there."""
        return (self.portraits / f"{character}-{expression}.png").is_file()

    def has_plate(self, character: str) -> bool:
        """Whether the plate for newspaper pictures is there."""
        return (self.portraits / f"{character}-press.png").is_file()

    def pictures(self) -> tuple[Path, ...]:
        """The files of all portraits and plates of the campaign, by name."""
        return tuple(sorted(self.portraits.glob("*.png"))) if self.drawn else ()

    def sitter(self, picture: Path) -> CharacterId:
        """Whom a portrait shows, by the name of its file: `joe.old-neutral.png` is of joe."""
        face = picture.stem.removesuffix("-small")
        return CharacterId(face.rpartition("-")[0].partition(".")[0])
