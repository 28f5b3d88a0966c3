"""Fonts inside a page or a picture, so that it needs no other file."""

import base64
import io
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path


def embedded(assets: Path, faces: Iterable[tuple[str, str, str, Collection[str]]]) -> Iterator[str]:
    """Each face as a rule of CSS, with only the letters it is asked for.

    A face is a font's file without its ending, a family, a weight (of an italic with `i`), and
    letters. Nothing where fontTools is missing.
    """
    try:
        from fontTools import subset
        from fontTools.ttLib import TTFont
    except ImportError:
        return
    for name, family, weight, letters in faces:
        options = subset.Options()
        options.name_IDs = [0, 13, 14]  # rights stay; a part of a font must not bear its name
        options.notdef_outline = True
        options.layout_features = ["kern", "liga", "mark", "mkmk", "ccmp"]
        options.flavor = "woff2"
        font = TTFont(assets / "fonts" / f"{name}.ttf", recalcTimestamp=False)
        subsetter = subset.Subsetter(options)
        subsetter.populate(text="".join(sorted(letters)))
        subsetter.subset(font)
        file = io.BytesIO()
        try:
            subset.save_font(font, file, options)
        except ImportError:  # brotli, which packs woff2, is missing
            file, options.flavor = io.BytesIO(), None
            subset.save_font(font, file, options)
        packed = base64.b64encode(file.getvalue()).decode()
        style = "italic" if weight.endswith("i") else "normal"
        kind = "woff2" if options.flavor else "ttf"
        yield (
            f"@font-face{{font-family:'{family}';font-weight:{weight.rstrip('i')};"
            f"font-style:{style};src:url(data:font/{kind};base64,{packed})}}"
        )
