"""The columns of the scorecard: for each indicator the one series and school year in which schools stand side by side.

A column never mixes years or instruments: it shows the newest school year, up to the chosen one, in which any school
has a figure of the series that is held against the target. Who has none in that year is said to have none.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Q

from district import school_years
from indicators import cells, counterparts, instruments
from indicators.dimensions import Dimension
from indicators.instruments import InstrumentUnit
from indicators.models import Indicator, IndicatorTarget
from indicators.models.reference import TargetKind, Unit
from indicators.models.values import Scope, Shown
from indicators.standings import in_force

OUT = (Shown.VALUE, Shown.BAND_LOW, Shown.BAND_HIGH)
ENROLLMENT, IN_OCTOBER = "ENROLLMENT", "ENROLLMENT_OCT"


@dataclass
class Tally:
    """What has been published of schools in one year of one series. `as_of_date` orders years for `counterparts`."""

    instrument: str
    fall_year: int
    marks: dict = field(default_factory=dict)
    statuses: dict = field(default_factory=dict)
    as_of_date: date | None = None

    @property
    def has_anything(self):
        return any(self.marks.get(mark) for mark in (*OUT, Shown.SUPPRESSED))


@dataclass
class Column:
    """One indicator: its series and year (None where no school has a figure), the district's figure, the target."""

    indicator: Indicator
    tally: Tally | None
    target: IndicatorTarget | None = None
    district: cells.Figure | None = None
    enrolled: dict = field(default_factory=dict)  # school id, None for the district → students in October of the year

    @property
    def code(self):
        return self.indicator.pk

    @property
    def instrument(self):
        return self.tally.instrument if self.tally else ""

    @property
    def instrument_label(self):
        return instruments.label(self.instrument) if self.tally else ""

    @property
    def fall_year(self):
        return self.tally.fall_year if self.tally else None

    @property
    def year_label(self):
        return school_years.label(self.fall_year) if self.tally else ""

    @cached_property
    def is_count(self):
        known = instruments.INSTRUMENTS.get(self.instrument)
        return known.unit == InstrumentUnit.COUNT if known else self.indicator.unit == Unit.COUNT

    def comparable(self, value, school_id):
        """A value as it may be compared: a share as it is, a count for each hundred students; None where unknown."""
        if value is None or not self.is_count:
            return value
        students = self.enrolled.get(school_id)
        return Decimal(100) * value / students if students else None


def columns_of(fall_year):
    """(columns of the eight indicators, {(indicator, school id): `Figure`}), as published. Four queries."""
    tallied = tallies(fall_year)
    targets = adopted_in(fall_year)
    columns = [Column(one, newest(one, tallied), targets.get(one.pk)) for one in Indicator.objects.equity()]
    found = {}
    for one in figures_of(columns):
        if one.indicator == ENROLLMENT:
            for column in columns:
                if column.fall_year == one.fall_year and one.exact is not None:
                    column.enrolled[one.school_id] = one.exact
        elif not one.is_computed or (one.indicator, None) not in found:  # a reported figure goes before a sum
            found[one.indicator, one.school_id] = one
    for column in columns:
        column.district = found.get((column.code, None))
    return columns, found


def adopted_in(fall_year):
    """{indicator: the target for all students of the plan that had begun by a school year}. One query."""
    targets = IndicatorTarget.objects.filter(kind=TargetKind.ADOPTED, school=None, dimension=Dimension.ALL)
    by_indicator = {}
    for one in targets.filter(indicator__is_equity=True).select_related("indicator"):
        by_indicator.setdefault(one.indicator_id, []).append(one)
    return {code: in_force(found, fall_year) for code, found in by_indicator.items()}


def tallies(fall_year):
    """{indicator: {instrument: its `Tally`s up to a school year}}. One query."""
    found = {}
    where = Q(scope=Scope.SCHOOL, indicator__is_equity=True, fall_year__lte=fall_year) & cells.ALL_STUDENTS
    for row in cells.tallied(where):
        key = row["indicator_id"], row["instrument"], row["fall_year"]
        one = found.setdefault(key, Tally(*key[1:]))
        one.marks[row["shown"]] = one.marks.get(row["shown"], 0) + row["total"]
        one.statuses[row["status"]] = one.statuses.get(row["status"], 0) + row["total"]
        one.as_of_date = max(filter(None, (one.as_of_date, row["newest"])), default=None)
    by_indicator = {}
    for (indicator, instrument, _year), one in found.items():
        by_indicator.setdefault(indicator, {}).setdefault(instrument, []).append(one)
    return by_indicator


def newest(indicator, tallied):
    """The newest year of the series that is held against the target; None where no school has a figure."""
    by_instrument = {
        instrument: [one for one in years if one.has_anything]
        for instrument, years in tallied.get(indicator.pk, {}).items()
    }
    return next(reversed(counterparts.main_figures(indicator, by_instrument)), None)


def figures_of(columns):
    """The published figures of all columns, of schools and the district, and the enrollment that counts are held
    against. One query."""
    where = Q()
    for column in columns:
        if column.tally is None:
            continue
        year = Q(fall_year=column.fall_year)
        where |= year & Q(indicator_id=column.code, instrument=column.instrument)
        if column.is_count:
            where |= year & Q(indicator_id=ENROLLMENT, instrument=IN_OCTOBER)
    if not where:
        return []
    return cells.published(where & cells.ALL_STUDENTS & Q(scope__in=[Scope.SCHOOL, Scope.DISTRICT]))
