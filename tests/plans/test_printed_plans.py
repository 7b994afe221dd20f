"""The plans as PDF: what stands in them, for whom, in which language, and which version is the one of record."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from district.access import Role
from indicators.publication import republish
from plans import action_plans, check_ins
from plans.models import PlanCycle, StatusUpdate
from plans.models.action_plans import PlanState
from plans.printing.implementation import dollars
from tests.factories import (
    ActionPlanFactory,
    ActionStepFactory,
    BudgetLineFactory,
    ImportRunFactory,
    IndicatorValueFactory,
    InitiativeWorkFactory,
    MembershipFactory,
    MilestoneFactory,
    PlanGoalFactory,
    UserFactory,
)
from tests.printed import names_of, opened, tags_of, text_of, words_of

pytestmark = pytest.mark.django_db
SCHOOL_ROLES = (Role.PRINCIPAL, Role.SCHOOL_STAFF, Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER)


def person(client, role, school=None):
    user = MembershipFactory(role=role, school=school if role in SCHOOL_ROLES else None).user
    client.force_login(user)
    return user


def pdf_of(client, address, language="en"):
    client.cookies["language"] = language
    answer = client.get(address, {"format": "pdf"})
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    return answer.content


def whole_plan(**fields):
    defaults = {
        "needs": "Mondays have twice as many absences.",
        "voice": "Two evenings in two languages.",
        "voice_families_total": 62,
        "services": ["DATA", "LANGUAGE"],
        "services_note": "For the evenings.",
        "advice": "Call in Spanish too.",
        "advice_on": date(2025, 10, 7),
        "answer": "We do.",
    }
    plan = ActionPlanFactory(**defaults | fields)
    goal = PlanGoalFactory(plan=plan, target_value=Decimal("100"), strategy="We ask what would help.")
    ActionStepFactory(goal=goal, resources="A phone", grows_families=True)
    return plan


def approved_plan(by=None):
    plan = action_plans.move("submit", plan=whole_plan(), by=UserFactory())
    return action_plans.move("approve", plan=plan, by=by or UserFactory(), note="Well done.")


# ---------------------------------------------------------------------- a school's plan


def test_a_plan_is_printed_in_the_order_in_which_it_is_read(client):
    plan = whole_plan()
    person(client, Role.PRINCIPAL, plan.school)
    text = words_of(pdf_of(client, plan.get_absolute_url()))
    parts = [
        str(plan.school),
        "Action plan",
        "Draft",
        "None yet: this plan has not been approved.",
        "Mondays have twice as many absences.",
        "Two evenings in two languages.",
        "62",
        "Goal 1: Every child is in school every day.",
        "Chronic absenteeism",
        "(not reported)",
        "We ask what would help.",
        "Call home on the first day",
        "A phone",
        "Families will be able to do more",
        "Family resource aide",
        "Mar",
        "Not started",
        "Help with data and what they say",
        "For the evenings.",
        "October 7, 2025",
        "Call in Spanish too.",
        "We do.",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)
    assert "Looking back" not in text


def test_a_plan_of_which_nothing_is_written_says_so(client):
    plan = ActionPlanFactory()
    person(client, Role.PRINCIPAL, plan.school)
    text = words_of(pdf_of(client, plan.get_absolute_url()))
    assert text.count("Nothing is written yet.") == 4
    assert "No goals yet." in text


def test_the_figure_of_the_school_is_the_published_one_and_a_small_number_stays_hidden(client):
    plan = ActionPlanFactory()
    goal = PlanGoalFactory(plan=plan)
    value = IndicatorValueFactory(
        run=ImportRunFactory(), indicator=goal.indicator, school=plan.school, fall_year=2024, counts=(60, 200)
    )
    republish()
    person(client, Role.PRINCIPAL, plan.school)
    assert "30.0%" in words_of(pdf_of(client, plan.get_absolute_url()))

    type(value).objects.filter(pk=value.pk).update(numerator=2, denominator=7, value=Decimal("28.6"))
    republish()
    text = words_of(pdf_of(client, plan.get_absolute_url()))
    assert "28.6" not in text
    assert "suppressed to protect students" in text


def test_a_target_of_a_hundred_is_written_as_people_write_it(client):
    plan = whole_plan()
    person(client, Role.PRINCIPAL, plan.school)
    assert "1E+2" not in action_plans.goal_text(plan.goals.get())
    assert "Target of the school 100" in words_of(pdf_of(client, plan.get_absolute_url()))


def test_the_approved_plan_says_who_approved_which_version_and_when(client):
    plan = approved_plan(by=UserFactory(name="Luz Ortiz"))
    plan.reflection, plan.next_year = "Calls worked.", "Begin in September."
    plan.save()
    person(client, Role.BOARD_MEMBER)
    text = words_of(pdf_of(client, plan.get_absolute_url()))
    today = timezone.localdate().strftime("%B ") + str(timezone.localdate().day)
    assert f"Version 2: Approved on {today}, {timezone.localdate().year} by Luz Ortiz" in text
    assert "Calls worked." in text and "Begin in September." in text


def test_a_step_that_is_done_says_on_which_day_and_what_shows_it(client):
    plan = whole_plan()
    step = plan.goals.get().steps.get()
    step.state, step.done_on, step.evidence = "DONE", date(2026, 2, 3), "Call list of the week"
    step.save()
    person(client, Role.PRINCIPAL, plan.school)
    text = words_of(pdf_of(client, plan.get_absolute_url()))
    assert "Done Feb 3, 2026" in text and "Call list of the week" in text


def test_a_check_in_stands_in_the_plan_with_what_was_counted_and_said(client):
    plan = approved_plan()
    check_in = check_ins.new_for(plan, UserFactory(name="Luz Ortiz"))
    check_in.working, check_in.stuck = "The calls.", "The evenings."
    check_in.save()
    person(client, Role.COUNCIL_MEMBER, plan.school)
    text = words_of(pdf_of(client, plan.get_absolute_url()))
    assert "Mid-year check-in" in text and "Luz Ortiz" in text
    assert "Steps done 0 of 1" in text and "The calls." in text and "The evenings." in text


def test_a_draft_after_approval_says_that_the_approved_version_stays_in_force(client):
    plan = action_plans.move("change", plan=approved_plan(), by=UserFactory())
    person(client, Role.PRINCIPAL, plan.school)
    text = words_of(pdf_of(client, plan.get_absolute_url()))
    assert "Draft" in text and "Version 2: Approved" in text
    assert "the approved version stays in force" in text


def test_a_frozen_version_is_printed_as_it_was_frozen_and_says_whether_it_is_the_one_of_record(client):
    plan = approved_plan()
    person(client, Role.PRINCIPAL, plan.school)
    first, second = (version_address(plan, number) for number in (1, 2))
    assert "This version was not approved" in words_of(pdf_of(client, first))
    assert "This is the version of record." in words_of(pdf_of(client, second))

    plan = action_plans.move("change", plan=plan, by=UserFactory())
    type(plan).objects.filter(pk=plan.pk).update(needs="Rewritten.")
    plan.refresh_from_db()
    plan = action_plans.move("submit", plan=plan, by=UserFactory())
    action_plans.move("approve", plan=plan, by=UserFactory())
    text = words_of(pdf_of(client, second))
    assert "A later version has been approved since" in text
    assert "Mondays have twice as many absences." in text and "Rewritten." not in text
    assert "Call home on the first day (Family resource aide, until March 1, 2026)" in text


def version_address(plan, number):
    return reverse("plans:action-plan-version", args=[plan.school.code, plan.fall_year, number])


def test_a_version_keeps_its_goals_and_steps_apart(client):
    plan = whole_plan()
    ActionStepFactory(goal=PlanGoalFactory(plan=plan, statement="Another goal"), what="Another step")
    action_plans.move("submit", plan=plan, by=UserFactory())
    person(client, Role.PRINCIPAL, plan.school)
    pdf = pdf_of(client, version_address(plan, 1))
    text = words_of(pdf)
    assert (
        text.index("Goal 1:")
        < text.index("Call home")
        < text.index("Goal 2: Another goal")
        < text.index("Another step")
    )
    assert names_of(pdf).count("H2") == 2


def test_two_hundred_steps_are_all_there_and_in_order(client):
    plan = whole_plan(state=PlanState.SUBMITTED)
    goal = plan.goals.get()
    for number in range(200):
        ActionStepFactory(goal=goal, what=f"Step number {number:03}", due_on=date(2026, 4, 1))
    person(client, Role.PRINCIPAL, plan.school)
    pdf = pdf_of(client, plan.get_absolute_url())
    text = text_of(pdf)
    places = [text.find(f"Step number {number:03}") for number in range(200)]
    assert -1 not in places and places == sorted(places)
    assert names_of(pdf).count("TR") == 202


def test_what_people_write_is_never_read_as_an_order_to_the_printer(client):
    plan = whole_plan(needs='#read("/etc/passwd") *bold* $x$ [a] \\ `b` <c> @d \u200f 😀 王')
    person(client, Role.PRINCIPAL, plan.school)
    text = words_of(pdf_of(client, plan.get_absolute_url()))
    assert '#read("/etc/passwd") *bold* $x$ [a] \\ `b` <c> @d' in text
    assert "Some characters cannot be printed" in text


def test_a_plan_speaks_the_language_of_the_reader(client):
    plan = approved_plan()
    person(client, Role.PRINCIPAL, plan.school)
    for address in (plan.get_absolute_url(), version_address(plan, 2)):
        pdf = pdf_of(client, address, "es")
        text = words_of(pdf)
        assert "Plan de acción" in text and "La voz de las familias" in text and "Página 1 de" in text
        with opened(pdf) as file:
            assert str(file.Root.Lang).startswith("es")
    assert "lo que el propio portal dice en él está en inglés" in text


@pytest.mark.parametrize("role", [None, *Role])
def test_a_plan_is_printed_for_whom_its_page_is(client, role):
    plan = approved_plan()
    elsewhere = ActionPlanFactory()
    if role:
        person(client, role, plan.school)
    may = role is not None and role != Role.PARTNER_CONTACT
    for address in (plan.get_absolute_url(), version_address(plan, 2)):
        page, pdf = client.get(address), client.get(address, {"format": "pdf"})
        assert page.status_code == pdf.status_code
        assert (pdf.status_code == 200) == may
    foreign = client.get(elsewhere.get_absolute_url(), {"format": "pdf"})
    assert (foreign.status_code == 200) == (may and role not in SCHOOL_ROLES)


def test_the_page_leads_to_the_file_and_says_its_kind_and_language(client):
    plan = approved_plan()
    person(client, Role.PRINCIPAL, plan.school)
    for address in (plan.get_absolute_url(), version_address(plan, 2)):
        assert "Download as PDF, in English" in client.get(address).content.decode()
        client.cookies["language"] = "es"
        assert "Descargar como PDF, en español" in client.get(address).content.decode()
        client.cookies["language"] = "en"


def test_a_plan_costs_the_same_queries_with_one_goal_and_with_ten(client, django_assert_max_num_queries):
    plan = whole_plan()
    person(client, Role.PRINCIPAL, plan.school)
    pdf_of(client, plan.get_absolute_url())
    with CaptureQueriesContext(connection) as one:
        pdf_of(client, plan.get_absolute_url())
    for _number in range(10):
        ActionStepFactory.create_batch(3, goal=PlanGoalFactory(plan=plan))
    with django_assert_max_num_queries(len(one)):
        pdf_of(client, plan.get_absolute_url())
    assert len(one) <= 13


# ---------------------------------------------------------------------- implementation plans


def implementation_address(work):
    action = work.initiative.priority_action
    return reverse("plans:implementation-detail", args=[action.cycle.code, action.code])


def test_an_implementation_plan_holds_order_lead_status_milestones_and_money(client):
    work = InitiativeWorkFactory(lead=UserFactory(name="Luz Ortiz"), families_grow="Read together.")
    MilestoneFactory(work=work, title="Hire an aide", due_on=date(2020, 3, 1))
    old = {"work": work, "by": work.lead}
    StatusUpdate.objects.create(**old, on=date(2026, 1, 5), rating="ON_TRACK", happened="An old word.")
    StatusUpdate.objects.create(
        **old, on=date(2026, 2, 5), rating="AT_RISK", happened="Nobody applied.", help_needed="Post it."
    )
    BudgetLineFactory(work=work, fall_year=2025, amount=Decimal("1200"))
    BudgetLineFactory(work=work, fall_year=2025, amount=Decimal("300.50"), label="Child care")
    person(client, Role.BOARD_MEMBER)
    pdf = pdf_of(client, implementation_address(work))
    text = words_of(pdf)
    for part in (
        "Luz Ortiz",
        "At risk",
        "Nobody applied.",
        "Post it.",
        "Read together.",
        "Hire an aide",
        "Late",
        "$1,200",
        "$300.50",
        "All of 2025–26",
        "$1,500.50",
    ):
        assert part in text, part
    assert "An old word." not in text
    (drawing,) = [element for tag, element in tags_of(pdf) if tag == "Figure"]
    assert "0 of 1 milestone is done; 1 late." in drawing["/Alt"]


def test_an_initiative_without_anything_is_printed_too(client):
    work = InitiativeWorkFactory(state="NOT_STARTED")
    person(client, Role.CENTRAL_OFFICE)
    text = words_of(pdf_of(client, implementation_address(work)))
    assert "No milestones yet" in text and "Nobody yet" in text and "None yet" in text


def test_the_implementation_plan_costs_the_same_for_one_initiative_and_for_ten(client, django_assert_max_num_queries):
    work = InitiativeWorkFactory()
    MilestoneFactory(work=work)
    person(client, Role.CENTRAL_OFFICE)
    pdf_of(client, implementation_address(work))
    with CaptureQueriesContext(connection) as one:
        pdf_of(client, implementation_address(work))
    for _number in range(10):
        more = InitiativeWorkFactory()
        MilestoneFactory.create_batch(3, work=more)
        BudgetLineFactory(work=more)
        StatusUpdate.objects.create(work=more, by=UserFactory(), rating="ON_TRACK", happened="Going.")
    with django_assert_max_num_queries(len(one)):
        pdf_of(client, implementation_address(work))
    assert len(one) <= 17


@pytest.mark.parametrize("language, text", [("en", "$12,345.50"), ("es", "$12,345.50")])
def test_money_is_written_as_in_the_united_states(language, text):
    with translation.override(language):
        assert dollars(Decimal("12345.50")) == text


# ---------------------------------------------------------------------- the adopted plan


@pytest.fixture
def adopted():
    call_command("load_plan", verbosity=0)
    return PlanCycle.objects.get()


@pytest.mark.parametrize("language", ["en", "es"])
def test_anybody_gets_the_adopted_plan_with_all_initiatives_and_targets(client, adopted, language):
    answer = client.get(reverse("plans:plan-overview"))
    assert "format=pdf" in answer.content.decode()
    pdf = pdf_of(client, reverse("plans:plan-overview"), language)
    assert pdf_of(client, adopted.get_absolute_url(), language)
    text = words_of(pdf)
    with translation.override(language):
        for action in adopted.priority_actions.prefetch_related("initiatives"):
            assert str(action) in text
            for initiative in action.initiatives.all():
                assert str(initiative) in text
                assert " ".join(initiative.intent.split()) in text
        assert adopted.mission in text
    assert "71.5%" in text and "90%" in text
    assert names_of(pdf).count("H3") == 13


def test_a_file_of_the_adopted_plan_may_be_kept_but_is_asked_for_again(client, adopted):
    answer = client.get(reverse("plans:plan-overview"), {"format": "pdf"})
    assert answer["Cache-Control"] == "public, no-cache"
    assert answer["Content-Disposition"].endswith('-en.pdf"')


def test_without_a_plan_there_is_a_page_and_no_file(client):
    answer = client.get(reverse("plans:plan-overview"), {"format": "pdf"})
    assert answer.status_code == 200 and "No plan loaded yet" in answer.content.decode()


def test_the_adopted_plan_costs_few_queries(client, adopted, django_assert_max_num_queries):
    pdf_of(client, adopted.get_absolute_url())
    with django_assert_max_num_queries(11):
        pdf_of(client, adopted.get_absolute_url())
