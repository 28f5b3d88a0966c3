"""Which pictures a story needs, and where they are."""

from pathlib import Path

import attrs


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
    def portraits(self) -> Path:
        """The folder of the campaign's portraits."""
        return self.folder / "portraits" / self.campaign

    def has_portrait(self, character: str, expression: str) -> bool:
        """Whether a portrait is there."""
        return (self.portraits / f"{character}-{expression}.png").is_file()

    def has_plate(self, character: str) -> bool:
        """Whether the plate for newspaper pictures is there."""
        return (self.portraits / f"{character}-press.png").is_file()
