"""What becomes of a school's council, its meetings and its compact when the school closes."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.school_changes import ChangePart
from district.year_passages import Becomes, Looked
from governance.models import AdvisoryMember, CompactVersion, CouncilMeeting, SeatTerm
from governance.models.meetings import MeetingState

ROOM = gettext_lazy("Councils")
TO_COME = (MeetingState.SCHEDULED, MeetingState.NOTICED)


def terms(school, last_day):
    found = SeatTerm.objects.filter(council__school=school, starts_on__lte=last_day).exclude(ends_on__lte=last_day)
    says = _(
        "Terms keep the days for which people were elected; after the last day the council has no seats to fill, no "
        "duties and no reminders."
    )
    return Looked(found.count(), says)


def meetings(school, last_day):
    found = CouncilMeeting.objects.filter(council__school=school, held_on__gt=last_day, state__in=TO_COME)
    in_the_way = ()
    if found.exists():
        words = _("Meetings of the council are planned after the last day: cancel them, so that members are told.")
        in_the_way = ((words, reverse("governance:council-detail", args=[school.code])),)
    return Looked(found.count(), _("Minutes, votes and advice stay readable under the council."), in_the_way=in_the_way)


def compacts(school, last_day):
    found = CompactVersion.objects.approved().filter(compact__school=school)
    return Looked(
        found.count(), _("Approved compacts and policies stay readable under the school; no new one is asked for.")
    )


def advisory(school, last_day):
    found = AdvisoryMember.objects.filter(school=school, starts_on__lte=last_day).exclude(ends_on__lte=last_day)
    says = _("Who speaks for the school in the Parent Advisory Group is not counted after the last day.")
    return Looked(found.count(), says)


PARTS = [
    ChangePart("governance.terms", ROOM, gettext_lazy("Terms of council members"), Becomes.GOES_ON, terms),
    ChangePart(
        "governance.meetings", ROOM, gettext_lazy("Council meetings after the last day"), Becomes.BY_HAND, meetings
    ),
    ChangePart("governance.compacts", ROOM, gettext_lazy("Approved compacts and policies"), Becomes.GOES_ON, compacts),
    ChangePart(
        "governance.advisory", ROOM, gettext_lazy("Members of the Parent Advisory Group"), Becomes.GOES_ON, advisory
    ),
]
