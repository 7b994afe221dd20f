"""Check-ins of a school action plan: a look at the year so far, begun with what the portal counted since the last one
(features, row 20)."""

from dataclasses import dataclass

from django.utils import timezone

from district import school_years
from indicators import engagement
from indicators.measures import declared
from plans.models import ActionStep, CheckIn
from plans.models.action_plans import StepState

# What a school's own work with families shows in; the order of the page.
SHOWN = ("activities_logged", "families_attending", "council_meetings_held")


@dataclass(frozen=True)
class Counted:
    """One line of what was counted: its label and the number."""

    label: str
    number: int


def window(plan, today=None):
    """(first day, last day) that the next check-in looks at: since the last one, else since the year began."""
    today = today or timezone.localdate()
    last = plan.check_ins.order_by("-on").values_list("on", flat=True).first()
    since = last or school_years.first_day(plan.fall_year)
    return since, min(max(today, since), school_years.last_day(plan.fall_year))


def count(plan, since, until):
    """What happened at the school in these days: its steps, and the measures by whole months. Two queries.

    Months count whole: what was logged earlier in the first month is in it too.
    """
    steps = list(ActionStep.objects.filter(goal__plan=plan).values_list("due_on", "done_on"))
    done = [done_on is not None and done_on <= until for _due_on, done_on in steps]
    late = [due_on < until and not is_done for (due_on, _done_on), is_done in zip(steps, done, strict=True)]
    months = engagement.school_by_month(plan.school_id, plan.fall_year).months
    within = [month for month in months if since.replace(day=1) <= month.first_day <= until]
    measures = {
        code: sum(month.figures.counts.get(code, 0) for month in within) for code in SHOWN if code in declared()
    }
    return {
        "steps_done": sum(done),
        "steps_total": len(steps),
        "steps_late": sum(late),
        "measures": measures,
    }


def lines(counted):
    """The measures of what was counted, in the reader's words; what is no longer declared is left out."""
    known = declared()
    return [
        Counted(known[code].label, known[code].shown(number))
        for code, number in counted.get("measures", {}).items()
        if code in known
    ]


def new_for(plan, by, today=None):
    """An unsaved check-in with its window and counts: the mid-year one first, then others."""
    since, until = window(plan, today)
    has_mid_year = plan.check_ins.filter(kind=CheckIn.Kind.MID_YEAR).exists()
    kind = CheckIn.Kind.OTHER if has_mid_year else CheckIn.Kind.MID_YEAR
    return CheckIn(plan=plan, by=by, kind=kind, since=since, on=until, counted=count(plan, since, until))


def open_steps(plan):
    """The steps that are not done yet, those that are late first."""
    steps = ActionStep.objects.filter(goal__plan=plan).exclude(state=StepState.DONE)
    return steps.select_related("goal").order_by("due_on", "pk")
