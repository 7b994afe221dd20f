"""The end of a walkthrough: what it still lacks, and closing it for good.

A walkthrough is counted once (decision 022). Closing makes one engagement activity of it, or takes the one that
somebody logged for that school and day; measures of walkthroughs count the walkthrough, those of activities the entry.
"""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from indicators.tasks import ring
from partnerships.activity_types import ActivityType
from partnerships.choices import Audience
from partnerships.models import Activity, Rating, Walkthrough
from partnerships.models.walkthroughs import COMMUNITY_ROLES, FAMILY_ROLES, STAFF_ROLES, TeamRole
from partnerships.walkthroughs import notices
from plans.models import Initiative

INITIATIVE = "1.1"


class Refused(Exception):
    """A walkthrough cannot be closed now; says in words why."""


def obstacles(walkthrough, today=None):
    """What stands in the way of closing, in words."""
    found = []
    if walkthrough.held_on > (today or timezone.localdate()):
        found.append(_("It has not been held yet."))
    if not walkthrough.team.exclude(role="").exists():
        found.append(_("Say who walked along, as counts."))
    agreed = set(walkthrough.agreed.values_list("item", flat=True))
    if not agreed:
        found.append(_("The team has agreed on nothing yet."))
    rated = Rating.objects.filter(sheet__walkthrough=walkthrough, level__isnull=False)
    if waiting := set(rated.values_list("item", flat=True)) - agreed:
        found.append(_("Items that were rated wait for the team's rating: %(total)s.") % {"total": len(waiting)})
    return found


@transaction.atomic
def close(walkthrough, *, by):
    """Close it for good; ratings, words and recommendations stay as they are from now on. Raises Refused."""
    walkthrough = Walkthrough.objects.select_for_update().get(pk=walkthrough.pk)
    if walkthrough.is_closed:
        return walkthrough
    if reasons := obstacles(walkthrough):
        raise Refused(" ".join(reasons))
    recommendations = list(walkthrough.recommendations.select_related("owner"))
    walkthrough.activity = activity_of(walkthrough, by)
    walkthrough.recommendations_total = len(recommendations)
    walkthrough.closed_on, walkthrough.closed_by = timezone.localdate(), by
    walkthrough.save()
    for one in recommendations:
        if one.owner_id and one.is_open:
            notices.of_recommendation(one, by=by)
    ring()
    return walkthrough


def activity_of(walkthrough, by):
    """The one entry among the engagement activities: the one logged by hand for that school and day, else a new one."""
    logged = Activity.objects.kept().filter(
        school=walkthrough.school, held_on=walkthrough.held_on, activity_type=ActivityType.WALKTHROUGH, walkthrough=None
    )
    return logged.order_by("pk").first() or _new_activity(walkthrough, by)


def _new_activity(walkthrough, by):
    totals = dict(walkthrough.team.exclude(role="").values_list("role", "total"))

    def people(roles):
        return sum(totals.get(role, 0) for role in roles) or None

    with translation.override("en"):  # a record of the portal, like all that is entered in its own language
        title, reason = str(_("Welcoming walkthrough")), str(_("A walkthrough looks at the whole school."))
    activity = Activity.objects.create(
        school=walkthrough.school,
        held_on=walkthrough.held_on,
        activity_type=ActivityType.WALKTHROUGH,
        title=title,
        no_indicator_reason=reason,
        audience=Audience.BOTH,
        languages_offered=walkthrough.languages,
        adults_total=people(FAMILY_ROLES),
        students_total=people([TeamRole.STUDENT]),
        staff_total=people(STAFF_ROLES),
        community_total=people(COMMUNITY_ROLES),
        logged_by=by,
    )
    activity.initiatives.set(Initiative.objects.filter(code=INITIATIVE).order_by("-priority_action__cycle")[:1])
    return activity
