"""What is counted of the training of councils."""

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from governance.models import TrainingModule, TrainingRecord, TrainingSession
from governance.models.training import SessionState
from indicators.measures import Measure, Ratio, Source
from indicators.models.reference import MonitoringElement

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

MEASURES = [training_sessions, training_others, trained, members_trained, trained_when_due, trained_in_time]
RATIOS = [
    Ratio("training_in_time_share", _("Share of trainings completed in time"), trained_in_time, trained_when_due),
]
