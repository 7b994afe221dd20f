"""What the dashboards of the district and of a school show, put together from figures, targets and the rollup.

Queries: targets, figures, months, initiatives, schools, overview; none of them grows with the number of activities.
"""

import re
from dataclasses import dataclass, field

from district import school_years
from district.access import Can, may, may_district_wide, schools_where
from indicators import cells, engagement, pictures, school_breaks
from indicators.amounts import tenths
from indicators.cells import ALL_STUDENTS, Figure
from indicators.dimensions import GROUPS, Dimension
from indicators.models import IndicatorTarget
from indicators.models.reference import TargetKind, Unit
from indicators.overview import HOME_VISIT_LINE, overview
from indicators.parameters import chosen, chosen_month, chosen_page
from indicators.standings import Standing, Status, standings

BREAKDOWNS = [dimension for dimension in Dimension if dimension not in (Dimension.ALL, Dimension.GRADE)]
ENROLLMENT = "ENROLLMENT"
INITIATIVE = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}")
SORTS = ["name", "activities_held", "families_attending", "activities_linked_to_learning", "activities_dual"]


@dataclass(frozen=True)
class Asked:
    """What the address asks of a dashboard; part of the key under which it is kept."""

    fall_year: int
    dimension: str
    order: str
    page: int
    month: object
    initiative: str

    @classmethod
    def of(cls, request, fall_year):
        initiative = request.GET.get("initiative", "")
        return cls(
            fall_year=fall_year,
            dimension=chosen(request, "groups", BREAKDOWNS, Dimension.RACE_ETH),
            order=chosen(request, "sort", [*SORTS, *(f"-{name}" for name in SORTS)], "name"),
            page=chosen_page(request),
            month=chosen_month(request, fall_year),
            initiative=initiative if INITIATIVE.fullmatch(initiative) else "",
        )


@dataclass
class Panel:
    """One indicator on a dashboard."""

    standing: Standing
    bullet: object
    trend: object
    per_hundred: str = ""
    interim_text: str = ""
    interim_origin: str = ""

    @property
    def indicator(self):
        return self.standing.indicator

    @property
    def rows(self):
        return list(reversed(self.standing.series))

    @property
    def has_two_series(self):
        return len({figure.instrument for figure in self.standing.series if figure.exact is not None}) > 1

    @property
    def related(self):
        """Series of other measures that are newer than the figure; all where there is none, or where it is a count.

        A count falls when enrollment falls, so the rates published of the same thing stand beside it (facts 2.3).
        """
        now, is_count = self.standing.now, self.standing.unit == Unit.COUNT
        return [one for one in self.standing.related if not now or is_count or one.fall_year > now.fall_year]

    @property
    def changes(self):
        """Of the law and of the definition, within the years of the series."""
        drawn = self.standing.series
        return pictures.law_changes_between(self.indicator, drawn[0].fall_year, drawn[-1].fall_year) if drawn else []


@dataclass
class GroupRow:
    """One indicator in the table of groups: a (figure, gap) per group, and all students beside them."""

    indicator: object
    year_label: str
    everybody: Figure | None
    cells: list


@dataclass
class Indicators:
    """The indicator half of a dashboard, with the figures behind it for its files."""

    panels: list
    groups: list = field(default_factory=list)
    figures: list = field(default_factory=list)
    not_asked: list = field(default_factory=list)  # indicators that the grades of a school are not asked for

    @property
    def tally(self):
        """How many indicators stand where, best first."""
        statuses = [panel.standing.status for panel in self.panels]
        order = [Status.MET, Status.ON_TRACK, Status.NOT_MET, Status.BEHIND, Status.STALLED]
        order += [Status.NO_TARGET, Status.NO_DATA]
        return [(status, statuses.count(status)) for status in order if status in statuses]


def targets_of(school=None):
    """Adopted targets, and the district's proposals for the district or one school, with their indicators."""
    targets = IndicatorTarget.objects.filter(dimension=Dimension.ALL).select_related("indicator", "set_by", "baseline")
    targets = targets.filter(indicator__is_equity=True)
    own = targets.filter(kind=TargetKind.INTERIM, school=school)
    found = (targets.filter(kind=TargetKind.ADOPTED, school=None) | own).order_by("target_fall_year")
    definitions = ("indicator__definition", "indicator__definition_en", "indicator__definition_es")
    found = found.defer(*definitions, "set_by__password")
    return school_breaks.with_mergers(found, school) if school else found


