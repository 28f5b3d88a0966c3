"""Make the game's fonts from their published packages.

The families come from two places. Debian's packages hold whole TrueType files, copied as they
are (ParaType's licence forbids altering them under their own name). npm's `@fontsource/*` hold
each font cut into scripts (latin, latin-ext, cyrillic, cyrillic-ext), which are merged here.

How to run, in an empty folder with fontTools and brotli installed:

    npm install @fontsource/{oswald,oranienbaum,alfa-slab-one,podkova,bad-script,marck-script} \
        @fontsource/{eb-garamond,courier-prime}
    apt-get download fonts-paratype fonts-oldstandard
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
from fontTools.ttLib import TTFont

SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
"""The scripts merged, the one whose metrics are kept first."""

PUNCTUATION = "‘’“”–—…«»"
"""What our copy uses in every face."""

CYRILLIC = "АБЖЩЫЯёжщыя"
"""Letters that tell whether a face can set Russian."""

DEBIAN_DOC = Path("debian/usr/share/doc")
DEBIAN_FONTS = Path("debian/usr/share/fonts/truetype")
NPM = Path("node_modules/@fontsource")


@attrs.frozen
class Merged:
    """One weight of an npm family, merged from its scripts."""

    target: str
    family: str
    weight: int
    italic: bool = False
    old_style_figures: bool = False
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
    Merged("EBGaramond-Regular", "eb-garamond", 400, old_style_figures=True),
    Merged("EBGaramond-Italic", "eb-garamond", 400, italic=True, old_style_figures=True),
    Merged("EBGaramond-Bold", "eb-garamond", 700, old_style_figures=True),
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

LICENCES = {
    **{family: NPM / family / "LICENSE" for family in sorted({font.family for font in MERGED})},
    "paratype": DEBIAN_DOC / "fonts-paratype/copyright",
    "old-standard": DEBIAN_DOC / "fonts-oldstandard/copyright",
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
        if font.old_style_figures:
            use_old_style_figures(whole)
        # Google's build date would make every run differ.
        whole.recalcTimestamp = False
        whole.save(out / f"{font.target}.ttf")


def use_old_style_figures(font: TTFont) -> None:
    """Make the figures with ascenders and descenders the usual ones.

    pygame cannot turn on an OpenType feature, and the historian's book is set in these.
    """
    table = font["GSUB"].table
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "onum"
        for index in record.Feature.LookupListIndex
    }
    swaps: dict[str, str] = {}
    for index in sorted(lookups):
        for subtable in table.LookupList.Lookup[index].SubTable:
            swaps.update(getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {}))
    for encoding in font["cmap"].tables:
        if encoding.isUnicode():
            for code in map(ord, "0123456789"):
                name = encoding.cmap.get(code)
                if name in swaps:
                    encoding.cmap[code] = swaps[name]


def check(out: Path) -> Iterator[str]:
    """What a face lacks that our copy needs, one sentence each."""
    wants_cyrillic = {font.target: font.cyrillic for font in MERGED}
    for target in [font.target for font in COPIED] + [font.target for font in MERGED]:
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
