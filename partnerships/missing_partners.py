"""Where partners are missing: schools with a need and no partner for it (features, row 51).

Need is read from published figures only, through the one gate: a school needs help with an equity indicator where its
latest exact figure does not satisfy the target that the plan adopted. What is held back, not reported or without a
target for a single school says nothing, and the page says so; it is never taken for "no need". An area is needed where
one of the indicators tied to it is. A partner is there where a partnership in force today aims at the indicator, or
works in the area, at this school.
"""

from dataclasses import dataclass, field

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.models import School
from district.models.schools import SupportTier
from indicators import cells, school_breaks, standings
from indicators.models import Indicator, IndicatorTarget
from indicators.models.reference import TargetKind
from indicators.standings import Status
from partnerships.models import SchoolPartnership, ServiceArea

SHORT = {Status.BEHIND, Status.STALLED, Status.NOT_MET}
ENOUGH = {Status.MET, Status.ON_TRACK}
TIERS = [SupportTier.INTENSIVE, SupportTier.NEED_BASED, SupportTier.GUARANTEED]  # more to those who need more


class State(models.TextChoices):
    """What a cell of the table says."""

    MISSING = "MISSING", gettext_lazy("No partner, and needed")
    SERVED = "SERVED", gettext_lazy("Needed, and a partner is there")
    NO_NEED = "NO_NEED", gettext_lazy("Not needed by the figures")
    UNKNOWN = "UNKNOWN", gettext_lazy("Need not known")
    NOT_ASKED = "NOT_ASKED", gettext_lazy("Not for these grades")


class By(models.TextChoices):
    """What the columns are."""

    INDICATOR = "indicators", gettext_lazy("Equity indicators")
    AREA = "areas", gettext_lazy("Service areas")


@dataclass(frozen=True)
class Cell:
    """One school and one indicator or area: `partners` work on it there today; `why` gives the figures in words."""

    state: State
    partners: tuple = ()
    why: str = ""

    @property
    def is_missing(self):
        return self.state == State.MISSING


@dataclass
class Row:
    """One school with its tier today and a cell for each column."""

    school: School
    tier: str
    zone: object = None
    cells: list = field(default_factory=list)

    @property
    def tier_word(self):
        return str(SupportTier(self.tier).label) if self.tier else ""

    def of_state(self, state, names):
        """[(name of the column, cell)] of the cells in this state."""
        return [(name, cell) for name, cell in zip(names, self.cells, strict=True) if cell.state == state]

    @property
    def missing_total(self):
        return sum(cell.is_missing for cell in self.cells)


def table(fall_year, *, by=By.INDICATOR, day=None):
    """(columns, rows) of all schools open on the day: the tier that is to get most first, then most that is missing.

    Figures are the latest up to the school year. Nine queries, however many schools there are.
    """
    day = day or timezone.localdate()
    schools = list(School.objects.open_on(day).with_profile_on(day).select_related("place__zone").order_by("name"))
    indicators = list(Indicator.objects.equity())
    needs = _needs(schools, indicators, fall_year)
    by_indicator, by_area = _partners_today(day)
    if by == By.AREA:
        columns = list(ServiceArea.objects.in_use().prefetch_related("indicators"))
        tied = {area.pk: {one.pk for one in area.indicators.all()} for area in columns}
    else:
        columns, tied = indicators, {one.pk: {one.pk} for one in indicators}
    found = by_area if by == By.AREA else by_indicator
    rows = []
    for school in schools:
        row = Row(school, school.profile_tier or "", _zone(school))
        for column in columns:
            there = tuple(sorted(found.get((school.pk, column.pk), ()), key=lambda partner: partner.name))
            row.cells.append(_cell([needs[school.pk][code] for code in sorted(tied[column.pk])], there))
        rows.append(row)
    order = {tier.value: position for position, tier in enumerate(TIERS)}
    rows.sort(key=lambda row: (order.get(row.tier, len(TIERS)), -row.missing_total, row.school.name))
    return columns, rows


