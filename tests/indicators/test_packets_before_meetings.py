"""Packets by schedule before each board meeting: on which morning, for which meeting, and never twice."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from district.access import Role
from district.models import BoardMeeting
from district.working_days import LOOK_BACK, working_days_before
from indicators.models import Packet, PacketSchedule
from indicators.models.packets import Rhythm
from indicators.packet_forms import ScheduleForm
from indicators.packets import before_meetings, schedules
from tests.factories import MembershipFactory, PacketScheduleFactory, UserFactory

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 12, 15)


def meets(day, **fields):
    return BoardMeeting.objects.create(held_on=day, **fields)


def before_each(number=5, **fields):
    return PacketScheduleFactory(rhythm=Rhythm.MEETING, days_before=number, **fields)


def made_on(*days):
    """On which of the days the schedules ask for a packet, and for the meeting of which day."""
    for day in days:
        schedules.ask_for_what_is_due(day)
    return list(Packet.objects.order_by("due_on", "pk").values_list("due_on", "meeting__held_on"))


def each_day(first, last):
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


class TestTheDay:
    @pytest.mark.parametrize(
        ("number", "day"),
        [
            (0, TUESDAY),
            (1, date(2026, 12, 14)),
            (2, date(2026, 12, 11)),
            (5, date(2026, 12, 8)),
            (13, date(2026, 11, 24)),
        ],
    )
    def test_weekends_and_holidays_do_not_count(self, number, day):
        thanksgiving = (date(2026, 11, 26), date(2026, 11, 27))
        assert working_days_before(TUESDAY, number, [thanksgiving]) == day

    def test_the_summer_counts_for_the_board_meets_in_it(self):
        assert working_days_before(date(2026, 7, 14), 5, []) == date(2026, 7, 7)

    def test_a_calendar_without_a_working_day_ends_the_search(self):
        assert working_days_before(TUESDAY, 3, [(date(2020, 1, 1), date(2030, 1, 1))]) == TUESDAY - LOOK_BACK

    @settings(max_examples=15)
    @given(
        st.dates(date(2026, 1, 1), date(2027, 12, 31)),
        st.integers(1, 30),
        st.lists(st.tuples(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 10)), max_size=4),
    )
    def test_it_is_a_working_day_with_so_many_from_it_to_the_meeting(self, day, number, recesses):
        off = [(first, first + timedelta(days=length)) for first, length in recesses]

        def works(one):
            return one.weekday() < 5 and not any(first <= one <= last for first, last in off)

        found = working_days_before(day, number, off)
        assert works(found)
        assert sum(works(one) for one in each_day(found, day - timedelta(days=1))) == number


class TestWhatIsMade:
    def test_one_on_its_day_and_none_twice(self):
        before_each()
        meets(TUESDAY)
        assert made_on(*each_day(date(2026, 12, 1), date(2026, 12, 31))) == [(date(2026, 12, 8), TUESDAY)]
        assert Packet.objects.get().title == "Board packet of the month, meeting of December 15, 2026"

    def test_a_day_on_which_nothing_ran_is_made_up_for_while_the_meeting_is_ahead(self):
        before_each()
        meets(TUESDAY)
        assert made_on(date(2026, 12, 11)) == [(date(2026, 12, 11), TUESDAY)]

    def test_a_meeting_that_is_over_gets_none(self):
        before_each()
        meets(TUESDAY)
        assert made_on(date(2026, 12, 16)) == []

    def test_a_meeting_added_late_gets_its_packet_the_next_morning(self):
        before_each()
        meets(date(2026, 12, 10), kind=BoardMeeting.Kind.SPECIAL)
        assert made_on(date(2026, 12, 9), date(2026, 12, 10)) == [(date(2026, 12, 9), date(2026, 12, 10))]

    def test_a_meeting_that_is_moved_takes_the_day_along(self):
        before_each()
        meeting = meets(TUESDAY)
        made_on(date(2026, 12, 7))
        BoardMeeting.objects.filter(pk=meeting.pk).update(held_on=date(2026, 12, 22))
        found = made_on(*each_day(date(2026, 12, 8), date(2026, 12, 22)))
        assert found == [(date(2026, 12, 15), date(2026, 12, 22))]

    def test_one_that_is_moved_after_its_packet_keeps_it(self):
        before_each()
        meeting = meets(TUESDAY)
        made_on(date(2026, 12, 8))
        BoardMeeting.objects.filter(pk=meeting.pk).update(held_on=date(2026, 12, 22))
        assert len(made_on(*each_day(date(2026, 12, 9), date(2026, 12, 22)))) == 1

    def test_a_cancelled_meeting_gets_none(self):
        before_each()
        meets(TUESDAY, is_cancelled=True)
        assert made_on(date(2026, 12, 8)) == []

    def test_two_meetings_of_a_day_share_one(self):
        before_each()
        meets(TUESDAY)
        meets(TUESDAY, kind=BoardMeeting.Kind.WORKSHOP)
        assert len(made_on(date(2026, 12, 8), date(2026, 12, 9))) == 1

    def test_two_meetings_whose_day_is_the_same_have_one_each(self):
        before_each(1)
        meets(date(2026, 12, 12))
        meets(date(2026, 12, 14))
        assert [day for day, _meeting in made_on(date(2026, 12, 11), date(2026, 12, 12))] == [date(2026, 12, 11)] * 2

    def test_nothing_before_its_first_day_nor_after_it_was_stopped(self):
        before_each(begins_on=date(2026, 12, 10))
        before_each(stopped_on=date(2026, 12, 1))
        meets(TUESDAY)
        assert made_on(*each_day(date(2026, 12, 7), TUESDAY)) == [(date(2026, 12, 10), TUESDAY)]

    def test_each_schedule_makes_its_own(self):
        before_each()
        before_each(language="es")
        meets(TUESDAY)
        assert len(made_on(date(2026, 12, 8), date(2026, 12, 9))) == 2

    def test_the_database_lets_no_second_one_be_for_a_meeting(self):
        schedule, meeting = before_each(), meets(TUESDAY)
        made_on(date(2026, 12, 8))
        with pytest.raises(IntegrityError), transaction.atomic():
            Packet.objects.create(schedule=schedule, meeting=meeting, due_on=TUESDAY, fall_year=2026, sections=[])

    def test_an_unscheduled_one_is_for_no_meeting(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            Packet.objects.create(meeting=meets(TUESDAY), fall_year=2026, sections=[])


class TestWhatIsSaid:
    def test_the_next_one_with_its_meeting(self):
        schedule = before_each()
        meets(TUESDAY)
        says = schedules.in_words(schedule, date(2026, 12, 1))
        assert says.startswith("5 working days before each board meeting.")
        assert "December 8, 2026, for the meeting of December 15, 2026" in says

    def test_that_the_calendar_has_no_further_meeting(self):
        assert "No further meeting is entered" in schedules.in_words(before_each(1), TUESDAY)

    def test_the_morning_of_the_meeting(self):
        assert schedules.in_words(before_each(0), TUESDAY).startswith("On the morning of each board meeting.")

    def test_after_the_packet_comes_the_one_after_it(self):
        schedule = before_each()
        meets(TUESDAY)
        meets(date(2027, 1, 19))
        made_on(date(2026, 12, 8))
        assert before_meetings.next_of(schedule, date(2026, 12, 8)).meeting.held_on == date(2027, 1, 19)


def sent(**fields):
    given = {
        "title": "Packet", "rhythm": "MEETING", "days_before": "3", "day": "", "begins_on": "2026-12-01",
        "language": "en", "sections": ["glance"],
    } | fields  # fmt: skip
    return ScheduleForm(given, instance=PacketScheduleFactory.build(set_by=UserFactory()))


class TestTheForm:
    def test_asks_for_the_number_that_the_rhythm_needs_alone(self):
        assert not sent().errors
        assert list(sent(days_before="").errors) == ["days_before"]
        assert not sent(rhythm="MONTHLY", days_before="", day="12").errors
        assert list(sent(rhythm="MONTHLY").errors) == ["day"]

    def test_begins_today_unless_somebody_says_otherwise(self):
        form = ScheduleForm(instance=PacketSchedule(set_by=UserFactory()))
        assert form.initial["begins_on"] == timezone.localdate()

    @pytest.mark.parametrize("number", ["-1", "31", "99999999999"])
    def test_refuses_a_number_beyond_reason_beside_its_field(self, number):
        assert sent(days_before=number).errors["days_before"] == ["Choose 0 to 30 working days."]


def test_a_meeting_with_a_packet_is_cancelled_and_not_taken_off(client):
    before_each()
    meeting = meets(TUESDAY)
    made_on(date(2026, 12, 8))
    with pytest.raises(ProtectedError):
        meeting.delete()
    client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user)
    answer = client.post(reverse("district:board-meeting-remove", args=[meeting.pk]), follow=True)
    assert "A packet was made for this meeting" in answer.content.decode()
    assert BoardMeeting.objects.filter(pk=meeting.pk).exists()
