"""The words of the interface as catalogues: `python -m tools.words` brings all of them up to date.

The template `assets/languages/interface.pot` is drawn from the code, and each language's
`interface.po` then takes what is new: untranslated, or fuzzy where it resembles what was there.
"""

import io
import sys
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = ROOT / "assets" / "languages"
KEYWORDS: Final = {"say": None, "say_many": (1, 2), "mark": None}
LEFT_OUT: Final = (
    '"Project-Id-Version',
    '"Report-Msgid-Bugs-To',
    '"POT-Creation-Date',
    '"PO-Revision-Date',
    '"Last-Translator',
    '"Language-Team',
    '"Generated-By',
)
HEADER: Final = """\
# The words of the interface of What Is To Be Undone.
# Drawn from the code by `python -m tools.words`."""


def extract(root: Path) -> str:
    """The template: every message that the code below a checkout says."""
    catalog = Catalog(charset="utf-8", fuzzy=False, header_comment=HEADER)
    found = [
        (f"{folder}/{file}", line, message, comments)
        for folder in ("game", "tools")
        for file, line, message, comments, _ in extract_from_dir(
            root / folder,
            [("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )
    ]
    for file, line, message, comments in sorted(found, key=lambda each: each[:2]):
        catalog.add(message, locations=[(file, line)], auto_comments=comments)
    return _written(catalog)


def update(pot: str, po: str) -> str:
    """A language's catalogue with the messages of a template, and none beside them."""
    catalog = read_po(io.StringIO(po))
    catalog.update(read_po(io.StringIO(pot)), update_creation_date=False)
    return _written(catalog)


def _written(catalog: Catalog) -> str:
    """The catalogue as text, without what changes though no word does: dates, lines, versions."""
    sink = io.BytesIO()
    write_po(sink, catalog, width=96, include_lineno=False, ignore_obsolete=True)
    lines = sink.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(LEFT_OUT)).rstrip() + "\n"


def main() -> None:
    """Bring the template and all catalogues up to date."""
    pot = extract(ROOT)
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "interface.pot").write_text(pot, "utf-8")
    for path in sorted(FOLDER.glob("*/interface.po")):
        path.write_text(update(pot, path.read_text("utf-8")), "utf-8")
        words = read_po(io.StringIO(path.read_text("utf-8")))
        open_ = sum(not all(_forms(message.string)) or message.fuzzy for message in words)
        sys.stdout.write(f"{path.parent.name}: {open_} of {len(words)} to be translated\n")


def _forms(words: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, (tuple, list)) else (words or "",)


if __name__ == "__main__":
    main()
