"""The district's targets for anyone to read: all plan cycles beside each other; whether the schools' add up."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from district import downloads, school_years
from district.access import Can, may
from indicators import group_sums, target_sums, targets
from indicators import target_overview as overviews
from indicators.models import Indicator, IndicatorTarget
from indicators.models.reference import TargetKind
from indicators.parameters import chosen_year, this_year, whole_number
from indicators.standings import target_text


@require_safe
def target_overview(request):
    """Each indicator with its targets of every plan cycle, where it stands and why, and what it takes a year."""
    year = chosen_year(request)
    found = overviews.overview(year)
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, "targets", *overviews.table(found))
    may_set = may(request.user, Can.SET_TARGETS)
    waiting = IndicatorTarget.objects.filter(kind=TargetKind.PROPOSED, answer="").select_related(
        "indicator", "school", "proposed_by", "baseline"
    )
    context = {
        "found": found,
        "year_label": school_years.label(year),
        "may_set": may_set,
        "waiting": [proposal_row(one) for one in waiting.order_by("set_at")] if may_set else [],
    }
    return render(request, "indicators/target_overview.html", context)


def proposal_row(target):
    return {
        "target": target,
        "text": target_text(target, target.indicator.unit),
        "origin": targets.origin(target, names_people=True),
    }


@require_safe
def target_sum(request, code):
    """Whether the schools' targets of a school year add up to the district's, and who is not counted."""
    indicator = get_object_or_404(Indicator.objects.equity(), pk=code)
    years = target_sums.years_with_targets(indicator)
    year = chosen_target_year(request, years)
    found = target_sums.adding_up(indicator, year)
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, f"targets-adding-up-{code}-{year}", *sum_table(found))
    context = {
        "indicator": indicator,
        "found": found,
        "years": [(school_years.label(one), f"?by={one}", one == year) for one in years],
        "group_sums": group_sums.sums([indicator], district_targets(indicator)).get(indicator.pk, []),
        "district_text": target_text(found.district, indicator.unit) if found.district else "",
        "may_set": may(request.user, Can.SET_TARGETS),
        "year": year,
    }
    return render(request, "indicators/target_sum.html", context)


def district_targets(indicator):
    """The district's targets of all students, adopted and its own steps."""
    return indicator.targets.filter(school=None, dimension="ALL").exclude(kind=TargetKind.PROPOSED)


def chosen_target_year(request, years):
    """The year asked for with `?by=`, else the next for which there is a target, else the last, else this year."""
    asked = whole_number(request.GET.get("by"))
    if asked in years:
        return asked
    return next((one for one in years if one >= this_year()), years[-1] if years else this_year())


def sum_table(found):
    """(headers, rows) of the schools counted and not counted."""
    headers = ["school_code", "school", "target", "students", "counted", "why_not"]
    rows = [[one.school.code, one.school.name, one.value, one.weight, True, ""] for one in found.parts]
    for why, schools in found.not_counted:
        rows += [[one.code, one.name, None, None, False, why] for one in schools]
    return headers, rows
