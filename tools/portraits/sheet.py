"""Contact sheets: many pictures side by side, to be looked at."""

from collections.abc import Mapping, Sequence

from PIL import Image, ImageDraw

from game.model.face import Face
from tools.portraits.expression import EXPRESSIONS
from tools.portraits.render import bust, small

BOOK = (241, 233, 214)
GAP, CAPTION = 8, 14


def contact_sheet(
    faces: Mapping[str, Face], moods: Sequence[str] = tuple(EXPRESSIONS), width: int = 200
) -> Image.Image:
    """A row for each person, a column for each expression."""
    rows = [
        [bust(name, face, mood, (width, width * 5 // 4)) for mood in moods]
        for name, face in faces.items()
    ]
    return _tabled(rows, list(faces))


def heads(faces: Mapping[str, Face], columns: int = 9, width: int = 96) -> Image.Image:
    """The small heads of everyone, as they stand in a list."""
    size = (width, width * 5 // 4)
    pictures = [small(name, face, "neutral", size) for name, face in faces.items()]
    rows = [pictures[i : i + columns] for i in range(0, len(pictures), columns)]
    names = list(faces)
    captions = [" ".join(names[i : i + columns]) for i in range(0, len(names), columns)]
    return _tabled(rows, captions)


def _tabled(rows: Sequence[Sequence[Image.Image]], captions: Sequence[str]) -> Image.Image:
    cell_width, cell_height = rows[0][0].size
    step = cell_height + GAP + CAPTION
    columns = max(len(row) for row in rows)
    sheet = Image.new("RGB", (columns * (cell_width + GAP) + GAP, len(rows) * step + GAP), BOOK)
    pen = ImageDraw.Draw(sheet)
    for down, (row, caption) in enumerate(zip(rows, captions, strict=True)):
        pen.text((GAP, GAP + down * step), caption, fill=(28, 23, 21))
        for across, picture in enumerate(row):
            place = (GAP + across * (cell_width + GAP), GAP + CAPTION + down * step)
            sheet.paste(picture.convert("RGB"), place)
    return sheet
