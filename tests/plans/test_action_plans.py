"""School action plans: written by the school, advised by the council, reviewed, frozen, changed as a new version."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape

from district.access import GRANTS, Role
from district.history import history_of
from fce_portal.plan_items import items_for
from indicators.publication import republish
from plans import action_plans
from plans.action_plans import MOVES, NotPossible
from plans.models import PlanYear, SchoolActionPlan
from plans.models.action_plans import PlanState
from plans.views import action_plans as views
from tests.factories import (
    ActionPlanFactory,
    ActionStepFactory,
    ImportRunFactory,
    IndicatorTargetFactory,
    IndicatorValueFactory,
    InitiativeWorkFactory,
    MembershipFactory,
    PlanGoalFactory,
    SchoolFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def whole_plan(**fields):
    """A draft with all that a submission asks for."""
    plan = ActionPlanFactory(advice="Call in Spanish too.", advice_on=date(2025, 10, 7), **fields)
    ActionStepFactory(goal__plan=plan)
    return plan


def submitted():
    return action_plans.move("submit", plan=whole_plan(), by=UserFactory())


def address(name, plan, *more):
    return reverse(f"plans:{name}", args=[plan.school.code, plan.fall_year, *more])


def person(client, plan, role):
    is_at_school = role in (Role.PRINCIPAL, Role.SCHOOL_STAFF, Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER)
    user = MembershipFactory(role=role, school=plan.school if is_at_school else None).user
    client.force_login(user)
    return user


# ---------------------------------------------------------------------- what a submission asks for


def test_a_plan_needs_a_goal_a_step_for_each_goal_and_the_councils_advice():
    plan = ActionPlanFactory()
    assert [passage for _words, passage in action_plans.missing(plan)] == ["goals", "advice"]

    goal = PlanGoalFactory(plan=plan)
    plan.no_advice_reason = "The council has not met yet."
    plan.save()
    assert [passage for _words, passage in action_plans.missing(plan)] == [f"goal-{goal.pk}"]

    ActionStepFactory(goal=goal)
    assert action_plans.missing(plan) == []


def test_what_is_missing_is_said_when_somebody_tries_to_submit(client):
    plan = ActionPlanFactory()
    person(client, plan, Role.PRINCIPAL)
    answer = client.post(address("action-plan-move", plan, "submit"), {"note": ""})

    assert "at least one goal" in answer.content.decode()
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT


def test_who_submits_reads_first_who_gets_the_plan_that_it_is_late_and_what_must_be_met(client):
    plan = whole_plan(state=PlanState.RETURNED)
    plan.comments.create(passage="needs", text="Which groups?", must_fix=True, by=UserFactory())
    PlanYear.objects.create(fall_year=plan.fall_year, submit_by=timezone.localdate() - timedelta(days=3))
    person(client, plan, Role.PRINCIPAL)

    page = client.get(address("action-plan-move", plan, "submit")).content.decode()

    assert "Central office gets it" in page
    assert "3 days late" in page
    assert "Which groups?" in page


def test_no_button_is_offered_for_a_move_that_would_be_refused(client):
    plan = ActionPlanFactory()
    person(client, plan, Role.PRINCIPAL)
    page = client.get(address("action-plan-move", plan, "submit")).content.decode()
    assert "at least one goal" in page and 'name="note"' not in page

    plan = submitted()
    demand = plan.comments.create(passage="needs", text="Which groups?", must_fix=True, by=UserFactory())
    person(client, plan, Role.CENTRAL_OFFICE)
    assert 'name="note"' not in client.get(address("action-plan-move", plan, "approve")).content.decode()
    demand.delete()
    assert 'name="note"' in client.get(address("action-plan-move", plan, "approve")).content.decode()


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("state", PlanState.values)
def test_each_move_starts_only_where_the_table_says(name, state):
    plan = whole_plan(state=state, reflection="It worked.")
    if state in MOVES[name].from_states:
        assert action_plans.move(name, plan=plan, by=UserFactory(), note="Because.").state == MOVES[name].to_state
    else:
        with pytest.raises(NotPossible):
            action_plans.move(name, plan=plan, by=UserFactory(), note="Because.")


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("role", Role)
def test_each_move_is_for_those_whom_the_access_table_names(client, name, role):
    plan = whole_plan(state=MOVES[name].from_states[0], reflection="It worked.")
    person(client, plan, role)
    answer = client.post(address("action-plan-move", plan, name), {"note": "Because."})

    plan.refresh_from_db()
    has_moved = plan.state != MOVES[name].from_states[0]
    assert has_moved == (MOVES[name].permission in GRANTS[role])
    assert answer.status_code == (302 if has_moved else 403)


def test_two_people_cannot_both_be_first():
    plan = submitted()
    action_plans.move("approve", plan=plan, by=UserFactory())
    with pytest.raises(NotPossible, match="Approved"):
        action_plans.move("return", plan=plan, by=UserFactory(), note="Too late.")


# ---------------------------------------------------------------------- review


def test_a_comment_that_must_be_met_stands_in_the_way_of_approval(client):
    plan = submitted()
    person(client, plan, Role.CENTRAL_OFFICE)
    client.post(address("comment-add", plan, "needs"), {"text": "Which groups?", "must_fix": "on"})
    with pytest.raises(NotPossible):
        action_plans.move("approve", plan=plan, by=UserFactory())

    comment = plan.comments.get()
    client.post(address("comment-resolve", plan, comment.pk))

    assert action_plans.move("approve", plan=plan, by=UserFactory()).state == PlanState.APPROVED


def test_a_council_member_comments_but_makes_no_demands(client):
    plan = submitted()
    member = person(client, plan, Role.COUNCIL_MEMBER)
    client.post(address("comment-add", plan, "needs"), {"text": "¿Y los grupos?", "must_fix": "on"})

    comment = plan.comments.get()
    assert comment.by == member
    assert not comment.must_fix


def test_a_school_cannot_wave_away_what_central_office_demands(client):
    plan = submitted()
    demand = plan.comments.create(passage="needs", text="Which groups?", must_fix=True, by=UserFactory())
    person(client, plan, Role.PRINCIPAL)
    assert address("comment-resolve", plan, demand.pk) not in client.get(plan.get_absolute_url()).content.decode()
    assert client.post(address("comment-resolve", plan, demand.pk)).status_code == 403


def test_returning_a_plan_says_why(client):
    plan = submitted()
    person(client, plan, Role.CENTRAL_OFFICE)
    answer = client.post(address("action-plan-move", plan, "return"), {"note": ""})
    assert "why the plan is returned" in answer.content.decode()

    client.post(address("action-plan-move", plan, "return"), {"note": "The goals name no group."})

    plan.refresh_from_db()
    assert plan.state == PlanState.RETURNED
    assert plan.versions.first().note == "The goals name no group."


# ---------------------------------------------------------------------- the page


def test_a_step_that_is_not_done_by_its_day_is_late(client):
    today = timezone.localdate()
    plan = whole_plan()
    step = plan.goals.get().steps.get()
    for due_on, state, done_on, is_late in (
        (today, "NOT_STARTED", None, False),
        (today - timedelta(days=1), "UNDER_WAY", None, True),
        (today - timedelta(days=1), "DONE", today, False),
    ):
        step.due_on, step.state, step.done_on = due_on, state, done_on
        step.save()
        person(client, plan, Role.PRINCIPAL)
        page = client.get(plan.get_absolute_url()).content.decode()
        assert ("Late</span>" in page) == step.is_late == is_late


def test_what_the_school_does_about_the_advice_is_not_taken_for_the_advice():
    plan = whole_plan(answer="A parent leads the second evening.")
    assert "What the school does about it: A parent leads" in action_plans.advice_text(plan)


# ---------------------------------------------------------------------- versions


def test_what_was_approved_stays_as_it_was_and_is_compared_word_by_word(client):
    plan = submitted()
    action_plans.move("approve", plan=plan, by=UserFactory())
    approved = action_plans.in_force(plan)
    action_plans.move("change", plan=plan, by=UserFactory())
    goal = plan.goals.get()
    goal.statement = "Every child is in school on time every day."
    goal.save()
    action_plans.move("submit", plan=plan, by=UserFactory())

    assert action_plans.in_force(plan) == approved
    newest = plan.versions.first()
    person(client, plan, Role.BOARD_MEMBER)
    page = client.get(address("action-plan-version", plan, newest.number), {"against": approved.number})
    assert "<ins> on time</ins>" in page.content.decode()

    approved.text = []
    with pytest.raises(InternalError), transaction.atomic():
        approved.save()


def test_two_versions_do_not_differ_by_the_language_of_those_who_froze_them():
    plan = whole_plan(voice_families_total=12)
    with translation.override("es"):
        action_plans.move("submit", plan=plan, by=UserFactory())
    action_plans.move("approve", plan=plan, by=UserFactory())

    approved, sent = plan.versions.all()
    assert not any(one.is_changed for one in action_plans.differences(sent, approved))


def test_a_version_names_its_passages_in_the_readers_language_and_the_lines_of_a_goal(client):
    plan = whole_plan()
    ActionStepFactory(goal=PlanGoalFactory(plan=plan, strategy="Call in the evening."))
    action_plans.move("submit", plan=plan, by=UserFactory())
    version = plan.versions.get()
    with translation.override("es"):
        labels = [one.label for one in action_plans.frozen_passages(version)]
        expected = [str(action_plans.PART_NAMES[key]) for key in ("needs", "voice")]
        assert labels[:2] == expected
        assert labels[2:6] == ["Meta 1", "Meta 1, paso", "Meta 2", "Meta 2, paso"]

    person(client, plan, Role.BOARD_MEMBER)
    address_of_it = address("action-plan-version", plan, version.number)
    page = client.get(address_of_it).content.decode()
    assert "Goal 2, step" in page
    assert "How: Call in the evening." in page
    assert "is in English" not in page
    spanish = client.get(address_of_it, headers={"Accept-Language": "es"}).content.decode()
    assert "Meta 2, paso" in spanish
    assert "Goal 2" not in spanish


def test_the_difference_of_a_text_and_itself_is_nothing():
    pieces = action_plans.word_pieces("one two\nthree", "one two\nthree")
    assert pieces == [("same", "one two\nthree")]


def test_pieces_put_together_again_give_both_texts():
    before, after = "Call home on Monday", "Call or text home on Friday morning"
    pieces = action_plans.word_pieces(before, after)
    assert "".join(text for kind, text in pieces if kind != "new") == before
    assert "".join(text for kind, text in pieces if kind != "gone") == after


# ---------------------------------------------------------------------- writing


def test_once_submitted_the_text_cannot_be_changed(client):
    plan = submitted()
    person(client, plan, Role.PRINCIPAL)
    client.post(address("action-plan-part", plan, "needs"), {"needs": "Something else"})
    client.post(address("goal-remove", plan, plan.goals.get().pk))

    plan.refresh_from_db()
    assert plan.needs == ""
    assert plan.goals.count() == 1


def test_how_far_a_step_is_goes_on_after_approval(client):
    plan = submitted()
    action_plans.move("approve", plan=plan, by=UserFactory())
    person(client, plan, Role.SCHOOL_STAFF)
    step = plan.goals.get().steps.get()
    form = {
        "state": "DONE",
        "evidence": "Call log of March",
        "what": "Hijacked",
        "seen": step.events.latest("pgh_id").pgh_id,
    }
    client.post(address("step-edit", plan, step.pk), form)

    step.refresh_from_db()
    assert step.state == "DONE"
    assert step.what == "Call home on the first day"


def test_a_year_is_closed_with_a_look_back(client):
    plan = submitted()
    action_plans.move("approve", plan=plan, by=UserFactory())
    person(client, plan, Role.PRINCIPAL)
    refused = client.post(address("action-plan-move", plan, "close"), {"note": ""})
    assert "what worked" in refused.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolActionPlan.objects.filter(pk=plan.pk).update(state="CLOSED")


def test_who_saves_second_reads_first_what_the_other_saved(client):
    plan = ActionPlanFactory()
    person(client, plan, Role.PRINCIPAL)
    seen = plan.events.latest("pgh_id").pgh_id
    plan.needs = "Attendance in grade 9"
    plan.save()

    answer = client.post(address("action-plan-part", plan, "needs"), {"needs": "Reading", "seen": seen})

    assert "Attendance in grade 9" in answer.content.decode()
    assert "Reading" in answer.content.decode()
    plan.refresh_from_db()
    assert plan.needs == "Attendance in grade 9"


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"advice": "Call more."}, "advice_on"),
        ({"advice_on": "2025-10-07"}, "advice"),
        ({"advice_on": "2099-10-07", "advice": "Call more."}, "advice_on"),
        ({"advice_on": "2025-10-07", "advice": "Call more.", "no_advice_reason": "None"}, "no_advice_reason"),
    ],
)
def test_advice_comes_with_its_meeting_or_a_reason_why_there_is_none(client, form, field):
    plan = ActionPlanFactory()
    person(client, plan, Role.PRINCIPAL)
    form["seen"] = plan.events.latest("pgh_id").pgh_id
    answer = client.post(address("action-plan-part", plan, "advice"), form)
    assert field in answer.context["form"].errors


def test_a_step_outside_the_plans_year_is_refused(client):
    plan = ActionPlanFactory()
    goal = PlanGoalFactory(plan=plan)
    person(client, plan, Role.PRINCIPAL)
    form = {"what": "Call", "who": "Aide", "due_on": "2027-01-01", "seen": 0}
    assert "due_on" in client.post(address("step-add", plan, goal.pk), form).context["form"].errors
    assert not goal.steps.exists()


def test_what_is_known_of_the_school_stands_beside_the_goal(client):
    plan = ActionPlanFactory()
    goal = PlanGoalFactory(plan=plan)
    IndicatorValueFactory(
        run=ImportRunFactory(), indicator=goal.indicator, school=plan.school, fall_year=2024, counts=(60, 200)
    )
    IndicatorValueFactory(
        run=ImportRunFactory(), indicator=goal.indicator, school=plan.school, fall_year=2019, counts=(82, 200)
    )
    IndicatorTargetFactory(indicator=goal.indicator, target_fall_year=2027, school=plan.school, kind="INTERIM")
    republish()
    person(client, plan, Role.PRINCIPAL)
    text = client.get(plan.get_absolute_url()).content.decode()
    assert "30.0%" in text
    assert "41.0%" in text  # where it began
    assert "This school:" in text and "by 2027–28 (set by the district)" in text


# ---------------------------------------------------------------------- beginning, and the district's view


def test_last_years_goals_and_unfinished_steps_are_taken_along():
    old = ActionPlanFactory(fall_year=2024)
    goal = PlanGoalFactory(plan=old)
    ActionStepFactory(goal=goal, what="Unfinished", due_on=date(2024, 2, 29))
    ActionStepFactory(goal=goal, what="Finished", state="DONE", due_on=date(2024, 11, 1), done_on=date(2024, 10, 30))

    plan, is_new = action_plans.begin(school=old.school, fall_year=2025, by=UserFactory(), copy_from=old)

    assert is_new
    (step,) = plan.goals.get().steps.all()
    assert (step.what, step.due_on) == ("Unfinished", date(2025, 2, 28))
    again, is_new = action_plans.begin(school=old.school, fall_year=2025, by=UserFactory(), copy_from=old)
    assert again == plan and not is_new and plan.goals.count() == 1


def test_whoever_would_begin_a_plan_that_is_there_comes_to_it(client):
    plan = ActionPlanFactory()
    person(client, plan, Role.PRINCIPAL)
    assert client.get(address("action-plan-begin", plan)).url == plan.get_absolute_url()


def test_nobody_is_waited_for_in_years_gone_by(client):
    school = SchoolFactory()
    client.force_login(MembershipFactory(role=Role.PRINCIPAL, school=school).user)
    file = client.get(reverse("plans:action-plan-list"), {"year": "2010", "format": "csv"}).getvalue().decode()
    assert school.code in file and "The school" not in file


def test_the_district_sees_every_school_and_who_waits_for_whom(client):
    plan = submitted()
    SchoolFactory(name="Not begun school")
    person(client, plan, Role.CENTRAL_OFFICE)
    page = client.get(reverse("plans:action-plan-list"), {"year": "2025"}).content.decode()
    assert "Not begun school" in page
    assert "Central office" in page
    assert "All (2)" in page

    file = client.get(reverse("plans:action-plan-list"), {"year": "2025", "format": "csv", "state": "SUBMITTED"})
    assert plan.school.code in file.getvalue().decode() and "Not begun school" not in file.getvalue().decode()


def test_a_district_of_many_schools_reads_its_plans_page_by_page_and_takes_all_of_them_as_a_file(client, monkeypatch):
    monkeypatch.setattr(views, "SCHOOLS_PER_PAGE", 2)
    person(client, submitted(), Role.CENTRAL_OFFICE)
    SchoolFactory(name="Zeta"), SchoolFactory(name="Zuni")
    asked = {"year": "2025", "state": ""}
    first = client.get(reverse("plans:action-plan-list"), asked).content.decode()
    second = client.get(reverse("plans:action-plan-list"), {**asked, "page": "2"}).content.decode()
    assert "All (3)" in first and "Zeta" in first and "Zuni" not in first
    assert "Zuni" in second and "Zeta" not in second
    assert client.get(reverse("plans:action-plan-list"), {**asked, "page": "nonsense"}).status_code == 200
    file = client.get(reverse("plans:action-plan-list"), {**asked, "format": "csv"}).getvalue().decode()
    assert "Zeta" in file and "Zuni" in file


def test_several_plans_are_approved_at_once_and_one_that_cannot_be_stops_no_other(client):
    ready, demanded, draft = submitted(), submitted(), whole_plan()
    demanded.comments.create(passage="needs", text="Which groups?", must_fix=True, by=UserFactory())
    person(client, ready, Role.CENTRAL_OFFICE)
    page = client.get(reverse("plans:action-plan-list"), {"year": "2025"}).content.decode()
    assert page.count('type="checkbox"') == 2  # the one that can be approved, the one that can be reminded

    chosen = {"school": [plan.school.code for plan in (ready, demanded, draft)], "year": "2025"}
    answer = client.post(reverse("plans:action-plan-approve-several"), chosen, follow=True)

    assert "1 plan is approved." in answer.content.decode()
    states = [SchoolActionPlan.objects.get(pk=plan.pk).state for plan in (ready, demanded, draft)]
    assert states == ["APPROVED", "SUBMITTED", "DRAFT"]


def test_nonsense_chosen_to_be_approved_is_no_error(client):
    person(client, submitted(), Role.CENTRAL_OFFICE)
    for chosen in (["seven"], [], ["9" * 40]):
        assert (
            client.post(reverse("plans:action-plan-approve-several"), {"school": chosen, "year": "?"}).status_code
            == 302
        )


def test_a_principal_sees_the_own_school_only(client):
    plan, other = ActionPlanFactory(), ActionPlanFactory()
    person(client, plan, Role.PRINCIPAL)
    page = client.get(reverse("plans:action-plan-list"), {"year": "2025"}).content.decode()
    assert plan.school.name in page and other.school.name not in page
    assert client.get(other.get_absolute_url()).status_code == 404


def test_the_pages_cost_the_same_for_one_school_and_for_twenty(client, django_assert_max_num_queries):
    plan = whole_plan()
    person(client, plan, Role.CENTRAL_OFFICE)
    for _number in range(20):
        ActionStepFactory(goal__plan=ActionPlanFactory())
        ActionStepFactory(goal=plan.goals.get())
    with django_assert_max_num_queries(10):
        client.get(reverse("plans:action-plan-list"), {"year": "2025"})
    with django_assert_max_num_queries(11):
        client.get(reverse("plans:plan-coverage"), {"year": "2025"})
    with django_assert_max_num_queries(25):
        client.get(plan.get_absolute_url())


# ---------------------------------------------------------------------- the unusual


def test_a_step_moves_to_another_goal_of_the_plan_and_to_no_other_plan(client):
    step = ActionStepFactory(goal=PlanGoalFactory(), due_on=date(2026, 3, 1))
    plan = step.goal.plan
    other, foreign = PlanGoalFactory(plan=plan), PlanGoalFactory()
    person(client, plan, Role.PRINCIPAL)
    page = address("step-edit", plan, step.pk)
    seen = client.get(page).context["form"]["seen"].value()
    form = {"what": step.what, "who": step.who, "due_on": "2026-03-01", "seen": seen}

    assert "goal" in client.post(page, form | {"goal": foreign.pk}).context["form"].errors
    client.post(page, form | {"goal": other.pk})

    step.refresh_from_db()
    assert step.goal == other
    assert step.goal.statement in str(history_of(step)[0].changes)


def test_a_plan_with_two_hundred_steps_is_read_in_as_many_queries_as_one_with_three(
    client, django_assert_max_num_queries
):
    plan = ActionPlanFactory()
    goal = PlanGoalFactory(plan=plan)
    for number in range(200):
        ActionStepFactory(goal=goal, what=f"Step {number}")
    person(client, plan, Role.PRINCIPAL)
    with django_assert_max_num_queries(25):
        text = client.get(plan.get_absolute_url()).content.decode()
    assert "Step 199" in text


def test_the_plan_of_a_school_that_closed_stays_readable_and_nobody_is_asked_for_the_next(client):
    plan = whole_plan()
    type(plan.school).objects.filter(pk=plan.school_id).update(closed_on=date(2026, 1, 31))
    person(client, plan, Role.CENTRAL_OFFICE)

    assert client.get(plan.get_absolute_url()).status_code == 200
    this_year = client.get(reverse("plans:action-plan-list"), {"year": "2025"}).content.decode()
    next_year = client.get(reverse("plans:action-plan-list"), {"year": "2026"}).content.decode()
    assert plan.school.name in this_year
    assert plan.school.name not in next_year


@pytest.mark.parametrize(
    "text", ["Pasted “Word” text…\r\n\u2022\tbullet", "مرحبا بالعائلات", "👩🏽‍🏫 ¿Cómo? <b>&amp;", "e\u0301tude"]
)
def test_any_text_stands_in_the_plan_as_it_was_written(client, text):
    plan = ActionPlanFactory()
    person(client, plan, Role.PRINCIPAL)

    client.post(
        address("action-plan-part", plan, "needs"), {"needs": text, "seen": plan.events.latest("pgh_id").pgh_id}
    )

    plan.refresh_from_db()
    assert plan.needs == text
    page = client.get(plan.get_absolute_url()).content.decode()
    assert escape(text.splitlines()[0]) in page
    assert '<p class="prose" dir="auto">' in page


def test_an_initiative_whose_lead_has_left_asks_central_office_for_another():
    work = InitiativeWorkFactory(lead=UserFactory(name="Gone Away", is_active=False))
    office = MembershipFactory(district_wide=True).user
    sentences = [item.sentence for item in items_for(office, date(2026, 3, 1))]
    assert any("Gone Away, who answers for initiative" in one for one in sentences), sentences
    type(work).objects.filter(pk=work.pk).update(lead=office)
    assert not any("is not in office" in item.sentence for item in items_for(office, date(2026, 3, 1)))
