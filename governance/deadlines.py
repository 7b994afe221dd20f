"""By when the law wants what from a council meeting, and how it stands (facts 4.6). Late is shown, never forbidden."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from district.models import DayOff
from governance.clocks import Deadline, days_after, hours_after, hours_before, never_closed, standing
from governance.holidays import legal_holidays
from governance.models import MeetingRules
from governance.models.meetings import MeetingKind, PostingKind

SATURDAY = 5
FEBRUARY = 2


class Calendar:
    """The rules, the legal holidays and the district's own days off, read once. Two queries, whatever is asked.

    On days off the offices are closed; the law leaves such days out of the count for special meetings.
    """

    def __init__(self):
        self.rules = MeetingRules.objects.first() or MeetingRules()
        self.off = list(DayOff.objects.values_list("first_day", "last_day"))

    def is_closed(self, day):
        return day.weekday() >= SATURDAY or self.is_holiday(day)

    def is_holiday(self, day):
        return day in legal_holidays(day.year) or any(first <= day <= last for first, last in self.off)

    def closed_for(self, meeting):
        """The days that the clocks of this meeting leave out."""
        rules = self.rules
        skips = (
            rules.regular_skips_closed_days if meeting.kind == MeetingKind.REGULAR else rules.special_skips_closed_days
        )
        return self.is_closed if skips else never_closed

    def filing_day(self, year):
        """By when the schedule of a calendar year is filed; the last day of the month where it has no such day."""
        month, day = self.rules.filing_month, self.rules.filing_day
        last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
        return date(year, month, min(day, last))


def deadlines_of(meeting, postings, *, calendar, now=None, has_votes=False):
    """What the law wants of one meeting, in the order of the days. No query.

    `postings`: {kind: posting}. Of a meeting of which only counts are known nothing is asked: it was never run
    here. Nor of a gathering that is no meeting under the law.
    """
    now = now or timezone.now()
    if meeting.is_counts_only or meeting.is_exempt or meeting.state == "CANCELLED":
        return []
    rules, closed = calendar.rules, calendar.closed_for(meeting)
    found = []

    def add(kind, label, due_at, rule, by_day=False):
        done = postings.get(kind)
        done_at = done.posted_at if done else None
        what = PostingKind(kind).label
        told_at = done.recorded_at if done and done.is_stated_later else None
        how = standing(due_at, done_at, now)
        found.append(Deadline(kind, what, label, due_at, done_at, how, rule, by_day, told_at))

    if meeting.begins and meeting.kind != MeetingKind.EMERGENCY:
        if meeting.is_remote or meeting.kind == MeetingKind.SPECIAL:
            hours = max(
                rules.remote_hours if meeting.is_remote else 0,
                rules.special_hours if meeting.kind == MeetingKind.SPECIAL else 0,
            )
            label = _("Notice posted, %(hours)s hours before") % {"hours": hours}
            rule = "CGS 1-225a" if meeting.is_remote else "CGS 1-225(d)"
            add(PostingKind.NOTICE, label, hours_before(meeting.begins, hours, closed), rule)
        hours = rules.special_hours if meeting.kind == MeetingKind.SPECIAL else rules.agenda_hours
        label = _("Agenda posted, %(hours)s hours before") % {"hours": hours}
        add(PostingKind.AGENDA, label, hours_before(meeting.begins, hours, closed), "CGS 1-225(c)")
    if meeting.was_held:
        over = meeting.over_at
        if not meeting.had_quorum:
            hours = rules.no_quorum_hours
            label = _("Notice of the adjournment, within %(hours)s hours") % {"hours": hours}
            add(PostingKind.NO_QUORUM, label, hours_after(over, hours, closed), "CGS 1-228")
        if has_votes:
            hours = rules.votes_hours
            label = _("Votes in writing, within %(hours)s hours") % {"hours": hours}
            add(PostingKind.VOTES, label, hours_after(over, hours, closed), "CGS 1-225(a)")
        if meeting.is_remote:
            days = rules.recording_days
            label = _("Recording or transcript posted, within %(days)s days") % {"days": days}
            add(PostingKind.RECORDING, label, days_after(over, days, closed), "CGS 1-225a", by_day=True)
        if meeting.kind == MeetingKind.EMERGENCY:
            hours = rules.emergency_hours
            label = _("Minutes with the emergency, within %(hours)s hours") % {"hours": hours}
            add(PostingKind.MINUTES, label, hours_after(over, hours, closed), "CGS 1-225(d)")
        else:
            days = rules.minutes_days
            label = _("Minutes posted, within %(days)s days") % {"days": days}
            add(PostingKind.MINUTES, label, days_after(over, days, closed), "CGS 1-225(a)", by_day=True)
    return found


def filing_deadline(year, filing, calendar, now=None):
    """The clock of the yearly schedule; it ends with a day."""
    now = now or timezone.now()
    due_at = days_after(noon(calendar.filing_day(year)), 0)
    done_at = noon(filing.filed_on) if filing else None
    label = _("Schedule of %(year)s filed with the city clerk") % {"year": year}
    return Deadline(
        "FILING", _("Schedule"), label, due_at, done_at, standing(due_at, done_at, now), "CGS 1-225(b)", by_day=True
    )


def too_soon_after_filing(meeting, filings, calendar):
    """Why a regular meeting lies too near the filing of its year's schedule, in words; empty where it does not."""
    filing = filings.get(meeting.held_on.year)
    if meeting.kind != MeetingKind.REGULAR or filing is None:
        return ""
    earliest = filing.filed_on + timedelta(days=calendar.rules.days_after_filing)
    if meeting.held_on < earliest:
        words = _("The schedule was filed on %(filed)s; a regular meeting may follow from %(day)s on.")
        return words % {"filed": date_format(filing.filed_on), "day": date_format(earliest)}
    return ""


def noon(day):
    return timezone.make_aware(timezone.datetime.combine(day, timezone.datetime.min.time().replace(hour=12)))
