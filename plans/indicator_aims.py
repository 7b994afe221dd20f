"""What of the plans aims at an indicator, for the indicator's page."""

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district.access import Can, may
from indicators.aims import Aim, Link
from plans.models import Initiative, PlanGoal, SchoolActionPlan, Story
from plans.models.action_plans import PlanState

AGREED = [PlanState.APPROVED, PlanState.CLOSED]


def initiatives(asked):
    """The initiatives that name the indicator, in the plan or by the district's own entry; public. Two queries."""
    named = Q(indicators=asked.indicator) | Q(aims__indicator=asked.indicator)
    found = Initiative.objects.filter(named).select_related("priority_action__cycle").distinct().order_by("code")
    in_plan = set(asked.indicator.initiatives.values_list("pk", flat=True))
    links = [
        Link(str(one), one.get_absolute_url(), "" if one.pk in in_plan else _("the district's own entry"))
        for one in found
    ]
    if not links:
        return None
    words = ngettext(
        "%(number)s initiative is meant to move it.", "%(number)s initiatives are meant to move it.", len(links)
    )
    url = reverse("plans:plan-overview")
    return Aim(_("Initiatives of the plan"), words % {"number": len(links)}, links, url)


def stories(asked):
    """Stories about the indicator that everybody may read today, the newest first. One query."""
    found = Story.objects.shown().filter(indicator=asked.indicator).newest()
    links = [Link(one.title, one.get_absolute_url(), date_format(one.happened_on)) for one in found]
    if not links:
        return None
    words = ngettext("%(number)s story is told of it.", "%(number)s stories are told of it.", len(links))
    return Aim(_("Stories"), words % {"number": len(links)}, links, reverse("stories:list"))


def goals(asked):
    """Goals of the school action plans that were approved for the year, for those who may read them. One query."""
    if not may(asked.user, Can.VIEW_ACTION_PLAN):
        return None
    agreed = SchoolActionPlan.objects.visible_to(asked.user).in_year(asked.fall_year).filter(state__in=AGREED)
    found = PlanGoal.objects.filter(plan__in=agreed, indicator=asked.indicator).select_related("plan__school")
    links = [
        Link(str(goal.plan.school), goal.plan.get_absolute_url(), goal.statement)
        for goal in found.order_by("plan__school__name", "pk")
    ]
    if not links:
        return None
    words = {"goals": len(links), "schools": len({link.url for link in links})}
    sentence = _("Goals in approved action plans: %(goals)s, at %(schools)s schools.") % words
    url = f"{reverse('plans:action-plan-list')}?year={asked.fall_year}"
    return Aim(_("Goals of schools"), sentence, links, url)
