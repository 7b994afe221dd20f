"""The dates of the board: who keeps them, and what they refuse."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from district.access import Role
from district.models import BoardMeeting
from fce_portal.calendar_feed import board_meeting, board_meetings_of
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db

LIST = "/board-meetings/"


@pytest.fixture
def central(client):
    translation.activate("en")
    person = MembershipFactory(district_wide=True).user
    client.force_login(person)
    return person


def page_of(meeting):
    return f"{LIST}{meeting.pk}/"


def test_central_office_adds_a_meeting_and_everybody_reads_it(client, central):
    typed = {"held_on": "2026-12-15", "starts_at": "17:30", "kind": "REGULAR", "place": "Board room"}
    assert client.post(f"{LIST}add/", typed).url == LIST

    client.logout()
    text = client.get(LIST).content.decode()
    assert "Board room" in text and "Add a board meeting" not in text
    assert client.get(f"{LIST}add/").status_code == 302


def test_the_same_kind_of_meeting_is_entered_once_a_day_and_what_was_typed_stays(client, central):
    BoardMeeting.objects.create(held_on=date(2026, 12, 15))
    answer = client.post(f"{LIST}add/", {"held_on": "2026-12-15", "kind": "REGULAR", "place": "Elsewhere"})

    assert "is entered for this day already" in answer.content.decode() and "Elsewhere" in answer.content.decode()
    assert client.post(f"{LIST}add/", {"held_on": "2026-12-15", "kind": "WORKSHOP"}).status_code == 302


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "infinity", "2026-02-30", ""])
def test_a_day_of_no_school_year_is_refused_beside_the_field(client, central, day):
    answer = client.post(f"{LIST}add/", {"held_on": day, "kind": "REGULAR"})

    assert answer.status_code == 200 and answer.context["form"].errors
    assert not BoardMeeting.objects.exists()


def test_the_database_refuses_what_the_form_would():
    BoardMeeting.objects.create(held_on=date(2026, 12, 15))
    for day in (date(2026, 12, 15), date(1899, 1, 1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            BoardMeeting.objects.create(held_on=day)


def test_who_saves_second_is_asked_which_place_stays(client, central):
    meeting = BoardMeeting.objects.create(held_on=date(2026, 12, 15), place="Board room")
    seen = client.get(page_of(meeting)).context["form"]["seen"].value()
    typed = {"held_on": "2026-12-15", "kind": "REGULAR", "seen": seen}
    client.post(page_of(meeting), {**typed, "place": "Library"})
    answer = client.post(page_of(meeting), {**typed, "place": "Gym"})

    assert "which one stays?" in answer.content.decode()
    meeting.refresh_from_db()
    assert meeting.place == "Library"


def test_a_meeting_is_taken_off_only_after_a_question(client, central):
    meeting = BoardMeeting.objects.create(held_on=date(2026, 12, 15))
    assert client.get(f"{page_of(meeting)}remove/").status_code == 200
    assert BoardMeeting.objects.exists()

    client.post(f"{page_of(meeting)}remove/")
    assert not BoardMeeting.objects.exists()
    assert client.get(f"{LIST}99999999999999999999/").status_code == 404


def test_board_members_have_the_dates_in_their_calendars_and_principals_do_not():
    BoardMeeting.objects.create(held_on=date(2026, 12, 15), starts_at=time(17, 30), is_cancelled=True)
    BoardMeeting.objects.create(held_on=date(2026, 12, 16))
    BoardMeeting.objects.create(held_on=date(2020, 12, 16))
    board = MembershipFactory(role=Role.BOARD_MEMBER, school=None).user

    whole_day, at_hour = [board_meeting(one) for one in board_meetings_of(board, date(2025, 1, 1))]
    assert str(at_hour["status"]) == "CANCELLED" and at_hour["dtstart"].dt.isoformat() == "2026-12-15T22:30:00+00:00"
    assert whole_day["dtstart"].dt == date(2026, 12, 16)
    assert board_meetings_of(MembershipFactory().user, date(2025, 1, 1)) == []
