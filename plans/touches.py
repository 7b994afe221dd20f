"""What an initiative touches: the partners behind it and the activities logged under it, as far as a person may see.

Partners and activities live in rooms below this one; they are reached through the initiative's own relations.
"""

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from district import school_years
from district.access import Can, may, may_district_wide, schools_where
from indicators import engagement

LATEST = 5
PARTNERS_LISTED = 50
SCHOOLS_COUNTED = 10  # more than a person with school roles holds; one query each


@dataclass(frozen=True)
class Touches:
    """`may_read_…` tells "nothing there" from "not for you". The latest activities are those of `fall_year`."""

    fall_year: int
    may_read_activities: bool
    counts: dict
    latest: list
    may_read_partners: bool
    partners: list

    @property
    def year_label(self):
        return school_years.label(self.fall_year)


def of(initiative, user):
    fall_year = school_years.fall_year_of(timezone.localdate())
    may_read_activities = may(user, Can.VIEW_ACTIVITY)
    may_read_partners = may(user, Can.VIEW_PARTNER)
    return Touches(
        fall_year=fall_year,
        may_read_activities=may_read_activities,
        counts=counted(initiative, user, fall_year) if may_read_activities else {},
        latest=latest_activities(initiative, user, fall_year) if may_read_activities else [],
        may_read_partners=may_read_partners,
        partners=list(initiative.partners.visible_to(user)[:PARTNERS_LISTED]) if may_read_partners else [],
    )


def counted(initiative, user, fall_year):
    """{measure: number} of this school year, from the rollup's cells: of the district, or of the person's schools."""
    if may_district_wide(user, Can.VIEW_ACTIVITY):
        places = [None]
    else:
        places = sorted(set(schools_where(user, Can.VIEW_ACTIVITY)))[:SCHOOLS_COUNTED]
    total = Counter()
    for school in places:
        for part in engagement.by_initiative(fall_year, school):
            if part.record == initiative:
                total.update(part.figures.counts)
    return total


def latest_activities(initiative, user, fall_year):
    """Of this school year only, so that the database reads one year and not the whole history."""
    held = initiative.activities.visible_to(user).in_school_year(fall_year)
    return list(held.select_related("school").order_by("-held_on", "-pk")[:LATEST])
