"""Where the series of a school breaks: from a merger on it counts the students of other schools too.

A school that took another in keeps its name and code, and its figures go on; but those before and after are not of the
same children's school. So they are treated as figures before and after a changed definition (`series_breaks`): no line
joins them and nothing is compared across. What the other school was stays under that school.
"""

import copy
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject

from district import school_years
from district.models import SchoolSuccession


class MergerYear(int):
    """The first school year in which a school counts the students of others; `schools`: their names."""

    schools = ""


def of(school_id):
    """The `MergerYear`s of a school, the oldest first. One query; only of successions whose day is known."""
    return of_each([school_id]).get(school_id, [])


def of_each(school_ids):
    """{school id: its `MergerYear`s} of the schools that have any. One query."""
    names = {}
    found = SchoolSuccession.objects.filter(successor__in=school_ids, on__isnull=False).select_related("predecessor")
    for one in found:
        years = names.setdefault(one.successor_id, {})
        years.setdefault(first_year_counted(one.on), []).append(one.predecessor.name)
    return {pk: [merger_year(year, schools) for year, schools in sorted(years.items())] for pk, years in names.items()}


def with_mergers(targets, school_id):
    """A queryset of targets that brings along the mergers of a school, so that they cost no query of their own."""
    found = SchoolSuccession.objects.filter(successor=school_id, on__isnull=False)
    return targets.annotate(mergers=ArraySubquery(found.values(json=JSONObject(on="on", name="predecessor__name"))))


def brought_by(targets):
    """The `MergerYear`s that targets of one school brought along (`with_mergers`)."""
    years = {}
    for one in getattr(targets[0], "mergers", ()) if targets else ():
        years.setdefault(first_year_counted(date.fromisoformat(one["on"])), []).append(one["name"])
    return [merger_year(year, schools) for year, schools in sorted(years.items())]


def merger_year(year, schools):
    merger = MergerYear(year)
    merger.schools = ", ".join(sorted(schools))
    return merger


def first_year_counted(day):
    """Figures are of the schools of 1 October, the state's count day: a merger after it counts a year later."""
    fall_year = school_years.fall_year_of(day)
    return fall_year if day <= school_years.date(fall_year, 10, 1) else fall_year + 1


def seen_at(indicator, mergers):
    """The indicator as the series of one school read it: with its mergers among the breaks. Never to be saved."""
    if not mergers:
        return indicator
    seen = copy.copy(indicator)
    seen.breaks = sorted([*(year for year in indicator.breaks if year not in mergers), *mergers])
    return seen
