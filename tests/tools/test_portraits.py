"""The portrait generator draws every record, the same way each time, and the cast it ships."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path

import attrs
import pytest

pytest.importorskip("resvg_py")
pytest.importorskip("numpy")
pytest.importorskip("PIL")

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from game.model.face import FIELDS, Face, NumberField
from tools.portraits.cast import read_faces
from tools.portraits.expression import EXPRESSIONS
from tools.portraits.render import (
    BUST_SIZE,
    PRESS_SIZE,
    SMALL_SIZE,
    bust,
    portrait_plates,
    small,
)

Grey = NDArray[np.float64]

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "assets" / "portraits"
CASTS = sorted((ROOT / "story").glob("*/cast.yaml"))
TINY = (48, 60)
BUDGET_KB = 40 * 1024
"""What all pictures of the game may take together."""

PLAIN = Face()
BEARDED = Face(moustache="walrus", beard="full", age=70)


def faces() -> Iterator[tuple[str, str, Face]]:
    for cast in CASTS:
        for name, face in read_faces(cast).items():
            yield cast.parent.name, name, face


def single_departures() -> Iterator[tuple[str, object]]:
    for name, field in FIELDS.items():
        if isinstance(field, NumberField):
            yield from ((name, value) for value in (field.low, field.high))
        else:
            wrap = name == "marks"
            yield from ((name, (word,) if wrap else word) for word in field.words)


@pytest.mark.parametrize(("field", "value"), list(single_departures()))
def test_every_value_of_every_field_draws(field: str, value: object) -> None:
    face = attrs.evolve(PLAIN, **{field: value})  # type: ignore[arg-type]
    found = portrait_plates("anyone", face, "neutral", TINY, fine=False)
    assert found.key.max() > 0.9
    assert found.key.mean() < 0.9


def test_the_same_record_gives_the_same_bytes() -> None:
    first, again = (bust("twin", BEARDED, "stern", (120, 150)).tobytes() for _ in range(2))
    assert first == again


def test_another_id_makes_other_cuts_in_the_same_face() -> None:
    one, other = (bust(name, PLAIN, "stern", (120, 150)).tobytes() for name in ("one", "other"))
    assert one != other


@pytest.mark.parametrize("face", [PLAIN, BEARDED], ids=["shaven", "bearded"])
def test_no_two_expressions_look_alike(face: Face) -> None:
    drawn = {mood: ink_of(face, mood) for mood in EXPRESSIONS}
    for one, other in combinations(drawn, 2):
        changed = np.abs(drawn[one] - drawn[other]).mean()
        assert changed > 0.012, f"{one} and {other}"


def ink_of(face: Face, mood: str) -> Grey:
    found = portrait_plates("anyone", attrs.evolve(face, ground="plain"), mood, (96, 120))
    return found.key[20:90, 15:80]


def test_the_mirror_faces_the_other_way() -> None:
    left, right = (
        portrait_plates("anyone", attrs.evolve(PLAIN, facing=way), "neutral", TINY).key
        for way in ("left", "right")
    )
    assert np.abs(left - right[:, ::-1]).mean() < 0.02


def test_no_colour_is_used_beyond_sixteen() -> None:
    for picture in (bust("anyone", PLAIN, "neutral", (120, 150)), small("anyone", PLAIN, "angry")):
        assert len(picture.getcolors() or ()) <= 16


@pytest.mark.parametrize(("campaign", "name"), [person[:2] for person in faces()])
def test_everyone_has_every_picture(campaign: str, name: str) -> None:
    folder = SHIPPED / campaign
    for mood in EXPRESSIONS:
        assert size_of(folder / f"{name}-{mood}.png") == BUST_SIZE
        assert size_of(folder / f"{name}-{mood}-small.png") == SMALL_SIZE
    assert size_of(folder / f"{name}-press.png") == PRESS_SIZE


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        width, height = picture.size
    return (width, height)


@pytest.mark.parametrize("cast", CASTS, ids=[cast.parent.name for cast in CASTS])
def test_nobody_can_be_taken_for_another_at_96_pixels(cast: Path) -> None:
    """Head against head, blurred and without the ground, as grey pictures 24 × 30."""
    looks: Mapping[str, Grey] = {
        name: look_of(SHIPPED / cast.parent.name / f"{name}-press.png") for name in read_faces(cast)
    }
    for one, other in combinations(looks, 2):
        apart = min(
            np.abs(looks[one] - looks[other]).mean(),
            np.abs(looks[one] - looks[other][:, ::-1]).mean(),
        )
        assert apart > 0.03, f"{one} and {other} differ by {apart:.3f}"


def look_of(path: Path) -> Grey:
    with Image.open(path) as picture:
        grey, alpha = (
            np.asarray(band, dtype=float) / 255 for band in picture.convert("LA").split()
        )
    whole = Image.fromarray(((grey * alpha + 0.7 * (1 - alpha)) * 255).astype(np.uint8))
    head = whole.resize((96, 120)).crop((14, 12, 82, 97))
    return np.asarray(head.resize((24, 30), Image.Resampling.BOX), dtype=float) / 255


def test_the_pictures_fit_their_budget() -> None:
    total = sum(path.stat().st_size for path in SHIPPED.rglob("*.png")) // 1024
    assert total < BUDGET_KB
    for folder in SHIPPED.iterdir():
        busts = [path for path in folder.glob("*.png") if path.stem.split("-")[-1] in EXPRESSIONS]
        assert sum(path.stat().st_size for path in busts) / len(busts) < 70 * 1024
