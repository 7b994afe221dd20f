"""All addresses of the public site for search engines: each page in each language. That they are the same page the
pages say themselves (`components/shared.html`); to say it here again made the list three times as long."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from district.models import School
from governance.models import Council, CouncilMeeting
from indicators.models import Indicator
from plans.models import Initiative, PlanCycle, PriorityAction, Story

ALWAYS = (
    "home", "plans:plan-overview", "stories:list", "district:school-list", "indicators:district-dashboard",
    "governance:compact-public-list", "governance:advisory-answers", "partnerships:survey-list",
    "partnerships:standards", "data", "help", "accessibility", "personal-data",
)  # fmt: skip
MEETINGS = 500  # at most, the latest
MEETINGS_OF = timedelta(days=365)  # older ones are found from the page of their council


def paths():
    """The paths of all pages, in a steady order. Eight queries."""
    meetings = CouncilMeeting.objects.published().filter(held_on__gte=timezone.localdate() - MEETINGS_OF)[:MEETINGS]
    yield from (reverse(name) for name in ALWAYS)
    yield from (cycle.get_absolute_url() for cycle in PlanCycle.objects.all())
    yield from (reverse("plans:theory-detail", args=[cycle.code]) for cycle in PlanCycle.objects.all())
    yield from (action.get_absolute_url() for action in PriorityAction.objects.select_related("cycle"))
    yield from (one.get_absolute_url() for one in Initiative.objects.select_related("priority_action__cycle"))
    yield from (one.get_absolute_url() for one in Indicator.objects.order_by("position"))
    for school in School.objects.open_on(timezone.localdate()).order_by("code"):
        yield school.get_absolute_url()
        yield reverse("indicators:school-dashboard", args=[school.code])
    for code in Council.objects.order_by("school__code").values_list("school__code", flat=True):
        yield reverse("governance:council-detail", args=[code])
    yield from (one.get_absolute_url() for one in meetings)
    yield from (one.get_absolute_url() for one in Story.objects.shown().newest())


# Nothing for search engines: what asks for a person, and each table again as a file.
NOT_FOR_ROBOTS = ("/accounts/", "/search/", "/*?*format=", "/*?*sort=", "/*?*page=", "/calendar/", "/mail/")
