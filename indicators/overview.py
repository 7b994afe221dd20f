"""Who stands behind a year's engagement figures, and how many families were visited at home (facts 7.3).

Reach is stated by each school once a year, every family counted once; it can never be summed from attendance. Home
visit coverage divides by the families enrolled; where a school states none, by its October enrollment of students,
and the page says which was used.
"""

from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Least

from district.models import School
from indicators import cells
from indicators.engagement import REPORTING
from indicators.measures import yearly_reach
from indicators.models import SchoolYearCell

HOME_VISIT_LINE = 0.1  # the share of families from which a whole school gains, in the studies cited (facts 7.3)


@dataclass(frozen=True)
class Overview:
    """`visited` of `visit_base` families; `by_students` schools are divided by students instead of families."""

    schools_open: int = 0
    schools_reported: int = 0
    reach_stated: int = 0
    reached: int = 0
    reach_base: int = 0
    visits_stated: int = 0
    visited: int = 0
    visit_base: int = 0
    by_students: int = 0
    on_the_line: int = 0

    @property
    def coverage(self):
        """Share of families with a relational home visit, 0 to 1; None where nobody has stated it."""
        return self.visited / self.visit_base if self.visit_base else None

    @property
    def reach(self):
        return self.reached / self.reach_base if self.reach_base else None


def overview(fall_year, school=None):
    """The `Overview` of the district, or of one school (its id). One query."""
    schools = School.objects.open_in(fall_year) if school is None else School.objects.filter(pk=school)
    has_visits = Q(home_visited__isnull=False, base__gt=0)
    has_reach = Q(reached__isnull=False, enrolled__gt=0)
    reported = SchoolYearCell.objects.filter(fall_year=fall_year, source=REPORTING).values("school_key")
    found = with_reach(schools, fall_year).aggregate(
        schools_open=Count("pk"),
        schools_reported=Count("pk", filter=Q(pk__in=reported)),
        reach_stated=Count("pk", filter=has_reach),
        reached_sum=Sum("reached", filter=has_reach),
        reach_base=Sum("enrolled", filter=has_reach),
        visits_stated=Count("pk", filter=has_visits),
        visited=Sum(Least("home_visited", "base"), filter=has_visits),
        visit_base=Sum("base", filter=has_visits),
        by_students=Count("pk", filter=has_visits & Q(enrolled=None)),
        on_the_line=Count("pk", filter=has_visits & Q(home_visited__gte=F("base") * HOME_VISIT_LINE)),
    )
    found["reached"] = found.pop("reached_sum")
    return Overview(**{name: int(number or 0) for name, number in found.items()})


def with_reach(schools, fall_year):
    """Schools with what they state of the year: `enrolled`, `reached`, `home_visited`, and `base` to divide by."""
    source = yearly_reach()
    stated = source.rows().order_by().filter(**{source.school: OuterRef("pk"), source.fall_year: fall_year})
    return schools.annotate(
        enrolled=Subquery(stated.values(source.enrolled)[:1]),
        reached=Subquery(stated.values(source.reached)[:1]),
        home_visited=Subquery(stated.values(source.home_visited)[:1]),
        base=Coalesce("enrolled", cells.october_enrollment(OuterRef("pk"), fall_year)),
    )
