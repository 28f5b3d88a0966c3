"""Draw the cast of a campaign.

python -m tools.portraits --cast story/brothers-keeper/cast.yaml \
    --out assets/portraits/brothers-keeper [--only mika,joe] [--sheet cast.png] [--heads heads.png]
"""

import argparse
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from game.model.face import Face
from game.model.story import CharacterId
from tools.portraits.cast import drawn, read_cast
from tools.portraits.render import pictures
from tools.portraits.sheet import contact_sheet, heads


def main() -> None:
    """Write the pictures, or a contact sheet of them."""
    parser = argparse.ArgumentParser(prog="python -m tools.portraits", description=__doc__)
    parser.add_argument("--cast", type=Path, required=True)
    parser.add_argument("--out", type=Path, help="the folder for the shipped pictures")
    parser.add_argument("--only", help="ids with commas between them")
    parser.add_argument("--sheet", type=Path, help="write every expression to one picture")
    parser.add_argument("--heads", type=Path, help="write the small heads to one picture")
    options = parser.parse_args()
    cast = dict(read_cast(options.cast))
    if options.only:
        cast = {CharacterId(name): cast[CharacterId(name)] for name in options.only.split(",")}
    faces = {name: face for person in cast.values() for name, face in drawn(person)}
    if options.sheet:
        contact_sheet(faces).save(options.sheet)
    if options.heads:
        heads(faces).save(options.heads)
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        with ProcessPoolExecutor() as workers:
            jobs = [workers.submit(write, name, face, options.out) for name, face in faces.items()]
            total = sum(job.result() for job in jobs)
        print(f"{len(cast)} people, {len(faces)} looks, {total // 1024} KB")


def write(name: str, face: Face, folder: Path) -> int:
    """Write every picture of one person in one look; how many bytes they take.

    The cuts of all looks of somebody are alike.
    """
    total = 0
    for suffix, picture in pictures(name.partition(".")[0], face).items():
        path = folder / f"{name}-{suffix}.png"
        picture.save(path, optimize=True)
        total += path.stat().st_size
    return total


if __name__ == "__main__":
    main()
