"""What is counted of welcoming walkthroughs (initiative 1.1, facts 7.2): held, recommended, done.

Only closed ones count, on the day they were held. The engagement activity that closing makes is counted by the measures
of activities; nothing here counts it again (decision 022).
"""

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from indicators.measures import Measure, Source
from indicators.models.reference import MonitoringElement
from partnerships.models import Recommendation, Walkthrough

WALKTHROUGHS = Source(
    name="walkthroughs",
    label=_("Welcoming walkthroughs"),
    rows=Walkthrough.objects.closed,
    school="school_id",
    day="held_on",
    theme=_("How welcoming schools are"),
)
RECOMMENDATIONS = Source(
    name="walkthrough_recommendations",
    label=_("Recommendations of walkthroughs"),
    rows=Recommendation.objects.done,
    school="school_id",
    day="ended_on",
    theme=_("How welcoming schools are"),
)
held = Measure(
    1,
    "walkthroughs_held",
    _("Welcoming walkthroughs held"),
    MonitoringElement.IMPLEMENTATION,
    "walkthroughs",
    WALKTHROUGHS,
    Count("pk"),
)
recommended = Measure(
    2,
    "walkthrough_recommendations_made",
    _("Recommendations made in walkthroughs"),
    MonitoringElement.IMPLEMENTATION,
    "recommendations",
    WALKTHROUGHS,
    Sum("recommendations_total", default=0),
)
done = Measure(
    1,
    "walkthrough_recommendations_done",
    _("Recommendations of walkthroughs carried out"),
    MonitoringElement.IMPLEMENTATION,
    "recommendations",
    RECOMMENDATIONS,
    Count("pk"),
)

MEASURES = [held, recommended, done]
RATIOS = []
