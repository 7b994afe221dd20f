"""What is counted of School Governance Councils and of school-family compacts."""

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext_lazy as _

from governance.models import CompactTalks, CouncilMeeting, EffectivenessProfile, ImprovementAction, InputSession
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

MEASURES = [held, with_quorum, sessions, heard, conferences, discussed, profiles_closed, improvements_done]
RATIOS = [
    Ratio("quorum_share", _("Share of council meetings with a quorum"), with_quorum, held),
    Ratio("compact_discussed_share", _("Share of conferences with the compact"), discussed, conferences),
]
