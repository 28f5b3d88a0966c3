"""What years and fortune write on a face: furrows, folds, marks, sweat and tears."""

from tools.portraits.canvas import KEY, PAPER
from tools.portraits.figure import Figure
from tools.portraits.vector import knots, shifted, spline

HATS_OVER_THE_FOREHEAD = (
    "peaked-cap",
    "budenovka",
    "leather-cap",
    "papakha",
    "coif",
    "kerchief",
    "shawl",
    "headdress",
    "sailor-cap",
    "fur-cap",
    "felt-hat",
    "wide-hat",
    "cloche",
    "beret",
)


def draw_lines(figure: Figure) -> None:
    """Furrows, folds and hollows, then the marks of the record."""
    _glabella(figure)
    _forehead(figure)
    _folds(figure)
    _cheeks(figure)
    marks = figure.face.marks
    if "pocks" in marks:
        _spots(figure, 16, (-0.80, -0.48), (0.34, 0.86), 0.014)
        _spots(figure, 7, (0.10, 0.32), (0.30, 0.52), 0.012)
    if "freckles" in marks:
        _spots(figure, 18, (-0.78, -0.36), (0.16, 0.50), 0.010)
        _spots(figure, 9, (0.02, 0.34), (0.24, 0.48), 0.010)
    if figure.face.beard == "stubble" and figure.fine:
        _stubble(figure)


def _glabella(figure: Figure) -> None:
    depth, at = figure.mood.glabella * (1 - 0.6 * figure.youth), figure.on_face
    if depth <= 0:
        return
    for across, length in ((-0.055, 0.20), (0.075, 0.22)):
        line = [at(across * 1.2, -0.42, 0.05), at(across, -0.42 + length * depth, 0.06)]
        figure.canvas.stroke(KEY, line, [0.0, 0.036 * depth], figure.skin)


def _forehead(figure: Figure) -> None:
    if figure.face.headgear in HATS_OVER_THE_FOREHEAD:
        return
    mood, at = figure.mood, figure.on_face
    depth = max(mood.forehead * (1 - 0.6 * figure.softness), (figure.age - 0.55) * 1.6)
    if depth <= 0.15:
        return
    rise = -0.04 * (1 if mood.brow_inner < 0 else 0.2)
    for level in (-0.56, -0.70, -0.84)[: 3 if depth >= 0.6 else 2]:
        line = [
            at(-0.46, level + 0.04),
            at(-0.12, level + rise, 0.02),
            at(0.12, level, 0.02),
            at(0.40, level + 0.03 + rise),
        ]
        widths = [0.0, 0.030 * depth, 0.022 * depth, 0.0]
        figure.canvas.stroke(KEY, line, widths, figure.skin)


def _folds(figure: Figure) -> None:
    """From the wings of the nose to the corners of the mouth."""
    young = 1 - 0.75 * figure.softness * (1 - figure.age)
    depth = max(figure.mood.folds * 0.9 * young, figure.age * 0.8)
    if depth <= 0.25:
        return
    (x, y), (end_x, end_y) = figure.wing_near, figure.mouth_near
    near = [(x + 0.05, y - 0.03), (x + 0.13, y + 0.14), (end_x + 0.10, end_y - 0.02)]
    figure.canvas.stroke(KEY, near, [0.0, 0.042 * depth, 0.0], figure.skin)
    (x, y), (end_x, end_y) = figure.wing_far, figure.mouth_far
    far = [(x - 0.02, y + 0.02), (x - 0.11, y + 0.14), (end_x - 0.06, end_y)]
    figure.canvas.stroke(KEY, far, [0.0, 0.034 * depth, 0.0], figure.skin)


def _cheeks(figure: Figure) -> None:
    canvas, at, marks = figure.canvas, figure.on_face, figure.face.marks
    if figure.skull.hollow > 0.05 and figure.fine and "scar-cheek" not in marks:
        hollow = spline(knots("-.95,.38 -.62,.48 -.6,.78 -.74,1 -.92,.7"))
        canvas.hatch(KEY, hollow, 64, 0.062, (0.03, 0.0), end=0.8, clip=figure.skin)
    if figure.age > 0.72 and figure.fine:
        for path in ("-.86,.46 -.74,.62 -.72,.84", "-.8,.36 -.64,.56 -.62,.8"):
            figure.tick(path, 0.026, figure.skin)
    if "jowls" in marks:
        chin = [
            at(-0.40, 1.10, 0.02),
            at(-0.22, 1.24, 0.05),
            at(0, 1.28, 0.06),
            at(0.2, 1.24, 0.05),
        ]
        canvas.stroke(KEY, chin, [0.0, 0.03, 0.035, 0.0], figure.skin)
        figure.tick("-.84,.62 -.9,.86 -.82,1.08", 0.03, figure.skin)


def _spots(
    figure: Figure,
    count: int,
    across: tuple[float, float],
    down: tuple[float, float],
    radius: float,
) -> None:
    rng = figure.canvas.rng
    for _ in range(count):
        centre = (rng.uniform(*across), rng.uniform(*down))
        size = radius * rng.uniform(0.8, 1.5) * (1 if figure.fine else 1.4)
        figure.canvas.disc(KEY, centre, size, figure.skin, 8)


def _stubble(figure: Figure) -> None:
    rng = figure.canvas.rng
    for _ in range(150):
        x, y = rng.uniform(-0.92, 0.4), rng.uniform(0.72, 1.5)
        if y < 1.12 and abs(x + 0.27) < 0.34:
            continue
        line = [(x, y), (x + 0.012, y + 0.042)]
        figure.canvas.stroke(KEY, line, [0.018, 0.0], figure.skin)


def draw_marks(figure: Figure) -> None:
    """Scars, over everything else on the face."""
    marks = figure.face.marks
    if "scar-eye" in marks and figure.face.facing == "right":  # a mirrored print: the left eye
        _scar(figure, "-.6,-.62 -.57,-.46 -.58,-.3", (-0.52, -0.40), -0.58)
        _scar(figure, "-.66,.34 -.63,.5 -.65,.68", (0.42, 0.56), -0.64)
    elif "scar-eye" in marks:
        _scar(figure, ".02,-.62 .07,-.46 .11,-.3", (-0.52, -0.40), 0.05)
        _scar(figure, ".25,.36 .29,.52 .27,.7", (0.44, 0.58), 0.275)
    if "scar-cheek" in marks:
        _scar(figure, "-.62,.3 -.54,.56 -.6,.86 -.54,1.06", (0.40, 0.55, 0.70, 0.85), -0.58)


def _scar(figure: Figure, text: str, stitches: tuple[float, ...], across: float) -> None:
    canvas, path = figure.canvas, knots(text)
    canvas.stroke(PAPER, path, [0.04, 0.065, 0.05], figure.skin)
    canvas.stroke(KEY, shifted(path, -0.022, 0), [0.0, 0.024, 0.02, 0.0], figure.skin)
    canvas.stroke(KEY, shifted(path, 0.03, 0), [0.0, 0.019, 0.016, 0.0], figure.skin)
    for y in stitches:
        line = [(across - 0.07, y + 0.02), (across + 0.08, y - 0.02)]
        canvas.stroke(KEY, line, 0.017, figure.skin)
