"""The cards of the gallery, each from its own corner: endings, people, deeds."""

from game.screens import theme
from game.screens.faces import Portrait, portrait
from game.screens.fit import Type, cut, fitted
from game.screens.inked import inked
from game.screens.layout import balance
from game.screens.marks import ON_BLACK, padlock, star
from game.screens.picture import (
    Colour,
    Disc,
    Face,
    Fill,
    Hatch,
    Image,
    Line,
    Metrics,
    Polygon,
    Rect,
    Shape,
    Stroke,
    Text,
)
from game.screens.picture import Paper as Ground
from game.session.gallery import (
    DeedShown,
    EndingShown,
    Gallery,
    PersonShown,
    born,
    day_of,
    kind_of,
    times,
)
from game.text.tongue import say

GAP: Colour = (38, 32, 29)
"""Where a card is missing on the desk."""

DASHES: Colour = (190, 176, 148)
GAUGE: Colour = (188, 172, 138)
MARKS = 8
"""Times reached that are drawn one by one; more are said in figures alone."""


def wrapped(
    string: str, face: Face, size: float, room: float, most: int, metrics: Metrics
) -> tuple[str, ...]:
    """The string in at most so many lines, the last cut short where it must be."""
    lines: list[str] = []
    words = string.split()
    while words:
        line = words.pop(0)
        if len(lines) == most - 1:
            lines.append(cut(" ".join((line, *words)), face, size, 0, room, metrics))
            break
        while words and metrics.width(f"{line} {words[0]}", face, size) <= room:
            line = f"{line} {words.pop(0)}"
        lines.append(cut(line, face, size, 0, room, metrics))
    return tuple(lines)


def dashed(rect: Rect, u: float, colour: Colour = DASHES) -> list[Shape]:
    """A cutting line round a rectangle."""
    dash, gap, thick = 8 * u, 14 * u, max(1, round(2 * u))
    shapes: list[Shape] = []
    for n in range(int(rect.w / gap) + 1):
        x = rect.x + n * gap
        wide = min(dash, rect.right - x)
        shapes.append(Fill(Rect(x, rect.y, wide, thick), colour))
        shapes.append(Fill(Rect(x, rect.bottom - thick, wide, thick), colour))
    for n in range(int(rect.h / gap) + 1):
        y = rect.y + n * gap
        high = min(dash, rect.bottom - y)
        shapes.append(Fill(Rect(rect.x, y, thick, high), colour))
        shapes.append(Fill(Rect(rect.right - thick, y, thick, high), colour))
    return shapes


# Endings


def ending_card(
    shown: EndingShown,
    look: str,
    gallery: Gallery,
    w: float,
    h: float,
    u: float,
    k: float,
    metrics: Metrics,
) -> tuple[Shape, ...]:
    """The player as at that ending, on the campaign's ink; kind, title, how often, when first."""
    story = gallery.story
    spot = theme.SPOT.get(story.ink, theme.VERMILION)
    face = Rect(0, 0, round(h * 0.74), round(h))
    shapes: list[Shape] = [Ground(Rect(0, 0, w, h), "newsprint"), Fill(face, spot)]
    if story.player:
        picture = Portrait(story.id, story.player, (), look).path
        if shown.turn is not None:
            picture = portrait(shown.turn, story.player, look)
        shapes.append(Image(face, picture))
    lean = 12 * k
    shapes += (
        Polygon(
            (
                (face.right - lean * 0.4, 0),
                (face.right + lean, 0),
                (face.right + lean * 0.4, h),
                (face.right - lean, h),
            ),
            theme.INK,
        ),
        Polygon(
            (
                (face.right + lean, 0),
                (face.right + lean + 5 * k, 0),
                (face.right + lean * 0.4 + 5 * k, h),
                (face.right + lean * 0.4, h),
            ),
            spot,
        ),
    )
    x = face.right + lean + 16 * k
    room = w - x - 14 * k
    kind = Type("label-bold", 13 * k, theme.TEXT_RED, 1.6 * k)
    shapes.append(fitted(kind_of(shown), kind, x, 28 * k, room, metrics))
    shapes += _title(shown.title.upper(), x, 34 * k, room, h - 100 * k, k, metrics)
    y = h - 56 * k
    shapes += (
        Fill(Rect(x, y, room, max(2, round(3 * u))), theme.INK),
        Fill(Rect(x, y + 5 * u, room, max(1, round(u))), theme.INK),
    )
    base = y + 25 * k
    if shown.count <= MARKS:
        for n in range(shown.count):
            shapes.append(star((x + (7 + 16 * n) * k, base - 5 * k), 7.4 * k, theme.TEXT_RED))
        left = x + (16 * shown.count + 8) * k
    else:
        left = x
    often = Type("serif", 14.5 * k, theme.INK)
    if left + metrics.width(times(shown.count), "serif", 14.5 * k) * 0.8 > x + room:
        left = x
        del shapes[-shown.count :]
    shapes.append(fitted(times(shown.count), often, left, base, x + room - left, metrics))
    first = say("first on {date}", date=day_of(shown.first))
    italic = Type("serif-italic", 14 * k, theme.SOFT)
    shapes.append(fitted(first, italic, x, base + 20 * k, room, metrics))
    return tuple(shapes)


