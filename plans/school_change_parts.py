"""What becomes of a school's action plan and its Title I money when it closes."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.school_changes import ChangePart
from district.year_passages import Becomes, Looked
from plans.models import SchoolActionPlan
from plans.models.action_plans import PlanState
from plans.models.title_one import SchoolAllocation

ROOM = gettext_lazy("The plan")


def action_plans(school, last_day):
    found = SchoolActionPlan.objects.filter(school=school).exclude(state=PlanState.CLOSED)
    in_the_way = ()
    if found.exists():
        words = _("The school's action plan is not closed: look back at the year before its last day.")
        address = f"{reverse('plans:action-plan-list')}?year={school_years.fall_year_of(last_day)}"
        in_the_way = ((words, address),)
    says = _("Plans stay readable under the school. No plan is asked for after the last day.")
    return Looked(found.count(), says, in_the_way=in_the_way)


def allocations(school, last_day):
    year = school_years.fall_year_of(last_day)
    found = SchoolAllocation.objects.filter(school=school, budget__school_year__fall_year__gte=year)
    says = _(
        "Shares of the Title I engagement budget of the year and later. What is not spent is given to others by hand."
    )
    return Looked(found.count(), says)


PARTS = [
    ChangePart(
        "plans.action_plans", ROOM, gettext_lazy("School action plans not closed"), Becomes.GOES_ON, action_plans
    ),
    ChangePart("plans.title_one", ROOM, gettext_lazy("Title I shares"), Becomes.BY_HAND, allocations),
]
