"""School days, chosen by chance with the weights of the months."""

from datetime import date, datetime, time, timedelta
from functools import cache

from django.utils import timezone

from district import school_years

CLOSED = {(1, 1), (7, 4), (11, 11), (12, 24), (12, 25), (12, 26), (12, 31)}


def is_school_day(day):
    return day.weekday() < 5 and (day.month, day.day) not in CLOSED


def school_day(day):
    """The day itself, or the last school day before it."""
    while not is_school_day(day):
        day -= timedelta(days=1)
    return day


def random_day(rng, fall_year, months, today):
    """A school day of the year in one of the weighted `months`, or None where it would lie in the future."""
    month = rng.choices(list(months), weights=list(months.values()))[0]
    day = rng.choice(school_days(fall_year if month >= 7 else fall_year + 1, month))
    return day if day <= today else None


@cache
def school_days(year, month):
    """The school days of a month up to its 28th."""
    days = (date(year, month, number) for number in range(1, 29))
    return [day for day in days if is_school_day(day)]


def years_so_far(today):
    """The school year before this one, and this one."""
    current = school_years.fall_year_of(today)
    return current - 1, current


def moment_after(rng, day, now):
    """When somebody came to log what happened on `day`: mostly within the week, at times a month or two late.

    Neither before the day began nor after `now`.
    """
    late = rng.random()
    wait = rng.randint(0, 5) if late < 0.82 else rng.randint(6, 20) if late < 0.93 else rng.randint(21, 80)
    clock = time(rng.randint(7, 20), rng.randint(0, 59), rng.randint(0, 59))
    moment = timezone.make_aware(datetime.combine(day + timedelta(days=wait), clock))
    began = timezone.make_aware(datetime.combine(day, time(7)))
    return min(max(began, min(moment, now - timedelta(minutes=rng.randint(5, 4000)))), now - timedelta(minutes=5))
