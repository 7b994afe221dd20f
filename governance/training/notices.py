"""Whom training tells what: a session that is near, a training that is due or overdue."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district.access import Can
from district.models.notices import Group
from district.notices import Kind
from governance.models import TrainingSession
from governance.models.training import SessionState
from governance.training import standing


def sessions_over(notices):
    """Settled where the session is cancelled or over, or on another day by now."""
    coming = TrainingSession.objects.filter(pk__in=[one.about_id for one in notices], state=SessionState.PLANNED)
    days = dict(coming.values_list("pk", "held_on"))
    return {
        one.pk for one in notices if one.about_id not in days or days[one.about_id].isoformat() != one.data.get("day")
    }


def done_meanwhile(notices):
    """Settled where the person has done the module, it is due on another day by now, or it is asked of them no more."""
    lacking, today = set(), timezone.localdate()
    for user in {one.recipient_id for one in notices}:
        for line in standing.lines(today, user=user):
            if not line.is_done:
                lacking.add((user, line.school_id, line.module_id, line.due_on.isoformat()))
    return {
        one.pk for one in notices if (one.recipient_id, one.school_id, one.about_id, one.data.get("day")) not in lacking
    }


def nobody_overdue(notices):
    """Settled where nobody at the school is overdue any more."""
    counts = standing.by_school(timezone.localdate(), schools={one.school_id for one in notices})
    return {one.pk for one in notices if one.school_id not in counts or not counts[one.school_id].overdue}


SESSION_SOON = Kind(
    "training.session",
    Group.DEADLINES,
    _("Training on %(day)s: %(what)s. You still need it."),
    Can.VIEW_ACTIVITY,
    sessions_over,
)
DUE_SOON = Kind(
    "training.soon",
    Group.DEADLINES,
    _("Your training “%(what)s” for the council of %(school)s is due on %(day)s."),
    Can.VIEW_ACTIVITY,
    done_meanwhile,
)
OVERDUE = Kind(
    "training.late",
    Group.DEADLINES,
    _("Your training “%(what)s” for the council of %(school)s was due on %(day)s."),
    Can.VIEW_ACTIVITY,
    done_meanwhile,
)
PEOPLE_OVERDUE = Kind(
    "training.people",
    Group.DEADLINES,
    _("At %(school)s training was due on %(day)s that somebody has not done: see who lacks what."),
    Can.RECORD_TRAINING,
    nobody_overdue,
)
KINDS = {kind.code: kind for kind in (SESSION_SOON, DUE_SOON, OVERDUE, PEOPLE_OVERDUE)}
