"""Whether the schools' targets add up to the district's: what the district comes to if every school reaches its own.

Rates are weighted by the counts published with the schools' newest figures, never averaged (facts 2.5); counts are
added. Everything in it is published already: the gate's figures and the targets themselves. A school whose figure is
hidden, or published as a limit, is named as not counted, so that nothing can be worked out from the sum (facts 3.5).
"""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import school_years
from indicators import target_figures
from indicators.cells import amount
from indicators.models import IndicatorTarget
from indicators.models.reference import TargetKind, Unit
from indicators.models.values import Shown
from indicators.standings import target_text
from indicators.trajectories import pace


@dataclass(frozen=True)
class Part:
    """One school in the sum: its target and, where targets are rates, how many students it stands for."""

    school: object
    figure: object
    value: Decimal
    weight: Decimal | None
    unit: str

    @property
    def text(self):
        return amount(self.value, self.unit)


@dataclass
class Sum:
    """The schools' targets of one school year, added up. `district`: the district's target of that year, or None."""

    indicator: object
    fall_year: int
    district: IndicatorTarget | None = None
    parts: list = field(default_factory=list)
    without_target: list = field(default_factory=list)
    hidden: list = field(default_factory=list)  # with a target, and a figure that is hidden or a limit
    without_figure: list = field(default_factory=list)  # with a target, and nothing published to weigh it by

    @property
    def is_rate(self):
        return self.indicator.unit == Unit.PERCENT

    @property
    def value(self):
        """Where the schools counted would stand together; None where no school is counted."""
        if not self.parts:
            return None
        if not self.is_rate:
            return sum(part.value for part in self.parts)
        students = sum(part.weight for part in self.parts)
        exact = sum(part.value * part.weight for part in self.parts) / students
        return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def is_whole(self):
        """Whether every school is counted."""
        return not (self.without_target or self.hidden or self.without_figure)

    @property
    def short(self):
        """How far from the district's target, in points or cases; zero where it is reached, None where unknown."""
        if self.value is None or self.district is None:
            return None
        if self.district.is_met_by(self.value):
            return Decimal(0)
        return abs(self.district.target_value - self.value)

    # ------------------------------------------------------------------ in words

    @property
    def year_label(self):
        return school_years.label(self.fall_year)

    @property
    def sentence(self):
        """The sum in one sentence, and how it stands to the district's target."""
        if self.value is None:
            return _("No school has both a target for %(year)s and a published figure, so nothing can be added up.") % {
                "year": self.year_label
            }
        words = {
            "value": amount(self.value, self.indicator.unit),
            "total": number_format(len(self.parts), use_l10n=True),
            "year": self.year_label,
        }
        return f"{self._reached(words)} {self._held_against()}".strip()

    def _reached(self, words):
        if self.is_whole and self.is_rate:
            return _("If every school reaches its target, the district stands at %(value)s in %(year)s.") % words
        if self.is_whole:
            return _("If every school reaches its target, the district comes to %(value)s in %(year)s.") % words
        if self.is_rate:
            text = ngettext(
                "If the %(total)s school that is counted reaches its target, it stands at %(value)s in %(year)s.",
                "If each of the %(total)s schools that are counted reaches its target, they stand at %(value)s "
                "together in %(year)s.",
                len(self.parts),
            )
        else:
            text = ngettext(
                "If the %(total)s school that is counted reaches its target, it comes to %(value)s in %(year)s.",
                "If each of the %(total)s schools that are counted reaches its target, they come to %(value)s together "
                "in %(year)s.",
                len(self.parts),
            )
        return text % words

    def _held_against(self):
        if self.district is None:
            return _("The district has no target for that year to hold it against.")
        words = {"target": target_text(self.district, self.indicator.unit)}
        if not self.short:
            if self.is_rate or self.is_whole:
                return _("That reaches the district's target, %(target)s.") % words
            return _("That keeps within the district's target, %(target)s, before the other schools are added.") % words
        words["short"] = pace(self.short, self.indicator.unit)
        if self.short < Decimal("0.1"):
            return _("That is just short of the district's target, %(target)s.") % words
        return _("That is %(short)s short of the district's target, %(target)s.") % words

    @property
    def not_counted(self):
        """[(why, schools)] of those that are not in the sum; only what there is."""
        reasons = [
            (_("No target for that year"), self.without_target),
            (_("Figure hidden or published as a limit"), self.hidden),
            (_("No figure with its count is published"), self.without_figure),
        ]
        return [(why, schools) for why, schools in reasons if schools]


def weigh(total, school, value, figure):
    """Put one school where it belongs in a sum. `value`: its target, or None."""
    if value is None:
        total.without_target.append(school)
    elif figure is not None and not figure.is_exact and figure.shown in HELD_BACK:
        total.hidden.append(school)
    elif figure is None or not figure.is_exact or (total.is_rate and not figure.denominator):
        total.without_figure.append(school)
    else:
        total.parts.append(
            Part(school, figure, value, figure.denominator if total.is_rate else None, total.indicator.unit)
        )


HELD_BACK = {Shown.SUPPRESSED, Shown.BAND_LOW, Shown.BAND_HIGH}


def district_target(indicator, fall_year):
    """The district's target for all students of one school year: adopted, else its own step; None where none is set."""
    found = indicator.targets.filter(school=None, dimension="ALL", target_fall_year=fall_year).order_by("kind")
    return found.first()  # "ADOPTED" comes before "INTERIM"


def school_targets(indicator, fall_year):
    """{school id: the target that is set for all its students by the end of one school year}. One query."""
    found = indicator.targets.filter(
        kind=TargetKind.INTERIM, school__isnull=False, dimension="ALL", target_fall_year=fall_year
    )
    return {one.school_id: one for one in found.select_related("set_by", "proposed_by", "baseline", "indicator")}


def sum_of(indicator, fall_year, values, *, schools=None, figures=None):
    """The sum of `values` ({school id: target}) for the schools that the indicator is asked of."""
    schools = target_figures.schools_asked(indicator) if schools is None else schools
    figures = target_figures.newest_of_schools(indicator) if figures is None else figures
    total = Sum(indicator, fall_year, district_target(indicator, fall_year))
    for school in schools:
        weigh(total, school, values.get(school.pk), figures.get(school.pk))
    return total


def adding_up(indicator, fall_year):
    """The sum of the targets that are set. Four queries."""
    held = school_targets(indicator, fall_year)
    return sum_of(indicator, fall_year, {pk: one.target_value for pk, one in held.items()})


def years_with_targets(indicator):
    """The school years for which any school has a target, or the district: those one can ask for, newest last."""
    years = indicator.targets.exclude(kind=TargetKind.PROPOSED).filter(dimension="ALL")
    return sorted(set(years.values_list("target_fall_year", flat=True)))
