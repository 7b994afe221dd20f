"""After how long something needs somebody, and when schools teach: settings with bounds that hold everywhere."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from district import access_reviews, working_days
from district.access import Role
from district.models import PortalSettings, SchoolCalendar
from district.models.portal_settings import BOUNDS, THRESHOLDS
from fce_portal.demo.school_calendar import make_school_calendars
from governance.composition import met_lately
from partnerships.models.agreements import expiring_within
from plans.implementation import stale_after
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    person = MembershipFactory(role=Role.ADMINISTRATOR, school=None, user__name="Ana Rivera").user
    client.force_login(person)
    return person


def typed(**changed):
    numbers = {name: BOUNDS[name].default for name in THRESHOLDS}
    return (
        numbers
        | {"review_due_month": 10, "review_due_day": 31, "summer_from": 7, "summer_until": 8, "save": ""}
        | changed
    )


def a_year(**changed):
    return SchoolCalendar(
        **{"fall_year": 2026, "first_day": date(2026, 8, 31), "last_day": date(2027, 6, 11)} | changed
    )


def test_without_a_calendar_the_summer_is_july_and_august():
    assert working_days.summer_of(2026) == (date(2026, 7, 1), date(2026, 8, 31))
    assert not working_days.is_summer(date(2026, 6, 30)) and working_days.is_summer(date(2026, 7, 1))
    assert working_days.is_summer_month(date(2026, 8, 1)) and not working_days.is_summer_month(date(2026, 9, 1))


def test_the_boards_calendar_says_when_the_summer_is():
    a_year(fall_year=2025, first_day=date(2025, 8, 25), last_day=date(2026, 6, 15)).save()
    a_year(first_day=date(2026, 8, 27)).save()
    assert working_days.summer_of(2026) == (date(2026, 6, 16), date(2026, 8, 26))
    assert working_days.school_days_after(date(2026, 6, 15), 1) == date(2026, 8, 27)
    assert not working_days.Days(date(2026, 6, 17)).is_school_time(date(2026, 6, 17))
    assert working_days.summer_of(2028) == (date(2028, 7, 1), date(2028, 8, 31))


def test_the_months_of_the_settings_hold_where_no_calendar_is():
    PortalSettings.objects.create(pk=1, summer_from=6, summer_until=8)
    assert working_days.is_summer(date(2026, 6, 1)) and not working_days.is_summer(date(2026, 5, 31))


@pytest.mark.parametrize(
    ("changed", "broken"),
    [
        ({"last_day": date(2026, 8, 30)}, "ends"),
        ({"first_day": date(2025, 8, 31)}, "starts_in"),
        ({"first_day": date(2026, 6, 30)}, "starts_in"),
        ({"last_day": date(2027, 7, 1)}, "ends_in"),
        ({"fall_year": 1999, "first_day": date(1999, 9, 1), "last_day": date(2000, 6, 1)}, "centuries"),
    ],
)
def test_a_school_year_has_its_days_in_its_autumn_and_its_spring(changed, broken):
    with pytest.raises(IntegrityError, match=broken), transaction.atomic():
        a_year(**changed).save()


@pytest.mark.parametrize(("month", "day"), [(2, 29), (4, 31), (13, 1), (0, 1), (10, 0)])
def test_the_access_review_is_due_on_a_day_that_each_year_has(month, day):
    with pytest.raises(IntegrityError, match="review_has_a_day"), transaction.atomic():
        PortalSettings.objects.create(pk=1, review_due_month=month, review_due_day=day)


def test_the_access_review_is_due_on_the_day_of_the_settings_within_its_school_year(client, administrator):
    assert access_reviews.due_on(2026) == date(2026, 10, 31)
    answer = client.post(reverse("portal-days"), typed(review_due_month=3, review_due_day=15))
    assert answer.status_code == 302
    assert access_reviews.due_on(2026) == date(2027, 3, 15)


def test_a_day_that_its_month_does_not_have_is_said_on_the_page(client, administrator):
    page = client.post(reverse("portal-days"), typed(review_due_month=2, review_due_day=30)).content.decode()
    assert 'value="30"' in page
    beside = page.partition('id="div_id_review_due_day"')[2].partition('id="div_id_')[0]
    assert "a day that its month does not have" in beside
    assert page.count("a day that its month does not have") == 2, "beside the field, and in the list on top"


@pytest.mark.parametrize(("first", "last"), [(8, 7), (4, 8), (7, 10)])
def test_a_summer_is_in_summer(first, last):
    with pytest.raises(IntegrityError, match="summer_is_in_summer"), transaction.atomic():
        PortalSettings.objects.create(pk=1, summer_from=first, summer_until=last)


def test_thresholds_hold_where_they_are_asked():
    day = date(2026, 11, 1)
    assert met_lately(day - timedelta(days=60), day) and not met_lately(day - timedelta(days=61), day)
    PortalSettings.objects.create(pk=1, council_gap_days=90, status_days=20, agreement_end_days=120)
    assert met_lately(day - timedelta(days=90), day)
    assert (stale_after(), expiring_within()) == (timedelta(days=20), timedelta(days=120))


def test_an_administrator_sets_thresholds_and_enters_a_calendar(client, administrator, django_assert_max_num_queries):
    client.post(reverse("portal-days"), typed(vacancy_days=45))
    assert PortalSettings.objects.get().vacancy_days == 45
    days = {"first_day": "2026-08-31", "last_day": "2027-06-11", "seen": ""}
    client.post(reverse("school-calendar-edit", args=[2026]), days)
    with django_assert_max_num_queries(25):
        text = client.get(reverse("portal-days")).content.decode()
    assert "2026–27" in text and "June 11, 2027" in text and "Ana Rivera" in text
    client.post(reverse("school-calendar-remove", args=[2026]))
    assert not SchoolCalendar.objects.exists()


def test_what_is_out_of_bounds_or_no_calendar_is_refused_beside_its_field(client, administrator):
    assert "From 14 to 365" in client.post(reverse("portal-days"), typed(vacancy_days=3)).content.decode()
    days = {"first_day": "2026-08-31", "last_day": "2028-06-11"}
    text = client.post(reverse("school-calendar-edit", args=[2026]), days).content.decode()
    assert "not in the spring or June" in text and not SchoolCalendar.objects.exists()


@pytest.mark.parametrize("year", [0, 1999, 2100, 10**30])
def test_a_year_that_no_record_bears_has_no_calendar(client, administrator, year):
    assert client.get(f"/settings/calendar/{year}/").status_code == 404
    assert client.post(f"/settings/calendar/{year}/remove/").status_code == 404


@pytest.mark.parametrize("today", [date(2026, 11, 26), date(2027, 3, 1), date(2027, 7, 1), date(2028, 2, 29)])
def test_the_demo_district_has_calendars_that_hold_on_any_day(today):
    make_school_calendars(today)
    assert working_days.summer_of(today.year) != (date(today.year, 7, 1), date(today.year, 8, 31))
