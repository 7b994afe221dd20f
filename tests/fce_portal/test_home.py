""" "My work" says what waits for this person, in this month, and nothing else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from district.access import Role
from district.models import Job
from district.models.jobs import JobState
from district.school_years import fall_year_of
from fce_portal.home import items_for
from indicators import kept_pages
from indicators.models.imports import RunState
from indicators.rollups import rebuild
from partnerships.models import PartnerAccount, YearlyReach
from tests.factories import (
    ActivityFactory,
    CouncilMeetingFactory,
    ImportRunFactory,
    MembershipFactory,
    PartnerFactory,
    SchoolFactory,
    SchoolYearFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)

NOVEMBER = date(2025, 11, 12)


def sentences(user, today=NOVEMBER):
    return [item.sentence for item in items_for(user, today)]


def says(user, words, today=NOVEMBER):
    return any(words in sentence for sentence in sentences(user, today))


@pytest.fixture
def principal():
    return MembershipFactory(role=Role.PRINCIPAL, school__name="Burns").user


@pytest.fixture
def burns(principal):
    return principal.memberships.get().school


def test_a_month_without_an_activity_is_pointed_out_until_one_is_logged(principal, burns):
    rebuild()
    assert says(principal, "Nothing is logged for Burns in October 2025.")

    ActivityFactory(school=burns, held_on=date(2025, 10, 14))
    rebuild()
    assert not says(principal, "Nothing is logged")


def test_nobody_is_asked_for_july_and_august(principal):
    rebuild()
    assert not says(principal, "Nothing is logged", date(2025, 9, 10))


def test_what_is_logged_this_month_is_counted(principal, burns):
    ActivityFactory.create_batch(2, school=burns, held_on=date(2025, 11, 3))
    ActivityFactory(held_on=date(2025, 11, 3))
    rebuild()

    assert says(principal, "2 activities are logged for Burns this month.")


def test_the_reach_of_the_year_that_is_over_is_asked_for_until_it_is_stated(principal, burns):
    assert says(principal, "Burns has not stated yet how many different families it reached in 2024–25.")

    YearlyReach.objects.create(school=burns, fall_year=2024, families_reached=3, method="List", stated_by=principal)
    assert not says(principal, "has not stated")


def test_a_school_is_not_asked_for_a_year_before_it_opened(principal, burns):
    burns.opened_on = date(2025, 7, 1)
    burns.save()

    assert not says(principal, "has not stated")


def test_a_council_that_has_not_met_for_long_waits_for_whoever_records_its_meetings(principal, burns):
    meeting = CouncilMeetingFactory(council__school=burns, held_on=date(2025, 9, 1))
    member = MembershipFactory(role=Role.COUNCIL_MEMBER, school=burns).user

    assert says(principal, "No meeting of the council of Burns is recorded lately.")
    assert says(member, "last met on")
    meeting.held_on = date(2025, 11, 3)
    meeting.save()
    assert not says(principal, "No meeting")


def test_central_office_hears_how_many_schools_were_silent():
    central = MembershipFactory(district_wide=True).user
    SchoolFactory.create_batch(2)
    ActivityFactory(held_on=date(2025, 10, 14))
    rebuild()

    assert says(central, "2 schools logged nothing in October 2025.")


def test_imports_wait_for_those_who_publish_and_are_news_for_the_board():
    central = MembershipFactory(district_wide=True).user
    board = MembershipFactory(role=Role.BOARD_MEMBER, school=None).user
    ImportRunFactory(state=RunState.ENTERED)
    ImportRunFactory(state=RunState.PUBLISHED, published_at=datetime(2025, 10, 2, 15, tzinfo=UTC))

    assert says(central, "1 import waits to be approved.")
    assert not says(board, "waits")
    assert says(board, "last published on")


def test_a_failed_job_comes_first():
    central = MembershipFactory(district_wide=True).user
    ImportRunFactory(state=RunState.ENTERED)
    Job.objects.create(kind="import", state=JobState.FAILED)

    assert sentences(central)[0] == "1 job failed this week."


def test_an_administrator_hears_of_invitations_and_of_roles_that_end():
    administrator = MembershipFactory(role=Role.ADMINISTRATOR, school=None).user
    UserFactory(invited_at=timezone.now())
    MembershipFactory(ends_on=NOVEMBER + timedelta(days=3))

    assert says(administrator, "1 invitation is not accepted yet.")
    assert says(administrator, "1 role ends within 30 days.")


def test_a_partner_contact_finds_their_own_organisation_only():
    held = MembershipFactory(role=Role.PARTNER_CONTACT, school=None)
    PartnerAccount.objects.create(membership=held, partner=PartnerFactory(name="A library"))
    PartnerFactory(name="Another")

    assert sentences(held.user) == ["See what is recorded with A library."]


@pytest.mark.parametrize("role", list(Role))
def test_every_role_gets_a_page_whose_links_lead_somewhere(client, role):
    district_wide = role in (Role.ADMINISTRATOR, Role.CENTRAL_OFFICE, Role.PARTNER_CONTACT, Role.BOARD_MEMBER)
    held = MembershipFactory(role=role, **({"school": None} if district_wide else {}))
    ImportRunFactory(state=RunState.ENTERED)
    SchoolYearFactory(fall_year=fall_year_of(timezone.localdate()) - 1)
    rebuild()
    client.force_login(held.user)
    page = client.get(reverse("home"))

    assert page.status_code == 200
    needs = page.context["needs"]
    for item in needs.at_once + needs.later + page.context["known"]:
        if item.url:
            assert client.get(item.url).status_code == 200, item


def test_the_page_costs_the_same_however_much_is_logged(client, django_assert_max_num_queries):
    central = MembershipFactory(district_wide=True)
    client.force_login(central.user)
    rebuild()
    client.get(reverse("home"))  # what the process and the session remember was remembered before both countings
    kept_pages.forget()
    with CaptureQueriesContext(connection) as empty:
        client.get(reverse("home"))
    for _number in range(10):
        ActivityFactory(held_on=timezone.localdate())
        ImportRunFactory(state=RunState.ENTERED)
    rebuild()
    kept_pages.forget()
    with django_assert_max_num_queries(len(empty) + 1):
        client.get(reverse("home"))
