"""Who was told of the meetings to come: most members by mail, one mail that failed, one call that was made."""

from datetime import timedelta

from django.utils import timezone

from district.models import OutgoingMail
from district.models.mails import MailKind, MailState
from governance import telling
from governance.models import CouncilMeeting, MeetingTold, MemberNotice
from governance.models.meetings import MeetingState
from governance.models.member_notices import Told

MEETINGS = 3  # of which it is shown; the home school announces its own


def make_tellings(people):
    """The mails count as sent: a first run writes to nobody."""
    coming = CouncilMeeting.objects.filter(state=MeetingState.NOTICED).select_related("recorded_by").order_by("pk")
    for meeting in coming[:MEETINGS]:
        telling.tell(meeting, Told.AGENDA, by=meeting.recorded_by)
    mails = OutgoingMail.objects.filter(kind=MailKind.MEETING)
    at = timezone.now() - timedelta(hours=3)
    subject = "Agenda (demonstration)"
    mails.update(state=MailState.SENT, sent_at=at, made_at=at, tries=1, subject=subject)
    MeetingTold.objects.update(at=at)
    refused = mails.order_by("pk").first()
    if refused:
        refused.state, refused.sent_at = MailState.FAILED, None
        refused.reason = "550 5.1.1 No such mailbox (demonstration)"
        refused.save()
    called = MemberNotice.objects.filter(mail=None).select_related("telling").order_by("pk").first()
    if called:
        called.phoned_on, called.phoned_by_id = timezone.localdate(at), people.central
        called.save()
