"""Implementation plans: milestones that are done, late or waiting; updates; the order of initiatives; who may what."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from district.access import Role
from district.models import SchoolYear
from indicators import rollups
from indicators.engagement import district_by_month
from plans import implementation
from plans.models import BudgetLine, Completion, InitiativeWork, Milestone, OrderDecision, StatusUpdate
from plans.timeline import timeline
from tests.factories import (
    BudgetLineFactory,
    InitiativeFactory,
    InitiativeWorkFactory,
    MembershipFactory,
    MilestoneFactory,
    SchoolFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


@pytest.fixture
def office(client):
    user = MembershipFactory(district_wide=True).user
    client.force_login(user)
    return user


def standings(work):
    return {step.milestone.title: step.standing for step in implementation.steps_of(work, TODAY)}


def url(name, work, **more):
    action = work.initiative.priority_action
    return reverse(f"plans:{name}", args=[action.cycle.code, work.initiative.code])


# ---------------------------------------------------------------------- milestones


def test_a_milestone_is_done_late_soon_waiting_or_planned():
    work = InitiativeWorkFactory()
    MilestoneFactory(work=work, title="late", due_on=TODAY - timedelta(days=1))
    MilestoneFactory(work=work, title="soon", due_on=TODAY)
    planned = MilestoneFactory(work=work, title="planned", due_on=TODAY + timedelta(days=15))
    waits = MilestoneFactory(work=work, title="waits", due_on=TODAY + timedelta(days=40))
    waits.after.add(planned)
    dropped = MilestoneFactory(work=work, title="dropped", due_on=TODAY - timedelta(days=9))
    implementation.drop(milestone=dropped, reason="Merged into another.")
    done = MilestoneFactory(work=work, title="done", due_on=TODAY - timedelta(days=9))
    implementation.complete(milestone=done, by=UserFactory(), done_on=TODAY)

    assert standings(work) == {
        "late": "late",
        "soon": "soon",
        "planned": "planned",
        "waits": "waits",
        "dropped": "dropped",
        "done": "done",
    }


def test_what_each_school_does_is_done_when_every_covered_school_says_so():
    schools = SchoolFactory.create_batch(2)
    SchoolFactory(closed_on=date(2020, 6, 30))
    milestone = MilestoneFactory(each_school=True, title="sign", due_on=TODAY + timedelta(days=3))
    by = UserFactory()
    implementation.complete(milestone=milestone, by=by, done_on=TODAY, school=schools[0])
    assert standings(milestone.work) == {"sign": "soon"}
    (step,) = implementation.steps_of(milestone.work, TODAY)
    assert step.progress_text == "1 of 2 schools"

    implementation.complete(milestone=milestone, by=by, done_on=TODAY, school=schools[1])

    assert standings(milestone.work) == {"sign": "done"}


def test_saying_twice_that_it_is_done_says_it_once():
    milestone, by = MilestoneFactory(), UserFactory()
    implementation.complete(milestone=milestone, by=by, done_on=TODAY)
    _completion, is_new = implementation.complete(milestone=milestone, by=by, done_on=TODAY + timedelta(days=1))

    assert not is_new
    assert Completion.objects.get().done_on == TODAY


def test_the_pages_of_a_priority_action_cost_the_same_for_three_and_for_thirty_milestones(
    client, office, django_assert_max_num_queries
):
    work = InitiativeWorkFactory()
    MilestoneFactory.create_batch(30, work=work)
    action = work.initiative.priority_action
    with django_assert_max_num_queries(15):
        client.get(reverse("plans:implementation-detail", args=[action.cycle.code, action.code]))
    with django_assert_max_num_queries(28):
        client.get(url("work-detail", work))


def test_two_milestones_cannot_wait_for_each_other(client, office):
    first, second = MilestoneFactory(title="Hire"), MilestoneFactory(title="Train")
    second.work = first.work
    second.save()
    second.after.add(first)

    answer = client.post(
        reverse("plans:milestone-edit", args=[first.pk]),
        {"title": "Hire", "due_on": "2026-03-01", "after": [second.pk], "seen": newest_event(first)},
    )

    assert "both would wait for each other" in answer.content.decode()
    assert not first.after.exists()


def has_error(answer, field):
    return bool(answer.context["form"].errors.get(field)) and f'href="#id_{field}"' in answer.content.decode()


def newest_event(obj):
    return obj.events.latest("pgh_id").pgh_id


def test_a_dropped_milestone_stays_readable_with_its_reason(client, office):
    milestone = MilestoneFactory(title="Print a brochure")
    client.post(reverse("plans:milestone-drop", args=[milestone.pk]), {"reason": "Families asked for texts instead."})

    assert "Families asked for texts instead." in client.get(url("work-detail", milestone.work)).content.decode()
    assert not Milestone.objects.in_force().exists()


def test_a_day_to_come_or_far_gone_is_refused_beside_the_field(client, office):
    milestone = MilestoneFactory()
    tomorrow = timezone.localdate() + timedelta(days=1)
    for day in (tomorrow.isoformat(), "1066-10-14", "no day"):
        answer = client.post(reverse("plans:milestone-done", args=[milestone.pk]), {"done_on": day})
        assert answer.status_code == 200 and has_error(answer, "done_on")
    assert not Completion.objects.exists()


def test_a_principal_says_it_for_the_own_school_only(client):
    principal = MembershipFactory(role=Role.PRINCIPAL)
    other = SchoolFactory()
    client.force_login(principal.user)
    milestone = MilestoneFactory(each_school=True)
    address = reverse("plans:milestone-done", args=[milestone.pk])
    client.post(address, {"done_on": "2026-03-01", "schools": [other.pk]})
    assert not Completion.objects.exists()

    client.post(address, {"done_on": "2026-03-01", "schools": [principal.school_id]})

    assert Completion.objects.get().school == principal.school
    assert client.post(reverse("plans:milestone-done", args=[MilestoneFactory().pk])).status_code == 403


def test_a_milestone_that_is_done_is_counted_in_its_month():
    SchoolYear.objects.create(fall_year=2025, starts_on=date(2025, 7, 1), ends_on=date(2026, 6, 30))
    school, by = SchoolFactory(), UserFactory()
    rollups.rebuild()
    implementation.complete(milestone=MilestoneFactory(), by=by, done_on=date(2026, 2, 3))
    ticked = MilestoneFactory(each_school=True)
    implementation.complete(milestone=ticked, by=by, done_on=date(2026, 2, 4), school=school)
    rollups.refresh()
    assert district_by_month(2025).total.counts["milestones_done"] == 2

    implementation.reopen(milestone=ticked, school=school)
    rollups.refresh()

    assert district_by_month(2025).total.counts["milestones_done"] == 1


# ---------------------------------------------------------------------- updates, order, money


def test_an_update_is_written_from_a_short_form_and_never_changed(client, office):
    work = InitiativeWorkFactory()
    client.post(
        url("update-add", work),
        {"rating": "AT_RISK", "happened": "Two schools have no greeter.", "on": "2026-03-01"},
    )
    update = StatusUpdate.objects.get()
    assert update.by == office
    assert "Two schools have no greeter." in client.get(url("work-detail", work)).content.decode()

    update.rating = "ON_TRACK"
    with pytest.raises(InternalError), transaction.atomic():
        update.save()


@time_machine.travel("2026-03-10 12:00-04:00", tick=False)
def test_the_latest_update_rules_and_the_earlier_ones_stay():
    work, by = InitiativeWorkFactory(), UserFactory()
    for day, rating in ((1, "OFF_TRACK"), (9, "ON_TRACK"), (5, "AT_RISK")):
        StatusUpdate.objects.create(work=work, by=by, on=date(2026, 3, day), rating=rating, happened="…")

    lines, _order = implementation.lines_of(work.initiative.priority_action)

    assert lines[0].rating_label == "On track"
    assert work.updates.count() == 3


def test_an_initiative_of_which_nobody_speaks_is_called_so():
    work = InitiativeWorkFactory(starts_on=date(2026, 1, 1))
    work.update_on = None
    assert implementation.is_stale(work, on=date(2026, 2, 20))
    assert not implementation.is_stale(work, on=date(2026, 2, 1))
    work.state = "PAUSED"
    assert not implementation.is_stale(work, on=date(2026, 2, 20))


def order_form(works, places, **more):
    data = {"reason": "Schools asked for it first.", "seen": 0, **more}
    for work, place in zip(works, places, strict=True):
        data |= {f"place_{work.initiative_id}": place, f"priority_{work.initiative_id}": "NEXT"}
    return data


def test_a_new_order_rules_and_the_old_one_stays_readable(client, office):
    works = [InitiativeWorkFactory(initiative=InitiativeFactory(code=code)) for code in ("1.1", "1.2")]
    action = works[0].initiative.priority_action
    address = reverse("plans:order-decide", args=[action.cycle.code, action.code])
    client.post(address, order_form(works, [2, 1]))
    client.post(address, order_form(works, [1, 2], seen=1, reason="Back again."))

    lines, order = implementation.lines_of(action)

    assert [line.work.initiative.code for line in lines] == ["1.1", "1.2"]
    assert order.version == 2
    assert OrderDecision.objects.get(version=1).lines.get(sequence=1).initiative.code == "1.2"


def test_who_decides_an_order_second_is_told_what_the_first_decided(client, office):
    works = [InitiativeWorkFactory(initiative=InitiativeFactory(code=code)) for code in ("1.1", "1.2")]
    action = works[0].initiative.priority_action
    address = reverse("plans:order-decide", args=[action.cycle.code, action.code])
    client.post(address, order_form(works, [2, 1]))

    late = client.post(address, order_form(works, [1, 2], reason="Mine."))

    assert "Schools asked for it first." in late.content.decode()
    assert OrderDecision.objects.count() == 1


def test_no_two_initiatives_share_a_place(client, office):
    works = [InitiativeWorkFactory(initiative=InitiativeFactory(code=code)) for code in ("1.1", "1.2")]
    action = works[0].initiative.priority_action
    address = reverse("plans:order-decide", args=[action.cycle.code, action.code])
    answer = client.post(address, order_form(works, [1, 1]))

    assert "Place 1 is taken by 1.1" in answer.content.decode()
    assert not OrderDecision.objects.exists()


def test_who_saves_second_reads_first_what_the_other_saved(client, office):
    work = InitiativeWorkFactory()
    seen = newest_event(work)
    form = {"state": "PAUSED", "covers_all_schools": "on", "seen": seen}
    work.resources = "A room"
    work.save()

    answer = client.post(url("work-edit", work), form)

    assert "A room" in answer.content.decode()
    work.refresh_from_db()
    assert work.state == "UNDER_WAY"


def test_an_initiative_for_some_schools_names_them(client, office):
    work = InitiativeWorkFactory()
    answer = client.post(url("work-edit", work), {"state": "UNDER_WAY", "seen": newest_event(work)})
    assert "Choose the schools" in answer.content.decode()


def test_money_is_entered_changed_and_taken_off(client, office):
    work = InitiativeWorkFactory()
    client.post(
        url("budget-add", work),
        {"fall_year": "2026", "label": "Greeters", "amount": "2500", "source": "TITLE1_FCE", "seen": "0"},
    )
    line = BudgetLine.objects.get()
    assert "2,500" in client.get(url("work-detail", work)).content.decode()
    refused = client.post(reverse("plans:budget-edit", args=[line.pk]), {"amount": "-1", "seen": newest_event(line)})
    assert has_error(refused, "amount")

    client.post(reverse("plans:budget-remove", args=[BudgetLineFactory(work=work).pk]))

    assert list(BudgetLine.objects.all()) == [line]


# ---------------------------------------------------------------------- the timeline


def test_the_timeline_says_in_words_what_it_draws():
    work = InitiativeWorkFactory(starts_on=date(2025, 9, 1), ends_on=date(2026, 6, 1))
    MilestoneFactory(work=work, due_on=date(2025, 10, 1), title="Late one")
    lines, _order = implementation.lines_of(work.initiative.priority_action)

    drawn = timeline(lines, TODAY)

    assert drawn.words.title == "0 of 1 milestone is done; 1 late."
    (row,) = drawn.rows
    assert row.marks[0].shape == "warning" and "Late one" in row.marks[0].words
    assert drawn.left <= row.marks[0].x <= drawn.right
    assert timeline([], TODAY) is None


def line_of(work):
    work = InitiativeWork.objects.for_list().with_latest_update().get(pk=work.pk)
    return implementation.Line(work, implementation.steps_of(work))


@pytest.mark.parametrize(
    ("days_late", "done", "rating"),
    [
        ([], 0, None),
        ([], 2, "DONE"),
        ([-20, -20], 1, "ON_TRACK"),
        ([5, -20, -20, -20], 1, "AT_RISK"),
        ([5, 5, -20], 1, "OFF_TRACK"),  # half of all
        ([31, -20, -20, -20, -20], 0, "OFF_TRACK"),  # late by more than a month
    ],
)
def test_what_the_milestones_make_of_an_initiative(days_late, done, rating):
    work = InitiativeWorkFactory()
    today = timezone.localdate()
    for days in days_late:
        MilestoneFactory(work=work, due_on=today - timedelta(days=days))
    for _number in range(done):
        one = MilestoneFactory(work=work, due_on=today - timedelta(days=90))
        implementation.complete(milestone=one, by=UserFactory(), done_on=today)

    assert line_of(work).dates_rating == rating


def test_what_somebody_said_rules_for_45_days_and_then_the_dates_do():
    work = InitiativeWorkFactory()
    today = timezone.localdate()
    MilestoneFactory(work=work, due_on=today - timedelta(days=40))
    said = StatusUpdate.objects.create(
        work=work, by=UserFactory(name="Ana Ruiz"), on=today - timedelta(days=45), rating="ON_TRACK", happened="…"
    )
    line = line_of(work)
    assert (line.rating, line.dates_rating) == ("ON_TRACK", "OFF_TRACK")
    assert "The dates say: Off track" in line.both_say

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        line = line_of(work)
        assert line.rating == "OFF_TRACK"
        assert "Ana Ruiz said" in line.both_say and "no longer holds" in line.both_say
    assert said.rating == "ON_TRACK"


def test_nobody_is_asked_for_a_word_about_an_initiative_whose_milestones_are_done():
    work = InitiativeWorkFactory(starts_on=timezone.localdate() - timedelta(days=400))
    milestone = MilestoneFactory(work=work)
    assert line_of(work).misses_word
    implementation.complete(milestone=milestone, by=UserFactory(), done_on=timezone.localdate())
    assert line_of(work).rating == "DONE"
    assert not line_of(work).misses_word


def test_anybody_reads_how_far_an_initiative_is_and_nobody_reads_who_is_late(client):
    work = InitiativeWorkFactory(lead=UserFactory(name="Lead Person"))
    late = MilestoneFactory(work=work, title="Hire greeters", due_on=timezone.localdate() - timedelta(days=3))
    StatusUpdate.objects.create(work=work, by=work.lead, on=late.due_on, rating="OFF_TRACK", happened="Quarrel")

    text = client.get(work.initiative.priority_action.get_absolute_url()).content.decode()

    assert "Under way" in text
    assert "0 of 1 milestone done, 1 late" in text
    assert not any(words in text for words in ("Lead Person", "Hire greeters", "Quarrel"))


def test_every_day_that_was_moved_stays_readable(client, office):
    milestone = MilestoneFactory(title="Hire greeters", due_on=date(2026, 3, 1))
    for day in (date(2026, 5, 1), date(2026, 6, 1)):
        Milestone.objects.filter(pk=milestone.pk).update(due_on=day)
    Milestone.objects.filter(pk=milestone.pk).update(title="Hire more greeters")

    moved = implementation.moved_days(milestone.work.initiative.priority_action)

    assert [(one.before, one.after) for one in moved] == [
        (date(2026, 5, 1), date(2026, 6, 1)),
        (date(2026, 3, 1), date(2026, 5, 1)),
    ]
    action = milestone.work.initiative.priority_action
    page = client.get(reverse("plans:implementation-detail", args=[action.cycle.code, action.code]))
    assert "Days that were moved" in page.content.decode()
