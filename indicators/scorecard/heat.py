"""Schools × indicators, with each school's tier: what the heat table, its files and its printed form show.

Schools stand by name within those of the same grades; one may sort by tier or by one indicator, and no row has a place
number. What is not applicable, not reported and suppressed are three things.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.models import School, SchoolProfile
from district.models.schools import SupportTier
from indicators.cells import Figure
from indicators.scorecard import classing
from indicators.scorecard.classing import Basis
from indicators.scorecard.columns import Column, columns_of
from indicators.spans import Span, span_of

TIERS = list(SupportTier)  # from what all schools get to the most support


class State(models.TextChoices):
    """What a square holds."""

    VALUE = "VALUE", _("a figure")
    HIDDEN = "HIDDEN", _("suppressed")
    NOT_REPORTED = "NOT_REPORTED", _("not reported")
    NOT_APPLICABLE = "NOT_APPLICABLE", _("not applicable")


@dataclass
class Square:
    """One indicator of one school. `level` is None where a figure cannot be classed, `distance` where it is not exact.

    `value` is the figure as it is compared: of a count the events for each hundred students.
    """

    column: Column
    state: State
    figure: Figure | None = None
    value: Decimal | None = None
    level: classing.Level | None = None
    distance: Decimal | None = None


@dataclass
class Row:
    """One school. `tier_since` is the first day of the tier that it has had without a break."""

    school: School
    span: Span
    tier: str
    tier_since: date | None
    squares: list

    def square(self, code):
        return next(one for one in self.squares if one.column.code == code)


@dataclass
class Group:
    """The schools of one span. `middles`: {indicator: the middle of their exact figures, or None}; `states`:
    {indicator: the `State`s of their squares}; `size`: how many schools. All three also where the rows are narrowed."""

    span: Span
    rows: list
    middles: dict
    states: dict
    size: int


@dataclass
class Heat:
    fall_year: int
    basis: Basis
    order: str
    day: date
    columns: list
    groups: list
    figures: dict  # {(indicator, school id): `Figure`} of the columns, also of schools that are no row

    @property
    def rows(self):
        return [row for group in self.groups for row in group.rows]

    @property
    def has_figures(self):
        return any(column.tally for column in self.columns)

    def narrowed(self, indicator="", span="", school=""):
        """The same for one indicator, the schools of one span, or one school (its code); empty words narrow nothing."""
        columns = [one for one in self.columns if indicator in ("", one.code)]
        rows = {
            group.span: [
                replace(row, squares=[row.square(one.code) for one in columns])
                for row in group.rows
                if school in ("", row.school.code)
            ]
            for group in self.groups
            if span in ("", group.span)
        }
        groups = [replace(group, rows=rows[group.span]) for group in self.groups if rows.get(group.span)]
        return replace(self, columns=columns, groups=groups)

    def counts(self, column):
        """{number of the class: schools} of an indicator, and None: figures that cannot be classed."""
        found = dict.fromkeys([*range(1, len(classing.TO_TARGET) + 1), None], 0)
        for row in self.rows:
            square = row.square(column.code)
            if square.state == State.VALUE:
                found[square.level.number if square.level else None] += 1
        return found


def heat_of(fall_year, basis=Basis.TARGET, order="name", *, today=None):
    """The `Heat` of the schools open in a school year. Six queries, however many schools there are.

    `order`: "name", "tier" (the most support first) or an indicator's code, each with "-" for the reverse.
    """
    day = day_of(fall_year, today or timezone.localdate())
    columns, figures = columns_of(fall_year)
    profiles = profiles_of(fall_year)
    rows = [row_of(school, profiles.get(school.pk, []), day, columns, figures) for school in schools_of(fall_year)]
    groups = [group_of(span, [row for row in rows if row.span == span], columns, basis, order) for span in Span]
    return Heat(fall_year, basis, order, day, columns, [group for group in groups if group.rows], figures)


def day_of(fall_year, today):
    """The day for which tiers and grades are told: today, or the end of a year that is over."""
    return min(max(today, school_years.first_day(fall_year)), school_years.last_day(fall_year))


def schools_of(fall_year):
    return list(School.objects.open_in(fall_year).order_by("name", "code"))


def profiles_of(fall_year):
    """{school: its periods, the oldest first} of the schools open in the year."""
    periods = SchoolProfile.objects.filter(school__in=School.objects.open_in(fall_year)).order_by("starts_on")
    found = {}
    for one in periods.only("school_id", "starts_on", "ends_on", "low_grade", "high_grade", "tier"):
        found.setdefault(one.school_id, []).append(one)
    return found


def in_force(periods, day):
    """The period that holds on `day`, else the last one that began before it, else the first one known, else None."""
    begun = [one for one in periods if one.starts_on <= day]
    return begun[-1] if begun else next(iter(periods), None)


def tier_since(periods, now):
    """The first day of the tier that holds in the period `now`; a gap between two periods does not end it."""
    since = now.starts_on
    for one in reversed([one for one in periods if one.starts_on < now.starts_on]):
        if one.tier != now.tier:
            break
        since = one.starts_on
    return since


def row_of(school, periods, day, columns, figures):
    now = in_force(periods, day)
    span = span_of(now.low_grade, now.high_grade) if now else Span.UNKNOWN
    tier = now.tier if now else ""
    squares = [square_of(school, periods, column, figures.get((column.code, school.pk))) for column in columns]
    return Row(school, span, tier, tier_since(periods, now) if tier else None, squares)


def square_of(school, periods, column, figure):
    """What is known of a school, before it is classed. Its grades are those of the column's own year (facts 2.4)."""
    if figure is None or figure.shown in ("NOT_REPORTED", "PENDING"):
        year = column.fall_year
        then = in_force(periods, school_years.date(year, 10, 1)) if year else periods[-1] if periods else None
        applies = column.indicator.applies_to(then.low_grade, then.high_grade) if then else True
        return Square(column, State.NOT_REPORTED if applies else State.NOT_APPLICABLE, figure)
    if figure.shown == "NOT_APPLICABLE":
        return Square(column, State.NOT_APPLICABLE, figure)
    if figure.is_suppressed:
        return Square(column, State.HIDDEN, figure)
    return Square(column, State.VALUE, figure, column.comparable(figure.exact, school.pk))


