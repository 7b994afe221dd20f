"""All councils of a year: domains side by side, in the order of the alphabet or by who needs help today.

No number adds domains up, and no council is ranked: whoever needs help comes first, each group in alphabetical order.
"""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from district import school_years
from governance.effectiveness import reading
from governance.effectiveness.reading import Reading, Standing
from governance.models import Assessment, Council, ImprovementAction
from governance.models.effectiveness import Side


@dataclass
class Row:
    """One council of the list. `submitted`: the sides that have submitted; `late`: actions past their day."""

    reading: Reading
    submitted: list
    late: int

    @property
    def school(self):
        return self.reading.council.school

    @property
    def profile(self):
        return self.reading.profile

    @property
    def is_closed(self):
        return self.profile is not None and self.profile.is_closed

    @property
    def needs_help(self):
        return bool(self.reading.needs_help or self.late)


TESTS = {
    "": lambda row: True,
    "help": lambda row: row.needs_help,
    "late": lambda row: bool(row.late),
    "incomplete": lambda row: not row.reading.is_complete,
    "review": lambda row: Side.COUNCIL in row.submitted and Side.DISTRICT not in row.submitted,
    "none": lambda row: row.profile is None,
    "closed": lambda row: row.is_closed,
}


def councils_of(fall_year):
    """The councils of schools that are open in the year, in alphabetical order."""
    begins, ends = school_years.first_day(fall_year), school_years.last_day(fall_year)
    councils = Council.objects.exclude(school__closed_on__lt=begins).exclude(school__opened_on__gt=ends)
    return councils.select_related("school", "model").order_by("school__name")


def rows(fall_year, today=None):
    """A `Row` for each council. The number of queries does not depend on how many councils there are."""
    today = today or timezone.localdate()
    readings = reading.readings(councils_of(fall_year), fall_year, today)
    late = dict(
        ImprovementAction.objects.late(today).filter(profile__fall_year__lte=fall_year).order_by()
        .values_list("school").annotate(total=Count("pk"))
    )  # fmt: skip
    submitted = sides_submitted(readings)
    return [
        Row(one, submitted.get(one.profile.pk, []) if one.profile else [], late.get(one.council.school_id, 0))
        for one in readings
    ]


def sides_submitted(readings):
    """{profile id: the sides that have submitted}. One query."""
    profiles = [one.profile.pk for one in readings if one.profile]
    found = {}
    for one in Assessment.objects.filter(Q(profile__in=profiles), submitted_on__isnull=False).order_by("side"):
        found.setdefault(one.profile_id, []).append(one.side)
    return found


def by_help(rows):
    """Who needs help today first; within both groups as they were."""
    return sorted(rows, key=lambda row: not row.needs_help)


def summary(rows):
    """[(domain, [(standing, how many)], councils)] over these rows, for initiative 3.3."""
    tally = reading.recorded([row.reading for row in rows])
    return [(domain, [(standing, tally[domain][standing]) for standing in Standing]) for domain in tally]
