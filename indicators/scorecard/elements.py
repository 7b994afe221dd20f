"""The four monitoring elements side by side (facts 1.10): outcomes, leadership, perceptions, implementation.

Outcomes are the eight indicators as published; the others are the measures and ratios that the apps declare, each with
exactly one element. What nobody counted, in neither year, is left out and not shown as zero.
"""

from dataclasses import dataclass, field

from django.db.models import Count

from indicators import cells, dashboards, engagement, school_breaks
from indicators.measures import declared, ratios
from indicators.models import SchoolYearCell
from indicators.models.reference import MonitoringElement
from indicators.standings import standings


@dataclass(frozen=True)
class Line:
    """One measure or ratio: its number (a ratio from 0 to 1, None where nothing could be counted) in the chosen school
    year and the one before, and the same of the whole district where a school is chosen."""

    label: str
    unit: str
    is_share: bool
    now: object
    before: object
    district_now: object = None
    district_before: object = None


@dataclass
class Theme:
    """What is counted from the same rows (a `Source`), and by how many schools in the year and the one before."""

    label: str
    lines: list = field(default_factory=list)
    schools: int = 0
    schools_before: int = 0
    note: str = ""


@dataclass
class Element:
    element: MonitoringElement
    themes: list = field(default_factory=list)
    outcomes: list = field(default_factory=list)

    @property
    def label(self):
        return self.element.label

    @property
    def headlines(self):
        """(share, its theme): those that could be worked out for the chosen year, in the order of the list."""
        return [(one, theme) for theme in self.themes for one in theme.lines if one.is_share and one.now is not None]

    @property
    def is_empty(self):
        return not self.themes and not any(one.now for one in self.outcomes)


def elements_of(fall_year, school=None):
    """The four `Element`s of the district, or of a school beside the district. Four queries (five for a school)."""
    years = [fall_year, fall_year - 1]
    district = engagement.district_years(years)
    place = engagement.school_years_of(school, years) if school else district
    totals = [found[year].total for found in (place, district) for year in years]
    reported = schools_reported(years)
    found = {element: Element(element) for element in MonitoringElement}
    found[MonitoringElement.OUTCOMES].outcomes = outcomes_of(fall_year, school)
    for source, measures in by_source().items():
        known = [reported_only(total, measures) for total in totals]
        for element in MonitoringElement:
            lines = lines_of([one for one in measures if one.element == element], known, with_district=bool(school))
            if lines:
                theme = Theme(str(source.label), lines, note=str(source.note))
                theme.schools, theme.schools_before = (reported.get((year, source.name), 0) for year in years)
                found[element].themes.append(theme)
    return list(found.values())


def reported_only(total, measures):
    """The counts of a source; none at all, and not zeros, where nobody counted anything there in the year."""
    counts = {one.code: total.counts.get(one.code) for one in measures}
    return engagement.Figures(counts if any(counts.values()) else {}, total.ratios)


def by_source():
    """{source: its measures}, in the order of the list."""
    found = {}
    for measure in declared().values():
        found.setdefault(measure.source, []).append(measure)
    return found


def lines_of(measures, totals, *, with_district):
    """The ratios first, then what was counted; only what there is anything of."""
    codes = {one.code for one in measures}
    lines = [
        line_of(one.label, "", [total.ratios.get(code) for total in totals], True, with_district)
        for code, one in ratios().items()
        if one.top.code in codes
    ]
    lines += [
        line_of(one.label, one.unit, [total.counts.get(one.code) for total in totals], False, with_district)
        for one in measures
    ]
    return [one for one in lines if has_anything(one)]


def line_of(label, unit, numbers, is_share, with_district):
    now, before, *of_district = numbers
    return Line(label, unit, is_share, now, before, *(of_district if with_district else (None, None)))


def has_anything(line):
    """A share of nothing is None and left out, one of 0 % is a finding; counts of 0 all over tell nothing."""
    numbers = (line.now, line.before, line.district_now, line.district_before)
    return any(one is not None for one in numbers) if line.is_share else any(numbers)


def schools_reported(years):
    """{(school year, source): schools that counted anything}. One query."""
    found = SchoolYearCell.objects.filter(fall_year__in=years, school_key__gt=0).order_by()
    rows = found.values_list("fall_year", "source").annotate(total=Count("school_key"))
    return {(year, source): total for year, source, total in rows}


def outcomes_of(fall_year, school):
    """A `Standing` for each indicator that the place is asked for, the newest figure last in its series. Two queries
    (three for a school)."""
    place = cells.of_school(school.pk) if school else cells.of_district()
    targets = list(dashboards.targets_of(school.pk if school else None))
    codes = [target.indicator_id for target in targets]
    figures = cells.published(place & cells.ALL_STUDENTS, computed=school is None, indicator_id__in=codes)
    place_id = school.pk if school else None
    found = standings(targets, figures, fall_year, school=place_id, mergers=school_breaks.brought_by(targets))
    profile = school.profiles.in_year(fall_year).first() if school else None
    if profile is None:
        return found
    return [one for one in found if one.indicator.applies_to(profile.low_grade, profile.high_grade) or one.now]
