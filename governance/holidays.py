"""The legal holidays of Connecticut (General Statutes 1-4), worked out for any year; on them no clock of the Freedom of
Information Act runs. The district's own days off are data (`district.models.DayOff`)."""

from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

MONDAY, THURSDAY = 0, 3


@cache
def legal_holidays(year):
    """The legal holidays that are kept in a calendar year; one that falls on a Sunday is kept on the Monday after."""
    fixed = [
        date(year, 1, 1),  # New Year's Day
        date(year, 2, 12),  # Lincoln Day
        date(year, 6, 19),  # Juneteenth
        date(year, 7, 4),  # Independence Day
        date(year, 11, 11),  # Veterans' Day
        date(year, 12, 25),  # Christmas
    ]
    movable = [
        nth_weekday(year, 1, MONDAY, 3),  # Martin Luther King Day
        nth_weekday(year, 2, MONDAY, 3),  # Washington's Birthday
        easter(year) - timedelta(days=2),  # Good Friday
        last_weekday(year, 5, MONDAY),  # Memorial Day
        nth_weekday(year, 9, MONDAY, 1),  # Labor Day
        nth_weekday(year, 10, MONDAY, 2),  # Columbus Day
        nth_weekday(year, 11, THURSDAY, 4),  # Thanksgiving
    ]
    kept_later = [day + timedelta(days=1) for day in fixed if day.weekday() == 6]
    return frozenset(fixed + movable + kept_later)


def nth_weekday(year, month, weekday, number):
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def last_weekday(year, month, weekday):
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)
