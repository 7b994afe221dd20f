"""What an initiative touches: the partners behind it and the activities logged under it, as far as a person may see.

Partners and activities live in rooms below this one; they are reached through the initiative's own relations.
"""

from dataclasses import dataclass

from django.utils import timezone

from district import school_years
from district.access import Can, may

LATEST = 5
PARTNERS_LISTED = 50


@dataclass(frozen=True)
class Touches:
    """`may_read_…` tells "nothing there" from "not for you". The latest activities are those of `fall_year`."""

    fall_year: int
    may_read_activities: bool
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
        latest=latest_activities(initiative, user, fall_year) if may_read_activities else [],
        may_read_partners=may_read_partners,
        partners=list(initiative.partners.visible_to(user)[:PARTNERS_LISTED]) if may_read_partners else [],
    )


def latest_activities(initiative, user, fall_year):
    """Of this school year only, so that the database reads one year and not the whole history."""
    held = initiative.activities.visible_to(user).in_school_year(fall_year)
    return list(held.select_related("school").order_by("-held_on", "-pk")[:LATEST])
