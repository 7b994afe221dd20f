"""What becomes of a school's figures when it closes."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.school_changes import ChangePart
from district.year_passages import Becomes, Looked
from indicators import cells


def figures(school, last_day):
    says = _(
        "School years with published figures. They stay under this school, and in the sums of the district for their "
        "years; the series of a school that carries on breaks on that day, and nothing is added up across it."
    )
    return Looked(cells.years_total_of(school), says)


PARTS = [
    ChangePart(
        "indicators.figures", gettext_lazy("Indicators"), gettext_lazy("Published figures"), Becomes.GOES_ON, figures
    ),
]
