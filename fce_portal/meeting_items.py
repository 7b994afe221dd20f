"""What the meetings of a school's council ask of whoever records them: to announce, to record, to post, to advise."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from district.access import Can, may
from fce_portal.items import Item, link
from governance import waiting
from governance.clocks import Standing
from governance.deadlines import Calendar, deadlines_of, filing_deadline
from governance.meetings import ANNOUNCING
from governance.models import AgendaItem, Council, CouncilAdvice, CouncilMeeting, Motion
from governance.models.meeting_records import Outcome
from governance.models.meetings import MeetingState

AHEAD = timedelta(days=10)
BACK = timedelta(days=120)  # what is older is a matter for the council's page
FILING_AHEAD = timedelta(days=31)
MOST = 4  # of one kind


def items_for(user, school, today):
    """For one school of a person. At most eight queries, however many meetings there are."""
    if not may(user, Can.RECORD_MEETING, school):
        return []
    council = Council.objects.filter(school=school).select_related("school").first()
    if council is None:
        return []
    calendar = Calendar()
    near = near_meetings(council, today)
    return [
        *to_record(near, school, today),
        *to_post(near, school, calendar),
        *advice_to_write(council, school),
        *advice_that_waits(council, near, school),
        *to_file(council, school, calendar, today),
    ]


def near_meetings(council, today):
    """Meetings that are run here, from those whose papers may be open to those that are announced soon."""
    has_votes = Motion.objects.filter(meeting=OuterRef("pk")).exclude(outcome="")
    found = council.meetings.filter(held_on__range=(today - BACK, today + AHEAD)).exclude(starts_at=None)
    found = found.exclude(state=MeetingState.CANCELLED).annotate(has_votes=Exists(has_votes))
    return list(found.prefetch_related("postings").order_by("held_on"))


def to_record(near, school, today):
    for meeting in [one for one in near if one.is_coming and one.held_on <= today][:MOST]:
        words = {"school": school, "day": date_format(meeting.held_on)}
        if meeting.held_on == today:
            sentence = _("Today the council of %(school)s meets: roll call, votes and notes are one page.")
            yield Item("waiting", sentence % words, link("governance:meeting-run", meeting.pk))
        else:
            sentence = _("Record who was at the meeting of the council of %(school)s on %(day)s.")
            yield Item("warn", sentence % words, link("governance:meeting-run", meeting.pk), meeting.held_on)


def to_post(near, school, calendar):
    """What is to be made public next, of each meeting the most pressing."""
    for meeting in near:
        postings = {one.kind: one for one in meeting.postings.all()}
        clocks = deadlines_of(meeting, postings, calendar=calendar, has_votes=meeting.has_votes)
        clocks = [one for one in clocks if one.is_open]
        if meeting.is_coming:
            clocks = [one for one in clocks if meeting.begins > timezone.now()]
        else:  # what should have come before the meeting cannot come before it any more
            clocks = [one for one in clocks if one.kind not in ANNOUNCING]
        if not clocks:
            continue
        first = min(clocks, key=lambda one: one.due_at)
        moment = date_format(
            timezone.localtime(first.due_at), "DATE_FORMAT" if first.by_day else "SHORT_DATETIME_FORMAT"
        )
        words = {"school": school, "day": date_format(meeting.held_on), "what": first.what, "moment": moment}
        if first.standing == Standing.OVERDUE:
            sentence = _("“%(what)s” was to be posted by %(moment)s: council of %(school)s, meeting of %(day)s.")
            yield Item("bad", sentence % words, meeting.get_absolute_url(), first.due_at)
        else:
            sentence = _("Post “%(what)s” by %(moment)s: council of %(school)s, meeting of %(day)s.")
            yield Item("waiting", sentence % words, meeting.get_absolute_url())


def advice_to_write(council, school):
    """Carried motions on an action plan that nobody has written into the plan."""
    given = CouncilAdvice.objects.filter(motion=OuterRef("pk"))
    carried = Motion.objects.filter(meeting__council=council, outcome=Outcome.CARRIED, item__action_plan__advice="")
    carried = carried.exclude(item__action_plan=None).exclude(Exists(given)).select_related("meeting")
    for motion in carried[:MOST]:
        sentence = _("The council of %(school)s has decided its advice: write it into the action plan.")
        url = link("governance:motion-advice", motion.meeting_id, motion.pk)
        yield Item("warn", sentence % {"school": school}, url, motion.decided_at)


def advice_that_waits(council, near, school):
    """What waits for the council and is on no agenda to come, or is decided and only to be written down."""
    waits = waiting.waiting_for(council)
    if not waits:
        return
    coming = CouncilMeeting.objects.coming().filter(council=council)
    carried = Motion.objects.filter(meeting__council=council, outcome=Outcome.CARRIED)
    carried = carried.exclude(item__action_plan=None, item__sign_off=None).select_related("item")
    settled = {waiting.about(item) for item in AgendaItem.objects.filter(meeting__in=coming)}
    settled |= {waiting.about(motion.item) for motion in carried}
    following = coming.exclude(starts_at=None).order_by("held_on").values_list("pk", flat=True).first()
    for one in waits:
        if one.about in settled:
            continue
        words = {"school": school, "what": one.title}
        if following:
            sentence = _("This waits for the council of %(school)s and is on no agenda: %(what)s.")
            yield Item("waiting", sentence % words, link("governance:meeting-agenda", following))
        else:
            sentence = _("This waits for the council of %(school)s, and no meeting is planned: %(what)s.")
            yield Item("waiting", sentence % words, link("governance:meeting-add", school.code))


def to_file(council, school, calendar, today):
    """The yearly schedule, in the weeks before its day and until it is filed."""
    due = calendar.filing_day(today.year)
    if today < due - FILING_AHEAD or not council.meetings.coming().exists():
        return
    if council.filings.filter(year=today.year).exists():
        return
    clock = filing_deadline(today.year, None, calendar)
    words = {"school": school, "year": today.year, "day": date_format(due)}
    url = link("governance:schedule-filing", school.code, today.year)
    if clock.standing == Standing.OVERDUE:
        sentence = _("The schedule of the council of %(school)s for %(year)s was to be filed by %(day)s.")
        yield Item("warn", sentence % words, url, due)
    else:
        sentence = _("File the schedule of the council of %(school)s for %(year)s by %(day)s.")
        yield Item("waiting", sentence % words, url)
