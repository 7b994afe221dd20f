"""The way of a council meeting from the schedule to posted minutes, and what was made public when."""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.access import Can
from governance import agendas, attendance, telling
from governance.clocks import next_open_day
from governance.deadlines import Calendar
from governance.models import CouncilMeeting, Minutes, Posting
from governance.models.meetings import MeetingKind, MeetingState, PostingKind
from governance.models.member_notices import Told
from indicators.tasks import ring

STATE_KINDS = {
    MeetingState.SCHEDULED: "neutral",
    MeetingState.NOTICED: "active",
    MeetingState.HELD: "waiting",
    MeetingState.DRAFTED: "waiting",
    MeetingState.POSTED: "good",
    MeetingState.CANCELLED: "stopped",
}
ANNOUNCING = (PostingKind.NOTICE, PostingKind.AGENDA)


@dataclass(frozen=True)
class Move:
    """One step on the way: from which states, to which, who may, and what its button says."""

    name: str
    label: str
    from_states: tuple
    to_state: str
    permission: Can


SCHEDULED, NOTICED, HELD, DRAFTED, POSTED, CANCELLED = MeetingState
MOVES = {
    move.name: move
    for move in (
        Move("announce", gettext_lazy("Announce it"), (SCHEDULED,), NOTICED, Can.RECORD_MEETING),
        Move("hold", gettext_lazy("The meeting is over"), (SCHEDULED, NOTICED), HELD, Can.RECORD_MEETING),
        Move("resume", gettext_lazy("It is not over yet"), (HELD,), NOTICED, Can.RECORD_MEETING),
        Move("cancel", gettext_lazy("Cancel the meeting"), (SCHEDULED, NOTICED), CANCELLED, Can.RECORD_MEETING),
        Move("draft", gettext_lazy("Draft the minutes"), (HELD,), DRAFTED, Can.RECORD_MEETING),
        Move("post", gettext_lazy("Post the minutes"), (DRAFTED,), POSTED, Can.RECORD_MEETING),
    )
}
ASKED = ("hold", "resume", "cancel")  # moves that a page of their own asks once more


class NotPossible(Exception):
    """What the meeting does not allow now; the text says why, in words for the page."""


def locked(meeting):
    """The meeting as it is stored now, locked until the transaction ends: two people at once wait for each other."""
    with_place = CouncilMeeting.objects.with_place()
    return with_place.select_for_update(of=("self",)).get(pk=meeting.pk)


@transaction.atomic
def move(name, *, meeting, reason="", ended_at=None, by=None):
    """Take a meeting one step on its way. Raises NotPossible, in words. Who may is asked before.

    Where a meeting was announced, its members are told by mail that it is cancelled; `by` says who cancelled it.
    """
    step, meeting = MOVES[name], locked(meeting)
    if meeting.state not in step.from_states:
        raise NotPossible(
            _("Somebody else was faster: this meeting is now “%(state)s”.") % {"state": meeting.get_state_display()}
        )
    if name == "hold":
        hold(meeting, ended_at)
    if name == "resume":
        if meeting.is_counts_only:
            raise NotPossible(_("Of this meeting only the counts are known."))
        meeting.voting_present = meeting.quorum_required = meeting.ends_at = None
    if name == "cancel":
        meeting.cancelled_reason = reason
    was_announced = meeting.state == NOTICED
    meeting.state = step.to_state
    meeting.save()
    if name == "cancel" and was_announced:
        telling.tell(meeting, Told.CANCELLED, by=by)
    ring()
    return meeting


def hold(meeting, ended_at):
    """Settle the attendance of a meeting that is over."""
    now = timezone.localtime()
    if meeting.held_on > now.date():
        raise NotPossible(_("This meeting is still to come."))
    if not meeting.attendances.exists():
        raise NotPossible(_("Record first who is there."))
    if meeting.motions.filter(outcome="").exists():
        raise NotPossible(_("A motion is still open: close its vote or withdraw it."))
    if ended_at is None and meeting.held_on == now.date():
        ended_at = now.time().replace(second=0, microsecond=0)
    meeting.ends_at = ended_at
    attendance.settle(meeting)


# ---------------------------------------------------------------------- what is made public


@transaction.atomic
def post(kind, *, meeting, by, posted_at=None, where=""):
    """Record that something about a meeting was made public, and when; the first record of a kind stays.

    The agenda takes its items along, and so does the notice of a special meeting: they are what was announced. Members
    are told by mail (`governance.telling`). Returns (posting, is new).
    """
    meeting = locked(meeting)
    posting, is_new = Posting.objects.get_or_create(
        meeting=meeting,
        kind=kind,
        defaults={"posted_at": posted_at or timezone.now(), "where": where, "recorded_by": by},
    )
    if kind == PostingKind.AGENDA or (kind == PostingKind.NOTICE and meeting.kind == MeetingKind.SPECIAL):
        moment = posting.posted_at if is_new else timezone.now()
        added = meeting.items.filter(posted_at=None).update(posted_at=moment)
    else:
        added = 0
    if kind in ANNOUNCING and meeting.state == SCHEDULED:
        meeting = move("announce", meeting=meeting)
    if kind in ANNOUNCING and (is_new or added):
        telling.tell(meeting, Told(kind) if is_new else Told.CHANGED, by=by)
    return posting, is_new


@transaction.atomic
def post_minutes(meeting, *, by, posted_at=None, where=""):
    """Post the minutes: from now on they are corrected by addition only."""
    meeting = move("post", meeting=meeting)
    minutes = Minutes.objects.select_for_update().get(meeting=meeting)
    minutes.is_posted = True
    minutes.save()
    return post(PostingKind.MINUTES, meeting=meeting, by=by, posted_at=posted_at, where=where)[0]


# ---------------------------------------------------------------------- new meetings


@transaction.atomic
def schedule(meeting, *, by):
    """Put a new meeting on the calendar, with the standing items on the agenda of a regular one."""
    meeting.state, meeting.recorded_by = SCHEDULED, by
    meeting.save()
    if meeting.kind == MeetingKind.REGULAR:
        agendas.add_standing(meeting)
    return meeting


@transaction.atomic
def schedule_year(council, days, *, by, **fields):
    """Regular meetings on these days; one on a closed day moves to the next open one, and a day is used once.

    Days that already have a meeting stay as they are. Returns the new meetings.
    """
    calendar = Calendar()
    taken = set(council.meetings.exclude(state=CANCELLED).values_list("held_on", flat=True))
    made = []
    for day in sorted({next_open_day(day, calendar.is_closed) for day in days} - taken):
        made.append(schedule(CouncilMeeting(council=council, held_on=day, **fields), by=by))
    return made


def where_to_vote(school):
    """The page on which a council takes up business: the agenda of its next meeting, else its own page."""
    meetings = CouncilMeeting.objects.filter(council__school=school, held_on__gte=timezone.localdate())
    if coming := meetings.coming().first():
        return reverse("governance:meeting-agenda", args=[coming.pk])
    return reverse("governance:council-detail", args=[school.code])
