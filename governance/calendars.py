"""Council meetings as iCalendar (RFC 5545), for anybody's calendar: councils meet in public."""

from datetime import UTC, timedelta

import icalendar
from django.conf import settings
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from governance.models import CouncilMeeting
from governance.models.meetings import MeetingState

MOST = 200
USUALLY = timedelta(hours=2)


def of_meetings(meetings, council):
    """The meetings as a calendar, as bytes, in the reader's language. One query for the changes of all of them."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//FCE Portal//Council meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", str(council))
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
    meetings = list(meetings)
    changed = CouncilMeeting.objects.filter(pk__in=[one.pk for one in meetings]).order_by()
    changed = changed.annotate(changes=Count("events"), at=Max("events__pgh_created_at"))
    history = {pk: (changes, at) for pk, changes, at in changed.values_list("pk", "changes", "at")}
    for one in meetings:
        one.council = council
        calendar.add_component(event(one, *history.get(one.pk, (1, None))))
    return calendar.to_ical()


def event(meeting, changes, changed_at):
    """One meeting; a changed or cancelled one reaches the calendar as what it is, by its SEQUENCE and STATUS."""
    made = icalendar.Event()
    host = settings.PORTAL_URL.partition("://")[2].partition(":")[0]
    moment = changed_at or meeting.recorded_at
    made.add("uid", f"council-meeting-{meeting.pk}@{host}")
    made.add("dtstamp", moment)
    made.add("last-modified", moment)
    made.add("sequence", max(changes - 1, 0))
    if meeting.begins:
        made.add("dtstart", meeting.begins.astimezone(UTC))
        ends = max(meeting.over_at, meeting.begins) if meeting.ends_at else meeting.begins + USUALLY
        made.add("dtend", ends.astimezone(UTC))
    else:
        made.add("dtstart", meeting.held_on)
    made.add("summary", _("%(kind)s: %(council)s") % {"kind": meeting.get_kind_display(), "council": meeting.council})
    made.add("location", ", ".join(part for part in (meeting.place, meeting.link) if part))
    made.add("description", "\n".join(part for part in (meeting.joining, meeting.interpretation) if part))
    made.add("url", settings.PORTAL_URL + meeting.get_absolute_url())
    made.add("status", "CANCELLED" if meeting.state == MeetingState.CANCELLED else "CONFIRMED")
    return made
