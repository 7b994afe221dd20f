"""Explain this number (features, row 78): formula, file and line, who answered for it, versions, what it is made of."""

from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from district import school_years
from district.models import School
from indicators import cells, definitions, instruments, uncertainty
from indicators.addresses import figure_url
from indicators.amounts import amount
from indicators.dimensions import Dimension
from indicators.instruments import InstrumentUnit
from indicators.models import ImportRun
from indicators.models.imports import SourceKind


class Explanation:
    """`back` is the address of the page itself, for the way back from the schools behind the figure."""

    def __init__(self, indicator, figure, school=None, *, raw=None, back=""):
        self.indicator, self.figure, self.school, self.raw, self.back = indicator, figure, school, raw, back

    @property
    def indicator_url(self):
        """The indicator's page at the year, breakdown and series of the figure."""
        one = self.figure
        words = {"year": one.fall_year, "instrument": one.instrument}
        if one.dimension != Dimension.ALL:
            words["groups"] = one.dimension
        return f"{self.indicator.get_absolute_url()}?{urlencode(words)}"

    @property
    def school_url(self):
        """The dashboard of the school in the year of the figure."""
        address = reverse("indicators:school-dashboard", args=[self.school.code])
        return f"{address}?{urlencode({'year': self.figure.fall_year})}"

    @property
    def place(self):
        return self.school.name if self.school else _("Whole district")

    @property
    def group(self):
        if self.figure.dimension == Dimension.ALL:
            return _("All students")
        return f"{Dimension(self.figure.dimension).label}: {self.figure.group_label}"

    @property
    def instrument(self):
        return instruments.INSTRUMENTS.get(self.figure.instrument)

    @cached_property
    def run(self):
        people = ("started_by", "approved_by", "published_by")
        return ImportRun.objects.select_related(*people).filter(pk=self.figure.run_id).first()

    @property
    def formula(self):
        """How the figure comes about, in one sentence, with its counts where they are published."""
        one = self.figure
        if one.is_computed:
            words = {"counted": one.schools_counted, "total": one.schools_total}
            text = _(
                "Added up by the portal: the students counted at all schools, divided by all students there. "
                "%(counted)s of the %(total)s schools that are asked have figures. Never an average of school rates."
            )
            return text % words
        if one.unit == InstrumentUnit.PERCENT and one.numerator is not None and one.denominator is not None:
            words = {
                "numerator": amount(one.numerator, InstrumentUnit.COUNT),
                "denominator": amount(one.denominator, InstrumentUnit.COUNT),
                "value": one.words,
            }
            return _("%(numerator)s of %(denominator)s students: %(value)s.") % words
        if one.is_suppressed:
            return _("The figure exists and is not shown, so that nothing can be learned about single students.")
        if one.unit == InstrumentUnit.PERCENT and one.is_exact:
            return _("Published as a rate, without the counts behind it.")
        return ""

    @property
    def definition(self):
        """The definition by which the figure's school year is counted; None where there was only ever one."""
        return definitions.of_year(self.indicator, self.figure.fall_year) if self.indicator.breaks else None

    @property
    def uncertainty_text(self):
        """How far the share may lie from the true one, from the counts that are shown; empty without them."""
        interval = uncertainty.interval_of(self.figure)
        return (
            _("By Wilson's interval the true share lies %(interval)s.") % {"interval": interval.words}
            if interval
            else ""
        )

    @property
    def source_text(self):
        if self.figure.is_computed:
            return _("Computed by the portal")
        if self.figure.source_kind == SourceKind.STATE:
            return _("Published by the state and shown as published, its own asterisks included")
        return _("The district's own figures, shown through the portal's suppression rule")

    @cached_property
    def versions(self):
        """All versions of the cell that were published, newest first, as (figure, run)."""
        found = cells.versions(self.figure)
        runs = ImportRun.objects.select_related("published_by").in_bulk([one.run_id for one in found])
        return [(one, runs.get(one.run_id)) for one in found]

    # ------------------------------------------------------------------ what a district figure is made of

    @cached_property
    def parts(self):
        """The schools' figures of the same series, year and group; empty for a school's own figure."""
        if self.school:
            return []
        one = self.figure
        return cells.published(
            raw=self.raw,
            computed=False,
            scope="SCHOOL",
            indicator_id=one.indicator,
            instrument=one.instrument,
            fall_year=one.fall_year,
            as_of_date=one.as_of_date,
            dimension=one.dimension,
            group=one.group,
            period=one.period,
        )

    @cached_property
    def schools(self):
        return School.objects.in_bulk([one.school_id for one in self.parts])

    @cached_property
    def part_rows(self):
        rows = [
            {
                "school": self.schools[one.school_id],
                "figure": one,
                "url": figure_url(one, self.schools[one.school_id].code, self.back),
            }
            for one in self.parts
        ]
        return sorted(rows, key=lambda row: (row["school"].name, row["school"].code))

    @property
    def parts_caption(self):
        words = {"group": self.group, "year": school_years.label(self.figure.fall_year)}
        return _("Schools, %(group)s, %(year)s") % words

    @property
    def is_sum_of_parts(self):
        return self.figure.is_computed
