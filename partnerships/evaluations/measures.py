"""What is counted of evaluations at schools, in the month in which they are due; and of what was agreed and done. Those
of the district as a whole are on the page of evaluations only."""

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from indicators.measures import Measure, Ratio, Source
from indicators.models.reference import MonitoringElement
from partnerships.models import AgreedAction, Evaluation

THEME = _("How partnerships go")


def done_at_schools():
    return AgreedAction.objects.done().exclude(school=None)


EVALUATIONS = Source(
    name="partner_evaluations",
    label=_("Evaluations of partnerships"),
    rows=Evaluation.objects.of_schools,
    school="school_id",
    day="due_on",
    theme=THEME,
)
ACTIONS = Source(
    name="partner_actions",
    label=_("Agreed actions of partnerships"),
    rows=done_at_schools,
    school="school_id",
    day="ended_on",
    theme=THEME,
)


def _measure(slot, code, label, unit, source, where=None):
    return Measure(slot, code, label, MonitoringElement.IMPLEMENTATION, unit, source, Count("pk", filter=where))


due = _measure(
    1, "partner_evaluations_due", _("Evaluations of partnerships due"), "evaluations", EVALUATIONS
)  # fmt: skip
complete = _measure(
    2,
    "partner_evaluations_complete",
    _("Evaluations of partnerships complete"),
    "evaluations",
    EVALUATIONS,
    Q(shared_on__isnull=False),
)
on_time = _measure(
    3,
    "partner_evaluations_on_time",
    _("Evaluations of partnerships complete on time"),
    "evaluations",
    EVALUATIONS,
    Q(shared_on__lte=F("due_on")),
)
actions_done = _measure(
    1, "partner_actions_done", _("Agreed actions of partnerships done"), "actions", ACTIONS
)  # fmt: skip
actions_on_time = _measure(
    2,
    "partner_actions_on_time",
    _("Agreed actions of partnerships done on time"),
    "actions",
    ACTIONS,
    Q(ended_on__lte=F("due_on")),
)

MEASURES = [due, complete, on_time, actions_done, actions_on_time]
RATIOS = [
    Ratio("partner_evaluations_complete_share", _("Evaluations of partnerships that are complete"), complete, due),
    Ratio("partner_actions_on_time_share", _("Agreed actions done on time"), actions_on_time, actions_done),
]
