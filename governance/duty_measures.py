"""What is counted of the duties and the advice of councils."""

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from governance.models import Advice, DutyStanding
from governance.models.advices import FOLLOWED, WAITING
from indicators.measures import Measure, Ratio, Source
from indicators.models.reference import MonitoringElement

DUTIES = _("Duties and advice of councils")
STANDINGS = Source(
    name="council_duties",
    label=_("Yearly duties of councils"),
    rows=DutyStanding.objects.all,
    school="school_id",
    day="due_on",
    theme=DUTIES,
)
ADVICES = Source(
    name="council_advices",
    label=_("Advice of councils"),
    rows=Advice.objects.all,
    school="school_id",
    day="given_on",
    theme=DUTIES,
)

duties_due = Measure(
    1,
    "council_duties_due",
    _("Yearly duties of councils, by the month in which they are due"),
    MonitoringElement.LEADERSHIP,
    "duties",
    STANDINGS,
    Count("pk"),
)
duties_done = Measure(
    2,
    "council_duties_done",
    _("Yearly duties of councils that are done"),
    MonitoringElement.LEADERSHIP,
    "duties",
    STANDINGS,
    Count("pk", filter=Q(done_on__isnull=False)),
)
duties_in_time = Measure(
    3,
    "council_duties_in_time",
    _("Yearly duties of councils that were done in time"),
    MonitoringElement.LEADERSHIP,
    "duties",
    STANDINGS,
    Count("pk", filter=Q(done_on__lte=F("due_on"))),
)
advice_given = Measure(
    1,
    "council_advices_given",
    _("Advice given by councils"),
    MonitoringElement.LEADERSHIP,
    "advices",
    ADVICES,
    Count("pk"),
)
advice_answered = Measure(
    2,
    "council_advices_answered",
    _("Advice that principals answered"),
    MonitoringElement.LEADERSHIP,
    "advices",
    ADVICES,
    Count("pk", filter=~Q(decision__in=WAITING)),
)
advice_in_time = Measure(
    3,
    "council_advices_in_time",
    _("Advice that principals answered in time"),
    MonitoringElement.LEADERSHIP,
    "advices",
    ADVICES,
    Count("pk", filter=Q(answered_on__lte=F("due_on"))),
)
advice_adopted = Measure(
    4,
    "council_advices_adopted",
    _("Advice that was adopted, in whole or in part"),
    MonitoringElement.LEADERSHIP,
    "advices",
    ADVICES,
    Count("pk", filter=Q(decision__in=FOLLOWED)),
)

MEASURES = [duties_due, duties_done, duties_in_time, advice_given, advice_answered, advice_in_time, advice_adopted]
RATIOS = [
    Ratio(
        "council_duties_done_share", _("Share of yearly duties of councils done in time"), duties_in_time, duties_due
    ),
    Ratio("council_advices_share", _("Share of advice answered in time"), advice_in_time, advice_given),
]
