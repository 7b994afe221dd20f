"""Keeping the rows that the measures of duties count (`DutyStanding`) as the records say: every ten minutes, and at
once where a duty is recorded.

A duty is read from many tables; a measure counts the rows of one. So the standings are worked out for all councils at
once and only what differs is written, which marks its months for the rollup.
"""

from django.db import transaction
from django.utils import timezone

from district import school_years
from governance import duties
from governance.duty_days import days_of
from governance.models import DutyStanding


def settle(fall_year=None, councils=None):
    """Bring the standings of a school year up to date; of the present one where none is named. How many changed."""
    fall_year = fall_year or school_years.fall_year_of(timezone.localdate())
    whole = councils is None
    councils = list(duties.councils_open_in(fall_year) if whole else councils)
    days = days_of(fall_year)
    wanted = {}
    for council, standings in zip(councils, duties.standings_by_council(councils, fall_year).values(), strict=True):
        for one in duties.statutory(standings):
            if one.duty.is_annual:
                wanted[council.school_id, one.duty.code] = (days[one.duty.code], one.done_on)
    with transaction.atomic():
        kept = DutyStanding.objects.select_for_update().filter(fall_year=fall_year)
        if not whole:
            kept = kept.filter(school__in=[council.school_id for council in councils])
        stored = {(one.school_id, one.duty): one for one in kept}
        gone = [one.pk for key, one in stored.items() if key not in wanted]
        changed = []
        for key, (due_on, done_on) in wanted.items():
            one = stored.get(key)
            if one and (one.due_on, one.done_on) != (due_on, done_on):
                one.due_on, one.done_on = due_on, done_on
                changed.append(one)
        new = [
            DutyStanding(school_id=school, fall_year=fall_year, duty=duty, due_on=due_on, done_on=done_on)
            for (school, duty), (due_on, done_on) in wanted.items()
            if (school, duty) not in stored
        ]
        DutyStanding.objects.filter(pk__in=gone).delete()
        DutyStanding.objects.bulk_update(changed, ["due_on", "done_on"], batch_size=2000)
        DutyStanding.objects.bulk_create(new, batch_size=2000, ignore_conflicts=True)
    return len(gone) + len(changed) + len(new)


def settle_running_years():
    """The present school year, and in summer and autumn the one before, whose last records come in late."""
    today = timezone.localdate()
    fall_year = school_years.fall_year_of(today)
    years = [fall_year, fall_year - 1] if today.month >= 7 else [fall_year]
    return sum(settle(year) for year in years)
