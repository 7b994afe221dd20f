"""What is shown of the services to children and youth without a home (initiative 2.2).

District totals of a school year and nothing else. Whoever does not work with the raw numbers reads a small one as fewer
than the district's smallest count (facts 3.5). Each total is of one year and one kind; none of them is a sum of others,
so nothing hidden can be worked out from what is shown.
"""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from indicators.models import SuppressionRule
from partnerships.models import HomelessServices

TOTALS = ("tutoring_sessions", "tutoring_hours", "children_tutored", "children_supplied", "uniforms_given",
          "supplies_given", "trainings_held")  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A total as it reads: a number, or in words; `number` is None where it may not be told or is not known."""

    label: str
    words: str
    number: int | None


def labels():
    return [capfirst(str(HomelessServices._meta.get_field(name).verbose_name)) for name in TOTALS]


def shown_of(year, *, sees_small):
    """The totals of a year, for somebody who may see small ones or not. One query for the rule."""
    least = SuppressionRule.in_force().min_numerator
    return [_shown(label, getattr(year, name), least, sees_small) for name, label in zip(TOTALS, labels(), strict=True)]


def shown_in(fall_year, name):
    """One total of a year as everybody may read it; None where none is recorded."""
    year = HomelessServices.objects.filter(fall_year=fall_year).first()
    found = shown_of(year, sees_small=False)[TOTALS.index(name)] if year is not None else None
    return None if found is None or getattr(year, name) is None else found


def _shown(label, value, least, sees_small):
    if value is None:
        return Shown(label, _("not known"), None)
    if sees_small or value == 0 or value >= least:
        return Shown(label, number_format(value), value)
    return Shown(label, _("fewer than %(least)s") % {"least": least}, None)


def file_rows(years, *, sees_small):
    """One line for each year; what may not be told is told in words."""
    for year in years:
        totals = shown_of(year, sees_small=sees_small)
        yield (str(year), *(one.words if one.number is None else one.number for one in totals))
