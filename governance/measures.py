"""What is counted of School Governance Councils and of school-family compacts."""

from django.db.models import Count, F, Func, IntegerField, Q, Sum
from django.utils.translation import gettext_lazy as _

from governance.models import (
    AdvisoryAttendance,
    AdvisoryQuestion,
    CarriedBack,
    CompactTalks,
    CouncilMeeting,
    InputSession,
)
from governance.models.meeting_records import THERE
from indicators.measures import Measure, Ratio, Source
from indicators.models.reference import MonitoringElement

MEETINGS = Source(
    name="council_meetings",
    label=_("Council meetings"),
    rows=CouncilMeeting.objects.held,
    school="council__school_id",
    day="held_on",
    theme=_("How councils work"),
)

held = Measure(
    1,
    "council_meetings_held",
    _("Council meetings held"),
    MonitoringElement.LEADERSHIP,
    "meetings",
    MEETINGS,
    Count("pk"),
)
with_quorum = Measure(
    2,
    "council_meetings_with_quorum",
    _("Council meetings with a quorum"),
    MonitoringElement.LEADERSHIP,
    "meetings",
    MEETINGS,
    Count("pk", filter=Q(voting_present__gte=F("quorum_required"))),
)

COMPACTS = _("School-family compacts")
SESSIONS = Source(
    name="compact_sessions",
    label=_("Families heard on compacts"),
    rows=InputSession.objects.all,
    school="school_id",
    day="held_on",
    theme=COMPACTS,
)
TALKS = Source(
    name="compact_talks",
    label=_("Compacts at conferences"),
    rows=CompactTalks.objects.all,
    school="school_id",
    day="held_on",
    theme=COMPACTS,
)

sessions = Measure(
    1,
    "compact_sessions",
    _("Times at which families were heard on compacts"),
    MonitoringElement.LEADERSHIP,
    "sessions",
    SESSIONS,
    Count("pk"),
)
heard = Measure(
    2,
    "compact_families_heard",
    _("Families present when compacts were talked about"),
    MonitoringElement.LEADERSHIP,
    "families",
    SESSIONS,
    Sum("families_total"),
)
conferences = Measure(
    1,
    "compact_conferences_held",
    _("Conferences reported with compacts"),
    MonitoringElement.IMPLEMENTATION,
    "conferences",
    TALKS,
    Sum("held_total"),
)
discussed = Measure(
    2,
    "compact_conferences_discussed",
    _("Conferences at which the compact was talked through"),
    MonitoringElement.IMPLEMENTATION,
    "conferences",
    TALKS,
    Sum("discussed_total"),
)

GROUP = _("Superintendent's Parent Advisory Group")
REPRESENTED = Source(
    name="advisory_presence",
    label=_("Members at meetings of the Parent Advisory Group"),
    rows=lambda: AdvisoryAttendance.objects.filter(meeting__state="HELD", how__in=THERE),
    school="school_id",
    day="meeting__held_on",
    theme=GROUP,
)
QUESTIONS = Source(
    name="advisory_questions",
    label=_("Questions to the Superintendent"),
    rows=lambda: AdvisoryQuestion.objects.exclude(state="WITHDRAWN"),
    school="school_id",
    day="asked_on",
    theme=GROUP,
)
CARRIED = Source(
    name="advisory_carried",
    label=_("Carried back to parents"),
    rows=CarriedBack.objects.all,
    school="school_id",
    day="day",
    theme=GROUP,
)


class DaysToAnswer(Func):
    """Whole days from a question to its answer; one date less another is a number in PostgreSQL."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()


represented = Measure(
    1,
    "advisory_represented",
    _("Meetings of the Parent Advisory Group at which the school was represented"),
    MonitoringElement.LEADERSHIP,
    "meetings",
    REPRESENTED,
    Count("meeting", distinct=True),
)
asked = Measure(
    1,
    "advisory_asked",
    _("Questions taken to the Superintendent"),
    MonitoringElement.LEADERSHIP,
    "questions",
    QUESTIONS,
    Count("pk"),
)
answered = Measure(
    2,
    "advisory_answered",
    _("Of them answered"),
    MonitoringElement.LEADERSHIP,
    "questions",
    QUESTIONS,
    Count("pk", filter=Q(state="ANSWERED")),
)
answer_days = Measure(
    3,
    "advisory_answer_days",
    _("Days that answers took"),
    MonitoringElement.LEADERSHIP,
    "days",
    QUESTIONS,
    Sum(DaysToAnswer(F("answered_on"), F("asked_on")), filter=Q(state="ANSWERED")),
)
carried = Measure(
    1,
    "advisory_carried_back",
    _("Times that answers were carried back to parents"),
    MonitoringElement.LEADERSHIP,
    "sessions",
    CARRIED,
    Count("pk"),
)
told = Measure(
    2,
    "advisory_people_told",
    _("People told"),
    MonitoringElement.LEADERSHIP,
    "people",
    CARRIED,
    Sum("people_total"),
)

MEASURES = [held, with_quorum, sessions, heard, conferences, discussed]
MEASURES += [represented, asked, answered, answer_days, carried, told]
RATIOS = [
    Ratio("quorum_share", _("Share of council meetings with a quorum"), with_quorum, held),
    Ratio("compact_discussed_share", _("Share of conferences with the compact"), discussed, conferences),
    Ratio("advisory_answered_share", _("Share of questions to the Superintendent answered"), answered, asked),
]
