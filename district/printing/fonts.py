"""The typefaces of printed documents. Only those that lie in `fonts/`, so that every machine makes the same file.

Public Sans is the portal's own; the others stand in where it has no letter. All may be passed on and embedded; their
licences lie beside them. They come as TrueType from the npm packages @expo-google-fonts/public-sans 0.4.2,
noto-naskh-arabic 0.4.5, noto-emoji 0.4.7, noto-sans-devanagari 0.4.1, noto-sans-bengali 0.4.4, noto-sans-myanmar 0.4.2
and @embedpdf/fonts-hebrew 1.0.0, and from DejaVu 2.37.
"""

import struct
from functools import cache
from pathlib import Path

import typst

FOLDER = Path(__file__).parent / "fonts"

# In the order in which they are asked for a letter: family → the files of its weights.
FAMILIES = {
    "Public Sans": ("PublicSans-Regular.ttf", "PublicSans-Bold.ttf"),
    "DejaVu Sans": ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),  # Greek, Cyrillic, arrows, boxes, ticks
    "Noto Naskh Arabic": ("NotoNaskhArabic-Regular.ttf", "NotoNaskhArabic-Bold.ttf"),
    "Noto Sans Hebrew": ("NotoSansHebrew-Regular.ttf", "NotoSansHebrew-Bold.ttf"),
    "Noto Sans Devanagari": ("NotoSansDevanagari-Regular.ttf",),
    "Noto Sans Bengali": ("NotoSansBengali-Regular.ttf",),
    "Noto Sans Myanmar": ("NotoSansMyanmar-Regular.ttf",),
    "Noto Emoji": ("NotoEmoji-Regular.ttf",),
}


@cache
def loaded():
    """The fonts as the engine wants them, read once per process."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


@cache
def alphabets():
    """For each family the characters that it has in all its weights, in the order of `FAMILIES`."""
    return [frozenset.intersection(*map(characters_of, files)) for files in FAMILIES.values()]


def characters_of(file):
    """The code points for which a font has a glyph, from its table `cmap` (OpenType, formats 4 and 12)."""
    font = (FOLDER / file).read_bytes()
    (tables,) = struct.unpack_from(">H", font, 4)
    directory = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(tables))
    cmap = next(offset for tag, _sum, offset, _length in directory if tag == b"cmap")
    (encodings,) = struct.unpack_from(">H", font, cmap + 2)
    found = set()
    for number in range(encodings):
        platform, _encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * number)
        (table_format,) = struct.unpack_from(">H", font, cmap + offset)
        if table_format == 12:
            found |= segmented_coverage(font, cmap + offset)
        elif table_format == 4 and platform in (0, 3):
            found |= segments_with_deltas(font, cmap + offset)
    return frozenset(found)


def segmented_coverage(font, at):
    (groups,) = struct.unpack_from(">I", font, at + 12)
    ranges = (struct.unpack_from(">II", font, at + 16 + 12 * number) for number in range(groups))
    return {code for first, last in ranges for code in range(first, last + 1)}


def segments_with_deltas(font, at):
    (doubled,) = struct.unpack_from(">H", font, at + 6)
    columns = [at + 14, at + 16 + doubled, at + 16 + 2 * doubled, at + 16 + 3 * doubled]
    ends, starts, deltas, offsets = (struct.unpack_from(f">{doubled // 2}H", font, column) for column in columns)
    found = set()
    for number, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", font, columns[3] + 2 * number + offset + 2 * (code - first))
            if (glyph + delta) % 0x10000 and glyph:
                found.add(code)
    return found
