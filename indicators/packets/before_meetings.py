"""Packets that make themselves before each board meeting: for which meeting, on which morning.

A packet belongs to the meeting, not to the day: a meeting that is moved before its packet is made takes the day along;
one that is moved later keeps the packet it has. Meetings on the same day share one.
"""

from collections import namedtuple
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district.models import BoardMeeting
from district.working_days import LOOK_BACK, days_off_around, working_days_before
from indicators.models import Packet

Due = namedtuple("Due", "day meeting")
Due.__doc__ = "A packet that is still to be made: on the morning of which day, for which meeting."


def still_to_make(schedule, today, ahead=LOOK_BACK):
    """What a schedule has to make on `today` or later for the meetings of the time `ahead`, in order.

    What should have been made before `today`, because the meeting or the schedule was entered late, is due today, as
    long as the meeting is not over. Three queries.
    """
    last = today + ahead
    off = days_off_around(today, last)
    found = []
    for meeting in unserved(schedule, today, last):
        due = working_days_before(meeting.held_on, schedule.days_before, off)
        day = max(due, schedule.begins_on, today)
        if day <= meeting.held_on:
            found.append(Due(day, meeting))
    return sorted(found, key=lambda one: (one.day, one.meeting.held_on))


def unserved(schedule, first, last):
    """One meeting for each day from `first` to `last` on which the board meets and for which there is no packet yet."""
    by_day = {}
    for meeting in BoardMeeting.objects.from_day(first).filter(held_on__lte=last):
        by_day.setdefault(meeting.held_on, []).append(meeting)
    made = Packet.objects.filter(schedule=schedule, meeting__held_on__gte=first)
    served = set(made.values_list("meeting", flat=True))
    return [of_day[0] for of_day in by_day.values() if not served.intersection(one.pk for one in of_day)]


def next_of(schedule, today):
    """The next packet that will be made after `today`; None where the board's calendar ends."""
    return next(iter(still_to_make(schedule, today + timedelta(days=1))), None)


def in_words(schedule, today):
    """How long before a meeting a packet is made, and which is the next after `today`, as sentences."""
    says = _("On the morning of each board meeting.")
    if schedule.days_before:
        says = ngettext(
            "%(number)s working day before each board meeting.",
            "%(number)s working days before each board meeting.",
            schedule.days_before,
        ) % {"number": schedule.days_before}
    found = next_of(schedule, today)
    if not found:
        return says + " " + _("No further meeting is entered; until one is, no packet is made.")
    days = {"day": date_format(found.day, "DATE_FORMAT"), "meeting": date_format(found.meeting.held_on, "DATE_FORMAT")}
    return says + " " + _("The next one: %(day)s, for the meeting of %(meeting)s.") % days
