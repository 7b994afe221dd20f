"""What counts as a council's decision on a compact: a motion carried at a noticed meeting with a quorum (facts 5.4).

The one place that says so. A meeting is known here by whether it had a quorum; that it was noticed in time, and how
the vote went, is what the chair records.
"""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.models import CouncilMeeting


@dataclass(frozen=True)
class Decision:
    """A vote: at which meeting, whether that was noticed as the law asks, and how many voted which way."""

    meeting: CouncilMeeting
    was_noticed: bool
    votes_for: int
    votes_against: int
    votes_abstaining: int


def meetings_for(version):
    """The meetings at which this version can have been voted on, the newest first."""
    since = timezone.localdate(version.text_changed_at)
    held = CouncilMeeting.objects.held()
    return held.filter(council__school=version.compact.school_id, held_on__gte=since)


def why_not_carried(version, decision):
    """Why this decision does not approve this version, in words; an empty text where it does."""
    meeting = decision.meeting
    if meeting.council.school_id != version.compact.school_id:
        return _("This is not a meeting of the council of this school.")
    changed_on = timezone.localdate(version.text_changed_at)
    if meeting.held_on < changed_on:
        words = _("The text was changed on %(day)s, after this meeting: the council votes on the text as it reads now.")
        return words % {"day": date_format(changed_on)}
    if not meeting.had_quorum:
        words = _("This meeting had no quorum: %(present)s of %(required)s voting members were there.")
        return words % {"present": meeting.voting_present, "required": meeting.quorum_required}
    if not decision.was_noticed:
        return _("A council decides only at a meeting that was noticed in time.")
    cast = decision.votes_for + decision.votes_against + decision.votes_abstaining
    if cast > meeting.voting_present:
        words = _("%(cast)s votes are more than the %(present)s voting members who were there.")
        return words % {"cast": cast, "present": meeting.voting_present}
    if cast < meeting.quorum_required:
        words = _("%(cast)s votes do not make a quorum of %(required)s.")
        return words % {"cast": cast, "required": meeting.quorum_required}
    if decision.votes_for <= decision.votes_against:
        return _("The motion was not carried: it needs more votes for than against.")
    return ""
