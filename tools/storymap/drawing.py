"""The map as an SVG, in the colours and type of the look book."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from game.screens import theme
from game.screens.picture import Colour, Face
from game.window.fonts import Fonts
from tools.embed import embedded
from tools.storymap.plan import INLET, PAD, WIDE, Block, Box, Line, Link, Measure, Plan, Role

STYLES: Final[dict[Role, tuple[Face, float, str, float]]] = {
    "badge": ("label-bold", 9.5, "#1C1715", 0.9),
    "title": ("serif-bold", 13, "#1C1715", 0),
    "id": ("caption", 9, "#544A3E", 0),
    "from": ("caption", 9, "#544A3E", 0),
    "row": ("serif", 12, "#1C1715", 0),
    "to": ("caption", 9, "#2F4A57", 0),
    "finding": ("caption-bold", 9, "#A3231A", 0),
}
"""The face, size in pixels, colour and tracking of each role."""

CSS: Final[dict[Face, tuple[str, str]]] = {
    "serif": ("PT Serif", "400"),
    "serif-bold": ("PT Serif", "700"),
    "serif-italic": ("PT Serif", "400i"),
    "caption": ("PT Sans Caption", "400"),
    "caption-bold": ("PT Sans Caption", "700"),
    "label-bold": ("Oswald", "600"),
    "poster": ("Oswald", "700"),
}
"""Family and weight of the faces that a map is set in."""

FILES: Final[dict[Face, str]] = {
    "serif": "PTSerif-Regular",
    "serif-bold": "PTSerif-Bold",
    "serif-italic": "PTSerif-Italic",
    "caption": "PTSansCaption-Regular",
    "caption-bold": "PTSansCaption-Bold",
    "label-bold": "Oswald-SemiBold",
    "poster": "Oswald-Bold",
}

TIES: Final = {
    "way": ("#1C1715", ""),
    "scene": ("#2C4296", "7 4"),
    "later": ("#7A4F0F", "2 4"),
}
"""Colour and dashes of a tie."""

TIE_WORDS: Final = (
    ("way", "a choice, or a way on"),
    ("scene", "a scene that returns"),
    ("later", "comes later"),
)


def measure_with(assets: Path) -> Measure:
    """What measures words in the fonts of the game."""
    fonts = Fonts(assets)
    known: dict[tuple[str, Role], float] = {}

    def measure(words: str, role: Role) -> float:
        if (words, role) not in known:
            face, size, _, track = STYLES[role]
            known[words, role] = fonts.width(words, face, size, track) * 1.015
        return known[words, role]

    return measure


def hexadecimal(colour: Colour) -> str:
    """A colour as CSS writes it."""
    return "#{:02X}{:02X}{:02X}".format(*colour)


def svg(plan: Plan, assets: Path | None = None, words: str = "") -> str:
    """The map; with `assets` its fonts are in it, as far as what that needs is installed.

    `words` are others that are set in the same fonts.
    """
    return "".join(_svg(plan, assets, words))


def _svg(plan: Plan, assets: Path | None, words: str) -> Iterator[str]:
    survey = plan.survey
    wide, high = round(plan.width), round(plan.height)
    heading = f"{survey.title}: the story map"
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
        f'viewBox="0 0 {wide} {high}" role="img" lang={quoteattr(survey.language or "en")} '
        'aria-labelledby="map-title map-desc">\n'
    )
    yield f'<title id="map-title">{escape(heading)}</title>\n'
    yield f'<desc id="map-desc">{escape(", ".join(counts(plan)))}</desc>\n'
    yield f"<style>{_style(plan, assets, words)}</style>\n{_PATTERNS}"
    yield f'<rect width="{wide}" height="{high}" fill="#E7DCC2"/>\n'
    yield from _head(plan)
    for block in plan.blocks:
        yield from _block(block)
    yield '<g class="links">\n'
    for link in plan.links:
        yield _link(link)
    yield "</g>\n"
    for box in plan.boxes:
        yield from _box(box)
    yield "</svg>\n"


_PATTERNS: Final = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="6" height="6" fill="#F1E9D6"/>'
    '<path d="M0 0V6" stroke="#D8C49A" stroke-width="3"/></pattern></defs>\n'
)


def counts(plan: Plan) -> tuple[str, ...]:
    """What there is of everything, in words."""
    survey = plan.survey
    spots = list(survey.spots)
    lost = sum(not spot.reached for spot in spots)
    ways = sum(len(row.targets) for spot in spots for row in spot.rows)
    parts = [
        _many(len(survey.chapters), "chapter"),
        _many(len(spots), "passage"),
        _many(ways, "way"),
        _many(sum(spot.kind == "ending" for spot in spots), "ending"),
    ]
    if lost:
        parts.append(f"{lost} never reached")
    if survey.findings():
        parts.append(_many(survey.findings(), "finding"))
    return tuple(parts)


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"


# Type


def _style(plan: Plan, assets: Path | None, words: str) -> str:
    rules = [
        "text{font-family:'PT Serif',Georgia,serif;fill:#1C1715}"
        ".l{fill:none;stroke-width:1.3}.poster{font-family:Oswald,Impact,sans-serif;"
        "font-weight:700}"
    ]
    for role, (face, size, colour, track) in STYLES.items():
        spacing = f";letter-spacing:{track}px" if track else ""
        rules.append(f".{role}{{{css(face)};font-size:{size}px;fill:{colour}{spacing}}}")
    if assets is not None:
        letters = _letters(plan, words)
        rules += embedded(assets, [(FILES[face], *CSS[face], letters[face]) for face in FILES])
    return "".join(rules)


def css(face: Face) -> str:
    """A face as CSS names it, with what stands in for it."""
    family, weight = CSS[face]
    instead = "Georgia,serif" if family == "PT Serif" else "Verdana,sans-serif"
    style = ";font-style:italic" if weight.endswith("i") else ""
    return f"font-family:'{family}',{instead};font-weight:{weight.rstrip('i')}{style}"


def _letters(plan: Plan, words: str) -> dict[Face, set[str]]:
    """The letters that are set in each face."""
    letters: dict[Face, set[str]] = {face: set(" …") for face in FILES}
    for box in plan.boxes:
        for line in box.lines:
            letters[STYLES[line.role][0]].update(line.text)
    letters["poster"].update(plan.survey.title.upper(), plan.survey.years)
    for block in plan.blocks:
        letters["poster"].update(block.title.upper())
    plain = set(map(chr, range(32, 127))) | set("–—’‘“”·…→") | set(words)
    return {face: held | plain for face, held in letters.items()}


def font_files(assets: Path) -> list[str]:
    """The files of the faces, for what rasterises the map."""
    return [str(assets / "fonts" / f"{name}.ttf") for name in FILES.values()]


# The head: title and legend


def _head(plan: Plan) -> Iterator[str]:
    survey = plan.survey
    spot = hexadecimal(theme.SPOT.get(survey.ink, theme.VERMILION))
    yield f'<path d="M0 0H560L524 132H0Z" fill="{spot}"/>\n'
    size = min(44.0, 15 * 44 / max(15, len(survey.title)))
    yield (
        f'<text class="poster" x="56" y="74" font-size="{size:.1f}" '
        f'style="fill:#F1E9D6;letter-spacing:1.5px">{escape(survey.title.upper())}</text>\n'
    )
    below = " · ".join(filter(None, (survey.years, "the story map")))
    yield f'<text x="56" y="106" font-size="17" style="fill:#F1E9D6">{escape(below)}</text>\n'
    for number, words in enumerate(counts(plan)):
        yield (
            f'<text class="poster" x="{572 + 128 * number}" y="74" font-size="30">'
            f"{escape(words.partition(' ')[0])}</text>"
            f'<text x="{572 + 128 * number}" y="100" font-size="15">'
            f"{escape(words.partition(' ')[2])}</text>\n"
        )
    yield from _legend()


def _legend() -> Iterator[str]:
    x, y = 56.0, 176.0
    yield f'<g class="legend" transform="translate({x} {y})">\n'
    at = 0.0
    for look, words in LOOKS:
        yield f'<g transform="translate({at:.0f} -13)">{look}</g>'
        yield f'<text x="{at + 36:.0f}" y="0" font-size="13">{escape(words)}</text>\n'
        at += 52 + 6.6 * len(words)
    at = 0.0
    for tie, words in TIE_WORDS:
        colour, dashes = TIES[tie]
        yield f'<path class="l" d="M{at:.0f} 23H{at + 28:.0f}" stroke="{colour}"'
        yield f' stroke-dasharray="{dashes}"/>' if dashes else "/>"
        yield f'<text x="{at + 36:.0f}" y="28" font-size="13">{escape(words)}</text>\n'
        at += 52 + 6.6 * len(words)
    yield f'<path d="{_lock(at + 10, 23)}" fill="#A3231A"/>'
    words = "a choice with a condition"
    yield f'<text x="{at + 24:.0f}" y="28" font-size="13">{words}</text>\n'
    at += 40 + 6.6 * len(words)
    yield f'<path d="{_arrow(at + 6, 23)}" fill="#2F4A57"/>'
    words = "leads to a passage far off, which is named; that one names where it is come to from"
    yield f'<text x="{at + 20:.0f}" y="28" font-size="13">{words}</text>\n</g>\n'


def _frame(kind: str, width: float, height: float, level: str = "", reached: bool = True) -> str:
    """The ground and border of a box, from (0, 0)."""
    ground, stroke, extra, wide = "#F1E9D6", "#1C1715", "", 1.2
    dashes = ""
    match kind:
        case "ending":
            ground = "#1C1715"
            inner = f'width="{width - 6:.0f}" height="{height - 6:.1f}"'
            extra = f'<rect x="3" y="3" {inner} fill="none" stroke="#F1E9D6"/>'
        case "paper":
            ground = "#FBF7EC"
            extra = f'<path d="M0 4H{width:.0f}M0 7H{width:.0f}" stroke="#1C1715"/>'
        case "event":
            ground = "#D8C49A"
            extra = f'<path d="M{width - 22:.0f} 0H{width:.0f}V22Z" fill="#B8291C"/>'
        case "card":
            extra = (
                f'<path d="M4 {height + 3:.1f}H{width + 3:.1f}V4" fill="none" stroke="#1C1715"/>'
            )
        case "scene":
            stroke, dashes = "#2C4296", "7 4"
        case "silent":
            ground, dashes = "#E7DCC2", "3 3"
        case _:
            pass
    if not reached and kind != "ending":
        ground = "url(#hatch)"
    if level:
        stroke, wide = "#B8291C", 3 if level == "error" else 2
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    size = f'width="{width:.0f}" height="{height:.1f}"'
    return f'<rect {size} fill="{ground}" stroke="{stroke}" stroke-width="{wide}"{dash}/>{extra}'


LOOKS: Final = (
    (_frame("page", 28, 18), "passage"),
    (_frame("paper", 28, 18), "paper"),
    (_frame("scene", 28, 18), "scene that is called"),
    (_frame("card", 28, 18), "card of a deck"),
    (_frame("event", 28, 18), "event"),
    (_frame("silent", 28, 18), "not shown"),
    (_frame("ending", 28, 18), "ending"),
    (_frame("page", 28, 18, reached=False), "never reached"),
    (_frame("page", 28, 18, "warning"), "warning"),
    (_frame("page", 28, 18, "error"), "error"),
)


# Blocks, lines and boxes


def _block(block: Block) -> Iterator[str]:
    x, y, wide, high = block.x, block.y, block.width, block.height
    yield f'<g class="block" id={quoteattr("chapter-" + block.id)}>'
    yield (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="#DDD0B0" '
        'stroke="#1C1715" stroke-width="1.6"/>'
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="6" fill="#1C1715"/>'
        f'<text class="poster" x="{x + 26:.1f}" y="{y + 38:.1f}" font-size="22" '
        f'style="letter-spacing:1px">{escape(block.title.upper())}</text>'
        f'<text x="{x + 26:.1f}" y="{y + 55:.1f}" font-size="12">{escape(block.note)}</text>'
    )
    for at, _ in block.rules:
        yield (
            f'<path d="M{x + 26:.1f} {at:.1f}H{x + wide - 26:.1f}" stroke="#968A72" '
            'stroke-width="1"/>'
        )
    yield "</g>\n"


def _link(link: Link) -> str:
    colour, dashes = TIES[link.tie]
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    line = f'<path class="l" d="{link.path}" stroke="{colour}"{dash}/>'
    if link.tip is None:
        return line + "\n"
    x, y = link.tip
    return f'{line}<path d="{tip(x, y)}" fill="{colour}"/>\n'


def tip(x: float, y: float) -> str:
    """The path of an arrow's head that ends right of here."""
    return f"M{x:.1f} {y - 4:.1f}L{x + 7:.1f} {y:.1f}L{x:.1f} {y + 4:.1f}Z"


