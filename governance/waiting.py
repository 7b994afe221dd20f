"""What waits for a council, declared: one function for each kind of business. A meeting's agenda draws from it."""

from dataclasses import dataclass, field

from django.utils import translation
from django.utils.translation import gettext as _

from governance.models.meeting_rules import ItemKind
from plans.models import SchoolActionPlan
from plans.models.action_plans import EDITABLE


@dataclass(frozen=True)
class Waiting:
    """One thing: a key for the page, its words, where to read it, and the fields of the agenda item it becomes."""

    key: str
    title: str
    url: str
    fields: dict = field(default_factory=dict)


def plan_advice(council):
    """Action plans of the school that are still written and have neither the council's advice nor a reason for none."""
    plans = SchoolActionPlan.objects.filter(
        school=council.school_id, state__in=EDITABLE, advice="", no_advice_reason=""
    ).select_related("school")
    for plan in plans:
        yield Waiting(
            f"plan-{plan.pk}",
            advice_title(plan),
            plan.get_absolute_url(),
            {
                "action_plan": plan,
                "kind": ItemKind.DECISION,
                "title": in_language("en", plan),
                "title_es": in_language("es", plan),
                "minutes": 20,
            },
        )


def advice_title(plan):
    return _("Advice on the school's action plan for %(year)s") % {"year": plan.year_label}


def in_language(language, plan):
    with translation.override(language):
        return advice_title(plan)


KINDS = (plan_advice,)


def waiting_for(council):
    """Everything that waits for a council, kind by kind."""
    return [one for kind in KINDS for one in kind(council)]


def not_on(meeting, waiting):
    """What of it is not on a meeting's agenda yet."""
    plans = {item.action_plan_id for item in meeting.items.all()}
    return [one for one in waiting if one.fields["action_plan"].pk not in plans]
