"""The demo district's school calendars: last year's, this year's and, from spring on, the next one's. Invented."""

from datetime import date, timedelta

from district import portal_settings, school_years
from district.models import DayOff, SchoolCalendar
from fce_portal.demo.days import days_off, years_so_far


def make_school_calendars(today):
    this_year = school_years.fall_year_of(today)
    SchoolCalendar.objects.bulk_create(
        (
            SchoolCalendar(fall_year=year, first_day=last_monday(year, 8), last_day=second_friday(year + 1, 6))
            for year in range(this_year - 1, this_year + (2 if 2 <= today.month <= 6 else 1))
        ),
        ignore_conflicts=True,
    )
    portal_settings.forget()


def make_holidays(today):
    """Of the last year and this one: to be called before whatever counts school days."""
    DayOff.objects.bulk_create(
        DayOff(name=name, first_day=first, last_day=last)
        for fall_year in years_so_far(today)
        for name, first, last in days_off(fall_year)
    )


def last_monday(year, month):
    last = date(year, month, 31)
    return last - timedelta(days=last.weekday())


def second_friday(year, month):
    first = date(year, month, 1)
    return first + timedelta(days=(4 - first.weekday()) % 7 + 7)
