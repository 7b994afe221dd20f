"""School years, keyed by the calendar year of their autumn: 2015 is 2015-16 (July to June)."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

FIRST_FALL_YEAR = 2000
LAST_FALL_YEAR = 2099


def fall_year_of(day):
    """The school year that holds `day`, as its fall year: 30 June 2016 → 2015, 1 July 2016 → 2016."""
    return day.year if day.month >= 7 else day.year - 1


def first_day(fall_year):
    return date(fall_year, 7, 1)


def last_day(fall_year):
    return date(fall_year + 1, 6, 30)


def years_later(day, years):
    """The same day some years on; 28 February for a leap day that the year has not."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def all_days():
    """First and last day that any record may bear: PostgreSQL itself would take the year 1, and "infinity"."""
    return first_day(FIRST_FALL_YEAR), last_day(LAST_FALL_YEAR)


def months_of(fall_year):
    """The twelve first-of-months of a school year, July to June."""
    return [date(fall_year, month, 1) for month in range(7, 13)] + [
        date(fall_year + 1, month, 1) for month in range(1, 7)
    ]


class MonthState(models.TextChoices):
    """Where a month stands on a day. A month to come has no figures: nothing, which is not zero."""

    OVER = "OVER", _("ended")
    IN_PROGRESS = "IN_PROGRESS", _("in progress")
    TO_COME = "TO_COME", _("not begun yet")


def month_state(month, today):
    """The `MonthState` of the month that begins on `month`, as seen on `today`."""
    this_month = today.replace(day=1)
    if month == this_month:
        return MonthState.IN_PROGRESS
    return MonthState.OVER if month < this_month else MonthState.TO_COME


def label(fall_year):
    """As people write it, with an en dash: 2015 → "2015–16"."""
    return f"{fall_year}–{(fall_year + 1) % 100:02d}"


def parse_label(text):
    """The fall year of "2014-15", "2014–15", "2014-2015"; raises ValueError for anything else."""
    first, separator, last = str(text).strip().replace("–", "-").partition("-")
    if not separator or len(first) != 4 or len(last) not in (2, 4):
        raise ValueError(f"not a school year: {text!r}")
    fall_year = int(first)
    if int(last) not in (fall_year + 1, (fall_year + 1) % 100):
        raise ValueError(f"not a school year: {text!r}")
    return fall_year
