"""The one rule that says how a duty stands, against a plain restatement of it, and the counting of school days."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from district.models import DayOff
from district.working_days import school_days_after
from governance.duty_catalogue import DUTIES, STATUTORY, Recurrence
from governance.duty_states import State, state_of

DUE = date(2025, 11, 15)
near = st.integers(-40, 40).map(lambda days: DUE + timedelta(days=days))
some = st.lists(near, max_size=4)


@given(done_on=some, today=near)
def test_what_is_due_once_a_year_goes_by_its_first_evidence(done_on, today):
    state = state_of(Recurrence.ANNUAL, due=DUE, done_on=done_on, begun_on=[], today=today)
    known = sorted(day for day in done_on if day <= today)
    if known:
        assert state == (State.IN_TIME if known[0] <= DUE else State.LATE)
    else:
        assert state == (State.OVERDUE if today > DUE else State.OPEN)


@given(done_on=some, more=some, today=near)
def test_more_evidence_never_makes_it_worse(done_on, more, today):
    order = [State.OVERDUE, State.OPEN, State.LATE, State.IN_TIME]
    before = state_of(Recurrence.ANNUAL, due=DUE, done_on=done_on, begun_on=[], today=today)
    after = state_of(Recurrence.ANNUAL, due=DUE, done_on=[*done_on, *more], begun_on=[], today=today)
    assert order.index(after) >= order.index(before) or {before, after} == {State.OVERDUE, State.OPEN}


@given(done_on=some, today=near, later=st.integers(0, 60))
def test_a_later_day_for_it_never_makes_it_worse(done_on, today, later):
    order = [State.OVERDUE, State.LATE, State.OPEN, State.IN_TIME]
    now = state_of(Recurrence.ANNUAL, due=DUE, done_on=done_on, begun_on=[], today=today)
    then = state_of(Recurrence.ANNUAL, due=DUE + timedelta(days=later), done_on=done_on, begun_on=[], today=today)
    assert order.index(then) >= order.index(now)


@given(
    done_on=some, begun_on=some, today=near, how=st.sampled_from([one for one in Recurrence if one.name != "ANNUAL"])
)
def test_what_only_arises_is_open_while_something_is_not_finished(done_on, begun_on, today, how):
    state = state_of(how, due=None, done_on=done_on, begun_on=begun_on, today=today)
    if any(day <= today for day in begun_on):
        assert state == State.OPEN
    elif any(day <= today for day in done_on):
        assert state == State.IN_TIME
    else:
        assert state == State.NOTHING


def test_the_law_knows_seven_duties_and_every_duty_says_what_shows_it():
    assert [one.code for one in STATUTORY] == ["D1", "D2", "D3", "D4", "D5", "D6", "D7"]
    assert all(one.counts and one.shows and one.wording for one in DUTIES.values())
    assert all(bool(one.hook) == one.is_annual for one in DUTIES.values())


@pytest.mark.django_db
def test_school_days_leave_out_weekends_holidays_and_the_summer():
    DayOff.objects.create(first_day=date(2025, 11, 27), last_day=date(2025, 11, 28), name="Thanksgiving")
    assert school_days_after(date(2025, 11, 26), 1) == date(2025, 12, 1)
    assert school_days_after(date(2025, 11, 18), 10) == date(2025, 12, 4)
    assert school_days_after(date(2026, 6, 30), 1) == date(2026, 9, 1)
    assert school_days_after(date(2025, 11, 18), 0) == date(2025, 11, 18)


@pytest.mark.django_db
@settings(max_examples=20, deadline=None)
@given(day=st.dates(date(2020, 1, 1), date(2030, 1, 1)), first=st.integers(0, 15), second=st.integers(0, 15))
def test_school_days_add_up(day, first, second):
    assert school_days_after(school_days_after(day, first), second) == school_days_after(day, first + second)