def _arrow(x: float, y: float) -> str:
    return f"M{x - 5:.1f} {y - 1:.1f}h5v-3l6 4l-6 4v-3h-5z"


def _lock(x: float, y: float) -> str:
    """The path of a padlock, its middle here."""
    return (
        f"M{x - 4:.1f} {y - 1:.1f}h8v6h-8z"
        f"M{x - 3:.1f} {y - 1:.1f}v-2a3 3 0 0 1 6 0v2h-1.4v-2a1.6 1.6 0 0 0 -3.2 0v2z"
    )


def _box(box: Box) -> Iterator[str]:
    spot = box.spot
    dark = spot.kind == "ending"
    yield f'<g class="box" id={quoteattr("passage-" + spot.id)} '
    yield f'transform="translate({box.x:.1f} {box.y:.1f})"><title>{escape(_hover(box))}</title>'
    yield _frame(spot.kind, WIDE, box.height, spot.level, spot.reached)
    if spot.start:
        yield f'<path d="M-13 {INLET - 9:.0f}L0 {INLET:.0f}L-13 {INLET + 9:.0f}Z" fill="#B8291C"/>'
    ruled = False
    for line in box.lines:
        if line.role == "row" and not ruled:
            ruled = True
            y = line.base - 16
            colour = "#8A8068" if dark else "#968A72"
            yield f'<path d="M{PAD:.0f} {y:.1f}H{WIDE - PAD:.0f}" stroke="{colour}"/>'
        yield _line(line, dark)
    if spot.level:
        ground = "#B8291C" if spot.level == "error" else "#F1E9D6"
        sign = "#F1E9D6" if spot.level == "error" else "#A3231A"
        yield (
            f'<circle cx="{WIDE:.0f}" cy="0" r="10" fill="{ground}" stroke="#B8291C" '
            'stroke-width="2"/>'
            f'<path d="M{WIDE - 1.5:.1f} -6h3l-.6 7h-1.8zM{WIDE - 1.5:.1f} 3h3v3h-3z" '
            f'fill="{sign}"/>'
        )
    yield "</g>\n"


