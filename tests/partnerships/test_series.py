from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from district.access import Role
from partnerships import sessions
from partnerships.activity_types import ActivityType
from partnerships.choices import TeamStep
from partnerships.models import Activity, ActivitySeries
from tests.factories import (
    ActivityFactory,
    ActivitySeriesFactory,
    InitiativeFactory,
    MembershipFactory,
    SchoolFactory,
    SchoolYearFactory,
)
from tests.partnerships.test_quick_log import sent

pytestmark = pytest.mark.django_db
ACADEMY = ActivityType.FAMILY_ACADEMY


@pytest.fixture
def principal(client):
    SchoolYearFactory(fall_year=2025)
    person = MembershipFactory(role=Role.PRINCIPAL)
    client.force_login(person.user)
    return person


@pytest.fixture
def series(principal):
    return ActivitySeriesFactory(school=principal.school, enrolled_total=20, completed_total=15)


def session(series, **values):
    return ActivityFactory(school=series.school, activity_type=series.activity_type, series=series, **values)


def test_a_series_says_once_who_enrolled_and_who_completed(series):
    with pytest.raises(IntegrityError), transaction.atomic():
        session(series, enrolled_total=20)
    assert series.completion == 0.75


def test_completion_is_not_known_before_the_end():
    assert ActivitySeriesFactory.build(school=None, made_by=None, enrolled_total=20).completion is None


@pytest.mark.parametrize(
    "values",
    [{"enrolled_total": 3, "completed_total": 4}, {"completed_total": 2, "roles_taken_total": 3}],
)
def test_the_database_refuses_more_completed_than_enrolled_and_more_roles_than_graduates(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        ActivitySeriesFactory(**values)


def test_a_session_is_of_the_school_and_the_type_of_its_series(series):
    for values in ({"school": SchoolFactory()}, {"activity_type": ActivityType.WORKSHOP}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ActivityFactory(**{"school": series.school, "activity_type": ACADEMY, "series": series, **values})


def test_a_series_keeps_its_school_and_its_type(series):
    with pytest.raises(DatabaseError), transaction.atomic():
        ActivitySeries.objects.filter(pk=series.pk).update(activity_type=ActivityType.WORKSHOP)


def test_the_next_session_is_logged_with_what_repeats_filled_in(client, series):
    initiative = InitiativeFactory()
    first = session(
        series, title="One", starts_at="17:30", languages_offered=["en", "es"], child_care=True, audience="BOTH",
        rating_linked_to_learning=2, hours_total=2,
    )  # fmt: skip
    first.initiatives.add(initiative)

    form = client.get(reverse("partnerships:activity-log"), {"series": series.pk}).context["form"]
    asked = sent(activity_type=ACADEMY, title=form["title"].value(), series=series.pk, held_on="2025-10-28")
    client.post(reverse("partnerships:activity-log"), asked | {"initiative": form["initiative"].value()})

    second = series.sessions.latest("pk")
    assert (second.title, second.is_series) == ("Parent University, fall, session 2", True)
    assert (second.starts_at, second.audience, second.child_care) == (
        first.refresh_from_db() or first.starts_at,
        "BOTH",
        True,
    )
    assert (second.rating_linked_to_learning, second.hours_total) == (None, None)  # of one session each
    assert list(second.initiatives.all()) == [initiative]


def test_a_session_is_copied_as_the_next_one(client, series):
    first = session(series, title="Parent University, fall, session 1")

    page = client.get(reverse("partnerships:activity-copy", args=[first.pk]))

    assert page.context["form"]["title"].value() == "Parent University, fall, session 2"
    assert page.context["form"]["series"].value() == series.pk
    assert first.get_absolute_url() in page.content.decode()


def test_series_of_one_name_are_told_apart_by_their_first_day(client, series):
    first = session(series)

    form = client.get(reverse("partnerships:activity-edit", args=[first.pk])).context["form"]

    assert str(series.begins_on.year) in form.fields["series"].label_from_instance(series)


def test_another_type_makes_it_an_activity_of_its_own(client, series):
    client.post(reverse("partnerships:activity-log"), sent(series=series.pk, held_on="2025-10-28"))

    assert Activity.objects.get().series is None


@pytest.mark.parametrize("asked", ["0", "999999", "x", "-1", "9" * 30])
def test_a_series_that_makes_no_sense_in_the_address_is_ignored(client, series, asked):
    assert client.get(reverse("partnerships:activity-log"), {"series": asked}).status_code == 200


def test_sessions_logged_one_by_one_are_attached_and_taken_out_again(client, series):
    loose = ActivityFactory(school=series.school, activity_type=ACADEMY)
    ActivityFactory(school=series.school, activity_type=ACADEMY, enrolled_total=3)  # a course of its own
    ActivityFactory(school=series.school)
    assert list(sessions.attachable(series)) == [loose]

    client.post(reverse("partnerships:series-attach", args=[series.pk]), {"sessions": [loose.pk]})
    page = client.get(series.get_absolute_url()).content.decode()
    client.post(reverse("partnerships:series-detach", args=[loose.pk]))

    assert "75.0%" in page and loose.title in page
    assert not series.sessions.exists()


def test_a_series_with_sessions_is_not_removed(client, series):
    held = session(series)
    address = reverse("partnerships:series-remove", args=[series.pk])
    assert client.post(address).status_code == 403

    held.delete()
    client.post(address)

    assert not ActivitySeries.objects.exists()


def test_a_series_is_begun_by_those_who_log_and_found_in_its_year(client, principal):
    response = client.post(
        reverse("partnerships:series-add"),
        {"activity_type": ACADEMY, "title": "Math nights", "begins_on": "2025-10-01", "sessions_planned": "5"},
    )

    series = ActivitySeries.objects.get()
    assert response.url == series.get_absolute_url()
    assert (series.school, series.made_by, series.fall_year) == (principal.school, principal.user, 2025)
    text = client.get(reverse("partnerships:series-list"), {"year": "2025"}).content.decode()
    assert "Math nights" in text and "0 of 5" in text


def test_two_who_change_a_series_at_once_do_not_overwrite_each_other(client, series):
    address = reverse("partnerships:series-edit", args=[series.pk])
    typed = {
        "title": series.title,
        "begins_on": "2025-09-15",
        "enrolled_total": "20",
        "completed_total": "9",
        "seen": "0",
    }

    response = client.post(address, typed)

    assert "while you were writing" in str(response.context["form"].errors)
    assert ActivitySeries.objects.get().completed_total == 15


def test_a_class_counts_once_all_four_parts_of_its_year_were_held(principal):
    team = ActivitySeriesFactory(school=principal.school, activity_type=ActivityType.APTT)
    for step, classes in zip(TeamStep.values[:3], (3, 2, 3), strict=True):
        session(team, team_step=step, classes_total=classes)
    assert sessions.classes_with_all_steps(2025) == 0

    session(team, team_step=TeamStep.INDIVIDUAL, classes_total=3, held_on=date(2026, 3, 2))

    assert sessions.classes_with_all_steps(2025, principal.school.pk) == 2
