"""The distance of each student group from all students, year by year: a series of its own (features, row 74).

Only published figures that are exact and a share have a distance; both come from the same series and the same year.
`Gaps` is for the page, its files, the board packet and the public site alike.
"""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from district import school_years
from indicators import pictures, series_breaks, uncertainty
from indicators.amounts import amount, briefly_signed, tenths
from indicators.cells import Figure
from indicators.charts import Words
from indicators.charts.gap_lines import gap_lines
from indicators.dimensions import GROUPS, Dimension
from indicators.instruments import InstrumentUnit
from indicators.tables import as_number, plain

MOST_YEARS = 8  # columns of the table; the chart and the files have all
SMALL = 0.05  # points: what rounds to no change at all
HEADERS = ["indicator", "instrument", "fall_year", "school_year", "dimension", "group", "group_published_as",
           "all_students_published_as", "gap_points", "interval_low", "interval_high", "confidence"]  # fmt: skip


@dataclass(frozen=True)
class Gap:
    """One year of a group. `points`: the group less all students; None where one of the two is not exact."""

    figure: Figure
    everybody: Figure | None

    @property
    def points(self):
        both = self.figure, self.everybody
        if None in both or any(one.exact is None or one.unit != InstrumentUnit.PERCENT for one in both):
            return None
        return self.figure.exact - self.everybody.exact

    @property
    def text(self):
        """ "+10.0"; the mark of what is not exact where there is no distance."""
        return pictures.gap_text(self.figure, self.everybody) or (self.figure.text if self.points is None else "")

    @property
    def interval(self):
        return None if self.points is None else uncertainty.gap_interval(self.figure, self.everybody)

    @property
    def may_be_chance(self):
        return self.interval is not None and self.interval.holds_zero


@dataclass(frozen=True)
class GapSeries:
    """A group over the years, {year: Gap}."""

    group: str
    label: str
    by_year: dict
    planned: str = ""
    indicator: object = None

    @cached_property
    def exact(self):
        return [gap for _year, gap in sorted(self.by_year.items()) if gap.points is not None]

    @cached_property
    def compared(self):
        """The exact ones that are counted like the newest."""
        if self.indicator is None or not self.exact:
            return self.exact
        alike = series_breaks.counted_alike(self.indicator, [one.figure for one in self.exact])
        return self.exact[len(self.exact) - len(alike) :]

    @property
    def change(self):
        """How much farther from all students the group is in the last year than in the first that is counted like it;
        points."""
        if len(self.compared) < 2:
            return None
        return abs(self.compared[-1].points) - abs(self.compared[0].points)

    @property
    def has_crossed(self):
        first, last = self.compared[0].points, self.compared[-1].points
        return first * last < 0

    @property
    def change_may_be_chance(self):
        """Whether the intervals of the first and the last distance overlap; False where the counts are not shown."""
        first, last = self.compared[0].interval, self.compared[-1].interval
        return first is not None and last is not None and first.overlaps(last)

    @property
    def change_text(self):
        """How the gap changed, in words; empty where there are not two years."""
        if self.change is None:
            if len(self.exact) < 2:
                return ""
            year = series_breaks.epoch(self.indicator, self.exact[-1].figure.fall_year)
            return _("not compared: another definition counts from %(year)s on") % {"year": school_years.label(year)}
        words = {"points": tenths(self.change), "year": self.compared[0].figure.year_label}
        if self.has_crossed:
            text = _("on the other side of all students since %(year)s") % words
        elif abs(self.change) < SMALL:
            return _("as wide as in %(year)s") % words
        elif self.change < 0:
            text = _("narrower by %(points)s points since %(year)s") % words
        else:
            text = _("wider by %(points)s points since %(year)s") % words
        return _("%(change)s (may be chance)") % {"change": text} if self.change_may_be_chance else text

    def cells(self, years):
        return [(school_years.label(year), self.by_year.get(year)) for year in years]


