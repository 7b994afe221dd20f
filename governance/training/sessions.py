"""Training sessions: who may change one, whose it is, and which are coming."""

from django.utils import timezone

from district.access import Can, may, may_district_wide
from governance.models import TrainingSession
from governance.models.training import SessionState

MOST_COMING = 6


def may_change(user, session):
    """A session of one school is changed by those who record training there, every other by the district."""
    if session.school_id:
        return may(user, Can.RECORD_TRAINING, session.school_id)
    return may_district_wide(user, Can.RUN_TRAINING)


def settle_school(session):
    """Write down the one school whose session it is; None where it is for several or for all. Call it after saving."""
    if session.is_district_wide:
        session.schools.clear()
    schools = list(session.schools.values_list("pk", flat=True))
    session.school_id = schools[0] if len(schools) == 1 else None
    session.save(update_fields=["school"])


def cancel(session, reason):
    """Call a session off; it stays in the list so that whoever had it in mind finds out. Nobody was there."""
    session.state, session.cancelled_reason = SessionState.CANCELLED, reason
    session.save(update_fields=["state", "cancelled_reason"])


def with_everything(sessions):
    return sessions.select_related("partner", "school").prefetch_related("modules", "schools")


def coming(user, *, module_code="", today=None):
    """The next sessions that the person may see, perhaps only those that teach one module. Three queries."""
    found = TrainingSession.objects.visible_to(user).coming(today or timezone.localdate())
    if module_code:
        found = found.filter(modules__code=module_code)
    return list(with_everything(found)[:MOST_COMING])


def coming_for_everybody(today=None):
    """The next sessions of the whole district: they are no secret. Two queries."""
    found = TrainingSession.objects.coming(today or timezone.localdate()).filter(is_district_wide=True)
    return list(found.prefetch_related("modules")[:MOST_COMING])
