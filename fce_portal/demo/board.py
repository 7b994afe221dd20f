"""When the board of the demo district meets: the third Tuesday of each month, last school year and this one. Invented,
like all of the demo district."""

from datetime import date, time, timedelta

from district import school_years
from district.models import BoardMeeting
from fce_portal.demo.days import next_school_day

TUESDAY = 1
CANCELLED = 3  # of the meetings of last year


def make_board_meetings(today):
    this_year = school_years.fall_year_of(today)
    meetings = [
        BoardMeeting(held_on=day, starts_at=time(17, 30), place="Board room (invented)")
        for day in regular_days(this_year - 1) + regular_days(this_year)
    ]
    meetings[CANCELLED].is_cancelled = True
    meetings[CANCELLED].note = "No quorum could be expected."
    workshop = BoardMeeting(
        held_on=next_school_day(date(this_year + 1, 1, 9)),
        kind=BoardMeeting.Kind.WORKSHOP,
        place="Board room (invented)",
        note="The equity indicators, half-way through the year",
    )
    BoardMeeting.objects.bulk_create([*meetings, workshop])


def regular_days(fall_year):
    return [third_tuesday(month) for month in school_years.months_of(fall_year) if month.month != 7]


def last_meeting(today):
    """The newest day before `today` on which the board met."""
    this_year = school_years.fall_year_of(today)
    days = regular_days(this_year - 1) + regular_days(this_year)
    del days[CANCELLED]
    return max(day for day in days if day < today)


def third_tuesday(month):
    """The third Tuesday of the month that begins on the day `month`."""
    return month + timedelta(days=(TUESDAY - month.weekday()) % 7 + 14)
