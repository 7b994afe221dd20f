"""Into a new school year: nothing that is open is forgotten, and what was done can be undone."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from fce_portal.plan_items import items_for
from plans import implementation, roll_over
from plans.models import BudgetLine, Milestone, PlanYear, RollOver
from plans.roll_over import CARRY, CLOSE, DROP, LEAVE, Answer, Overtaken, Wanted
from tests.factories import (
    BudgetLineFactory,
    InitiativeWorkFactory,
    MembershipFactory,
    MilestoneFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PAGE = "/plan/years/2026/"


@pytest.fixture(autouse=True)
def june():
    with time_machine.travel("2026-06-20 12:00-04:00", tick=False):
        yield


@pytest.fixture
def office(client):
    person = MembershipFactory(district_wide=True).user
    client.force_login(person)
    return person


@pytest.fixture
def work():
    return InitiativeWorkFactory()


def late(work, **more):
    return MilestoneFactory(work=work, **({"due_on": date(2026, 3, 1)} | more))


def answers(*milestones, act=CARRY, due="2027-03-01", reason=""):
    sent = {}
    for one in milestones:
        sent |= {f"act_{one.pk}": act, f"due_{one.pk}": due, f"reason_{one.pk}": reason}
    return sent


def test_what_is_open_from_before_is_asked_about_and_what_is_done_or_later_is_not(work):
    open_one, done = late(work, title="Open"), late(work, title="Done")
    late(work, title="Next year's", due_on=date(2026, 9, 1))
    late(work, title="Dropped", dropped_on=date(2026, 4, 1), dropped_reason="No room")
    implementation.complete(milestone=done, by=UserFactory(), done_on=date(2026, 3, 1))

    assert [step.milestone for step in roll_over.open_milestones(2026)] == [open_one]


def test_each_milestone_is_carried_closed_dropped_or_left(client, office, work):
    carried, closed, dropped, left = (late(work, title=title) for title in ("carried", "closed", "dropped", "left"))
    sent = answers(carried) | answers(closed, act=CLOSE) | answers(left, act=LEAVE)

    client.post(PAGE, sent | answers(dropped, act=DROP, reason="No money"))

    found = {one.title: one for one in Milestone.objects.all()}
    assert found["carried"].due_on == date(2027, 3, 1)
    assert found["closed"].completions.get().done_on == date(2026, 6, 20)
    assert found["dropped"].dropped_reason == "No money"
    assert found["left"].due_on == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"act": DROP}, "Say in a sentence why it is dropped."),
        ({"act": CARRY, "due": "2026-05-01"}, "Choose a day in the school year 2026–27."),
        ({"act": CARRY, "due": ""}, "Choose a day in the school year 2026–27."),
        ({"act": "burn"}, "Select a valid choice"),
    ],
)
def test_an_answer_that_makes_no_sense_changes_nothing(client, office, work, answer, message):
    one, two = late(work), late(work)

    page = client.post(PAGE, answers(one) | answers(two, **answer))

    assert message in page.content.decode()
    assert set(Milestone.objects.values_list("due_on", flat=True)) == {date(2026, 3, 1)}


def test_money_and_days_come_along_once(client, office, work):
    line = BudgetLineFactory(work=work, fall_year=2025, label="Greeters")
    PlanYear.objects.create(fall_year=2025, submit_by=date(2025, 10, 30), guidance_needs="Absence first")

    client.post(PAGE, {"budget": [line.pk], "frame": "on"})

    copied = BudgetLine.objects.get(fall_year=2026)
    assert (copied.label, copied.amount, copied.source) == ("Greeters", line.amount, line.source)
    days = PlanYear.objects.get(fall_year=2026)
    assert (days.submit_by, days.guidance_needs) == (date(2026, 10, 30), "Absence first")
    page = client.get(PAGE)
    assert not page.context["has_something"]


def test_all_of_it_can_be_undone(client, office, work):
    carried, closed, dropped = (late(work, title=title) for title in ("carried", "closed", "dropped"))
    line = BudgetLineFactory(work=work, fall_year=2025)
    PlanYear.objects.create(fall_year=2025, submit_by=date(2025, 10, 30))
    sent = answers(carried) | answers(closed, act=CLOSE) | answers(dropped, act=DROP, reason="No money")
    client.post(PAGE, sent | {"budget": [line.pk], "frame": "on"})

    client.post(reverse("plans:roll-over-undo", args=[RollOver.objects.get().pk]))

    assert {step.milestone for step in roll_over.open_milestones(2026)} == {carried, closed, dropped}
    assert set(Milestone.objects.values_list("due_on", flat=True)) == {date(2026, 3, 1)}
    assert BudgetLine.objects.count() == PlanYear.objects.count() == 1
    with pytest.raises(Overtaken, match="undone already"):
        roll_over.undo(RollOver.objects.get(), by=office)


def test_what_somebody_went_on_with_is_not_undone(office, work):
    one, two = late(work), late(work, title="Two")
    wanted = Wanted({pk: Answer(CARRY, date(2027, 3, 1)) for pk in (one.pk, two.pk)})
    done = roll_over.roll_over(wanted, 2026, by=office)
    Milestone.objects.filter(pk=two.pk).update(due_on=date(2027, 5, 1))

    with pytest.raises(Overtaken, match="Two"):
        roll_over.undo(done, by=office)

    one.refresh_from_db()
    assert one.due_on == date(2027, 3, 1)  # all or nothing


def test_what_was_done_while_somebody_answered_stays_done(office, work):
    one = late(work)
    implementation.complete(milestone=one, by=UserFactory(), done_on=date(2026, 6, 19))

    roll_over.roll_over(Wanted({one.pk: Answer(DROP, reason="Forgotten")}), 2026, by=office)

    one.refresh_from_db()
    assert one.dropped_on is None


@pytest.mark.parametrize("year", [0, 2024, 2028, 10**20])
def test_one_goes_into_this_or_the_next_school_year_only(client, office, year):
    assert client.get(f"/plan/years/{year}/").status_code == 404


def test_at_the_turn_of_the_year_the_office_is_asked_until_it_has_answered(client, office, work):
    one = late(work)
    words = "1 milestone is open from before 2026–27: carry it, close it or drop it."
    assert words in [item.sentence for item in items_for(office, date(2026, 6, 20))]
    assert words not in [item.sentence for item in items_for(office, date(2026, 4, 20))]

    client.post(PAGE, answers(one, act=LEAVE))

    assert words not in [item.sentence for item in items_for(office, date(2026, 6, 20))]
