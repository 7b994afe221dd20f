"""The improvement plan in which a profile ends: followed until each action is done or dropped, into later years."""

from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.models import EvidenceFile
from governance.effectiveness import notices
from governance.effectiveness.support import tier_of
from governance.models import ImprovementAction
from governance.models.effectiveness import ActionState


class How(models.TextChoices):
    DONE = "DONE", _("Done")
    DROPPED = "DROPPED", _("Dropped")
    LATE = "LATE", _("Late")
    UNDER_WAY = "UNDER_WAY", _("Under way")


HOW_KINDS = {How.DONE: "good", How.DROPPED: "stopped", How.LATE: "bad", How.UNDER_WAY: "active"}


@dataclass(frozen=True)
class Followed:
    """An action as it stands on a day. `is_carried`: it arose in an earlier year."""

    action: ImprovementAction
    how: How
    is_carried: bool

    @property
    def kind(self):
        return HOW_KINDS[self.how]


def how_of(action, today):
    if action.state != ActionState.OPEN:
        return How(action.state)
    return How.LATE if action.due_on < today else How.UNDER_WAY


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
