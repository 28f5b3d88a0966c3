"""Where the face behind a portrait's path is found."""

from collections.abc import Mapping

import attrs

from game.model.story import Character, CharacterId
from game.screens.faces import Portrait
from game.session.library import Library
from tools.portraits.cast import BadCastError, read_cast
from tools.portraits.commission import Commission

LARGEST = 2 << 20
"""Bytes of a cast that is read while somebody waits for the page."""


@attrs.define
class Likenesses:
    """The casts of a library: of stories that are loaded theirs, of others the file's.

    With `loads` a story is loaded for its cast, which takes its time.
    """

    library: Library
    loads: bool = False
    _files: dict[str, Mapping[CharacterId, Character]] = attrs.field(factory=dict)

    def commission(self, name: str) -> Commission | None:
        """What the portrait with this path is drawn from; None where nobody can know."""
        portrait = Portrait.of(name)
        if portrait is None:
            return None
        person = self._cast(portrait.campaign).get(CharacterId(portrait.character))
        face = person.worn(portrait.looks) if person else None
        if face is None:
            return None
        mood = "neutral" if portrait.crop == "press" else portrait.expression
        return Commission(portrait.character, face, mood, portrait.crop)

    def _cast(self, campaign: str) -> Mapping[CharacterId, Character]:
        entry = self.library.entry(campaign)
        if entry is None or entry.summary.id != campaign:
            return {}
        program = self.library.program(entry) if self.loads else self.library.loaded(campaign)
        if program is not None:
            return program.story.cast
        if campaign not in self._files:
            path = entry.path / "cast.yaml" if entry.path.is_dir() else entry.path
            try:
                small = path.stat().st_size <= LARGEST
                self._files[campaign] = read_cast(path) if small else {}
            except (OSError, BadCastError):
                self._files[campaign] = {}
        return self._files[campaign]
