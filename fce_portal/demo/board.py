"""When the board of the demo district meets: the third Tuesday of each month, last school year and this one. Invented,
like all of the demo district."""

from datetime import date, time, timedelta

from district import school_years
from district.models import BoardMeeting

TUESDAY = 1


def make_board_meetings(today):
    this_year = school_years.fall_year_of(today)
    meetings = [
        BoardMeeting(held_on=third_tuesday(month), starts_at=time(17, 30), place="Board room (invented)")
        for year in (this_year - 1, this_year)
        for month in school_years.months_of(year)
        if month.month != 7
    ]
    meetings[2].is_cancelled = True
    meetings[2].note = "No quorum could be expected."
    workshop = BoardMeeting(
        held_on=date(this_year + 1, 1, 9),
        kind=BoardMeeting.Kind.WORKSHOP,
        place="Board room (invented)",
        note="The equity indicators, half-way through the year",
    )
    BoardMeeting.objects.bulk_create([*meetings, workshop])


def third_tuesday(month):
    """The third Tuesday of the month that begins on the day `month`."""
    return month + timedelta(days=(TUESDAY - month.weekday()) % 7 + 14)
