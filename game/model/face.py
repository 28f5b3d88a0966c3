"""The face record (stub until the portrait generator brings its own)."""
from collections.abc import Mapping
import attrs
@attrs.frozen
class NumberField:
    low: int
    high: int
@attrs.frozen
class WordField:
    words: tuple[str, ...]
@attrs.frozen
class WordsField:
    words: tuple[str, ...]
@attrs.frozen
class Face:
    pass
FIELDS: Mapping[str, NumberField | WordField | WordsField] = {}
