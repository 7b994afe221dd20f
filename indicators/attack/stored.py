"""What is stored behind published figures, for the attack: how large groups are, and what earlier releases showed.

The reader is given the sizes, as enrolment is public. Counts go into no puzzle: see `tables.Kept`.
"""

from collections import defaultdict

from django.db.models import Case, F, When

from indicators import cells
from indicators.attack.tables import DISTRICT, Kept, Series, Told, Year
from indicators.attack.telling import Hidden
from indicators.instruments import INSTRUMENTS, InstrumentUnit
from indicators.models import ComputedFigure, Indicator, IndicatorValue, ReleasedFigure
from indicators.models.imports import SourceKind
from indicators.models.values import Scope, Shown
from indicators.suppression import whole

HIDDEN = (Shown.SUPPRESSED, Shown.BAND_LOW, Shown.BAND_HIGH)


def groups_with_own():
    """(indicator code, fall year) of all published figures of the district's own, in order."""
    own = IndicatorValue.objects.published().filter(source_kind=SourceKind.DISTRICT)
    return sorted(set(own.order_by().values_list("indicator_id", "fall_year").distinct()))


def year_of(code, fall_year, told=None):
    """An indicator's school year for an attack. `told` ({series: {cell: Told}}) is what was read in files; without it
    the figures come from the one reader of all pages. Five queries."""
    indicator = Indicator.objects.get(pk=code)
    year = Year(f"{code} {fall_year}", zero_may_show=indicator.zero_may_show)
    year.told.update(told_by_reader(code, fall_year) if told is None else told)
    kept = kept_now(code, fall_year)
    year.kept.update({series: kept.get(series, {}) for series in year.told})
    for series, found in released(code, fall_year).items():
        year.told[series] = {cell: told for cell, (told, _kept) in found.items()}
        year.kept[series] = {cell: kept for cell, (_told, kept) in found.items()}
    return year


def told_by_reader(code, fall_year):
    """{series: {cell: Told}} of the figures that pages show."""
    found = defaultdict(dict)
    codes = dict(IndicatorValue._meta.get_field("school").related_model.objects.values_list("pk", "code"))
    for one in cells.published(period=None, indicator=code, fall_year=fall_year):
        if one.scope != Scope.STATE:
            series = Series(one.instrument, one.period, str(one.as_of_date or ""))
            cell = codes.get(one.school_id, DISTRICT), one.dimension, one.group
            is_state = one.source_kind == SourceKind.STATE
            found[series][cell] = Told(one.shown, one.value, one.numerator, one.denominator, is_state)
    return found


COLUMNS = ("instrument", "period", "as_of_date", "dimension", "group", "numerator", "denominator", "value")


def kept_now(code, fall_year):
    """{series: {cell: Kept}} behind what is published."""
    found = defaultdict(dict)
    values = IndicatorValue.objects.published().exclude(scope=Scope.STATE)
    values = values.filter(indicator=code, fall_year=fall_year).values_list("school__code", *COLUMNS)
    computed = ComputedFigure.objects.filter(indicator=code, fall_year=fall_year).values_list(*COLUMNS)
    for school, *columns in [*values, *((None, *row) for row in computed)]:
        instrument, period, as_of, dimension, group, *counts = columns
        series = Series(instrument, period, str(as_of or ""))
        found[series][school or DISTRICT, dimension, group] = kept_of(instrument, *counts)
    return found


def told_and_not_told():
    """({cell: [Hidden]}, {cell: [(indicator, fall year, numbers that are shown)]}) of all indicators, for an ear that
    listens to texts. Three queries."""
    hidden, shown = defaultdict(list), defaultdict(list)
    columns = ("indicator_id", "fall_year", *COLUMNS, "shown", "shown_value", "shown_numerator", "shown_denominator")
    values = IndicatorValue.objects.published().exclude(scope=Scope.STATE)
    rows = [*values.values_list("school__code", *columns),
            *((None, *row) for row in ComputedFigure.objects.values_list(*columns))]  # fmt: skip
    for school, indicator, fall_year, *columns in rows:
        instrument, period, as_of, dimension, group, numerator, denominator, value, mark, *numbers = columns
        cell = school or DISTRICT, dimension, group
        shown[cell].append((indicator, fall_year, [one for one in numbers if one is not None]))
        if mark in HIDDEN and value is not None:
            series = Series(instrument, period, str(as_of or ""))
            kept = kept_of(instrument, numerator, denominator, value)
            rate = None if kept.size is None and kept.count is not None else value
            hidden[cell].append(Hidden(indicator, fall_year, series, rate, kept.count))
    return hidden, shown


def move_hidden():
    """Make every hidden count one higher, or lower where nobody is left, and its rate with it; what is shown stays. To
    be called in a transaction that is taken back."""
    for model in (IndicatorValue, ComputedFigure):
        found = model.objects.filter(shown__in=HIDDEN, value__isnull=False)
        counted = found.filter(numerator__isnull=False, denominator__gt=0)
        known = list(counted.values_list("pk", flat=True))
        is_higher = When(numerator__lt=F("denominator"), then=F("numerator") + 1)
        counted.update(numerator=Case(is_higher, default=F("numerator") - 1))
        model.objects.filter(pk__in=known).update(value=F("numerator") * 100 / F("denominator"))
        others = Case(When(value__gte=99, then=F("value") - 1), default=F("value") + 1)
        found.exclude(pk__in=known).update(value=others)


def kept_of(instrument, numerator, denominator, value):
    known = INSTRUMENTS.get(instrument)
    if known is not None and known.unit == InstrumentUnit.COUNT:
        return Kept(None, whole(value if numerator is None else numerator))
    return Kept(whole(denominator), whole(numerator))


def released(code, fall_year):
    """{series of a release: {cell: (Told, Kept)}} of the releases before the one that stands."""
    rows = ReleasedFigure.objects.filter(indicator=code, fall_year=fall_year).select_related("school").order_by("pk")
    by_table = defaultdict(list)
    for row in rows:
        by_table[row.instrument, row.period, str(row.as_of_date or "")].append(row)
    found = {}
    for table, rows in by_table.items():
        newest = max(row.first_id for row in rows)
        ended = {row.until_id for row in rows} - {None}
        for release in sorted({row.first_id for row in rows}):
            if release == newest and not any(end > release for end in ended):
                continue  # what stands
            found[Series(*table, release)] = {
                (row.school.code if row.school else DISTRICT, row.dimension, row.group): (
                    Told(row.shown, row.shown_value, row.shown_numerator, row.shown_denominator),
                    kept_of(row.instrument, row.numerator, row.denominator, row.value),
                )
                for row in rows
                if row.first_id <= release and (row.until_id is None or row.until_id > release)
            }
    return found


__all__ = ["groups_with_own", "move_hidden", "told_and_not_told", "year_of"]
