"""What is shown of the services to children and youth without a home (initiative 2.2).

District totals of a school year and nothing else. Sessions, hours and sets given are the sums of what is logged as
activities, here as everywhere (decision 022); how many children and trainings is stated once a year. Whoever does not
work with the raw numbers reads a small stated total as fewer than the district's smallest count (facts 3.5). Each total
is of one year and one kind, so nothing hidden can be worked out from what is shown.
"""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Sum
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from indicators.models import SuppressionRule
from partnerships.activity_types import ActivityType
from partnerships.agreements.delivery import amount
from partnerships.models import Activity, HomelessServices

STATED = ("children_tutored", "children_supplied", "trainings_held")
# name of a sum: the type of the activities, what is added up, what it is called
LOGGED = {
    "tutoring_sessions": (ActivityType.SHELTER_TUTORING, "sessions_total", gettext_lazy("Tutoring sessions")),
    "tutoring_hours": (ActivityType.SHELTER_TUTORING, "hours_total", gettext_lazy("Hours of tutoring")),
    "sets_given": (ActivityType.SUPPLIES, "sets_given_total", gettext_lazy("Sets of uniforms and supplies given")),
}
TOTALS = (*LOGGED, *STATED)


@dataclass(frozen=True)
class Shown:
    """A total as it reads: a number, or in words; `number` is None where it may not be told or is not known."""

    label: str
    words: str
    number: int | None


def labels():
    stated = [capfirst(str(HomelessServices._meta.get_field(name).verbose_name)) for name in STATED]
    return [*(str(label) for _type, _field, label in LOGGED.values()), *stated]


def logged():
    """{fall year: {name of LOGGED: sum}} of every year in which something was logged; None where no entry says how
    much. One query."""
    kept = Activity.objects.kept().filter(activity_type__in=[kind for kind, _field, _label in LOGGED.values()])
    by_day = kept.order_by("held_on").values_list("held_on", "activity_type")
    sums = by_day.annotate(*(Sum(field) for _kind, field, _label in LOGGED.values()))
    found = {}
    for fall_year, rows in groupby(sums, key=lambda row: school_years.fall_year_of(row[0])):
        rows = list(rows)
        found[fall_year] = {
            name: total_of(row[place] for row in rows if row[1] == kind)
            for place, (name, (kind, _field, _label)) in enumerate(LOGGED.items(), start=2)
        }
    return found


def total_of(numbers):
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


@dataclass(frozen=True)
class Year:
    """A school year: what was stated for it (an unsaved record where nothing was), and what its entries add up to."""

    stated: HomelessServices
    logged: dict

    def total(self, name):
        return self.logged.get(name) if name in LOGGED else getattr(self.stated, name)


def years():
    """Every school year of which something is stated or logged, the newest first. Two queries."""
    stated = {one.fall_year: one for one in HomelessServices.objects.all()}
    sums = logged()
    return [
        Year(stated.get(year) or HomelessServices(fall_year=year), sums.get(year, {}))
        for year in sorted({*stated, *sums}, reverse=True)
    ]


def shown_of(year, *, sees_small):
    """The totals of a `Year`, for somebody who may see small ones of children or not. One query for the rule."""
    least = SuppressionRule.in_force().min_numerator
    return [
        _shown(label, year.total(name), least, sees_small or name in LOGGED)
        for name, label in zip(TOTALS, labels(), strict=True)
    ]


def shown_in(fall_year, name):
    """One stated total of a year as everybody may read it; None where none is recorded."""
    stated = HomelessServices.objects.filter(fall_year=fall_year).first()
    if stated is None or getattr(stated, name) is None:
        return None
    return shown_of(Year(stated, {}), sees_small=False)[TOTALS.index(name)]


def _shown(label, value, least, sees_small):
    if value is None:
        return Shown(label, _("not known"), None)
    if sees_small or value == 0 or value >= least:
        return Shown(label, amount(value), value)
    return Shown(label, _("fewer than %(least)s") % {"least": least}, None)


def file_rows(found, *, sees_small):
    """One line for each `Year`; what may not be told is told in words."""
    for year in found:
        totals = shown_of(year, sees_small=sees_small)
        yield (str(year.stated), *(one.words if one.number is None else one.number for one in totals))
