"""Seats, terms and officers: made from the council's model, never two in one seat, told for any day."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from governance import seats
from governance.models import Council, CouncilModel, Office, Seat, SeatTerm
from tests.factories import (
    CouncilFactory,
    SchoolFactory,
    SchoolProfileFactory,
    SeatFactory,
    SeatTermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2025, 10, 15)


@pytest.fixture
def council():
    call_command("load_councils")
    made = Council.objects.create(school=SchoolFactory(name="Burns"), model_id="STATE_7_5_2")
    seats.make_seats(made, date(2025, 7, 1))
    return made


def kinds(council, day=DAY):
    found = {}
    for place in seats.seats_on(council, day):
        found[place.seat.kind] = found.get(place.seat.kind, 0) + 1
    return found


def fill(council, kind, total, **values):
    chosen = Seat.objects.filter(council=council, kind=kind).order_by("number")[:total]
    return [SeatTermFactory(seat=seat, **values) for seat in chosen]


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


# ---------------------------------------------------------------------- seats from the model


def test_the_seats_of_an_elementary_school_are_those_of_the_state(council):
    assert kinds(council) == {"PARENT": 7, "TEACHER": 5, "COMMUNITY": 2, "ADMIN": 1}
    assert seats.standing_of(council, DAY).voting_seats == 14


def test_a_school_with_grade_nine_has_two_students_without_a_vote(council):
    SchoolProfileFactory(school=council.school, low_grade=6, high_grade=12)

    seats.make_seats(council, date(2025, 7, 1))

    assert kinds(council)["STUDENT"] == 2
    assert seats.standing_of(council, DAY).voting_seats == 14


def test_making_seats_twice_changes_nothing(council):
    before = list(Seat.objects.values_list("pk", "starts_on", "ends_on"))

    seats.make_seats(council, date(2025, 7, 1))

    assert list(Seat.objects.values_list("pk", "starts_on", "ends_on")) == before


def test_loading_the_models_makes_the_seats_of_councils_that_have_none():
    call_command("load_councils")
    council = Council.objects.create(school=SchoolFactory(), model_id="HPS_12")

    call_command("load_councils")

    assert council.seats.filter(votes=True).count() == 12


def test_another_model_from_next_year_ends_seats_and_terms_with_this_year_and_leaves_this_year_alone(council):
    stays, goes = (SeatTermFactory(seat=council.seats.get(kind="PARENT", number=number)) for number in (1, 7))

    seats.choose_model(council, CouncilModel.objects.get(pk="HPS_12"), 2026)

    goes.refresh_from_db()
    assert kinds(council) == {"PARENT": 7, "TEACHER": 5, "COMMUNITY": 2, "ADMIN": 1}
    assert kinds(council, date(2026, 7, 1)) == {"PARENT": 6, "TEACHER": 3, "COMMUNITY": 2, "OTHER": 1, "ADMIN": 1}
    assert (goes.ends_on, goes.end_reason) == (date(2026, 6, 30), "SEAT_GONE")
    assert SeatTerm.objects.on(date(2026, 7, 1)).get() == stays
    assert seats.model_on(council, date(2026, 6, 30)).code == "STATE_7_5_2"
    assert seats.model_on(council, date(2026, 7, 1)).code == "HPS_12"


def test_a_model_chosen_by_mistake_and_taken_back_costs_nobody_a_term(council):
    term = SeatTermFactory(seat=council.seats.get(kind="PARENT", number=7))
    before = list(Seat.objects.order_by("pk").values_list("kind", "number", "starts_on", "ends_on"))

    seats.choose_model(council, CouncilModel.objects.get(pk="HPS_12"), 2026)
    seats.choose_model(Council.objects.get(), CouncilModel.objects.get(pk="STATE_7_5_2"), 2026)

    term.refresh_from_db()
    assert (term.ends_on, term.end_reason) == (date(2027, 6, 30), "")
    assert list(Seat.objects.order_by("pk").values_list("kind", "number", "starts_on", "ends_on")) == before


def test_the_turn_of_the_year_brings_the_model_that_was_chosen_for_it(council):
    seats.choose_model(council, CouncilModel.objects.get(pk="HPS_12"), 2040)

    assert Council.objects.get().model_id == "STATE_7_5_2"
    assert seats.settle_models(today=date(2040, 7, 1)) == 1
    assert Council.objects.get().model_id == "HPS_12"


# ---------------------------------------------------------------------- terms


def test_two_terms_never_overlap_in_one_seat():
    term = SeatTermFactory(ends_on=date(2026, 6, 30))

    refused(lambda: SeatTermFactory(seat=term.seat, starts_on=date(2026, 6, 30), ends_on=None))
    assert SeatTermFactory(seat=term.seat, starts_on=date(2026, 7, 1)).pk


def test_nobody_has_two_votes_in_one_council_but_may_sit_on_two_councils():
    person, council = UserFactory(), CouncilFactory()
    SeatTermFactory(seat__council=council, user=person, name="")

    refused(lambda: SeatTermFactory(seat__council=council, seat__kind="COMMUNITY", user=person))
    assert SeatTermFactory(seat__council=council, seat__kind="ADMIN", seat__votes=False, user=person).pk
    assert SeatTermFactory(user=person).pk


def test_the_database_itself_takes_kind_and_vote_from_the_seat(council):
    seat = council.seats.get(kind="ADMIN")

    SeatTerm.objects.bulk_create([SeatTerm(seat=seat, name="Ana", starts_on=DAY, how="OFFICE", votes=True)])

    term = SeatTerm.objects.get()
    assert (term.council_id, term.kind, term.votes) == (council.pk, "ADMIN", False)


def test_of_a_student_no_account_and_no_contact_is_kept_and_no_name_is_needed():
    seat = SeatFactory(kind="STUDENT", votes=False)

    refused(lambda: SeatTermFactory(seat=seat, contact="860 555 0100"))
    refused(lambda: SeatTermFactory(seat=seat, user=UserFactory()))
    assert SeatTermFactory(seat=seat, name="").person == "A student"


def test_a_seat_needs_somebody_in_it_and_principals_and_students_never_vote():
    refused(lambda: SeatTermFactory(name=""))
    refused(lambda: SeatFactory(kind="ADMIN", votes=True))
    refused(lambda: SeatFactory(kind="STUDENT", votes=True))


def test_a_student_is_public_by_name_only_where_that_was_allowed():
    student = SeatTermFactory(seat__kind="STUDENT", seat__votes=False, name="Luz")
    allowed = SeatTermFactory(seat__kind="STUDENT", seat__votes=False, name="Leo", name_is_public=True)

    assert (student.public_name, student.person) == ("A student", "Luz")
    assert allowed.public_name == "Leo"
    assert SeatTermFactory(name="Ana").public_name == "Ana"


def test_a_term_that_ends_early_ends_its_offices_and_leaves_a_vacancy_with_its_day(council):
    term = fill(council, "PARENT", 1)[0]
    office = Office.objects.create(council=council, role="CHAIR", term=term, starts_on=date(2025, 9, 1))

    seats.end_term(term, date(2025, 10, 1), "RESIGNED", "Moved away")

    office.refresh_from_db()
    vacancy = seats.vacancies(council, DAY)[0]
    assert office.ends_on == date(2025, 10, 1)
    assert (vacancy.vacant_since, vacancy.was_left_early) == (date(2025, 10, 2), True)
    assert vacancy.last.end_reason == "RESIGNED"
    assert seats.standing_of(council, DAY).officers == []


def test_terms_in_a_row_are_counted_and_the_rest_of_anothers_term_is_not():
    seat = SeatFactory()
    SeatTermFactory(seat=seat, name="Ana", starts_on=date(2020, 2, 1), ends_on=date(2021, 6, 30), how="VACANCY")
    SeatTermFactory(seat=seat, name="Ana", starts_on=date(2021, 7, 1), ends_on=date(2023, 6, 30))
    SeatTermFactory(seat=seat, name="Ben", starts_on=date(2023, 7, 1), ends_on=date(2025, 6, 30))
    other = SeatFactory(council=seat.council)
    SeatTermFactory(seat=other, name="ana ", starts_on=date(2023, 9, 1), ends_on=date(2025, 6, 30))

    third = SeatTermFactory(seat=seat, name="Ana", starts_on=date(2025, 7, 1))
    back = SeatTermFactory(seat=other, name="Ben", starts_on=date(2027, 7, 1), ends_on=date(2029, 6, 30))

    assert seats.terms_before(third) == 2
    assert seats.terms_before(back) == 0


# ---------------------------------------------------------------------- quorum


def test_the_quorum_counts_vacant_seats_or_not_as_the_model_says(council):
    fill(council, "PARENT", 5)
    fill(council, "ADMIN", 1)

    assert seats.quorum_required(council, DAY) == 8
    CouncilModel.objects.update(quorum_basis="FILLED")
    council.model.refresh_from_db()
    assert seats.quorum_required(council, DAY) == 3


def test_a_council_without_seats_goes_by_its_model():
    assert seats.quorum_required(CouncilFactory(), DAY) == 8


@given(voting=st.integers(1, 30), filled=st.integers(0, 30), others=st.integers(0, 5), basis=st.sampled_from("AF"))
def test_a_quorum_is_always_more_than_half_and_never_more_than_all(voting, filled, others, basis):
    filled = min(voting, filled)
    model = CouncilFactory().model
    model.quorum_basis = {"A": "ALL", "F": "FILLED"}[basis]
    standing = seats.Standing(None, DAY, model, False)
    for number in range(voting + others):
        seat = Seat(kind="OTHER", votes=number < voting)
        standing.places.append(seats.Place(seat, SeatTerm(seat=seat) if number < filled else None))

    of = voting if basis == "A" else filled
    assert standing.quorum * 2 > of
    assert standing.quorum <= max(of, 1) and (standing.quorum - 1) * 2 <= of


@given(
    spans=st.lists(
        st.tuples(st.integers(1, 3), st.integers(0, 40), st.one_of(st.none(), st.integers(0, 40))), max_size=8
    )
)
def test_whatever_is_written_no_seat_has_two_holders_on_any_day(spans):
    council = CouncilFactory()
    SeatTerm.objects.all().delete()
    chairs = [SeatFactory(council=council) for _ in range(3)]
    start = date(2025, 9, 1)
    for seat, begins, lasts in spans:
        ends_on = None if lasts is None else start + timedelta(days=begins + lasts)
        try:
            with transaction.atomic():
                SeatTermFactory(seat=chairs[seat - 1], starts_on=start + timedelta(days=begins), ends_on=ends_on)
        except IntegrityError:
            continue
    for number in range(0, 82, 9):
        day = start + timedelta(days=number)
        held = list(SeatTerm.objects.on(day).filter(council=council).values_list("seat", flat=True))
        assert len(held) == len(set(held))
        assert len(seats.voting_members_on(council, day)) == len(held)


def test_standings_cost_the_same_for_one_council_and_for_many(council, django_assert_max_num_queries):
    fill(council, "PARENT", 5)
    for _ in range(4):
        seats.make_seats(Council.objects.create(school=SchoolFactory(), model_id="HPS_12"), date(2025, 7, 1))

    with django_assert_max_num_queries(8):
        assert len(seats.standings(Council.objects.select_related("model", "school"), DAY)) == 5