def _title(
    title: str, x: float, y: float, room: float, high: float, k: float, metrics: Metrics
) -> list[Shape]:
    """A title as large as it stands in this room."""
    size = 28 * k
    lines = balance(title, "poster", size, room, metrics)
    while size > 13 * k and (
        len(lines) * size * 1.2 > high
        or any(metrics.width(line, "poster", size) > room for line in lines)
    ):
        size *= 0.92
        lines = balance(title, "poster", size, room, metrics)
    most = max(1, int(high / (size * 1.2)))
    if len(lines) > most:
        lines = wrapped(title, "poster", size, room, most, metrics)
    return [
        Text(x, y + size * 1.2 * (n + 0.82), line, "poster", size, theme.INK)
        for n, line in enumerate(lines)
    ]


def missing_ending(w: float, h: float, u: float, k: float, metrics: Metrics) -> tuple[Shape, ...]:
    """An ending never reached: somebody cut out of the paper, and a question mark."""
    face = Rect(round(14 * k), round(14 * k), round((h - 28 * k) * 0.78), round(h - 28 * k))
    middle = (face.right + w) / 2
    size = 66 * k
    base = h / 2 + metrics.cap_height("poster", size) / 2
    return (
        Fill(Rect(0, 0, w, h), GAP),
        *dashed(Rect(0, 0, w, h), u),
        Image(face, ""),
        Text(middle, base, "?", "poster", size, DASHES, anchor="centre"),
    )


# People


def person_card(
    shown: PersonShown,
    gallery: Gallery,
    w: float,
    h: float,
    u: float,
    k: float,
    metrics: Metrics,
) -> tuple[Shape, ...]:
    """A line of the register: face, name, what they are, and the latest run's fate and trust."""
    person = shown.person
    pad = 14 * k
    face = Rect(round(pad), round((h - 120 * k) / 2), round(96 * k), round(120 * k))
    name = Portrait(gallery.story.id, person.id, (), shown.expression, "small").path
    if shown.turn is not None:
        name = portrait(shown.turn, person.id, shown.expression, small=True)
    side = 132 * k
    x, edge = face.right + 16 * k, w - side - 14 * k
    room = edge - x - 16 * k
    shapes: list[Shape] = [
        Ground(Rect(0, 0, w, h), "newsprint"),
        Image(face, "" if shown.removed else name),
        Stroke(face, theme.INK, max(1, round(1.5 * u))),
    ]
    words: list[Shape] = []
    heading = Type("serif-bold", 19.5 * k, theme.INK)
    words.append(fitted(person.name, heading, x, 32 * k, room, metrics))
    shapes.append(Fill(Rect(x, round(40 * k), room, max(1, round(1.2 * u))), theme.TEXT_RED))
    size = 16 * k
    y = 60 * k
    role = person.role[:1].upper() + person.role[1:]
    for part in wrapped(role, "serif-italic", size, room, 2, metrics):
        words.append(Text(x, y, part, "serif-italic", size, theme.INK))
        y += 20 * k
    if not shown.removed:
        most = int((h - 12 * k - y) / (17.5 * k)) + 1
        for part in _features(shown.features, 14 * k, room, most, metrics):
            words.append(Text(x, y, part, "serif", 14 * k, theme.SOFT))
            y += 17.5 * k
    shapes += inked(words, gallery.names, metrics, theme.INK)
    shapes.append(Fill(Rect(edge, 14 * k, max(1, round(u)), h - 28 * k), GAUGE))
    shapes += _standing(shown, edge + 16 * k, w - pad, k, u, metrics)
    return tuple(shapes)


