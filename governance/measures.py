"""What is counted of the meetings of School Governance Councils."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from governance.models import CouncilMeeting
from governance.models.meetings import is_quorate
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
    Count("pk", filter=is_quorate()),
)

MEASURES = [held, with_quorum]
RATIOS = [Ratio("quorum_share", _("Share of council meetings with a quorum"), with_quorum, held)]
