"""School days, chosen by chance with the weights of the months."""

from datetime import date, datetime, time, timedelta
from functools import cache

from django.utils import timezone

from district import school_years

MONDAY, THURSDAY = 0, 3


@cache
def days_off(fall_year):
    """(name, first day, last day) of the holidays and recesses of a school year. Invented, but for public holidays."""
    thanksgiving, spring = nth(fall_year, 11, THURSDAY, 4), nth(fall_year + 1, 4, MONDAY, 2)
    alone = (
        ("Independence Day", date(fall_year, 7, 4)),
        ("Labor Day", nth(fall_year, 9, MONDAY, 1)),
        ("Veterans Day", date(fall_year, 11, 11)),
        ("Martin Luther King Jr. Day", nth(fall_year + 1, 1, MONDAY, 3)),
        ("Presidents' Day", nth(fall_year + 1, 2, MONDAY, 3)),
        ("Memorial Day", nth(fall_year + 1, 5, MONDAY, -1)),
        ("Juneteenth", date(fall_year + 1, 6, 19)),
    )
    found = [
        *((name, day, day) for name, day in alone),
        ("Thanksgiving recess", thanksgiving, thanksgiving + timedelta(days=1)),
        ("Winter recess (demonstration)", date(fall_year, 12, 24), date(fall_year + 1, 1, 1)),
        ("Spring recess (demonstration)", spring, spring + timedelta(days=4)),
    ]
    return sorted(found, key=lambda one: one[1])


def nth(year, month, weekday, number):
    """The number-th such weekday of a month; -1 for the last."""
    days = [date(year, month, 1) + timedelta(days=day) for day in range(31)]
    fitting = [day for day in days if day.month == month and day.weekday() == weekday]
    return fitting[number if number < 0 else number - 1]


def is_school_day(day):
    """Neither a weekend nor a day off. What happens in summer happens on such days, too."""
    off = days_off(school_years.fall_year_of(day))
    return day.weekday() < 5 and not any(first <= day <= last for _name, first, last in off)


def school_day(day):
    """The day itself, or the last school day before it."""
    while not is_school_day(day):
        day -= timedelta(days=1)
    return day


def next_school_day(day):
    """The day itself, or the first school day after it."""
    while not is_school_day(day):
        day += timedelta(days=1)
    return day


def random_day(rng, fall_year, months, today):
    """A school day of the year in one of the weighted `months`, or None where it is not over yet."""
    month = rng.choices(list(months), weights=list(months.values()))[0]
    day = rng.choice(school_days(fall_year if month >= 7 else fall_year + 1, month))
    return day if day < today else None


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
