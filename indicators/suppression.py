"""The publication gate: what of one table of values may be shown (facts 3.4 and 3.5). Pure: no database, no clock.

A table is everything known of one indicator, instrument, school year, period and as-of date: the district's row and
all schools, for all students and every group. It is judged as a whole, because a cell that is harmless alone may give
away its neighbour. Two steps:

1. `primary`: each cell by its own size (numerator, complement, denominator, extremes);
2. `indicators.protection`: further cells are hidden until sums within a school, and across schools, say no more about
   a hidden cell than its asterisk does.

What the state has published passes as published, with the state's own asterisks; only the district's own figures are
judged, and only they can be hidden to protect others.
"""

from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

from indicators.dimensions import Dimension
from indicators.models.imports import SourceKind
from indicators.models.reference import Unit
from indicators.models.values import DisplayStatus, Shown, SuppressionReason
from indicators.sums import Spot, hidden_again, is_told_again, known_from_before, preferring_what_was_hidden

DISTRICT = 0  # the place of a district row; schools have their ids


@dataclass(frozen=True, slots=True)
class Rule:
    """The thresholds, in students and percentage points; the defaults are those of facts 3.5."""

    min_numerator: int = 6
    min_complement: int = 6
    min_denominator: int = 20
    bands: tuple = ((300, Decimal(1)), (100, Decimal(2)), (40, Decimal(5)), (0, Decimal(10)))
    complementary: bool = True

    def band(self, denominator):
        return next(width for smallest, width in self.bands if denominator >= smallest)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is stored. `numerator` and `denominator` are whole students (or events), None where not given.

    `state_hid` and `state_showed`: what the state has said of the same cell, in this or an earlier file.
    `nearby`: numerators published for the same cell at other dates of the year; their differences are cells too.
    `is_companion_hidden`: the students behind these events are hidden, so the events are (facts 3.5).
    """

    place: int
    dimension: str
    group: str
    display_status: str
    source_kind: str
    numerator: int | None = None
    denominator: int | None = None
    value: Decimal | None = None
    state_hid: bool = False
    state_showed: bool = False
    nearby: tuple = ()
    is_companion_hidden: bool = False

    @property
    def key(self):
        return self.place, self.dimension, self.group

    @property
    def counted(self):
        """The numerator, worked out from the rate where only rate and denominator are given."""
        if self.numerator is None and self.value is not None and self.denominator is not None:
            return int((self.value * self.denominator / 100).quantize(Decimal(1), ROUND_HALF_UP))
        return self.numerator


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is let out: a figure, the limit of a band, or the reason for an asterisk."""

    shown: str
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    reason: str = ""

    @property
    def is_hidden(self):
        return self.shown == Shown.SUPPRESSED

    @property
    def is_banded(self):
        return self.shown in (Shown.BAND_LOW, Shown.BAND_HIGH)


@dataclass(frozen=True)
class Judgement:
    """The verdicts of a table by cell key, and the keys of hidden cells whose protection could not be shown.

    Such a cell is hidden all the same; what stands around it is mostly published by the state, which we cannot hide.
    """

    verdicts: dict
    unprotected: list = field(default_factory=list)


def judge(cells, rule, *, unit=Unit.PERCENT, zero_may_show=False, earlier=(), behind=None):
    """Decide what of a table may be shown; the same cells give the same answer in any order.

    `earlier` holds what was shown of the table in the releases before: {cell key: (Cell, Verdict)} each; `behind` what
    has been decided on the students behind these events.
    """
    cells = sorted(cells, key=lambda cell: cell.key)
    verdicts = {cell.key: verdict_alone(cell, rule, unit, zero_may_show) for cell in cells}
    if not rule.complementary:
        return Judgement(verdicts)
    from indicators.protection import protect  # loads the solver, which a web process never needs

    spots = [spot(cell, verdicts[cell.key], rule, unit) for cell in cells]
    showed = {cell.key for cell in cells if cell.state_showed}
    before = [
        [
            spot(replace(cell, state_showed=key in showed), found, rule, unit)
            for key, (cell, found) in sorted(table.items())
        ]
        for table in earlier
    ]
    kept = hidden_again(spots, before[-1]) if before else []
    students = [spot(*found, rule, Unit.PERCENT) for _key, found in sorted((behind or {}).items())]
    protected = protect(preferring_what_was_hidden(spots, before), rule, behind=students)
    protected.also_hidden += kept
    before = [table for table in before if not is_told_again(table, spots)]
    if before:  # today's table by itself, for whoever has no other; then beside what somebody may have kept
        also = protect(known_from_before(spots, before), rule, before, students)
        protected.also_hidden += also.also_hidden
        protected.unprotected = sorted({*protected.unprotected, *also.unprotected})
    for key in protected.also_hidden:
        verdicts[key] = Verdict(Shown.SUPPRESSED, reason=SuppressionReason.COMPLEMENT)
    return Judgement(verdicts, protected.unprotected)


