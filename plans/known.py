"""What is known of a school beside its goals: published figures only, through the one reader of them."""

from indicators import cells
from indicators.models.values import Shown

NOTHING_KNOWN = (Shown.NOT_REPORTED, Shown.NOT_APPLICABLE)


def known_of(plan, goals):
    """{indicator: the newest published figure of the school up to the plan's year}: what is known beside each goal."""
    codes = {goal.indicator_id for goal in goals}
    if not codes:
        return {}
    of_school = cells.of_school(plan.school_id) & cells.ALL_STUDENTS
    found = cells.published(of_school, computed=False, indicator_id__in=codes, fall_year__lte=plan.fall_year)
    primary = {goal.indicator_id: goal.indicator.primary_instrument for goal in goals}
    known = {}
    for figure in found:
        if figure.shown in NOTHING_KNOWN:
            continue
        rank = (figure.fall_year, figure.instrument == primary[figure.indicator])
        if figure.indicator not in known or rank > known[figure.indicator][0]:
            known[figure.indicator] = rank, figure
    return {code: figure for code, (_rank, figure) in known.items()}
