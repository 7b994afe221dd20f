"""What is counted of the plan's own work."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from indicators.measures import Measure, Source
from indicators.models.reference import MonitoringElement
from plans.models import Completion

MILESTONES = Source(
    name="milestones",
    label=_("Milestones of the implementation plans"),
    rows=Completion.objects.all,
    school="school_key",
    day="done_on",
)

done = Measure(
    1,
    "milestones_done",
    _("Milestones done"),
    MonitoringElement.IMPLEMENTATION,
    "milestones",
    MILESTONES,
    Count("pk"),
)

MEASURES = [done]
