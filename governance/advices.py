"""Giving an advice and answering it: from the council's vote to the principal's written reason, and what follows."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from district import school_years
from district.working_days import school_days_after
from governance import duty_notices
from governance.duty_days import frame_of
from governance.meetings import NotPossible, locked
from governance.models import Advice, AdviceAnswer, Motion
from governance.models.advices import Decision
from governance.models.meeting_records import Outcome
from indicators.tasks import ring


@transaction.atomic
def give(advice, *, by):
    """Record an advice of a council, and tell its principal. Raises NotPossible, in words.

    It is addressed to the principal of the school, who answers within the school days that the district has set. The
    same form sent twice is one advice (`key`).
    """
    locked(advice.meeting)  # two who record one motion wait for each other
    sent = Advice.objects.filter(key=advice.key).first() if advice.key else None
    if sent:
        return sent
    if words := why_not_given(advice):
        raise NotPossible(words)
    advice.given_on = advice.meeting.held_on
    if advice.fall_year is None:
        advice.fall_year = school_years.fall_year_of(advice.given_on)
    advice.due_on = advice.answer_by = school_days_after(advice.given_on, frame_of(advice.fall_year).response_days)
    advice.recorded_by = by
    advice.save()
    duty_notices.advice_given(advice, by=by)
    ring()
    return advice


def why_not_given(advice):
    """Why this is no advice of the council, in words; empty where it is."""
    meeting, motion = advice.meeting, advice.motion
    if meeting.council.school_id != advice.school_id:
        return _("This is not a meeting of the council of this school.")
    if meeting.is_exempt:
        return _("This is no meeting under the law: nothing is decided at it.")
    if motion is None:
        if not meeting.had_quorum:
            return _("A council advises at a meeting with a quorum.")
        return "" if meeting.is_counts_only else _("Choose the motion by which the council decided its advice.")
    if motion.meeting_id != meeting.pk or motion.outcome != Outcome.CARRIED:
        return _("A council advises by a carried motion.")
    if Advice.objects.filter(motion=motion).exists():
        return _("This motion is recorded as advice already.")
    return ""


def motions_to_record(council):
    """Carried motions that are no advice yet, the newest first."""
    found = Motion.objects.filter(meeting__council=council, meeting__exempt_reason="", outcome=Outcome.CARRIED)
    return found.filter(advices=None).select_related("meeting", "item").order_by("-meeting__held_on", "-number")


@transaction.atomic
def answer(reply, *, by):
    """The principal's answer, or what puts an earlier one right; the last one holds. Tells the council.

    The day of the first answer says whether it came in time. Who decides later names a day, and owes a further answer
    by then.
    """
    advice = Advice.objects.select_for_update(of=("self",)).select_related("school").get(pk=reply.advice_id)
    sent = AdviceAnswer.objects.filter(key=reply.key).first() if reply.key else None
    if sent:
        return sent
    reply.by = by
    reply.save()
    advice.decision = reply.decision
    advice.answered_on = advice.answered_on or timezone.localdate()
    advice.answer_by = max(reply.until, advice.given_on) if reply.decision == Decision.LATER else advice.due_on
    advice.save(update_fields=["decision", "answered_on", "answer_by"])
    duty_notices.advice_answered(reply, by=by)
    ring()
    return reply