class Gaps:
    """The gaps of one breakdown of one series; `found` is the `indicators.detail.Detail` that has read the figures."""

    def __init__(self, found):
        self.found, self.indicator, self.dimension = found, found.indicator, found.dimension

    @cached_property
    def series(self):
        everybody = {one.fall_year: one for one in self.found.years_of(self.found.instrument)}
        made = []
        for group, label in GROUPS[Dimension(self.dimension)].items():
            years = self.found.years_of(self.found.instrument, self.dimension, group)
            by_year = {one.fall_year: Gap(one, everybody.get(one.fall_year)) for one in years}
            if by_year:
                made.append(GapSeries(group, str(label), by_year, self.planned(group), self.indicator))
        return made

    def planned(self, group):
        """The gap that the district's own proposals come to, where a year has one for all and one for the group."""
        for_all = {one.target_fall_year: one for one in self.found.proposals if one.dimension == Dimension.ALL}
        own = [one for one in self.found.proposals if (one.dimension, one.group) == (self.dimension, group)]
        pairs = [(one, for_all[one.target_fall_year]) for one in own if one.target_fall_year in for_all]
        if not pairs:
            return ""
        target, everybody = pairs[-1]
        gap = target.target_value - everybody.target_value
        return _("%(gap)s by %(year)s") % {"gap": briefly_signed(gap), "year": target.school_year_label}

    @cached_property
    def years(self):
        """The newest school years with figures, oldest first."""
        return sorted({year for one in self.series for year in one.by_year})[-MOST_YEARS:]

    @property
    def year_labels(self):
        return [school_years.label(year) for year in self.years]

    @property
    def rows(self):
        return [
            {"label": one.label, "cells": one.cells(self.years), "change": one.change_text, "planned": one.planned}
            for one in self.series
        ]

    @property
    def has_plans(self):
        return any(one.planned for one in self.series)

    @cached_property
    def chart(self):
        named = [(one.label, {year: gap.points for year, gap in one.by_year.items()}) for one in self.series]
        words = Words("gaps", self.sentence, self.description)
        return gap_lines(words, named, text=briefly_signed, zero_label=_("All students"), breaks=self.indicator.breaks)

    @cached_property
    def sentence(self):
        """The group that is farthest from all students now, and how far it was in the first year."""
        known = [one for one in self.series if one.exact]
        newest = max((one.exact[-1].figure.fall_year for one in known), default=None)
        now = [one for one in known if one.exact[-1].figure.fall_year == newest]
        if not now:
            return ""
        widest = max(now, key=lambda one: abs(one.exact[-1].points))
        first, last = widest.compared[0], widest.compared[-1]
        words = {"group": widest.label, "last": last.text, "last_year": last.figure.year_label}
        if widest.change is None:
            return _("%(group)s: %(last)s points from all students in %(last_year)s.") % words
        words |= {"first": first.text, "first_year": first.figure.year_label, "change": widest.change_text}
        return (
            _("%(group)s: %(first)s points from all students in %(first_year)s, %(last)s in %(last_year)s; %(change)s.")
            % words
        )

    @property
    def description(self):
        """All lines, read out."""
        said = []
        for one in self.series:
            years = "; ".join(f"{gap.figure.year_label}: {gap.text}" for gap in one.exact)
            years = years or _("not published")
            said.append(f"{one.label}: {years}")
        return ". ".join(said)

    @property
    def break_notes(self):
        """What the broken lines mean, where a definition was changed within the years that are drawn."""
        years = [year for one in self.series for year in one.by_year]
        return series_breaks.notes_between(self.indicator, min(years), max(years)) if years else []

    @property
    def side_text(self):
        """What it means to be above the line, for an indicator of either direction."""
        if self.found.standing.is_higher_better:
            return _("Above the line of all students a group fares better, below it worse.")
        return _("Above the line of all students a group fares worse, below it better.")

    @property
    def sure_rows(self):
        """How sure the newest distance of each group is, where the counts behind it are shown."""
        newest = [(one.label, one.exact[-1]) for one in self.series if one.exact]
        return [
            {
                "label": label,
                "gap": gap,
                "students": amount(gap.figure.denominator, InstrumentUnit.COUNT),
                "interval": uncertainty.interval_of(gap.figure),
            }
            for label, gap in newest
            if gap.interval
        ]

    def file_rows(self):
        """Rows of `HEADERS`: stable codes, numbers never localised."""
        for one in self.series:
            for year, gap in sorted(one.by_year.items()):
                interval = gap.interval
                yield [
                    self.indicator.code,
                    gap.figure.instrument,
                    year,
                    school_years.label(year),
                    self.dimension,
                    one.group,
                    plain(gap.figure),
                    plain(gap.everybody) if gap.everybody else None,
                    as_number(gap.points),
                    round(interval.low, 2) if interval else None,
                    round(interval.high, 2) if interval else None,
                    interval.confidence if interval else None,
                ]
