"""News of partners and of what families said, for the board."""

from django.utils.translation import gettext as _

from indicators.scorecard.changes import Change
from partnerships.models import Agreement, Evaluation, Survey, Walkthrough
from partnerships.models.agreements import ONCE_ACTIVE


def of_partnerships(period):
    """Four queries."""
    days = period.days
    begun = Agreement.objects.filter(starts_on__range=days, state__in=ONCE_ACTIVE)
    return [
        Change(
            "agreements_begun",
            _("Agreements with partners that began"),
            begun.count(),
            page="partnerships:agreement-list",
        ),
        Change(
            "evaluations_shared",
            _("Evaluations of partnerships shared"),
            Evaluation.objects.filter(shared_on__range=days).count(),
            page="partnerships:evaluation-summary",
        ),
        Change(
            "surveys_published",
            _("Surveys with published results"),
            Survey.objects.filter(published_on__range=days, is_public=True).count(),  # as everybody finds them listed
            page="partnerships:survey-list",
        ),
        Change(
            "walkthroughs_closed",
            _("Welcoming walkthroughs closed"),
            Walkthrough.objects.filter(closed_on__range=days).count(),
            page="partnerships:walkthrough-list",
        ),
    ]
