"""What is counted of the plan's own work."""

from django.conf import settings
from django.db.models import BigIntegerField, Count, DateField, F, Func, Q, Sum, Value
from django.utils.translation import gettext_lazy as _

from indicators.measures import Measure, Ratio, Source
from indicators.models.reference import MonitoringElement
from indicators.models.rollups import DISTRICT_WIDE
from plans.models import ActionStep, Completion, Milestone, PlanVersion
from plans.models.action_plans import StepState

IMPLEMENTATION = MonitoringElement.IMPLEMENTATION
CARRYING_OUT = _("How the plan is carried out")
Kind = PlanVersion.Kind

MILESTONES = Source(
    name="milestones",
    label=_("Milestones of the implementation plans"),
    rows=Completion.objects.all,
    school="school_key",
    day="done_on",
    theme=CARRYING_OUT,
    note=_("Of milestones done, what each school does for itself counts once for each school."),
)


class Today(Func):
    """The district's present day, asked of the database when the statement runs (statements are kept)."""

    output_field = DateField()

    def as_sql(self, compiler, connection, **context):
        return "(now() AT TIME ZONE %s)::date", [settings.TIME_ZONE]


def milestones_of_the_district():
    """Those in force that the district does itself, once their day has come.

    What each school does for itself has no one day of being done. A day that comes changes no row, so
    `plans.implementation.mark_due` marks its month every night.
    """
    rows = Milestone.objects.in_force().filter(each_school=False, due_on__lte=Today())
    return rows.annotate(school_key=Value(DISTRICT_WIDE, output_field=BigIntegerField()))


MILESTONES_DUE = Source(
    name="milestones_due",
    label=_("Milestones by the day they are due"),
    rows=milestones_of_the_district,
    school="school_key",
    day="due_on",
    theme=CARRYING_OUT,
)
STEPS = Source(
    name="action_steps",
    label=_("Steps of the school action plans"),
    rows=lambda: ActionStep.objects.filter(state=StepState.DONE),
    school="goal__plan__school_id",
    day="done_on",
    theme=CARRYING_OUT,
)
VERSIONS = Source(
    name="plan_versions",
    label=_("Decisions on school action plans"),
    rows=PlanVersion.objects.all,
    school="school_id",
    day="frozen_on",
    theme=CARRYING_OUT,
)


def count(slot, code, label, unit, source, only=None):
    return Measure(slot, code, label, IMPLEMENTATION, unit, source, Count("pk", filter=only))


done = count(1, "milestones_done", _("Milestones done"), "milestones", MILESTONES)
done_late = count(
    2,
    "milestones_done_late",
    _("Milestones done after the day they were due"),
    "milestones",
    MILESTONES,
    Q(done_on__gt=F("due_on_then")),
)
due = count(1, "milestones_due", _("Milestones of the district that were due"), "milestones", MILESTONES_DUE)
steps_done = count(1, "action_steps_done", _("Steps of school action plans done"), "steps", STEPS)
steps_done_late = count(
    2,
    "action_steps_done_late",
    _("Steps done after the day they were due"),
    "steps",
    STEPS,
    Q(done_on__gt=F("due_on")),
)
submitted = count(1, "plans_submitted", _("School action plans submitted"), "plans", VERSIONS, Q(kind=Kind.SUBMITTED))
returned = count(2, "plans_returned", _("School action plans returned"), "plans", VERSIONS, Q(kind=Kind.RETURNED))
approved = count(3, "plans_approved", _("School action plans approved"), "plans", VERSIONS, Q(kind=Kind.APPROVED))
days_in_review = Measure(
    4,
    "plan_review_days",
    _("Days that plans waited for central office, all together"),
    IMPLEMENTATION,
    "days",
    VERSIONS,
    Sum("days_waited"),
)

MEASURES = [
    done,
    done_late,
    due,
    steps_done,
    steps_done_late,
    submitted,
    returned,
    approved,
    days_in_review,
]
RATIOS = [
    Ratio("milestones_late_share", _("Share of done milestones that were late"), done_late, done),
    Ratio("action_steps_late_share", _("Share of done steps that were late"), steps_done_late, steps_done),
]
