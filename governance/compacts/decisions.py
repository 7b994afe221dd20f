"""What approves a version: a carried motion on this very text, at a noticed meeting with a quorum (facts 5.4).

The one place that says so. What speaks against a vote is said before it approves anything; what is corrected afterwards
is held against it here as well, and shown, until somebody undoes the approval or the records are right again.
"""

from collections import Counter

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.agendas import unannounced
from governance.clocks import Standing
from governance.deadlines import Calendar, deadlines_of
from governance.models import Motion
from governance.models.meeting_records import THERE, Choice, Majority, Outcome
from governance.models.meetings import MeetingKind, MeetingState, PostingKind
from governance.quorum import outcome_of


def motions_on(version):
    """The motions that were to approve a version, the newest first, with what is asked of them."""
    found = Motion.objects.filter(approves=version).select_related("item", "meeting__council__school")
    return found.prefetch_related("votes").order_by("-meeting__held_on", "-number")


def carried(version):
    """The motion by which a version can be approved: the newest that was carried; None where there is none."""
    return motions_on(version).filter(outcome=Outcome.CARRIED).first()


def can_be_approved(version):
    """Whether the council has voted so that this version can be approved."""
    motion = carried(version)
    return motion is not None and not why_not_by(motion, version)


def totals(motion):
    """{choice: how many voted so}, of a motion whose votes are prefetched."""
    return Counter(vote.choice for vote in motion.votes.all())


def why_not_by(motion, version, calendar=None):
    """Why this motion does not approve this version, in words; an empty text where it does."""
    if motion.approves_id != version.pk:
        return _("This motion is not about this version.")
    meeting = motion.meeting
    if meeting.council.school_id != version.compact.school_id:
        return _("This is not a meeting of the council of this school.")
    if motion.is_open:
        return _("The vote on this motion is not closed.")
    if motion.outcome == Outcome.NOT_VALID:
        return no_quorum(motion)
    if motion.outcome != Outcome.CARRIED:
        return _("The motion was not carried: it needs more votes for than against.")
    calendar = calendar or Calendar()
    return text_changed_since(motion, version) or not_noticed(motion, calendar) or not_by_attendance(motion)


def no_quorum(motion):
    present = sum(total for choice, total in totals(motion).items() if choice not in ("", Choice.ABSENT))
    words = {"present": present, "required": motion.quorum_required}
    return _("There was no quorum: %(present)s of %(required)s voting members were there.") % words


def text_changed_since(motion, version):
    """Whether the council voted on another text than the one that stands there, in words."""
    changed_on, meeting = timezone.localdate(version.text_changed_at), motion.meeting
    if meeting.held_on < changed_on or (meeting.ends_at and meeting.over_at < version.text_changed_at):
        words = _("The text was changed on %(day)s, after this meeting: the council votes on the text as it reads now.")
        return words % {"day": date_format(changed_on)}
    if motion.put_at and motion.put_at < version.text_changed_at:
        return _("The text was changed after the motion was put: put it again, on the text as it reads now.")
    return ""


def not_noticed(motion, calendar):
    """Whether the meeting, or this item, was not made public in time (facts 4.6), in words."""
    meeting, item = motion.meeting, motion.item
    if meeting.kind == MeetingKind.EMERGENCY:
        return _("An emergency meeting decides on the emergency and on nothing else.")
    if meeting.begins is None:
        return _("Of this meeting only the counts are known: a vote is recorded at a meeting that is run here.")
    postings = {one.kind: one for one in meeting.postings.all()}
    for clock in deadlines_of(meeting, postings, calendar=calendar):
        if clock.kind == PostingKind.NOTICE and clock.standing != Standing.ON_TIME:
            return _("The notice of this meeting was not posted in time: a council decides at a noticed meeting.")
    if item is None:
        return _("The motion belongs to no item of the agenda.")
    if item.posted_at and not unannounced(meeting, [item], calendar):
        return ""
    if meeting.kind == MeetingKind.SPECIAL:
        return _("A special meeting acts only on announced business, and this item was not announced in time.")
    added = meeting.motions.filter(item=item, majority=Majority.TWO_THIRDS, outcome=Outcome.CARRIED)
    if added.filter(number__lt=motion.number).exists():
        return ""
    return _(
        "This item was not announced in time: two thirds of those who vote have to add it to the agenda first, by a "
        "motion of its own."
    )


def not_by_attendance(motion):
    """Whether the vote would not be carried if only those counted who are recorded as there, in words."""
    there = set(motion.meeting.attendances.filter(how__in=THERE).values_list("term", flat=True))
    choices = [vote.choice if vote.term_id in there else Choice.ABSENT for vote in motion.votes.all()]
    outcome = outcome_of(choices, motion.majority, motion.quorum_required)
    if outcome != Outcome.CARRIED:
        words = _("By the attendance as it is recorded, the result of this vote would be: %(outcome)s.")
        return words % {"outcome": Outcome(outcome).label}
    meeting = motion.meeting
    if meeting.was_held and not meeting.had_quorum:
        words = _("This meeting had no quorum: %(present)s of %(required)s voting members were there.")
        return words % {"present": meeting.voting_present, "required": meeting.quorum_required}
    return ""


def doubts(version):
    """What has been corrected since a version was approved and speaks against its approval, in words.

    An approval from before motions were kept (`motion` is empty) is not asked again.
    """
    if version.motion_id is None or not version.is_in_force:
        return []
    motion = motions_on(version).get(pk=version.motion_id)
    found = []
    if motion.meeting.state == MeetingState.CANCELLED:
        found.append(_("The meeting is marked as cancelled."))
    found += [words for words in (not_noticed(motion, Calendar()), not_by_attendance(motion)) if words]
    for correction in motion.corrections.all():
        found.append(_("The vote was corrected: “%(text)s”") % {"text": correction.text})
    return found
