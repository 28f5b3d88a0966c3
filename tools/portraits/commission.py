"""A portrait asked for, by what it is drawn from, and its name in a folder of drawings."""

import io
import json
from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import attrs

from game.model.face import Face
from game.screens.faces import Crop

_FACE = Path(__file__).parents[2] / "game" / "model" / "face.py"


@attrs.frozen
class Commission:
    """What a portrait is drawn from. The seed, an id, decides the chance cuts."""

    seed: str
    face: Face
    expression: str
    crop: Crop

    @property
    def digest(self) -> str:
        """A name that no other portrait has, nor this one drawn by another generator."""
        whole = f"{_generator()}\0{self.pack()}".encode("utf-8", "surrogatepass")
        return blake2b(whole, digest_size=16).hexdigest()

    def pack(self) -> str:
        """The commission as a line of JSON."""
        data = {**attrs.asdict(self, recurse=False), "face": attrs.asdict(self.face)}
        return json.dumps(data, separators=(",", ":"))

    @classmethod
    def unpack(cls, line: str) -> "Commission":
        """The commission of a line."""
        data: Mapping[str, Any] = json.loads(line)
        face = {**data["face"], "marks": tuple(data["face"]["marks"])}
        return cls(data["seed"], Face(**face), data["expression"], data["crop"])

    def drawn(self) -> bytes:
        """The portrait as a PNG; this takes a part of a second."""
        from tools.portraits import render

        if self.crop == "press":
            picture = render.press(self.seed, self.face)
        else:
            draw = render.small if self.crop == "small" else render.bust
            picture = draw(self.seed, self.face, self.expression)
        file = io.BytesIO()
        picture.save(file, "PNG")
        return file.getvalue()


@lru_cache(maxsize=1)
def _generator() -> str:
    """A digest of the code that draws: another generator draws anew."""
    digest = blake2b(digest_size=12)
    for file in (_FACE, *sorted(Path(__file__).parent.glob("*.py"))):
        digest.update(file.read_bytes())
    return digest.hexdigest()
