"""Typst, as the portal uses it: a template of the house and data in, a tagged PDF out.

The engine has no limit of time or memory of its own. What it is given is bounded instead: the templates are the
portal's own and read nothing but their folder, and data above `MOST_CHARACTERS` is refused before it starts.
"""

import json
from pathlib import Path

import typst

from district.printing import fonts

TEMPLATES = Path(__file__).parent / "templates"
STANDARDS = ["a-2a", "ua-1"]  # to be kept, and to be read by a screen reader
MOST_CHARACTERS = 500_000  # of data: about 120 pages of text, 1.5 s of one processor and 150 MB
NO_LETTER = "could not be displayed"  # the engine's words where no typeface has a glyph


class TooLong(ValueError):
    """The document is longer than what is printed at once."""


class LetterMissing(ValueError):
    """A text holds a combination of characters that no typeface can draw."""


def compile_png(data, *, template, pixels_per_inch):
    """A picture of `data` by a file in `templates/`, of its first page. Raises as `compile_pdf` does."""
    return compiled(data, template, format="png", ppi=pixels_per_inch)


def compile_pdf(data, *, made_at, template="document.typ"):
    """The PDF of `data` (as JSON takes it) by a file in `templates/`, dated `made_at`.

    Raises TooLong, and LetterMissing where a text did not go through `characters.Printer` or still holds a cluster of
    characters that the engine cannot draw. Any other fault, such as a figure without alternative text, is the
    template's or the caller's: typst.TypstError.
    """
    return compiled(data, template, pdf_standards=STANDARDS, timestamp=int(made_at.timestamp()))


def compiled(data, template, **options):
    sent = json.dumps(data, ensure_ascii=False)
    if len(sent) > MOST_CHARACTERS:
        raise TooLong(f"{len(sent)} characters are more than {MOST_CHARACTERS}.")
    try:
        return typst.compile(
            TEMPLATES / template,
            root=TEMPLATES,
            font_paths=fonts.loaded(),
            ignore_system_fonts=True,
            package_path=TEMPLATES,
            package_cache_path=TEMPLATES,
            sys_inputs={"data": sent},
            **options,
        )
    except typst.TypstError as fault:
        if NO_LETTER in fault.diagnostic:
            raise LetterMissing(str(fault)) from fault
        raise
