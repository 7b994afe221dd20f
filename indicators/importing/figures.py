"""Cells with figures: numbers, and the marks that publishers put where there is none.

Suppressed, not reported, not applicable and zero are four different things, and each publisher has its own marks for
them (data notes of the state's portal):

- the state's CSV files: `*` suppressed; `N/A` nothing reported; an empty cell nothing reported;
- attendance table and the state's present Excel export: an empty cell is suppressed;
- accountability results: `.` is both suppressed and missing. The file does not tell which, so that we say the weaker
  of the two: not reported;
- the long re-publications: -9999 suppressed, -6666 no data.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from indicators.importing.observations import (
    NOT_APPLICABLE,
    NOT_REPORTED,
    REPORTED,
    SUPPRESSED,
    BadFigure,
)

NUMBER = re.compile(r"^(?:[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.[0-9]{1,12})?$")
NEGATIVE = re.compile(r"^-[0-9]")
STORED_PLACES = Decimal("0.0001")
HUNDRED = Decimal(100)
MAX_COUNT = 99_999_999  # what the column holds; a larger count of students is a mistake anyway

EDSIGHT_MARKS = {"*": SUPPRESSED, "N/A": NOT_REPORTED, "NA": NOT_REPORTED, "": NOT_REPORTED}
BLANK_IS_SUPPRESSED = {**EDSIGHT_MARKS, "": SUPPRESSED}
ACCOUNTABILITY_MARKS = {".": NOT_REPORTED, "": NOT_REPORTED}
LONG_MARKS = {"-9999": SUPPRESSED, "-6666": NOT_REPORTED, "-9": NOT_APPLICABLE, "NA": NOT_REPORTED, "": NOT_REPORTED}


@lru_cache(maxsize=65536)
def number(text):
    """The non-negative number in `text`; raises BadFigure. "1,234" is a number, "1e3", "½" or "=1+1" are not."""
    if not NUMBER.match(text):
        raise BadFigure("NEGATIVE" if NEGATIVE.match(text) else "NOT_A_NUMBER", text)
    return Decimal(text.replace(",", ""))


def count(text, marks):
    """(number of students or events, REPORTED) or (None, what the mark says)."""
    if text in marks:
        return None, marks[text]
    value = number(text)
    if value != value.to_integral_value():
        raise BadFigure("NOT_A_WHOLE_NUMBER", text)
    if value > MAX_COUNT:
        raise BadFigure("TOO_LARGE_A_NUMBER", text)
    return value.to_integral_value(), REPORTED


def percent(text, marks):
    """(percent 0-100, REPORTED) or (None, what the mark says)."""
    if text in marks:
        return None, marks[text]
    value = number(text)
    if value > HUNDRED:
        raise BadFigure("ABOVE_HUNDRED", text)
    return stored(value), REPORTED


def fraction(text, marks):
    """As `percent`, from a source that prints fractions 0-1."""
    if text in marks:
        return None, marks[text]
    value = number(text) * HUNDRED
    if value > HUNDRED:
        raise BadFigure("ABOVE_ONE", text)
    return stored(value), REPORTED


def score(text, marks):
    if text in marks:
        return None, marks[text]
    value = number(text)
    if value > MAX_COUNT:
        raise BadFigure("TOO_LARGE_A_NUMBER", text)
    return stored(value), REPORTED


def stored(value):
    """Rounded to the four decimals that are kept; published figures have fewer."""
    rounded = value.quantize(STORED_PLACES, ROUND_HALF_UP)
    return value if rounded == value else rounded
