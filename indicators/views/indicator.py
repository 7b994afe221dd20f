"""One indicator in full, and one figure explained."""

from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from district import downloads, school_years, ways_back
from district.access import Can, may
from district.models import School
from indicators import (
    aims,
    cells,
    comments,
    detail,
    explaining,
    figure_notes,
    gap_targets,
    gaps,
    instruments,
    school_spans,
    tables,
)
from indicators.dashboards import BREAKDOWNS
from indicators.dimensions import GROUPS, Dimension
from indicators.models import Indicator
from indicators.parameters import chosen, chosen_page, chosen_year
from indicators.peers import reading as peers
from indicators.spans import Span

PER_PAGE = 25
SORTS = ["name", "-name", "value", "-value"]


def detail_asked_for(request, indicator, raw):
    """What is published of an indicator, for the year, breakdown and series of the address."""
    series = [one.code for one in instruments.of_indicator(indicator.pk)]
    return detail.Detail(
        indicator,
        fall_year=chosen_year(request),
        dimension=chosen(request, "groups", BREAKDOWNS, Dimension.RACE_ETH),
        instrument=chosen(request, "instrument", series, ""),
        raw=raw,
        back=ways_back.here(request),
    )


@require_safe
def indicator_detail(request, code):
    """Definition, source, all years of all series, groups with their gaps, schools."""
    indicator = get_object_or_404(Indicator, pk=code)
    raw = cells.raw_for(request, indicator=indicator.pk)
    found = detail_asked_for(request, indicator, raw)
    order = chosen(request, "sort", SORTS, "name")
    if file_format := downloads.wanted_format(request):
        return indicator_file(request, found, file_format)
    spanned = school_spans.SpannedSchools(found, span=chosen(request, "span", Span, ""), back=found.back_to("schools"))
    page = Paginator(spanned.rows(order), PER_PAGE).get_page(chosen_page(request))
    context = {
        "indicator": indicator,
        "found": found,
        "page": page,
        "spanned": spanned,
        "span_tabs": spanned.tabs(lambda span: f"{address_of(request, found, span=span)}#schools"),
        "gaps_url": address_of(request, found, page="indicators:indicator-gaps"),
        "back_to_groups": found.back_to("groups"),
        "order": order,
        "raw": raw,
        "raw_url": raw_address(request) if cells.may_see_raw(request.user) else "",
        "published_url": raw_address(request, raw=None),
        "breakdowns": breakdowns(request, found, "#groups"),
        "base": f"{address_of(request, found)}&",
        "has_peers": peers.has_any(indicator, found.figures),
        "aims": aims.aims(indicator, found.chosen_year, request.user),
        "year_label": school_years.label(found.chosen_year),
        "comments": comments.newest(indicator, request.user, found.chosen_year),
        "may_define": may(request.user, Can.DEFINE_INDICATOR),
        "may_comment": may(request.user, Can.COMMENT_INDICATOR),
        "may_set_targets": may(request.user, Can.SET_TARGETS),
        "proposals": found.proposal_rows(names_people=request.user.is_authenticated),
    }
    return render(request, "indicators/indicator_detail.html", context)


def address_of(request, found, *, page="", **changes):
    """The page's address with what was understood of it; `page`: the name of another page of the indicator."""
    words = {"year": found.chosen_year, "groups": found.dimension, "instrument": found.instrument, **changes}
    path = reverse(page, args=[found.indicator.code]) if page else request.path
    return f"{path}?{urlencode(words)}"


def breakdowns(request, found, place=""):
    """The page with each breakdown; `place` is the part of the page to go to."""
    return [
        (one.label, f"{address_of(request, found, groups=one.value)}{place}", one == found.dimension)
        for one in BREAKDOWNS
    ]


