"""Typst, as the portal uses it: a template of the house and data in, a tagged PDF out.

The engine has no limit of time or memory of its own. What it is given is bounded instead: the templates are the
portal's own and read nothing but their folder, and data above `MOST_CHARACTERS` is refused before it starts.
"""

import json
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import typst

from district.printing import fonts

TEMPLATES = Path(__file__).parent / "templates"
STANDARDS = ["a-2a", "ua-1"]  # to be kept, and to be read by a screen reader
MOST_CHARACTERS = 500_000  # of data: about 120 pages of text, 1.5 s of one processor and 150 MB
MOST_IN_A_JOB = 8_000_000  # where a worker has the time for it: a board packet with a chart on every page
NO_LETTER = "could not be displayed"  # the engine's words where no typeface has a glyph
_listener = ContextVar("listener", default=None)


class TooLong(ValueError):
    """The document is longer than what is printed at once."""


class LetterMissing(ValueError):
    """A text holds a combination of characters that no typeface can draw."""


@contextmanager
def overheard():
    """A list that fills with the data of every document made inside: all that a file can say, for the engine is given
    nothing else but the templates of the house (`_options`)."""
    heard = []
    before = _listener.set(heard)
    try:
        yield heard
    finally:
        _listener.reset(before)


def compile_pdf(data, *, made_at, template="document.typ", most=MOST_CHARACTERS):
    """The PDF of `data` (as JSON takes it) by a file in `templates/`, dated `made_at`.

    Raises TooLong, and LetterMissing where a text did not go through `characters.Printer` or still holds a cluster of
    characters that the engine cannot draw. Any other fault, such as a figure without alternative text, is the
    template's or the caller's: typst.TypstError.
    """
    sent = json.dumps(data, ensure_ascii=False)
    if len(sent) > most:
        raise TooLong(f"{len(sent)} characters are more than {most}.")
    return _compiled(sent, template, pdf_standards=STANDARDS, timestamp=int(made_at.timestamp()))


def pages_of(data, template="document.typ"):
    """How many pages `compile_pdf` makes of the data."""
    found = typst.query(
        TEMPLATES / template,
        "<pages>",
        field="value",
        one=True,
        **_options(json.dumps(data, ensure_ascii=False)),
    )
    return int(json.loads(found))


def compile_png(data, *, template, pixels_per_inch):
    """One page of `data` by a file in `templates/`, as a PNG picture: for slides and for links that are shared."""
    return _compiled(json.dumps(data, ensure_ascii=False), template, format="png", ppi=pixels_per_inch)


def _options(sent):
    """What the engine may read: the templates, the typefaces of the house, and the data."""
    return {
        "root": TEMPLATES,
        "font_paths": fonts.loaded(),
        "ignore_system_fonts": True,
        "package_path": TEMPLATES,
        "package_cache_path": TEMPLATES,
        "sys_inputs": {"data": sent},
    }


def _compiled(sent, template, **options):
    heard = _listener.get()
    if heard is not None:
        heard.append(json.loads(sent))
    try:
        return typst.compile(TEMPLATES / template, **_options(sent), **options)
    except typst.TypstError as fault:
        if NO_LETTER in fault.diagnostic:
            raise LetterMissing(str(fault)) from fault
        raise
