"""Whom walkthroughs tell what. Called in the transaction of the event it tells."""

from django.utils.translation import gettext_lazy as _

from district.access import Can
from district.models.notices import Group
from district.notices import Kind, tell
from partnerships.models import Recommendation


def recommendations_over(notices):
    """Settled where it is done or dropped, or given to somebody else."""
    still = Recommendation.objects.open().filter(pk__in=[one.about_id for one in notices])
    owners = dict(still.values_list("pk", "owner"))
    return {one.pk for one in notices if owners.get(one.about_id) != one.recipient_id}


RECOMMENDATION = Kind(
    "walkthrough.recommendation",
    Group.OWN_WORK,
    _("%(person)s gave you a recommendation of the walkthrough at %(school)s: “%(recommendation)s”."),
    Can.VIEW_WALKTHROUGH,
    recommendations_over,
)
KINDS = {RECOMMENDATION.code: RECOMMENDATION}


def of_recommendation(one, *, by):
    tell(
        RECOMMENDATION,
        [one.owner],
        about=one,
        path=one.get_absolute_url(),
        key=f"recommendation-{one.pk}-{one.owner_id}",
        by=by,
        school=one.walkthrough.school,
        recommendation=one.text,
    )
