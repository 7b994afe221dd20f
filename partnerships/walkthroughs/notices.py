"""Whom walkthroughs tell what. Called in the transaction of the event it tells."""

from django.utils.translation import gettext_lazy as _

from district.access import Can
from district.following import ended_or_given_away
from district.models.notices import Group
from district.notices import Kind, tell
from partnerships.models import Recommendation

RECOMMENDATION = Kind(
    "walkthrough.recommendation",
    Group.OWN_WORK,
    _("%(person)s gave you a recommendation of the walkthrough at %(school)s: “%(recommendation)s”."),
    Can.VIEW_WALKTHROUGH,
    ended_or_given_away(Recommendation),
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
