"""Bylaws of a council: everybody reads them, and the portal goes by their rules from their day on."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from district import evidence
from district.access import Role
from governance import bylaws, seats
from governance.models import Attendance, Bylaws
from governance.models.meeting_records import Presence
from tests.factories import (
    CouncilFactory,
    CouncilMeetingFactory,
    MembershipFactory,
    SeatFactory,
    SeatTermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def on_a_school_day():
    with time_machine.travel(TODAY, tick=False):
        yield


def the_text():
    return SimpleUploadedFile("bylaws.pdf", b"%PDF-1.4\n%%EOF\n")


@pytest.fixture
def council():
    """Six voting seats, two of them held since September."""
    council = CouncilFactory()
    for number in range(1, 7):
        SeatFactory(council=council, kind="PARENT", number=number, votes=True, starts_on=date(2025, 7, 1))
    for seat in council.seats.order_by("number")[:2]:
        SeatTermFactory(seat=seat, starts_on=date(2025, 9, 1), ends_on=None)
    return council


def with_bylaws(council, since=date(2025, 9, 1), **rules):
    person = UserFactory()
    document = evidence.keep(upload=the_text(), by=person)
    return Bylaws.objects.create(council=council, in_force_from=since, document=document, added_by=person, **rules)


def test_the_quorum_goes_by_the_bylaws_of_the_day_and_by_the_model_before_them(council):
    with_bylaws(council, since=date(2026, 1, 1), quorum_basis="FILLED")

    assert seats.quorum_required(council, date(2025, 12, 31)) == 4  # of six voting seats
    assert seats.quorum_required(council, date(2026, 1, 1)) == 2  # of two that are filled


def test_later_bylaws_that_say_nothing_of_the_quorum_give_it_back_to_the_model(council):
    with_bylaws(council, since=date(2025, 9, 1), quorum_basis="FILLED")
    with_bylaws(council, since=date(2026, 2, 1))

    assert seats.quorum_required(council, date(2026, 1, 31)) == 2
    assert seats.quorum_required(council, date(2026, 2, 1)) == 4


def test_terms_and_their_limit_are_those_of_the_bylaws(council):
    seat = council.seats.first()
    kind = {"seats": 6, "high_school_seats": 6, "filled_by": "PARENTS", "vacancy_filled_by": "PARENTS"}
    council.model.lines.create(kind="PARENT", term_years=2, most_terms=2, **kind)
    with_bylaws(council, term_years=3, most_terms=0)

    line = seats.line_of(seat, TODAY)
    assert (line.term_years, line.most_terms) == (3, 0)
    assert seats.planned_end(line, date(2025, 9, 1)) == date(2028, 6, 30)
    before = seats.line_of(seat, date(2025, 8, 31))
    assert (before.term_years, before.most_terms) == (2, 2)


def recorded(term, ways):
    """One meeting a week, the last one a week ago."""
    for week, how in enumerate(reversed(ways), start=1):
        meeting = CouncilMeetingFactory(council=term.council, held_on=TODAY - timedelta(weeks=week))
        Attendance.objects.create(meeting=meeting, term=term, how=how)


@pytest.mark.parametrize(
    ("ways", "missed"),
    [
        (["ABSENT", "ABSENT", "ABSENT"], 3),
        (["ABSENT", "PRESENT", "ABSENT"], 1),
        (["ABSENT", "EXCUSED", "ABSENT"], 2),
        (["ABSENT", "ABSENT", "REMOTE"], 0),
        (["EXCUSED"], 0),
        ([], 0),
    ],
)
def test_meetings_missed_in_a_row_end_with_the_last_one_that_a_member_came_to(council, ways, missed):
    term = council.terms.first()
    recorded(term, ways)
    assert bylaws.missed_in_a_row([term.pk], TODAY).get(term.pk, 0) == missed


@given(st.lists(st.sampled_from(Presence.values), max_size=8))
def test_missed_in_a_row_is_what_one_counts_by_hand(ways):
    with transaction.atomic():
        term = SeatTermFactory(starts_on=date(2025, 7, 1), ends_on=None)
        recorded(term, ways)
        by_hand = 0
        for how in [way for way in reversed(ways) if way != "EXCUSED"]:
            if how != "ABSENT":
                break
            by_hand += 1
        assert bylaws.missed_in_a_row([term.pk], TODAY).get(term.pk, 0) == by_hand
        transaction.set_rollback(True)


def test_who_misses_more_than_the_bylaws_allow_is_pointed_out_to_those_who_run_the_council_alone(council):
    often, once = council.terms.order_by("pk")
    for week in (1, 2, 3):
        meeting = CouncilMeetingFactory(council=council, held_on=TODAY - timedelta(weeks=week))
        Attendance.objects.create(meeting=meeting, term=often, how="ABSENT")
        Attendance.objects.create(meeting=meeting, term=once, how="ABSENT" if week == 1 else "PRESENT")
    with_bylaws(council, most_missed=2)

    assert bylaws.too_often_absent(seats.standing_of(council, TODAY)) == [(often, 3)]
    page = client_of(council, Role.COUNCIL_CHAIR).get(council.get_absolute_url()).content.decode()
    assert "missed the last 3 meetings in a row" in page
    assert "in a row" not in Client().get(council.get_absolute_url()).content.decode().split("<footer")[0]


def client_of(council, role):
    client = Client()
    client.force_login(MembershipFactory(role=role, school=council.school).user)
    return client


def filled(**changed):
    return {"in_force_from": "2026-02-01", "quorum_basis": "FILLED", "most_missed": "2", "what_changed": "", **changed}


def test_a_chair_adds_bylaws_and_everybody_reads_them(council):
    chair = client_of(council, Role.COUNCIL_CHAIR)
    address = reverse("governance:bylaws-add", args=[council.school.code])

    answer = chair.post(address, filled(upload=the_text()))

    assert answer.status_code == 302, answer.context["form"].errors
    page = Client().get(answer.headers["Location"]).content.decode()
    assert "In force now" in page
    version = council.bylaws.get()
    text = Client().get(reverse("governance:bylaws-text", args=[council.school.code, version.pk]))
    assert b"".join(text.streaming_content).startswith(b"%PDF")


def test_bylaws_without_a_text_are_not_taken_and_what_was_typed_stays(council):
    answer = client_of(council, Role.COUNCIL_CHAIR).post(
        reverse("governance:bylaws-add", args=[council.school.code]), filled(what_changed="A smaller quorum")
    )
    assert "upload" in answer.context["form"].errors
    assert "A smaller quorum" in answer.content.decode()
    assert not council.bylaws.exists()


def test_two_versions_from_one_day_are_refused_beside_the_day(council):
    with_bylaws(council, since=date(2026, 2, 1))
    answer = client_of(council, Role.COUNCIL_CHAIR).post(
        reverse("governance:bylaws-add", args=[council.school.code]), filled(upload=the_text())
    )
    assert "in force from this day already" in answer.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        with_bylaws(council, since=date(2026, 2, 1))


def test_a_foreign_vote_cannot_stand_behind_bylaws(council):
    answer = client_of(council, Role.COUNCIL_CHAIR).post(
        reverse("governance:bylaws-add", args=[council.school.code]), filled(upload=the_text(), motion="99999999")
    )
    assert "motion" in answer.context["form"].errors


def test_the_page_asks_the_database_as_often_for_many_versions_as_for_one(council, django_assert_max_num_queries):
    for month in range(1, 7):
        with_bylaws(council, since=timezone.localdate() - timedelta(days=30 * month))
    with django_assert_max_num_queries(6):
        Client().get(reverse("governance:bylaws", args=[council.school.code]))
