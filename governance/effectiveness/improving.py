"""The improvement plan in which a profile ends: followed until each action is done or dropped, into later years."""

from django.db.models import Q

from district import following, school_years
from district.following import ActionState, Followed, how_of
from governance.effectiveness import notices
from governance.models import ImprovementAction


def followed(school, fall_year, today):
    """The actions of a year's profile: those that arose in it, and of earlier years those still open in it. One query.

    Nothing is copied from year to year: an action has one life, wherever it is shown.
    """
    begins = school_years.first_day(fall_year)
    earlier = Q(profile__fall_year__lt=fall_year) & (Q(state=ActionState.OPEN) | Q(ended_on__gte=begins))
    rows = ImprovementAction.objects.filter(Q(profile__fall_year=fall_year) | earlier, profile__school=school)
    rows = rows.select_related("owner", "profile").order_by("domain", "due_on", "pk")
    return [Followed(one, how_of(one, today), one.profile.fall_year < fall_year) for one in rows]


def save(form, *, by):
    """Save an action from its form; a new owner is told."""
    return following.save(form, tell=lambda action: notices.of_action(action, by=by))
