"""The story graph drawn for its writers: as SVG, PNG, or a page to look about in."""

from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from game.diagnostics.diagnostic import Diagnostic
from game.model.load import Loaded

FORMATS: Final = (".html", ".svg", ".png")


class MapProblem(Exception):
    """A map that cannot be drawn here; the message says what is missing."""


def drawn(loaded: Loaded, found: Iterable[Diagnostic], suffix: str, assets: Path) -> bytes:
    """The map of a campaign that loaded, in a format named by how its file ends.

    Raises MapProblem where something is not installed.
    """
    _needed("igraph", "tools")
    if suffix.lower() == ".png":
        _needed("resvg_py", "art")
    from tools.storymap.drawing import measure_with, png, svg
    from tools.storymap.page import html
    from tools.storymap.plan import plan
    from tools.storymap.survey import survey

    picture = plan(survey(loaded, found), measure_with(assets))
    match suffix.lower():
        case ".png":
            return png(picture, assets)
        case ".html":
            return html(picture, assets).encode()
        case _:
            return svg(picture, assets).encode()


def _needed(module: str, extra: str) -> None:
    if find_spec(module) is None:
        name = module.partition("_")[0]
        raise MapProblem(
            f"this needs {name}, which is not installed: "
            f"pip install 'what-is-to-be-undone[{extra}]'"
        )
