"""A face record and a feeling, drawn and printed in the sizes the game ships."""

from collections.abc import Mapping

import attrs
import numpy as np
from PIL import Image

from game.model.face import Face
from tools.portraits import plates
from tools.portraits.beards import draw_beard, draw_moustache, hides_the_mouth
from tools.portraits.canvas import Canvas
from tools.portraits.clothes import draw_clothes
from tools.portraits.cloths import draw_headgear
from tools.portraits.expression import EXPRESSIONS, Expression
from tools.portraits.eyes import draw_brows, draw_eyes
from tools.portraits.eyewear import draw_eyewear
from tools.portraits.features import draw_mouth, draw_nose
from tools.portraits.figure import HEIGHT, WIDTH, new_figure
from tools.portraits.grounds import draw_ground
from tools.portraits.hair import draw_fringe
from tools.portraits.head import draw_ear, draw_face, draw_neck, draw_shadow
from tools.portraits.lines import draw_lines, draw_marks
from tools.portraits.plates import Plates
from tools.portraits.props import draw_prop
from tools.portraits.tresses import draw_hair, draw_hair_behind

Box = tuple[float, float, float, float]
Size = tuple[int, int]

BUST: Box = (80, 40, 800, 1000)
HEAD: Box = (150, 150, 640, 800)
WHOLE: Box = (0, 0, WIDTH, HEIGHT)

BUST_SIZE: Size = (720, 900)
SMALL_SIZE: Size = (192, 240)
PRESS_SIZE: Size = (480, 600)


def draw(seed: str, face: Face, mood: Expression, fine: bool = True) -> Canvas:
    """Every shape of the portrait. The seed, an id, decides the chance cuts."""
    figure = new_figure(seed, face, mood, fine)
    draw_ground(figure)
    figure.use_head()
    draw_hair_behind(figure)
    draw_neck(figure)
    figure.use_body()
    draw_clothes(figure)
    figure.use_head()
    draw_face(figure)
    draw_shadow(figure)
    draw_nose(figure)
    if not hides_the_mouth(figure):
        draw_mouth(figure)
    draw_eyes(figure)
    draw_brows(figure)
    draw_lines(figure)
    draw_beard(figure)
    if hides_the_mouth(figure):
        draw_mouth(figure)
    draw_moustache(figure)
    draw_ear(figure)
    draw_hair(figure)
    draw_fringe(figure)
    draw_eyewear(figure)
    draw_headgear(figure)
    draw_prop(figure)
    draw_marks(figure)
    return figure.canvas


def portrait_plates(
    seed: str, face: Face, mood: str, size: Size, box: Box = BUST, fine: bool = True
) -> Plates:
    """The plates of ink of a portrait, and where the figure covers the paper."""
    canvas = draw(seed, face, EXPRESSIONS[mood], fine)
    return plates.rasterise(canvas.svg(box, face.facing == "right"), size)


def bust(seed: str, face: Face, mood: str, size: Size = BUST_SIZE) -> Image.Image:
    """The finished print of head and shoulders, in a palette of sixteen colours."""
    found = portrait_plates(seed, face, mood, size)
    inks = plates.inks(face.tone)
    rgb = plates.printed(found, inks, plates.seed_of(seed), size[0] / 480)
    return plates.reduced(rgb, inks)


def small(seed: str, face: Face, mood: str, size: Size = SMALL_SIZE) -> Image.Image:
    """A tight crop of the head with half the cuts, for lists and margins."""
    found = portrait_plates(seed, face, mood, size, head_box(face), fine=False)
    inks = plates.inks(face.tone)
    rgb = plates.printed(found, inks, plates.seed_of(seed), size[0] / 480, roughness=0.3, salt=0.2)
    return plates.reduced(rgb, inks)


def head_box(face: Face) -> Box:
    """The crop round the head, lower for a child."""
    x, y, width, height = HEAD
    sink = 50.0 * face.youth / 100
    rise = {"papakha": 30.0, "budenovka": 90.0, "wide-hat": 30.0}.get(face.headgear, 0.0)
    if face.hair == "puffed" and face.headgear == "none":
        rise = 60.0
    return (x, y + sink - rise, width, height)


def press(seed: str, face: Face, mood: str = "neutral", size: Size = PRESS_SIZE) -> Image.Image:
    """The figure in greys on nothing, to be peopled into newspaper pictures."""
    bare = attrs.evolve(face, ground="plain")
    found = portrait_plates(seed, bare, mood, size, WHOLE)
    grey = plates.greys(found)
    both = np.stack([grey, found.cover], axis=2)
    return Image.fromarray((both * 255 + 0.5).astype(np.uint8), "LA")


def cutout(seed: str, face: Face, mood: str, height: int) -> Image.Image:
    """The printed figure on nothing."""
    bare = attrs.evolve(face, ground="plain")
    size = (round(height * WIDTH / HEIGHT), height)
    found = portrait_plates(seed, bare, mood, size, WHOLE)
    rgb = plates.printed(found, plates.inks(face.tone), plates.seed_of(seed), height / 600)
    rgba = np.dstack([rgb, found.cover])
    return Image.fromarray((rgba * 255 + 0.5).astype(np.uint8), "RGBA")


def pictures(seed: str, face: Face) -> Mapping[str, Image.Image]:
    """Every picture the game ships of one person, by the end of its file name."""
    made: dict[str, Image.Image] = {}
    for mood in EXPRESSIONS:
        made[mood] = bust(seed, face, mood)
        made[f"{mood}-small"] = small(seed, face, mood)
    made["press"] = press(seed, face)
    return made
