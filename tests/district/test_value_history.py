"""The history of single values beside them: old, new, who, when and why, for whoever may read it."""

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from district import value_history
from district.access import Role
from district.history import history_of
from partnerships.models import Activity
from partnerships.models.activities import COUNT_FIELDS
from plans.models import PlanGoal
from tests.factories import ActionStepFactory, ActivityFactory, MembershipFactory, PlanGoalFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_each_change_of_a_count_is_told_with_its_reason_and_what_it_was_first_is_not():
    activity = ActivityFactory(families_total=12, title="Reading at home")
    ana = UserFactory(name="Ana Rivera")
    for families, note in ((21, "Counted again"), (20, "One came twice")):
        with pghistory.context(user=ana.pk, note=note):
            activity.families_total, activity.title = families, f"Reading {families}"
            activity.save()

    (families,) = value_history.from_entries(history_of(activity), COUNT_FIELDS, Activity)
    assert families.field == "Families"
    assert [(step.before, step.after, step.who) for step in families.steps] == [
        ("21", "20", "Ana Rivera"),
        ("12", "21", "Ana Rivera"),
    ]
    assert families.steps[0].note == "One came twice"


def test_many_records_cost_what_one_costs():
    goals = [PlanGoalFactory(statement="Read more") for _number in range(3)]
    with pghistory.context(user=UserFactory().pk):
        PlanGoal.objects.update(statement="Read much more")
    with CaptureQueriesContext(connection) as one:
        value_history.of_records(goals[:1], ["statement"])
    with CaptureQueriesContext(connection) as three:
        told = value_history.of_records(goals, ["statement"])

    assert len(one) == len(three) <= 3
    assert [[step.before for step in told[goal.pk][0].steps] for goal in goals] == [["Read more"]] * 3
    assert value_history.of_records([], ["statement"]) == {}


def test_it_stands_beside_the_values_for_those_who_may_read_it(client):
    step = ActionStepFactory(who="The liaison")
    type(step).objects.filter(pk=step.pk).update(who="The principal")
    school = step.goal.plan.school
    page = reverse("plans:action-plan", args=[school.code, step.goal.plan.fall_year])

    def said_to(role):
        client.force_login(MembershipFactory(role=role, school=school).user)
        return "1 value was changed" in client.get(page).content.decode()

    assert said_to(Role.PRINCIPAL)
    assert not said_to(Role.SCHOOL_STAFF)
