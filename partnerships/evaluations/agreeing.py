"""What partner and school agreed to do, followed until it is done or dropped, into later years' evaluations."""

from django.db.models import Q

from district import following, school_years
from district.following import ActionState, Followed, how_of
from partnerships.evaluations import notices
from partnerships.models import AgreedAction


def followed(evaluation, today):
    """The actions of an evaluation, and those of earlier years of the same partnership still open in it. One query.

    Nothing is copied from year to year: an action has one life, wherever it is shown.
    """
    begins = school_years.first_day(evaluation.fall_year)
    year = evaluation.fall_year
    earlier = Q(evaluation__fall_year__lt=year) & (Q(state=ActionState.OPEN) | Q(ended_on__gte=begins))
    rows = AgreedAction.objects.filter(
        Q(evaluation__fall_year=year) | earlier,
        evaluation__partner=evaluation.partner_id,
        evaluation__school=evaluation.school_id,
    )
    rows = rows.select_related("owner", "evaluation", "criterion").order_by("due_on", "pk")
    return [Followed(one, how_of(one, today), one.evaluation.fall_year < year) for one in rows]


def save(form, *, by):
    """Save an action from its form; a new owner is told."""
    return following.save(form, tell=lambda action: notices.of_action(action, by=by))
