"""The agenda of a meeting: its items in order, those that stand on every agenda, and what was not announced."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.clocks import hours_before
from governance.models import AgendaItem, StandingItem
from governance.models.meeting_rules import ItemKind
from governance.models.meetings import MeetingKind

CLOSING = 1000  # items after the council's own begin here
BUSINESS = (ItemKind.DECISION, ItemKind.DISCUSSION, ItemKind.REPORT)


def add_standing(meeting):
    """The district's standing items, before and after the council's own."""
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            position=(CLOSING if item.is_closing else 0) + number,
            kind=item.kind,
            title=item.title_en or item.title,
            title_es=item.title_es or "",
            minutes=item.minutes,
        )
        for number, item in enumerate(StandingItem.objects.filter(is_used=True), start=1)
    )


def next_position(meeting):
    """The place after the council's last item of its own, before those that close a meeting."""
    positions = [item.position for item in meeting.items.all() if item.position < CLOSING]
    return max(positions, default=0) + 1


@transaction.atomic
def shift(item, by):
    """Move an item one place up (-1) or down (1). The meeting is locked by the caller."""
    items = list(item.meeting.items.all())
    place = items.index(item)
    other = place + by
    if 0 <= other < len(items):
        items[place], items[other] = items[other], items[place]
        own = sum(one.position < CLOSING for one in items)
        for number, one in enumerate(items, start=1):
            position = number if number <= own else CLOSING + number - own
            if one.position != position:
                AgendaItem.objects.filter(pk=one.pk).update(position=position)


def unannounced(meeting, items, calendar, now=None):
    """Items of business that were not made public in time. A special meeting may not act on them (facts 4.6).

    While there is still time to post them, they are not late.
    """
    if meeting.begins is None or meeting.kind == MeetingKind.EMERGENCY:
        return []
    hours = calendar.rules.special_hours if meeting.kind == MeetingKind.SPECIAL else calendar.rules.agenda_hours
    latest = hours_before(meeting.begins, hours, calendar.closed_for(meeting))
    now = now or timezone.now()
    return [item for item in items if item.kind in BUSINESS and (item.posted_at or now) > latest]


def timetable(meeting, items):
    """(item, when it should begin) for each item; no times where the meeting or an item before has none."""
    moment, found = meeting.begins, []
    for item in items:
        found.append((item, timezone.localtime(moment).time() if moment else None))
        moment = moment + timedelta(minutes=item.minutes) if moment and item.minutes is not None else None
    return found


def warning(meeting):
    """What unannounced business means for this kind of meeting, in words."""
    if meeting.kind == MeetingKind.SPECIAL:
        return _("A special meeting may act only on announced business. A vote on this item can be contested.")
    return _("New business needs two thirds of those who vote to be added to the agenda.")
