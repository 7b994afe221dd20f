"""Sums of measures for a question, from the rollup's cells and never from the rows themselves.

Each function takes one query, whatever is asked, and reads only the sources that are asked for. A sum is
{(line, fall year): {code of a measure: shown number}}; a line that counted nothing of a source is not there.
"""

from collections import defaultdict

from django.db.models import Sum

from district import school_years
from indicators.engagement import in_years
from indicators.measures import by_code, declared
from indicators.models import DistrictCell, MeasureCell, SchoolYearCell
from indicators.models.rollups import ALL_ROWS

DISTRICT = ""  # the line of the whole district, or of all chosen schools together


def sources_of(measures):
    return sorted({measure.source.name for measure in measures})


def of_district(years, measures):
    """{(first day of a month, fall year): counts} of the whole district."""
    cells = DistrictCell.objects.filter(in_years(years), slice_key=ALL_ROWS, source__in=sources_of(measures))
    found = defaultdict(lambda: defaultdict(int))
    for month, source, counts in cells.values_list("month", "source", "counts"):
        _add(found[month, school_years.fall_year_of(month)], by_code(source, counts), source, measures)
    return _shown(found)


def of_schools(years, measures, school_ids):
    """The same of some schools together: added up by the database, so that it costs no more than one school."""
    cells = MeasureCell.objects.filter(in_years(years), slice_key=ALL_ROWS, school_key__in=school_ids)
    return _added(cells, measures, lambda row: row["month"], "month")


def by_school(years, measures, school_ids=None):
    """{(school id, or 0 for what belongs to no school; fall year): counts}."""
    cells = SchoolYearCell.objects.filter(fall_year__in=list(years), source__in=sources_of(measures))
    if school_ids:
        cells = cells.filter(school_key__in=school_ids)
    found = defaultdict(lambda: defaultdict(int))
    for school_key, fall_year, source, counts in cells.values_list("school_key", "fall_year", "source", "counts"):
        _add(found[school_key, fall_year], by_code(source, counts), source, measures)
    return _shown(found)


def by_slice(years, measures, slice_keys, school_ids=None):
    """{(id of an initiative, fall year): counts} for the district or some schools together."""
    cells = MeasureCell.objects.filter(school_key__in=school_ids) if school_ids else DistrictCell.objects.all()
    cells = cells.filter(in_years(years), slice_key__in=slice_keys)
    return _added(cells, measures, lambda row: row["slice_key"], "slice_key", "month")


def _added(cells, measures, line, *group):
    """Cells added up by the database over schools, each measure from its own place in the counts of its source."""
    cells = cells.filter(source__in=sources_of(measures)).order_by()
    places = {f"slot{slot}": Sum(f"counts__{slot - 1}") for slot in sorted({measure.slot for measure in measures})}
    found = defaultdict(lambda: defaultdict(int))
    for row in cells.values(*group, "source").annotate(**places):
        counts = {m.code: row[f"slot{m.slot}"] or 0 for m in measures if m.source.name == row["source"]}
        _add(found[line(row), school_years.fall_year_of(row["month"])], counts, row["source"], measures)
    return _shown(found)


def _add(sums, counts, source, measures):
    """Add the counts of a cell; each measure asked for of its source was counted by it, be it 0."""
    for measure in measures:
        if measure.source.name == source:
            sums[measure.code] += counts.get(measure.code, 0)


def _shown(found):
    known = declared()
    return {key: {code: known[code].shown(number) for code, number in sums.items()} for key, sums in found.items()}


def together(sums, line_of):
    """The sums of several lines in one: `line_of(line, fall year)` gives the lines that it counts in."""
    found = defaultdict(lambda: defaultdict(int))
    for (line, fall_year), counts in sums.items():
        for target in line_of(line, fall_year):
            for code, number in counts.items():
                found[target, fall_year][code] += number
    return {key: dict(counts) for key, counts in found.items()}
