"""Every list of the plans as a file: one row per thing, with its number, the codes it hangs on, and days in ISO form.

A list holds what its reader may see. Rows are read in parts and handed on as they come, so that a file of 1,800 schools
takes no more memory than one of forty; the number of queries grows with the parts, not with the rows.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import names, school_years
from plans import implementation
from plans.models import ActionStep, BudgetLine, InitiativeWork, PlanComment, PlanGoal, SchoolActionPlan, StatusUpdate
from plans.models.action_plans import PlanState, StepState

ROWS_AT_ONCE = 2000


@dataclass(frozen=True)
class PlanList:
    """A list as a file. `of_year`: its rows are those of one school year; `rows` takes the reader and that year."""

    name: str
    label: str
    text: str
    of_year: bool
    headers: Callable
    rows: Callable


def yes_or_no(flag):
    return _("Yes") if flag else _("No")


def moment(at):
    """A time as ISO writes it, to the second, with the distance from UTC."""
    return timezone.localtime(at).isoformat(timespec="seconds")


# ---------------------------------------------------------------------- school action plans


def visible_plans(user, fall_year):
    return SchoolActionPlan.objects.visible_to(user).in_year(fall_year)


def plan_headers():
    return [_("Number of the plan"), _("State code"), _("School"), _("School year"), _("State of the plan")]


def plan_cells(plan):
    return plan.pk, plan.school.code, plan.school.name, plan.year_label, plan.get_state_display()


def goal_headers():
    return [
        _("Number of the goal"), *plan_headers(), _("Indicator"), _("Goal"), _("Target of the school"), _("How"),
        _("Initiatives"),
    ]  # fmt: skip


def goal_rows(user, fall_year):
    goals = PlanGoal.objects.filter(plan__in=visible_plans(user, fall_year)).select_related("plan__school")
    goals = goals.prefetch_related("initiatives").order_by("plan__school__name", "plan__school__code", "pk")
    for goal in goals.iterator(ROWS_AT_ONCE):
        initiatives = " ".join(sorted(one.code for one in goal.initiatives.all()))
        yield (
            goal.pk, *plan_cells(goal.plan), goal.indicator_id, goal.statement, goal.target_value, goal.strategy,
            initiatives,
        )  # fmt: skip


def step_headers():
    return [
        _("Number of the step"), _("Number of the goal"), *plan_headers(), _("Indicator"), _("Goal"), _("Step"),
        _("Who does it"), _("Until"), _("State"), _("What it takes"), _("Families will be able to do more"),
        _("Staff will be able to do more"), _("What shows it"), _("Done on"),
    ]  # fmt: skip


STEP_COLUMNS = (
    "pk", "goal", "goal__plan", "goal__plan__school__code", "goal__plan__school__name", "goal__plan__fall_year",
    "goal__plan__state", "goal__indicator", "goal__statement", "what", "who", "due_on", "state", "resources",
    "grows_families", "grows_staff", "evidence", "done_on",
)  # fmt: skip


def step_rows(user, fall_year):
    """Plain values instead of objects: of steps there are the most."""
    steps = ActionStep.objects.filter(goal__plan__in=visible_plans(user, fall_year)).order_by(
        "goal__plan__school__name", "goal__plan__school__code", "goal", "due_on", "pk"
    )
    plan_states, states = dict(PlanState.choices), dict(StepState.choices)
    for row in steps.values_list(*STEP_COLUMNS).iterator(ROWS_AT_ONCE):
        of_plan, (year, plan_state), of_goal = row[:5], row[5:7], row[7:12]
        state, resources, grows_families, grows_staff, evidence, done_on = row[12:]
        yield (
            *of_plan, school_years.label(year), str(plan_states[plan_state]), *of_goal, str(states[state]), resources,
            yes_or_no(grows_families), yes_or_no(grows_staff), evidence, done_on,
        )  # fmt: skip


def comment_headers():
    return [
        _("Number of the comment"), *plan_headers(), _("Passage"), _("Comment"), _("Must be met before approval"),
        _("Written by"), _("Written at"),
    ]  # fmt: skip


def comment_rows(user, fall_year):
    readable = PlanComment.objects.visible_to(user).filter(resolved_at=None)
    comments = readable.filter(plan__in=visible_plans(user, fall_year))
    for one in comments.select_related("plan__school", "by").order_by("at", "pk").iterator(ROWS_AT_ONCE):
        yield (
            one.pk, *plan_cells(one.plan), one.passage, one.text, yes_or_no(one.must_fix), one.by.name, moment(one.at),
        )  # fmt: skip


# ---------------------------------------------------------------------- implementation plans


def initiative_headers():
    return [names.name("action"), _("Initiative"), _("Title of the initiative")]


def initiative_cells(work):
    return work.initiative.priority_action.code, work.initiative.code, work.initiative.title


def milestone_headers():
    return [
        _("Number of the milestone"), *initiative_headers(), _("Milestone"), _("Due on"), _("How it stands"),
        _("Done on"), _("Owner"), _("Each school does it for itself"), _("Schools done"), _("Schools in all"),
        _("Dropped on"), _("Why it was dropped"),
    ]  # fmt: skip


def milestone_rows(user, fall_year):
    works = list(InitiativeWork.objects.for_list())
    steps = implementation.steps_of_all(works)
    for work in works:
        yield from milestone_lines(work, steps[work.pk])


def milestone_lines(work, steps):
    for step in steps:
        one = step.milestone
        counts = (None, None) if step.schools_total is None else (step.done_total, step.schools_total)
        yield (
            one.pk, *initiative_cells(work), one.title, one.due_on, str(step.label), step.done_on,
            one.owner.name if one.owner else "", yes_or_no(one.each_school), *counts, one.dropped_on,
            one.dropped_reason,
        )  # fmt: skip


def update_headers():
    return [
        _("Number of the update"), *initiative_headers(), _("Date"), _("How it stands"), _("What happened"),
        _("What is next"), _("What families said"), _("What help is needed"), _("Written by"), _("Written at"),
    ]  # fmt: skip


def update_rows(user, fall_year):
    updates = StatusUpdate.objects.select_related("work__initiative__priority_action", "by").order_by("on", "pk")
    for one in updates.iterator(ROWS_AT_ONCE):
        yield (
            one.pk, *initiative_cells(one.work), one.on, one.get_rating_display(), one.happened, one.next_steps,
            one.families_said, one.help_needed, one.by.name, moment(one.at),
        )  # fmt: skip


def budget_headers():
    return [
        _("Number of the budget line"), *initiative_headers(), _("School year"), _("For what"), _("Funding source"),
        _("Dollars"),
    ]  # fmt: skip


def budget_rows(user, fall_year):
    lines = BudgetLine.objects.select_related("work__initiative__priority_action").order_by("fall_year", "pk")
    for one in lines.iterator(ROWS_AT_ONCE):
        yield (
            one.pk, *initiative_cells(one.work), school_years.label(one.fall_year), one.label,
            one.get_source_display(), one.amount,
        )  # fmt: skip


LISTS = {
    one.name: one
    for one in (
        PlanList(
            "goals", gettext_lazy("Goals of the school action plans"),
            gettext_lazy("Each with its school, indicator, target and initiatives."), True, goal_headers, goal_rows,
        ),
        PlanList(
            "steps", gettext_lazy("Steps of the school action plans"),
            gettext_lazy("Who does what until when, and how far it is."), True, step_headers, step_rows,
        ),
        PlanList(
            "comments", gettext_lazy("Open comments on school action plans"),
            gettext_lazy("What was said of which passage and is not closed yet."), True, comment_headers, comment_rows,
        ),
        PlanList(
            "milestones", gettext_lazy("Milestones of the implementation plans"),
            gettext_lazy("All initiatives: due, done, late or dropped, and at how many schools."), False,
            milestone_headers, milestone_rows,
        ),
        PlanList(
            "updates", gettext_lazy("Status updates of the initiatives"),
            gettext_lazy("Every update that was ever written, oldest first."), False, update_headers, update_rows,
        ),
        PlanList(
            "budget-lines", gettext_lazy("Budget lines of the initiatives"),
            gettext_lazy("Every year, with the funding source."), False, budget_headers, budget_rows,
        ),
    )
}  # fmt: skip
