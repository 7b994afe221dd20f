"""The clocks of the law (facts 4.6), across weekends, holidays and the change to daylight saving time."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from governance.clocks import Standing, days_after, hours_after, hours_before, next_open_day, standing
from governance.holidays import legal_holidays


def at(text):
    return timezone.make_aware(datetime.fromisoformat(text))


def is_closed(day):
    return day.weekday() >= 5 or day in legal_holidays(day.year)


def counted(begin, end):
    """The plain re-statement: minute by minute, how long the clock ran between two moments."""
    minute, total = timedelta(minutes=1), timedelta()
    moment = begin.astimezone(UTC)
    while moment < end.astimezone(UTC):
        if not is_closed(timezone.localdate(moment)):
            total += minute
        moment += minute
    return total


MOMENTS = st.datetimes(datetime(2015, 1, 1), datetime(2035, 1, 1)).map(
    lambda moment: timezone.make_aware(moment.replace(second=0, microsecond=0))
)


@pytest.mark.parametrize(
    ("begins", "hours", "latest"),
    [
        ("2026-11-19T18:00", 24, "2026-11-18T18:00"),  # Thursday: the day before
        ("2026-11-23T18:00", 24, "2026-11-20T18:00"),  # Monday: back over the weekend to Friday
        ("2026-11-24T18:00", 48, "2026-11-20T18:00"),  # Tuesday: 48 hours without Saturday and Sunday
        ("2026-11-27T18:00", 24, "2026-11-25T18:00"),  # the day after Thanksgiving
        ("2026-11-29T12:00", 24, "2026-11-27T00:00"),  # a meeting on a Sunday: all of Friday
    ],
)
def test_weekends_and_holidays_do_not_count_for_a_special_meeting(begins, hours, latest):
    assert hours_before(at(begins), hours, is_closed) == at(latest)


def test_for_a_regular_meeting_every_hour_counts():
    assert hours_before(at("2026-11-23T18:00"), 24) == at("2026-11-22T18:00")


def test_an_hour_is_an_hour_also_when_the_clocks_change():
    assert hours_before(at("2026-03-08T18:00"), 24) == at("2026-03-07T17:00")  # that Sunday has 23 hours
    assert hours_after(at("2026-10-31T18:00"), 24) == at("2026-11-01T17:00")  # and this one 25


def test_minutes_are_due_by_the_end_of_the_seventh_day():
    assert days_after(at("2026-11-17T19:30"), 7) == at("2026-11-24T23:59:59")
    assert days_after(at("2026-11-17T19:30"), 7, is_closed) == at("2026-11-27T23:59:59")  # Thanksgiving left out


@given(MOMENTS, st.integers(1, 100))
def test_between_the_deadline_and_the_meeting_lie_exactly_the_counted_hours(moment, hours):
    latest = hours_before(moment, hours, is_closed)
    assert latest <= moment
    assert counted(latest, moment) == timedelta(hours=hours)
    assert not is_closed(timezone.localdate(latest)) or timezone.localtime(latest).time() == time()


@given(MOMENTS, st.integers(1, 100))
def test_after_a_meeting_the_clock_runs_for_exactly_the_counted_hours(moment, hours):
    due = hours_after(moment, hours, is_closed)
    assert due > moment
    assert counted(moment, due) == timedelta(hours=hours)


@given(MOMENTS, MOMENTS, st.integers(1, 100))
def test_a_later_meeting_never_has_an_earlier_deadline(one, other, hours):
    first, second = sorted([one, other])
    assert hours_before(first, hours, is_closed) <= hours_before(second, hours, is_closed)
    assert hours_after(first, hours, is_closed) <= hours_after(second, hours, is_closed)


@given(MOMENTS, st.integers(1, 30))
def test_a_term_of_days_holds_so_many_open_days_and_ends_with_one(moment, days):
    last = timezone.localdate(days_after(moment, days, is_closed))
    between = [timezone.localdate(moment) + timedelta(days=n) for n in range(1, 90)]
    assert sum(not is_closed(day) for day in between if day <= last) == days
    assert not is_closed(last)


@given(st.dates(date(2015, 1, 1), date(2035, 1, 1)))
def test_a_meeting_moves_to_the_nearest_open_day_and_never_back(day):
    moved = next_open_day(day, is_closed)
    assert day <= moved <= day + timedelta(days=5)
    assert not is_closed(moved)
    assert all(is_closed(day + timedelta(days=n)) for n in range((moved - day).days))


def test_a_calendar_without_an_open_day_is_refused():
    with pytest.raises(ValueError, match="no open day"):
        next_open_day(date(2026, 1, 1), lambda day: True)


def test_the_legal_holidays_of_a_year():
    assert sorted(legal_holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 1, 19),
        date(2026, 2, 12),
        date(2026, 2, 16),
        date(2026, 4, 3),
        date(2026, 5, 25),
        date(2026, 6, 19),
        date(2026, 7, 4),
        date(2026, 9, 7),
        date(2026, 10, 12),
        date(2026, 11, 11),
        date(2026, 11, 26),
        date(2026, 12, 25),
    ]


def test_a_holiday_on_a_sunday_is_kept_on_the_monday_after():
    assert date(2027, 7, 5) in legal_holidays(2027)


DUE = at("2026-11-20T18:00")


@pytest.mark.parametrize(
    ("done", "now", "expected"),
    [
        ("2026-11-20T18:00", "2026-11-30T00:00", Standing.ON_TIME),
        ("2026-11-20T18:01", "2026-11-30T00:00", Standing.LATE),
        (None, "2026-11-20T18:01", Standing.OVERDUE),
        (None, "2026-11-20T17:59", Standing.RUNNING),
    ],
)
def test_late_is_said_and_never_forbidden(done, now, expected):
    assert standing(DUE, at(done) if done else None, at(now)) == expected
