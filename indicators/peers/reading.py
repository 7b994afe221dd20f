"""The district beside the state and other districts: the same series, the same years, as the state published them."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from district import school_years
from district.models import District
from indicators import cells, instruments, pictures, series_breaks
from indicators.amounts import amount, signed
from indicators.cells import Figure
from indicators.charts import Words
from indicators.charts.named_lines import lines
from indicators.models import PeerFigure
from indicators.models.imports import SourceKind
from indicators.models.peers import short_name
from indicators.models.values import PeriodType, Scope, Shown
from indicators.peers import choosing

OURS, STATE, FIRST_PEER = 0, 1, 2


@dataclass(frozen=True)
class Row:
    """One district or the state. `by_year` holds its figures; a year without one is not published."""

    number: int
    code: str
    name: str
    short_name: str
    by_year: dict
    students: Figure | None = None

    def figure(self, year):
        return self.by_year.get(year)

    def exact(self, year):
        found = self.by_year.get(year)
        return found.exact if found else None

    @property
    def exact_by_year(self):
        return {year: one.exact for year, one in self.by_year.items()}


def has_any(indicator, own_figures):
    """Whether the page of an indicator beside others shows anything: what the state published of the district, which
    is among `own_figures`, or of others. One query where the district has none."""
    compared = compared_series(indicator)
    is_ours = any(one.source_kind == SourceKind.STATE and one.instrument in compared for one in own_figures)
    return is_ours or PeerFigure.objects.published().filter(indicator=indicator, instrument__in=compared).exists()


def compared_series(indicator):
    return [one.code for one in instruments.of_indicator(indicator.pk) if instruments.is_compared(one.code)]


class Peers:
    """What the page of an indicator beside others shows. `codes`: the districts asked for. Seven queries at most."""

    def __init__(self, indicator, *, codes=(), instrument=""):
        self.indicator = indicator
        self.known = choosing.districts_with_figures(indicator)
        self.chosen = choosing.chosen(codes, self.known)
        self.instrument = instrument if instrument in self.series else next(iter(self.series), "")

    @cached_property
    def around(self):
        """The district's own and the state's figures, as the state published them."""
        return cells.published(
            cells.ALL_STUDENTS,
            computed=False,
            indicator_id=self.indicator.pk,
            instrument__in=compared_series(self.indicator),
            scope__in=[Scope.STATE, Scope.DISTRICT],
            source_kind=SourceKind.STATE,
        )

    @cached_property
    def of_peers(self):
        """The figures of the chosen districts, and how many students each had."""
        rows = PeerFigure.objects.published().filter(district__in=[one.pk for one in self.chosen])
        wanted = (self.indicator.pk, "ENROLLMENT")
        return [(row.district_id, as_figure(row)) for row in rows.filter(indicator__in=wanted)]

    @cached_property
    def series(self):
        """{code: instrument} of the series that hold the district, the state or one chosen, the main one first."""
        found = {one.instrument for one in self.around} | {
            one.instrument for _code, one in self.of_peers if one.indicator == self.indicator.pk
        }
        known = [one for one in instruments.of_indicator(self.indicator.pk) if one.code in found]
        known.sort(key=lambda one: one.code != self.indicator.primary_instrument)
        return {one.code: one for one in known if instruments.is_compared(one.code)}

    @property
    def unit(self):
        return self.series[self.instrument].unit

    @property
    def label(self):
        return self.series[self.instrument].label

    @property
    def publisher(self):
        return self.series[self.instrument].publisher

    @cached_property
    def rows(self):
        """The district, the state, then the others by name."""
        sizes = {(one.scope, one.fall_year): one for one in self.own_sizes}
        ours = District.objects.first()
        name = ours.name if ours else _("Our district")
        rows = [
            Row(OURS, ours.code if ours else "", name, short_name(name), self.own(Scope.DISTRICT), newest(sizes)),
            Row(STATE, "", _("State of Connecticut"), _("Connecticut"), self.own(Scope.STATE)),
        ]
        for number, one in enumerate(self.chosen, start=FIRST_PEER):
            figures = [figure for code, figure in self.of_peers if code == one.pk]
            by_year = {figure.fall_year: figure for figure in figures if figure.instrument == self.instrument}
            size = {("", f.fall_year): f for f in figures if f.instrument == instruments.SIZE_OF_A_DISTRICT}
            rows.append(Row(number, one.pk, one.name, one.short_name, by_year, newest(size)))
        return rows

    @cached_property
    def own_sizes(self):
        return cells.published(
            cells.ALL_STUDENTS & cells.of_district(),
            computed=False,
            indicator_id="ENROLLMENT",
            instrument=instruments.SIZE_OF_A_DISTRICT,
        )

    def own(self, scope):
        return {one.fall_year: one for one in self.around if (one.scope, one.instrument) == (scope, self.instrument)}

    @cached_property
    def years(self):
        """Every school year of which anything is published, oldest first."""
        return sorted({year for row in self.rows for year in row.by_year})

    @property
    def year_labels(self):
        return [school_years.label(year) for year in self.years]

    @property
    def is_empty(self):
        return not self.series or not self.years

    @cached_property
    def chart(self):
        words = Words("peers", self.sentence, self.description)
        named = [(row.number, row.short_name, row.exact_by_year) for row in self.rows]
        scale = {"text": pictures.tick_text(self.unit), "most": pictures.most_of(self.unit)}
        return lines(words, named, **scale, breaks=self.indicator.breaks)

    @property
    def description(self):
        """All lines, read out."""
        said = []
        for row in self.rows:
            years = "; ".join(f"{one.year_label}: {one.words}" for _year, one in sorted(row.by_year.items()))
            years = years or _("not published")
            said.append(f"{row.name}: {years}")
        return ". ".join(said)

    # ------------------------------------------------------------------ in words

    @cached_property
    def last_shared_year(self):
        """The newest year in which the district's figure and somebody else's are both exact; None where none is."""
        ours = self.rows[OURS]
        both = [
            y for y in self.years if ours.exact(y) is not None and any(r.exact(y) is not None for r in self.rows[1:])
        ]
        return max(both, default=None)

    @cached_property
    def sentence(self):
        """What stands beside what in the newest year that can be compared: figures, and no judgement."""
        year = self.last_shared_year
        if year is None:
            return _("%(series)s: no year in which these figures can be held beside each other.") % {
                "series": self.label
            }
        ours, state, *peers = self.rows
        words = {
            "series": self.label,
            "year": school_years.label(year),
            "district": ours.short_name,
            "ours": ours.figure(year).text,
            "state": state.figure(year).text if state.exact(year) is not None else "",
        }
        if words["state"]:
            said = _("%(series)s in %(year)s: %(district)s %(ours)s, the state %(state)s.") % words
        else:
            said = _("%(series)s in %(year)s: %(district)s %(ours)s.") % words
        others = sorted(row.exact(year) for row in peers if row.exact(year) is not None)
        if len(others) > 1 and others[0] != others[-1]:
            low, high = (amount(value, self.unit) for value in (others[0], others[-1]))
            between = _("The other districts shown lie between %(low)s and %(high)s.") % {"low": low, "high": high}
            return f"{said} {between}"
        return said

    @cached_property
    def change_rows(self):
        """(row, change in words) from the first to the newest year that the district and the row both have."""
        ours, *others = self.rows
        first, last = self.span_of(ours, ours)
        found = []
        for row in [ours, *others]:
            start, end = row.exact(first), row.exact(last)
            found.append((row, "" if None in (start, end) or first == last else signed(end - start)))
        return found

    def span_of(self, one, other):
        """The first and the last year that two rows both have, of those that are counted like the last."""
        both = [y for y in self.years if one.exact(y) is not None and other.exact(y) is not None]
        alike = [y for y in both if series_breaks.crossed(self.indicator, y, max(both)) is None]
        return (min(alike), max(alike)) if alike else (None, None)

    @property
    def change_label(self):
        first, last = self.span_of(self.rows[OURS], self.rows[OURS])
        if first is None or first == last:
            return ""
        return _("Change from %(first)s to %(last)s") % {
            "first": school_years.label(first),
            "last": school_years.label(last),
        }

    @property
    def table(self):
        """Rows for the page: the district or state, its figures year by year, change, size."""
        changes = [change for _row, change in self.change_rows]
        return [
            {"row": row, "figures": [row.figure(year) for year in self.years], "change": change}
            for row, change in zip(self.rows, changes, strict=True)
        ]

    @property
    def without_figures(self):
        """Names of the chosen districts of which nothing is published in this series."""
        return [row.name for row in self.rows if not row.by_year]

    @property
    def notes(self):
        """What speaks for and against the comparison, in sentences."""
        said = [str(self.series[self.instrument].note)] if self.series[self.instrument].note else []
        return said + pictures.law_changes_between(self.indicator, self.years[0], self.years[-1])

    def file_rows(self):
        """Rows of `FILE_HEADERS`: one figure a row, codes, never localised."""
        for row in self.rows:
            for year, one in sorted(row.by_year.items()):
                value = None if one.exact is None else float(one.exact)
                scope = ("DISTRICT", "STATE")[row.number] if row.number < FIRST_PEER else "PEER"
                yield [self.indicator.pk, self.instrument, scope, row.code, row.name, year, value, one.shown]


FILE_HEADERS = [
    "indicator", "instrument", "scope", "district_code", "district", "fall_year", "value", "published_as",
]  # fmt: skip


def as_figure(row):
    """A published row of another district as the pages know figures: what the state hides stays a mark."""
    shown = Shown.VALUE if row.value is not None else Shown(row.display_status)
    return Figure(
        pk=row.pk,
        indicator=row.indicator_id,
        instrument=row.instrument,
        scope="PEER",
        school_id=None,
        fall_year=row.fall_year,
        period=PeriodType.FINAL.value,
        as_of_date=None,
        dimension="ALL",
        group="ALL",
        version=1,
        status="",
        source_kind=SourceKind.STATE.value,
        run_id=row.run_id,
        source_line=row.source_line,
        shown=shown,
        value=row.value,
        numerator=None,
        denominator=None,
    )


def newest(by_year):
    """The figure of the newest year that is exact; None where none is."""
    exact = [one for one in by_year.values() if one.exact is not None]
    return max(exact, key=lambda one: one.fall_year, default=None)
