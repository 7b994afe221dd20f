"""What may be held beside an indicator, school by school: a declared list of shares and rates, never a raw count.

A count says how large a school is. So what was done is divided by families enrolled, by students, or by what it is a
part of. Every entry gives {school id: percent, or number per 100 families} for a school year.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext_lazy as _

from district import reading
from indicators import cells
from indicators.measures import by_code, declared, ratios, yearly_reach
from indicators.models import SchoolYearCell
from indicators.overview import HOME_VISIT_LINE

HOME_VISITS = "home_visit_coverage"
# Ratios of the portal's measures that say something of how families are engaged at a school.
RATIOS = (
    "linked_to_learning_share",
    "dual_share",
    "follow_up_share",
    "evening_or_weekend_share",
    "conference_share",
    "goal_share",
    "quorum_share",
)
PER_100_FAMILIES = {
    "activities_held": _("Activities held, per 100 families enrolled"),
    "activities_linked_to_learning": _("Activities linked to learning, per 100 families enrolled"),
    "families_attending": _("Families attending, counted again each time, per 100 families enrolled"),
}


@dataclass(frozen=True)
class Choice:
    """`of(fall_year)` gives {school id: number}. `line` is where schools are told apart; None: the middle school."""

    code: str
    label: str
    of: Callable
    is_percent: bool = True
    line: float | None = None
    note: str = ""


@cache
def choices():
    """{code: Choice} in the order in which people read them; what the roof does not declare is left out."""
    shares = [ratio for code, ratio in ratios().items() if code in RATIOS]
    shares.sort(key=lambda ratio: RATIOS.index(ratio.code))
    found = [
        Choice(
            HOME_VISITS,
            _("Families with a relational home visit"),
            home_visits,
            line=100 * HOME_VISIT_LINE,
            note=_(
                "The line of 10 percent comes from a study of four districts (Sheldon and Jung, 2018). Visits because "
                "of absences are not counted here."
            ),
        ),
        Choice("reach", _("Families reached in the year, each counted once"), reached),
        *(Choice(one.code, one.label, lambda year, one=one: ratio_of(one, year)) for one in shares),
        *(
            Choice(f"{code}_per_100", label, lambda year, code=code: per_100_families(code, year), is_percent=False)
            for code, label in PER_100_FAMILIES.items()
            if code in declared()
        ),
    ]
    return {one.code: one for one in found}


def stated(fall_year):
    """{school id: (enrolled, reached, visited)} as schools state it of a year. One query."""
    source = yearly_reach()
    rows = source.rows().filter(**{source.fall_year: fall_year})
    return {
        row[0]: row[1:] for row in rows.values_list(source.school, source.enrolled, source.reached, source.home_visited)
    }


def home_visits(fall_year):
    """By families or by students, as the district settled it (facts 7.3). Three queries at most."""
    by_students = divides_by_students()
    students = october_students(fall_year) if by_students else {}
    found = {}
    for school, (enrolled, _reached, visited) in stated(fall_year).items():
        base = students.get(school) if by_students else enrolled
        if visited is not None and base:
            found[school] = min(100 * visited / base, 100)
    return found


def divides_by_students():
    source = yearly_reach()
    return source.rules().filter(**{source.denominator: source.students}).exists()


def october_students(fall_year):
    sql, parameters = cells.october_enrollment(fall_year)
    with reading.connection().cursor() as cursor:
        cursor.execute(sql, parameters)
        return dict(cursor.fetchall())


def reached(fall_year):
    return {
        school: min(100 * part / whole, 100)
        for school, (whole, part, _visited) in stated(fall_year).items()
        if part is not None and whole
    }


def counts_of_schools(fall_year, sources):
    """{school id: {measure code: number}} of a year. One query."""
    rows = SchoolYearCell.objects.filter(fall_year=fall_year, source__in=sources).exclude(school_key=0)
    found = {}
    for school, source, counts in rows.values_list("school_key", "source", "counts"):
        found.setdefault(school, {}).update(by_code(source, counts))
    return found


def ratio_of(ratio, fall_year):
    """A school that counted nothing to divide by has no share, which is not zero."""
    counts = counts_of_schools(fall_year, {ratio.top.source.name, ratio.bottom.source.name})
    shares = {school: ratio.of(of_school) for school, of_school in counts.items()}
    return {school: 100 * share for school, share in shares.items() if share is not None}


def per_100_families(code, fall_year):
    measure = declared()[code]
    counts = counts_of_schools(fall_year, {measure.source.name})
    return {
        school: float(100 * measure.shown(counts[school].get(code, 0)) / enrolled)
        for school, (enrolled, _reached, _visited) in stated(fall_year).items()
        if enrolled and school in counts
    }
