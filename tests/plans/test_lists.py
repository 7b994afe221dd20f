"""Every list of the plans leaves as a file: what its reader may see, one row per thing, safe to open."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from district.access import Role
from plans.lists import LISTS
from plans.models import StatusUpdate
from tests.factories import (
    ActionPlanFactory,
    ActionStepFactory,
    BudgetLineFactory,
    InitiativeFactory,
    InitiativeWorkFactory,
    MembershipFactory,
    MilestoneFactory,
    PlanGoalFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def central(client):
    user = MembershipFactory(district_wide=True).user
    client.force_login(user)
    return client


def fetch(client, name, **query):
    answer = client.get(reverse("plans:list-file", args=[name]), {"format": "csv", "year": 2025} | query)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def rows_of(client, name, **query):
    return list(csv.DictReader(io.StringIO(fetch(client, name, **query).decode("utf-8-sig"))))


def fill(schools=1):
    for _number in range(schools):
        step = ActionStepFactory()
        step.goal.initiatives.add(InitiativeFactory())
        step.goal.plan.comments.create(passage="needs", text="Which groups?", must_fix=True, by=UserFactory())
        work = InitiativeWorkFactory(initiative=step.goal.initiatives.get())
        MilestoneFactory(work=work)
        BudgetLineFactory(work=work)
        StatusUpdate.objects.create(
            work=work, rating="ON_TRACK", happened="It began.", on=date(2025, 10, 1), by=UserFactory()
        )


def test_the_page_names_every_list_in_both_formats(central):
    text = central.get(reverse("plans:lists")).content.decode()
    for name in LISTS:
        for file_format in ("csv", "xlsx"):
            assert f"{reverse('plans:list-file', args=[name])}?format={file_format}" in text


def test_a_goal_stands_with_its_school_indicator_and_initiatives(central):
    plan = ActionPlanFactory(school__name="Burns")
    goal = PlanGoalFactory(plan=plan, target_value="12.50")
    goal.initiatives.add(InitiativeFactory(code="1.7"), InitiativeFactory(code="1.2"))
    (row,) = rows_of(central, "goals")
    assert row["Number of the goal"] == str(goal.pk)
    assert row["State code"] == plan.school.code
    assert row["Initiatives"] == "1.2 1.7"
    assert row["Target of the school"] == "12.50"


def test_a_step_stands_with_its_goal_and_an_iso_day(central):
    step = ActionStepFactory(due_on=date(2026, 3, 1))
    (row,) = rows_of(central, "steps")
    assert (row["Number of the step"], row["Number of the goal"]) == (str(step.pk), str(step.goal.pk))
    assert row["Until"] == "2026-03-01"


def test_only_open_comments_are_listed(central):
    plan = ActionPlanFactory()
    plan.comments.create(passage="needs", text="Still open", by=UserFactory())
    by = UserFactory()
    plan.comments.create(passage="needs", text="Closed", by=by, resolved_by=by, resolved_at="2025-10-10T10:00Z")
    assert [row["Comment"] for row in rows_of(central, "comments")] == ["Still open"]


def test_what_stays_inside_a_school_is_not_in_central_offices_file(central):
    plan = ActionPlanFactory()
    plan.comments.create(passage="needs", text="For us only", visibility="SCHOOL", by=UserFactory())
    plan.comments.create(passage="needs", text="For all", by=UserFactory())
    assert [row["Comment"] for row in rows_of(central, "comments")] == ["For all"]


@pytest.mark.parametrize("name", ["goals", "steps", "comments"])
def test_a_principal_gets_the_own_school_only(client, name):
    fill(2)
    plan = ActionStepFactory().goal.plan
    plan.comments.create(passage="needs", text="Ours", by=UserFactory())
    client.force_login(MembershipFactory(role=Role.PRINCIPAL, school=plan.school).user)
    assert {row["State code"] for row in rows_of(client, name)} == {plan.school.code}


@pytest.mark.parametrize("name", ["goals", "steps", "comments"])
def test_a_file_holds_one_school_year(central, name):
    fill()
    assert rows_of(central, name)
    assert not rows_of(central, name, year=2024)


def test_milestones_of_all_initiatives_with_how_they_stand(central):
    fill(2)
    rows = rows_of(central, "milestones")
    assert len(rows) == 2
    assert all(row["Initiative"] and row["Due on"] == "2026-03-01" and row["How it stands"] for row in rows)


@pytest.mark.parametrize("name", LISTS)
def test_no_list_runs_a_formula(central, name):
    fill()
    evil = "=1+1"
    step = ActionStepFactory(what=evil, goal__statement=evil)
    step.goal.plan.comments.create(passage="needs", text=evil, by=UserFactory())
    work = InitiativeWorkFactory()
    MilestoneFactory(work=work, title=evil)
    BudgetLineFactory(work=work, label=evil)
    StatusUpdate.objects.create(work=work, rating="ON_TRACK", happened=evil, on=date(2025, 10, 1), by=UserFactory())
    cells = {cell for row in rows_of(central, name) for cell in row.values()}
    assert evil not in cells
    assert f"'{evil}" in cells


@pytest.mark.parametrize("name", LISTS)
def test_the_workbook_holds_the_same_rows(central, name):
    fill(2)
    answer = central.get(reverse("plans:list-file", args=[name]), {"format": "xlsx", "year": 2025})
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0)
    assert len(sheet.to_python()) == 1 + len(rows_of(central, name)) == 3


def test_headings_are_in_the_readers_language(central):
    central.cookies["language"] = "es"
    assert fetch(central, "goals").decode("utf-8-sig").startswith("Número de la meta,")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_the_database_as_often_for_many_as_for_one(central, name):
    fill(1)
    before = queries(central, name)
    fill(7)
    assert queries(central, name) == before
    assert before <= 12


def queries(client, name):
    with CaptureQueriesContext(connection) as captured:
        fetch(client, name)
    return len(captured)


def test_a_list_that_is_not_there_and_a_year_that_cannot_be(central):
    assert central.get(reverse("plans:list-file", args=["nothing"])).status_code == 404
    assert rows_of(central, "goals", year="99999999999") == []
    assert central.get(reverse("plans:list-file", args=["goals"])).url == reverse("plans:lists")
