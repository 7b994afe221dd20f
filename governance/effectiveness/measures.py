"""What is counted of the profiles of councils and of what they improve."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from governance.models import EffectivenessProfile, ImprovementAction
from indicators.measures import Measure, Source
from indicators.models.reference import MonitoringElement

PROFILES = Source(
    name="council_profiles",
    label=_("Council profiles"),
    rows=EffectivenessProfile.objects.closed,
    school="school_id",
    day="closed_on",
    theme=_("How councils work"),
)
IMPROVEMENTS = Source(
    name="council_improvements",
    label=_("Improvements of councils"),
    rows=ImprovementAction.objects.done,
    school="school_id",
    day="ended_on",
    theme=_("How councils work"),
)
profiles_closed = Measure(
    1,
    "council_profiles_closed",
    _("Council profiles closed"),
    MonitoringElement.LEADERSHIP,
    "profiles",
    PROFILES,
    Count("pk"),
)
improvements_done = Measure(
    1,
    "council_improvements_done",
    _("Improvements of councils done"),
    MonitoringElement.LEADERSHIP,
    "actions",
    IMPROVEMENTS,
    Count("pk"),
)

MEASURES = [profiles_closed, improvements_done]
RATIOS = []
