"""Draw the cast of a campaign.

python -m tools.portraits --cast story/brothers-keeper/cast.yaml \
    --out assets/portraits/brothers-keeper [--only mika,joe] [--sheet cast.png] [--heads heads.png]
"""

import argparse
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from game.model.face import Face
from tools.portraits.cast import read_faces
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
    faces = dict(read_faces(options.cast))
    if options.only:
        faces = {name: faces[name] for name in options.only.split(",")}
    if options.sheet:
        contact_sheet(faces).save(options.sheet)
    if options.heads:
        heads(faces).save(options.heads)
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        with ProcessPoolExecutor() as workers:
            jobs = [workers.submit(write, name, face, options.out) for name, face in faces.items()]
            total = sum(job.result() for job in jobs)
        print(f"{len(faces)} people, {total // 1024} KB")


def write(name: str, face: Face, folder: Path) -> int:
    """Write every picture of one person; how many bytes they take."""
    total = 0
    for suffix, picture in pictures(name, face).items():
        path = folder / f"{name}-{suffix}.png"
        picture.save(path, optimize=True)
        total += path.stat().st_size
    return total


if __name__ == "__main__":
    main()
