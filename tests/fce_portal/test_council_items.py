"""What councils put on "My work": for those who run one, and for central office."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from district.access import Role
from district.models import User
from fce_portal import council_items
from governance import seats, tasks
from governance.models import Council, CouncilYear
from tests.factories import (
    CandidateFactory,
    ElectionFactory,
    MembershipFactory,
    SchoolFactory,
    SeatTermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def council():
    call_command("load_councils")
    made = Council.objects.create(school=SchoolFactory(name="Burns"), model_id="STATE_7_5_2")
    seats.make_seats(made, TODAY - timedelta(days=90))
    return made


def sentences(role, council=None):
    person = MembershipFactory(role=role, school=council and council.school).user
    return [item.sentence for item in council_items.items_for(User.objects.get(pk=person.pk), TODAY)]


@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.COUNCIL_CHAIR])
def test_who_runs_a_council_reads_of_vacancies_and_of_terms_that_end(council, role):
    for seat in council.seats.exclude(kind="COMMUNITY"):
        SeatTermFactory(seat=seat, starts_on=TODAY, ends_on=TODAY + timedelta(days=59 if seat.number == 1 else 400))

    found = sentences(role, council)

    assert "2 seats of the council of Burns are vacant." in found
    assert any(one.startswith("3 terms in the council of Burns end by") for one in found)


def test_members_and_people_of_other_schools_are_asked_nothing(council):
    assert sentences(Role.COUNCIL_MEMBER, council) == []
    assert sentences(Role.SCHOOL_STAFF, council) == []
    elsewhere = Council.objects.create(school=SchoolFactory(name="Kennelly"), model_id="HPS_12")
    assert not any("Burns" in one for one in sentences(Role.PRINCIPAL, elsewhere))


def test_central_office_reads_in_how_many_councils_a_seat_is_vacant_for_long(council):
    assert sentences(Role.CENTRAL_OFFICE) == ["In 1 council a seat has been vacant for over 60 days."]


def test_a_seat_that_was_held_lately_or_is_new_is_not_vacant_for_long(council):
    for seat in council.seats.all():
        SeatTermFactory(seat=seat, starts_on=TODAY - timedelta(days=90), ends_on=TODAY - timedelta(days=60))

    assert seats.councils_vacant_since(TODAY - timedelta(days=60), TODAY) == 0
    assert seats.councils_vacant_since(TODAY - timedelta(days=59), TODAY) == 1
    assert seats.councils_vacant_since(TODAY - timedelta(days=95), TODAY) == 0


def test_a_count_waits_for_a_second_person_and_not_for_the_one_who_entered_it(council):
    teller = MembershipFactory(role=Role.PRINCIPAL, school=council.school).user
    ElectionFactory(council=council, state="COUNTED", counted_by=teller)

    own = [item.sentence for item in council_items.items_for(User.objects.get(pk=teller.pk), TODAY)]

    assert not any("confirm the count" in one for one in own)
    assert any("confirm the count" in one for one in sentences(Role.COUNCIL_CHAIR, council))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("PREPARED", "announce it"),
        ("ANNOUNCED", "nominations are closed"),
        ("VOTING", "count the votes"),
        ("NO_CONTEST", "certify the result"),
        ("CERTIFIED", ""),
    ],
)
def test_each_election_says_what_it_waits_for(council, state, words):
    CandidateFactory(election=ElectionFactory(council=council, state=state), found_eligible_by=UserFactory())

    found = [one for one in sentences(Role.PRINCIPAL, council) if "Election of parent members" in one]

    assert (words in found[0]) if words else not found


def test_a_night_takes_the_model_of_the_year_that_has_begun(council):
    CouncilYear.objects.create(council=council, fall_year=2020, model_id="HPS_12")

    tasks.settle_models()

    council.refresh_from_db()
    assert council.model_id == "HPS_12"
