"""What is near for those who come to the board's meetings: the next one, with its packet once it is made."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from district.access import Can, may
from district.models import BoardMeeting
from fce_portal.items import Item, link
from indicators.models import Packet

NEAR = timedelta(days=21)


def items_for(user, today):
    """Two queries, for those who have board meetings in their calendar."""
    if not may(user, Can.ATTEND_BOARD):
        return
    meeting = BoardMeeting.objects.from_day(today).filter(held_on__lte=today + NEAR).first()
    if meeting is None:
        return
    words = {"day": date_format(meeting.held_on)}
    made = Packet.objects.without_files().filter(meeting__held_on=meeting.held_on, withdrawn_at=None)
    packet = made.exclude(made_at=None).first() if may(user, Can.READ_PACKET) else None
    if packet:
        yield Item("neutral", _("The board meets on %(day)s. Its packet is ready.") % words, packet.get_absolute_url())
    else:
        sentence = _("The board meets on %(day)s. Read what is new since it last met.")
        yield Item("neutral", sentence % words, link("indicators:scorecard-changes"))
