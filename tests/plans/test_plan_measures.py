"""Whatever happens to plans, goals, steps and milestones, the dashboards count what the rows say."""

from collections import Counter
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from indicators import rollup_check, rollups
from indicators.models import DistrictCell, MeasureCell, RollupRun, SchoolYearCell, StaleCell
from plans import implementation
from plans.models import ActionStep, Completion, Milestone, PlanGoal, PlanVersion, SchoolActionPlan
from tests.factories import (
    ActionPlanFactory,
    ActionStepFactory,
    InitiativeWorkFactory,
    MilestoneFactory,
    PlanGoalFactory,
    SchoolFactory,
    UserFactory,
)
from tests.indicators.histories import counted_by_rollup

pytestmark = pytest.mark.django_db
FIRST_DAY = date(2025, 9, 10)


def day_of(number):
    return FIRST_DAY + timedelta(days=number)


class World:
    """Three schools with a plan each and an initiative at work."""

    def __init__(self):
        self.user = UserFactory()
        self.work = InitiativeWorkFactory()
        self.plans = [ActionPlanFactory() for _number in range(3)]
        self.spare = SchoolFactory()

    def clear(self):
        for model in (PlanVersion, ActionStep, PlanGoal, Completion, Milestone, StaleCell, RollupRun):
            model.objects.all()._raw_delete("default")
        for model in (MeasureCell, DistrictCell, SchoolYearCell):
            model.objects.all().delete()
        self.goals = [PlanGoalFactory(plan=plan, indicator_id=self.indicator()) for plan in self.plans]

    def indicator(self):
        return PlanGoalFactory(plan=self.plans[0]).indicator_id

    def step_of(self, number):
        rows = ActionStep.objects.order_by("pk")
        return rows[number % len(rows)] if rows.exists() else None

    def milestone_of(self, number):
        rows = Milestone.objects.order_by("pk")
        return rows[number % len(rows)] if rows.exists() else None

    def plan(self, goal, due):
        if goals := PlanGoal.objects.order_by("pk"):
            ActionStepFactory(goal=goals[goal % len(goals)], due_on=day_of(due))

    def do(self, number, done):
        if step := self.step_of(number):
            ActionStep.objects.filter(pk=step.pk).update(state="DONE", done_on=day_of(done))

    def undo(self, number):
        if step := self.step_of(number):
            step.state, step.done_on = "UNDER_WAY", None
            step.save()

    def move_step(self, number, goal):
        if (step := self.step_of(number)) and (goals := PlanGoal.objects.order_by("pk")):
            ActionStep.objects.filter(pk=step.pk).update(goal=goals[goal % len(goals)])

    def move_goal(self, number, plan):
        if goals := PlanGoal.objects.order_by("pk"):
            PlanGoal.objects.filter(pk=goals[number % len(goals)].pk).update(plan=self.plans[plan])

    def remove_goal(self, number):
        if goals := PlanGoal.objects.order_by("pk"):
            goals[number % len(goals)].delete()

    def change_school(self, plan):
        """A plan that stood under the wrong school."""
        changed = SchoolActionPlan.objects.get(pk=self.plans[plan].pk)
        changed.school, self.spare = self.spare, changed.school
        changed.save()

    def decide(self, plan, kind, waited):
        kept = SchoolActionPlan.objects.get(pk=self.plans[plan].pk)
        number = kept.versions.count() + 1
        PlanVersion.objects.create(
            plan=kept, school=kept.school, number=number, kind=kind, text=[], frozen_by=self.user,
            days_waited=waited if kind != "SUBMITTED" else None,
        )  # fmt: skip

    def promise(self, due, each_school):
        MilestoneFactory(work=self.work, due_on=day_of(due), each_school=each_school)

    def move_milestone(self, number, due):
        if milestone := self.milestone_of(number):
            Milestone.objects.filter(pk=milestone.pk).update(due_on=day_of(due))

    def drop(self, number):
        if milestone := self.milestone_of(number):
            implementation.drop(milestone=milestone, reason="No room")

    def complete(self, number, done):
        if milestone := self.milestone_of(number):
            implementation.complete(milestone=milestone, by=self.user, done_on=day_of(done))

    def reopen(self, number):
        if milestone := self.milestone_of(number):
            implementation.reopen(milestone=milestone)

    def sql(self, statement):
        with connection.cursor() as cursor:
            cursor.execute(statement)


