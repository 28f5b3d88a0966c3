"""Make the game's fonts from their published packages.

The families come from two places. Debian's packages hold whole TrueType files, copied as they
are (ParaType's licence forbids altering them under their own name). npm's `@fontsource/*` hold
each font cut into scripts (latin, latin-ext, cyrillic, cyrillic-ext), which are merged here.

How to run, in an empty folder with fontTools and brotli installed:

    npm install @fontsource/{oswald,oranienbaum,alfa-slab-one,podkova,bad-script,marck-script} \
        @fontsource/{eb-garamond,courier-prime}
    apt-get download fonts-paratype fonts-oldstandard fonts-ebgaramond
    for deb in *.deb; do dpkg -x "$deb" debian; done
    python -m tools.fonts THAT-FOLDER --out assets/fonts
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import attrs
from fontTools.merge import Merger
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
"""The scripts merged, the one whose metrics are kept first."""

PUNCTUATION = "‘’“”–—…«»"
"""What our copy uses in every face."""

CYRILLIC = "АБЖЩЫЯёжщыя"
"""Letters that tell whether a face can set Russian."""

DEBIAN_DOC = Path("debian/usr/share/doc")
DEBIAN_FONTS = Path("debian/usr/share/fonts/truetype")
DEBIAN_OPENTYPE = Path("debian/usr/share/fonts/opentype")
NPM = Path("node_modules/@fontsource")


@attrs.frozen
class Merged:
    """One weight of an npm family, merged from its scripts."""

    target: str
    family: str
    weight: int
    italic: bool = False
    cyrillic: bool = True


@attrs.frozen
class Copied:
    """One file of a Debian package, unaltered but for the file's name."""

    target: str
    source: str


MERGED = (
    Merged("Oswald-Medium", "oswald", 500),
    Merged("Oswald-SemiBold", "oswald", 600),
    Merged("Oswald-Bold", "oswald", 700),
    Merged("Oranienbaum-Regular", "oranienbaum", 400),
    Merged("AlfaSlabOne-Regular", "alfa-slab-one", 400, cyrillic=False),
    Merged("Podkova-ExtraBold", "podkova", 800),
    Merged("EBGaramond-Bold", "eb-garamond", 700),
    Merged("CourierPrime-Regular", "courier-prime", 400, cyrillic=False),
    Merged("CourierPrime-Bold", "courier-prime", 700, cyrillic=False),
    Merged("BadScript-Regular", "bad-script", 400),
    Merged("MarckScript-Regular", "marck-script", 400),
)

COPIED = (
    Copied("PTSerif-Regular", "paratype/PTF55F.ttf"),
    Copied("PTSerif-Italic", "paratype/PTF56F.ttf"),
    Copied("PTSerif-Bold", "paratype/PTF75F.ttf"),
    Copied("PTSerif-BoldItalic", "paratype/PTF76F.ttf"),
    Copied("PTSansCaption-Regular", "paratype/PTC55F.ttf"),
    Copied("PTSansCaption-Bold", "paratype/PTC75F.ttf"),
    Copied("PTMono-Regular", "paratype/PTM55F.ttf"),
    Copied("OldStandard-Regular", "fonts-oldstandard/OldStandard-Regular.ttf"),
    Copied("OldStandard-Italic", "fonts-oldstandard/OldStandard-Italic.ttf"),
    Copied("OldStandard-Bold", "fonts-oldstandard/OldStandard-Bold.ttf"),
)

CONVERTED = (
    Copied("EBGaramond-Regular", "ebgaramond/EBGaramond12-Regular.otf"),
    Copied("EBGaramond-Italic", "ebgaramond/EBGaramond12-Italic.otf"),
)
"""Debian's edition, whose usual figures are old-style ones, as the historian's book wants.

pygame cannot ask a font for them. Debian's bold has no Cyrillic, so the bold is npm's.
"""

TRUETYPE_LIMITS = (
    "maxZones",
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
)
POST_FIELDS = (
    "italicAngle",
    "underlinePosition",
    "underlineThickness",
    "isFixedPitch",
    "minMemType42",
    "maxMemType42",
    "minMemType1",
    "maxMemType1",
)

LICENCES = {
    **{family: NPM / family / "LICENSE" for family in sorted({font.family for font in MERGED})},
    "paratype": DEBIAN_DOC / "fonts-paratype/copyright",
    "old-standard": DEBIAN_DOC / "fonts-oldstandard/copyright",
    "eb-garamond-12": DEBIAN_DOC / "fonts-ebgaramond/copyright",
}


