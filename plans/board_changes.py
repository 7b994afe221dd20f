"""News of plans, for the board: approved action plans, milestones that are done, what was reported of initiatives."""

from django.db.models import Count
from django.utils.translation import gettext as _

from indicators.scorecard.changes import Change
from plans.models import Completion, PlanVersion, StatusUpdate
from plans.models.implementation import Rating


def of_plans(period):
    """Three queries."""
    approved = PlanVersion.objects.filter(kind=PlanVersion.Kind.APPROVED, frozen_on__range=period.days)
    updates = StatusUpdate.objects.filter(on__range=period.days).order_by()
    ratings = dict(updates.values_list("rating").annotate(total=Count("pk")))
    return [
        Change(
            "plans_approved",
            _("School action plans approved"),
            approved.aggregate(total=Count("plan", distinct=True))["total"],
            page="plans:action-plan-list",
        ),
        Change(
            "milestones_done",
            _("Milestones done"),
            Completion.objects.filter(done_on__range=period.days).count(),
            _("What each school does for itself counts once for each school."),
            "plans:plan-overview",
        ),
        Change(
            "status_updates",
            _("Status updates on initiatives"),
            sum(ratings.values()),
            page="plans:plan-overview",
            details=tuple((f"{one.label}: {ratings[one]}", "") for one in Rating if ratings.get(one)),
        ),
    ]
