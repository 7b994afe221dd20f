"""Packets that make themselves: on which days, of which school year."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from district import school_years
from indicators.models import Packet, PacketSchedule
from indicators.models.packets import Rhythm
from indicators.packets import before_meetings, making

MONTHS = {Rhythm.MONTHLY: range(1, 13), Rhythm.QUARTERLY: (1, 4, 7, 10), Rhythm.YEARLY: (7,)}
LOOKS_BACK = timedelta(days=40)  # the month before: what a meeting then looks back on


def days_of(schedule, first, last):
    """The days of months on which a schedule makes a packet, from `first` to `last`, in order."""
    first = max(first, schedule.begins_on)
    last = min(last, schedule.stopped_on) if schedule.stopped_on else last
    years = range(first.year, last.year + 1)
    days = (date(year, month, schedule.day) for year in years for month in MONTHS[Rhythm(schedule.rhythm)])
    return [day for day in days if first <= day <= last]


def next_day(schedule, today):
    """The next day of a month on which a packet will be made; None once it is stopped."""
    return next(iter(days_of(schedule, today + timedelta(days=1), today + timedelta(days=800))), None)


def in_words(schedule, today):
    """On which days a schedule makes a packet, and which is the next after `today`, as sentences."""
    if schedule.is_by_meeting:
        return before_meetings.in_words(schedule, today)
    day = next_day(schedule, today)
    return _("On day %(day)s, %(rhythm)s. The next one: %(next)s.") % {
        "day": schedule.day,
        "rhythm": schedule.get_rhythm_display(),
        "next": date_format(day, "DATE_FORMAT") if day else "",
    }


def year_of(day):
    """The school year of a packet made on a day: the one that ran some weeks before, so that July looks back on a
    whole year and not forward on an empty one."""
    return school_years.fall_year_of(day - LOOKS_BACK)


def ask_for_what_is_due(today=None):
    """Ask for the latest packet of each schedule that is due and was not asked for; how many were.

    Days that passed while nothing ran are not made up for one by one: the latest says all. Of a schedule by meetings,
    one for each meeting that is near and has none. Safe to run twice.
    """
    today = today or timezone.localdate()
    asked = 0
    for schedule in PacketSchedule.objects.filter(stopped_on=None).select_related("set_by"):
        if schedule.is_by_meeting:
            due = before_meetings.still_to_make(schedule, today)
            asked += sum(asked_for(schedule, today, one.meeting) for one in due if one.day == today)
            continue
        days = days_of(schedule, today - timedelta(days=400), today)
        if days and not Packet.objects.filter(schedule=schedule, due_on=days[-1]).exists():
            asked += asked_for(schedule, days[-1])
    return asked


def asked_for(schedule, day, meeting=None):
    """Ask for the packet of a day, or of a meeting; False if another process was first."""
    packet = Packet(
        schedule=schedule,
        due_on=day,
        meeting=meeting,
        title=title_of(schedule, day, meeting)[: Packet._meta.get_field("title").max_length],
        language=schedule.language,
        sections=schedule.sections,
        schools=schedule.schools,
        fall_year=year_of(day),
    )
    try:
        with transaction.atomic():
            making.ask(packet, by=schedule.set_by)
    except IntegrityError:  # another process was first
        return False
    return True


def title_of(schedule, day, meeting):
    """The title of a packet, in its language."""
    with override(schedule.language):
        if meeting is None:
            return _("%(title)s, %(day)s") % {"title": schedule.title, "day": date_format(day, "DATE_FORMAT")}
        return _("%(title)s, meeting of %(day)s") % {
            "title": schedule.title,
            "day": date_format(meeting.held_on, "DATE_FORMAT"),
        }