def main() -> int:
    """Write every font and licence; the exit code tells whether all can set our copy."""
    parser = argparse.ArgumentParser(description="Make assets/fonts from published packages.")
    parser.add_argument("packages", type=Path)
    parser.add_argument("--out", type=Path, default=Path("assets/fonts"))
    options = parser.parse_args()
    licences = options.out / "licences"
    licences.mkdir(parents=True, exist_ok=True)
    for family, source in LICENCES.items():
        shutil.copyfile(options.packages / source, licences / f"{family}.txt")
    for copied in COPIED:
        source = options.packages / DEBIAN_FONTS / copied.source
        shutil.copyfile(source, options.out / f"{copied.target}.ttf")
    for converted in CONVERTED:
        source = options.packages / DEBIAN_OPENTYPE / converted.source
        convert(source, options.out / f"{converted.target}.ttf")
    for merged in MERGED:
        merge(merged, options.packages / NPM, options.out)
    faults = list(check(options.out))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def merge(font: Merged, packages: Path, out: Path) -> None:
    """Merge the scripts of one weight into one TrueType file."""
    style = "italic" if font.italic else "normal"
    files = packages / font.family / "files"
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for subset in SUBSETS:
            source = files / f"{font.family}-{subset}-{font.weight}-{style}.woff"
            if source.exists():
                part = TTFont(source)
                part.flavor = None
                parts.append(str(Path(folder) / f"{subset}.ttf"))
                part.save(parts[-1])
        whole = Merger().merge(parts) if len(parts) > 1 else TTFont(parts[0])
        # Google's build date would make every run differ.
        whole.recalcTimestamp = False
        whole.save(out / f"{font.target}.ttf")


def convert(source: Path, target: Path) -> None:
    """Redraw an OpenType font's cubic curves as TrueType's, within half a unit of the em."""
    font = TTFont(source, recalcTimestamp=False)
    shapes = font.getGlyphSet()
    drawn = {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        shapes[name].draw(Cu2QuPen(pen, max_err=0.5, reverse_direction=True))
        drawn[name] = pen.glyph()
    table = newTable("glyf")
    table.glyphOrder, table.glyphs = font.getGlyphOrder(), drawn
    font["glyf"], font["loca"] = table, newTable("loca")
    largest = font["maxp"]
    largest.tableVersion = 0x00010000
    for limit in TRUETYPE_LIMITS:
        setattr(largest, limit, 1 if limit == "maxZones" else 0)
    names = newTable("post")
    names.formatType, names.extraNames, names.mapping = 2.0, [], {}
    names.glyphOrder = font.getGlyphOrder()
    for field in POST_FIELDS:
        setattr(names, field, getattr(font["post"], field))
    font["post"] = names
    for table_name in ("CFF ", "VORG"):
        if table_name in font:
            del font[table_name]
    font.sfntVersion = "\000\001\000\000"
    font.save(target)


def check(out: Path) -> Iterator[str]:
    """What a face lacks that our copy needs, one sentence each."""
    wants_cyrillic = {font.target: font.cyrillic for font in MERGED}
    for target in [font.target for font in (*COPIED, *CONVERTED, *MERGED)]:
        font = TTFont(out / f"{target}.ttf")
        known = font.getBestCmap()
        wanted = PUNCTUATION + (CYRILLIC if wants_cyrillic.get(target, True) else "")
        missing = [letter for letter in wanted if ord(letter) not in known]
        if missing:
            yield f"{target}: no {' '.join(missing)}"
        if not has_kerning(font) and not is_monospaced(font):
            yield f"{target}: no kerning"
        if 0x2212 not in known:
            print(f"{target}: no minus sign; the window draws an en dash", file=sys.stderr)


def has_kerning(font: TTFont) -> bool:
    """Whether pairs of letters are spaced by hand."""
    if "kern" in font:
        return True
    if "GPOS" not in font:
        return False
    features = font["GPOS"].table.FeatureList.FeatureRecord
    return any(feature.FeatureTag == "kern" for feature in features)


def is_monospaced(font: TTFont) -> bool:
    """Whether every letter is as wide as the next, as on a typewriter."""
    return bool(font["hmtx"]["i"][0] == font["hmtx"]["m"][0])


if __name__ == "__main__":
    raise SystemExit(main())
