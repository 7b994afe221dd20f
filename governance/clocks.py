"""The clocks of the Freedom of Information Act (facts 4.6), as arithmetic: by when something has to be done.

A clock runs in hours or in days. Where the law leaves Saturdays, Sundays, legal holidays and days with a closed office
out of the count (General Statutes 1-225(g), for special meetings), `is_closed` says which days those are; a whole
closed day counts for nothing, an open one with all its hours. Moments are aware datetimes; days are those of the
portal's time zone. Hours are hours that pass: on the day on which the clocks change, a day has 23 or 25 of them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SATURDAY = 5
FARTHEST = 400  # closed days in a row; more than that is no calendar


def never_closed(day):
    return False


def hours_before(moment, hours, is_closed=never_closed):
    """The latest moment that lies at least so many counted hours before `moment`."""
    left = timedelta(hours=hours)
    end = moment.astimezone(UTC)
    day = timezone.localtime(moment).date()
    for _step in range(FARTHEST + hours):
        begin = midnight(day)
        if not is_closed(day):
            if end - begin >= left:
                return timezone.localtime(end - left)
            left -= max(end - begin, timedelta())
        end, day = begin, day - timedelta(days=1)
    raise ValueError("no open day within reach")


def hours_after(moment, hours, is_closed=never_closed):
    """The moment at which so many counted hours have passed since `moment`."""
    left = timedelta(hours=hours)
    begin = moment.astimezone(UTC)
    day = timezone.localtime(moment).date()
    for _step in range(FARTHEST + hours):
        end = midnight(day + timedelta(days=1))
        if not is_closed(day):
            if end - begin >= left:
                return timezone.localtime(begin + left)
            left -= max(end - begin, timedelta())
        begin, day = end, day + timedelta(days=1)
    raise ValueError("no open day within reach")


def days_after(moment, days, is_closed=never_closed):
    """The end of the last day of a term of so many counted days; the day of `moment` itself is not counted."""
    day = timezone.localtime(moment).date()
    counted = 0
    for _step in range(FARTHEST + days):
        if counted == days:
            return midnight(day + timedelta(days=1)) - timedelta(seconds=1)
        day += timedelta(days=1)
        counted += not is_closed(day)
    raise ValueError("no open day within reach")


def next_open_day(day, is_closed):
    """The day itself, or the first open one after it: a regular meeting on a holiday moves there (1-225)."""
    for _step in range(FARTHEST):
        if not is_closed(day):
            return day
        day += timedelta(days=1)
    raise ValueError("no open day within reach")


def midnight(day):
    """The moment at which a day begins, in UTC, so that differences are hours that pass."""
    return timezone.make_aware(datetime.combine(day, time())).astimezone(UTC)


class Standing(models.TextChoices):
    """How something stands against its clock. Late is said, never forbidden: what happened can always be recorded."""

    ON_TIME = "ON_TIME", _("on time")
    LATE = "LATE", _("late")
    OVERDUE = "OVERDUE", _("overdue")
    RUNNING = "RUNNING", _("to do")


STANDING_KINDS = {
    Standing.ON_TIME: "good",
    Standing.LATE: "warn",
    Standing.OVERDUE: "bad",
    Standing.RUNNING: "waiting",
}


def standing(due_at, done_at, now):
    """The `Standing` of what was due at a moment and done at another (None: not yet)."""
    if done_at is not None:
        return Standing.ON_TIME if done_at <= due_at else Standing.LATE
    return Standing.OVERDUE if now > due_at else Standing.RUNNING


@dataclass(frozen=True)
class Deadline:
    """One thing that the law wants by a moment. `by_day`: the term ends with a day, not at an hour of it.

    `what` is the thing ("Agenda"), `label` the thing with its term ("Agenda posted, 24 hours before"). `told_at`: when
    the portal learned of it, where that was on a later day.
    """

    kind: str
    what: str
    label: str
    due_at: datetime
    done_at: datetime | None
    standing: Standing
    rule: str
    by_day: bool = False
    told_at: datetime | None = None

    @property
    def status_kind(self):
        return STANDING_KINDS[self.standing]

    @property
    def is_open(self):
        return self.done_at is None
