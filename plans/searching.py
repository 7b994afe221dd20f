"""What can be found of what was promised and what is done about it."""

from django.utils import formats
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from district import names
from district.access import Can, may_district_wide
from district.search.kinds import Also, Kind
from district.searching import schools_named
from plans.models import (
    ActionStep,
    Initiative,
    InitiativeWork,
    Milestone,
    PlanGoal,
    PriorityAction,
    SchoolActionPlan,
    StatusUpdate,
    Story,
)
from plans.models.action_plans import GOAL_WORDS, PLAN_WORDS, STEP_WORDS
from plans.models.adopted import INITIATIVE_WORDS, PRIORITY_ACTION_WORDS
from plans.models.implementation import MILESTONE_WORDS, UPDATE_WORDS, WORK_WORDS
from plans.models.stories import STORY_WORDS, StoryState

# ------------------------------------------------------------------ the adopted plan

PRIORITY_ACTIONS = Kind(
    "priority-actions",
    names.ACTIONS,
    "flag",
    rows=lambda user: PriorityAction.objects.select_related("cycle"),
    words=PRIORITY_ACTION_WORDS,
    order=("code", "pk"),
    where=lambda action: action.cycle.title,
)

INITIATIVES = Kind(
    "initiatives",
    _("Initiatives"),
    "compass",
    rows=lambda user: Initiative.objects.select_related("priority_action__cycle"),
    words=INITIATIVE_WORDS,
    order=("code", "pk"),
    where=lambda initiative: initiative.priority_action,
    texts=lambda initiative: [initiative.intent, initiative.named_measures, initiative.named_partners],
)

# ------------------------------------------------------------------ stories


def story_where(story):
    words = {"day": formats.date_format(story.happened_on), "school": story.school}
    told = _now("%(day)s, %(school)s") % words if story.school else words["day"]
    return f"{told} · {story.get_state_display()}" if story.state != StoryState.PUBLISHED else told


STORIES = Kind(
    "stories",
    _("Stories"),
    "chat-left-text",
    rows=lambda user: Story.objects.visible_to(user).select_related("school").defer("picture"),
    words=STORY_WORDS,
    also=(schools_named("school__in"), Also("initiative__in", Initiative.objects, "pk", INITIATIVE_WORDS)),
    order=("-happened_on", "-pk"),
    where=story_where,
    texts=lambda story: [story.text],
)

# ------------------------------------------------------------------ implementation plans


WORK = Kind(
    "implementation",
    _("Implementation plans"),
    "journal-check",
    rows=lambda user: InitiativeWork.objects.select_related("initiative__priority_action__cycle"),
    words=WORK_WORDS,
    also=(Also("initiative__in", Initiative.objects, "pk", INITIATIVE_WORDS),),
    order=("initiative__code", "pk"),
    asks=Can.VIEW_WORK,
    where=lambda work: work.get_state_display(),
    texts=lambda work: [work.families_grow, work.staff_grows, work.resources],
)


def milestone_where(milestone):
    if milestone.dropped_on:
        words = {"initiative": milestone.work, "day": formats.date_format(milestone.dropped_on)}
        return _now("%(initiative)s; dropped on %(day)s") % words
    return _now("%(initiative)s; due on %(day)s") % {
        "initiative": milestone.work,
        "day": formats.date_format(milestone.due_on),
    }


MILESTONES = Kind(
    "milestones",
    _("Milestones"),
    "bullseye",
    rows=lambda user: Milestone.objects.select_related("work__initiative__priority_action__cycle"),
    words=MILESTONE_WORDS,
    order=("-due_on", "-pk"),
    asks=Can.VIEW_WORK,
    where=milestone_where,
    texts=lambda milestone: [milestone.details],
)


def update_title(update):
    words = {"initiative": update.work, "rating": update.get_rating_display()}
    return _now("%(initiative)s: %(rating)s") % words


def update_where(update):
    return _now("Status update of %(day)s, %(person)s") % {"day": formats.date_format(update.on), "person": update.by}


UPDATES = Kind(
    "updates",
    _("Status updates"),
    "chat-left-text",
    rows=lambda user: StatusUpdate.objects.select_related("work__initiative__priority_action__cycle", "by"),
    words=UPDATE_WORDS,
    order=("-on", "-pk"),
    asks=Can.VIEW_WORK,
    title=update_title,
    where=update_where,
    texts=lambda update: [update.happened, update.next_steps, update.families_said, update.help_needed],
    url=lambda update: f"{update.work.get_absolute_url()}#update-{update.pk}",
)

# ------------------------------------------------------------------ school action plans


def plans_for(user):
    """The action plans that the person may see, as a condition for what belongs to one; None for all of them."""
    if may_district_wide(user, Can.VIEW_ACTION_PLAN):
        return None
    return SchoolActionPlan.objects.visible_to(user)


def goals_for(user):
    plans = plans_for(user)
    goals = PlanGoal.objects.select_related("plan__school", "indicator")
    return goals if plans is None else goals.filter(plan__in=plans)


def steps_for(user):
    plans = plans_for(user)
    steps = ActionStep.objects.select_related("goal__plan__school")
    return steps if plans is None else steps.filter(goal__plan__in=plans)


def step_where(step):
    words = {"plan": step.goal.plan, "who": step.who, "day": formats.date_format(step.due_on)}
    return _now("%(plan)s; %(who)s, until %(day)s") % words


ACTION_PLANS = Kind(
    "action-plans",
    _("School action plans"),
    "file-earmark-text",
    rows=lambda user: SchoolActionPlan.objects.visible_to(user).select_related("school"),
    words=PLAN_WORDS,
    also=(schools_named("school__in"),),
    order=("-fall_year", "-pk"),
    asks=Can.VIEW_ACTION_PLAN,
    where=lambda plan: plan.get_state_display(),
    texts=lambda plan: [
        plan.needs,
        plan.voice,
        plan.services_note,
        plan.advice,
        plan.answer,
        plan.no_advice_reason,
        plan.reflection,
        plan.next_year,
    ],
)

GOALS = Kind(
    "goals",
    _("Goals of schools"),
    "check-lg",
    rows=goals_for,
    words=GOAL_WORDS,
    order=("-plan__fall_year", "-pk"),
    asks=Can.VIEW_ACTION_PLAN,
    where=lambda goal: goal.plan,
    texts=lambda goal: [goal.strategy],
    url=lambda goal: f"{goal.plan.get_absolute_url()}#goal-{goal.pk}",
)

STEPS = Kind(
    "steps",
    _("Steps of schools"),
    "check-circle-fill",
    rows=steps_for,
    words=STEP_WORDS,
    order=("-due_on", "-pk"),
    asks=Can.VIEW_ACTION_PLAN,
    where=step_where,
    texts=lambda step: [step.who, step.resources, step.evidence],
    url=lambda step: f"{step.goal.plan.get_absolute_url()}#goal-{step.goal_id}",
)
