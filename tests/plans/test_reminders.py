"""Reminders: before and after the day, on school days only, until a thing is done, and one level up at last."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from district.access import Role
from district.models import DayOff, Notice
from district.working_days import Days
from plans import notices, reminders
from plans.models import ReminderRule
from tests.factories import (
    ActionPlanFactory,
    ActionStepFactory,
    InitiativeWorkFactory,
    MembershipFactory,
    MilestoneFactory,
    SchoolFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

DUE = date(2026, 3, 12)  # a Thursday


@pytest.fixture(autouse=True)
def rules(db):
    """A week before, the day after, and a week after also one level up."""
    ReminderRule.objects.all().delete()
    for days, escalates in ((-7, False), (1, False), (7, True)):
        ReminderRule.objects.create(days=days, escalates=escalates)


def told():
    """[(name, kind)] of all reminders so far, in the order they came."""
    return [(one.recipient.name, one.kind) for one in Notice.objects.order_by("pk").select_related("recipient")]


def days(*days):
    for day in days:
        reminders.remind(day)


def milestone(**fields):
    owner = MembershipFactory(district_wide=True, user__name="Owner").user
    return MilestoneFactory(owner=owner, due_on=DUE, **fields)


def test_the_first_rules_are_there_from_the_start():
    """As the migration set them; the district changes them on a page."""
    from importlib import import_module

    migration = import_module("plans.migrations.0006_reminders_and_who_reads_comments")
    assert migration.FIRST_RULES == [(-7, False), (1, False), (7, True)]


def test_a_milestone_is_spoken_of_a_week_before_and_a_day_after_and_a_week_after_to_one_level_up():
    lead = MembershipFactory(district_wide=True, user__name="Lead").user
    milestone(work=InitiativeWorkFactory(lead=lead))
    for number in range(-20, 20):
        reminders.remind(DUE + timedelta(days=number))
    soon, late = notices.MILESTONE_SOON.code, notices.MILESTONE_LATE.code
    assert told() == [("Owner", soon), ("Owner", late), ("Owner", late), ("Lead", late)]


def test_running_twice_reminds_once():
    milestone()
    days(DUE - timedelta(days=7), DUE - timedelta(days=7))
    assert len(told()) == 1


def test_above_the_lead_stands_central_office():
    lead = MembershipFactory(district_wide=True, user__name="Lead").user
    MembershipFactory(district_wide=True, user__name="Colleague")
    MilestoneFactory(owner=lead, work=InitiativeWorkFactory(lead=lead), due_on=DUE)
    days(DUE + timedelta(days=7))
    assert {name for name, _kind in told()} == {"Lead", "Colleague"}


def test_what_is_done_or_dropped_is_not_spoken_of():
    done, dropped = milestone(), milestone(dropped_on=date(2026, 3, 1), dropped_reason="No money")
    done.completions.create(due_on_then=date(2026, 3, 12), done_by=UserFactory())
    days(DUE - timedelta(days=7), DUE + timedelta(days=1))
    assert dropped and told() == []


def test_a_milestone_that_gets_another_day_begins_anew():
    moved = milestone()
    days(DUE - timedelta(days=7))
    moved.due_on = DUE + timedelta(days=14)
    moved.save()
    days(DUE + timedelta(days=1), DUE + timedelta(days=7))
    assert [kind for _name, kind in told()] == [notices.MILESTONE_SOON.code] * 2


def test_what_falls_on_a_weekend_or_a_holiday_comes_on_the_next_school_day():
    milestone()
    friday = date(2026, 3, 13)
    DayOff.objects.create(name="Recess", first_day=friday, last_day=date(2026, 3, 17))
    days(friday, date(2026, 3, 14), date(2026, 3, 16), date(2026, 3, 17))
    assert told() == []
    days(date(2026, 3, 18))
    assert told() == [("Owner", notices.MILESTONE_LATE.code)]


def test_nobody_is_reminded_in_summer_and_september_tells_the_latest_only():
    owner = MembershipFactory(district_wide=True, user__name="Owner").user
    MilestoneFactory(owner=owner, due_on=date(2026, 7, 8), title="Of summer")
    for number in range(62):
        reminders.remind(date(2026, 7, 1) + timedelta(days=number))
    assert told() == []
    days(date(2026, 9, 1))
    assert told() == [("Owner", notices.MILESTONE_LATE.code)]
    assert Notice.objects.get().key.endswith("/7/0")


def test_a_day_on_which_the_portal_stood_still_is_made_good():
    milestone()
    days(date(2026, 3, 10))  # nothing is due to be said; the 5th was missed
    assert told() == []
    days(date(2026, 3, 6))
    assert told() == [("Owner", notices.MILESTONE_SOON.code)]


def test_each_school_hears_for_itself_until_it_is_done():
    principal = MembershipFactory(user__name="Done school")
    other = MembershipFactory(user__name="Open school")
    lead = MembershipFactory(district_wide=True, user__name="Lead").user
    one = MilestoneFactory(each_school=True, due_on=DUE, work=InitiativeWorkFactory(lead=lead))
    one.completions.create(due_on_then=date(2026, 3, 12), school=principal.school, done_by=principal.user)
    days(DUE + timedelta(days=7))
    assert sorted(name for name, _kind in told()) == ["Lead", "Open school"]
    assert other.user.notices.get().school == other.school


def test_who_heads_two_schools_hears_for_each_of_them():
    held = MembershipFactory(user__name="Head of two")
    MembershipFactory(user=held.user)
    MilestoneFactory(each_school=True, due_on=DUE)
    days(DUE + timedelta(days=1))
    assert held.user.notices.values("school").distinct().count() == 2


def step_of(state="APPROVED", **fields):
    plan = ActionPlanFactory(state=state, reflection="It worked.")
    MembershipFactory(role=Role.PRINCIPAL, school=plan.school, user__name="Principal")
    MembershipFactory(role=Role.SCHOOL_STAFF, school=plan.school, user__name="Staff")
    return ActionStepFactory(goal__plan=plan, due_on=DUE, **fields)


def test_a_step_is_spoken_of_to_those_who_do_it_and_at_last_to_the_principal():
    step_of()
    days(DUE - timedelta(days=7), DUE + timedelta(days=1))
    assert {name for name, _kind in told()} == {"Staff"}
    days(DUE + timedelta(days=7))
    assert told()[2:] == [("Staff", notices.STEP_LATE.code), ("Principal", notices.STEP_LATE.code)]


@pytest.mark.parametrize("state", ["DRAFT", "SUBMITTED", "RETURNED", "CLOSED"])
def test_steps_of_a_plan_that_is_not_carried_out_are_left_alone(state):
    step_of(state)
    days(DUE + timedelta(days=1))
    assert told() == []


def test_a_closed_school_is_reminded_of_nothing():
    step = step_of()
    type(step.goal.plan.school).objects.update(closed_on=DUE - timedelta(days=30))
    days(DUE + timedelta(days=1))
    assert told() == []


def test_the_reminders_cost_a_bounded_number_of_queries(django_assert_max_num_queries):
    step = step_of()
    for _number in range(10):
        ActionStepFactory(goal=step.goal, due_on=DUE)
    with django_assert_max_num_queries(90):  # two a step, and savepoints
        days(DUE + timedelta(days=1))
    assert len(told()) == 11


# ---------------------------------------------------------------------- working days, and the page


def test_the_week_begins_after_its_holidays():
    DayOff.objects.create(name="A Monday", first_day=date(2026, 3, 9), last_day=date(2026, 3, 9))
    begins = [day for day in range(9, 16) if Days(date(2026, 3, day)).begins_the_week]
    assert begins == [10]


@pytest.fixture
def central(client):
    client.force_login(MembershipFactory(district_wide=True).user)


def test_central_office_sets_when_people_are_reminded(client, central):
    address = reverse("plans:reminders")
    client.post(address, {"adds": "reminder", "reminder-days": "14", "reminder-escalates": "on"})
    assert ReminderRule.objects.get(days=14).escalates
    client.post(reverse("plans:reminder-remove", args=[ReminderRule.objects.get(days=14).pk]))
    assert not ReminderRule.objects.filter(days=14).exists()
    for days_after, field in (("7", "days"), ("99", "days"), ("x", "days")):
        form = client.post(address, {"adds": "reminder", "reminder-days": days_after}).context["reminder_form"]
        assert field in form.errors
    refused = client.post(address, {"adds": "reminder", "reminder-days": "-3", "reminder-escalates": "on"})
    assert "only once something is late" in refused.content.decode()


def test_central_office_sets_the_holidays(client, central):
    address = reverse("plans:reminders")
    form = {"adds": "holiday", "holiday-name": "Winter recess", "holiday-first_day": "2026-12-24"}
    refused = client.post(address, form | {"holiday-last_day": "2026-12-23"})
    assert "must not be before" in refused.content.decode()
    client.post(address, form | {"holiday-last_day": "2027-01-01"})
    assert DayOff.objects.get().name == "Winter recess"
    client.post(reverse("plans:day-off-remove", args=[DayOff.objects.get().pk]))
    assert not DayOff.objects.exists()
    assert SchoolFactory() and client.post(address, {"adds": "nonsense"}).status_code == 200
