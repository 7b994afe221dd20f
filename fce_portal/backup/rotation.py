"""Which backups are kept: the newest of each of the last days, weeks and months that have one."""

from django.utils import timezone


def kept(moments, *, daily, weekly, monthly):
    """Those of `moments` (aware datetimes) to keep: of the last `daily` days that have any the newest, of the last
    `weekly` weeks (from Monday) and `monthly` months likewise. The newest of all is kept whatever the numbers.
    """
    newest_first = sorted(moments, reverse=True)
    keep = set(newest_first[:1])
    for how_many, part in ((daily, _day), (weekly, _week), (monthly, _month)):
        parts = {}
        for moment in newest_first:
            parts.setdefault(part(timezone.localtime(moment)), moment)
        keep |= set(list(parts.values())[:how_many])
    return keep


def _day(moment):
    return moment.date()


def _week(moment):
    return moment.isocalendar()[:2]


def _month(moment):
    return moment.year, moment.month
