"""Who stands behind a year's engagement figures, and how many families were visited at home (facts 7.3).

Reach is stated by each school once a year, every family counted once; it can never be summed from attendance. Home
visit coverage divides by families enrolled or by students enrolled in October: by the one that the district settled,
never by a mixture, and every page says which.
"""

from dataclasses import dataclass

from district import reading, school_years
from district.models import School
from indicators import cells
from indicators.engagement import REPORTING
from indicators.measures import yearly_reach
from indicators.models import SchoolYearCell

HOME_VISIT_LINE = 0.1  # the share of families from which a whole school gains, in the studies cited (facts 7.3)


@dataclass(frozen=True)
class Overview:
    """`visited` of `visit_base` families, or students where `by_students` is 1 and not 0.

    `without_base` schools state their visits, but what they are divided by is not known.
    """

    schools_open: int = 0
    schools_reported: int = 0
    reach_stated: int = 0
    reached: int = 0
    reach_base: int = 0
    visits_stated: int = 0
    visited: int = 0
    visit_base: int = 0
    without_base: int = 0
    by_students: int = 0
    on_the_line: int = 0

    @property
    def coverage(self):
        """Share of families with a relational home visit, 0 to 1; None where nobody has stated it."""
        return self.visited / self.visit_base if self.visit_base else None

    @property
    def reach(self):
        return self.reached / self.reach_base if self.reach_base else None


# Written out: what hundreds of schools state is joined once, not looked up school by school. Without `school_id` it
# asks for the schools open on at least one day of the year, as `School.objects.open_in` does.
STATEMENT = """
    WITH schools AS (
        SELECT id FROM {school}
        WHERE CASE WHEN %(school_id)s IS NOT NULL THEN id = %(school_id)s
            ELSE coalesce(opened_on <= %(last_day)s, true) AND coalesce(closed_on >= %(first_day)s, true) END
    ), stated AS (
        SELECT schools.id, reach.{enrolled} AS enrolled, reach.{reached} AS reached, reach.{home_visited} AS visited,
            CASE WHEN rule.by_students THEN enrollment.students ELSE reach.{enrolled} END AS base,
            rule.by_students,
            reporting.school_key IS NOT NULL AS has_reported
        FROM schools
        CROSS JOIN (
            SELECT EXISTS (SELECT FROM {rule} WHERE {denominator} = %(students)s) AS by_students
        ) AS rule
        LEFT JOIN {reach} AS reach ON reach.{school_column} = schools.id AND reach.{fall_year} = %(fall_year)s
        LEFT JOIN ({enrollment}) AS enrollment ON enrollment.school_id = schools.id
        LEFT JOIN {year_cell} AS reporting ON reporting.school_key = schools.id
            AND reporting.fall_year = %(fall_year)s AND reporting.source = %(reporting)s
    )
    SELECT
        count(*) AS schools_open,
        count(*) FILTER (WHERE has_reported) AS schools_reported,
        count(*) FILTER (WHERE reached IS NOT NULL AND enrolled > 0) AS reach_stated,
        sum(reached) FILTER (WHERE enrolled > 0) AS reached,
        sum(enrolled) FILTER (WHERE reached IS NOT NULL AND enrolled > 0) AS reach_base,
        count(*) FILTER (WHERE visited IS NOT NULL AND base > 0) AS visits_stated,
        sum(least(visited, base)) FILTER (WHERE visited IS NOT NULL AND base > 0) AS visited,
        sum(base) FILTER (WHERE visited IS NOT NULL AND base > 0) AS visit_base,
        count(*) FILTER (WHERE visited IS NOT NULL AND coalesce(base, 0) = 0) AS without_base,
        bool_or(by_students)::integer AS by_students,
        count(*) FILTER (WHERE base > 0 AND visited >= base * %(line)s) AS on_the_line
    FROM stated
"""


def overview(fall_year, school=None):
    """The `Overview` of the district, or of one school (its id). One query."""
    enrollment, enrollment_parameters = cells.october_enrollment(fall_year)
    parameters = {
        "school_id": school,
        "fall_year": fall_year,
        "first_day": school_years.first_day(fall_year),
        "last_day": school_years.last_day(fall_year),
        "reporting": REPORTING,
        "line": HOME_VISIT_LINE,
        "students": yearly_reach().students,
        **enrollment_parameters,
    }
    with reading.connection().cursor() as cursor:
        cursor.execute(STATEMENT.format(enrollment=enrollment, **_names()), parameters)
        names = [column.name for column in cursor.description]
        return Overview(**{name: int(number or 0) for name, number in zip(names, cursor.fetchone(), strict=True)})


def _names():
    """The tables and columns of `STATEMENT`."""
    source = yearly_reach()
    reach = source.rows().model._meta
    return {
        "school": School._meta.db_table,
        "reach": reach.db_table,
        "rule": source.rules().model._meta.db_table,
        "denominator": source.denominator,
        "year_cell": SchoolYearCell._meta.db_table,
        "school_column": source.school,
        "fall_year": source.fall_year,
        "enrolled": source.enrolled,
        "reached": source.reached,
        "home_visited": source.home_visited,
    }
