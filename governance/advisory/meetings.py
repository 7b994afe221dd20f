"""A meeting of the group from its plan to its notes: roll call, agenda in sections, over or cancelled."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.models import AdvisoryAttendance, AdvisoryMeeting, AdvisoryMember
from governance.models.advisory import SECTIONS, AdvisoryMeetingState, Section
from indicators.tasks import ring

STATE_KINDS = {
    AdvisoryMeetingState.PLANNED: "active",
    AdvisoryMeetingState.HELD: "good",
    AdvisoryMeetingState.CANCELLED: "stopped",
}
PLANNED, HELD, CANCELLED = AdvisoryMeetingState
# name → from which states, to which
MOVES = {"hold": ((PLANNED,), HELD), "resume": ((HELD,), PLANNED), "cancel": ((PLANNED,), CANCELLED)}


class NotPossible(Exception):
    """What the meeting does not allow now; the text says why, in words for the page."""


@transaction.atomic
def move(name, *, meeting, reason="", today=None):
    """Take a meeting one step on its way: over, open again, or cancelled. Raises NotPossible, in words."""
    from_states, to_state = MOVES[name]
    meeting = AdvisoryMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.state not in from_states:
        words = _("Somebody else was faster: this meeting is now “%(state)s”.")
        raise NotPossible(words % {"state": meeting.get_state_display()})
    if name == "hold" and meeting.held_on > (today or timezone.localdate()):
        raise NotPossible(_("This meeting is still to come."))
    if name == "hold" and not meeting.attendances.exists():
        raise NotPossible(_("Record first who is there."))
    if name == "resume" and meeting.carried.exists():
        raise NotPossible(_("What it brought was carried back already: the meeting stays over."))
    meeting.state, meeting.cancelled_reason = to_state, reason if name == "cancel" else ""
    meeting.save()
    ring()
    return meeting


def roll(meeting):
    """[(member, how they took part, or "")] of who speaks for a school on the day, and of who was recorded."""
    recorded = dict(meeting.attendances.values_list("member", "how"))
    speaking = AdvisoryMember.objects.on(meeting.held_on).values("pk")
    members = AdvisoryMember.objects.filter(pk__in=speaking) | AdvisoryMember.objects.filter(pk__in=recorded)
    found = members.select_related("school", "user").order_by("school__name", "pk")
    return [(member, recorded.get(member.pk, "")) for member in found]


@transaction.atomic
def record(meeting, member, how):
    """One answer of the roll call; sent twice it does the same."""
    AdvisoryAttendance.objects.update_or_create(
        meeting=meeting, member=member, defaults={"how": how, "school": member.school}
    )
    ring()


def by_section(meeting):
    """[(section in words, its items)] in the order of an evening; sections without an item are left out."""
    items = sorted(meeting.items.select_related("initiative__priority_action__cycle"), key=place_of)
    return [
        (Section(code).label, found)
        for code in Section.values
        if (found := [one for one in items if one.section == code])
    ]


def place_of(item):
    return SECTIONS[item.section], item.pk