def indicators_of(place, targets, asked, *, school=None, raw=None):
    """The indicators at a place (a Q of `cells`), with one breakdown. One query."""
    codes = [ENROLLMENT, *(target.indicator_id for target in targets)]
    of_place = place & (ALL_STUDENTS | cells.breakdown(asked.dimension))
    figures = cells.published(of_place, raw=raw, computed=school is None, indicator_id__in=codes)
    everybody = [figure for figure in figures if figure.dimension == Dimension.ALL]
    found = standings(targets, everybody, asked.fall_year, school=school, mergers=school_breaks.brought_by(targets))
    panels = [
        Panel(one, pictures.bullet_of(one, f"b{n}"), pictures.trend_of_standing(one, f"t{n}"))
        for n, one in enumerate(found)
    ]
    enrolled = {one.fall_year: one.exact for one in everybody if one.indicator == ENROLLMENT}
    for panel in panels:
        panel.per_hundred = per_hundred(panel.standing, enrolled)
    panels.sort(key=lambda panel: panel.standing.now is None)  # those with figures first, each part in the plan's order
    return Indicators(panels, group_rows(found, figures, asked), figures)


def per_hundred(standing, enrolled):
    """A count for each hundred students enrolled in October of its year, for people; empty where not known."""
    students = enrolled.get(standing.now.fall_year) if standing.now else None
    if standing.unit != Unit.COUNT or standing.exact is None or not students:
        return ""
    return tenths(100 * standing.exact / students)


def group_rows(found, figures, asked):
    """The latest figures of each group up to the chosen year, where the breakdown is published at all."""
    groups = GROUPS[asked.dimension]
    by_cell = {
        (one.indicator, one.instrument, one.fall_year, one.group): one
        for one in figures
        if one.dimension == asked.dimension
    }
    rows = []
    for standing in found:
        main = (standing.indicator.code, standing.now.instrument if standing.now else "")
        years = [
            year for code, instrument, year, _group in by_cell if (code, instrument) == main and year <= asked.fall_year
        ]
        if not years:
            continue
        year = max(years)
        everybody = next((one for one in standing.series if one.fall_year == year), None)
        in_year = [by_cell.get((*main, year, group)) for group in groups]
        pairs = [(one, pictures.gap_text(one, everybody)) for one in in_year]
        rows.append(GroupRow(standing.indicator, school_years.label(year), everybody, pairs))
    return rows


@dataclass(frozen=True)
class Viewer:
    """Of which schools this person may read activities: `schools` None means of all. Who set what is for members;
    `may_ask` the data further is for staff.
    """

    schools: frozenset | None
    is_member: bool = True
    may_ask: bool = False

    @classmethod
    def of(cls, user):
        may_ask = may(user, Can.ASK_DATA)
        if may_district_wide(user, Can.VIEW_ACTIVITY):
            return cls(None, may_ask=may_ask)
        if not user.is_authenticated:
            return cls(frozenset(), is_member=False)
        return cls(frozenset(schools_where(user, Can.VIEW_ACTIVITY)), may_ask=may_ask)

    def may_read(self, school_id):
        return self.schools is None or school_id in self.schools

    @property
    def may_read_all(self):
        return self.schools is None


@dataclass
class Engagement:
    """The engagement half of a dashboard."""

    year: engagement.Year
    before: engagement.Year
    initiatives: list
    overview: object
    columns: object
    visits: object
    schools: object = None
    narrowed: object = None


def engagement_of_district(asked):
    """Months, initiatives, a page of schools, who reported. Four queries."""
    years = engagement.district_years([asked.fall_year, asked.fall_year - 1])
    initiatives = engagement.by_initiative(asked.fall_year)
    narrowed = narrowed_to(asked, initiatives)
    page = engagement.by_school(asked.fall_year, asked.order, asked.page, month=asked.month, initiative=narrowed)
    return with_pictures(years, asked, initiatives, overview(asked.fall_year), schools=page, narrowed=narrowed)


def narrowed_to(asked, initiatives):
    """The initiative that the table of schools is narrowed to; None for all activities."""
    return next((one.record for one in initiatives if one.record.code == asked.initiative), None)


def schools_of_district(asked):
    """All schools of the table, narrowed and sorted as on its pages, for a file. Two queries at most."""
    narrowed = narrowed_to(asked, engagement.by_initiative(asked.fall_year)) if asked.initiative else None
    return engagement.by_school(asked.fall_year, asked.order, None, month=asked.month, initiative=narrowed)


def engagement_of_school(school, asked):
    """The same for one school. Three queries."""
    years = engagement.school_years_of(school, [asked.fall_year, asked.fall_year - 1])
    initiatives = engagement.by_initiative(asked.fall_year, school)
    return with_pictures(years, asked, initiatives, overview(asked.fall_year, school.pk))


def with_pictures(years, asked, initiatives, found, **more):
    year = years[asked.fall_year]
    return Engagement(
        year=year,
        before=years[asked.fall_year - 1],
        initiatives=initiatives,
        overview=found,
        columns=None if year.total.is_empty else pictures.columns_of(year, "months"),
        visits=pictures.share_of(found, HOME_VISIT_LINE, "visits"),
        **more,
    )
