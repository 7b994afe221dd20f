"""Domain C: whether a council kept the clocks of the Freedom of Information Act (facts 4.6, 10 C).

The clocks themselves are those of `governance.deadlines`; what is not due yet is not counted.
"""

from collections import Counter

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.clocks import Standing
from governance.deadlines import Calendar, deadlines_of, filing_deadline
from governance.effectiveness.lines import share
from governance.models import CouncilMeeting, Motion, ScheduleFiling
from governance.models.meetings import PostingKind

FILING = "FILING"
KINDS = {
    FILING: gettext_lazy("Schedules of meetings filed in time"),
    PostingKind.NOTICE: gettext_lazy("Notices posted in time"),
    PostingKind.AGENDA: gettext_lazy("Agendas posted in time"),
    PostingKind.VOTES: gettext_lazy("Votes in writing in time"),
    PostingKind.MINUTES: gettext_lazy("Minutes posted in time"),
}
RULES = {
    FILING: gettext_lazy("General Statutes 1-225(b): filed with the city clerk by the end of January."),
    PostingKind.NOTICE: gettext_lazy("General Statutes 1-225(d) and 1-225a, for special and remote meetings."),
    PostingKind.AGENDA: gettext_lazy("General Statutes 1-225(c): at least %(agenda)s hours before."),
    PostingKind.VOTES: gettext_lazy("General Statutes 1-225(a): within %(votes)s hours."),
    PostingKind.MINUTES: gettext_lazy("General Statutes 1-225(a): within %(minutes)s days."),
}
ALWAYS = (FILING, PostingKind.AGENDA, PostingKind.VOTES, PostingKind.MINUTES)


def lines(asked):
    """{council id: lines}. Five queries, however many councils and meetings there are."""
    calendar = Calendar()
    tallies = {council.pk: {} for council in asked.councils}
    for council, clock in clocks(asked, calendar):
        if clock.standing != Standing.RUNNING:
            tallies[council].setdefault(clock.kind, Counter())[clock.standing] += 1
    return {council: list(lines_of(found, calendar.rules)) for council, found in tallies.items()}


def clocks(asked, calendar):
    """(council id, `Deadline`) of everything that the law wanted of these councils in the year."""
    ids = [one.pk for one in asked.councils]
    has_votes = Exists(Motion.objects.filter(meeting=OuterRef("pk")).exclude(outcome__in=["", "WITHDRAWN"]))
    meetings = CouncilMeeting.objects.filter(council__in=ids, held_on__range=(asked.first_day, asked.day))
    for meeting in meetings.annotate(has_votes=has_votes).prefetch_related("postings"):
        postings = {one.kind: one for one in meeting.postings.all()}
        for clock in deadlines_of(meeting, postings, calendar=calendar, has_votes=meeting.has_votes):
            yield meeting.council_id, clock
    # The school year meets under the schedules of two calendar years.
    years = (asked.fall_year, asked.fall_year + 1)
    filed = {(one.council_id, one.year): one for one in ScheduleFiling.objects.filter(council__in=ids, year__in=years)}
    for council in ids:
        for year in years:
            if calendar.filing_day(year) <= asked.day:
                yield council, filing_deadline(year, filed.get((council, year)), calendar)


def lines_of(tallies, rules):
    hours = {"agenda": rules.agenda_hours, "votes": rules.votes_hours, "minutes": rules.minutes_days}
    every = Counter()
    for kind, label in KINDS.items():
        tally = tallies.get(kind, Counter())
        if tally or kind in ALWAYS:
            in_time = tally[Standing.ON_TIME]
            yield share(f"C-{kind}", str(label), in_time, sum(tally.values()), RULES[kind] % hours, 100)
    for tally in tallies.values():
        every += tally
    yield share("C-ALL", _("All that the law wanted, in time"), every[Standing.ON_TIME], every.total())
