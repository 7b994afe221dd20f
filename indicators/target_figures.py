"""The published figures that targets are measured from and held against: as the gate let them out, never raw.

A target that was worked out from a figure tells the figure: so a hidden one may not be the start of any.
"""

from district import school_years
from district.models import School
from indicators import cells, counterparts
from indicators.dimensions import Dimension
from indicators.parameters import this_year


def main_figure(indicator, figures):
    """The newest of some figures of one place, in the series that is held against targets; None where there is none."""
    by_instrument = {}
    for one in figures:
        by_instrument.setdefault(one.instrument, []).append(one)
    found = counterparts.main_figures(indicator, by_instrument)
    return found[-1] if found else None


def figure_of(indicator, fall_year, *, dimension=Dimension.ALL, group="ALL", school=None):
    """What is published of a group at a place for a school year; None where nothing is. One query."""
    place = cells.of_school(school.pk) if school else cells.of_district()
    figures = cells.published(
        place, computed=school is None, indicator_id=indicator.pk, fall_year=fall_year, dimension=dimension, group=group
    )
    return main_figure(indicator, figures)


def newest_of_district(indicators):
    """{indicator code: the newest figure of all students}; it may be hidden or a limit. One query."""
    figures = cells.published(
        cells.of_district() & cells.ALL_STUDENTS,
        indicator_id__in=[one.pk for one in indicators],
        fall_year__lte=this_year(),
    )
    by_code = {}
    for one in figures:
        by_code.setdefault(one.indicator, []).append(one)
    return {one.pk: main_figure(one, by_code.get(one.pk, [])) for one in indicators}


def newest_of_school(indicator, school):
    """A school's newest figure of all students; it may be hidden or a limit. One query."""
    figures = cells.published(
        cells.of_school(school.pk) & cells.ALL_STUDENTS,
        computed=False,
        indicator_id=indicator.pk,
        fall_year__lte=this_year(),
    )
    return main_figure(indicator, figures)


def newest_of_schools(indicator):
    """{school id: its figure of the newest school year of which any school has one}. One query."""
    figures = cells.published(
        cells.ALL_STUDENTS, computed=False, scope="SCHOOL", indicator_id=indicator.pk, fall_year__lte=this_year()
    )
    by_school = {}
    for one in figures:
        by_school.setdefault(one.school_id, []).append(one)
    found = {pk: main_figure(indicator, of_school) for pk, of_school in by_school.items()}
    found = {pk: one for pk, one in found.items() if one}
    newest = max((one.fall_year for one in found.values()), default=None)
    return {pk: one for pk, one in found.items() if one.fall_year == newest}


def schools_asked(indicator):
    """The schools that are open this year and have the indicator's grades, by name. One query."""
    year = this_year()
    on_count_day = school_years.date(year, 10, 1)
    schools = School.objects.open_in(year).with_profile_on(on_count_day, "low_grade", "high_grade")
    return [
        one
        for one in schools.order_by("name", "code")
        if indicator.applies_to(one.profile_low_grade, one.profile_high_grade)
    ]