@require_safe
def indicator_gaps(request, code):
    """How far each student group is from all students, and how that changed over the years."""
    indicator = get_object_or_404(Indicator, pk=code)
    raw = cells.raw_for(request, indicator=indicator.pk)
    found = detail_asked_for(request, indicator, raw)
    shown = gaps.Gaps(found)
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, f"{code.lower()}-gaps", gaps.HEADERS, shown.file_rows())
    context = {
        "indicator": indicator,
        "found": found,
        "gaps": shown,
        "targets": gap_targets.standings(found, shown.series),
        "may_set": may(request.user, Can.SET_TARGETS),
        "raw": raw,
        "raw_url": raw_address(request) if cells.may_see_raw(request.user) else "",
        "published_url": raw_address(request, raw=None),
        "breakdowns": breakdowns(request, found),
        "series": [
            (one.label, address_of(request, found, instrument=one.code), one.code == found.instrument)
            for one in found.series_with_groups
        ],
        "base": f"{address_of(request, found)}&",
    }
    return render(request, "indicators/indicator_gaps.html", context)


def indicator_file(request, found, file_format):
    """The years and groups of the district, the schools of the chosen year, or what the district proposes."""
    name = chosen(request, "table", ["years", "groups", "schools", "proposals"], "years")
    if name == "proposals":
        rows = tables.PROPOSAL_HEADERS, tables.proposal_rows(found.proposals)
        return downloads.table_response(file_format, f"{found.indicator.code.lower()}-{name}", *rows)
    if name == "schools":
        figures, schools = found.school_figures, found.schools
    else:
        wanted = Dimension.ALL if name == "years" else found.dimension
        figures, schools = [one for one in found.figures if one.dimension == wanted], {}
    rows = tables.FIGURE_HEADERS, tables.figure_rows(figures, schools)
    name, notes = f"{found.indicator.code.lower()}-{name}", figure_notes.of_figures(figures)
    return downloads.table_response(file_format, name, *rows, notes=notes)


@require_safe
def value_detail(request, code):
    """Explain one figure: how it is made, from which file and line, who answered for it, its versions, its schools."""
    indicator = get_object_or_404(Indicator, pk=code)
    school = asked_school(request)
    dimension = chosen(request, "groups", list(Dimension), Dimension.ALL)
    cell = cells.CellAddress(
        indicator=code,
        instrument=chosen(request, "instrument", instruments.INSTRUMENTS, indicator.primary_instrument),
        school_id=school.pk if school else None,
        fall_year=chosen_year(request),
        as_of_date=as_date(request.GET.get("as_of")),
        dimension=dimension,
        group=chosen(request, "group", GROUPS[dimension], "ALL"),
    )
    raw = cells.raw_for(request, school=school, indicator=indicator.pk)
    figure = cells.one(cell, raw=raw)
    if figure is None:
        raise Http404(_("No such figure has been published."))
    explained = explaining.Explanation(indicator, figure, school, raw=raw, back=ways_back.here(request))
    if file_format := downloads.wanted_format(request):
        rows = tables.FIGURE_HEADERS, tables.figure_rows(explained.parts, explained.schools)
        notes = figure_notes.of_figures([figure])
        return downloads.table_response(file_format, f"{code.lower()}-{figure.fall_year}-schools", *rows, notes=notes)
    context = {
        "indicator": indicator,
        "figure": figure,
        "school": school,
        "explained": explained,
        "page": Paginator(explained.part_rows, PER_PAGE).get_page(chosen_page(request)),
        "names_people": may(request.user, Can.IMPORT_VALUES),
        "raw": raw,
        "raw_url": raw_address(request) if cells.may_see_raw(request.user) else "",
        "published_url": raw_address(request, raw=None),
        "year_label": school_years.label(figure.fall_year),
    }
    return render(request, "indicators/value_detail.html", context)


def asked_school(request):
    code = request.GET.get("school", "")
    return get_object_or_404(School, code=code) if code else None


def as_date(text):
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def raw_address(request, raw="1"):
    words = request.GET.copy()
    words.pop("raw", None)
    if raw:
        words["raw"] = raw
    return f"{request.path}?{words.urlencode()}"
