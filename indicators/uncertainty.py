"""How sure a share is that rests on few students: intervals from the counts that are shown, and from nothing else.

A figure is read as one draw of what its school or group does over the years: a year with three students more or less
says little where there are thirty. Interval of a share: Wilson's score interval (E. B. Wilson, 1927). Difference of two
shares: Newcombe's hybrid of two such intervals (R. G. Newcombe, 1998, method 10). Both stay within 0 and 100 and hold
for small groups, where the usual "plus or minus" does not. As they are worked out from shown numerators and
denominators, they tell nothing that is not shown; a banded or suppressed figure has none.
"""

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.amounts import rounded, tenths
from indicators.instruments import InstrumentUnit

NORMAL = {90: 1.644854, 95: 1.959964}  # two-sided points of the normal distribution, by confidence in percent
CONFIDENCE = 95
FEW = 100  # students: below, the page shows the interval of a school without being asked


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`, in percent, or in percentage points for a difference."""

    low: float
    high: float
    confidence: int = CONFIDENCE

    def overlaps(self, other):
        return self.low <= other.high and other.low <= self.high

    @property
    def holds_zero(self):
        return self.low <= 0 <= self.high

    @property
    def text(self):
        """ "25.1 to 35.2", in the reader's language."""
        return _("%(low)s to %(high)s") % {"low": points(self.low), "high": points(self.high)}

    @property
    def words(self):
        words = {"low": points(self.low), "high": points(self.high), "confidence": self.confidence}
        return _("between %(low)s and %(high)s with %(confidence)s percent confidence") % words


def points(value):
    return f"{'−' if rounded(value, 1) < 0 else ''}{tenths(value)}"


def wilson(numerator, denominator, confidence=CONFIDENCE):
    """Wilson's interval of a share, in percent; None where the counts are no share.

    >>> round(wilson(10, 40).low, 1), round(wilson(10, 40).high, 1)
    (14.2, 40.2)
    """
    if numerator is None or denominator is None or denominator <= 0 or not 0 <= numerator <= denominator:
        return None
    z, n = NORMAL[confidence], float(denominator)
    share = float(numerator) / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    low = 0.0 if numerator == 0 else max(middle - reach, 0.0)
    high = 1.0 if numerator == denominator else min(middle + reach, 1.0)
    return Interval(100 * low, 100 * high, confidence)


def interval_of(figure, confidence=CONFIDENCE):
    """The interval of a figure whose share and both counts are shown; None for every other."""
    if figure is None or figure.exact is None or figure.unit != InstrumentUnit.PERCENT:
        return None
    return wilson(figure.numerator, figure.denominator, confidence)


def difference(one, other, confidence=CONFIDENCE):
    """The interval of the difference of two shares, given as (numerator, denominator), of different students."""
    a, b = wilson(*one, confidence), wilson(*other, confidence)
    if a is None or b is None:
        return None
    p, q = 100 * float(one[0]) / float(one[1]), 100 * float(other[0]) / float(other[1])
    down = math.hypot(p - a.low, b.high - q)
    up = math.hypot(a.high - p, q - b.low)
    return Interval(p - q - down, p - q + up, confidence)


def gap_interval(group, everybody, confidence=CONFIDENCE):
    """The interval of a group's distance from all students; None unless all four counts are shown.

    The group is part of all students, so it is compared with the others: its distance from all is its distance from the
    others times their share of all. None too where the group is no part of these students (a published special
    education table counts other students than the enrollment), or is all of them.
    """
    if interval_of(group) is None or interval_of(everybody) is None:
        return None
    rest = everybody.numerator - group.numerator, everybody.denominator - group.denominator
    found = difference((group.numerator, group.denominator), rest, confidence)
    if found is None:
        return None
    share = float(rest[1]) / float(everybody.denominator)
    return Interval(share * found.low, share * found.high, confidence)


def is_few(figure):
    """Whether a figure rests on so few students that its interval should be seen beside it."""
    return figure.denominator is not None and figure.denominator < FEW
