"""Questions to begin with: what boards and schools ask most, ready to be opened and changed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.asking.question import MOST_YEARS_SIDE_BY_SIDE, By, Question
from indicators.asking.subjects import subject_of
from indicators.models import Indicator
from indicators.parameters import EARLIEST, this_year

HELD, LINKED, FAMILIES = "m.activities_held", "m.activities_linked_to_learning", "m.families_attending"
CHRONIC = "CHRONIC_ABS"


@dataclass(frozen=True)
class Example:
    label: str
    question: Question


def examples():
    """Those whose subjects the portal knows; a published figure is asked up to last year's, the newest there can be.
    One query."""
    year = this_year()
    since = max(EARLIEST, year - MOST_YEARS_SIDE_BY_SIDE + 1)
    absent = Indicator.objects.filter(pk=CHRONIC).values_list("primary_instrument", flat=True).first()
    chronic = f"i.{absent}"
    asked = [
        (_("Activities month by month, and how many are linked to learning"), (HELD, LINKED), By.MONTH, year, year),
        (_("Families attending, school by school"), (FAMILIES,), By.SCHOOL, year, year),
        (_("Activities for each initiative"), (HELD,), By.INITIATIVE, year, year),
        (_("Chronic absence over the years"), (chronic,), By.YEAR, since, year),
        (_("Chronic absence by the grades of the schools"), (chronic,), By.LEVEL, year - 1, year - 1),
        (_("Chronic absence by race and ethnicity"), (chronic,), By.GROUP, year - 1, year - 1),
    ]
    found = [Example(label, Question(*question)) for label, *question in asked]
    return [one for one in found if all(subject_of(key) for key in one.question.subjects)]
