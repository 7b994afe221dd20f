"""The adopted plan is public; what is done about it is for those who may see it."""

from datetime import date

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from district.access import Role
from indicators.rollups import rebuild
from plans.models import Completion, Initiative, PlanCycle
from tests.factories import (
    ActivityFactory,
    MembershipFactory,
    MilestoneFactory,
    PartnerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    call_command("load_plan", verbosity=0)
    return PlanCycle.objects.get()


@pytest.fixture
def reading(plan):
    return Initiative.objects.get(code="1.4")


def test_anyone_can_read_the_whole_plan_in_either_language(client, plan):
    pages = [
        reverse("plans:plan-overview"),
        plan.get_absolute_url(),
        reverse("plans:theory-detail", args=[plan.code]),
        *(action.get_absolute_url() for action in plan.priority_actions.all()),
        *(initiative.get_absolute_url() for initiative in Initiative.objects.all()),
    ]
    for language in ("en", "es"):
        client.cookies["language"] = language
        for page in pages:
            assert client.get(page).status_code == 200, page


def test_the_overview_says_what_to_do_where_no_plan_is_loaded(client, db):
    assert "load_plan" in client.get(reverse("plans:plan-overview")).content.decode()


def test_several_cycles_are_listed_and_each_can_be_opened(client, plan):
    later = PlanCycle.objects.create(
        code="2025-2030", title="The next plan", first_fall_year=2025, last_fall_year=2029, source="Board of Education"
    )
    overview = client.get(reverse("plans:plan-overview"))

    assert overview.context["cycle"] == later
    assert plan.get_absolute_url() in overview.content.decode()
    assert client.get(plan.get_absolute_url()).context["cycle"] == plan


@time_machine.travel(date(2026, 2, 1))
def test_a_principal_sees_under_an_initiative_the_activities_of_their_own_school(client, reading):
    principal = MembershipFactory(role=Role.PRINCIPAL)
    ours = ActivityFactory(school=principal.school, held_on=date(2025, 10, 14))
    theirs = ActivityFactory(held_on=date(2025, 10, 14))
    last_year = ActivityFactory(school=principal.school, held_on=date(2024, 10, 14))
    reading.activities.add(ours, theirs, last_year)
    client.force_login(principal.user)

    assert client.get(reading.get_absolute_url()).context["touches"].latest == [ours]


@pytest.mark.django_db(transaction=True)
@time_machine.travel(date(2026, 2, 1))
def test_the_counts_under_an_initiative_are_those_a_person_may_see(client, reading):
    principal = MembershipFactory(role=Role.PRINCIPAL)
    central = MembershipFactory(district_wide=True)
    ours = ActivityFactory(school=principal.school, held_on=date(2025, 10, 14), families_total=12)
    theirs = ActivityFactory(held_on=date(2025, 10, 14), families_total=30)
    reading.activities.add(ours, theirs)
    rebuild()

    def counts(user):
        client.force_login(user)
        found = client.get(reading.get_absolute_url()).context["touches"].counts
        return found["activities_logged"], found["families_attending"]

    assert counts(principal.user) == (1, 12)
    assert counts(central.user) == (2, 42)


def test_the_public_sees_neither_activities_nor_partners_under_an_initiative(client, reading):
    activity = ActivityFactory(title="Books on the porch")
    reading.activities.add(activity)
    reading.partners.add(PartnerFactory(name="A library nobody heard of"))
    page = client.get(reading.get_absolute_url()).content.decode()

    assert "Books on the porch" not in page
    assert "A library nobody heard of" not in page


@time_machine.travel(date(2026, 2, 1))
def test_the_public_sees_how_far_an_initiative_is_without_what_its_milestones_say(client, reading):
    work = reading.work
    done = MilestoneFactory(work=work, title="Talk to the printer", due_on=date(2025, 11, 3))
    Completion.objects.create(milestone=done, done_on=date(2025, 11, 1), done_by=UserFactory())
    MilestoneFactory(work=work, due_on=date(2026, 1, 15))
    MilestoneFactory(work=work, due_on=date(2025, 12, 1), dropped_on=date(2025, 12, 2), dropped_reason="Not needed")
    page = client.get(reading.get_absolute_url()).content.decode()

    assert "1 of 2 milestones done, 1 late" in page
    assert "Milestone 1, due on November 3, 2025" in page
    assert "Milestone 2, due on January 15, 2026" in page
    assert "Talk to the printer" not in page
    assert "December 1, 2025" not in page


def test_an_initiative_costs_the_same_with_one_activity_and_with_twenty(client, reading, django_assert_max_num_queries):
    central = MembershipFactory(district_wide=True)
    client.force_login(central.user)
    reading.activities.add(ActivityFactory())
    with CaptureQueriesContext(connection) as one:
        client.get(reading.get_absolute_url())

    reading.activities.add(*ActivityFactory.create_batch(19))
    with django_assert_max_num_queries(len(one)):
        client.get(reading.get_absolute_url())
