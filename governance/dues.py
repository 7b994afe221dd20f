"""What a council has to do by a day, and has not done: notices, papers, the yearly schedule, terms that end, elections.

One list for the page of all councils, for the reminders and for knowing whether a reminder is settled.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.deadlines import Calendar, deadlines_of
from governance.meetings import ANNOUNCING
from governance.models import Council, CouncilMeeting, Election, Motion, SeatTerm
from governance.models.elections import OPEN, ElectionState
from governance.models.meetings import PostingKind, is_coming

PAPERS, FILING, TERMS, ELECTION = "paper", "filing", "terms", "election"


@dataclass(frozen=True)
class CouncilDue:
    """One thing due on a day. `key` names it for good: the same thing, due on the same day. `say()`: in words."""

    council: Council
    code: str
    key: str
    day: date
    say: Callable
    path: str

    @property
    def words(self):
        return self.say()


def open_dues(councils, since, until, *, calendar=None, now=None):
    """What these councils have not done that is due from `since` to `until`, by day. Eight queries for any number."""
    calendar, now = calendar or Calendar(), now or timezone.now()
    by_id = {council.pk: council for council in councils}
    found = [
        *papers(by_id, since, until, calendar, now),
        *filings(by_id, since, until, calendar),
        *terms(by_id, since, until),
        *elections(by_id, since, until),
    ]
    return sorted(found, key=lambda one: (one.day, one.council.pk, one.key))


def papers(councils, since, until, calendar, now):
    """Of meetings that are run here: what the law wants and is not posted (facts 4.6).

    What should have come before a meeting cannot come before it any more once it began.
    """
    has_votes = Motion.objects.filter(meeting=OuterRef("pk")).exclude(outcome="")
    near = CouncilMeeting.objects.filter(council__in=councils, starts_at__isnull=False).exclude(state="CANCELLED")
    near = near.filter(held_on__range=(since - timedelta(days=60), until + timedelta(days=60)))
    near = near.exclude(state="POSTED", mode="IN_PERSON")
    for meeting in near.annotate(has_votes=Exists(has_votes)).prefetch_related("postings").order_by("held_on"):
        postings = {one.kind: one for one in meeting.postings.all()}
        for clock in deadlines_of(meeting, postings, calendar=calendar, now=now, has_votes=meeting.has_votes):
            day = timezone.localdate(clock.due_at)
            is_past = clock.kind in ANNOUNCING and meeting.begins <= now
            if clock.is_open and not is_past and since <= day <= until:
                yield CouncilDue(
                    councils[meeting.council_id],
                    PAPERS,
                    f"{PAPERS}/{meeting.pk}/{clock.kind}/{day}",
                    day,
                    paper_words(clock.kind, meeting.held_on),
                    meeting.get_absolute_url(),
                )


def paper_words(kind, held_on):
    return lambda: (
        _("post “%(what)s” of the meeting of %(day)s")
        % {"what": PostingKind(kind).label, "day": date_format(held_on, "SHORT_DATE_FORMAT")}
    )


def filings(councils, since, until, calendar):
    """The schedule of a calendar year, of councils that have meetings to come."""
    for year in range(since.year, until.year + 1):
        day = calendar.filing_day(year)
        if not since <= day <= until:
            continue
        waiting = Council.objects.filter(is_coming("meetings__"), pk__in=councils).exclude(filings__year=year)
        for pk in waiting.order_by().values_list("pk", flat=True).distinct():
            council = councils[pk]
            path = reverse("governance:schedule-filing", args=[council.school.code, year])
            yield CouncilDue(council, FILING, f"{FILING}/{pk}/{year}/{day}", day, filing_words(year), path)


def filing_words(year):
    return lambda: _("file the schedule of %(year)s with the city clerk") % {"year": year}


def terms(councils, since, until):
    """Terms that end on a day and after which nobody holds the seat, one line for each council and day."""
    follows = SeatTerm.objects.filter(seat=OuterRef("seat"), starts_on__gt=OuterRef("ends_on"))
    goes_on = Q(seat__ends_on=None) | Q(seat__ends_on__gt=until)
    ending = SeatTerm.objects.filter(goes_on, council__in=councils, ends_on__range=(since, until), end_reason="")
    totals = {}
    for pk, day in ending.exclude(Exists(follows)).order_by("ends_on").values_list("council", "ends_on"):
        totals[pk, day] = totals.get((pk, day), 0) + 1
    for (pk, day), total in totals.items():
        path = f"{councils[pk].get_absolute_url()}#seats-title"
        yield CouncilDue(councils[pk], TERMS, f"{TERMS}/{pk}/{day}", day, terms_words(total), path)


def terms_words(total):
    return lambda: _("see to who follows: terms that end: %(total)s") % {"total": total}


def elections(councils, since, until):
    """The next step of each election that is open."""
    for one in Election.objects.filter(council__in=councils, state__in=OPEN).order_by("pk"):
        day, say = next_step(one)
        if since <= day <= until:
            one.council = councils[one.council_id]
            key = f"{ELECTION}/{one.pk}/{one.state}/{day}"
            yield CouncilDue(one.council, ELECTION, key, day, election_words(one, say), one.get_absolute_url())


def next_step(election):
    """(by which day, what in words) an election waits for its next step."""
    if election.state == ElectionState.PREPARED:
        return election.nominations_from, lambda: _("announce it")
    if election.state == ElectionState.ANNOUNCED:
        return election.nominations_until, lambda: _("close the nominations")
    if election.state == ElectionState.VOTING:
        return election.voting_until, lambda: _("count the votes")
    if election.state == ElectionState.COUNTED:
        return election.voting_until + timedelta(days=2), lambda: _("confirm the count")
    return election.term_starts_on, lambda: _("certify the result")


def election_words(election, say):
    return lambda: f"{election}: {say()}"
