"""A slip of paper over the foot that says what has just happened, or asks."""

from game.screens import theme
from game.screens.layout import Span, paragraph, place
from game.screens.picture import Fill, Metrics, Rect, Shape
from game.screens.sheet import foot_height
from game.screens.theme import Scale


def notice_strip(notice: str, scale: Scale, metrics: Metrics) -> tuple[Shape, ...]:
    """The notice on manila across the window, right above the foot; nothing for no notice."""
    if not notice:
        return ()
    u, k = scale.unit, scale.unit * min(1.6, scale.text)
    size, leading = 17 * k, 23 * k
    width = scale.width * u - 88 * u
    lines = paragraph(
        (Span(notice, "serif-bold"),), size, width, metrics, setting="ragged", hyphens=None
    )
    height = len(lines) * leading + 18 * k
    top = (scale.height - foot_height(scale)) * u - height
    return (
        Fill(Rect(0, top - 3 * u, scale.width * u, height + 3 * u), theme.INK),
        Fill(Rect(0, top, scale.width * u, height), theme.MANILA),
        Fill(Rect(0, top, 26 * u, height), theme.VERMILION),
        *place(lines, 48 * u, top + 9 * k, size, leading, theme.INK, metrics),
    )
