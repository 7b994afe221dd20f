"""What is known of a school beside its goals: published figures only, through the one reader of them; and where it is
to come to."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from indicators import cells
from indicators.cells import Figure
from indicators.dimensions import Dimension
from indicators.models import IndicatorTarget
from indicators.models.reference import TargetKind
from indicators.models.values import Shown
from indicators.standings import target_text

NOTHING_KNOWN = (Shown.NOT_REPORTED, Shown.NOT_APPLICABLE)


@dataclass(frozen=True)
class Known:
    """Of one indicator at one school: the newest published figure up to the plan's year, the first of the same series
    (None where there is no earlier one), and the targets in words, the district's and the school's own."""

    figure: Figure | None
    first: Figure | None
    targets: tuple


def known_of(plan, goals):
    """{indicator: `Known`} for the indicators of these goals. Two queries."""
    indicators = {goal.indicator_id: goal.indicator for goal in goals}
    if not indicators:
        return {}
    of_school = cells.of_school(plan.school_id) & cells.ALL_STUDENTS
    found = cells.published(of_school, computed=False, indicator_id__in=indicators, fall_year__lte=plan.fall_year)
    by_indicator = {}
    for figure in found:
        if figure.shown not in NOTHING_KNOWN:
            by_indicator.setdefault(figure.indicator, []).append(figure)
    targets = targets_of(plan, indicators)
    return {
        code: Known(*_newest_and_first(by_indicator.get(code, []), indicator), tuple(targets.get(code, ())))
        for code, indicator in indicators.items()
    }


def _newest_and_first(figures, indicator):
    """The newest figure, the main series before others; and the oldest of the same series, where it is another one."""
    if not figures:
        return None, None
    newest = max(figures, key=lambda one: (one.fall_year, one.instrument == indicator.primary_instrument))
    first = min((one for one in figures if one.instrument == newest.instrument), key=lambda one: one.fall_year)
    return newest, first if first.fall_year < newest.fall_year else None


def targets_of(plan, indicators):
    """{indicator: targets in words} for all students: what the plan adopted, the district's steps from the plan's year
    on, and those set for the school itself. One query."""
    asked = Q(school=None) | Q(school=plan.school_id)
    rows = IndicatorTarget.objects.filter(asked, indicator__in=indicators, dimension=Dimension.ALL, group="ALL")
    found = {}
    for target in rows.order_by("target_fall_year", "pk"):
        is_past = target.target_fall_year < plan.fall_year
        if is_past and target.kind != TargetKind.ADOPTED:
            continue
        found.setdefault(target.indicator_id, []).append(_in_words(target, indicators[target.indicator_id]))
    return found


def _in_words(target, indicator):
    words = {"target": target_text(target, indicator.unit), "year": target.school_year_label}
    if target.kind == TargetKind.PROPOSED:
        return _("This school: %(target)s by %(year)s (the school's own proposal)") % words
    if target.school_id:
        return _("This school: %(target)s by %(year)s (set by the district)") % words
    if target.kind == TargetKind.ADOPTED:
        return _("District: %(target)s by %(year)s (adopted with the plan)") % words
    return _("District: %(target)s by %(year)s (a step that the district set)") % words