def group_of(span, rows, columns, basis, order):
    """The schools of a span, classed and sorted."""
    middles = {
        column.code: classing.middle([value for row in rows if (value := row.square(column.code).value) is not None])
        for column in columns
    }
    for row in rows:
        for square in row.squares:
            if square.state == State.VALUE:
                class_square(square, row.school.pk, basis, middles[square.column.code])
    states = {column.code: {row.square(column.code).state for row in rows} for column in columns}
    return Group(span, sorted_rows(rows, order), middles, states, len(rows))


def class_square(square, school_id, basis, middle):
    """Says how far a figure is from what it is held against, where there is something to hold it against."""
    column = square.column
    ends = classing.ends_of(square.figure)
    ends = [column.comparable(end, school_id) for end in ends]
    if None in ends:
        return
    if basis == Basis.TARGET:
        target = column.target
        if target is None or column.is_count:  # the plan limits suspensions for the district, not for a school
            return
        reference = target.target_value

        def judge(value):
            return classing.level_to_target(value, target)
    else:
        reference = middle if basis == Basis.SPAN else reference_of_district(column)
        if reference is None:
            return

        def judge(value):
            return classing.level_to_reference(value, reference, column.indicator.direction)

    square.level = classing.level_of(ends, judge)
    if square.value is not None:
        square.distance = square.value - reference


def reference_of_district(column):
    """The district's exact figure of the column's year and series, as it is compared; None where there is none."""
    return column.comparable(column.district.exact, None) if column.district else None


def sorted_rows(rows, order):
    """By name; by tier, the most support first; or by one indicator's figure, marks at the end."""
    name, is_reversed = order.lstrip("-"), order.startswith("-")
    rows = sorted(rows, key=lambda row: (row.school.name, row.school.code), reverse=is_reversed and name == "name")
    if name == "tier":
        rows.sort(key=lambda row: TIERS.index(row.tier) if row.tier else -1, reverse=not is_reversed)
    elif name != "name":
        sign = -1 if is_reversed else 1
        rows.sort(key=lambda row: by_value(row.square(name), sign))
    return rows


def by_value(square, sign):
    return square.value is None, sign * (square.value or 0)