SQL = [
    "UPDATE plans_actionstep SET done_on = done_on + 31 WHERE done_on IS NOT NULL",
    "UPDATE plans_completion SET done_on = done_on + 31",
    "DELETE FROM plans_actionstep WHERE id % 2 = 0",
    "UPDATE plans_milestone SET due_on = due_on + 31",
]


def histories():
    number, day, plan = st.integers(0, 20), st.integers(0, 120), st.integers(0, 2)
    return st.one_of(
        st.tuples(st.just("plan"), number, day),
        st.tuples(st.just("do"), number, day),
        st.tuples(st.just("do"), number, day),
        st.tuples(st.sampled_from(["undo", "remove_goal", "drop", "reopen"]), number),
        st.tuples(st.just("move_step"), number, number),
        st.tuples(st.just("move_goal"), number, plan),
        st.tuples(st.just("change_school"), plan),
        st.tuples(st.just("decide"), plan, st.sampled_from(PlanVersion.Kind.values), st.integers(0, 40)),
        st.tuples(st.just("promise"), day, st.booleans()),
        st.tuples(st.just("move_milestone"), number, day),
        st.tuples(st.just("complete"), number, day),
        st.tuples(st.just("sql"), st.sampled_from(SQL)),
        st.just(("refresh",)),
    )


def counted_by_hand(today):
    cells = {}

    def count(school, day, **counts):
        cells.setdefault((school, day.replace(day=1), 0), Counter()).update(counts)

    for step in ActionStep.objects.select_related("goal__plan"):
        if step.done_on:
            late = int(step.done_on > step.due_on)
            count(step.goal.plan.school_id, step.done_on, action_steps_done=1, action_steps_done_late=late)
    for one in Completion.objects.all():
        late = int(one.done_on > one.due_on_then)
        count(one.school_id or 0, one.done_on, milestones_done=1, milestones_done_late=late)
    for milestone in Milestone.objects.all():
        if not milestone.each_school and not milestone.dropped_on and milestone.due_on <= today:
            count(0, milestone.due_on, milestones_due=1)
    names = {"SUBMITTED": "plans_submitted", "RETURNED": "plans_returned", "APPROVED": "plans_approved"}
    for version in PlanVersion.objects.all():
        waited = version.days_waited or 0
        count(version.school_id, version.frozen_on, **{names[version.kind]: 1, "plan_review_days": waited})
    return {key: {code: number for code, number in counts.items() if number} for key, counts in cells.items()}


@pytest.fixture
def world():
    return World()


@given(history=st.lists(histories(), min_size=5, max_size=25))
def test_after_any_history_the_cells_are_what_counting_by_hand_gives(world, history):
    # The database asks its own clock what has fallen due, so days are counted up to the real today.
    world.clear()
    for name, *details in history:
        if name == "refresh":
            rollups.refresh(limit=2)
        else:
            getattr(world, name)(*details)

    rollups.refresh_all()

    assert counted_by_rollup() == counted_by_hand(timezone.localdate())
    assert rollup_check.verify().differences == []


def test_a_milestone_whose_day_comes_is_counted_by_the_nightly_mark(world):
    world.clear()
    milestone = MilestoneFactory(work=world.work, due_on=date.today() - timedelta(days=2))
    rollups.refresh_all()
    MeasureCell.objects.all().delete()  # as it was before its day had come
    DistrictCell.objects.all().delete()

    with time_machine.travel(date.today()):
        assert implementation.mark_due() == 1
    rollups.refresh_all()

    assert counted_by_rollup() == {(0, milestone.due_on.replace(day=1), 0): {"milestones_due": 1}}
