"""The council's signature under a draft budget or an improvement plan: drawn up, decided by a vote, signed, read."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance import advices, duty_notices
from governance.meetings import NotPossible
from governance.models import Advice, Council, Motion, SignOff
from governance.models.advices import Stance
from governance.models.meeting_records import Outcome

STANCE_KINDS = {
    "": "waiting",
    Stance.APPROVED: "good",
    Stance.ADVISED: "good",
    Stance.REFUSED: "stopped",
    Stance.MISSING: "warn",
}


@dataclass(frozen=True)
class Verdict:
    """What the council says: its stance, the vote behind it, its advice if any, or why there is no signature."""

    stance: str
    motion: Motion | None = None
    advice: str = ""
    reason: str = ""


def motions_for(sign_off):
    """Carried motions by which a council can have decided on a document: since its day, those on it first."""
    found = Motion.objects.filter(
        meeting__council=sign_off.council_id,
        meeting__exempt_reason="",
        meeting__held_on__gte=sign_off.dated_on,
        outcome=Outcome.CARRIED,
    ).select_related("meeting__council__school", "item")
    return sorted(found, key=lambda one: (one.item is None or one.item.sign_off_id != sign_off.pk, -one.pk))


def open_or_refuse(sign_off):
    """The sign-off, locked and not decided yet. Raises NotPossible."""
    stored = SignOff.objects.select_for_update(of=("self",)).select_related("council__school").get(pk=sign_off.pk)
    if stored.stance:
        raise NotPossible(_("This is decided: it stays as it is. Another version of the document is signed anew."))
    return stored


@transaction.atomic
def draw_up(sign_off, *, by):
    """Lay a document before the council for its signature, and tell the chair. The same form sent twice is one."""
    Council.objects.select_for_update(no_key=True).get(pk=sign_off.council_id)
    sent = SignOff.objects.filter(key=sign_off.key).first() if sign_off.key else None
    if sent:
        return sent
    sign_off.recorded_by = by
    sign_off.save()
    duty_notices.sign_off_asked(sign_off, by=by)
    return sign_off


@transaction.atomic
def sign(sign_off, verdict, *, by):
    """The chair signs for the council under their own account, by a carried motion. Raises NotPossible, in words.

    With advice, the advice becomes one that the principal answers.
    """
    stored = open_or_refuse(sign_off)
    motion = verdict.motion
    if motion is None or motion.outcome != Outcome.CARRIED or motion.meeting.council_id != stored.council_id:
        raise NotPossible(_("A council signs by a carried motion."))
    if motion.meeting.held_on < stored.dated_on:
        raise NotPossible(_("The council voted before the day of this document."))
    stored.stance, stored.motion = verdict.stance, motion
    if verdict.stance == Stance.ADVISED:
        stored.advice = advice_of(stored, motion, verdict.advice, by)
    return keep(stored, by)


def advice_of(sign_off, motion, text, by):
    """The advice that comes with a signature; where the motion is recorded as advice already, that one."""
    given = Advice.objects.filter(motion=motion).first()
    if given:
        return given
    return advices.give(
        Advice(
            school=sign_off.council.school,
            fall_year=sign_off.fall_year,
            kind=sign_off.kind,
            title=sign_off.title,
            text=text,
            meeting=motion.meeting,
            motion=motion,
            action_plan=sign_off.action_plan,
        ),
        by=by,
    )


@transaction.atomic
def leave_unsigned(sign_off, verdict, *, by):
    """Say why a signature is refused or missing. Raises NotPossible."""
    stored = open_or_refuse(sign_off)
    stored.stance, stored.reason = verdict.stance, verdict.reason
    return keep(stored, by)


def keep(sign_off, by):
    sign_off.decided_by, sign_off.decided_at = by, timezone.now()
    sign_off.save()
    duty_notices.sign_off_decided(sign_off, by=by)
    return sign_off


@transaction.atomic
def mark_read(sign_off, *, by, as_principal):
    """Note that the principal, or central office, has read what the council decided. The first time stays."""
    stored = SignOff.objects.select_for_update(of=("self",)).get(pk=sign_off.pk)
    if not stored.stance:
        raise NotPossible(_("The council has not decided yet."))
    if as_principal and stored.principal_read_at is None:
        stored.principal_read_by, stored.principal_read_at = by, timezone.now()
    elif not as_principal and stored.office_read_at is None:
        stored.office_read_by, stored.office_read_at = by, timezone.now()
    stored.save()
    return stored
