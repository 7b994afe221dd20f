"""The improvement plan in which a profile ends: followed until each action is done or dropped, into later years."""

from django.db import transaction
from django.db.models import Q

from district import school_years
from district.following import ActionState, Followed, how_of
from district.models import EvidenceFile
from governance.effectiveness import notices
from governance.effectiveness.support import tier_of
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


@transaction.atomic
def save(form, *, by):
    """Save an action from its form; the tier follows from the support, and a new owner is told."""
    action = form.save(commit=False)
    action.tier = tier_of(action.service)
    before = ImprovementAction.objects.filter(pk=action.pk).values_list("owner", flat=True).first()
    action.save()
    if action.owner_id and action.owner_id != before:
        notices.of_action(action, by=by)
    return action


def end(action, *, state, ended_on, note, evidence: EvidenceFile | None = None):
    """Say that an action is done, with what shows it, or dropped, with the reason."""
    action.state, action.ended_on, action.ended_note = state, ended_on, note
    action.evidence = evidence
    action.save()
