"""How many of a school's families had a relational home visit, and of what that is a share (facts 7.3).

The district divides by families or by students, by exactly one of them everywhere (`EngagementRule`); every page prints
which. Visits because of absences are another thing and never enter here.
"""

from dataclasses import dataclass

from district import reading
from district.models import School
from indicators import cells
from indicators.overview import HOME_VISIT_LINE
from partnerships.models import EngagementRule, YearlyReach
from partnerships.models.reach import Denominator, percent, share


@dataclass(frozen=True)
class Coverage:
    """What one school states of a year: `visited` different families, held against `base` families or students."""

    school: School
    visited: int | None = None
    base: int | None = None

    @property
    def share(self):
        """From 0 to 1, or None where either number is missing. More visited than enrolled count as all."""
        return None if self.visited is None or not self.base else min(share(self.visited, self.base), 1)

    @property
    def words(self):
        return percent(self.share)

    @property
    def is_over_the_line(self):
        return self.share is not None and self.share >= HOME_VISIT_LINE


def of_schools(schools, fall_year, denominator=None):
    """A `Coverage` of each of the schools, in their order. Two queries, three where it divides by students."""
    denominator = denominator or EngagementRule.current().visit_denominator
    columns = ("school_id", "families_home_visited", "families_enrolled")
    stated = {row[0]: row[1:] for row in YearlyReach.objects.filter(fall_year=fall_year).values_list(*columns)}
    students = october_students(fall_year) if denominator == Denominator.STUDENTS else {}
    found = []
    for school in schools:
        visited, families = stated.get(school.pk, (None, None))
        base = students.get(school.pk) if denominator == Denominator.STUDENTS else families
        found.append(Coverage(school, visited, base))
    return found


def october_students(fall_year):
    """{school id: students}, as the state publishes the enrollment of 1 October. One query."""
    sql, parameters = cells.october_enrollment(fall_year)
    with reading.connection().cursor() as cursor:
        cursor.execute(sql, parameters)
        return dict(cursor.fetchall())
