"""Fields of a JSON file by their kind; a field of another kind raises TypeError and says so."""

from collections.abc import Mapping
from typing import Any


def text(data: Mapping[str, Any], key: str) -> str:
    """A text."""
    value = data[key]
    if not isinstance(value, str):
        raise TypeError(f"{key} is not text")
    return value


def number(data: Mapping[str, Any], key: str) -> int:
    """A whole number; `true` is none."""
    value = data[key]
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{key} is not a number")
    return value


def mapping(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """A mapping."""
    value = data[key]
    if not isinstance(value, dict):
        raise TypeError(f"{key} is not a mapping")
    return value


def sequence(data: Mapping[str, Any], key: str) -> list[Any]:
    """A list of whatever."""
    value = data[key]
    if not isinstance(value, list):
        raise TypeError(f"{key} is not a list")
    return value


def mappings(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """A list of mappings."""
    value = sequence(data, key)
    if not all(isinstance(item, dict) for item in value):
        raise TypeError(f"{key} is not a list of mappings")
    return value


def texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """A list of texts."""
    value = sequence(data, key)
    if not all(isinstance(item, str) for item in value):
        raise TypeError(f"{key} is not a list of texts")
    return tuple(value)
