import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from district.access import Role
from partnerships.models import Activity, YearlyReach
from tests.factories import (
    ActivityFactory,
    InitiativeFactory,
    MembershipFactory,
    SchoolFactory,
    SchoolYearFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LOG = reverse("partnerships:activity-log")


@pytest.fixture(autouse=True)
def this_school_year():
    today = timezone.localdate()
    return SchoolYearFactory(
        fall_year=today.year, starts_on=today - timedelta(days=300), ends_on=today + timedelta(days=30)
    )


@pytest.fixture
def staff(client):
    person = MembershipFactory(role=Role.SCHOOL_STAFF)
    client.force_login(person.user)
    return person


def sent(**changes):
    form = {
        "activity_type": "WORKSHOP",
        "held_on": timezone.localdate().isoformat(),
        "count": "21",
        "title": "",
        "entry_key": str(uuid.uuid4()),
        "counted": "families_total",
    }
    return {**form, **changes}


def errors(response):
    return response.context["form"].errors


def test_an_activity_is_logged_with_a_type_and_a_count(client, staff):
    response = client.post(LOG, sent())

    activity = Activity.objects.get()
    assert response.url == reverse("partnerships:activity-saved", args=[activity.pk])
    assert (activity.school, activity.title, activity.families_total, activity.logged_by) == (
        staff.school,
        "Workshop for families",
        21,
        staff.user,
    )


def test_the_page_after_saving_says_what_was_saved_and_what_can_follow(client, staff):
    page = client.post(LOG, sent(title="Reading night"), follow=True).content.decode()

    for words in ("Reading night", "Families: 21", "Add details", "Log another like this", "Undo"):
        assert words in page


def test_the_form_asks_for_six_things_at_most(client):
    central = MembershipFactory(district_wide=True)
    client.force_login(central.user)

    form = client.get(LOG).context["form"]

    assert len(form.visible_fields()) == 6


def test_the_form_proposes_what_the_person_logs_most(client, staff):
    ActivityFactory(school=staff.school, logged_by=staff.user, activity_type="SOCIAL")
    homework = ActivityFactory.create_batch(2, school=staff.school, logged_by=staff.user, activity_type="HOMEWORK_TIPS")
    reading = InitiativeFactory()
    homework[-1].initiatives.add(reading)

    form = client.get(LOG).context["form"]

    assert [value for value, _label in form.fields["activity_type"].choices[1][1]] == ["HOMEWORK_TIPS", "SOCIAL"]
    assert (form["activity_type"].value(), form["initiative"].value()) == ("HOMEWORK_TIPS", reading.pk)
    assert str(form["count"].label) == "How many were sent out?"


def test_choosing_another_type_asks_the_question_of_that_type(client, staff):
    page = client.get(LOG, {"activity_type": "HOME_VISIT_PTHV", "count": "3"}, headers={"HX-Request": "true"})

    text = page.content.decode()
    assert "How many first visits were completed?" in text
    assert 'value="3"' in text
    assert "<html" not in text


def test_without_scripts_a_number_of_families_does_not_become_a_number_of_visits(client, staff):
    form = sent(activity_type="HOME_VISIT_PTHV", counted="families_total")
    response = client.post(LOG, form)

    assert "Check this number" in errors(response)["count"][0]
    again = {**form, "counted": response.context["form"]["counted"].value()}
    client.post(LOG, again)
    assert Activity.objects.get().visits_first_total == 21


def test_the_same_form_sent_twice_is_logged_once(client, staff):
    form = sent(count="21")
    first = client.post(LOG, form)
    second = client.post(LOG, {**form, "count": "99"}, follow=True)

    assert Activity.objects.get().families_total == 21
    assert second.redirect_chain[0][0] == first.url
    assert "was sent before" in second.content.decode()


def test_the_key_of_somebody_elses_form_shows_nothing_of_theirs(client, staff):
    theirs = ActivityFactory()

    client.post(LOG, sent(entry_key=str(theirs.entry_key)))

    assert Activity.objects.filter(logged_by=staff.user).count() == 1


def test_logging_takes_few_queries(client, staff, django_assert_max_num_queries):
    initiative = InitiativeFactory()
    client.post(LOG, sent())
    with django_assert_max_num_queries(9):  # session, person, roles, year, initiative, BEGIN, 2 inserts, COMMIT
        client.post(LOG, sent(initiative=initiative.pk))


def test_the_form_costs_the_same_however_much_was_logged(client, staff):
    ActivityFactory(school=staff.school, logged_by=staff.user)
    with CaptureQueriesContext(connection) as one:
        client.get(LOG)
    ActivityFactory.create_batch(20, school=staff.school, logged_by=staff.user)
    with CaptureQueriesContext(connection) as many:
        client.get(LOG)
    assert len(one) == len(many) <= 9


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("held_on", "tomorrow", "future"),
        ("held_on", "1999-01-01", "No school year"),
        ("held_on", "2026-02-31", "valid date"),
        ("count", "-1", "greater than or equal to 0"),
        ("count", "20001", "less than or equal to 20000"),
        ("count", "21.5", "whole number"),
        ("title", "x" * 141, "at most 140"),
        ("title", "nul \x00 byte", "Null characters"),
        ("activity_type", "PARTY", "valid choice"),
        ("activity_type", "SUPPLIES", "logged for the district"),
        ("initiative", "999999999", "valid choice"),
        ("entry_key", "no-uuid", "UUID"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(client, staff, field, value, message):
    if value == "tomorrow":
        value = (timezone.localdate() + timedelta(days=1)).isoformat()

    response = client.post(LOG, sent(**{"title": "Reading night", field: value}))

    assert response.status_code == 200
    assert message in errors(response)[field][0]
    assert field == "title" or "Reading night" in response.content.decode()
    assert not Activity.objects.exists()


def test_a_childs_name_is_asked_about_once(client, staff):
    form = sent(title="Talk with student Maria")
    response = client.post(LOG, form)

    assert "Maria" in errors(response)["title"][0]
    client.post(LOG, {**form, "confirmed": response.context["form"]["confirmed"].value()})
    assert Activity.objects.get().title == "Talk with student Maria"


def test_far_more_families_than_the_school_has_are_asked_about_once(client, staff):
    YearlyReach.objects.create(
        school=staff.school, fall_year=2025, families_enrolled=60, method="List", stated_by=staff.user
    )
    form = sent(count="301")
    response = client.post(LOG, form)

    assert "five times the 60 families" in errors(response)["count"][0]
    client.post(LOG, {**form, "confirmed": response.context["form"]["confirmed"].value()})
    assert Activity.objects.get().families_total == 301


def test_a_person_of_the_district_chooses_the_school_or_the_whole_district(client):
    client.force_login(MembershipFactory(district_wide=True).user)
    school = SchoolFactory()

    client.post(LOG, sent(school=school.pk))
    client.post(LOG, sent(school="0", activity_type="SUPPLIES", counted=""))
    response = client.post(LOG, sent())

    assert [activity.school for activity in Activity.objects.order_by("pk")] == [school, None]
    assert "school" in errors(response)


def test_nobody_logs_for_a_school_that_is_not_theirs(client, staff):
    MembershipFactory(user=staff.user, role=Role.SCHOOL_STAFF)
    foreign = SchoolFactory()

    response = client.post(LOG, sent(school=foreign.pk))

    assert "school" in errors(response)


@pytest.mark.parametrize("role", [Role.COUNCIL_MEMBER, Role.COUNCIL_CHAIR])
def test_who_only_reads_cannot_log(client, role):
    client.force_login(MembershipFactory(role=role).user)

    assert client.get(LOG).status_code == 403


def test_a_copy_proposes_all_but_date_and_count(client, staff):
    like = ActivityFactory(school=staff.school, title="Reading night", families_total=9)

    form = client.get(reverse("partnerships:activity-copy", args=[like.pk])).context["form"]

    assert (form["title"].value(), form["count"].value(), form["held_on"].value()) == (
        "Reading night",
        None,
        timezone.localdate(),
    )
    assert form["entry_key"].value() != like.entry_key


def test_what_may_have_been_logged_twice_is_pointed_out(client, staff):
    ActivityFactory(school=staff.school, held_on=timezone.localdate(), title="Reading nigth", activity_type="SOCIAL")
    ActivityFactory(school=staff.school, held_on=timezone.localdate(), title="Chess club", activity_type="SOCIAL")

    page = client.post(LOG, sent(title="Reading night"), follow=True).content.decode()

    assert "Has this been logged already?" in page
    assert "Reading nigth" in page
    assert "Chess club" not in page


def test_whoever_logged_it_can_take_it_back_at_once(client, staff):
    client.post(LOG, sent())
    activity = Activity.objects.get()

    client.post(reverse("partnerships:activity-undo", args=[activity.pk]))

    assert not Activity.objects.kept().exists()
    assert Activity.objects.get().deleted_by == staff.user


def test_what_somebody_else_logged_cannot_be_undone(client, staff):
    activity = ActivityFactory(school=staff.school, logged_by=UserFactory())

    client.post(reverse("partnerships:activity-undo", args=[activity.pk]))

    assert Activity.objects.kept().exists()
