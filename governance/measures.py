"""What is counted of School Governance Councils, of school-family compacts, and of training."""

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from governance.models import (
    Advice,
    CompactTalks,
    CouncilMeeting,
    DutyStanding,
    EffectivenessProfile,
    ImprovementAction,
    InputSession,
    TrainingModule,
    TrainingRecord,
    TrainingSession,
)
from governance.models.advices import FOLLOWED
from governance.models.training import SessionState
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
    Count("pk", filter=Q(answered_on__isnull=False)),
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

TRAINING = _("Council training")


def sessions_held():
    """A plain queryset: that of a translated model selects every column where it is grouped by expressions alone."""
    return QuerySet(TrainingSession).filter(state=SessionState.HELD)


TRAININGS = Source(
    name="training_sessions",
    label=_("Training sessions"),
    rows=sessions_held,
    school="school_key",
    day="held_on",
    theme=TRAINING,
)
TRAINED = Source(
    name="training_records",
    label=_("Trainings completed"),
    rows=TrainingRecord.objects.confirmed,
    school="school_id",
    day="day",
    slices="module",
    slice_rows=TrainingModule.objects.all,
    theme=TRAINING,
)

training_sessions = Measure(
    1,
    "training_sessions_held",
    _("Training sessions held"),
    MonitoringElement.LEADERSHIP,
    "sessions",
    TRAININGS,
    Count("pk"),
)
training_others = Measure(
    2,
    "training_others",
    _("Others at training sessions"),
    MonitoringElement.LEADERSHIP,
    "adults",
    TRAININGS,
    Sum(F("families_total") + F("staff_total") + F("others_total")),
)
trained = Measure(
    1,
    "trainings_completed",
    _("Trainings completed"),
    MonitoringElement.LEADERSHIP,
    "trainings",
    TRAINED,
    Count("pk"),
)
members_trained = Measure(
    2,
    "trainings_of_members",
    _("Trainings completed by council members"),
    MonitoringElement.LEADERSHIP,
    "trainings",
    TRAINED,
    Count("pk", filter=Q(term__isnull=False)),
)
trained_when_due = Measure(
    3,
    "trainings_with_a_day",
    _("Trainings completed that were due by a day"),
    MonitoringElement.LEADERSHIP,
    "trainings",
    TRAINED,
    Count("pk", filter=Q(due_on__isnull=False)),
)
trained_in_time = Measure(
    4,
    "trainings_in_time",
    _("Trainings completed by the day they were due"),
    MonitoringElement.LEADERSHIP,
    "trainings",
    TRAINED,
    Count("pk", filter=Q(due_on__isnull=False, day__lte=F("due_on"))),
)

MEASURES = [
    held, with_quorum, sessions, heard, conferences, discussed, duties_due, duties_done, duties_in_time, advice_given,
    advice_answered, advice_in_time, advice_adopted, profiles_closed, improvements_done,
    training_sessions, training_others, trained, members_trained, trained_when_due, trained_in_time,
]  # fmt: skip
RATIOS = [
    Ratio(
        "council_duties_done_share", _("Share of yearly duties of councils done in time"), duties_in_time, duties_due
    ),
    Ratio("council_advices_share", _("Share of advice answered in time"), advice_in_time, advice_given),
    Ratio("training_in_time_share", _("Share of trainings completed in time"), trained_in_time, trained_when_due),
    Ratio("quorum_share", _("Share of council meetings with a quorum"), with_quorum, held),
    Ratio("compact_discussed_share", _("Share of conferences with the compact"), discussed, conferences),
]
