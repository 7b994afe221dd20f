"""The year of the action plans: days, reminders, check-ins, what schools stand behind, files that show it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from district.access import Role
from district.models import Notice
from district.notices import sentence_of, still_to_be_told
from fce_portal.plan_items import items_for
from indicators.rollups import refresh_all
from plans import action_plans, check_ins, coverage, plan_years, reminders
from plans.models import ActionStep, CheckIn, PlanReminder, PlanYear, ReminderRule, SchoolActionPlan
from plans.models.action_plans import PlanState
from plans.models.plan_years import DAYS
from tests.factories import (
    ActionPlanFactory,
    ActionStepFactory,
    ActivityFactory,
    InitiativeFactory,
    MembershipFactory,
    PlanGoalFactory,
    SchoolFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 20)
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def january():
    with time_machine.travel("2026-01-20 12:00-05:00", tick=False):
        yield


def frame(**days):
    return PlanYear.objects.create(fall_year=2025, **days)


def in_state(state, **more):
    plan = ActionPlanFactory(**more)
    SchoolActionPlan.objects.filter(pk=plan.pk).update(state=state, state_since=timezone.now() - timedelta(days=3))
    plan.refresh_from_db()
    return plan


def address(name, plan, *more):
    return reverse(f"plans:{name}", args=[plan.school.code, plan.fall_year, *more])


def signed_in(client, role, school=None):
    person = MembershipFactory(role=role, school=school, district_wide=school is None).user
    client.force_login(person)
    return person


def words(person):
    return [item.sentence for item in items_for(person, TODAY)]


# ---------------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("state", "step", "day"),
    [
        (None, plan_years.SUBMIT, date(2025, 10, 30)),
        (PlanState.DRAFT, plan_years.SUBMIT, date(2025, 10, 30)),
        (PlanState.RETURNED, plan_years.SUBMIT, date(2025, 10, 30)),
        (PlanState.SUBMITTED, plan_years.REVIEW, date(2025, 11, 20)),
        (PlanState.APPROVED, plan_years.MID_YEAR, date(2026, 2, 1)),
    ],
)
def test_what_is_due_next_follows_from_the_state(state, step, day):
    days = frame(submit_by=date(2025, 10, 30), review_by=date(2025, 11, 20), mid_year_by=date(2026, 2, 1))
    due = plan_years.due_of(in_state(state) if state else None, days, today=TODAY)

    assert (due.step, due.day, due.is_late) == (step, day, day < TODAY)


def test_after_the_check_in_the_year_is_looked_back_at_and_then_nothing_is_due():
    days = frame(mid_year_by=date(2026, 2, 1), reflect_by=date(2026, 6, 15))

    assert plan_years.due_of(in_state(PlanState.APPROVED), days, has_mid_year=True).step == plan_years.REFLECT
    closed = in_state(PlanState.APPROVED, reflection="It went well.")
    SchoolActionPlan.objects.filter(pk=closed.pk).update(state=PlanState.CLOSED)
    closed.refresh_from_db()
    assert plan_years.due_of(closed, days) is None


@given(days=st.lists(st.none() | st.dates(date(2025, 1, 1), date(2026, 12, 31)), min_size=5, max_size=5))
def test_days_are_taken_exactly_if_they_are_in_order(days):
    given_days = [day for day in days if day]
    year = PlanYear(fall_year=2025, **dict(zip(DAYS, days, strict=True)))
    try:
        with transaction.atomic():
            year.save()
            is_taken = True
            transaction.set_rollback(True)
    except IntegrityError:
        is_taken = False

    assert is_taken == (given_days == sorted(given_days))


def test_the_office_sets_the_days_and_every_school_sees_them(client):
    plan = in_state(PlanState.DRAFT)
    signed_in(client, Role.CENTRAL_OFFICE)
    page = reverse("plans:plan-year", args=[2025])

    refused = client.post(page, {"submit_by": "2025-10-30", "review_by": "2025-10-01"})
    assert "must be in the order" in refused.content.decode()
    client.post(page, {"submit_by": "2025-10-30", "guidance_needs": "Look at absence first."})

    signed_in(client, Role.PRINCIPAL, plan.school)
    assert "82 days late" in client.get(plan.get_absolute_url()).content.decode()
    assert "Look at absence first." in client.get(address("action-plan-part", plan, "needs")).content.decode()
    assert client.get(page).status_code == 403


@pytest.mark.parametrize("year", [0, 1999, 2031, 99999999999999999999])
def test_a_year_that_no_plan_can_be_for_is_not_there(client, year):
    signed_in(client, Role.CENTRAL_OFFICE)

    assert client.get(f"/plan/schools/{year}/").status_code == 404


def test_a_plan_for_a_year_that_is_not_open_cannot_be_begun(client):
    school = SchoolFactory()
    PlanYear.objects.create(fall_year=2026, opens_on=date(2026, 5, 1))
    signed_in(client, Role.PRINCIPAL, school)
    page = reverse("plans:action-plan-begin", args=[school.code, 2026])

    answer = client.post(page, follow=True)

    assert "Planning for 2026–27 opens on May 1, 2026." in answer.content.decode()
    assert not SchoolActionPlan.objects.exists()
    with time_machine.travel("2026-05-01 12:00-04:00"):
        client.force_login(MembershipFactory(role=Role.PRINCIPAL, school=school).user)
        client.post(page)
    assert SchoolActionPlan.objects.get().fall_year == 2026


# ---------------------------------------------------------------------- who is late, and reminders


def test_a_principal_sees_on_the_work_page_what_is_late(client):
    plan = in_state(PlanState.DRAFT)
    frame(submit_by=date(2025, 10, 30))
    principal = MembershipFactory(role=Role.PRINCIPAL, school=plan.school).user

    found = words(principal)
    assert any("Submit the plan. It was due on" in sentence and "2025" in sentence for sentence in found), found


def test_central_office_sees_how_many_schools_are_late_and_lists_them(client):
    in_state(PlanState.DRAFT)
    in_state(PlanState.SUBMITTED)
    SchoolFactory(name="Never began")
    frame(submit_by=date(2025, 10, 30))
    person = signed_in(client, Role.CENTRAL_OFFICE)

    assert "2 schools are late with their action plan." in words(person)
    page = client.get(reverse("plans:action-plan-list"), {"year": "2025", "state": "is_late"}).content.decode()
    assert "Never began" in page
    assert page.count("82 days late") == 2


def test_what_has_stood_in_one_state_for_over_ten_days_can_be_listed(client):
    plan = in_state(PlanState.RETURNED)
    in_state(PlanState.RETURNED)
    SchoolActionPlan.objects.filter(pk=plan.pk).update(state_since=timezone.now() - timedelta(days=11))
    signed_in(client, Role.CENTRAL_OFFICE)

    page = client.get(reverse("plans:action-plan-list"), {"year": "2025", "state": "is_long"})

    assert [row["plan"] for row in page.context["rows"]] == [plan]


def test_several_schools_are_reminded_at_once_and_read_why(client):
    plan, submitted, silent = in_state(PlanState.DRAFT), in_state(PlanState.SUBMITTED), SchoolFactory()
    frame(submit_by=date(2026, 2, 1))
    principal = MembershipFactory(role=Role.PRINCIPAL, school=plan.school).user
    signed_in(client, Role.CENTRAL_OFFICE)
    chosen = {"year": "2025", "school": [plan.school.code, submitted.school.code, silent.code]}

    page = client.get(reverse("plans:plan-remind"), chosen).content.decode()
    assert str(principal) in page
    assert str(submitted.school) not in page  # it waits for central office itself
    client.post(reverse("plans:plan-remind"), chosen | {"note": "The board meets on the 3rd."})

    assert set(PlanReminder.objects.values_list("school", flat=True)) == {plan.school_id, silent.pk}
    assert any("Central office reminds you. “The board meets on the 3rd.”" in one for one in words(principal))
    told = [sentence_of(one) for one in Notice.objects.filter(recipient=principal)]
    assert told and "Submit the plan. “The board meets on the 3rd.”" in told[0]


def test_a_reminder_has_served_once_the_plan_has_moved(client):
    plan = in_state(PlanState.DRAFT)
    principal = MembershipFactory(role=Role.PRINCIPAL, school=plan.school).user
    reminders.remind_schools([plan.school], 2025, by=UserFactory())
    assert any("reminds you" in one for one in words(principal))

    SchoolActionPlan.objects.filter(pk=plan.pk).update(state_since=timezone.now() + timedelta(hours=1))

    assert not any("reminds you" in one for one in words(principal))


@pytest.mark.parametrize(
    ("today", "told"),
    [("2026-01-26", 0), ("2026-01-27", 1), ("2026-02-04", 1), ("2026-02-11", 2)],
)
def test_the_day_of_a_plan_is_told_before_and_after_it_and_later_central_office_too(today, told):
    """A week before and a day after to the school; a week after to central office as well."""
    plan = in_state(PlanState.DRAFT)
    frame(submit_by=date(2026, 2, 3))
    MembershipFactory(role=Role.PRINCIPAL, school=plan.school)
    MembershipFactory(district_wide=True)
    ReminderRule.objects.all().delete()
    for days, escalates in ((-7, False), (1, False), (8, True)):
        ReminderRule.objects.create(days=days, escalates=escalates)
    with time_machine.travel(f"{today} 12:00-05:00", tick=False):
        reminders.remind(date.fromisoformat(today))
        reminders.remind(date.fromisoformat(today))  # twice tells once

    assert Notice.objects.filter(kind__in=["plan.soon", "plan.late"]).count() == told


def test_a_reminder_of_a_plan_that_was_submitted_meanwhile_is_not_mailed():
    plan = in_state(PlanState.DRAFT)
    principal = MembershipFactory(role=Role.PRINCIPAL, school=plan.school).user
    reminders.remind_schools([plan.school], 2025, by=UserFactory())
    waiting = list(Notice.objects.filter(recipient=principal))
    assert still_to_be_told(principal, waiting) == waiting

    SchoolActionPlan.objects.filter(pk=plan.pk).update(state=PlanState.SUBMITTED)

    assert still_to_be_told(principal, waiting) == []


def test_nothing_chosen_is_said_and_nothing_is_sent(client):
    signed_in(client, Role.CENTRAL_OFFICE)

    answer = client.get(reverse("plans:plan-remind"), {"year": "x", "school": ["nonsense"]}, follow=True)

    assert "Choose schools whose plan waits for them." in answer.content.decode()
    assert client.post(reverse("plans:plan-remind"), {"year": "9999"}).status_code == 404


def test_a_principal_reminds_nobody(client):
    plan = in_state(PlanState.DRAFT)
    signed_in(client, Role.PRINCIPAL, plan.school)

    assert client.post(reverse("plans:plan-remind"), {"school": plan.school.code}).status_code == 403


def test_comments_on_ones_plan_and_what_one_has_not_saved_stand_on_the_work_page(client):
    plan = in_state(PlanState.DRAFT)
    principal = signed_in(client, Role.PRINCIPAL, plan.school)
    plan.comments.create(passage="needs", text="For whom?", by=UserFactory())
    plan.comments.create(passage="needs", text="My own", by=principal)
    typed = {"needs": "Half", "draft-title": "What the figures say"}
    client.post(address("action-plan-part", plan, "needs"), typed, headers={"X-Draft": "1"})

    found = words(principal)

    assert any(f"1 comment on “{plan}” is open." in one for one in found)
    assert "You have not saved what you typed: What the figures say." in found


# ---------------------------------------------------------------------- check-ins


def test_a_check_in_begins_with_what_was_counted(client):
    plan = in_state(PlanState.APPROVED)
    goal = PlanGoalFactory(plan=plan)
    ActionStepFactory(goal=goal, state="DONE", due_on=date(2025, 11, 1), done_on=date(2025, 11, 5))
    ActionStepFactory(goal=goal, due_on=date(2025, 12, 1), what="Never began it")
    ActivityFactory(school=plan.school, held_on=date(2025, 10, 14), families_total=30)
    ActivityFactory(school=plan.school, held_on=date(2026, 5, 14), families_total=500)  # after it
    refresh_all()
    signed_in(client, Role.PRINCIPAL, plan.school)
    page = address("check-in-add", plan)

    text = client.get(page).content.decode()
    assert "Never began it" in text
    client.post(page, {"working": "Calls home", "changing": "Visits move to Fridays"})

    check_in = CheckIn.objects.get()
    assert (check_in.kind, check_in.since, check_in.on) == ("MID_YEAR", date(2025, 7, 1), TODAY)
    steps = {key: check_in.counted[key] for key in ("steps_done", "steps_total", "steps_late")}
    assert steps == {"steps_done": 1, "steps_total": 2, "steps_late": 1}
    assert check_in.counted["measures"]["families_attending"] == 30
    assert "Visits move to Fridays" in client.get(plan.get_absolute_url()).content.decode()


def test_the_second_check_in_looks_back_to_the_first():
    plan = in_state(PlanState.APPROVED)
    first = check_ins.new_for(plan, UserFactory(), date(2026, 1, 10))
    first.working = "Calls"
    first.save()

    second = check_ins.new_for(plan, UserFactory(), TODAY)

    assert (second.kind, second.since) == ("OTHER", date(2026, 1, 10))


def test_a_plan_that_is_not_approved_is_not_checked_in_on(client):
    plan = in_state(PlanState.DRAFT)
    signed_in(client, Role.PRINCIPAL, plan.school)

    assert client.get(address("check-in-add", plan)).status_code == 302
    answer = client.post(address("check-in-add", plan), {"working": "All of it went well"})
    assert answer.status_code == 409
    assert "All of it went well" in answer.content.decode()
    assert not CheckIn.objects.exists()


def test_there_is_one_mid_year_check_in():
    plan = in_state(PlanState.APPROVED)
    said = {"since": date(2025, 7, 1), "on": TODAY, "counted": {}, "working": "Calls", "by": UserFactory()}
    plan.check_ins.create(**said)

    with pytest.raises(ValidationError, match="is there already"):
        CheckIn(plan=plan, **said).full_clean()


# ---------------------------------------------------------------------- steps that are done, with a file


def test_a_step_is_done_on_a_day_with_a_file_that_shows_it(client):
    plan = in_state(PlanState.APPROVED)
    step = ActionStepFactory(goal=PlanGoalFactory(plan=plan))
    signed_in(client, Role.PRINCIPAL, plan.school)
    page = address("step-edit", plan, step.pk)
    seen = client.get(page).context["form"]["seen"].value()

    client.post(page, {"state": "DONE", "upload": SimpleUploadedFile("evening.pdf", PDF), "seen": seen})

    step.refresh_from_db()
    assert (step.done_on, step.evidence_file.original_name) == (TODAY, "evening.pdf")
    file = client.get(address("step-evidence", plan, step.pk))
    assert b"".join(file.streaming_content) == PDF
    client.force_login(MembershipFactory(role=Role.PRINCIPAL).user)
    assert client.get(address("step-evidence", plan, step.pk)).status_code == 404


def test_a_step_that_is_open_again_has_no_day(client):
    plan = in_state(PlanState.APPROVED)
    step = ActionStepFactory(goal=PlanGoalFactory(plan=plan), state="DONE", done_on=date(2025, 12, 1))
    signed_in(client, Role.PRINCIPAL, plan.school)
    page = address("step-edit", plan, step.pk)
    seen = client.get(page).context["form"]["seen"].value()

    client.post(page, {"state": "UNDER_WAY", "done_on": "2025-12-01", "seen": seen})

    step.refresh_from_db()
    assert (step.state, step.done_on) == ("UNDER_WAY", None)


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"state": "DONE", "done_on": "2026-03-01"}, "still to come"),
        ({"state": "DONE", "upload": SimpleUploadedFile("list.exe", b"MZ" + b"\0" * 90)}, "not a PDF"),
    ],
)
def test_what_cannot_be_said_of_a_step_is_refused_beside_its_field(client, sent, message):
    plan = in_state(PlanState.APPROVED)
    step = ActionStepFactory(goal=PlanGoalFactory(plan=plan))
    signed_in(client, Role.PRINCIPAL, plan.school)

    assert message in client.post(address("step-edit", plan, step.pk), sent).content.decode()
    assert ActionStep.objects.get().state == "NOT_STARTED"


# ---------------------------------------------------------------------- what schools stand behind; last year's plan


def test_an_initiative_that_no_school_stands_behind_is_named(client):
    plan = ActionPlanFactory()
    behind, alone = InitiativeFactory(code="1.1"), InitiativeFactory(code="1.2")
    alone.priority_action = behind.priority_action
    alone.save()
    goal = PlanGoalFactory(plan=plan)
    goal.initiatives.add(behind)
    signed_in(client, Role.CENTRAL_OFFICE)

    found = coverage.of_year([plan.school, SchoolFactory()], 2025)

    assert [column.code for column in found.alone] == ["1.2"]
    assert [row.cells[0] for row in found.rows] == [1, 0]
    page = client.get(reverse("plans:plan-coverage"), {"year": "2025"})
    assert "1 of 2 schools has begun a plan." in page.content.decode()
    assert "No school has a goal for these initiatives" in page.content.decode()
    file = client.get(reverse("plans:plan-coverage"), {"year": "2025", "format": "csv"}).getvalue().decode()
    assert f"{plan.school.code},{plan.school.name},initiative,1.1" in file


def test_what_goes_on_from_last_year_is_chosen_goal_by_goal_and_step_by_step(client):
    before = ActionPlanFactory(fall_year=2024)
    kept, dropped = PlanGoalFactory(plan=before, statement="Kept"), PlanGoalFactory(plan=before, statement="Dropped")
    one = ActionStepFactory(goal=kept, what="Goes on", due_on=date(2025, 2, 28))
    ActionStepFactory(goal=kept, what="Does not")
    signed_in(client, Role.PRINCIPAL, before.school)
    page = reverse("plans:action-plan-begin", args=[before.school.code, 2025])
    assert "Dropped" in client.get(page).content.decode()

    client.post(page, {"copy": "1", "goal": [kept.pk], "step": [one.pk]})

    plan = SchoolActionPlan.objects.get(fall_year=2025)
    assert [goal.statement for goal in plan.goals.all()] == ["Kept"]
    assert [(step.what, step.due_on) for step in plan.goals.get().steps.all()] == [("Goes on", date(2026, 2, 28))]
    assert dropped.plan.goals.count() == 2


def test_days_in_review_are_counted():
    plan = in_state(PlanState.SUBMITTED)

    action_plans.move("return", plan=plan, by=UserFactory(), note="Say for whom.")

    assert plan.versions.get().days_waited == 3
