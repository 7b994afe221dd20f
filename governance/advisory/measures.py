"""What is counted of the Superintendent's Parent Advisory Group."""

from django.db.models import Count, F, Func, IntegerField, Q, Sum
from django.utils.translation import gettext_lazy as _

from governance.models import AdvisoryAttendance, AdvisoryQuestion, CarriedBack
from governance.models.meeting_records import THERE
from indicators.measures import Measure, Ratio, Source
from indicators.models.reference import MonitoringElement

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

MEASURES = [represented, asked, answered, answer_days, carried, told]
RATIOS = [Ratio("advisory_answered_share", _("Share of questions to the Superintendent answered"), answered, asked)]
