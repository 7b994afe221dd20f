"""The schools of an indicator among those of comparable grades: no elementary school stands beside a high school.

Which span a school belongs to follows from its grades in the school year of the figures (facts 2.4). Each span is a
table and a set of small trends, all of which are drawn to one scale.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from district.models import School, SchoolProfile
from indicators import pictures, uncertainty
from indicators.addresses import figure_url, with_back
from indicators.cells import Figure
from indicators.charts import Scale, Words, sparkline
from indicators.instruments import InstrumentUnit
from indicators.spans import Span, span_of


@dataclass(frozen=True)
class SchoolLine:
    """A school with a figure of the year. `highest`: the greatest figure of its span, which ends the scale; `back`: the
    address of the page that it stands on. Where the definition of the `indicator` was changed the line ends."""

    school: School
    figure: Figure
    series: list
    highest: object
    back: str = ""
    indicator: object = None

    @property
    def url(self):
        return figure_url(self.figure, self.school.code, self.back)

    @property
    def school_url(self):
        return with_back(reverse("indicators:school-dashboard", args=[self.school.code]), self.back)

    @property
    def interval(self):
        return uncertainty.interval_of(self.figure)

    @property
    def is_few(self):
        return uncertainty.is_few(self.figure)

    @property
    def spark(self):
        words = Words(f"s{self.school.pk}", self.school.name, pictures.description_of(self.series))
        most = pictures.most_of(self.figure.unit)
        return sparkline(words, pictures.readings_of(self.series, self.indicator), most, highest=self.highest)


class SpannedSchools:
    """The schools of one span; `found` is the `indicators.detail.Detail` that has read their figures, `back` is the
    address of the page that they stand on. Two queries."""

    def __init__(self, found, *, span="", back=""):
        self.found, self.asked, self.back = found, span, back

    @cached_property
    def with_figures(self):
        """{school id: its figures}, of the schools that have one in the newest year."""
        return {pk: one for pk, one in self.found.school_series.items() if one[-1].fall_year == self.found.school_year}

    @cached_property
    def spans(self):
        """{school id: its span in the school year of the figures}."""
        if not self.with_figures:
            return {}
        rows = SchoolProfile.objects.in_year(self.found.school_year).filter(school__in=list(self.with_figures))
        own = {pk: span_of(low, high) for pk, low, high in rows.values_list("school_id", "low_grade", "high_grade")}
        return {pk: own.get(pk, Span.UNKNOWN) for pk in self.with_figures}

    @cached_property
    def counts(self):
        """{span: how many schools it has}, in the order of the grades, spans without schools left out."""
        counted = Counter(self.spans.values())
        return {span: counted[span] for span in Span if counted[span]}

    @property
    def span(self):
        return self.asked if self.asked in self.counts else next(iter(self.counts), "")

    @property
    def label(self):
        return str(Span(self.span).label) if self.span else ""

    def tabs(self, address):
        """(label, address, whether it is shown) of each span; `address(span)` gives the link."""
        return [(f"{span.label} ({number})", address(span), span == self.span) for span, number in self.counts.items()]

    @cached_property
    def highest(self):
        """The greatest figure of the span in any year."""
        of_span = (one for pk, series in self.with_figures.items() if self.spans[pk] == self.span for one in series)
        return max((one.exact for one in of_span if one.exact is not None), default=None)

    def rows(self, order):
        """A `SchoolLine` per school, by name or figure; marks stand at the end."""
        schools = self.found.schools
        found = [
            SchoolLine(schools[pk], series[-1], series, self.highest, self.back, self.found.indicator)
            for pk, series in self.with_figures.items()
            if self.spans[pk] == self.span
        ]
        found.sort(key=lambda row: (row.school.name, row.school.code), reverse=order == "-name")
        if order.endswith("value"):
            sign = -1 if order.startswith("-") else 1
            found.sort(key=lambda row: (row.figure.exact is None, sign * (row.figure.exact or 0)))
        return found

    @property
    def has_intervals(self):
        """Whether chance is spoken of at all: of shares, not of numbers of cases."""
        return any(one[-1].unit == InstrumentUnit.PERCENT for one in self.with_figures.values())

    @property
    def scale_text(self):
        """That the small trends can be compared, and where their scale ends."""
        if self.highest is None:
            return ""
        unit = next(iter(self.with_figures.values()))[-1].unit
        top = pictures.tick_text(unit)(Scale([self.highest], 0, 1, most=pictures.most_of(unit)).top)
        return _("All small trends are drawn to one scale, from zero to %(top)s.") % {"top": top}
