"""The demo district's school calendars: last year's, this year's and, from spring on, the next one's. Invented."""

from datetime import date, timedelta

from district import portal_settings, school_years
from district.models import SchoolCalendar


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


def last_monday(year, month):
    last = date(year, month, 31)
    return last - timedelta(days=last.weekday())


def second_friday(year, month):
    first = date(year, month, 1)
    return first + timedelta(days=(4 - first.weekday()) % 7 + 7)
