"""From stored values to the tables that the gate judges, and the district's sums over its schools' own figures."""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from operator import attrgetter

from district import school_years
from district.models import School
from indicators import instruments
from indicators.counterparts import COMPANIONS, COUNTERPARTS
from indicators.models import Indicator, IndicatorValue
from indicators.models.imports import SourceKind
from indicators.models.reference import Unit
from indicators.models.values import DisplayStatus, PeriodType, Scope, Shown
from indicators.releases import earlier_tables
from indicators.suppression import DISTRICT, Cell, judge, whole

ONE_DECIMAL = Decimal("0.1")


def judged_groups(groups, rule):
    """For each (indicator code, fall year): ({value id: verdict}, computed figures, unprotected cells)."""
    for code, fall_year in groups:
        yield Group(code, fall_year, rule).judged()


def unit_of(instrument, indicator):
    known = instruments.INSTRUMENTS.get(instrument)
    unit = known.unit if known else indicator.unit
    return Unit.PERCENT if unit == Unit.PERCENT else Unit.COUNT


class Group:
    """All published values of one indicator in one school year, judged table by table.

    Students come before the events they stand behind, final figures before running ones, earlier dates before later.
    """

    def __init__(self, code, fall_year, rule):
        self.indicator = Indicator.objects.get(pk=code)
        self.fall_year = fall_year
        self.rule = rule
        values = (
            IndicatorValue.objects.published().filter(indicator=code, fall_year=fall_year).exclude(scope=Scope.STATE)
        )
        self.tables = defaultdict(list)
        for value in values.filter(indicator=code, fall_year=fall_year).order_by("pk"):
            self.tables[value.instrument, value.period, value.as_of_date].append(value)
        self.verdicts, self.computed, self.unprotected = {}, [], []
        self.shown_at = defaultdict(list)  # numerators shown so far, by instrument and cell
        self.earlier = earlier_tables(code, fall_year)
        self.decided = {}  # {cell: (Cell, Verdict)} by instrument, period and date
        self.hidden = defaultdict(set)  # hidden cells by instrument, period and date

    def judged(self):
        own = [key for key, values in self.tables.items() if any(map(is_own, values))]
        for key in sorted(own, key=self.order):
            self.judge_table(*key, self.tables[key])
        return self.verdicts, self.computed, self.unprotected

    @staticmethod
    def order(key):
        instrument, period, as_of = key
        return instrument in COMPANIONS, period != PeriodType.FINAL, as_of is not None, str(as_of), instrument

    def judge_table(self, instrument, period, as_of, values):
        cells = {cell.key: (value, cell) for value in values for cell in [self.cell(value)]}
        for cell in self.state_cells(instrument, period):
            cells.setdefault(cell.key, (None, cell))
        sums = self.sums(instrument, period, as_of, [value for value in values if is_own(value)], cells)
        unit = unit_of(instrument, self.indicator)
        cells.update({cell.key: (None, cell) for cell, _fields in sums})
        judgement = judge(
            [cell for _value, cell in cells.values()],
            self.rule,
            unit=unit,
            zero_may_show=self.indicator.zero_may_show,
            earlier=self.earlier.get((instrument, period, as_of), ()),
            behind=self.decided.get((COMPANIONS.get(instrument), period, as_of)),
        )
        self.decided[instrument, period, as_of] = {
            key: (cell, judgement.verdicts[key]) for key, (_value, cell) in cells.items()
        }
        for key, verdict in judgement.verdicts.items():
            value, cell = cells[key]
            if value is not None and is_own(value):
                self.verdicts[value.pk] = verdict
            if verdict.is_hidden:
                self.hidden[instrument, period, as_of].add(key)
            elif verdict.shown == Shown.VALUE and cell.counted is not None:
                self.shown_at[instrument, key].append(cell.counted)
        self.computed += [(fields, judgement.verdicts[cell.key]) for cell, fields in sums]
        self.unprotected += [(self.indicator.pk, instrument, self.fall_year, *key) for key in judgement.unprotected]

    def cell(self, value):
        key = (value.school_id or DISTRICT, value.dimension, value.group)
        state = self.state_said.get(value.instrument, {}) if is_own(value) else {}
        companion = COMPANIONS.get(value.instrument), value.period, value.as_of_date
        return Cell(
            *key,
            display_status=value.display_status,
            source_kind=value.source_kind,
            numerator=whole(value.numerator if value.numerator is not None or self.is_percent(value) else value.value),
            denominator=whole(value.denominator),
            value=value.value,
            state_hid=state.get(key) == DisplayStatus.SUPPRESSED,
            state_showed=state.get(key) == DisplayStatus.REPORTED,
            nearby=tuple(self.shown_at[value.instrument, key]),
            is_companion_hidden=key in self.hidden[companion],
        )

    def is_percent(self, value):
        return unit_of(value.instrument, self.indicator) == Unit.PERCENT

    @property
    def state_said(self):
        """{instrument of the district: {cell: what the state printed of the same count}}; an asterisk outweighs."""
        if not hasattr(self, "_state_said"):
            self._state_said = {
                own: {cell.key: cell.display_status for cell in self.state_cells(own, PeriodType.FINAL)}
                for own in COUNTERPARTS
            }
        return self._state_said

    def state_cells(self, instrument, period):
        """What the state has published of the same count in this year, figures without our knowing the numerator."""
        if period != PeriodType.FINAL:
            return []
        found = {}
        for counterpart in COUNTERPARTS.get(instrument, ()):
            for value in self.tables.get((counterpart, PeriodType.FINAL, None), ()):
                key = (value.school_id or DISTRICT, value.dimension, value.group)
                if key not in found or value.display_status == DisplayStatus.SUPPRESSED:
                    found[key] = Cell(*key, value.display_status, SourceKind.STATE, value=value.value)
        return list(found.values())

    # ------------------------------------------------------------------ the district's sums

    def sums(self, instrument, period, as_of, values, cells):
        """[(cell, fields of the computed figure)] for each group that schools report and nobody reports for all."""
        if unit_of(instrument, self.indicator) == Unit.COUNT:
            return []  # a count of some schools is no count of the district
        reported = [v for v in values if v.school_id and v.display_status == DisplayStatus.REPORTED and has_counts(v)]
        reported.sort(key=attrgetter("dimension", "group"))
        found = []
        for (dimension, group), parts in groupby(reported, key=attrgetter("dimension", "group")):
            if (DISTRICT, dimension, group) not in cells:
                found.append(self.sum_of(instrument, period, as_of, dimension, group, list(parts)))
        return found

    def sum_of(self, instrument, period, as_of, dimension, group, parts):
        numerator = sum(part.numerator for part in parts)
        denominator = sum(part.denominator for part in parts)
        value = (100 * numerator / denominator).quantize(ONE_DECIMAL, ROUND_HALF_UP) if denominator else Decimal(0)
        key = (DISTRICT, dimension, group)
        cell = Cell(
            *key,
            display_status=DisplayStatus.REPORTED,
            source_kind=SourceKind.DISTRICT,
            numerator=whole(numerator),
            denominator=whole(denominator),
            value=value,
            nearby=tuple(self.shown_at[instrument, key]),
        )
        fields = {
            "indicator_id": self.indicator.pk,
            "instrument": instrument,
            "fall_year": self.fall_year,
            "period": period,
            "as_of_date": as_of,
            "dimension": dimension,
            "group": group,
            "numerator": numerator,
            "denominator": denominator,
            "value": value,
            "schools_counted": len(parts),
            "schools_total": max(self.schools_asked, len(parts)),
        }
        return cell, fields

    @property
    def schools_asked(self):
        """How many schools the indicator applies to in this year, by their grade span on the state's count day."""
        if not hasattr(self, "_schools_asked"):
            day = school_years.date(self.fall_year, 10, 1)
            spans = School.objects.open_in(self.fall_year).with_profile_on(day)
            self._schools_asked = sum(
                self.indicator.applies_to(*span)
                for span in spans.values_list("profile_low_grade", "profile_high_grade")
            )
        return self._schools_asked


def is_own(value):
    return value.source_kind == SourceKind.DISTRICT


def has_counts(value):
    return value.numerator is not None and value.denominator is not None