def _zone(school):
    place = getattr(school, "place", None)
    return place.zone if place else None


def _cell(needs, partners):
    """What the needs by indicator and the partners there make together."""
    why = "; ".join(words for _state, words in needs if words)
    states = {state for state, _words in needs}
    if True in states:
        return Cell(State.SERVED if partners else State.MISSING, partners, why)
    if "unknown" in states or not needs:
        return Cell(State.UNKNOWN, partners, why)
    if False in states:
        return Cell(State.NO_NEED, partners, why)
    return Cell(State.NOT_ASKED, partners, why)


def _needs(schools, indicators, fall_year):
    """{school id: {indicator: (True, False, "unknown" or "not asked", the figures in words)}}. Two queries."""
    targets = list(
        IndicatorTarget.objects.filter(
            indicator__in=indicators, dimension="ALL", group="ALL", school=None, kind=TargetKind.ADOPTED
        ).select_related("indicator", "baseline")
    )
    codes = [one.pk for one in indicators]
    figures = cells.published(
        cells.of_schools([school.pk for school in schools]) & cells.ALL_STUDENTS,
        computed=False,
        indicator_id__in=codes,
        fall_year__lte=fall_year,
    )
    of_school = {}
    for one in figures:
        of_school.setdefault(one.school_id, []).append(one)
    needs, mergers = {}, school_breaks.of_each([school.pk for school in schools])
    for school in schools:
        own = mergers.get(school.pk, [])
        found = standings.standings(targets, of_school.get(school.pk, ()), fall_year, school=school.pk, mergers=own)
        by_code = {one.indicator.pk: one for one in found}
        needs[school.pk] = {one.pk: _need(school, one, by_code.get(one.pk)) for one in indicators}
    return needs


def _need(school, indicator, standing):
    if not indicator.applies_to(school.profile_low_grade, school.profile_high_grade):
        return "not asked", ""
    status = standing.status if standing else Status.NO_DATA
    if status in SHORT | ENOUGH:
        words = {
            "indicator": indicator.short_name,
            "value": standing.now.words,
            "year": standing.now.year_label,
            "target": standing.target_text,
        }
        return status in SHORT, _("%(indicator)s: %(value)s in %(year)s, target %(target)s") % words
    if status == Status.NO_TARGET:
        return "unknown", _("%(indicator)s: no target for a single school") % {"indicator": indicator.short_name}
    return "unknown", _("%(indicator)s: no figure that may be shown") % {"indicator": indicator.short_name}


def _partners_today(day):
    """({(school id, indicator): partners}, {(school id, area id): partners}) by the partnerships in force."""
    by_indicator, by_area = {}, {}
    today = SchoolPartnership.objects.on(day).select_related("partner").prefetch_related("indicators", "areas")
    for one in today:
        for indicator in one.indicators.all():
            by_indicator.setdefault((one.school_id, indicator.pk), set()).add(one.partner)
        for area in one.areas.all():
            by_area.setdefault((one.school_id, area.pk), set()).add(one.partner)
    return by_indicator, by_area


def totals(columns, rows):
    """[(column, schools that need it, of these without a partner, schools of which the need is not known)]."""
    counted = []
    for position, column in enumerate(columns):
        states = [row.cells[position].state for row in rows]
        missing = states.count(State.MISSING)
        counted.append((column, missing + states.count(State.SERVED), missing, states.count(State.UNKNOWN)))
    return counted


def lines(columns, rows):
    """One line for each school and column: for the file."""
    for row in rows:
        for column, cell in zip(columns, row.cells, strict=True):
            names = ", ".join(partner.name for partner in cell.partners)
            yield (
                row.school.code, row.school.name, row.tier_word, str(row.zone or ""), str(column),
                str(cell.state.label), len(cell.partners), names, cell.why,
            )  # fmt: skip
