from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from district.access import Role
from partnerships.models import YearlyReach
from tests.factories import MembershipFactory, SchoolFactory, SchoolYearFactory

pytestmark = pytest.mark.django_db
LIST = reverse("partnerships:reach-list")


@pytest.fixture
def principal(client):
    SchoolYearFactory(fall_year=2024)
    person = MembershipFactory(role=Role.PRINCIPAL)
    client.force_login(person.user)
    return person


def page(school, fall_year=2024):
    return reverse("partnerships:reach-edit", args=[school.code, fall_year])


STATED = {
    "families_enrolled": "400",
    "families_reached": "230",
    "families_home_visited": "44",
    "method": "Family list ticked off after each event",
}


def test_a_principal_states_the_reach_of_their_school_with_its_method(client, principal):
    client.post(page(principal.school), STATED)

    reach = YearlyReach.objects.get()
    assert (reach.school, reach.fall_year, reach.families_reached, reach.stated_by) == (
        principal.school,
        2024,
        230,
        principal.user,
    )
    text = client.get(LIST, {"year": "2024"}).content.decode()
    for words in ("230 (57.5%)", "44 (11.0%)", "10% or more", "Family list ticked off"):
        assert words in text


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"families_reached": "401"}, "__all__", "No more families can be reached"),
        ({"families_home_visited": "401"}, "__all__", "No more families can be reached"),
        ({"families_reached": "-1"}, "families_reached", "greater than or equal to 0"),
        ({"families_enrolled": "20001"}, "families_enrolled", "less than or equal to 20000"),
        ({"method": ""}, "method", "required"),
        (
            {"families_enrolled": "", "families_reached": "", "families_home_visited": ""},
            "families_reached",
            "at least one number",
        ),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, principal, changes, field, message):
    response = client.post(page(principal.school), STATED | changes)

    assert message in str(response.context["form"].errors[field])
    assert field == "method" or "ticked off" in response.content.decode()
    assert not YearlyReach.objects.exists()


def test_a_statement_is_corrected_not_doubled(client, principal):
    client.post(page(principal.school), STATED)
    seen = client.get(page(principal.school)).context["form"]["seen"].value()

    client.post(page(principal.school), STATED | {"families_reached": "240", "seen": seen})

    assert YearlyReach.objects.get().families_reached == 240
    assert YearlyReach.objects.get().version == 2


def test_two_who_state_it_at_once_do_not_overwrite_each_other(client, principal):
    client.post(page(principal.school), STATED)

    response = client.post(page(principal.school), STATED | {"families_reached": "10", "seen": "0"})

    assert "while you were writing" in str(response.context["form"].errors)
    assert YearlyReach.objects.get().families_reached == 230


def test_the_reach_of_another_school_is_not_for_me_to_see_or_state(client, principal):
    other = SchoolFactory()

    assert client.get(page(other)).status_code == 404
    assert other.name not in client.get(LIST).content.decode()


def test_staff_read_it_but_do_not_state_it(client, principal):
    client.force_login(MembershipFactory(role=Role.SCHOOL_STAFF, school=principal.school).user)

    assert client.get(LIST).status_code == 200
    assert client.get(page(principal.school)).status_code == 403


def test_a_year_to_come_or_unknown_cannot_be_stated(client, principal):
    next_year = timezone.localdate().year + 1
    SchoolYearFactory(fall_year=next_year, starts_on=timezone.localdate() + timedelta(days=1))

    assert client.get(page(principal.school, next_year)).status_code == 404
    assert client.get(page(principal.school, 1999)).status_code == 404


@pytest.mark.parametrize("query", [{"year": "x"}, {"year": "1999"}, {"page": "x"}, {"sort": "x"}])
def test_what_the_address_says_wrongly_is_ignored(client, principal, query):
    assert client.get(LIST, query).status_code == 200


def test_a_school_that_was_closed_by_then_is_not_asked(client):
    SchoolYearFactory(fall_year=2024)
    SchoolFactory(name="Gone", closed_on=date(2020, 6, 30))
    client.force_login(MembershipFactory(district_wide=True).user)

    assert "Gone" not in client.get(LIST, {"year": "2024"}).content.decode()


def test_the_table_can_be_downloaded(client, principal):
    client.post(page(principal.school), STATED)

    text = b"".join(client.get(LIST, {"year": "2024", "format": "csv"}).streaming_content).decode("utf-8-sig")

    assert f"{principal.school.name},{principal.school.code},400,230,44" in text


def test_the_list_costs_the_same_for_one_school_and_for_many(client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    SchoolYearFactory(fall_year=2024)
    client.force_login(MembershipFactory(district_wide=True).user)
    SchoolFactory()
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    SchoolFactory.create_batch(20)
    with django_assert_num_queries(len(one)):
        client.get(LIST)
