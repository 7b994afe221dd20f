"""Days on which the district works, without weekends and holidays; and school time, which leaves summer out too.

The summer is what lies between the last and the first day of school (`SchoolCalendar`); where the board's calendar is
not entered, the months of the settings.
"""

from datetime import date, timedelta

from district.models import DayOff
from district.portal_settings import known, school_years_known

ONE_DAY = timedelta(days=1)
MID_MONTH = 15
SATURDAY = 5
LOOK_BACK = timedelta(days=120)  # farther than any summer or recess


def summer_of(year):
    """(first day, last day) of the summer of a calendar year. No query, but for what is known of the settings."""
    settings, years = known(), school_years_known()
    first, last = date(year, settings.summer_from, 1), date(year, settings.summer_until + 1, 1) - ONE_DAY
    if year - 1 in years:
        first = years[year - 1][1] + ONE_DAY
    if year in years:
        last = years[year][0] - ONE_DAY
    return first, last


def is_summer(day):
    """Whether schools are closed for the summer on this day: nobody is asked for anything then."""
    first, last = summer_of(day.year)
    return first <= day <= last


def is_summer_month(month):
    """Whether a month (any of its days) counts as summer: its middle does, whatever a few days at its ends do."""
    return is_summer(month.replace(day=MID_MONTH))


class Days:
    """The holidays around `on`, read once. One query."""

    def __init__(self, on):
        self.on = on
        self.off = list(DayOff.objects.filter(first_day__lte=on, last_day__gte=on - LOOK_BACK))

    def is_working(self, day):
        return day.weekday() < SATURDAY and not any(one.first_day <= day <= one.last_day for one in self.off)

    def is_school_time(self, day):
        """Whether somebody may be reminded on this day."""
        return not is_summer(day) and self.is_working(day)

    @property
    def begins_the_week(self):
        """Whether `on` is the first working day of its week: Monday, or Tuesday after a Monday off."""
        earlier = (self.on - timedelta(days=back) for back in range(1, self.on.weekday() + 1))
        return self.is_working(self.on) and not any(self.is_working(day) for day in earlier)

    def since_last_school_day(self):
        """The days that `on` stands for: itself, and those before it on which nobody was reminded."""
        days = [self.on]
        while self.on - days[-1] < LOOK_BACK and not self.is_school_time(days[-1] - timedelta(days=1)):
            days.append(days[-1] - timedelta(days=1))
        return days


def days_off_around(first, last):
    """(first day, last day) of each holiday from `LOOK_BACK` before `first` until `last`. One query."""
    found = DayOff.objects.filter(first_day__lte=last, last_day__gte=first - LOOK_BACK)
    return list(found.values_list("first_day", "last_day"))


def working_days_before(day, number, off):
    """The day that is so many working days before another: weekends and the holidays `off` do not count; the summer
    does, for offices work in it.

    A recess longer than any summer is a mistake in the calendar: no day is sought farther back than `LOOK_BACK`.
    """
    earliest = day - LOOK_BACK
    while number > 0 and day > earliest:
        day -= timedelta(days=1)
        number -= day.weekday() < SATURDAY and not any(first <= day <= last for first, last in off)
    return day


def school_days_after(day, number):
    """The day that is so many school days after another: weekends, holidays and the summer do not count. One query."""
    off = list(DayOff.objects.filter(last_day__gt=day).values_list("first_day", "last_day"))
    while number > 0:
        day += timedelta(days=1)
        is_off = day.weekday() >= SATURDAY or is_summer(day) or any(first <= day <= last for first, last in off)
        number -= not is_off
    return day
