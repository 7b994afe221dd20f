"""What is counted of school-family compacts."""

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from governance.models import CompactHandedOut, CompactTalks, CompactTranslation, CompactVersion, InputSession
from governance.models.compacts import DocumentKind
from indicators.measures import Measure, Ratio, Source
from indicators.models.reference import MonitoringElement

COMPACTS = _("School-family compacts")
SESSIONS = Source(
    name="compact_sessions",
    label=_("Families heard on compacts"),
    rows=lambda: InputSession.objects.filter(version__compact__kind=DocumentKind.COMPACT),
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

APPROVALS = Source(
    name="compact_approvals",
    label=_("Compacts approved"),
    rows=lambda: CompactVersion.objects.approved().filter(compact__kind=DocumentKind.COMPACT),
    school="school_id",
    day="approved_on",
    theme=COMPACTS,
)
LANGUAGES = Source(
    name="compact_languages",
    label=_("Compacts published in other languages"),
    rows=lambda: CompactTranslation.objects.filter(
        version__compact__kind=DocumentKind.COMPACT, published_on__isnull=False
    ),
    school="school_id",
    day="published_on",
    theme=COMPACTS,
)
COPIES = Source(
    name="compact_copies",
    label=_("Compacts handed out"),
    rows=lambda: CompactHandedOut.objects.filter(version__compact__kind=DocumentKind.COMPACT),
    school="school_id",
    day="given_on",
    theme=COMPACTS,
)


def measure(slot, code, label, source, aggregate, unit, element=MonitoringElement.IMPLEMENTATION):
    return Measure(slot, f"compact_{code}", label, element, unit, source, aggregate)


approved = measure(1, "approved", _("Versions of compacts approved"), APPROVALS, Count("pk"), "versions")
in_time = measure(
    2,
    "approved_in_time",
    _("Versions of compacts approved by the district's day"),
    APPROVALS,
    Count("pk", filter=Q(is_in_time=True)),
    "versions",
)
published = measure(1, "published", _("Translations of compacts published"), LANGUAGES, Count("pk"), "translations")
copies = measure(1, "copies", _("Copies of compacts handed out or sent"), COPIES, Sum("copies_total"), "copies")
acknowledged = measure(
    2, "acknowledged", _("Sheets about compacts that came back"), COPIES, Sum("acknowledged_total"), "sheets"
)
# Slots 3 to 8: by channel.
BY_CHANNEL = {
    "HOME": _("Copies of compacts sent home with students"),
    "CONFERENCE": _("Copies of compacts handed over at conferences"),
    "EVENT": _("Copies of compacts handed out at events"),
    "MAIL": _("Copies of compacts sent by mail"),
    "EMAIL": _("Compacts sent by e-mail"),
    "MESSAGE": _("Compacts sent as text message or by app"),
}
by_channel = [
    measure(slot, f"copies_{code.lower()}", label, COPIES, Sum("copies_total", filter=Q(channel=code)), "copies")
    for slot, (code, label) in enumerate(BY_CHANNEL.items(), start=3)
]

MEASURES = [sessions, heard, approved, in_time, published, copies, *by_channel, acknowledged, conferences, discussed]
RATIOS = [
    Ratio("compact_in_time_share", _("Share of compact approvals by the district's day"), in_time, approved),
    Ratio("compact_discussed_share", _("Share of conferences with the compact"), discussed, conferences),
]
