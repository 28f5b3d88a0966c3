"""The expressions: tables of offsets that any face takes."""

from collections.abc import Mapping

import attrs


@attrs.frozen
class Expression:
    """How far a feeling moves the parts of a face.

    Lengths are in face units (half the width of a face is about 1), downwards positive.
    """

    brow_inner: float = 0.0
    brow_outer: float = 0.0
    upper_lid: float = 0.12
    """Share of the eye that the upper lid covers; negative opens it wider."""
    lower_lid: float = 0.0
    """Share by which the lower lid rises."""
    corners: float = 0.0
    """Where the corners of the mouth go."""
    opening: float = 0.0
    """How far the mouth opens, 1 a shout."""
    widening: float = 0.0
    """How much the mouth spreads to each side."""
    teeth: bool = False
    gaze: tuple[float, float] = (0.0, 0.0)
    pupil: float = 1.0
    glabella: float = 0.0
    """Depth of the upright furrows between the brows, 0 to 1."""
    forehead: float = 0.0
    """Depth of the furrows across the forehead, 0 to 1."""
    folds: float = 0.4
    """Depth of the folds from nose to mouth, 0 to 1."""
    flare: float = 0.0
    """How much the nostrils spread."""
    crows_feet: bool = False
    bags: float = 0.0
    wet: bool = False
    """Whether there is more shine in the eyes."""
    moustache: float = 0.0
    """Where the ends of a moustache go."""
    tilt: float = 0.0
    """How the head leans, in radians; positive towards the side faced."""
    drop: float = 0.0
    """How far the head sinks."""

    def louder(self) -> "Expression":
        """The expression where hair hides the mouth: what is left of the face says more."""
        usual = Expression()
        more = {
            name: getattr(usual, name) + (getattr(self, name) - getattr(usual, name)) * LOUDER
            for name in ("brow_inner", "brow_outer", "lower_lid", "corners", "tilt", "drop")
        }
        return attrs.evolve(
            self,
            **more,
            opening=min(1.15, self.opening * LOUDER),
            moustache=self.moustache * LOUDER,
            glabella=min(1.4, self.glabella * LOUDER),
        )


LOUDER = 1.45

EXPRESSIONS: Mapping[str, Expression] = {
    "neutral": Expression(),
    "stern": Expression(
        brow_inner=0.13,
        brow_outer=-0.04,
        upper_lid=0.32,
        lower_lid=0.16,
        corners=0.045,
        glabella=1.0,
        folds=0.8,
        moustache=0.035,
        tilt=0.035,
        drop=0.02,
    ),
    "angry": Expression(
        brow_inner=0.19,
        brow_outer=-0.15,
        upper_lid=0.02,
        lower_lid=0.2,
        corners=0.06,
        opening=0.75,
        widening=0.05,
        teeth=True,
        gaze=(-0.16, 0.0),
        pupil=0.86,
        glabella=1.25,
        forehead=0.35,
        folds=1.15,
        flare=0.035,
        moustache=-0.10,
        tilt=-0.055,
        drop=0.05,
    ),
    "afraid": Expression(
        brow_inner=-0.15,
        brow_outer=0.03,
        upper_lid=-0.38,
        lower_lid=-0.12,
        corners=0.055,
        opening=0.34,
        widening=-0.02,
        gaze=(0.42, -0.05),
        pupil=0.72,
        glabella=0.4,
        forehead=1.0,
        folds=0.5,
        wet=True,
        moustache=0.02,
        tilt=-0.03,
    ),
    "pleased": Expression(
        brow_inner=-0.03,
        brow_outer=-0.02,
        upper_lid=0.16,
        lower_lid=0.42,
        corners=-0.10,
        widening=0.05,
        gaze=(0.05, 0.0),
        folds=0.9,
        crows_feet=True,
        moustache=-0.10,
        tilt=-0.02,
    ),
    "grieving": Expression(
        brow_inner=-0.12,
        brow_outer=0.10,
        upper_lid=0.46,
        lower_lid=0.05,
        corners=0.065,
        gaze=(-0.05, 0.35),
        glabella=0.6,
        forehead=0.7,
        folds=0.6,
        bags=1.0,
        wet=True,
        moustache=0.03,
        tilt=0.06,
        drop=0.06,
    ),
}
"""Each expression by its name."""
