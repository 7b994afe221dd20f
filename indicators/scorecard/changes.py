"""What is new from one board meeting to the next: each kind counted, and linked to where it stands in full.

The apps that own the rows say what they count (`board_changes.py` in each); the roof lists them
(`settings.BOARD_CHANGES`). A provider is a function from a `Period` to its `Change`s, with a few queries however much
happened. Counts only: what a link leads to asks for its own permission.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import import_module

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from district.access import may_open
from district.models import BoardMeeting

ONE_DAY = timedelta(days=1)
WITHOUT_A_MEETING = timedelta(days=30)  # where no board meeting is entered yet


@dataclass(frozen=True)
class Period:
    """From the day of a meeting to the day before the next one, both counted; `until` is today where there is none."""

    since: date
    until: date

    @property
    def moments(self):
        """The same for columns that hold a moment: its first instant, and its last."""
        first = timezone.make_aware(datetime.combine(self.since, time.min))
        end = timezone.make_aware(datetime.combine(self.until + ONE_DAY, time.min))
        return first, end - timedelta(microseconds=1)

    @property
    def days(self):
        return self.since, self.until


@dataclass(frozen=True)
class Change:
    """One kind of news: how many, of what in words, and on which page it stands (its name in the table of pages).
    `details`: parts of it, (text, address) each."""

    code: str
    label: str
    total: int
    sentence: str = ""
    page: str = ""
    details: tuple = ()

    def url_for(self, user):
        """Where it stands, for those who may open the page; else empty."""
        return reverse(self.page) if self.page and may_open(user, self.page) else ""


@dataclass(frozen=True)
class Topic:
    """The changes of one provider under one heading."""

    label: str
    changes: list

    @property
    def has_news(self):
        return any(one.total for one in self.changes)


@dataclass(frozen=True)
class Since:
    """From which meeting on things are told (None: none is entered; then the last thirty days), to which next one."""

    meeting: BoardMeeting | None
    following: BoardMeeting | None
    period: Period
    earlier: list  # meetings that one may choose, the newest first

    @property
    def is_over(self):
        """Whether the next meeting has been already: then nothing is added any more."""
        return self.following is not None and self.following.held_on <= timezone.localdate()


@cache
def providers():
    """The roof's list: (heading, function) each."""
    return tuple(import_module(settings.BOARD_CHANGES).PROVIDERS)


def since_meeting(meeting_id=None, *, today=None):
    """`Since` the meeting with this id, or since the last one before today. Two queries.

    The meeting of today has not heard of anything yet, so what is new for it is told from the one before.
    """
    today = today or timezone.localdate()
    held = list(BoardMeeting.objects.before(today)[:60])
    meeting = next((one for one in held if one.pk == meeting_id), held[0] if held else None)
    if meeting is None:
        following = BoardMeeting.objects.from_day(today).first()
        return Since(None, following, Period(today - WITHOUT_A_MEETING, today), [])
    later = [one for one in held if one.held_on > meeting.held_on]
    following = later[-1] if later else BoardMeeting.objects.from_day(today).first()
    until = min(today, following.held_on - ONE_DAY) if later else today
    return Since(meeting, following, Period(meeting.held_on, until), held)


def changes_in(period):
    """A `Topic` for each provider."""
    return [Topic(str(label), provider(period)) for label, provider in providers()]
