"""The legal holidays of Connecticut (General Statutes 1-4), worked out for any year; on them no clock of the Freedom of
Information Act runs. The district's own days off are data (`district.models.DayOff`)."""

from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter
from django.utils.translation import gettext_lazy as _

MONDAY, THURSDAY, SUNDAY = 0, 3, 6


@cache
def legal_holidays(year):
    """The days on which legal holidays are kept in a calendar year."""
    return frozenset(day for day, _name in named_holidays(year))


@cache
def named_holidays(year):
    """(day, name) in the order of the days; one that falls on a Sunday is kept on the Monday after as well."""
    fixed = [
        (date(year, 1, 1), _("New Year's Day")),
        (date(year, 2, 12), _("Lincoln Day")),
        (date(year, 6, 19), _("Juneteenth")),
        (date(year, 7, 4), _("Independence Day")),
        (date(year, 11, 11), _("Veterans Day")),
        (date(year, 12, 25), _("Christmas Day")),
    ]
    movable = [
        (nth_weekday(year, 1, MONDAY, 3), _("Martin Luther King Day")),
        (nth_weekday(year, 2, MONDAY, 3), _("Washington's Birthday")),
        (easter(year) - timedelta(days=2), _("Good Friday")),
        (last_weekday(year, 5, MONDAY), _("Memorial Day")),
        (nth_weekday(year, 9, MONDAY, 1), _("Labor Day")),
        (nth_weekday(year, 10, MONDAY, 2), _("Columbus Day")),
        (nth_weekday(year, 11, THURSDAY, 4), _("Thanksgiving Day")),
    ]
    kept_later = [(day + timedelta(days=1), name) for day, name in fixed if day.weekday() == SUNDAY]
    return tuple(sorted(fixed + movable + kept_later, key=lambda one: one[0]))


def nth_weekday(year, month, weekday, number):
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def last_weekday(year, month, weekday):
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)
