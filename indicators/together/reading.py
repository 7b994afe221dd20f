"""Engagement and an outcome, school by school: what was done beside the published figure, and how the figure moved.

Only exact published figures are drawn and compared; what is suppressed, banded or not reported is counted and said.
Nothing puts schools into an order of merit: tables stand by name, and differences are those of two groups.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from district import school_years
from district.models import School, SchoolProfile
from indicators import cells, counterparts, instruments, series_breaks
from indicators.cells import Figure
from indicators.instruments import InstrumentUnit
from indicators.models.values import Scope
from indicators.together.among import Among, holds, offered_for
from indicators.together.choices import choices
from indicators.together.comparing import SMALLEST_SIDE, compare

YEARS_BACK = 8


@dataclass(frozen=True)
class Row:
    """One school: what it did (None: not stated), its figure of the year and of the earlier year (None: none)."""

    school: School
    done: float | None
    figure: Figure | None
    before: Figure | None
    is_above: bool | None = None

    @property
    def exact(self):
        return self.figure.exact if self.figure else None

    @property
    def change(self):
        """Points from the earlier year to this one; None unless both figures are exact."""
        if self.exact is None or self.before is None or self.before.exact is None:
            return None
        return self.exact - self.before.exact

    @property
    def is_drawn(self):
        return self.done is not None and self.exact is not None

    @property
    def is_drawn_as_change(self):
        return self.done is not None and self.change is not None


@dataclass(frozen=True)
class Story:
    """{year: (middle of the schools at or above the line, middle of the others)}, oldest first, over the years that
    every school counted has an exact figure in: else schools that come and go would move the middles. `above` and
    `below`: how many schools that are."""

    by_year: dict
    above: int
    below: int


class Together:
    """What there is to show, for an `Asked`; `telling` puts it into words and pictures.

    Nine queries at most, however many schools there are.
    """

    def __init__(self, indicator, asked):
        self.indicator, self.asked = indicator, asked
        self.choice = choices()[asked.measure]

    # ------------------------------------------------------------------ what there is

    @cached_property
    def figures(self):
        """The published figures of schools for all students, in rates: counts say how large a school is."""
        rates = [one.code for one in instruments.of_indicator(self.indicator.pk) if is_rate(one)]
        return cells.published(
            cells.ALL_STUDENTS,
            computed=False,
            scope=Scope.SCHOOL,
            indicator_id=self.indicator.pk,
            instrument__in=rates,
            fall_year__range=(self.asked.fall_year - YEARS_BACK, self.asked.fall_year),
        )

    @cached_property
    def series(self):
        """{code: instrument} with figures of schools, the one with the newest figures first."""
        newest = {}
        for one in self.figures:
            newest[one.instrument] = max(one.fall_year, newest.get(one.instrument, 0))
        own = counterparts.own_series(self.indicator.primary_instrument)
        main = (self.indicator.primary_instrument, own)
        codes = sorted(newest, key=lambda code: (-newest[code], code not in main, code))
        return {code: instruments.INSTRUMENTS[code] for code in codes}

    @cached_property
    def instrument(self):
        return self.asked.instrument if self.asked.instrument in self.series else next(iter(self.series), "")

    @cached_property
    def years(self):
        """The school years of the series, oldest first."""
        return sorted({one.fall_year for one in self.figures if one.instrument == self.instrument})

    @property
    def is_empty(self):
        return not self.years

    @property
    def year(self):
        return self.years[-1]

    @cached_property
    def since(self):
        """The earlier year: the one asked for, else the one before the newest; None where there is none."""
        earlier = self.years[:-1]
        if self.asked.since in earlier:
            return self.asked.since
        return earlier[-1] if earlier else None

    @cached_property
    def broken_in(self):
        """The school year between the two from which another definition counts: then nothing moved, it is counted
        differently. None where both are counted alike."""
        return None if self.since is None else series_breaks.crossed(self.indicator, self.since, self.year)

    @cached_property
    def by_school(self):
        """{(school id, year): figure} of the series."""
        return {(one.school_id, one.fall_year): one for one in self.figures if one.instrument == self.instrument}

    @cached_property
    def done(self):
        return self.choice.of(self.year)

    @cached_property
    def schools(self):
        """[(school, lowest grade, highest grade)] open in the year and asked for the indicator, by name."""
        profiles = SchoolProfile.objects.in_year(self.year).values_list("school_id", "low_grade", "high_grade")
        grades = {school: (low, high) for school, low, high in profiles}
        found = []
        for school in School.objects.open_in(self.year).order_by("name", "code"):
            low, high = grades.get(school.pk, (None, None))
            if self.indicator.applies_to(low, high):
                found.append((school, low, high))
        return found

    @cached_property
    def span(self):
        """The span asked for, else grades up to 8 or high schools, whichever has more schools to draw."""
        if self.asked.span:
            return Among(self.asked.span)
        drawn = Counter()
        for school, low, high in self.schools:
            figure = self.by_school.get((school.pk, self.year))
            if school.pk in self.done and figure is not None and figure.exact is not None:
                drawn.update(span for span in (Among.TO_GRADE_8, Among.WITH_HIGH_GRADES) if holds(span, low, high))
        offered = [span for span in (Among.TO_GRADE_8, Among.WITH_HIGH_GRADES) if span in offered_for(self.indicator)]
        return max(offered, key=lambda span: drawn[span])

    # ------------------------------------------------------------------ schools

    @cached_property
    def line(self):
        """Where schools are told apart: as asked, as the measure says, else at the middle school."""
        if self.asked.line is not None:
            return float(self.asked.line)
        if self.choice.line is not None:
            return float(self.choice.line)
        known = [row.done for row in self.unsorted_rows if row.is_drawn]
        return median(known) if known else None

    @cached_property
    def unsorted_rows(self):
        return [
            Row(
                school,
                self.done.get(school.pk),
                self.by_school.get((school.pk, self.year)),
                self.by_school.get((school.pk, self.since)) if self.broken_in is None else None,
            )
            for school, low, high in self.schools
            if holds(self.span, low, high)
        ]

    @cached_property
    def rows(self):
        """The schools of the span by name, each told on which side of the line it is."""
        return [
            Row(
                row.school,
                row.done,
                row.figure,
                row.before,
                None if row.done is None or self.line is None else round(row.done, 4) >= self.line,
            )
            for row in self.unsorted_rows
        ]

    @cached_property
    def drawn(self):
        return [row for row in self.rows if row.is_drawn]

    @cached_property
    def moved(self):
        """Those with an exact figure in both years."""
        return [row for row in self.rows if row.is_drawn_as_change]

    @cached_property
    def level(self):
        """The figures of the two groups compared; None where a group is too small."""
        return self.compared(self.drawn, "exact")

    @cached_property
    def movement(self):
        """The changes of the two groups compared; None where a group is too small."""
        return self.compared(self.moved, "change")

    @staticmethod
    def compared(rows, what):
        return compare(*([getattr(row, what) for row in rows if row.is_above is side] for side in (True, False)))

    # ------------------------------------------------------------------ year by year

    @cached_property
    def story(self):
        """The two groups over the years, from the first one on that enough schools have exact figures since; None where
        a group is too small or there is one year only. The groups are those of the chosen year."""
        exact = {key: one.exact for key, one in self.by_school.items() if one.exact is not None}
        for start in range(len(self.years) - 1):
            years = self.years[start:]
            whole = [row for row in self.drawn if all((row.school.pk, year) in exact for year in years)]
            above, below = ([row.school.pk for row in whole if row.is_above is side] for side in (True, False))
            if min(len(above), len(below)) >= SMALLEST_SIDE:
                by_year = {
                    year: tuple(median(exact[pk, year] for pk in side) for side in (above, below)) for year in years
                }
                return Story(by_year, len(above), len(below))
        return None

    @property
    def label(self):
        return self.series[self.instrument].label

    @property
    def is_percent(self):
        return self.series[self.instrument].unit == InstrumentUnit.PERCENT

    @property
    def year_label(self):
        return school_years.label(self.year)

    @property
    def since_label(self):
        return school_years.label(self.since) if self.since is not None else ""

    def file_rows(self):
        """Rows of `FILE_HEADERS`: a school each, by name; what may not be shown is a mark."""
        for row in self.rows:
            yield [
                self.indicator.pk,
                self.instrument,
                self.year,
                row.school.code,
                row.school.name,
                self.choice.code,
                None if row.done is None else round(row.done, 1),
                None if row.exact is None else float(row.exact),
                row.figure.shown if row.figure else "NOT_REPORTED",
                self.since if row.change is not None else None,
                None if row.change is None else float(row.change),
                {True: "AT_OR_ABOVE", False: "BELOW", None: ""}[row.is_above],
                None if self.line is None else round(self.line, 1),
            ]


FILE_HEADERS = [
    "indicator", "instrument", "fall_year", "school_code", "school", "measure", "measure_value", "value",
    "published_as", "since_fall_year", "change", "side", "line",
]  # fmt: skip


def is_rate(instrument):
    return instrument.unit != InstrumentUnit.COUNT and not instrument.is_context