def _line(line: Line, dark: bool) -> str:
    x = PAD
    mark = ""
    if line.role == "row" and line.locked:
        if not line.more:
            red = "#E0503A" if dark else "#A3231A"
            mark = f'<path d="{_lock(x + 5, line.base - 5)}" fill="{red}"/>'
        x += 14
    if line.role == "to":
        colour = "#F1E9D6" if dark else TIES[line.tie][0]
        mark = f'<path d="{_arrow(x + 6, line.base - 3)}" fill="{colour}"/>'
        x += 16
    if line.role == "finding":
        mark = f'<rect x="{x:.0f}" y="{line.base - 8:.1f}" width="3" height="10" fill="#B8291C"/>'
        x += 8
    light = "#E0503A" if line.role == "finding" else "#F1E9D6"
    style = f' style="fill:{light}"' if dark else ""
    words = escape(line.text)
    return f'{mark}<text class="{line.role}" x="{x:.0f}" y="{line.base:.1f}"{style}>{words}</text>'


def _hover(box: Box) -> str:
    """What is told of a passage where the pointer rests."""
    spot = box.spot
    lines = [f"{spot.id}: {spot.title}", f"{spot.file}:{spot.line}"]
    for row in spot.rows:
        led = ", ".join(row.targets)
        condition = f"if {row.condition}" if row.condition else ""
        parts = (row.label, condition, f"→ {led}" if led else "")
        lines.append(" ".join(filter(None, parts)))
    lines += [f"{each.level}: {each.message} [{each.rule}]" for each in spot.findings]
    return "\n".join(lines)


# Pixels

LARGEST: Final = 16_000
"""Pixels of the longer side, over which few programs show a PNG."""

MOST_PIXELS: Final = 120_000_000


def zoom_of(plan: Plan) -> float:
    """How many pixels of a PNG lie on one of the map: 1.5 where that is not too many."""
    return min(  # so that it can still be shown
        1.5,
        LARGEST / max(plan.width, plan.height),
        math.sqrt(MOST_PIXELS / (plan.width * plan.height)),
    )


def png(plan: Plan, assets: Path) -> bytes:
    """The map as a PNG; resvg draws it."""
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg(plan),
            zoom=zoom_of(plan),
            skip_system_fonts=True,
            font_files=font_files(assets),
            serif_family="PT Serif",
            sans_serif_family="PT Sans Caption",
        )
    )