def _features(
    features: str, size: float, room: float, most: int, metrics: Metrics
) -> tuple[str, ...]:
    """What could be seen of somebody in at most so many lines: the last things are left out."""
    seen = features[:1].upper() + features[1:]
    while ", " in seen and len(wrapped(seen, "serif", size, room, most + 1, metrics)) > most:
        seen = seen.rpartition(", ")[0]
    return wrapped(seen, "serif", size, room, most, metrics)


def _standing(
    shown: PersonShown, x: float, right: float, k: float, u: float, metrics: Metrics
) -> list[Shape]:
    """What became of somebody, and how far they trust you."""
    room = right - x
    small = Type("label-bold", 12 * k, theme.TEXT_RED, 1.4 * k)
    shapes: list[Shape] = []
    if shown.fate:
        shapes.append(fitted(say("FATE"), small, x, 28 * k, room, metrics))
        fate = Type("type-bold", 17 * k, theme.INK)
        word = fitted(shown.fate, fate, x, 49 * k, room, metrics, least=0.6)
        shapes.append(word)
    typed = Type("type", 13 * k, theme.SOFT)
    shapes.append(fitted(born(shown.person), typed, x, 134 * k, room, metrics))
    if shown.trust is None:
        return shapes
    shapes.append(fitted(say("TRUST"), small, x, 76 * k, room, metrics))
    number = Type("poster", 21 * k, theme.INK)
    shapes.append(fitted(str(shown.trust), number, x, 101 * k, 42 * k, metrics, least=0.5))
    bar = Rect(x + 44 * k, round(88 * k), max(10 * k, room - 46 * k), round(11 * k))
    held = round(bar.w * min(max(shown.trust, 0), shown.trust_most) / shown.trust_most)
    shapes.append(Stroke(bar, theme.INK, max(1, round(1.2 * u))))
    if held > 1:
        shapes.append(Hatch(Rect(bar.x, bar.y, held, bar.h), theme.INK, 4 * k, 1.8 * k))
    return shapes


# Deeds


def deed_card(
    shown: DeedShown, gallery: Gallery, w: float, h: float, u: float, k: float, metrics: Metrics
) -> tuple[Shape, ...]:
    """A deed done: a medal, its title, the sentence that says it, and in which run."""
    centre = (44 * k, h / 2)
    x = 86 * k
    room = w - x - 16 * k
    achievement = shown.achievement
    means = achievement.means if achievement.means != achievement.title else ""
    shapes: list[Shape] = [
        Ground(Rect(0, 0, w, h), "newsprint"),
        Disc(centre, 29 * k, theme.INK),
        Disc(centre, 25.5 * k, theme.NEWSPRINT, 1.6 * k),
        star(centre, 19 * k, theme.BRIGHT_RED),
        Line(((72 * k, 14 * k), (72 * k, h - 14 * k)), theme.TEXT_RED, max(1, 1.2 * u)),
    ]
    run = say("run {number}", number=gallery.chronicle.number(shown.at.run))
    wide = metrics.width(run, "type", 13.6 * k)
    shapes.append(Text(w - 16 * k, 32 * k, run, "type", 13.6 * k, theme.SOFT, anchor="right"))
    heading = Type("serif-bold", 19 * k, theme.INK)
    shapes.append(fitted(achievement.title, heading, x, 33 * k, room - wide - 14 * k, metrics))
    for n, part in enumerate(wrapped(means, "serif", 16 * k, room, 2, metrics)):
        shapes.append(Text(x, (57 + 21 * n) * k, part, "serif", 16 * k, theme.SOFT))
    return tuple(shapes)


def closed_deed(w: float, h: float, u: float, k: float, metrics: Metrics) -> tuple[Shape, ...]:
    """A deed not done: a lock, and not a word of what it is."""
    base = h / 2 + metrics.cap_height("serif-italic", 18 * k) / 2
    return (
        Fill(Rect(0, 0, w, h), GAP),
        *dashed(Rect(0, 0, w, h), u),
        *padlock((44 * k, h / 2), 34 * k, ON_BLACK),
        Text(86 * k, base, say("Closed"), "serif-italic", 18 * k, DASHES),
    )
