"""How many different families each school says it reached: most for last year, a few already for this one."""

from collections import Counter

from district import school_years
from fce_portal.demo import days
from partnerships.activity_types import ActivityType
from partnerships.models import YearlyReach

METHODS = (
    "Family list ticked off after each event.",
    "Sign-in sheets compared by the family resource aide, then destroyed.",
    "Teachers' class lists, each family counted once.",
)


def make_reach(rng, places, people, drawn, today):
    last_year, this_year = days.years_so_far(today)
    visited = visited_families(drawn)
    stated = []
    for place in places:
        if place.is_open and place.drive:
            if rng.random() < 0.85 or place.visiting > 1:
                stated.append(reach(rng, place, last_year, people, visited))
            if rng.random() < 0.2:
                stated.append(reach(rng, place, this_year, people, visited))
    YearlyReach.objects.bulk_create(stated)


def visited_families(drawn):
    """First relational visits by school and school year."""
    visited = Counter()
    for one in drawn:
        row = one.row
        if row["activity_type"] == ActivityType.HOME_VISIT_PTHV and not row["deleted_at"]:
            visited[row["school_id"], school_years.fall_year_of(row["held_on"])] += row["visits_first_total"]
    return visited


def reach(rng, place, fall_year, people, visited):
    families = place.families
    home = min(families, round(visited[place.school.pk, fall_year] * rng.uniform(0.85, 1)))
    return YearlyReach(
        school=place.school,
        fall_year=fall_year,
        families_enrolled=families,
        families_reached=max(home, min(families, round(families * rng.uniform(0.3, 0.85)))),
        families_home_visited=home,
        volunteers_total=round(families * 0.08) + 3,
        method=rng.choice(METHODS),
        stated_by_id=people.principals.get(place.school.pk, people.central),
    )