def verdict_alone(cell, rule, unit, zero_may_show):
    """The verdict on a cell by itself."""
    if cell.display_status == DisplayStatus.NOT_REPORTED:
        return Verdict(Shown.NOT_REPORTED)
    if cell.display_status == DisplayStatus.NOT_APPLICABLE:
        return Verdict(Shown.NOT_APPLICABLE)
    if cell.display_status == DisplayStatus.SUPPRESSED:
        return Verdict(Shown.SUPPRESSED, reason=SuppressionReason.SOURCE)
    if cell.source_kind == SourceKind.STATE:
        return Verdict(Shown.VALUE, cell.value, cell.numerator, cell.denominator)
    if cell.state_hid:
        return Verdict(Shown.SUPPRESSED, reason=SuppressionReason.SOURCE)
    reason = reason_to_hide(cell, rule, unit, zero_may_show)
    return Verdict(Shown.SUPPRESSED, reason=reason) if reason else figure(cell, rule, unit)


def reason_to_hide(cell, rule, unit, zero_may_show):
    """Why a figure of the district's own is too small to show; empty where it is not."""
    if cell.is_companion_hidden:
        return SuppressionReason.NUMERATOR
    if unit == Unit.PERCENT and cell.denominator is None:
        # Nothing to test. A rate of the whole district is far above every threshold; any other is held back.
        is_whole = cell.place == DISTRICT and cell.dimension == Dimension.ALL
        return "" if is_whole else SuppressionReason.DENOMINATOR
    if cell.denominator is not None and cell.denominator < rule.min_denominator:
        return SuppressionReason.DENOMINATOR
    return reason_of_counts(cell, rule, unit, zero_may_show)


def reason_of_counts(cell, rule, unit, zero_may_show):
    counted = cell.counted
    if counted == 0 and zero_may_show:
        return ""
    if counted < rule.min_numerator:
        return SuppressionReason.NUMERATOR
    if unit == Unit.PERCENT and cell.denominator - counted < rule.min_complement:
        return SuppressionReason.NUMERATOR
    if any(abs(counted - other) < rule.min_numerator for other in cell.nearby):
        return SuppressionReason.NUMERATOR
    return ""


def figure(cell, rule, unit):
    """The figure of a cell that may be shown, or the band where it is extreme (facts 3.4, point 4)."""
    if unit == Unit.PERCENT and cell.denominator:
        share = Decimal(100 * cell.counted) / cell.denominator
        band = rule.band(cell.denominator)
        if 0 < share <= band:
            return Verdict(Shown.BAND_LOW, band)
        if share >= 100 - band:
            return Verdict(Shown.BAND_HIGH, 100 - band)
    return Verdict(Shown.VALUE, cell.value, cell.numerator, cell.denominator)


def spot(cell, verdict, rule, unit):
    """The cell as whoever does the sums sees it: its bounds, and whether it is known, hidden or may be hidden."""
    is_figure = cell.display_status == DisplayStatus.REPORTED
    low, high = bounds(cell, verdict, rule) if is_figure else (0, None)
    return Spot(
        place=cell.place,
        dimension=cell.dimension,
        group=cell.group,
        count=cell.counted if is_figure else None,
        total=cell.denominator if unit == Unit.PERCENT else None,
        low=low,
        high=high,
        # The reader of the state's own file knows a figure that we hide; it protects nobody.
        is_hidden=verdict.is_hidden and not cell.state_showed,
        is_helper=verdict.reason == SuppressionReason.COMPLEMENT,
        is_banded=verdict.is_banded,
        is_absent=verdict.shown in (Shown.NOT_REPORTED, Shown.NOT_APPLICABLE),
        may_hide=is_figure and cell.source_kind == SourceKind.DISTRICT and not cell.state_showed,
        is_own=is_figure and cell.source_kind == SourceKind.DISTRICT and not cell.state_showed,
    )


def bounds(cell, verdict, rule):
    """From where to where the numerator may lie for somebody who knows the group's size and what is shown."""
    total = cell.denominator
    if verdict.shown == Shown.BAND_LOW:
        return rule.min_numerator, int(verdict.value * total / 100)
    if verdict.shown == Shown.BAND_HIGH:
        return -int(-verdict.value * total // 100), total - rule.min_complement
    return 0, total


def whole(number):
    """A stored count as the students it is of."""
    return None if number is None else int(number.to_integral_value(ROUND_HALF_UP))


__all__ = ["DISTRICT", "Cell", "Judgement", "Rule", "Verdict", "judge"]
