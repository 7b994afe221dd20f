"""Reminders of what is due: before and after the day, at the distances that central office set (features, row 89).

They keep to the school calendar: none on weekends, in July and August, or on holidays; what falls there comes on the
next school day. They stop by themselves when a thing is done, dropped or closed. Where it gets another day, reminders
begin anew: the key of a notice holds the day it speaks of.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction

from district import school_years
from district.access import Can
from district.models import School
from district.notices import Case, people_at, people_by_school, people_of_the_district, tell, tell_each
from district.working_days import Days
from plans import notices, plan_years
from plans.models import ActionStep, Milestone, PlanReminder, ReminderRule
from plans.models.action_plans import PlanState, StepState

MISSED_DAYS = 3  # what a standstill of the portal left out comes later; what was told is not told again


@dataclass(frozen=True)
class Due:
    """What a rule says `on` a day: it speaks of what is due on one of `days`."""

    on: date
    rule: ReminderRule
    days: list

    @property
    def is_late(self):
        return self.rule.days > 0


def remind(on):
    """Tell everybody what is due or late by the rules, on the day `on`. Safe to run twice, and on days off."""
    for due in dues_on(on):
        with transaction.atomic():
            of_milestones(due)
            of_steps(due)
            of_plans(due)


def dues_on(on):
    """What the rules ask on a day, as `Due`; nothing on days off. Apps above remind of their own by them."""
    days = Days(on)
    if not days.is_school_time(on):
        return []
    stands_for = days.since_last_school_day()
    stands_for += [stands_for[-1] - timedelta(days=back) for back in range(1, MISSED_DAYS + 1)]
    rules = [
        Due(on, rule, [day - timedelta(days=rule.days) for day in stands_for]) for rule in ReminderRule.objects.all()
    ]
    return [replace(due, days=_not_taken(due, rules)) for due in rules]


def _not_taken(due, rules):
    """After a recess two rules can speak of one day at once: the one that is later in time does."""
    later = {day for other in rules if other.rule.days > due.rule.days for day in other.days}
    return [day for day in due.days if day not in later]


# ---------------------------------------------------------------------- milestones


def of_milestones(due):
    near = Milestone.objects.open().filter(due_on__in=due.days).select_related(
        "owner", "work__lead", "work__initiative__priority_action__cycle"
    )  # fmt: skip
    for milestone in near.prefetch_related("completions"):
        if milestone.each_school:
            of_school_milestone(milestone, due)
        else:
            tell_of_milestone(milestone, answers_for(milestone, due), due)


def answers_for(milestone, due):
    """Its owner, else the lead of the initiative. One level up is the lead, and above the lead central office."""
    first = milestone.owner or milestone.work.lead
    people = [first] if first else []
    if due.rule.escalates or not people:
        lead = milestone.work.lead
        people += [lead] if lead and lead != first else people_of_the_district(Can.EDIT_WORK)
    return people


def of_school_milestone(milestone, due):
    """Each school that is not done hears for itself; one level up is whoever answers for it in the district."""
    done = {one.school_id for one in milestone.completions.all()}
    schools = {school.pk: school for school in milestone.work.schools_covered() if school.pk not in done}
    cases = [
        case(milestone, people, due, schools[pk])
        for pk, people in people_by_school(schools, Can.TICK_MILESTONE).items()
    ]
    tell_each(kind_of(due), cases, about=milestone)
    if schools and due.rule.escalates:
        tell_of_milestone(milestone, answers_for(milestone, due), due)


def tell_of_milestone(milestone, people, due):
    tell_each(kind_of(due), [case(milestone, people, due)], about=milestone)


def kind_of(due):
    return notices.MILESTONE_LATE if due.is_late else notices.MILESTONE_SOON


def case(milestone, people, due, school=None):
    key = f"due/milestone/{milestone.pk}/{milestone.due_on}/{due.rule.days}/{school.pk if school else 0}"
    words = {"milestone": milestone.title, "day": milestone.due_on}
    return Case(people, milestone.get_absolute_url(), key, school, words)


# ---------------------------------------------------------------------- steps of school action plans


def of_steps(due):
    """Of approved plans: those at the school who write it hear; one level up is whoever submits it, the principal."""
    near = ActionStep.objects.filter(due_on__in=due.days, goal__plan__state=PlanState.APPROVED)
    near = near.exclude(state=StepState.DONE).filter(goal__plan__school__in=School.objects.open_on(due.on))
    near = near.select_related("goal__plan__school").order_by("goal__plan")
    heads, staff = {}, {}
    for step in near:
        plan = step.goal.plan
        school = plan.school
        if school not in heads:
            heads[school] = list(people_at(school, Can.SUBMIT_ACTION_PLAN))
            writers = people_at(school, Can.EDIT_ACTION_PLAN).exclude(pk__in=[one.pk for one in heads[school]])
            staff[school] = list(writers) or heads[school]
        people = staff[school] + (heads[school] if due.rule.escalates else [])
        tell(
            notices.STEP_LATE if due.is_late else notices.STEP_SOON,
            people,
            about=step,
            path=f"{plan.get_absolute_url()}#goal-{step.goal_id}",
            school=school,
            key=f"due/step/{step.pk}/{step.due_on}/{due.rule.days}",
            step=step.what,
            who=step.who,
            day=step.due_on,
        )


# ---------------------------------------------------------------------- school action plans


def of_plans(due):
    """What the plan of a school waits for, by the district's days; one level up is whoever reviews plans."""
    fall_year = school_years.fall_year_of(due.on)
    schools = School.objects.open_on(due.on).order_by("pk")
    above = list(people_of_the_district(Can.REVIEW_ACTION_PLAN)) if due.rule.escalates else []
    kind = notices.PLAN_LATE if due.is_late else notices.PLAN_SOON
    waiting = {}
    for one in plan_years.to_remind(schools, fall_year, today=due.on):
        if one.due.day in due.days:
            waiting.setdefault((one.due.step, one.due.day), []).append((one, [*one.people, *above]))
    for (step, day), found in waiting.items():
        key = f"due/plan/{fall_year}/{step}/{day}/{due.rule.days}"
        notices.tell_of_plans_due(kind, found, fall_year, key=key, day=day)


@transaction.atomic
def remind_schools(schools, fall_year, *, by, note=""):
    """Central office reminds schools of what their plan waits for; returns those that were (`SchoolToRemind`)."""
    found = plan_years.to_remind(schools, fall_year)
    kept = PlanReminder.objects.bulk_create(
        PlanReminder(school=one.school, fall_year=fall_year, by=by, note=note) for one in found
    )
    if kept:
        kind = notices.REMINDED_WITH_NOTE if note else notices.REMINDED
        waiting = [(one, one.people) for one in found]
        notices.tell_of_plans_due(kind, waiting, fall_year, key=f"plan-reminder/{kept[0].pk}", by=by, note=note)
    return found
