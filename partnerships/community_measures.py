"""What is counted of how results are told (initiative 2.3). How many a message went to is counted by the activity that
it names, or not at all: outreach is one measure of the activities (decision 022)."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from indicators.measures import Measure, Ratio, Source
from indicators.models.reference import MonitoringElement
from partnerships.models import ResultsMessage

MESSAGES = Source(
    name="results_messages",
    label=_("Results told"),
    rows=ResultsMessage.objects.all,
    school="school_key",
    day="sent_on",
    theme=_("What families hear of the work"),
)
told = Measure(
    1,
    "results_messages",
    _("Times that results were told"),
    MonitoringElement.IMPLEMENTATION,
    "messages",
    MESSAGES,
    Count("pk"),
)
not_english_alone = Measure(
    2,
    "results_messages_in_other_languages",
    _("Times that results were told in another language than English"),
    MonitoringElement.IMPLEMENTATION,
    "messages",
    MESSAGES,
    Count("pk", filter=~Q(languages__contained_by=["en"])),
)

MEASURES = [told, not_english_alone]
RATIOS = [
    Ratio(
        "results_messages_in_other_languages_share",
        _("Share of results told in another language than English"),
        not_english_alone,
        told,
    )
]
